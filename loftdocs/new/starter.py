"""The texts that a new case begins with: right of any municipality, and so saying nothing of this one.

They are read out of the template of a new case itself, without Jinja, which only a new case needs to read in.
"""

import re
from functools import cache
from pathlib import Path

from loftdocs.read.document import squash

TEMPLATE = Path(__file__).parents[1] / "data" / "arende.yaml.jinja"
# A text in the decision paper's part of the file: its key, and the lines below it.
_TEXT = re.compile(r"^  (\w+): \|\n((?: {4}.*\n)+)", re.MULTILINE)
# What the template puts in for ``{{ kommunen }}``; a case may have got another name since.
_CALLED = ("kommunen", "staden", "regionen")


def is_starter(key: str, text: str) -> bool:
    """True if ``text`` is what a new case has under ``key``, however its lines are broken."""
    return squash(text) in _starters().get(key, ())


@cache
def _starters() -> dict[str, frozenset[str]]:
    return {
        key: frozenset(squash(text.replace("{{ kommunen }}", called)) for called in _CALLED)
        for key, text in _TEXT.findall(TEMPLATE.read_text(encoding="utf-8"))
    }

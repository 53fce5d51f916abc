"""The file that a programme's cases begin with, if its folder has one, and the texts that a new case has from it.

Such texts are right of any municipality, and so say nothing of this one. They are read out of the file itself, without
Jinja, which only a new case needs to read in.
"""

import re
from functools import lru_cache
from pathlib import Path

from loftdocs.load.source import is_file, read_text
from loftdocs.read.document import squash

NAME = "arende.yaml.jinja"
# A text in the decision paper's part of the file: its key, and the lines below it.
_TEXT = re.compile(r"^  (\w+): \|\n((?: {4}.*\n)+)", re.MULTILINE)
# What is put in for ``{{ kommunen }}``; a case may have got another name since.
_CALLED = ("kommunen", "staden", "regionen")


def starter_of(program_folder: Path) -> Path | None:
    """The file that the programme's cases begin with; None if what it declares is all that is known of them."""
    path = program_folder / NAME
    return path if is_file(path) else None


def is_starter(program_folder: Path, key: str, text: str) -> bool:
    """True if ``text`` is what a new case of the programme has under ``key``, however its lines are broken."""
    path = starter_of(program_folder)
    return path is not None and squash(text) in _starters(path, path.stat().st_mtime_ns).get(key, ())


@lru_cache(maxsize=32)
def _starters(path: Path, changed: int) -> dict[str, frozenset[str]]:
    """By key, the texts of a file as it was when it was last ``changed``."""
    whole, _ = read_text(path)
    return {
        key: frozenset(squash(text.replace("{{ kommunen }}", called)) for called in _CALLED)
        for key, text in _TEXT.findall(whole or "")
    }

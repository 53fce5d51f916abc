"""A page that is only a picture, read by Tesseract where it is installed with Swedish: what of the built page is on it.

Reading a scan is a guess, letter by letter: what is found is a help for the eye, and what is not found may be there all
the same. So it never says yes, only what to look at first.
"""

import os
import re
import subprocess
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from loftdocs.read.pdfium import opened
from loftdocs.verify.checklist import PageChecklist

_DPI = 200  # enough for letters of an agreement's size
_SECONDS = 40  # a page takes two
_MOST = 12  # pages


@dataclass(frozen=True)
class Reading:
    """What Tesseract made of a page: the ``found`` and the ``missing`` of what stands on the built page."""

    page: int
    found: tuple[str, ...]
    missing: tuple[str, ...]


def readings(returned: bytes, pages: Sequence[tuple[int, int]], listed: Sequence[PageChecklist]) -> tuple[Reading, ...]:
    """A reading for each pair of a built and a returned page (from 1); none without Tesseract and its Swedish.

    Amounts, days, lengths of time and numbers are looked for, as they are written on the built page.
    """
    if not has_swedish():
        return ()
    from loftdocs.verify.drawing import draw

    pictures = []
    with opened(returned) as document:
        for _built, number in pages[:_MOST]:
            picture = BytesIO()
            draw(document[number - 1], _DPI).convert("L").save(picture, "PNG")
            pictures.append(picture.getvalue())
    with ThreadPoolExecutor(os.cpu_count()) as beside:  # each waits for a program of its own
        texts = list(beside.map(lambda png: _tesseract("-", "-", "-l", "swe", given=png), pictures))
    wanted = {one.page: (*one.amounts, *one.dates) for one in listed}
    return tuple(
        _reading(built, text, wanted.get(built, ()))
        for (built, _number), text in zip(pages, texts, strict=False)
        if text is not None
    )


def _reading(page: int, text: str, wanted: Sequence[str]) -> Reading:
    bare = _bare(text)
    found = tuple(one for one in wanted if _bare(one) in bare)
    return Reading(page, found, tuple(one for one in wanted if one not in found))


@cache
def has_swedish() -> bool:
    """True if Tesseract is there, with Swedish."""
    return "swe" in (_tesseract("--list-langs") or "").split()


def _tesseract(*arguments: str, given: bytes | None = None) -> str | None:
    """What Tesseract says, None where it is not there or cannot."""
    try:
        answer = subprocess.run(
            ["tesseract", *arguments],
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads are slower together than one alone
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.decode("utf-8", "replace") if answer.returncode == 0 else None


def _bare(text: str) -> str:
    """Letters and digits alone: spaces and hyphens are what scanning muddles most."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()

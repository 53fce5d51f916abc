"""Which returned page is which built one, and whether they say the same, by their words."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

# Spaces and hyphens come out as the program that wrote the file sees fit; soft hyphens and controls are not read.
_UNREAD = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\-\u2010\u2011]")
# Ghostscript writes the letters of a ligature (tt, ti, ft) with their bytes swapped: t (U+0074) comes out as U+7400.
_SWAPPED = {ord(letter) << 8: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
_WORD = re.compile(r"\w+")
_ALIKE = 0.5  # a page shares at least so much of its words with the built one
_CONTEXT = 24  # letters before and after a difference


def page_text(page: Any) -> str:
    """The words of a page's own content, as PDFium reads them."""
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\ufffe", "")
    finally:
        text.close()


def folded(text: str) -> str:
    """A text without what its writer may choose: spaces, hyphens, ligatures."""
    return _UNREAD.sub("", unicodedata.normalize("NFKC", text.translate(_SWAPPED)))


def aligned(built: Sequence[str], returned: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The pairs of pages, by number from 0, that belong together: in the same order, as like each other as can be.

    Pages without any words (pictures of pages) are paired by their place, when there are as many.
    """
    if not any(map(folded, returned)) and len(returned) >= len(built):
        return tuple((at, at) for at in range(len(built)))
    score = [[_alike(one, other) for other in returned] for one in built]
    best = [[0.0] * (len(returned) + 1) for _ in range(len(built) + 1)]
    for i in reversed(range(len(built))):
        for j in reversed(range(len(returned))):
            together = score[i][j] + best[i + 1][j + 1] if score[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs, i, j = [], 0, 0
    while i < len(built) and j < len(returned):
        if score[i][j] >= _ALIKE and best[i][j] == score[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    if not pairs and len(returned) == len(built):
        return tuple((at, at) for at in range(len(built)))  # words that cannot be read at all: as with pictures
    return tuple(pairs)


def likeness(built: Sequence[str], returned: Sequence[str]) -> float:
    """How much of a document is found again, from 0 to 1."""
    if not built:
        return 0.0
    return sum(_alike(built[one], returned[other]) for one, other in aligned(built, returned)) / len(built)


def text_difference(one: str, other: str) -> tuple[str, str] | None:
    """The first words that differ, as they were and as they are, with what stands around them; None if none do."""
    was, now = folded(one), folded(other)
    if was == now:
        return None
    before, after = one.split(), other.split()
    muddled = False
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or folded("".join(before[a0:a1])) == folded("".join(after[b0:b1])):
            continue
        if b1 - b0 == a1 - a0 and all(any(ord(letter) in _SWAPPED for letter in word) for word in after[b0:b1]):
            muddled = True  # of a ligature of three letters, only one is left
            continue
        return _around(before, a0, a1), _around(after, b0, b1)
    return None if muddled else (was[:_CONTEXT], now[:_CONTEXT])  # the same words, put together otherwise


def _around(words: Sequence[str], start: int, end: int) -> str:
    before = " ".join(words[max(0, start - 3) : start])
    return " ".join(filter(None, (before, " ".join(words[start:end])[:120], " ".join(words[end : end + 3]))))


def _alike(one: str, other: str) -> float:
    """What two pages have in common of all their words."""
    first, second = ({word.casefold() for word in _WORD.findall(text.translate(_SWAPPED))} for text in (one, other))
    if not first and not second:
        return 1.0
    # A page that a service has added lines to is still that page: what counts is what of the built one is left.
    return len(first & second) / len(first) if first else 0.0

"""Lines up a reviewed document with the one that the case gives: what is kept, changed, gone, added, one to one."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from loftdocs.check.prose import ratio, words_of
from loftdocs.read.document import Finished, Paragraph, squash

_LEAST_ALIKE = 0.5
# The page number through a bundle, which a document by itself does not have.
_BUNDLE_PAGE = re.compile(r"\w+,\s+sida\s+\d+\s+av\s+\d+")


@dataclass(frozen=True)
class Aligned:
    """Paragraphs that were changed (theirs, ours), those that are gone and those that are new."""

    changed: tuple[tuple[Paragraph, Paragraph], ...]
    gone: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]


@lru_cache(maxsize=64)
def align(theirs: Finished, ours: Finished) -> Aligned:
    """Lines ``theirs`` up with ``ours``; page numbers and white space do not count."""
    mine, right = _texts(theirs), _texts(ours)
    matcher = SequenceMatcher(None, [_plain(p) for p in mine], [_plain(p) for p in right], autojunk=False)
    changed: list[tuple[Paragraph, Paragraph]] = []
    gone: list[Paragraph] = []
    new: list[Paragraph] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        left = list(right[c:d])
        for paragraph in mine[a:b]:
            best = max(left, key=lambda p: likeness(paragraph.text, p.text), default=None)
            if best is not None and likeness(paragraph.text, best.text) >= _LEAST_ALIKE:
                changed.append((paragraph, best))
                left.remove(best)
            else:
                new.append(paragraph)
        gone.extend(left)
    # What was moved, or is only divided into paragraphs otherwise (as a PDF's text is), is neither gone nor new.
    theirs_whole, ours_whole = ("".join(_plain(p) for p in texts) for texts in (mine, right))

    def kept(paragraph: Paragraph) -> bool:
        text = _plain(paragraph)
        return 0 < theirs_whole.count(text) <= ours_whole.count(text)

    return Aligned(
        tuple((now, before) for now, before in changed if not kept(now)),
        tuple(p for p in gone if _plain(p) not in theirs_whole),
        tuple(p for p in new if not kept(p)),
    )


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How alike two paragraphs are, from 0 to 1: by their words, whatever the order, or by their letters in order."""
    mine, theirs = (Counter(word.lower() for _, word in words_of(text)) for text in (one, other))
    words = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
    return max(words, ratio(squash(one), squash(other)))


def difference(theirs: str, ours: str) -> tuple[str, str]:
    """The words that were changed: as they stood, and as they stand now; ``…`` for what is kept in between."""
    now, before = theirs.split(), ours.split()
    old: list[str] = []
    new: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            if old or new:
                old.append("…")
                new.append("…")
            continue
        old.extend(before[a:b])
        new.extend(now[c:d])
    return _tidy(old), _tidy(new)


def _tidy(words: list[str]) -> str:
    text = " ".join(words).strip(" …")
    return text if len(text) <= 120 else text[:120] + "…"


def _texts(document: Finished) -> list[Paragraph]:
    """The paragraphs that say something; a header or footer once, though a PDF has it on every page."""
    met: set[str] = set()
    kept = []
    for paragraph in document.paragraphs:
        text = _plain(paragraph)
        margin = paragraph.part in ("header", "footer")
        if _BUNDLE_PAGE.fullmatch(paragraph.text.strip()):
            continue
        if paragraph.part != "comment" and len(text) > 1 and not (margin and text in met):
            kept.append(paragraph)
            met.add(text if margin else "")
    return kept


def _plain(paragraph: Paragraph) -> str:
    text = squash(paragraph.text).lower()
    return text.partition("sida")[0] if paragraph.part in ("header", "footer") else text

"""Lines up a reviewed document with the one that the case gives: what is kept, changed, gone, added, one to one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from loftdocs.check.prose import ratio, words_of
from loftdocs.pattern import pattern
from loftdocs.read.document import Finished, Paragraph, shared_start, squash

_LEAST_ALIKE = 0.5
# In a block of changed paragraphs, so many before and after the same place are compared; longer paragraphs are compared
# by their words alone; of two texts with more words between what they begin and end with alike, no words are paired.
_REACH, _LONGEST_SPELLED, _MOST_COMPARED = 60, 10_000, 100_000
# The page number through a bundle, which a document by itself does not have.
_BUNDLE_PAGE = pattern(r"\w+,\s+sida\s+\d+\s+av\s+\d+")


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
    changed: list[tuple[Paragraph, Paragraph]] = []
    gone: list[Paragraph] = []
    new: list[Paragraph] = []
    for block, left in _blocks(mine, right):
        whole = len(left)
        for number, paragraph in enumerate(block):
            # In a long block only those about as far on are compared, or a document of its own would take for ever.
            near = max(0, number * whole // len(block) - (whole - len(left)) - _REACH)
            candidates = left[near : near + 2 * _REACH]
            best = max(candidates, key=lambda p: likeness(paragraph.text, p.text), default=None)
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


def _blocks(mine: list[Paragraph], right: list[Paragraph]) -> Iterator[tuple[list[Paragraph], list[Paragraph]]]:
    """The stretches of both between the paragraphs that are the same."""
    from rapidfuzz.distance import Indel  # counts many at a time; difflib takes for ever over a hundred like lines

    a = c = 0
    opcodes = Indel.opcodes([_plain(p) for p in mine], [_plain(p) for p in right])
    for step in opcodes:
        if step.tag == "equal":
            if a < step.src_start or c < step.dest_start:
                yield mine[a : step.src_start], right[c : step.dest_start]
            a, c = step.src_end, step.dest_end
    if a < len(mine) or c < len(right):
        yield mine[a:], right[c:]


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How alike two paragraphs are, from 0 to 1: by their words, whatever the order, or by their letters in order."""
    mine, theirs = (Counter(word.lower() for _, word in words_of(text)) for text in (one, other))
    words = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
    if max(len(one), len(other)) > _LONGEST_SPELLED:
        return words
    return max(words, ratio(squash(one), squash(other)))


def difference(theirs: str, ours: str) -> tuple[str, str]:
    """The words that were changed: as they stood, and as they stand now; ``…`` for what is kept in between."""
    now, before = theirs.split(), ours.split()
    start = shared_start(now, before)
    end = shared_start(now[start:][::-1], before[start:][::-1])
    now, before = now[start : len(now) - end], before[start : len(before) - end]
    if len(now) * len(before) > _MOST_COMPARED:
        return _tidy(before), _tidy(now)
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

"""Reading Swedish prose: sentences, sections under headings, and names that are almost right."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from loftdocs.pattern import pattern
from loftdocs.read.document import Finished, Paragraph

# What the heading of the section on the economy has one of, whatever a municipality calls it.
ECONOMY = ("ekonomi", "finansiering", "kostnad")
_FEW = 20
_END = pattern(r"(?<=[.!?])[”\"]?\s+(?=[A-ZÅÄÖ”\"(])")
_ABBREVIATION = pattern(
    r"(?:\b(?:t\.?\s?ex|bl\.?\s?a|m\.?\s?fl|d\.?\s?v\.?\s?s|s\.?\s?k|kap|org|nr|inkl|exkl|ca|st|dnr|tfn|jfr|resp|o\.?\s?s\.?\s?v)|\b[A-ZÅÄÖ])\.$"
)
_LONGEST_ABBREVIATION = 16
_PLAIN = str.maketrans("åäöé", "aaoe")
_WORD = pattern(r"[^\W\d_](?:[\w’'&-]*\w)?")


@lru_cache(maxsize=8192)  # rule after rule asks for the sentences of the same paragraphs
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a paragraph, each with its offset; a full stop after an abbreviation ends none."""
    start, found = 0, []
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text, max(start, match.start() - _LONGEST_ABBREVIATION), match.start()):
            found.append((start, text[start : match.start()]))
            start = match.end()
    if text[start:].strip():
        found.append((start, text[start:]))
    return tuple(found)


def chapter(document: Finished, paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """The paragraphs under the same heading as one of the document's own, itself among them."""
    body = document.body
    at = body.index(paragraph) if paragraph in body else None
    if at is None:
        return (paragraph,)
    first = next((index for index in range(at, -1, -1) if body[index].is_heading), 0)
    last = next((index for index in range(at + 1, len(body)) if body[index].is_heading), len(body))
    return body[first:last]


def sentence_at(text: str, offset: int) -> str:
    """The sentence that ``offset`` stands in; the same object each time, so that `says` need not read it again."""
    found = sentences(text)
    at = bisect_right(found, offset, key=lambda sentence: sentence[0])
    return found[max(at, 1) - 1][1] if found else ""


@lru_cache(maxsize=16384)
def says(pattern: re.Pattern[str], sentence: str) -> bool:
    """True if a sentence holds what the pattern finds: a sentence of many values is asked once, not for each."""
    return bool(pattern.search(sentence))


def says_any(words: tuple[str, ...], sentence: str) -> bool:
    """True if a sentence holds one of the words that a programme names a fact by, however its spaces are."""
    return bool(words) and says(_words(words), sentence)


@lru_cache(maxsize=256)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the words, also within a longer one (``uppsägning`` in uppsägningstid)."""
    return re.compile("|".join(r"\s+".join(map(re.escape, word.split())) for word in words), re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """A heading and the paragraphs below it, down to the next heading of any level."""

    heading: Paragraph
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """All its text, a line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def sections(document: Finished) -> tuple[Section, ...]:
    """The sections of a document, in order."""
    body = document.body
    starts = [index for index, paragraph in enumerate(body) if paragraph.is_heading]
    return tuple(Section(body[a], tuple(body[a + 1 : b])) for a, b in pairwise([*starts, len(body)]))


def section(document: Finished, *words: str) -> Section | None:
    """The first section whose heading contains one of ``words``, in lower case."""
    for found in sections(document):
        if any(word in " ".join(found.heading.text.lower().split()) for word in words):
            return found
    return None


def ratio(one: str, other: str) -> float:
    """How alike two strings are, from 0 to 1."""
    from rapidfuzz import fuzz  # most texts never come to need it

    return fuzz.ratio(one, other) / 100


def alike(one: str, others: Iterable[str], least: float) -> tuple[str, ...]:
    """Those of ``others`` that are at least so like ``one``, from 0 to 1, in their order."""
    asked = tuple(others)
    if len(asked) < _FEW and not any(2 * _shared(one, other) >= least * (len(one) + len(other)) for other in asked):
        return ()  # as in most cases, which then do not have to read in what compares many
    from rapidfuzz import fuzz, process

    return tuple(found[0] for found in process.extract_iter(one, asked, scorer=fuzz.ratio, score_cutoff=100 * least))


def _shared(one: str, other: str) -> int:
    """How many letters two strings have in common in any order: no fewer than a ratio counts in the same order."""
    return (Counter(one) & Counter(other)).total()


@lru_cache(maxsize=8192)  # rule after rule asks for the words of the same paragraphs
def words_of(text: str) -> tuple[tuple[int, str], ...]:
    """The words of a text with their offsets."""
    return tuple((match.start(), match.group()) for match in _WORD.finditer(text))


@lru_cache(maxsize=8192)
def _plain_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text in small letters without rings and dots, and the first two letters of each."""
    words = frozenset(word.lower().translate(_PLAIN) for _, word in words_of(text))
    return words, frozenset(word[:2] for word in words)


def worth_comparing(one: str, other: str) -> bool:
    """True if two names share a whole word, or their words begin with the same two letters, rings and dots aside.

    Of a name of many words, half must begin alike.
    """
    mine, theirs = one.lower().translate(_PLAIN).split(), other.lower().translate(_PLAIN).split()
    shared = {word for word in mine if len(word) > 3 and word in theirs}
    begin_mine, begin_theirs = [word[:2] for word in mine], [word[:2] for word in theirs]
    alike = (Counter(begin_mine) & Counter(begin_theirs)).total()
    return (bool(shared) and (len(theirs) < 4 or 2 * alike >= len(theirs))) or begin_mine == begin_theirs


@lru_cache(maxsize=16384)  # the same paragraphs are asked about the same names again and again
def near_misses(text: str, name: str, least: float) -> tuple[str, ...]:
    """Stretches of ``text`` that look like ``name`` and are not: as many words, or one more or less.

    A stretch that holds the name itself, or its genitive, is none.
    """
    tokens, lower = words_of(text), name.lower()
    wanted = lower.translate(_PLAIN).split()
    long = {word for word in wanted if len(word) > 3}
    words, beginnings = _plain_words(text)
    if long.isdisjoint(words) and wanted[0][:2] not in beginnings:
        return ()
    plain, count = " ".join(name.split()), len(name.split())
    right = {plain.lower(), f"{plain}s".lower(), f"{plain}:s".lower()}
    itself = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?::?s)?(?!\w)"
    taken = bytearray(len(text))
    for match in re.finditer(itself, text, re.IGNORECASE):
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    best: dict[int, tuple[float, str]] = {}
    for size in {max(1, count - 1), count, count + 1}:
        for at in range(len(tokens) - size + 1):
            start, end = tokens[at][0], tokens[at + size - 1][0] + len(tokens[at + size - 1][1])
            if end - start > 2 * len(plain) + 20 or 1 in taken[start:end]:
                continue
            found = " ".join(text[start:end].split())
            if found.lower() in right or abs(len(found) - len(plain)) > 0.3 * len(plain):
                continue
            alike = ratio(found.lower(), lower) if worth_comparing(found, plain) else 0.0
            if alike >= least and alike > max((best.get(i, (0.0, ""))[0] for i in range(at, at + size)), default=0.0):
                for i in range(at, at + size):
                    best[i] = (alike, found)
    return tuple(dict.fromkeys(found for _, found in best.values()))


def list_items(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The items of a list, or where nothing is marked as one, every paragraph."""
    items = tuple(p for p in paragraphs if p.number or p.style.startswith("List"))
    return items or tuple(paragraphs)

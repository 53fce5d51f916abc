"""Whether two names are one person's: whether one way to read the one fits one way to read the other."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from loftdocs.verify.names.readings import Reading, readings
from loftdocs.verify.names.words import JOINED, MOST_WORDS, SWEDISH, Words


class Likeness(Enum):
    """How alike two names are; ``ALIKE`` is for a person to decide."""

    SAME = "same"
    ALIKE = "alike"
    OTHER = "other"


def compare(one: str, other: str) -> Likeness:
    """Compares two names of persons, of any length and from anyone; the order of the two does not matter.

    The same are those equal but for white space and how Unicode composes letters (NFC). Alike are those of which one,
    in some usual way of writing, has all words of the other and no word against it, among them a given name or its
    initial, and a surname in full. Another first name, surname or initial makes another person, and so does a letter
    of another alphabet, however it looks; no name of a person, or none that can be read, is nobody's.
    """
    if not any(char.isalpha() for char in one) or not any(char.isalpha() for char in other):
        return Likeness.OTHER
    if _spaced(one) == _spaced(other):
        return Likeness.SAME
    first, second = ([one for one in readings(text) if len(one.words) <= MOST_WORDS] for text in (one, other))
    if not _share(_parts(first), _parts(second)):
        return Likeness.OTHER
    fits = any(_fit(a, b) or _fit(b, a) for a in first for b in second)
    return Likeness.ALIKE if fits else Likeness.OTHER


def _parts(ways: Sequence[Reading]) -> frozenset[str]:
    return frozenset(part for reading in ways for word in reading.words for part in word.parts)


def _share(some: frozenset[str], others: frozenset[str]) -> bool:
    """True if there may be a surname in common: soon told, and mostly false where many are compared."""
    if any(JOINED.fullmatch(part) for part in some | others):
        return True
    return any(len(one) > 1 and _spelled(one, other) for one in some for other in others)


def _spaced(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.split(r"[\t\r\n ]+", re.sub(r"[^\S\x1c-\x1f]", " ", text).strip(" ")))


class _Accord(Enum):
    NONE = "none"
    LETTERS = "letters"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class _Placing:
    """The places taken in a name, and if one of the words agrees in more than its initial."""

    places: frozenset[int]
    in_full: bool


def _fit(short: Reading, long: Reading) -> bool:
    """True if every word of ``short`` has its own word in ``long``, and none speaks against it."""
    if len(short.words) > len(long.words) + 2 or _other_particles(short.words, long.words):
        return False
    lasts = _placed(short.last, long.last, given=False)
    givens = _placed(short.given, long.given, given=True) if lasts else frozenset()
    letters_only = any(all(word.initial or word.letters for word in one.given) for one in (short, long))
    return any(
        _believable(short, long, given.places, last.places)
        for given in givens
        for last in lasts
        if given.in_full or letters_only  # "Kerstin Jansson" is not Ulrika K
    )


def _other_particles(one: Words, other: Words) -> bool:
    """True for "von Essen" and "af Essen"."""
    first, second = ({word.parts for word in words if word.particle} for words in (one, other))
    return not first <= second and not second <= first


def _believable(short: Reading, long: Reading, given: frozenset[int], last: frozenset[int]) -> bool:
    """True if the words found are names of their roles, so far as the words that are left can tell.

    "Anna Karin" is not the surname Karin when "Anna Karin Ek" has another; nor is "Ek Berg" the given name Ek.
    """
    surnames = [long.last[at] for at in last if not long.last[at].initial]
    firsts = [long.given[at] for at in given]
    left = [word for at, word in enumerate(long.given) if at not in given]
    left += [word for at, word in enumerate(long.last) if at not in last]
    left = [word for word in left if not word.particle]
    if not surnames or not firsts or (short.doubtful and left):
        return False
    unlikely = any(word.surname for word in firsts) or not all(word.given for word in left)
    if unlikely and all(word.given or word.particle for word in surnames):
        return False
    if left and all(word.particle for word in surnames) and not any(word.given for word in firsts):
        return False
    return not left or not all(word.surname or word.particle for word in firsts)


@lru_cache(maxsize=4096)
def _placed(short: Words, long: Words, given: bool) -> frozenset[_Placing]:
    """The places in ``long`` that the words of ``short`` can take, each its own; none if one has no place."""
    found: set[_Placing] = set()
    seen: set[tuple[int, _Placing]] = set()
    states = [(0, _Placing(frozenset(), False))]
    while states:
        state = states.pop()
        if state in seen:
            continue
        seen.add(state)
        at, placing = state
        if at == len(short):
            found.add(placing)
            continue
        if short[at].particle and (not given or at == len(short) - 1):  # "Klercker, Ulrika af"
            states.append((at + 1, placing))
        for size, start, width in _runs(len(short) - at, len(long)):
            run = frozenset(range(start, start + width))
            # Of equal words the first will do; otherwise "A A A A A A A A" has as many answers as there are subsets.
            if width == 1 and any(long[n] == long[start] and n not in placing.places for n in range(start)):
                continue
            if run & placing.places:
                continue
            accord = _agree(short[at : at + size], long[start : start + width], given)
            if accord is not _Accord.NONE:
                full = placing.in_full or accord is _Accord.FULL
                states.append((at + size, _Placing(placing.places | run, full)))
    return frozenset(one for one in found if one.places)


def _runs(left: int, length: int) -> Iterator[tuple[int, int, int]]:
    """How many words to take, from where and how many they answer to: one of the numbers is always 1."""
    for size, width in ((1, 1), (1, 2), (1, 3), (2, 1), (3, 1)):
        if size <= left:
            yield from ((size, start, width) for start in range(length - width + 1))


@lru_cache(maxsize=4096)
def _agree(some: Words, others: Words, given: bool) -> _Accord:
    """How words agree that are written with hyphens, blanks or neither, or given names by their initials."""
    one, other = ([part for word in words for part in word.parts] for words in (some, others))
    if len(one) == len(other) and all(_one(a, b, given) for a, b in zip(one, other, strict=True)):
        full = any(min(len(a), len(b)) > 1 for a, b in zip(one, other, strict=True))
        return _Accord.FULL if full else _Accord.LETTERS
    joined = given or JOINED.fullmatch(one[0]) or JOINED.fullmatch(other[0])
    if joined and _spelled("".join(one), "".join(other)):
        return _Accord.FULL
    for words, parts in ((some, other), (others, one)):
        letters = words[0].letters or words[0].parts
        if given and len(words) == 1 and len(letters) == len(parts) > 1 and _initials(letters, parts):
            return _Accord.LETTERS  # "AK" and "Anna-Karin"
        if given and len(some) == len(others) == 1 and words[0].initial and _initials(words[0].parts, parts):
            return _Accord.LETTERS  # "A" and "Anna-Karin"
    return _Accord.NONE


def _initials(letters: Sequence[str], parts: Sequence[str]) -> bool:
    return all(_one(a, b, True) for a, b in zip(letters, parts, strict=False))


def _one(word: str, other: str, given: bool) -> bool:
    """True for the same word, or a given name and its initial."""
    if given and 1 in (len(word), len(other)):
        return _spelled(word[0], other[0])
    return _spelled(word, other)


@lru_cache(maxsize=4096)
def _spelled(one: str, other: str) -> bool:
    """True for the same word with its å, ä, ö, ü written as such or in plain letters; å is never ä."""
    if one == other:
        return True
    states, seen = [(0, 0)], set[tuple[int, int]]()
    while states:
        state = states.pop()
        if state in seen:
            continue
        seen.add(state)
        a, b = state
        if a == len(one) or b == len(other):
            if a == len(one) and b == len(other):
                return True
            continue
        if one[a] == other[b]:
            states.append((a + 1, b + 1))
        states += [(a + 1, b + len(plain)) for plain in SWEDISH.get(one[a], ()) if other.startswith(plain, b)]
        states += [(a + len(plain), b + 1) for plain in SWEDISH.get(other[b], ()) if one.startswith(plain, a)]
    return False

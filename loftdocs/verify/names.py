"""Whether two names are one person's: as a case writes it, and as a certificate does."""

import re
import unicodedata
from enum import Enum


class Likeness(Enum):
    """How alike two names are; ``ALIKE`` is for a person to decide."""

    SAME = "same"
    ALIKE = "alike"
    OTHER = "other"


def compare(one: str, other: str) -> Likeness:
    """Compares two names of persons.

    Alike are names that differ in letter case, in order ("Jansson, Ulrika K"), or in that one lacks a middle name or
    has only its initial. Another first name, surname or initial makes another person.
    """
    if unicodedata.normalize("NFC", one).split() == unicodedata.normalize("NFC", other).split():
        return Likeness.SAME
    first, second = _parts(one), _parts(other)
    if not first or not second:
        return Likeness.OTHER
    turned = sorted(first) == sorted(second)
    return Likeness.ALIKE if turned or _fit(first, second) or _fit(second, first) else Likeness.OTHER


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name, given name first, folded; without numbers (as personal ones) and what is in brackets."""
    name = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFC", name)).casefold()
    if "," in name:
        last, _comma, given = name.partition(",")
        name = f"{given.replace(',', ' ')} {last}"
    return tuple(word for word in re.findall(r"[\w'’-]+", name) if not any(letter.isdigit() for letter in word))


def _fit(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """True if first and last words agree, and the words between of the shorter are found in order in the longer."""
    if min(len(short), len(long)) < 2 or len(short) > len(long):
        return False
    if short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long[1:-1])
    return all(any(_one(word, candidate) for candidate in rest) for word in short[1:-1])


def _one(word: str, other: str) -> bool:
    """True for the same word, or a word and its initial."""
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])

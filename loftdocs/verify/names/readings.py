"""From a text to the ways to read it: whose name it is, and which words are given names and which surnames."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loftdocs.verify.names import words as around
from loftdocs.verify.names.masking import mask
from loftdocs.verify.names.words import FOREIGN, LONGEST, SWEDISH, Word, Words, bare


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name; ``doubtful`` if the given name may stand elsewhere in the text."""

    given: Words
    last: Words
    doubtful: bool = False

    @property
    def words(self) -> Words:
        """All the words, given names first."""
        return self.given + self.last


def readings(text: str) -> Iterator[Reading]:
    """The ways to read a name. Only the first person in the text counts: who signs *for* another is not that other.

    None if the text is longer than `LONGEST`, has no name of a person, or mixes alphabets.
    """
    segments = _segments(_cleaned(text)) if len(text) <= LONGEST else []
    if not segments or any(_mixed(words) for _sep, words in segments):
        return
    (_sep, lead), rest = segments[0], segments[1:]
    if rest and "," in rest[0][0]:
        yield Reading(rest[0][1], lead)  # "Jansson, Ulrika K"
        if all(word.given for word in lead):  # "Maria Ulrika Karin, Jansson"
            yield Reading(lead, rest[0][1])
        if not all(word.given for word in rest[0][1]):  # "Ulrika K Jansson, Enköping", or "Nilsson Ehn, Gudrun"
            yield from _orders(lead, doubtful=not any(word.given for word in lead))
        if len(lead) == 1 and lead[0].letters:  # "SKR, Ulrika Jansson"
            yield from _orders(rest[0][1])
    elif rest and len(lead) == 1:
        if "-" in rest[0][0]:  # "Anna - Karin Jansson"
            yield from _orders((Word(lead[0].parts + rest[0][1][0].parts), *rest[0][1][1:]))
            yield from _orders(lead + rest[0][1])
        yield from _orders(rest[0][1])
    else:
        yield from _orders(lead)


def _orders(words: Words, doubtful: bool = False) -> Iterator[Reading]:
    """Given names first or surnames first, with one or several of each."""
    for cut in range(1, len(words)):
        yield Reading(words[:cut], words[cut:], doubtful)
        yield Reading(words[cut:], words[:cut], doubtful)


def _cleaned(text: str) -> str:
    """Without what cannot be seen, brackets, nicknames, addresses, numbers of persons; one kind of blank and dash."""
    text = re.sub("[\r\n\u2028\u2029]+", ";", text.strip()).replace("—", " - ")
    kinds = ((char, unicodedata.category(char)) for char in text)
    text = "".join(
        " " if kind[0] == "Z" or kind == "Cc" else "-" if kind == "Pd" or char == "−" else char
        for char, kind in kinds
        if kind != "Cf"
    )
    text = re.sub(r"['’‘ʼ`´]", "", unicodedata.normalize("NFC", text).replace("_", " "))
    bare = around.BRACKETS.sub(" ", text)
    text = bare if any(char.isalpha() for char in bare) else re.sub(r"[^\w\s,.-]", " ", text)
    return around.NUMBER.sub(" ", mask(re.sub(r"\S+@\S+", " ", text)))


def _segments(text: str) -> list[tuple[str, Words]]:
    """The pieces of a text that can be a person's name or half of it, each with what stood before it."""
    pieces = ["", *around.BETWEEN.split(text)]
    found = ((before, _words(piece)) for before, piece in zip(pieces[::2], pieces[1::2], strict=True))
    return [(before, words) for before, words in found if words]


def _words(piece: str) -> Words:
    """The words of a piece, none if it is an organisation; without titles, employers and what has digits in it."""
    if keyed := around.KEYED.fullmatch(piece):  # "CN=Ulrika Jansson"
        piece = keyed[2] if keyed[1].casefold() in ("cn", "name", "namn") else ""
    tokens = re.sub(r"[.+]", " ", around.DEGREE.sub(" ", around.EMPLOYER.sub(" ", piece))).split()
    tokens = [token.strip("-") for token in tokens if not any(char.isdigit() for char in token)]
    if any(around.ORGANISATION.fullmatch(token.casefold()) for token in tokens) or _company(tokens):
        return ()
    kept = [token for token in tokens if not around.TITLE.fullmatch(token.casefold())]
    return tuple(Word(parts, _letters(token)) for token in kept if (parts := _folded(token)))


def _company(tokens: Sequence[str]) -> bool:
    """True for "Ulrika Jansson AB", which is a company; "AB Jansson" may be Anna-Britt."""
    return "&" in tokens or (len(tokens) > 1 and tokens[-1].casefold() in ("ab", "hb", "kb"))


def _folded(token: str) -> tuple[str, ...]:
    folded = "".join(FOREIGN.get(char, char) for char in unicodedata.normalize("NFC", token.casefold()))
    folded = "".join(char if char in SWEDISH else _without_marks(char) for char in folded)
    return tuple(part for part in re.split(r"\W+", folded) if part)


def _without_marks(char: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", char) if unicodedata.category(one)[0] != "M")


def _letters(token: str) -> tuple[str, ...]:
    return tuple(token.casefold()) if token.isupper() and token.isalpha() and 2 <= len(token) <= 3 else ()


def _mixed(words: Words) -> bool:
    """True if letters of several alphabets stand together, as a Cyrillic а among Latin letters."""
    letters = bare("".join(part for word in words for part in word.parts))
    return not letters.isascii() and any(char.isascii() for char in letters)

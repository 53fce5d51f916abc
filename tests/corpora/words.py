"""The words that loftdocs reads of a file beside those that LibreOffice reads: what is lost, what is extra, and why."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from loftdocs.read.document import Finished, UnreadKind
from tests.corpora.odf import Theirs


class Why(StrEnum):
    """Why a word is on one side only; each is told once, as it stands here."""

    TOLD = "Läses inte, och review säger det (FIL401–FIL405): dold text, diagram, inbäddade filer."
    DELETED = "Borttagen i en spårad ändring: räknas som borttagen, och review säger att ändringar finns (RES106)."
    MARKS = "Nummer på fot- och slutnoter, som LibreOffice skriver ihop med ordet före."
    FIELDS = "Fält som räknas ut på nytt när filen öppnas (datum, sidnummer); loftdocs läser det som står i filen."
    HEADS = "Sidhuvuden och sidfötter upprepar LibreOffice för varje avsnitt; loftdocs läser var och en en gång."
    NUMBERS = (
        "Nummer på tomma stycken, som inte är någon text, och nummer utanför brödtexten, som LibreOffice utelämnar."
    )
    DRAWN = "Formler, SmartArt och ritade figurer, som LibreOffice visar men inte skriver ut som text."
    SIGNS = "Tecken ur symbolteckensnitt, som LibreOffice ger sina egna koder; loftdocs läser det tecken som syns."
    SPLIT = "Samma bokstäver, men ordet börjar eller slutar på ett annat ställe."


# The part of LibreOffice's plain text that is a number with nothing after it.
_LONE_NUMBER = re.compile(r"^\s*(\(?(?:\d{1,3}|[a-zåäö]|[ivxlc]{1,6})(?:\.\d{1,3}){0,5}[.):])\s*$", re.M | re.I)
_OF_A_FIELD = re.compile(r"\d|^[AP]M$")
_SHAPES = re.compile(r"\{[^}]*(?:drawingml|officeDocument)[^}]*(?:main|math)\}t$")
_ANY = 10**9


@dataclass(frozen=True)
class Compared:
    """The words of one file: how many LibreOffice has, and those on one side only, with the reason if there is one."""

    words: int
    lost: tuple[tuple[str, int, Why | None], ...]
    extra: tuple[tuple[str, int, Why | None], ...]


def words(text: str) -> Counter[str]:
    """The words of a text, with how often each stands there."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


def drawn_words(file: Path) -> str:
    """The text of a Word file's formulas and shapes, as it stands in the zip: nobody else tells of it."""
    found = []
    with ZipFile(file) as archive:
        for name in archive.namelist():
            if name.lower().endswith(".xml"):
                root = etree.fromstring(archive.read(name), etree.XMLParser(recover=True, resolve_entities=False))
                texts = () if root is None else root.iter("{*}t")
                found += [element.text or "" for element in texts if _SHAPES.match(element.tag)]
    return " ".join(found)


def compare(ours: Finished, theirs: Theirs, drawn: str = "") -> Compared:
    """What each side has that the other has not; ``drawn`` is the text of formulas and shapes."""
    text = "\n".join(f"{paragraph.number} {paragraph.text}" for paragraph in ours.paragraphs)
    # What is in the body is in both of LibreOffice's texts.
    have, body = words(text), words(theirs.plain) | words(theirs.body)
    want = body + words(theirs.rest) + words(theirs.comments) + words(theirs.heads)
    return Compared(
        sum(want.values()),
        tuple(_explained(want - have, _why_lost(ours, text, theirs))),
        tuple(_explained(have - want, _why_extra(ours, theirs, drawn))),
    )


# How often a reason holds for a word.
Times = Callable[[str], int]


def _explained(found: Counter[str], reasons: Sequence[tuple[Why, Times]]) -> Iterator[tuple[str, int, Why | None]]:
    for word, times in found.items():
        for why, holds in reasons:
            taken = min(times, holds(word))
            if taken:
                yield word, taken, why
                times -= taken
        if times:
            yield word, times, None


def _why_lost(ours: Finished, text: str, theirs: Theirs) -> tuple[tuple[Why, Times], ...]:
    told = " ".join(one.text for one in ours.unread)
    if any(one.kind is UnreadKind.CHART for one in ours.unread):
        told += f" {theirs.charts}"
    lone = " ".join(_LONE_NUMBER.findall(unicodedata.normalize("NFKC", theirs.plain)))
    return (
        (Why.TOLD, words(told).__getitem__),
        (Why.DELETED, words(theirs.deleted).__getitem__),
        (Why.NUMBERS, words(lone).__getitem__),
        (Why.HEADS, _repeated(words(text), words(theirs.heads))),
        (Why.MARKS, _with_marks(text, theirs.marks)),
        (Why.FIELDS, _worked_out(ours, theirs)),
        (Why.DELETED, _with_marks(text, theirs.deleted)),
        (Why.SIGNS, _single_sign),
        (Why.SPLIT, _inside(text)),
    )


def _why_extra(ours: Finished, theirs: Theirs, drawn: str) -> tuple[tuple[Why, Times], ...]:
    numbers = words(" ".join(paragraph.number for paragraph in ours.paragraphs if paragraph.part != "body"))
    return (
        (Why.NUMBERS, numbers.__getitem__),
        (Why.FIELDS, _worked_out(ours, theirs)),
        (Why.DRAWN, _drawn(drawn)),
        (Why.SIGNS, _single_sign),
        (Why.SPLIT, _inside(" ".join((theirs.plain, theirs.body, theirs.rest, theirs.comments, theirs.heads)))),
    )


def _repeated(have: Counter[str], heads: Counter[str]) -> Times:
    return lambda word: heads[word] if have[word] else 0


def _worked_out(ours: Finished, theirs: Theirs) -> Times:
    """Where there are fields: their words, any figure (a clock has gone on), and the file's name (theirs is a copy)."""
    fields = words(theirs.fields)
    fields = fields + words(ours.name) if fields else fields
    return lambda word: _ANY if fields[word] or (fields and _OF_A_FIELD.search(word)) else 0


def _with_marks(text: str, marks: str) -> Times:
    """Words that are ours again once a note's number, or a deleted letter, is taken from them."""
    letters, whole, numbers = _letters(text), words(text), sorted(words(marks), key=len, reverse=True)

    def times(word: str) -> int:
        if word in numbers:
            return words(marks)[word]
        if whole[word]:  # a word that stands once more is another loss
            return 0
        rests = (word.split(number) for number in numbers if number in word)
        return _ANY if any(all(rest in letters or rest in numbers for rest in parts) for parts in rests) else 0

    return times


def _inside(text: str) -> Times:
    """Words of letters that stand within the text when its blanks are taken out; figures have to be the same."""
    letters, whole = _letters(text), words(text)
    return lambda word: _ANY if word in letters and not whole[word] and not word.isdigit() else 0


def _single_sign(word: str) -> int:
    """A sign alone that is on no keyboard: Ó and © are the same code, in another font."""
    return _ANY if len(word) == 1 and not word.isascii() and word.lower() not in "åäöéü" else 0


def _drawn(text: str) -> Times:
    return _letters(text).count


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", text)))

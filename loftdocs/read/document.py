"""What a read document is: paragraphs with their numbers, tables and pages. Data only; nothing here opens a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Literal

from loftdocs.findings import Place, Subject
from loftdocs.model.kind import Kind

Part = Literal["body", "header", "footer", "footnote", "comment"]


def squash(text: str) -> str:
    """``text`` without any white space: what is left when line breaks and no-break spaces do not count."""
    return "".join(text.split())


def shared_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words or letters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


@dataclass(frozen=True)
class Cell:
    """Where in a document's tables a paragraph stands; all three count from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a reader sees it.

    ``style`` is Word's English name; ``number`` the automatic number or bullet as it is printed (``10.3``, ``(1)``,
    ``•``); ``level`` 1–9 for a heading and 0 for all else; ``page`` counts from 1, where it is known; ``place`` is
    set for a text that stands in a case file.
    """

    text: str
    style: str = "Normal"
    part: Part = "body"
    number: str = ""
    level: int = 0
    cell: Cell | None = None
    page: int | None = None
    place: Place | None = None

    @property
    def is_heading(self) -> bool:
        """True for the headings that an outline shows."""
        return self.part == "body" and self.level > 0


class UnreadKind(StrEnum):
    """What a file may hold that is not among its paragraphs."""

    HIDDEN = "dold text"
    CHART = "diagram"
    EMBEDDED = "inbäddad fil"
    MISSING = "del som saknas"
    PICTURE = "stor bild"
    BOUND = "kopplad uppgift"


@dataclass(frozen=True)
class Unread:
    """Something in a file that no rule is asked of: its text, or what it is called; '' where nothing is known."""

    kind: UnreadKind
    text: str = ""
    part: Part = "body"


@dataclass(frozen=True)
class Content:
    """What a reader of one file format gives: paragraphs in reading order, page texts where there are pages."""

    paragraphs: tuple[Paragraph, ...]
    pages: tuple[str, ...] = ()
    tracked_changes: int = 0
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Printed:
    """What a template's field printed in a paragraph: from where to where in its text, and which field."""

    start: int
    end: int
    field: str


@dataclass(frozen=True)
class Finished:
    """One document that rules can be asked of: made here, or given to be reviewed.

    ``outside`` is what else is printed on its pages, beside its own text, headers and footers: a bundle's page number.
    ``printed`` are what fields printed, for each paragraph, of a document that was made of a template here.
    """

    name: str
    label: str
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[str, ...] = ()
    kind: Kind = Kind.ÖVRIGT
    tracked_changes: int = 0
    fonts_asked: frozenset[str] = frozenset()
    fonts_used: frozenset[str] = frozenset()
    unread: tuple[Unread, ...] = ()
    outside: tuple[str, ...] = ()
    printed: tuple[tuple[Printed, ...], ...] = ()

    @cached_property
    def _squashed(self) -> tuple[str, ...]:
        return tuple(squash(page) for page in self.pages)

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the text itself, with footnotes, without headers, footers and comments."""
        return tuple(p for p in self.paragraphs if p.part in ("body", "footnote"))

    def place(self, paragraph: Paragraph, part: str | None = None) -> Place:
        """Where a paragraph stands: document, page, and the paragraph quoted (cut down around ``part``)."""
        subject = Subject(self.name, paragraph.text, part or "")
        if paragraph.place:
            return replace(paragraph.place, subject=subject)
        page = paragraph.page or self.page_of(paragraph.text)
        return Place(document=self.label, page=page, quote=_cut(paragraph.text, part), subject=subject)

    @property
    def beginning(self) -> Place:
        """Where the document begins; its name alone where nothing is in it."""
        return self.place(self.paragraphs[0]) if self.paragraphs else Place(document=self.label)

    @property
    def ending(self) -> Place:
        """Where the document ends; its name alone where nothing is in it."""
        return self.place(self.paragraphs[-1]) if self.paragraphs else Place(document=self.label)

    def page_of(self, text: str) -> int | None:
        """The page, from 1, on which ``text`` begins; None if it is on none."""
        wanted = _beginning(text)
        if wanted not in self._pages_met:
            pages = enumerate(self._squashed, 1)
            self._pages_met[wanted] = next((number for number, page in pages if wanted and wanted in page), None)
        return self._pages_met[wanted]

    @cached_property
    def _pages_met(self) -> dict[str, int | None]:
        """The pages that have been asked for: a paragraph is asked for once for each value in it."""
        return {}


@lru_cache(maxsize=4096)
def _beginning(text: str) -> str:
    return squash(text)[:60]


@lru_cache(maxsize=4096)
def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, part: str | None, width: int = 160) -> str:
    text = _one_line(text)
    if len(text) <= width:
        return text
    at = max(text.find(" ".join((part or "").split())), 0)
    start = max(0, min(at - width // 3, len(text) - width))
    return ("…" if start else "") + text[start : start + width].strip() + ("…" if start + width < len(text) else "")

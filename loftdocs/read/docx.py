"""A Word file's paragraphs as a reader of the printed page meets them; any Word file, not only ours.

Tracked changes are read as accepted and fields as their results. Hidden text is no paragraph, but told as unread.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from lxml.etree import _Element

from loftdocs.read.bound import bound
from loftdocs.read.document import Cell, Content, Paragraph, Part, Unread, UnreadKind
from loftdocs.read.numbering import Counters, Lists, place_in_list, read_numbering
from loftdocs.read.package import MC, Package, R, W, read_package, value, whole
from loftdocs.read.runs import Runs, tidy
from loftdocs.read.structure import Block, blocks, boxes, drawn, watermarks
from loftdocs.read.styles import Styles, read_styles
from loftdocs.read.unread import printed, unread

_CHANGES = tuple(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *(f"{kind}Change" for kind in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr")),
    )
)
_KINDS = ("default", "first", "even")
_NOTES = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}
# Word keeps the lines above the notes as notes of their own.
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(path: Path) -> Content:
    """All paragraphs that have any text: body, notes, headers, footers, comments.

    Raises `PackageError` (a ``ValueError``) for what is no Word file or a damaged one, and ``OSError``.
    """
    package = read_package(path)
    reader = _Reader(package)
    body = package.document.find(f"{W}body")
    found = list(reader.text(body, "body")) if body is not None else []
    for kind in _NOTES:
        found.extend(reader.notes(package.parts.get(kind), kind))
    found.extend(reader.headers_and_footers(package))
    comments = package.parts.get("comments")
    for comment in () if comments is None else comments.findall(f"{W}comment"):
        found.extend(reader.text(comment, "comment"))
    told = (*reader.hidden, *unread(package), *bound(path, printed(package)))
    return Content(tuple(found), tracked_changes=_tracked_changes(package), unread=told)


class _Reader:
    """Goes through a file's texts in order: numbers, fields and notes depend on what stood before."""

    def __init__(self, package: Package) -> None:
        self._styles: Styles = read_styles(package.parts.get("styles"))
        self._lists: Lists = read_numbering(package.parts.get("numbering"))
        self._tables = count()
        self._begin_text()
        self._cited: list[tuple[str, str]] = []
        self.hidden: list[Unread] = []

    def text(self, root: _Element, part: Part) -> Iterator[Paragraph]:
        """The paragraphs of one text, which starts its own numbering and its own fields."""
        self._begin_text()
        yield from self._paragraphs(root, part, None)

    def notes(self, root: _Element | None, kind: str) -> Iterator[Paragraph]:
        """Footnotes or endnotes in the order in which the body refers to them; those that nothing refers to are out."""
        notes = [] if root is None else root.findall(_NOTES[kind])
        by_id = {value(note, "id"): note for note in notes if value(note, "type") not in _SEPARATORS}
        for cited_kind, key in dict.fromkeys(self._cited):
            if cited_kind == kind and key in by_id:
                yield from self.text(by_id[key], "footnote")

    def headers_and_footers(self, package: Package) -> Iterator[Paragraph]:
        """Headers and footers of every section and kind, each part once."""
        seen: set[str] = set()
        parts: tuple[Part, Part] = ("header", "footer")
        for section in package.document.iter(f"{W}sectPr"):
            for part in parts:
                references = {value(e, "type") or "default": e for e in section.findall(f"{W}{part}Reference")}
                for kind in _KINDS:
                    reference = references.get(kind)
                    name, root = package.stories.get(
                        "" if reference is None else reference.get(f"{R}id", ""), ("", None)
                    )
                    if root is not None and name not in seen:
                        seen.add(name)
                        yield from self.text(root, part)

    def _begin_text(self) -> None:
        self._counters = Counters(self._lists)
        self._runs = Runs(self._styles)

    def _paragraphs(self, root: _Element, part: Part, cell: Cell | None) -> Iterator[Paragraph]:
        for block in blocks(root, cell, self._tables):
            paragraph = self._paragraph(block, part)
            if (hidden := tidy(self._runs.take_hidden())).strip():
                self.hidden.append(Unread(UnreadKind.HIDDEN, hidden, part))
            if paragraph.text.strip():
                yield paragraph
            for element in block.elements:
                for mark in (*watermarks(element), *drawn(element)):
                    yield Paragraph(mark, part=part, cell=block.cell)
                for box in boxes(element):
                    yield from self._paragraphs(box, part, block.cell)

    def _paragraph(self, block: Block, part: Part) -> Paragraph:
        last = block.elements[-1]  # the paragraph mark that is left decides the form of what was joined
        properties = last.find(f"{W}pPr")
        style = None if properties is None else value(properties.find(f"{W}pStyle"))
        outline = None if properties is None else whole(value(properties.find(f"{W}outlineLvl")))
        text = tidy("".join(self._runs.text(element) for element in block.elements))
        self._cited.extend(self._runs.take_notes())
        place = place_in_list(last, style, self._styles, self._lists)
        return Paragraph(
            text=text,
            style=self._styles.name(style),
            part=part,
            number=self._counters.next(*place) if place and not block.is_hidden else "",
            level=self._styles.level(style, outline),
            cell=block.cell,
        )


def _tracked_changes(package: Package) -> int:
    roots = [package.document, *(package.parts[kind] for kind in _NOTES if kind in package.parts)]
    roots.extend(root for _name, root in package.stories.values())
    changes = (change for root in roots for change in root.iter(*_CHANGES))
    # A text box is stored twice, for new and for old programs.
    return sum(1 for change in changes if next(change.iterancestors(f"{MC}Fallback"), None) is None)

"""The parts of a Word file: a zip of XML that may come from anyone, so it is opened with care."""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree
from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

MAX_UNPACKED = 200_000_000
# The text of a thousand pages is some 20 MB of XML; a tree of it takes about ten times as much memory.
_MAX_XML = 50_000_000
_DEFAULT_MAIN = "word/document.xml"
_STORIES = ("header", "footer")
_SINGLE = ("styles", "numbering", "footnotes", "endnotes", "comments")
# ”Strict Open XML Document” names every language anew, also those of drawings, charts and formulas (ISO/IEC 29500-1
# and -4, annexes A): http://purl.oclc.org/ooxml/drawingml/main instead of …/drawingml/2006/main.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(?=\w)")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
# Parts that are drawn in the text, where an element with the relation stands: by the relation's kind, the attribute.
_DRAWN = {"chart": f"{R}id", "chartEx": f"{R}id", "diagramData": f"{R}dm"}


# Everything that zipfile and lxml raise for bytes that are not what they say they are.
DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, KeyError, ValueError, SyntaxError, RuntimeError)


class PackageError(ValueError):
    """The file is no Word file that can be read: damaged, too large unpacked, or something else."""


class TooLarge(PackageError):
    """The file unpacks to more than a document can be, or nests deeper: a bomb, or hundreds of pictures."""


@dataclass(frozen=True)
class Package:
    """A Word file's XML: the document, its single parts by kind, and headers and footers by relation.

    Charts and SmartArt stand in these as children of the elements that show them. ``missing`` are the kinds of the
    parts that the file says it has and has not.
    """

    document: _Element
    parts: Mapping[str, _Element]
    stories: Mapping[str, tuple[str, _Element]]
    missing: tuple[str, ...] = ()


def read_package(path: Path) -> Package:
    """The parts of the Word file at ``path``. Raises `PackageError` for what cannot be read, and `OSError`."""
    with opened(path) as archive:
        main = main_part(archive)
        if main is None:
            raise PackageError("no document part")
        names = part_names(archive)
        document = _text(archive, names, main)
        if document.tag != f"{W}document":
            raise PackageError(f"the document part is a {document.tag}")
        parts, stories, missing = {}, {}, []
        for key, kind, target in relations(archive, names, main):
            if kind not in (*_SINGLE, *_STORIES):
                continue
            if target not in names:
                missing.append(kind)
            elif kind in _STORIES:
                stories[key] = (target, _text(archive, names, names[target]))
            else:
                parts[kind] = _text(archive, names, names[target])
    return Package(document, parts, stories, tuple(missing))


@contextmanager
def opened(path: Path | BytesIO) -> Iterator[ZipFile]:
    """The zip that a Word file is, for as long as it is read; its size is judged first.

    Raises `PackageError` for whatever cannot be read in the meantime, `TooLarge` for what is too much, and `OSError`.
    """
    try:
        with ZipFile(path) as archive:
            if unpacked_size(archive) > MAX_UNPACKED:
                raise TooLarge("too large")
            yield archive
    except PackageError:
        raise
    except DAMAGED as error:
        raise PackageError(str(error)) from error


def main_part(archive: ZipFile) -> str | None:
    """The name of the document part, as the package's own relations give it; None for other kinds of files."""
    names = part_names(archive)
    for _key, kind, target in relations(archive, names, ""):
        if kind == "officeDocument" and target in names:
            return None if target.startswith(("xl/", "ppt/")) else names[target]
    return names.get(_DEFAULT_MAIN)


def unpacked_size(archive: ZipFile) -> int:
    """What the whole file says that it unpacks to; zipfile never gives more than that."""
    return sum(info.file_size for info in archive.infolist())


def _text(archive: ZipFile, names: Mapping[str, str], part: str) -> _Element:
    """The XML of a part, with the charts and the SmartArt that it shows put in where they are shown."""
    root = read_xml(archive, part)
    shown = {
        (kind, key): names[target]
        for key, kind, target in relations(archive, names, part)
        if kind in _DRAWN and target in names
    }
    if shown:
        for element in list(root.iter("{*}chart", "{*}relIds")):
            for kind, attribute in _DRAWN.items():
                if (kind, element.get(attribute)) in shown:
                    element.append(read_xml(archive, shown[kind, element.get(attribute, "")]))
    return root


def relations(archive: ZipFile, names: Mapping[str, str], source: str) -> Iterator[tuple[str, str, str]]:
    """For each relation of a part: its id, the last word of its type, and the lower-case name it leads to."""
    folder, _, name = source.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{name}.rels").lower()
    if path not in names:
        return
    for relation in read_xml(archive, names[path]):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
        if relation.get("TargetMode") != "External":
            kind = (relation.get("Type") or "").rpartition("/")[2]
            yield relation.get("Id") or "", kind, unquote(target).lstrip("/").lower()


def part_names(archive: ZipFile) -> dict[str, str]:
    """The parts' names by what they are compared as: some programs write other cases, backslashes, or %20 for a blank.

    Raises `PackageError` if there are two of one name: which of them is read differs from program to program.
    """
    names: dict[str, str] = {}
    for name in archive.namelist():
        key = unquote(name).replace("\\", "/").lstrip("/").lower()
        if key in names and key.endswith((".xml", ".rels")):
            raise PackageError(f"two parts named {key}")
        names[key] = name
    return names


def read_xml(archive: ZipFile, name: str, *, is_part: bool = True) -> _Element:
    """A part's root. Raises `PackageError` for one that is too large or has a document type, and as lxml does.

    A picture (``is_part`` false) may have a document type, and SVG's own often do.
    """
    if archive.getinfo(name).file_size > _MAX_XML:
        raise TooLarge(name)
    data = _STRICT.sub(_USUAL, archive.read(name))
    # No entities and nothing from the net: a document has no use for either.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):  # libxml2 has its own limit, and one number for this and other limits
            raise TooLarge(name) from error
        raise
    if is_part and root.getroottree().docinfo.internalDTD is not None:
        raise PackageError(f"{name} has a document type, which no part may have (ISO/IEC 29500-2, 8.1.4)")
    return root


def value(element: _Element | None, attribute: str = "val") -> str | None:
    """An attribute ``w:…`` of an element that may be missing."""
    return None if element is None else element.get(W + attribute)


def whole(text: str | None, default: int | None = None) -> int | None:
    """``text`` as a whole number, or ``default`` if it is none (or is absurdly long)."""
    try:
        return int(text) if text and len(text) < 10 else default
    except ValueError:
        return default


def switched_on(element: _Element | None) -> bool | None:
    """A property that is on by being there, unless it says otherwise; None if it is not there."""
    return None if element is None else (value(element) or "true").lower() not in ("0", "false", "off", "none")

"""The parts of a Word file: a zip of XML that may come from anyone, so it is opened with care."""

import posixpath
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
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
# What ”Strict Open XML Document” writes instead of the usual names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)


class PackageError(ValueError):
    """The file is no Word file that can be read: damaged, too large unpacked, or something else."""


class TooLarge(PackageError):
    """The file unpacks to more than a document can be, or nests deeper: a bomb, or hundreds of pictures."""


@dataclass(frozen=True)
class Package:
    """A Word file's XML: the document, its single parts by kind, and headers and footers by relation."""

    document: _Element
    parts: Mapping[str, _Element]
    stories: Mapping[str, tuple[str, _Element]]

    def part(self, kind: str) -> _Element | None:
        """The root of ``styles``, ``numbering``, ``footnotes``, ``endnotes`` or ``comments``, if there is one."""
        return self.parts.get(kind)


def read_package(path: Path) -> Package:
    """The parts of the Word file at ``path``. Raises `PackageError` for what cannot be read, and `OSError`."""
    with opened(path) as archive:
        return _package(archive)


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
    # Everything that zipfile and lxml raise for bytes that are not what they say they are.
    except (BadZipFile, zlib.error, struct.error, EOFError, KeyError, ValueError, SyntaxError, RuntimeError) as error:
        raise PackageError(str(error)) from error


def main_part(archive: ZipFile) -> str | None:
    """The name of the document part, as the package's own relations give it; None for other kinds of files."""
    names = part_names(archive)
    for _key, kind, target in _relations(archive, names, ""):
        if kind == "officeDocument" and target in names:
            return names[target] if target.endswith(".xml") and not target.startswith(("xl/", "ppt/")) else None
    return names.get(_DEFAULT_MAIN)


def unpacked_size(archive: ZipFile) -> int:
    """What the whole file says that it unpacks to; zipfile never gives more than that."""
    return sum(info.file_size for info in archive.infolist())


def _package(archive: ZipFile) -> Package:
    main = main_part(archive)
    if main is None:
        raise PackageError("no document part")
    document = part_xml(archive, main)
    if document.tag != f"{W}document":
        raise PackageError(f"the document part is a {document.tag}")
    names = part_names(archive)
    parts, stories = {}, {}
    for key, kind, target in _relations(archive, names, main):
        if target in names and kind in _SINGLE:
            parts[kind] = part_xml(archive, names[target])
        elif target in names and kind in _STORIES:
            stories[key] = (target, part_xml(archive, names[target]))
    return Package(document, parts, stories)


def _relations(archive: ZipFile, names: Mapping[str, str], source: str) -> Iterator[tuple[str, str, str]]:
    """For each relation of a part: its id, the last word of its type, and the lower-case name it leads to."""
    folder, _, name = source.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{name}.rels").lower()
    if path not in names:
        return
    for relation in part_xml(archive, names[path]):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
        if relation.get("TargetMode") != "External":
            kind = (relation.get("Type") or "").rpartition("/")[2]
            yield relation.get("Id") or "", kind, target.lstrip("/").lower()


def part_names(archive: ZipFile) -> dict[str, str]:
    """The parts' names by what they are compared as: some programs write other cases, or backslashes."""
    return {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}


def part_xml(archive: ZipFile, name: str) -> _Element:
    """The root of one part. Raises `TooLarge`, and what zipfile and lxml raise."""
    if archive.getinfo(name).file_size > _MAX_XML:
        raise TooLarge(name)
    data = archive.read(name)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    # No entities and nothing from the net: a document has no use for either.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):  # libxml2 has its own limit, and one number for this and other limits
            raise TooLarge(name) from error
        raise


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

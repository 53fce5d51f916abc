"""Every part of a Word file gone through for what it reaches for outside, also those that no other part refers to."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from lxml.etree import _Element

from loftdocs.read.outside.instructions import fetching_fields
from loftdocs.read.outside.pictures import content_reach, svg_reaches
from loftdocs.read.outside.reach import CARRIED, Reach, carried, is_clicked, linked, text_reach, uses
from loftdocs.read.package import PackageError, W, main_part, opened, part_names, read_xml

_VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")
_VML_SOURCES = ("src", f"{_VML[1]}href", f"{_VML[1]}althref")
_CLICKABLE = ("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")
_MAIL_MERGE = ("connectString", "query", "dataSource", "udl", "src")
_PICTURES = ("media/", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".emz", ".wmz")
# Only the first bytes are looked at, and of what is packed only as much as is packed in them.
_HEAD = 65_536
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


def reaches(path: Path | BytesIO) -> tuple[Reach, ...]:
    """All that a Word file has a program fetch, run or open, each once.

    Raises `PackageError` for what cannot be read, or can be read in two ways, `TooLarge` for what is too much, and
    `OSError`.
    """
    with opened(path) as archive:
        names = part_names(archive)
        if len(names) != len(archive.namelist()) or "mimetype" in names or main_part(archive) is None:
            raise PackageError("two parts of the same name, or another kind of document")
        return tuple(dict.fromkeys(_reaches(archive, names)))


def _reaches(archive: ZipFile, names: dict[str, str]) -> Iterator[Reach]:
    roots: dict[str, _Element] = {}
    relations: dict[str, _Element] = {}
    for key, name in names.items():
        if key.endswith(".rels"):
            relations[key] = read_xml(archive, name)
        elif key.endswith(".xml"):
            roots[key] = read_xml(archive, name)
        else:
            with archive.open(name) as part:
                head = part.read(_HEAD)
            if head.lstrip(_BEFORE_MARKUP).startswith(b"<"):  # whatever its name, and also in UTF-16
                roots[key] = read_xml(archive, name, is_part=False)
            elif reach := content_reach(key, head, is_picture=any(mark in key for mark in _PICTURES)):
                yield reach
    for key, root in relations.items():
        yield from _relations(key, root, roots)
    yield from chain.from_iterable(map(_in_text, roots.values()))


def _relations(key: str, root: _Element, roots: dict[str, _Element]) -> Iterator[Reach]:
    """What the relations of one part lead to outside the file, and what they carry in it."""
    folder, _, name = key.rpartition("/")
    source = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
    owner = roots.get(source)
    for relation in root.iter("{*}Relationship"):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = relation.get("Target") or ""
        if (relation.get("TargetMode") or "").lower() == "external" or ":" in target or target.startswith("\\\\"):
            used = uses(owner, relation)
            where = used[0] if used else None
            by_click = all(str(element.tag).rpartition("}")[2] in _CLICKABLE for element in used)
            if not (kind == "hyperlink" and by_click and is_clicked(target)):
                yield linked(kind if by_click or kind != "hyperlink" else "image", target, where)
        elif kind in CARRIED and not (kind == "package" and "charts/" in source):  # a chart brings its figures along
            yield carried(kind, target, next(iter(uses(owner, relation)), None))


def _in_text(root: _Element) -> Iterator[Reach]:
    """What the elements and fields of one part fetch."""
    if root.tag == "{http://www.w3.org/2000/svg}svg":
        yield from svg_reaches(root)
        return
    yield from fetching_fields(root)
    for element in root.iter(*(f"{space}*" for space in _VML)):
        for source in _VML_SOURCES:
            if target := element.get(source):
                yield linked("image", target, element)
        if (target := element.get("href")) and not is_clicked(target):
            yield linked("hyperlink", target, element)
    for merge in root.iter(f"{W}mailMerge"):
        for element in merge.iter(*(W + name for name in _MAIL_MERGE)):
            yield linked("mailMergeSource", element.get(f"{W}val") or "", None)
    for video in root.iter("{*}webVideoPr"):
        yield text_reach("en video från nätet", "webVideoPr", video)

"""Pictures that are more than a picture: SVG that fetches, and formats that are programs or documents."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from loftdocs.read.outside.reach import Reach, carried, linked, shown

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Two beginnings of Encapsulated PostScript, which LibreOffice has other programs draw; and what else is no picture.
_NOT_PICTURES = {
    b"%!": "en bild i PostScript",
    b"\xc5\xd0\xd3\xc6": "en bild i PostScript",
    b"%PDF": "en PDF-fil som bild",
    _OLE: "ett inbäddat objekt",
}
_REMEDY = "Spara bilden på nytt som PNG eller JPEG och infoga den i stället."
_INLINE = re.compile(r"#|data:image/(?:png|jpe?g|gif)[;,]", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*['"]?(?!\s*#)([^'")]*)|@import\s+['"]?([^'";]*)""", re.IGNORECASE)


def svg_reaches(root: _Element) -> Iterator[Reach]:
    """What an SVG picture fetches or runs; it may refer to itself, and carry pictures as data."""
    document_type: Any = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(document_type.iterentities()):
        yield linked("image", "SVG med egna entiteter", None)
    for element in root.iter("*"):
        name = str(element.tag).rpartition("}")[2]
        if name in ("script", "foreignObject", "iframe"):
            yield linked("image", f"SVG med {name}", None)
        for attribute, value in ((str(key), str(text)) for key, text in element.attrib.items()):
            if attribute.rpartition("}")[2] in ("href", "src") and name != "a" and not _INLINE.match(value.strip()):
                yield linked("image", value, None)
            yield from _urls(value)
        if name == "style":
            yield from _urls("".join(map(str, element.itertext())))


def _urls(text: str) -> Iterator[Reach]:
    for match in _URL.finditer(text):
        target = match.group(1) or match.group(2) or ""
        if not _INLINE.match(target.strip()):
            yield linked("image", target, None)


def content_reach(name: str, data: bytes, *, is_picture: bool) -> Reach | None:
    """What the bytes of a part that is no XML say that it is, if that is something a document must not carry."""
    for start, what in _NOT_PICTURES.items():
        if data.startswith(start) and (is_picture or start == _OLE):
            return Reach(what, shown(name), _REMEDY, carried=True)
    if data.startswith(b"\x1f\x8b") and _begins_with_markup(data):
        return Reach("en packad SVG-bild", shown(name), _REMEDY, carried=True)
    return carried("vbaProject", name, None) if name.endswith("vbaproject.bin") else None


def _begins_with_markup(data: bytes) -> bool:
    try:
        start = zlib.decompressobj(31).decompress(data, 1000)
    except zlib.error:
        return True  # another program may read what this one cannot
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")

"""What a Word file holds that is not read as text of it: nothing of it is to vanish without a word."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from loftdocs.read.document import Part, Unread, UnreadKind
from loftdocs.read.package import MC, Package, W, value
from loftdocs.read.structure import hidden_cells

_NAMES = {
    "footnotes": "fotnoterna",
    "endnotes": "slutnoterna",
    "comments": "kommentarerna",
    "styles": "formaten",
    "numbering": "listornas nummer",
    "header": "ett sidhuvud",
    "footer": "en sidfot",
}
# Files that Word shows as a part of the text, and those that it shows as a picture or an icon.
_INSERTED = (f"{W}altChunk", f"{W}subDoc")
_OBJECT, _CONTROL = "{urn:schemas-microsoft-com:office:office}OLEObject", f"{W}control"
_OBJECT_AROUND = f"{W}object"  # its picture is of the file that is inside it
_CHART = "{*}chartSpace"
_CHART_TEXTS = ("{http://schemas.openxmlformats.org/drawingml/2006/main}t", "{*}v", "{*}pt")
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
# Older pictures have their size in a style: width:595pt;height:842pt.
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_SIZE = re.compile(r"(?:^|;)\s*(width|height):\s*(\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|px)?")
_EMU = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525, "": 9_525}
# A quarter of an A4 page in square EMU (914,400 to the inch): larger than a logotype, as a scanned page is.
_LARGE = 7_560_000 * 10_692_000 // 4


def unread(package: Package) -> tuple[Unread, ...]:
    """All in a file that is not among its paragraphs, except what is hidden within one."""
    missing = (Unread(UnreadKind.MISSING, _NAMES[kind]) for kind in dict.fromkeys(package.missing))
    return (*missing, *(one for part, root in printed(package) for one in _unread(part, root)))


def printed(package: Package) -> list[tuple[Part, _Element]]:
    """The parts of a file that are printed: text, notes, headers and footers."""
    roots: list[tuple[Part, _Element]] = [("body", package.document)]
    roots += [("footnote", package.parts[kind]) for kind in ("footnotes", "endnotes") if kind in package.parts]
    for _name, root in package.stories.values():
        roots.append(("footer" if root.tag == f"{W}ftr" else "header", root))
    return roots


def _unread(part: Part, root: _Element) -> Iterator[Unread]:
    for cell in hidden_cells(root):
        text = "".join(element.text or "" for element in cell.iter(f"{W}t"))
        if text.strip():
            yield Unread(UnreadKind.HIDDEN, text, part)
    for chart in root.iter(_CHART):
        texts = dict.fromkeys((element.text or "").strip() for element in chart.iter(*_CHART_TEXTS))
        yield Unread(UnreadKind.CHART, " ".join(text for text in texts if text), part)
    for _inserted in root.iter(*_INSERTED):
        yield Unread(UnreadKind.EMBEDDED, "en annan fil som Word visar som en del av texten", part)
    for element in root.iter(_OBJECT):
        yield Unread(UnreadKind.EMBEDDED, element.get("ProgID") or "", part)
    for element in root.iter(_CONTROL):
        yield Unread(UnreadKind.EMBEDDED, value(element, "name") or "", part)
    for extent in root.iter(_EXTENT):
        around = extent.getparent()
        if around is not None and next(around.iter(_PICTURE), None) is not None and _area(extent) >= _LARGE:
            yield Unread(UnreadKind.PICTURE, "", part)
    for data in root.iter(_OLD_PICTURE):
        if _is_large(data.getparent()) and next(data.iterancestors(_OBJECT_AROUND, f"{MC}Fallback"), None) is None:
            yield Unread(UnreadKind.PICTURE, "", part)


def _is_large(shape: _Element | None) -> bool:
    sizes = (
        {} if shape is None else {m[1]: float(m[2]) * _EMU[m[3] or ""] for m in _SIZE.finditer(shape.get("style", ""))}
    )
    return sizes.get("width", 0) * sizes.get("height", 0) >= _LARGE


def _area(extent: _Element) -> int:
    try:
        return int(extent.get("cx", "0")) * int(extent.get("cy", "0"))
    except ValueError:
        return 0

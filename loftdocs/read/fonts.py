"""The fonts that a Word file asks for, and those that its PDF came to be set in."""

import re
import struct
from pathlib import Path
from zipfile import ZipFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/styles.xml", "word/document.xml")
_SYMBOLS = ("Symbol", "Wingdings", "OpenSymbol")
_SUBSET = re.compile(r"^/?[A-Z]{6}\+")
# Fonts made to have the same measures, so that no line breaks elsewhere (the Croscore and Crosextra families).
_STAND_IN = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Helvetica": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
}


def fonts_asked(docx: Path) -> frozenset[str]:
    """The families that a Word file's styles and runs name, symbols left out."""
    from lxml import etree  # the rules about fonts are read in also where there is no document

    found = set()
    with ZipFile(docx) as archive:
        for part in _PARTS:
            if part in archive.namelist():
                for node in etree.fromstring(archive.read(part)).iter(f"{_W}rFonts"):
                    found |= {str(node.get(f"{_W}{key}")) for key in ("ascii", "hAnsi") if node.get(f"{_W}{key}")}
    return frozenset(name for name in found if name not in _SYMBOLS)


def fonts_used(pdf: Path) -> dict[str, str]:
    """The fonts that are embedded in a PDF, by PostScript name, each with its revision (the font's ``head`` table)."""
    import pikepdf

    found: dict[str, str] = {}
    with pikepdf.open(pdf) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                name = _SUBSET.sub("", str(item.get("/FontName", "")))
                program = item.get("/FontFile2")
                found[name] = _revision(program.read_bytes()) if isinstance(program, pikepdf.Stream) else ""
    return dict(sorted(found.items()))


def missing(asked: frozenset[str], used: frozenset[str]) -> tuple[str, ...]:
    """The families asked for that neither they nor a font of their measures came to be used for."""
    names = {_plain(name) for name in used}

    def there(family: str) -> bool:
        return any(_plain(name) in one for name in (family, _STAND_IN.get(family, family)) for one in names)

    return tuple(sorted(family for family in asked if not there(family)))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _revision(font: bytes) -> str:
    """``1.104``: the fontRevision of a TrueType font, 16.16 fixed, at offset 4 of its ``head`` table."""
    count = struct.unpack(">H", font[4:6])[0] if len(font) > 12 else 0
    for at in range(12, 12 + 16 * count, 16):
        if font[at : at + 4] == b"head":
            start = struct.unpack(">I", font[at + 8 : at + 12])[0]
            return f"{struct.unpack('>i', font[start + 4 : start + 8])[0] / 65536:.3f}"
    return ""

"""The fonts of a PDF as PDF/A-2 and PDF/UA-1 have them (ISO 19005-2, 6.2.11; ISO 14289-1, 7.21), seen from outside.

The glyphs themselves are not looked at, nor that their widths are those that the PDF says.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_IDENTITIES = ("/Identity-H", "/Identity-V")
_ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding")
_PARTS = (Name.CIDFontType0, Name.CIDFontType2)
_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")
_VERTICAL = re.compile(rb"/WMode\s+(\d)\s+def")
_OTHER_TABLE = re.compile(rb"usecmap\b")
# A target in a table of what codes mean: the second of a pair, or the third of a range.
_PAIRS = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_NO_LETTERS = (b"0000", b"FEFF", b"FFFE")
_SYMBOLIC = 4


def fonts(objects: Sequence[Object]) -> list[Object]:
    """The fonts among some objects; a font that is a part of another is not one."""
    return [
        one
        for one in objects
        if not isinstance(one, Array)
        and (one.get("/Type") == Name.Font or ("/BaseFont" in one and "/Subtype" in one))
        and one.get("/Subtype") not in _PARTS
    ]


def faults(objects: Sequence[Object]) -> Iterator[str]:
    """What speaks against them, in Swedish, as what the file has."""
    for font in fonts(objects):
        if font.get("/Subtype") != Name.Type3:  # whose letters are drawn in the PDF itself
            yield from (f"typsnittet {name_of(font)}{fault}" for fault in _faults(font))


def unreadable(objects: Sequence[Object]) -> Iterator[str]:
    """The names of fonts whose letters cannot be told from the file, so that its text is not surely read."""
    for font in fonts(objects):
        meaning = font.get("/ToUnicode")
        if isinstance(meaning, Stream):
            known = not any(target in _NO_LETTERS for target in _targets(meaning.read_bytes()))
        else:
            simple = font.get("/Subtype") not in (Name.Type0, Name.Type3)
            known = simple and str(font.get("/Encoding")) in _ENCODINGS
        if not known:
            yield f"typsnittet {name_of(font)}"


def name_of(font: Object) -> str:
    """A font's name without the letters that tell subsets apart."""
    return _SUBSET.sub("", str(font.get("/BaseFont", "/utan namn")))


def _faults(font: Object) -> Iterator[str]:
    holder: Any = font
    if font.get("/Subtype") == Name.Type0:
        parts = font.get("/DescendantFonts")
        holder = parts[0] if isinstance(parts, Array) and len(parts) else Dictionary()
        if not _table_stands(font, holder):
            yield " utan rätt teckentabell"
    descriptor = holder.get("/FontDescriptor")
    if not isinstance(descriptor, Dictionary) or not any(isinstance(descriptor.get(key), Stream) for key in _FILES):
        yield ", som inte följer med i filen"
    elif font.get("/Subtype") == Name.TrueType and not _encoding_stands(font, descriptor):
        yield " utan rätt teckentabell"


def _table_stands(font: Object, part: Object) -> bool:
    """True if the table of codes of a composite font is there, and means the same as its part says."""
    if part.get("/Subtype") == Name.CIDFontType2:
        numbers = part.get("/CIDToGIDMap")
        if not isinstance(numbers, Stream) and numbers != Name.Identity:
            return False
    table = font.get("/Encoding")
    if not isinstance(table, Stream):
        return str(table) in _IDENTITIES
    data = table.read_bytes()
    own, other = table.get("/CIDSystemInfo"), part.get("/CIDSystemInfo")
    vertical = _VERTICAL.search(data)
    return (
        isinstance(own, Dictionary)
        and isinstance(other, Dictionary)
        and all(str(own.get(key)) == str(other.get(key)) for key in ("/Registry", "/Ordering", "/Supplement"))
        and int(vertical[1] if vertical else 0) == int(table.get("/WMode", 0))
        and "/UseCMap" not in table
        and not _OTHER_TABLE.search(data)
    )


def _encoding_stands(font: Object, descriptor: Object) -> bool:
    """True for a TrueType font of signs without a table, and for one of letters with one that all programs have."""
    encoding, flags = font.get("/Encoding"), descriptor.get("/Flags", 0)
    if isinstance(flags, int) and flags & _SYMBOLIC:
        return encoding is None
    if isinstance(encoding, Dictionary):
        return str(encoding.get("/BaseEncoding")) in _ENCODINGS and "/Differences" not in encoding
    return str(encoding) in _ENCODINGS


def _targets(table: bytes) -> Iterator[bytes]:
    """What the codes of a table of meanings mean, as hexadecimal in capitals."""
    for kind, body in _PAIRS.findall(table):
        # Where a list of targets stands among the codes, all are looked at.
        step = 1 if b"[" in body else 2 if kind == b"bfchar" else 3
        for found in _HEX.findall(body)[step - 1 :: step]:
            yield b"".join(found.split()).upper()

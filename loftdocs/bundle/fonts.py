"""One font file for a whole bundle, where each document came with subsets of its own.

No page is written anew. Each document's font becomes a composite font (ISO 32000-1, 9.7): its codes stay one byte, and
a table of its own says which glyph of the common font each one is. The eleven subsets of the shipped case were 105 of
its bundle's 174 kB; with two fonts it has 97 kB.
"""

import hashlib
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from loftdocs.bundle.structure import forms
from loftdocs.bundle.truetype import Subset, put_together

# A code of one byte is what it is (Adobe Technical Note #5014).
_ONE_BYTE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def
/CMapName /{name} def
/CMapType 1 def
/WMode 0 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 begincidrange
<00> <FF> 0
endcidrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True)
class _Font:
    """A simple font of a document: its object, its font file, and a name that is the same for the same subset, whatever
    else is in the bundle."""

    font: Object
    subset: Subset
    name: str


def share(pdf: Pdf) -> None:
    """Lets subsets of one font share one font file; what is not a subset of the simplest kind stays as it is."""
    families: dict[bytes, list[_Font]] = defaultdict(list)
    for font in _simple_fonts(pdf):
        families[font.subset.family].append(font)
    for fonts in families.values():
        if len(fonts) > 1:
            _share(pdf, fonts)


def _share(pdf: Pdf, fonts: Sequence[_Font]) -> None:
    packed, size, numbers = _together(tuple(font.subset for font in fonts))
    descriptor = fonts[0].font.FontDescriptor
    descriptor.FontFile2 = pdf.make_stream(packed, Filter=Name.FlateDecode, Length1=size)
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    for font, new in zip(fonts, numbers, strict=True):
        old = font.font
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=descriptor.FontName,
            CIDSystemInfo=system,
            FontDescriptor=descriptor,
            CIDToGIDMap=pdf.make_stream(struct.pack(">256H", *(new[glyph] for glyph in font.subset.codes))),
            W=Array([old.FirstChar, old.Widths]),
        )
        for key in (Name.FirstChar, Name.LastChar, Name.Widths, Name.FontDescriptor):
            del old[key]
        old.Subtype = Name.Type0
        old.BaseFont = descriptor.FontName
        old.Encoding = pdf.make_stream(
            _ONE_BYTE.format(name=font.name).encode(),
            Type=Name.CMap,
            CMapName=Name(f"/{font.name}"),
            CIDSystemInfo=system,
            WMode=0,
        )
        old.DescendantFonts = Array([pdf.make_indirect(descendant)])


def _simple_fonts(pdf: Pdf) -> Iterator[_Font]:
    met: set[tuple[int, int]] = set()
    for resources in _resources(pdf):
        for font in resources.get(Name.Font, Dictionary()).values():
            if font.objgen in met or font.get(Name.Subtype) != Name.TrueType or Name.Encoding in font:
                continue
            met.add(font.objgen)
            program = font.get(Name.FontDescriptor, Dictionary()).get(Name.FontFile2)
            if isinstance(program, Stream) and Name.Widths in font:
                subset = _subset(program.read_bytes())
                if subset is not None:
                    family = str(font.BaseFont).rpartition("+")[2].lstrip("/")
                    digest = hashlib.sha256(program.read_raw_bytes()).hexdigest()[:16]
                    yield _Font(font, subset, f"{family}-{digest}")


def _resources(pdf: Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        yield from (one.Resources for one in (page.obj, *forms(page.obj)) if Name.Resources in one)


@lru_cache(maxsize=64)
def _subset(data: bytes) -> Subset | None:
    """A font file read, once for each: most documents stay the same while one is edited.

    None if it is of another kind.
    """
    try:
        return Subset(data)
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _together(subsets: tuple[Subset, ...]) -> tuple[bytes, int, tuple[tuple[int, ...], ...]]:
    """The common font, packed; its size; and for each subset the new numbers of its glyphs."""
    data, numbers = put_together(subsets)
    return zlib.compress(data), len(data), numbers

"""One font file for a bundle: as few as there are fonts, every letter as it was, nothing else touched."""

import io
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pikepdf import Name

from loftdocs.bundle import Description, Piece, fonts
from loftdocs.bundle.describe import save
from loftdocs.bundle.merge import merged
from loftdocs.bundle.truetype import Subset, put_together
from loftdocs.read.page_digests import page_digests

from .conftest import Built

DOCUMENTS = ("tjansteskrivelse", "informationsfolder", "partneravtal", "bilaga")
ABOUT = Description("Prov", "Prov", date(2026, 1, 1))


def programs(pdf: Path) -> list[str]:
    """The fonts whose files are in a PDF, without the letters that tell subsets apart."""
    with pikepdf.open(pdf) as document:
        return sorted(
            str(one.FontName).rpartition("+")[2]
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one
        )


def bundled(built: Built, target: Path, *names: str) -> Path:
    pieces = [Piece(name, built.folder / f"{name}-{built.name}.pdf", name) for name in names or DOCUMENTS]
    with merged(pieces, ABOUT) as pdf:
        save(pdf, target)
    return target


def page_fonts(document: pikepdf.Pdf) -> Iterator[tuple[int, str, pikepdf.Object]]:
    for number, page in enumerate(document.pages):
        for key, font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).items():
            yield number, key, font


def outlines(program: pikepdf.Object) -> tuple[TTFont, dict[int, list[object]]]:
    """A font as fontTools reads it, and what each of its glyphs draws."""
    font = TTFont(io.BytesIO(program.read_bytes()))
    glyphs = font.getGlyphSet()
    drawn = {}
    for number in range(font["maxp"].numGlyphs):
        pen = DecomposingRecordingPen(glyphs)
        glyphs[font.getGlyphName(number)].draw(pen)
        drawn[number] = [pen.value, font["hmtx"][font.getGlyphName(number)]]
    return font, drawn


def test_a_bundle_has_each_font_once(any_case: Built) -> None:
    for name in ("handlingar", "avtal"):
        found = programs(any_case.folder / f"{name}-{any_case.name}.pdf")
        assert "Carlito" in found
        assert len(found) == len(set(found))


def test_it_is_much_smaller_than_with_all_the_subsets(
    enkoping: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = bundled(enkoping, tmp_path / "en.pdf")
    monkeypatch.setattr(fonts, "share", lambda pdf: None)
    apart = bundled(enkoping, tmp_path / "var sin.pdf")
    assert len(programs(apart)) == 2 * len(DOCUMENTS)
    assert shared.stat().st_size < 0.7 * apart.stat().st_size


def test_every_letter_is_drawn_as_before(any_case: Built, tmp_path: Path) -> None:
    """Each code of each page's font leads to the same outline and width, as fontTools draws it."""
    bundle = bundled(any_case, tmp_path / "b.pdf")
    with pikepdf.open(bundle) as whole:
        after = list(page_fonts(whole))
        common: dict[tuple[int, int], dict[int, list[object]]] = {}
        first = 0
        for name in DOCUMENTS:
            with pikepdf.open(any_case.folder / f"{name}-{any_case.name}.pdf") as single:
                for number, key, old in page_fonts(single):
                    new = next(font for page, other, font in after if (page, other) == (first + number, key))
                    if new.Subtype != Name.Type0:
                        continue
                    program = new.DescendantFonts[0].FontDescriptor.FontFile2
                    drawn = common.setdefault(program.objgen, outlines(program)[1])
                    font, before = outlines(old.FontDescriptor.FontFile2)
                    codes = next(table for table in font["cmap"].tables).cmap
                    (descendant,) = new.DescendantFonts
                    glyphs = struct.unpack(">256H", descendant.CIDToGIDMap.read_bytes())
                    assert descendant.W[0] == old.FirstChar
                    assert list(descendant.W[1]) == list(old.Widths)
                    for code, glyph in codes.items():
                        assert drawn[glyphs[code]] == before[font.getGlyphID(glyph)]
                    assert new.ToUnicode.read_bytes() == old.ToUnicode.read_bytes()
                first += len(single.pages)


def test_readers_see_and_read_the_same(enkoping: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = bundled(enkoping, tmp_path / "en.pdf")
    monkeypatch.setattr(fonts, "share", lambda pdf: None)
    apart = bundled(enkoping, tmp_path / "var sin.pdf")
    seen = []
    for path in (shared, apart):
        mupdf = pymupdf.open(path)
        pages = [(page.get_text(), page.get_pixmap(dpi=72).samples) for page in mupdf]
        pdfium = pypdfium2.PdfDocument(path)
        pages += [(page.get_textpage().get_text_range(), page.render().to_pil().tobytes()) for page in pdfium]
        pdfium.close()
        seen.append(pages)
    assert seen[0] == seen[1]


def test_the_common_font_does_not_depend_on_the_order(enkoping: Built) -> None:
    subsets = []
    for name in DOCUMENTS:
        with pikepdf.open(enkoping.folder / f"{name}-enkoping.pdf") as single:
            _, _, font = next(found for found in page_fonts(single) if str(found[2].BaseFont).endswith("+Carlito"))
            subsets.append(Subset(font.FontDescriptor.FontFile2.read_bytes()))
    assert len({subset.family for subset in subsets}) == 1
    one, numbers = put_together(subsets)
    other, turned = put_together(subsets[::-1])
    assert one == other
    assert numbers == turned[::-1]
    assert [new[0] for new in numbers] == [0, 0, 0, 0]


def test_a_page_is_known_again_whatever_else_is_in_the_bundle(enkoping: Built, tmp_path: Path) -> None:
    whole = page_digests(bundled(enkoping, tmp_path / "alla.pdf"))
    part = page_digests(bundled(enkoping, tmp_path / "del.pdf", "partneravtal", "bilaga"))
    assert whole[-len(part) :] == part
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize("data", [b"", b"OTTO", bytes(200), b"\0\1\0\0" + bytes(8)])
def test_what_is_no_such_font_is_left_alone(enkoping: Built, data: bytes) -> None:
    with pytest.raises(ValueError, match="no TrueType"):
        Subset(data)
    with pikepdf.open(enkoping.folder / "bilaga-enkoping.pdf") as document:
        for _, _, font in page_fonts(document):
            font.FontDescriptor.FontFile2 = document.make_stream(data)
        fonts.share(document)
        assert {str(font.Subtype) for _, _, font in page_fonts(document)} == {"/TrueType"}


def test_a_font_with_an_encoding_of_its_own_is_left_alone(enkoping: Built, tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    with pikepdf.open(enkoping.folder / "bilaga-enkoping.pdf") as document:
        for _, _, font in page_fonts(document):
            font.Encoding = Name.WinAnsiEncoding
        document.save(path)
    pieces = [Piece("a", enkoping.folder / "partneravtal-enkoping.pdf", "a"), Piece("b", path, "b")]
    with merged(pieces, ABOUT) as pdf:
        kinds = [str(font.Subtype) for number, _, font in page_fonts(pdf) if number == len(pdf.pages) - 1]
    assert set(kinds) == {"/TrueType"}


def test_a_glyph_that_is_a_part_of_itself_is_no_glyph(enkoping: Built) -> None:
    with pikepdf.open(enkoping.folder / "bilaga-enkoping.pdf") as document:
        _, _, font = next(found for found in page_fonts(document) if str(found[2].BaseFont).endswith("+Carlito"))
        data = font.FontDescriptor.FontFile2.read_bytes()
    subset = Subset(data)
    number, glyph = next((n, g) for n, g in enumerate(subset.glyphs) if g.parts)
    at = data.index(glyph.outline) + glyph.parts[0][0]
    with pytest.raises(ValueError, match="part of itself"):
        Subset(data[:at] + number.to_bytes(2, "big") + data[at + 2 :])

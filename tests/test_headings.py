"""The headings of the PDFs, and their bookmarks: each document's title alone on its level, its sections below.

What is expected is written by hand, or read from the Word file by python-docx, which the product does not ask.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from pypdf import PdfReader
from pypdf.generic import Destination

from loftdocs.bundle.headings import without_gaps

from .conftest import Built, Sandbox
from .structure_text import headings
from .validators import outloud, verapdf

DOCUMENTS = ("forsattsblad", "tjansteskrivelse", "informationsfolder", "partneravtal", "bilaga")
CLAUSES = (
    "1 Bakgrund",
    "2 Definitioner",
    "3 Samarbetet",
    "4 Arbetsgivaransvar",
    "5 Ekonomiska åtaganden och finansiellt stöd",
    "6 Fakturerings- och betalningsvillkor",
    "7 Projektperiod",
    "8 Resultat",
    "9 Publicering och kommunikation",
    "10 Avtalet",
    "11 Tillämplig lag och tvist",
)
ANNEX = [
    (1, "Bilaga till partneravtal LOFT 2022–2024"),
    (2, "1 Grundläggande verksamhet"),
    (2, "2 Tilläggsuppdrag"),
    (2, "3 Förväntningar på partnern"),
]
FOLDER = [
    (1, "LOFT – Leda och Organisera Förnyelse och Transformation"),
    (2, "Vad är LOFT?"),
    (2, "Vem är LOFT till för?"),
    (2, "Varför LOFT?"),
    (3, "Invånarna behöver hållbara tjänster"),
    (3, "Effektivisering räcker inte"),
    (3, "Ledning och styrning för förnyelse"),
    (2, "Det här bidrar RISE med"),
    (2, "Ett långsiktigt samarbete"),
    (2, "Fakta om LOFT"),
    (2, "Kontakt"),
]
TITLES = {
    "Försättsblad": "Deltagande i LOFT 2022–2024",
    "Tjänsteskrivelse: Deltagande i LOFT 2022–2024": "Deltagande i LOFT 2022–2024",
    "Informationsfolder om LOFT": "LOFT – Leda och Organisera Förnyelse och Transformation",
    "Partneravtal LOFT 2022–2024": "Partneravtal LOFT 2022–2024",
    "Bilaga till partneravtal LOFT 2022–2024": "Bilaga till partneravtal LOFT 2022–2024",
}
NAMES = list(zip(DOCUMENTS, TITLES, strict=True))

Tree = tuple[str, tuple["Tree", ...]]


def numbered(found: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Headings with one space between number and words, however they are set."""
    return [(level, spaced(text)) for level, text in found]


def spaced(text: str) -> str:
    digits = len(text) - len(text.lstrip("0123456789"))
    return f"{text[:digits]} {text[digits:].strip()}".strip()


def outline(pdf: Path) -> tuple[Tree, ...]:
    """The bookmarks of a PDF as pypdf reads them, each with those below it."""

    def trees(items: list[object]) -> tuple[Tree, ...]:
        made: list[Tree] = []
        for item in items:
            if isinstance(item, Destination):
                made.append((spaced(str(item.title)), ()))
            elif isinstance(item, list):
                made[-1] = (made[-1][0], trees(item))
        return tuple(made)

    return trees(PdfReader(pdf).outline)


def flat(trees: Sequence[Tree], level: int = 1) -> list[tuple[int, str]]:
    return [one for text, below in trees for one in ((level, text), *flat(below, level + 1))]


def of_word(path: Path) -> list[int]:
    """The levels that a Word file's paragraphs have by their styles, the title being 1, as python-docx reads it."""
    levels = []
    for paragraph in docx.Document(str(path)).paragraphs:
        style = paragraph.style
        while style is not None and style.name != "Title" and not (style.name or "").startswith("Heading"):
            style = style.base_style
        if style is not None and paragraph.text.strip():
            levels.append(1 if style.name == "Title" else 1 + int((style.name or "")[-1]))
    return levels


@pytest.mark.parametrize(
    ("name", "expected"), [("bilaga", ANNEX), ("informationsfolder", FOLDER)], ids=["bilaga", "informationsfolder"]
)
def test_a_documents_headings_are_its_title_and_below_it_its_sections(
    enkoping: Built, name: str, expected: list[tuple[int, str]]
) -> None:
    pdf = enkoping.folder / f"{name}-enkoping.pdf"
    assert numbered(headings(pdf)) == expected
    assert flat(outline(pdf)) == expected


def test_the_agreements_clauses_stand_below_its_title(enkoping: Built) -> None:
    found = numbered(headings(enkoping.folder / "partneravtal-enkoping.pdf"))
    assert found[0] == (1, "Partneravtal LOFT 2022–2024")
    assert [text for level, text in found if level == 2 and text[0].isdigit()] == list(CLAUSES)


@pytest.mark.parametrize("name", DOCUMENTS[1:])
def test_each_documents_levels_are_those_of_its_word_file(any_case: Built, name: str) -> None:
    found = headings(any_case.folder / f"{name}-{any_case.name}.pdf")
    assert [level for level, _ in found] == of_word(any_case.folder / f"{name}-{any_case.name}.docx")
    assert [level for level, _ in found].count(1) == 1
    assert found[0][0] == 1


@pytest.mark.parametrize(("bundle", "first"), [("handlingar", 0), ("avtal", 3)])
def test_a_bundle_has_one_main_heading_for_each_document(enkoping: Built, bundle: str, first: int) -> None:
    pdf = enkoping.folder / f"{bundle}-enkoping.pdf"
    assert [text for level, text in headings(pdf) if level == 1] == list(TITLES.values())[first:]


@pytest.mark.parametrize(("bundle", "first"), [("handlingar", 0), ("avtal", 3)])
def test_a_bundles_bookmarks_are_the_documents_and_below_each_its_sections(
    enkoping: Built, bundle: str, first: int
) -> None:
    marks = outline(enkoping.folder / f"{bundle}-enkoping.pdf")
    assert [text for text, _ in marks] == list(TITLES)[first:]
    for (_, sections), name in zip(marks, DOCUMENTS[first:], strict=True):
        if name == "forsattsblad":  # which is in no file of its own
            assert sections == (("Innehåll", ()),)
        else:
            assert outline(enkoping.folder / f"{name}-enkoping.pdf") == ((TITLES[dict(NAMES)[name]], sections),)


def test_the_cover_has_its_own_title_and_its_contents_below(enkoping: Built) -> None:
    assert headings(enkoping.folder / "handlingar-enkoping.pdf")[:3] == [
        (1, "Deltagande i LOFT 2022–2024"),
        (2, "Innehåll"),
        (1, "Deltagande i LOFT 2022–2024"),
    ]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], []),
        ([0, 1, 2, 1], [1, 2, 3, 2]),
        ([1, 1, 2], [1, 1, 2]),  # no title: as they stand
        ([0, 2, 2, 1, 3], [1, 2, 2, 2, 3]),
        ([3, 1], [1, 1]),
        ([1, 0, 1], [1, 1, 2]),
        ([0, 1, 4, 4, 2], [1, 2, 3, 3, 3]),
    ],
)
def test_no_level_is_skipped(levels: list[int], expected: list[int]) -> None:
    assert list(without_gaps(levels)) == expected


def own_annex(sandbox: Sandbox, *paragraphs: tuple[str, str]) -> Path:
    """Builds a case whose annex is a municipality's own, of these styles and texts; the annex's PDF."""
    annex = docx.Document(str(sandbox.project.templates / "loft" / "bilaga.docx"))
    number = annex.styles.add_style("Heading 4", WD_STYLE_TYPE.PARAGRAPH)
    number.base_style = annex.styles["Heading 3"]
    for paragraph in annex.paragraphs:
        if paragraph.style is not None and paragraph.style.name in ("Title", "Heading 1"):
            paragraph.style = annex.styles["Body Text"]
    at = annex.paragraphs[2]
    for style, text in paragraphs:
        at.insert_paragraph_before(text, style=annex.styles[style])
    made = io.BytesIO()
    annex.save(made)
    sandbox.edit()
    own = sandbox.project.cases / "prov"
    own.mkdir()
    (own / "bilaga.docx").write_bytes(made.getvalue())
    assert sandbox.run("build", "prov").code == 0
    return sandbox.project.build / "prov" / "bilaga-prov.pdf"


def remarks(sandbox: Sandbox) -> list[tuple[str, str, str]]:
    found = [f for f in sandbox.findings("build", "prov", "--igen") if f["code"] in ("LAY103", "LAY104")]
    assert all(f["hint"] and f["document"] == "bilaga-prov.docx" for f in found)
    return [(f["code"], f["severity"], f["message"]) for f in found]


def test_a_template_without_a_title_gets_none_and_it_is_said(sandbox: Sandbox) -> None:
    pdf = own_annex(sandbox, ("Heading 1", "Ett"), ("Heading 2", "Ett ett"), ("Heading 1", "Två"))
    assert numbered(headings(pdf)) == [(1, "1 Ett"), (2, "Ett ett"), (1, "2 Två")]
    assert flat(outline(pdf)) == [(1, "1 Ett"), (2, "Ett ett"), (1, "2 Två")]
    assert remarks(sandbox) == [("LAY103", "upplysning", "Mallen har ingen titel, så PDF-filen får ingen huvudrubrik.")]


def test_a_skipped_level_is_mended_in_the_pdf_and_said(sandbox: Sandbox) -> None:
    pdf = own_annex(
        sandbox, ("Title", "Bilaga till partneravtal"), ("Heading 2", "Ett"), ("Heading 4", "Två"), ("Heading 1", "Tre")
    )
    assert numbered(headings(pdf)) == [(1, "Bilaga till partneravtal"), (2, "Ett"), (3, "Två"), (2, "1 Tre")]
    assert remarks(sandbox) == [
        ("LAY104", "upplysning", "”Ett” är en Rubrik 2, men den är den första."),
        ("LAY104", "upplysning", "”Två” är en Rubrik 4, men rubriken före är en Rubrik 2."),
    ]
    assert verapdf([pdf], ["PDFUA_1"])[pdf, "PDFUA_1"] == []
    assert [remark.rule for remark in outloud(pdf).warnings if remark.rule.startswith("HDG")] == []


def test_a_second_title_is_said(sandbox: Sandbox) -> None:
    pdf = own_annex(sandbox, ("Title", "Bilaga"), ("Heading 1", "Ett"), ("Title", "Ännu en"), ("Heading 1", "Två"))
    assert numbered(headings(pdf)) == [(1, "Bilaga"), (2, "1 Ett"), (1, "Ännu en"), (2, "2 Två")]
    assert remarks(sandbox) == [
        ("LAY103", "upplysning", "”Ännu en” är ännu en titel, så PDF-filen får två huvudrubriker.")
    ]

"""PDFs from anyone read: paragraphs, numbers, tables and columns from nothing but where the letters stand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pypdf import PdfReader

from loftdocs.convert.libreoffice import convert
from loftdocs.failures import FileFailure
from loftdocs.read.clauses import split_number
from loftdocs.read.document import Cell, Content
from loftdocs.read.docx import read_docx
from loftdocs.read.foreign import read_any
from loftdocs.read.page_digests import page_digests
from loftdocs.read.pdf import read_pdf
from loftdocs.read.pdf_pages import read_pdf_pages
from loftdocs.read.pdf_paragraphs import join_lines
from tests.conftest import Built
from tests.read_back import plain

Text = tuple[float, float, str] | tuple[float, float, str, int] | tuple[float, float, str, int, str]
LEADING = 14


def pdf(
    path: Path, *pages: Sequence[Text], annotations: Sequence[Dictionary] = (), matrix: str = "1 0 0 1 0 0"
) -> Path:
    """An untagged PDF of A4 pages; each text is its x and y, then its size (11), and B for bold."""
    made = Pdf.new()
    fonts = Dictionary(
        {
            f"/{key}": Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(name), Encoding=Name.WinAnsiEncoding
            )
            for key, name in (("R", "/Helvetica"), ("B", "/Helvetica-Bold"))
        }
    )
    for texts in pages:
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=fonts)
        content = f"{matrix} cm\n".encode()
        for x, y, text, *more in texts:
            size, font = (*more, 11)[0], (*more, 11, "R")[1] if more else "R"
            letters = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            content += f"BT /{font} {size} Tf {x} {y} Td (".encode() + letters + b") Tj ET\n"
        page.Contents = Stream(made, content)
    if annotations:
        made.pages[0].Annots = Array([made.make_indirect(annotation) for annotation in annotations])
        fields = [a for a in made.pages[0].Annots if a.Subtype == Name.Widget]
        if fields:
            made.Root.AcroForm = made.make_indirect(Dictionary(Fields=Array(fields), DR=Dictionary(Font=fonts)))
    made.save(path)
    return path


def lines(x: float, y: float, *texts: str) -> list[Text]:
    """Lines under each other, as in a paragraph."""
    return [(x, y - index * LEADING, text) for index, text in enumerate(texts)]


@pytest.fixture
def read(tmp_path: Path):
    """Reads a PDF made of these pages."""

    def reader(*pages: Sequence[Text], **settings: Any) -> Content:
        return read_pdf(pdf(tmp_path / "prov.pdf", *pages, **settings))

    return reader


def found(content: Content, part: str = "body") -> list[str]:
    return [paragraph.text for paragraph in content.paragraphs if paragraph.part == part]


LONG = (
    "Kommunen betalar avgiften i förskott varje kvartal efter faktura från",
    "motparten, som anger avtalets nummer.",
)
NEXT = ("Parterna kan tillsammans komma överens om en förlängning av hela", "perioden, senast tre månader i förväg.")


def test_lines_are_joined_and_gaps_separate_paragraphs(read):
    content = read([*lines(70, 700, *LONG), *lines(70, 660, *NEXT)])
    assert found(content) == [" ".join(LONG), " ".join(NEXT)]
    assert [x.page for x in content.paragraphs] == [1, 1]


def test_without_gaps_a_short_last_line_ends_a_paragraph(read):
    assert found(read(lines(70, 700, *LONG, *NEXT))) == [" ".join(LONG), " ".join(NEXT)]


def test_an_indented_first_line_begins_a_paragraph(read):
    full = ("Kommunen betalar avgiften i förskott varje kvartal, mot faktura från oss",) * 2
    texts = [*lines(70, 700, *full), *lines(84, 672, full[0][:-4]), *lines(70, 658, full[0])]
    assert found(read(texts)) == [" ".join(full), f"{full[0][:-4]} {full[0]}"]


def test_a_date_at_the_start_of_a_line_is_no_new_paragraph(read):
    first = "Projektperioden är tre år, från och med den första dagen till och med den"
    assert found(read(lines(70, 700, first, "31 december 2024.", "Avtalet gäller"))) == [
        f"{first} 31 december 2024.",
        "Avtalet gäller",
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("för kom-", "munen gäller", "för kommunen gäller"),
        ("kostnads-", "och tidsramar", "kostnads- och tidsramar"),
        ("via e-", "post till oss", "via e-post till oss"),
        ("org nr 212000-", "0282", "org nr 212000-0282"),
        ("Nord-", "Sverige", "Nord-Sverige"),
        ("avtalet –", "alltså", "avtalet – alltså"),
    ],
)
def test_words_divided_between_lines(before, after, joined):
    assert join_lines(before, after) == joined


def test_a_divided_word_on_a_page(read):
    first = "Kommunen betalar avgiften i förskott varje kvartal efter en faktura från mot-"
    assert found(read(lines(70, 700, first, "parten i avtalet."))) == [first[:-1] + "parten i avtalet."]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("10.3 Vid avtalsbrott", "10.3", "Vid avtalsbrott"),
        ("(1) Kommunen", "(1)", "Kommunen"),
        ("3. Avgift", "3.", "Avgift"),
        ("a) löner", "a)", "löner"),
        ("§ 4 Avgift", "§ 4", "Avgift"),
        ("• integration", "•", "integration"),
        ("– klimat", "•", "klimat"),
        ("31 december 2024", "", "31 december 2024"),
        ("3 personer deltog", "", "3 personer deltog"),
        ("2022-01-01 börjar avtalet", "", "2022-01-01 börjar avtalet"),
        ("300.000", "", "300.000"),
        ("-5 grader", "", "-5 grader"),
    ],
)
def test_numbers_split_off(text, number, rest):
    assert split_number(text) == (number, rest)


def test_clauses_with_hanging_numbers(read):
    clause = [(70, 700, "10.3"), *lines(104, 700, *LONG), (70, 672, "10.4"), *lines(104, 672, *NEXT)]
    content = read([*clause, (70, 640, "·"), (88, 640, "demografi"), (70, 626, "·"), (88, 626, "klimat")])
    assert [(x.number, x.text, x.cell) for x in content.paragraphs] == [
        ("10.3", " ".join(LONG), None),
        ("10.4", " ".join(NEXT), None),
        ("•", "demografi", None),
        ("•", "klimat", None),
    ]


def test_a_reference_at_the_start_of_a_line_is_no_number(read):
    first = "Vid ett avtalsbrott, och i de fall då parten säger upp avtalet enligt punkt"
    content = read(lines(70, 700, first, "10.3 har den andra parten rätt till ersättning."))
    assert [(x.number, x.text) for x in content.paragraphs] == [
        ("", f"{first} 10.3 har den andra parten rätt till ersättning.")
    ]


def test_headings_by_size_and_weight(read):
    texts: list[Text] = [(70, 760, "Samarbetsavtal", 20, "B"), (70, 720, "1 Bakgrund", 14, "B")]
    texts += [*lines(70, 700, *LONG), (70, 660, "Avgifter", 12, "B"), *lines(70, 640, *NEXT)]
    texts += [(70, 600, "2 Period", 14, "B"), *lines(70, 580, *NEXT)]
    content = read(texts)
    assert [(x.text, x.style, x.level, x.number) for x in content.paragraphs if x.style != "Normal"] == [
        ("Samarbetsavtal", "Title", 0, ""),
        ("Bakgrund", "Heading 1", 1, "1"),
        ("Avgifter", "Heading 2", 2, ""),
        ("Period", "Heading 1", 1, "2"),
    ]


def test_headers_and_footers(read):
    pages = [
        [(70, 796, "Ekby kommun"), *lines(70, 700, *LONG), (70, 660, f"Stycke {n}"), (500, 34, f"Sida {n} av 3")]
        for n in (1, 2, 3)
    ]
    content = read(*pages)
    assert found(content, "header") == ["Ekby kommun"] * 3
    assert found(content, "footer") == ["Sida 1 av 3", "Sida 2 av 3", "Sida 3 av 3"]
    assert found(content)[1::2] == ["Stycke 1", "Stycke 2", "Stycke 3"]
    assert [x.page for x in content.paragraphs if x.part == "footer"] == [1, 2, 3]
    assert "Sida 2 av 3" in content.pages[1]


def test_one_page_with_a_number_in_its_margin(read):
    content = read([*lines(70, 760, *LONG), (290, 30, "1 (1)")])
    assert found(content) == [" ".join(LONG)]
    assert found(content, "footer") == ["1 (1)"]


def test_a_sentence_goes_on_over_the_page(read):
    first = "Kommunen betalar avgiften i förskott varje kvartal efter en faktura från den"
    content = read(lines(70, 100, first), [*lines(70, 740, "andra parten."), *lines(70, 700, *NEXT)])
    assert [(x.text, x.page) for x in content.paragraphs] == [(f"{first} andra parten.", 1), (" ".join(NEXT), 2)]


def test_a_table(read):
    rows = (("Kalenderår", "Kvartal", "Kostnad"), ("2022", "4", "300 000 kr"), ("Hela perioden", "12", "900 000 kr"))
    texts: list[Text] = [(70, 740, "Kostnaden i kronor:")]
    for index, row in enumerate(rows):
        texts += [(x, 700 - 20 * index, text) for x, text in zip((70, 250, 400), row, strict=True)]
    content = read([*texts, (70, 610, "Beloppen är exklusive moms.")])
    cells = {(x.cell.row, x.cell.column): x.text for x in content.paragraphs if x.cell}
    assert cells == {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}
    assert [x.text for x in content.paragraphs if not x.cell] == ["Kostnaden i kronor:", "Beloppen är exklusive moms."]


def test_a_cell_of_several_lines(read):
    texts: list[Text] = [(70, 700, "Roll"), (250, 700, "Uppgift"), (70, 675, "Kontaktperson")]
    texts += [(250, 675, "För dialogen och driver"), (250, 662, "det gemensamma arbetet"), (70, 637, "Ersättare")]
    content = read([*texts, (250, 637, "Tar över vid frånvaro")])
    assert [(x.text, x.cell) for x in content.paragraphs] == [
        ("Roll", Cell(0, 0, 0)),
        ("Uppgift", Cell(0, 0, 1)),
        ("Kontaktperson", Cell(0, 1, 0)),
        ("För dialogen och driver det gemensamma arbetet", Cell(0, 1, 1)),
        ("Ersättare", Cell(0, 2, 0)),
        ("Tar över vid frånvaro", Cell(0, 2, 1)),
    ]


def test_two_columns_are_read_one_after_the_other(read):
    left = (
        "Vänster spalt börjar här och",
        "fortsätter rad för rad ända",
        "ner till slutet på sidan, där",
        "den tar slut mitt i spalten.",
    )
    right = (
        "Höger spalt börjar först när",
        "den vänstra är färdigläst och",
        "har sina egna rader, som inte",
        "får blandas med de andra.",
    )
    content = read(
        [
            (70, 740, "En rubrik över båda spalterna på sidan, hela vägen ut"),
            *lines(70, 700, *left),
            *lines(310, 703, *right),
        ]
    )
    assert found(content)[1:] == [" ".join(left), " ".join(right)]


def test_a_line_with_a_wide_gap_keeps_its_parts_apart(read):
    assert found(read([(70, 700, "Ort och datum:"), (300, 700, "Göteborg")])) == ["Ort och datum:\tGöteborg"]


def test_leaders_of_contents_become_a_tab(read):
    assert found(read([(70, 700, "Bakgrund ................................ 3")])) == ["Bakgrund\t3"]


def note(kind: str, text: str) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([70, 600, 90, 620]), Contents=String(text))


def widget(name: str, rect: Sequence[float], **values: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Widget, T=String(name), Rect=Array(list(rect)), **values)


def test_comments_in_the_margin(read):
    notes = [
        note("/Text", "Stämmer beloppet?"),
        note("/FreeText", "Ändra här"),
        note("/Highlight", "Fel år"),
        note("/Link", "Nej"),
    ]
    content = read([(70, 700, "Avtal")], annotations=notes)
    assert found(content) == ["Avtal"]
    assert found(content, "comment") == ["Stämmer beloppet?", "Ändra här", "Fel år"]


def test_filled_fields(read):
    fields = [
        widget("namn", (150, 696, 300, 712), FT=Name.Tx, V=String("Åsa Öberg")),
        widget("tom", (150, 676, 300, 692), FT=Name.Tx),
        widget(
            "val",
            (150, 656, 300, 672),
            FT=Name.Ch,
            Ff=1 << 17,
            V=String("Ja"),
            Opt=Array([String("Ja"), String("Nej")]),
        ),
    ]
    content = read([(70, 700, "Namn:"), (70, 680, "Titel:"), (70, 660, "Svar:")], annotations=fields)
    assert found(content) == ["Namn:\tÅsa Öberg", "Titel:", "Svar:\tJa"]


def test_rotated_pages_are_read_along_their_lines(read):
    # A landscape page stored upright: the letters run upwards.
    content = read([*lines(70, 500, *LONG)], matrix="0 1 -1 0 595 0")
    assert found(content) == [" ".join(LONG)]


def test_our_own_agreement_reads_alike_from_word_and_pdf(any_case: Built):
    word = read_docx(any_case.folder / f"partneravtal-{any_case.name}.docx")
    printed = read_pdf(any_case.folder / f"partneravtal-{any_case.name}.pdf")
    assert {"1", "1.1", "(1)", "(2)"} <= clauses(word).keys()
    assert clauses(printed) == clauses(word)
    assert [x.text for x in word.paragraphs if x.style == "Title"] == [
        x.text for x in printed.paragraphs if x.style == "Title"
    ]


def clauses(content: Content) -> dict[str, str]:
    """The numbered paragraphs by number, with white space evened out."""
    return {x.number: plain(x.text) for x in content.paragraphs if x.number.strip("•")}


def test_pages_are_the_same_for_both_readers(enkoping: Built):
    path = enkoping.folder / "partneravtal-enkoping.pdf"
    ours, theirs = read_pdf(path).pages, tuple(page.extract_text() for page in PdfReader(path).pages)
    assert len(ours) == len(theirs) > 1
    for mine, other in zip(ours, theirs, strict=True):
        assert sorted(mine.split()) == sorted(other.split())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tjansteskrivelse", "tjänsteskrivelse"),
        ("informationsfolder", "övrigt"),
        ("partneravtal", "avtal"),
        ("bilaga", "bilaga"),
        ("handlingar", "övrigt"),
    ],
)
def test_kinds_of_our_own(enkoping: Built, name, kind):
    assert read_any(enkoping.folder / f"{name}-enkoping.pdf").kind == kind


def test_the_cover_alone(enkoping: Built, tmp_path):
    with Pdf.open(enkoping.folder / "handlingar-enkoping.pdf") as bundle:
        cover = Pdf.new()
        cover.pages.append(bundle.pages[0])
        cover.save(tmp_path / "omslag.pdf")
    assert read_any(tmp_path / "omslag.pdf").kind == "försättsblad"


def test_a_word_file_in_two_columns_printed(tmp_path):
    document = Document()
    document.add_heading("Nyhetsbrev", 0)
    section = document.add_section(WD_SECTION.CONTINUOUS)
    columns = section._sectPr.find(qn("w:cols"))
    columns = columns if columns is not None else section._sectPr.append(OxmlElement("w:cols"))
    columns.set(qn("w:num"), "2")
    sentences = [f"Mening nummer {n} handlar om samarbetet mellan kommuner och forskare i landet." for n in range(40)]
    document.add_paragraph(" ".join(sentences))
    document.save(str(tmp_path / "spalter.docx"))
    (printed,) = convert([tmp_path / "spalter.docx"], tmp_path)
    text = plain(" ".join(found(read_pdf(printed))))
    assert plain(" ".join(sentences)) in text


def encrypted(tmp_path: Path, **passwords: Any) -> Path:
    path = pdf(tmp_path / "öppen.pdf", [(70, 700, "Avtal om vatten")])
    with Pdf.open(path) as file:
        file.save(tmp_path / "låst.pdf", encryption=pikepdf.Encryption(**passwords))
    return tmp_path / "låst.pdf"


def test_a_password_is_asked_for(tmp_path):
    with pytest.raises(FileFailure, match=r"låst\.pdf är skyddad med lösenord") as caught:
        read_any(encrypted(tmp_path, owner="a", user="b"))
    assert "utan" in caught.value.hint


def test_a_pdf_that_is_only_locked_for_changes_is_read(tmp_path):
    assert [x.text for x in read_any(encrypted(tmp_path, owner="a", user="")).paragraphs] == ["Avtal om vatten"]


def test_a_scanned_pdf_is_refused(tmp_path):
    with pytest.raises(FileFailure, match="har ingen text") as caught:
        read_any(pdf(tmp_path / "skannad.pdf", [], []))
    assert "OCR" in caught.value.hint


def test_a_damaged_pdf_is_refused(tmp_path):
    (tmp_path / "trasig.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    with pytest.raises(FileFailure, match="skadad"):
        read_any(tmp_path / "trasig.pdf")


def test_the_document_that_comes_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    document = read_any(pdf(tmp_path / "Avtal om vatten.pdf", lines(70, 700, *LONG), lines(70, 700, *NEXT)))
    assert (document.name, document.label) == ("Avtal om vatten", "Avtal om vatten.pdf")
    assert document.page_of(NEXT[0]) == 2
    assert document.place(document.paragraphs[1]).page == 2


def test_our_own_pdfs_are_read_the_same_by_text_objects_and_by_letters(any_case: Built) -> None:
    for file in any_case.folder.glob("*.pdf"):
        assert read_pdf(file, own=True) == read_pdf(file)


def test_a_text_object_with_wide_spaces_reads_the_same(tmp_path: Path) -> None:
    path = pdf(tmp_path / "prov.pdf", [(72, 700, "  Dit   och dat "), (72, 600, "Slut.")])
    assert found(read_pdf(path, own=True)) == found(read_pdf(path)) == ["Dit och dat", "Slut."]


def test_a_hyphen_at_the_end_of_a_line_is_read_the_same(tmp_path: Path) -> None:
    path = pdf(tmp_path / "prov.pdf", [(72, 700, "Det gäller kommunens för-"), (72, 686, "valtning.")])
    assert [one.text for one in read_pdf_pages(path)[0].turns[0]] == ["Det gäller kommunens för-", "valtning."]
    assert read_pdf_pages(path, whole=True) == read_pdf_pages(path)


def test_pages_that_were_read_before_are_not_read_again_and_others_are(any_case: Built, tmp_path: Path) -> None:
    file = any_case.folder / f"handlingar-{any_case.name}.pdf"
    digests = page_digests(file)
    first = read_pdf(file, own=True, digests=digests)
    assert first == read_pdf(file)
    assert read_pdf(tmp_path / "gone.pdf", own=True, digests=digests) == first
    changed = tmp_path / "annan.pdf"
    with Pdf.open(file) as document:
        document.pages[1].contents_add(b"BT /F1 11 Tf 72 72 Td (x) Tj ET")
        document.save(changed)
    others = page_digests(changed)
    assert [a == b for a, b in zip(digests, others, strict=True)] == [n != 1 for n in range(len(digests))]
    assert read_pdf(changed, own=True, digests=others) == read_pdf(changed)

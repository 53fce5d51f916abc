"""Where documents are signed: lines found, fields put on them, and signatures made in the fields."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from pikepdf import Array, Dictionary, Name, Object, Pdf
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.status import SignatureCoverageLevel

from loftdocs.bundle.describe import save
from loftdocs.bundle.structure import number_tree
from loftdocs.checking import check
from loftdocs.convert.libreoffice import convert
from loftdocs.project import Project, case_file
from loftdocs.sign.fields import assign, place_fields
from loftdocs.sign.lines import SignatureLine, is_label, signature_lines
from loftdocs.sign.names import documents_in, signers_of
from loftdocs.signer import Signer

from .conftest import ENKOPING, Built
from .signing import certificate, sign, validate

FILES = ("tjansteskrivelse", "avtal", "handlingar")
RISE, KOMMUN = "Underskrift – RISE", "Underskrift – Enköpings kommun"
SKRIVELSE = "Underskrift tjänsteskrivelse – "


# With its fields, without, and those who sign.
Filled = tuple[Path, Path, tuple[Signer, ...]]


def signers_in(built: Built, file: str) -> tuple[Signer, ...]:
    """Those who sign a finished file of a built case."""
    project = Project(built.folder.parents[1])
    known, _findings = check(project, case_file(project, built.name))
    assert known
    return signers_of(known.facts, documents_in(known.loaded.program, file))


def bare(built: Built, name: str, target: Path) -> Path:
    """A copy of a built PDF without the signature fields that the build may have given it."""
    with Pdf.open(built.folder / f"{name}-{built.name}.pdf") as pdf:
        for page in pdf.pages:
            page.obj.Annots = Array([a for a in page.obj.get(Name.Annots, Array()) if a.Subtype != Name.Widget])
        tree = pdf.Root.StructTreeRoot.ParentTree
        entries = [(key, value) for key, value in number_tree(tree) if not is_form(value)]
        for _key, form in number_tree(tree):
            if is_form(form):
                form.P.K = Array([kid for kid in form.P.K if not is_form(kid)])
        tree.Nums = Array([item for entry in entries for item in entry])
        if Name.AcroForm in pdf.Root:
            del pdf.Root.AcroForm
        pdf.save(target)
    return target


def fill(pdf: Path, signers: Sequence[Signer]) -> tuple[Signer, ...]:
    """Puts a field on each signer's line, in place, as a bundle is made; returns the signers that have no line."""
    placed = assign(signature_lines(pdf), signers)
    if placed:
        with Pdf.open(pdf, allow_overwriting_input=True) as document:
            place_fields(document, placed)
            save(document, pdf)
    return tuple(signer for signer in signers if signer not in placed)


def is_form(element: object) -> bool:
    return isinstance(element, Dictionary) and element.get(Name.S) == Name.Form


@pytest.fixture(params=FILES)
def plain(request: pytest.FixtureRequest, enkoping: Built, tmp_path: Path) -> tuple[Path, tuple[Signer, ...]]:
    """A document or bundle of the shipped case, and those who sign it."""
    pdf = bare(enkoping, request.param, tmp_path / "plain.pdf")
    return pdf, signers_in(enkoping, request.param)


@pytest.fixture
def filled(plain: tuple[Path, tuple[Signer, ...]], tmp_path: Path) -> Filled:
    """The same filled in."""
    pdf, signers = plain
    target = Path(shutil.copy(pdf, tmp_path / "filled.pdf"))
    assert fill(target, signers) == ()
    return target, pdf, signers


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables that are signed by two parties side by side, one on each page: see `draw`."""
    folder = tmp_path_factory.mktemp("layouts")
    document = docx.Document()
    for number, draw in enumerate(LAYOUTS.values()):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("Vid elektronisk underskrift upprättas ett original som båda parterna undertecknar.")
        draw(document)
    document.save(str(folder / "layouts.docx"))
    return convert([folder / "layouts.docx"], folder)[0]


def rows(document: docx.document.Document, *texts: Sequence[str], style: str | None = None) -> list[list[_Cell]]:
    table = document.add_table(len(texts), len(texts[0]), style)
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    return [list(row.cells) for row in table.rows]


def line_under(cell: _Cell) -> None:
    borders = OxmlElement("w:tcBorders")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "404040")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    cell._tc.get_or_add_tcPr().append(borders)


def label_beneath(document: docx.document.Document) -> None:
    table = rows(
        document, ("För Bolaget AB", "För Byns kommun"), ("", ""), ("Underskrift", "Underskrift"), ("Bo Ek", "Eva Ås")
    )
    table[1][0].paragraphs[0].paragraph_format.space_before = Pt(30)
    for cell in table[1]:
        line_under(cell)


def label_on(document: docx.document.Document) -> None:
    table = rows(
        document,
        ("Ort och datum:", "", "Ort och datum:"),
        ("Namnteckning:", "", "Namnteckning:"),
        ("Namnförtydligande: Bo Ek", "", "Namnförtydligande: Eva Ås"),
    )
    for line in table:
        line[0].paragraphs[0].paragraph_format.space_before = Pt(24)
        line[2].paragraphs[0].paragraph_format.space_before = Pt(24)
    for line in table[:2]:
        line_under(line[0])
        line_under(line[2])


def in_a_grid(document: docx.document.Document) -> None:
    table = rows(
        document,
        ("Ort och datum", "Ort och datum"),
        ("Signatur", "Signatur"),
        ("Bo Ek, Bolaget AB", "Eva Ås, Byns kommun"),
        style="Table Grid",
    )
    for cell in (*table[0], *table[1]):
        cell.paragraphs[0].paragraph_format.space_after = Pt(30)


LAYOUTS: dict[str, Callable[[docx.document.Document], None]] = {
    "beneath": label_beneath,
    "on": label_on,
    "grid": in_a_grid,
}


def fields(pdf: Pdf) -> dict[str, Object]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def level_strokes(page: pikepdf.Page) -> list[tuple[float, float, float, float]]:
    """The level strokes of a page's content as (left, right, y, thickness) in points, read without PDFium."""
    found, stack, matrix, width, point = [], [], pikepdf.Matrix(), 1.0, (0.0, 0.0)
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                stack.append((matrix, width))
            case "Q":
                matrix, width = stack.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "w":
                width = float(operands[0])
            case "m" | "l" as step:
                end = matrix.transform((float(operands[0]), float(operands[1])))
                if step == "l" and abs(end[1] - point[1]) < 0.1:
                    found.append((min(end[0], point[0]), max(end[0], point[0]), end[1], width * matrix.a))
                point = end
    return found


def text_in(pdf: Path, page: int, box: Sequence[float]) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page - 1].get_textpage().get_text_bounded(*box).strip()
    finally:
        document.close()


def test_the_names_and_tooltips_say_who_signs_what(enkoping: Built) -> None:
    assert [(s.field, s.tooltip) for s in signers_in(enkoping, "handlingar")] == [
        (f"{SKRIVELSE}Ulrika K Jansson", "Underskrift av tjänsteskrivelsen: Ulrika K Jansson, kommundirektör"),
        (f"{SKRIVELSE}Magnus Åsman", "Underskrift av tjänsteskrivelsen: Magnus Åsman, strategisk utredare"),
        (RISE, "Underskrift av avtalet för RISE Research Institutes of Sweden AB"),
        (KOMMUN, "Underskrift av avtalet för Enköpings kommun: Ulrika K Jansson, kommundirektör"),
    ]


def test_every_case_has_a_line_for_each_who_signs(any_case: Built, tmp_path: Path) -> None:
    for name in FILES:
        pdf = bare(any_case, name, tmp_path / f"{name}.pdf")
        signers = signers_in(any_case, name)
        assert len(signature_lines(pdf)) == len(signers)
        assert fill(pdf, signers) == ()


def test_each_field_lies_on_its_own_rule_and_covers_no_text(filled: Filled) -> None:
    target, _plain, signers = filled
    with Pdf.open(target) as pdf:
        made = fields(pdf)
        assert set(made) == {signer.field for signer in signers}
        pages = {page.objgen: page for page in pdf.pages}
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for field in made.values():
            x0, y0, x1, y1 = map(float, field.Rect)
            assert x1 - x0 > 200
            assert y1 - y0 == pytest.approx(28, abs=0.1)
            rules = [r for r in level_strokes(pages[field.P.objgen]) if abs(r[2] + r[3] / 2 - y0) < 0.1]
            assert rules, (x0, y0)
            assert all(left < x0 and x1 == pytest.approx(right, abs=0.1) for left, right, _y, _w in rules)
            assert text_in(target, numbers[field.P.objgen], (x0, y0, x1, y1)) == ""
            label = text_in(target, numbers[field.P.objgen], (x0 - 80, y0 + 1, x0, y1))
            assert label == "Underskrift:"
        assert len({tuple(map(str, [field.P.objgen, *field.Rect])) for field in made.values()}) == len(signers)


def test_each_field_stands_above_the_name_of_who_signs(filled: Filled) -> None:
    target, _plain, signers = filled
    with Pdf.open(target) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for signer in signers:
            field = fields(pdf)[signer.field]
            x0, y0, x1, _y1 = map(float, field.Rect)
            below = text_in(target, numbers[field.P.objgen], (x0 - 80, y0 - 75, x1, y0 - 2))
            assert (signer.person or signer.organisation or "") in " ".join(below.split())


def test_each_field_is_tagged_in_its_place(filled: Filled) -> None:
    target, plain, signers = filled
    with Pdf.open(target) as pdf, Pdf.open(plain) as before:
        root = pdf.Root.StructTreeRoot
        entries = list(number_tree(root.ParentTree))
        parents, keys = dict(entries), [key for key, _value in entries]
        assert keys == sorted(set(keys))
        assert root.ParentTreeNextKey == max(keys) + 1
        assert len(keys) == len(list(number_tree(before.Root.StructTreeRoot.ParentTree))) + len(signers)
        for name, field in fields(pdf).items():
            form = parents[int(field.StructParent)]
            assert form.S == Name.Form, name
            assert (form.K.Type, form.K.Obj.objgen, form.K.Pg.objgen) == (Name.OBJR, field.objgen, field.P.objgen)
            assert form.P.K[-1].objgen == form.objgen
            assert marked_text(pdf, form.P) == "Underskrift:"
            assert root.RoleMap[form.P.S] == Name.P


def marked_text(pdf: Pdf, element: Object) -> str:
    """The text of the marked content right below a structure element, read with PDFium."""
    from pypdfium2 import raw

    number = [page.objgen for page in pdf.pages].index(element.Pg.objgen)
    document = pypdfium2.PdfDocument(Path(pdf.filename))
    try:
        text, wanted = document[number].get_textpage(), {int(kid) for kid in element.K if isinstance(kid, int)}
        letters = range(raw.FPDFText_CountChars(text))
        owners = [raw.FPDFText_GetTextObject(text, index) for index in letters]
        marks = [raw.FPDFPageObj_GetMarkedContentID(owner) if owner else -1 for owner in owners]
        return "".join(chr(raw.FPDFText_GetUnicode(text, i)) for i in letters if marks[i] in wanted).strip()
    finally:
        document.close()


def test_fields_print_are_empty_and_show_a_pale_ground(filled: Filled) -> None:
    target, _plain, signers = filled
    with Pdf.open(target) as pdf:
        assert set(pdf.Root.AcroForm.keys()) == {"/Fields", "/SigFlags"}
        assert pdf.Root.AcroForm.SigFlags == 1
        for signer in signers:
            field = fields(pdf)[signer.field]
            assert (field.FT, field.F, str(field.TU)) == (Name.Sig, 4, signer.tooltip)
            assert Name.V not in field
            ground = field.AP.N.read_bytes().split()
            width, height = float(ground[7]), float(ground[8])
            assert width == pytest.approx(float(field.Rect[2] - field.Rect[0]), abs=0.01)
            assert height == pytest.approx(float(field.Rect[3] - field.Rect[1]) - 1, abs=0.01)
            assert b"Tf" not in ground
            assert field.P.Tabs == Name.S
            assert field.objgen in [a.objgen for a in field.P.Annots]


def test_the_fields_are_in_the_order_of_the_pages(filled: Filled) -> None:
    target, _plain, signers = filled
    with Pdf.open(target) as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == [signer.field for signer in signers]


def test_nothing_else_of_the_file_changes(filled: Filled) -> None:
    target, plain, _signers = filled
    assert target.read_bytes().count(b"%%EOF") == 1
    with Pdf.open(target) as pdf, Pdf.open(plain) as before:
        assert set(pdf.Root.keys()) == set(before.Root.keys()) | {"/AcroForm"}
        assert pdf.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert {key: str(value) for key, value in pdf.trailer.Info.items()} == {
            key: str(value) for key, value in before.trailer.Info.items()
        }
        profiles = [p.Root.OutputIntents[0].DestOutputProfile.read_bytes() for p in (pdf, before)]
        assert profiles[0] == profiles[1]
        titles = [[item.title for item in p.open_outline().root] for p in (pdf, before)]
        assert titles[0] == titles[1]
        contents = [
            [pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)) for page in p.pages]
            for p in (pdf, before)
        ]
        assert contents[0] == contents[1]


def test_the_same_gives_the_same_bytes(filled: Filled) -> None:
    target, plain, signers = filled
    fill(plain, signers)
    assert plain.read_bytes() == target.read_bytes()


def test_two_who_sign_for_one_party_have_a_field_each(build_case: Callable[..., Built], tmp_path: Path) -> None:
    both = "    kommunen:\n      - Ulrika K Jansson\n"
    assert both in ENKOPING
    built = build_case(ENKOPING.replace(both, f"{both}      - Magnus Åsman\n"), "enkoping")
    pdf = bare(built, "avtal", tmp_path / "avtal.pdf")
    signers = signers_in(built, "avtal")
    assert [s.field for s in signers] == [RISE, f"{KOMMUN} – Ulrika K Jansson", f"{KOMMUN} – Magnus Åsman"]
    assert fill(pdf, signers) == ()
    with Pdf.open(pdf) as made:
        assert list(fields(made)) == [s.field for s in signers]


def test_a_signer_without_a_line_is_told_and_nobody_elses_line_is_taken(enkoping: Built, tmp_path: Path) -> None:
    pdf = bare(enkoping, "avtal", tmp_path / "avtal.pdf")
    before = pdf.read_bytes()
    rise, kommun = signers_in(enkoping, "avtal")
    nobody = Signer("Underskrift – Ingen", "Ingen", "Nils Ingen", "Enköpings kommun")
    twice = Signer("Underskrift – igen", "Igen", kommun.person, kommun.organisation)
    assert fill(pdf, [nobody]) == (nobody,)
    assert pdf.read_bytes() == before
    assert fill(pdf, [nobody, rise, kommun, twice]) == (nobody, twice)


@pytest.mark.parametrize("names", [["A", "A"], ["Ulrika K. Jansson"]])
def test_a_field_name_that_cannot_be_is_refused(names: list[str]) -> None:
    line = SignatureLine(1, (0, 0, 1, 1), "", None)
    with pytest.raises(ValueError, match="field names"):
        place_fields(Pdf.new(), {Signer(name, str(at), None, None): line for at, name in enumerate(names)})


@pytest.mark.parametrize(
    ("block", "owner"),
    [
        ("Bo Ek, kommunchef\nByns kommun", "Bo"),
        ("Namnförtydligande: Bo\u00a0\nEk", "Bo"),
        ("BO EK", "Bo"),
        ("Bo Ek Holm", "Holm"),
        ("Ebo Ek", None),
        ("Bo Ek-Holm", None),
        ("Byns kommun\nBo Ek", "Bo"),
        ("Organisation: Bolaget AB\nFör Byns kommun\nBo Ek", "Bolaget"),
        ("Någon Annan", None),
    ],
)
def test_a_line_is_whose_name_comes_first(block: str, owner: str | None) -> None:
    signers = [
        Signer("Bo", "", "Bo Ek", "Byns kommun"),
        Signer("Holm", "", "Bo Ek Holm", "Byns kommun"),
        Signer("Bolaget", "", None, "Bolaget AB"),
    ]
    found = assign([SignatureLine(1, (0, 0, 1, 1), block, None)], signers)
    assert [signer.field for signer in found] == ([owner] if owner else [])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_parties_side_by_side_have_a_line_each(layouts: Path, layout: str) -> None:
    page = list(LAYOUTS).index(layout) + 1
    left, right = (line for line in signature_lines(layouts) if line.page == page)
    assert "Bo Ek" in " ".join(left.block.split())
    assert "Eva Ås" in " ".join(right.block.split())
    assert "Ås" not in left.block
    assert "Bo" not in right.block
    assert left.box[2] < right.box[0]
    with Pdf.open(layouts) as pdf:
        strokes = level_strokes(pdf.pages[page - 1])
    for line in (left, right):
        x0, y0, x1, y1 = line.box
        assert x1 - x0 > 40
        assert 20 < y1 - y0 < 28.1
        assert line.mcid is not None
        assert any(a - 0.1 <= x0 and x1 <= b + 4 and abs(y + w / 2 - y0) < 0.1 for a, b, y, w in strokes)
        assert text_in(layouts, page, line.box) == ""


def test_the_fields_of_two_parties_side_by_side_are_tagged(layouts: Path, tmp_path: Path) -> None:
    pdf = Path(shutil.copy(layouts, tmp_path / "layouts.pdf"))
    signers = [Signer(f"{layout} {name}", name, name, None) for layout in LAYOUTS for name in ("Bo Ek", "Eva Ås")]
    assert fill(pdf, signers) == ()
    with Pdf.open(pdf) as made:
        forms = [value for _key, value in number_tree(made.Root.StructTreeRoot.ParentTree) if is_form(value)]
        assert [str(form.K.Obj.T) for form in forms] == [signer.field for signer in signers]
        assert {marked_text(made, form.P) for form in forms} == {"Underskrift", "Namnteckning:", "Signatur"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Underskrift:", True),
        ("Namnteckning", True),
        ("Signatur och namnförtydligande", True),
        ("Behörig firmatecknares underskrift", True),
        ("Underskrift\u00a0(RISE)", True),
        ("Underskrifter", False),
        ("Ort och datum:", False),
        ("Ort, datum och underskrift", False),
        ("Namnförtydligande:", False),
        ("Organisation:", False),
        ("Underskrift av avtalet sker elektroniskt.", False),
        ("underskrift upprättas ett original", False),
    ],
)
def test_what_labels_a_line_to_sign_on(text: str, expected: bool) -> None:
    assert is_label(text) is expected


def test_a_pdf_without_tags_gets_fields_all_the_same(enkoping: Built, tmp_path: Path) -> None:
    pdf = bare(enkoping, "avtal", tmp_path / "avtal.pdf")
    with Pdf.open(pdf, allow_overwriting_input=True) as document:
        del document.Root.StructTreeRoot
        document.save(pdf)
    assert fill(pdf, signers_in(enkoping, "avtal")) == ()
    with Pdf.open(pdf) as document:
        assert all(Name.StructParent not in field for field in document.Root.AcroForm.Fields)


@pytest.mark.parametrize("order", [(RISE, KOMMUN), (KOMMUN, RISE)])
def test_one_party_can_sign_after_the_other(enkoping: Built, tmp_path: Path, order: tuple[str, str]) -> None:
    pdf = bare(enkoping, "avtal", tmp_path / "avtal.pdf")
    assert fill(pdf, signers_in(enkoping, "avtal")) == ()
    one, two = certificate("Åsa Första"), certificate("Ulrika K Jansson")
    sign(pdf, tmp_path / "one.pdf", order[0], one)
    sign(tmp_path / "one.pdf", tmp_path / "two.pdf", order[1], two)
    assert (tmp_path / "two.pdf").read_bytes().startswith((tmp_path / "one.pdf").read_bytes())
    first, second = validate(tmp_path / "two.pdf", one, two)
    for status in (first, second):
        assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
    assert (first.coverage, first.modification_level) == (
        SignatureCoverageLevel.ENTIRE_REVISION,
        ModificationLevel.FORM_FILLING,
    )
    assert (second.coverage, second.modification_level) == (
        SignatureCoverageLevel.ENTIRE_FILE,
        ModificationLevel.NONE,
    )
    with Pdf.open(tmp_path / "two.pdf") as signed:
        assert {field.V.SubFilter for field in fields(signed).values()} == {Name("/ETSI.CAdES.detached")}
        for field in fields(signed).values():
            fonts = field.AP.N.Resources.Font.values()
            assert all(Name.FontFile2 in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_a_change_after_signing_is_seen(enkoping: Built, tmp_path: Path) -> None:
    pdf = bare(enkoping, "avtal", tmp_path / "avtal.pdf")
    fill(pdf, signers_in(enkoping, "avtal"))
    signer = certificate("Åsa Första")
    sign(pdf, tmp_path / "signed.pdf", RISE, signer)
    changed = bytearray((tmp_path / "signed.pdf").read_bytes())
    assert changed[9:10] == b"%"
    changed[11] ^= 1  # a letter of a comment, so that the file can still be read
    (tmp_path / "changed.pdf").write_bytes(changed)
    assert [status.intact for status in validate(tmp_path / "signed.pdf", signer)] == [True]
    assert [status.intact for status in validate(tmp_path / "changed.pdf", signer)] == [False]


def test_a_field_that_is_there_already_is_refused(enkoping: Built, tmp_path: Path) -> None:
    built = enkoping.folder / "avtal-enkoping.pdf"
    copy = tmp_path / "avtal.pdf"
    copy.write_bytes(built.read_bytes())
    signer = Signer("Underskrift – Enköpings kommun", "", "Ulrika K Jansson", "Enköpings kommun")
    with pytest.raises(ValueError, match="has a field of that name already"):
        fill(copy, [signer])
    assert copy.read_bytes() == built.read_bytes()

"""The case's own papers in the bundles: contents, bookmarks, page numbers, lists and claims are true."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from loftdocs import unchanged
from loftdocs.attach.looking import look
from loftdocs.build import build
from loftdocs.bundle import Claim
from loftdocs.derive.attached import in_order
from loftdocs.desk.preview import Preview
from loftdocs.model.case import Bilaga
from loftdocs.project import Project, case_file
from loftdocs.read.docx import read_docx
from loftdocs.read.pdf import read_pdf

from .attaching import A4_WIDE, attach, form, hidden_layer, odt, pdf, picture, word
from .conftest import ENKOPING, REPO, Built, Sandbox
from .signing import certificate, sign
from .validators import verapdf

PRICES = "fil: prislista.docx\ntitel: Prislista 2022\ningår_i: [handlingar, avtal]\nefter: bilaga"
PLAN = "fil: tidplan.odt\ntitel: Tidplan"
OLDER = "fil: folder.pdf\ntitel: Äldre folder\ndatum: 2021-10-01"
MINUTES = "fil: protokoll.pdf\ntitel: Protokoll från presidiemötet\ndatum: 2021-10-13\nefter: tjansteskrivelse"
MAP = "fil: karta.jpg\ntitel: Karta över 4M\nalternativtext: En karta med fyra kommuner."
IN_ORDER = [
    "Försättsblad",
    "Tjänsteskrivelse: Deltagande i LOFT 2022–2024",
    "Protokoll från presidiemötet",
    "Informationsfolder om LOFT",
    "Partneravtal LOFT 2022–2024",
    "Bilaga till partneravtal LOFT 2022–2024",
    "Prislista 2022",
    "Tidplan",
    "Äldre folder",
    "Karta över 4M",
]


def fill(folder: Path, enkoping: Built) -> None:
    """The files of the five kinds: a text in Word and in ODF, a tagged PDF/A, an untagged PDF, a picture."""
    word(folder / "prislista.docx")
    odt(folder / "tidplan.odt", body='<text:h text:outline-level="1">Milstolpar</text:h>')
    shutil.copy(enkoping.folder / "informationsfolder-enkoping.pdf", folder / "folder.pdf")
    pdf(folder / "protokoll.pdf", "Protokoll ett", "Protokoll tre")
    picture(folder / "karta.jpg")


@pytest.fixture(scope="module")
def attached(tmp_path_factory: pytest.TempPathFactory, enkoping: Built) -> Built:
    """Enköping's case with a paper of each kind, built."""
    root = tmp_path_factory.mktemp("bilagor")
    shutil.copytree(REPO / "templates", root / "templates")
    (root / "cases").mkdir()
    sandbox = Sandbox(Project(root))
    fill(attach(sandbox, PRICES, PLAN, OLDER, MINUTES, MAP), enkoping)
    result = build(sandbox.project, case_file(sandbox.project, "prov"))
    assert result.folder, [finding.message for finding in result.findings]
    return Built("prov", result.folder, result.findings)


@pytest.fixture
def conforming(sandbox: Sandbox, enkoping: Built) -> Path:
    """A case whose papers are all such that nothing speaks against them, built; its folder in build/."""
    folder = attach(sandbox, PRICES, PLAN, OLDER, MAP)
    fill(folder, enkoping)
    answer = sandbox.run("build", "prov")
    assert answer.code == 0, answer.out
    return sandbox.project.build / "prov"


def bookmarks(path: Path) -> list[tuple[str, int]]:
    """The title and the page, from 1, of each bookmark of the first level."""
    with pikepdf.open(path) as made, made.open_outline() as outline:
        places = {page.obj.objgen: number for number, page in enumerate(made.pages, 1)}
        return [(item.title, places[item.destination[0].objgen]) for item in outline.root]  # type: ignore[index]


def claims(path: Path) -> list[str]:
    """What a PDF says of itself."""
    with pikepdf.open(path) as made:
        text = made.Root.Metadata.read_bytes().decode()
        suspects = ["Suspects"] if "/Suspects" in made.Root.MarkInfo else []
    return [*re.findall(r"<pdf(?:ua|a)id:\w+>(\w+)", text), *suspects]


def failures(path: Path, *profiles: str) -> list[str]:
    """What veraPDF finds of these profiles."""
    return [f"{one.rule} {one.where}" for found in verapdf([path], profiles).values() for one in found]


def test_each_paper_stands_in_its_place_among_bookmarks_and_contents(attached: Built) -> None:
    found = bookmarks(attached.folder / "handlingar-prov.pdf")
    assert [title for title, _ in found] == IN_ORDER
    cover = read_pdf(attached.folder / "handlingar-prov.pdf").pages[0]
    for title, page in found[1:]:
        assert re.search(rf"{re.escape(title)}\s+\d+\s+{page}\b", cover), title


def test_links_on_the_cover_lead_to_each_paper(attached: Built) -> None:
    with pikepdf.open(attached.folder / "handlingar-prov.pdf") as made:
        places = {page.obj.objgen: number for number, page in enumerate(made.pages, 1)}
        led = {str(a.Contents): places[a.Dest[0].objgen] for a in made.pages[0].obj.Annots if "/Dest" in a}
    for title, page in bookmarks(attached.folder / "handlingar-prov.pdf")[1:]:
        assert led[f"Gå till {title}, sida {page}"] == page


def test_page_numbers_go_through_all_of_it(attached: Built) -> None:
    pages = read_pdf(attached.folder / "handlingar-prov.pdf").pages
    for number, text in enumerate(pages, 1):
        assert re.search(rf"sida\s+{number}\s+av\s+{len(pages)}\b", text), number
    assert "Protokoll ett" in "".join(pages)
    assert "Protokoll tre" in "".join(pages)
    assert "Arbetet börjar i januari." in "".join(pages)


def test_the_papers_list_names_them_with_their_own_dates(attached: Built) -> None:
    texts = [paragraph.text for paragraph in read_docx(attached.folder / "tjansteskrivelse-prov.docx").paragraphs]
    for line in ("Prislista 2022", "Tidplan", "Protokoll från presidiemötet, 13 oktober 2021", "Karta över 4M"):
        assert line in [" ".join(text.split()) for text in texts]
    assert not {"DOK203", "DOK211", "TRA101"} & {finding.code for finding in attached.findings}


def test_an_untagged_part_lowers_the_claim_of_its_bundle_and_of_no_other(attached: Built) -> None:
    assert claims(attached.folder / "handlingar-prov.pdf") == ["Suspects"]
    assert claims(attached.folder / "avtal-prov.pdf") == ["2", "A", "1"]
    assert failures(attached.folder / "avtal-prov.pdf", "PDFA_2_A", "PDFUA_1") == []
    told = {(one.code, one.place.path) for one in attached.findings}
    assert {("FIL511", "bilagor[3].fil"), ("FIL512", "bilagor[3].fil"), ("FIL513", "bilagor[2].fil")} <= told


def test_where_all_parts_conform_the_bundles_claim_all_and_it_holds(conforming: Path) -> None:
    for name in ("handlingar-prov.pdf", "avtal-prov.pdf"):
        assert claims(conforming / name) == ["2", "A", "1"]
        assert failures(conforming / name, "PDFA_2_A", "PDFUA_1") == []


def test_tags_of_a_paper_are_kept_and_its_title_is_a_heading(conforming: Path) -> None:
    with pikepdf.open(conforming / "handlingar-prov.pdf") as made:
        parts = list(made.Root.StructTreeRoot.K[0].K)
        titles = [str(part.T) for part in parts]
        kinds = [[str(kid.S) for kid in part.K] for part in parts]
        figure = kinds[titles.index("Karta över 4M")]
        alternative = str(parts[titles.index("Karta över 4M")].K[0].Alt)
    assert kinds[titles.index("Prislista 2022")][:2] == ["/H1", "/H2"]
    assert (figure, alternative) == (["/Figure"], "En karta med fyra kommuner.")
    assert "/H1" in kinds[titles.index("Äldre folder")]
    # Two headings of the first level are no title: they come below the one that the bundle gives.
    assert kinds[titles.index("Tidplan")] == ["/H2", "/P", "/H2"]


def test_pages_without_tags_are_read_out_all_the_same(attached: Built) -> None:
    with pikepdf.open(attached.folder / "handlingar-prov.pdf") as made:
        part = next(one for one in made.Root.StructTreeRoot.K[0].K if str(one.T) == "Protokoll från presidiemötet")
        assert [str(kid.S) for kid in part.K] == ["/P", "/P"]


def test_texts_in_them_are_not_judged_and_that_is_said(attached: Built) -> None:
    manifest = json.loads((attached.folder / "manifest.json").read_text(encoding="utf-8"))
    (unasked,) = [one for one in manifest["inte_prövade"] if one["code"] == "FIL517"]
    assert "prislista.docx" in unasked["saknas"]
    traced = json.loads((attached.folder / "sparning-prov.json").read_text(encoding="utf-8"))
    assert "1 200" not in {value["text"] for value in traced["värden"]}
    assert next((one["fil"], one["spårad"]) for one in traced["bilagor"]) == ("prislista.docx", False)
    assert traced["antal"] == traced["knutna"]
    report = (attached.folder / "granskning-prov.html").read_text(encoding="utf-8")
    assert "protokoll.pdf är inte taggad" in report
    assert "Karta över 4M, sida 1 av 1" in report


def test_the_manifest_names_each_file_by_its_hash(attached: Built) -> None:
    manifest = json.loads((attached.folder / "manifest.json").read_text(encoding="utf-8"))
    folder = attached.folder.parents[1] / "cases" / "prov"
    for path in folder.iterdir():
        assert manifest["indata"][f"cases/prov/{path.name}"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_that_the_price_list_is_enclosed_is_answered_by_the_file_in_the_agreement(
    sandbox: Sandbox, attached: Built
) -> None:
    assert "DOK206" not in {finding.code for finding in attached.findings}
    folder = attach(sandbox, "fil: prislista.docx\ntitel: Prislista 2022")
    word(folder / "prislista.docx")
    # It is among the papers of the board, but not in what the parties sign.
    assert "DOK206" in {finding["code"] for finding in sandbox.findings("build", "prov")}


def test_without_papers_nothing_is_another(enkoping: Built, sandbox: Sandbox) -> None:
    sandbox.write(f"{ENKOPING}\nbilagor: []\n", "enkoping")
    assert sandbox.run("build", "enkoping").code == 0
    for path in enkoping.folder.glob("*.pdf"):
        assert (sandbox.project.build / "enkoping" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_same_papers_give_the_same_bytes(sandbox: Sandbox, attached: Built, enkoping: Built) -> None:
    fill(attach(sandbox, PRICES, PLAN, OLDER, MINUTES, MAP), enkoping)
    # The zip of a Word file has the time that it was made, so the very same files are taken.
    shutil.copytree(attached.folder.parents[1] / "cases" / "prov", sandbox.project.cases / "prov", dirs_exist_ok=True)
    assert sandbox.run("build", "prov", "--igen").code == 0
    for name in ("handlingar-prov.pdf", "avtal-prov.pdf"):
        assert (sandbox.project.build / "prov" / name).read_bytes() == (attached.folder / name).read_bytes()


def test_a_changed_paper_makes_a_new_build(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: karta.png\ntitel: Karta")
    picture(folder / "karta.png")
    assert sandbox.run("build", "prov").code == 0
    case = case_file(sandbox.project, "prov")
    assert unchanged.recall(sandbox.project, case, strict=False) is not None
    picture(folder / "karta.png", (200, 300))
    assert unchanged.recall(sandbox.project, case, strict=False) is None


def test_the_desk_shows_the_pages_of_a_paper(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: karta.png\ntitel: Karta\nefter: tjansteskrivelse")
    picture(folder / "karta.png")
    case = case_file(sandbox.project, "prov")
    preview = Preview(sandbox.project)
    try:
        shown = preview.whole(case, case.read_text(encoding="utf-8"))
        assert shown.pages
        assert [page.document for page in shown.pages].count("bilagd-1") == 1
        assert all(preview.picture(page.id) for page in shown.pages)
    finally:
        preview.close()


def test_an_agreement_with_a_paper_is_verified_like_any_other(sandbox: Sandbox, tmp_path: Path) -> None:
    folder = attach(sandbox, PRICES)
    word(folder / "prislista.docx")
    assert sandbox.run("build", "prov").code == 0
    built = sandbox.project.build / "prov" / "avtal-prov.pdf"
    once = tmp_path / "avtal-prov-undertecknat.pdf"
    sign(built, once, "Underskrift – RISE", certificate("Ylva Berg"))
    answer = json.loads(sandbox.run("verify", str(once), "--case", "prov", "--format", "json").out)
    assert answer["svar"]["innehållet"]["svar"] == "ja", answer["svar"]


def test_a_text_with_a_picture_nobody_can_hear_of_lowers_the_claim(sandbox: Sandbox) -> None:
    folder = attach(sandbox, PRICES)
    word(folder / "prislista.docx", picture=True)
    found = sandbox.findings("build", "prov")
    (told,) = [one for one in found if one["code"] == "FIL518"]
    assert "bilder utan alternativtext" in told["message"]
    assert told["path"] == "bilagor[0].fil"
    avtal = sandbox.project.build / "prov" / "avtal-prov.pdf"
    assert claims(avtal) == ["2", "A"]
    assert failures(avtal, "PDFA_2_A") == []


def test_numbers_stand_in_the_lower_right_corner_however_a_page_is_turned(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: plan.pdf\ntitel: Plan")
    pdf(folder / "plan.pdf", "Ett", "Tre", "Fyra", "Fem", size=A4_WIDE, change=turn_each)
    assert sandbox.run("build", "prov").code == 0
    import pypdfium2

    document = pypdfium2.PdfDocument(sandbox.project.build / "prov" / "handlingar-prov.pdf")
    try:
        for index in range(len(document) - 4, len(document)):
            page = document[index]
            drawn = page.render(scale=0.5, grayscale=True).to_pil()
            corner = drawn.crop((drawn.width // 2, drawn.height * 9 // 10, drawn.width, drawn.height))
            assert corner.getextrema()[0] < 200, index
    finally:
        document.close()


def turn_each(made: pikepdf.Pdf) -> None:
    """Each page is turned a quarter more than the one before."""
    for number, page in enumerate(made.pages):
        page.obj.Rotate = 90 * number


def test_what_is_hidden_in_a_paper_stays_hidden(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: plan.pdf\ntitel: Plan")
    pdf(folder / "plan.pdf", "Plan", change=hidden_layer)
    assert sandbox.run("build", "prov").code == 0
    with pikepdf.open(sandbox.project.build / "prov" / "handlingar-prov.pdf") as made:
        assert [str(group.Name) for group in made.Root.OCProperties.D.OFF] == ["Utkast"]


def test_what_is_filled_in_a_form_becomes_text(tmp_path: Path) -> None:
    pdf(tmp_path / "blankett.pdf", "Blankett", change=form)
    looked = look(tmp_path / "blankett.pdf", "")
    (tmp_path / "gjord.pdf").write_bytes(looked.pdf)
    assert looked.found.forms == 1
    assert "Ifyllt" in read_pdf(tmp_path / "gjord.pdf").pages[0]
    with pikepdf.open(tmp_path / "gjord.pdf") as made:
        assert "/AcroForm" not in made.Root


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_pictures_of_every_kind_become_a_page(tmp_path: Path, mode: str) -> None:
    name = "bild.jpg" if mode == "CMYK" else "bild.png"
    Image.new("RGB", (200, 100), "navy").convert(mode).save(tmp_path / name)
    looked = look(tmp_path / name, "En blå ruta")
    assert (looked.found.stop, looked.found.archive, looked.found.accessible) == (None, "a", True)


@pytest.mark.parametrize(
    ("mine", "other", "both"),
    [
        (Claim(), Claim(), Claim()),
        (Claim(), Claim("b", accessible=True), Claim("b")),
        (Claim("u"), Claim("", accessible=False, tagged=False), Claim("", accessible=False, tagged=False)),
    ],
)
def test_a_whole_claims_no_more_than_its_parts(mine: Claim, other: Claim, both: Claim) -> None:
    assert mine.with_part(other) == other.with_part(mine) == both


def test_papers_come_after_the_document_that_they_name_and_else_last() -> None:
    documents, papers = ["a", "b"], ["1a", "2", "3a", "4b", "5x"]
    after: Callable[[str], str | None] = lambda one: one[1:] or None  # noqa: E731
    assert list(in_order(documents, papers, str, after)) == ["a", "1a", "3a", "b", "4b", "2", "5x"]


def test_a_paper_says_what_it_is_called_and_which_file_it_is() -> None:
    assert {name for name, one in Bilaga.model_fields.items() if one.is_required()} == {"fil", "titel"}

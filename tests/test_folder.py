"""The information folder as it is handed out: two full pages, whatever the programme gives and leaves out."""

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from loftdocs.read.document import squash

from .conftest import Sandbox
from .read_back import pdf_text
from .structure_text import tagged
from .test_render import png
from .validators import outloud, verapdf

FOLDER = "informationsfolder-prov"
NO_CONTACT = "kontakt:\n  namn:\n  telefon:\n  epost:\n"
NAME = "  namn: Anna-Karin Lindström Bergqvist\n"
PHONE = "  telefon: 010-516 50 00\n"
MAIL = "  epost: anna-karin.lindstrom.bergqvist@example.se\n"
LAST_PART, LAST_PARTNER = "    - särskilda insatser för en enskild partner\n", "    - Skellefteå kommun\n"
MORE_PARTS = (
    "    - utbildning för förtroendevalda och chefer i kommunens alla förvaltningar\n"
    "    - ett gemensamt nätverk för verksamhetsutvecklare\n    - gemensamma studiebesök\n"
)
MORE_PARTNERS = "".join(
    f"    - {name}\n"
    for name in (
        "Upplands-Bro kommun",
        "Malung-Sälens kommun",
        "Örnsköldsviks kommun",
        "Hallsbergs kommun",
        "Ekby stad",
    )
)
PICTURES = (
    "logotyp:\n  fil: logotyp.png\n  alternativtext: Logotyp för RISE\n"
    "bild:\n  fil: bild.png\n  alternativtext: Tre personer samtalar vid ett bord.\n"
)

Edit = Callable[[str], str]
VARIANTS: dict[str, Edit] = {
    "bare": lambda text: text,
    "contact": lambda text: text.replace(NO_CONTACT, "kontakt:\n" + NAME + PHONE + MAIL),
    "pictures": lambda text: text + PICTURES,
    "longer lists": lambda text: text.replace(LAST_PART, LAST_PART + MORE_PARTS).replace(
        LAST_PARTNER, LAST_PARTNER + MORE_PARTNERS
    ),
}
VARIANTS["all"] = lambda text: VARIANTS["longer lists"](VARIANTS["contact"](VARIANTS["pictures"](text)))


def folder(sandbox: Sandbox, change: Edit) -> Path:
    """Builds Enköping's case with the programme changed; the folder without its ending."""
    programme = sandbox.project.templates / "loft"
    file = programme / "program.yaml"
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert change is VARIANTS["bare"] or after != before
    file.write_text(after, encoding="utf-8")
    (programme / "logotyp.png").write_bytes(png(90, 30))
    (programme / "bild.png").write_bytes(png(60, 40))
    sandbox.edit()
    assert sandbox.run("build", "prov").code == 0
    return sandbox.project.build / "prov" / FOLDER


def filled(pdf: Path) -> list[float]:
    """How far down each page is filled, 1 being where the footer's room begins."""
    with pymupdf.open(pdf) as document:
        return [max(block[3] for block in page.get_text("blocks") if block[3] < 765) / 771 for page in document]


@pytest.mark.parametrize("name", VARIANTS)
def test_it_is_two_full_pages(sandbox: Sandbox, name: str) -> None:
    pdf = folder(sandbox, VARIANTS[name]).with_suffix(".pdf")
    pages = filled(pdf)
    assert len(pages) == 2
    assert min(pages) > 0.75, pages


def test_with_all_there_is_it_is_accessible_and_all_of_it_is_traced(sandbox: Sandbox) -> None:
    path = folder(sandbox, VARIANTS["all"])
    pdf = path.with_suffix(".pdf")
    assert verapdf([pdf], ["PDFA_2_A", "PDFUA_1"]) == {(pdf, "PDFA_2_A"): [], (pdf, "PDFUA_1"): []}
    assert outloud(pdf).errors == []
    assert squash("Kontakta Anna-Karin Lindström Bergqvist, RISE, telefon 010-516 50 00, e-post") in squash(
        pdf_text(pdf)
    )
    with pymupdf.open(pdf) as document:
        links = [link["uri"] for page in document for link in page.get_links() if "uri" in link]
    assert links == ["mailto:anna-karin.lindstrom.bergqvist@example.se"]
    assert [f for f in sandbox.findings("build", "prov", "--igen") if f["document"] == f"{FOLDER}.docx"] == []


def test_its_pictures_have_their_texts(sandbox: Sandbox) -> None:
    import pikepdf

    pdf = folder(sandbox, VARIANTS["pictures"]).with_suffix(".pdf")
    assert len(tagged(pdf, "Figure")) == 2
    with pikepdf.open(pdf) as document:
        said = [str(one.Alt) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        wide = {
            str(one.Alt): [float(x) for x in one.A.BBox]
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        }
    assert sorted(said) == ["Logotyp för RISE", "Tre personer samtalar vid ett bord."]
    left, low, right, high = wide["Tre personer samtalar vid ett bord."]
    assert right == pytest.approx(524.4, abs=1)  # the right margin
    assert (right - left, high - low) == pytest.approx((72 / 25.4 * 72, 48 / 25.4 * 72), abs=1)
    assert wide["Logotyp för RISE"][0] == pytest.approx(70.9, abs=1)  # the left


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        ("", "Kontakta RISE Research Institutes of Sweden AB."),
        (NAME, "Kontakta Anna-Karin Lindström Bergqvist, RISE."),
        (PHONE, "Kontakta RISE, telefon 010-516 50 00."),
        (MAIL, "Kontakta RISE, e-post anna-karin.lindstrom.bergqvist@example.se."),
        (NAME + MAIL, "Lindström Bergqvist, RISE, e-post anna-karin.lindstrom.bergqvist@example.se."),
    ],
)
def test_a_contact_in_part_leaves_no_hole(sandbox: Sandbox, contact: str, sentence: str) -> None:
    pdf = folder(sandbox, lambda text: text.replace(NO_CONTACT, f"kontakt:\n{contact}\n")).with_suffix(".pdf")
    assert squash(sentence) in squash(pdf_text(pdf))


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            lambda t: t + PICTURES.replace("bild.png", "finns-inte.png"),
            "FIL203",
            "Programmets bild finns-inte.png finns",
        ),
        (
            lambda t: t + PICTURES.replace("logotyp.png", "program.yaml"),
            "FIL203",
            "Programmets logotyp program.yaml är",
        ),
        (lambda t: t.replace(NO_CONTACT, "kontakt:\n  epost: anna(at)rise.se\n"), "UND111", "ingen e-postadress"),
        (lambda t: t.replace(NO_CONTACT, "kontakt:\n  telefon: 10-516 50\n"), "UND114", "svenskt nummer"),
        (lambda t: t + "bild:\n  fil: bild.png\n", "MOD101", "alternativtext"),
    ],
)
def test_what_is_wrong_in_the_programme_is_told_there(sandbox: Sandbox, change: Edit, code: str, words: str) -> None:
    file = sandbox.project.templates / "loft" / "program.yaml"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    (sandbox.project.templates / "loft" / "bild.png").write_bytes(png(60, 40))
    (sandbox.project.templates / "loft" / "logotyp.png").write_bytes(png(60, 40))
    sandbox.edit()
    (found,) = [f for f in sandbox.findings("check", "prov") if f["code"] == code]
    assert words in found["message"]
    assert found["file"].endswith("program.yaml")
    assert found["line"]


def test_another_picture_makes_another_folder(sandbox: Sandbox) -> None:
    before = folder(sandbox, VARIANTS["pictures"]).with_suffix(".pdf").read_bytes()
    (sandbox.project.templates / "loft" / "bild.png").write_bytes(png(80, 40))
    assert sandbox.run("build", "prov").code == 0
    assert (sandbox.project.build / "prov" / f"{FOLDER}.pdf").read_bytes() != before

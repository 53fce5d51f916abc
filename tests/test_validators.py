"""The validators do find what is wrong: a finished PDF with one thing taken out of it fails for that very thing."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from . import validators
from .conftest import Built
from .validators import ValidatorError, outloud, verapdf

PROFILES = ("PDFA_2_B", "PDFA_2_A", "PDFUA_1")


def without(key: str) -> Callable[[Pdf], None]:
    """Takes a key from the catalogue."""

    def ruin(pdf: Pdf) -> None:
        del pdf.Root[key]

    return ruin


def unembed(pdf: Pdf) -> None:
    """Takes the font program from one font of the first page."""
    font = next(font for font in pdf.pages[0].Resources.Font.values() if "/FontFile2" in font.FontDescriptor)
    del font.FontDescriptor["/FontFile2"]


def elements(pdf: Pdf, kind: Name) -> list[Dictionary]:
    """The structure elements of a kind."""
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == kind]


def picture(pdf: Pdf) -> None:
    """Makes a picture of the first heading, with nothing said in its place."""
    elements(pdf, Name.H1)[0].S = Name.Figure


def unscope(pdf: Pdf) -> None:
    """Takes from the tables' header cells what they are headers of."""
    for cell in elements(pdf, Name.TH):
        del cell["/A"]


def misname(pdf: Pdf) -> None:
    """Says in XMP that the file is PDF/A-1b."""
    xmp = pdf.Root.Metadata.read_bytes()
    assert b"<pdfaid:part>2<" in xmp
    pdf.Root.Metadata.write(xmp.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"))


# What is done to the file; and what veraPDF's three profiles and outloud's errors are to say of it, if anything.
RUINS = {
    "tags": (without("/StructTreeRoot"), None, "6.7.3.3-1", "7.1-11", "DOC-002"),
    "mark": (without("/MarkInfo"), None, "6.7.2.2-1", "6.2-1", "DOC-001"),
    "xmp": (without("/Metadata"), "6.6.2.1-1", "6.6.2.1-1", "7.1-8", "DOC-012"),
    "lang": (without("/Lang"), None, None, "7.2-34", "DOC-013"),
    "intent": (without("/OutputIntents"), "6.2.4.3-2", "6.2.4.3-2", None, None),
    "claim": (misname, "6.6.4-2", "6.6.4-2", None, None),
    "font": (unembed, "6.2.11.4.1-1", "6.2.11.4.1-1", "7.21.4.1-1", "TXT-001"),
    "picture": (picture, None, None, "7.3-1", "FIG-001"),
    "table": (unscope, None, None, "7.5-1", "TBL-002"),
}


def ruined(file: Path, ruin: Callable[[Pdf], None], to: Path) -> Path:
    with pikepdf.open(file) as pdf:
        ruin(pdf)
        pdf.save(to)
    return to


@pytest.fixture
def whole(enkoping: Built) -> Path:
    """A document with headings and a table."""
    return enkoping.folder / "tjansteskrivelse-enkoping.pdf"


def test_verapdf_tells_what_was_taken_away(whole: Path, tmp_path: Path) -> None:
    files = {name: ruined(whole, ruin, tmp_path / f"{name}-å.pdf") for name, (ruin, *_) in RUINS.items()}
    found = verapdf([whole, *files.values()], PROFILES)
    assert len(found) == len(PROFILES) * (1 + len(files))
    for name, file in files.items():
        for profile, rule in zip(PROFILES, RUINS[name][1:4], strict=True):
            new = {each.rule for each in found[file, profile]} - {each.rule for each in found[whole, profile]}
            assert rule in new if rule else not new, (name, profile, new)


def test_a_failure_tells_how_often_and_where(whole: Path, tmp_path: Path) -> None:
    file = ruined(whole, without("/MarkInfo"), tmp_path / "mark.pdf")
    failure = next(each for each in verapdf([file], ["PDFUA_1"])[file, "PDFUA_1"] if each.rule == "6.2-1")
    assert failure.count == 1
    assert failure.where.startswith("root: ")
    assert "MarkInfo" in failure.description


@pytest.mark.parametrize("name", RUINS)
def test_outloud_tells_what_was_taken_away(whole: Path, tmp_path: Path, name: str) -> None:
    ruin, *_, rule = RUINS[name]
    before = {each.rule for each in outloud(whole).errors}
    new = {each.rule for each in outloud(ruined(whole, ruin, tmp_path / "ruined.pdf")).errors} - before
    assert rule in new if rule else not new


def test_what_is_no_pdf_stops_the_validators(tmp_path: Path) -> None:
    file = tmp_path / "brev.pdf"
    file.write_text("Hej!", encoding="utf-8")
    with pytest.raises(ValidatorError, match="brev"):
        verapdf([file])
    with pytest.raises(ValidatorError, match="brev"):
        outloud(file)


def test_without_java_the_packages_are_named(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    validators.build()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ValidatorError, match=r"apt-get install .*maven default-jdk-headless"):
        verapdf([whole])


def test_the_program_is_built_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    validators.build()
    monkeypatch.setenv("PATH", "")  # no Maven to be found
    validators.build()
    monkeypatch.setattr(validators, "TARGET", tmp_path)  # where nothing is built
    with pytest.raises(ValidatorError, match="mvn is missing"):
        validators.build()

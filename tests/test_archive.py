"""Every PDF of every case before PDF/A, PDF/UA and a second opinion, unsigned, signed once and signed twice."""

from pathlib import Path

import pytest

from loftdocs.read.document import squash
from loftdocs.read.docx import read_docx

from .conftest import Built, Sandbox
from .signing import certificate, sign
from .structure_text import by_structure
from .test_render import png
from .validators import outloud, verapdf

DOCUMENTS = ("tjansteskrivelse", "informationsfolder", "partneravtal", "bilaga")
PROFILES = ("PDFA_2_A", "PDFA_2_B", "PDFUA_1")
# The frame round the fact box is taken for a table that has lost its tags; there is none.
_NO_TABLE = "TBL-014"


def failures(*files: Path) -> dict[str, list[str]]:
    """The failed rules by file and profile; empty when there are none."""
    found = verapdf(files, PROFILES)
    assert len(found) == len(files) * len(PROFILES)
    return {
        f"{path.name} {profile}": [f"{f.rule}: {f.description} {f.where}" for f in failed]
        for (path, profile), failed in found.items()
        if failed
    }


def test_every_pdf_passes(any_case: Built) -> None:
    files = sorted(any_case.folder.glob("*.pdf"))
    assert len(files) == 6
    assert failures(*files) == {}
    for path in files:
        remarks = outloud(path)
        assert remarks.errors == [], path.name
        assert {remark.rule for remark in remarks.warnings} <= {_NO_TABLE}, path.name


def test_a_logo_passes_too(sandbox: Sandbox) -> None:
    sandbox.edit(("  ort: Enköping ", "  logotyp: vapen.png\n  ort: Enköping "))
    (sandbox.project.cases / "prov").mkdir()
    (sandbox.project.cases / "prov" / "vapen.png").write_bytes(png(60, 40))
    assert sandbox.run("build", "prov").code == 0
    assert failures(*sorted((sandbox.project.build / "prov").glob("*.pdf"))) == {}


@pytest.mark.parametrize("bundle", ["avtal", "handlingar"])
def test_it_passes_when_one_party_has_signed_and_when_both_have(enkoping: Built, tmp_path: Path, bundle: str) -> None:
    once, twice = tmp_path / "once.pdf", tmp_path / "twice.pdf"
    sign(enkoping.folder / f"{bundle}-enkoping.pdf", once, "Underskrift – RISE", certificate("Ylva Berg"))
    sign(once, twice, "Underskrift – Enköpings kommun", certificate("Ulrika K Jansson"))
    assert failures(once, twice) == {}


def read_out(pdf: Path) -> str:
    """The text of a PDF in the order of its structure tree, `bare`."""
    return bare(by_structure(pdf))


def bare(text: str) -> str:
    """Without white space, in one case; without hyphens, since PDFium takes one at the end of a line for its break."""
    return squash(text).casefold().replace("-", "").replace("\x02", "")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_reading_order_is_that_of_the_word_file(any_case: Built, name: str) -> None:
    word = read_docx(any_case.folder / f"{name}-{any_case.name}.docx")
    expected = bare("".join(p.number + p.text for p in word.paragraphs if p.part == "body"))
    assert read_out(any_case.folder / f"{name}-{any_case.name}.pdf") == expected


def test_the_bundle_reads_as_its_documents_one_after_another(any_case: Built) -> None:
    whole = read_out(any_case.folder / f"handlingar-{any_case.name}.pdf")
    parts = [read_out(any_case.folder / f"{name}-{any_case.name}.pdf") for name in DOCUMENTS]
    assert whole.endswith("".join(parts))
    assert "sida1av" not in whole.removesuffix("".join(parts))

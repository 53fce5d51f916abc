"""Files that other programs have written anew: the same content is told as the same, and an altered one as altered.

The programs are outside ones, each run by itself: what they do to a file is for them to say.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from pypdf import PdfReader, PdfWriter

from loftdocs.findings import Severity
from loftdocs.project import Project
from loftdocs.verify.asked import Asked
from loftdocs.verify.result import PageState, Verdict, Verified
from loftdocs.verify.verification import verify

from .conftest import Built
from .returns.attacks import ATTACKS
from .returns.setup import Setup, setup_for

Rewrite = Callable[[Path, Path], None]


def program(*words: str) -> Rewrite:
    """A program with its arguments; ``IN`` and ``OUT`` stand for the files."""

    def run(source: Path, target: Path) -> None:
        named = {"IN": str(source), "OUT": str(target), "OUT-ROOT": str(target.with_suffix(""))}
        subprocess.run([named.get(word, word) for word in words], check=True, capture_output=True, timeout=300)

    return run


def by_mupdf(source: Path, target: Path) -> None:
    with pymupdf.open(source) as document:
        document.save(target, garbage=4, clean=True, deflate=True)


def by_pypdf(source: Path, target: Path) -> None:
    PdfWriter(clone_from=PdfReader(source)).write(target)


def to_pictures(source: Path, target: Path) -> None:
    """Printed to a PDF of pictures, 200 dots an inch."""
    with pypdfium2.PdfDocument(source) as document:
        document.init_forms()
        first, *rest = [page.render(scale=200 / 72).to_pil().convert("RGB") for page in document]
        first.save(target, "PDF", save_all=True, append_images=rest, resolution=200, quality=85)


GHOSTSCRIPT = ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite")
REWRITES: dict[str, Rewrite] = {
    "qpdf": program("qpdf", "--linearize", "--object-streams=generate", "IN", "OUT"),
    "qpdf, platt": program("qpdf", "--flatten-annotations=all", "--generate-appearances", "IN", "OUT"),
    "mutool": program("mutool", "clean", "-gggg", "-z", "-s", "IN", "OUT"),
    "Ghostscript": program(*GHOSTSCRIPT, "-o", "OUT", "IN"),
    "Ghostscript, prepress": program(*GHOSTSCRIPT, "-dPDFSETTINGS=/prepress", "-o", "OUT", "IN"),
    "Ghostscript, screen": program(*GHOSTSCRIPT, "-dPDFSETTINGS=/screen", "-o", "OUT", "IN"),
    "Cairo": program("pdftocairo", "-pdf", "IN", "OUT"),
    "PyMuPDF": by_mupdf,
    "pypdf": by_pypdf,
    "bilder": to_pictures,
}
ALTERED = (
    "rewritten-covered-by-white",
    "rewritten-covered-by-picture",
    "rewritten-edited-content",
)


@pytest.fixture(scope="session")
def returned(enkoping: Built) -> Setup:
    names = ("Karin Holmqvist", "Ulrika K Jansson")
    return setup_for((enkoping.folder / "avtal-enkoping.pdf").read_bytes(), names, "300 000")


def judged(enkoping: Built, data: bytes, rewrite: Rewrite, folder: Path) -> Verified:
    source, target = folder / "in.pdf", folder / "avtal-enkoping.pdf"
    source.write_bytes(data)
    rewrite(source, target)
    return verify(Project(enkoping.folder.parents[1]), target, Asked())


@pytest.mark.parametrize("name", REWRITES)
def test_the_same_content_is_the_same_whoever_wrote_it_anew(enkoping: Built, tmp_path: Path, name: str) -> None:
    built = (enkoping.folder / "avtal-enkoping.pdf").read_bytes()
    result = judged(enkoping, built, REWRITES[name], tmp_path)
    assert result.answers
    assert result.answers.content.verdict is Verdict.YES, result.answers.content
    assert result.document == "avtal-enkoping.pdf"
    assert {page.state for page in result.pages} == {PageState.SAME}
    faults = {one.code for one in result.findings if one.severity is Severity.FEL}
    assert faults <= {"SIG106", "SIG107", "SIG117"}  # nobody has signed it, which is another question


@pytest.mark.parametrize("altered", ALTERED)
@pytest.mark.parametrize("name", REWRITES)
def test_an_altered_amount_is_found_whoever_wrote_it_anew(
    enkoping: Built, returned: Setup, tmp_path: Path, name: str, altered: str
) -> None:
    result = judged(enkoping, ATTACKS[altered](returned), REWRITES[name], tmp_path)
    assert result.answers
    assert result.answers.content.verdict is Verdict.NO
    (page,) = [page for page in result.pages if page.state is not PageState.SAME]
    assert page.built == returned.page
    left, top, width, height = page.marks[0].box
    middle = ((returned.box[0] + returned.box[2]) / 2 / 595.3, 1 - (returned.box[1] + returned.box[3]) / 2 / 841.9)
    assert left - 0.03 < middle[0] < left + width + 0.03
    assert top - 0.02 < middle[1] < top + height + 0.02


def test_a_note_that_shows_only_on_paper_is_found(enkoping: Built, tmp_path: Path) -> None:
    def printed_note(source: Path, target: Path) -> None:
        with pikepdf.open(source) as pdf:
            look = pdf.make_stream(b"1 g 0 0 200 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 20])
            note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4 | 32, Rect=Array([250, 630, 450, 650]))
            note.AP = Dictionary(N=look)
            pdf.pages[2].obj.Annots = Array([pdf.make_indirect(note)])
            pdf.save(target)

    result = judged(enkoping, (enkoping.folder / "avtal-enkoping.pdf").read_bytes(), printed_note, tmp_path)
    assert {page.state for page in result.pages} == {PageState.SAME}
    assert "SIG105" in {one.code for one in result.findings if one.severity is Severity.FEL}
    assert result.answers
    assert result.answers.content.verdict is Verdict.NO

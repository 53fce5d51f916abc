"""The cover and its page numbers: however long the cover is, its contents tell the right pages."""

import re
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from pypdf import PdfReader

from .conftest import Sandbox
from .read_back import plain

_COVER = "forsattsblad.docx"


def _longer(sandbox: Sandbox, *paragraphs: str) -> None:
    """A cover of the municipality's own, which begins with these paragraphs; after one of words comes a new page."""
    document = Document(str(sandbox.project.templates / "loft" / _COVER))
    first = document.paragraphs[0]
    for text in paragraphs:
        added = first.insert_paragraph_before(text)
        if not text.startswith("{%p"):
            added.add_run().add_break(WD_BREAK.PAGE)
    own = sandbox.project.cases / "prov"
    own.mkdir(exist_ok=True)
    document.save(str(own / _COVER))


@pytest.mark.parametrize("pages", [2, 4, 6])
def test_the_contents_tell_the_right_pages_however_long_the_cover_is(sandbox: Sandbox, pages: int) -> None:
    sandbox.edit()
    _longer(sandbox, *["Läs detta först."] * (pages - 1))
    assert sandbox.run("build", "prov").code == 0
    reader = PdfReader(sandbox.project.build / "prov" / "handlingar-prov.pdf")
    texts = [plain(page.extract_text()) for page in reader.pages]
    rows = re.findall(r"(Tjänsteskrivelse:|Informationsfolder|Partneravtal|Bilaga) .*? (\d+) (\d+)(?= [A-ZS])",
                      texts[pages - 1])  # fmt: skip
    assert len(rows) == 4
    assert int(rows[0][2]) == pages + 1
    for title, count, first in rows:
        assert title.rstrip(":").upper() in texts[int(first) - 1]
        assert f"Sida 1 av {count}" in texts[int(first) - 1]
    assert texts[0].endswith(f"Handlingar, sida 1 av {len(texts)}")


def test_a_cover_that_grows_with_its_own_page_numbers_is_told_and_nothing_is_left(sandbox: Sandbox) -> None:
    sandbox.edit()
    assert sandbox.run("build", "prov").code == 0
    before = _files(sandbox.project.build)
    _longer(sandbox, "{%p for x in 'xxxxxxxxxxxxxxxxxxxx'[:innehåll[0].sida] %}", "Läs detta först.", "{%p endfor %}")
    answer = sandbox.run("build", "prov")
    assert answer.code == 1
    assert "cases/prov/forsattsblad.docx: fel MALL205" in answer.out
    assert "när sidnumren räknar med 9 sidor har det 11" in plain(answer.out)
    assert _files(sandbox.project.build) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

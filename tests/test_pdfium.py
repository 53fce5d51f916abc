"""PDFium can do one thing at a time: whoever reads or draws with it waits for the others."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Lock
from time import sleep

import pikepdf
import pypdfium2
import pytest

from loftdocs.convert.pictures import drawn
from loftdocs.read.pdf_find import Quote, find_quotes
from loftdocs.read.pdf_pages import read_pdf_pages
from loftdocs.report.returned.draw import Pages
from loftdocs.sign.lines import signature_lines
from loftdocs.verify.checklist import checklist
from loftdocs.verify.drawing import thumbnails
from loftdocs.verify.eyes import Sight
from loftdocs.verify.origin import page_texts

from .conftest import REPO

_PAGES = 6


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of some pages, each with much to draw and words of its own."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for number in range(_PAGES):
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = "".join(
            f"BT /F1 9 Tf 40 {800 - 11 * row} Td (Sida {number}, rad {row}: 300 000 kr den 1 januari) Tj ET\n"
            for row in range(70)
        )
        page.Contents = made.make_stream(lines.encode())
    path = tmp_path_factory.mktemp("pdfium") / "sidor.pdf"
    made.save(path)
    return path


def _compared(pdf: Path) -> object:
    sight = Sight(pdf.read_bytes(), pdf.read_bytes())
    try:
        return list(sight.compared([(at, at) for at in range(_PAGES)], {}, exact=True)), sight.texts()
    finally:
        sight.close()


def _shown(pdf: Path) -> object:
    pages = Pages(pdf.read_bytes())
    try:
        return [pages.page(number, 50, colour=True) for number in range(1, _PAGES + 1)]
    finally:
        pages.close()


_USES: dict[str, Callable[[Path], object]] = {
    "drawn": lambda pdf: list(drawn(pdf, range(_PAGES))),
    "read": read_pdf_pages,
    "found": lambda pdf: find_quotes(pdf, {page: [Quote("300 000 kr")] for page in range(1, _PAGES + 1)}),
    "signed": signature_lines,
    "said": lambda pdf: page_texts(pdf.read_bytes()),
    "listed": lambda pdf: checklist(pdf.read_bytes()),
    "small": lambda pdf: thumbnails(pdf.read_bytes()),
    "compared": _compared,
    "shown": _shown,
}


@pytest.mark.parametrize("use", _USES.values(), ids=_USES)
def test_what_two_threads_ask_of_pdfium_at_once_is_done_one_at_a_time_and_whole(
    pdf: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[Path], object]
) -> None:
    alone = use(pdf), list(drawn(pdf, range(_PAGES)))
    met = _Meeting()
    for owner, name in (
        (pypdfium2.PdfDocument, "__init__"),
        (pypdfium2.PdfDocument, "get_page"),
        (pypdfium2.PdfPage, "render"),
        (pypdfium2.PdfPage, "get_textpage"),
    ):
        monkeypatch.setattr(owner, name, met.watched(getattr(owner, name)))
    start = Barrier(2)

    def beside(work: Callable[[], object]) -> object:
        start.wait()
        return work()

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(beside, lambda: use(pdf))
        other = threads.submit(beside, lambda: list(drawn(pdf, range(_PAGES))))
        assert (one.result(), other.result()) == alone
    assert met.calls > _PAGES
    assert met.most == 1


def test_no_other_module_opens_a_document_in_pdfium() -> None:
    opening = [path for path in (REPO / "loftdocs").rglob("*.py") if "PdfDocument(" in path.read_text(encoding="utf-8")]
    assert [path.name for path in opening] == ["pdfium.py"]


class _Meeting:
    """Counts how many are in PDFium at once; each lingers a little, so that whoever may come in does."""

    def __init__(self) -> None:
        self.calls = self.inside = self.most = 0
        self._count = Lock()

    def watched(self, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            with self._entered():
                return function(*arguments, **options)

        return call

    @contextmanager
    def _entered(self) -> Iterator[None]:
        with self._count:
            self.calls += 1
            self.inside += 1
            self.most = max(self.most, self.inside)
        try:
            yield
        finally:
            sleep(0.002)
            with self._count:
                self.inside -= 1

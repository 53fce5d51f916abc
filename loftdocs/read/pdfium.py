"""PDFium, which reads and draws PDFs: one thing at a time, whoever asks.

The library has no locks of its own: two threads in it at once get half pictures, or bring the process down. So who has
a document or a page of it open holds `PDFIUM` while it is asked for anything. Source: pypdfium2's README, "PDFium is
not thread-safe".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# Taken anew by a thread that has it: a page is compared while its words are read.
PDFIUM = RLock()


@contextmanager
def opened(pdf: Path | bytes, *, forms: bool = False) -> Iterator["PdfDocument"]:
    """A PDF, and PDFium with it, until the block ends; with ``forms`` its filled fields are there to read and draw.

    Raises `pypdfium2.PdfiumError` for what is no PDF, or one that asks for a password.
    """
    with PDFIUM:
        document = opened_for_long(pdf, forms=forms)
        try:
            yield document
        finally:
            document.close()


def opened_for_long(pdf: Path | bytes, *, forms: bool = False) -> "PdfDocument":
    """As `opened`, for who keeps a PDF open between other things: takes `PDFIUM` anew for each, and to close it."""
    import pypdfium2  # some 30 ms, that commands which read no PDF need not wait for

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if forms:
                document.init_forms()
        except pypdfium2.PdfiumError:
            document.close()
            raise
        return document

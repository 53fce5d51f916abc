"""A PDF opened for verification: every earlier state of it can be read, and what cannot be read is told in Swedish."""

import contextlib
import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from loftdocs.failures import FileFailure, reason

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

# PDF allows something else before the first line, and Acrobat looks this far for it (ISO 32000-1, annex H.3.4.1).
_STARTS_WITHIN = 1024


def read_bytes(path: Path) -> bytes:
    """The file, if it looks like a PDF. Raises `FileFailure`."""
    if not path.exists():
        raise FileFailure(f"{path.name or path} finns inte.", "Kontrollera sökvägen och stavningen.")
    if not path.is_file():
        raise FileFailure(f"{path.name or path} är ingen vanlig fil.", "Ange en undertecknad PDF.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileFailure(
            f"{path.name} går inte att läsa: {reason(error)}.", "Se efter att du får läsa den."
        ) from error
    if not data.strip(b"\0 \t\r\n"):
        raise FileFailure(f"{path.name} är tom.", "Hämta eller spara filen på nytt.")
    if b"%PDF-" not in data[:_STARTS_WITHIN]:
        hint = "Ange den undertecknade filen som den kom från underskriftstjänsten, inte en bild av den."
        raise FileFailure(f"{path.name} är ingen PDF.", hint)
    return data


def damaged(name: str) -> FileFailure:
    """Why a PDF could not be read."""
    hint = "Hämta filen på nytt från den som skickade den, och prova att öppna den i en PDF-läsare först."
    return FileFailure(f"{name} går inte att läsa som PDF: den är skadad.", hint)


def open_reader(data: bytes, name: str, *, strict: bool) -> "PdfFileReader":
    """A reader of all states of the file; ``strict`` stands no deviation from the format.

    Raises `FileFailure` for a file that asks for a password, and pyHanko's or Python's own errors for a damaged one.
    """
    from pyhanko.pdf_utils.crypt import AuthStatus
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(data), strict=strict)
    if reader.encrypted:
        try:
            opened = reader.decrypt("").status is not AuthStatus.FAILED
        except PdfReadError:  # encrypted for certain certificates
            opened = False
        if not opened:
            hint = "Be om filen utan lösenord, som den var när den undertecknades."
            raise FileFailure(f"{name} är skyddad med lösenord.", hint)
    return reader


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keeps pyHanko's own log, in English, from the screen: all that it says is told as findings."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)

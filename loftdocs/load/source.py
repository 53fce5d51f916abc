"""From the bytes of a file to text: UTF-8 with or without BOM, any line ends, NFC."""

import unicodedata
from pathlib import Path

from loftdocs.failures import FileFailure, reason
from loftdocs.findings import Finding, Place, display_path
from loftdocs.load import diagnostics


def read_text(path: Path) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of ``path`` in NFC with ``\\n`` line ends, or None with the finding that says why not.

    Raises `FileFailure` if the file cannot be opened at all.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileFailure(
            f"Filen {display_path(path)} går inte att läsa ({reason(error)}).",
            "Kontrollera att filen finns och att du har rätt att läsa den.",
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, raw, error),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text), ()


def is_file(path: Path) -> bool:
    """True if there is a file at ``path``; False also for a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _not_utf8(path: Path, raw: bytes, error: UnicodeDecodeError) -> Finding:
    before = raw[: error.start].replace(b"\r\n", b"\n")
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8-sig", errors="replace")) + 1
    return diagnostics.NOT_UTF8.finding(
        "Filen är inte sparad som UTF-8, så å, ä och ö går inte att läsa säkert.",
        "Öppna filen i editorn och spara den igen med teckenkodningen UTF-8.",
        Place(file=display_path(path), line=before.count(b"\n") + 1, column=column),
    )

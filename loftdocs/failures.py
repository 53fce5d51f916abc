"""Why a command could not go on, and the exit status that each kind gives.

A clerk's mistake in a case is a `Finding`; these are for what stops the work itself.
"""

import errno
import re
from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit statuses of the ``loftdocs`` command: a contract for scripts."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    MISSING_TOOL = 3
    PDF_ENGINE = 4
    FILE = 5
    INTERRUPTED = 130
    TERMINATED = 143


_REASONS = {
    errno.EACCES: "åtkomst nekad",
    errno.EPERM: "åtkomst nekad",
    errno.ENOENT: "den finns inte",
    errno.EISDIR: "det är en mapp",
    errno.ENOTDIR: "det är en fil, inte en mapp",
    errno.EEXIST: "det finns redan en fil med det namnet",
    errno.ENOSPC: "disken är full",
    errno.EROFS: "disken är skrivskyddad",
    errno.EDQUOT: "ditt utrymme på disken är slut",
    errno.EIO: "disken svarar inte som den ska",
    errno.EFBIG: "filen är större än vad som får skrivas",
    errno.ENOTEMPTY: "mappen är inte tom",
    errno.ELOOP: "genvägen leder tillbaka till sig själv",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.EBUSY: "filen används av ett annat program",
}


_INNER = re.compile(r"\[Errno (\d+)\]")


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in Swedish."""
    number = error.errno
    if number is None and (inner := _INNER.search(str(error))):  # shutil.Error quotes the errors of many files
        number = int(inner[1])
    return _REASONS.get(number or 0) or error.strerror or str(error) or type(error).__name__


def meant(word: str, known: Iterable[str], cutoff: float = 0.6, quoted: str = "”{}”") -> str:
    """A question after a message about a ``word`` that is none of the ``known``: if the one most like it was meant."""
    from difflib import get_close_matches  # only a slip needs it

    close = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f" Menade du {quoted.format(close[0])}?" if close else ""


class Failure(Exception):
    """Ends a command with a Swedish message, a hint, and the class's own exit status."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageFailure(Failure):
    """The command was called in a way it does not understand (no such case, unknown option)."""

    exit_code = ExitCode.USAGE


class MissingToolFailure(Failure):
    """A program that has to be installed is not there."""

    exit_code = ExitCode.MISSING_TOOL


class PdfEngineFailure(Failure):
    """LibreOffice did not make a PDF of a document, although it was tried again."""

    exit_code = ExitCode.PDF_ENGINE


class FileFailure(Failure):
    """A file or folder could not be read or written."""

    exit_code = ExitCode.FILE

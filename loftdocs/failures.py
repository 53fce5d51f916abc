"""Why a command could not go on, and the exit status that each kind gives.

A clerk's mistake in a case is a `Finding`; these are for what stops the work itself.
"""

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

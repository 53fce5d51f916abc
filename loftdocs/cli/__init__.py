"""The ``loftdocs`` command: arguments in, exit status out; every failure ends in one Swedish message."""

import atexit
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from loftdocs import signals
from loftdocs.cli.arguments import parse
from loftdocs.cli.commands import run
from loftdocs.failures import ExitCode, Failure, reason
from loftdocs.findings import Finding, Severity

_BROKEN_OFF = ("Avbrutet.", "Det som står i build/ är helt: det förra resultatet, eller det nya om det hann bli klart.")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; see `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show å or – gets a stand-in, not a crash.
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a test may put another stream here
    output = "text"
    try:
        with signals.heard():
            arguments = parse(sys.argv[1:] if argv is None else argv)
            output = getattr(arguments, "format", output)
            return int(run(arguments))
    except Failure as failure:
        return _stopped(failure.exit_code, failure.message, failure.hint, output)
    except KeyboardInterrupt:
        return _stopped(ExitCode.INTERRUPTED, *_BROKEN_OFF, output)
    except signals.Terminated as ended:
        return _stopped(int(str(ended.code)), *_BROKEN_OFF, output)
    except BrokenPipeError:
        # The reader (head, less) has gone; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        message = f"En fil kunde inte läsas eller skrivas: {reason(error)}{where}."
        return _stopped(ExitCode.FILE, message, "Se efter plats och rättigheter.", output)
    except Exception:
        if not signals.code():
            raise
        return _stopped(signals.code(), *_BROKEN_OFF, output)  # a library has made something else of it


def _stopped(code: int, message: str, hint: str, output: str) -> int:
    """Says why a command could not go on, to people and with JSON also to programs; its exit status."""
    from loftdocs.console import print_json, tell

    with contextlib.suppress(OSError):  # a full disk, or a reader that has gone
        tell(message, hint)
        if output == "json":
            print_json([Finding(f"STOPP{int(code)}", Severity.FEL, message, hint)])
    return int(code)


def finish(code: int) -> NoReturn:
    """Ends the process at once: taking the interpreter apart piece by piece takes longer than checking a case."""
    with contextlib.suppress(Exception):  # what cannot be tidied up is left for the next command
        atexit._run_exitfuncs()
    with contextlib.suppress(OSError):  # a reader that has gone, as with head
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)

"""The ``loftdocs`` command: arguments in, exit status out; every failure ends in one Swedish message."""

import atexit
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from loftdocs.cli.arguments import parse
from loftdocs.cli.commands import run
from loftdocs.failures import ExitCode, Failure, reason
from loftdocs.findings import Finding, Severity


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; see `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show å or – gets a stand-in, not a crash.
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a test may put another stream here
    output = "text"
    try:
        arguments = parse(sys.argv[1:] if argv is None else argv)
        output = getattr(arguments, "format", output)
        return int(run(arguments))
    except Failure as failure:
        from loftdocs.cli.console import print_json, tell

        tell(failure.message, failure.hint)
        if output == "json":
            code = f"STOPP{failure.exit_code.value}"
            print_json([Finding(code, Severity.FEL, failure.message, failure.hint)])
        return int(failure.exit_code)
    except KeyboardInterrupt:
        from loftdocs.cli.console import tell

        tell("Avbrutet. Det förra resultatet är orört.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has gone; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    except OSError as error:
        from loftdocs.cli.console import tell

        where = f" ({error.filename})" if error.filename else ""
        tell(f"En fil kunde inte läsas eller skrivas: {reason(error)}{where}.", "Se efter plats och rättigheter.")
        return int(ExitCode.FILE)


def finish(code: int) -> NoReturn:
    """Ends the process at once: taking the interpreter apart piece by piece takes longer than checking a case."""
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError):  # a reader that has gone, as with head
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)

"""``loftdocs watch``: builds a case each time that something it is made of is saved."""

import argparse
import contextlib
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from loftdocs import console, signals
from loftdocs.cli.commands.build import told
from loftdocs.failures import ExitCode, Failure, UsageFailure, reason
from loftdocs.findings import display_path
from loftdocs.project import Project, case_file
from loftdocs.project import needed as project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Builds at once and after each change, until Ctrl+C. Whatever is wrong is told, and waited for to be mended."""
    here = project()
    case = case_file(here, arguments.ärende)
    from loftdocs import convert
    from loftdocs.watch import saved

    convert.engine()  # LibreOffice starts while the rest of the program is read in, and stays
    # Ctrl+C is how it ends, whether that comes in the waiting or in the middle of a build.
    with contextlib.suppress(KeyboardInterrupt):
        for files in saved(here, case):
            _show(case, files, _built(here, case, arguments.strict))
    signals.insist()
    console.say("\nSlutade vänta.")
    return ExitCode.OK


def _built(here: Project, case: Path, strict: bool) -> Iterator[str]:
    """Builds, and gives what there is to say of it; the findings are printed as they are elsewhere."""
    from loftdocs.build import build

    start = time.perf_counter()
    try:
        if not case.is_file():
            raise UsageFailure(f"{display_path(case)} finns inte just nu.", "Spara filen igen under samma namn.")
        result = build(here, case, strict=strict)
    except Failure as failure:
        yield failure.message
        if failure.hint:
            yield f"  {failure.hint}"
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        yield f"En fil kunde inte läsas eller skrivas: {reason(error)}{where}."
    else:
        took = time.perf_counter() - start
        console.print_findings(result.findings)
        yield told(result, display_path(here.build / case.stem))
        yield f"Det tog {took:.2f} s.".replace(".", ",", 1)


def _show(case: Path, files: tuple[Path, ...], lines: Iterator[str]) -> None:
    console.clear()
    what = f"ändrat: {', '.join(path.name for path in files)}" if files else "första bygget"
    console.say(f"{datetime.now():%H:%M:%S}  {case.stem}  ({what})\n")
    for line in lines:
        console.say(line)
    console.say("\nVäntar på att något sparas. Avsluta med Ctrl+C.")

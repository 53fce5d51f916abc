"""``loftdocs schema``: the JSON Schema that an editor completes and underlines by."""

import argparse
from contextlib import suppress
from datetime import date

from loftdocs import console
from loftdocs.failures import ExitCode, UsageFailure, meant
from loftdocs.load.program import FILE, read_program
from loftdocs.model.base import Unknown
from loftdocs.model.schema import case_schema, program_schema, render
from loftdocs.project import Project
from loftdocs.project import needed as project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prints the schema of a programme's case files, or of programme files.

    A programme from whose file it cannot be told what its cases may hold is not silently another: its findings are
    printed instead.
    """
    if arguments.vad == "program":
        console.say(render(program_schema()).rstrip("\n"))
        return ExitCode.OK
    return _cases(project(), arguments.program)


def _cases(here: Project, word: str | None) -> ExitCode:
    read, findings = read_program(here.templates / _chosen(here.program_names(), word) / FILE, date.today())
    with suppress(Unknown):
        if read:
            console.say(render(case_schema(read.cases)).rstrip("\n"))
            return ExitCode.OK
    console.print_findings(findings)
    return ExitCode.FINDINGS


def _chosen(names: tuple[str, ...], word: str | None) -> str:
    """The programme that is meant: the one that is named, or the only one. Raises `UsageFailure`."""
    known = f"De program som finns är: {', '.join(names)}." if names else "Lägg programmets mapp under templates/."
    if word in names or (word is None and len(names) == 1):
        return word or names[0]
    if word is None:
        told = "Det finns flera program, och ärenden i dem ser olika ut." if names else "Det finns inget program."
        raise UsageFailure(told, f"Ange vilket med --program. {known}" if names else known)
    raise UsageFailure(f"Det finns inget program ”{word}” under templates/.{meant(word, names, 0.5)}", known)

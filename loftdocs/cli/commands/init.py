"""``loftdocs init``: a project folder to begin in."""

import argparse
import shlex
from pathlib import Path

from loftdocs import console
from loftdocs.begin import README, Begun, begin
from loftdocs.failures import ExitCode
from loftdocs.findings import display_path


def run(arguments: argparse.Namespace) -> ExitCode:
    """Makes the project, and says what was written, what was left as it was and what to do next."""
    begun = begin(Path(arguments.mapp), example=not arguments.tom)
    console.say(_told(begun))
    console.say(_next(begun.folder, example=not arguments.tom))
    return ExitCode.OK


def _told(begun: Begun) -> str:
    where = "den här mappen" if display_path(begun.folder) == "." else f"{display_path(begun.folder)}/"
    number = len(begun.written)
    lines = [f"Projektet står nu i {where}: {number} {'fil' if number == 1 else 'filer'} skrevs."]
    if begun.same:
        lines.append(f"{len(begun.same)} fanns redan och är som programmets.")
    if begun.kept:
        lines.append("Det här fanns redan och är annorlunda än programmets. Det är lämnat orört:")
        lines += [f"  {place.as_posix()}" for place in begun.kept]
    return "\n".join(lines)


def _next(folder: Path, *, example: bool) -> str:
    name = display_path(folder)
    steps = [] if name == "." else [(f"cd {shlex.quote(name)}", "går till mappen")]
    steps.append(("loftdocs install office", "ser till att LibreOffice och typsnittet finns"))
    if example:
        steps.append(("loftdocs build enkoping", "gör alla dokument i ärendet som följer med"))
    steps.append(("loftdocs new", "börjar ett eget ärende"))
    width = max(len(command) for command, _ in steps)
    lines = [f"  {n}. {command.ljust(width)}  {what}" for n, (command, what) in enumerate(steps, 1)]
    return "\n".join(["\nFortsätt så här:", *lines, f"Läs mer i {README}."])

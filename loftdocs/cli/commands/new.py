"""``loftdocs new``: a case file from a clerk's answers."""

import argparse
from datetime import date
from functools import cache, partial

from loftdocs import console
from loftdocs.checking import check
from loftdocs.failures import ExitCode, UsageFailure
from loftdocs.findings import display_path, has_errors
from loftdocs.new.askers import best
from loftdocs.new.case_file import render, write
from loftdocs.new.given import given
from loftdocs.new.interview import Interview
from loftdocs.new.judge import Judge
from loftdocs.new.names import file_name, known_number, target
from loftdocs.new.questions import Setting
from loftdocs.project import build_command
from loftdocs.project import needed as project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Asks for what the options do not say, writes the case, checks it and tells what to do next."""
    here = project()
    programs = tuple(sorted(path.parent.name for path in here.templates.glob("*/program.yaml")))
    if not programs:
        raise UsageFailure("Mappen templates/ innehåller inga program.", "Lägg programmets mapp där först.")
    asker = best(plain=arguments.fråga)
    named = file_name(arguments.namn) if arguments.namn else None
    setting = Setting(programs, date.today(), cache(partial(known_number, here)))
    interview = Interview(
        Judge(here, setting), given(arguments), asker, lambda kommun: target(here, named or file_name(kommun))
    )
    if asker:
        asker.tell("Svara på frågorna. Enter tar det svar som föreslås. Ctrl+C avbryter, och då skrivs ingen fil.")
    try:
        draft = interview.draft()
    except KeyboardInterrupt:
        console.tell("Avbrutet. Ingen fil skrevs.")
        return ExitCode.INTERRUPTED
    except EOFError as error:
        raise UsageFailure("Svaren tog slut före frågorna. Ingen fil skrevs.", "Ge ett svar på varje fråga.") from error
    file = target(here, named or file_name(draft["kommun.namn"]))
    write(file, render(draft, file.stem))
    console.say(f"Ärendet står nu i {display_path(file)}.\n")
    _, findings = check(here, file)
    console.print_findings(findings)
    console.say(f"Kontrollen är klar{console.count(findings)}." if findings else console.CLEAN)
    console.say(
        f"\nFortsätt så här:\n  1. Öppna {display_path(file)} och skriv bakgrund, beredning, bedömning, finansiering "
        f"och konsekvenser\n     med egna ord. Meningarna som står där nu säger inget om just er, och ska bytas ut.\n"
        f"  2. Kör  {build_command(here, file.stem)}  för att göra dokumenten."
    )
    return ExitCode.FINDINGS if has_errors(findings) else ExitCode.OK

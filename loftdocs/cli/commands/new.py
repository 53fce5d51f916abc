"""``loftdocs new``: a case file from a clerk's answers."""

import argparse
from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from textwrap import wrap

from loftdocs import console
from loftdocs.checking import check
from loftdocs.failures import ExitCode, UsageFailure
from loftdocs.findings import Finding, display_path, has_errors
from loftdocs.language.swedish import listed
from loftdocs.load.diagnostics import MISSING
from loftdocs.load.starter import NAME as STARTER
from loftdocs.load.starter import starter_of
from loftdocs.model.paper import paper_parts
from loftdocs.new.askers import best
from loftdocs.new.case_file import render, unwritten, write
from loftdocs.new.form import Form, read_form
from loftdocs.new.given import given
from loftdocs.new.interview import Interview
from loftdocs.new.judge import Judge
from loftdocs.new.names import file_name, known_number, target
from loftdocs.new.question import Setting
from loftdocs.project import build_command
from loftdocs.project import needed as project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Asks for what the options do not say, writes the case, checks it and tells what to do next."""
    here = project()
    programs = here.program_names()
    if not programs:
        raise UsageFailure("Mappen templates/ innehåller inga program.", "Lägg programmets mapp där först.")
    asker = best(plain=arguments.fråga)
    named = file_name(arguments.namn) if arguments.namn else None
    setting = Setting(programs, date.today(), cache(partial(known_number, here)), cache(partial(read_form, here)))
    interview = Interview(
        Judge(here, setting), given(arguments), asker, lambda name: target(here, named or file_name(name))
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
    form = setting.form(draft)
    assert form  # else its programme had been refused
    name = draft[form.named] if form.named else form.program.namn
    file = target(here, named or file_name(name))
    text = render(draft, file.stem, form)
    write(file, text)
    console.say(f"Ärendet står nu i {display_path(file)}.\n")
    if lost := unwritten(draft, file, text):
        console.say(
            f"{display_path(form.folder / STARTER)} har ingen plats för {listed(lost)}. Skriv det i ärendet själv.\n"
        )
    _, findings = check(here, file)
    console.print_findings(findings)
    console.say(console.ended(findings))
    console.say(f"\nFortsätt så här:\n  1. {_to_write(file, form, findings)}")
    console.say(f"  2. Kör  {build_command(here, file.stem)}  för att göra dokumenten.")
    # What is only empty yet is no fault of a new case.
    return ExitCode.FINDINGS if has_errors(one for one in findings if one.code != MISSING.code) else ExitCode.OK


def _to_write(file: Path, form: Form, findings: tuple[Finding, ...]) -> str:
    """What is left to do in the new case's file: the texts, and what else is empty and needed."""
    parts = paper_parts(form.program.tjänsteskrivelse.avsnitt) if form.paper else ()
    texts = [part.namn for part in parts if not part.frivillig]
    empty = [str(one.place.path).rpartition(".")[2] for one in findings if one.code == MISSING.code]
    others = [name for name in dict.fromkeys(empty) if name not in texts]
    told = [f"Öppna {display_path(file)}."]
    if texts:
        told.append(f"Skriv {_named(texts)} med egna ord.")
    if starter_of(form.folder):
        told.append("Meningarna som står där nu säger inget om just er, och ska bytas ut.")
    if others:
        told.append(f"Fyll i {_named(others)}.")
    return "\n     ".join(wrap(" ".join(told), 110))


def _named(keys: Sequence[str]) -> str:
    return listed([f"”{key.replace('_', ' ')}”" for key in keys])

"""``loftdocs rules``: the rules in a list, one explained, or the whole catalogue as a page."""

import argparse
from difflib import get_close_matches

from loftdocs.catalogue import Entry, catalogue, page
from loftdocs.cli import console
from loftdocs.failures import ExitCode, UsageFailure


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prints what was asked for."""
    entries = catalogue()
    if arguments.markdown:
        console.say(page(entries).rstrip("\n"))
    elif arguments.kod:
        for code in arguments.kod:
            console.say(_explained(_find(entries, code)))
    else:
        for entry in entries.values():
            console.say(f"{entry.code:<8} {entry.severity.value:<11} {entry.constraint}")
    return ExitCode.OK


def _find(entries: dict[str, Entry], word: str) -> Entry:
    code = word.upper()
    if code not in entries:
        close = get_close_matches(code, entries, n=1)
        question = f" Menade du {close[0]}?" if close else ""
        raise UsageFailure(f"Det finns ingen regel {word}.{question}", "Kör  loftdocs rules  för att se alla.")
    return entries[code]


def _explained(entry: Entry) -> str:
    lines = [f"{entry.code} ({entry.severity.value}): {entry.constraint}", "", f"  Exempel: {entry.example}"]
    lines.append(f"  Rätta:   {entry.remedy}")
    if entry.source:
        lines.append(f"  Källa:   {entry.source}")
    return "\n".join([*lines, f"  Gäller:  {entry.scope}", ""])

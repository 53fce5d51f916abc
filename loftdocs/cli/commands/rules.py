"""``loftdocs rules``: the rules in a list, one explained, the catalogue as a page, or the code for a new one."""

import argparse
import re
from collections.abc import Collection

from loftdocs import console
from loftdocs.catalogue import Entry, catalogue, page
from loftdocs.failures import ExitCode, UsageFailure, meant


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prints what was asked for. Raises `UsageFailure` if that is more than one thing, or does not exist."""
    if arguments.kod and (arguments.markdown or arguments.next is not None):
        raise UsageFailure(
            "En regel förklaras för sig, utan flaggor.", f"Kör  loftdocs rules {' '.join(arguments.kod)}"
        )
    entries = catalogue()
    if arguments.next is not None:
        for code in next_codes(arguments.next, entries):
            console.say(code)
    elif arguments.markdown:
        console.say(page(entries).rstrip("\n"))
    elif arguments.kod:
        for code in arguments.kod:
            console.say(_explained(_find(entries, code)))
    else:
        for entry in entries.values():
            console.say(f"{entry.code:<8} {entry.severity.value:<11} {entry.constraint}")
    return ExitCode.OK


_SERIES = re.compile(r"(?P<subject>[A-ZÅÄÖ]{3,4})(?P<hundred>[1-9]?)")


def next_codes(series: str, taken: Collection[str]) -> tuple[str, ...]:
    """The code for the next rule of ``series``: ``DAT2`` gives DAT220 where DAT219 is the last that is taken.

    A subject alone, ``DAT``, gives one code for each of its series, or for those that every new subject has: 1xx, what
    reads a case file, and 2xx, what reads texts and documents. A code that is left free in between is not given: a
    rule may have had it, and cases may set that aside. Raises `UsageFailure` if ``series`` is none, or is full.
    """
    match = _SERIES.fullmatch(series.upper())
    if not match:
        raise UsageFailure(
            f"”{series}” är ingen början på en regelkod.",
            "Skriv ämnets tre eller fyra bokstäver, och serien om du vill: DAT, DAT1 eller DAT2.",
        )
    subject = match["subject"]
    numbers = [int(code[len(subject) :]) for code in taken if re.fullmatch(rf"{subject}\d{{3}}", code)]
    used = {number // 100 for number in numbers} - {0}
    hundreds = [int(match["hundred"])] if match["hundred"] else sorted(used) or [1, 2]
    return tuple(_next(subject, hundred, numbers) for hundred in hundreds)


def _next(subject: str, hundred: int, taken: Collection[int]) -> str:
    number = 1 + max((number for number in taken if number // 100 == hundred), default=100 * hundred)
    if number // 100 != hundred:
        raise UsageFailure(
            f"Alla koder i serien {subject}{hundred} är tagna.", "Välj en annan serie eller ett nytt ämne."
        )
    return f"{subject}{number}"


def _find(entries: dict[str, Entry], word: str) -> Entry:
    code = word.upper()
    if code not in entries:
        question = meant(code, entries, quoted="{}")
        raise UsageFailure(f"Det finns ingen regel {word}.{question}", "Kör  loftdocs rules  för att se alla.")
    return entries[code]


def _explained(entry: Entry) -> str:
    lines = [f"{entry.code} ({entry.severity.value}): {entry.constraint}", "", f"  Exempel: {entry.example}"]
    lines.append(f"  Rätta:   {entry.remedy}")
    if entry.source:
        lines.append(f"  Källa:   {entry.source}")
    return "\n".join([*lines, f"  Gäller:  {entry.scope}", ""])

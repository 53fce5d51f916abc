"""The answers that stand in the command itself."""

import argparse
from collections.abc import Iterator

from loftdocs.failures import UsageFailure
from loftdocs.new.draft import CHEF, HANDLÄGGARE, Someone, person, tidy

_PATHS = {
    "program": "program",
    "kommun": "kommun.namn",
    "orgnr": "kommun.orgnr",
    "ort": "kommun.ort",
    "start": "avtalsperiod.start",
    "slut": "avtalsperiod.slut",
    "förvaltning": "tjänsteskrivelse.förvaltning",
    "nämnd": "tjänsteskrivelse.mottagare",
    "beslutande": "tjänsteskrivelse.beslutande",
    "benämning": "tjänsteskrivelse.benämning",
    "datum": "tjänsteskrivelse.datum",
    "sammanträde": "tjänsteskrivelse.sammanträde",
    "kontaktperson": "kontaktperson",
    "ersättare": "ersättare",
}


def given(arguments: argparse.Namespace) -> dict[str, str]:
    """The answers among the arguments, by the path where each is to stand.

    Raises `UsageFailure` if a person is not written as one.
    """
    answers = {path: value for name, path in _PATHS.items() if (value := getattr(arguments, name)) is not None}
    for index, option, written in _people(arguments):
        someone = _someone(option, written)
        parts = {"namn": someone.namn, "roll": someone.roll, "telefon": someone.telefon, "epost": someone.epost}
        # What is left out of a name and a role is asked for; a telephone that is left out is not known.
        answers |= {
            person(index, part): value for part, value in parts.items() if value or part in ("telefon", "epost")
        }
    if arguments.person:
        answers[person(CHEF + 1 + len(arguments.person), "namn")] = ""
    return answers


def _people(arguments: argparse.Namespace) -> Iterator[tuple[int, str, str]]:
    if arguments.handläggare is not None:
        yield HANDLÄGGARE, "--handläggare", arguments.handläggare
    if arguments.direktör is not None:
        yield CHEF, "--direktör", arguments.direktör
    for index, written in enumerate(arguments.person or (), CHEF + 1):
        yield index, "--person", written


def _someone(option: str, written: str) -> Someone:
    """``Namn, roll, telefon, e-post``; with semicolons between them a role may have a comma in it."""
    namn, *rest = (tidy(part) for part in written.split(";" if ";" in written else ","))
    roll, reached = (rest or [""])[0], [part for part in rest[1:] if part]
    addresses, phones = [part for part in reached if "@" in part], [part for part in reached if "@" not in part]
    if not namn or len(addresses) > 1 or len(phones) > 1:
        raise UsageFailure(
            f"{option} ”{written}” går inte att dela upp i namn, roll, telefon och e-post.",
            f'Skriv till exempel {option} "Magnus Åsman, strategisk utredare, 0171-62 62 16, '
            'magnus.asman@enkoping.se"; med semikolon emellan om rollen innehåller ett komma.',
        )
    return Someone(namn, roll, *(phones or [""]), *(addresses or [""]))

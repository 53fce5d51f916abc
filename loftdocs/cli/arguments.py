"""What can be typed after ``loftdocs``, and Swedish words for what cannot."""

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from loftdocs import __version__
from loftdocs.failures import UsageFailure

# argparse's own sentences, which it forms in English, and what a clerk is told instead.
_SENTENCES = (
    (r"the following arguments are required: (.+)", "Det saknas något i kommandot: {0}."),
    (r"unrecognized arguments: (.+)", "”{0}” hör inte till kommandot."),
    (r"argument (.+?): expected one argument", "Det saknas ett värde efter {0}."),
    (r"argument .*?: invalid choice: '(.+?)'", "”{0}” är inget av det som går att välja."),
    (r"argument (.+?): not allowed with argument (.+)", "{0} och {1} går inte att använda samtidigt."),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that fails in Swedish."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, add_help=False, **options)
        self._positionals.title, self._optionals.title = "det som ska anges", "det som kan anges"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def format_help(self) -> str:
        """argparse's own, with its one English word in Swedish."""
        return super().format_help().replace("usage: ", "Så här: ", 1)

    def error(self, message: str) -> NoReturn:
        hint = f"Kör  {self.prog} --help  för att se vad som går att skriva."
        for pattern, sentence in _SENTENCES:
            if match := re.search(pattern, message):
                from difflib import get_close_matches

                said = sentence.format(*match.groups())
                close = get_close_matches(match.group(1), _NAMES, n=1)
                raise UsageFailure(said + (f" Menade du ”{close[0]}”?" if close else ""), hint)
        raise UsageFailure("Kommandot går inte att förstå.", hint)


_PLAIN = str.maketrans("åäö", "aao")

# What ``new`` takes, in the order that it asks.
_ANSWERS = (
    ("program", "MAPP", "programmets mapp under templates/, om det finns fler än ett"),
    ("kommun", "NAMN", "kommunens namn, till exempel Västerås stad"),
    ("orgnr", "NUMMER", "kommunens organisationsnummer; behövs inte om det står i ett annat ärende"),
    ("ort", "ORT", "där kommunen undertecknar; annars kommunens egen ort"),
    ("start", "DATUM", "avtalets första dag; annars nästa årsskifte"),
    ("slut", "DATUM", "avtalets sista dag; annars räknas den ut"),
    ("handläggare", "PERSON", "”Namn, roll, telefon, e-post”; de två sista får utelämnas"),
    ("direktör", "PERSON", "”Namn, roll” för den chef som skriver under"),
    ("person", "PERSON", "en person till, skriven som handläggaren; får anges flera gånger"),
    ("förvaltning", "NAMN", "förvaltningen som skriver"),
    ("nämnd", "NAMN", "nämnden som ska besluta; annars Kommunstyrelsen"),
    ("datum", "DATUM", "tjänsteskrivelsens datum; annars i dag"),
    ("sammanträde", "DATUM", "dagen då nämnden ska besluta, om den är känd"),
    ("kontaktperson", "NAMN", "en av personerna, om någon är utsedd"),
    ("ersättare", "NAMN", "en av personerna, om någon är utsedd"),
    ("namn", "NAMN", "ärendefilens namn; annars efter kommunen"),
)

_NAMES = ("new", "build", "watch", "desk", "check", "review", "verify", "rules", "schema", "fields", "text")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of one command. Raises `UsageFailure`; ``--help`` and ``--version`` end the program."""
    parser = _Parser(
        prog="loftdocs",
        description="Beslutsunderlag och avtal för kommuner, från en ärendefil.",
        epilog="Avslutas med 0 när allt gick bra, 1 vid fel i ärendet, 2 vid fel i kommandot, 3 när ett program "
        "saknas, 4 när PDF-motorn svek, 5 när en fil inte gick att läsa eller skriva, 130 vid avbrott.",
    )
    parser.add_argument("--version", action="version", version=f"loftdocs {__version__}", help="visa versionen")
    # With "prog" given, argparse need not measure the terminal, for which it reads in the archive modules.
    commands = parser.add_subparsers(
        prog="loftdocs", dest="command", metavar="KOMMANDO", required=True, parser_class=_Parser
    )

    new = commands.add_parser(
        "new",
        help="börja ett nytt ärende: svara på frågor, så skrivs ärendefilen",
        description="Skriver en ny ärendefil i cases/. Det som inte anges här frågar loftdocs efter. Varje flagga med "
        "å, ä eller ö kan också skrivas utan prickar och ringar: --handlaggare.",
    )
    # They are many, and every other command would wait for them.
    for name, metavar, explained in _ANSWERS if "new" in argv else ():
        flags = dict.fromkeys((f"--{name}", f"--{name.translate(_PLAIN)}"))
        action = "append" if name == "person" else "store"
        new.add_argument(*flags, dest=name, metavar=metavar, action=action, help=explained)
    new.add_argument(
        "--fråga", "--fraga", action="store_true", dest="fråga", help="fråga rad för rad, också om svaren står i en fil"
    )

    build = commands.add_parser("build", help="gör alla dokument i ett ärende", description="Gör alla dokument.")
    build.add_argument("ärende", nargs="*", help="ärendets namn eller fil, till exempel cases/enkoping")
    build.add_argument("--all", action="store_true", help="gör alla ärenden i cases/")
    build.add_argument("--strict", action="store_true", help="låt också varningar stoppa")
    build.add_argument("--igen", action="store_true", help="gör om allt, också när inget har ändrats")

    watch = commands.add_parser("watch", help="gör om dokumenten varje gång något sparas, tills du trycker Ctrl+C")
    watch.add_argument("ärende", help="ärendets namn eller fil")
    watch.add_argument("--strict", action="store_true", help="låt också varningar stoppa")

    desk = commands.add_parser("desk", help="öppna ärendena i webbläsaren, med formulär och sidor sida vid sida")
    desk.add_argument("ärende", nargs="?", help="det ärende som ska visas först")
    desk.add_argument("--port", type=int, default=0, metavar="NUMMER", help="en viss port; annars någon som är ledig")
    desk.add_argument("--stilla", action="store_true", help="skriv ut adressen, men öppna ingen webbläsare")

    check = commands.add_parser("check", help="kontrollera ett ärende utan att göra dokument")
    check.add_argument("ärende", nargs="+", help="ärendets namn eller fil")
    check.add_argument("--strict", action="store_true", help="räkna varningar som fel")

    review = commands.add_parser("review", help="granska handlingar som någon annan har gjort eller ändrat")
    review.add_argument("fil", nargs="+", help="Word- eller PDF-filer")
    review.add_argument("--case", metavar="ÄRENDE", help="jämför med ett ärende, till exempel cases/enkoping.yaml")
    review.add_argument("--strict", action="store_true", help="räkna varningar som fel")

    verify = commands.add_parser("verify", help="kontrollera en undertecknad PDF, eller en byggd mapp")
    verify.add_argument("fil", help="PDF-filen som kommit tillbaka, eller mappen build/<ärende>")
    verify.add_argument("--case", metavar="ÄRENDE", help="ärendet, om inte filens namn säger det")
    verify.add_argument(
        "--trust", metavar="FIL", action="append", help="rotcertifikat att lita på; får anges flera gånger"
    )

    for command in (build, check, review, verify):
        command.add_argument("--format", choices=("text", "json"), default="text", help="hur svaret skrivs")

    rules = commands.add_parser("rules", help="visa reglerna, eller förklara en")
    rules.add_argument("kod", nargs="*", help="regelns kod, till exempel DAT102")
    rules.add_argument("--markdown", action="store_true", help="hela katalogen som en sida")

    schema = commands.add_parser("schema", help="visa det JSON-schema som editorn kan använda")
    schema.add_argument("vad", nargs="?", choices=("ärende", "program"), default="ärende", help="vilka filer")

    fields = commands.add_parser("fields", help="visa vilka fält en mall kan använda")
    fields.add_argument("ärende", nargs="?", help="ärendet vars värden visas; annars det första i cases/")

    text = commands.add_parser("text", help="visa en Word-fils text (används av git diff)")
    text.add_argument("fil", help="en .docx")

    arguments = parser.parse_args(argv)
    if arguments.command == "build" and arguments.all and arguments.ärende:
        build.error("argument --all: not allowed with argument ett ärendes namn")
    if arguments.command == "build" and not arguments.all and not arguments.ärende:
        build.error("the following arguments are required: ärende eller --all")
    return arguments

"""What can be typed after ``loftdocs``, and Swedish words for what cannot."""

import argparse
import re
from collections.abc import Callable, Sequence
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
                close = get_close_matches(match.group(1), _COMMANDS, n=1)
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
    ("nämnd", "NAMN", "nämnden som skrivelsen går till; annars Kommunstyrelsen"),
    ("beslutande", "NAMN", "den som beslutar, om det är en annan än nämnden: Kommunfullmäktige"),
    ("benämning", "NAMN", "vad kommunen kallar skrivelsen; annars Tjänsteskrivelse"),
    ("datum", "DATUM", "tjänsteskrivelsens datum; annars i dag"),
    ("sammanträde", "DATUM", "dagen då det ska beslutas, om den är känd"),
    ("kontaktperson", "NAMN", "en av personerna, om någon är utsedd"),
    ("ersättare", "NAMN", "en av personerna, om någon är utsedd"),
    ("namn", "NAMN", "ärendefilens namn; annars efter kommunen"),
)


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
    # Each takes half a millisecond to describe: of a command that was named, only that one is.
    named = [argv[0]] if argv and argv[0] in _COMMANDS else list(_COMMANDS)
    made = {name: _described(commands, name) for name in named}
    arguments = parser.parse_args(argv)
    if arguments.command == "build" and arguments.all and arguments.ärende:
        made["build"].error("argument --all: not allowed with argument ett ärendes namn")
    if arguments.command == "build" and not arguments.all and not arguments.ärende:
        made["build"].error("the following arguments are required: ärende eller --all")
    return arguments


def _described(commands: Any, name: str) -> _Parser:
    short, long, add = _COMMANDS[name]
    command: _Parser = commands.add_parser(name, help=short, description=long or None)
    add(command)
    return command


def _init(command: _Parser) -> None:
    command.add_argument("mapp", nargs="?", default=".", help="projektets mapp; annars den du står i")
    command.add_argument("--tom", action="store_true", help="utan det ärende som följer med som exempel")


def _install(command: _Parser) -> None:
    command.add_argument("vad", nargs="?", choices=("office",), default="office", help="LibreOffice och typsnittet")


def _new(command: _Parser) -> None:
    for name, metavar, explained in _ANSWERS:
        flags = dict.fromkeys((f"--{name}", f"--{name.translate(_PLAIN)}"))
        action = "append" if name == "person" else "store"
        command.add_argument(*flags, dest=name, metavar=metavar, action=action, help=explained)
    command.add_argument(
        "--fråga", "--fraga", action="store_true", dest="fråga", help="fråga rad för rad, också om svaren står i en fil"
    )


def _build(command: _Parser) -> None:
    command.add_argument("ärende", nargs="*", help="ärendets namn eller fil, till exempel cases/enkoping")
    command.add_argument("--all", action="store_true", help="gör alla ärenden i cases/")
    command.add_argument("--strict", action="store_true", help="låt också varningar stoppa")
    command.add_argument("--igen", action="store_true", help="gör om allt, också när inget har ändrats")
    _format(command)


def _watch(command: _Parser) -> None:
    command.add_argument("ärende", help="ärendets namn eller fil")
    command.add_argument("--strict", action="store_true", help="låt också varningar stoppa")


def _desk(command: _Parser) -> None:
    command.add_argument("ärende", nargs="?", help="det ärende som ska visas först")
    command.add_argument(
        "--port", type=int, default=0, metavar="NUMMER", help="en viss port; annars någon som är ledig"
    )
    command.add_argument("--stilla", action="store_true", help="skriv ut adressen, men öppna ingen webbläsare")


def _check(command: _Parser) -> None:
    command.add_argument("ärende", nargs="+", help="ärendets namn eller fil")
    command.add_argument("--strict", action="store_true", help="räkna varningar som fel")
    _format(command)


def _review(command: _Parser) -> None:
    command.add_argument("fil", nargs="+", help="Word- eller PDF-filer")
    command.add_argument("--case", metavar="ÄRENDE", help="jämför med ett ärende, till exempel cases/enkoping.yaml")
    command.add_argument("--strict", action="store_true", help="räkna varningar som fel")
    _format(command)


def _verify(command: _Parser) -> None:
    command.add_argument("fil", help="filen som kommit tillbaka (PDF, ZIP, ASiC-E, .p7s), eller mappen build/<ärende>")
    command.add_argument("--case", metavar="ÄRENDE", help="ärendet, om inte filens namn säger det")
    command.add_argument(
        "--trust", metavar="FIL", action="append", help="certifikat att lita på, fil eller mapp; får anges flera gånger"
    )
    command.add_argument(
        "--crl", metavar="FIL", action="append", help="spärrlista, fil eller mapp; får anges flera gånger"
    )
    command.add_argument("--kvitto", metavar="FIL", help="registrera underskriftstjänstens kvitto, som du har läst")
    command.add_argument("--av", metavar="NAMN", help="vem som har läst kvittot")
    command.add_argument("--strict", action="store_true", help="avsluta med 0 bara om filen är accepterad")
    _format(command)


def _rules(command: _Parser) -> None:
    command.add_argument("kod", nargs="*", help="regelns kod, till exempel DAT102")
    either = command.add_mutually_exclusive_group()
    either.add_argument("--markdown", action="store_true", help="hela katalogen som en sida")
    either.add_argument(
        "--next",
        metavar="ÄMNE",
        help="nästa lediga kod: DAT1 för en regel om ärendefilen, DAT2 om texter och handlingar, DAT för båda",
    )


def _schema(command: _Parser) -> None:
    command.add_argument("vad", nargs="?", choices=("ärende", "program"), default="ärende", help="vilka filer")


def _fields(command: _Parser) -> None:
    command.add_argument("ärende", nargs="?", help="ärendet vars värden visas; annars det första i cases/")


def _text(command: _Parser) -> None:
    command.add_argument("fil", help="en .docx")


def _format(command: _Parser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text", help="hur svaret skrivs")


_NEW = (
    "Skriver en ny ärendefil i cases/. Det som inte anges här frågar loftdocs efter. Varje flagga med å, ä eller ö kan "
    "också skrivas utan prickar och ringar: --handlaggare."
)
_INIT = (
    "Gör en projektmapp: mallarna, ett ärende som exempel, handboken och scheman för editorn. Inget som finns där "
    "skrivs över."
)
_INSTALL = (
    "Installerar LibreOffice Writer och typsnittet Carlito om de saknas, när det går (Debian och Ubuntu, som "
    "administratör). Annars visas kommandot att skriva, och koden är 3."
)
# What each command is for, in short and at more length, and what it takes.
_COMMANDS: dict[str, tuple[str, str, Callable[[_Parser], None]]] = {
    "init": ("gör en projektmapp att börja i, med mallar och ett exempel", _INIT, _init),
    "install": ("se till att LibreOffice och typsnittet finns", _INSTALL, _install),
    "new": ("börja ett nytt ärende: svara på frågor, så skrivs ärendefilen", _NEW, _new),
    "build": ("gör alla dokument i ett ärende", "Gör alla dokument.", _build),
    "watch": ("gör om dokumenten varje gång något sparas, tills du trycker Ctrl+C", "", _watch),
    "desk": ("öppna ärendena i webbläsaren, med formulär och sidor sida vid sida", "", _desk),
    "check": ("kontrollera ett ärende utan att göra dokument", "", _check),
    "review": ("granska handlingar som någon annan har gjort eller ändrat", "", _review),
    "verify": ("kontrollera det som kommit tillbaka undertecknat, eller en byggd mapp", "", _verify),
    "rules": ("visa reglerna, eller förklara en", "", _rules),
    "schema": ("visa det JSON-schema som editorn kan använda", "", _schema),
    "fields": ("visa vilka fält en mall kan använda", "", _fields),
    "doctor": ("visa vad som är installerat, vad som saknas och hur det ordnas", "", _format),
    "text": ("visa en Word-fils text (används av git diff)", "", _text),
}

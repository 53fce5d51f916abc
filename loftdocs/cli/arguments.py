"""What can be typed after ``loftdocs``, and Swedish words for what cannot."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from loftdocs import __version__
from loftdocs.cli.parser import Parser

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
    (
        "uppgift",
        "NAMN=VÄRDE",
        "något annat som programmet frågar efter, till exempel hyra=38500; en parts är hyresvärd.namn=…, den första av "
        "flera parters kommuner[0].orgnr=…; får anges flera gånger",
    ),
    ("namn", "NAMN", "ärendefilens namn; annars efter kommunen"),
)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of one command. Raises `UsageFailure`; ``--help`` and ``--version`` end the program."""
    parser = Parser(
        prog="loftdocs",
        description="Beslutsunderlag och avtal för kommuner, från en ärendefil.",
        epilog="Avslutas med 0 när allt gick bra, 1 vid fel i ärendet, 2 vid fel i kommandot, 3 när ett program "
        "saknas, 4 när PDF-motorn svek, 5 när en fil inte gick att läsa eller skriva, 130 vid avbrott.",
    )
    parser.add_argument("--version", action="version", version=f"loftdocs {__version__}", help="visa versionen")
    # With "prog" given, argparse need not measure the terminal, for which it reads in the archive modules.
    commands = parser.add_subparsers(prog="loftdocs", metavar="KOMMANDO", parser_class=Parser)
    first = argv[0] if argv else ""
    if first in _COMMANDS:  # each takes half a millisecond to describe: of a command that was named, only that one is
        return _taken(first, _described(commands, first), argv[1:])
    for name in _COMMANDS:
        _described(commands, name)
    if first.startswith("-"):
        parser.taken(argv[:1])  # --help and --version end the program here
    if not first.strip("-"):
        raise parser.lacks("KOMMANDO")
    raise parser.failure(f"”{first}” är inget av det som går att välja.", first, _COMMANDS)


def _taken(name: str, command: Parser, words: Sequence[str]) -> argparse.Namespace:
    arguments = command.taken(words)
    arguments.command = name
    if name == "build" and arguments.all and arguments.ärende:
        raise command.failure("--all och ett ärendes namn går inte att använda samtidigt.")
    if name == "build" and not arguments.all and not arguments.ärende:
        raise command.lacks("ärende eller --all")
    return arguments


def _described(commands: Any, name: str) -> Parser:
    short, long, add = _COMMANDS[name]
    command: Parser = commands.add_parser(name, help=short, description=long or None)
    add(command)
    return command


def _init(command: Parser) -> None:
    command.add_argument("mapp", nargs="?", default=".", help="projektets mapp; annars den du står i")
    command.add_argument("--tom", action="store_true", help="utan det ärende som följer med som exempel")


def _install(command: Parser) -> None:
    command.add_choice("vad", ("office",), nargs="?", default="office", help="LibreOffice och typsnittet")


def _new(command: Parser) -> None:
    for name, metavar, explained in _ANSWERS:
        flags = dict.fromkeys((f"--{name}", f"--{name.translate(_PLAIN)}"))
        action = "append" if name in ("person", "uppgift") else "store"
        command.add_argument(*flags, dest=name, metavar=metavar, action=action, help=explained)
    command.add_argument(
        "--fråga", "--fraga", action="store_true", dest="fråga", help="fråga rad för rad, också om svaren står i en fil"
    )


def _build(command: Parser) -> None:
    command.add_argument("ärende", nargs="*", help="ärendets namn eller fil, till exempel cases/enkoping")
    command.add_argument("--all", action="store_true", help="gör alla ärenden i cases/")
    command.add_argument("--strict", action="store_true", help="låt också varningar stoppa")
    command.add_argument("--igen", action="store_true", help="gör om allt, också när inget har ändrats")
    _format(command)


def _watch(command: Parser) -> None:
    command.add_argument("ärende", help="ärendets namn eller fil")
    command.add_argument("--strict", action="store_true", help="låt också varningar stoppa")


def _desk(command: Parser) -> None:
    command.add_argument("ärende", nargs="?", help="det ärende som ska visas först")
    command.add_argument(
        "--port", type=command.whole_number, default=0, metavar="NUMMER", help="en viss port; annars någon som är ledig"
    )
    command.add_argument("--stilla", action="store_true", help="skriv ut adressen, men öppna ingen webbläsare")


def _check(command: Parser) -> None:
    command.add_argument("ärende", nargs="+", help="ärendets namn eller fil")
    command.add_argument("--strict", action="store_true", help="räkna varningar som fel")
    _format(command)


def _review(command: Parser) -> None:
    command.add_argument("fil", nargs="+", help="Word- eller PDF-filer")
    command.add_argument("--case", metavar="ÄRENDE", help="jämför med ett ärende, till exempel cases/enkoping.yaml")
    command.add_argument("--strict", action="store_true", help="räkna varningar som fel")
    _format(command)


def _verify(command: Parser) -> None:
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


def _rules(command: Parser) -> None:
    command.add_argument("kod", nargs="*", help="regelns kod, till exempel DAT102")
    either = command.add_mutually_exclusive_group()
    either.add_argument("--markdown", action="store_true", help="hela katalogen som en sida")
    either.add_argument(
        "--next",
        metavar="ÄMNE",
        help="nästa lediga kod: DAT1 för en regel om ärendefilen, DAT2 om texter och handlingar, DAT för båda",
    )


def _schema(command: Parser) -> None:
    command.add_choice("vad", ("ärende", "program"), nargs="?", default="ärende", help="vilka filer")
    command.add_argument(
        "--program", metavar="MAPP", help="ärendenas program; behövs om det finns fler än ett under templates/"
    )


def _fields(command: Parser) -> None:
    command.add_argument("ärende", nargs="?", help="ärendet vars värden visas; annars det första i cases/")


def _text(command: Parser) -> None:
    command.add_argument("fil", help="en .docx")


def _format(command: Parser) -> None:
    command.add_choice("--format", ("text", "json"), default="text", help="hur svaret skrivs")


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
_COMMANDS: dict[str, tuple[str, str, Callable[[Parser], None]]] = {
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

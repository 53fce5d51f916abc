"""Rules about what must not be left in a case file: fields, garbled letters, the texts that it began with."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.load.starter import is_starter
from loftdocs.model.text import Text
from loftdocs.model.written import written
from loftdocs.pattern import pattern

_FIELD_IN_CASE = pattern(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|«\w{1,99}»")
# UTF-8 read as Latin-1: å, ä, ö, é and quotes come out as two or three characters of these.
_GARBLED = pattern(r"Ã[\u0080-\u00bf…„–—€™‚ƒ†‡ˆ‰Š‹ŒŽ˜š›œž]|â€[œ\u009d“”™\u0093\u0094]|\ufffd")


@rule("RES103", Severity.VARNING)
def no_field_in_the_case(known: Known) -> Iterator[Fault]:
    """Ärendefilens texter innehåller inga klamrar som ser ut som fält; de skrivs ut som de står.

    Exempel: ”{{ kommun.namn }}” i en text i ärendefilen.
    Rätta: skriv det som ska stå i stället.
    """
    for value, path in known.loaded.case_tree.texts():
        if match := _FIELD_IN_CASE.search(value):
            yield Fault(
                f"Texten innehåller ”{match.group()}”, som kommer att stå precis så i dokumentet.",
                "Skriv det som ska stå i stället, om det var tänkt som ett fält.",
                known.place(*path),
            )


@rule("RES104", Severity.FEL)
def no_garbled_letters(known: Known) -> Iterator[Fault]:
    """Inga bokstäver i ärendefilen har blivit förvanskade.

    Exempel: ”EnkÃ¶pings kommun”.
    Rätta: skriv om bokstaven och spara filen som UTF-8.
    """
    for value, path in known.loaded.case_tree.texts():
        if match := _GARBLED.search(value):
            yield Fault(
                f"”{match.group()}” är en bokstav som har blivit förvanskad.",
                "Skriv om ordet för hand och spara filen som UTF-8.",
                known.place(*path),
            )


@rule("RES107", Severity.VARNING)
def starter_texts_are_rewritten(known: Known) -> Iterator[Fault]:
    """Ingen text är den som ett nytt ärende börjar med: den gäller vilken kommun som helst.

    Exempel: beredning: ”Ärendet har beretts inom förvaltningen.”, som står där från början.
    Rätta: skriv med egna ord hur det är hos er; är texten riktig som den är, sätt regeln ur spel med det som skäl.
    """
    for path, value in written(known.loaded.case.tjänsteskrivelse, "tjänsteskrivelse"):
        if isinstance(value, Text) and is_starter(known.loaded.program_folder, str(path[-1]), str(value)):
            name = str(path[-1]).replace("_", " ")
            yield Fault(
                f"Texten under {name} är den som stod där från början.",
                "Skriv med egna ord hur det är just hos er.",
                known.place(*path),
            )

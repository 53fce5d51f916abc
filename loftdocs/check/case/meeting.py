"""Rules about the board's meeting: before the start, on a working day, and with time for the notice."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.holidays import free, short
from loftdocs.findings import Severity
from loftdocs.language.swedish import day

# What kommunallagen asks for a municipality's or region's assembly, and what most boards' own rules ask.
_NOTICE_DAYS = 7


@rule("DAT111", Severity.FEL)
def paper_before_meeting(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad senast dagen för nämndens sammanträde.

    Exempel: skrivelsen är daterad 2021-12-20 och sammanträdet är 2021-12-14.
    Rätta: rätta det datum som är fel.
    """
    paper = known.loaded.case.tjänsteskrivelse
    if paper.sammanträde and paper.sammanträde < paper.datum:
        yield Fault(
            f"Sammanträdet är den {day(paper.sammanträde)}, före skrivelsens datum, den {day(paper.datum)}.",
            "Rätta sammanträdets eller skrivelsens datum.",
            known.place("tjänsteskrivelse", "sammanträde"),
            (known.place("tjänsteskrivelse", "datum"),),
        )


@rule("DAT112", Severity.VARNING)
def meeting_before_start(known: Known) -> Iterator[Fault]:
    """Nämnden sammanträder innan avtalsperioden börjar.

    Exempel: sammanträdet är 2022-01-18 och avtalet börjar 2022-01-01.
    Rätta: flytta avtalets start, eller rätta sammanträdets datum, om avtalet inte ska gälla i efterhand.
    """
    meeting, start = known.loaded.case.tjänsteskrivelse.sammanträde, known.loaded.case.avtalsperiod.start
    if meeting and meeting >= start:
        # Parties may agree on an earlier start than the day they sign, so that this is not certainly wrong.
        yield Fault(
            f"Sammanträdet är den {day(meeting)}, men avtalet börjar gälla redan den {day(start)}. Om nämnden beslutar "
            "som föreslaget gäller avtalet i efterhand.",
            "Flytta avtalets start eller rätta sammanträdets datum. Ska avtalet gälla i efterhand, så skriv det i "
            "ärendet.",
            known.place("tjänsteskrivelse", "sammanträde"),
            (known.place("avtalsperiod", "start"),),
        )


@rule("DAT113", Severity.FEL)
def decision_on_the_meeting(known: Known) -> Iterator[Fault]:
    """Beslutet är fattat den dag då nämnden sammanträdde.

    Exempel: sammanträdet är 2021-12-14 och beslutet daterat 2021-12-15.
    Rätta: rätta det datum som är fel.
    """
    meeting, decision = known.loaded.case.tjänsteskrivelse.sammanträde, known.loaded.case.beslut.datum
    if meeting and decision and meeting != decision:
        yield Fault(
            f"Beslutet är daterat den {day(decision)}, men sammanträdet är den {day(meeting)}.",
            place=known.place("beslut", "datum"),
            also=(known.place("tjänsteskrivelse", "sammanträde"),),
        )


@rule("DAT115", Severity.VARNING)
def board_meets_on_a_working_day(known: Known) -> Iterator[Fault]:
    """Sammanträde och beslut infaller på en arbetsdag, inte på en lördag, en söndag, en helgdag eller en helgdagsafton.

    Exempel: sammanträde 2026-12-24, julafton, eller 2027-01-06, trettondedag jul.
    Rätta: kontrollera dagen i nämndens sammanträdesplan.
    Källa: lagen (1989:253) om allmänna helgdagar, 1 §; semesterlagen (1977:480), 7 §.
    """
    for what, value, path in _days(known):
        if why := free(value):
            yield Fault(f"{what} den {day(value)} är på {why}.", place=known.place(*path))


@rule("DAT119", Severity.UPPLYSNING)
def board_meets_on_a_whole_day(known: Known) -> Iterator[Fault]:
    """Sammanträde och beslut infaller inte dagen före en helg, då många kontor stänger tidigare.

    Exempel: sammanträde 2027-03-25, skärtorsdagen.
    Rätta: kontrollera dagen i nämndens sammanträdesplan.
    """
    for what, value, path in _days(known):
        if why := short(value):
            yield Fault(
                f"{what} den {day(value)} är på {why}, då många kontor stänger tidigare.", place=known.place(*path)
            )


@rule("DAT120", Severity.VARNING)
def paper_is_ready_before_the_meeting(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad före dagen för sammanträdet, så att den hinner sändas ut med kallelsen.

    Exempel: skrivelsen och sammanträdet är båda 2026-11-25.
    Rätta: rätta det datum som är fel.
    """
    paper = known.loaded.case.tjänsteskrivelse.datum
    for what, value, path in islice(_days(known), 1):
        if value == paper:
            yield Fault(
                f"{what} är den {day(value)}, samma dag som skrivelsen är daterad. Handlingarna brukar sändas ut med "
                "kallelsen flera dagar i förväg.",
                "Rätta det datum som är fel. Har ärendet väckts vid sammanträdet behöver inget ändras.",
                known.place(*path),
                (known.place("tjänsteskrivelse", "datum"),),
            )


@rule("DAT121", Severity.UPPLYSNING)
def paper_is_a_week_before_the_meeting(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad minst en vecka före sammanträdet, så att den hinner med i kallelsen.

    Exempel: skrivelsen är daterad 2021-12-10 och sammanträdet är 2021-12-14.
    Rätta: kontrollera när kallelsen går ut; nämndens reglemente säger hur lång tid i förväg.
    Källa: kommunallagen (2017:725), 5 kap., kräver en vecka för fullmäktige; för nämnder bestämmer reglementet.
    """
    paper = known.loaded.case.tjänsteskrivelse.datum
    for what, value, path in islice(_days(known), 1):
        left = (value - paper).days
        if 0 < left < _NOTICE_DAYS:
            yield Fault(
                f"{what} är den {day(value)}, {left} {'dag' if left == 1 else 'dagar'} efter skrivelsens datum, men "
                "kallelsen går ofta ut en vecka före.",
                "Kontrollera när kallelsen går ut och att skrivelsen hinner med.",
                known.place(*path),
                (known.place("tjänsteskrivelse", "datum"),),
            )


def _days(known: Known) -> Iterator[tuple[str, date, tuple[str, str]]]:
    """The board's days that the case gives, the meeting's first: what each is, the day, and where it stands."""
    case = known.loaded.case
    if case.tjänsteskrivelse.sammanträde:
        yield "Sammanträdet", case.tjänsteskrivelse.sammanträde, ("tjänsteskrivelse", "sammanträde")
    if case.beslut.datum:
        yield "Beslutet", case.beslut.datum, ("beslut", "datum")

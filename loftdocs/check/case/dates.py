"""Rules about dates: the paper's, the period's, the decision's."""

from collections.abc import Iterator
from datetime import timedelta

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.period import add_months, last_day, whole_years
from loftdocs.derive.swedish import day
from loftdocs.findings import Severity

_MOST_MONTHS_AHEAD = 24


@rule("DAT102", Severity.FEL)
def end_after_start(known: Known) -> Iterator[Fault]:
    """Avtalsperioden slutar efter att den börjar.

    Exempel: start 2022-01-01 och slut 2021-12-31.
    Rätta: ändra årtalet eller dagen i start eller slut.
    """
    period = known.loaded.case.avtalsperiod
    if period.slut and period.slut <= period.start:
        yield Fault(
            f"Avtalsperioden slutar {day(period.slut)}, men börjar först {day(period.start)}.",
            "Rätta årtalet eller dagen i start eller slut.",
            known.place("avtalsperiod", "slut"),
        )


@rule("DAT103", Severity.FEL)
def length_is_the_programmes(known: Known) -> Iterator[Fault]:
    """Avtalsperioden är så många hela år som programmet anger.

    Exempel: start 2022-01-01 och slut 2025-12-31 i ett program med tre års avtalstid.
    Rätta: ändra start eller slut, eller utelämna slut.
    """
    period, length = known.loaded.case.avtalsperiod, known.loaded.program.avtalstid_år
    if not period.slut or period.slut <= period.start or last_day(period.start, length) == period.slut:
        return
    years = whole_years(period.start, period.slut)
    found = f"är {years} år" if years else "är inte hela år"
    yield Fault(
        f"Perioden {day(period.start)} till {day(period.slut)} {found}; programmets avtalstid är {length} år.",
        f"Med den starten är sista dagen {last_day(period.start, length).isoformat()}. Rätta start eller slut.",
        known.place("avtalsperiod", "slut"),
    )


@rule("DAT104", Severity.FEL)
def paper_before_start(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad före avtalsperiodens början: nämnden beslutar innan avtalet gäller.

    Exempel: skrivelsen är daterad 2022-01-15 och avtalet börjar 2022-01-01.
    Rätta: ändra skrivelsens datum eller avtalets start.
    """
    paper, start = known.loaded.case.tjänsteskrivelse.datum, known.loaded.case.avtalsperiod.start
    if paper >= start:
        yield Fault(
            f"Tjänsteskrivelsen är daterad {day(paper)}, men avtalet börjar gälla redan {day(start)}.",
            "Rätta skrivelsens datum eller avtalsperiodens start.",
            known.place("tjänsteskrivelse", "datum"),
        )


@rule("DAT105", Severity.FEL)
def paper_in_the_right_decade(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad högst två år före avtalsperioden; ett längre avstånd är ett felskrivet årtal.

    Exempel: skrivelsen är daterad 2011-11-17 och avtalet börjar 2022-01-01.
    Rätta: rätta årtalet.
    """
    paper, start = known.loaded.case.tjänsteskrivelse.datum, known.loaded.case.avtalsperiod.start
    if paper < add_months(start, -_MOST_MONTHS_AHEAD):
        yield Fault(
            f"Tjänsteskrivelsen är daterad {day(paper)}, {start.year - paper.year} år före avtalets start "
            f"{day(start)}. Årtalet ser felskrivet ut.",
            "Rätta årtalet i skrivelsens datum, eller i avtalsperiodens start.",
            known.place("tjänsteskrivelse", "datum"),
        )


@rule("DAT106", Severity.VARNING)
def starts_on_the_first(known: Known) -> Iterator[Fault]:
    """Avtalsperioden börjar den första i en månad, så att kvartal och fakturor går jämnt upp.

    Exempel: start 2022-01-15.
    Rätta: låt perioden börja den första i en månad.
    """
    start = known.loaded.case.avtalsperiod.start
    if start.day != 1:
        yield Fault(
            f"Avtalsperioden börjar {day(start)}, mitt i en månad.",
            "Kontrollera att det är avsett; en period brukar börja den första.",
            known.place("avtalsperiod", "start"),
        )


@rule("DAT107", Severity.FEL)
def decision_after_paper(known: Known) -> Iterator[Fault]:
    """Beslutet är fattat tidigast samma dag som tjänsteskrivelsen är daterad.

    Exempel: skrivelsen är daterad 2021-11-17 och beslutet 2021-11-10.
    Rätta: rätta det datum som är fel.
    """
    decision, paper = known.loaded.case.beslut.datum, known.loaded.case.tjänsteskrivelse.datum
    if decision and decision < paper:
        yield Fault(
            f"Beslutet är daterat {day(decision)}, före tjänsteskrivelsen ({day(paper)}).",
            "Rätta beslutets datum eller skrivelsens.",
            known.place("beslut", "datum"),
        )


@rule("DAT108", Severity.VARNING)
def decision_before_start(known: Known) -> Iterator[Fault]:
    """Beslutet är fattat innan avtalsperioden börjar.

    Exempel: beslutet är daterat 2022-02-01 och avtalet börjar 2022-01-01.
    Rätta: rätta datumet, eller flytta avtalets start.
    """
    decision, start = known.loaded.case.beslut.datum, known.loaded.case.avtalsperiod.start
    if decision and decision > start:
        yield Fault(
            f"Beslutet är daterat {day(decision)}, efter att avtalet börjar gälla ({day(start)}).",
            "Kontrollera datumet, eller flytta avtalets start.",
            known.place("beslut", "datum"),
        )


@rule("DAT109", Severity.FEL)
def paragraph_has_its_date(known: Known) -> Iterator[Fault]:
    """En paragraf ur protokollet står tillsammans med beslutets datum.

    Exempel: paragraf 12 utan datum.
    Rätta: fyll i datum, eller ta bort paragrafen.
    """
    decision = known.loaded.case.beslut
    if decision.paragraf and not decision.datum:
        yield Fault(
            f"Beslutet har en paragraf (§ {decision.paragraf}) men inget datum.",
            "Fyll i datum under beslut, eller ta bort paragrafen tills beslutet är fattat.",
            known.place("beslut", "paragraf"),
        )


@rule("DAT110", Severity.FEL)
def notice_day_exists(known: Known) -> Iterator[Fault]:
    """Programmets uppsägningsdag finns i kalendern varje år.

    Exempel: uppsägning_dag 31 och uppsägning_månad 2.
    Rätta: ändra dagen eller månaden i programmets fil.
    """
    terms = known.loaded.program.villkor
    longest = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if terms.uppsägning_månad > 12 or terms.uppsägning_dag > longest[terms.uppsägning_månad - 1]:
        yield Fault(
            f"Uppsägningsdagen (dag {terms.uppsägning_dag} i månad {terms.uppsägning_månad}) finns inte varje år.",
            "Rätta uppsägning_månad eller uppsägning_dag i programmets fil.",
            known.program_place("villkor", "uppsägning_dag"),
        )


@rule("DAT111", Severity.FEL)
def paper_before_meeting(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad senast dagen för nämndens sammanträde.

    Exempel: skrivelsen är daterad 2021-12-20 och sammanträdet är 2021-12-14.
    Rätta: rätta det datum som är fel.
    """
    paper = known.loaded.case.tjänsteskrivelse
    if paper.sammanträde and paper.sammanträde < paper.datum:
        yield Fault(
            f"Sammanträdet är {day(paper.sammanträde)}, före skrivelsens datum ({day(paper.datum)}).",
            "Rätta sammanträdets eller skrivelsens datum.",
            known.place("tjänsteskrivelse", "sammanträde"),
            (known.place("tjänsteskrivelse", "datum"),),
        )


@rule("DAT112", Severity.FEL)
def meeting_before_start(known: Known) -> Iterator[Fault]:
    """Nämnden sammanträder innan avtalsperioden börjar.

    Exempel: sammanträdet är 2022-01-18 och avtalet börjar 2022-01-01.
    Rätta: flytta avtalets start, eller rätta datumet.
    """
    meeting, start = known.loaded.case.tjänsteskrivelse.sammanträde, known.loaded.case.avtalsperiod.start
    if meeting and meeting >= start:
        yield Fault(
            f"Sammanträdet är {day(meeting)}, men avtalet börjar gälla redan {day(start)}.",
            "Rätta datumet, eller flytta avtalets start.",
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
            f"Beslutet är daterat {day(decision)}, men sammanträdet är {day(meeting)}.",
            "Rätta det datum som är fel.",
            known.place("beslut", "datum"),
            (known.place("tjänsteskrivelse", "sammanträde"),),
        )


@rule("DAT114", Severity.VARNING)
def ends_on_the_last(known: Known) -> Iterator[Fault]:
    """Avtalsperioden slutar den sista i en månad.

    Exempel: slut 2024-12-30.
    Rätta: låt perioden sluta månadens sista dag.
    """
    end = known.loaded.case.avtalsperiod.slut
    if end and known.loaded.case.avtalsperiod.start.day == 1 and (end + timedelta(days=1)).day != 1:
        yield Fault(
            f"Avtalsperioden slutar {day(end)}, inte den sista i månaden.",
            "Kontrollera dagen; en period brukar sluta månadens sista dag.",
            known.place("avtalsperiod", "slut"),
        )


@rule("DAT115", Severity.VARNING)
def board_meets_on_a_weekday(known: Known) -> Iterator[Fault]:
    """Sammanträde och beslut infaller på en vardag.

    Exempel: sammanträde 2021-12-11, en lördag.
    Rätta: kontrollera dagen i nämndens sammanträdesplan.
    """
    case = known.loaded.case
    for value, path in ((case.tjänsteskrivelse.sammanträde, ("tjänsteskrivelse", "sammanträde")),
                        (case.beslut.datum, ("beslut", "datum"))):  # fmt: skip
        if value and value.weekday() > 4:
            yield Fault(
                f"{day(value)} är en {'lördag' if value.weekday() == 5 else 'söndag'}.",
                "Kontrollera dagen i nämndens sammanträdesplan.",
                known.place(*path),
            )


@rule("DAT116", Severity.FEL)
def extension_day_is_inside(known: Known) -> Iterator[Fault]:
    """Sista dagen att avtala om förlängning ligger inom avtalsperioden.

    Exempel: förlängning ska avtalas tolv kvartal före slutet av en treårsperiod.
    Rätta: ändra förlängning_kvartal i programmets fil.
    """
    period = known.facts.period
    if period.sista_dag_förlängning <= period.start:
        yield Fault(
            f"Sista dagen att avtala om förlängning blir {day(period.sista_dag_förlängning)}, före periodens början.",
            "Ändra förlängning_kvartal i programmets fil.",
            known.program_place("villkor", "förlängning_kvartal"),
        )


@rule("DAT117", Severity.VARNING)
def there_is_a_notice_day(known: Known) -> Iterator[Fault]:
    """Det finns minst en uppsägningsdag så tidigt i perioden att uppsägningen hinner få verkan.

    Exempel: ett års avtal med tolv månaders uppsägningstid.
    Rätta: ändra uppsägningstiden i programmets fil, eller perioden.
    """
    if not known.facts.period.uppsägningsdagar:
        yield Fault(
            "Ingen uppsägningsdag i perioden hinner få verkan innan avtalet ändå upphör.",
            "Kontrollera uppsägningstiden i programmets fil.",
            known.program_place("villkor", "uppsägning_månader"),
        )

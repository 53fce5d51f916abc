"""Rules about dates: the paper's, the period's, the decision's."""

import re
from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.period import add_months, last_day, whole_years
from loftdocs.derive.swedish import day
from loftdocs.findings import Severity

_MOST_MONTHS_AHEAD = 24


@rule("DAT102", Severity.FEL)
def end_after_start(known: Known) -> Iterator[Fault]:
    """Avtalsperioden slutar efter att den börjar."""
    period = known.loaded.case.avtalsperiod
    if period.slut and period.slut <= period.start:
        yield Fault(
            f"Avtalsperioden slutar {day(period.slut)}, men börjar först {day(period.start)}.",
            "Rätta årtalet eller dagen i start eller slut.",
            known.place("avtalsperiod", "slut"),
        )


@rule("DAT103", Severity.FEL)
def length_is_the_programmes(known: Known) -> Iterator[Fault]:
    """Avtalsperioden är så många hela år som programmet anger."""
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
    """Tjänsteskrivelsen är daterad före avtalsperiodens början: nämnden beslutar innan avtalet gäller."""
    paper, start = known.loaded.case.tjänsteskrivelse.datum, known.loaded.case.avtalsperiod.start
    if paper >= start:
        yield Fault(
            f"Tjänsteskrivelsen är daterad {day(paper)}, men avtalet börjar gälla redan {day(start)}.",
            "Rätta skrivelsens datum eller avtalsperiodens start.",
            known.place("tjänsteskrivelse", "datum"),
        )


@rule("DAT105", Severity.FEL)
def paper_in_the_right_decade(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad högst två år före avtalsperioden; ett längre avstånd är ett felskrivet årtal."""
    paper, start = known.loaded.case.tjänsteskrivelse.datum, known.loaded.case.avtalsperiod.start
    if start.year > 2 and paper < add_months(start, -_MOST_MONTHS_AHEAD):
        yield Fault(
            f"Tjänsteskrivelsen är daterad {day(paper)}, {start.year - paper.year} år före avtalets start "
            f"{day(start)}. Årtalet ser felskrivet ut.",
            "Rätta årtalet i skrivelsens datum, eller i avtalsperiodens start.",
            known.place("tjänsteskrivelse", "datum"),
        )


@rule("DAT106", Severity.VARNING)
def starts_on_the_first(known: Known) -> Iterator[Fault]:
    """Avtalsperioden börjar den första i en månad, så att kvartal och fakturor går jämnt upp."""
    start = known.loaded.case.avtalsperiod.start
    if start.day != 1:
        yield Fault(
            f"Avtalsperioden börjar {day(start)}, mitt i en månad.",
            "Kontrollera att det är avsett; en period brukar börja den första.",
            known.place("avtalsperiod", "start"),
        )


@rule("DAT107", Severity.FEL)
def decision_after_paper(known: Known) -> Iterator[Fault]:
    """Beslutet är fattat tidigast samma dag som tjänsteskrivelsen är daterad."""
    decision, paper = known.loaded.case.beslut.datum, known.loaded.case.tjänsteskrivelse.datum
    if decision and decision < paper:
        yield Fault(
            f"Beslutet är daterat {day(decision)}, före tjänsteskrivelsen ({day(paper)}).",
            "Rätta beslutets datum eller skrivelsens.",
            known.place("beslut", "datum"),
        )


@rule("DAT108", Severity.VARNING)
def decision_before_start(known: Known) -> Iterator[Fault]:
    """Beslutet är fattat innan avtalsperioden börjar."""
    decision, start = known.loaded.case.beslut.datum, known.loaded.case.avtalsperiod.start
    if decision and decision > start:
        yield Fault(
            f"Beslutet är daterat {day(decision)}, efter att avtalet börjar gälla ({day(start)}).",
            "Kontrollera datumet, eller flytta avtalets start.",
            known.place("beslut", "datum"),
        )


@rule("DAT109", Severity.FEL)
def paragraph_has_its_date(known: Known) -> Iterator[Fault]:
    """En paragraf ur protokollet står tillsammans med beslutets datum."""
    decision = known.loaded.case.beslut
    if decision.paragraf and not decision.datum:
        yield Fault(
            f"Beslutet har en paragraf (§ {decision.paragraf}) men inget datum.",
            "Fyll i datum under beslut, eller ta bort paragrafen tills beslutet är fattat.",
            known.place("beslut", "paragraf"),
        )


@rule("DAT110", Severity.FEL)
def notice_day_exists(known: Known) -> Iterator[Fault]:
    """Programmets uppsägningsdag finns i kalendern varje år."""
    terms = known.loaded.program.villkor
    longest = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if terms.uppsägning_månad > 12 or terms.uppsägning_dag > longest[terms.uppsägning_månad - 1]:
        yield Fault(
            f"Uppsägningsdagen (dag {terms.uppsägning_dag} i månad {terms.uppsägning_månad}) finns inte varje år.",
            "Rätta uppsägning_månad eller uppsägning_dag i programmets fil.",
            known.program_place("villkor", "uppsägning_dag"),
        )


@rule("DAT201", Severity.FEL, documents=True)
def title_years_are_the_periods(known: Known) -> Iterator[Fault]:
    """Åren efter programmets namn är avtalsperiodens år, i varje dokument."""
    name, right = known.loaded.program.namn, known.facts.period.år
    pattern = re.compile(rf"\b{re.escape(name)}\s(\d{{4}}(?:\s?[–-]\s?\d{{4}})?)(?!\d)")
    for document in known.documents:
        for paragraph in document.paragraphs:
            for match in pattern.finditer(paragraph.text):
                if match.group(1).replace("-", "–").replace(" ", "") != right:
                    yield Fault(
                        f"Här står {name} {match.group(1)}, men avtalsperioden är {right}.",
                        "Skriv åren med fältet {{ period.år }} i mallen, eller rätta texten i ärendefilen.",
                        document.place(paragraph, match.group()),
                    )

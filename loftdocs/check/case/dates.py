"""Rules about the days of the paper and of the decision."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.holidays import free
from loftdocs.findings import Severity
from loftdocs.language.swedish import day
from loftdocs.model.length import add_months

_MOST_MONTHS_AHEAD = 24


@rule("DAT104", Severity.VARNING)
def paper_before_start(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad före avtalsperiodens början: nämnden beslutar innan avtalet gäller.

    Exempel: skrivelsen är daterad 2022-01-15 och avtalet börjar 2022-01-01.
    Rätta: ändra skrivelsens datum eller avtalets start, om avtalet inte ska gälla i efterhand.
    """
    paper, start = known.loaded.case.tjänsteskrivelse.datum, known.loaded.case.avtalsperiod.start
    if paper >= start:
        yield Fault(
            f"Tjänsteskrivelsen är daterad den {day(paper)}, men avtalet börjar gälla redan den {day(start)}.",
            "Rätta skrivelsens datum eller avtalsperiodens start, om avtalet inte ska gälla i efterhand.",
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
            f"Tjänsteskrivelsen är daterad den {day(paper)}, {start.year - paper.year} år före avtalets start "
            f"den {day(start)}. Årtalet ser felskrivet ut.",
            "Rätta årtalet i skrivelsens datum, eller i avtalsperiodens start.",
            known.place("tjänsteskrivelse", "datum"),
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
            f"Beslutet är daterat den {day(decision)}, före tjänsteskrivelsen, som är daterad den {day(paper)}.",
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
            f"Beslutet är daterat den {day(decision)}, efter att avtalet börjar gälla den {day(start)}.",
            "Rätta datumet eller avtalets start, om avtalet inte ska gälla i efterhand.",
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


@rule("DAT122", Severity.UPPLYSNING)
def paper_is_dated_on_a_working_day(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen är daterad en arbetsdag.

    Exempel: datum 2021-11-20, en lördag.
    Rätta: kontrollera dagen.
    """
    paper = known.loaded.case.tjänsteskrivelse.datum
    if why := free(paper):
        yield Fault(
            f"Tjänsteskrivelsen är daterad den {day(paper)}, som är {why}.",
            "Kontrollera dagen; är den rätt behöver inget ändras.",
            known.place("tjänsteskrivelse", "datum"),
        )

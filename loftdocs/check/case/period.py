"""Rules about the agreement's period and the days that follow from it."""

from collections.abc import Iterator
from datetime import timedelta

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.period import last_day, last_of, whole_years
from loftdocs.findings import Severity
from loftdocs.language.swedish import NBSP, day, day_of_year
from loftdocs.model.base import NotApplicable
from loftdocs.model.term import Avtalstid, Uppsägning

_LONGEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@rule("DAT102", Severity.FEL)
def end_after_start(known: Known) -> Iterator[Fault]:
    """Avtalsperioden slutar efter att den börjar.

    Exempel: start 2022-01-01 och slut 2021-12-31.
    Rätta: ändra årtalet eller dagen i start eller slut.
    """
    period = known.loaded.case.avtalsperiod
    if period.slut and period.slut <= period.start:
        yield Fault(
            f"Avtalsperioden slutar den {day(period.slut)}, men börjar först den {day(period.start)}.",
            "Rätta årtalet eller dagen i start eller slut.",
            known.place("avtalsperiod", "slut"),
        )


@rule("DAT103", Severity.FEL)
def length_is_the_programmes(known: Known) -> Iterator[Fault]:
    """Avtalsperioden är så lång som programmet anger.

    Exempel: start 2022-01-01 och slut 2025-12-31 i ett program med tre års avtalstid.
    Rätta: ändra start eller slut, eller utelämna slut.
    """
    period, length = known.loaded.case.avtalsperiod, _term(known).längd
    if length is None:
        raise NotApplicable("en bestämd avtalstid")
    if not period.slut or period.slut <= period.start or last_day(period.start, length) == period.slut:
        return
    years = whole_years(period.start, period.slut)
    found = f"är {years} år" if years else "är inte hela år"
    yield Fault(
        f"Perioden från den {day(period.start)} till den {day(period.slut)} {found}; programmets avtalstid är "
        f"{str(length).replace(NBSP, ' ')}.",
        f"Med den starten är sista dagen {last_day(period.start, length).isoformat()}. Rätta start eller slut.",
        known.place("avtalsperiod", "slut"),
    )


@rule("DAT106", Severity.VARNING)
def starts_on_the_first(known: Known) -> Iterator[Fault]:
    """Avtalsperioden börjar den första i en månad.

    Exempel: start 2022-01-15.
    Rätta: låt perioden börja den första i en månad.
    """
    start = known.loaded.case.avtalsperiod.start
    if any(form.del_av_period == "dagar" for form in known.loaded.program.betalningar.values()):
        raise NotApplicable("ett avtal som bara hela månader betalas i")
    if start.day != 1:
        yield Fault(
            f"Avtalsperioden börjar den {day(start)}, mitt i en månad.",
            "Kontrollera att det är avsett; en period brukar börja den första.",
            known.place("avtalsperiod", "start"),
        )


@rule("DAT110", Severity.FEL)
def notice_day_exists(known: Known) -> Iterator[Fault]:
    """Programmets uppsägningsdag finns i kalendern varje år.

    Exempel: till: 31 februari.
    Rätta: ändra dagen i programmets fil.
    """
    notice = _notice(known)
    if notice.dag is None:
        raise NotApplicable("en uppsägningsdag")
    number, month = notice.dag
    if not 1 <= number <= _LONGEST[month - 1]:
        yield Fault(
            f"Uppsägningsdagen, den {day_of_year(number, month)}, finns inte varje år.",
            "Rätta dagen i programmets fil.",
            known.program_place("avtalstid", "uppsägning", "till"),
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
            f"Avtalsperioden slutar den {day(end)}, inte den sista i månaden.",
            "Kontrollera dagen; en period brukar sluta månadens sista dag.",
            known.place("avtalsperiod", "slut"),
        )


@rule("DAT116", Severity.FEL)
def extension_day_is_inside(known: Known) -> Iterator[Fault]:
    """Sista dagen att avtala om förlängning ligger inom avtalsperioden.

    Exempel: förlängning ska avtalas tolv kvartal före slutet av en treårsperiod.
    Rätta: ändra tiden i programmets fil.
    """
    period = known.facts.period
    if period.sista_dag_förlängning is None:
        raise NotApplicable("en sista dag att avtala om förlängning")
    if period.sista_dag_förlängning <= period.start:
        yield Fault(
            f"Sista dagen att avtala om förlängning blir den {day(period.sista_dag_förlängning)}, före periodens "
            "början.",
            place=known.program_place("avtalstid", "förlängning", "senast"),
        )


@rule("DAT117", Severity.VARNING)
def there_is_a_notice_day(known: Known) -> Iterator[Fault]:
    """Det finns minst en uppsägningsdag så tidigt i perioden att uppsägningen hinner få verkan.

    Exempel: ett års avtal med tolv månaders uppsägningstid.
    Rätta: ändra uppsägningstiden i programmets fil, eller perioden.
    """
    has_days = _notice(known).till not in ("slutet", "månadsskifte", "när som helst")
    if has_days and not known.facts.period.uppsägningsdagar:
        yield Fault(
            "Ingen uppsägningsdag i perioden hinner få verkan innan avtalet ändå upphör.",
            "Kontrollera uppsägningstiden i programmets fil.",
            known.program_place("avtalstid", "uppsägning", "tid"),
        )


@rule("DAT124", Severity.FEL)
def notice_to_the_end_is_inside(known: Known) -> Iterator[Fault]:
    """Sista dagen att säga upp avtalet till periodens slut ligger inom perioden.

    Exempel: nio månaders uppsägningstid i ett avtal på ett halvår.
    Rätta: ändra uppsägningstiden i programmets fil, eller perioden.
    """
    period = known.facts.period
    last = period.sista_dag_uppsägning
    if last is None:
        raise NotApplicable("en uppsägning till periodens slut")
    if last < period.start:
        yield Fault(
            f"Sista dagen att säga upp avtalet blir den {day(last)}, innan det börjar gälla.",
            "Kontrollera uppsägningstiden i programmets fil, och perioden.",
            known.place("avtalsperiod", "start"),
            (known.program_place("avtalstid", "uppsägning", "tid"),),
        )


@rule("DAT125", Severity.FEL)
def what_runs_on_can_be_ended(known: Known) -> Iterator[Fault]:
    """Ett avtal som gäller tills vidare, eller som förlängs av sig självt, kan sägas upp.

    Exempel: slut: tills vidare, och ingen uppsägning i programmets fil.
    Rätta: ange uppsägningstiden i programmets fil.
    """
    term = _term(known)
    renewed = term.förlängning is not None and term.förlängning.med is not None
    if not term.open and not renewed:
        raise NotApplicable("ett avtal som gäller tills vidare eller förlängs av sig självt")
    if term.uppsägning is None:
        what = "gäller tills vidare" if term.open else "förlängs av sig självt"
        yield Fault(
            f"Avtalet {what}, men programmet säger inte hur det sägs upp.",
            "Ange uppsägning under avtalstid i programmets fil.",
            known.program_place("avtalstid"),
        )


@rule("DAT123", Severity.FEL)
def nothing_is_decided_after_the_end(known: Known) -> Iterator[Fault]:
    """Skrivelsen är daterad, och nämnden beslutar, innan avtalsperioden har slutat.

    Exempel: skrivelsen är daterad 2022-01-20 och avtalet gäller från 2012-04-01 i tre år.
    Rätta: rätta årtalet i avtalsperioden eller i det datum som kommer efter den.
    """
    case = known.loaded.case
    end = last_of(known.loaded.program, case)
    if end is None:
        raise NotApplicable("ett slut på avtalstiden")
    for what, value, path in (
        ("Skrivelsens datum", case.tjänsteskrivelse.datum, ("tjänsteskrivelse", "datum")),
        ("Sammanträdet", case.tjänsteskrivelse.sammanträde, ("tjänsteskrivelse", "sammanträde")),
        ("Beslutet", case.beslut.datum, ("beslut", "datum")),
    ):
        if value and value > end and case.avtalsperiod.start < end:
            yield Fault(
                f"{what} är den {day(value)}, men avtalsperioden slutar redan den {day(end)}.",
                place=known.place(*path),
                also=(known.place("avtalsperiod", "start"),),
            )


def _term(known: Known) -> Avtalstid:
    term = known.loaded.program.avtalstid
    if term is None:
        raise NotApplicable("en avtalstid")
    return term


def _notice(known: Known) -> Uppsägning:
    notice = _term(known).uppsägning
    if notice is None:
        raise NotApplicable("uppsägning")
    return notice

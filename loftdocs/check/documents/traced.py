"""Rules about the trace: every value in a document has a source, and what must be stated is."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.language.swedish import Kronor, day, day_of_year
from loftdocs.model.base import Unknown
from loftdocs.model.kind import Kind
from loftdocs.trace import Trace
from loftdocs.trace.sources import Origin, Source

_BINDING = tuple(kind for kind in Kind if kind.binding)
_OTHERS = (Kind.TJÄNSTESKRIVELSE, Kind.FÖRSÄTTSBLAD, Kind.ÖVRIGT)
_UNITS = {"dag": "dagar", "vecka": "veckor", "månad": "månader", "timme": "timmar"}
_FROM = {
    Origin.CASE: "Det står i ärendefilen under {}.",
    Origin.PROGRAM: "Det står i programmets fil under {}.",
    Origin.DERIVED: "loftdocs räknar ut det, och mallen når det som {}.",
}


@rule("TRA201", Severity.FEL)
def agreement_values_have_sources(known: Known) -> Iterator[Fault]:
    """Varje belopp, datum, procenttal, tid, nummer och adress i avtalet och bilagan kommer ur ärendet eller programmet.

    Exempel: ”90 dagar” i avtalet, när inget villkor är 90 dagar.
    Rätta: skriv värdet med ett fält i mallen, eller rätta det.
    """
    yield from _untied(known, _BINDING)


@rule("TRA202", Severity.VARNING)
def other_values_have_sources(known: Known) -> Iterator[Fault]:
    """Varje värde i de andra handlingarna som görs kommer ur ärendet eller programmet.

    Exempel: ett telefonnummer som är skrivet direkt i mallen.
    Rätta: skriv värdet med ett fält, eller i ärendefilen.
    """
    if not known.expected:
        yield from _untied(known, _OTHERS)


@rule("TRA203", Severity.FEL)
def what_must_be_stated_is(known: Known) -> Iterator[Fault]:
    """Det som måste stå i en handling står där: parternas nummer, perioden, avgiften, villkoren, de som skriver under.

    Exempel: avtalet nämner ingenstans uppsägningstiden.
    Rätta: sätt in fältet i mallen.
    """
    if known.expected:
        return  # the comparison with what the case gives tells more
    for source, kind in _trace(known).missing:
        document = next((d for d in known.documents if d.kind == kind), None)
        yield Fault(
            f"{_told(source)} saknas i {kind.definite}.",
            f"{_FROM[source.origin].format(source.path)} Skriv in det.",
            Place(document=document.label, page=1 if document.pages else None) if document else Place(),
        )


@rule("TRA207", Severity.UPPLYSNING)
def reviewed_values_have_sources(known: Known) -> Iterator[Fault]:
    """Ett värde i en granskad skrivelse som inte finns i ärendet kan vara rätt, men ingen har kontrollerat det.

    Exempel: skrivelsen nämner ett bidrag på 2 000 000 kr som ärendefilen inte nämner.
    Rätta: kontrollera värdet; för in texten i ärendefilen om den ska vara med nästa gång.
    """
    if known.expected or not known.given:
        yield from _untied(known, _OTHERS)


def _trace(known: Known) -> Trace:
    if known.trace is None:
        known.loaded  # noqa: B018  (without a case nothing has a source)
        raise Unknown("värdenas källor")
    return known.trace


def _untied(known: Known, kinds: tuple[Kind, ...]) -> Iterator[Fault]:
    for value in _trace(known).values:
        if value.document in kinds and not value.sources:
            yield Fault(
                f"”{' '.join(value.text.split())}” kommer varken ur ärendefilen eller ur programmet.",
                "Rätta värdet, eller skriv det i ärendefilen eller programmet och som ett fält i mallen.",
                value.place,
            )


def _told(source: Source) -> str:
    """What is missing, as a person writes it."""
    match source.kind, source.value:
        case "belopp", Decimal() as amount:
            return f"Beloppet {Kronor(int(amount))}"
        case "datum", date() as when:
            return f"Datumet {day(when)}"
        case "datum", (int() as number, int() as month):
            return f"Dagen {day_of_year(number, month)}"
        case "tid", (int() as number, str() as unit):
            return f"Tiden {number} {_UNITS.get(unit, unit) if number != 1 else unit}"
        case "årspann", (first, last):
            return f"Åren {first}–{last}"
        case "procent", value:
            return f"Procenttalet {value} %"
        case kind, value:
            names = {"orgnr": "Organisationsnumret", "namn": "Namnet", "epost": "Adressen", "telefon": "Telefonnumret"}
            return f"{names.get(kind, kind)} {value}"
    return source.path

"""Rules about the trace: every value in a document has a source, and what must be stated is."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from loftdocs.check.rule import Fault, Known, Scope, rule
from loftdocs.findings import Place, Severity
from loftdocs.mention import mentions
from loftdocs.model.base import Unknown
from loftdocs.read.document import Finished, Kind, Paragraph, squash
from loftdocs.trace import Trace
from loftdocs.trace.sources import Source, key_of

_WHERE: dict[str, str] = {
    "tjänsteskrivelse": "tjänsteskrivelsen",
    "avtal": "avtalet",
    "bilaga": "bilagan",
    "försättsblad": "försättsbladet",
    "övrigt": "handlingen",
}
_LEAST_ALIKE = 0.55


def _trace(known: Known) -> Trace:
    if known.trace is None:
        raise Unknown("trace")
    return known.trace


@rule("TRA201", Severity.FEL, Scope.DOCUMENTS)
def agreement_values_have_sources(known: Known) -> Iterator[Fault]:
    """Varje belopp, datum, procenttal, tid, nummer och adress i avtalet och bilagan kommer ur ärendet eller programmet.

    Exempel: ”90 dagar” i avtalet, när inget villkor är 90 dagar.
    Rätta: skriv värdet med ett fält i mallen, eller rätta det.
    """
    yield from _untied(known, ("avtal", "bilaga"))


@rule("TRA202", Severity.VARNING, Scope.DOCUMENTS)
def other_values_have_sources(known: Known) -> Iterator[Fault]:
    """Varje värde i de andra handlingarna kommer ur ärendet eller programmet.

    Exempel: ett telefonnummer som är skrivet direkt i mallen.
    Rätta: skriv värdet med ett fält, eller i ärendefilen.
    """
    yield from _untied(known, ("tjänsteskrivelse", "försättsblad", "övrigt"))


def _untied(known: Known, kinds: tuple[Kind, ...]) -> Iterator[Fault]:
    for value in _trace(known).values:
        if value.document in kinds and not value.sources:
            yield Fault(
                f"”{' '.join(value.text.split())}” kommer varken ur ärendefilen eller ur programmet.",
                "Rätta värdet, eller skriv det i ärendefilen eller programmet och som ett fält i mallen.",
                value.place,
            )


@rule("TRA203", Severity.FEL, Scope.DOCUMENTS)
def what_must_be_stated_is(known: Known) -> Iterator[Fault]:
    """Det som måste stå i en handling står där: parternas nummer, perioden, avgiften, villkoren, de som skriver under.

    Exempel: avtalet nämner ingenstans uppsägningstiden.
    Rätta: sätt in fältet i mallen.
    """
    for source, kind in _trace(known).missing:
        document = next((d for d in known.documents if d.kind == kind), None)
        yield Fault(
            f"{_told(source)} saknas i {_WHERE[kind]}.",
            f"Värdet finns i {source.origin} som {source.path}; skriv in det.",
            Place(document=document.label, page=1 if document.pages else None) if document else Place(),
        )


@rule("TRA204", Severity.FEL, Scope.DOCUMENTS)
def values_are_where_they_should(known: Known) -> Iterator[Fault]:
    """I en granskad handling har varje stycke samma värden som när den görs ur ärendet.

    Exempel: punkten om rättelse säger 30 dagar, men programmets villkor är 60 dagar.
    Rätta: skriv tillbaka rätt värde, eller ändra det i ärendefilen eller programmet.
    """
    for document, mine, right in _changed(known):
        ours, theirs = _values_of(right), _values_of(mine)
        strange = {key: text for key, text in theirs.items() if key not in ours}
        gone = {key: text for key, text in ours.items() if key not in theirs}
        for (kind, value), text in strange.items():
            wanted = next((old for (k, _), old in gone.items() if k == kind), None)
            if wanted is not None and (document.kind in ("avtal", "bilaga") or not _in_case(known, kind, value)):
                yield Fault(
                    f"Här står ”{text}”, men enligt ärendet och programmet ska det vara ”{wanted}”.",
                    "Skriv tillbaka rätt värde, eller ändra det i ärendefilen eller programmet.",
                    document.place(mine, text),
                )


@rule("TRA205", Severity.VARNING, Scope.DOCUMENTS)
def no_clause_is_gone(known: Known) -> Iterator[Fault]:
    """I ett granskat avtal finns varje punkt som programmet har.

    Exempel: punkten om överlåtelse är borttagen.
    Rätta: sätt tillbaka punkten, eller kom överens om ändringen.
    """
    for document, right in _pairs(known):
        for paragraph in _unmatched(right, document):
            place = Place(document=document.label, quote=None)
            yield Fault(
                f"Texten ”{' '.join(paragraph.text.split())[:100]}” finns i programmets handling men inte här.",
                "Sätt tillbaka den, eller kom överens om ändringen.",
                place,
            )


@rule("TRA206", Severity.VARNING, Scope.DOCUMENTS)
def no_clause_is_new(known: Known) -> Iterator[Fault]:
    """I ett granskat avtal finns ingen punkt som programmet inte har.

    Exempel: motparten har lagt till en punkt om skadestånd.
    Rätta: ta ställning till punkten innan avtalet undertecknas.
    """
    for document, right in _pairs(known):
        for paragraph in _unmatched(document, right):
            yield Fault(
                "Texten finns inte i programmets handling; den har lagts till.",
                "Ta ställning till den innan avtalet undertecknas.",
                document.place(paragraph),
            )


def _pairs(known: Known) -> Iterator[tuple[Finished, Finished]]:
    """Each agreement or annex that is reviewed, with the one that the case and the programme give."""
    if not known.expected:
        raise Unknown("expected")
    for document in known.documents:
        for right in known.expected:
            if document.kind == right.kind and document.kind in ("avtal", "bilaga"):
                yield document, right


def _texts(document: Finished) -> list[Paragraph]:
    return [p for p in document.body if len(squash(p.text)) > 3]


def _unmatched(these: Finished, those: Finished) -> Iterator[Paragraph]:
    """The paragraphs of ``these`` that nothing in ``those`` is like."""
    others = [squash(p.text) for p in _texts(those)]
    whole = "".join(others)
    for paragraph in _texts(these):
        text = squash(paragraph.text)
        if len(text) > 20 and text not in whole and not any(alike(text, other) for other in others):
            yield paragraph


def _changed(known: Known) -> Iterator[tuple[Finished, Paragraph, Paragraph]]:
    """The paragraphs that are not word for word what the case gives, each with the one it comes from."""
    if not known.expected:
        raise Unknown("expected")
    for document in known.documents:
        for right in known.expected:
            if document.kind != right.kind or (document.kind == "övrigt" and document.name != right.name):
                continue
            theirs, ours = _texts(document), _texts(right)
            same = {squash(p.text) for p in theirs} & {squash(p.text) for p in ours}
            left = [p for p in ours if squash(p.text) not in same]
            for paragraph in theirs:
                if squash(paragraph.text) in same or not left:
                    continue
                best = max(left, key=lambda p: _likeness(squash(paragraph.text), squash(p.text)))
                if alike(squash(paragraph.text), squash(best.text)):
                    yield document, paragraph, best


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > _LEAST_ALIKE else 0.0


def alike(one: str, other: str) -> bool:
    """True if two squashed paragraphs are versions of one another."""
    return one == other or _likeness(one, other) >= _LEAST_ALIKE


def _values_of(paragraph: Paragraph) -> dict[tuple[str, object], str]:
    return {key_of(mention): mention.text for mention in mentions(paragraph.text)}


def _in_case(known: Known, kind: str, value: object) -> bool:
    """True if a value is one of the case's own: a clerk may well speak of another one of them."""
    return any(key_of(m) == (kind, value) for p in known.case_text.paragraphs for m in mentions(p.text))


def _told(source: Source) -> str:
    names = {
        "belopp": "Beloppet",
        "datum": "Datumet",
        "procent": "Procenttalet",
        "tid": "Tiden",
        "orgnr": "Organisationsnumret",
        "namn": "Namnet",
        "epost": "E-postadressen",
        "telefon": "Telefonnumret",
        "årspann": "Åren",
    }
    value = source.value
    if isinstance(value, tuple):
        value = " ".join(map(str, value)) if source.kind == "tid" else "–".join(map(str, value))
    return f"{names.get(source.kind, source.kind)} {value}"

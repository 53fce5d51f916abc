"""Rules about the trace: every value in a document has a source, and what must be stated is."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from loftdocs.check.prose import ratio, words_of
from loftdocs.check.rule import Fault, Known, rule
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


def alike(one: str, other: str) -> bool:
    """True if two paragraphs are versions of one another."""
    return squash(one) == squash(other) or _likeness(one, other) >= _LEAST_ALIKE


@rule("TRA201", Severity.FEL)
def agreement_values_have_sources(known: Known) -> Iterator[Fault]:
    """Varje belopp, datum, procenttal, tid, nummer och adress i avtalet och bilagan kommer ur ärendet eller programmet.

    Exempel: ”90 dagar” i avtalet, när inget villkor är 90 dagar.
    Rätta: skriv värdet med ett fält i mallen, eller rätta det.
    """
    yield from _untied(known, ("avtal", "bilaga"))


@rule("TRA202", Severity.VARNING)
def other_values_have_sources(known: Known) -> Iterator[Fault]:
    """Varje värde i de andra handlingarna som görs kommer ur ärendet eller programmet.

    Exempel: ett telefonnummer som är skrivet direkt i mallen.
    Rätta: skriv värdet med ett fält, eller i ärendefilen.
    """
    if not known.expected:
        yield from _untied(known, ("tjänsteskrivelse", "försättsblad", "övrigt"))


@rule("TRA203", Severity.FEL)
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


@rule("TRA204", Severity.FEL)
def values_are_where_they_should(known: Known) -> Iterator[Fault]:
    """I en granskad handling har varje stycke samma värden som när den görs ur ärendet.

    Exempel: punkten om rättelse säger 30 dagar, men programmets villkor är 60 dagar.
    Rätta: skriv tillbaka rätt värde, eller ändra det i ärendefilen eller programmet.
    """
    for document, mine, right in _changed(known):
        ours, theirs = _values_of(right), _values_of(mine)
        told = {key_of(m): m.text for text in (right.text, mine.text) for m in mentions(text)}
        gone = {key: told[key] for key in ours - theirs}
        for kind, value in theirs - ours:
            text = told[kind, value]
            wanted = next((old for (k, _), old in gone.items() if k == kind), None)
            if wanted is not None and (document.kind in ("avtal", "bilaga") or not _in_case(known, kind, value)):
                yield Fault(
                    f"Här står ”{text}”, men enligt ärendet och programmet ska det vara ”{wanted}”.",
                    "Skriv tillbaka rätt värde, eller ändra det i ärendefilen eller programmet.",
                    document.place(mine, text),
                )


@rule("TRA205", Severity.VARNING)
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


@rule("TRA206", Severity.VARNING)
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


@rule("TRA207", Severity.UPPLYSNING)
def reviewed_values_have_sources(known: Known) -> Iterator[Fault]:
    """Ett värde i en granskad skrivelse som inte finns i ärendet kan vara rätt, men ingen har kontrollerat det.

    Exempel: skrivelsen nämner ett bidrag på 2 000 000 kr som ärendefilen inte nämner.
    Rätta: kontrollera värdet; för in texten i ärendefilen om den ska vara med nästa gång.
    """
    if known.expected:
        yield from _untied(known, ("tjänsteskrivelse", "försättsblad", "övrigt"))


def _trace(known: Known) -> Trace:
    if known.trace is None:
        raise Unknown("trace")
    return known.trace


def _untied(known: Known, kinds: tuple[Kind, ...]) -> Iterator[Fault]:
    for value in _trace(known).values:
        if value.document in kinds and not value.sources:
            yield Fault(
                f"”{' '.join(value.text.split())}” kommer varken ur ärendefilen eller ur programmet.",
                "Rätta värdet, eller skriv det i ärendefilen eller programmet och som ett fält i mallen.",
                value.place,
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
    others = [p.text for p in _texts(those)]
    whole = "".join(map(squash, others))
    for paragraph in _texts(these):
        text = squash(paragraph.text)
        if len(text) > 12 and text not in whole and not any(alike(paragraph.text, other) for other in others):
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
                best = max(left, key=lambda p: _likeness(paragraph.text, p.text))
                if alike(paragraph.text, best.text):
                    yield document, paragraph, best


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    """How alike two paragraphs are, from 0 to 1: by their words, whatever the order, or by their letters in order."""
    mine, theirs = (Counter(word.lower() for _, word in words_of(text)) for text in (one, other))
    words = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
    return max(words, ratio(squash(one), squash(other)))


def _values_of(paragraph: Paragraph) -> Counter[tuple[str, object]]:
    return Counter(key_of(mention) for mention in mentions(paragraph.text))


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

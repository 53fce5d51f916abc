"""Rules about reviewed documents against those that the case gives: the same values, the same words, nothing gone."""

import re
from collections import Counter
from collections.abc import Iterator

from loftdocs.check.alignment import Aligned, align, difference
from loftdocs.check.prose import sentences, words_of
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.mention import MentionKind, mentions
from loftdocs.mention.numbers import number_from_words
from loftdocs.model.base import Unknown
from loftdocs.model.kind import Kind
from loftdocs.model.written import texts_in
from loftdocs.pattern import pattern
from loftdocs.read.document import Finished, Paragraph, squash
from loftdocs.trace.sources import key_of

# A change of one of these words may turn the sense of a sentence round, in any document.
_WEIGHTY = pattern(
    r"\b(?:inte|ej|aldrig|ingen|inga|inget|utan|varje|alla|får|ska|bör|kan|måste|före|efter|innan|dessförinnan|avstyrk\w*"
    r"|tillstyrk\w*)\b",
    re.IGNORECASE,
)
_OFFICE = pattern(r"(?:förvaltning|nämnd|styrelse|fullmäktige|kontor)(?:en|et|n)?s?$")
_NEGATION = pattern(r"inte|ej|aldrig|ingen|inga|inget|utan|avstyrk\w*", re.IGNORECASE)


@rule("TRA204", Severity.FEL)
def values_are_where_they_should(known: Known) -> Iterator[Fault]:
    """I en granskad handling har varje stycke samma värden som när det görs ur ärendet.

    Exempel: punkten om rättelse säger 30 dagar, men programmets villkor är 60 dagar.
    Rätta: skriv tillbaka rätt värde, eller ändra det i ärendefilen eller programmet.
    """
    for document, aligned in _aligned(known):
        for mine, right in aligned.changed:
            for text, wanted in _changed_values(known, document, mine, right):
                yield Fault(
                    f"Här står ”{text}”, men enligt ärendet och programmet ska det vara ”{wanted}”.",
                    place=document.place(mine, text),
                )


@rule("TRA205", Severity.VARNING)
def nothing_is_gone(known: Known) -> Iterator[Fault]:
    """I ett granskat avtal finns varje stycke som programmet har.

    Exempel: punkten om överlåtelse är borttagen.
    Rätta: sätt tillbaka punkten, eller kom överens om ändringen.
    """
    for document, aligned in _aligned(known):
        for paragraph in aligned.gone if document.kind.binding else ():
            yield Fault(
                f"Texten ”{' '.join(paragraph.text.split())[:100]}” finns i programmets handling men inte här.",
                "Sätt tillbaka den, eller kom överens om ändringen.",
                Place(document=document.label),
            )


@rule("TRA206", Severity.VARNING)
def nothing_is_new(known: Known) -> Iterator[Fault]:
    """I ett granskat avtal finns inget stycke som programmet inte har, och inget två gånger.

    Exempel: motparten har lagt till en punkt om skadestånd.
    Rätta: ta ställning till punkten innan avtalet undertecknas.
    """
    for document, aligned in _aligned(known):
        for paragraph in aligned.new if document.kind.binding else ():
            yield Fault(
                f"”{' '.join(paragraph.text.split())[:60]}” finns inte i programmets avtal, eller står två gånger.",
                "Ta ställning till texten innan avtalet undertecknas.",
                document.place(paragraph),
            )


@rule("TRA208", Severity.VARNING)
def words_are_the_programmes(known: Known) -> Iterator[Fault]:
    """I ett granskat avtal har varje stycke samma ordalydelse som programmets.

    Exempel: ”Ingen Part får överlåta” har blivit ”Varje Part får överlåta”.
    Rätta: skriv tillbaka orden, eller kom överens om ändringen.
    """
    for document, mine, right in _reworded(known):
        if document.kind.binding:
            yield _change(document, mine, right)


@rule("TRA209", Severity.VARNING)
def names_and_sense_are_the_cases(known: Known) -> Iterator[Fault]:
    """I en granskad skrivelse eller folder har inget namn, inget räkneord och inget nekande ord bytts ut.

    Exempel: ”Kommunstyrelsen” har blivit ”Kommunfullmäktige”; ”bedömer” har blivit ”bedömer inte”.
    Rätta: skriv tillbaka orden, eller ändra dem i ärendefilen.
    """
    for document, mine, right in _reworded(known):
        if not document.kind.binding and _weighty(known, mine.text, right.text):
            yield _change(document, mine, right)


@rule("TRA210", Severity.UPPLYSNING)
def other_words_are_the_cases(known: Known) -> Iterator[Fault]:
    """En granskad skrivelse eller folder skiljer sig från den som ärendet ger.

    Exempel: en mening har skrivits om i Word.
    Rätta: för in ändringen i ärendefilen eller mallen, så att den är med nästa gång.
    """
    for document, mine, right in _reworded(known):
        if not document.kind.binding and not _weighty(known, mine.text, right.text):
            yield _change(document, mine, right)
    for document, aligned in _aligned(known):
        for paragraph in aligned.gone if not document.kind.binding else ():
            yield Fault(
                f"Texten ”{' '.join(paragraph.text.split())[:100]}” finns i ärendet men inte här.",
                "Är det avsett?",
                Place(document=document.label),
            )


def _change(document: Finished, mine: Paragraph, right: Paragraph) -> Fault:
    before, now = difference(mine.text, right.text)
    if before and now:
        message = f"Här stod ”{before}”; det har ändrats till ”{now}”."
    else:
        message = f"Här har ”{now}” lagts till." if now else f"Här har ”{before}” tagits bort."
    hint = "Skriv tillbaka det, eller kom överens om ändringen." if document.kind.binding else "Är ändringen avsedd?"
    return Fault(message, hint, document.place(mine))


def _aligned(known: Known) -> Iterator[tuple[Finished, Aligned]]:
    """Each reviewed document lined up with its own among those that the case gives; none for what was made here."""
    if not known.reviewed:
        return
    known.loaded  # noqa: B018  (without a case there is nothing to compare with)
    if not known.expected:
        raise Unknown("handlingar som ärendet ger")
    for document in known.documents:
        for right in known.expected:
            if document.kind == right.kind and (document.kind != Kind.ÖVRIGT or _same(document, right)):
                yield document, align(document, right)


def _same(one: Finished, other: Finished) -> bool:
    """True if two documents of no special kind begin alike."""
    mine, theirs = ([squash(p.text).lower() for p in d.body[:3]] for d in (one, other))
    return bool(set(mine) & set(theirs))


def _reworded(known: Known) -> Iterator[tuple[Finished, Paragraph, Paragraph]]:
    for document, aligned in _aligned(known):
        for mine, right in aligned.changed:
            same = _canonical(mine.text) == _canonical(right.text)
            if not same and not list(_changed_values(known, document, mine, right)):
                yield document, mine, right


def _changed_values(known: Known, document: Finished, mine: Paragraph, right: Paragraph) -> Iterator[tuple[str, str]]:
    """The values that were exchanged: as written now, and as they should be."""
    ours, theirs = _values_in(right), _values_in(mine)
    told = {key_of(m): m.text for text in (right.text, mine.text) for m in mentions(text)}
    gone: dict[str, str] = {}
    own = known.case_text.paragraphs
    for key in ours - theirs:
        gone.setdefault(key[0], told[key])
    for kind, value in theirs - ours:
        wanted = gone.get(kind)
        # A clerk may well speak of another one of the case's own values.
        if wanted is not None and (document.kind.binding or (kind, value) not in _values_in(*own)):
            yield told[kind, value], wanted


def _values_in(*paragraphs: Paragraph) -> Counter[tuple[str, object]]:
    return Counter(key_of(mention) for paragraph in paragraphs for mention in mentions(paragraph.text))


def _weighty(known: Known, theirs: str, ours: str) -> bool:
    """True if a name, a number or a word that decides the sense was exchanged or taken out, or a negation put in."""
    mine, right = (Counter(word for _, word in words_of(text)) for text in (theirs, ours))
    gone, new = right - mine, mine - right
    if any(_NEGATION.fullmatch(word) for word in new) or (gone and _numbers(gone) != _numbers(new)):
        return True
    return any(_WEIGHTY.fullmatch(word) or _OFFICE.search(word) for word in gone) or bool(
        (_names_in(ours) | _own_names(known)) & set(gone)
    )


def _numbers(words: Counter[str]) -> list[int]:
    """The numbers among changed words, in letters or in digits; "en" and "ett" are articles as often as numbers."""
    found = [number_from_words(word) for word in words.elements() if word.lower() not in ("en", "ett")]
    digits = [word for word in words.elements() if word.isdigit()]
    return sorted([n for n in found if n is not None] + [int(d) for d in digits])


def _names_in(text: str) -> set[str]:
    """The words with a capital inside a sentence."""
    return {word for _, sentence in sentences(text) for at, word in words_of(sentence) if at and word[0].isupper()}


def _own_names(known: Known) -> set[str]:
    """The names that count wherever they stand: the parties', the board's, the partners'."""
    names = [party.namn for party in known.stated.parties] + [party.kortnamn for party in known.stated.parties]
    names += texts_in(known.loaded.program.uppgifter)
    return {word for name in names for _, word in words_of(name) if word[0].isupper()}


def _canonical(text: str) -> str:
    """A text in which every value is written one way, so that ``2024-12-31`` and ``den 31 december 2024`` are alike.

    Per cent and percentage points are not: as much more than a rate, or as many hundredths of it, is another sum.
    """
    pieces, at = [], 0
    for mention in mentions(text):
        points = "enheter" if mention.kind is MentionKind.PROCENT and "enhet" in mention.text.lower() else ""
        pieces += [text[at : mention.start], f"{key_of(mention)}{points}"]
        at = mention.end
    return squash("".join((*pieces, text[at:]))).lower()

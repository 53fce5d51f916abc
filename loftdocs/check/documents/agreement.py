"""Rules about the agreement's own language: its defined terms and its numbering."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

from loftdocs.check.passages import passages
from loftdocs.check.prose import section, sentences, words_of
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.kommuner import kommuner
from loftdocs.findings import Severity
from loftdocs.model.base import Unknown
from loftdocs.model.kind import Kind
from loftdocs.model.written import texts_in
from loftdocs.pattern import pattern
from loftdocs.read.document import Finished, Paragraph

_DEFINED = pattern(
    r"^(?:[”\"“])?(?P<ord>[A-ZÅÄÖ][\w-]*(?:\s[\w-]+){0,3}?)(?:[”\"“])?\s*(?::|\s[–-]\s|\s(?:avser|betyder|innebär|avses)\b)"
)
_QUOTED = pattern(r"[”\"“](?P<ord>[A-ZÅÄÖ][\w-]*(?:\s[\w-]+){0,3})[”\"“]")
# Endings of a Swedish noun or adjective in the singular, the plural, the definite form and the genitive.
_ENDING = pattern(r"(?:erna|arna|orna|ernas|arnas|ornas|na|nas|en|ens|et|ets|er|ar|or|n|t|a|as|ts|ns|s|e|es)$")
_OFFICE = pattern(r"(?:förvaltning|nämnd|styrelse|fullmäktige|kontor|rätt)(?:en|et|n)?s?$")
_NUMBER_AFTER = pattern(r"\s\d")
_LONGEST_WORD = 80
# A number, a letter or a section sign that someone has typed before the text.
_TYPED = pattern(r"^\s*(?:§\s*\d+|\d+\s*§|\d+(?:\.\d+)*[.)]?|[a-zA-Z][.)]|[•–-])\s+")
# Words that agreements use as terms: with a capital inside a sentence they must have been defined.
_CUSTOMARY = (
    "Avtal Projekt Resultat Tjänst Uppdrag Leverans Bilaga Beställare Leverantör Produkt Kund Part Styrgrupp"
    " Projektledare Bakgrundsinformation"
    " Förgrundsinformation Projektperiod Avtalsperiod Avtalstid Naturainsats Projektresultat"
    " Avtalsår Avgift Ersättning Kostnad Sekretess Information Konfidentiell Enskilt Samfällt"
)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its endings, taken off one by one: ``Projektresultatet`` and ``Projektresultat`` are one term."""
    word = word.lower()
    if len(word) > _LONGEST_WORD:
        return word
    while len(short := _ENDING.sub("", word)) >= 4 and short != word:
        word = short
    return word


_CUSTOMARY_STEMS = frozenset(map(stem, _CUSTOMARY.split()))


@rule("AVT201", Severity.VARNING)
def defined_terms_are_used(known: Known) -> Iterator[Fault]:
    """Varje begrepp som avtalet definierar används i avtalet eller dess bilaga.

    Exempel: Naturainsats definieras men förekommer inte i någon punkt.
    Rätta: använd begreppet där det hör hemma, eller ta bort definitionen.
    """
    for document in known.of(Kind.AVTAL):
        annexes = [other for other in known.documents if other.kind == Kind.BILAGA]
        defined = [(term, where, _stems(term)) for term, where in _definitions(document)]
        used = _uses({stems for _, _, stems in defined}, [p for other in (document, *annexes) for p in other.body])
        for term, where, stems in defined:
            # A term that is introduced in running text may also be used in that same paragraph.
            if sum(used[stems].values()) == used[stems][id(where)] < 2:
                yield Fault(f"Begreppet ”{term}” definieras men används inte.", place=document.place(where, term))


@rule("AVT202", Severity.FEL)
def used_terms_are_defined(known: Known) -> Iterator[Fault]:
    """Ett ord som avtalet skriver med stor bokstav inne i en mening är ett definierat begrepp.

    Exempel: ”rätt till Projektresultatet” i ett avtal som inte definierar Projektresultat.
    Rätta: definiera begreppet, eller skriv det med liten bokstav.
    """
    defined = {_stems(term)[0] for document in known.of(Kind.AVTAL) for term, _ in _definitions(document)}
    if not defined:
        raise Unknown("begrepp som avtalet definierar")
    names = _proper_names(known)
    told: set[str] = set()
    for passage in passages(known.of(Kind.AVTAL, Kind.BILAGA), body=True):
        if passage.paragraph.is_heading or passage.paragraph.style in ("Title", "Subtitle"):
            continue
        for word in _capitalised(passage.text):
            base = stem(word)
            if base in defined or word in names or word.rstrip("s") in names or base in told:
                continue
            if base in _CUSTOMARY_STEMS or (re.search(r"(?:en|et|na)s?$", word) and not _OFFICE.search(word)):
                told.add(base)
                yield passage.at(word).fault(f"”{word}” är skrivet som ett definierat begrepp, men definieras inte.")


@rule("AVT203", Severity.FEL)
def a_term_is_defined_once(known: Known) -> Iterator[Fault]:
    """Varje begrepp definieras en gång.

    Exempel: ”Resultat” definieras två gånger, på olika sätt.
    Rätta: behåll den ena definitionen.
    """
    for document in known.of(Kind.AVTAL):
        met: dict[str, Paragraph] = {}
        for word, paragraph in _listed(document):
            term = " ".join(word.lower().split())
            if term in met:
                places = document.place(paragraph, word), (document.place(met[term], word),)
                message = f"Begreppet ”{word}” definieras två gånger."
                yield Fault(message, "Behåll den ena definitionen.", *places)
            met.setdefault(term, paragraph)


@rule("AVT204", Severity.FEL)
def numbers_run_in_order(known: Known) -> Iterator[Fault]:
    """Avtalets rubriker och punkter är numrerade i följd: inget nummer två gånger, inget överhoppat.

    Exempel: två rubriker med nummer 7, eller 8.1 följt av 8.3.
    Rätta: använd Words automatiska numrering, eller rätta numret.
    """
    for document in known.of(Kind.AVTAL, Kind.BILAGA):
        last: dict[tuple[int, ...], int] = {}
        for paragraph in document.body:
            match = re.fullmatch(r"(\d{1,2}(?:\.\d{1,2})*)\.?", paragraph.number)
            if not match or not (paragraph.is_heading or "." in match[1]):
                continue
            *parents, number = (int(part) for part in match[1].split("."))
            key = tuple(parents)
            expected = last.get(key, 0) + 1
            if number != expected:
                right = ".".join(map(str, (*parents, expected)))
                what = "står två gånger" if number < expected else f"kommer där {right} väntas"
                place = document.place(paragraph)
                yield Fault(f"Nummer {match[1]} {what}.", "Rätta numret, eller låt Word numrera.", place)
            last[key] = number


@rule("AVT205", Severity.VARNING)
def headings_differ(known: Known) -> Iterator[Fault]:
    """Inga två rubriker på samma nivå i en handling är lika.

    Exempel: rubriken Resultat står två gånger.
    Rätta: slå ihop delarna, eller byt namn på den ena.
    """
    for document in known.documents:
        met: dict[tuple[int, str], Paragraph] = {}
        for paragraph in document.body:
            if not paragraph.is_heading:
                continue
            key = (paragraph.level, " ".join(paragraph.text.lower().split()))
            if key in met and document.kind != Kind.ÖVRIGT:
                yield Fault(
                    f"Rubriken ”{paragraph.text}” står två gånger.",
                    place=document.place(paragraph),
                    also=(document.place(met[key]),),
                )
            met.setdefault(key, paragraph)


def _stems(term: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in term.split())


def _definitions(document: Finished) -> list[tuple[str, Paragraph]]:
    """The terms that an agreement defines, with their paragraphs: in its list of definitions, or quoted at first."""
    found = [(" ".join(word.split()), paragraph) for word, paragraph in _listed(document)]
    names = {_stems(term) for term, _ in found}
    for paragraph in document.body:
        for match in _QUOTED.finditer(paragraph.text):
            term = " ".join(match["ord"].split())
            if _stems(term) not in names:
                names.add(_stems(term))
                found.append((term, paragraph))
    return found


def _listed(document: Finished) -> Iterator[tuple[str, Paragraph]]:
    listed = section(document, "definition")
    for paragraph in listed.paragraphs if listed else ():
        if match := _DEFINED.match(paragraph.text):
            yield match["ord"], paragraph


def _uses(terms: set[tuple[str, ...]], paragraphs: Iterable[Paragraph]) -> dict[tuple[str, ...], "Counter[int]"]:
    """How often each term stands in each paragraph, by the paragraph's identity: all in one reading."""
    found: dict[tuple[str, ...], Counter[int]] = {term: Counter() for term in terms}
    sizes = sorted({len(term) for term in terms})
    for paragraph in paragraphs:
        words = [stem(word) for _, word in words_of(paragraph.text)]
        for at in range(len(words)):
            for size in sizes:
                if (one := tuple(words[at : at + size])) in found:
                    found[one][id(paragraph)] += 1
    return found


def _capitalised(text: str) -> Iterator[str]:
    """Words with a capital inside a sentence, apart from those all in capitals, street names and typed numbering."""
    text = _TYPED.sub("", text)
    for _, sentence in sentences(text):
        for at, word in words_of(sentence):
            before = sentence[max(0, at - 20) : at]
            opens = not before.strip() or before.rstrip()[-1] in ':.!?/”"“()•–-' or before.endswith("\t")
            numbered = _NUMBER_AFTER.match(sentence, at + len(word))
            if not opens and word[0].isupper() and not word[1:2].isupper() and not numbered:
                yield word


def _proper_names(known: Known) -> frozenset[str]:
    """The words of all names that are known: parties, persons, places, the programme."""
    names = [kommun.kort for kommun in kommuner()] + [kommun.namn for kommun in kommuner()]
    with suppress(Unknown):
        names += [text for party in known.stated.parties for text in (party.namn, party.kortnamn)]
    with suppress(Unknown):
        names += list(known.stated.roles)
    with suppress(Unknown):
        case, program = known.loaded.case, known.loaded.program
        names += [program.namn, program.uttydd or "", *(side.ort for side in known.sides)]
        names += [*texts_in(program.uppgifter)]
        names += [case.tjänsteskrivelse.mottagare, case.tjänsteskrivelse.förvaltning]
    return frozenset(word for name in names for _, word in words_of(name)) | {"Sverige", "Sveriges", "EU", "Europeiska"}

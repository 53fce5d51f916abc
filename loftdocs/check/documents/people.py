"""Rules about signatures, and about persons from one document to another."""

import re
from collections.abc import Iterator

from loftdocs.check.passages import Passage, matches, passages
from loftdocs.check.prose import alike, section
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.stated import parties_in
from loftdocs.check.titles import LEAST_ALIKE, TITLE, same_person, same_title
from loftdocs.findings import Severity
from loftdocs.model.kind import Kind
from loftdocs.pattern import pattern
from loftdocs.read.document import Finished, Paragraph, squash

_RULE = pattern(r"_{6,}|\.{10,}|…{4,}")  # a line to sign on, drawn with characters
# A name of two to four words with a title after it; no word of a name is longer than that.
_NAMED = pattern(rf"\b((?:[A-ZÅÄÖ][\w’'-]{{0,40}}\s{{1,9}}){{1,3}}[A-ZÅÄÖ][\w’'-]{{1,40}}),\s{{1,9}}({TITLE})\b")
_SIGNS = pattern(r"underskrift|undertecknas|namnförtydligande", re.IGNORECASE)


def signature_part(document: Finished) -> tuple[Paragraph, ...]:
    """The paragraphs from the last heading about signatures on, or those that speak of signing."""
    found = section(document, "underskrift", "undertecknande")
    if found:
        at = document.body.index(found.heading)
        return document.body[at:]
    lines = [i for i, p in enumerate(document.body) if _SIGNS.search(p.text) or _RULE.search(p.text)]
    return document.body[lines[0] :] if lines else ()


@rule("UND204", Severity.FEL)
def signers_have_their_lines(known: Known) -> Iterator[Fault]:
    """Var och en som ska underteckna har en egen rad i underskriftsdelen av handlingen.

    Exempel: Ulrika K Jansson ska underteckna avtalet, men hennes namn står inte vid någon underskriftsrad.
    Rätta: sätt in raden i mallen.
    """
    pages = known.facts.underskrifter
    for document in known.of(Kind.TJÄNSTESKRIVELSE, Kind.AVTAL):
        if document.kind == Kind.TJÄNSTESKRIVELSE:
            names = [person.namn for person in pages.tjänsteskrivelse]
        else:
            sides = pages.dokument.get(document.name, pages.parter)
            names = [person.namn for side in sides for person in side.personer if person]
        part = signature_part(document)
        text = squash("".join(p.text for p in part))
        for name in names:
            if squash(name) not in text:
                yield Fault(
                    f"{name} ska underteckna, men har ingen rad bland underskrifterna.",
                    "Sätt in en underskriftsrad med namnet.",
                    document.place(part[0]) if part else document.ending,
                )


@rule("UND205", Severity.FEL)
def agreement_has_both_signatures(known: Known) -> Iterator[Fault]:
    """Avtalet har en underskriftsdel där alla parter nämns.

    Exempel: underskriftsdelen saknar motpartens namn.
    Rätta: sätt in en underskriftsrad för varje part.
    """
    for document in known.of(Kind.AVTAL):
        part = signature_part(document)
        if not part:
            yield Fault(
                "Avtalet har ingen plats för underskrifter.",
                "Sätt in underskriftsrader för alla parter.",
                document.ending,
            )
            continue
        # In others' papers the names may stand above the lines, beside them, or in a table of their own.
        near = part if known.given else (*document.body[-15:], *part)
        text = squash(" ".join(p.text for p in near)).lower()
        for party in known.stated.parties:
            shorts = [party.namn] if party.kommunal and known.given else [party.namn, party.kortnamn]
            if not any(squash(name).lower() in text for name in shorts if name):
                yield Fault(
                    f"{party.namn} saknas bland underskrifterna.",
                    "Sätt in en underskriftsrad för parten.",
                    document.place(part[0]),
                )


@rule("UND207", Severity.FEL)
def every_party_signs(known: Known) -> Iterator[Fault]:
    """Den som avtalet presenterar som part, med nummer och kortnamn, är en av dem som undertecknar.

    Exempel: avtalet börjar med tre kommuner, men programmet och ärendet har två parter; den tredje får ingen plats för
    sin underskrift.
    Rätta: ta bort parten ur mallen, eller låt programmet vara ett som har just de parter som undertecknar.
    """
    own = {side.orgnr for side in known.sides}
    for passage in passages(known.of(Kind.AVTAL), body=True):
        for party in parties_in(passage.text):
            if party.kortnamn and party.orgnr not in own:
                yield passage.at(party.namn).fault(
                    f"{party.namn} ({party.orgnr}) är part i avtalet, men finns varken i ärendet eller "
                    "i programmet och får ingen plats att underteckna.",
                    "Ta bort parten ur mallen, eller skriv rätt parter i ärendet och programmet.",
                    known.program_place("parter"),
                )


@rule("UND206", Severity.FEL)
def given_documents_name_persons_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns i flera granskade handlingar stavas och tituleras lika.

    Exempel: ”Ulrika K Jansson, kommundirektör” i skrivelsen och ”Ulrica K Jansson, kommundirektör” i avtalet.
    Rätta: ta reda på rätt stavning och skriv den överallt.
    """
    if known.given:
        return  # UND202 and UND203 tell
    met: dict[str, tuple[str, Passage]] = {}
    for passage, match in matches(passages(known.documents), _NAMED):
        name, title = " ".join(match[1].split()), match[2]
        if name in met and not same_title(title, met[name][0]):
            their_title, first = met[name]
            message = f"{name} är ”{title}” här men ”{their_title}” i {first.document.label}."
            yield passage.fault(message, "Skriv samma titel överallt.", first.place)
        for other in alike(name, met, LEAST_ALIKE):
            if other != name and same_person(name, other):
                first = met[other][1]
                yield passage.at(name).fault(
                    f"Här står ”{name}”, men ”{other}” i {first.document.label}.", also=first.place
                )
        met.setdefault(name, (title, passage.at(name)))

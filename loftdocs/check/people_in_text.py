"""Rules about the persons that texts name: spelled and titled alike, present where they sign, no identity numbers."""

import re
from collections.abc import Iterator

from loftdocs.check.prose import near_misses, ratio, section, words_of
from loftdocs.check.rule import Fault, Known, Scope, rule
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.read.document import Finished, Paragraph, squash

_TITLE = (
    r"(?:[a-zåäö]+\s)?[a-zåäö]*(?:direktör|chef|utredare|strateg|ordförande|sekreterare|samordnare|ledare|controller|jurist"
    r"|ekonom|rådgivare|utvecklare|specialist|koordinator|kamrerare|råd)"
)
_SIGNS = re.compile(r"underskrift|undertecknas|namnförtydligande", re.IGNORECASE)
_LEAST_ALIKE = 0.86


def _paragraphs(known: Known) -> Iterator[tuple[Finished, Paragraph]]:
    for document in known.texts:
        for paragraph in document.paragraphs:
            yield document, paragraph


@rule("UND201", Severity.FEL, Scope.TEXT)
def no_identity_number(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller ett personnummer; handlingarna publiceras.

    Exempel: ”811218-9876” i en text.
    Rätta: ta bort numret; namn och roll räcker.
    Källa: dataskyddsförordningen artikel 87, dataskyddslagen (2018:218) 3 kap. 10 §.
    """
    for document, paragraph in _paragraphs(known):
        for mention in mentions_of(paragraph.text, MentionKind.PERSONNUMMER):
            yield Fault(
                f"Här står ett personnummer, {mention.text[:6]}…; handlingen blir offentlig.",
                "Ta bort numret. Namn och roll räcker.",
                document.place(paragraph, mention.text),
            )


@rule("UND202", Severity.FEL, Scope.TEXT)
def names_are_spelled_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns i en text stavas som i listan över personer.

    Exempel: ”Ulrica K Jansson” i en text, Ulrika K Jansson bland personerna.
    Rätta: skriv namnet lika överallt.
    """
    names = tuple(known.stated.roles)
    for document, paragraph in _paragraphs(known):
        for name in names:
            for found in near_misses(paragraph.text, name, _LEAST_ALIKE):
                if found not in names and found[:1].isupper() and _same_person(found, name):
                    yield Fault(
                        f"Här står ”{found}”, men namnet är {name}.",
                        f"Skriv {name}.",
                        document.place(paragraph, found),
                    )


@rule("UND203", Severity.FEL, Scope.TEXT)
def titles_are_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns med titel har samma titel överallt.

    Exempel: ”kommundirektör Magnus Åsman” när han är strategisk utredare.
    Rätta: skriv den roll som står bland personerna, eller ändra den där.
    """
    for document, paragraph in _paragraphs(known):
        for name, role in known.stated.roles.items():
            spelled = r"\s+".join(map(re.escape, name.split()))
            for match in re.finditer(spelled, paragraph.text):
                before = re.search(rf"\b((?i:{_TITLE}))(?:en|n)?\s+$", paragraph.text[: match.start()])
                after = re.match(rf",\s+({_TITLE})\b", paragraph.text[match.end() :])
                said = (after or before)[1] if after or before else None  # type: ignore[index]
                if said and not _same_title(said, role):
                    yield Fault(
                        f"Här är {name} ”{said}”, men rollen är {role}.",
                        f"Skriv {role}, eller ändra rollen bland personerna.",
                        document.place(paragraph, match.group()),
                    )


@rule("UND204", Severity.FEL, Scope.DOCUMENTS)
def signers_have_their_lines(known: Known) -> Iterator[Fault]:
    """Var och en som ska underteckna har en egen rad i underskriftsdelen av handlingen.

    Exempel: Ulrika K Jansson ska underteckna avtalet, men hennes namn står inte vid någon underskriftsrad.
    Rätta: sätt in raden i mallen.
    """
    signers = known.loaded.case.underskrifter
    for document in known.documents:
        if document.kind == "tjänsteskrivelse":
            names = signers.tjänsteskrivelse
        elif document.kind == "avtal":
            names = (*signers.partneravtal.kommunen, *signers.partneravtal.motparten)
        else:
            continue
        part = signature_part(document)
        text = squash("".join(p.text for p in part))
        for name in names:
            if squash(name) not in text:
                yield Fault(
                    f"{name} ska underteckna, men har ingen rad bland underskrifterna.",
                    "Sätt in en underskriftsrad med namnet.",
                    document.place(part[0] if part else document.paragraphs[-1]),
                )


@rule("UND205", Severity.FEL, Scope.DOCUMENTS)
def agreement_has_both_signatures(known: Known) -> Iterator[Fault]:
    """Avtalet har en underskriftsdel där båda parter nämns.

    Exempel: underskriftsdelen saknar motpartens namn.
    Rätta: sätt in en underskriftsrad för varje part.
    """
    for document in known.documents:
        if document.kind != "avtal":
            continue
        part = signature_part(document)
        if not part:
            yield Fault(
                "Avtalet har ingen plats för underskrifter.",
                "Sätt in underskriftsrader för båda parter.",
                document.place(document.paragraphs[-1]),
            )
            continue
        text = squash(" ".join(p.text for p in part)).lower()
        for party in known.stated.parties:
            shorts = [party.namn] if party.kommunal else [party.namn, party.kortnamn]
            if not any(squash(name).lower() in text for name in shorts if name):
                yield Fault(
                    f"{party.namn} saknas bland underskrifterna.",
                    "Sätt in en underskriftsrad för parten.",
                    document.place(part[0]),
                )


@rule("UND206", Severity.FEL, Scope.DOCUMENTS)
def given_documents_name_persons_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns i flera granskade handlingar stavas och tituleras lika.

    Exempel: ”Ulrika K Jansson, kommundirektör” i skrivelsen och ”Ulrica K Jansson, kommundirektör” i avtalet.
    Rätta: ta reda på rätt stavning och skriv den överallt.
    """
    if known.given:
        return  # UND202 and UND203 tell
    met: dict[str, tuple[str, Finished, Paragraph]] = {}
    for document in known.documents:
        for paragraph in document.paragraphs:
            for match in re.finditer(
                rf"\b((?:[A-ZÅÄÖ][\w’'-]*\s+){{1,3}}[A-ZÅÄÖ][\w’'-]+),\s+({_TITLE})\b", paragraph.text
            ):
                name, title = " ".join(match[1].split()), match[2]
                for other, (their_title, place, where) in met.items():
                    if name == other:
                        if not _same_title(title, their_title):
                            yield Fault(
                                f"{name} är ”{title}” här men ”{their_title}” i {place.label}.",
                                "Skriv samma titel överallt.",
                                document.place(paragraph, match[0]),
                                (place.place(where, other),),
                            )
                    elif ratio(name, other) >= _LEAST_ALIKE and _same_person(name, other):
                        yield Fault(
                            f"Här står ”{name}”, men ”{other}” i {place.label}.",
                            "Ta reda på rätt stavning och skriv den överallt.",
                            document.place(paragraph, name),
                            (place.place(where, other),),
                        )
                met.setdefault(name, (title, document, paragraph))


def signature_part(document: Finished) -> tuple[Paragraph, ...]:
    """The paragraphs from the last heading about signatures on, or those that speak of signing."""
    found = section(document, "underskrift", "undertecknande")
    if found:
        at = document.body.index(found.heading)
        return document.body[at:]
    return tuple(p for p in document.body if _SIGNS.search(p.text))


def _same_person(found: str, name: str) -> bool:
    """True if two names that look alike are one person's: no word in them is wholly another."""
    mine, theirs = [w for _, w in words_of(found)], [w for _, w in words_of(name)]
    long_mine, long_theirs = [w for w in mine if len(w) > 1], [w for w in theirs if len(w) > 1]
    if len(long_mine) != len(long_theirs):
        return False
    return all(ratio(a.lower(), b.lower()) >= 0.7 for a, b in zip(long_mine, long_theirs, strict=True))


def _same_title(said: str, role: str) -> bool:
    """True if ``said`` is the role, or its last word."""
    said, role = " ".join(said.lower().split()), " ".join(role.lower().split())
    return said in role or role in said or said.split()[-1] == role.split()[-1]

"""Rules about how the documents refer to each other: annexes, clauses."""

import re
from collections.abc import Iterator

from loftdocs.check.passages import matches, passages
from loftdocs.check.prose import section
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.model.base import Unknown
from loftdocs.model.kind import Kind
from loftdocs.pattern import pattern

_ANNEX = pattern(r"\b(?P<ord>bilag(?:an|a|orna|or)s?)\b(?:\s+(?P<nr>\d{1,2})\b)?(?P<till>\s+till\b)?", re.IGNORECASE)
_CLAUSE = pattern(
    r"\b(?:punkt(?:en|erna)?|avsnitt(?:et)?|klausul(?:en)?|p\.)\s+(?P<nr>\d{1,2}(?:\.\d{1,2})*)(?![\d.]*\s*(?:procent|%|kr))",
    re.IGNORECASE,
)
_LAW = pattern(r"\blag|förordning|\bkap\b|allmänna\s+villkor", re.IGNORECASE)
_ENCLOSED = pattern(
    r"\b(?P<vad>prislista\w*|tidplan\w*|kravspecifikation\w*|budget\w*)\b[^.]{0,60}\b(?:bifogas|fogas\s+till)\b",
    re.IGNORECASE,
)


@rule("DOK204", Severity.FEL)
def annexes_exist(known: Known) -> Iterator[Fault]:
    """Varje bilaga som avtalet hänvisar till finns, och är de flera eller en stämmer det med ordet.

    Exempel: ”enligt bilaga 2” eller ”bilagorna” när avtalet har en enda bilaga.
    Rätta: rätta hänvisningen, eller lägg till bilagan.
    """
    count = _count_of_annexes(known)
    for passage, match in matches(passages(known.of(Kind.AVTAL, Kind.BILAGA), body=True), _ANNEX):
        many = match["ord"].lower().startswith("bilagor")
        number = int(match["nr"]) if match["nr"] else None
        if (number and number > count) or (many and count == 1):
            has = "en bilaga" if count == 1 else f"{count} bilagor"
            yield passage.fault(f"Här står ”{' '.join(match.group().split())}”, men avtalet har {has}.")


@rule("DOK209", Severity.UPPLYSNING)
def given_annexes_are_all(known: Known) -> Iterator[Fault]:
    """En bilaga som ett granskat avtal hänvisar till finns bland de handlingar som granskas.

    Exempel: avtalet nämner bilaga 1 och 2, men bara en bilaga är given.
    Rätta: granska bilagan tillsammans med avtalet.
    """
    given = sum(document.kind == Kind.BILAGA for document in known.documents)
    if known.given:
        return  # DOK204 tells
    for passage, match in matches(passages(known.of(Kind.AVTAL), body=True), _ANNEX):
        if match["nr"] and int(match["nr"]) > given:
            yield passage.fault(f"Här nämns {' '.join(match.group().split())}, som inte är med i granskningen.")


@rule("DOK205", Severity.FEL)
def clauses_exist(known: Known) -> Iterator[Fault]:
    """Varje punkt som avtalet hänvisar till finns i samma handling.

    Exempel: ”enligt punkt 10.7” när kapitel 10 slutar med 10.6.
    Rätta: rätta numret; i Word följer en korsreferens med när punkter flyttas.
    """
    numbered = [document for document in known.of(Kind.AVTAL, Kind.BILAGA) if any(p.number for p in document.body)]
    if not numbered:
        raise Unknown("numrerade punkter")
    for document in numbered:
        numbers = {paragraph.number.strip(".") for paragraph in document.body}
        for passage, match in matches(passages([document], body=True), _CLAUSE):
            following = passage.text[match.end() : match.end() + 30]
            if match["nr"] not in numbers and not _LAW.search(following):
                yield passage.fault(f"Här hänvisas till punkt {match['nr']}, som inte finns.", "Rätta numret.")


@rule("DOK206", Severity.UPPLYSNING)
def what_is_enclosed_is_there(known: Known) -> Iterator[Fault]:
    """En prislista eller tidplan som sägs bifogas finns med bland handlingarna.

    Exempel: bilagan säger att prislistan bifogas, men ingen prislista ligger i samlingen.
    Rätta: lägg filen i ärendets mapp och nämn den under bilagor, med ingår_i: [handlingar, avtal].
    """
    made = " ".join(document.name for document in known.documents).lower()
    for document in known.documents:
        names = f"{made} {_attached_to(known, document.name)}"
        for passage in passages([document], body=True):
            match = _ENCLOSED.search(" ".join(passage.text.split()))
            if match and match["vad"].lower()[:6] not in names:
                yield passage.at(match.group()).fault(
                    f"Här sägs att {match['vad'].lower()} bifogas, men den finns inte bland handlingarna.",
                    "Bifoga den innan avtalet undertecknas: lägg filen i ärendets mapp och nämn den under bilagor.",
                )


@rule("DOK208", Severity.VARNING)
def paper_has_its_parts(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsen har de delar som nämnden väntar sig.

    Exempel: rubriken Ekonomiska konsekvenser eller Beslutsunderlag saknas.
    Rätta: lägg till delen.
    """
    costs = known.given is None or bool(known.facts.betalningar)
    wanted = ("förslag till beslut", *(("ekonomi",) if costs else ()), "beslutsunderlag", "skickas till")
    papers = [document for document in known.of(Kind.TJÄNSTESKRIVELSE) if any(p.is_heading for p in document.body)]
    if not papers:
        raise Unknown("rubriker i skrivelsen")
    for document in papers:
        for words in wanted:
            if section(document, words) is None:
                yield Fault(
                    f"Skrivelsen saknar en rubrik om ”{words}”.",
                    "Lägg till delen, eller rätta rubriken.",
                    document.beginning,
                )


def _count_of_annexes(known: Known) -> int:
    """How many annexes there are; without a case nobody knows whether all of them are given."""
    given = sum(document.kind == Kind.BILAGA for document in known.documents)
    program = known.loaded.program
    annexes = sum(document.slag == Kind.BILAGA for document in known.facts.dokument)
    own = sum(not program.signed_bundles.isdisjoint(one.ingår_i) for one in known.loaded.case.bilagor)
    return max(given, annexes + own)


def _attached_to(known: Known, document: str) -> str:
    """The case's own papers that go along with a document into what is signed, by their titles and files."""
    if known.given is None:
        return ""
    program = known.loaded.program
    along = {bundle for one in program.dokument if one.namn == document for bundle in one.ingår_i}
    needed = along & program.signed_bundles or along
    own = (one for one in known.loaded.case.bilagor if not needed or not needed.isdisjoint(one.ingår_i))
    return " ".join(f"{one.titel} {one.fil}" for one in own).lower()

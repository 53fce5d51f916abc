"""Values that have no source, and documents whose words are others than the case gives."""

from collections.abc import Iterator

from ..edits import dropping, in_documents, made, repeating
from ..operators import operator
from ..papers import Mutant, Papers

_AGREEMENT, _PAPER = "partneravtal", "tjansteskrivelse"


@operator("källor", expects="TRA201")
def value_typed_into_the_agreement(papers: Papers) -> Iterator[Mutant]:
    added = "Anmälan ska göras inom 90 dagar."
    yield from made(repeating(papers, r"^Svensk lag", added, _AGREEMENT))
    yield from repeating(papers, r"^Svensk lag", added, _AGREEMENT)


@operator("källor", expects="TRA202")
def value_typed_into_another_template(papers: Papers) -> Iterator[Mutant]:
    yield from made(in_documents(papers, r"Telefon: [\d\s-]+", "Telefon: 018-727 00 00", _PAPER))
    yield from made(repeating(papers, r"^Vill du veta", "Ring 018-727 00 00.", "informationsfolder"))


@operator("källor", expects="TRA203")
def template_without_a_term(papers: Papers) -> Iterator[Mutant]:
    yield from made(dropping(papers, r"tolv månaders uppsägningstid|referensräntan plus", _AGREEMENT))


@operator("källor", expects="TRA207")
def value_that_only_a_reviewed_paper_has(papers: Papers) -> Iterator[Mutant]:
    grant = "Kommunen har fått 2 000 000 kr i bidrag. Kostnaden ryms"
    yield from in_documents(papers, r"^Kostnaden ryms", grant, _PAPER)


@operator("ordalydelse", expects="TRA205")
def clause_removed(papers: Papers) -> Iterator[Mutant]:
    pattern = (
        r"^(?:Ingen Part får överlåta|Varje Part svarar|Ett Samfällt resultat|Svensk lag|Vid sen betalning"
        r"|Parterna och de forskare)"
    )
    yield from dropping(papers, pattern, _AGREEMENT)


@operator("ordalydelse", expects="TRA206")
def clause_added(papers: Papers) -> Iterator[Mutant]:
    for text in (
        "Kommunen ersätter alla skador som arbetet orsakar, utan begränsning.",
        "RISE får höja avgiften när som helst under projektperioden.",
    ):
        yield from repeating(papers, r"^Ingen Part får överlåta", text, _AGREEMENT)
    twice = r"^(?:Varje Part (?:svarar|följer)|Svensk lag|Ingen Part får).*"
    yield from repeating(papers, twice, lambda m: m.group(), _AGREEMENT)


@operator("ordalydelse", expects="TRA208")
def clause_turned_round(papers: Papers) -> Iterator[Mutant]:
    for old, new in (
        ("Ingen Part får överlåta", "Varje Part får överlåta"),
        ("överenskommelser gäller inte", "överenskommelser gäller"),
        ("Rättegången hålls i Göteborg", "Rättegången hålls i Uppsala"),
        ("avgörs av domstol", "avgörs av skiljenämnd"),
        ("ägs endast av Parterna", "ägs endast av RISE"),
        ("får publicera", "får inte publicera"),
        ("ska ske skriftligen", "får ske muntligen"),
        ("procentenheter", "procent"),
        ("gemensamt och i lika delar", "i lika delar"),
        ("ger inte rätt till sådan ersättning", "ger rätt till sådan ersättning"),
        ("alltid har beretts tillfälle att ta del", "har fått ta del"),
    ):
        yield from in_documents(papers, old, new, _AGREEMENT, most=1)
    yield from in_documents(papers, "en rabatt på", "ett tillägg på", "bilaga")
    yield from in_documents(papers, "en ansvarig kontaktperson och en ersättare", "två kontaktpersoner", "bilaga")
    yield from in_documents(papers, "ska aktivt söka", "söker", "bilaga")


@operator("ordalydelse", expects="TRA210")
def paper_reworded(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, "Det kostar", "Deltagandet kostar", _PAPER)
    yield from dropping(papers, r"^Fakta om LOFT$", "informationsfolder")

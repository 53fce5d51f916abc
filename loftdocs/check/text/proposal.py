"""Rules about whether the paper's texts go together with what it proposes, and say how it is paid for."""

import re
from collections.abc import Iterator

from loftdocs.check.case_text import PROPOSAL
from loftdocs.check.passages import Passage, passages
from loftdocs.check.prose import ECONOMY, section
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.model.base import NotApplicable
from loftdocs.model.kind import Kind
from loftdocs.pattern import pattern

_AGAINST = pattern(
    r"avstyrk\w*|avråd\w*|bör\s+inte\s+(?:delta|ingå|teckna)|bedömer\s+inte\s+att|rekommenderar\s+inte|inte\s+bör\s+(?:delta|ingå)",
    re.IGNORECASE,
)
_REPEALED = pattern(r"\b2007:109[12]\b|\bSFS\s+2007:109[12]\b")
_FUNDED = pattern(
    r"\bram(?:en|ar)?\b|budget|finansier|medel|anslag|ryms|täck|belasta|konto|tas\s+(?:från|ur)", re.IGNORECASE
)
_FUNDING_YEARS = pattern(
    r"(?:ram(?:en)?|budget(?:en)?|medel|anslag(?:et)?)\s+(?:för\s+)?(?P<år>(?:19|20)\d\d(?:(?:\s*(?:,|och|samt|–|-)\s*)(?:19|20)\d\d)*)"
)
_YEAR = pattern(r"\b(?:19|20)\d\d\b")
_SPAN = pattern(r"\b((?:19|20)\d\d)\s*[–-]\s*((?:19|20)\d\d)\b")


@rule("BES208", Severity.VARNING)
def assessment_supports_the_proposal(known: Known) -> Iterator[Fault]:
    """Bedömningen talar inte emot det beslut som föreslås.

    Exempel: ”Förvaltningen avstyrker därför ett deltagande” i en skrivelse som föreslår att avtalet ingås.
    Rätta: ändra bedömningen eller förslaget.
    """
    for passage in _paper(known):
        if match := _AGAINST.search(passage.text):
            yield passage.at(match.group()).fault(
                f"Här står ”{match.group()}”, men skrivelsen föreslår att avtalet ingås.",
                "Ändra bedömningen eller förslaget, om de säger emot varandra.",
            )


@rule("BES210", Severity.VARNING)
def law_is_in_force(known: Known) -> Iterator[Fault]:
    """En upphandlingslag som nämns är den som gäller.

    Exempel: ”lagen (2007:1091) om offentlig upphandling”, som upphörde att gälla 2017.
    Rätta: skriv lagen (2016:1145) om offentlig upphandling.
    Källa: lagen (2016:1145) om offentlig upphandling.
    """
    for passage in _paper(known):
        if match := _REPEALED.search(passage.text):
            yield passage.at(match.group()).fault(
                f"Lagen {match.group()} har upphört att gälla.",
                "Skriv lagen (2016:1145) om offentlig upphandling, och rätt paragraf i den.",
            )


@rule("BES205", Severity.FEL)
def economy_states_its_funding(known: Known) -> Iterator[Fault]:
    """Det står hur kostnaden täcks.

    Exempel: ”Deltagandet kostar 300 000 kr per år.” och inget mer.
    Rätta: skriv vilken ram, budget eller vilka medel som täcker kostnaden.
    """
    if known.given and not known.facts.betalningar:
        raise NotApplicable("något som betalas")
    if not known.documents:
        text = known.loaded.case.tjänsteskrivelse.finansiering
        if text and not _FUNDED.search(str(text)):
            yield Fault(
                "Här står inte hur kostnaden täcks.",
                "Skriv vilken ram, budget eller vilka medel som täcker den.",
                known.place("tjänsteskrivelse", "finansiering"),
            )
    for document in known.of(Kind.TJÄNSTESKRIVELSE) if known.documents else ():
        found = section(document, *ECONOMY)
        if found and not _FUNDED.search(found.text):
            yield Fault(
                "Avsnittet om ekonomi säger inte hur kostnaden täcks.",
                "Skriv vilken ram, budget eller vilka medel som täcker den.",
                document.place(found.heading),
            )


@rule("BES211", Severity.VARNING)
def funding_is_for_the_period(known: Known) -> Iterator[Fault]:
    """De år som finansieringen gäller är avtalsperiodens.

    Bara det som skrivelsen säger om hur kostnaden täcks prövas: en äldre budget kan nämnas i bakgrunden.
    Exempel: ”inom ramen för 2021” när avtalet gäller 2022–2024, eller ”ram för 2022 och 2023” och inget om 2024.
    Rätta: skriv alla år, eller inga.
    """
    start, end = known.stated.period
    right = set(range(start.year, end.year + 1))
    for passage in _funding(known):
        matches = list(_FUNDING_YEARS.finditer(passage.text))
        said = {year for match in matches for year in _years(match["år"])}
        # One sentence may tell of the budget that is decided, and the next of the years to come.
        if matches and (not said <= right or not right <= _years(passage.text)):
            yield passage.at(matches[0]["år"]).fault(
                f"Finansieringen gäller {', '.join(map(str, sorted(said)))}, men avtalsperioden är "
                f"{start.year}–{end.year}."
            )


def _years(text: str) -> set[int]:
    """The years that a text names, those within a span too."""
    found = {int(year) for year in _YEAR.findall(text)}
    return found.union(*(range(int(first), int(last) + 1) for first, last in _SPAN.findall(text)))


def _funding(known: Known) -> Iterator[Passage]:
    """The paragraphs that tell how the cost is covered, in a paper or in the case file."""
    for passage in _paper(known):
        place = passage.paragraph.place
        if place and place.path:
            if place.path.endswith("finansiering"):
                yield passage
        elif (found := section(passage.document, *ECONOMY)) and any(passage.paragraph is p for p in found.paragraphs):
            yield passage


def _paper(known: Known) -> Iterator[Passage]:
    """The paragraphs of a decision paper, or of the texts that will be in it."""
    for document in known.of(Kind.TJÄNSTESKRIVELSE) if known.documents else known.texts:
        proposal = section(document, "förslag till beslut") if document.kind == Kind.TJÄNSTESKRIVELSE else None
        skipped = {id(paragraph) for paragraph in proposal.paragraphs} if proposal else set()
        skipped |= {id(p) for p in document.body if p.place and PROPOSAL in (p.place.path or "")}
        yield from (one for one in passages([document], body=True) if id(one.paragraph) not in skipped)

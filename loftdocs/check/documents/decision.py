"""Rules about the decision paper: a decision that stands alone, its cost, its summary."""

import re
from collections.abc import Iterator

from loftdocs.check.prose import section, sections
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of

_LEANING = re.compile(
    r"\b(?:enligt\s+(?:ovan|nedan|förslag(?:et)?|skrivelsen|bilag\w+)|se\s+(?:ovan|nedan)|ovanstående|nedanstående|ovan\s+nämnda"
    r"|ovannämnda|dito|i\s+enlighet\s+med\s+(?:ovan|skrivelsen|förslaget))\b",
    re.IGNORECASE,
)
# A line of running text on an A4 page in 11 points.
_CHARACTERS_A_LINE = 95


@rule("BES201", Severity.FEL)
def decision_names_the_counterparty(known: Known) -> Iterator[Fault]:
    """Förslaget till beslut nämner motparten, så att beslutet kan läsas för sig.

    Exempel: ”Förvaltningen får i uppdrag att ingå avtalet.”
    Rätta: skriv med vem avtalet ingås.
    """
    others = [party for party in known.stated.parties if not party.kommunal]
    for document in known.of("tjänsteskrivelse"):
        found = section(document, "förslag till beslut", "förslag till besluts", "beslutsförslag")
        if not found or not others:
            continue
        text = " ".join(found.text.split())
        if not any(name and name in text for party in others for name in (party.namn, party.kortnamn)):
            yield Fault(
                f"Förslaget till beslut nämner inte motparten, {others[0].namn}.",
                "Skriv med vem avtalet ingås; beslutet ska kunna läsas för sig i protokollet.",
                document.place((found.paragraphs or (found.heading,))[-1]),
            )


@rule("BES202", Severity.FEL)
def decision_names_the_subject(known: Known) -> Iterator[Fault]:
    """Förslaget till beslut säger vad avtalet handlar om.

    Exempel: ”att ingå partneravtal med RISE”, utan ämnet.
    Rätta: skriv avtalets ämne.
    """
    subject = re.findall(r"\w{5,}", known.loaded.program.ämne.lower())
    for document in known.of("tjänsteskrivelse"):
        found = section(document, "förslag till beslut", "beslutsförslag")
        text = found.text.lower() if found else ""
        if found and sum(word in text for word in subject) < 0.6 * len(subject):
            yield Fault(
                f"Förslaget till beslut säger inte vad avtalet handlar om: {known.loaded.program.ämne}.",
                "Skriv ut ämnet; beslutet ska kunna läsas för sig i protokollet.",
                document.place((found.paragraphs or (found.heading,))[-1]),
            )


@rule("BES203", Severity.FEL)
def decision_leans_on_nothing(known: Known) -> Iterator[Fault]:
    """Förslaget till beslut hänvisar inte till text som inte följer med in i protokollet.

    Exempel: ”beslutar enligt ovan”, ”enligt förslaget”.
    Rätta: skriv ut det som menas.
    """
    for document in known.of("tjänsteskrivelse"):
        found = section(document, "förslag till beslut", "beslutsförslag")
        for paragraph in found.paragraphs if found else ():
            for match in _LEANING.finditer(paragraph.text):
                yield Fault(
                    f"Förslaget till beslut säger ”{match.group()}”, men i protokollet står beslutet för sig.",
                    "Skriv ut det som menas.",
                    document.place(paragraph, match.group()),
                )


@rule("BES204", Severity.FEL)
def economy_states_a_sum(known: Known) -> Iterator[Fault]:
    """Avsnittet om ekonomi anger en summa.

    Exempel: ”Kostnaden ryms inom ramen”, utan belopp.
    Rätta: skriv vad deltagandet kostar, per år och sammanlagt.
    """
    for document in known.of("tjänsteskrivelse"):
        found = section(document, "ekonomi", "finansiering", "kostnad")
        if found and not mentions_of(found.text, MentionKind.BELOPP):
            yield Fault(
                "Avsnittet om ekonomi anger inget belopp.",
                "Skriv vad det kostar, per år och sammanlagt.",
                document.place(found.heading),
            )


@rule("BES206", Severity.VARNING)
def long_matter_has_a_summary(known: Known) -> Iterator[Fault]:
    """Ett ärende som är längre än programmets gräns har en sammanfattning före.

    Exempel: ärendet är 40 rader långt och skrivelsen saknar rubriken Sammanfattning.
    Rätta: fyll i sammanfattning i ärendefilen, högst några meningar.
    """
    most = known.loaded.program.sammanfattning_efter_rader if known.given else 8
    for document in known.of("tjänsteskrivelse"):
        if not most or section(document, "sammanfattning"):
            continue
        outside = ("förslag till beslut", "beslutsunderlag", "underskrift", "skickas till")
        matter = [s for s in sections(document) if not any(words in s.heading.text.lower() for words in outside)]
        lines = sum(-(-len(p.text) // _CHARACTERS_A_LINE) for s in matter for p in s.paragraphs if p.cell is None)
        if lines > most:
            yield Fault(
                f"Ärendet är ungefär {lines} rader långt men har ingen sammanfattning.",
                "Fyll i ”sammanfattning” i ärendefilen med några meningar om vad saken gäller och vad den kostar.",
                document.beginning,
            )

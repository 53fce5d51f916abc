"""Rules about how the cost is covered."""

import re
from collections.abc import Iterator

from loftdocs.check.prose import ECONOMY, section
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.model.base import NotApplicable
from loftdocs.model.kind import Kind

_FUNDED = re.compile(
    r"\bram(?:en|ar)?\b|budget|finansier|medel|anslag|ryms|täck|belasta|konto|tas\s+(?:från|ur)", re.IGNORECASE
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

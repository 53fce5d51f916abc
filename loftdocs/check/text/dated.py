"""Rules about facts that change with time: a text says what holds on the paper's own day."""

import re
from collections.abc import Iterator

from loftdocs.check.passages import passages
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.language.swedish import day


@rule("PAR210", Severity.VARNING)
def texts_use_the_name_of_the_papers_day(known: Known) -> Iterator[Fault]:
    """Det som programmet kallar olika under olika tid kallas i en text så som det gör den dag då skrivelsen är daterad.

    Exempel: ”Exempelstads högskola” i en skrivelse från ett år då den heter Exempelstads universitet.
    Rätta: skriv det som gäller då, om det inte är den andra tiden som avses.
    """
    changing = {
        other: dated.value
        for dated in known.loaded.dated
        for other in dated.others
        if isinstance(other, str) and isinstance(dated.value, str) and other != dated.value
    }
    if not changing:
        return
    paper = known.loaded.case.tjänsteskrivelse.datum
    for passage in passages(known.texts):
        for other, now in changing.items():
            for found in _named(other, now, passage.text):
                yield passage.at(found).fault(
                    f"Här står ”{found}”, men den {day(paper)}, då skrivelsen är daterad, gäller ”{now}”.",
                    f"Skriv {now}, om det inte är en annan tid som avses.",
                )


def _named(other: str, now: str, text: str) -> Iterator[str]:
    """Where a text names ``other``, as itself or in the genitive, and not as a part of what holds ``now``."""
    kept = [match.span() for match in re.finditer(re.escape(now), text, re.IGNORECASE)]
    for match in re.finditer(rf"(?<!\w){re.escape(other)}(?::?s)?(?!\w)", text, re.IGNORECASE):
        if not any(start <= match.start() and match.end() <= end for start, end in kept):
            yield match.group()

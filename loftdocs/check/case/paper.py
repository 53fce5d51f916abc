"""Rules about the decision paper's own particulars."""

import re
from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@rule("DAT118", Severity.VARNING)
def registered_in_its_own_time(known: Known) -> Iterator[Fault]:
    """Årtalet i diarienumret är skrivelsens, eller året före.

    Exempel: KS 2012/734 i en skrivelse daterad 2021.
    Rätta: rätta diarienumret.
    """
    paper = known.loaded.case.tjänsteskrivelse
    found = _YEAR.search(paper.diarienummer or "")
    if found and not paper.datum.year - 2 <= int(found.group()) <= paper.datum.year:
        yield Fault(
            f"Diarienumret {paper.diarienummer} är från {found.group()}, men skrivelsen är daterad {paper.datum.year}.",
            "Kontrollera diarienumret.",
            known.place("tjänsteskrivelse", "diarienummer"),
        )


@rule("BES209", Severity.VARNING)
def decision_is_sent_to_who_acts(known: Known) -> Iterator[Fault]:
    """Beslutet skickas till den förvaltning som får uppdraget.

    Exempel: uppdraget går till Kommunledningsförvaltningen, men beslutet skickas till Utbildningsförvaltningen.
    Rätta: lägg till förvaltningen bland dem som beslutet skickas till.
    """
    paper = known.loaded.case.tjänsteskrivelse
    if not any(paper.förvaltning.lower() in line.lower() for line in paper.skickas_till):
        yield Fault(
            f"Beslutet skickas inte till {paper.förvaltning}, som får uppdraget.",
            f"Lägg till {paper.förvaltning}, för åtgärd.",
            known.place("tjänsteskrivelse", "skickas_till", key=True),
        )

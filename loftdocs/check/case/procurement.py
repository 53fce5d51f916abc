"""Rules about procurement."""

import re
from collections.abc import Iterator
from decimal import Decimal

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.swedish import Kronor, day
from loftdocs.findings import Severity
from loftdocs.model.base import Unknown

_GROUND = re.compile(
    r"1\s+kap\.?\s+5\s+§|offentlig\s+upphandling|\bLOU\b|upphandl(?:as|ats|ing|ad)|ramavtal|direktupphandl",
    re.IGNORECASE,
)


@rule("BES207", Severity.UPPLYSNING)
def procurement_has_its_ground(known: Known) -> Iterator[Fault]:
    """Är avtalets värde över gränsen för direktupphandling står grunden för att avtalet inte upphandlas.

    Exempel: avtalet är värt 900 000 kr, gränsen är 615 312 kr, och ingen text nämner upphandling.
    Rätta: fyll i upphandlingsgrund i ärendefilen, till exempel forsknings- och utvecklingstjänster.
    Källa: lagen (2016:1145) om offentlig upphandling, 1 kap. 5 § och 19 a kap.
    """
    paper, value = known.loaded.case.tjänsteskrivelse.datum, known.facts.avgift.totalt
    rules = known.loaded.program.upphandling
    limit = rules.gräns(paper) if rules else None
    if rules is None or limit is None:
        raise Unknown(f"en gräns för direktupphandling den {day(paper)} i programmets fil")
    texts = " ".join(paragraph.text for paragraph in known.case_text.paragraphs)
    if Decimal(int(value)) > limit and not _GROUND.search(texts):
        yield Fault(
            f"Avtalet är värt {value}, mer än gränsen för direktupphandling {day(paper)}, {Kronor(limit)}. Skrivelsen "
            "säger inte varför avtalet får ingås utan upphandling.",
            f"Fyll i upphandlingsgrund, till exempel: {rules.grund}",
            known.place("tjänsteskrivelse", "upphandlingsgrund", key=True),
        )

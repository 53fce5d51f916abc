"""The names that templates and expressions know values by, whatever programme declares them."""

from typing import Any

from loftdocs.derive import Facts
from loftdocs.model.case import Case
from loftdocs.model.program import Program


def naming(case: Case, program: Program, facts: Facts) -> dict[str, Any]:
    """What the expressions of a programme's file may name: what its templates may, but for what is of one document.

    A fact that each party of a role has is the list of their values, in their order.
    """
    each = {
        fact.name: [part.uppgifter.get(fact.name) for part in facts.parter if part.roll == fact.each]
        for fact in program.facts
        if fact.each
    }
    paper = {"ärende": case.tjänsteskrivelse, "skrivelse": facts.skrivelsen} if facts.skrivelsen else {}
    return {
        **facts.roller,
        **facts.uppgifter,
        **{name: facts.betalningar.get(name) for name in program.betalningar},
        **each,
        **paper,
        "program": constants(program),
        "villkor": printed(program, "villkor"),
        "period": facts.tid,
        "beslut": case.beslut,
        "valfria": facts.valfria,
        "bilagor": tuple(facts.bilagor.values()),
    }


def constants(program: Program) -> dict[str, Any]:
    """What is the same for every case: the programme's names, and the facts that it gives itself."""
    named = {"namn": program.namn, "uttydd": program.uttydd, "ämne": program.ämne, "kontakt": program.kontakt}
    return {**named, **printed(program, "uppgifter")}


def printed(program: Program, group: str) -> dict[str, Any]:
    """The constants of a group as templates have them."""
    own = [fact for fact in program.facts if fact.path[0] == group and not fact.given]
    return {fact.name: fact.printed(getattr(getattr(program, group), fact.name)) for fact in own}

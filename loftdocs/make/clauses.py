"""The optional clauses that no template asks about: to choose one of them changes nothing."""

import re
from collections.abc import Collection, Iterator

from loftdocs.check.rule import Known
from loftdocs.findings import Finding
from loftdocs.make import diagnostics
from loftdocs.model.program import Program


def unasked_clauses(known: Known, sources: Collection[str]) -> Iterator[Finding]:
    """A warning for each that neither the templates' ``sources`` nor the programme's conditions and rules name."""
    program = known.loaded.program
    asked = "\n".join((*sources, *_expressions(program)))
    for name in program.valfria_klausuler:
        if not re.search(rf"\bvalfria\.{name}\b", asked):
            yield diagnostics.CLAUSE_UNASKED.finding(
                f"Klausulen ”{name}” går att välja, men ingen mall frågar efter den: den som väljer den får ingenting.",
                f"Skriv klausulen i avtalets mall, mellan {{% if valfria.{name} %}} och {{% endif %}}, "
                "eller ta bort den ur programmets fil.",
                known.loaded.program_tree.place("valfria_klausuler", name, key=True),
            )


def _expressions(program: Program) -> Iterator[str]:
    for one in (*program.dokument, *program.betalningar.values()):
        yield one.om or ""
    for rule in program.regler:
        yield f"{rule.när or ''} {rule.kräv}"

"""A programme's own rules, as data: an expression over facts that has to hold, and what to say where it does not."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from loftdocs.findings import Severity
from loftdocs.model.base import Model
from loftdocs.model.types import Line

Grad = Literal[Severity.FEL, Severity.VARNING, Severity.UPPLYSNING]


def as_tries(value: object) -> object:
    """Several sets of values, of which one alone needs no list."""
    return value if isinstance(value, list | tuple) else [value]


class Prov(Model):
    """Values with which a rule is tried: some where it is to be silent, and some where it is to speak."""

    tiger: Annotated[tuple[dict[str, Any], ...], BeforeValidator(as_tries)] = Field(
        description="Fall som regeln inte ska anmärka på; i vart och ett är resten som i ett sunt ärende."
    )
    säger_till: Annotated[tuple[dict[str, Any], ...], BeforeValidator(as_tries)] = Field(
        description="Uppgifter som regeln ska anmärka på."
    )


class Regel(Model):
    """One rule of a programme's own; the expressions are those of the templates."""

    kod: Line = Field(description="Regelns kod: bokstäver och ett nummer, HYR101.")
    när: Line | None = Field(None, description="Ett uttryck; regeln prövas bara när det är sant.")
    kräv: Line = Field(description="Uttrycket som ska vara sant: deposition <= 3 * hyra.")
    annars: Line = Field(description="Vad som sägs annars; fält skrivs som i mallarna, {{ deposition }}.")
    gör: Line = Field(description="Vad handläggaren ska göra.")
    ställe: Line | None = Field(None, description="Uppgiften i ärendet som det gäller.")
    grad: Grad = Field(Severity.VARNING, description="fel, varning eller upplysning.")
    varför: Line | None = Field(None, description="Varför regeln finns: lag, villkor.")
    prov: Prov | None = Field(None, description="Ett fall där regeln ska tiga, och ett där den ska säga till.")

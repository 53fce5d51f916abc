"""The fields of a template as its author reads them: each with its path and what it prints, in the order of a paper."""

from collections.abc import Iterator, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from typing import Any

from loftdocs.derive import Part
from loftdocs.derive.betalplan import Betalplan, Rad
from loftdocs.derive.period import Period
from loftdocs.model.base import Model
from loftdocs.model.program import Program
from loftdocs.model.text import Text

_MOST = 80
# What is said of a party or a payment for the sake of rules and plans, and what another field says already.
_HIDDEN: dict[type, frozenset[str]] = {
    Part: frozenset({"roll", "slag", "egen", "uppgifter", "kommunal"}),
    Betalplan: frozenset(
        {
            *("namn", "rytm", "förskott", "sätt", "amounts", "säkerhet", "räknas_upp", "före_perioden", "nämns_som"),
            *("betalningar", "värde", "öppen"),
        }
    ),
    Period: frozenset({"till", "planned_to"}),
}
# What such a thing does not have in a case is no field of its programme.
_ONLY_GIVEN = (Betalplan, Period, Rad)
# Of a party that has been listed by its role; it has the other fields here too.
_INSIDE = ("namn", "kortnamn")
_LAST = ("titel", "titlar", "logotyp", "programlogotyp", "programbild", "samling", "innehåll", "sidor")


def listed(values: Mapping[str, Any], program: Program) -> Iterator[tuple[str, str]]:
    """Each field of ``values`` with its path and what it prints; the first item stands for all of a list."""
    for name in _order(values, program):
        yield from _leaves(name, values[name], inside=name in ("egen", "parter"))


def _order(values: Mapping[str, Any], program: Program) -> list[str]:
    """Parties, the case's own facts, what the agreement runs and costs, the paper, who signs, and what is constant."""
    own = [program.own] if program.own else []
    facts = [fact.name for fact in program.facts if fact.given and not fact.each]
    paper = ("ärende", "skrivelse", "handläggare", "beslut")
    constant = ("villkor", "valfria", "program")
    parties = [*own, *program.parter, "egen", "parter"]
    wanted = [*parties, *facts, "period", *program.betalningar, *paper, "underskrifter", *constant]
    others = [name for name in values if name not in wanted and name not in _LAST]
    return [name for name in dict.fromkeys((*wanted, *others, *_LAST)) if name in values]


def _leaves(path: str, value: Any, *, inside: bool) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        yield from _leaves(f"{path}[0]", value[0], inside=inside)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(f"{path}.{key}", item, inside=True)
    elif isinstance(value, Part):
        for name, item in _party(value, inside):
            yield from _leaves(f"{path}.{name}", item, inside=True)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _leaves(f"{path}.{name}", getattr(value, name), inside=True)
    elif is_dataclass(value) and not isinstance(value, Text) and type(value).__str__ is object.__str__:
        for name in _names(type(value)):
            item = getattr(value, name)
            if item not in (None, ()) or name == "slut" or not isinstance(value, _ONLY_GIVEN):
                yield from _leaves(f"{path}.{name}", item, inside=True)
    else:
        yield path, " ".join(_printed(value).split())[:_MOST]


def _party(part: Part, inside: bool) -> Iterator[tuple[str, Any]]:
    names = _INSIDE if inside else [name for name in _names(Part) if getattr(part, name) != ""]
    yield from ((name, getattr(part, name)) for name in names)
    yield from () if inside else part.uppgifter.items()


def _names(kind: type) -> list[str]:
    """What templates reach of a thing: its fields, and what follows from them."""
    found = [item.name for item in dataclass_fields(kind)]
    found += [name for name, item in vars(kind).items() if isinstance(item, property)]
    return [name for name in found if name not in _HIDDEN.get(kind, ())]


def _printed(value: Any) -> str:
    if value is None or value == ():
        return "–"
    if isinstance(value, bool):
        return "sant" if value else "falskt"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)

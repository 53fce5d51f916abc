"""The expressions of a programme's file: those of the templates, in the templates' own sandbox.

A language that a programme's owner writes already is one to learn less; and it takes Swedish names, which CEL does not.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any


class BadExpression(Exception):
    """An expression that cannot be read, or that comes to nothing with what it is given; ``reason`` is in Swedish."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def truth(expression: str, values: Mapping[str, Any]) -> bool:
    """Whether an expression is true of some values. Raises `BadExpression`."""
    return bool(_asked(f"{{% if {expression} %}}1{{% endif %}}", values))


def text_of(template: str, values: Mapping[str, Any]) -> str:
    """A line with fields in it, filled in. Raises `BadExpression`."""
    return _asked(template, values)


def _asked(source: str, values: Mapping[str, Any]) -> str:
    from loftdocs.render.budget import TooMuch  # Jinja is read in only where a programme has expressions
    from loftdocs.render.guard import TEMPLATE_FAULTS, environment

    unknown: list[str] = []

    def show(value: Any, expression: str, line: int) -> Any:
        return shown(value)

    env = environment(show, unknown.append, autoescape=False)
    env.functions = tuple(_FUNCTIONS.values())
    try:
        text = env.from_string(source).render({**values, **_FUNCTIONS})
    except TooMuch as error:
        raise BadExpression(str(error)) from error
    except TEMPLATE_FAULTS as error:
        raise BadExpression(f"uttrycket går inte att räkna ut ({error})") from error
    if unknown:
        raise BadExpression(f"”{unknown[0]}” finns inte")
    return text


def shown(value: Any) -> str:
    """A value as a message has it: a person by the name, a day in words."""
    from loftdocs.derive.swedish import day

    if isinstance(value, date):
        return day(value)
    return str(getattr(value, "namn", value))


def _total(values: Iterable[Any]) -> Any:
    return sum(value for value in values if value is not None)


def _days(first: date, last: date) -> int:
    return (last - first).days


def _after(day: date, months: int) -> date:
    from loftdocs.model.length import add_months

    return add_months(day, months)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "summa": _total,
    "antal": len,
    "största": max,
    "minsta": min,
    "dagar_mellan": _days,
    "månader_efter": _after,
}
"""What expressions may call: sums and counts of lists, and reckoning with days."""

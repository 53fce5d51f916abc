"""The expressions of a programme's file: those of the templates, in the templates' own sandbox.

A language that a programme's owner writes already is one to learn less; and it takes Swedish names, which CEL does not.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from loftdocs.language.swedish import day as written
from loftdocs.model.length import Length

_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
# What Jinja says of a value that there is not ends so: 'hyran' is undefined, has no attribute 'år', has no element 3.
_ASKED_FOR = re.compile(r"(?:'|element )(\w+)'?(?: is undefined)?$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class BadExpression(Exception):
    """An expression that cannot be read, or that comes to nothing with what it is given; ``reason`` is in Swedish."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def value_of(expression: str, values: Mapping[str, Any]) -> Any:
    """What an expression comes to. Raises `BadExpression`."""
    found: list[Any] = []
    _asked(f"{{{{ {expression} }}}}", values, found.append)
    return found[0] if found else None


def truth(expression: str, values: Mapping[str, Any]) -> bool:
    """Whether an expression is true of some values. Raises `BadExpression`."""
    # Facts that have to be there, which most conditions are, need no engine.
    parts = [part.strip() for part in expression.split(" and ")]
    if all(part in values for part in parts):
        return all(values[part] for part in parts)
    return bool(value_of(expression, values))


def text_of(template: str, values: Mapping[str, Any]) -> str:
    """A line with fields in it, filled in. Raises `BadExpression`."""
    return _asked(template, values) if "{" in template else template


def names_in(expression: str) -> tuple[str, ...]:
    """The names that an expression uses, without what belongs to them: ``deposition`` in ``deposition <= 3 * hyra``."""
    found = _NAME.findall(_QUOTED.sub("", expression))
    return tuple(dict.fromkeys(name.partition(".")[0] for name in found))


def _asked(source: str, values: Mapping[str, Any], found: Callable[[Any], None] | None = None) -> str:
    from jinja2 import Undefined  # read in only where a programme has expressions

    from loftdocs.sandbox.budget import TooMuch
    from loftdocs.sandbox.guard import TEMPLATE_FAULTS, environment

    unknown: list[str] = []

    def show(value: Any, expression: str, line: int) -> Any:
        if isinstance(value, Undefined):
            unknown.append(expression)
            return ""
        if found:
            found(value)
        return shown(value)

    env = environment(show, unknown.append, autoescape=False)
    env.functions = tuple(_FUNCTIONS.values())
    try:
        text = env.from_string(source).render({**values, **_FUNCTIONS})
    except (TooMuch, *TEMPLATE_FAULTS) as error:
        raise BadExpression(_reason(error)) from error
    if unknown:
        raise BadExpression(f"”{unknown[0]}” finns inte")
    return text


def _reason(error: Exception) -> str:
    """Why an expression came to nothing, for a programme's owner: Jinja and Python say it in English."""
    from jinja2 import TemplateAssertionError, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    from loftdocs.sandbox.budget import TooMuch

    match error:
        case TooMuch():  # it speaks of templates, which have the same bounds
            return f"uttrycket{str(error).removeprefix('Mallen').rstrip('.')}"
        case TemplateAssertionError():
            return "uttrycket använder ett filter som inte finns"
        case TemplateSyntaxError():
            return "uttrycket är inte rätt skrivet; se efter att varje parentes och citattecken stängs"
        case UndefinedError() if name := _ASKED_FOR.search(str(error)):
            return f"”{name[1]}” finns inte"
        case SecurityError():
            return "uttrycket gör något som inte är tillåtet i det"
        case ZeroDivisionError():
            return "uttrycket delar med noll"
        case TypeError() if "NoneType" in str(error):
            return "det räknar med en uppgift som inte är ifylld"
        case TypeError():
            return "det räknar med uppgifter som inte går att räkna ihop, som en text och ett tal"
    return f"uttrycket går inte att räkna ut ({error})"


def shown(value: Any) -> str:
    """A value as a message has it: a person or a party by the name, a day in words."""
    if isinstance(value, date):
        return written(value)
    return str(getattr(value, "namn", value))


def _given(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def _length(unit: str) -> Callable[[int], Length]:
    return lambda number: Length(int(number), unit)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "summa": lambda values: sum(_given(values)),
    "antal": len,
    "största": lambda values: max(_given(values), default=None),
    "minsta": lambda values: min(_given(values), default=None),
    "dagar_mellan": lambda first, last: (last - first).days,
    "dagar": _length("dag"),
    "veckor": _length("vecka"),
    "månader": _length("månad"),
    "kvartal": _length("kvartal"),
    "år": _length("år"),
}
"""What expressions may call: sums, counts and extremes of lists, and lengths of time to reckon days with."""

"""Jinja as templates may use it: sandboxed, escaped, and never silent about a field that is unknown or empty."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from numbers import Number
from types import CodeType
from typing import Any

from jinja2 import ChainableUndefined, Template, TemplateError, Undefined, nodes, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from loftdocs.language.swedish import capital, genitive, listed, words
from loftdocs.model.length import Length
from loftdocs.sandbox.budget import MOST_AT_ONCE, Budget, TooMuch, result_weight
from loftdocs.sandbox.language import LOOP, WEIGH, MeteredGenerator, Nesting

_CALL = "_fält"


class FieldGuard(Extension):
    """Sends every ``{{ expression }}`` through one function, with its own source and its line."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """``{{ x.y }}`` becomes ``{{ _fält((x.y), "x.y", line) }}``: the official hook for rewriting a template."""
        nesting = Nesting()
        for token in stream:
            yield nesting.follow(token)
            if token.type != "variable_begin":
                continue
            line = token.lineno
            inner: list[Token] = []
            while stream.current.type != "variable_end" and stream.current.type != "eof":
                inner.append(nesting.follow(next(stream)))
            source = "".join(_source(part) for part in inner).strip()
            call: tuple[tuple[str, Any], ...] = (("name", _CALL), ("lparen", "("), ("lparen", "("))
            rest = (
                ("rparen", ")"),
                ("comma", ","),
                ("string", source),
                ("comma", ","),
                ("integer", line),
                ("rparen", ")"),
            )
            yield from (Token(line, *one) for one in call)
            yield from inner
            yield from (Token(line, *one) for one in rest)


def _source(token: Token) -> str:
    return f" {token.value} " if token.type in ("operator", "and", "or", "not", "if", "else") else str(token.value)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own sandbox, which compiles a template once (cases share theirs) and remembers what it was given.

    Every operator, call, loop and made value is paid for out of a `Budget`; raises `TooMuch` when it is spent.
    """

    code_generator_class = MeteredGenerator
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sources: list[str] = []
        self.functions: tuple[Callable[..., Any], ...] = ()
        self.budget = Budget()

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        """As Jinja does. Raises `TemplateSyntaxError`."""
        self.sources.append(source)
        code = _compiled(source, bool(self.autoescape))
        return (template_class or self.template_class).from_code(self, code, self.make_globals(globals), None)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what prints a field, and methods that find, divide or change the case of a text, and suchlike."""
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if obj is self.globals.get(_CALL) or obj in self.functions:
            return True
        return any(isinstance(owner, kind) and name in names for kind, names in _METHODS.items())

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja does; a day has its parts by their Swedish names too."""
        if isinstance(obj, date) and attribute in _PARTS_OF_A_DAY:
            return getattr(obj, _PARTS_OF_A_DAY[attribute])
        return super().getattr(obj, attribute)

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As Jinja does, for a result that is not too large. Raises `SecurityError`, `TooMuch`."""
        owner = getattr(function, "__self__", None)
        if isinstance(owner, str) and result_weight(owner, (*args, *kwargs.values())) > MOST_AT_ONCE:
            raise TooMuch(f"Mallen gör en orimligt lång text med {function.__name__}.")
        result = super().call(context, function, *args, **kwargs)
        return result if owner is None else self.budget.weighed(result)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """As Jinja does, with numbers, and with texts that are joined. Raises `TooMuch` for what may have no end."""
        if not isinstance(left, Undefined) and not isinstance(right, Undefined):
            if operator == "**":
                raise TooMuch("Mallen räknar med **, som inte finns i mallar.")
            numbers = isinstance(left, Number) and isinstance(right, Number)
            days = isinstance(left, date) and isinstance(right, Length)
            if not (numbers or days or operator == "-" or (operator == "+" and isinstance(left, str))):
                raise TooMuch(f"Mallen räknar med {operator} på något annat än tal.")
        return self.budget.weighed(super().call_binop(context, operator, left, right))


_PARTS_OF_A_DAY = {"år": "year", "månad": "month", "dag": "day"}
_METHODS: dict[type, tuple[str, ...]] = {
    str: (
        *("upper", "lower", "capitalize", "title", "casefold", "swapcase", "strip", "lstrip", "rstrip", "removeprefix"),
        *("removesuffix", "startswith", "endswith", "find", "index", "count", "isdigit", "isalpha", "split", "rsplit"),
        *("splitlines", "partition", "rpartition", "replace", "join", "center", "ljust", "rjust", "zfill"),
    ),
    dict: ("items", "keys", "values", "get"),
    date: ("isoformat", "strftime", "weekday", "isoweekday"),
    LoopContext: ("cycle", "changed"),
}


@lru_cache(maxsize=512)
def _compiled(source: str, autoescape: bool) -> CodeType:
    """The code of a template; it holds nothing of a document, since fields and filters are looked up when it runs."""
    plain = environment(lambda value, expression, line: value, lambda name: None, autoescape=autoescape)
    try:
        return plain.compile(source)
    except ValueError as error:  # Python's own limit for the digits of a number
        digits = re.search(r"[\d_]{1000}", source)
        line = source.count("\n", 0, digits.start()) + 1 if digits else None
        raise TooMuch("Ett tal i mallen är orimligt långt.", line) from error


def environment(
    show: Callable[[Any, str, int], Any], missing: Callable[[str], None], *, autoescape: bool = True
) -> Sandbox:
    """A sandbox for one document.

    ``show(value, expression, line)`` turns each printed value into text; ``missing(name)`` is told of each unknown
    field that a condition or a loop asks for (a printed one comes to ``show``).
    """

    def telling(name: str) -> Callable[..., Any]:
        usual = getattr(ChainableUndefined, name)

        def method(self: Any, *args: Any) -> Any:
            missing(self._undefined_name or "?")
            return usual(self, *args)

        return method

    # An unknown field may be asked for its own fields, but tells when it is used.
    used = ("__bool__", "__iter__", "__len__", "__eq__", "__str__")
    methods = {name: telling(name) for name in used} | {"__hash__": ChainableUndefined.__hash__}
    unknown = type("Unknown", (ChainableUndefined,), methods)
    env = Sandbox(undefined=unknown, extensions=[FieldGuard], autoescape=autoescape)
    budget = env.budget

    def printed(value: Any, expression: str, line: int) -> Any:
        shown = show(value, expression, line)
        budget.printed(len(shown) if isinstance(shown, str) else 0)
        return shown

    # With the context, Jinja does not compute them once and for all where what they are given is constant.
    env.globals = {_CALL: printed}
    env.filters = {
        LOOP: pass_context(lambda context, items, size: budget.loop(items, size)),
        WEIGH: pass_context(lambda context, value: budget.weighed(value)),
        "ord": _guarded(words),
        "lista": _guarded(_listed),
        "genitiv": _guarded(genitive),
        "stor": _guarded(capital),
        "length": _guarded(len),
    }
    return env


def _listed(items: Sequence[Any]) -> str:
    """Texts, parties or persons as ``a, b och c``."""
    return listed([str(getattr(item, "namn", item)) for item in items])


def _guarded(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """``function`` as a filter: an unknown value stays unknown, so that the field is named and not the filter."""

    def apply(value: Any) -> Any:
        return value if isinstance(value, ChainableUndefined) else function(value)

    return apply


def parsed(source: str) -> nodes.Template:
    """A piece of a template by its parts. Raises `TemplateSyntaxError`."""
    return environment(lambda value, expression, line: value, lambda name: None).parse(source)


TEMPLATE_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a template can raise while it is filled in; each becomes a finding about the template."""

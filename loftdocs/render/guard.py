"""Jinja as templates may use it: sandboxed, escaped, and never silent about a field that is unknown or empty."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import ChainableUndefined, Template, TemplateError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from loftdocs.derive.swedish import capital, genitive, listed, words

_CALL = "_fält"


class FieldGuard(Extension):
    """Sends every ``{{ expression }}`` through one function, with its own source and its line."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """``{{ x.y }}`` becomes ``{{ _fält((x.y), "x.y", line) }}``: the official hook for rewriting a template."""
        for token in stream:
            yield token
            if token.type != "variable_begin":
                continue
            line = token.lineno
            inner: list[Token] = []
            while stream.current.type != "variable_end" and stream.current.type != "eof":
                inner.append(next(stream))
            source = "".join(_source(part) for part in inner).strip()
            yield Token(line, "name", _CALL)
            yield Token(line, "lparen", "(")
            yield Token(line, "lparen", "(")
            yield from inner
            yield Token(line, "rparen", ")")
            yield Token(line, "comma", ",")
            yield Token(line, "string", source)
            yield Token(line, "comma", ",")
            yield Token(line, "integer", line)  # type: ignore[arg-type]  # the lexer's own integers are ints
            yield Token(line, "rparen", ")")


def _source(token: Token) -> str:
    return f" {token.value} " if token.type in ("operator", "and", "or", "not", "if", "else") else str(token.value)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own sandbox, which compiles a template once (cases share theirs) and remembers what it was given."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sources: list[str] = []

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        """As Jinja does. Raises `TemplateSyntaxError`."""
        self.sources.append(source)
        code = _compiled(source, bool(self.autoescape))
        return (template_class or self.template_class).from_code(self, code, self.make_globals(globals), None)


@lru_cache(maxsize=512)
def _compiled(source: str, autoescape: bool) -> CodeType:
    """The code of a template; it holds nothing of a document, since fields and filters are looked up when it runs."""
    return environment(lambda value, expression, line: value, lambda name: None, autoescape=autoescape).compile(source)


def environment(
    show: Callable[[Any, str, int], Any], missing: Callable[[str], None], *, autoescape: bool = True
) -> Sandbox:
    """A sandbox for one document.

    ``show(value, expression, line)`` turns each printed value into text; ``missing(name)`` is told of each unknown
    field that a condition or a loop asks for (a printed one comes to ``show``).
    """

    class Unknown(ChainableUndefined):
        """An unknown field: may be asked for its own fields, but tells when it is used."""

        def _tell(self) -> None:
            missing(self._undefined_name or "?")

        def __bool__(self) -> bool:
            self._tell()
            return False

        def __iter__(self) -> Iterator[Any]:
            self._tell()
            return iter(())

        def __len__(self) -> int:
            self._tell()
            return 0

        def __eq__(self, other: object) -> bool:
            self._tell()
            return False

        __hash__ = ChainableUndefined.__hash__

        def __str__(self) -> str:
            self._tell()
            return ""

    env = Sandbox(undefined=Unknown, extensions=[FieldGuard], autoescape=autoescape)
    env.globals = {_CALL: show}
    env.filters = {
        "ord": _guarded(words, missing),
        "lista": _guarded(listed, missing),
        "genitiv": _guarded(genitive, missing),
        "stor": _guarded(capital, missing),
        "length": _guarded(len, missing),
    }
    return env


def _guarded(function: Callable[[Any], Any], missing: Callable[[str], None]) -> Callable[[Any], Any]:
    """``function`` as a filter: an unknown value stays unknown, so that the field is named and not the filter."""

    def apply(value: Any) -> Any:
        return value if isinstance(value, ChainableUndefined) else function(value)

    return apply


TEMPLATE_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a template can raise while it is filled in; each becomes a finding about the template."""

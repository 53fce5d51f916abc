"""Which fields a template uses, so that it need not be filled in again when none of them is another."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import nodes

from loftdocs.render.fields import Picture
from loftdocs.sandbox.guard import parsed

Field = tuple[str, ...]


@lru_cache(maxsize=512)
def used_fields(source: str) -> frozenset[Field]:
    """The fields that a piece of a template names, each as its parts: ``{{ period.start }}`` is (period, start).

    The names of a loop's own variables are among them; they are no fields. Raises `TemplateSyntaxError`.
    """
    return frozenset(_chains(parsed(source)))


def values_of(fields: frozenset[Field], context: Mapping[str, Any]) -> tuple[str, ...]:
    """What ``fields`` stand for, as text that is another whenever the value is; pictures by their content."""
    return tuple(_shown(context[field[0]], field[1:]) for field in sorted(fields) if field[0] in context)


def _chains(node: nodes.Node) -> Iterator[Field]:
    """The longest chains ``a.b.c`` below a node."""
    parts: list[str] = []
    inner = node
    while isinstance(inner, nodes.Getattr):
        parts.append(inner.attr)
        inner = inner.node
    if isinstance(inner, nodes.Name):
        if inner.ctx == "load":
            yield (inner.name, *reversed(parts))
        return
    for child in inner.iter_child_nodes():
        yield from _chains(child)


def _shown(value: Any, rest: Field) -> str:
    for part in rest:
        inner = getattr(value, part, None)
        if inner is None or callable(inner):  # unknown here, or a method: it depends on the whole
            break
        value = inner
    if isinstance(value, Picture):
        return f"{value!r} {hashlib.sha256(Path(value.path).read_bytes()).hexdigest()}"
    return repr(value)

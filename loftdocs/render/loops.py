"""The fields that a template prints, by the names that they have outside its loops.

``{% for rad in avgift.kalenderår %}{{ rad.belopp }}`` prints ``avgift.kalenderår.belopp``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jinja2 import nodes

from loftdocs.sandbox.guard import parsed

_PLAIN = re.compile(r"[^\W\d]\w*(?:\.\w+|\[\d+\])*")
_INDEX = re.compile(r"\[\d+\]")
_MOST_DEEP = 5


def canonical(fields: Iterable[str], sources: Iterable[str]) -> tuple[str, ...]:
    """Each printed field by its name from outside, without filters and indices; an expression stays as it is.

    ``sources`` are the pieces of Jinja that the template has. Two loops over different lists may call their item by
    one name: then both names are given, with a bar between.
    """
    loops: dict[str, dict[str, None]] = {}
    for source in sources:
        for name, over in _loops(source):
            loops.setdefault(name, {})[over] = None
    return tuple(_named(field, loops) for field in fields)


def _named(field: str, loops: dict[str, dict[str, None]]) -> str:
    bare = field.partition("|")[0].strip()
    if not _PLAIN.fullmatch(bare):
        return field
    return "|".join(dict.fromkeys(_outside(_INDEX.sub("", bare), loops, _MOST_DEEP)))


def _outside(name: str, loops: dict[str, dict[str, None]], left: int) -> Iterator[str]:
    root, dot, rest = name.partition(".")
    if root not in loops or not left:
        yield name
        return
    for over in loops[root]:
        if over.partition(".")[0] != root:
            yield from _outside(f"{over}{dot}{rest}", loops, left - 1)


@lru_cache(maxsize=512)
def _loops(source: str) -> tuple[tuple[str, str], ...]:
    """The variable of each loop in a piece of a template, and what it goes over. Raises `TemplateSyntaxError`."""
    if "{%" not in source:
        return ()
    return tuple(
        (loop.target.name, chain)
        for loop in parsed(source).find_all(nodes.For)
        if isinstance(loop.target, nodes.Name) and (chain := _chain(loop.iter))
    )


def _chain(node: nodes.Node) -> str:
    """``a.b.c`` for what names a field, whatever filters stand after it; "" for anything else."""
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _chain(node.node)
    if isinstance(node, nodes.Getattr):
        inner = _chain(node.node)
        return f"{inner}.{node.attr}" if inner else ""
    if isinstance(node, nodes.Getitem):
        return _chain(node.node)
    return node.name if isinstance(node, nodes.Name) else ""

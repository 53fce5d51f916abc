"""Facts that change with time: a programme's value may be a list of days and values, and a paper takes its own day's.

Written ``[{från: 2000-01-01, till: 2021-12-31, värde: …}, {från: 2022-01-01, värde: …}]``, for any value of a
programme. It is settled here, before the model reads anything, so that templates, rules and the trace see one plain
value at the place where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import Field

from loftdocs.findings import Finding, Place
from loftdocs.language.swedish import day as written
from loftdocs.load import diagnostics
from loftdocs.load.bind import bind
from loftdocs.load.yaml_tree import Tree, YamlPath, dotted
from loftdocs.model.base import Model
from loftdocs.model.types import Day

_VALUE = "värde"


class Tidsatt(Model):
    """A value and the days on which it holds."""

    från: Day = Field(description="Första dagen då värdet gäller.")
    till: Day | None = Field(None, description="Sista dagen; utelämnas om värdet gäller tills nästa tar vid.")
    värde: Any = Field(description="Det som gäller då.")


@dataclass(frozen=True)
class Dated:
    """A fact that the programme gives with days: where, what holds on the paper's day, and what does on other days."""

    path: YamlPath
    value: Any
    others: tuple[Any, ...]


@dataclass(frozen=True)
class Settled:
    """A programme's tree as it is on one day; ``unknown`` are the paths that have no value then."""

    tree: Tree
    dated: tuple[Dated, ...] = ()
    unknown: frozenset[YamlPath] = frozenset()
    findings: tuple[Finding, ...] = ()


def settle(tree: Tree, day: date | None, asked: Place) -> Settled:
    """``tree`` with the value of ``day`` in the place of each list of days; ``asked`` is where that day stands.

    Without a day nothing is chosen and nothing is said: that the day is lacking is told where it should stand.
    """
    walk = _Walk(tree, day, asked)
    data = walk.data(tree.data, (), ())
    if not walk.met:
        return Settled(tree)
    plain = replace(tree, data=data, values=walk.values, keys=walk.keys)
    return Settled(plain, tuple(walk.dated), frozenset(walk.unknown), tuple(walk.findings))


class _Walk:
    """Goes through a tree once; ``source`` is where a value stands in the file, ``path`` where it is read."""

    def __init__(self, tree: Tree, day: date | None, asked: Place) -> None:
        self.tree, self.day, self.asked = tree, day, asked
        self.values: dict[YamlPath, tuple[int, int]] = {}
        self.keys: dict[YamlPath, tuple[int, int]] = {}
        self.dated: list[Dated] = []
        self.unknown: list[YamlPath] = []
        self.findings: list[Finding] = []
        self.met = False

    def data(self, value: Any, source: YamlPath, path: YamlPath) -> Any:
        """The value with every list of days in it settled."""
        if source in self.tree.values:
            self.values[path] = self.tree.values[source]
        if isinstance(value, dict):
            return dict(self._items(value, source, path))
        if isinstance(value, list):
            return [self.data(item, (*source, at), (*path, at)) for at, item in enumerate(value)]
        return value

    def _items(self, group: dict[str, Any], source: YamlPath, path: YamlPath) -> Iterator[tuple[str, Any]]:
        for key, value in group.items():
            here, there = (*source, key), (*path, key)
            if here in self.tree.keys:
                self.keys[there] = self.tree.keys[here]
            if not _has_days(value):
                yield key, self.data(value, here, there)
                continue
            self.met = True
            at = self._chosen(value, here)
            if at is None:
                self.unknown.append(there)
                self.values[there] = self.tree.values[here]
                continue
            settled = self.data(value[at][_VALUE], (*here, at, _VALUE), there)
            self.dated.append(Dated(there, settled, tuple(v[_VALUE] for i, v in enumerate(value) if i != at)))
            yield key, settled

    def _chosen(self, items: list[Any], path: YamlPath) -> int | None:
        """Which of the items holds on the day; None, with a finding, if the list is faulty or none of them does."""
        spans: list[Tidsatt] = []
        faults: list[Finding] = []
        for at, item in enumerate(items):
            span, found = _read(self.tree, item, (*path, at))
            faults.extend(found)
            spans.extend((span,) if span else ())
        faults.extend(_disorder(self.tree, spans, path) if not faults else ())
        self.findings.extend(faults)
        if faults or self.day is None:
            return None
        begun = [at for at, span in enumerate(spans) if span.från <= self.day]
        if begun and self.day <= (spans[begun[-1]].till or date.max):
            return begun[-1]
        self.findings.append(self._not_known(spans, begun, path))
        return None

    def _not_known(self, spans: list[Tidsatt], begun: list[int], path: YamlPath) -> Finding:
        assert self.day
        if begun:
            till = spans[begun[-1]].till
            assert till
            known = f"det som står där gäller till och med den {written(till)}"
            known += f" och sedan från och med den {written(spans[begun[-1] + 1].från)}" if spans[len(begun) :] else ""
        else:
            known = f"det första som står där gäller från och med den {written(spans[0].från)}"
        return diagnostics.NOTHING_THAT_DAY.finding(
            f"Programmets fil säger inte vad ”{dotted(path)}” är den {written(self.day)}, skrivelsens datum: {known}.",
            "Rätta skrivelsens datum, eller fyll i programmets fil med det som gäller den dagen.",
            self.asked,
            (self.tree.place(*path, key=True),),
        )


def _has_days(value: Any) -> bool:
    """True for a list of days and values; also where ``värde`` is misspelled, so that the slip is told as one."""
    return isinstance(value, list) and any(
        isinstance(item, dict) and (_VALUE in item or ("från" in item and get_close_matches(_VALUE, item, 1, 0.75)))
        for item in value
    )


def _read(tree: Tree, item: Any, path: YamlPath) -> tuple[Tidsatt | None, tuple[Finding, ...]]:
    """One item of the list, and what is wrong with it at its place in the whole file; None if it is no group."""
    if not isinstance(item, dict):
        message = f"I listan med värden för olika tid, ”{dotted(path[:-1])}”, står ett värde utan tid."
        hint = "Skriv ”från: …” och ”värde: …” på egna, indragna rader."
        return None, (diagnostics.NO_GROUP.finding(message, hint, tree.place(*path)),)
    return bind(Tidsatt, tree.part(path, item))


def _disorder(tree: Tree, spans: list[Tidsatt], path: YamlPath) -> Iterator[Finding]:
    """What is wrong between the items: one ends before it begins, comes before its time, or lies over another."""
    for at, span in enumerate(spans):
        place = tree.place(*path, at, "från")
        before = spans[at - 1] if at else None
        hint = "Skriv värdena i tidens ordning, så att inga två gäller samma dag."
        also: tuple[Place, ...] = ()
        if span.till and span.till < span.från:
            message = f"Värdet slutar gälla den {written(span.till)}, innan det börjar gälla den {written(span.från)}."
            hint, place = "Rätta från eller till.", tree.place(*path, at, "till")
        elif before and span.från <= before.från:
            message = f"Värdet gäller från den {written(span.från)}, men står efter ett som gäller från den "
            message, also = f"{message}{written(before.från)}.", (tree.place(*path, at - 1, "från"),)
        elif before and before.till and span.från <= before.till:
            message = f"Värdet gäller redan från den {written(span.från)}, men det förra gäller till och med den "
            message, also = f"{message}{written(before.till)}.", (tree.place(*path, at - 1, "till"),)
        else:
            continue
        yield diagnostics.DISORDER.finding(message, hint, place, also)

"""Reads the facts that a programme declares out of its tree, which then holds nothing but plain values.

``hyra: {slag: belopp, beskrivning: …}`` is a fact of the case's, ``rättelse_dagar: {slag: dagar, värde: 60}`` and
``betalning_dagar: 30`` are constants. What a constant is that is only written out follows from its form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from loftdocs.findings import Finding
from loftdocs.load import diagnostics
from loftdocs.load.bind import bind
from loftdocs.load.yaml_tree import Tree, YamlPath
from loftdocs.model.fact import ITEMS, Declaration, Fact, FactKind, inferred
from loftdocs.model.named import is_name

GROUPS = ("uppgifter", "villkor")
_KIND, _VALUE = "slag", "värde"


@dataclass(frozen=True)
class Declared:
    """The facts of a programme, its tree with their plain values only, and what is wrong with the declarations."""

    facts: tuple[Fact, ...]
    tree: Tree
    findings: tuple[Finding, ...]

    def of(self, group: str) -> tuple[Fact, ...]:
        """The constants of a group, in the order of the file."""
        return tuple(fact for fact in self.facts if fact.path[0] == group and not fact.given)

    @property
    def given(self) -> tuple[Fact, ...]:
        """The facts that a case fills in."""
        return tuple(fact for fact in self.facts if fact.given)


def declared(tree: Tree) -> Declared:
    """The facts under `GROUPS` in a programme's tree."""
    reading = _Reading(tree)
    data = dict(tree.data)
    for group in GROUPS:
        if isinstance(data.get(group), dict):
            data[group] = dict(reading.group(group, data[group]))
    values = {reading.moved(path): mark for path, mark in tree.values.items()}
    keys = {reading.moved(path): mark for path, mark in tree.keys.items()}
    return Declared(tuple(reading.facts), replace(tree, data=data, values=values, keys=keys), tuple(reading.findings))


class _Reading:
    """Goes through the declarations of one programme."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.facts: list[Fact] = []
        self.findings: list[Finding] = []
        self._unwrapped: set[YamlPath] = set()

    def group(self, group: str, facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """The plain values of a group, by name."""
        for name, value in facts.items():
            path: YamlPath = (group, name)
            if not self._named(name, path):
                continue
            if not (isinstance(value, dict) and _KIND in value):
                value = self._constants(value, path)
                self.facts.append(_constant(name, value, path))
                yield name, value
                continue
            fact = self._declared(name, value, path, group)
            if fact:
                self.facts.append(fact)
                if not fact.given:
                    self._unwrapped.add(path)
                    yield name, value[_VALUE]

    def _named(self, name: str, path: YamlPath) -> bool:
        """Whether a fact can be called so; if not, that is told."""
        if not is_name(name):
            self._tell(
                f"Uppgiften ”{name}” kan inte heta så: namnet ska kunna stå i en mall.",
                "Skriv bokstäver, siffror och understreck, och börja med en bokstav.",
                path,
                key=True,
            )
        return is_name(name)

    def _constants(self, value: Any, path: YamlPath) -> Any:
        """A plain value, in whose groups only what has a name is left."""
        if isinstance(value, dict):
            inside = {key: (*path, key) for key in value if self._named(key, (*path, key))}
            return {key: self._constants(value[key], place) for key, place in inside.items()}
        if isinstance(value, list):
            return [self._constants(item, (*path, at)) for at, item in enumerate(value)]
        return value

    def moved(self, path: YamlPath) -> YamlPath:
        """Where what stood at ``path`` in the file is read."""
        if len(path) > 2 and path[:2] in self._unwrapped and path[2] == _VALUE:
            return (*path[:2], *path[3:])
        return path

    def _declared(self, name: str, value: dict[str, Any], path: YamlPath, group: str) -> Fact | None:
        plain = {key: item for key, item in value.items() if key != _VALUE}
        said, findings = bind(Declaration, self.tree.part(path, plain))
        self.findings += findings
        if findings:
            return None
        given = _VALUE not in value
        if given and group == "villkor":
            self._tell(
                f"Villkoret ”{name}” har inget värde.",
                "Skriv ”värde: …”; det som ärendet ska fylla i står under uppgifter.",
                path,
            )
            return None
        return self._fact(name, said, path, given)

    def _fact(self, name: str, said: Declaration, path: YamlPath, given: bool) -> Fact | None:
        kind = said.slag
        choices = said.av if isinstance(said.av, tuple) else ()
        inner = said.av if isinstance(said.av, str) else None
        if kind is FactKind.VAL and len(choices) < 2:
            self._tell(
                f"Uppgiften ”{name}” har inga ord att välja bland.", "Skriv dem: av: [ja, nej, kanske].", (*path, "av")
            )
            return None
        items = None
        if kind is FactKind.LISTA:
            known = inner or "rad"
            if choices or known not in ITEMS:
                self._tell(
                    f"Listan ”{name}” är av ett slag som inga listor är av, ”{', '.join(choices) or known}”.",
                    f"Skriv av: och ett av orden {', '.join(ITEMS)}. Flera uppgifter på varje rad är en tabell.",
                    (*path, "av"),
                )
                return None
            items = Fact(name, FactKind(known), path)
        columns: tuple[Fact, ...] = ()
        if kind is FactKind.TABELL:
            columns = tuple(self._columns(said.kolumner or {}, path))
            if not columns:
                self._tell(
                    f"Tabellen ”{name}” har inga kolumner.",
                    "Skriv dem: kolumner: {namn: rad, dag: dag}.",
                    (*path, "kolumner"),
                )
                return None
        return Fact(
            name,
            kind,
            path,
            given=given,
            optional=said.frivillig,
            description=said.beskrivning or "",
            each=said.för_varje,
            together=said.tillsammans,
            mentioned=said.nämns_som,
            told=said.sägs_som or "",
            responsible=said.ansvarig or "",
            stands_in=said.står_i,
            choices=choices,
            items=items,
            columns=columns,
        )

    def _columns(self, columns: dict[str, Any], path: YamlPath) -> Iterator[Fact]:
        for name, value in columns.items():
            inside: YamlPath = (*path, "kolumner", name)
            data = value if isinstance(value, dict) else {_KIND: value}
            said, findings = bind(Declaration, self.tree.part(inside, data))
            self.findings += findings
            fact = None if findings else self._fact(name, said, inside, True)
            if fact:
                yield fact

    def _tell(self, message: str, hint: str, path: YamlPath, *, key: bool = False) -> None:
        while path[:-1] and path not in self.tree.values:  # what is lacking is told of where it is lacking
            path = path[:-1]
        self.findings.append(diagnostics.BAD_FACT.finding(message, hint, self.tree.place(*path, key=key)))


def _constant(name: str, value: Any, path: YamlPath) -> Fact:
    kind = inferred(name, value)
    if kind is FactKind.GRUPP:
        return Fact(name, kind, path, columns=tuple(_constant(key, item, (*path, key)) for key, item in value.items()))
    if kind is FactKind.LISTA:
        return Fact(name, kind, path, items=_items(name, value, path))
    return Fact(name, kind, path, optional=value is None)


def _items(name: str, values: list[Any], path: YamlPath) -> Fact:
    """What a list of constants is a list of: what the first is; a group may have what any of the groups has."""
    if values and isinstance(values[0], dict):
        groups = [value for value in values if isinstance(value, dict)]
        columns = {key: item for value in groups for key, item in value.items()}
        facts = tuple(
            replace(_constant(key, item, (*path, 0, key)), optional=not all(key in value for value in groups))
            for key, item in columns.items()
        )
        return Fact(name, FactKind.GRUPP, path, columns=facts)
    return Fact(name, inferred(name, values[0]) if values else FactKind.RAD, path)

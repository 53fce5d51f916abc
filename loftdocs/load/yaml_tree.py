"""YAML text to plain data that remembers where each value and key stood.

Scalars stay the text a person wrote: the model, not YAML, decides what is a date or an amount. So ``no`` is no
boolean, ``0171`` keeps its zero, and 30 February is a finding and not a crash.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from loftdocs.findings import Finding, Place, Severity, display_path

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"

YamlPath = tuple[str | int, ...]


def dotted(path: YamlPath) -> str:
    """A YAML path as people write it: ``personer[0].namn``; list positions count from 0."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(frozen=True, slots=True)
class Tree:
    """The data of one YAML file and the places of its parts."""

    file: Path
    data: Any
    lines: tuple[str, ...]
    values: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where the value at ``path`` stands (or its key); for a path that is not there, its nearest ancestor."""
        marks = self.keys if key else self.values
        near = path
        while near and near not in marks:
            near = near[:-1]
        line, column = marks.get(near, (1, 1))
        return Place(file=display_path(self.file), line=line, column=column, path=dotted(path) or None)


def parse(path: Path, text: str) -> tuple[Tree | None, tuple[Finding, ...]]:
    """The tree of a YAML mapping, or None with the finding that says where the text breaks off."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return None, (_broken(path, text, error),)
    except RecursionError:
        return None, (_at(path, 1, 1, "YAML103", "Filen har alltför många nivåer.", "Ta bort överflödiga klamrar."),)
    tree = Tree(path, {}, tuple(text.split("\n")))
    if root is None:
        return None, (
            _at(
                path,
                1,
                1,
                "YAML102",
                "Filen är tom.",
                "Börja från ett annat ärende, till exempel cases/enkoping.yaml, och ändra uppgifterna.",
            ),
        )
    if not isinstance(root, yaml.MappingNode):
        return None, (
            _at(
                path,
                root.start_mark.line + 1,
                root.start_mark.column + 1,
                "YAML104",
                "Filen ska bestå av rubriker med uppgifter, men här står "
                + ("en lista." if isinstance(root, yaml.SequenceNode) else "bara en text."),
                "Varje uppgift skrivs som ”namn: värde”, till exempel ”program: loft”.",
            ),
        )
    builder = _Builder(tree)
    data = builder.build(root, ())
    return Tree(path, data, tree.lines, tree.values, tree.keys), tuple(builder.findings)


class _Builder:
    """Walks the nodes once; collects doubled keys and aliases as findings."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.findings: list[Finding] = []
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, path: YamlPath) -> Any:
        self.tree.values[path] = _start(node)
        if id(node) in self.seen:
            self._report(
                node, "YAML105", "Hänvisningar med * används inte i ärendefiler.", "Skriv ut texten i stället."
            )
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._items(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return None if node.tag == _NULL else str(node.value)

    def _items(self, node: yaml.MappingNode, path: YamlPath) -> Iterator[tuple[str, Any]]:
        met: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, "YAML106", "Här står en lista där ett namn ska stå.", "Skriv ”namn: värde”.")
                continue
            key = str(key_node.value)
            if key in met:
                self._report(
                    key_node,
                    "YAML107",
                    f"Uppgiften ”{key}” står två gånger; den första står på rad {met[key]}.",
                    "Behåll en av dem och ta bort den andra.",
                )
                continue
            met[key] = key_node.start_mark.line + 1
            self.tree.keys[(*path, key)] = _start(key_node)
            yield key, self.build(value_node, (*path, key))

    def _report(self, node: yaml.Node, code: str, message: str, hint: str) -> None:
        line, column = _start(node)
        self.findings.append(_at(self.tree.file, line, column, code, message, hint))


def _start(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _at(file: Path, line: int, column: int, code: str, message: str, hint: str) -> Finding:
    place = Place(file=display_path(file), line=line, column=column)
    return Finding(code, Severity.FEL, message, hint, place)


def _opening(error: yaml.YAMLError, line: int, column: int) -> tuple[int, int]:
    """Where the thing begins that is never ended; the parser's own place is where it gave up."""
    mark = getattr(error, "context_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else (line, column)


def _broken(file: Path, text: str, error: yaml.YAMLError) -> Finding:
    """The one place where PyYAML's English words are turned into what a clerk can act on."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = "Här står ett osynligt styrtecken som inte får finnas i filen."
        return _at(file, line, column, "YAML101", message, "Radera tecknet, eller skriv om raden för hand.")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    tab = next((i for i, row in enumerate(lines, 1) if "\t" in row[: len(row) - len(row.lstrip())]), None)
    if tab is not None and tab <= line:
        column = lines[tab - 1].index("\t") + 1
        message, hint = "Raden är indragen med tabb.", "Byt tabben mot mellanslag, två för varje nivå."
        return _at(file, tab, column, "YAML101", message, hint)
    if "quoted scalar" in problem:
        message, hint = "Ett citattecken öppnas men stängs aldrig.", "Sätt citattecken både före och efter texten."
        line, column = _opening(error, line, column)
    elif "mapping values are not allowed" in problem:
        message = "Här står ett kolon som YAML läser som en ny uppgift."
        hint = "Sätt hela texten inom citattecken, eller dra in raden lika långt som raderna omkring."
    elif "could not find expected ':'" in problem:
        message = "Här saknas ett kolon efter uppgiftens namn."
        hint = "Skriv ”namn: värde”; dra in raden om den hör till texten ovanför."
    elif "cannot start any token" in problem:
        message = f"Tecknet {written[column - 1 : column]!r} kan inte inleda ett värde."
        hint = "Sätt hela värdet inom citattecken."
    elif "flow" in problem:
        message, hint = "En klammer öppnas men stängs aldrig.", "Varje [ ska ha sin ] och varje { sin }."
        line, column = _opening(error, line, column)
    elif "document" in problem:
        message, hint = "Filen innehåller flera delar med --- emellan.", "Behåll en enda del."
    elif "undefined alias" in problem or "anchor" in problem or "alias" in problem:
        message, hint = "Ett ord som börjar med * eller & läses som en hänvisning.", "Sätt texten inom citattecken."
    else:
        message = "Filen går inte att läsa från och med den här raden."
        hint = "Se efter att raden är lika indragen som sina grannar och att citattecken och kolon är rätt."
    return _at(file, line, column, "YAML101", message, hint)

"""YAML text to plain data that remembers where each value and key stood.

Scalars stay the text a person wrote: the model, not YAML, decides what is a date or an amount. So ``no`` is no
boolean, ``0171`` keeps its zero, and 30 February is a finding and not a crash.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import yaml

from loftdocs.findings import Finding, Place, Severity, display_path
from loftdocs.load.places import Places
from loftdocs.load.unseen import UNSEEN, Seen, seen_value, seen_yaml
from loftdocs.load.unseen_told import escaped, not_seen
from loftdocs.load.yaml_faults import TOO_DEEP, broken, fault, suspicious
from loftdocs.model.text import language_marks, unmarked
from loftdocs.model.types import CONTROLS

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A case has five levels, and its file some ten thousand characters: what is far beyond that is no case.
_MOST_LEVELS, _MOST_CHARACTERS = 20, 1_000_000
_NULL = "tag:yaml.org,2002:null"
_CONTROL = re.compile(f"[{CONTROLS}]")
_BARE = rf"\*\*|(?:[^\s*{UNSEEN[1:-1]}]|\*(?!\*))+"
_TAG = re.compile(r"(?:&\S+\s+)?!")

YamlPath = tuple[str | int, ...]


def dotted(path: YamlPath) -> str:
    """A YAML path as people write it: ``personer[0].namn``; list positions count from 0."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(frozen=True)
class Tree:
    """The data of one YAML file and the places of its parts."""

    file: Path
    data: Any
    lines: tuple[str, ...]
    values: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, YamlPath]]:
        """Every single value with its path, in the order of the file."""
        yield from _texts(self.data, ())

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where the value at ``path`` stands (or its key); for a path that is not there, its nearest ancestor."""
        marks = self.keys if key else self.values
        near = path
        while near and near not in marks:
            near = near[:-1]
        line, column = marks.get(near, (1, 1))
        return Place(file=display_path(self.file), line=line, column=column, path=dotted(path) or None)

    def place_in(self, value: Place, paragraph: str, part: str | None = None) -> Place:
        """Where ``part`` of ``paragraph`` stands in the text that begins at ``value``, however its lines are broken."""
        bare, offsets = self._bare
        at = bisect_left(offsets, self._starts[(value.line or 1) - 1] + (value.column or 1) - 1)
        for wanted in (paragraph, part):
            found = bare.find(_bare(wanted), at) if wanted and wanted.strip() else -1
            at = found if found >= 0 else at
        start = offsets[at] if at < len(offsets) else 0
        line = bisect_right(self._starts, start)
        return replace(value, line=line, column=start - self._starts[line - 1] + 1)

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the whole text each line begins."""
        return list(accumulate((len(line) + 1 for line in self.lines), initial=0))[: len(self.lines)]

    @cached_property
    def _bare(self) -> tuple[str, list[int]]:
        """The whole text without white space, marks and what is not seen, and where each character stands."""
        text = "\n".join(self.lines)
        kept = [match for match in re.finditer(_BARE, text) if match.group() != "**"]
        starts = [*chain.from_iterable(range(*match.span()) for match in kept)]
        marks = {at for start, end in language_marks(text) for at in range(start, end)}
        if marks:
            starts = [start for start in starts if start not in marks]
        return "".join(text[start] for start in starts), starts


@lru_cache(maxsize=4096)
def _bare(words: str) -> str:
    return "".join(unmarked(words).split())


def _texts(data: object, path: YamlPath) -> Iterator[tuple[str, YamlPath]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))
    elif isinstance(data, str):
        yield data, path


def parse(path: Path, text: str) -> tuple[Tree | None, tuple[Finding, ...]]:
    """The tree of a YAML mapping, or None with the finding that says where the text breaks off.

    Characters that are not seen are read past, with a finding; all places are those of ``text`` as it stands.
    """
    if len(text) > _MOST_CHARACTERS:
        message = f"Filen är för stor: {len(text)} tecken, högst {_MOST_CHARACTERS} läses."
        return None, (fault(path, 1, 1, "YAML112", message, "Ta bort det som inte hör till ärendet."),)
    seen = seen_yaml(text)
    told = not_seen(path, text, seen)
    try:
        tree, findings = _parsed(path, text, seen)
    except RecursionError:
        tree, findings = None, (fault(path, 1, 1, "YAML103", *TOO_DEEP),)
    return tree, (*told, *findings)


def _parsed(path: Path, text: str, seen: Seen) -> tuple[Tree | None, tuple[Finding, ...]]:
    places = Places(text, seen)
    before = suspicious(path, text)
    try:
        root = yaml.compose(seen.text, Loader=_Loader)
    except yaml.YAMLError as error:
        return None, before or (places.moved(broken(path, seen.text, error)),)
    except UnicodeEncodeError:  # half a character, which no file has but a text may
        return None, before
    tree = Tree(path, {}, tuple(text.split("\n")))
    if root is None:
        return None, (
            fault(
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
            fault(
                path,
                *places.start(root),
                "YAML104",
                "Filen ska bestå av rubriker med uppgifter, men här står "
                + ("en lista." if isinstance(root, yaml.SequenceNode) else "bara en text."),
                "Varje uppgift skrivs som ”namn: värde”, till exempel ”program: loft”.",
            ),
        )
    builder = _Builder(tree, places, seen.text.split("\n"))
    data = builder.build(root, ())
    return Tree(path, data, tree.lines, tree.values, tree.keys), (*before, *builder.findings)


class _Builder:
    """Walks the nodes once; collects doubled keys and aliases as findings. ``lines`` are those of the text read."""

    def __init__(self, tree: Tree, places: Places, lines: list[str]) -> None:
        self.tree, self.places, self.lines = tree, places, lines
        self.findings: list[Finding] = []
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, path: YamlPath) -> Any:
        self.tree.values[path] = self.places.start(node)
        if id(node) in self.seen:
            self._report(
                node, "YAML105", "Hänvisningar med * används inte i ärendefiler.", "Skriv ut texten i stället."
            )
            return None
        self.seen.add(id(node))
        if len(path) > _MOST_LEVELS:
            self._report(node, "YAML103", *TOO_DEEP)
            return None
        if isinstance(node, yaml.MappingNode):
            return dict(self._items(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        self._doubt(node)
        return None if node.tag == _NULL else self._seen(node, path)

    def _seen(self, node: yaml.ScalarNode, path: YamlPath) -> str:
        """The text of a value without the unseen characters that escapes between double quotes have made.

        A control character that someone has taken the trouble to write so is no accident: the model refuses it.
        """
        value = str(node.value)
        shown = value if _CONTROL.search(value) else seen_value(value)
        if shown != value:
            hint = "Skriv om värdet utan dem, om du vill ha bort dem ur filen."
            self._report(node, "YAML111", escaped(dotted(path), shown), hint, Severity.UPPLYSNING)
        return shown

    def _doubt(self, node: yaml.ScalarNode) -> None:
        """Takes note of a value that YAML reads otherwise than the writer is likely to have meant."""
        if _TAG.match(self._from(node.start_mark)):
            self._report(node, "YAML110", "Värdet har ett märke med utropstecken.", "Ta bort märket.")
        # The style of what stands without quotes is None or "", by which of the two loaders there is.
        if not node.style and re.match(r" #[^\s#]", self._from(node.end_mark)):
            message = f"Det som står efter # räknas inte: värdet blir ”{node.value}”."
            hint = "Sätt hela värdet inom citattecken, eller skriv ett mellanslag efter # om det är en förklaring."
            self._report(node, "YAML108", message, hint, Severity.VARNING)
        if node.style == ">" and re.search(r"\s[-*•]\s", str(node.value)):
            message = "Texten är skriven efter >, och då blir listans punkter en enda löpande rad."
            self._report(node, "YAML109", message, "Byt > mot |.", Severity.VARNING)

    def _from(self, mark: yaml.Mark) -> str:
        """The rest of the line that a mark is in; a mark after the last line has none."""
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

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
            self.tree.keys[(*path, key)] = self.places.start(key_node)
            yield key, self.build(value_node, (*path, key))

    def _report(self, node: yaml.Node, code: str, message: str, hint: str, severity: Severity = Severity.FEL) -> None:
        line, column = self.places.start(node)
        self.findings.append(replace(fault(self.tree.file, line, column, code, message, hint), severity=severity))

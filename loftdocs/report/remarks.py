"""The findings as a reader meets them: the gravest first, numbered, with places, quotes and the rule explained."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loftdocs.catalogue import Entry, catalogue
from loftdocs.counted import ordered
from loftdocs.findings import Finding, Place
from loftdocs.load.yaml_tree import Tree
from loftdocs.report.bundle import Bundle


@dataclass(frozen=True)
class Excerpt:
    """A line of a YAML file, parted around the value that a finding points at."""

    number: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True)
class Shown:
    """A place: ``where`` it is, its YAML path, what stands there, and the bundle's page (from 1) if it is on one.

    ``words`` are those of the quote that are meant, where it is some of them.
    """

    where: str
    path: str = ""
    quote: str = ""
    excerpt: Excerpt | None = None
    page: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Remark:
    """A finding with its number in the report, from 1, its places, and the rule that it breaks."""

    number: int
    finding: Finding
    places: tuple[Shown, ...]
    rule: Entry | None


def remarks(findings: Iterable[Finding], places: "Places", own: Mapping[str, Entry]) -> tuple[Remark, ...]:
    """All findings: those that hold, by severity and then as they come, and after them those that are set aside.

    ``own`` are the entries of the programme's own rules.
    """
    found = ordered(findings)
    entries = {**own, **catalogue({finding.code for finding in found})}
    return tuple(
        Remark(
            number,
            finding,
            tuple(places.shown(place) for place in (finding.place, *finding.also)),
            entries.get(finding.code),
        )
        for number, finding in enumerate(found, 1)
    )


@dataclass(frozen=True)
class Places:
    """Shows places without anything that depends on whose computer it is: paths are relative to ``root``."""

    root: Path
    bundle: Bundle
    trees: Sequence[Tree] = ()

    def shown(self, place: Place) -> Shown:
        """A finding's place."""
        page = self.bundle.page(place)
        if place.document:
            own = f", sida {place.page}" if place.page else ""
            words = place.subject.words if place.subject else ""
            return Shown(f"{place.document}{own}", quote=place.quote or "", page=page, words=words)
        if not place.file:
            return Shown("", quote=place.quote or "")
        numbers = (str(number) for number in (place.line, place.column) if number is not None)
        where = ":".join((self.file(Path(place.file)), *numbers))
        return Shown(where, place.path or "", place.quote or "", self._excerpt(place))

    def file(self, path: Path) -> str:
        """A file's path from the project's folder; its name alone if it lies elsewhere."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.name

    def _excerpt(self, place: Place) -> Excerpt | None:
        tree = next((tree for tree in self.trees if tree.file.resolve() == Path(place.file or "").resolve()), None)
        if tree is None or not place.line or not place.column or place.line > len(tree.lines):
            return None
        line = tree.lines[place.line - 1].rstrip("\r")
        before, rest = line[: place.column - 1], line[place.column - 1 :]
        value = re.split(r"\s+#|\s*$", rest, maxsplit=1)[0]
        return Excerpt(place.line, before.lstrip(), value, rest[len(value) :].rstrip())

"""What the documents say, side by side: each value, the pages where each document says it, and its source."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from loftdocs.check.rule import Known
from loftdocs.load.yaml_tree import Tree, YamlPath
from loftdocs.report.bundle import Bundle
from loftdocs.report.remarks import Places
from loftdocs.trace import Trace, Traced
from loftdocs.trace.sources import Origin, Source

_GROUPS = (
    ("belopp", "Belopp"),
    ("datum", "Datum"),
    ("årspann", "År"),
    ("tid", "Tider och frister"),
    ("procent", "Procenttal"),
    ("orgnr", "Organisationsnummer"),
    ("namn", "Namn"),
    ("telefon", "Telefonnummer"),
    ("epost", "E-postadresser"),
    ("personnummer", "Personnummer"),
)
_DERIVED = {
    "period.slut": "avtalsperiodens sista dag",
    "period.sista_dag_förlängning": "sista dagen att komma överens om förlängning",
    "period.uppsägningsdagar": "en uppsägningsdag, eller dagen då avtalet då upphör",
    "period.uppsägningsdag": "uppsägningsdagen varje år",
    "period.årets_första_dag": "årets första dag",
    "period.år": "avtalsperiodens år",
}
_OF_PAYMENT = {
    "totalt": "för hela perioden",
    "första_året": "för det första kalenderåret",
    "kalenderår": "för ett kalenderår",
    "fakturor": "vid en betalning",
    "delar": "fördelat på dem som betalar",
    **{f"per_{rhythm}": f"per {rhythm}" for rhythm in ("månad", "kvartal", "halvår", "år")},
}
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True)
class From:
    """Where a value comes from: ``text`` in words, ``where`` as file and line, or empty if it is worked out."""

    text: str
    where: str = ""


@dataclass(frozen=True)
class Row:
    """A value as it is first written, its other writings, its pages in each column, and its sources."""

    value: str
    others: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    sources: tuple[From, ...]


@dataclass(frozen=True)
class Group:
    """The values of one kind."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    """The whole table; ``columns`` are the documents' short titles."""

    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    values: int
    tied: int


def compared(trace: Trace, known: Known, bundle: Bundle, places: Places) -> Comparison:
    """The table of a trace. Values are one and the same by what they mean: 900 000 kr is niohundratusen kronor."""
    by_value: dict[tuple[str, Hashable], list[Traced]] = {}
    for value in trace.values:
        meaning: Hashable = value.sources[0].value if value.sources else " ".join(value.text.split())
        by_value.setdefault((value.kind, meaning), []).append(value)
    groups = []
    for kind, title in _GROUPS:
        rows = tuple(_row(values, bundle, known, places) for (found, _), values in by_value.items() if found == kind)
        if rows:
            groups.append(Group(title, rows))
    return Comparison(tuple(part.short for part in bundle.parts), tuple(groups), len(trace.values), trace.tied)


def _row(values: list[Traced], bundle: Bundle, known: Known, places: Places) -> Row:
    written = tuple(_once(" ".join(value.text.split()) for value in values))
    pages = {page for value in values if (page := bundle.page(value.place))}
    cells = tuple(tuple(sorted(page for page in pages if page in part)) for part in bundle.parts)
    sources = tuple(dict.fromkeys(_from(source, values[0], known, places) for source in values[0].sources))
    return Row(written[0], written[1:], cells, sources)


def _once(texts: Iterable[str]) -> Iterator[str]:
    """Each writing once; ``den 1 februari`` is no other than ``1 februari``."""
    met = set()
    for text in texts:
        plain = text.removeprefix("den ")
        if plain.lower() not in met:
            met.add(plain.lower())
            yield plain


def _worked_out(path: str, known: Known) -> str:
    """What a value that was worked out is, in words."""
    name, _, rest = path.partition(".")
    plan = known.facts.betalningar.get(name)
    of = _OF_PAYMENT.get(re.split(r"[.\[]", rest)[0])
    return f"{plan.kallas} {of}" if plan and of else _DERIVED.get(path, path)


def _from(source: Source, value: Traced, known: Known, places: Places) -> From:
    if source.origin is Origin.DERIVED:
        return From(f"uträknat: {_worked_out(source.path, known)}")
    tree = known.loaded.case_tree if source.origin is Origin.CASE else known.loaded.program_tree
    kind = "ärendet" if source.origin is Origin.CASE else "programmet"
    return From(f"{kind}: {source.path}", f"{places.file(tree.file)}:{_line(tree, source.path, value.text)}")


def _line(tree: Tree, path: str, text: str) -> int:
    """The line, from 1, of the value at ``path``; of a longer text the line on which ``text`` stands in it."""
    steps: YamlPath = tuple(int(index) if index else name for name, index in _STEP.findall(path))
    place = tree.place(*steps)
    value: Any = tree.data
    for step in steps if steps in tree.values else ():
        value = value[step]
    if isinstance(value, str) and " ".join(text.split()) in " ".join(value.split()):
        place = tree.place_in(place, text)
    return place.line or 1

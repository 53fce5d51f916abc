"""The review report: one HTML file that says whether the papers can be signed, and shows all that the answer rests on.

It has no script, asks for nothing from elsewhere, and says nothing of the day or the computer it was made on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from loftdocs.catalogue import entry_of
from loftdocs.check import inapplicable, unasked
from loftdocs.check.own import own_rules
from loftdocs.check.rule import Known
from loftdocs.convert.pictures import Picture
from loftdocs.counted import Count, counts, ordered
from loftdocs.findings import Finding, Unasked
from loftdocs.model.base import Unknown
from loftdocs.plan.keydates import key_dates
from loftdocs.read.document import Finished
from loftdocs.read.pdf_find import find_quotes
from loftdocs.report.bundle import Bundle, bundle_of
from loftdocs.report.chart import Plan, plan
from loftdocs.report.facts import Comparison, compared
from loftdocs.report.files import File, files
from loftdocs.report.pages import ReviewPage, pages, quotes
from loftdocs.report.remarks import Places, Remark, Shown, remarks
from loftdocs.report.summary import Line, matter, municipality, summary
from loftdocs.report.template import template
from loftdocs.report.timeline import Timeline, timeline
from loftdocs.result import Missing, Verdict
from loftdocs.verdicts import verdicts


@dataclass(frozen=True)
class Wanting:
    """Something that is missing, as the page shows it: its place, and the number of the remark that tells of it."""

    missing: Missing
    place: Shown
    remark: int | None


@dataclass(frozen=True)
class Answer:
    """One of the two answers, with what is missing for it."""

    verdict: Verdict
    missing: tuple[Wanting, ...]


@dataclass(frozen=True)
class View:
    """All that the page shows; what is about documents is empty where none were made."""

    name: str
    title: str
    subtitle: str
    answers: tuple[Answer, ...]
    counts: tuple[Count, ...]
    aside: int
    summary: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    bundle: Bundle
    pages: tuple[ReviewPage, ...] = ()
    facts: Comparison | None = None
    timeline: Timeline | None = None
    undecided: str = ""
    plans: tuple[Plan, ...] = ()
    files: tuple[File, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)
    unasked: tuple[Unasked, ...] = ()
    inapplicable: tuple[Unasked, ...] = ()


@dataclass(frozen=True)
class Built:
    """What a build made: the folder, its documents read back from the bundle, their pages, and its manifest."""

    folder: Path
    merged: Sequence[Finished]
    pictures: Sequence[Picture]
    manifest: Mapping[str, Any]


def report(name: str, root: Path, known: Known | None, findings: Sequence[Finding], built: Built | None = None) -> str:
    """The report as HTML.

    ``known`` is None for a case that could not be read, ``built`` where no documents were made. Places are shown
    relative to ``root``, the project's folder.
    """
    return str(_template().render(view=view(name, root, known, findings, built)))


def view(name: str, root: Path, known: Known | None, findings: Sequence[Finding], built: Built | None = None) -> View:
    """What the report shows, as data: all of it text, never read as markup. Takes what `report` takes."""
    bundle = bundle_of(known, built.merged) if known and built else Bundle()
    trees = (known.loaded.case_tree, known.loaded.program_tree) if known else ()
    places = Places(root, bundle, trees)
    found = remarks(findings, places, {rule.kod: entry_of(rule) for rule in own_rules(known)})
    shown: tuple[ReviewPage, ...] = ()
    made: tuple[File, ...] = ()
    comparison = None
    if known and built:
        wanted = quotes(found)
        spots = find_quotes(built.folder / bundle.file, wanted) if wanted else {}
        shown = pages(built.pictures, bundle, found, spots)
        comparison = compared(known.trace, known, bundle, places) if known.trace else None
        sizes = {path.name: path.stat().st_size for path in built.folder.iterdir()}
        made = files(built.manifest, sizes, bundle)
    line, undecided, invoices = _planned(known)
    return View(
        name,
        municipality(name, known),
        matter(name, known),
        _answers(findings, known, places),
        counts(findings),
        sum(finding.silenced is not None for finding in findings),
        summary(name, known),
        found,
        bundle,
        shown,
        comparison,
        line,
        undecided,
        invoices,
        made,
        built.manifest if built else {},
        unasked(known),
        inapplicable(known),
    )


def prepare() -> None:
    """Reads in the template and Pillow, which takes longer than to use them: for when there is nothing else to do."""
    from PIL import Image

    Image.preinit()
    _template()


def _answers(findings: Sequence[Finding], known: Known | None, places: Places) -> tuple[Answer, ...]:
    told = {(one.message, one.place): number for number, one in enumerate(ordered(findings), 1)}
    return tuple(
        Answer(
            verdict,
            tuple(Wanting(one, places.shown(one.place), told.get((one.what, one.place))) for one in verdict.missing),
        )
        for verdict in verdicts(findings, known)
    )


def _planned(known: Known | None) -> tuple[Timeline | None, str, tuple[Plan, ...]]:
    """The key days, what is to be said of a decision that has no day, and the payments; as far as the case says."""
    try:
        if known is None:
            raise Unknown("ett ärende")
        facts, case, program = known.facts, known.loaded.case, known.loaded.program
        paper = case.tjänsteskrivelse if facts.skrivelsen else None
        known_day = paper is None or case.beslut.datum or paper.sammanträde
        undecided = "" if known_day else "Dagen för beslutet är inte ifylld än."
        days, term = key_dates(case, program, facts), facts.tid
        span = (term.start, term.planned_to) if term else (days[0].day, days[-1].day) if days else None
        line = timeline(days, *span) if days and span else None
        shown = [one for one in facts.betalningar.values() if one.fakturor and one.kalenderår]
        plans = tuple(plan(one, next(iter(one.nämns_som), "det"), alone=len(shown) == 1) for one in shown)
        return line, undecided if line else "", plans
    except Unknown:
        return None, "", ()


@cache
def _template() -> Any:
    return template("granskning.html.j2", "granskning.css")

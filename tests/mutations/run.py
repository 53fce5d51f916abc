"""Runs the rules over every mutant and every harmless edit, and sums up."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loftdocs.check import check_case, check_documents
from loftdocs.check.rule import Known
from loftdocs.findings import Finding, Severity, has_errors
from loftdocs.load import Loaded, load
from loftdocs.model.base import Unknown
from loftdocs.project import Project
from loftdocs.read.document import Finished
from loftdocs.read.foreign import read_any
from loftdocs.render.fields import fields
from loftdocs.render.template import render
from loftdocs.review import expected
from loftdocs.trace import Trace, trace

from .harmless import harmless
from .operators import OPERATORS
from .papers import Mutant, Papers, Word

REPO = Path(__file__).resolve().parents[2]
CASES = (*sorted((REPO / "cases").glob("*.yaml")), REPO / "tests" / "cases" / "ekby.yaml")


@dataclass(frozen=True)
class Tried:
    """What became of one edit."""

    case: str
    group: str
    operator: str
    label: str
    fel: bool
    found: tuple[str, ...]
    placed: bool
    alone: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Outcome:
    """All that was tried."""

    mutants: tuple[Tried, ...]
    harmless: tuple[Tried, ...]

    def recall(self, tried: Iterable[Tried]) -> float:
        """The share of what was planted that was found."""
        tried = list(tried)
        return sum(bool(t.found) for t in tried) / len(tried)

    @property
    def false_alarms(self) -> tuple[Tried, ...]:
        return tuple(t for t in self.harmless if t.found or t.alone)

    @property
    def good(self) -> bool:
        errors = [t for t in self.mutants if t.fel]
        return self.recall(errors) == 1 and self.recall(self.mutants) >= 0.95 and not self.false_alarms


class Bench:
    """One case: its sound papers, and what is found in them as they are."""

    def __init__(self, file: Path, folder: Path) -> None:
        shutil.copytree(REPO / "templates", folder / "templates")
        (folder / "cases").mkdir()
        self.project = Project(folder)
        self.name = file.stem
        self.file = folder / "cases" / file.name
        case = file.read_text(encoding="utf-8")
        self.file.write_text(case, encoding="utf-8")
        loaded, _ = load(self.project, self.file)
        assert loaded
        known = Known(loaded)
        words = {}
        for document in loaded.program.dokument:
            values = fields(loaded.case, loaded.program, known.facts, document, None)
            words[document.namn] = Word(render(loaded.template(document.namn), values).docx)
        self.papers = Papers(self.name, case, words)
        self.loaded, self.expected = loaded, expected(loaded, known)
        self.of_case = _keys(self.check_case(case))
        self.of_documents = _keys(self.check_documents(self.papers))
        self.of_documents_alone = _keys(self.check_alone(self.papers))

    def check_case(self, case: str) -> tuple[Finding, ...]:
        """As ``check`` does, and if that finds no error, the rules about the documents that the case gives."""
        self.file.write_text(case, encoding="utf-8")
        loaded, findings = load(self.project, self.file)
        if loaded is None:
            return findings
        known = Known(loaded)
        findings += check_case(known)
        if has_errors(findings):
            return findings
        documents = expected(loaded, known)
        return findings + check_documents(Known(loaded, documents, _trace(documents, loaded, known)), findings)

    def check_documents(self, papers: Papers) -> tuple[Finding, ...]:
        """As ``review --case`` does."""
        given = _documents(papers)
        return check_documents(Known(self.loaded, given, _trace(given, self.loaded, Known(self.loaded)), self.expected))

    def check_alone(self, papers: Papers) -> tuple[Finding, ...]:
        """As ``review`` does without a case."""
        return check_documents(Known(None, _documents(papers)))

    def new(self, mutant: Mutant) -> tuple[Finding, ...]:
        """The findings that the sound papers do not have; those about documents that nobody changed are left out."""
        if mutant.where is None:
            found = self.check_case(mutant.papers.case)
            return tuple(f for f in found if _key(f) not in self.of_case)
        found = self.check_documents(mutant.papers)
        return tuple(f for f in found if _key(f) not in self.of_documents)

    def new_alone(self, mutant: Mutant) -> tuple[str, ...] | None:
        """The codes of what is found in changed documents without any case to compare with."""
        if mutant.where is None:
            return None
        found = self.check_alone(mutant.papers)
        return tuple(f.code for f in found if _key(f) not in self.of_documents_alone and _counts(f))


def _documents(papers: Papers) -> tuple[Finished, ...]:
    return tuple(_read(word.data, f"{name}.docx") for name, word in papers.words.items())


@cache
def _read(data: bytes, name: str) -> Finished:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_any(path)


def _counts(finding: Finding) -> bool:
    return finding.severity is not Severity.UPPLYSNING


def _trace(documents: tuple[Finished, ...], loaded: Loaded, known: Known) -> Trace | None:
    try:
        return trace(documents, loaded, known.facts)
    except Unknown:
        return None


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def _keys(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {_key(finding) for finding in findings}


def _tried(bench: Bench, group: str, operator: str, fel: bool, mutant: Mutant) -> Tried:
    found = [] if mutant.alone else [f for f in bench.new(mutant) if _counts(f)]
    heavy = [f for f in found if f.severity is Severity.FEL]
    counted = heavy if fel else found
    return Tried(
        bench.name,
        group,
        operator,
        mutant.label,
        fel,
        tuple(dict.fromkeys(f.code for f in counted)),
        any(_placed(f, mutant) for f in counted),
        bench.new_alone(mutant),
    )


def _placed(finding: Finding, mutant: Mutant) -> bool:
    """True if a finding points at the file in which the error was planted."""
    places = (finding.place, *finding.also)
    if mutant.where:
        return any(mutant.where in (place.document or "") for place in places)
    return any(place.file or place.document for place in places)


def _run_case(file: Path) -> tuple[list[Tried], list[Tried]]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(file, Path(folder))
        planted = [
            _tried(bench, operator.group, operator.name, operator.fel, mutant)
            for operator in OPERATORS
            for mutant in operator.plant(bench.papers)
        ]
        sound = [_tried(bench, "ofarligt", "harmless", False, mutant) for mutant in harmless(bench.papers)]
    return planted, sound


def run_all() -> Outcome:
    """Every operator over every case, a process each."""
    with ProcessPoolExecutor(min(len(CASES), os.cpu_count() or 1)) as pool:
        results = list(pool.map(_run_case, CASES))
    return Outcome(tuple(t for planted, _ in results for t in planted), tuple(t for _, sound in results for t in sound))


def report(outcome: Outcome) -> str:
    """Recall for each group and in all, what was missed by name, and the false alarms."""
    return "\n".join(_lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"{'grupp':<14}{'planterade':>11}{'fel':>6}{'funna':>8}{'andel':>9}"
    for group in dict.fromkeys(t.group for t in outcome.mutants):
        own = [t for t in outcome.mutants if t.group == group]
        errors, found = sum(t.fel for t in own), sum(bool(t.found) for t in own)
        yield f"{group:<14}{len(own):>11}{errors:>6}{found:>8}{outcome.recall(own):>9.1%}"
    errors = [t for t in outcome.mutants if t.fel]
    placed = sum(t.placed for t in outcome.mutants if t.found)
    yield f"fel: {outcome.recall(errors):.1%} av {len(errors)} funna"
    yield f"alla: {outcome.recall(outcome.mutants):.1%} av {len(outcome.mutants)} funna, {placed} på rätt ställe"
    alone = [t for t in outcome.mutants if t.alone is not None]
    share = sum(bool(t.alone) for t in alone) / len(alone)
    yield f"i handlingar som granskas utan ärende: {share:.1%} av {len(alone)} funna"
    for t in outcome.mutants:
        if not t.found:
            yield f"  missad ({'fel' if t.fel else 'varning'}): {t.case}: {t.operator}: {t.label}"
    for t in outcome.mutants:
        if t.found and not t.placed:
            yield f"  på fel ställe: {t.case}: {t.operator}: {t.label}: {', '.join(t.found)}"
    yield f"ofarliga ändringar: {len(outcome.harmless)}, falsklarm: {len(outcome.false_alarms)}"
    for t in outcome.false_alarms:
        yield f"  falsklarm: {t.case}: {t.label}: {', '.join((*t.found, *(t.alone or ())))}"

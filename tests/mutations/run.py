"""Runs the rules over every mutant and every harmless edit, and sums up."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from loftdocs.render import render
from loftdocs.render.fields import fields
from loftdocs.review import expected
from loftdocs.trace import Trace, trace

from .harmless import harmless
from .operators import Operator, operators
from .papers import Judged, Mutant, Papers, Word

REPO = Path(__file__).resolve().parents[2]
CASES = (*sorted((REPO / "cases").glob("*.yaml")), REPO / "tests" / "cases" / "ekby.yaml")


@dataclass(frozen=True)
class Tried:
    """What became of one edit: ``found`` if one of the rules that were meant to tell of it does, and where it is.

    ``told`` are the codes of all that was told of it, ``alone`` those told when its document is judged without a case.
    """

    case: str
    operator: Operator | None
    label: str
    told: tuple[str, ...]
    found: bool = False
    alone: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Outcome:
    """All that was tried."""

    mutants: tuple[Tried, ...]
    harmless: tuple[Tried, ...]

    @property
    def missed(self) -> tuple[Tried, ...]:
        return tuple(t for t in self.mutants if not t.found)

    @property
    def false_alarms(self) -> tuple[Tried, ...]:
        return tuple(t for t in self.harmless if t.told or t.alone)

    @property
    def good(self) -> bool:
        return not self.missed and not self.false_alarms


class Bench:
    """One case: its sound papers, and what is found in them as they are."""

    def __init__(self, file: Path, folder: Path) -> None:
        shutil.copytree(REPO / "templates", folder / "templates")
        (folder / "cases").mkdir()
        self.project = Project(folder)
        self.name = file.stem
        self.file = folder / "cases" / file.name
        case = file.read_text(encoding="utf-8")
        self.program = folder / "templates" / "loft" / "program.yaml"
        self.file.write_text(case, encoding="utf-8")
        loaded, _ = load(self.project, self.file)
        assert loaded
        known = Known(loaded)
        words = {}
        for document in loaded.program.dokument:
            values = fields(loaded.case, loaded.program, known.facts, document, None)
            words[document.namn] = Word(render(loaded.template(document.namn), values).docx)
        self.papers = Papers(self.name, case, self.program.read_text(encoding="utf-8"), words)
        self.loaded, self.expected = loaded, expected(loaded, known)
        self.judges: dict[Judged | None, Callable[[Papers], tuple[Finding, ...]]] = {
            None: self.check_case,
            Judged.AGAINST_CASE: self.check_documents,
            Judged.ALONE: self.check_alone,
            Judged.MADE: self.check_made,
        }
        self.before = {how: _keys(judge(self.papers)) for how, judge in self.judges.items()}

    def check_case(self, papers: Papers) -> tuple[Finding, ...]:
        """As ``check`` does, and if that finds no error, the rules about the documents that the case gives."""
        self.file.write_text(papers.case, encoding="utf-8")
        self.program.write_text(papers.program, encoding="utf-8")
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

    def check_made(self, papers: Papers) -> tuple[Finding, ...]:
        """As ``build`` does of documents that its own templates give."""
        given = _documents(papers)
        return check_documents(Known(self.loaded, given, _trace(given, self.loaded, Known(self.loaded))))

    def check_alone(self, papers: Papers) -> tuple[Finding, ...]:
        """As ``review`` does without a case."""
        return check_documents(Known(None, _documents(papers)))

    def new(self, mutant: Mutant, judged: Judged | None) -> tuple[Finding, ...]:
        """The findings that the sound papers do not have, those that are remarks only too."""
        found = self.judges[judged](mutant.papers)
        return tuple(f for f in found if _key(f) not in self.before[judged])

    def new_alone(self, mutant: Mutant) -> tuple[str, ...] | None:
        """The codes of what is found in changed documents without any case to compare with."""
        return None if mutant.where is None else _codes(filter(_counts, self.new(mutant, Judged.ALONE)))

    def planted(self, operator: Operator, mutant: Mutant) -> Tried:
        """What became of an error that was planted."""
        found = self.new(mutant, mutant.judged if mutant.where else None)
        expected = [f for f in found if f.code in operator.expects]
        placed = any(_placed(f, mutant) for f in expected)
        return Tried(self.name, operator, mutant.label, _codes(found), placed, self.new_alone(mutant))

    def changed(self, mutant: Mutant) -> Tried:
        """What became of a change that is harmless; remarks may come of it."""
        alone = mutant.judged is Judged.ALONE
        found = () if alone else self.new(mutant, mutant.judged if mutant.where else None)
        return Tried(self.name, None, mutant.label, _codes(filter(_counts, found)), alone=self.new_alone(mutant))


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


def _codes(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.code for finding in findings))


def _placed(finding: Finding, mutant: Mutant) -> bool:
    """True if a finding points at the file in which the error was planted.

    Of a template that lacks a place for something, the place is where the case has it.
    """
    places = (finding.place, *finding.also)
    if mutant.where and not (mutant.judged is Judged.MADE and finding.place.file):
        return any(mutant.where in (place.document or "") for place in places)
    return any(place.file or place.document for place in places)


def _run_case(file: Path) -> tuple[list[Tried], list[Tried]]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(file, Path(folder))
        planted = [
            bench.planted(operator, mutant) for operator in operators() for mutant in operator.plant(bench.papers)
        ]
        return planted, [bench.changed(mutant) for mutant in harmless(bench.papers)]


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
    for group in dict.fromkeys(t.operator.group for t in outcome.mutants if t.operator):
        own = [t for t in outcome.mutants if t.operator and t.operator.group == group]
        errors, found = sum(_is_error(t) for t in own), sum(t.found for t in own)
        yield f"{group:<14}{len(own):>11}{errors:>6}{found:>8}{_recall(own):>9.1%}"
    errors_only = [t for t in outcome.mutants if _is_error(t)]
    yield f"fel: {_recall(errors_only):.1%} av {len(errors_only)} funna av den regel som är menad"
    yield f"alla: {_recall(outcome.mutants):.1%} av {len(outcome.mutants)} funna av den regel som är menad"
    alone = [t.alone for t in outcome.mutants if t.alone is not None]
    yield f"i handlingar som granskas utan ärende: någon anmärkning om {sum(map(bool, alone))} av {len(alone)}"
    for t in outcome.missed:
        assert t.operator
        expected, told = " eller ".join(t.operator.expects), ", ".join(t.told) or "ingenting"
        yield f"  missad: {t.case}: {t.operator.name}: {t.label}: väntat {expected}, funnet {told}"
    yield f"ofarliga ändringar: {len(outcome.harmless)}, falsklarm: {len(outcome.false_alarms)}"
    for t in outcome.false_alarms:
        yield f"  falsklarm: {t.case}: {t.label}: {', '.join((*t.told, *(t.alone or ())))}"


def _is_error(tried: Tried) -> bool:
    return tried.operator is not None and tried.operator.fel


def _recall(tried: Sequence[Tried]) -> float:
    """The share of what was planted that was found; all of nothing."""
    return sum(t.found for t in tried) / len(tried) if tried else 1

"""Reviews documents that nobody here made: against each other and, with a case, against what the case would give."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loftdocs import held
from loftdocs.check import check_documents, unasked
from loftdocs.check.rule import Known
from loftdocs.failures import FileFailure, UsageFailure
from loftdocs.findings import Finding, Unasked, has_errors, in_file_order
from loftdocs.litter import REVIEW
from loftdocs.load import Loaded, load
from loftdocs.model.base import Unknown
from loftdocs.project import Project
from loftdocs.read import read_finished
from loftdocs.read.bundles import parts_of
from loftdocs.read.document import Finished
from loftdocs.read.foreign import read_any
from loftdocs.render.fields import fields
from loftdocs.render.template import render
from loftdocs.trace import trace
from loftdocs.unread import unread_findings


@dataclass(frozen=True)
class Review:
    """What a review came to: the documents that could be read, the findings, and why the rest could not be read.

    ``unasked`` are the rules that could not be asked of them.
    """

    documents: tuple[Finished, ...]
    findings: tuple[Finding, ...]
    unread: tuple[FileFailure, ...]
    unasked: tuple[Unasked, ...] = ()


def review(project: Project, files: Sequence[Path], case: Path | None = None) -> Review:
    """Runs every rule that can be asked of text over ``files``, and tells what in them was not read.

    Raises `UsageFailure` if the case has faults of its own, since nothing can be judged by it.
    """
    documents: list[Finished] = []
    unread: list[FileFailure] = []
    for file in files:
        try:
            documents.extend(parts_of(file, read_any(file)))
        except FileFailure as failure:
            unread.append(failure)
    loaded = _judge(project, case) if case else None
    known = Known(loaded, tuple(documents))
    if loaded:
        traced = trace(documents, loaded, known.facts) if documents else None
        known = Known(loaded, tuple(documents), traced, expected(loaded, known) if documents else ())
    findings = (*unread_findings(documents), *check_documents(known)) if documents else ()
    return Review(tuple(documents), in_file_order(findings), tuple(unread), unasked(known))


def _judge(project: Project, case: Path) -> Loaded:
    """The case by which documents are judged."""
    loaded, findings = load(project, case)
    if loaded is None or has_errors(findings) or not _adds_up(loaded):
        raise UsageFailure(
            f"Ärendet {case.stem} har fel, så handlingarna kan inte jämföras med det.",
            f"Kör  loftdocs check {case.stem}  och rätta ärendet först, eller granska utan --case.",
        )
    return loaded


def _adds_up(loaded: Loaded) -> bool:
    """False for a case of which nothing can be computed: a person who is not listed, a month that is none."""
    try:
        return bool(Known(loaded).facts)
    except Unknown:
        return False


def expected(loaded: Loaded, known: Known) -> tuple[Finished, ...]:
    """The documents of a case as they would be made now, without their pages; none that cannot be made."""
    found = []
    folder = held.folder(REVIEW)
    try:
        for document in loaded.program.dokument:
            try:
                values = fields(loaded.case, loaded.program, known.facts, document, None)
                made = render(loaded.template(document.namn), values)
            except (Unknown, FileFailure):
                continue
            if not made.findings:
                path = folder / f"{document.namn}.docx"
                path.write_bytes(made.docx)
                found.append(read_finished(document.namn, path, document.slag))
    finally:
        held.release(folder)
    return tuple(found)

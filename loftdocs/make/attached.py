"""The case's own papers made ready for the bundles: Word and OpenDocument by LibreOffice, and all of them looked at."""

import shutil
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from loftdocs.attach.found import Found
from loftdocs.attach.judged import judge, spoken
from loftdocs.attach.kinds import Form, form_of
from loftdocs.attach.looking import look
from loftdocs.attach.told import stopped
from loftdocs.bundle import Claim
from loftdocs.derive.attached import in_order
from loftdocs.failures import FileFailure, PdfEngineFailure, reason
from loftdocs.make import diagnostics
from loftdocs.make.workbench import Paper, Workbench
from loftdocs.model.case import Bilaga
from loftdocs.model.documents import Dokument

_PURPOSE = "bilagd"
_DAMAGED = "Öppna filen i Word eller LibreOffice Writer, spara den på nytt eller exportera den som PDF, och bifoga den."


@dataclass(frozen=True)
class Attached(Paper):
    """A paper of the case's own, and what was found in it."""

    found: Found


@dataclass(frozen=True)
class _Job:
    """A file on its way: what LibreOffice is asked to convert, unless it was before."""

    name: str
    paper: Bilaga
    file: Path
    pdf: Path
    key: str = ""
    future: "Future[None] | None" = None


class Attachments:
    """Makes them ready, one by one; what LibreOffice cannot make a PDF of is told at its place in the case file."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.papers = bench.facts.bilagor

    def start(self) -> list[_Job]:
        return [self._started(index, *one) for index, one in enumerate(self.papers.items())]

    def finish(self, jobs: Sequence[_Job]) -> tuple[Attached, ...]:
        """All of them as the bundles take them; those that cannot be taken are findings."""
        return tuple(made for index, job in enumerate(jobs) if (made := self._finished(index, job)))

    def among(self, documents: Sequence[Paper], attached: Sequence[Attached]) -> tuple[Paper, ...]:
        return tuple(in_order(documents, attached, _name_of, lambda one: self.papers[_name_of(one)].efter))

    def _started(self, index: int, name: str, paper: Bilaga) -> _Job:
        file = self.bench.loaded.attached(paper.fil)
        own = self.bench.work / f"{name}{file.suffix.lower()}"
        pdf = self.bench.work / f"{name}.pdf"
        if not (form := form_of(paper.fil)) or not form.converted:
            return _Job(name, paper, file, pdf)
        try:
            found = judge(file, "")
            if found.stop:  # an error, but the case may have set its rule aside
                self._stop(index, paper, found)
                return _Job(name, paper, file, pdf)
            shutil.copyfile(file, own)
        except OSError as error:
            raise _unreadable(file, error) from error
        key = self.bench.store.key(f"{_PURPOSE} {own.suffix}", own)
        if self.bench.store.fetch(key, pdf):
            return _Job(name, paper, own, pdf)
        return _Job(name, paper, own, pdf, key, self.bench.engine.submit(own, pdf))

    def _finished(self, index: int, job: _Job) -> Attached | None:
        converted = job.file.parent == self.bench.work
        if not converted and (form_of(job.paper.fil) or Form.WORD).converted:
            return None  # it was not let in, which is told already
        if job.future:
            try:
                list(self.bench.engine.finished([(job.file, job.pdf, job.future)]))
            except PdfEngineFailure:
                self._tell(index, f"LibreOffice kan inte göra en PDF av {job.paper.fil}.", _DAMAGED)
                return None
            self.bench.store.keep(job.key, job.pdf)
        try:
            looked = look(job.pdf if converted else job.file, spoken(job.paper), own=converted)
        except OSError as error:
            raise _unreadable(job.file, error) from error
        if looked.found.stop:
            self._stop(index, job.paper, looked.found)
            return None
        job.pdf.write_bytes(looked.pdf)
        document = Dokument(namn=job.name, rubrik=job.name, ingår_i=job.paper.ingår_i)
        claim = Claim(looked.found.archive, looked.found.accessible, looked.found.tagged)
        return Attached(document, job.pdf, looked.found, claim=claim)

    def _stop(self, index: int, paper: Bilaga, found: Found) -> None:
        self._tell(index, *stopped(paper.fil, found, form_of(paper.fil) or Form.PDF))

    def _tell(self, index: int, message: str, hint: str) -> None:
        place = self.bench.loaded.case_tree.place("bilagor", index, "fil")
        self.bench.findings.append(diagnostics.ATTACHMENT_REFUSED.finding(message, hint, place))


def _name_of(paper: Paper) -> str:
    return paper.document.namn


def _unreadable(file: Path, error: OSError) -> FileFailure:
    return FileFailure(
        f"Filen {file.name} går inte att läsa ({reason(error)}).",
        "Kontrollera att filen finns kvar i ärendets mapp och att du har rätt att läsa den.",
    )

"""The pages of a case that is being written: at once those that changed, then the whole bundle with all findings."""

import contextlib
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import pikepdf

from loftdocs import convert, held, unchanged
from loftdocs.build import judged
from loftdocs.check.rule import Known
from loftdocs.checking import check_text
from loftdocs.convert.pictures import drawn
from loftdocs.convert.store import Store
from loftdocs.desk.behind import Box, boxes
from loftdocs.findings import Finding, has_errors
from loftdocs.litter import PAGES
from loftdocs.make.documents import make
from loftdocs.make.workbench import Workbench
from loftdocs.manifest import sha256
from loftdocs.model.base import Unknown
from loftdocs.project import Project
from loftdocs.read.page_digests import page_digests
from loftdocs.report.bundle import bundle_of
from loftdocs.result import Verdict
from loftdocs.verdicts import verdicts

_KEPT = 200  # pages that can be asked for
_DPI = 110


@dataclass(frozen=True)
class PreviewPage:
    """A page: a name for its picture, its document, its number there (from 1), its width and height in points."""

    id: str
    document: str
    number: int
    width: float
    height: float
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Shown:
    """The findings, the pages (None where an error leaves nothing to show), the answers (None until all is made)."""

    findings: tuple[Finding, ...]
    pages: tuple[PreviewPage, ...] | None = None
    places: tuple[int | None, ...] = ()
    verdicts: tuple[Verdict, ...] | None = None


@dataclass(frozen=True)
class Source:
    """A PDF that pages are drawn from when they are asked for, and its SHA-256."""

    pdf: Path
    digest: str

    def unchanged(self) -> bool:
        """True if it is there, and no bit of it is another."""
        try:
            return sha256(self.pdf) == self.digest
        except OSError:
            return False


def _stopped(findings: tuple[Finding, ...]) -> Shown:
    """What an error leaves: the findings, and that neither answer is yes."""
    return Shown(findings, verdicts=verdicts(findings, None) if has_errors(findings) else None)


class Preview:
    """Makes pages with one warm LibreOffice, one set of them at a time: each takes the place of the last."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.engine = convert.engine()
        self._folder = held.folder(PAGES)
        self._lock = Lock()
        self._sources: dict[str, tuple[Source, int]] = {}
        self._pages: dict[str, tuple[PreviewPage, ...]] = {}

    def alone(self) -> AbstractContextManager[Any]:
        """While something else uses LibreOffice, no pages are made."""
        return self._lock

    def close(self) -> None:
        """Takes the pages away."""
        held.release(self._folder)

    def quick(self, case: Path, text: str) -> Shown:
        """The documents' own pages, only the changed ones made anew, and what the rules say of the case."""
        with self._lock:
            known, findings = self._checked(case, text)
            if known is None:
                return _stopped(findings)
            with self._work() as work:
                bench = Workbench(known, work, self.engine, self._store())
                jobs = [bench.start(bench.render(bench.files(one))) for one in known.facts.dokument]
                if has_errors(bench.findings):
                    bench.abandon(jobs)
                    return _stopped((*findings, *bench.findings))
                bench.finish(jobs)
                pages = [page for job in jobs for page in self._own(job.raw, job.files.document.namn, job.files.pdf)]
            return Shown(findings, tuple(pages))

    def whole(self, case: Path, text: str) -> Shown:
        """The bundle as it would be built, with what is behind each value on its pages, and all findings."""
        with self._lock:
            known, findings = self._checked(case, text)
            if known is None:
                return _stopped(findings)
            with self._work() as work:
                made = make(known, work, self.engine, self._store(), lambda step: None)
                if has_errors(made.findings) or not made.bundle:
                    return _stopped((*findings, *made.findings))
                known, findings = judged(known, made, findings + made.findings)
                bundle = bundle_of(known, made.bundle)
                pdf = made.folder / bundle.file
                behind = boxes(pdf, known, made.bundle)
                names = [
                    (part.name, page - part.first + 1)
                    for page in range(1, bundle.count + 1)
                    for part in [bundle.part(page)]
                ]
                pages = self._keep(pdf, names, [behind.get(page, ()) for page in range(1, bundle.count + 1)])
            places = tuple(bundle.page(finding.place) for finding in findings)
            return Shown(findings, pages, places, verdicts(findings, known))

    def picture(self, name: str) -> bytes | None:
        """A page as JPEG; None if it is none of those that were last shown, or its PDF is not what it was."""
        with self._lock:
            if name not in self._sources:
                return None
            source, index = self._sources[name]
            if not source.unchanged():
                del self._sources[name]  # its document is made again the next time that it is shown
                return None
            return next(drawn(source.pdf, [index], dpi=_DPI, colour=True))

    @contextlib.contextmanager
    def _work(self) -> Iterator[Path]:
        """A folder to make pages in. Some systems take away temporary folders that were not used for days."""
        if not self._folder.is_dir():
            held.release(self._folder)
            self._folder = held.folder(PAGES)
            self._sources.clear()
        with tempfile.TemporaryDirectory(dir=self._folder) as work, self.engine.broken_off_with():
            yield Path(work)

    def _checked(self, case: Path, text: str) -> tuple[Known | None, tuple[Finding, ...]]:
        known, findings = check_text(self.project, case, unicodedata.normalize("NFC", text))
        try:
            if known is None or has_errors(findings) or not known.facts:
                return None, findings
        except Unknown:
            return None, findings
        return known, findings

    def _store(self) -> Store:
        return Store(unchanged.tools_mark() + convert.mark())

    def _own(self, key: str, document: str, pdf: Path) -> tuple[PreviewPage, ...]:
        """The pages of a document; those of the same PDF are the same."""
        pages = self._pages.get(key)
        if pages is None or any(page.id not in self._sources for page in pages):
            with pikepdf.open(pdf) as opened:
                count = len(opened.pages)
            pages = self._keep(pdf, [(document, number) for number in range(1, count + 1)], [()] * count)
            self._pages = {**dict(list(self._pages.items())[-_KEPT:]), key: pages}
        return pages

    def _keep(
        self, pdf: Path, names: Sequence[tuple[str, int]], behind: Sequence[tuple[Box, ...]]
    ) -> tuple[PreviewPage, ...]:
        """The pages of a PDF, which is moved to where their pictures can be drawn from when they are asked for."""
        digests = page_digests(pdf)
        with pikepdf.open(pdf) as opened:
            sizes = [[float(side) for side in page.mediabox] for page in opened.pages]
        digest_of_all = sha256(pdf)  # two PDFs may begin with the same page
        kept = self._folder / f"{digest_of_all}.pdf"
        pdf.replace(kept)
        source = Source(kept, digest_of_all)
        for index, digest in enumerate(digests):
            self._sources.pop(digest, None)
            self._sources[digest] = (source, index)
        for old in list(self._sources)[:-_KEPT]:
            path = self._sources.pop(old)[0].pdf
            if all(path != other.pdf for other, _ in self._sources.values()):
                path.unlink(missing_ok=True)
        return tuple(
            PreviewPage(digest, document, number, right - left, top - bottom, found)
            for digest, (document, number), (left, bottom, right, top), found in zip(
                digests, names, sizes, behind, strict=True
            )
        )

"""Where a case's files are made: a document's Word file and PDF, from the template, the engine or what was kept."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from loftdocs.bundle import WHOLE, Claim, Description
from loftdocs.check.rule import Known
from loftdocs.convert import Engine
from loftdocs.convert.store import Store
from loftdocs.failures import PdfEngineFailure
from loftdocs.findings import Finding
from loftdocs.make.together import kept_together
from loftdocs.model.documents import Dokument
from loftdocs.read import read_finished
from loftdocs.read.document import Finished
from loftdocs.read.fonts import fonts_used
from loftdocs.render.again import render_once
from loftdocs.render.fields import Whole, fields
from loftdocs.render.marks import Marked, with_fields

# What is done to a PDF before it is kept, beside what LibreOffice does: another word when it is done otherwise.
_DONE = "sammanhållen"
_MARKED = "märkta"
# A page's last heading moves the next page's last lines, and so perhaps another heading.
_MOST_MOVED = 5


@dataclass(frozen=True)
class Paper:
    """What a bundle is made of: a document, its PDF, and what that may claim."""

    document: Dokument
    pdf: Path
    claim: Claim = field(default=WHOLE, kw_only=True)


@dataclass(frozen=True)
class Files(Paper):
    word: Path


@dataclass(frozen=True)
class Job:
    """A Word file on its way to PDF.

    ``raw`` is the key of the PDF as LibreOffice makes it, ``key`` of the finished one; the same if it is not to stand
    alone. No future if it was there from before.
    """

    files: Files
    about: Description | None
    raw: str
    key: str
    future: "Future[None] | None"


class Workbench:
    """The tools and the folder of one case's build, and what is found wrong with its templates."""

    def __init__(self, known: Known, work: Path, engine: Engine, store: Store) -> None:
        self.work, self.engine, self.store = work, engine, store
        self.loaded, self.facts = known.loaded, known.facts
        self.folder = work / self.loaded.name
        self.folder.mkdir()
        self.findings: list[Finding] = []
        self.sources: set[str] = set()  # the pieces of Jinja in the templates that were filled in
        self._pages: dict[Path, int] = {}
        self._fonts: dict[Path, dict[str, str]] = {}
        self._marked: dict[Path, Marked] = {}

    def files(self, document: Dokument, folder: Path | None = None, ending: str = "") -> Files:
        """The names of a document's files, in the case's folder unless another is given."""
        stem = (folder or self.folder) / f"{document.namn}-{ending or self.loaded.name}"
        return Files(document, stem.with_name(f"{stem.name}.pdf"), stem.with_name(f"{stem.name}.docx"))

    def about(self, title: str) -> Description:
        """What a PDF with this title says of itself."""
        facts = self.facts
        author = next((part for part in facts.parter if part.egen), facts.parter[0])
        return Description(title, author.namn, facts.daterad)

    def render(self, files: Files, whole: Whole | None = None) -> Files:
        loaded, document = self.loaded, files.document
        values = fields(
            loaded.case, loaded.program, self.facts, document, loaded.logo, whole, folder=loaded.program_folder
        )
        rendered = render_once(loaded.template(document.namn), values)
        files.word.write_bytes(rendered.docx)
        self.findings += rendered.findings
        self.sources.update(rendered.sources)
        if rendered.marked.docx:
            self._marked[files.word] = rendered.marked
        return files

    def read(self, files: Files) -> Finished:
        """The document as its Word file has it, with what each field printed."""
        document, marks = files.document, self._marked[files.word]
        path = self.work / _MARKED / files.word.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(marks.docx)
        return with_fields(read_finished(document.namn, path, document.slag), marks.fields)

    def start(self, files: Files, about: Description | None = None) -> Job:
        """Has a Word file made into a PDF, if it was not before; ``about`` is given for one that is to stand alone."""
        raw = self.store.key(_DONE, files.word)
        key = self.store.key(f"{_DONE} {about!r}", files.word) if about else raw
        if self.store.fetch(key, files.pdf):
            return Job(files, None, raw, key, None)
        # A document that is the same for every municipality is converted once, and then described for each.
        if about and self.store.fetch(raw, files.pdf):
            return Job(files, about, key, key, None)
        return Job(files, about, raw, key, self.engine.submit(files.word, files.pdf))

    def finish(self, jobs: Sequence[Job]) -> None:
        """Waits for the PDFs, makes those that stand alone ready, and keeps them for the next time."""
        for job in jobs:
            if not job.future:
                self._ready(job)
        for job in self._converted(jobs):
            self.store.keep(job.raw, job.files.pdf)
            self._ready(job)

    def _converted(self, jobs: Sequence[Job]) -> Iterator[Job]:
        """Each job when its PDF is there, converted again if a heading was parted from its text."""
        waiting = [(job, job.files.word, job.future) for job in jobs if job.future]
        for left in reversed(range(_MOST_MOVED)):
            again = []
            for index in self.engine.finished([(word, job.files.pdf, future) for job, word, future in waiting]):
                job, word, _ = waiting[index]
                changed = kept_together(word, job.files.pdf, self.work / _DONE) if left else None
                if changed is None:
                    yield job
                else:
                    again.append((job, changed, self.engine.submit(changed, job.files.pdf)))
            waiting = again

    def _ready(self, job: Job) -> None:
        """Finishes a PDF that is to stand alone."""
        if job.about:
            from pikepdf import PdfError  # read in while LibreOffice works; see `warm`

            from loftdocs.bundle.merge import finish

            try:
                self._pages[job.files.pdf] = finish(job.files.pdf, job.about)
            except PdfError as error:
                message = f"LibreOffice gjorde en PDF av {job.files.word.name} som inte går att läsa ({error})."
                raise PdfEngineFailure(message, "Se efter att disken inte är full och försök igen.") from error
            self.store.keep(job.key, job.files.pdf)

    def abandon(self, jobs: Sequence[Job]) -> None:
        """Sees to it that nothing more is written in the folder, which is about to go."""
        wait([job.future for job in jobs if job.future and not job.future.cancel()])

    def pages(self, pdf: Path) -> int:
        """The number of pages of a PDF that will not be made again."""
        if pdf not in self._pages:
            from loftdocs.bundle.merge import page_count

            self._pages[pdf] = page_count(pdf)
        return self._pages[pdf]

    def fonts(self, pdf: Path) -> dict[str, str]:
        """The fonts in a PDF that will not be made again, each with its revision."""
        if pdf not in self._fonts:
            self._fonts[pdf] = fonts_used(pdf)
        return self._fonts[pdf]

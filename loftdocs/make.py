"""Makes the files of a case: Word files, PDFs, bundles with their page numbers and places to sign."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate
from pathlib import Path

from loftdocs.bundle import Description, Piece, finish, merge, page_count
from loftdocs.check import rules
from loftdocs.check.rule import Known, Scope
from loftdocs.convert import Engine
from loftdocs.convert.store import Store
from loftdocs.findings import Finding, Place, Severity, has_errors
from loftdocs.model.program import Bundle, Dokument, Slag
from loftdocs.read import read_finished, read_parts, with_fonts
from loftdocs.read.document import Finished
from loftdocs.render import render
from loftdocs.render.fields import ContentsRow, Whole, fields
from loftdocs.sign.fields import Signer, add_signature_fields
from loftdocs.sign.names import signers_of

Progress = Callable[[str], None]
_NAMES: dict[Bundle, str] = {"handlingar": "Handlingar", "avtal": "Avtal"}


@dataclass(frozen=True)
class Made:
    """What was made: the folder, the findings about templates, the documents and the bundle read back."""

    folder: Path
    findings: tuple[Finding, ...]
    documents: tuple[Finished, ...] = ()
    bundle: tuple[Finished, ...] = ()


@dataclass(frozen=True)
class Files:
    """A document's two files."""

    document: Dokument
    word: Path
    pdf: Path


@dataclass(frozen=True)
class Job:
    """A Word file on its way to PDF; no future if it was there from before."""

    files: Files
    about: Description | None
    key: str
    future: "Future[None] | None"


class Maker:
    """Makes one case's files in ``work/<case>``; what is not to be kept stands beside, in ``work``."""

    def __init__(self, known: Known, work: Path, engine: Engine, store: Store) -> None:
        self.known, self.work, self.engine, self.store = known, work, engine, store
        self.loaded, self.facts = known.loaded, known.facts
        self.folder = work / self.loaded.name
        self.folder.mkdir()
        self.findings: tuple[Finding, ...] = ()

    def make(self, progress: Progress) -> Made:
        """All of it; stops at the first step that finds errors in a template."""
        progress("Fyller i Word-mallarna")
        files = [self._files(document, self.folder) for document in self.loaded.program.dokument]
        jobs = []
        for one in files:
            self._render(one, one.document)
            jobs.append(self._start(one, self._about(self.facts.titlar[one.document.namn])))
        if has_errors(self.findings):
            return Made(self.folder, self.findings)
        progress("Gör PDF-filer")
        if any(job.future for job in jobs):
            _read_in_what_is_needed_next()
        self._finish(jobs)
        progress("Gör försättsblad och sidnummer")
        cover, strips = self._front(files)
        if has_errors(self.findings):
            return Made(self.folder, self.findings)
        progress("Sätter samman handlingar och avtal")
        for bundle in ("avtal", "handlingar"):
            parts = self._bundle(bundle, cover, files, strips.get(bundle))
        bundled = read_parts(*parts)
        pages = {part.name: part.pages for part in bundled}
        documents = tuple(self._read(one, pages) for one in [*([cover] if cover else []), *files])
        return Made(self.folder, self.findings, documents, bundled)

    def _read(self, files: Files, pages: dict[str, tuple[str, ...]]) -> Finished:
        name = files.document.namn
        read = read_finished(name, files.word, files.document.slag, pages.get(name, ()))
        return with_fonts(read, files.word, files.pdf)

    def _files(self, document: Dokument, folder: Path, ending: str = "") -> Files:
        stem = f"{document.namn}-{ending or self.loaded.name}"
        return Files(document, folder / f"{stem}.docx", folder / f"{stem}.pdf")

    def _render(self, files: Files, document: Dokument, whole: Whole | None = None) -> None:
        values = fields(self.loaded.case, self.loaded.program, self.facts, document, self.loaded.logo, whole)
        docx, findings = render(self.loaded.template(document.namn), values)
        files.word.write_bytes(docx)
        self.findings += findings

    def _start(self, files: Files, about: Description | None) -> Job:
        """Has a Word file made into a PDF, if it was not before; ``about`` is given for one that is to stand alone."""
        key = self.store.key(repr(about), files.word)
        kept = self.store.fetch(key, files.pdf)
        return Job(files, about, key, None if kept else self.engine.submit(files.word, files.pdf))

    def _finish(self, jobs: Sequence[Job]) -> None:
        """Waits for the PDFs, makes those that stand alone ready, and keeps them for the next time."""
        made = [job for job in jobs if job.future]
        self.engine.finish([(job.files.word, job.files.pdf, job.future) for job in made if job.future])
        for job in made:
            if job.about:
                finish(job.files.pdf, job.about)
            self.store.keep(job.key, job.files.pdf)

    def _about(self, title: str) -> Description:
        case = self.loaded.case
        return Description(title, case.kommun.namn, case.tjänsteskrivelse.datum)

    def _inside(self, bundle: Bundle, files: Sequence[Files]) -> list[Files]:
        return [one for one in files if bundle in one.document.ingår_i]

    def _front(self, files: Sequence[Files]) -> tuple[Files | None, dict[Bundle, Path]]:
        """The cover, if the case wants one, and the strip of page numbers for each bundle."""
        program = self.loaded.program
        cover = self._files(program.försättsblad, self.work) if self.loaded.case.försättsblad else None
        pages = {one.document.namn: page_count(one.pdf) for one in files}
        for cover_pages in (1, 2, 3):  # the cover's own length moves the page numbers it lists
            made, strips = [], {}
            if cover:
                rows = tuple(self._contents(self._inside("handlingar", files), pages, cover_pages))
                self._render(cover, cover.document, Whole(_NAMES["handlingar"], rows))
                made.append(cover)
            for bundle, name in _NAMES.items() if program.sidnumrering else ():
                strip = self._files(_strip(program.sidnumrering or ""), self.work, bundle)
                front = cover_pages if cover and bundle == "handlingar" else 0
                total = front + sum(pages[one.document.namn] for one in self._inside(bundle, files))
                self._render(strip, strip.document, Whole(name, antal_sidor=total))
                made.append(strip)
                strips[bundle] = strip.pdf
            if has_errors(self.findings) or not made:
                break
            self._finish([self._start(one, None) for one in made])
            if cover is None or page_count(cover.pdf) == cover_pages:
                break
            for one in made:
                one.pdf.unlink()
        return cover, strips

    def _contents(self, files: Sequence[Files], pages: dict[str, int], first: int) -> Iterator[ContentsRow]:
        page = first + 1
        for one in files:
            name = one.document.namn
            yield ContentsRow(name, self.facts.handlingar[name], pages[name], page)
            page += pages[name]

    def _bundle(
        self, bundle: Bundle, cover: Files | None, files: Sequence[Files], strip: Path | None
    ) -> tuple[Path, list[tuple[str, Slag, int]]]:
        """Merges one bundle: the file, and each document in it with its kind and its first page, from 1."""
        inside = self._inside(bundle, files)
        pieces = [Piece(one.document.namn, one.pdf, self.facts.handlingar[one.document.namn]) for one in inside]
        documents = [one.document for one in inside]
        title = pieces[0].title
        if bundle == "handlingar":
            title = f"Handlingar: {self.facts.titlar[self.loaded.program.försättsblad.namn]}"
            if cover:
                pieces.insert(0, Piece(cover.document.namn, cover.pdf, "Försättsblad"))
                documents.insert(0, cover.document)
        target = self.folder / f"{bundle}-{self.loaded.name}.pdf"
        about, signers = self._about(title), signers_of(self.facts, [document.slag for document in documents])
        what = repr((about, signers, [(piece.name, piece.title) for piece in pieces]))
        key = self.store.key(what, *(piece.pdf for piece in pieces), *([strip] if strip else []))
        if not self.store.fetch(key, target):
            merge(pieces, target, about, strip)
            unplaced = add_signature_fields(target, signers)
            self.findings += tuple(_no_line(signer, target) for signer in unplaced)
            if not unplaced:  # what there is to say of a bundle is said each time
                self.store.keep(key, target)
        starts = accumulate((page_count(piece.pdf) for piece in pieces[:-1]), initial=1)
        inside_it = zip(documents, starts, strict=True)
        return target, [(document.namn, document.slag, start) for document, start in inside_it]


def _no_line(signer: Signer, pdf: Path) -> Finding:
    return Finding(
        "SIG001",
        Severity.VARNING,
        f"Det finns ingen rad att underteckna på för ”{signer.field}”, så fältet för elektronisk underskrift saknas.",
        "Sätt in en rad märkt Underskrift i mallen, med namnet eller organisationen under.",
        Place(document=pdf.name),
    )


def _read_in_what_is_needed_next() -> None:
    """The imports of the later steps, had while LibreOffice, which is another process, is at work anyway."""
    import_module("pypdfium2")
    rules(Scope.TEXT, Scope.DOCUMENTS)
    import_module("loftdocs.report").prepare()


def _strip(name: str) -> Dokument:
    """The page numbers as a document of their own, which is in no bundle."""
    return Dokument(namn=name, rubrik="Sidnummer", ingår_i=())

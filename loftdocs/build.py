"""The main job, from a case file to a folder of finished documents: the program's table of contents."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loftdocs import manifest
from loftdocs.bundle import Piece, merge, page_count
from loftdocs.check import check_documents
from loftdocs.check.rule import Known
from loftdocs.checking import check
from loftdocs.convert import libreoffice
from loftdocs.findings import Finding, has_errors
from loftdocs.load import Loaded, Project
from loftdocs.model.program import Dokument
from loftdocs.publish import publish, workshop
from loftdocs.read import read_finished, read_parts
from loftdocs.read.document import Finished
from loftdocs.render import render
from loftdocs.render.fields import ContentsRow, fields
from loftdocs.trace import Trace, trace

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """How a build ended: its findings, and the folder with the documents unless an error stopped it.

    ``values`` were found in the finished bundle, and ``tied`` of them have a source.
    """

    findings: tuple[Finding, ...]
    folder: Path | None = None
    files: tuple[str, ...] = ()
    values: int = 0
    tied: int = 0


def build(project: Project, case_file: Path, *, strict: bool = False, progress: Progress = lambda step: None) -> Result:
    """Makes all documents of a case in ``build/<case>``; with an error nothing there is touched.

    ``strict`` lets a warning stop the build too. Raises `Failure` for what is not the case's fault.
    """
    progress("Läser och kontrollerar ärendet")
    known, findings = check(project, case_file)
    if known is None or has_errors(findings, strict=strict):
        return Result(findings)
    libreoffice.find()  # a missing program is better told before the work than in the middle of it
    loaded = known.loaded
    with workshop(project.build) as folder:
        made = _make(known, folder, progress)
        findings += made.findings
        if has_errors(made.findings, strict=strict):
            return Result(findings)
        progress("Kontrollerar de färdiga dokumenten")
        traced = trace(made.bundle, loaded, known.facts)
        findings += check_documents(Known(loaded, made.documents, traced), findings)
        if has_errors(findings, strict=strict):
            return Result(findings)
        _write_trace(traced, made.folder / f"sparning-{loaded.name}.json")
        manifest.write(made.folder, project.root, _inputs(loaded), libreoffice.find().version)
        target = project.build / loaded.name
        findings += publish(made.folder, target)
    files = tuple(sorted(path.name for path in target.iterdir()))
    return Result(findings, target, files, len(traced.values), traced.tied)


@dataclass(frozen=True)
class _Made:
    folder: Path
    findings: tuple[Finding, ...]
    documents: tuple[Finished, ...] = ()
    bundle: tuple[Finished, ...] = ()


def _make(known: Known, work: Path, progress: Progress) -> _Made:
    """Word files, PDFs and bundles in ``work/<case>``; stops at the first step that finds errors."""
    loaded, facts = known.loaded, known.facts
    folder = work / loaded.name
    folder.mkdir()

    progress("Fyller i Word-mallarna")
    documents = loaded.program.dokument
    findings = tuple(f for document in documents for f in _render(known, document, folder, ()))
    if has_errors(findings):
        return _Made(folder, findings)

    progress("Gör PDF-filer")
    words = [_path(loaded, document, folder, "docx") for document in documents]
    pdfs = libreoffice.convert(words, folder)

    progress("Gör försättsbladet")
    cover = loaded.program.försättsblad
    for cover_pages in (1, 2, 3):  # the cover's own length moves the page numbers it lists
        rows = tuple(_contents(known, pdfs, cover_pages))
        findings += _render(known, cover, work, rows)
        if has_errors(findings):
            return _Made(folder, findings)
        (cover_pdf,) = libreoffice.convert([_path(loaded, cover, work, "docx")], work)
        if page_count(cover_pdf) == cover_pages:
            break
        cover_pdf.unlink()

    progress("Sätter samman handlingar och avtal")
    titled = [Piece(pdf, facts.handlingar[document.namn]) for document, pdf in zip(documents, pdfs, strict=True)]
    author = loaded.case.kommun.namn
    for bundle, front in (("handlingar", [Piece(cover_pdf, "Försättsblad")]), ("avtal", [])):
        pieces = [piece for document, piece in zip(documents, titled, strict=True) if bundle in document.ingår_i]
        title = facts.titlar[cover.namn] if front else pieces[0].title
        name = f"{bundle}-{loaded.name}.pdf"
        starts = merge([*front, *pieces], folder / name, f"Handlingar: {title}" if front else title, author)
        if front:
            inside = [cover, *(document for document in documents if bundle in document.ingår_i)]
            parts = [(document.namn, document.slag, start) for document, start in zip(inside, starts, strict=True)]
            bundled = read_parts(folder / name, parts)

    finished = tuple(
        read_finished(document.namn, word, pdf, document.slag)
        for document, word, pdf in zip(documents, words, pdfs, strict=True)
    )
    cover_read = read_finished(cover.namn, _path(loaded, cover, work, "docx"), cover_pdf, cover.slag)
    return _Made(folder, findings, (cover_read, *finished), bundled)


def _write_trace(traced: Trace, target: Path) -> None:
    target.write_text(json.dumps(traced.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _render(known: Known, document: Dokument, folder: Path, rows: tuple[ContentsRow, ...]) -> tuple[Finding, ...]:
    loaded = known.loaded
    values = fields(loaded.case, loaded.program, known.facts, document, loaded.logo, rows)
    docx, findings = render(loaded.template(document.namn), values)
    _path(loaded, document, folder, "docx").write_bytes(docx)
    return findings


def _contents(known: Known, pdfs: tuple[Path, ...], cover_pages: int) -> Iterator[ContentsRow]:
    page = cover_pages + 1
    for document, pdf in zip(known.loaded.program.dokument, pdfs, strict=True):
        pages = page_count(pdf)
        yield ContentsRow(known.facts.handlingar[document.namn], pages, page)
        page += pages


def _path(loaded: Loaded, document: Dokument, folder: Path, suffix: str) -> Path:
    return folder / f"{document.namn}-{loaded.name}.{suffix}"


def _inputs(loaded: Loaded) -> Iterator[Path]:
    yield loaded.case_tree.file
    yield loaded.program_tree.file
    for document in (loaded.program.försättsblad, *loaded.program.dokument):
        yield loaded.template(document.namn)
    if loaded.logo:
        yield loaded.logo

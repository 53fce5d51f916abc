"""Makes the files of a case: Word files, PDFs, bundles with their page numbers and places to sign.

LibreOffice is another process: what Python has to do meanwhile stands between `start` and `finish`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from loftdocs import warm
from loftdocs.attach.found import Found
from loftdocs.check.rule import Known
from loftdocs.convert import Engine
from loftdocs.convert.store import Store
from loftdocs.findings import Finding, has_errors
from loftdocs.make.attached import Attachments
from loftdocs.make.clauses import unasked_clauses
from loftdocs.make.workbench import Files, Workbench
from loftdocs.read import read_finished, read_parts
from loftdocs.read.document import Finished

__all__ = ["Made", "Progress", "make"]

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """What was made: the folder, the findings about templates, the documents and the bundle read back.

    ``fonts`` are those in the PDFs, by PostScript name, each with its revision; ``digests`` tell the bundle's pages.
    ``attached`` is what was found in the case's own papers, by their names in the bundle.
    """

    folder: Path
    findings: tuple[Finding, ...]
    documents: tuple[Finished, ...] = ()
    bundle: tuple[Finished, ...] = ()
    fonts: dict[str, str] = field(default_factory=dict)
    digests: tuple[str, ...] = ()
    attached: dict[str, Found] = field(default_factory=dict)


def make(known: Known, work: Path, engine: Engine, store: Store, progress: Progress) -> Made:
    """Makes one case's files in ``work/<case>``; what is not to be kept stands beside, in ``work``.

    Stops at the first step that finds errors in a template. Raises `PdfEngineFailure`, `FileFailure`.
    """
    bench = Workbench(known, work, engine, store)
    progress("Fyller i Word-mallarna")
    files = [bench.files(document) for document in known.facts.dokument]
    # The shortest first: the sooner LibreOffice has something to do, the more is done beside it.
    by_size = sorted(files, key=lambda one: known.loaded.template(one.document.namn).stat().st_size)
    jobs = [bench.start(bench.render(one), bench.about(known.facts.titlar[one.document.namn])) for one in by_size]
    if has_errors(bench.findings):
        bench.abandon(jobs)
        return Made(bench.folder, tuple(bench.findings))
    attachments = Attachments(bench)
    on_their_way = attachments.start()
    progress("Gör PDF-filer")
    warm.beside_documents()
    from loftdocs.make.bundles import Bundler
    from loftdocs.make.front import Front
    from loftdocs.read.page_digests import page_digests

    read = [bench.read(one) for one in files]
    bench.finish(jobs)
    attached = attachments.finish(on_their_way)
    if has_errors(bench.findings):
        return Made(bench.folder, tuple(bench.findings))
    papers = attachments.among(files, attached)
    progress("Gör försättsblad och sidnummer")
    front = Front(bench, papers)
    first = front.start()
    if any(job.future for job in first):
        warm.beside_cover()
    bundler = Bundler(bench)
    bundler.find_lines(files)
    strips = front.finish(first)
    if has_errors(bench.findings):
        return Made(bench.folder, tuple(bench.findings))
    bench.findings += unasked_clauses(known, bench.sources)
    progress("Sätter samman handlingar och avtal")
    for name in front.bundles:  # the main one last
        bundle, parts = bundler.bundle(name, front.cover, papers, strips.get(name))
    digests = page_digests(bundle)
    found = {one.document.namn: one.found for one in attached}
    # A paper of the case's own is judged by its having pages, and by no more.
    bundled = tuple(
        replace(part, paragraphs=()) if part.name in found else part for part in read_parts(bundle, parts, digests)
    )
    pages = {part.name: part.pages for part in bundled}
    if front.cover:
        files, read = [front.cover, *files], [bench.read(front.cover), *read]
    outside = _outside(strips.get(known.loaded.program.main_bundle))
    documents = tuple(_whole(bench, *one, pages, outside) for one in zip(files, read, strict=True))
    fonts = {name: said for pdf in (*(one.pdf for one in files), *strips.values())
             for name, said in bench.fonts(pdf).items()}  # fmt: skip
    return Made(bench.folder, tuple(bench.findings), documents, bundled, fonts, digests, found)


def _outside(strip: Path | None) -> tuple[str, ...]:
    """What the strip of page numbers adds to each page of the bundle."""
    if strip is None:
        return ()
    paragraphs = read_finished(strip.stem, strip.with_suffix(".docx")).paragraphs
    return tuple(paragraph.text for paragraph in paragraphs if paragraph.text.strip())


def _whole(
    bench: Workbench, files: Files, read: Finished, pages: dict[str, tuple[str, ...]], outside: tuple[str, ...]
) -> Finished:
    fonts = frozenset(bench.fonts(files.pdf))
    return replace(read, pages=pages.get(read.name, ()), fonts_used=fonts, outside=outside)

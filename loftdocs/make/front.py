"""The cover with its contents, and the strips of page numbers: what can be made only when all pages are counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loftdocs.bundle.merge import page_count
from loftdocs.findings import has_errors
from loftdocs.make.workbench import Files, Job, Paper, Workbench
from loftdocs.model.program import Bundle, Dokument
from loftdocs.render.fields import ContentsRow, Whole

_NAMES: dict[Bundle, str] = {"avtal": "Avtal", "handlingar": "Handlingar"}
_MOST_COVER_PAGES = 3


@dataclass(frozen=True)
class FrontMatter:
    """The cover, if the case wants one, and the PDF with page numbers for each bundle, if the programme has them."""

    cover: Files | None
    strips: dict[Bundle, Path] = field(default_factory=dict)


class Front:
    """Makes it of documents that are finished."""

    def __init__(self, bench: Workbench, documents: Sequence[Paper]) -> None:
        self.bench, self.documents = bench, documents
        self.program = bench.loaded.program
        wanted = bench.loaded.case.försättsblad
        self.cover = bench.files(self.program.försättsblad, bench.work) if wanted else None

    def start(self, cover_pages: int = 1) -> list[Job]:
        """Has all of it made, for a cover of ``cover_pages``; nothing if a template has errors."""
        made = list(self._rendered(cover_pages))
        return [] if has_errors(self.bench.findings) else [self.bench.start(one) for one in made]

    def finish(self, jobs: list[Job]) -> FrontMatter:
        """Waits for it, and has it made again if the cover is longer: that moves the page numbers it lists."""
        for cover_pages in range(2, _MOST_COVER_PAGES + 2):
            self.bench.finish(jobs)
            if not jobs or self.cover is None or page_count(self.cover.pdf) < cover_pages:
                break
            for job in jobs:
                job.files.pdf.unlink()
            jobs = self.start(cover_pages)
        strips = {bundle: self._strip(bundle).pdf for bundle in _NAMES if self.program.sidnumrering}
        return FrontMatter(self.cover, strips)

    def _rendered(self, cover_pages: int) -> Iterator[Files]:
        """What the first bundle needs comes first: it is put together while the rest is made."""
        for bundle, name in _NAMES.items():
            inside = within(bundle, self.documents)
            front = 0
            if self.cover and bundle == "handlingar":
                front = cover_pages
                rows = tuple(self._contents(inside, front))
                yield self.bench.render(self.cover, Whole(name, rows))
            if self.program.sidnumrering:
                total = front + sum(self.bench.pages(one.pdf) for one in inside)
                yield self.bench.render(self._strip(bundle), Whole(name, antal_sidor=total))

    def _strip(self, bundle: Bundle) -> Files:
        """The page numbers as a document of their own, which is in no bundle."""
        document = Dokument(namn=self.program.sidnumrering or "", rubrik="Sidnummer", ingår_i=())
        return self.bench.files(document, self.bench.work, bundle)

    def _contents(self, inside: Sequence[Paper], page: int) -> Iterator[ContentsRow]:
        for one in inside:
            name, pages = one.document.namn, self.bench.pages(one.pdf)
            yield ContentsRow(name, self.bench.facts.handlingar[name], pages, page + 1)
            page += pages


def within(bundle: Bundle, documents: Sequence[Paper]) -> list[Paper]:
    """Those of the documents that a bundle holds."""
    return [one for one in documents if bundle in one.document.ingår_i]

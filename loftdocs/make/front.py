"""The cover with its contents, and the strips of page numbers: what can be made only when all pages are counted."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from loftdocs.bundle.merge import page_count
from loftdocs.findings import Finding, Place, display_path, has_errors
from loftdocs.language.swedish import capital
from loftdocs.make import diagnostics
from loftdocs.make.workbench import Files, Job, Paper, Workbench
from loftdocs.model.documents import Dokument
from loftdocs.render.fields import ContentsRow, Whole

_SHORTEST = 1  # pages of a cover, and what is reckoned with at first
# A cover that is longer moves the page numbers that it lists; that these make it longer yet happens once at the most.
_MOST_TIMES = 5


class Front:
    """Makes it of documents that are finished; ``cover`` is None if the case wants none."""

    def __init__(self, bench: Workbench, documents: Sequence[Paper]) -> None:
        self.bench, self.documents = bench, documents
        self.program = bench.loaded.program
        cover = self.program.försättsblad
        wanted = bool(cover) and bench.loaded.case.försättsblad
        self.cover = bench.files(cover, bench.work) if cover and wanted else None
        # The bundle for the board is put together last: what the others need comes first.
        held = (one for one in self.program.bundles if within(one, documents))
        self.bundles = sorted(held, key=lambda bundle: bundle == self.program.main_bundle)

    def start(self, cover_pages: int = _SHORTEST) -> list[Job]:
        """Has all of it made, for a cover of ``cover_pages``; nothing if a template has errors."""
        made = list(self._rendered(cover_pages))
        return [] if has_errors(self.bench.findings) else [self.bench.start(one) for one in made]

    def finish(self, jobs: list[Job]) -> dict[str, Path]:
        """Waits for what `start` gave, and has it made again until the cover is as long as its page numbers say.

        One that never is adds a finding. Gives the PDF with the page numbers of each bundle, if the programme has them.
        """
        counted = _SHORTEST
        for left in reversed(range(_MOST_TIMES)):
            self.bench.finish(jobs)
            if not jobs or self.cover is None or (pages := page_count(self.cover.pdf)) == counted:
                break
            if not left:
                self.bench.findings.append(self._unsettled(counted, pages))
                break
            for job in jobs:
                job.files.pdf.unlink()
            counted, jobs = pages, self.start(pages)
        return {bundle: self._strip(bundle).pdf for bundle in self.bundles if self.program.sidnumrering}

    def _rendered(self, cover_pages: int) -> Iterator[Files]:
        """What the first bundle needs comes first: it is put together while the rest is made."""
        for bundle in self.bundles:
            inside, name = within(bundle, self.documents), capital(bundle)
            front = 0
            if self.cover and bundle in self.cover.document.ingår_i:
                front = cover_pages
                rows = tuple(self._contents(inside, front))
                yield self.bench.render(self.cover, Whole(name, rows))
            if self.program.sidnumrering:
                total = front + sum(self.bench.pages(one.pdf) for one in inside)
                yield self.bench.render(self._strip(bundle), Whole(name, antal_sidor=total))

    def _unsettled(self, counted: int, pages: int) -> Finding:
        return diagnostics.COVER_UNSETTLED.finding(
            f"Försättsbladet blir inte färdigt: när sidnumren räknar med {counted} sidor har det {pages}, och så byts "
            "längden varje gång det görs om.",
            "Skriv mallen så att försättsbladet är lika långt vilka sidnummer det än visar.",
            Place(document=display_path(self.bench.loaded.template(self.program.papers[0].namn))),
        )

    def _strip(self, bundle: str) -> Files:
        """The page numbers as a document of their own, which is in no bundle."""
        document = Dokument(namn=self.program.sidnumrering or "", rubrik="Sidnummer", ingår_i=())
        return self.bench.files(document, self.bench.work, bundle)

    def _contents(self, inside: Sequence[Paper], page: int) -> Iterator[ContentsRow]:
        for one in inside:
            name, pages = one.document.namn, self.bench.pages(one.pdf)
            yield ContentsRow(name, self.bench.facts.handlingar[name], pages, page + 1)
            page += pages


def within(bundle: str, documents: Sequence[Paper]) -> list[Paper]:
    return [one for one in documents if bundle in one.document.ingår_i]

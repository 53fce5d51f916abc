"""The bundles: documents merged, with page numbers and an empty signature field for each who signs."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from loftdocs.bundle import Piece
from loftdocs.bundle.describe import save
from loftdocs.bundle.merge import merged
from loftdocs.findings import Finding, Place
from loftdocs.make import diagnostics
from loftdocs.make.front import within
from loftdocs.make.workbench import Files, Paper, Workbench
from loftdocs.model.documents import HANDLINGAR
from loftdocs.model.kind import Kind
from loftdocs.sign.fields import assign, place_fields
from loftdocs.sign.lines import SignatureLine, signature_lines
from loftdocs.sign.names import signers_of
from loftdocs.signer import Signer

Part = tuple[str, Kind, int]
# The places to sign in the PDFs that this process saw last: most documents stay the same while one is edited.
_seen: dict[bytes, tuple[SignatureLine, ...]] = {}
_MOST_SEEN = 16


class Bundler:
    def __init__(self, bench: Workbench) -> None:
        self.bench = bench

    def find_lines(self, documents: Sequence[Paper]) -> None:
        """Looks for the places to sign ahead of time, in what some bundle will need."""
        for one in documents:
            if signers_of(self.bench.facts, [one.document]):
                _lines_of(one.pdf)

    def bundle(
        self, bundle: str, cover: Files | None, documents: Sequence[Paper], strip: Path | None
    ) -> tuple[Path, list[Part]]:
        """Makes one: its file, and each document in it with its kind and its first page, from 1."""
        inside = within(bundle, documents)
        titles = [self.bench.facts.handlingar[one.document.namn] for one in inside]
        title = titles[0]
        if bundle == HANDLINGAR:
            title = f"Handlingar: {self.bench.facts.titlar[self.bench.loaded.program.papers[0].namn]}"
        if cover and bundle in cover.document.ingår_i:
            inside, titles = [cover, *inside], ["Försättsblad", *titles]
        pieces = [
            Piece(one.document.namn, one.pdf, title, one.claim) for one, title in zip(inside, titles, strict=True)
        ]
        firsts = list(accumulate((self.bench.pages(one.pdf) for one in inside[:-1]), initial=1))
        target = self.bench.folder / f"{bundle}-{self.bench.loaded.name}.pdf"
        signers = signers_of(self.bench.facts, [one.document for one in inside])
        about = self.bench.about(title)
        what = repr((about, signers, [(piece.name, piece.title, piece.claim) for piece in pieces]))
        key = self.bench.store.key(what, *(piece.pdf for piece in pieces), *([strip] if strip else []))
        if not self.bench.store.fetch(key, target):
            placed = self._placed(inside, firsts, signers)
            with merged(pieces, about, strip) as pdf:
                if placed:
                    place_fields(pdf, placed)
                save(pdf, target)
            unplaced = [signer for signer in signers if signer not in placed]
            self.bench.findings += [_no_line(signer, target) for signer in unplaced]
            if not unplaced:  # what there is to say of a bundle is said each time
                self.bench.store.keep(key, target)
        return target, [
            (one.document.namn, one.document.slag, first) for one, first in zip(inside, firsts, strict=True)
        ]

    def _placed(
        self, inside: Sequence[Paper], firsts: Sequence[int], signers: Sequence[Signer]
    ) -> dict[Signer, SignatureLine]:
        lines = [
            replace(line, page=line.page + first - 1)
            for one, first in zip(inside, firsts, strict=True)
            if signers_of(self.bench.facts, [one.document])
            for line in _lines_of(one.pdf)
        ]
        return assign(lines, signers)


def _lines_of(pdf: Path) -> tuple[SignatureLine, ...]:
    digest = hashlib.sha256(pdf.read_bytes()).digest()
    if digest not in _seen:
        _seen[digest] = signature_lines(pdf)
        for old in list(_seen)[:-_MOST_SEEN]:
            del _seen[old]
    return _seen[digest]


def _no_line(signer: Signer, pdf: Path) -> Finding:
    return diagnostics.NO_LINE.finding(
        f"Det finns ingen rad att underteckna på för ”{signer.field}”, så fältet för elektronisk underskrift saknas.",
        "Sätt in en rad märkt Underskrift i mallen, med namnet eller organisationen under.",
        Place(document=pdf.name),
    )

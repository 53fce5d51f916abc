"""Which build a returned file comes from: a beginning of it that is, byte for byte, a file that a build made.

A signature is an update after the end of a PDF, which leaves all that was there before (ISO 32000-1, 7.5.6); so what
was built is still the beginning of the signed file, up to an ``%%EOF`` and its end of line. A file that was written
anew begins with nothing of it, and is known by its words.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from loftdocs import manifest
from loftdocs.control import controlled, fingerprint
from loftdocs.project import Project
from loftdocs.read.pdfium import opened
from loftdocs.verify.alignment import likeness, page_text

Builds = dict[str, dict[str, str]]
"""By case the files of its build, with the SHA-256 of each."""

_END = re.compile(rb"%%EOF(\r\n|\r|\n)?")
_LEAST = 0.6  # so much of a built document's pages is found again in what is still that document
_MOST_BUILDS = 400
_LATIN = 0x250  # the letters of European languages end here
_DARKNESS = 3.0  # of 255: the same page printed to a picture differs by one and a half, another page of text by seven


@dataclass(frozen=True)
class Origin:
    """A built file: the case's name, the file's name, and its length in bytes where the returned file begins with it.

    ``length`` is 0 for one that was written anew, and only says the same.
    """

    case: str
    output: str
    length: int = 0

    @property
    def exact(self) -> bool:
        """True if the returned file begins with the built one."""
        return self.length > 0


def origin(data: bytes, builds: Builds, case: str | None) -> Origin | None:
    """The built file that ``data`` begins with; of several the given case's, then the longest."""
    lengths = dict(_beginnings(data))
    found = [
        Origin(name, output, lengths[digest])
        for name, outputs in builds.items()
        for output, digest in outputs.items()
        if digest in lengths
    ]
    return max(found, key=lambda built: (built.case == case, built.length), default=None)


def alike(project: Project, texts: tuple[str, ...], builds: Builds, case: str | None) -> Origin | None:
    """The built PDF that says most of what these pages say; None if none says enough of it.

    Of those that are as like, the one with the most pages: an annex is found in the agreement that holds it.
    """
    names = [case] if case in builds else list(builds)[:_MOST_BUILDS]
    prints = {fingerprint(text) for text in texts}
    found = [
        (round(score, 2), pages, Origin(name or "", output))
        for name in names
        for output, digest in builds[name or ""].items()
        if output.endswith(".pdf")
        for score, pages in [_score(project.build / (name or ""), output, digest, texts, prints)]
        if score >= _LEAST
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _score(folder: Path, output: str, digest: str, texts: tuple[str, ...], prints: set[str]) -> tuple[float, int]:
    """How much of a built file is found again, and its number of pages: by its words, or where the file is not there
    any more as it was built, by the fingerprints that the build wrote down."""
    path = folder / output
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() == digest:
        built = page_texts(data)
        return likeness(built, texts), len(built)
    kept = controlled(folder).get(output)
    if kept is None or not kept.pages:
        return 0.0, 0
    return sum(page in prints for page in kept.pages) / len(kept.pages), len(kept.pages)


def looks_alike(project: Project, data: bytes, builds: Builds, case: str) -> Origin | None:
    """The built PDF of a case that these pages look like, for a file whose words cannot be read; None for none."""
    from loftdocs.verify.drawing import thumbnails

    pages = thumbnails(data)
    for output in sorted(builds.get(case, {}), key=lambda name: not name.startswith("avtal-")):
        path = project.build / case / output
        if output.endswith(".pdf") and path.is_file():
            built = thumbnails(path.read_bytes())
            if len(pages) >= len(built) > 0 and all(map(_near, built, pages)):
                return Origin(case, output)
    return None


def readable(texts: tuple[str, ...]) -> bool:
    """True if pages say something in letters; a program may leave words that no one can read, or none."""
    text = "".join("".join(texts).split())
    return sum(letter.isalnum() and ord(letter) < _LATIN for letter in text) > len(text) / 2


def _near(one: bytes, other: bytes) -> bool:
    """True if two small pictures of pages are much the same: as dark in the same places."""
    return len(one) == len(other) and sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < _DARKNESS


def page_texts(data: bytes) -> tuple[str, ...]:
    """What each page of a PDF says; empty for what PDFium cannot read."""
    try:
        with opened(data) as document:
            return tuple(page_text(document[at]) for at in range(len(document)))
    except pypdfium2.PdfiumError:
        return ()


def builds(project: Project) -> Builds:
    """Every build that left a manifest."""
    found = {path.parent.name: manifest.outputs(path.parent) for path in project.build.glob(f"*/{manifest.NAME}")}
    return {name: outputs for name, outputs in sorted(found.items()) if outputs and not name.startswith(".")}


def named_case(path: Path, names: Iterable[str]) -> str | None:
    """The case that a file's name tells: ``2026-11-25 avtal-enkoping_signed (1).pdf`` is enkoping's."""
    stem = unicodedata.normalize("NFC", path.stem).casefold()
    fits = [name for name in names if re.search(rf"(?<![^\W_]){re.escape(name.casefold())}(?![^\W_])", stem)]
    return max(fits, key=len, default=None)


def built_bytes(project: Project, found: Origin, data: bytes, builds: Builds) -> bytes | None:
    """The built file itself: the beginning of the returned one, or as it lies in the build if it is still unchanged."""
    if found.exact:
        return data[: found.length]
    path = project.build / found.case / found.output
    if not path.is_file():
        return None
    kept = path.read_bytes()
    return kept if hashlib.sha256(kept).hexdigest() == builds[found.case].get(found.output) else None


def _beginnings(data: bytes) -> Iterator[tuple[str, int]]:
    """The SHA-256 and length of each beginning that may be a whole PDF: to an ``%%EOF``, with and without line end."""
    hashed, running = 0, hashlib.sha256()
    for match in _END.finditer(data):
        ends = {match.start() + 5, match.end()}
        if match.group(1) == b"\r\n":
            ends.add(match.end() - 1)
        for end in sorted(ends):
            running.update(data[hashed:end])
            hashed = end
            yield running.hexdigest(), end

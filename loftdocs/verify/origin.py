"""Which build a signed file comes from: a beginning of it that is, byte for byte, a file that a build made.

A signature is an update after the end of a PDF, which leaves all that was there before (ISO 32000-1, 7.5.6); so what
was built is still the beginning of the signed file, up to an ``%%EOF`` and its end of line.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loftdocs import manifest
from loftdocs.project import Project

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_END = re.compile(rb"%%EOF(\r\n|\r|\n)?")


@dataclass(frozen=True)
class Origin:
    """A built file: the case's name, the file's name, and its length in bytes."""

    case: str
    output: str
    length: int

    @property
    def document(self) -> str:
        """The file's name without the case and the ending: ``avtal``."""
        return Path(self.output).stem.removesuffix(f"-{self.case}")


def origin(data: bytes, builds: dict[str, dict[str, str]], case: str | None) -> Origin | None:
    """The built file that ``data`` begins with; of several the given case's, then the longest."""
    lengths = dict(_beginnings(data))
    found = [
        Origin(name, output, lengths[digest])
        for name, outputs in builds.items()
        for output, digest in outputs.items()
        if digest in lengths
    ]
    return max(found, key=lambda built: (built.case == case, built.length), default=None)


def builds(project: Project) -> dict[str, dict[str, str]]:
    """The hashes of the files of every build that left a manifest, by case."""
    found = {path.parent.name: manifest.outputs(path.parent) for path in project.build.glob(f"*/{manifest.NAME}")}
    return {name: outputs for name, outputs in sorted(found.items()) if outputs and not name.startswith(".")}


def named_case(path: Path, names: Iterable[str]) -> str | None:
    """The case that a file's name tells: ``avtal-enkoping (1).pdf`` is enkoping's."""
    stem = unicodedata.normalize("NFC", path.stem)
    fits = [name for name in names if re.match(rf"\w+-{re.escape(name)}(?!\w)", stem)]
    return max(fits, key=len, default=None)


def revision_of(reader: "PdfFileReader", data: bytes, length: int) -> int | None:
    """Which state of the file (from 0) its first ``length`` bytes are.

    None if they are only there to be seen: the file's own chain of updates does not go through them, so that a reader
    shows something else.
    """
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    older = PdfFileReader(BytesIO(data[:length]), strict=False)
    last = older.total_revisions - 1
    if last >= reader.total_revisions:
        return None
    chain = [(r.xrefs.get_startxref_for_revision(i)) for r in (older, reader) for i in range(last + 1)]
    return last if chain[: last + 1] == chain[last + 1 :] else None


def after_end(data: bytes) -> int:
    """The number of bytes after the last end of a PDF, without trailing white space."""
    end = max((match.end() for match in _END.finditer(data)), default=0)
    return len(data[end:].strip(b"\0\t\n\f\r "))


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

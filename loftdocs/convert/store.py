"""What was made before, kept by all that it depends on; the folder may be deleted at any time."""

import contextlib
import hashlib
import os
import time
from pathlib import Path

from loftdocs.cache import Kept

_OLDEST_SECONDS = 30 * 86_400
_MOST_BYTES = 500_000_000
_CLEANED_EVERY_SECONDS = 86_400
_STAMP = ".städad"


class Store:
    """Finished files by the hash of what they are made of, of what was to be done, and of the tools (``mark``).

    ``kind`` names the folder: ``pdf`` for PDFs, ``sidor`` for pictures of pages. Each is sealed, and a damaged one is
    as none. With ``anew`` nothing that is there is used; what is made takes its place.
    """

    def __init__(self, mark: str, kind: str = "pdf", *, anew: bool = False) -> None:
        self.mark, self.anew = mark, anew
        self.kept = Kept(kind)
        self.folder = self.kept.folder

    def key(self, purpose: str, *files: Path) -> str:
        """The name under which what is made of ``files`` for ``purpose`` is kept."""
        digest = hashlib.sha256(f"{self.mark}\0{purpose}".encode())
        for file in files:
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def fetch(self, key: str, pdf: Path) -> bool:
        """Writes what is kept under ``key`` to ``pdf``; False if nothing is. Raises `OSError` if ``pdf`` cannot be."""
        data = self.read(key)
        if data is None:
            return False
        pdf.write_bytes(data)
        return True

    def keep(self, key: str, pdf: Path) -> None:
        """Keeps ``pdf`` under ``key``. That it cannot be kept is no fault: it is made again next time."""
        self.write(key, pdf.read_bytes())

    def read(self, key: str) -> bytes | None:
        """What is kept under ``key``; None if nothing is."""
        return None if self.anew else self.kept.read(key, touch=True)  # what was used now goes last when there is much

    def write(self, key: str, data: bytes) -> None:
        """Keeps ``data`` under ``key``, as `keep` does with a file."""
        self.kept.write(key, data)

    def clean(self) -> None:
        """Once a day: takes away what was not used for a month, and the longest unused of what is too much."""
        if self.folder is None:
            return
        stamp = self.folder / _STAMP
        with contextlib.suppress(OSError):
            if stamp.exists() and time.time() - stamp.stat().st_mtime < _CLEANED_EVERY_SECONDS:
                return
            stamp.touch()
            found = sorted((entry for entry in os.scandir(self.folder) if entry.name != stamp.name),
                           key=lambda entry: entry.stat().st_mtime, reverse=True)  # fmt: skip
            total = 0
            for entry in found:
                stat = entry.stat()
                total += stat.st_size
                if total > _MOST_BYTES or time.time() - stat.st_mtime > _OLDEST_SECONDS:
                    Path(entry.path).unlink(missing_ok=True)

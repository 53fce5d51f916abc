"""What was made before, kept by all that it depends on; the folder may be deleted at any time."""

import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path

from loftdocs.cache import cache_folder

_OLDEST_SECONDS = 30 * 86_400
_MOST_BYTES = 500_000_000
_CLEANED_EVERY_SECONDS = 86_400


class Store:
    """Finished files by the hash of what they are made of, of what was to be done, and of the tools (``mark``).

    ``kind`` names the folder: ``pdf`` for PDFs, ``sidor`` for pictures of pages.
    """

    def __init__(self, mark: str, kind: str = "pdf") -> None:
        self.mark = mark
        self.folder = cache_folder() / kind

    def key(self, purpose: str, *files: Path) -> str:
        """The name under which what is made of ``files`` for ``purpose`` is kept."""
        digest = hashlib.sha256(f"{self.mark}\0{purpose}".encode())
        for file in files:
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def fetch(self, key: str, pdf: Path) -> bool:
        """Copies what is kept under ``key`` to ``pdf``; False if nothing is."""
        kept = self.folder / key
        try:
            shutil.copyfile(kept, pdf)
            os.utime(kept)  # used now: it goes last when there is too much
        except OSError:
            return False
        return True

    def keep(self, key: str, pdf: Path) -> None:
        """Keeps ``pdf`` under ``key``. That it cannot be kept is no fault: it is made again next time."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = self.folder / f".{key}-{os.getpid()}"
            shutil.copyfile(pdf, beside)
            beside.replace(self.folder / key)

    def read(self, key: str) -> bytes | None:
        """What is kept under ``key``; None if nothing is."""
        kept = self.folder / key
        try:
            data = kept.read_bytes()
            os.utime(kept)
        except OSError:
            return None
        return data

    def write(self, key: str, data: bytes) -> None:
        """Keeps ``data`` under ``key``, as `keep` does with a file."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = self.folder / f".{key}-{os.getpid()}"
            beside.write_bytes(data)
            beside.replace(self.folder / key)

    def clean(self) -> None:
        """Once a day: takes away what was not used for a month, and the longest unused of what is too much."""
        stamp = self.folder / ".städad"
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

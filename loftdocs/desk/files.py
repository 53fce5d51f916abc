"""The files that a desk may touch: the project's case files, and what has been built of each."""

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from loftdocs.failures import FileFailure, reason
from loftdocs.findings import display_path
from loftdocs.project import Project
from loftdocs.whole import write_whole

MOST_BYTES = 2_000_000  # of a case; a form has no more to send either
_BOM = b"\xef\xbb\xbf"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class Saved:
    """A case file as it is on disk: its text with plain line ends, and a stamp of its bytes."""

    text: str
    stamp: str


class Changed(Exception):
    """The file is another than the one that was read; ``saved`` is how it is now."""

    def __init__(self, saved: Saved) -> None:
        super().__init__("changed elsewhere")
        self.saved = saved


class Missing(Exception):
    """There is no such case or file here."""


class DeskFiles:
    """Reads and writes only what the project's own folders list: a name is never made into a path unseen."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._saving = Lock()

    def path(self, name: str) -> Path:
        """The case file of this name. Raises `Missing`."""
        plain = unicodedata.normalize("NFC", name)
        for known in self.project.case_names():
            if unicodedata.normalize("NFC", known) == plain:
                return self.project.cases / f"{known}.yaml"
        raise Missing(name)

    def read(self, name: str) -> Saved:
        """A case as it is saved. Raises `Missing`, and `FileFailure` for what is not UTF-8 text."""
        return _saved(self._bytes(self.path(name)), self.path(name))

    def save(self, name: str, text: str, stamp: str) -> Saved:
        """Writes ``text``, if the file still is the one that ``stamp`` was given for, with the line ends that it has.

        Raises `Changed` if it is another, `Missing` if it is gone, and `FileFailure` if it cannot be written.
        """
        with self._saving:  # of two tabs that save at once, one comes first and the other is told
            path = self.path(name)
            before = self._bytes(path)
            if _stamp(before) != stamp:
                raise Changed(_saved(before, path))
            ends = "\r\n" if b"\r\n" in before else "\n"
            data = text.replace("\r\n", "\n").replace("\n", ends).encode()
            data = _BOM + data if before.startswith(_BOM) else data
            _replace(path, data)
            return _saved(data, path)

    def built(self, name: str) -> tuple[Path, ...]:
        """The files in ``build/<case>``, in the order of their names. Raises `Missing` if there is no such case."""
        folder = self.project.build / self.path(name).stem
        if not folder.is_dir():
            return ()
        return tuple(sorted(Path(entry.path) for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)))

    def built_file(self, name: str, file: str) -> Path:
        """One of those files. Raises `Missing`."""
        for path in self.built(name):
            if path.name == file:
                return path
        raise Missing(file)

    def _bytes(self, path: Path) -> bytes:
        try:
            known = path.stat()
            if not stat.S_ISREG(known.st_mode):  # reading a pipe would never end
                raise FileFailure(f"{display_path(path)} är ingen vanlig fil.", "Flytta den ur mappen cases.")
            if known.st_size > MOST_BYTES:
                raise FileFailure(f"{display_path(path)} är större än 2 MB.", "En ärendefil är några sidor text.")
            return path.read_bytes()
        except FileNotFoundError as error:
            raise Missing(path.stem) from error
        except OSError as error:
            raise FileFailure(
                f"{display_path(path)} går inte att läsa ({reason(error)}).",
                "Kontrollera i mappen cases att filen går att öppna, och att du har rätt att läsa den.",
            ) from error


def _replace(path: Path, data: bytes) -> None:
    """Another content for a file, all of it or none.

    A file that may not be written in is not replaced either, though the folder would allow it: also root is told so.
    """
    there = Path(os.path.realpath(path))  # a link stays one
    kept = "Texten är kvar här och är inte sparad."
    try:
        if not there.stat().st_mode & _WRITABLE or not os.access(there, os.W_OK):
            raise FileFailure(
                f"{display_path(path)} är skrivskyddad och har inte ändrats.",
                f"{kept} Ta bort skrivskyddet, om filen ska ändras, och spara igen.",
            )
        write_whole(there, data)
    except OSError as error:
        raise FileFailure(f"{display_path(path)} går inte att skriva ({reason(error)}).", kept) from error


def _saved(data: bytes, path: Path) -> Saved:
    try:
        text = data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        raise FileFailure(
            f"{display_path(path)} är inte sparad som UTF-8.", "Öppna den i en textredigerare och spara den som UTF-8."
        ) from error
    return Saved(text.replace("\r\n", "\n"), _stamp(data))


def _stamp(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]

"""The files that a desk may touch: the project's case files, and what has been built of each."""

import hashlib
import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from loftdocs.cache import Kept
from loftdocs.cli.console import tell
from loftdocs.failures import FileFailure, reason
from loftdocs.findings import display_path
from loftdocs.project import Project
from loftdocs.whole import write_whole

_BOM = b"\xef\xbb\xbf"


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
        self._drafts = Kept("utkast", own_words=True)
        self._told: set[Path] = set()

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
        path = self.path(name)
        before = self._bytes(path)
        if _stamp(before) != stamp:
            raise Changed(_saved(before, path))
        ends = "\r\n" if b"\r\n" in before else "\n"
        data = text.replace("\r\n", "\n").replace("\n", ends).encode()
        data = _BOM + data if before.startswith(_BOM) else data
        there = path.resolve()  # a link stays one
        try:
            write_whole(there, data)
        except OSError as error:
            raise FileFailure(
                f"{display_path(path)} går inte att skriva ({reason(error)}).", "Texten är kvar här."
            ) from error
        self.drop_draft(name)
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

    def keep_draft(self, name: str, text: str, stamp: str) -> None:
        """Keeps unsaved text until it is saved, also if the browser or the computer stops."""
        self._drafts.write(self._draft(name), json.dumps({"text": text, "stämpel": stamp}, ensure_ascii=False).encode())

    def draft(self, name: str) -> Saved | None:
        """What was not saved, and the stamp of the file that it was written in; None if all is, or if it is damaged."""
        try:
            data = json.loads(self._drafts.read(self._draft(name)) or self._nothing(name))
            return Saved(str(data["text"]), str(data["stämpel"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _nothing(self, name: str) -> str:
        """No draft; one that was damaged is told of once, where the desk was started, and is as lost as that."""
        if self._drafts.folder is not None:
            damaged = self._drafts.damaged(self._drafts.folder / self._draft(name))
            if damaged.is_file() and damaged not in self._told:
                self._told.add(damaged)
                message = f"Det som var skrivet men inte sparat i {name} är skadat på disken, och visas därför inte."
                tell(
                    message,
                    f"Filen ligger kvar i {damaged}. Öppna den i en textredigerare och se vad som går att rädda.",
                )
        return ""

    def drop_draft(self, name: str) -> None:
        """Forgets what was not saved."""
        self._drafts.drop(self._draft(name))

    def _draft(self, name: str) -> str:
        """The name that it is kept under."""
        return f"{hashlib.sha256(str(self.path(name).resolve()).encode()).hexdigest()[:32]}.json"

    def _bytes(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise Missing(path.stem) from error
        except OSError as error:
            raise FileFailure(f"{display_path(path)} går inte att läsa ({reason(error)}).") from error


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

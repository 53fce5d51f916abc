"""The files that a desk may touch: the project's case files, and what has been built of each."""

import contextlib
import hashlib
import json
import os
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from loftdocs.cache import cache_folder
from loftdocs.failures import FileFailure, reason
from loftdocs.findings import display_path
from loftdocs.project import Project

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
        beside = there.with_name(f".{there.name}.{os.getpid()}")
        try:
            beside.write_bytes(data)
            shutil.copymode(there, beside)
            beside.replace(there)
        except OSError as error:
            beside.unlink(missing_ok=True)
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
        draft = self._draft(name)
        with contextlib.suppress(OSError):
            draft.parent.mkdir(parents=True, exist_ok=True)
            beside = draft.with_suffix(f".{os.getpid()}")
            beside.write_text(json.dumps({"text": text, "stämpel": stamp}, ensure_ascii=False), encoding="utf-8")
            beside.replace(draft)

    def draft(self, name: str) -> Saved | None:
        """What was not saved, and the stamp of the file that it was written in; None if all is."""
        try:
            data = json.loads(self._draft(name).read_text(encoding="utf-8"))
            return Saved(str(data["text"]), str(data["stämpel"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop_draft(self, name: str) -> None:
        """Forgets what was not saved."""
        with contextlib.suppress(OSError):
            self._draft(name).unlink(missing_ok=True)

    def _draft(self, name: str) -> Path:
        here = hashlib.sha256(str(self.path(name).resolve()).encode()).hexdigest()[:32]
        return cache_folder() / "utkast" / f"{here}.json"

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

"""What is kept from one command to the next, and may be deleted at any time: each file sealed, so that damage is seen.

It is a convenience. Where nothing can be kept (no home folder, a full or locked disk) every command does its work
without, and `trouble` says why it takes longer.
"""

import contextlib
import hashlib
import os
import sys
from pathlib import Path

from loftdocs.failures import reason

HALF_WRITTEN = "halvskrivet"  # the folder where each is written, before it is moved to its own
_SEAL_BYTES = hashlib.sha256().digest_size
_troubles: list[str] = []


def cache_folder() -> Path:
    """The user's folder for it, by the custom of each system; ``LOFTDOCS_CACHE`` names another.

    Raises `FileNotFoundError` for a user who has no home folder.
    """
    named = os.environ.get("LOFTDOCS_CACHE")
    if named:
        return Path(named)
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home())
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError as error:
        raise FileNotFoundError("användaren har ingen hemmapp") from error
    return base / "loftdocs"


def trouble() -> str:
    """Why something could not be kept, in Swedish; empty if all was. The first reason since `begin`."""
    return _troubles[0] if _troubles else ""


def begin() -> None:
    """A new piece of work: what could not be kept before it is told already, and may be possible now."""
    _troubles.clear()


def could_not_keep(error: OSError) -> None:
    """Remembers why something could not be kept."""
    _troubles.append(reason(error))


def seal(data: bytes, name: str) -> bytes:
    """``data`` with a checksum before it, of itself and of the ``name`` that it is kept under."""
    return hashlib.sha256(name.encode() + b"\0" + data).digest() + data


def unseal(sealed: bytes, name: str) -> bytes | None:
    """What was sealed; None if a bit of it is another, if it is cut off, or was kept under another name."""
    data = sealed[_SEAL_BYTES:]
    return data if seal(data, name)[:_SEAL_BYTES] == sealed[:_SEAL_BYTES] else None


class Kept:
    """One kind of what is kept, a folder of sealed files. Nothing here raises.

    ``own_words``: a person wrote it, so that what is damaged is not taken away but kept aside; see `damaged`.
    """

    def __init__(self, kind: str, *, own_words: bool = False) -> None:
        self.own_words = own_words
        try:
            self.folder: Path | None = cache_folder() / kind
        except OSError as error:
            self.folder = None
            could_not_keep(error)

    def read(self, name: str, *, touch: bool = False) -> bytes | None:
        """What is kept under ``name``; None if nothing is. A damaged one is as none. ``touch``: it was used now."""
        if self.folder is None:
            return None
        path = self.folder / name
        try:
            sealed = path.read_bytes()
            if touch:
                with contextlib.suppress(OSError):  # on a disk that cannot be written to
                    os.utime(path)
        except OSError:
            return None
        data = unseal(sealed, name)
        if data is None and self.own_words:
            with contextlib.suppress(OSError):
                path.replace(self.damaged(path))
        elif data is None:
            self.drop(name)
        return data

    @staticmethod
    def damaged(path: Path) -> Path:
        """Where a damaged file is kept aside."""
        return path.with_name(f"{path.name}.skadad")

    def write(self, name: str, data: bytes) -> bool:
        """Keeps ``data``; False if it cannot be kept, see `trouble`."""
        if self.folder is None:
            return False
        from loftdocs.whole import write_whole

        try:
            aside = self.folder.with_name(HALF_WRITTEN)
            for folder in (aside, self.folder):
                folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / name, seal(data, name), lasting=False, aside=aside)
        except OSError as error:
            could_not_keep(error)
            return False
        return True

    def names(self, start: str) -> tuple[str, ...]:
        """The names that begin so, of what is kept."""
        if self.folder is None:
            return ()
        try:
            return tuple(sorted(entry.name for entry in os.scandir(self.folder) if entry.name.startswith(start)))
        except OSError:
            return ()

    def aside(self, name: str) -> Path | None:
        """Where what was kept under ``name`` lies, if it is damaged and was kept aside."""
        path = None if self.folder is None else self.damaged(self.folder / name)
        return path if path is not None and path.is_file() else None

    def drop(self, name: str) -> None:
        """Keeps it no longer."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)

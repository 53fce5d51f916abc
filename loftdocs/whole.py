"""Files written whole or not at all: beside, and then moved to their place."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from loftdocs import held

BESIDE = ".ny-"  # what the name of a file that is being written begins with
_MOST_LETTERS = 60  # of the name that it is to have: a file name has some 255 bytes


def write_whole(target: Path, data: bytes, *, lasting: bool = True, aside: Path | None = None) -> None:
    """Writes ``data`` to ``target``, with the rights of a file that is there. Raises `OSError`, with that as it was.

    It is written in the folder ``aside``, on the same disk; in the target's own if none is given. ``lasting``: on the
    disk itself before the name is changed, so that neither the old nor the new is lost if the power goes; what can be
    made again does without. What a killed process left of the same file is taken away.
    """
    _moved(target, data, lasting, aside or target.parent, lambda beside: beside.replace(target))


def write_new(target: Path, data: bytes) -> None:
    """Writes a new file, and the folders above it.

    Raises `FileExistsError` if there is something already, also if it came this moment, and `OSError`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)

    def move(beside: Path) -> None:
        try:
            os.link(beside, target)
        except FileExistsError:
            raise
        except OSError:  # a disk without links, as FAT
            if os.path.lexists(target):
                raise FileExistsError(target) from None
            beside.rename(target)

    _moved(target, data, True, target.parent, move)


def _moved(target: Path, data: bytes, lasting: bool, folder: Path, move: Callable[[Path], object]) -> None:
    prefix = f"{BESIDE}{target.name[:_MOST_LETTERS]}-"
    if lasting:
        held.sweep(folder, prefix)
    beside, lock = _opened(folder, prefix)
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(target, beside)
        move(beside)
    finally:
        beside.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def _opened(folder: Path, prefix: str) -> tuple[Path, int | None]:
    """A new, empty file, and the lock on it."""
    while True:
        beside = folder / f"{prefix}{secrets.token_hex(6)}"
        beside.touch(exist_ok=False)
        with contextlib.suppress(FileNotFoundError):  # swept in the moment before it was held
            return beside, held.hold(beside)

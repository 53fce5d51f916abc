"""Temporary folders that are held by the process that made them, so that those of a dead one can be told and swept.

Whoever makes a folder keeps an advisory lock (flock) on it. The kernel lets go of that when the process ends, however
it ends, and no other process can be taken for it, as by a number that is used again. Where there are no such locks
(Windows, some network drives) nothing is swept, since nobody can tell whose it is.
"""

import atexit
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident

if sys.platform != "win32":
    import fcntl

_held: dict[Path, tuple[int | None, int]] = {}  # what this process holds: the lock, and the thread that asked for it


def folder(prefix: str, parent: Path | None = None) -> Path:
    """A new folder in ``parent`` (or where the system has such things), held until `release`. Raises `OSError`."""
    import tempfile  # some milliseconds, that a command which makes nothing does without

    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            descriptor = hold(path)
        except FileNotFoundError:
            continue  # swept in the moment before it was held
        _held[path] = (descriptor, get_ident())
        return path


def release(path: Path) -> None:
    """Takes a folder away. What somebody still writes in goes when the process ends, or with the next command."""
    import shutil

    shutil.rmtree(path, ignore_errors=True)
    if not path.exists() and path in _held:
        _let_go(_held.pop(path)[0])


def release_all() -> None:
    """Takes away what this thread has made and not released. Another thread may be at work in its own still."""
    for path, (_, owner) in list(_held.items()):
        if owner == get_ident():
            release(path)


atexit.register(release_all)  # now, so that it comes after what ends those who write in the folders


def hold(path: Path) -> int | None:
    """Locks a file or folder; the lock, to be closed, or None where there are no locks.

    Raises `FileNotFoundError` if it was swept meanwhile.
    """
    if sys.platform == "win32":
        return None
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        same = os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        os.close(descriptor)
        raise
    except OSError:
        os.close(descriptor)
        return None
    if not same:
        os.close(descriptor)
        raise FileNotFoundError(path)
    return descriptor


def abandoned(parent: Path, *prefixes: str) -> Iterator[Path]:
    """Each file and folder in ``parent`` with such a name whose maker is dead. It is taken away when the next is asked
    for; meanwhile no other process touches it."""
    if sys.platform == "win32":
        return
    try:
        found = [Path(entry.path) for entry in os.scandir(parent) if entry.name.startswith(prefixes)]
    except OSError:
        return
    for path in found:
        descriptor = _taken(path)
        if descriptor is not None:
            try:
                yield path
                _remove(path)
            finally:
                _let_go(descriptor)


def sweep(parent: Path, *prefixes: str) -> None:
    """Takes away what dead processes have left in ``parent`` under such names."""
    for _ in abandoned(parent, *prefixes):
        pass


def _taken(path: Path) -> int | None:
    """The lock of what nobody holds; None for what is held, is another user's or cannot be locked."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        if os.fstat(descriptor).st_uid == os.getuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _remove(path: Path) -> None:
    if path.is_dir():
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _let_go(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)

"""A new project: the folder that cases are written and built in, filled with what comes with the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loftdocs.failures import FileFailure, UsageFailure, reason
from loftdocs.findings import display_path
from loftdocs.shipped import CASES, shipped, source
from loftdocs.whole import write_new

README = Path("LÄSMIG.txt")
_README_TEXT = Path(__file__).parent / "data" / "lasmig.txt"


@dataclass(frozen=True)
class Begun:
    """What was done in ``folder``; the files by their place in it.

    ``same`` were there as the program has them, ``kept`` were there and are others.
    """

    folder: Path
    written: tuple[Path, ...]
    same: tuple[Path, ...]
    kept: tuple[Path, ...]


def begin(folder: Path, *, example: bool) -> Begun:
    """Makes a project of ``folder``, with or without the case that is shipped as an example.

    What is there is never written over. Raises `UsageFailure` for the program's own folder, `FileFailure` if something
    cannot be written; what has been written by then stays, and the next time goes on from there.
    """
    if folder.resolve() == source():
        raise UsageFailure(
            f"{display_path(folder)} är programmets egen mapp.", "Ange en annan mapp:  loftdocs init MAPP"
        )
    done: dict[str, list[Path]] = {"written": [], "same": [], "kept": []}
    try:
        (folder / CASES).mkdir(parents=True, exist_ok=True)
        for place, data in _files(example):
            done[_put(folder / place, data)].append(place)
    except OSError as error:
        where = display_path(Path(error.filename or folder))
        raise FileFailure(
            f"{where} kunde inte skrivas: {reason(error)}.", "Se efter att du får skriva i mappen, eller ange en annan."
        ) from error
    return Begun(folder, *(tuple(paths) for paths in done.values()))


def _files(example: bool) -> Iterator[tuple[Path, bytes]]:
    yield README, _README_TEXT.read_bytes()
    for place in shipped():
        if example or place.parts[0] != CASES:
            yield place, (source() / place).read_bytes()


def _put(path: Path, data: bytes) -> str:
    """What came of one file: the field of `Begun` that it belongs to."""
    try:
        write_new(path, data)
    except FileExistsError:
        if not path.parent.is_dir():
            raise  # it is the folder that cannot be made
        return "same" if path.is_file() and path.read_bytes() == data else "kept"
    return "written"

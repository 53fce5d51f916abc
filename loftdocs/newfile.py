"""A file written where there is none: whole or not at all, and never over another."""

from pathlib import Path


def create(path: Path, data: bytes) -> None:
    """Writes a new file and the folders above it; if it is cut off nothing is left.

    Raises `FileExistsError` if there is something already, also what came this moment, and `OSError` if it cannot be
    written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("xb")
    try:
        with file:
            file.write(data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise

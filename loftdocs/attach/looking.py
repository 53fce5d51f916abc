"""Has a file looked at in a process of its own, and remembers what was found in the same file before."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from loftdocs import held
from loftdocs.attach.found import Found, Stop
from loftdocs.attach.limits import CPU_SECONDS, MEMORY, MOST_BYTES, SECONDS
from loftdocs.confine.limits import Limits
from loftdocs.confine.report import python, readable_by_python
from loftdocs.convert.store import Store
from loftdocs.litter import LOOKED
from loftdocs.unchanged import tools_mark

_SCRIPT = Path(__file__).with_name("look.py")
_LARGEST_MADE = 4 * MOST_BYTES


@dataclass(frozen=True)
class Looked:
    """What was found in a file, and the PDF that the bundle takes; empty if it takes none."""

    found: Found
    pdf: bytes = b""


def look(file: Path, text: str, *, own: bool = False) -> Looked:
    """What is in ``file``; see `examine`. The same bytes are looked at once. Raises `OSError` if it cannot be read."""
    store = Store(tools_mark(), "bilagor")  # for as long as the program, its libraries and the file are the same
    key = store.key(f"{own} {text}", file)
    data, pdf = store.read(f"{key}-fynd"), store.read(key)
    if data is not None and pdf is not None:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            return Looked(Found.of(json.loads(data)), pdf)
    looked = _look(file, text, own)
    store.write(f"{key}-fynd", json.dumps(asdict(looked.found)).encode())
    store.write(key, looked.pdf)
    return looked


def found_in(file: Path, text: str) -> Found:
    """As `look`, without the PDF: from memory for a file that has been looked at."""
    with file.open("rb") as opened:
        return _found_in(file, text, hashlib.file_digest(opened, "sha256").hexdigest())


@lru_cache(maxsize=64)
def _found_in(file: Path, text: str, digest: str) -> Found:
    return look(file, text).found


def _look(file: Path, text: str, own: bool) -> Looked:
    """Looks at a copy of ``file``, since the process reads and writes in a folder of its own, and nowhere else."""
    folder = held.folder(LOOKED)
    try:
        if file.stat().st_size > MOST_BYTES:
            return Looked(Found(Stop.TOO_MUCH, f"{file.stat().st_size / 1_000_000:.0f} MB"))
        source, target = folder / "given", folder / "made.pdf"
        source.write_bytes(file.read_bytes())
        found = _asked(folder, source, target, text, own)
        return Looked(found, target.read_bytes() if found.stop is None else b"")
    finally:
        held.release(folder)


def _asked(folder: Path, source: Path, target: Path, text: str, own: bool) -> Found:
    libraries = [path for path in sys.path if path]
    readable = (*readable_by_python(), *libraries)
    limits = Limits(str(folder), readable, memory=MEMORY, file_size=_LARGEST_MADE, cpu_seconds=CPU_SECONDS)
    # Elsewhere than on Linux it is not confined, and has the time alone.
    command = [*python(limits if sys.platform == "linux" else None), str(_SCRIPT), json.dumps(libraries)]
    command += [str(source), str(target), "egen" if own else "annans", text]
    environment = {**os.environ, "TMPDIR": str(folder), "PYDANTIC_DISABLE_PLUGINS": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("LOFTDOCS_FELSÖK") else subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        return Found.of(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return Found(Stop.TOO_MUCH, f"mer än {SECONDS} sekunder att läsa")
    except (ValueError, KeyError, TypeError):  # it was ended, by its limits or by the file
        return Found(Stop.TOO_MUCH, "mer minne eller tid än ett dokument tar")

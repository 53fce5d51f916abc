"""A disk that is full: builds on one that has ever less left, and the next build when there is room again.

The disk is a small one in memory, mounted where only one process sees it. Where that is not allowed, each file may only
become so large instead (`RLIMIT_FSIZE`), which a program meets in the same places.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.stress.killing import after
from tests.stress.tally import Tally
from tests.stress.workplace import REPO, Workplace

_SIZE, _NEEDED = 64_000_000, 6_000_000  # bytes: the disk, and more than a build writes
_MOUNT = 'mount -t tmpfs -o size={size} tmpfs "{folder}" && exec "$@"'
# Succeeded, the PDF engine failed, a file could not be written.
_RIGHT = (0, 4, 5)


def full(folder: Path, points: int, seed: int) -> Tally:
    """Builds with so many amounts of room left, from none to more than enough."""
    prefix = _own_disk(folder)
    command = [*prefix, sys.executable, "-m", "tests.stress.disk", str(folder), str(points), str(bool(prefix))]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True)
    if done.returncode:
        return Tally(1, tracebacks=1, notes=(done.stderr.strip()[-300:],))
    said = json.loads(done.stdout)
    return Tally(**{**said, "notes": tuple(said["notes"])})


def _own_disk(folder: Path) -> list[str]:
    """What makes the command after it run with a disk of its own in ``folder``; empty if that is not allowed."""
    script = _MOUNT.format(size=_SIZE, folder=folder)
    for more in ([], ["--user", "--map-root-user"]):
        prefix = ["unshare", "--mount", *more, "sh", "-c", script, "sh"]
        try:
            subprocess.run([*prefix, "true"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return prefix
    return []


def _inside(folder: Path, points: int, mounted: bool) -> Tally:
    place, whole = Workplace(folder / "disk"), Tally()
    whole += place.run("build", "prov").tally(0, note="det första bygget")
    for number in range(points):
        place.write(number)
        left = _NEEDED * number // points
        note = f"{left} byte kvar"
        shutil.rmtree(place.cache)  # so that LibreOffice and the cache write as well
        place.cache.mkdir()
        filler = folder / "fyllnad"
        before: Sequence[str] = ()
        if mounted:
            _fill(filler, left)
        else:
            before = ["prlimit", f"--fsize={left}"]
        found = place.run("build", "prov", before=before).tally(*_RIGHT, note=note)
        if wrong := place.whole():
            found += Tally(lost=1, notes=(f"{note}: {wrong}",))
        filler.unlink(missing_ok=True)
        whole += found + after(place, note)
    return whole


def _fill(filler: Path, left: int) -> None:
    """Writes until the disk has ``left`` bytes."""
    free = shutil.disk_usage(filler.parent).free
    with filler.open("wb") as file:
        file.truncate(0)
        for _ in range(max(0, free - left) // 65_536):
            file.write(bytes(65_536))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1]) as name:
        print(json.dumps(asdict(_inside(Path(name), int(sys.argv[2]), sys.argv[3] == "True"))))

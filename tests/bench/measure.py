"""Taking times: commands in turn, so that drift meets them alike; memory of a process with all its children."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Step = Callable[[], None]


def medians(works: Sequence[Step], runs: int, before: Step = lambda: None) -> list[float]:
    """The median wall-clock time of each piece of work in seconds; a first, untimed turn warms the file caches.

    ``before`` is done ahead of each piece, outside its time.
    """
    times: list[list[float]] = [[] for _ in works]
    for turn in range(runs + 1):
        for work, own in zip(works, times, strict=True):
            before()
            start = time.perf_counter()
            work()
            if turn:
                own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in times]


def command(*words: str, folder: Path, environment: Mapping[str, str] | None = None) -> Step:
    """A command as a piece of work. Raises `CalledProcessError` when it fails."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run() -> None:
        subprocess.run(words, cwd=folder, env={**env, **(environment or {})}, capture_output=True, check=True)

    return run


@dataclass
class Memory:
    """Samples the resident memory of a process and its descendants until it is closed; in MB, by the time it was."""

    pid: int
    samples: list[tuple[float, float]] = field(default_factory=list)

    def __enter__(self) -> "Memory":
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.5):
            self.samples.append((time.perf_counter(), sum(map(_resident, _tree(self.pid))) / 1e6))

    def highest(self, start: float, end: float) -> float:
        """The most between two times."""
        return max((mb for when, mb in self.samples if start <= when <= end), default=0.0)


def _tree(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0

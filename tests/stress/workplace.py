"""A project folder with a home, a cache and a temporary folder of its own, where commands are run and watched."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loftdocs import manifest
from tests.stress.tally import Tally

REPO = Path(__file__).resolve().parents[2]
CASE = (REPO / "cases" / "enkoping.yaml").read_text(encoding="utf-8")
NAME = "prov"
LIMIT = 240.0  # seconds: a build takes one, and ten on a slow machine with others at work
_CRASHES = ("Traceback (most recent call last)", "Fatal Python error", "Segmentation fault")


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status (None for one that was stopped after `LIMIT`) and what it said."""

    code: int | None
    out: str
    err: str

    @property
    def crash(self) -> str:
        """The last line of a traceback; empty without one."""
        said = f"{self.out}\n{self.err}"
        return said.strip().rpartition("\n")[2][:200] if any(mark in said for mark in _CRASHES) else ""

    def tally(self, *right: int, note: str = "") -> Tally:
        """One try: right if it ended with one of these exit statuses, and without a traceback."""
        if self.code is None:
            return Tally(1, hangs=1, notes=(f"{note}: hänger",))
        if self.crash:
            return Tally(1, tracebacks=1, notes=(f"{note}: {self.crash}",))
        if right and self.code not in right:
            last = " ".join((self.err or self.out).split())[-200:]
            return Tally(1, wrong=1, notes=(f"{note}: slutade med {self.code}: {last}",))
        return Tally(1)


class Workplace:
    """A project with one case, ``prov``; all that a command may write is below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root, self.was_built = root, False
        self.project, self.home = root / "projekt", root / "hem"
        self.cache, self.temporary = root / "lager", root / "tmp"
        for folder in (self.project / "cases", self.home, self.cache, self.temporary):
            folder.mkdir(parents=True)
        shutil.copytree(REPO / "templates", self.project / "templates")
        self.write(0)

    @property
    def built(self) -> Path:
        """Where the finished files of the case are."""
        return self.project / "build" / NAME

    def write(self, number: int, name: str = NAME) -> None:
        """The case, another for each number."""
        text = CASE.replace("  diarienummer: ", f"  diarienummer: KS2021/{number}", 1)
        (self.project / "cases" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        """The variables that a command is started with."""
        own = {"HOME": self.home, "LOFTDOCS_CACHE": self.cache, "TMPDIR": self.temporary, "PYTHONPATH": REPO}
        left = {key: value for key, value in os.environ.items() if not key.startswith(("LOFTDOCS_", "XDG_"))}
        return {**left, **{key: str(value) for key, value in own.items()}, **more}

    def start(self, *words: str, before: Sequence[str] = (), **more: str) -> "subprocess.Popen[str]":
        """Starts ``loftdocs`` with these words; ``before`` is what comes before it on the command line."""
        return subprocess.Popen(
            [*before, sys.executable, "-m", "loftdocs", *words],
            cwd=self.project,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )

    def run(self, *words: str, before: Sequence[str] = (), **more: str) -> Ended:
        """Runs it to its end."""
        end = ended(self.start(*words, before=before, **more))
        self.was_built = self.was_built or self.built.is_dir()
        return end

    def whole(self) -> str:
        """What is wrong with the finished files: empty if all are as the manifest says, or there never were any."""
        if not self.built.exists():
            return "build/prov finns inte" if self.was_built else ""
        said = manifest.outputs(self.built)
        if not said:
            return "manifestet saknas eller är trasigt"
        wrong = [name for name, digest in said.items() if not _is(self.built / name, digest)]
        more = sorted({path.name for path in self.built.iterdir()} - {*said, manifest.NAME})
        return ", ".join([*wrong, *more])

    def litter(self) -> tuple[str, ...]:
        """What lies about after a command: unfinished folders, temporary files, processes of its own."""
        build = self.project / "build"
        left = [path.name for path in build.iterdir() if path.name.startswith(".")] if build.is_dir() else []
        left += [path.name for path in self.temporary.iterdir()]
        return tuple(left + [f"process {pid}" for pid in self.processes()])

    def processes(self) -> tuple[int, ...]:
        """Processes that were started with this project's folders, and are still there."""
        mark = str(self.root).encode()
        return tuple(pid for pid, words in _running() if mark in words)


def ended(process: "subprocess.Popen[str]", limit: float = LIMIT) -> Ended:
    """Waits for a command; one that takes longer than ``limit`` seconds is killed with all that it started."""
    try:
        out, err = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        return Ended(None, out, err)
    return Ended(process.returncode, out, err)


@contextmanager
def workplace(folder: Path, name: str) -> Iterator[Workplace]:
    """A workplace that is taken away afterwards, with the processes that were left."""
    place = Workplace(folder / name)
    try:
        yield place
    finally:
        for pid in place.processes():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(place.root, ignore_errors=True)


def settled(place: Workplace, seconds: float = 10.0) -> tuple[str, ...]:
    """The litter that is there when processes that are about to end have had the time to."""
    until = time.monotonic() + seconds
    while (left := place.litter()) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _is(path: Path, digest: str) -> bool:
    try:
        return manifest.sha256(path) == digest
    except OSError:
        return False


def _running() -> Iterator[tuple[int, bytes]]:
    """Each process with its command line and its environment's temporary folder."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
            if state != "Z":
                yield int(entry.name), (entry / "cmdline").read_bytes() + b"\0" + (entry / "environ").read_bytes()
        except OSError:
            continue

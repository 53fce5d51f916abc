"""A command of loftdocs on a file as a clerk runs it: in a process of its own, with a limit on its time and memory."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loftdocs.failures import ExitCode

REPO = Path(__file__).resolve().parents[2]
SECONDS = 60.0
_AT_ONCE = os.cpu_count() or 2
# Of address space, where the system has such a limit. The largest document is far from it.
_MEGABYTES = 4000
_LIMITED = ("sh", "-c", 'ulimit -v "$1" 2>/dev/null; shift && exec "$@"', "sh", str(_MEGABYTES * 1024))
Command = Callable[[Path], list[str]]
_POLL = 0.02
# What a Python that goes down leaves behind, the second when it is a library in C that does.
_CRASHES = ("Traceback (most recent call last)", "Fatal Python error")


@dataclass(frozen=True)
class Told:
    """A finding: its code, its severity in Swedish, its message."""

    code: str
    severity: str
    message: str


@dataclass(frozen=True)
class Field:
    """A signature field as it was judged; ``holds`` is false also for what cannot be read."""

    name: str
    signed: bool
    holds: bool
    timestamp: bool = False


@dataclass(frozen=True)
class Said:
    """What the command said of a file.

    ``crash`` is the last line of a traceback, or how the answer breaks the command's contract; empty if neither.
    ``unread`` are the reasons why files could not be read. ``late`` is true for a command that was stopped.
    ``megabytes`` is the most memory of the largest of its processes.
    """

    findings: tuple[Told, ...] = ()
    fields: tuple[Field, ...] = ()
    crash: str = ""
    unread: tuple[str, ...] = ()
    late: bool = False
    seconds: float = 0.0
    megabytes: float = 0.0


def loftdocs(name: str) -> Command:
    """The words of one of its commands that take a file: ``verify``, ``review``."""
    own = [sys.executable, "-X", "faulthandler", "-m", "loftdocs", name]
    return lambda file: [*own, str(file), "--format", "json"]


def ask_all(files: Sequence[Path], seconds: float = SECONDS, command: Command | None = None) -> Iterator[Said]:
    """What `ask` says of each file in order, as many at a time as there are cores."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(lambda file: ask(file, seconds, command), files)


def ask(file: Path, seconds: float = SECONDS, command: Command | None = None) -> Said:
    """Runs a command, ``loftdocs verify`` if no other is given, on a file in a new project without cases and builds.

    It is stopped after ``seconds``, and given no more memory than any document needs.
    """
    words = [*_LIMITED, *(command or loftdocs("verify"))(file.resolve())]
    with tempfile.TemporaryDirectory(prefix="loftdocs-corpora-") as name:
        project, outside = Path(name) / "projekt", Path(name)
        for folder in ("templates", "cases"):
            (project / folder).mkdir(parents=True)
        with (outside / "out").open("wb") as out, (outside / "err").open("wb") as err:
            status, took, memory = _run(words, project, out, err, seconds)
        printed, complaints = ((outside / stream).read_text("utf-8", "replace") for stream in ("out", "err"))
    if status is None:
        return Said(late=True, seconds=took, megabytes=memory)
    findings, fields, crash = answer(status, printed, complaints)
    unread = () if crash else tuple(one["skäl"] for one in json.loads(printed).get("olästa", ()))
    return Said(findings, fields, crash, unread, False, took, memory)


def answer(status: int, printed: str, complaints: str) -> tuple[tuple[Told, ...], tuple[Field, ...], str]:
    """The findings and the fields of an answer, and its crash if it is one (see `Said`).

    ``status`` is the exit status, below zero for a signal; ``printed`` is what came on standard output, ``complaints``
    on standard error.
    """
    if any(sign in complaints for sign in _CRASHES):
        return (), (), complaints.strip().splitlines()[-1]
    if status not in {code.value for code in ExitCode}:
        return (), (), f"status {status}"
    try:
        read = json.loads(printed)
        findings = tuple(Told(one["code"], one["severity"], one["message"]) for one in read["findings"])
        return findings, tuple(_field(one) for one in read.get("underskrifter", ())), ""
    except (ValueError, KeyError, TypeError):
        return (), (), f"status {status}, och svaret är inte den JSON som utlovas"


def _field(one: dict[str, Any]) -> Field:
    holds = one["hel"] is True and one["giltig"] is True
    return Field(one["fält"], one["undertecknat"], holds, one.get("slag") == "tidsstämpel")


def _run(words: list[str], folder: Path, out: Any, err: Any, seconds: float) -> tuple[int | None, float, float]:
    """The exit status (None for a command that was stopped), the seconds that it took, and its megabytes."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # The process that looks at a file is the command's own child: its traceback is asked for, or it would not be seen.
    own = {"PYTHONPATH": str(REPO), "LOFTDOCS_FELSÖK": "1", "PYTHONFAULTHANDLER": "1"}
    begun = time.monotonic()
    with subprocess.Popen(
        words, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env={**kept, **own}, start_new_session=True
    ) as process:
        pid, late = 0, False
        while True:
            pid, status, usage = os.wait4(process.pid, 0 if late else os.WNOHANG)
            if pid:
                break
            if time.monotonic() - begun > seconds:
                os.killpg(process.pid, signal.SIGKILL)  # it and the processes that it has started
                late = True
            else:
                time.sleep(_POLL)
        process.returncode = os.waitstatus_to_exitcode(status)
    return None if late else process.returncode, time.monotonic() - begun, usage.ru_maxrss / 1024

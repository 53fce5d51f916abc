"""Warm LibreOffice processes: started before they are needed, watched, and replaced when they crash, hang or swell."""

import contextlib
import json
import os
import selectors
import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from loftdocs import held
from loftdocs.convert.profile import copy_profile
from loftdocs.litter import OFFICE

TIMEOUT_SECONDS = 60.0
MOST_MEMORY = 1_500_000_000  # bytes; some 300 MB are usual
_POLL_SECONDS = 0.25
KIT = Path(__file__).with_name("kit.py")


class WorkerError(Exception):
    """A worker did not make a PDF; the text says why, in Swedish."""


@dataclass
class Worker:
    """One LibreOffice process with a profile of its own, a copy of ``profile``."""

    command: Callable[[Path], list[str]]
    profile: Path | None
    timeout: float = TIMEOUT_SECONDS
    folder: Path = field(default_factory=lambda: held.folder(OFFICE))
    process: subprocess.Popen[bytes] | None = None
    buffer: bytes = b""
    ready: bool = False

    def start(self) -> None:
        """Starts the process without waiting for it."""
        own = self.folder / "profil"
        copy_profile(self.profile, own)
        self.buffer = b""
        self.process = subprocess.Popen(
            self.command(own),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            # Without a PATH it finds no gpg, which it would start five times before its first document.
            # What it leaves when it is killed goes with its folder.
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "PATH": str(self.folder), "TMPDIR": str(self.folder)},
        )

    def convert(self, docx: Path, pdf: Path) -> None:
        """Makes one PDF. Raises `WorkerError`; the process is gone then, and the next call starts another."""
        try:
            if self.process is None:
                self.start()
            if not self.ready:
                if self._answer() != "ready":
                    raise WorkerError("startade inte")
                self.ready = True
            self._convert_own(docx, pdf)
        except (OSError, WorkerError) as error:
            self.stop()
            pdf.unlink(missing_ok=True)
            shutil.rmtree(self.folder / "profil", ignore_errors=True)  # it may have been half written
            raise error if isinstance(error, WorkerError) else WorkerError("avslutades oväntat") from error

    def _convert_own(self, docx: Path, pdf: Path) -> None:
        """Has a copy in the worker's own folder converted, since that is all that it can read and write."""
        assert self.process
        assert self.process.stdin
        given, made = self.folder / docx.name, self.folder / pdf.name
        try:
            with contextlib.suppress(FileNotFoundError):  # the engine says what it makes of a file that is not there
                shutil.copyfile(docx, given)
            self.process.stdin.write(json.dumps([str(given), str(made)]).encode() + b"\n")
            self.process.stdin.flush()
            answer = self._answer()
            if answer != "ok" or not made.is_file():
                raise WorkerError(f"svarade ”{answer.removeprefix('error ')}”")
            shutil.move(made, pdf)
        finally:
            for left in (given, made):
                left.unlink(missing_ok=True)

    def _answer(self) -> str:
        """The next line that the process says, within the time and the memory that it may take."""
        assert self.process
        assert self.process.stdout
        deadline = time.monotonic() + self.timeout
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while b"\n" not in self.buffer:
                if time.monotonic() > deadline:
                    raise WorkerError(f"avbröts efter {self.timeout:.0f} sekunder")
                if _memory(self.process.pid) > MOST_MEMORY:
                    raise WorkerError("avbröts för att den tog för mycket minne")
                if selector.select(_POLL_SECONDS):
                    chunk = os.read(self.process.stdout.fileno(), 65536)
                    if not chunk:
                        raise WorkerError("avslutades oväntat")
                    self.buffer += chunk
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line.decode(errors="replace")

    def kill(self) -> None:
        """Ends the process with all its children, whoever waits for its answer."""
        process = self.process
        if process and process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, 9)

    def stop(self) -> None:
        """Ends the process with all its children, and puts its pipes away."""
        if self.process:
            self.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout):
                if stream:
                    with contextlib.suppress(OSError):
                        stream.close()
        self.process, self.ready = None, False

    def close(self) -> None:
        """Ends the process and takes its profile away."""
        self.stop()
        held.release(self.folder)


class Pool:
    """Some workers that share the work; each document is tried twice."""

    def __init__(self, workers: list[Worker]) -> None:
        self.workers = workers
        self.idle = list(workers)
        self.halting = False
        self.submitted: list[Future[None]] = []
        self.threads = ThreadPoolExecutor(len(workers), thread_name_prefix="libreoffice")

    def start(self) -> None:
        """Starts all workers at once."""
        for worker in self.workers:
            worker.start()

    def submit(self, docx: Path, pdf: Path) -> "Future[None]":
        """Has ``docx`` made into ``pdf`` by the next worker that is free. The future may raise `WorkerError`."""
        future = self.threads.submit(self._twice, docx, pdf)
        self.submitted = [*(one for one in self.submitted if not one.done()), future]
        return future

    def _twice(self, docx: Path, pdf: Path) -> None:
        worker = self.idle.pop()  # as many threads as workers, so there is always one
        try:
            try:
                worker.convert(docx, pdf)
            except WorkerError:
                if self.halting:
                    raise
                worker.convert(docx, pdf)
        finally:
            self.idle.append(worker)

    def halt(self) -> None:
        """Breaks off what was submitted. A worker that was at it starts anew when it is needed."""
        self.halting = True
        for future in self.submitted:
            future.cancel()
        while not all(future.done() for future in self.submitted):
            for worker in self.workers:
                worker.kill()
            time.sleep(_POLL_SECONDS / 10)
        self.halting = False

    def close(self) -> None:
        """Ends all workers, also those that are in the middle of something."""
        self.halt()
        self.threads.shutdown(wait=True)
        for worker in self.workers:
            worker.close()


def _memory(pid: int) -> int:
    """The resident memory of a process in bytes; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0

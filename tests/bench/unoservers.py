"""Bulk work as others do it: two unoservers kept warm, and two processes that fill templates, ask them, and merge."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import Queue, get_context
from pathlib import Path

import unoserver
from pypdf import PdfWriter
from unoserver.client import UnoClient

from loftdocs.convert.libreoffice import find
from loftdocs.project import Project
from tests.bench.naive import documents

_SYSTEM_PYTHON = "/usr/bin/python3"  # the one that LibreOffice's library is made for
_port = ""


@contextmanager
def servers(count: int) -> Iterator[list[str]]:
    """That many servers, up and warm; their ports."""
    with tempfile.TemporaryDirectory() as folder:
        # Only the package itself: the rest of .venv is another Python's.
        beside = Path(folder) / "python"
        beside.mkdir()
        source = Path(unoserver.__file__).parent
        (beside / "unoserver").symlink_to(source)
        for info in source.parent.glob("unoserver-*.dist-info"):
            (beside / info.name).symlink_to(info)
        ports, running = [], []
        for number in range(count):
            port, uno = _free_port(), _free_port()
            command = [_SYSTEM_PYTHON, "-m", "unoserver.server", "--port", port, "--uno-port", uno]
            command += ["--user-installation", f"{folder}/{number}", "--executable", str(find().program)]
            environment = {**os.environ, "PYTHONPATH": str(beside)}
            running.append(
                subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            ports.append(port)
        try:
            for port in ports:
                _wait(port)
            yield ports
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()


def seconds(project: Project, cases: Sequence[Path], ports: Sequence[str]) -> float:
    """The wall-clock time for all cases, a process for each server."""
    context = get_context("spawn")
    waiting: Queue[str] = context.Queue()
    for port in ports:
        waiting.put(port)
    with ProcessPoolExecutor(len(ports), mp_context=context, initializer=_begin, initargs=(waiting,)) as pool:
        start = time.perf_counter()
        list(pool.map(_one, [project] * len(cases), cases))
        return time.perf_counter() - start


def _begin(waiting: "Queue[str]") -> None:
    global _port
    _port = waiting.get()


def _one(project: Project, case: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        merged = PdfWriter()
        for file in documents(project, case, Path(folder)):
            pdf = file.with_suffix(".pdf")
            UnoClient(port=_port).convert(inpath=str(file), outpath=str(pdf), convert_to="pdf")
            merged.append(str(pdf))
        merged.write(f"{folder}/handlingar.pdf")


def _free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def _wait(port: str) -> None:
    for _ in range(600):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", int(port))) == 0:
                return
        time.sleep(0.1)
    sys.exit("unoserver startade inte")

"""Warm LibreOffice processes that crash, hang or swell cost a retry, and no more."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loftdocs import convert
from loftdocs.convert import libreoffice, pool
from loftdocs.convert.pool import Pool, Worker, WorkerError

from .conftest import ENKOPING, REPO, Sandbox
from .test_convert import docx

# A worker that does as it is told by the name of the document, the first time it meets it.
SERVER = """
import json, os, pathlib, sys, time
print("ready", flush=True)
for line in sys.stdin:
    docx, pdf = json.loads(line)
    kind, met = pathlib.Path(docx).stem, pathlib.Path(docx).with_suffix(".mött")
    first = not met.exists()
    met.touch()
    if kind == "kraschar" and first: os.kill(os.getpid(), 9)
    if kind == "hänger" and first: time.sleep(600)
    if kind == "växer" and first:
        hog = bytearray(400_000_000)
        hog[::4096] = b"x" * len(hog[::4096])
        time.sleep(600)
    if kind == "vägrar":
        print("error vill inte", flush=True)
        continue
    pathlib.Path(pdf).write_bytes(b"%PDF")
    print("ok", flush=True)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Pool]:
    script = tmp_path / "server.py"
    script.write_text(SERVER, encoding="utf-8")
    made = Pool([Worker(lambda profile: [sys.executable, str(script)], None, timeout=2)])
    made.start()
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["vanlig", "kraschar", "hänger", "växer"])
def test_a_worker_that_fails_once_is_replaced(
    server: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(pool, "MOST_MEMORY", 200_000_000)
    first = server.workers[0].process
    assert first
    server.submit(tmp_path / f"{kind}.docx", tmp_path / "ut.pdf").result(timeout=20)
    assert (tmp_path / "ut.pdf").read_bytes() == b"%PDF"
    now = server.workers[0].process
    assert now
    assert (now.pid == first.pid) == (kind == "vanlig")
    assert (first.poll() is None) == (kind == "vanlig")


def test_one_that_fails_twice_is_an_error_and_the_next_document_goes_on(server: Pool, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="vill inte"):
        server.submit(tmp_path / "vägrar.docx", tmp_path / "a.pdf").result(timeout=20)
    server.submit(tmp_path / "vanlig.docx", tmp_path / "b.pdf").result(timeout=20)
    assert (tmp_path / "b.pdf").exists()


def test_libreoffice_killed_in_the_middle_costs_only_a_retry(tmp_path: Path) -> None:
    engine = convert.Engine()
    engine.start()
    assert engine.pool
    files = [docx(tmp_path, f"d{number}") for number in range(6)]
    stop = threading.Event()
    killed = []

    def kill() -> None:
        while not stop.wait(0.05):
            process = engine.pool and engine.pool.workers[0].process
            if process and list(tmp_path.glob("*.pdf")) and not killed:
                os.kill(process.pid, signal.SIGKILL)
                killed.append(process.pid)

    thread = threading.Thread(target=kill)
    thread.start()
    made = engine.convert(files, tmp_path)
    stop.set()
    thread.join()
    engine.close()
    assert all(pdf.read_bytes().startswith(b"%PDF-1.") for pdf in made)
    assert len(made) == 6
    assert len(killed) <= 1


def test_the_warm_engine_and_the_command_give_the_same_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = []
    for name in ("kit", "soffice"):
        monkeypatch.setenv("LOFTDOCS_MOTOR", name)
        folder = tmp_path / name
        folder.mkdir()
        engine = convert.Engine()
        engine.start()
        assert (engine.pool is not None) == (name == "kit")
        (pdf,) = engine.convert([docx(folder)], folder)
        engine.close()
        from pypdf import PdfReader

        reader = PdfReader(pdf)
        pages.append([page.get_contents().get_data() for page in reader.pages])
    assert pages[0] == pages[1]
    assert pages[0][0]


def test_what_the_warm_engine_cannot_do_the_command_does(tmp_path: Path) -> None:
    engine = convert.Engine()
    engine.pool = Pool([Worker(lambda profile: [sys.executable, "-c", "raise SystemExit(3)"], None, timeout=2)])
    engine.start()
    (pdf,) = engine.convert([docx(tmp_path)], tmp_path)
    engine.close()
    assert pdf.read_bytes().startswith(b"%PDF-1.")


def test_nothing_is_left_when_it_is_closed(tmp_path: Path) -> None:
    engine = convert.Engine(workers=2)
    engine.start()
    assert engine.pool
    processes = [worker.process for worker in engine.pool.workers]
    folders = [worker.folder for worker in engine.pool.workers]
    engine.convert([docx(tmp_path)], tmp_path)
    engine.close()
    time.sleep(0.1)
    assert all(process and process.poll() is not None for process in processes)
    assert not any(folder.exists() for folder in folders)
    assert libreoffice.kept_profile(libreoffice.find()).is_dir()


@pytest.mark.parametrize("text", [ENKOPING, ENKOPING.replace("212000-0282", "212000-0283")], ids=["byggt", "fel"])
def test_nothing_is_left_among_the_temporary_files(sandbox: Sandbox, tmp_path: Path, text: str) -> None:
    """Neither by a build nor by one that ends while LibreOffice still starts."""
    (tmp_path / "tillfälligt").mkdir()
    (sandbox.project.cases / "prov.yaml").write_text(text, encoding="utf-8")
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tillfälligt"), "PYTHONPATH": str(REPO)}
    command = [sys.executable, "-m", "loftdocs", "build", "prov"]
    done = subprocess.run(command, cwd=sandbox.project.root, env=environment, capture_output=True)
    assert done.returncode == (0 if text == ENKOPING else 1), done.stderr
    assert list((tmp_path / "tillfälligt").iterdir()) == []

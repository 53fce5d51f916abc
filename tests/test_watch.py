"""``watch``: what is built again, what is passed over, and that nothing broken ends it."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loftdocs.watch import is_read

from .conftest import REPO, Sandbox

WAITING = "Väntar på att något sparas"


class Watched:
    """A running ``loftdocs watch prov``; ``round`` gives all that it says until it waits again."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(REPO), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "loftdocs", "watch", "prov"],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, *words: str) -> str:
        """The first round with all of ``words``; a slow machine may see one save as two, and half of it first."""
        while True:
            said = ""
            while WAITING not in said:
                said += self.lines.get(timeout=60)
            if all(word in said for word in words):
                return said


@pytest.fixture
def watched(sandbox: Sandbox) -> Iterator[Callable[[], Watched]]:
    started: list[Watched] = []

    def start() -> Watched:
        started.append(Watched(sandbox.project.root))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            os.killpg(each.process.pid, signal.SIGKILL)
        each.process.wait()
        assert each.process.stdout
        each.process.stdout.close()


def test_each_save_builds_and_nothing_broken_ends_it(sandbox: Sandbox, watched: Callable[[], Watched]) -> None:
    case = sandbox.edit()
    built = sandbox.project.build / "prov" / "tjansteskrivelse-prov.docx"
    watch = watched()
    watch.until("Klart: ", "Det tog ")
    first = built.read_bytes()

    sandbox.edit(("Kostnaden ryms", "Hela kostnaden ryms"))
    watch.until("Klart: ", "(ändrat: prov.yaml)")
    second = built.read_bytes()
    assert second != first

    case.write_text("kommun: [\n", encoding="utf-8")  # half saved
    watch.until("prov.yaml:2:1: fel YAML101", "är orört")
    assert built.read_bytes() == second

    case.unlink()
    watch.until("finns inte just nu")
    template = sandbox.project.templates / "loft" / "bilaga.docx"
    whole = template.read_bytes()
    template.write_bytes(whole[:500])
    # Many editors write a new file and rename it to the old name.
    sandbox.edit(name="annat").rename(case)
    watch.until("bilaga.docx går inte att läsa som Word-fil")
    assert built.read_bytes() == second
    template.write_bytes(whole)
    watch.until("Klart: ")
    assert built.read_bytes() == first

    os.killpg(watch.process.pid, signal.SIGINT)
    assert watch.process.wait(timeout=30) == 0


def test_what_a_build_reads(sandbox: Sandbox) -> None:
    project, case = sandbox.project, sandbox.edit()
    (project.cases / "prov").mkdir()
    read = [
        case,
        project.cases / "prov" / "avtal.docx",
        project.templates / "loft" / "program.yaml",
        project.templates / "loft" / "bilaga.docx",
    ]
    passed_over = [
        project.cases / "annat.yaml",
        project.cases / ".prov.yaml.swp",
        project.cases / ".prov.yaml",
        project.templates / "loft" / "~$bilaga.docx",
        project.templates / "loft" / ".~lock.bilaga.docx#",
        project.templates / "loft" / "bilaga.docx.tmp",
        project.cases / "prov" / "anteckningar.txt",
        project.build / "prov" / "bilaga-prov.docx",
    ]
    assert [path for path in [*read, *passed_over] if is_read(project, case, path)] == read


def test_an_unknown_case_is_told_at_once(sandbox: Sandbox) -> None:
    sandbox.edit()
    shutil.rmtree(sandbox.project.root / "build", ignore_errors=True)
    answer = sandbox.run("watch", "prvo")
    assert answer.code == 2
    assert "Menade du ”prov”?" in answer.err

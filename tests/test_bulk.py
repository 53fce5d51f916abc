"""Many cases at once: in processes of their own, where one that dies costs only a retry."""

import json
import multiprocessing
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from loftdocs.bulk import build_many
from loftdocs.convert import libreoffice
from loftdocs.project import case_file

from .conftest import REPO, Sandbox
from .test_convert import VERSION


def test_all_cases_and_a_table(sandbox: Sandbox) -> None:
    for name in "abcdef":
        sandbox.edit(name=name)
    sandbox.edit(("slut: 2024-12-31", "slut: 2021-12-31"), name="dåligt")
    answer = sandbox.run("build", "--all")
    assert answer.code == 1
    assert answer.err.splitlines()[-1].endswith(": klar, 7 av 7")
    lines = answer.out.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("Ärende"))
    assert lines[start].split() == ["Ärende", "Resultat", "Fel", "Varningar", "Upplysningar", "Tid"]
    table = {line.split()[0]: " ".join(line.split()[1:-2]) for line in lines[start + 1 : start + 8]}
    assert table == dict.fromkeys("abcdef", "klart 0 1 1") | {"dåligt": "inga dokument gjordes 2 2 0"}
    assert "6 av 7 ärenden har färdiga handlingar" in answer.out
    assert "cases/dåligt.yaml" in answer.out
    assert "cases/a.yaml" not in answer.out, "of many, only what stopped a case is shown"
    assert {path.name for path in sandbox.project.build.iterdir()} == set("abcdef")


def test_the_same_bytes_as_one_at_a_time(sandbox: Sandbox) -> None:
    for name in "ab":
        sandbox.edit(name=name)
    assert sandbox.run("build", "a", "b").code == 0
    together = {path: path.read_bytes() for path in sandbox.project.build.glob("*/*")}
    for name in "ab":
        assert sandbox.run("build", name, "--igen").code == 0
    assert {path: path.read_bytes() for path in sandbox.project.build.glob("*/*")} == together
    assert len(together) == 32


def test_what_is_the_same_is_not_built(sandbox: Sandbox) -> None:
    for name in "ab":
        sandbox.edit(name=name)
    sandbox.run("build", "--all")
    sandbox.edit(("Kostnaden ryms", "Hela kostnaden ryms"), name="b")
    answer = sandbox.run("build", "--all")
    assert [line.split()[:2] for line in answer.out.splitlines() if line.startswith(("a ", "b "))] == [
        ["a", "oförändrat"],
        ["b", "klart"],
    ]


def test_a_killed_process_costs_a_retry(sandbox: Sandbox) -> None:
    files = [case_file(sandbox.project, sandbox.edit(name=name).stem) for name in "abcdef"]
    outcomes = []
    for outcome in build_many(sandbox.project, files, workers=2):
        if not outcomes:
            for child in multiprocessing.active_children():
                child.kill()
        outcomes.append(outcome)
    assert sorted(outcome.name for outcome in outcomes) == list("abcdef")
    assert all(outcome.result and outcome.result.folder for outcome in outcomes)


def test_a_case_that_always_kills_its_process_stops_no_other(
    sandbox: Sandbox, fake_office: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = libreoffice.find().program
    monkeypatch.setenv("LOFTDOCS_MOTOR", "soffice")
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    fake_office(
        "import os, signal\n"
        "if any(word.endswith('-ond.docx') for word in sys.argv): os.kill(os.getppid(), signal.SIGKILL)\n"
        f"os.execv({str(real)!r}, [{str(real)!r}, *sys.argv[1:]])"
    )
    # A text of its own each: a PDF that another case has had made would not be asked for again.
    files = [sandbox.edit(("Kostnaden ryms", f"Kostnaden för {n} ryms"), name=n) for n in ("god", "ond", "snäll")]
    outcomes = {outcome.name: outcome for outcome in build_many(sandbox.project, files, workers=2)}
    assert set(outcomes) == {"god", "ond", "snäll"}
    failure = outcomes["ond"].failure
    assert failure
    assert failure.message == "Bygget avbröts varje gång det försöktes."
    assert all((result := outcomes[name].result) and result.folder for name in ("god", "snäll"))


def test_what_stops_a_case_is_in_the_json(
    sandbox: Sandbox, fake_office: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTDOCS_MOTOR", "soffice")
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    fake_office(VERSION.format("25.2.3.2") + "\nsys.exit(7)")
    for name in "ab":
        sandbox.edit(name=name)
    answer = sandbox.run("build", "--all", "--format", "json")
    assert answer.code == 4
    assert set(json.loads(answer.out)["avbrutna"]) == {"a", "b"}


def test_a_bar_on_a_terminal(sandbox: Sandbox) -> None:
    for name in "ab":
        sandbox.edit(name=name)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "loftdocs", "build", "--all"]
    environment = {**os.environ, "PYTHONPATH": str(REPO), "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):  # a terminal that nobody reads is full after some seconds of a bar
            shown += chunk
    except OSError:  # the end of a terminal that nobody writes to
        pass
    os.close(ours)
    process.communicate()
    assert process.returncode == 0
    assert "Ärenden" in shown.decode()
    assert "2/2" in shown.decode()
    assert "kvar:" in shown.decode()

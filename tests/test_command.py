"""The command as a whole: answers, exit statuses, JSON, several cases, an interruption."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

import loftdocs.build

from .conftest import REPO, Sandbox

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPO), "TERM": "xterm"}


def test_check_and_build_answer_in_json(sandbox: Sandbox) -> None:
    sandbox.edit()
    answer = sandbox.run("build", "prov", "--format", "json")
    data = json.loads(answer.out)
    assert answer.code == 0
    assert answer.err == ""
    assert [f["code"] for f in data["findings"]] == ["UND104", "DOK206"]
    assert data["ärenden"]["prov"]["värden"] == data["ärenden"]["prov"]["knutna"] > 50
    assert data["ärenden"]["prov"]["mapp"] == "build/prov"
    assert "handlingar-prov.pdf" in data["ärenden"]["prov"]["filer"]


def test_progress_is_plain_lines_when_nobody_watches(sandbox: Sandbox) -> None:
    sandbox.edit()
    answer = sandbox.run("build", "prov")
    assert answer.code == 0
    assert "prov: Gör PDF-filer …" in answer.err.splitlines()
    assert "\x1b" not in answer.err + answer.out
    assert "Klart: 16 filer i build/prov/: 1 varning, 1 upplysning" in answer.out


def test_progress_on_a_terminal_is_one_line_that_changes(sandbox: Sandbox) -> None:
    sandbox.edit()
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "loftdocs", "build", "prov"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=ENVIRONMENT)
    out, _ = process.communicate(timeout=120)
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:  # Linux's way of saying that the other end is closed
        pass
    os.close(ours)
    assert process.returncode == 0
    assert "Klart:" in out.decode()
    assert "Kontrollerar de färdiga dokumenten" in seen.decode(errors="replace")
    assert b"\x1b[" in seen


def test_one_bad_case_does_not_stop_the_others(sandbox: Sandbox) -> None:
    sandbox.edit(("slut: 2024-12-31", "slut: 2021-12-31"), name="a-dåligt")
    sandbox.edit(name="b-bra")
    answer = sandbox.run("build", "--all")
    assert answer.code == 1
    assert "a-dåligt" in answer.out
    assert [path.name for path in sandbox.project.build.iterdir()] == ["b-bra"]


def test_strict_stops_on_a_warning(sandbox: Sandbox) -> None:
    sandbox.edit()
    assert sandbox.run("build", "prov", "--strict").code == 1
    assert not (sandbox.project.build / "prov").exists()


def test_fields_shows_what_templates_can_print(sandbox: Sandbox) -> None:
    sandbox.edit()
    out = sandbox.run("fields", "prov").out
    shown = dict(re.split(r"\s{2,}", line, maxsplit=1) for line in out.splitlines() if "  " in line)
    assert shown["kommun.namn"] == "Enköpings kommun"
    assert " ".join(shown["avgift.per_år"].split()) == "300 000 kr"
    assert shown["period.sista_dag_förlängning"] == "2024-09-30"
    assert shown["handläggare.epost"] == "magnus.asman@enkoping.se"
    assert out.startswith("kommun.namn ")


@pytest.mark.parametrize("program", ["avsikt", "beslut", "bidrag", "hyra", "samverkan"])
def test_fields_lists_what_a_programme_declares_and_nothing_of_how_it_is_made(sandbox: Sandbox, program: str) -> None:
    """In the order of a paper; what a template cannot print, or only the rules need, is no field."""
    fixtures = REPO / "tests" / "programs"
    shutil.copytree(fixtures / program, sandbox.project.templates / program)
    text = (fixtures / "cases" / f"{program}.yaml").read_text(encoding="utf-8")
    sandbox.write(text)
    answer = sandbox.run("fields", "prov")
    assert answer.code == 0, answer.out
    paths = [line.split()[0] for line in answer.out.splitlines()]
    assert len(set(paths)) == len(paths)
    steps = {step.partition("[")[0] for path in paths for step in path.split(".")}
    assert not steps & {"uppgifter", "slag", "amounts", "rytm", "nämns_som", "number", "unit", "day", "month"}
    assert {"egen.namn", "parter[0].namn", "titel", "program.namn"} <= set(paths)
    case = yaml.safe_load(text)
    groups = ("personer", "tjänsteskrivelse", "underskrifter", "avtalsperiod", "beslut", "försättsblad", "program")
    for name in set(case) - set(groups):
        assert any(re.match(rf"{name}(?:\.|\[0\]|$)", path) for path in paths), name


def test_fields_of_several_parties_are_those_of_the_first(sandbox: Sandbox) -> None:
    fixtures = REPO / "tests" / "programs"
    shutil.copytree(fixtures / "samverkan", sandbox.project.templates / "samverkan")
    sandbox.write((fixtures / "cases" / "samverkan.yaml").read_text(encoding="utf-8"))
    out = sandbox.run("fields", "prov").out
    shown = dict(re.split(r"\s{2,}", line, maxsplit=1) for line in out.splitlines() if "  " in line)
    assert shown["kommuner[0].andel"] == "53"
    assert shown["kommuner[0].ledamot.namn"] == "Gunnar Ålund"
    assert shown["värdkommun.andel"] == "53"
    assert shown["bidrag_till_kostnaden.delar[0].part.namn"] == "Köpings kommun"
    assert shown["villkor.avräkningsdag"] == "31 mars"
    assert "kommuner[1].namn" not in shown


def test_schema_is_of_the_cases_of_one_programme(sandbox: Sandbox) -> None:
    """The only one, or the one that is named; with several it is not guessed which."""
    schema = ("schema", "ärende")
    assert "motparten" in sandbox.run(*schema).out
    shutil.copytree(REPO / "tests" / "programs" / "hyra", sandbox.project.templates / "hyra")
    made = json.loads(sandbox.run(*schema, "--program", "hyra").out)
    assert {"hyresvärd", "lokal", "deposition"} <= set(made["properties"])
    answer = sandbox.run("schema")
    assert answer.code == 2
    assert "De program som finns är: hyra, loft." in answer.err
    assert "Menade du ”hyra”?" in sandbox.run(*schema, "--program", "hyrar").err
    file = sandbox.project.templates / "hyra" / "program.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("parter:", "parter: fel\nx:"), encoding="utf-8")
    answer = sandbox.run(*schema, "--program", "hyra")
    assert answer.code == 1
    assert "parter" in answer.out + answer.err


def test_text_shows_a_word_file_for_git(sandbox: Sandbox) -> None:
    out = sandbox.run("text", "templates/loft/bilaga.docx").out.splitlines()
    assert "[Title] {{ titel }}" in out
    assert "[Heading 1] 2 Tilläggsuppdrag" in out
    assert any(line.startswith("[footer/Footer] ") for line in out)


def test_text_of_what_is_no_word_file(sandbox: Sandbox) -> None:
    answer = sandbox.run("text", "templates/loft/program.yaml")
    assert answer.code == 5
    assert "program.yaml" in answer.err
    assert "PDF" in answer.err


@pytest.mark.parametrize("argv", [("--help",), ("build", "--help"), ("--version",)])
def test_help(sandbox: Sandbox, argv: tuple[str, ...]) -> None:
    answer = sandbox.run(*argv)
    assert answer.code == 0
    assert "loftdocs" in answer.out


def test_an_interruption_says_so_and_leaves_nothing(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loftdocs.build, "make", interrupt)
    sandbox.edit()
    answer = sandbox.run("build", "prov")
    assert answer.code == 130
    assert "Avbrutet" in answer.err
    assert list(sandbox.project.build.iterdir()) == []


def test_ctrl_c_ends_libreoffice_too(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.edit()
    script = tmp_path / "soffice"
    script.write_text(
        f"#!{sys.executable}\nimport sys, time\n"
        "if '--version' in sys.argv: print('LibreOffice 25.2.3.2'); sys.exit()\n"
        f"open({str(tmp_path / 'startad')!r}, 'w').close()\ntime.sleep(600)\n"
    )
    script.chmod(0o755)
    command = [sys.executable, "-m", "loftdocs", "build", "prov"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env={**ENVIRONMENT, "LOFTDOCS_SOFFICE": str(script)})
    for _ in range(300):
        if (tmp_path / "startad").exists():
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Avbrutet" in err.decode()
    left = subprocess.run(["pgrep", "-f", str(script)], capture_output=True, check=False).stdout
    assert left == b""

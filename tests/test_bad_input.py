"""Bad input of every kind: one clear message, its place, the right exit status, no traceback, nothing touched."""

import os
import re
from pathlib import Path

import pytest

from loftdocs.cli.arguments import _COMMANDS as COMMANDS

from .conftest import ENKOPING, Sandbox

# (what is changed in Enköping's file, the text of the line the finding points at, its column, words of the message)
EDITS: dict[str, tuple[tuple[str, str], str, int, str]] = {
    "tab": (("  start: 2022-01-01", "\tstart: 2022-01-01"), "\tstart: 2022-01-01", 1, "indragen med tabb"),
    "unknown key": (("  start: 2022", "  startt: 2022"), "  startt: 2022-01-01", 3, "Menade du ”start”?"),
    "unknown top key": (("kontaktperson:", "kontaktpersn:"), "kontaktpersn:", 1, "Menade du ”kontaktperson”?"),
    "list for text": (("  ort: Enköping ", "  ort: [Enköping] "), "  ort: [Enköping] ", 8, "men här står en lista"),
    "group for text": (("  ort: Enköping ", "  ort: {a: b} "), "  ort: {a: b} ", 8, "en grupp av uppgifter"),
    "text for list": (("    motparten: []", "    motparten: Bo"), "    motparten: Bo", 16, "ska vara en lista"),
    "text for group": (("  start: 2022-01-01\n  slut: 2024-12-31", "  2022"), "  2022", 3, "flera uppgifter"),
    "no such day": (("start: 2022-01-01", "start: 2022-02-30"), "  start: 2022-02-30", 10, "finns inte i kalendern"),
    "not a date": (("start: 2022-01-01", "start: 1 jan 2022"), "  start: 1 jan 2022", 10, "inte skrivet som ett datum"),
    "key twice": (("  ort: Enköping ", "  namn: Enköping "), "  namn: Enköping ", 3, "står två gånger"),
    "empty value": (("  mottagare: Kommunstyrelsen", "  mottagare:"), "  mottagare:", 3, "”mottagare” är tom"),
    "missing value": (("  mottagare: Kommunstyrelsen\n", ""), "tjänsteskrivelse:", 1, "”mottagare” saknas"),
    "open quote": (("namn: Magnus Åsman", 'namn: "Magnus Åsman'), '  - namn: "Magnus Åsman', 11, "stängs aldrig"),
    "open bracket": (("motparten: []", "motparten: ["), "    motparten: [ ", 16, "klammer"),
    "colon in text": (("roll: kommundirektör", "roll: chef: direktör"), "    roll: chef: direktör", 15, "kolon"),
    "no colon": (("program: loft", "program loft"), "", 0, "kolon"),
    "alias": (("roll: kommundirektör", "roll: *chef"), "    roll: *chef", 11, "hänvisning"),
    "bad start": (("roll: kommundirektör", "roll: @chef"), "    roll: @chef", 11, "kan inte inleda"),
    "no such programme": (("program: loft", "program: lofft"), "program: lofft", 10, "Menade du ”loft”?"),
    "control character": (("roll: kommundirektör", 'roll: "a\\x07b"'), '    roll: "a\\x07b"', 11, "styrtecken"),
    "merge conflict": (("  ort: Enköping ", "<<<<<<< HEAD\n  ort: Enköping "), "<<<<<<< HEAD", 1, "sammanslagning"),
    "hard space": (("  ort: Enköping ", "\u00a0 ort: Enköping "), "\u00a0 ort: Enköping ", 1, "hårt mellanslag"),
    "no space after colon": (("  ort: Enköping ", "  ort:Enköping "), "  ort:Enköping ", 3, "kolon och ett mellanslag"),
    "no colon after group": (("kommun:\n", "kommun\n"), "kommun", 1, "saknas ett kolon"),
    "tag": (("ort: Enköping ", "ort: !!python/name:os.system Enköping "), "  ort: !!python", 8, "utropstecken"),
    "garbled letter": (("  ort: Enköping ", "  ort: EnkÃ¶ping "), "  ort: EnkÃ¶ping ", 8, "förvanskad"),
    "not a number": (("  paragraf:", "  paragraf: tolv"), "  paragraf: tolv", 13, "inte ett helt tal"),
    "negative number": (("  paragraf:", "  paragraf: -3"), "  paragraf: -3", 13, "större än noll"),
}


@pytest.mark.parametrize("kind", EDITS)
def test_a_fault_in_the_file_is_told_with_its_place(sandbox: Sandbox, kind: str) -> None:
    change, line, column, words = EDITS[kind]
    path = sandbox.edit(change)
    lines = path.read_text(encoding="utf-8").split("\n")
    answer = sandbox.run("build", "prov")
    assert answer.code == 1
    assert "Traceback" not in answer.out + answer.err
    findings = [f for f in sandbox.findings("check", "prov") if words in f["message"]]
    assert len(findings) == 1, sandbox.findings("check", "prov")
    (finding,) = findings
    assert finding["severity"] == "fel"
    assert finding["file"] == "cases/prov.yaml"
    assert finding["hint"]
    if line:
        assert lines[finding["line"] - 1].startswith(line)
        assert finding["column"] == column
    assert f"cases/prov.yaml:{finding['line']}:{finding['column']}: fel" in answer.out
    assert not (sandbox.project.build / "prov").exists()


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"", 1, "tom"),
        (b"# bara en kommentar\n", 1, "tom"),
        (b"- a\n- b\n", 1, "en lista"),
        (b"hej\n", 1, "bara en text"),
        (b"a: 1\n---\nb: 2\n", 2, "---"),
        ("program: loft\nkommun:\n  namn: Enköping".encode("latin-1"), 3, "UTF-8"),
        (b"\x00\x01\x02\xff\xfe", 1, "UTF-8"),
        (b"[" * 20_000, 1, ""),
    ],
    ids=["empty", "comment", "list", "text", "two documents", "latin-1", "binary", "deep"],
)
def test_a_file_that_is_no_case(sandbox: Sandbox, raw: bytes, line: int, words: str) -> None:
    sandbox.write(raw)
    answer = sandbox.run("build", "prov")
    assert answer.code == 1
    assert "Traceback" not in answer.out + answer.err
    (finding,) = sandbox.findings("check", "prov")
    assert finding["line"] == line
    assert words in finding["message"]


def test_the_column_in_a_file_of_another_encoding_counts_characters(sandbox: Sandbox) -> None:
    sandbox.write("namn: Åå".encode() + b"\xe4\n")
    (finding,) = sandbox.findings("check", "prov")
    assert (finding["line"], finding["column"]) == (1, 9)


@pytest.mark.parametrize("name", ["sala.yml", "sala.YAML", "sala.yaml.txt"])
def test_a_case_file_with_another_ending(sandbox: Sandbox, name: str) -> None:
    (sandbox.project.cases / name).write_text(ENKOPING, encoding="utf-8")
    answer = sandbox.run("check", "sala")
    assert answer.code == 2
    assert f"heter {name}, men ska heta sala.yaml" in answer.err


def test_capitals_are_no_other_name(sandbox: Sandbox) -> None:
    sandbox.edit(name="enkoping")
    assert "Menade du ”enkoping”?" in sandbox.run("check", "ENKOPING").err


def test_no_such_case(sandbox: Sandbox) -> None:
    sandbox.edit(name="enkoping")
    answer = sandbox.run("build", "cases/enkopng")
    assert answer.code == 2
    assert answer.err.startswith("loftdocs: Det finns inget ärende ”enkopng”. Menade du ”enkoping”?")


def test_a_folder_where_a_case_belongs(sandbox: Sandbox) -> None:
    (sandbox.project.cases / "prov.yaml").mkdir()
    answer = sandbox.run("build", "cases/prov.yaml")
    assert answer.code == 2
    assert "prov.yaml är en mapp" in answer.err


def test_no_cases_at_all(sandbox: Sandbox) -> None:
    answer = sandbox.run("build", "--all")
    assert answer.code == 2
    assert "innehåller inga ärenden" in answer.err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ((), "Det saknas något"),
        (("buld", "prov"), "Menade du ”build”?"),
        (("build",), "Det saknas något"),
        (("build", "prov", "--fort"), "”--fort” hör inte till kommandot"),
        (("check", "prov", "--format", "xml"), "”xml” är inget av det som går att välja"),
        (("check", "prov", "--format"), "Det saknas ett värde efter --format"),
        (("--fort",), "”--fort” hör inte till kommandot"),
        (("check",), "Det saknas något i kommandot: ärende."),
        (("verify", "--strict"), "Det saknas något i kommandot: fil."),
        (("build", "prov", "--strikt"), "”--strikt” hör inte till kommandot. Menade du ”--strict”?"),
        (("build", "prov", "--strict=ja"), "--strict är utan värde: skriv bara --strict."),
        (("build", "prov", "--all"), "--all och ett ärendes namn går inte att använda samtidigt."),
        (("desk", "--port", "åttio"), "”åttio” är inte ett helt tal."),
        (("schema", "programm"), "”programm” är inget av det som går att välja. Menade du ”program”?"),
        (("new", "--handlaggare"), "Det saknas ett värde efter --handläggare/--handlaggare."),
        (("text", "prov.docx", "the following arguments are required: y"), "are required: y” hör inte till kommandot"),
    ],
)
def test_wrong_usage(sandbox: Sandbox, argv: tuple[str, ...], words: str) -> None:
    answer = sandbox.run(*argv)
    assert answer.code == 2
    assert words in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_every_command_is_in_swedish(sandbox: Sandbox, command: str) -> None:
    answer = sandbox.run(*filter(None, (command, "--help")))
    assert answer.code == 0
    assert answer.out.startswith(f"Så här: loftdocs {command}".strip())
    assert "visa den här hjälpen" in answer.out
    assert not re.search(r"usage|optional|positional|options|show this", answer.out)


def test_every_fault_is_told_at_once_in_the_order_of_the_file(sandbox: Sandbox) -> None:
    sandbox.edit(
        ("orgnr: 212000-0282", "orgnr: 212000-0283"),
        ("datum: 2021-11-17", "datum: 2011-11-17"),
        ("handläggare: Magnus Åsman", "handläggare: Magnus Asman"),
        ("slut: 2024-12-31", "slutt: 2024-12-31"),
    )
    findings = sandbox.findings("check", "prov")
    assert [f["code"] for f in findings] == ["PAR101", "DAT105", "UND101", "DAT204", "DAT210", "MOD102", "UND104"]
    assert [f["line"] for f in findings] == sorted(f["line"] for f in findings)


def test_rules_on_sound_parts_run_although_a_value_is_broken(sandbox: Sandbox) -> None:
    sandbox.edit(("start: 2022-01-01", "start: 2022-13-01"), ("orgnr: 212000-0282", "orgnr: 212000-0283"))
    assert sandbox.codes() == {"DAT101", "PAR101"}


def test_an_error_leaves_the_earlier_build_as_it_was(sandbox: Sandbox) -> None:
    folder = sandbox.project.build / "prov"
    folder.mkdir(parents=True)
    (folder / "kvar.pdf").write_bytes(b"kvar")
    sandbox.edit(("slut: 2024-12-31", "slut: 2014-12-31"))
    answer = sandbox.run("build", "prov")
    assert answer.code == 1
    assert "är orört" in answer.out
    assert [path.name for path in sandbox.project.build.iterdir()] == ["prov"]
    assert (folder / "kvar.pdf").read_bytes() == b"kvar"


@pytest.mark.parametrize("broken", ["program: [\n", "", "namn: LOFT\n"], ids=["yaml", "empty", "half"])
def test_a_broken_programme_is_told_in_its_own_file(sandbox: Sandbox, broken: str) -> None:
    sandbox.edit()
    (sandbox.project.templates / "loft" / "program.yaml").write_text(broken)
    answer = sandbox.run("check", "prov")
    assert answer.code == 1
    assert "templates/loft/program.yaml:" in answer.out
    assert "Traceback" not in answer.out + answer.err


def test_a_case_that_may_not_be_read(sandbox: Sandbox) -> None:
    path = sandbox.project.cases / "prov.yaml"
    path.symlink_to(sandbox.project.cases / "prov.yaml")  # a loop: opening it fails for root too
    answer = sandbox.run("build", "prov")
    assert answer.code in (2, 5)
    assert "Traceback" not in answer.err


def test_a_build_folder_that_cannot_be_written(sandbox: Sandbox) -> None:
    sandbox.edit()
    sandbox.project.build.write_text("en fil där mappen ska vara")
    answer = sandbox.run("build", "prov")
    assert answer.code == 5
    assert "går inte att skriva" in answer.err


def test_a_reader_that_goes_away_is_no_failure(sandbox: Sandbox) -> None:
    import subprocess
    import sys

    from .conftest import REPO

    sandbox.write(ENKOPING)
    command = f'"{sys.executable}" -m loftdocs fields prov | head -n 1'
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    answer = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, check=False)
    assert answer.returncode == 0
    assert answer.stdout.startswith("kommun.namn ")
    assert answer.stderr == ""


def test_json_is_one_object_even_when_the_command_fails(sandbox: Sandbox) -> None:
    import json

    answer = sandbox.run("build", "saknas", "--format", "json")
    assert answer.code == 2
    (finding,) = json.loads(answer.out)["findings"]
    assert set(finding) == {
        *("code", "severity", "message", "hint", "file", "line"),
        *("column", "path", "document", "page", "quote"),
        *("also", "silenced"),
    }
    assert "inget ärende ”saknas”" in finding["message"]


def test_paths_in_messages_are_as_the_user_types_them(sandbox: Sandbox) -> None:
    sandbox.edit(("program: loft", "program: loft\nx: 1"))
    (finding, *_) = sandbox.findings("check", "prov")
    assert Path(finding["file"]).is_file()
    assert finding["file"] == "cases/prov.yaml"

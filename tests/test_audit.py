"""``make audit``: what is known is told, what could not be asked is said, and the bill of materials is one."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.audit import __main__ as audit
from tests.audit.bom import bill
from tests.audit.holes import Hole, Holes, ask, read
from tests.audit.licences import Verdict, verdict
from tests.audit.parts import Origin, Part, declared_licence, python_parts, script_parts

from .conftest import REPO

LOCKED = (
    "finns-inte-alls==1.2 ; sys_platform == 'win32' \\\n    --hash=sha256:ab \\\n    --hash=sha256:cd\n    # via x\n"
)
VULNERABLE = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"], "aliases": []}]}
SOUND = {"name": "a", "version": "1", "vulns": []}
PASSED_OVER = {"name": "c", "skip_reason": "not found"}


def part(licence: str | None, name: str = "a", **more: Any) -> Part:
    return Part(Origin.PYPI, name, "1", (("sha256", "ab" * 32),), licence, **more)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(f"# gjord av make lock\n{LOCKED}", encoding="utf-8")
    return path


def answering(tmp_path: Path, body: str) -> tuple[str, ...]:
    """A program in pip-audit's place."""
    script = tmp_path / "svarar.py"
    script.write_text(body, encoding="utf-8")
    return (sys.executable, str(script))


# The parts
# --------------------------------------------------------------------------------------------------


def test_every_locked_package_is_a_part_with_its_licence() -> None:
    parts = python_parts(REPO / "requirements.lock")
    text = (REPO / "requirements.lock").read_text(encoding="utf-8")
    assert [f"{one.name}=={one.version}" for one in parts] == [
        line.split()[0] for line in text.splitlines() if line[:1].isalnum()
    ]
    assert sum(len(one.digests) for one in parts) == text.count("--hash=")
    assert {"jinja2", "lxml"} <= set(next(one for one in parts if one.name == "docxtpl").needs)


def test_a_package_that_is_not_installed_here_is_a_part_all_the_same(lock: Path) -> None:
    (found,) = python_parts(lock)
    assert (found.name, found.version, found.licence) == ("finns-inte-alls", "1.2", None)
    assert found.digests == (("sha256", "ab"), ("sha256", "cd"))


def test_the_libraries_in_the_script_are_those_that_its_licences_name() -> None:
    parts = script_parts(REPO / "loftdocs" / "desk" / "frontend" / "package-lock.json")
    licences = (REPO / "loftdocs" / "desk" / "static" / "licenser.txt").read_text(encoding="utf-8")
    assert len(parts) > 10
    assert [str(one) for one in parts if f"{one} ({one.licence})" not in licences] == []


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": ["MIT OR Apache-2.0"], "License": ["x"]}, "MIT OR Apache-2.0"),
        ({"License": ["BSD-3-Clause"], "Classifier": ["License :: OSI Approved :: MIT License"]}, "BSD-3-Clause"),
        (
            {"License": ["Copyright\nall of it"], "Classifier": ["License :: OSI Approved :: MIT License"]},
            "MIT License",
        ),
        ({"License": ["UNKNOWN"], "Classifier": ["Topic :: Text"]}, ""),
        ({}, ""),
    ],
)
def test_what_a_package_says_of_its_licence(fields: dict[str, list[str]], licence: str) -> None:
    assert declared_licence(fields) == licence


@pytest.mark.parametrize(
    ("licence", "judged"),
    [
        ("MIT", Verdict.FREE),
        ("Apache-2.0 AND (MIT OR AGPL-3.0-only)", Verdict.FREE),
        ("LGPL", Verdict.FREE),
        ("BSD License AND MIT License", Verdict.FREE),
        ("AGPL-3.0-only", Verdict.STRICT),
        ("MIT AND GPL-3.0-or-later", Verdict.STRICT),
        ("Some Rights Reserved", Verdict.UNKNOWN),
        ("MIT and", Verdict.UNKNOWN),
        ("", Verdict.UNKNOWN),
        (None, Verdict.UNSEEN),
    ],
)
def test_whether_a_licence_goes_with_the_programs_own(licence: str | None, judged: Verdict) -> None:
    assert verdict(part(licence)) is judged


def test_every_part_of_the_program_has_a_licence_that_goes_with_its_own() -> None:
    parts = (*python_parts(audit.RUNTIME), *script_parts(audit.SCRIPT))
    assert {str(one): verdict(one) for one in parts if verdict(one) is Verdict.STRICT} == {}


# Known holes
# --------------------------------------------------------------------------------------------------


def test_a_known_hole_is_told_with_the_version_that_mends_it() -> None:
    answer = json.dumps({"dependencies": [SOUND, VULNERABLE, PASSED_OVER]})
    holes = read(answer, ("a", "b", "c", "d"), "")
    assert holes.found == (Hole("b", "2", "PYSEC-1", ("2.1",)),)
    assert (holes.unchecked, holes.why) == (("c", "d"), "not found")


@pytest.mark.parametrize("answer", ["", "{", "[]", '{"dependencies": 3}', '{"dependencies": [{}]}'])
def test_an_answer_that_is_none_leaves_all_unchecked(answer: str) -> None:
    assert read(answer, ("a", "b"), "no net") == Holes(2, (), ("a", "b"), "no net")


def test_a_program_that_fails_and_one_that_is_not_there_leave_all_unchecked(tmp_path: Path, lock: Path) -> None:
    failing = answering(tmp_path, "import sys\nprint('traceback', file=sys.stderr)\nsys.exit('no net')\n")
    assert ask(lock, ("a",), failing) == Holes(1, (), ("a",), "no net")
    assert ask(lock, ("a",), (str(tmp_path / "finns-inte"),)).unchecked == ("a",)


def test_pip_audit_without_a_network_leaves_all_unchecked(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name.lower(), raising=False)
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # the discard port, where nothing answers
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    lock.write_text(LOCKED.replace(" ; sys_platform == 'win32'", ""), encoding="utf-8")
    holes = ask(lock, ("finns-inte-alls",))
    assert (holes.found, holes.unchecked) == ((), ("finns-inte-alls",))
    assert holes.why


# The whole
# --------------------------------------------------------------------------------------------------


@pytest.fixture
def unwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the bill goes instead of the checkout's own ``build/``."""
    monkeypatch.setenv("LOFTDOCS_BUILD", str(tmp_path / "build"))
    return tmp_path / "build" / "sbom.json"


@pytest.mark.parametrize(
    ("holes", "strict", "code", "words"),
    [
        (Holes(2, (), ()), False, 0, "Inga kända hål i 2 låsta Python-paket."),
        (
            Holes(2, (), ("a", "b"), "no net"),
            False,
            0,
            "INTE KONTROLLERAT: kända hål i 2 av 2 låsta Python-paket (a, b)",
        ),
        (Holes(2, (), ("a", "b"), "no net"), True, 1, "Skäl: pip-audit säger ”no net”"),
        (
            Holes(2, (Hole("b", "2", "PYSEC-1", ("2.1",)),), ()),
            False,
            1,
            "b 2 har ett känt hål, PYSEC-1. Rättat i 2.1.",
        ),
        (Holes(2, (Hole("b", "2", "PYSEC-1", ()),), ("a",), "x"), False, 1, "Ingen rättad version är känd."),
    ],
)
def test_what_is_said_and_how_it_ends(
    unwritten: Path, capsys: pytest.CaptureFixture[str], holes: Holes, strict: bool, code: int, words: str
) -> None:
    assert audit.main(["--strict"] * strict, lambda lock, names: holes) == code
    said = capsys.readouterr().out
    assert words in said
    assert "docxtpl" in said
    assert ("Inga kända hål" in said) == (not holes.found and len(holes.unchecked) < holes.asked)
    assert json.loads(unwritten.read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"


def test_a_licence_that_may_not_go_with_the_programs_is_a_warning() -> None:
    parts = (part("MIT"), part("AGPL-3.0-only", "b"), part("", "c"), part(None, "d"), part("MIT", "e", installed="2"))
    lines = list(audit.doubtful(parts))
    assert [line.split()[0] for line in lines] == ["varning:"] * 4
    assert "b 1 (”AGPL-3.0-only”) ställer krav" in lines[0]
    assert "Licensen för c 1 är okänd." in lines[1]
    assert "inte installerat här" in lines[2]
    assert "2 är installerad" in lines[3]


def test_the_bill_follows_its_schema_names_every_part_and_is_the_same_again() -> None:
    parts = (*python_parts(audit.RUNTIME), *script_parts(audit.SCRIPT))
    text = bill(parts)
    assert text == bill(parts)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    data = json.loads(text)
    assert {one["purl"] for one in data["components"]} >= {f"pkg:pypi/{parts[0].name}@{parts[0].version}"}
    assert len(data["components"]) == len(parts)
    assert all(one["licenses"] for one in data["components"])
    below = {one["ref"]: one.get("dependsOn", []) for one in data["dependencies"]}
    assert len(below["loftdocs"]) == len(parts)
    assert any(ref.startswith("pkg:pypi/lxml@") for ref in below[next(r for r in below if "/docxtpl@" in r)])


def test_make_has_a_line_of_help_for_it() -> None:
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    assert "#: make audit " in makefile
    assert "\naudit: " in makefile

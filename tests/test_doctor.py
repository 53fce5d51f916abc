"""``loftdocs doctor``: each thing on a line, ok or lacking, with the command that mends it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loftdocs import convert, doctor
from loftdocs.confine.report import Confinement
from loftdocs.convert import libreoffice

from .conftest import Sandbox
from .test_document_rules import plant


def told(sandbox: Sandbox) -> dict[str, dict[str, object]]:
    """Each check by its name, of several by one name the last."""
    checks = json.loads(sandbox.run("doctor", "--format", "json").out)["kontroller"]
    return {check["name"]: check for check in checks}


def test_all_that_is_there_is_told_a_line_each(sandbox: Sandbox) -> None:
    sandbox.edit()
    answer = sandbox.run("doctor")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert all(line.startswith(("ok ", "saknas ")) for line in lines)
    for name in ("Python", "LibreOffice", "Typsnittet", "Inhägnad av LibreOffice", "Tesseract", "Förråd", "Projekt"):
        assert any(line[8:].startswith(name) for line in lines), name
    assert f"LibreOffice: {libreoffice.find().version}" in answer.out
    assert answer.out.rstrip().endswith("1 program, 1 ärende")


def test_without_libreoffice_it_is_told_with_the_command(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTDOCS_SOFFICE", "/finns/inte/soffice")
    libreoffice.find.cache_clear()
    answer, data = sandbox.run("doctor"), told(sandbox)
    libreoffice.find.cache_clear()
    convert.close()
    assert answer.code == 3
    assert "saknas  LibreOffice: LibreOffice, som gör PDF-filerna, finns inte på datorn." in answer.out
    assert data["LibreOffice"]["remedy"] == "loftdocs install office"
    assert "Traceback" not in answer.err


def test_a_font_that_a_template_needs_and_nobody_has(sandbox: Sandbox) -> None:
    path = sandbox.project.templates / "loft" / "bilaga.docx"
    plant(path, 'w:ascii="Calibri"', 'w:ascii="Nosuchfont"', "word/styles.xml")
    check = told(sandbox)["Typsnittet Nosuchfont"]
    assert (check["ok"], check["found"]) == (False, "används i templates/loft/bilaga.docx, men finns inte")
    assert sandbox.run("doctor").code == 0  # documents are made, with a warning


def test_each_lacking_part_of_the_confinement_is_told(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    part = Confinement(("inget nät",), ("inga andra filer", "begränsat minne"), ("seccomp",))
    monkeypatch.setattr(doctor, "confinement", lambda: part)
    out = sandbox.run("doctor").out
    assert "saknas  Inhägnad av LibreOffice: delvis (seccomp)" in out
    assert "saknas  Inhägnad av LibreOffice: det här gäller inte: inga andra filer" in out
    assert "saknas  Inhägnad av LibreOffice: det här gäller inte: begränsat minne" in out


def test_a_script_in_libreoffices_place_is_not_confined(sandbox: Sandbox, fake_office: Callable[[str], Path]) -> None:
    fake_office("print('LibreOffice 25.2.3.2')")
    check = told(sandbox)["Inhägnad av LibreOffice"]
    assert (check["ok"], check["needed"]) == (False, False)
    assert str(check["found"]).startswith("ingen")


def test_a_cache_that_cannot_be_written(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fil").touch()
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "fil" / "förråd"))
    check = told(sandbox)["Förråd"]
    assert check["ok"] is False
    assert str(check["remedy"]).startswith("export LOFTDOCS_CACHE=")
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "mapp"))
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp" / "pdf").write_bytes(b"x" * 3_000_000)
    assert told(sandbox)["Förråd"]["found"] == f"{tmp_path / 'mapp'}, 3 MB"

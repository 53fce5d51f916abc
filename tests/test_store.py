"""PDFs kept from one build to the next: the same bytes with and without them, and cleaned up."""

import os
import shutil
import time
from pathlib import Path

import pytest

from loftdocs.convert import Engine, store
from loftdocs.convert.store import Store

from .conftest import Sandbox


def outputs(sandbox: Sandbox) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (sandbox.project.build / "prov").iterdir()}


def test_a_build_is_the_same_with_and_without_what_was_kept(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    sandbox.edit(("Kostnaden ryms", "Hela kostnaden ryms"))
    assert sandbox.run("build", "prov", "--igen").code == 0
    fresh, kept = outputs(sandbox), sorted(p.name for p in (tmp_path / "cache" / "pdf").iterdir())
    # Documents as LibreOffice makes them and finished, cover, strips of page numbers, bundles, the cleaning's stamp.
    assert len(kept) == 2 * 4 + 1 + 2 + 2 + 1
    assert sandbox.run("build", "prov", "--igen").code == 0
    assert outputs(sandbox) == fresh
    shutil.rmtree(tmp_path / "cache")
    assert sandbox.run("build", "prov", "--igen").code == 0
    assert outputs(sandbox) == fresh


def test_only_what_changed_is_converted(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    sandbox.edit()
    sandbox.run("build", "prov")
    before = {p.name for p in (tmp_path / "cache" / "pdf").iterdir()}
    sandbox.edit(("Kostnaden ryms", "Hela kostnaden ryms"))
    sandbox.run("build", "prov")
    # The tjänsteskrivelse as it comes and finished, and the bundle that it is in.
    assert len({p.name for p in (tmp_path / "cache" / "pdf").iterdir()} - before) == 3


def test_what_is_the_same_for_every_municipality_is_converted_once(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    converted: list[str] = []
    submit = Engine.submit
    monkeypatch.setattr(Engine, "submit", lambda self, *files: converted.append(files[0].name) or submit(self, *files))
    sandbox.edit()
    sandbox.run("build", "prov")
    common = {"informationsfolder-prov.docx", "sidnummer-avtal.docx", "sidnummer-handlingar.docx"}
    assert common < set(converted)
    converted.clear()
    sandbox.edit(
        ("namn: Enköpings kommun", "namn: Håbo kommun"),
        ("212000-0282", "212000-0241"),
        ("ort: Enköping", "ort: Bålsta"),
    )
    assert sandbox.run("build", "prov").code == 0
    assert set(converted) == {
        *("tjansteskrivelse-prov.docx", "partneravtal-prov.docx", "bilaga-prov.docx", "forsattsblad-prov.docx")
    }


def test_another_tool_or_another_word_file_is_another_key(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"a")
    (tmp_path / "b.docx").write_bytes(b"b")
    keys = {
        Store("1").key("x", tmp_path / "a.docx"),
        Store("2").key("x", tmp_path / "a.docx"),
        Store("1").key("y", tmp_path / "a.docx"),
        Store("1").key("x", tmp_path / "b.docx"),
        Store("1").key("x", tmp_path / "a.docx", tmp_path / "b.docx"),
        Store("1").key("x", tmp_path / "b.docx", tmp_path / "a.docx"),
    }
    assert len(keys) == 6


def test_old_and_too_much_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path))
    monkeypatch.setattr(store, "_MOST_BYTES", 300)  # with their seals, two have room
    kept = Store("1")
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(b"x" * 100)
    now = time.time()
    for age, name in enumerate(("nyss", "igår", "i förrgår")):
        kept.keep(name, pdf)
        os.utime(kept.folder / name, (now - age * 86_400,) * 2)
    kept.keep("gammal", pdf)
    os.utime(kept.folder / "gammal", (now - 40 * 86_400,) * 2)
    kept.clean()
    assert {p.name for p in kept.folder.iterdir()} == {"nyss", "igår", ".städad"}

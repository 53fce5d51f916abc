"""A build that would change nothing does nothing; anything that it depends on makes it work again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from loftdocs import unchanged

from .conftest import REPO, Sandbox
from .test_document_rules import plant


def stamps(sandbox: Sandbox) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (sandbox.project.build / "prov").iterdir()}


def made_again(sandbox: Sandbox, *argv: str) -> bool:
    answer = sandbox.run("build", "prov", *argv)
    assert answer.code == 0, answer.out + answer.err
    return "Inget har ändrats" not in answer.out


def test_the_second_build_does_nothing_and_says_the_same(sandbox: Sandbox) -> None:
    sandbox.edit()
    first = sandbox.run("build", "prov")
    before = stamps(sandbox)
    second = sandbox.run("build", "prov")
    assert stamps(sandbox) == before
    assert second.out == first.out.replace("Klart:", "Inget har ändrats:")
    assert second.err == ""
    assert sandbox.findings("build", "prov") == sandbox.findings("build", "prov", "--igen")


def test_each_kind_of_input_makes_it_work_again(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = sandbox.project.templates / "loft"
    sandbox.edit()
    assert made_again(sandbox)
    assert not made_again(sandbox)

    sandbox.edit(("Kostnaden ryms", "Hela kostnaden ryms"))
    assert made_again(sandbox), "a value"
    assert not made_again(sandbox)

    plant(templates / "bilaga.docx", "biträda med omvärldsanalys", "biträda löpande med omvärldsanalys")
    assert made_again(sandbox), "a template"
    assert not made_again(sandbox)

    program = templates / "program.yaml"
    program.write_text(program.read_text(encoding="utf-8").replace("värde: 80", "värde: 90"), "utf-8")
    assert made_again(sandbox), "the programme"
    assert not made_again(sandbox)

    (sandbox.project.cases / "prov").mkdir()
    (sandbox.project.cases / "prov" / "forsattsblad.docx").write_bytes((templates / "forsattsblad.docx").read_bytes())
    assert made_again(sandbox), "a template of the case's own"
    assert not made_again(sandbox)

    output = sandbox.project.build / "prov" / "bilaga-prov.pdf"
    os.utime(output, (1, 1))
    assert made_again(sandbox), "an output that somebody touched"
    assert not made_again(sandbox)

    output.unlink()
    assert made_again(sandbox), "an output that is gone"
    assert not made_again(sandbox)

    assert made_again(sandbox, "--igen"), "asked for"

    mark = unchanged.tools_mark()
    monkeypatch.setattr(unchanged, "tools_mark", lambda: mark + "x")
    assert made_again(sandbox), "another version of the program, a library or a font"


def test_just_the_right_documents_are_others(sandbox: Sandbox) -> None:
    """With all that is kept from before at hand: each change reaches the documents that it is about, and no others."""

    def documents() -> dict[str, bytes]:
        answer = sandbox.run("build", "prov")
        assert answer.code == 0, answer.out + answer.err
        folder = sandbox.project.build / "prov"
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".docx", ".pdf")}

    def changed(before: dict[str, bytes]) -> set[str]:
        after = documents()
        return {name.removesuffix(".pdf") for name in after if after[name] != before[name] and name.endswith(".pdf")}

    templates = sandbox.project.templates / "loft"
    sandbox.edit()
    before = documents()
    sandbox.edit(("Kostnaden ryms", "Hela kostnaden ryms"))
    assert changed(before) == {"tjansteskrivelse-prov", "handlingar-prov"}
    before = documents()
    plant(templates / "bilaga.docx", "biträda med omvärldsanalys", "biträda löpande med omvärldsanalys")
    assert changed(before) == {"bilaga-prov", "avtal-prov", "handlingar-prov"}
    before = documents()
    program = templates / "program.yaml"
    program.write_text(program.read_text(encoding="utf-8").replace("värde: 80", "värde: 90"), "utf-8")
    # The hours stand in the folder and in the annex.
    assert changed(before) == {"informationsfolder-prov", "bilaga-prov", "avtal-prov", "handlingar-prov"}


def test_the_mark_of_the_tools_tells_fonts_and_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_FONTS", (str(tmp_path / "fonts"),))
    monkeypatch.setattr(unchanged, "_SOURCES", tmp_path / "sources")
    (tmp_path / "sources").mkdir()
    (tmp_path / "fonts").mkdir()
    marks = [unchanged.tools_mark()]
    (tmp_path / "fonts" / "a.ttf").write_bytes(b"a")
    marks.append(unchanged.tools_mark())
    (tmp_path / "sources" / "a.py").write_bytes(b"a")
    marks.append(unchanged.tools_mark())
    assert len(set(marks)) == 3


def test_what_is_remembered_may_be_broken(sandbox: Sandbox) -> None:
    sandbox.edit()
    assert made_again(sandbox)
    name = unchanged._memory(sandbox.project, sandbox.project.cases / "prov.yaml")
    unchanged._kept().write(name, b"{")
    assert made_again(sandbox)


def test_a_font_that_is_installed_reaches_the_documents(sandbox: Sandbox, tmp_path: Path) -> None:
    """A later edition of the font in the user's own folder: what was kept is not used, and the manifest tells which."""
    environment = {
        **os.environ,
        **{"HOME": str(tmp_path / "hem"), "LOFTDOCS_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(REPO)},
    }
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        environment.pop(name, None)
    sandbox.edit()
    folder = sandbox.project.build / "prov"

    def build() -> tuple[str, bytes]:
        command = [sys.executable, "-m", "loftdocs", "build", "prov"]
        subprocess.run(command, cwd=sandbox.project.root, env=environment, check=True, capture_output=True)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return manifest["typsnitt"]["Carlito"], (folder / "bilaga-prov.pdf").read_bytes()

    before = build()
    assert build() == before
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "Carlito:style=Regular"], capture_output=True, text=True
    ).stdout
    font = TTFont(found)
    font["head"].fontRevision = 9.0  # fontconfig takes the later of two
    (tmp_path / "hem" / ".fonts").mkdir(parents=True)
    font.save(tmp_path / "hem" / ".fonts" / "Carlito-Regular.ttf")
    after = build()
    assert (before[0] != "9.000", after[0]) == (True, "9.000")
    assert after[1] != before[1]

"""A build that would change nothing does nothing; anything that it depends on makes it work again."""

import os
from pathlib import Path

import pytest

from loftdocs import unchanged

from .conftest import Sandbox
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

    plant(templates / "bilaga.docx", "bedriver omvärldsbevakning", "bedriver löpande omvärldsbevakning")
    assert made_again(sandbox), "a template"
    assert not made_again(sandbox)

    program = templates / "program.yaml"
    program.write_text(program.read_text(encoding="utf-8").replace("timmar_per_år: 80", "timmar_per_år: 90"), "utf-8")
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
    unchanged._memory(sandbox.project, sandbox.project.cases / "prov.yaml").write_text("{")
    assert made_again(sandbox)

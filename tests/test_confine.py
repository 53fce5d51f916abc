"""LibreOffice is confined: a document that gets past all else reaches no network, no other file, no other program."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from loftdocs import convert
from loftdocs.confine import landlock
from loftdocs.confine.limits import Limits
from loftdocs.confine.report import START, attempts, confinement, readable_by_python
from loftdocs.convert import confined, libreoffice

from .test_outside import listening, paragraph, relation, word
from .test_render import png

WIDTH = 43
ENGINES = pytest.mark.parametrize("engine", ["kit", "soffice"])
PICTURE = paragraph(
    '<w:r><w:drawing xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><p:inline><p:extent cx="900000" cy="900000"/>'
    '<p:docPr id="1" name="b" descr="b"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="b"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rIdX"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></p:inline>'
    "</w:drawing></w:r>"
)
# What Landlock alone gives; all else is seccomp and the limits of Unix, which every Linux has.
OF_FILES = {"läsa", "lista", "skriva", "skriva över", "korta av", "ta bort", "flytta ut", "länka"}
PROGRAMS = {"starta program", "dela sig"}


def pictures(engine: str, docx: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many times the picture is in the PDF that an engine makes of a document, given to it directly."""
    monkeypatch.setenv("LOFTDOCS_MOTOR", engine)
    made = convert.Engine()
    made.start()
    try:
        (pdf,) = made.convert([docx], docx.parent)
    finally:
        made.close()
    with pikepdf.open(pdf) as document:
        assert len(document.pages) == 1
        streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
        return sum(one.get("/Subtype") == "/Image" and one.get("/Width") == WIDTH for one in streams)


@ENGINES
def test_a_picture_on_the_net_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    with listening() as (port, heard):
        docx = word(tmp_path, PICTURE, relation("image", f"http://127.0.0.1:{port}/bild.png"))
        assert pictures(engine, docx, monkeypatch) == 0
    assert heard == []


@ENGINES
def test_a_picture_elsewhere_on_the_disk_is_not_embedded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    secret = tmp_path / "hemlig" / "bild.png"
    secret.parent.mkdir()
    secret.write_bytes(png(WIDTH, 40))
    docx = word(tmp_path, PICTURE, relation("image", secret.as_uri()))
    assert pictures(engine, docx, monkeypatch) == 0


@ENGINES
def test_a_picture_in_the_document_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    """As the two above, but let in: what they do not find is not missing for another reason."""
    body = PICTURE.replace("r:link", "r:embed")
    inside = relation("image", "media/bild.png", external=False)
    docx = word(tmp_path, body, inside, {"word/media/bild.png": png(WIDTH, 40)})
    types = '<Default Extension="png" ContentType="image/png"/></Types>'
    from .test_document_rules import plant

    plant(docx, "</Types>", types, "[Content_Types].xml")
    assert pictures(engine, docx, monkeypatch) == 1


def test_each_attempt_to_break_out_is_refused() -> None:
    free, kept = attempts(confined=False), attempts()
    assert {name for name, refused in kept.items() if not refused} <= (set() if landlock.version() else OF_FILES)
    assert kept["eget"]
    # Without the confinement they succeed: it is what refuses them.
    assert not any(free[name] for name in (OF_FILES | PROGRAMS | {"nätet", "nätet (UDP)", "minne", "filstorlek"}))


def test_a_chain_of_programs_may_start_each_other_and_no_more() -> None:
    kept = attempts(starts_programs=True)
    assert {name for name, refused in kept.items() if not refused} - OF_FILES == PROGRAMS


def test_what_holds_is_told() -> None:
    found = confinement()
    assert "inget nät" in found.holds
    assert ("inga andra filer" in found.holds) == bool(landlock.version())
    assert found.level == ("hel" if not found.lacking else "delvis")
    assert "seccomp" in found.means


def confined_python(folder: Path, code: str, **limits: Any) -> "subprocess.CompletedProcess[bytes]":
    """A script confined to ``folder``."""
    script = folder / "prov.py"
    script.write_text(code, encoding="utf-8")
    told = Limits(str(folder), readable_by_python(), **limits).as_json()
    return subprocess.run([sys.executable, "-I", "-S", str(START), told, str(script), "a b"], capture_output=True)


def test_a_confined_script_is_given_its_arguments(tmp_path: Path) -> None:
    done = confined_python(tmp_path, "import json, sys; print(json.dumps([__name__, *sys.argv[1:]]))")
    assert json.loads(done.stdout) == ["__main__", "a b"]


def test_one_that_never_ends_is_ended_by_its_processor_time(tmp_path: Path) -> None:
    done = confined_python(tmp_path, "while True: pass", cpu_seconds=1)
    assert done.returncode < 0


def test_children_are_confined_too(tmp_path: Path) -> None:
    """What a chain of programs starts has no more than the chain."""
    code = "import socket; socket.socket(socket.AF_INET)"
    own = tmp_path / "egen"
    own.mkdir()
    limits = Limits(str(own), readable_by_python(), starts_programs=True).as_json()
    command = [sys.executable, "-I", "-S", str(START), limits, sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"PermissionError" in done.stderr


def test_only_an_installed_libreoffice_is_confined(tmp_path: Path) -> None:
    """A script of the user's own may need anything to reach its LibreOffice, and is run as it is."""
    own = tmp_path / "soffice"
    own.touch()
    assert confined.command(own, tmp_path, "x") == [str(own), "x"]
    program = libreoffice.find().program
    assert confined.command(program, tmp_path, "x")[-2:] == [str(program), "x"]
    assert str(START) in confined.command(program, tmp_path, "x")

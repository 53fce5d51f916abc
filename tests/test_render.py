"""Templates: what an author gets wrong is named by document, field and paragraph; nothing unsafe can be reached."""

import shutil
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from loftdocs.render.template import render

from .conftest import Sandbox
from .test_document_rules import plant


def template(tmp_path: Path, *paragraphs: str, header: str = "") -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    path = tmp_path / "mall.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Till {{ kommunn.namn }}.", "kommunn.namn"),
        ("Till {{ kommun.nam }}.", "kommun.nam"),
        ("Till {{ kommun.namn.x.y }}.", "kommun.namn.x.y"),
        ("Till {{ kommun.tom }}.", "kommun.tom"),
        ("Till {{ kommun.inget }}.", "kommun.inget"),
        ("Till {{ kommun.nam|stor }}.", "kommun.nam|stor"),
    ],
)
def test_an_unknown_or_empty_field_is_named_with_its_paragraph(tmp_path: Path, text: str, field: str) -> None:
    values = {"kommun": {"namn": "Ekby", "tom": "", "inget": None}}
    (finding,) = render(template(tmp_path, "Först.", text), values).findings
    assert finding.code == "MALL101"
    assert f"”{field}”" in finding.message
    assert (finding.place.document or "").endswith("mall.docx")
    assert finding.place.quote == text


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("{%p if saknas %}", "x", "{%p endif %}"), "saknas"),
        (("{%p if kommun.saknas %}", "x", "{%p endif %}"), "saknas"),
        (("{%p for x in saknas %}", "{{ x }}", "{%p endfor %}"), "saknas"),
        (("{%p if saknas == 1 %}", "x", "{%p endif %}"), "saknas"),
    ],
)
def test_an_unknown_field_in_a_condition_is_no_quiet_no(tmp_path: Path, lines: tuple[str, ...], name: str) -> None:
    findings = render(template(tmp_path, *lines), {"kommun": {"namn": "Ekby"}}).findings
    assert [f.message for f in findings] == [f"Fältet ”{name}” finns inte."]


def test_every_fault_of_a_template_is_told_at_once(tmp_path: Path) -> None:
    findings = render(template(tmp_path, "{{ a }} {{ b }}", "{{ c }}", header="{{ d }}"), {}).findings
    assert [f.message for f in findings] == [f"Fältet ”{name}” finns inte." for name in "abcd"]


def test_a_miswritten_tag_is_quoted(tmp_path: Path) -> None:
    (finding,) = render(template(tmp_path, "Först.", "Till {{ kommun.namn."), {"kommun": {"namn": "Ekby"}}).findings
    assert finding.code == "MALL103"
    (finding,) = render(template(tmp_path, "Först.", "Till {{ kommun. }}."), {"kommun": {"namn": "Ekby"}}).findings
    assert finding.place.quote == "Till {{ kommun. }}."


def test_a_condition_without_an_end(tmp_path: Path) -> None:
    findings = render(template(tmp_path, "{%p if x %}", "Hej"), {"x": 1}).findings
    assert [f.code for f in findings] == ["MALL103"]


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ kommun.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__['os'] }}",
        "{{ self.__init__.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_out(tmp_path: Path, expression: str) -> None:
    class Thing:
        namn = "Ekby"

    rendered = render(template(tmp_path, expression), {"kommun": Thing()})
    assert rendered.findings
    assert b"uid=" not in rendered.docx


def test_values_are_never_evaluated(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ text }}")
    value = "{{ 7 * 7 }} {% if x %} <w:t> & \"a\" 'b' {_{ }_} \\n"
    rendered = render(path, {"text": value})
    assert rendered.findings == ()
    (tmp_path / "ut.docx").write_bytes(rendered.docx)
    assert Document(str(tmp_path / "ut.docx")).paragraphs[0].text == value


def test_a_template_that_is_no_word_file(sandbox: Sandbox) -> None:
    sandbox.edit()
    (sandbox.project.templates / "loft" / "bilaga.docx").write_bytes(b"inte en zip")
    answer = sandbox.run("build", "prov")
    assert answer.code == 5
    assert "templates/loft/bilaga.docx går inte att läsa som Word-fil" in answer.err
    assert "Traceback" not in answer.err


def test_a_municipalitys_own_template_replaces_the_programmes(sandbox: Sandbox) -> None:
    sandbox.edit()
    own = sandbox.project.cases / "prov"
    own.mkdir()
    template(own, "{{ titel }} {{ fel.fält }}").rename(own / "bilaga.docx")
    findings = [f for f in sandbox.findings("build", "prov") if f["severity"] == "fel"]
    assert [(f["document"], f["message"]) for f in findings] == [
        ("cases/prov/bilaga.docx", "Fältet ”fel.fält” finns inte.")
    ]


def test_a_template_without_the_styles_that_free_text_needs(sandbox: Sandbox) -> None:
    sandbox.edit(("    Kostnaden ryms", "    - Kostnaden ryms"))
    own = sandbox.project.cases / "prov"
    own.mkdir()
    path = template(own, "{{p ärende.finansiering }}")
    document = Document(str(path))
    document.styles["List Bullet"].element.getparent().remove(document.styles["List Bullet"].element)
    document.save(str(own / "tjansteskrivelse.docx"))
    path.unlink()
    findings = [f for f in sandbox.findings("build", "prov") if f["severity"] == "fel"]
    assert [f["code"] for f in findings] == ["MALL102"]
    assert "List Bullet" in findings[0]["message"]


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_logo_stands_in_the_letterhead_with_its_text(sandbox: Sandbox) -> None:
    import pikepdf

    sandbox.edit(("  ort: Enköping ", "  logotyp: vapen.png\n  ort: Enköping "))
    (sandbox.project.cases / "prov").mkdir()
    (sandbox.project.cases / "prov" / "vapen.png").write_bytes(png(60, 40))
    answer = sandbox.run("build", "prov")
    assert answer.code == 0, answer.out
    with pikepdf.open(sandbox.project.build / "prov" / "tjansteskrivelse-prov.pdf") as pdf:
        alts = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert alts == ["Logotyp för Enköpings kommun"]


def test_a_font_that_is_not_there_is_told(sandbox: Sandbox) -> None:
    sandbox.edit()
    own = sandbox.project.cases / "prov"
    own.mkdir()
    shutil.copy(sandbox.project.templates / "loft" / "bilaga.docx", own / "bilaga.docx")
    plant(
        own / "bilaga.docx",
        'w:ascii="Calibri" w:hAnsi="Calibri"',
        'w:ascii="Nosuchfont" w:hAnsi="Nosuchfont"',
        "word/styles.xml",
    )
    found = [f for f in sandbox.findings("build", "prov") if f["code"] == "TYP201"]
    assert [(f["document"], "Nosuchfont" in f["message"]) for f in found] == [("bilaga-prov.docx", True)]


@pytest.mark.parametrize("met", [False, True])
def test_a_condition_from_a_cell_to_a_paragraph_is_told(tmp_path: Path, met: bool) -> None:
    """What would leave half a table is told, whether the condition holds or not where that breaks the document."""
    document = Document()
    cell, other = document.add_table(1, 2).rows[0].cells
    cell.text, other.text = "{% if x %}Ja", "b"
    document.add_paragraph("slut {% endif %}")
    document.add_paragraph("efter")
    document.save(str(tmp_path / "mall.docx"))
    rendered = render(tmp_path / "mall.docx", {"x": met})
    codes = [finding.code for finding in rendered.findings]
    texts = [paragraph.text for paragraph in Document(BytesIO(rendered.docx)).paragraphs] if rendered.docx else []
    # Where it holds, the document is whole: all stands where it stood.
    assert (codes, texts) == (([], ["slut ", "efter"]) if met else (["MALL105"], []))


def test_a_fault_in_the_last_template_leaves_no_folder_behind(sandbox: Sandbox) -> None:
    sandbox.edit()
    plant(sandbox.project.templates / "loft" / "partneravtal.docx", "Parterna", "{{ finns.inte }} Parterna")
    assert sandbox.run("build", "prov").code == 1
    time.sleep(0.5)  # LibreOffice was at work on the others
    assert list(sandbox.project.build.iterdir()) == []

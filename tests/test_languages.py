"""Phrases in another language: what a clerk marks, and what a template's author marks in Word, up to the PDF's tags."""

import io
import json
from pathlib import Path

import docx
from docx.oxml.ns import qn

from loftdocs.read.docx import read_docx

from .conftest import ENKOPING, Built, Sandbox
from .read_back import pdf_text, plain
from .structure_text import tagged
from .validators import outloud, verapdf

SENTENCE = "Arbetet följer [engelska: The New Agenda] och [tyska: **die** Stadt von morgen]."


def spans(pdf: Path) -> list[tuple[str, str]]:
    """What is said in another language than the document's: the language and the words."""
    return [(language, text) for _, language, text in tagged(pdf, "Span", "P") if language]


def test_a_marked_phrase_is_in_its_language_in_word_and_pdf(sandbox: Sandbox) -> None:
    sandbox.edit(
        ("Kostnaden ryms", f"{SENTENCE} Kostnaden ryms"), ("exempel [engelska: Viable Cities]", "exempel Viable Cities")
    )
    assert sandbox.run("build", "prov").code == 0
    folder = sandbox.project.build / "prov"
    runs = [run for p in docx.Document(str(folder / "tjansteskrivelse-prov.docx")).paragraphs for run in p.runs]
    marked = [(run.text, lang.get(qn("w:val")), run.bold) for run in runs
              if (lang := run._r.find(f".//{qn('w:lang')}")) is not None]  # fmt: skip
    assert marked == [
        ("The New Agenda", "en-GB", None),
        ("die", "de-DE", True),
        (" Stadt von morgen", "de-DE", None),
    ]
    for name in ("tjansteskrivelse", "handlingar"):
        found = spans(folder / f"{name}-prov.pdf")
        assert [(language, text) for language, text in found if language == "en-GB"] == [("en-GB", "The New Agenda")]
        german = [text for language, text in found if language == "de-DE"]
        assert " ".join(german).split() == ["die", "Stadt", "von", "morgen"]
        assert {language for language, _ in found} == {"en-GB", "de-DE"}
    files = [folder / "tjansteskrivelse-prov.pdf", folder / "handlingar-prov.pdf"]
    assert [failed for failed in verapdf(files, ["PDFA_2_A", "PDFUA_1"]).values() if failed] == []
    assert [outloud(file).errors for file in files] == [[], []]


def test_what_is_read_and_traced_is_the_plain_phrase(sandbox: Sandbox) -> None:
    sandbox.edit(("Kostnaden ryms", "Enligt [engelska: the plan of 13 May 2021] ryms kostnaden, 75 000 kr, som ryms"))
    assert sandbox.run("build", "prov").code == 0
    folder = sandbox.project.build / "prov"
    said = "Enligt the plan of 13 May 2021 ryms kostnaden, 75 000 kr, som ryms inom"
    assert said in plain(pdf_text(folder / "tjansteskrivelse-prov.pdf"))
    assert any(said in plain(p.text) for p in read_docx(folder / "tjansteskrivelse-prov.docx").paragraphs)
    assert "[engelska" not in json.dumps([p.name for p in folder.iterdir()]) + plain(
        pdf_text(folder / "handlingar-prov.pdf")
    )


def test_a_fault_beside_a_mark_is_told_at_its_own_place(sandbox: Sandbox) -> None:
    path = sandbox.edit(("Kostnaden ryms", "Med [engelska: the plan], TODO, ryms kostnaden, som ryms"))
    (found,) = [f for f in sandbox.findings("check", "prov") if f["code"] == "RES101"]
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[found["line"] - 1][found["column"] - 1 :].startswith("TODO")


def test_the_shipped_case_has_its_english_name_in_english(enkoping: Built) -> None:
    assert "[engelska: Viable Cities]" in ENKOPING
    assert spans(enkoping.folder / "handlingar-enkoping.pdf") == [("en-GB", "Viable Cities")]


def test_a_language_that_a_template_sets_in_word_is_kept(sandbox: Sandbox) -> None:
    sandbox.edit(("exempel [engelska: Viable Cities]", "exempel Viable Cities"))
    template = sandbox.project.templates / "loft" / "bilaga.docx"
    word = docx.Document(str(template))
    run = next(p for p in word.paragraphs if p.style is not None and p.style.name == "Body Text").add_run(" Ad hoc.")
    language = run._r.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "la-VA"})
    run._r.get_or_add_rPr().append(language)
    made = io.BytesIO()
    word.save(made)
    template.write_bytes(made.getvalue())
    assert sandbox.run("build", "prov").code == 0
    assert spans(sandbox.project.build / "prov" / "bilaga-prov.pdf") == [("la-VA", "Ad hoc.")]


def test_a_mark_typed_in_a_template_is_told(sandbox: Sandbox) -> None:
    sandbox.edit()
    template = sandbox.project.templates / "loft" / "bilaga.docx"
    word = docx.Document(str(template))
    next(p for p in word.paragraphs if p.style is not None and p.style.name == "Body Text").add_run(" [latin: Ad hoc]")
    made = io.BytesIO()
    word.save(made)
    template.write_bytes(made.getvalue())
    (found,) = [f for f in sandbox.findings("build", "prov") if f["code"] == "RES110"]
    assert (found["document"], found["severity"]) == ("bilaga-prov.docx", "varning")
    assert "i Word" in found["hint"]

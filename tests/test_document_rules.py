"""Rules about finished documents, on documents made up for the purpose and on real builds with planted faults."""

import io
import zipfile
from pathlib import Path

import pytest

from loftdocs.check import check_documents
from loftdocs.check.rule import Known
from loftdocs.checking import check
from loftdocs.findings import Finding, Place, Severity
from loftdocs.load import load
from loftdocs.model.kind import Kind
from loftdocs.read.document import Finished, Paragraph
from loftdocs.report.review import view

from .conftest import Built, Sandbox


def found(sandbox: Sandbox, *texts: str) -> list[tuple[str, str | None, int | None]]:
    """Code, quote and page of what is found in a document of these paragraphs, one a page."""
    loaded, _ = load(sandbox.project, sandbox.edit())
    assert loaded
    sound = "Avgiften är 300 000 kr, exklusive moms."
    paragraphs = tuple(Paragraph(text, "Body Text") for text in (sound, *texts))
    document = Finished("folder", "partneravtal-prov.docx", paragraphs, tuple(p.text for p in paragraphs))
    findings = check_documents(Known(loaded, (document,)))
    assert all(finding.hint for finding in findings)
    assert all(finding.place.document == "partneravtal-prov.docx" for finding in findings)
    return [(finding.code, finding.place.quote, finding.place.page) for finding in findings]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("AVG201", "Avgiften är 310 000 kr per år."),
        ("AVG202", "Avgiften är 300\u00a0000\u00a0kr (trehundraettusen kronor)."),
        ("DAT201", "Deltagande i LOFT 2012–2014"),
        ("DAT201", "Deltagande i LOFT 2021-2024"),
        ("RES101", "Avtalet gäller XX kommun."),
        ("RES101", "Förnamn Efternamn, kommundirektör"),
        ("RES101", "TODO: fråga Ulrika"),
        ("RES101", "Datum: [datum]"),
        ("RES102", "Parter: {{ kommun.namn }}"),
        ("RES102", "Parter: {% if x"),
        ("RES102", "Parter: «Kommun»"),
    ],
)
def test_a_fault_in_a_document_is_quoted_with_its_page(sandbox: Sandbox, code: str, text: str) -> None:
    assert found(sandbox, text) == [(code, " ".join(text.split()), 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Avgiften är 300 000 kr (trehundratusen kronor), 75 000 kr per kvartal och 900 000 kr i allt.",
        "Deltagande i LOFT 2022–2024",
        "Färdplanen 2020–2030 och Vision 2050",
        "Namnförtydligande: och Underskrift:",
        "Maxx, Exxon och todo som vanliga ord",
    ],
)
def test_sound_text_is_not_found(sandbox: Sandbox, text: str) -> None:
    assert found(sandbox, text) == []


def test_an_agreement_without_its_fee(sandbox: Sandbox) -> None:
    loaded, _ = load(sandbox.project, sandbox.edit())
    assert loaded
    paragraphs = (Paragraph("Inget belopp.", "Body Text"),)
    document = Finished("partneravtal", "p.docx", paragraphs, ("Inget belopp.",), Kind.AVTAL)
    found = [f.message for f in check_documents(Known(loaded, (document,))) if f.code == "AVG203"]
    assert [" ".join(message.split()) for message in found] == [
        "Beloppet per år, 300 000 kr, står inte någonstans i avtalet."
    ]


def test_a_heading_last_on_a_page_and_an_empty_page(sandbox: Sandbox) -> None:
    loaded, _ = load(sandbox.project, sandbox.edit())
    assert loaded
    paragraphs = (
        Paragraph("Avgiften är 300 000 kr.", "Body Text"),
        Paragraph("Beslutet skickas till", "heading 1", level=1),
        Paragraph("Kontoret", "List Bullet"),
        Paragraph("Ekby\tSkrivelse", "header", "header"),
        Paragraph("LOFT\tSida 1 av 1", "footer", "footer"),
    )
    frame = "Ekby Skrivelse\nLOFT Sida {} av 12\n"
    pages = (
        frame.format(1) + "Avgiften är 300 000 kr.\nBeslutet\nskickas till",
        frame.format(11),
        frame.format(12) + "• Kontoret",
    )
    document = Finished("tjansteskrivelse", "t.docx", paragraphs, pages)
    findings = [(f.code, f.place.page) for f in check_documents(Known(loaded, (document,))) if f.code[:3] == "LAY"]
    assert findings == [("LAY101", 1), ("LAY102", 2)]


def test_the_bundles_own_page_numbers_hide_no_heading_and_fill_no_page(sandbox: Sandbox) -> None:
    loaded, _ = load(sandbox.project, sandbox.edit())
    assert loaded
    paragraphs = (
        Paragraph("Tvister avgörs av domstol.", "Klausul", number="10.1"),
        Paragraph("Avtalet", "heading 1", number="11", level=1),
        Paragraph("Parterna får säga upp Avtalet skriftligen.", "Klausul", number="11.1"),
        Paragraph("LOFT\tSida 1 av 1", "footer", "footer"),
    )
    pages = (
        "10.1 Tvister avgörs av domstol.\n11 Avtalet\nLOFT\tSida 1 av 4\nHandlingar, sida 7 av 12",
        "11.1 Parterna får säga upp Avtalet\nLOFT\tSida 2 av 4\nHandlingar, sida 8 av 12",  # no heading
        "LOFT\tSida 3 av 4\nHandlingar, sida 9 av 12",
        "skriftligen.\nLOFT\tSida 4 av 4\nHandlingar, sida 10 av 12",
    )
    document = Finished("partneravtal", "p.docx", paragraphs, pages, "avtal", outside=("Handlingar, sida 1 av 1",))
    findings = [(f.code, f.place.page) for f in check_documents(Known(loaded, (document,))) if f.code[:3] == "LAY"]
    assert findings == [("LAY101", 1), ("LAY102", 3)]


def plant(template: Path, old: str, new: str, part: str = "word/document.xml") -> None:
    """Changes a template's text in place."""
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    template.write_bytes(target.getvalue())


def test_a_typed_amount_and_a_placeholder_in_a_template_stop_the_build(sandbox: Sandbox) -> None:
    sandbox.edit()
    templates = sandbox.project.templates / "loft"
    plant(templates / "partneravtal.docx", "med {{ avgift.per_år }}", "med 330 000 kr")
    plant(templates / "bilaga.docx", "biträda med omvärldsanalys", "biträda med XX")
    findings = [f for f in sandbox.findings("build", "prov") if f["severity"] == "fel"]
    assert [(f["code"], f["document"], f["page"]) for f in findings] == [
        ("RES101", "bilaga-prov.docx", 1),
        ("AVG203", "partneravtal-prov.docx", 1),  # the fee per year is now nowhere in the agreement
        ("AVG201", "partneravtal-prov.docx", 2),
        ("AVG202", "partneravtal-prov.docx", 2),
    ]
    assert not (sandbox.project.build / "prov").exists()


def test_clean_builds_have_no_findings_about_documents(any_case: Built) -> None:
    found = [(f.code, f.message) for f in any_case.findings if f.place.document and f.severity != "upplysning"]
    assert found == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(3) Knivsta kommun, org nr 212000-3013 (”Knivsta”).", ["UND207"]),
        ("(1) Enköpings kommun, org nr 212000-0282 (”Kommunen”).", []),
        ("(2) RISE Research Institutes of Sweden AB, org nr 556464-6874 (”RISE”).", []),
        ("Drift: Knivsta kommun, org nr 212000-3013.", []),  # named, but no party
    ],
)
def test_a_party_that_no_one_signs_for_is_told(sandbox: Sandbox, text: str, codes: list[str]) -> None:
    loaded, _ = load(sandbox.project, sandbox.edit())
    document = Finished("partneravtal", "partneravtal-prov.docx", (Paragraph(text),), kind=Kind.AVTAL)
    found = [f for f in check_documents(Known(loaded, (document,))) if f.code == "UND207"]
    assert [f.code for f in found] == codes
    assert all(f.also[0].file == "templates/loft/program.yaml" and f.also[0].line for f in found)


def test_an_agreement_without_a_line_to_sign_cannot_be_signed(sandbox: Sandbox) -> None:
    known, findings = check(sandbox.project, sandbox.edit(("  diarienummer:", "  diarienummer: KS2021/1 #")))
    lacking = Finding("SIG001", Severity.VARNING, "Det finns ingen rad för RISE.", "", Place(document="avtal-prov.pdf"))
    paper, agreement = view("prov", sandbox.project.root, known, (*findings, lacking)).answers
    assert agreement.verdict.state == "väntar"
    assert "Det finns ingen rad för RISE." in [one.what for one in agreement.verdict.missing]
    assert "Det finns ingen rad för RISE." not in [one.what for one in paper.verdict.missing]

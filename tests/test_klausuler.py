"""The optional clauses: off, turned on by programme or case, and every number and reference right by itself."""

import re
from collections.abc import Callable

import pytest

from loftdocs.check import check_documents
from loftdocs.check.rule import Known
from loftdocs.load import load
from loftdocs.read import read_finished
from loftdocs.read.document import Finished
from loftdocs.review import expected
from loftdocs.trace import trace

from .conftest import ENKOPING, Built, Sandbox
from .read_back import pdf_text

HEADINGS = {
    "offentlighet_och_sekretess": "Offentlighet och sekretess",
    "personuppgifter": "Personuppgifter",
    "ansvarsbegränsning": "Ansvarsbegränsning",
    "force_majeure": "Force majeure",
}
# What each clause gives, in words that stand nowhere else.
EFFECTS = {
    "offentlighet_och_sekretess": ["(2009:400)", "underrätta RISE om begäran, om möjligt före beslutet", "medger"],
    "personuppgifter": ["personuppgiftsansvarig", "(EU) 2016/679", "personuppgiftsbiträdesavtal"],
    "ansvarsbegränsning": ["utebliven vinst", "grov vårdslöshet"],
    "force_majeure": ["utanför Partens kontroll", "när hindret uppstår och när det upphör"],
    "återbetalning": ["utan dröjsmål återbetala"],
    "rangordning": ["oförenliga gäller partneravtalet"],
}
NAMES = tuple(EFFECTS)
EMPTY = "valfria_klausuler:\n"
SOME = (
    (),
    NAMES,
    ("force_majeure",),
    ("återbetalning", "rangordning"),
    ("offentlighet_och_sekretess", "ansvarsbegränsning"),
    ("personuppgifter", "force_majeure", "återbetalning"),
)


def case_with(*names: str) -> str:
    lines = "".join(f"  {name}: {'ja' if name in names else 'nej'}\n" for name in NAMES)
    return ENKOPING.replace(EMPTY, EMPTY + lines)


def agreement_of(sandbox: Sandbox, *names: str) -> tuple[Finished, list[str]]:
    """The agreement as the templates give it with these clauses, and the codes of what is found in the documents."""
    loaded, findings = load(sandbox.project, sandbox.write(case_with(*names)))
    assert loaded, findings
    known = Known(loaded)
    documents = expected(loaded, known)
    found = check_documents(Known(loaded, documents, trace(documents, loaded, known.facts)))
    (agreement,) = [document for document in documents if document.kind == "avtal"]
    return agreement, [f"{f.code} {f.message}" for f in found if f.severity != "upplysning"]


def test_the_programme_its_cases_and_the_tests_know_the_same_clauses(sandbox: Sandbox) -> None:
    loaded, _ = load(sandbox.project, sandbox.edit())
    assert loaded
    chosen = type(loaded.case.valfria_klausuler).model_fields
    assert set(loaded.program.valfria_klausuler) == set(chosen) == set(NAMES)


@pytest.mark.parametrize("names", SOME, ids=lambda names: "+".join(names) or "inga")
def test_numbers_terms_and_references_hold_whichever_clauses_are_on(sandbox: Sandbox, names: tuple[str, ...]) -> None:
    agreement, found = agreement_of(sandbox, *names)
    assert found == []
    headings = [(p.number, p.text) for p in agreement.body if p.is_heading and p.number]
    assert [int(number) for number, _ in headings] == list(range(1, len(headings) + 1))
    added = [HEADINGS[name] for name in NAMES if name in names and name in HEADINGS]
    assert [text for _, text in headings][9 : 9 + len(added)] == added
    assert [text for _, text in headings][9 + len(added) :] == ["Avtalet", "Tillämplig lag och tvist"]
    whole = " ".join(" ".join(p.text.split()) for p in agreement.body)
    for name, phrases in EFFECTS.items():
        assert [phrase in whole for phrase in phrases] == [name in names] * len(phrases)
    assert sorted(set(re.findall(r"[Pp]unkt\s([\d.]*\d)", whole))) == sorted(referred(agreement, names))


def referred(agreement: Finished, names: tuple[str, ...]) -> set[str]:
    """The numbers that are to be referred to, found by how the clauses that they belong to begin."""
    # A definition, and the loss of results where the agreement is ended for breach.
    beginnings = ["Projektperioden är tre år", "Parterna kan i samförstånd", "Om en Part väsentligt"]
    beginnings += ["Om förutsättningarna"] * ("force_majeure" in names)
    beginnings += ["RISE:s grundkostnader"] * ("ansvarsbegränsning" in names)
    beginnings += ["Publicering"] * ("offentlighet_och_sekretess" in names)
    numbered = [(p.number, " ".join(p.text.split())) for p in agreement.body if p.number]
    return {next(number for number, text in numbered if text.startswith(words)) for words in beginnings}


def test_a_programme_turns_clauses_on_and_a_case_chooses_for_itself(sandbox: Sandbox) -> None:
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    for name in ("force_majeure", "rangordning"):
        assert f"  {name}:\n    värde: nej" in text
        text = text.replace(f"  {name}:\n    värde: nej", f"  {name}:\n    värde: ja")
    program.write_text(text, encoding="utf-8")
    for lines, on in (
        ("", {"force_majeure", "rangordning"}),
        (EMPTY, {"force_majeure", "rangordning"}),
        (f"{EMPTY}  force_majeure: nej\n  personuppgifter: ja\n", {"rangordning", "personuppgifter"}),
    ):
        loaded, findings = load(sandbox.project, sandbox.write(ENKOPING.replace(EMPTY, lines)))
        assert loaded, findings
        chosen = Known(loaded).facts.valfria
        assert {name for name in NAMES if chosen[name]} == on


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("force_majör: ja", "MOD102", "Menade du ”force_majeure”?"),
        ("skiljedom: ja", "MOD102", "Här kan stå: offentlighet_och_sekretess"),
        ("rangordning: kanske", "MOD106", "varken ja eller nej"),
    ],
)
def test_a_clause_that_is_not_there_is_an_error_in_a_case(sandbox: Sandbox, line: str, code: str, words: str) -> None:
    sandbox.write(ENKOPING.replace(EMPTY, f"{EMPTY}  {line}\n"))
    (found,) = [f for f in sandbox.findings("check", "prov") if f["code"] == code]
    assert words in f"{found['message']} {found['hint']}"
    assert found["line"]


@pytest.mark.parametrize(
    ("old", "new", "code", "file", "words"),
    [
        (
            "  force_majeure:\n    värde: nej",
            "  force_majeure:\n    värde: kanske",
            "MOD106",
            "program.yaml",
            "ja eller nej",
        ),
        ("  force_majeure:\n", "  force_majör:\n", "MALL101", "partneravtal.docx", "force_majeure"),
    ],
)
def test_a_clause_that_its_templates_do_not_know_so_is_an_error_in_a_programme(
    sandbox: Sandbox, old: str, new: str, code: str, file: str, words: str
) -> None:
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    assert text.count(old) == 1
    program.write_text(text.replace(old, new), encoding="utf-8")
    sandbox.edit()
    (found,) = [f for f in sandbox.findings("build", "prov") if f["severity"] == "fel"]
    assert (found["code"], found["file"] or found["document"]) == (code, f"templates/loft/{file}")
    assert words in found["message"]


def test_a_clause_that_no_template_asks_about_is_told_once(sandbox: Sandbox) -> None:
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    new = "valfria_klausuler:\n  skiljedom:\n    värde: ja\n    beskrivning: Tvister avgörs av skiljemän.\n"
    program.write_text(text.replace("valfria_klausuler:\n", new), encoding="utf-8")
    sandbox.edit()
    (found,) = [f for f in sandbox.findings("build", "prov") if f["code"] == "MALL206"]
    assert (found["severity"], found["file"]) == ("varning", "templates/loft/program.yaml")
    assert "”skiljedom”" in found["message"]


@pytest.fixture(scope="module")
def full(build_case: Callable[..., Built]) -> Built:
    """Enköping's agreement with every clause on."""
    return build_case(case_with(*NAMES), "enkoping")


def test_the_word_file_and_the_pdf_refer_to_the_same_clauses(full: Built) -> None:
    """LibreOffice works the numbers out for the PDF; in the Word file they are written when it is filled in."""
    word = read_finished("partneravtal", full.folder / "partneravtal-enkoping.docx")
    in_word = re.findall(r"[Pp]unkt\s([\d.]*\d)", " ".join(p.text for p in word.body))
    in_pdf = re.findall(r"[Pp]unkt\s([\d.]*\d)", pdf_text(full.folder / "partneravtal-enkoping.pdf"))
    assert in_word == in_pdf == ["7.1", "7.2", "9", "5.1", "14.3", "14.2", "14.3"]
    assert [f.code for f in full.findings if f.place.document and f.severity != "upplysning"] == []


def test_an_agreement_without_them_comes_back_with_one(full: Built, enkoping: Built, sandbox: Sandbox) -> None:
    """`review` against a case in which the clauses are off: each is a text that the case does not give."""
    sandbox.edit()
    found = sandbox.findings("review", str(full.folder / "partneravtal-enkoping.docx"), "--case", "prov")
    new = {f["quote"] for f in found if f["code"] == "TRA206"}
    assert {"Force majeure", "Personuppgifter", "Ansvarsbegränsning", "Offentlighet och sekretess"} <= new

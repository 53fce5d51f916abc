"""What no one would write: odd files, odd values and odd texts give findings at their place, and never a traceback."""

import random
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftdocs.check import check_documents, rules
from loftdocs.check.rule import Known, Scope
from loftdocs.checking import check, check_text
from loftdocs.load import load
from loftdocs.load.yaml_tree import parse
from loftdocs.mention import mentions
from loftdocs.model.kind import Kind
from loftdocs.model.text import parse_text
from loftdocs.project import Project
from loftdocs.read.document import Finished, Paragraph
from loftdocs.trace import trace

from .conftest import REPO, Sandbox
from .counting import calls

NESTED = "[" * 500 + "]" * 500
# Pieces of which the patterns of this program are made, put together as nobody would.
PIECES = (
    *("405.325.2907", "1.000.00", "192.168.100.25", "300 000", "kr", "SEK", "per år", "inklusive moms", "(", ")", "”"),
    *("2022-01-", "2022", "–", "-", "31 november 2021", "den 1 januari 2022", "till och med", "från och med", "i år"),
    *("avtalet", "gäller", "tre", "hundra", "miljoner", "30 dagar", "99999999999999", "0,000000000000001", "procent"),
    *("org nr", "212000-0282", "811218-9876", "0171-62 62 16", "a@b.se", "Kommunen", "Magnus Åsman", "kommundirektör"),
    *("bilaga 9", "punkt 1.2.3", "XX", "[fyll i", "{{", "«a»", "**", "Summa", "\u00a0", "\n", "\t", "İ", "ﬁ", "²", "٣"),
    *(
        "\ud800",
        "\0",
        "😀",
        "”Ord”",
        "mellan",
        "RISE",
        "Enköpings",
        "undertecknas",
        "presidiemötet",
        "”",
        ".",
        ",",
        ":",
    ),
)
KINDS = tuple(kind for kind in Kind if kind is not Kind.ÄRENDE)
MANY = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map(" ".join)


def documents(words: list[str]) -> tuple[Finished, ...]:
    """A document of each kind, with the texts as headings, clauses, headers and running text."""
    shapes = [("Body Text", "", 0), ("Heading 1", "1", 1), ("Klausul", "1.1", 0), ("List Bullet", "•", 0)]
    paragraphs = tuple(
        Paragraph(text, shapes[at % 4][0], "header" if at % 7 == 6 else "body", shapes[at % 4][1], shapes[at % 4][2])
        for at, text in enumerate(words)
    )
    return tuple(Finished(kind, f"{kind}.pdf", paragraphs, tuple(words), kind) for kind in KINDS)


def failures(known: Known) -> list[str]:
    """The rules that fail themselves."""
    return [f.message for f in check_documents(known) if "fel i programmet" in f.message]


@MANY
@given(texts)
def test_any_text_is_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in mentions(text))
    assert isinstance(str(parse_text(text)), str)


@MANY
@given(st.lists(texts, max_size=8))
def test_no_rule_fails_on_any_documents(words: list[str]) -> None:
    assert failures(Known(None, documents(words))) == []


@MANY
@given(st.lists(texts, max_size=8))
def test_no_rule_fails_on_any_documents_beside_a_case(words: list[str]) -> None:
    loaded, _ = load(Project(REPO), REPO / "cases" / "enkoping.yaml")
    assert failures(Known(loaded, documents(words), None, documents(words[1:]))) == []


@MANY
@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@#,\\ \n\t\0\ud800é1", max_size=60))
def test_any_file_is_a_tree_or_findings(text: str) -> None:
    tree, found = parse(Path("prov.yaml"), text)
    assert tree or found
    assert all(one.place.line and one.place.column for one in found)


@MANY
@given(st.randoms(use_true_random=False))
def test_a_case_with_anything_anywhere_is_told_of(chance: random.Random) -> None:
    project = Project(REPO)
    lines = (REPO / "cases" / "enkoping.yaml").read_text(encoding="utf-8").split("\n")
    for _ in range(3):
        at = chance.randrange(len(lines))
        key, colon, _ = lines[at].partition(": ")
        lines[at] = key + colon + chance.choice((*PIECES, NESTED, "9999-12-31", "0001-01-01", "1e999999", "[]", "{}"))
    _, found = check_text(project, REPO / "cases" / "prov.yaml", "\n".join(lines))
    assert [one.message for one in found if "fel i programmet" in one.message] == []


@pytest.mark.parametrize(
    "number", ["405.325.2907", "192.168.100.25", "1.000.0000", "1.000.00", "1.234.5", "999.999.999.99999"]
)
def test_what_only_looks_like_an_amount_is_left(number: str) -> None:
    assert mentions(f"Se {number} i registret.") == ()


def test_papers_of_different_years_are_reviewed_together(sandbox: Sandbox, tmp_path: Path) -> None:
    period = "Avtalet gäller från och med den 1 januari 2024 till och med den 31 december 2025."
    files = []
    for name, texts in {
        "ett": ("Tjänsteskrivelse", "2019-05-06", "Förslag till beslut", "Kommunstyrelsen beslutar att ingå avtalet."),
        "två": ("Tjänsteskrivelse", "2023-05-06", "Förslag till beslut", "Kommunstyrelsen beslutar att ingå avtalet."),
        "tre": ("Partneravtal", "Parterna ingår detta avtal.", period, "Underskrifter"),
    }.items():
        word = Document()
        for text in texts:
            word.add_paragraph(text)
        word.save(str(tmp_path / f"{name}.docx"))
        files.append(str(tmp_path / f"{name}.docx"))
    found = [f for f in sandbox.findings("review", *files) if f["code"] in ("DAT213", "DAT214")]
    assert [(f["code"], Path(f["document"]).stem, f["quote"]) for f in found] == [("DAT214", "ett", "2019-05-06")]


@pytest.mark.parametrize(
    ("dated", "code", "severity"),
    [
        ("2023-12-31", None, None),
        ("2024-01-01", "DAT219", "varning"),
        ("2025-12-31", "DAT219", "varning"),
        ("2026-01-01", "DAT214", "fel"),
        ("2021-12-31", "DAT214", "fel"),
    ],
)
def test_a_given_paper_after_the_start_may_be_meant_and_after_the_end_not(
    sandbox: Sandbox, tmp_path: Path, dated: str, code: str | None, severity: str | None
) -> None:
    period = "Avtalet gäller från och med den 1 januari 2024 till och med den 31 december 2025."
    files = {
        "skrivelse": ("Tjänsteskrivelse", dated, "Förslag till beslut", "Kommunstyrelsen beslutar att ingå avtalet."),
        "avtal": ("Partneravtal", "Parterna ingår detta avtal.", period, "Underskrifter"),
    }
    for name, texts in files.items():
        word = Document()
        for text in texts:
            word.add_paragraph(text)
        word.save(str(tmp_path / f"{name}.docx"))
    papers = [str(tmp_path / f"{name}.docx") for name in files]
    found = [f for f in sandbox.findings("review", *papers) if f["code"] in ("DAT214", "DAT219")]
    assert [(f["code"], f["severity"]) for f in found] == ([(code, severity)] if code else [])


def test_a_review_against_a_case_that_does_not_add_up_says_so(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.edit(("handläggare: Magnus Åsman", "handläggare: Magnus Asman"))
    word = Document()
    word.add_paragraph("Partneravtal")
    word.save(str(tmp_path / "avtal.docx"))
    answer = sandbox.run("review", str(tmp_path / "avtal.docx"), "--case", "prov")
    assert answer.code == 2
    assert "Ärendet prov har fel" in answer.err


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("slut: 2024-12-31", "slut: 9999-12-31", "DAT101", "slut:"),
        ("start: 2022-01-01", "start: 9999-12-31", "DAT101", "start:"),
        ("start: 2022-01-01", "start: 0001-01-01", "DAT101", "start:"),
        ("datum: 2021-11-17", "datum: 0001-01-01", "DAT101", "datum:"),
        ("sammanträde:  ", "sammanträde: 9999-12-31 ", "DAT101", "sammanträde:"),
        ("  paragraf:", f"  paragraf: {'9' * 10_000}", "MOD106", "paragraf:"),
        ("  paragraf:", "  paragraf: 1e999999", "MOD106", "paragraf:"),
        ("  paragraf:", f"  paragraf: {NESTED} #", "YAML103", "paragraf:"),
        ("ort: Enköping", 'ort: "\\ud800"', "YAML101", "ort:"),
        ("ort: Enköping", 'ort: "C:\\Users"', "YAML101", "ort:"),
        ("ort: Enköping", 'ort: "a\\0b"', "MOD106", "ort:"),
        ("program: loft", f"program: {'x' * 5000}", "MOD107", "program:"),
        ("program: loft", '"a\\0": b\nprogram: loft', "MOD102", '"a'),
        ("program: loft", "~: b\nprogram: loft", "MOD102", "~:"),
        ("program: loft", "? |\n  a\n  b\n: c\nprogram: loft", "MOD102", "? |"),
        ("program: loft", "? {a: b}\n: c\nprogram: loft", "YAML106", "? {"),
    ],
)
def test_an_odd_value_is_told_at_its_place(sandbox: Sandbox, old: str, new: str, code: str, line: str) -> None:
    path = sandbox.edit((old, new))
    found = [f for f in sandbox.findings("check", "prov") if f["severity"] == "fel"]
    assert code in [f["code"] for f in found]
    assert all(len(f["message"]) < 300 or code == "MOD107" for f in found)
    assert "fel i programmet" not in str(found)
    place = next(f for f in found if f["code"] == code)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[place["line"] - 1].strip().startswith(line)
    assert place["column"] > 0


@pytest.mark.parametrize(
    "text",
    [
        f"a: {NESTED}",
        "a: " + "{a: " * 500 + "}" * 500,
        "a: " + "[" * 100_000,
        "- " * 20_000 + "x",
        "".join("  " * level + "a:\n" for level in range(600)),
    ],
)
def test_a_file_of_too_many_levels_says_so(sandbox: Sandbox, text: str) -> None:
    sandbox.write(text)
    found = [f for f in sandbox.findings("check", "prov") if f["code"] == "YAML103"]
    assert [f["message"] for f in found] == ["Här har filen alltför många nivåer."]
    assert found[0]["line"]
    assert found[0]["column"] > 1


def test_references_that_would_fill_the_memory_are_not_followed(sandbox: Sandbox) -> None:
    levels = "".join(
        f"{to}: &{to} [{', '.join([f'*{by}'] * 9)}]\n" for by, to in zip("abcdefgh", "bcdefghi", strict=True)
    )
    sandbox.write("a: &a [x]\n" + levels)
    assert sum(f["code"] == "YAML105" for f in sandbox.findings("check", "prov")) == 8 * 9


def test_a_file_of_a_million_characters_is_not_read(sandbox: Sandbox) -> None:
    sandbox.write("# kommentar\n" * 100_000)
    assert [f["code"] for f in sandbox.findings("check", "prov")] == ["YAML112"]


def test_every_rule_is_among_those_that_are_tried() -> None:
    assert len(rules(Scope.TEXT, Scope.DOCUMENTS)) > 80


def test_a_place_in_a_text_is_found_however_it_is_broken_and_marked(sandbox: Sandbox) -> None:
    sandbox.edit(("Kostnaden ryms inom kommunstyrelsens ram.", "Kostnaden **ryms\n    inom** ramen,\n    TODO: fråga."))
    found = next(f for f in sandbox.findings("check", "prov") if f["code"] == "RES101")
    lines = (sandbox.project.cases / "prov.yaml").read_text(encoding="utf-8").split("\n")
    assert lines[found["line"] - 1][found["column"] - 1 :].startswith("TODO")


REPEATED = (
    *("1 ", "2022-01-", "kr kr kr ", "A. ", "Anna Berg, chef, ", "300 000 kr ", "30 dagar ", "den 1 januari 2022 "),
    *("”Ord ", "avtalet a ", "Ulrika K Jansson ", "Org nr 212000-0282 ", "a@b.se ", "XX ", "{{", "[fyll i ", "ord "),
)


@pytest.mark.parametrize("part", REPEATED)
def test_four_times_the_text_is_at_most_some_four_times_the_work(part: str) -> None:
    """Of each rule, with a paragraph of a text that repeats itself as heading, clause and running text."""
    loaded, _ = load(Project(REPO), REPO / "cases" / "enkoping.yaml")

    def work(size: int) -> dict[str, int]:
        text = (part * size)[:size]
        given = documents([text, text[1:], text[2:]])
        known = Known(loaded, given, None, documents([text[3:] + "y"]))
        alone = Known(None, given)
        return {
            f"{rule.code} {'med' if one is known else 'utan'} ärende": calls(partial(rule.ask, one))
            for one in (known, alone)
            for rule in rules(Scope.TEXT, Scope.DOCUMENTS)
        }

    work(100)  # what is read in and remembered once
    small, large = work(1500), work(6000)
    assert {rule: (small[rule], count) for rule, count in large.items() if count > 6 * small[rule] + 2000} == {}


@pytest.mark.parametrize("word", ["1", "a", "å", "x-", "www.", "08-", "en"])
def test_a_long_word_before_an_at_sign_is_not_tried_from_each_letter(word: str) -> None:
    """A letter more costs as much as any other: counted by how far back from the sign the address is looked for."""
    text = word * 5000 + "@exempel.se"
    found = [one for one in mentions(text) if one.kind == "epost"]
    assert all(len(one.text) <= 64 + len("@exempel.se") for one in found)


def test_persons_are_compared_without_a_call_for_each_pair(sandbox: Sandbox) -> None:
    people = "".join(f"  - namn: {first}{at} Berg\n    roll: chef\n" for at in range(150) for first in ("Ask", "Bo"))
    known, _ = check(sandbox.project, sandbox.edit(("personer:", f"personer:\n{people.rstrip()}")))
    assert known
    rule = next(rule for rule in rules(Scope.CASE) if rule.code == "UND116")
    assert calls(lambda: rule.ask(known)) < 300 * 300


def test_findings_of_a_thousand_values_are_not_each_compared_with_all() -> None:
    values = [Paragraph(f"Avgiften är {100_000 + at} kr.") for at in range(400)]
    loaded, _ = load(Project(REPO), REPO / "cases" / "enkoping.yaml")
    assert loaded
    both = []
    for size in (100, 400):
        given = (Finished("avtal", "avtal.docx", tuple(values[:size]), kind=Kind.AVTAL),)
        known = Known(loaded, given, trace(given, loaded, Known(loaded).facts))
        both.append(calls(partial(check_documents, known)))
    assert both[1] < 6 * both[0]

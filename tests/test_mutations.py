"""Every planted error is found by the rule that is meant to find it, and nothing else is found.

``make mutations`` prints the table.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from loftdocs.catalogue import catalogue
from loftdocs.check import rules
from loftdocs.check.rule import RULES, Scope

from .conftest import REPO
from .mutations.operators import operators
from .mutations.run import CASES, Bench, Outcome, report, run_all

# What no edit of a case, a programme or a Word file can break: pages, the fonts and headings of PDF files, and a file
# beside the case. The tests named break it in another way.
ELSEWHERE = {
    "LAY101": "test_document_rules.test_a_heading_last_on_a_page_and_an_empty_page",
    "LAY102": "test_document_rules.test_the_bundles_own_page_numbers_hide_no_heading_and_fill_no_page",
    "LAY103": "test_headings.test_a_template_without_a_title_gets_none_and_it_is_said",
    "LAY104": "test_headings.test_a_skipped_level_is_mended_in_the_pdf_and_said",
    "TYP201": "test_render.test_a_font_that_is_not_there_is_told",
    "FIL202": "test_rules.test_a_template_that_no_document_uses_is_told",
}


def test_every_planted_error_is_found_by_its_rule_and_no_sound_text_is() -> None:
    outcome = run_all()
    text = report(outcome)
    assert len(outcome.mutants) > 800
    assert len({t.label for t in outcome.mutants if t.case == "enkoping"}) > 350
    assert len({t.operator.group for t in outcome.mutants if t.operator}) == 13
    assert {t.operator.name for t in outcome.mutants if t.operator} == {one.name for one in operators()}
    assert len(outcome.harmless) > 60
    assert outcome.missed == (), text
    assert outcome.false_alarms == (), text


def test_every_rule_is_what_an_operator_expects_or_is_broken_by_a_test_that_is_named_here() -> None:
    expected = {code for operator in operators() for code in operator.expects}
    assert {rule.code for rule in rules(*Scope)} - expected == set(ELSEWHERE)


def test_every_operator_has_a_name_of_its_own_and_expects_what_there_is() -> None:
    names = [operator.name for operator in operators()]
    assert len(set(names)) == len(names)
    assert {code for operator in operators() for code in operator.expects} <= set(catalogue())


@pytest.mark.parametrize(("code", "test"), ELSEWHERE.items())
def test_the_tests_named_are_there_and_speak_of_the_code(code: str, test: str) -> None:
    module, name = test.split(".")
    source = (REPO / "tests" / f"{module}.py").read_text(encoding="utf-8")
    (found,) = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef) and one.name == name]
    # What it calls of its own module counts too: how a template is changed, and which findings are asked for.
    called = {node.id for node in ast.walk(found) if isinstance(node, ast.Name)}
    read = [found, *(one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef) and one.name in called)]
    assert any(isinstance(node, ast.Assert) for node in ast.walk(found))
    assert f'"{code}"' in "\n".join(ast.unparse(one).replace("'", '"') for one in read)


@pytest.fixture
def rules_are_exchanged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For a test that takes rules away: afterwards they are read anew."""
    yield
    monkeypatch.undo()
    rules.cache_clear()


@pytest.mark.usefixtures("rules_are_exchanged")
def test_an_error_that_only_another_rule_tells_of_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules tell of a wrong last day in the agreement; without the one that is meant it counts as missed."""
    (operator,) = [one for one in operators() if one.name == "period_of_one_document"]
    tried = []
    for name in ("whole", "without"):
        (tmp_path / name).mkdir()
        bench = Bench(CASES[0], tmp_path / name)
        mutant = next(one for one in operator.plant(bench.papers) if one.where == "partneravtal")
        tried.append(bench.planted(operator, mutant))
        monkeypatch.delitem(RULES, "DAT207", raising=False)
        rules.cache_clear()
    assert [(one.found, "DAT207" in one.told, "DAT215" in one.told) for one in tried] == [
        (True, True, True),
        (False, False, True),
    ]
    monkeypatch.undo()
    rules.cache_clear()
    outcome = Outcome(tuple(tried), ())
    assert outcome.missed == (tried[1],)
    assert "period_of_one_document" in report(outcome)
    assert "väntat DAT207, funnet DAT215" in report(outcome)

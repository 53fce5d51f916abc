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
from .mutations.operators import operators, own_rules
from .mutations.run import CASES, Bench, Outcome, report, run_all

# What no edit of a case, a programme or a Word file can break: pages, the fonts and headings of PDF files, files beside
# the case or among its papers, and several parties of one role. The tests named break it in another way.
ELSEWHERE = {
    "AVG104": "test_program_rules.test_shares_that_do_not_come_to_the_whole_are_told_at_the_last",
    **dict.fromkeys(
        ("FIL501", "FIL502", "FIL504", "FIL505", "FIL506", "FIL507"),
        "test_attach_files.test_what_cannot_be_merged_is_an_error_at_its_place",
    ),
    **dict.fromkeys(
        ("FIL509", "FIL510", "FIL511", "FIL512", "FIL514"),
        "test_attach_files.test_what_can_be_merged_is_merged_and_told",
    ),
    "FIL503": "test_attach_files.test_the_same_file_twice_is_told_by_its_content",
    "FIL508": "test_attach_files.test_a_signature_is_told_to_be_lost",
    "FIL513": "test_attach.test_an_untagged_part_lowers_the_claim_of_its_bundle_and_of_no_other",
    "FIL515": "test_attach_files.test_an_unknown_place_is_an_error_with_a_guess",
    "FIL517": "test_attach.test_texts_in_them_are_not_judged_and_that_is_said",
    "FIL518": "test_attach.test_a_text_with_a_picture_nobody_can_hear_of_lowers_the_claim",
    "PAR111": "test_program_rules.test_the_number_of_another_municipality_in_the_project_is_told",
    "PAR112": "test_program_rules.test_the_one_of_several_parties_that_has_a_role_is_one_of_them",
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
    assert own_rules().keys() <= expected


def test_every_operator_has_a_name_of_its_own_and_expects_what_there_is() -> None:
    names = [operator.name for operator in operators()]
    assert len(set(names)) == len(names)
    assert {code for operator in operators() for code in operator.expects} <= set(catalogue()) | own_rules().keys()


@pytest.mark.parametrize(("code", "test"), ELSEWHERE.items())
def test_the_tests_named_are_there_and_speak_of_the_code(code: str, test: str) -> None:
    module, name = test.split(".")
    source = (REPO / "tests" / f"{module}.py").read_text(encoding="utf-8")
    (found,) = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef) and one.name == name]
    # What it uses of its own module counts too: how a template is changed, and a table of which findings are asked for.
    called = {node.id for node in ast.walk(found) if isinstance(node, ast.Name)}
    read = [found, *(one for one in ast.parse(source).body if _names(one) & called)]
    assert any(isinstance(node, ast.Assert) for node in ast.walk(found))
    assert f'"{code}"' in "\n".join(ast.unparse(one).replace("'", '"') for one in read)


def _names(statement: ast.stmt) -> set[str]:
    """What a statement of a module makes: a function, or a value."""
    if isinstance(statement, ast.FunctionDef):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


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

"""The rule catalogue: complete, current, and readable."""

import re

import pytest

from loftdocs.catalogue import catalogue, page
from loftdocs.check import rules
from loftdocs.check.rule import Scope

from .conftest import REPO, Sandbox


def test_the_page_in_docs_is_current() -> None:
    assert (REPO / "docs" / "regler.md").read_text(encoding="utf-8") == page(catalogue())


def test_every_rule_says_its_constraint_an_example_and_the_remedy() -> None:
    assert len(rules(*Scope)) > 90
    for rule in rules(*Scope):
        code = rule.code
        assert set(rule.parts) - {"Källa"} == {"Regel", "Exempel", "Rätta"}, code
        assert all(part.endswith((".", "?")) for name, part in rule.parts.items() if name != "Exempel"), code


def test_every_code_in_the_program_is_in_the_catalogue() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (REPO / "loftdocs").rglob("*.py"))
    codes = set(re.findall(r'"((?:[A-ZÅÄÖ]{3,4})\d{3})"', sources))
    assert codes == set(catalogue())


def test_rules_lists_and_explains(sandbox: Sandbox) -> None:
    listed = sandbox.run("rules").out.splitlines()
    assert any(line.startswith("DAT102   fel ") for line in listed)
    answer = sandbox.run("rules", "dat102")
    assert answer.code == 0
    assert "Avtalsperioden slutar efter att den börjar." in answer.out
    assert "Exempel: start 2022-01-01 och slut 2021-12-31." in answer.out
    unknown = sandbox.run("rules", "DAT-102")
    assert unknown.code == 2
    assert "Menade du DAT102" in unknown.err


def test_a_rule_is_set_aside_with_its_reason(sandbox: Sandbox) -> None:
    meeting = ("den 13 oktober 2021", "den 13 oktober 2009")
    sandbox.edit(meeting)
    assert "DAT210" in sandbox.codes()
    sandbox.edit(meeting, ("undantag: []", "undantag:\n  - regel: DAT210\n    skäl: Mötet var 2009."))
    (found,) = [f for f in sandbox.findings("check", "prov") if f["code"] == "DAT210"]
    assert found["silenced"] == "Mötet var 2009."
    answer = sandbox.run("check", "prov", "--strict")
    assert "(satt ur spel)" in answer.out
    assert "Skäl: Mötet var 2009." in answer.out


def test_an_error_that_is_set_aside_stops_nothing(sandbox: Sandbox) -> None:
    wrong = ("slut: 2024-12-31", "slut: 2025-12-31")
    sandbox.edit(wrong)
    assert sandbox.run("check", "prov").code == 1
    sandbox.edit(wrong, ("undantag: []", "undantag:\n  - regel: DAT103\n    skäl: Fyra år är avtalat."))
    assert sandbox.run("check", "prov").code == 0


@pytest.mark.parametrize(
    ("exception", "code", "words"),
    [
        ("  - regel: DAT999\n    skäl: x", "UTA101", "Det finns ingen regel DAT999"),
        ("  - regel: MOD101\n    skäl: x", "UTA101", "Det finns ingen regel MOD101"),
        ("  - regel: DAT210", "MOD101", "”skäl” saknas"),
    ],
)
def test_an_exception_needs_a_rule_and_a_reason(sandbox: Sandbox, exception: str, code: str, words: str) -> None:
    sandbox.edit(("undantag: []", f"undantag:\n{exception}"))
    found = [f for f in sandbox.findings("check", "prov") if f["code"] == code]
    assert len(found) == 1
    assert words in found[0]["message"]


def test_scopes_are_what_the_page_says() -> None:
    assert {rule.scope for rule in rules(*Scope)} == set(Scope)

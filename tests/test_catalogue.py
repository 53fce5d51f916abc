"""The rule catalogue: complete, current, and readable."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loftdocs import catalogue as catalogue_module
from loftdocs.catalogue import catalogue, page
from loftdocs.check import rules
from loftdocs.check.rule import Scope
from loftdocs.diagnostics import DIAGNOSTICS, diagnostic
from loftdocs.findings import Finding, Place, Severity

from .conftest import REPO, Sandbox

_MODULES = sorted((REPO / "loftdocs").rglob("*.py"))


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


def test_what_a_code_weighs_is_told_of_it_and_may_be_less() -> None:
    catalogue()
    made = DIAGNOSTICS["SIG106"]
    place = Place(document="avtal.pdf", page=2)
    assert made.finding("så", "gör så", place) == Finding("SIG106", Severity.FEL, "så", "gör så", place)
    assert made.finding("så", severity=Severity.UPPLYSNING) == Finding("SIG106", Severity.UPPLYSNING, "så")


def test_a_code_is_explained_once() -> None:
    catalogue()
    with pytest.raises(ValueError, match="two diagnostics are called SIG106"):
        diagnostic("SIG106", Severity.FEL, "", "", "")
    assert not set(DIAGNOSTICS) & {rule.code for rule in rules(*Scope)}


def test_the_catalogue_knows_every_module_that_explains_a_code() -> None:
    explain = {_name(path) for path, call in _calls("diagnostic") if call.args}
    assert explain == set(catalogue_module._TELLERS)


def test_no_finding_says_its_code_anew() -> None:
    constant = [call for _, call in _calls("Finding") if call.args and isinstance(call.args[0], ast.Constant)]
    assert [ast.unparse(call) for call in constant] == []
    # A finding is made by what explains its code, by a rule, or as a programme's own rule says.
    made = {
        _name(path) for path, call in _calls("Finding") if call.args and not isinstance(call.args[0], ast.JoinedStr)
    }
    assert made == {"loftdocs.diagnostics", "loftdocs.check.rule", "loftdocs.check.own"}


def test_every_code_that_is_explained_is_told_somewhere() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in _MODULES}
    for path in _MODULES:
        if path.name == "diagnostics.py" and path.parent.name != "loftdocs":
            told = "".join(text for other, text in sources.items() if other.parent == path.parent and other != path)
            for name in re.findall(r"^([A-Z][A-Z0-9_]+) = diagnostic\(", sources[path], re.MULTILINE):
                assert re.search(rf"\bdiagnostics\.{name}\b", told), (path, name)


def test_the_entries_of_a_few_codes_read_in_no_more_than_them() -> None:
    asked = (
        "import sys; from loftdocs.load import diagnostics; from loftdocs.catalogue import catalogue; "
        "assert {*catalogue({'YAML101', 'DAT102'})} == {'YAML101', 'DAT102'}; "
        "assert 'loftdocs.verify.diagnostics' not in sys.modules; "
        "assert {*catalogue({'YAML101', 'SIG106'})} == {'YAML101', 'SIG106'}; "
        "assert {'docx', 'pikepdf', 'pypdfium2'}.isdisjoint(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in _MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield path, node


def _name(path: Path) -> str:
    return ".".join(path.relative_to(REPO).with_suffix("").parts)


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

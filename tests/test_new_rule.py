"""How a rule is added, as docs/ny-regel.md says it: the page's own code is put in place, and does what it says."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from loftdocs.catalogue import catalogue, page
from loftdocs.check import rules
from loftdocs.check.rule import RULES, Fault, Known, Rule, Scope, rule
from loftdocs.findings import Place, Severity

from .conftest import REPO, Sandbox
from .mutations.operators import OPERATORS, Operator, operators
from .mutations.run import CASES, Bench

PAGE = (REPO / "docs" / "ny-regel.md").read_text(encoding="utf-8")
# Each piece of Python on the page begins with the file that it is to stand in.
PIECES = re.findall(r"^```python\n# (\S+)\.py\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def registries() -> Iterator[None]:
    """For a test that adds rules and operators: afterwards they are gone."""
    operators()
    rules(*Scope)
    old, planted = dict(RULES), list(OPERATORS)
    rules.cache_clear()
    yield
    RULES.clear()
    RULES.update(old)
    OPERATORS[:] = planted
    rules.cache_clear()


def put_in_place() -> tuple[Rule, Operator]:
    """The page's rule and operator, each as a part of the module that the page says."""
    assert len(PIECES) == PAGE.count("```python") == 2
    before, planted = set(RULES), len(OPERATORS)
    for file, code in PIECES:
        assert (REPO / f"{file}.py").is_file()
        module = import_module(file.replace("/", "."))
        exec(compile(code, file, "exec"), dict(vars(module)))
    rules.cache_clear()
    (added,) = set(RULES) - before
    (operator,) = OPERATORS[planted:]
    return RULES[added], operator


@pytest.mark.usefixtures("registries")
def test_the_pages_rule_finds_the_error_that_the_pages_operator_plants(tmp_path: Path) -> None:
    added, operator = put_in_place()
    bench = Bench(CASES[0], tmp_path)
    mutants = list(operator.plant(bench.papers))
    assert operator.expects == (added.code,)
    assert [bench.planted(operator, mutant).found for mutant in mutants] == [True]
    del RULES[added.code]
    rules.cache_clear()
    assert [bench.planted(operator, mutant).found for mutant in mutants] == [False]


@pytest.mark.usefixtures("registries")
def test_the_pages_rule_is_told_by_check_listed_and_set_aside(sandbox: Sandbox) -> None:
    added, _ = put_in_place()
    later = (("start: 2022-01-01", "start: 2022-07-01"), ("  slut: 2024-12-31\n", ""))
    sandbox.edit()
    assert added.code not in sandbox.codes()
    sandbox.edit(*later)
    (found,) = [one for one in sandbox.findings("check", "prov") if one["code"] == added.code]
    assert (found["path"], found["severity"]) == ("avtalsperiod.start", "varning")
    assert found["message"].replace("\u00a0", " ") == "Avtalsperioden börjar den 1 juli 2022, inte vid årsskiftet."
    assert f"{added.code}   varning     Avtalsperioden börjar den 1 januari." in sandbox.run("rules").out
    sandbox.edit(*later, ("undantag: []", f"undantag:\n  - regel: {added.code}\n    skäl: Så är det avtalat."))
    (found,) = [one for one in sandbox.findings("check", "prov") if one["code"] == added.code]
    assert found["silenced"] == "Så är det avtalat."


def test_the_pages_code_is_free_and_its_files_are_where_it_says() -> None:
    codes = set(re.findall(r"\b[A-ZÅÄÖ]{3,4}\d{3}\b", PAGE))
    assert codes
    assert not codes & set(catalogue())
    for path in re.findall(r"`((?:tests|loftdocs|docs)/[\w/.-]+)`", PAGE):
        assert (REPO / path).exists(), path


@pytest.mark.usefixtures("registries")
def test_a_rule_of_a_subject_that_nobody_has_named_comes_last_under_its_letters() -> None:
    whole = list(catalogue())
    for code in ("ÖVR201", "ÅTG101", "NYA102", "NYA101"):
        check = _check(f"loftdocs.check.case.{code.lower()}")
        rule(code, Severity.FEL)(check)
    rules.cache_clear()
    entries = catalogue()
    assert list(entries) == [*whole, "NYA101", "NYA102", "ÅTG101", "ÖVR201"]
    assert "\n## NYA\n\n### NYA101\n" in page(entries)


def _check(module: str) -> Callable[[Known], Iterator[Fault]]:
    def check(known: Known) -> Iterator[Fault]:
        """Något gäller.

        Exempel: det gör det inte.
        Rätta: se till det.
        """
        yield Fault("x", "y", Place())

    check.__module__ = module
    return check


@pytest.mark.parametrize(
    ("series", "codes"),
    [
        ("NYA", ["NYA101", "NYA201"]),
        ("nya2", ["NYA201"]),
        ("ÅTG1", ["ÅTG101"]),
        ("UTA", ["UTA102"]),
        ("UTA2", ["UTA201"]),
    ],
)
def test_the_code_for_a_new_rule_is_told(sandbox: Sandbox, series: str, codes: list[str]) -> None:
    answer = sandbox.run("rules", "--next", series)
    assert (answer.code, answer.out.split()) == (0, codes)


def test_the_next_code_is_one_more_than_the_last_of_its_series(sandbox: Sandbox) -> None:
    for subject in ("DAT", "AVG", "RES", "SIG", "YAML"):
        taken = [int(code[len(subject) :]) for code in catalogue() if re.fullmatch(rf"{subject}\d+", code)]
        last = [max(n for n in taken if n // 100 == h) for h in sorted({n // 100 for n in taken} - {0})]
        assert sandbox.run("rules", "--next", subject).out.split() == [f"{subject}{n + 1}" for n in last]
        one = sandbox.run("rules", "--next", f"{subject}1").out.split()
        assert one == [f"{subject}{last[0] + 1}"]
        assert not set(one) & set(catalogue())


@pytest.mark.usefixtures("registries")
def test_a_series_that_is_full_says_so(sandbox: Sandbox) -> None:
    rule("DAT199", Severity.FEL)(_check("loftdocs.check.case.dates"))
    rules.cache_clear()
    answer = sandbox.run("rules", "--next", "DAT1")
    assert answer.code == 2
    assert "Alla koder i serien DAT1 är tagna." in answer.err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--next", "DAT118"], "”DAT118” är ingen början på en regelkod"),
        (["--next", "12"], "”12” är ingen början på en regelkod"),
        (["--next", ""], "”” är ingen början på en regelkod"),
        (["--next", "D"], "”D” är ingen början på en regelkod"),
        (["--next"], "Det saknas ett värde efter --next."),
        (["--next", "DAT", "DAT102"], "En regel förklaras för sig"),
        (["--markdown", "DAT102"], "En regel förklaras för sig"),
        (["--markdown", "--next", "DAT"], "--markdown och --next går inte att använda samtidigt."),
    ],
)
def test_what_cannot_be_answered_about_rules_is_said(sandbox: Sandbox, argv: list[str], words: str) -> None:
    answer = sandbox.run("rules", *argv)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err

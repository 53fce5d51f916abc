"""The page on security: each promise has a test that is there, and a few that are about all of it have theirs here."""

import ast
import re
from functools import cache
from importlib.util import find_spec

import pytest
from PIL import Image

from loftdocs.cli import commands

from .conftest import REPO, Sandbox

PAGE = (REPO / "docs" / "security.md").read_text(encoding="utf-8")
PROMISE = re.compile(r"^\| (?P<words>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
HEADING = ("löfte", "---")


def promises() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every promise with the tests that are named for it."""
    return [
        (found["words"], NAMED.findall(found["tests"]))
        for found in PROMISE.finditer(PAGE)
        if found["words"] not in HEADING
    ]


@cache
def functions_of(name: str) -> set[str]:
    """The functions of a file of tests."""
    tree = ast.parse((REPO / "tests" / name).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_has_a_test_and_every_test_is_there() -> None:
    assert len(promises()) > 40
    assert [words for words, tests in promises() if not tests] == []
    assert [
        f"{file}::{test}" for _, tests in promises() for file, test in tests if test not in functions_of(file)
    ] == []


def test_nothing_that_looks_like_a_test_is_named_in_another_way() -> None:
    assert len(re.findall(r"test_\w+\.py", PAGE)) == sum(len(tests) for _, tests in promises())


def test_every_heading_is_in_the_contents() -> None:
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    contents = dict(re.findall(r"^- \[(.+)\]\(#(.+)\)$", PAGE, re.MULTILINE))
    assert headings == list(contents)
    assert contents == {one: re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_every_command_on_the_page_exists() -> None:
    targets = re.findall(r"^(\w+):", (REPO / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"`make (\w+)`", PAGE)) <= set(targets)
    assert [
        name for name in re.findall(r"`loftdocs (\w+)`", PAGE) if not find_spec(f"{commands.__name__}.{name}")
    ] == []


def test_nothing_in_the_program_can_ask_a_network() -> None:
    asking = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "urllib.request", "urllib3"}
    found = [
        (path.name, name)
        for path in sorted((REPO / "loftdocs").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported(node)
        if name in asking or name.split(".")[0] in asking
    ]
    assert found == []


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement reads in."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return []


def test_a_case_reaches_no_picture_outside_its_folder(sandbox: Sandbox) -> None:
    for folder in (sandbox.project.root, sandbox.project.cases):
        Image.new("RGB", (10, 10)).save(folder / "hemlig.png")
    for named in ("../hemlig.png", "../../hemlig.png", str(sandbox.project.root / "hemlig.png")):
        sandbox.edit(("  ort: Enköping ", f"  logotyp: {named}\n  ort: Enköping "))
        assert "FIL203" in sandbox.codes()
        assert sandbox.run("build", "prov").code == 1


@pytest.mark.parametrize("named", ["../utanför", "loft/../../utanför", "{root}/utanför", "..", "."])
def test_a_case_reaches_no_programme_outside_the_templates(sandbox: Sandbox, named: str) -> None:
    (sandbox.project.templates / "loft").rename(sandbox.project.root / "utanför")
    sandbox.edit(("program: loft", f"program: {named.format(root=sandbox.project.root)}"))
    assert "MOD107" in sandbox.codes()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_is_locked_to_its_digests(name: str) -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", (REPO / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) > 50
    assert [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes --no-deps --only-binary :all:" in makefile

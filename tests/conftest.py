"""A project of its own for each test, and the shipped and invented cases built once."""

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from loftdocs.build import Result, build
from loftdocs.cli import main
from loftdocs.findings import Finding
from loftdocs.project import Project, case_file

if TYPE_CHECKING:
    from .verifying import Desk

# How fast a machine is, is nothing that a test tells.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

REPO = Path(__file__).resolve().parents[1]
ENKOPING = (REPO / "cases" / "enkoping.yaml").read_text(encoding="utf-8")


@dataclass
class Sandbox:
    """A project folder that a test may do anything with."""

    project: Project

    def write(self, text: str | bytes, name: str = "prov") -> Path:
        """A case file with this text or these bytes."""
        path = self.project.cases / f"{name}.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def edit(self, *changes: tuple[str, str], name: str = "prov") -> Path:
        """Enköping's case with each (old, new) replaced once; an old text that is not there is the test's own fault."""
        text = ENKOPING
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        return self.write(text, name)

    def run(self, *argv: str) -> "Answer":
        """The command, in this process."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(argv)
            except SystemExit as ended:  # argparse's --help and --version
                code = int(ended.code or 0)
        return Answer(code, out.getvalue(), err.getvalue())

    def findings(self, *argv: str) -> list[dict[str, Any]]:
        """The findings that ``--format json`` gives."""
        return list(json.loads(self.run(*argv, "--format", "json").out)["findings"])

    def codes(self, case: str = "prov") -> set[str]:
        """The codes of what ``check`` finds, without the one that Enköping always has."""
        return {finding["code"] for finding in self.findings("check", case)} - {"UND104"}


@dataclass
class Answer:
    """What a command said, and its exit status."""

    code: int
    out: str
    err: str


@dataclass
class Built:
    """A case that has been built."""

    name: str
    folder: Path
    findings: tuple[Finding, ...]


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A copy of the programme and an empty ``cases/``, as the working folder."""
    shutil.copytree(REPO / "templates", tmp_path / "templates")
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOFTDOCS_BUILD", raising=False)
    return Sandbox(Project(tmp_path))


@pytest.fixture
def desk(sandbox: Sandbox) -> "Desk":
    """A project with a build of the invented stad's agreement, for what comes back signed."""
    from .verifying import desk_of

    return desk_of(sandbox)


@pytest.fixture(scope="session")
def build_case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Builds a case by its file's text, once for each text."""
    made: dict[str, Built] = {}

    def make(text: str, name: str = "prov") -> Built:
        if text not in made:
            root = tmp_path_factory.mktemp("projekt")
            shutil.copytree(REPO / "templates", root / "templates")
            (root / "cases").mkdir()
            (root / "cases" / f"{name}.yaml").write_text(text, encoding="utf-8")
            project = Project(root)
            result: Result = build(project, case_file(project, name))
            assert result.folder, [f"{finding.place} {finding.message}" for finding in result.findings]
            made[text] = Built(name, result.folder, result.findings)
        return made[text]

    return make


@pytest.fixture(scope="session")
def enkoping(build_case: Callable[..., Built]) -> Built:
    """The shipped case."""
    return build_case(ENKOPING, "enkoping")


@pytest.fixture(scope="session", params=["enkoping", "ekby", "tecken"])
def any_case(request: pytest.FixtureRequest, build_case: Callable[..., Built]) -> Built:
    """Each case in turn: the shipped one, a stad that starts in April, and one of awkward characters."""
    name = request.param
    folder = REPO / "cases" if name == "enkoping" else REPO / "tests" / "cases"
    return build_case((folder / f"{name}.yaml").read_text(encoding="utf-8"), name)


@pytest.fixture(scope="session")
def ekby(build_case: Callable[..., Built]) -> Built:
    """The invented stad."""
    return build_case((REPO / "tests" / "cases" / "ekby.yaml").read_text(encoding="utf-8"), "ekby")


@pytest.fixture(scope="session")
def tecken(build_case: Callable[..., Built]) -> Built:
    """The invented kommun with awkward characters."""
    return build_case((REPO / "tests" / "cases" / "tecken.yaml").read_text(encoding="utf-8"), "tecken")


@pytest.fixture
def fake_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """Puts a Python script in LibreOffice's place; it sees the command line as ``sys.argv``."""
    from loftdocs import convert
    from loftdocs.convert import libreoffice

    def install(body: str) -> Path:
        script = tmp_path / "soffice"
        script.write_text(f"#!{sys.executable}\nimport sys\n{body}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("LOFTDOCS_SOFFICE", str(script))
        libreoffice.find.cache_clear()
        convert.close()
        return script

    yield install
    libreoffice.find.cache_clear()
    convert.close()

"""The installed product: what the wheel holds, a project begun anywhere by anyone, commands that are right there."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from loftdocs.cli.arguments import parse
from loftdocs.cli.commands import install
from loftdocs.project import Project, build_command
from loftdocs.shipped import shipped
from loftdocs.whole import write_new

from .conftest import REPO, Sandbox

IN_WHEEL = "loftdocs/data/projekt/"
# The text as the European Union publishes it, in English.
EUPL = "57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a checkout in which a clerk has worked: cases of its own, and what Word leaves behind."""
    root = tmp_path_factory.mktemp("checkout")
    for name in (".gitignore", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPO / name, root)
    for name in ("cases", "templates", "docs", ".vscode", "loftdocs"):
        shutil.copytree(REPO / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    (root / "cases" / "hemlig.yaml").write_text("program: loft\n", encoding="utf-8")
    (root / "templates" / "loft" / "~$bilaga.docx").write_bytes(b"Word")
    (root / "build").mkdir()
    (root / "build" / "avtal.pdf").write_bytes(b"%PDF")
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]  # as "make wheel" has it
    subprocess.run(
        [*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, "."],
        cwd=root,
        check=True,
    )
    (made,) = folder.iterdir()
    return made


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel in it, which nobody may write in, and a home of somebody's."""

    environment: Path
    home: Path

    def run(self, folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
        """The command, in ``folder``, by someone who has the rights of no administrator."""
        variables = {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": f"{self.environment / 'bin'}:{os.environ['PATH']}",
        }
        # Root may write anywhere by its capabilities alone; without them it is as anyone else.
        plain = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []
        return subprocess.run(
            [*plain, "loftdocs", *argv], cwd=folder, env=variables, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel installed by pip; the libraries are those of the tests, so that no network is needed."""
    environment = tmp_path_factory.mktemp("miljö") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], check=True)
    own = {"base": str(environment), "platbase": str(environment)}
    libraries = Path(sysconfig.get_path("purelib", scheme="venv", vars=own)) / "libraries.pth"
    libraries.write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", encoding="utf-8")
    for path in (environment, *environment.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return Installed(environment, tmp_path_factory.mktemp("hem"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An empty folder with no project in it or above it."""
    folder = tmp_path / "tom mapp å"
    folder.mkdir()
    return folder


# What the wheel holds
# --------------------------------------------------------------------------------------------------


def test_the_licence_is_the_unions_own_text() -> None:
    assert hashlib.sha256((REPO / "LICENSE").read_text("utf-8").encode()).hexdigest() == EUPL


def test_the_wheel_has_its_licence_and_all_that_a_new_project_begins_with(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (licence,) = (name for name in names if name.endswith(".dist-info/licenses/LICENSE"))
        assert archive.read(licence) == (REPO / "LICENSE").read_bytes()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        assert "License-Expression: EUPL-1.2" in archive.read(metadata).decode()
        data = {name.removeprefix(IN_WHEEL): archive.read(name) for name in names if name.startswith(IN_WHEEL)}
    assert data == {place.as_posix(): (REPO / place).read_bytes() for place in shipped()}
    assert {"cases/enkoping.yaml", "templates/loft/program.yaml", "docs/handbok.md"} < set(data)
    assert "loftdocs/install/system.sh" in names


def test_the_wheel_has_nobodys_own_cases_and_nothing_that_only_the_checkout_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if re.search(r"hemlig|~\$|frontend|avtal\.pdf|(^|/)tests/", name)] == []


def test_make_makes_the_wheel_in_the_same_way() -> None:
    assert "$(PIP) wheel --no-deps --no-build-isolation --wheel-dir build ." in (REPO / "Makefile").read_text("utf-8")


def test_every_template_of_the_checkout_is_shipped() -> None:
    places = {place.as_posix() for place in shipped()}
    assert places >= {path.relative_to(REPO).as_posix() for path in (REPO / "templates").rglob("*.docx")}


def test_what_is_shipped_of_the_documents_leads_nowhere_else() -> None:
    places = set(shipped())
    for place in (one for one in places if one.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)", (REPO / place).read_text(encoding="utf-8")):
            assert place.parent / target in places, f"{place}: {target}"


# A project anywhere
# --------------------------------------------------------------------------------------------------


def test_an_installed_copy_begins_checks_and_builds_in_an_empty_folder(installed: Installed, empty: Path) -> None:
    begun = installed.run(empty, "init")
    assert (begun.returncode, begun.stderr) == (0, "")
    assert "loftdocs build enkoping" in begun.stdout
    assert (empty / "LÄSMIG.txt").is_file()
    assert {(empty / place).read_bytes() == (REPO / place).read_bytes() for place in shipped()} == {True}
    before = {path: path.read_bytes() for path in empty.rglob("*") if path.is_file()}
    assert installed.run(empty, "check", "enkoping").returncode == 0
    built = installed.run(empty, "build", "enkoping")
    assert (built.returncode, "Klart: 16 filer i build/enkoping/" in built.stdout) == (0, True), built.stderr
    assert (empty / "build" / "enkoping" / "avtal-enkoping.pdf").is_file()
    assert {path: path.read_bytes() for path in before} == before


def test_a_new_case_of_an_installed_copy_says_how_it_is_built_there(installed: Installed, empty: Path) -> None:
    assert installed.run(empty, "init", "--tom").returncode == 0
    answers = ("--kommun", "Västerås stad", "--orgnr", "212000-2080", "--ort", "Västerås", "--start", "2027-01-01")
    people = ("--handläggare", "Åsa Öberg, utredare", "--direktör", "Per Ek, stadsdirektör")
    told = installed.run(empty, "new", *answers, *people, "--förvaltning", "Stadsledningskontoret")
    assert told.returncode == 0, told.stderr
    assert "Kör  loftdocs build vasteras  för" in told.stdout


@pytest.mark.parametrize("argv", [("check", "x"), ("build", "--all"), ("new",), ("fields",), ("desk", "--stilla")])
def test_without_a_project_an_installed_copy_says_how_to_begin(
    installed: Installed, empty: Path, argv: tuple[str, ...]
) -> None:
    told = installed.run(empty, *argv)
    assert told.returncode == 2
    assert "Här finns inget projekt" in told.stderr
    assert "loftdocs init" in told.stderr
    assert list(empty.iterdir()) == []


def test_what_needs_no_project_works_without(installed: Installed, empty: Path) -> None:
    assert "DAT102" in installed.run(empty, "rules", "DAT102").stdout
    shutil.copy(REPO / "templates" / "loft" / "bilaga.docx", empty)
    assert "Tilläggsuppdrag" in installed.run(empty, "text", "bilaga.docx").stdout
    assert installed.run(empty, "review", "bilaga.docx").returncode in (0, 1)
    told = installed.run(empty, "verify", "bilaga.docx")
    assert "Word-fil" in told.stderr


def test_a_project_of_a_given_name_is_begun_with_or_without_the_example(sandbox: Sandbox) -> None:
    told = sandbox.run("init", "min mapp")
    assert told.code == 0
    assert "cd 'min mapp'" in told.out
    assert Project(sandbox.project.root / "min mapp").case_names() == ("enkoping",)
    told = sandbox.run("init", "utan/exempel", "--tom")
    assert "build enkoping" not in told.out
    without = Project(sandbox.project.root / "utan" / "exempel")
    assert (without.cases.is_dir(), without.case_names()) == (True, ())


def test_what_is_there_is_left_and_named(sandbox: Sandbox) -> None:
    sandbox.run("init", "m")
    folder = sandbox.project.root / "m"
    own, gone = folder / "templates" / "loft" / "program.yaml", folder / "docs" / "handbok.md"
    own.write_text("mitt", encoding="utf-8")
    gone.unlink()
    gone.symlink_to("finns-inte.md")
    (folder / "docs" / "regler.md").unlink()
    told = sandbox.run("init", "m")
    assert told.code == 0
    assert "1 fil skrevs" in told.out
    kept = told.out.partition("lämnat orört:\n")[2].partition("\n\n")[0].split()
    assert kept == ["docs/handbok.md", "templates/loft/program.yaml"]
    assert own.read_text(encoding="utf-8") == "mitt"
    assert gone.is_symlink()
    assert (folder / "docs" / "regler.md").is_file()


@pytest.mark.parametrize(("taken", "argument"), [("m", "m"), ("m/cases", "m"), ("m/docs", "m"), ("m", "m/under")])
def test_a_file_in_the_place_of_a_folder_is_told(sandbox: Sandbox, taken: str, argument: str) -> None:
    path = sandbox.project.root / taken
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"mitt")
    told = sandbox.run("init", argument)
    assert (told.code, "kunde inte skrivas" in told.err) == (5, True)
    assert path.read_bytes() == b"mitt"


def test_the_programs_own_folder_is_no_project_to_begin(sandbox: Sandbox) -> None:
    told = sandbox.run("init", str(REPO))
    assert (told.code, "programmets egen mapp" in told.err) == (2, True)
    assert not (REPO / "LÄSMIG.txt").exists()


def test_a_file_that_is_cut_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_new(tmp_path / "x", "text")  # type: ignore[arg-type]  # what cannot be written
    assert list(tmp_path.iterdir()) == []


# What messages tell to type
# --------------------------------------------------------------------------------------------------


def test_no_message_names_what_only_a_checkout_has() -> None:
    sources = [path for kind in ("*.py", "*.j2", "*.jinja") for path in (REPO / "loftdocs").rglob(kind)]
    sources += [
        REPO / "templates" / "loft" / "arende.yaml.jinja",
        *(REPO / place for place in shipped() if "cases" in place.parts),
    ]
    named = re.compile(r"loftdocs/install|\.venv/bin|[Kk]ör  make")
    assert [path.name for path in sources if named.search(path.read_text(encoding="utf-8"))] == []


def test_every_command_that_a_message_or_the_readme_of_a_project_names_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (REPO / "loftdocs").rglob("*.py")]
    told = [found for text in texts for found in re.findall(r"  loftdocs ([a-z]+[^”\"{\n]*?)(?:  |\"|$)", text)]
    readme = (REPO / "loftdocs" / "data" / "lasmig.txt").read_text(encoding="utf-8")
    told += re.findall(r"  loftdocs ((?:--)?[a-z]+(?: [a-z<]\S*)?)  ", readme)
    assert len(told) > 8
    for command in told:
        word, *rest = command.replace(",", "").split()
        if word != "--help":
            assert parse([word, *(rest or ["x"] * (word in ("build", "check", "verify")))]).command == word


def test_a_case_is_built_with_make_only_where_there_is_a_makefile(tmp_path: Path) -> None:
    assert build_command(Project(tmp_path), "x") == "loftdocs build x"
    assert build_command(Project(REPO), "x") == "make cases/x"


@pytest.mark.parametrize(("ended", "code"), [(0, 0), (3, 3), (130, 130), (77, 3)])
def test_install_runs_the_script_that_comes_along(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, ended: int, code: int
) -> None:
    script = sandbox.project.root / "system.sh"
    script.write_text(f'printf %s "$1" >asked\nexit {ended}\n', encoding="utf-8")
    assert install.SCRIPT.is_file()
    monkeypatch.setattr(install, "SCRIPT", script)
    assert sandbox.run("install").code == code
    assert (sandbox.project.root / "asked").read_text(encoding="utf-8") == "office"


def test_install_without_a_shell(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    told = sandbox.run("install")
    assert (told.code, "Skalet sh saknas" in told.err) == (3, True)


def test_the_command_of_the_checkout_works_in_any_folder(tmp_path: Path) -> None:
    checkout, elsewhere = tmp_path / "utcheckad", tmp_path / "annan"
    for folder in (checkout, elsewhere):
        folder.mkdir()
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(REPO / name, checkout)
    for name in ("loftdocs", "templates"):
        (checkout / name).symlink_to(REPO / name)
    venv = checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    whoami = "import sys; print(sys.prefix, sys.version_info[:2])"
    made = subprocess.run([venv / "bin" / "python", "-I", "-c", whoami], capture_output=True, check=True).stdout
    for name in (".made", ".runtime-stamp"):
        (venv / name).write_bytes(made)
    subprocess.run(["make", "--silent", ".venv/bin/loftdocs"], cwd=checkout, check=True)
    (elsewhere / "loftdocs.py").write_text("print('en fil som heter så')\n", encoding="utf-8")
    told = subprocess.run(
        [venv / "bin" / "loftdocs", "--version"], cwd=elsewhere, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("loftdocs ")

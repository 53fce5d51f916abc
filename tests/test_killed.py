"""A command may be ended at any moment: what stands in ``build/`` is whole, and nothing else is left for long."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import loftdocs.publish
from loftdocs import held, manifest, signals
from loftdocs.exchange import exchanged
from loftdocs.litter import FORMER, tidy
from loftdocs.publish import publish, workshop

from .conftest import REPO, Sandbox
from .test_publish import finished

MARK = "LOFTDOCS_PROV"
FILLED, DRAWN, FRONT = "Fyller i Word-mallarna", "Gör PDF-filer", "Gör försättsblad och sidnummer"


class Commands:
    """Commands that can be told apart from all other processes, with temporary files of their own."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.root, self.build = sandbox.project.root, sandbox.project.build
        self.temporary = self.root / "tillfälligt"
        self.temporary.mkdir()
        self.environment = {**os.environ, "PYTHONPATH": str(REPO), "PYTHONUNBUFFERED": "1", MARK: str(self.root)}
        self.environment["TMPDIR"] = str(self.temporary)

    def start(self, *argv: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "loftdocs", *argv],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(self, number: int, *argv: str, after: str) -> tuple[int, str]:
        """Sends a signal when the command has said ``after``; its exit status and the rest of what it says."""
        process = self.start(*argv)
        assert process.stderr
        assert process.stdout
        stream = process.stdout if argv[0] in ("watch", "desk") else process.stderr
        said = ""
        while after not in said:
            line = stream.readline()
            assert line, said
            said += line
        process.send_signal(number)
        out, err = process.communicate(timeout=600)
        return process.returncode, said + out + err

    def run(self, *argv: str) -> tuple[int, str]:
        process = self.start(*argv)
        out, err = process.communicate(timeout=600)
        return process.returncode, out + err

    def alive(self) -> list[int]:
        """The processes of these commands that are not dead; they may need a moment to end."""
        found: list[int] = []
        for _ in range(600):
            found = [int(path.name) for path in Path("/proc").glob("[0-9]*") if self._mine(path)]
            if not found:
                break
            time.sleep(0.1)
        return found

    def _mine(self, process: Path) -> bool:
        try:
            running = (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
            return running and f"{MARK}={self.root}".encode() in (process / "environ").read_bytes().split(b"\0")
        except OSError:
            return False

    def litter(self) -> list[str]:
        hidden = [path.name for path in self.build.glob(".*")] if self.build.exists() else []
        return [*hidden, *(path.name for path in self.temporary.iterdir())]

    def whole(self, case: str = "prov") -> bool:
        """Whether ``build/<case>`` is as its manifest says."""
        folder = self.build / case
        there = {path.name: manifest.sha256(path) for path in folder.iterdir() if path.name != manifest.NAME}
        return manifest.outputs(folder) == there != {}


@pytest.fixture
def commands(sandbox: Sandbox) -> Iterator[Commands]:
    made = Commands(sandbox)
    yield made
    for pid in made.alive():
        os.kill(pid, signal.SIGKILL)


# --- signals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("phase", [FILLED, DRAWN, FRONT])
def test_a_build_that_is_told_to_end_does_and_leaves_nothing(
    sandbox: Sandbox, commands: Commands, number: int, code: int, phase: str
) -> None:
    sandbox.edit()
    ended, said = commands.ended(number, "build", "prov", "--igen", after=phase)
    assert ended == code, said
    assert "Avbrutet." in said
    assert "Traceback" not in said
    assert commands.alive() == []
    assert commands.litter() == []
    assert not (commands.build / "prov").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_many_builds_are_ended_with_all_their_processes(sandbox: Sandbox, commands: Commands, number: int) -> None:
    for name in "abcd":
        sandbox.edit(name=name)
    code, said = commands.ended(number, "build", "--all", "--igen", after="klar, 1 av 4")
    assert code == 128 + number, said
    assert "Traceback" not in said
    assert commands.alive() == []
    assert commands.litter() == []
    assert all(commands.whole(path.name) for path in commands.build.iterdir())


@pytest.mark.parametrize(("argv", "said_first"), [(("watch", "prov"), "Väntar på"), (("desk", "--stilla"), "Ctrl+C")])
def test_what_waits_for_a_clerk_is_ended_too(
    sandbox: Sandbox, commands: Commands, argv: tuple[str, ...], said_first: str
) -> None:
    sandbox.edit()
    code, said = commands.ended(signal.SIGTERM, *argv, after=said_first)
    assert code == 143, said
    assert "Traceback" not in said
    assert commands.alive() == []
    assert commands.litter() == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_the_processes_of_verify_do_not_outlive_it(
    sandbox: Sandbox, commands: Commands, number: int, code: int
) -> None:
    sandbox.edit()
    assert sandbox.run("build", "prov").code == 0
    process = commands.start("verify", "build/prov/avtal-prov.pdf")
    for _ in range(600):  # until it has both
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if len(children) >= 2 or process.poll() is not None:
            break
        time.sleep(0.01)
    process.send_signal(number)
    _, err = process.communicate(timeout=600)
    assert process.returncode == code, err
    assert "Traceback" not in err
    assert commands.alive() == []


def test_an_exception_that_python_could_only_print_comes_again(commands: Commands) -> None:
    """As when Ctrl+C comes while an object goes, or in a callback of a library."""
    script = """
import os, signal, sys, time
from loftdocs import signals
signals.listen()
class Going:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
try:
    with signals.heard():
        Going()
        time.sleep(60)
except KeyboardInterrupt:
    sys.exit(7)
"""
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, env=commands.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (7, "")


def test_the_third_signal_ends_what_does_not_end(commands: Commands) -> None:
    script = """
import os, signal, sys, time
from loftdocs import signals
signals.listen()
try:
    with signals.heard():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
except KeyboardInterrupt:
    os.kill(os.getpid(), signal.SIGINT)
    print("städar", flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)
"""
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, env=commands.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "städar\n", "")


@pytest.mark.parametrize(
    "told",
    [
        "signals.as_helper(lambda: (now(), time.sleep(60)))",
        "signals.as_helper(swallowing)",  # as a library that takes every exception for an answer
        "signals.as_helper(lambda: 1); now(); time.sleep(60)",  # between two tasks
        "now(); now(); time.sleep(60)",
    ],
)
def test_a_helper_that_is_told_to_end_does_whatever_it_is_at(commands: Commands, told: str) -> None:
    script = f"""
import os, signal, sys, time
from loftdocs import signals
def now():
    os.kill(os.getpid(), signal.SIGTERM)
def swallowing():
    try:
        now()
        time.sleep(60)
    except BaseException:
        return 1
def end(code):
    signals.last_words()
    now()
    print("städar", flush=True)
    os._exit(code)
signals.listen_as_helper(end)
{told}
"""
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, env=commands.environment, capture_output=True, text=True, check=False, timeout=50)
    assert (done.returncode, done.stdout, done.stderr) == (143, "städar\n", "")


def test_what_a_library_made_of_a_signal_is_told_as_one(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrapped(*args: object, **options: object) -> None:
        signals._State.came.append(signal.SIGTERM)
        raise RuntimeError("Error calling __set_name__")

    monkeypatch.setattr(signals._State, "came", [])
    monkeypatch.setattr("loftdocs.cli.commands.check.run", wrapped)
    sandbox.edit()
    answer = sandbox.run("check", "prov")
    assert answer.code == 143
    assert "Avbrutet." in answer.err


# --- killed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", [FILLED, DRAWN, FRONT])
def test_after_a_kill_all_is_whole_and_the_next_command_sweeps(
    sandbox: Sandbox, commands: Commands, phase: str
) -> None:
    sandbox.edit()
    assert commands.run("build", "prov")[0] == 0
    sandbox.edit(("Kostnaden ryms", "Hela kostnaden ryms"))
    code, _ = commands.ended(signal.SIGKILL, "build", "prov", "--igen", after=phase)
    assert code == -9
    assert commands.alive() == [], "LibreOffice ends when nobody speaks to it"
    assert commands.litter() != []
    assert commands.whole()
    assert commands.run("check", "prov")[0] == 0
    assert commands.litter() == []
    code, said = commands.run("build", "prov")
    assert code == 0, said
    assert commands.whole()


def test_the_processes_of_many_builds_do_not_outlive_the_first(sandbox: Sandbox, commands: Commands) -> None:
    for name in "abcd":
        sandbox.edit(name=name)
    code, _ = commands.ended(signal.SIGKILL, "build", "--all", "--igen", after="klar, 1 av 4")
    assert code == -9
    assert commands.alive() == []
    assert commands.run("check", "a")[0] == 0
    assert commands.litter() == []


def test_what_a_living_process_holds_is_left(tmp_path: Path) -> None:
    for text in ("egen", "annans"):
        (tmp_path / text).mkdir()
    mine = held.folder(".pågår-", tmp_path / "egen")
    script = f"""
import sys, pathlib
from loftdocs import held
print(held.folder(".pågår-", pathlib.Path({str(tmp_path / "annans")!r})), flush=True)
sys.stdin.read()
import os; os._exit(0)
"""
    other = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(REPO)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    theirs = Path(other.stdout.readline().strip())
    for build in (tmp_path / "egen", tmp_path / "annans"):
        tidy(build)
    assert (mine.is_dir(), theirs.is_dir()) == (True, True)
    other.communicate("")
    tidy(tmp_path / "annans")
    assert not theirs.exists()
    held.release(mine)
    assert list((tmp_path / "egen").iterdir()) == []


def test_a_link_in_the_temporary_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mitt").mkdir()
    (tmp_path / "mitt" / "brev.txt").write_text("kvar")
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "loftdocs-motor-x").symlink_to(tmp_path / "mitt")
    held.sweep(tmp_path / "tmp", "loftdocs-motor-")
    assert (tmp_path / "mitt" / "brev.txt").read_text() == "kvar"


# --- the exchange --------------------------------------------------------------------------------


def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if exchanged(tmp_path / "a", tmp_path / "b"):  # not on every disk
        assert [(tmp_path / name / other).exists() for name, other in ("ab", "ba")] == [True, True]
    assert not exchanged(tmp_path / "a", tmp_path / "finns inte")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


@pytest.mark.parametrize("can", [True, False], ids=["i ett steg", "i två steg"])
def test_there_is_always_an_old_or_a_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can: bool) -> None:
    """Killed after each step in turn: between the two renames, and after them."""
    build = tmp_path / "build"
    with workshop(build) as folder:
        publish(finished(folder, a="förra"), build / "prov")
    script = """
import os, pathlib, signal, sys
import loftdocs.publish as p
from tests.test_publish import finished
build, left = pathlib.Path(sys.argv[1]), [int(sys.argv[3])]
if sys.argv[2] == "False":
    p.exchanged = lambda one, other: False
rename = pathlib.Path.rename
def counted(self, to):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return rename(self, to)
with p.workshop(build) as folder:
    made = finished(folder, a="nya")
    pathlib.Path.rename = counted
    p.publish(made, build / "prov")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    seen = []
    for steps in range(3):
        run = [sys.executable, "-c", script, str(build), str(can), str(steps)]
        done = subprocess.run(run, cwd=REPO, capture_output=True, text=True, check=False)
        assert done.returncode == -9, done.stderr
        seen.append((build / "prov").exists())
        tidy(build)
        assert (build / "prov" / "a.docx").read_text() in ("förra", "nya")
        assert [path.name for path in build.iterdir()] == ["prov"]
    assert (build / "prov" / "a.docx").read_text() == "nya"
    assert seen == ([True, True, True] if can else [True, False, True])


def test_a_former_result_is_not_put_in_the_place_of_a_newer(tmp_path: Path) -> None:
    for path, text in (("prov", "ny"), (f".pågår-x/{FORMER}/prov", "förra"), (f".pågår-x/{FORMER}/annat", "kvar")):
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "a").write_text(text)
    tidy(tmp_path)
    assert {path.name: (path / "a").read_text() for path in tmp_path.iterdir()} == {"prov": "ny", "annat": "kvar"}


def test_an_edited_file_that_cannot_be_kept_stops_the_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = tmp_path / "build"
    with workshop(build) as folder:
        publish(finished(folder, a="förra"), build / "prov")
    (build / "prov" / "a.docx").write_text("min egen")

    def full(target: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(loftdocs.publish, "write_whole", full)
    refused: Callable[..., object] = publish
    with pytest.raises(loftdocs.publish.FileFailure, match="disken är full"), workshop(build) as folder:
        refused(finished(folder, a="nya"), build / "prov")
    assert (build / "prov" / "a.docx").read_text() == "min egen"

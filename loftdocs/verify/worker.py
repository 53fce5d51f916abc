"""A returned file is looked at in a process of its own, with limits: it comes from anyone, and may be made to do harm.

What a file could do is to take all memory or never to end (a picture of gigabytes, a stream that unfolds without
end), or to bring PDFium down. Then that process ends, and the command says so. The signatures' mathematics is done in
a second one beside it, while the pages are drawn.

``python -m loftdocs.verify`` is the first, ``… --crypto`` the second; each reads one request from its standard input
and writes one answer.
"""

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loftdocs.failures import ExitCode, Failure, FileFailure

if TYPE_CHECKING:
    from loftdocs.project import Project
    from loftdocs.report.returned import View
    from loftdocs.verify.asked import Asked
    from loftdocs.verify.requests import Evidence, Request
    from loftdocs.verify.result import Signature, Verified

# An agreement takes a second and some hundred megabytes; a slow computer ten times the time.
_SECONDS, _BYTES = 120, 3_000_000_000
_TOO_MUCH = "Så beter sig en fil som är gjord för att störa, eller en som är mycket skadad."


@dataclass(frozen=True)
class Examined:
    """The answer, and what the report shows, its pages drawn."""

    result: "Verified"
    view: "View"


def start() -> "subprocess.Popen[bytes]":
    """The process, which reads in what it needs while others think of what to ask it."""
    return _started()


def examine(
    project: "Project", path: Path, asked: "Asked", worker: "subprocess.Popen[bytes] | None" = None
) -> Examined:
    """Verifies a file in a process of its own: ``worker``, if one is started already.

    Raises what `verify` does, and `FileFailure` for a file that is too much.
    """
    worker = worker or _started()
    try:
        assert worker.stdin
        with contextlib.suppress(BrokenPipeError):
            worker.stdin.write(pickle.dumps((project, path, asked, Path.cwd())))
            worker.stdin.close()
        worker.stdin = None
        _read_in_what_shows_it()
        answer, _ = worker.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        _end(worker)
        message = f"{_shown(path)} går inte att granska: det tog mer än {_SECONDS} sekunder. {_TOO_MUCH}"
        raise FileFailure(
            message, "Godta inte filen. Be om den på nytt från tjänsten där den undertecknades."
        ) from None
    except BaseException:
        _end(worker)
        raise
    if worker.returncode != 0 or not answer:
        message = f"{_shown(path)} går inte att granska: den kräver mer minne eller tid än ett avtal gör. {_TOO_MUCH}"
        raise FileFailure(message, "Godta inte filen. Be om den på nytt från tjänsten där den undertecknades.")
    kind, value = pickle.loads(answer)
    if kind == "failure":
        code, message, hint = value
        failure = FileFailure(message, hint)
        failure.exit_code = code
        raise failure
    examined: Examined = value
    return examined


def _shown(path: Path) -> str:
    from loftdocs.verify.safe import shown

    return shown(path.name)


def _started(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "loftdocs.verify", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("LOFTDOCS_FELSÖK") else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (_home(), os.environ.get("PYTHONPATH"))))},
    )


def _read_in_what_shows_it() -> None:
    from loftdocs.report.returned import prepare

    prepare()


def _home() -> str:
    """Where this program lies: the working folder is the clerk's own."""
    return str(Path(__file__).resolve().parents[2])


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.kill()
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        worker.communicate(timeout=10)


class Beside:
    """The second process: it reads in what it needs from the start, and judges while the first draws."""

    def __init__(self) -> None:
        self._process = _started("--crypto")

    def judge(self, requests: "Sequence[Request]", evidence: "Evidence") -> "Callable[[], tuple[Signature, ...]]":
        """Sends the signatures off; what is returned waits for the answer."""
        assert self._process.stdin
        pickle.dump((tuple(requests), evidence), self._process.stdin)
        self._process.stdin.close()
        return self._answer

    def _answer(self) -> "tuple[Signature, ...]":
        assert self._process.stdout
        answer: tuple[Signature, ...] = pickle.load(self._process.stdout)
        return answer

    def end(self) -> None:
        """Lets go of it, whether it was used or not."""
        self._process.kill()
        self._process.wait()


def _limit() -> None:
    """Limits what this process may use, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _work() -> tuple[str, Any]:
    beside = Beside()
    try:
        import pikepdf  # noqa: F401  # read in before the question comes, as is all below
        import pypdfium2  # noqa: F401

        from loftdocs.verify.report import view_of
        from loftdocs.verify.verification import examined

        project, path, asked, folder = pickle.load(sys.stdin.buffer)
        os.chdir(folder)
        found = examined(project, path, asked, beside.judge)
        return "examined", Examined(found.result, view_of(found))
    except Failure as failure:
        return "failure", (ExitCode(failure.exit_code), failure.message, failure.hint)
    finally:
        beside.end()


def _crypto() -> "tuple[Signature, ...]":
    from loftdocs.verify.lean import lean_pyhanko

    lean_pyhanko()
    from loftdocs.verify.cms import judge_all, read_in

    read_in()
    requests, evidence = pickle.load(sys.stdin.buffer)
    return judge_all(requests, evidence)


def serve(*, crypto: bool) -> None:
    """Answers the one request on standard input, and ends the process."""
    _limit()
    # Whatever a library prints must not get in between.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(2, 1)
    answer = _crypto() if crypto else _work()
    out.write(pickle.dumps(answer))
    out.close()
    os._exit(0)

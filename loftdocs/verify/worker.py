"""A returned file is looked at in a process of its own, with limits: it comes from anyone, and may be made to do harm.

What a file could do is to take all memory or never to end (a picture of gigabytes, a stream that unfolds without
end), or to bring PDFium down. Then that process ends, and the command says so. The signatures' mathematics is done in
a second one beside it, while the pages are drawn.
"""

import contextlib
import os
import signal
import sys
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from loftdocs import signals
from loftdocs.failures import ExitCode, Failure, FileFailure
from loftdocs.verify.beside import can_fork
from loftdocs.verify.result import PageState  # also what all of them use, read in before they are forked
from loftdocs.verify.safe import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from loftdocs.project import Project
    from loftdocs.report.returned import View
    from loftdocs.verify.asked import Asked
    from loftdocs.verify.requests import Evidence, Request
    from loftdocs.verify.result import Signature
    from loftdocs.verify.verification import Found

# An agreement takes a second and some hundred megabytes; a slow computer ten times the time.
_SECONDS, _BYTES = 120, 3_000_000_000
_TOO_MUCH = "Så beter sig en fil som är gjord för att störa, eller en som är mycket skadad."
_HINT = "Godta inte filen. Be om den på nytt från tjänsten där den undertecknades."


class Worker:
    """The two processes, which read in what they need while others think of what to ask. End it after use."""

    def __init__(self) -> None:
        # Forked where that is safe: what is read in already is not read in again.
        context: BaseContext = get_context("fork" if can_fork() else "spawn")
        asks, judges = context.Pipe()
        crypto = _started(context, _judge, judges)
        judges.close()
        self._pipe, theirs = context.Pipe()
        self._looks = _started(context, _look, theirs, asks)
        self._processes = (self._looks, crypto)
        for end in (theirs, asks):
            end.close()

    def ask(self, project: "Project", path: Path, asked: "Asked") -> None:
        """Sends the one file off to be verified, and waits until either process needs its processor no more.

        Whoever asks has more to read in before the answer can be shown, and does not take it from them.
        """
        self._until = monotonic() + _SECONDS
        with contextlib.suppress(BrokenPipeError):
            self._pipe.send((project, path, asked))
        wait([self._pipe, *(process.sentinel for process in self._processes)], _SECONDS)

    def answer(self, path: Path) -> "View":
        """What the report shows, with the answer; raises what `verify` does, and `FileFailure` for what is too much."""
        if not wait([self._pipe, self._looks.sentinel], max(0.0, self._until - monotonic())):
            message = f"{shown(path.name)} går inte att granska: det tog mer än {_SECONDS} sekunder. {_TOO_MUCH}"
            raise FileFailure(message, _HINT)
        try:
            if not self._pipe.poll():  # it has ended; a copy of it that ends too may hold the pipe a moment longer
                raise EOFError
            kind, value = self._pipe.recv()
        except (EOFError, OSError):
            message = f"{shown(path.name)} går inte att granska: den kräver mer minne eller tid än ett avtal gör."
            raise FileFailure(f"{message} {_TOO_MUCH}", _HINT) from None
        if kind == "failure":
            code, message, hint = value
            failure = FileFailure(message, hint)
            failure.exit_code = code
            raise failure
        view: View = value
        return view

    def end(self) -> None:
        """Lets go of both, whether they were used or not."""
        self._pipe.close()
        for process in self._processes:
            with contextlib.suppress(AttributeError, OSError):  # Windows has no groups, and it may have ended by itself
                os.killpg(process.pid or 0, signal.SIGKILL)
            process.kill()
            process.join()


def _started(context: "BaseContext", work: "Callable[..., None]", *pipes: "Connection") -> "BaseProcess":
    process: BaseProcess = context.Process(target=work, args=pipes, daemon=True)  # type: ignore[attr-defined]
    with signals.held_back():
        process.start()
    return process


# ---------------------------------------------------------------------------------------------------------------------
# In the processes


def _limit() -> None:
    """Limits what this process may use, where the system can (not on Windows), and keeps it from the screen.

    Whatever a library prints is nothing that a clerk asked for. A copy of the process has limits of its own, the same.
    """
    signals.leave()
    if not os.environ.get("LOFTDOCS_FELSÖK"):
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 2)
    os.dup2(2, 1)
    with contextlib.suppress(AttributeError, OSError):
        os.setpgid(0, 0)  # what it starts itself is ended with it
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, _BYTES), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _end_with_parent() -> None:
    """Has Linux end this process with the one that started it, however that ends; see PR_SET_PDEATHSIG in prctl(2)."""
    if sys.platform != "linux":
        return
    import ctypes  # which pypdfium2 and cryptography read in anyway

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    parent = parent_process()
    if parent is not None and os.getppid() != parent.pid:
        os._exit(1)  # it ended before this was said


def _look(pipe: "Connection", judges: "Connection") -> None:
    """The first process: looks at the one file that it is asked of, and lets the other judge its signatures."""
    _limit()
    _end_with_parent()
    # Read in before the question comes.
    from loftdocs.verify.verification import examined

    def judged(requests: "Sequence[Request]", evidence: "Evidence") -> "Callable[[], tuple[Signature, ...]]":
        judges.send((tuple(requests), evidence))

        def answer() -> "tuple[Signature, ...]":
            import loftdocs.report.returned  # noqa: F401  # while the pages are compared

            judgement: tuple[Signature, ...] = judges.recv()
            return judgement

        return answer

    answer: tuple[str, Any]
    try:
        project, path, asked = pipe.recv()
        answer = "view", _view_of(examined(project, path, asked, judged))
    except Failure as failure:
        answer = "failure", (ExitCode(failure.exit_code), failure.message, failure.hint)
    pipe.send(answer)


def _view_of(found: "Found") -> "View":
    """What the report shows; a scan gets the list of what to compare by eye."""
    from loftdocs.report.returned import checklist, view

    unclear = any(page.state is PageState.UNCLEAR for page in found.result.pages)
    listed = checklist(found.built) if unclear and found.built else ()
    return view(found.result, found.built, found.returned, listed)


def _judge(pipe: "Connection") -> None:
    """The second process: judges the signatures that it is sent, all at once."""
    _limit()
    _end_with_parent()
    from loftdocs.verify.lean import lean_pyhanko

    lean_pyhanko()
    from loftdocs.verify.cms import judge_all

    requests, evidence = pipe.recv()
    pipe.send(judge_all(requests, evidence))

"""Many cases at once: a process for each core, each with a LibreOffice of its own."""

import contextlib
import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import util
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import NoReturn

from loftdocs import convert, held, signals
from loftdocs.build import build
from loftdocs.failures import Failure, FileFailure, PdfEngineFailure, reason
from loftdocs.project import Project
from loftdocs.result import Result

_MOST_WORKERS = 8  # some 500 MB each


@dataclass(frozen=True)
class Outcome:
    """How the build of one case ended: with a result, or with what stopped it."""

    name: str
    result: Result | None = None
    failure: Failure | None = None
    seconds: float = 0.0


def build_many(
    project: Project, files: Sequence[Path], *, strict: bool = False, anew: bool = False, workers: int | None = None
) -> Iterator[Outcome]:
    """Builds the cases, each told of when it is done; one that fails does not stop the others.

    A process that dies takes no more than its own case with it, and that is tried again, in the end alone. Raises
    `MissingToolFailure` if there is no LibreOffice.
    """
    convert.version()
    left = list(files)
    for _ in range(2):
        left = yield from _together(partial(_one, project, strict, anew), left, workers or cores())
    for file in left:
        if (yield from _together(partial(_one, project, strict, anew), [file], 1)):
            failure = PdfEngineFailure("Bygget avbröts varje gång det försöktes.", "Kör om ärendet.")
            yield Outcome(file.stem, failure=failure)


def cores() -> int:
    """How many processes are worth having."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, _MOST_WORKERS)


def _together(
    work: Callable[[Path], Outcome], files: Sequence[Path], workers: int
) -> Generator[Outcome, None, list[Path]]:
    """The outcomes as they come; gives back the files whose process died before it could tell of them.

    Each process has a pipe of its own: one that dies in the middle of an answer keeps no other waiting.
    """
    waiting, died = list(reversed(files)), []
    at: dict[Connection, Path] = {}
    idle: list[Connection] = []
    try:
        while waiting or at:
            while waiting and len(at) < workers:
                pipe = idle.pop() if idle else _helper(work)
                at[pipe] = waiting.pop()
                with contextlib.suppress(BrokenPipeError):  # it has died: told below
                    pipe.send(at[pipe])
            ready = wait(list(at))
            for pipe in [pipe for pipe in at if pipe in ready]:
                file = at.pop(pipe)
                try:
                    answer = pipe.recv()
                except (EOFError, ConnectionResetError):
                    died.append(file)
                    continue
                idle.append(pipe)
                if isinstance(answer, Exception):
                    raise answer
                yield answer
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        for pipe in (*at, *idle):
            pipe.close()  # whoever is idle ends by that
        for process in multiprocessing.active_children():
            process.join()
    return died


def _helper(work: Callable[[Path], Outcome]) -> Connection:
    """The pipe to a new process, which does the work for each file that is sent."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with theirs:
        context.Process(target=_serve, args=(theirs, work)).start()
    return ours


def _serve(pipe: Connection, work: Callable[[Path], Outcome]) -> None:
    """The process: its engine is closed at its end. Ctrl+C is the first process's to hear; this one ends with that."""
    signals.listen_as_helper(_end)
    util.Finalize(None, _tidy, exitpriority=10)  # a child runs these, but no functions of atexit
    Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(EOFError):
        while True:
            file = pipe.recv()
            answer: Outcome | Exception
            try:
                answer = signals.as_helper(partial(work, file))
            except Exception as error:  # a fault of ours: the first process says so
                error.add_note(traceback.format_exc())
                answer = error
            pipe.send(answer)


def _tidy() -> None:
    signals.last_words()
    convert.close()
    held.release_all()


def _end(code: int) -> NoReturn:
    _tidy()
    os._exit(code)


def _end_with_parent() -> None:
    """However the first process ends, this one does not outlive it."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _one(project: Project, strict: bool, anew: bool, file: Path) -> Outcome:
    start = time.perf_counter()
    result, failure = None, None
    try:
        result = build(project, file, strict=strict, anew=anew)
    except Failure as stopped:
        failure = stopped
    except OSError as error:
        failure = FileFailure(f"En fil kunde inte läsas eller skrivas: {reason(error)}.", f"{error.filename or ''}")
    return Outcome(file.stem, result, failure, time.perf_counter() - start)

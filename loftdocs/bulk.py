"""Many cases at once: a process for each core, each with a LibreOffice of its own."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import util
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
        for outcome in _together(project, left, strict, anew, workers or cores()):
            left = [file for file in left if file.stem != outcome.name]
            yield outcome
    for file in left:
        yield next(
            _together(project, [file], strict, anew, 1),
            Outcome(file.stem, failure=PdfEngineFailure("Bygget avbröts varje gång det försöktes.", "Kör om ärendet.")),
        )


def cores() -> int:
    """How many processes are worth having."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, _MOST_WORKERS)


def _together(project: Project, files: Sequence[Path], strict: bool, anew: bool, workers: int) -> Iterator[Outcome]:
    """The outcomes of those cases whose process lived to tell of them."""
    if not files:
        return
    pool = ProcessPoolExecutor(
        min(workers, len(files)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(anew,),
    )
    try:
        for done in as_completed([pool.submit(_one, project, file, strict, anew) for file in files]):
            try:
                outcome = done.result()
            except BrokenExecutor:
                continue
            yield outcome
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(anew: bool) -> None:
    """In each process: an engine, closed at the end. Ctrl+C is the first process's to hear; it ends with that."""
    signals.listen_as_helper()
    util.Finalize(None, _tidy, exitpriority=10)  # a child runs these, but no functions of atexit
    try:
        Thread(target=_end_with_parent, daemon=True).start()
        convert.engine(anew=anew)
    except signals.Terminated as ended:
        _end(ended)


def _tidy() -> None:
    convert.close()
    held.release_all()


def _end(ended: signals.Terminated) -> NoReturn:
    """Ends this process: the executor would take the exception for an answer, or print it."""
    _tidy()
    os._exit(int(str(ended.code)))


def _end_with_parent() -> None:
    """However the first process ends, this one does not outlive it."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _one(project: Project, file: Path, strict: bool, anew: bool) -> Outcome:
    start = time.perf_counter()
    result, failure = None, None
    try:
        result = build(project, file, strict=strict, anew=anew)
    except Failure as stopped:
        failure = stopped
    except signals.Terminated as ended:
        _end(ended)
    except OSError as error:
        failure = FileFailure(f"En fil kunde inte läsas eller skrivas: {reason(error)}.", f"{error.filename or ''}")
    return Outcome(file.stem, result, failure, time.perf_counter() - start)

"""Work done beside this process: PDFium draws on one processor while qpdf compares on another."""

import os
import pickle
import sys
from collections.abc import Callable
from threading import active_count
from typing import TypeVar

_Answer = TypeVar("_Answer")


def can_fork() -> bool:
    """True where a copy of this process is safe: on Linux, with no other thread that may hold a lock."""
    return sys.platform == "linux" and active_count() == 1


def beside(work: Callable[[], _Answer]) -> Callable[[], _Answer]:
    """Begins a work in a copy of this process, which has its limits; what is returned waits for the answer.

    Where there can be no copy, the work is done when it is asked for. The answer raises what the work does, and
    `ChildProcessError` if the copy ended without one.
    """
    if not can_fork():
        return work
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        _do(work, writes)
    os.close(writes)

    def answer() -> _Answer:
        with os.fdopen(reads, "rb") as pipe:
            written = pipe.read()
        os.waitpid(child, 0)
        if not written:
            raise ChildProcessError("the process beside this one has ended")
        came, value = pickle.loads(written)
        if not came:
            raise value
        done: _Answer = value
        return done

    return answer


def _do(work: Callable[[], object], pipe: int) -> None:
    """The copy's whole life: nothing of the first process's is left to be tidied up twice."""
    try:
        try:
            answer = True, work()
        except Exception as error:
            answer = False, error
        with os.fdopen(pipe, "wb") as out:
            pickle.dump(answer, out)
    finally:
        os._exit(0)

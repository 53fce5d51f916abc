"""Ctrl+C, and being told to end: heard at any moment, so that what was begun is tidied up and nothing is said twice.

Until there is something to tidy up, a signal ends the process at once. After that, the first one becomes an exception
that `main` sees; while that is dealt with, the next is passed over, and the third ends the process at once.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl+C, ``kill`` and a shutdown, a closed terminal
_MOST = 3
_AGAIN_SECONDS = 0.05


class Terminated(SystemExit):
    """The process was told to end; its code is what a shell gives for that, 128 and the signal's number."""


class _State:
    begun = False  # there may be something to tidy up
    hearing = False  # within `heard`
    armed = False  # the next signal becomes an exception
    ends: Callable[[int], object] | None = None  # in a helper that is at rest: what ends it, with its exit status
    came: list[int] = []  # noqa: RUF012  # one for the process, as signals are


def listen() -> None:
    """Hears the signals from now on; called first, in the main thread of a command's process."""
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _heard)
    sys.unraisablehook = _unraisable


def listen_as_helper(end: Callable[[int], object]) -> None:
    """In a process that helps another, which hears Ctrl+C itself and tells it to end.

    Told so while it does what it was asked (`as_helper`), what it does is broken off; between two such times ``end`` is
    called at once, with the exit status. A library that hands out the work would take an exception for an answer, and
    wait for more.
    """
    for number in _numbers():
        signal.signal(number, _heard if number == signal.SIGTERM else signal.SIG_IGN)
    sys.unraisablehook = _unraisable
    _State.begun, _State.ends = True, end


def as_helper(work: Callable[[], _Answer]) -> _Answer:
    """What the work gives; a helper that was told to end meanwhile ends instead, whatever became of the exception."""
    try:
        with heard():
            return work()
    finally:
        if _State.came:
            _end(code())


def last_words() -> None:
    """In a helper that is ending: it need not be told."""
    _State.ends = None


def leave() -> None:
    """In a copy of the process that has nothing to tidy up: signals end it at once, and nothing is said."""
    for number in _numbers():
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _numbers())


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Signals wait until this is over: for a process that is being copied, whose copy calls `leave`."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _numbers())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """Within this, the first signal is a `KeyboardInterrupt` or `Terminated`."""
    _State.begun = _State.hearing = _State.armed = True
    try:
        yield
    finally:
        _State.hearing = _State.armed = False


def code() -> int:
    """What a shell gives for the first signal that came; 0 if none did."""
    return 128 + _State.came[0] if _State.came else 0


def insist() -> None:
    """Raises `Terminated` once more if it came, and a library took it for a way to end its own work."""
    if _State.came and _State.came[0] != signal.SIGINT:
        raise _error(_State.came[0])


def _heard(number: int, frame: FrameType | None) -> None:
    if number != getattr(signal, "SIGALRM", None):
        _State.came.append(number)
    if not _State.begun or len(_State.came) >= _MOST:
        os._exit(128 + number)
    if not _State.hearing:
        _end(128 + number)
    elif _State.armed and _State.came:
        _State.armed = False
        raise _error(_State.came[0])


def _end(code: int) -> None:
    if _State.ends:
        _State.ends(code)


def _error(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else Terminated(128 + number)


def _unraisable(unraisable: Any) -> None:
    """Where Python could only have printed the exception (in a callback, as an object goes), it comes again soon."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt | Terminated):
        sys.__unraisablehook__(unraisable)
    elif hasattr(signal, "setitimer"):
        _State.armed = True
        signal.signal(signal.SIGALRM, _heard)
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]

"""A watch on what fills in a template, for what the count of its steps does not see: docxtpl's and lxml's own work."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from loftdocs.sandbox.budget import TooMuch

_SECONDS = 30.0  # of this process's processor time; a template takes a hundredth of a second
_MEMORY = 2_000_000_000  # bytes more than it has


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """Raises `TooMuch` in the block after some time, and `MemoryError` for much memory; both as they were after it.

    Only in the main thread, which alone has signals, and on Unix; elsewhere the count has to do.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        with _less_memory():
            yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooMuch(f"Mallen tar mer än {_SECONDS:.0f} sekunder att fylla i.")


@contextlib.contextmanager
def _less_memory() -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):  # not Linux
        yield
        return
    limits = [used + _MEMORY, *(one for one in (soft, hard) if one != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

"""The limits that Unix has for a process and all that it starts: memory, processor time, files, number."""

import contextlib
import resource


def limit(*, memory: int, file_size: int, cpu_seconds: int, processes: int) -> None:
    """Sets them, by the names and units of `Limits`; one that is lower already stays."""
    tasks = _tasks()
    _set(resource.RLIMIT_AS, memory)
    _set(resource.RLIMIT_FSIZE, file_size)
    _set(resource.RLIMIT_CPU, cpu_seconds)
    _set(resource.RLIMIT_CORE, 0)
    if tasks:
        _set(resource.RLIMIT_NPROC, tasks + processes)


def _set(which: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(which)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (most, most))


def _tasks() -> int:
    """How many threads the whole computer has: no fewer than this user's, which the limit counts. 0 if unknown."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/loadavg", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[3].partition("/")[2])
    return 0

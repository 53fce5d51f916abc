"""Tries to break out: run confined, as a script, it tells what was refused; never imported.

    python probe.py OUTSIDE PROGRAM MEMORY FILE-SIZE

``OUTSIDE`` is a folder that it may not use, with a file ``hemlig`` in it; ``PROGRAM`` another program; the last two are
more bytes of memory and in a file than it may have. The working folder is its own. It prints a JSON object: what was
tried, and true where that was refused.
"""

import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return True
    return False


def _connect(family: int) -> None:
    """Anything but a refusal to have the socket at all, or to use it, would be the network's own answer."""
    with socket.socket(family, socket.SOCK_STREAM) as made:
        made.settimeout(1)
        try:
            made.connect(("127.0.0.1" if family == socket.AF_INET else "::1", 9))
        except (ConnectionRefusedError, TimeoutError):
            return


def _start(program: str) -> None:
    child = os.posix_spawn(program, [program], os.environ)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == 127:
        raise OSError


def _fork() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _fill(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _rename(outside: Path) -> None:
    Path("eget").write_bytes(b"x")
    Path("eget").rename(outside / "eget")


def main(outside: Path, program: str, memory: int, file_size: int) -> None:
    secret = outside / "hemlig"
    attempts: dict[str, Callable[[], object]] = {
        "nätet": lambda: _connect(socket.AF_INET),
        "nätet (IPv6)": lambda: _connect(socket.AF_INET6),
        "nätet (UDP)": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "läsa": secret.read_bytes,
        "lista": lambda: list(outside.iterdir()),
        "skriva": lambda: (outside / "ny").write_bytes(b"x"),
        "skriva över": lambda: secret.write_bytes(b"x"),
        "korta av": lambda: os.truncate(secret, 0),
        "flytta ut": lambda: _rename(outside),
        "länka": lambda: os.link(secret, "länk"),
        "ändra rättigheter": lambda: secret.chmod(0o777),
        "ändra tider": lambda: os.utime(secret, (0, 0)),
        "ta bort": secret.unlink,
        "starta program": lambda: _start(program),
        "dela sig": _fork,
        "signalera andra": lambda: os.kill(os.getppid(), 0),
        "minne": lambda: bytearray(memory),
        "filstorlek": lambda: _fill(Path("stor"), file_size),
        "processortid": lambda: _refused_if(resource.getrlimit(resource.RLIMIT_CPU)[1] != resource.RLIM_INFINITY),
        "antal processer": lambda: _refused_if(resource.getrlimit(resource.RLIMIT_NPROC)[1] != resource.RLIM_INFINITY),
    }
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    allowed_at_home = not _refused(lambda: Path("eget").write_bytes(b"x"))
    answers = {name: _refused(attempt) for name, attempt in attempts.items()}
    print(json.dumps({**answers, "eget": allowed_at_home}))


def _refused_if(limited: bool) -> None:
    if limited:
        raise OSError


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

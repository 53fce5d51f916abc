"""What a confined program may do."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """``own`` is the one folder to write in; ``readable`` are the files and folders to read, besides it.

    ``starts_programs`` is True for one that is a chain of programs, which may find each other by sockets that they make
    in ``sockets_in``, and nothing else there. ``memory`` is address space and ``file_size`` the
    largest file, in bytes; ``cpu_seconds`` is processor time; ``processes`` is how many more the user may come to have,
    threads counted.
    """

    own: str
    readable: tuple[str, ...]
    starts_programs: bool = False
    sockets_in: tuple[str, ...] = ()
    memory: int = 3_000_000_000
    file_size: int = 500_000_000
    cpu_seconds: int = 3_600
    processes: int = 1_000

    def as_json(self) -> str:
        """The form in which `start.py` is given them: it has no time to read in what a dataclass needs."""
        return json.dumps(asdict(self))

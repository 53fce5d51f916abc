"""Someone at a terminal, for tests of what is asked there."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from .conftest import REPO


class Typist:
    """Someone at a terminal, in which ``loftdocs new`` runs."""

    def __init__(self, folder: Path, term: str = "xterm") -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 300, 0, 0))  # no question is broken in two
        environment = {**os.environ, "PYTHONPATH": str(REPO), "TERM": term, "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "loftdocs", "new"],
            cwd=folder,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = self.last = ""

    def type(self, keys: str, until: str) -> None:
        """Types, and waits for what is to be seen then."""
        os.write(self.ours, keys.encode())
        self.wait(until)

    def wait(self, until: str) -> None:
        """Waits until the pattern has been seen since the last time."""
        seen, end = "", time.monotonic() + 30
        while not re.search(until, seen, re.DOTALL):
            assert time.monotonic() < end, (until, seen, self.seen)
            if select.select([self.ours], [], [], 0.2)[0]:
                try:
                    seen += os.read(self.ours, 65536).decode(errors="replace")
                except OSError:  # Linux's way of saying that the other end is closed
                    break
        assert re.search(until, seen, re.DOTALL), (until, seen, self.seen)
        self.seen += seen
        self.last = seen

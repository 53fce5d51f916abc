"""What is the same each time that the desk of a project is opened, so that its page finds again what was typed there.

A browser keeps what a page stores by its address and port. So a project has a port of its own. The token in the address
is new each time; a page from before the desk was stopped is told the new one by a page that has been let in, over a
channel of the browser's whose name is a secret of the project. That name lets nobody in to the server.
"""

import contextlib
import hashlib
import os
import re
import secrets
from dataclasses import dataclass

from loftdocs.cache import cache_folder
from loftdocs.project import Project

# Below those that systems hand out, and above those that browsers refuse.
_FIRST_PORT, _PORTS = 20_000, 10_000
_CHANNEL = re.compile(r"[\w-]{32}")


@dataclass(frozen=True)
class Known:
    """A project as its page knows it: a ``name`` for what is stored there, its ``port``, and its secret ``channel``."""

    name: str
    port: int
    channel: str


def known(project: Project) -> Known:
    """What is known of a project, by the real path of its folder."""
    digest = hashlib.sha256(os.path.realpath(project.root).encode(errors="surrogateescape")).hexdigest()
    return Known(digest[:16], _FIRST_PORT + int(digest[16:32], 16) % _PORTS, _channel(digest[:16]))


def _channel(name: str) -> str:
    """The secret, from the user's own folder; a new one, which no page from before knows, if it is not there."""
    file = cache_folder() / "skrivbord" / name
    with contextlib.suppress(OSError, ValueError):
        kept = file.read_text(encoding="ascii")
        if _CHANNEL.fullmatch(kept):
            return kept
    made = secrets.token_urlsafe(24)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
            opened.write(made)
    return made

"""What a command that was killed has left, and what the next one does with it."""

import contextlib
import os
from pathlib import Path

from loftdocs import held
from loftdocs.cache import HALF_WRITTEN, cache_folder
from loftdocs.whole import BESIDE

WORKSHOP = ".pågår-"  # in build/
FORMER = ".förra"  # in a workshop: what stood in build/ a moment ago, under its own name
OFFICE, PROFILE, PAGES, REVIEW = "loftdocs-motor-", "loftdocs-profil-", "loftdocs-sidor-", "loftdocs-granskning-"
PROBE, LOOKED = "loftdocs-prov-", "loftdocs-bilaga-"


def tidy(build: Path) -> None:
    """Takes away what dead processes have left in ``build`` and among the temporary files, at the start of a command.

    A result that was taken from its place and not yet replaced is put back. What cannot be taken away is left.
    """
    for folder in held.abandoned(build, WORKSHOP):
        put_back(folder / FORMER, build)
    held.sweep(_temporary(), OFFICE, PROFILE, PAGES, REVIEW, PROBE, LOOKED)
    with contextlib.suppress(OSError):
        held.sweep(cache_folder(), BESIDE)
        held.sweep(cache_folder() / HALF_WRITTEN, BESIDE)


def put_back(former: Path, build: Path) -> None:
    """Puts a former result where it stood, unless there is a new one."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(former):
            if not os.path.lexists(build / entry.name):
                Path(entry.path).rename(build / entry.name)


def _temporary() -> Path:
    """As `tempfile.gettempdir`, whose module takes longer to read in than all that is done here."""
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    return Path(next((name for name in named if name), "/tmp"))

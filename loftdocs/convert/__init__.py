"""Word files to tagged PDF/A: the only place that knows which engine does it.

LibreOffice in warm processes of its own (LibreOfficeKit) where it can be had, the ordinary ``soffice`` command
elsewhere; ``LOFTDOCS_MOTOR`` chooses one of ``kit`` and ``soffice``.
"""

import atexit
import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

from loftdocs.convert import confined, libreoffice
from loftdocs.convert.intact import intact
from loftdocs.convert.libreoffice import LibreOffice
from loftdocs.convert.pool import KIT, TIMEOUT_SECONDS, Pool, Worker, WorkerError
from loftdocs.failures import PdfEngineFailure

__all__ = ["Engine", "engine", "version"]


def version() -> str:
    """The version of the LibreOffice in use. Raises `MissingToolFailure` if there is none."""
    return libreoffice.find().version


def marks() -> tuple[Path, ...]:
    """Files that are others when LibreOffice is another. Raises `MissingToolFailure` if there is none."""
    program = libreoffice.find().program.resolve()
    beside = [program.parent / name for name in ("bootstraprc", "versionrc", "libmergedlo.so")]
    return (program, *(path for path in beside if path.is_file()))


def mark() -> str:
    """What a PDF depends on beside the Word file: which LibreOffice, and what it is told."""
    stats = (path.stat() for path in marks())
    return f"{version()} {[(stat.st_size, stat.st_mtime_ns) for stat in stats]} {json.dumps(libreoffice.EXPORT)}"


class Engine:
    """Converts documents; started early, the work overlaps with what else there is to do."""

    def __init__(self, workers: int = 1, timeout: float = TIMEOUT_SECONDS, *, anew: bool = False) -> None:
        self.office, self.anew = libreoffice.find(), anew
        self.pool = _pool(self.office, workers, timeout, anew)

    def start(self) -> None:
        """Starts LibreOffice without waiting for it."""
        if self.pool:
            self.pool.start()

    def submit(self, docx: Path, pdf: Path) -> "Future[None]":
        """Has ``docx`` made into ``pdf``. The future raises `PdfEngineFailure` if that cannot be done."""
        if self.pool:
            return self.pool.submit(docx, pdf)
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def finished(self, jobs: Sequence[tuple[Path, Path, "Future[None]"]]) -> Iterator[int]:
        """The index of each submitted document when its PDF is there, so that it is worked on while others are made.

        Those that the warm engine could not make are given to the command, last: what it failed to make is none,
        whatever it has left. Raises `PdfEngineFailure` if a PDF is missing after that.
        """
        left = []
        for index, (_, pdf, future) in enumerate(jobs):
            if _made(future) and intact(pdf):
                yield index
            else:
                left.append(index)
        if left:
            libreoffice.convert([jobs[index][0] for index in left], jobs[0][1].parent)
            yield from left

    def convert(self, documents: Sequence[Path], target: Path) -> tuple[Path, ...]:
        """A tagged PDF/A in ``target`` for each .docx, in the same order. Raises `PdfEngineFailure`."""
        jobs = [(docx, target / f"{docx.stem}.pdf") for docx in documents]
        for _ in self.finished([(docx, pdf, self.submit(docx, pdf)) for docx, pdf in jobs]):
            pass
        return tuple(pdf for _, pdf in jobs)

    @contextlib.contextmanager
    def broken_off_with(self) -> Iterator[None]:
        """Whatever ends this by an exception breaks off what was submitted: LibreOffice makes again the folder that it
        writes in, if that is taken away meanwhile."""
        try:
            yield
        except BaseException:
            if self.pool:
                self.pool.halt()
            raise

    def close(self) -> None:
        """Ends LibreOffice; a profile that was made new is kept for the next time."""
        if self.pool:
            for worker in self.pool.workers:
                if worker.ready:
                    libreoffice.keep_profile(self.office, worker.folder / "profil", anew=self.anew)
            self.pool.close()
            self.pool = None


_engines: list[Engine] = []


def engine(workers: int = 1, *, anew: bool = False) -> Engine:
    """The engine of this process, started the first time it is asked for. Raises `MissingToolFailure`.

    ``anew``: its profile is made new, and kept in the place of the one that is kept.
    """
    if not _engines:
        atexit.register(close)
        made = Engine(workers, anew=anew)
        _engines.append(made)
        made.start()
    return _engines[0]


def close() -> None:
    while _engines:
        _engines.pop().close()


def _made(future: "Future[None]") -> bool:
    try:
        future.result()
    except WorkerError:
        return False
    return True


def _pool(office: LibreOffice, workers: int, timeout: float, anew: bool) -> Pool | None:
    """Warm processes, or None where the command has to do."""
    wanted = os.environ.get("LOFTDOCS_MOTOR", "")
    program = office.program.resolve().parent
    if wanted == "soffice" or not sys.platform.startswith("linux") or not (program / "libmergedlo.so").is_file():
        if wanted == "kit":
            raise PdfEngineFailure("LibreOffice på den här datorn kan inte hållas varmt.", "Ta bort LOFTDOCS_MOTOR.")
        return None
    options = json.dumps(libreoffice.EXPORT)
    profile = None if anew else libreoffice.kept_profile(office)

    def command(own: Path) -> list[str]:
        return confined.script(program / "soffice", own.parent, KIT, str(program), own.as_uri(), options)

    return Pool([Worker(command, profile, timeout) for _ in range(workers)])

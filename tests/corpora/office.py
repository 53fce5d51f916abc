"""Files as LibreOffice reads them: a stranger's ruler, so nothing of loftdocs' own way to run it is used here."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.corpora.odf import Theirs, read_flat

_BATCH = 40
_SECONDS_EACH, _SECONDS_TO_START = 10, 60
# Plain text has the lists' numbers; flat OpenDocument has headers, notes, comments and text boxes.
_FORMS = {"txt": "txt:Text", "fodt": "fodt"}


class NoOffice(Exception):
    """There is no LibreOffice to compare with."""


def read_all(files: Sequence[Path], folder: Path) -> Iterator[Theirs | None]:
    """What LibreOffice reads of each file, in order; None for one that it does not open.

    ``folder`` is empty, and holds what is made on the way. Raises `NoOffice`.
    """
    program = os.environ.get("LOFTDOCS_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise NoOffice("LibreOffice (soffice) finns inte.")
    for start in range(0, len(files), _BATCH):
        # Names of their own: two files may differ in their folder, or in the end of their name, alone.
        copies = [folder / f"{start + at}{file.suffix}" for at, file in enumerate(files[start : start + _BATCH])]
        for file, copy in zip(files[start:], copies, strict=False):
            shutil.copyfile(file, copy)
        for form in _FORMS:
            _convert(program, copies, form, folder)
            # A file that it cannot bear takes the rest of its batch with it.
            for copy in copies:
                if not copy.with_suffix(f".{form}").exists():
                    _convert(program, [copy], form, folder)
        for copy in copies:
            yield _read(copy)


def _read(copy: Path) -> Theirs | None:
    plain, flat = copy.with_suffix(".txt"), copy.with_suffix(".fodt")
    if not (plain.exists() and flat.exists()):
        return None
    return read_flat(plain.read_text("utf-8-sig", "replace"), flat.read_bytes())


def _convert(program: str, copies: Sequence[Path], form: str, folder: Path) -> None:
    nice = ("nice", "-n", "10") if shutil.which("nice") else ()
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    words = [*nice, program, profile, "--headless", "--convert-to", _FORMS[form], "--outdir", str(folder)]
    with subprocess.Popen(
        [*words, *map(str, copies)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS_TO_START + _SECONDS_EACH * len(copies))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)

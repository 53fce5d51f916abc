"""LibreOffice as the PDF engine: found, started with a profile of its own, timed, tried twice."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loftdocs import held
from loftdocs.convert import confined
from loftdocs.convert.intact import intact
from loftdocs.convert.profile import copy_profile, keep_profile, kept_profile
from loftdocs.failures import MissingToolFailure, PdfEngineFailure
from loftdocs.litter import PROFILE

__all__ = ["EXPORT", "LibreOffice", "convert", "find", "keep_profile", "kept_profile"]

# A cold start on a slow machine takes some 10 s and a document at most a few more; a minute and a half is a hang.
TIMEOUT_SECONDS = 90.0
EXPORT = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ReduceImageResolution": {"type": "boolean", "value": "false"},
}
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_OLDEST = (7, 4)


@dataclass(frozen=True)
class LibreOffice:
    program: Path
    version: str


@cache
def find() -> LibreOffice:
    """The LibreOffice to use: ``LOFTDOCS_SOFFICE`` if set, else the one on the PATH or in a usual place.

    Raises `MissingToolFailure` if there is none, or it is older than 7.4.
    """
    named = os.environ.get("LOFTDOCS_SOFFICE")
    found = named or shutil.which("soffice") or shutil.which("libreoffice") or _in_usual_places()
    if not found or not Path(found).exists():
        raise MissingToolFailure("LibreOffice, som gör PDF-filerna, finns inte på datorn.", _install_hint())
    version = _version(Path(found).resolve())
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < _OLDEST:
        raise MissingToolFailure(f"LibreOffice {version} är för gammalt; 7.4 eller senare behövs.", _install_hint())
    return LibreOffice(Path(found), version)


def convert(documents: Sequence[Path], target: Path, timeout: float = TIMEOUT_SECONDS) -> tuple[Path, ...]:
    """A tagged PDF/A-2b in ``target`` for each .docx, in the same order; one LibreOffice start for all of them.

    Tried twice. A run that fails has made nothing, whatever it has left. Raises `PdfEngineFailure` if a PDF is still
    missing or is not whole, `MissingToolFailure` without LibreOffice.
    """
    office = find()
    wanted = tuple(target / f"{document.stem}.pdf" for document in documents)
    for pdf in wanted:
        pdf.unlink(missing_ok=True)
    left = list(documents)
    for _attempt in range(2):
        made, reason = _run(office, left, target, timeout)
        left = [document for document in left if not (made and intact(target / f"{document.stem}.pdf"))]
        for document in left:
            (target / f"{document.stem}.pdf").unlink(missing_ok=True)
        if not left:
            return wanted
    missing = ", ".join(document.name for document in left)
    raise PdfEngineFailure(
        f"LibreOffice gjorde ingen PDF av {missing}, trots två försök ({reason}).",
        "Stäng andra LibreOffice-fönster, se efter att disken inte är full och försök igen. "
        f"Programmet som användes är {office.program} ({office.version}).",
    )


def _run(office: LibreOffice, documents: Sequence[Path], target: Path, timeout: float) -> tuple[bool, str]:
    """One run of LibreOffice over copies of ``documents``, in a folder of its own.

    Whether it ended as it should, and in Swedish how it ended.
    """
    with _profile(office) as profile:
        own = profile.parent
        given = [Path(shutil.copyfile(document, _made(own / "in") / document.name)) for document in documents]
        made = _made(own / "ut")
        command = confined.command(
            office.program,
            own,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(EXPORT)}",
            "--outdir",
            str(made),
            *map(str, given),
        )
        # A session of its own, so that a hang can be ended with all its children (soffice is a chain of three).
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "GSETTINGS_BACKEND": "memory", "TMPDIR": str(own)},
        )
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            _kill(process)
            return False, f"avbröts efter {timeout:.0f} sekunder"
        except BaseException:
            _kill(process)
            raise
        finally:
            confined.remove_socket(profile)
        for pdf in made.glob("*.pdf"):
            shutil.move(pdf, target / pdf.name)
    if process.returncode:
        return False, f"avslutades med felkod {process.returncode}"
    last = output.decode(errors="replace").strip().rpartition("\n")[2]
    return True, f"svarade ”{last}”" if last else "svarade inte"


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()


@contextlib.contextmanager
def _profile(office: LibreOffice) -> Iterator[Path]:
    """A profile folder for one run: a copy of one made before, so that runs at the same time never share."""
    folder = held.folder(PROFILE)
    try:
        profile = folder / "profil"
        copy_profile(kept_profile(office), profile)
        yield profile
        keep_profile(office, profile)
    finally:
        held.release(folder)


def _in_usual_places() -> str | None:
    for pattern in _PLACES:
        root = Path(pattern).anchor or "/"
        with contextlib.suppress(OSError):
            if match := next(iter(sorted(Path(root).glob(pattern.removeprefix(root)))), None):
                return str(match)
    return None


def _version(program: Path) -> str:
    """The version, from the file beside the program where there is one: asking soffice itself costs 0.15 s."""
    for folder in (program.parent, program.parent.parent / "Resources"):
        for name in ("bootstraprc", "bootstrap.ini"):
            with contextlib.suppress(OSError):
                match = re.search(r"^ProductKey=LibreOffice ([\d.]+)", (folder / name).read_text("utf-8"), re.MULTILINE)
                if match:
                    return match.group(1)
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    match = re.search(r"LibreOffice ([\d.]+)", said)
    if not match:
        raise MissingToolFailure(f"Programmet {program} svarar inte som LibreOffice.", _install_hint())
    return match.group(1)


def _install_hint() -> str:
    if sys.platform == "win32":
        return "Installera det med: winget install TheDocumentFoundation.LibreOffice"
    return "Kör  loftdocs install office  – det installerar LibreOffice eller visar kommandot."

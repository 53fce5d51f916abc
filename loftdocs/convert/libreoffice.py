"""LibreOffice as the PDF engine: found, started with a profile of its own, timed, tried twice."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loftdocs.cache import cache_folder
from loftdocs.convert import confined
from loftdocs.failures import MissingToolFailure, PdfEngineFailure

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
    """An installed LibreOffice and its version."""

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

    Tried twice. Raises `PdfEngineFailure` if a PDF is still missing, `MissingToolFailure` without LibreOffice.
    """
    office = find()
    wanted = tuple(target / f"{document.stem}.pdf" for document in documents)
    reason = ""
    for _attempt in range(2):
        left = [document for document, pdf in zip(documents, wanted, strict=True) if not pdf.is_file()]
        if not left:
            break
        reason = _run(office, left, target, timeout)
    missing = [document.name for document, pdf in zip(documents, wanted, strict=True) if not pdf.is_file()]
    if missing:
        raise PdfEngineFailure(
            f"LibreOffice gjorde ingen PDF av {', '.join(missing)}, trots två försök ({reason}).",
            "Stäng andra LibreOffice-fönster, se efter att disken inte är full och försök igen. "
            f"Programmet som användes är {office.program} ({office.version}).",
        )
    return wanted


def _run(office: LibreOffice, documents: Sequence[Path], target: Path, timeout: float) -> str:
    """One run of LibreOffice over copies of ``documents``, in a folder of its own; says in Swedish how it ended."""
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
            return f"avbröts efter {timeout:.0f} sekunder"
        except BaseException:
            _kill(process)
            raise
        finally:
            confined.remove_socket(profile)
        for pdf in made.glob("*.pdf"):
            shutil.move(pdf, target / pdf.name)
    if process.returncode:
        return f"avslutades med felkod {process.returncode}"
    last = output.decode(errors="replace").strip().rpartition("\n")[2]
    return f"svarade ”{last}”" if last else "svarade inte"


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
    """A profile folder for one run: a copy of one made before, so that runs at the same time never share.

    Making a profile costs LibreOffice most of a second, copying it some milliseconds.
    """
    kept = kept_profile(office)
    with tempfile.TemporaryDirectory(prefix="loftdocs-profil-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder) / "profil"
        with contextlib.suppress(OSError):
            shutil.copytree(kept, profile)
        yield profile
        keep_profile(office, profile)


def kept_profile(office: LibreOffice) -> Path:
    """Where the profile is kept that runs of this version copy; it may not be there yet."""
    return cache_folder() / f"profil-{office.version}"


def keep_profile(office: LibreOffice, profile: Path) -> None:
    """Keeps a fresh profile for later runs; another run may do the same at once, and either may win."""
    kept = kept_profile(office)
    if kept.exists() or not (profile / "user" / "registrymodifications.xcu").is_file():
        return
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=kept.parent))
        shutil.copytree(profile, beside, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".lock"))
        try:
            beside.rename(kept)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)


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
    return "Kör  sh loftdocs/install/system.sh office  – det installerar LibreOffice eller visar kommandot."

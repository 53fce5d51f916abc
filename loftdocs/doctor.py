"""What loftdocs needs on this computer: each thing, whether it is there, and the command that mends it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from loftdocs.cache import cache_folder
from loftdocs.confine.report import confinement
from loftdocs.convert import confined, libreoffice
from loftdocs.failures import MissingToolFailure
from loftdocs.findings import display_path
from loftdocs.project import Project
from loftdocs.read.fonts import fonts_asked, missing
from loftdocs.verify.scan import has_swedish

_OFFICE = "loftdocs install office"
_INSTALLED = ("Calibri", "Carlito")  # of the fonts, what the command above sees to
_OLDEST_PYTHON = (3, 11)
_TIMEOUT = 60


@dataclass(frozen=True)
class Check:
    """One thing looked at: what, whether it is as it should be, what was found, and the command to mend it.

    Without what is ``needed`` no document is made.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True


def examine(project: Project) -> tuple[Check, ...]:
    """Everything, in the order in which it is needed."""
    return (
        _python(),
        _libreoffice(),
        *_fonts(project),
        *_confinement(),
        _tesseract(),
        _cache(),
        _project(project),
    )


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(
        "Python",
        sys.version_info[:2] >= _OLDEST_PYTHON,
        version,
        "installera Python 3.11 eller senare, från python.org eller systemets paket",
    )


def _libreoffice() -> Check:
    try:
        office = libreoffice.find()
    except MissingToolFailure as failure:
        return Check("LibreOffice", False, failure.message, _OFFICE)
    return Check("LibreOffice", True, f"{office.version} ({office.program})")


def _fonts(project: Project) -> Iterator[Check]:
    """The fonts of every template, those of the cases' own among them; a stand-in of the same measures will do."""
    asked: dict[str, Path] = {}
    for path in sorted((*project.templates.glob("*/*.docx"), *project.cases.glob("*/*.docx"))):
        try:
            asked |= dict.fromkeys(fonts_asked(path) - set(asked), path)
        except Exception:  # what is wrong with a template is told when it is filled in
            continue
    if not asked:
        return
    families = _families()
    if families is None:
        yield Check("Typsnitt", False, "fc-list saknas, så det går inte att se vilka som finns", _OFFICE)
        return
    lacking = missing(frozenset(asked), families)
    for family in sorted(asked):
        if family in lacking:
            where = f"används i {display_path(asked[family])}, men finns inte"
            remedy = _OFFICE if family in _INSTALLED else "installera det, eller välj ett annat i mallen"
            yield Check(f"Typsnittet {family}", False, where, remedy, needed=False)
        else:
            yield Check(f"Typsnittet {family}", True, "finns, eller ett med samma mått")


def _families() -> frozenset[str] | None:
    """The families of fonts that fontconfig knows, and those that LibreOffice brings along; None if unknown."""
    own: frozenset[str] = frozenset()
    with suppress(MissingToolFailure):
        brought = libreoffice.find().program.resolve().parents[1] / "share" / "fonts" / "truetype"
        own = frozenset(path.stem.partition("-")[0] for path in brought.glob("*.ttf"))
    program = shutil.which("fc-list")
    if program is None:
        return own or None
    try:
        said = subprocess.run([program, ":", "family"], capture_output=True, timeout=_TIMEOUT, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return own or None
    names = said.decode("utf-8", "replace").replace(",", "\n").splitlines()
    return own | frozenset(name.strip() for name in names if name.strip())


def _confinement() -> Iterator[Check]:
    """How LibreOffice is kept from the net and from other files; each part that is lacking by itself."""
    name = "Inhägnad av LibreOffice"
    try:
        program = libreoffice.find().program
    except MissingToolFailure:
        return
    if not confined.can_confine(program):
        what = f"ingen: {program} är inte en installerad LibreOffice på Linux"
        yield Check(name, False, what, "unset LOFTDOCS_SOFFICE", needed=False)
        return
    found = confinement()
    by = f" ({', '.join(found.means)})" if found.means else ""
    yield Check(name, found.level == "hel", f"{found.level}{by}", _KERNEL, needed=False)
    for part in found.lacking:
        yield Check(name, False, f"det här gäller inte: {part}", _KERNEL, needed=False)


# Landlock may be there and not switched on; the list is the kernel's own.
_KERNEL = "cat /sys/kernel/security/lsm  (landlock ska stå med; annars: uppgradera till Linux 5.13 eller nyare)"


def _tesseract() -> Check:
    found = "finns, med svenska" if has_swedish() else "finns inte med svenska; verify läser inte skannade sidor"
    return Check(
        "Tesseract",
        has_swedish(),
        found,
        "installera Tesseract med svenska; i Debian: apt install tesseract-ocr-swe",
        needed=False,
    )


def _cache() -> Check:
    folder = cache_folder()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    if os.access(there, os.W_OK) and there.is_dir():
        return Check("Förråd", True, f"{folder}, {size / 1_000_000:.0f} MB")
    what = f"{folder} går inte att skriva i, så allt görs om varje gång"
    return Check("Förråd", False, what, f'export LOFTDOCS_CACHE="{Path.home()}/loftdocs-förråd"', needed=False)


def _project(project: Project) -> Check:
    if not project.templates.is_dir():
        return Check("Projekt", False, f"mappen templates/ finns inte i {project.root}", "cd loftdocs")
    programmes, cases = len(project.program_names()), len(project.case_names())
    return Check(
        "Projekt", True, f"{project.root}: {programmes} program, {cases} {'ärende' if cases == 1 else 'ärenden'}"
    )

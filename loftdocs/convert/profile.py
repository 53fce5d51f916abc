"""LibreOffice's profile, kept from one run to the next: making one costs most of a second, copying some milliseconds.

It is kept with the checksums of its files, and each is checked as it is copied: of a damaged profile LibreOffice makes
other pages, or does not start.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from loftdocs import held
from loftdocs.cache import cache_folder, could_not_keep
from loftdocs.exchange import exchanged
from loftdocs.whole import BESIDE

if TYPE_CHECKING:
    from loftdocs.convert.libreoffice import LibreOffice

_SUMS = "summor.json"
_MADE = Path("user/registrymodifications.xcu")  # what LibreOffice writes last


def kept_profile(office: "LibreOffice") -> Path | None:
    """Where the profile is kept that runs of this version copy; it may not be there yet. None if nothing is kept."""
    try:
        return cache_folder() / f"profil-{office.version}"
    except OSError as error:
        could_not_keep(error)
        return None


def copy_profile(kept: Path | None, own: Path) -> None:
    """Copies a kept profile to ``own``, for one run alone. One that is damaged is taken away, and none is copied.

    Raises `OSError` if ``own`` cannot be written.
    """
    if kept is None or not kept.is_dir() or own.exists():
        return
    try:
        files = _read(kept)
    except (OSError, ValueError, AttributeError):
        shutil.rmtree(kept, ignore_errors=True)
        return
    for name, data in files.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_bytes(data)


def keep_profile(office: "LibreOffice", profile: Path, *, anew: bool = False) -> None:
    """Keeps a fresh profile for later runs; another run may do the same at once, and either may win.

    ``anew``: also in the place of one that is kept already. That it cannot be kept is no fault.
    """
    kept = kept_profile(office)
    if kept is None or (kept.exists() and not anew) or not (profile / _MADE).is_file():
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        held.sweep(kept.parent, BESIDE)
        beside = held.folder(BESIDE, kept.parent)
        try:
            _copy(profile, beside)
            if not (kept.exists() and exchanged(beside, kept)):
                shutil.rmtree(kept, ignore_errors=True)
                beside.rename(kept)
        finally:
            held.release(beside)
    except OSError as error:
        could_not_keep(error)


def _copy(profile: Path, target: Path) -> None:
    sums = {}
    for file in sorted(profile.rglob("*")):
        name = file.relative_to(profile).as_posix()
        if file.is_file() and file.name != ".lock" and name != _SUMS:
            data = file.read_bytes()
            sums[name] = hashlib.sha256(data).hexdigest()
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    (target / _SUMS).write_text(json.dumps(sums), encoding="utf-8")


def _read(kept: Path) -> dict[str, bytes]:
    """The files of a kept profile by name. Raises `ValueError` if one is missing, added or another."""
    sums = json.loads((kept / _SUMS).read_text(encoding="utf-8"))
    there = (file.relative_to(kept).as_posix() for file in kept.rglob("*") if file.is_file())
    files = {name: (kept / name).read_bytes() for name in there if name != _SUMS}
    if {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} != sums or _MADE.as_posix() not in sums:
        raise ValueError("damaged")
    return files

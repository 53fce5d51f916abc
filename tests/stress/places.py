"""Folders that are missing, read-only or something else, another user, and a clock that was put back."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.stress.tally import Tally
from tests.stress.workplace import Ended, Workplace, workplace

_READ_ONLY = 'mount --bind "{folder}" "{folder}" && mount -o remount,bind,ro "{folder}" && exec "$@"'
_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def odd_places(folder: Path) -> Tally:
    """Each oddity twice: as a first build and as a later one, with the answer as JSON."""
    return sum((tried(folder, oddity) for oddity in ODDITIES), start=Tally())


def tried(folder: Path, oddity: "Oddity") -> Tally:
    """One oddity, as a first build and as a later one."""
    whole = Tally()
    for built in (False, True):
        with workplace(folder, f"{oddity.__name__}-{built}") as place:
            if built:
                whole += place.run("build", "prov").tally(0, note=f"{oddity.__name__}: innan")
                place.write(1)
            whole += oddity(place)
    return whole


def _json(place: Workplace, note: str, *codes: int, before: tuple[str, ...] = (), **more: str) -> Tally:
    """A build whose answer is JSON whatever happens, and which leaves what was there whole."""
    end = place.run("build", "prov", "--format", "json", before=before, **more)
    found = end.tally(*codes, note=note)
    if not _is_json(end):
        found += Tally(wrong=1, notes=(f"{note}: svaret är inte JSON: {end.out[:80]!r}",))
    if wrong := place.whole():
        found += Tally(lost=1, notes=(f"{note}: {wrong}",))
    return found


def _is_json(end: Ended) -> bool:
    try:
        return isinstance(json.loads(end.out), dict)
    except ValueError:
        return False


def no_home(place: Workplace) -> Tally:
    """Neither a home nor a folder for the cache is named."""
    return _json(place, "utan HOME", 0, before=("env", "-u", "HOME", "-u", "LOFTDOCS_CACHE"))


def home_is_not_there(place: Workplace) -> Tally:
    return _json(place, "HOME finns inte", 0, HOME="/finns/inte", LOFTDOCS_CACHE="")


def cache_is_a_file(place: Workplace) -> Tally:
    shutil.rmtree(place.cache)
    place.cache.write_text("en fil")
    return _json(place, "lagret är en fil", 0)


def cache_is_read_only(place: Workplace) -> Tally:
    return _json(place, "lagret är skrivskyddat", 0, before=_read_only(place.cache))


def build_is_read_only(place: Workplace) -> Tally:
    (place.project / "build").mkdir(exist_ok=True)
    return _json(place, "build är skrivskyddad", 5, before=_read_only(place.project / "build"))


def build_is_a_file(place: Workplace) -> Tally:
    shutil.rmtree(place.project / "build", ignore_errors=True)
    (place.project / "build").write_text("en fil")
    end = place.run("build", "prov", "--format", "json")
    return end.tally(5, note="build är en fil")


def cases_are_read_only(place: Workplace) -> Tally:
    return _json(place, "cases är skrivskyddad", 0, before=_read_only(place.project / "cases"))


def no_temporary_folder(place: Workplace) -> Tally:
    return _json(place, "TMPDIR finns inte", 0, 4, 5, TMPDIR=str(place.root / "finns-inte"))


def temporary_folder_is_read_only(place: Workplace) -> Tally:
    return _json(place, "TMPDIR är skrivskyddad", 0, 4, 5, before=_read_only(place.temporary))


def no_templates(place: Workplace) -> Tally:
    shutil.rmtree(place.project / "templates")
    return _json(place, "inga mallar", 1, 2, 5)


def case_is_a_folder(place: Workplace) -> Tally:
    file = place.project / "cases" / "prov.yaml"
    file.unlink()
    file.mkdir()
    return _json(place, "ärendefilen är en mapp", 2, 5)


def case_is_a_loop(place: Workplace) -> Tally:
    file = place.project / "cases" / "prov.yaml"
    file.unlink()
    file.symlink_to(file)
    return _json(place, "ärendefilen är en slinga", 2, 5)


def clock_was_put_back(place: Workplace) -> Tally:
    """All that was written is from a week that has not been."""
    later = time.time() + 7 * 86_400
    for path in (*place.cache.rglob("*"), *place.project.rglob("*"), place.project / "cases" / "prov.yaml"):
        os.utime(path, (later, later))
    return _json(place, "klockan ställd tillbaka", 0)


def another_user(place: Workplace) -> Tally:
    """The project belongs to one, the command is another's; only its own folders may be written."""
    for folder in (place.home, place.cache, place.temporary):
        folder.chmod(0o777)
    for above in (place.root, *place.root.parents):
        if above.stat().st_uid == os.getuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o055)
    (place.project / "build").mkdir(exist_ok=True)
    shutil.rmtree(place.cache)
    place.cache.mkdir()
    place.cache.chmod(0o777)
    return _json(place, "en annan användare", 5, before=tuple(_NOBODY))


def _read_only(folder: Path) -> tuple[str, ...]:
    return ("unshare", "--mount", "sh", "-c", _READ_ONLY.format(folder=folder), "sh")


def _possible(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


Oddity = Callable[[Workplace], Tally]
_ANYWHERE: tuple[Oddity, ...] = (
    *(no_home, home_is_not_there, cache_is_a_file, build_is_a_file, no_temporary_folder, no_templates),
    *(case_is_a_folder, case_is_a_loop, clock_was_put_back),
)
_MOUNTING: tuple[Oddity, ...] = (
    *(cache_is_read_only, build_is_read_only, cases_are_read_only, temporary_folder_is_read_only),
)
ODDITIES: tuple[Oddity, ...] = (
    *_ANYWHERE,
    *(_MOUNTING if _possible(["unshare", "--mount", "true"]) else ()),
    *((another_user,) if _possible([*_NOBODY, sys.executable, "-c", "import loftdocs"]) else ()),
)

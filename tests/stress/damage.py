"""Kept files that are damaged: a build after that gives the same bytes as one without anything kept."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from loftdocs import manifest
from tests.stress.tally import Tally
from tests.stress.workplace import Workplace, workplace


def damaged(folder: Path, tries: int, seed: int) -> Tally:
    """So many damages to each kind of kept file, one at a time."""
    chance, whole = Random(seed), Tally()
    with workplace(folder, "damages") as place:
        whole += place.run("build", "prov").tally(0, note="det första bygget")
        right = manifest.outputs(place.built)
        kinds = sorted({_kind(place, file) for file in _kept(place)})
        for kind in kinds:
            for number in range(tries):
                whole += _one(place, kind, number, chance, right)
    return whole


def _one(place: Workplace, kind: str, number: int, chance: Random, right: dict[str, str]) -> Tally:
    files = _of_kind(place, kind)
    if not files:  # a damaged one is dropped, and made again by the next build that needs it
        _anew(place)
        files = _of_kind(place, kind)
    if not files:
        return Tally(1, wrong=1, notes=(f"{kind} {number}: inget sparas längre",))
    file, act = chance.choice(files), chance.choice(_ACTS)
    note = f"{kind} {number}: {act.__name__} i {file.name}"
    act(file, chance)
    if chance.random() < 0.8:  # the build has to be made again, of what is kept
        shutil.rmtree(place.built, ignore_errors=True)
    found = place.run("build", "prov").tally(0, note=note)
    made = manifest.outputs(place.built)
    if place.whole() or _differing(made, right):
        found += Tally(lost=1, notes=(f"{note}: andra filer: {place.whole() or _differing(made, right)}",))
        _anew(place)
    return found


def _anew(place: Workplace) -> None:
    """Nothing kept but what a sound build keeps."""
    for folder in (place.cache, place.built):
        shutil.rmtree(folder)
    place.cache.mkdir()
    place.run("build", "prov")


def _differing(made: dict[str, str], right: dict[str, str]) -> list[str]:
    return sorted(name for name in {*made, *right} if made.get(name) != right.get(name))


def _kept(place: Workplace) -> list[Path]:
    return sorted(file for file in place.cache.rglob("*") if file.is_file() and file.stat().st_size)


def _of_kind(place: Workplace, kind: str) -> list[Path]:
    return [file for file in _kept(place) if _kind(place, file) == kind]


def _kind(place: Workplace, file: Path) -> str:
    """The folder of the cache that a file is in; the profile is one kind, however deep."""
    return file.relative_to(place.cache).parts[0]


def _bit(file: Path, chance: Random) -> None:
    data = bytearray(file.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def _zeros(file: Path, chance: Random) -> None:
    data = bytearray(file.read_bytes())
    at = chance.randrange(len(data))
    data[at : at + 512] = bytes(len(data[at : at + 512]))
    file.write_bytes(data)


def _end_cut(file: Path, chance: Random) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data))])


def _emptied(file: Path, _chance: Random) -> None:
    file.write_bytes(b"")


def _another(file: Path, chance: Random) -> None:
    """Another kept file's bytes in its place."""
    others = [other for other in file.parent.iterdir() if other.is_file() and other != file]
    if others:
        shutil.copyfile(chance.choice(sorted(others)), file)


def _folder(file: Path, _chance: Random) -> None:
    file.unlink()
    file.mkdir()


_ACTS: tuple[Callable[[Path, Random], None], ...] = (_bit, _bit, _zeros, _zeros, _end_cut, _end_cut, _emptied, _another)
_ACTS = (*_ACTS, _folder)

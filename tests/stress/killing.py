"""Commands that are ended at random moments in every phase; afterwards the old or the new is there, and all of it."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.stress.tally import Tally
from tests.stress.workplace import Workplace, ended, settled, workplace

# The phases of a build, as it tells of them on standard error; the first is before it has said anything.
_PHASES = 6
_LONGEST = 0.2  # seconds into a phase
_TWICE = (signal.SIGINT, signal.SIGTERM)


def killed(folder: Path, tries: int, seed: int) -> Tally:
    """SIGKILL, as a full memory or a power cut gives it."""
    return _all(folder, tries, seed, (signal.SIGKILL,))


def asked_to_end(folder: Path, tries: int, seed: int) -> Tally:
    """SIGTERM, and SIGINT to the whole group as Ctrl+C gives it."""
    return _all(folder, tries, seed, _TWICE)


def _all(folder: Path, tries: int, seed: int, signals: tuple[signal.Signals, ...]) -> Tally:
    chance, whole = Random(seed), Tally()
    with workplace(folder, f"ends-{signals[0].name}") as place:
        whole += place.run("build", "prov").tally(0, note="det första bygget")
        for number in range(1, tries + 1):
            place.write(number)
            whole += _one(place, number, chance, signals[number % len(signals)])
    return whole


def _one(place: Workplace, number: int, chance: Random, which: signal.Signals) -> Tally:
    phase, pause = chance.randrange(_PHASES), chance.random() * _LONGEST
    note = f"{which.name} {number}, {pause:.3f} s in i steg {phase}"
    process = place.start("build", "prov", *(["--igen"] if chance.random() < 0.3 else []))
    assert process.stderr
    for _ in range(phase):
        if not process.stderr.readline():
            break
    time.sleep(pause)
    if process.poll() is None:
        (os.killpg if which is signal.SIGINT else os.kill)(process.pid, which)
    end = ended(process)
    codes = (0, -which) if which is signal.SIGKILL else (0, -which, 128 + which)  # dead before it could hear
    found = end.tally(*codes, note=note)
    if wrong := place.whole():
        found += Tally(lost=1, notes=(f"{note}: {wrong}",))
    if which is not signal.SIGKILL and (left := settled(place)):
        found += Tally(litter=1, notes=(f"{note}: kvar efter kommandot: {left}",))
    return found + after(place, note)


def after(place: Workplace, note: str) -> Tally:
    """The next command: it works, leaves all files whole, and sweeps what the one before it left."""
    found = place.run("build", "prov").tally(0, note=f"{note}, nästa kommando")
    if (wrong := place.whole()) or not place.built.is_dir():
        found += Tally(lost=1, notes=(f"{note}, nästa kommando: {wrong or 'inget bygge'}",))
    if left := settled(place):
        found += Tally(litter=1, notes=(f"{note}, nästa kommando: kvar {left}",))
    return replace(found, tries=0)

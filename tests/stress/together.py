"""Eight builds at once, with `watch` and the desk running on the same project."""

import signal
import time
from pathlib import Path
from random import Random

from tests.stress.tally import Tally
from tests.stress.workplace import NAME, Workplace, ended, settled, workplace

_BUILDS = 8
_OTHERS = ("andra", "tredje", "fjarde")


def at_once(folder: Path, rounds: int, seed: int) -> Tally:
    """So many rounds: the case is changed, and eight commands build it and three others."""
    chance, whole = Random(seed), Tally()
    with workplace(folder, "together") as place:
        for name in _OTHERS:
            place.write(0, name)
        standing = [place.start("watch", NAME), place.start("desk", "--stilla", "--port", "0")]
        time.sleep(2)
        for number in range(1, rounds + 1):
            whole += _round(place, number, chance)
        for process in standing:
            process.send_signal(signal.SIGTERM)
        for process, what in zip(standing, ("watch", "desk"), strict=True):
            whole += ended(process).tally(0, 130, 143, note=what)
        if left := settled(place):
            whole += Tally(litter=1, notes=(f"kvar: {left}",))
    return whole


def _round(place: Workplace, number: int, chance: Random) -> Tally:
    for name in (NAME, *_OTHERS):
        place.write(number, name)
    names = [NAME if at < _BUILDS // 2 else chance.choice(_OTHERS) for at in range(_BUILDS)]
    processes = [place.start("build", name) for name in names]
    found = Tally()
    for process, name in zip(processes, names, strict=True):
        found += ended(process).tally(0, note=f"varv {number}, {name}")
    if wrong := place.whole():
        found += Tally(lost=1, notes=(f"varv {number}: {wrong}",))
    return found

"""What confinement holds on this computer: tried, not assumed."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from loftdocs import held
from loftdocs.confine.limits import Limits
from loftdocs.litter import PROBE

Level = Literal["hel", "delvis", "ingen"]
_HERE = Path(__file__).parent
START = _HERE / "start.py"
_TIMEOUT = 60.0
# What is promised, and the attempts that must all be refused for it.
_PARTS = {
    "inget nät": ("nätet", "nätet (IPv6)", "nätet (UDP)"),
    "inga andra filer": ("läsa", "lista", "länka"),
    "ingen skrivning utanför den egna mappen": ("skriva", "skriva över", "korta av", "ta bort", "flytta ut"),
    "inga ändrade rättigheter eller tider": ("ändra rättigheter", "ändra tider"),
    "inga andra program": ("starta program", "dela sig"),
    "inga signaler till andra program": ("signalera andra",),
    "begränsat minne": ("minne",),
    "begränsad filstorlek": ("filstorlek",),
    "begränsad processortid": ("processortid",),
}


@dataclass(frozen=True)
class Confinement:
    """What holds and what is lacking, in Swedish, and by which means (``Landlock 7``, ``seccomp`` …)."""

    holds: tuple[str, ...]
    lacking: tuple[str, ...]
    means: tuple[str, ...]

    @property
    def level(self) -> Level:
        """Whether all of it holds, a part or nothing."""
        return "hel" if not self.lacking else "delvis" if self.holds else "ingen"


@cache
def confinement() -> Confinement:
    """What holds here, found out by a program that tries to break out of the confinement that LibreOffice is given."""
    from loftdocs.confine import landlock, seccomp

    refused = attempts()
    holds = tuple(part for part, tried in _PARTS.items() if all(refused.get(name, False) for name in tried))
    means = [f"Landlock {landlock.version()}"] if landlock.version() else []
    means += ["seccomp"] if seccomp.is_available() else []
    means += ["resursgränser"] if "begränsad processortid" in holds else []
    return Confinement(holds, tuple(part for part in _PARTS if part not in holds), tuple(means))


def attempts(*, confined: bool = True, starts_programs: bool = False) -> dict[str, bool]:
    """Each attempt to break out, and whether it was refused; nothing where the attempt itself cannot be made."""
    if sys.platform != "linux":
        return {}
    folder = held.folder(PROBE)
    own, outside = folder / "egen", folder / "annan"
    own.mkdir()
    outside.mkdir()
    (outside / "hemlig").write_bytes(b"hemligt")
    limits = Limits(
        str(own), readable_by_python(), starts_programs, memory=600_000_000, file_size=1_000_000, cpu_seconds=30
    )
    probe = [str(_HERE / "probe.py"), str(outside), "/bin/true", "700000000", "2000000"]
    command = [*python(limits if confined else None), *probe]
    try:
        done = subprocess.run(command, cwd=own, capture_output=True, timeout=_TIMEOUT, check=False)
        refused: dict[str, bool] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return {}
    finally:
        held.release(folder)
    return refused


def python(limits: Limits | None = None) -> list[str]:
    """A bare Python, which starts in some milliseconds; the program or script that follows keeps to ``limits``."""
    return [sys.executable, "-I", "-S", *([str(START), limits.as_json()] if limits else [])]


def readable_by_python() -> tuple[str, ...]:
    """What Python itself needs to read, and these scripts."""
    base = Path(sys.base_prefix)
    installed = (sys.prefix, str(base / "lib"), str(base / "lib64"), str(_HERE.parent))
    return tuple(dict.fromkeys(("/usr", "/lib", "/lib64", "/etc/ld.so.cache", *installed)))

"""Known holes in the locked packages: asked of pip-audit, which asks the package index for them."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Long enough for a slow net; without one pip-audit gives up by itself.
_SECONDS = 600


@dataclass(frozen=True)
class Hole:
    """A hole that is known by ``code`` in a locked package, and the versions in which it is mended."""

    package: str
    version: str
    code: str
    mended: tuple[str, ...]


@dataclass(frozen=True)
class Holes:
    """What is known of ``asked`` packages. ``unchecked`` are those of which nothing could be had, and ``why``."""

    asked: int
    found: tuple[Hole, ...]
    unchecked: tuple[str, ...]
    why: str = ""


def ask(lock: Path, names: tuple[str, ...], program: tuple[str, ...] = (sys.executable, "-m", "pip_audit")) -> Holes:
    """What is known of the packages in a lock with hashes, whose ``names`` are these. Nothing is installed for it."""
    command = [
        *program,
        "--require-hashes",
        "--disable-pip",
        "-f",
        "json",
        "--progress-spinner",
        "off",
        "-r",
        str(lock),
    ]
    try:
        # It ends with 1 for holes, and also where it could not ask: only its answer tells which.
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Holes(len(names), (), names, str(error))
    return read(ended.stdout, names, (ended.stderr.strip().splitlines() or [""])[-1])


def read(answer: str, names: tuple[str, ...], complaint: str) -> Holes:
    """pip-audit's answer in JSON. A package that it says nothing of, or that it passed over, is unchecked."""
    try:
        told = {one["name"]: one for one in json.loads(answer)["dependencies"]}
    except (ValueError, KeyError, TypeError):
        return Holes(len(names), (), names, complaint or "inget")
    reasons = [told[name]["skip_reason"] for name in names if "skip_reason" in told.get(name, {})]
    unchecked = tuple(name for name in names if name not in told or "skip_reason" in told[name])
    found = tuple(
        Hole(name, told[name]["version"], hole["id"], tuple(hole["fix_versions"]))
        for name in names
        if name not in unchecked
        for hole in told[name]["vulns"]
    )
    return Holes(len(names), found, unchecked, next(iter(reasons), (complaint or "inget") if unchecked else ""))

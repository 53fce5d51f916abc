"""The parts by others: the locked Python packages, and the JavaScript libraries in the desk's script."""

import base64
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The beginning of a package in a lock: its requirement, before the hashes on the lines that follow.
_LOCKED = re.compile(r"^(?=[A-Za-z0-9])(?P<what>[^\\\n]+?) \\\n(?P<hashes>(?:    --hash=.*\n?)+)", re.MULTILINE)


class Origin(StrEnum):
    """Where a part is had from, as a package URL names it."""

    PYPI = "pypi"
    NPM = "npm"


@dataclass(frozen=True)
class Part:
    """One part: its locked version, the digests that its files may have, and the licence that it says it has.

    ``licence`` is "" where it says none, and None where that is not known because it is not ``installed`` here.
    ``needs`` are the names of the parts that it asks for itself.
    """

    origin: Origin
    name: str
    version: str
    digests: tuple[tuple[str, str], ...]
    licence: str | None
    installed: str | None = None
    needs: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def python_parts(lock: Path) -> tuple[Part, ...]:
    """The packages of a pip lock with hashes, in its order; what they say of themselves is read where installed."""
    return tuple(_python_part(found["what"], found["hashes"]) for found in _LOCKED.finditer(lock.read_text("utf-8")))


def _python_part(what: str, hashes: str) -> Part:
    requirement = Requirement(what)
    name = canonicalize_name(requirement.name)
    (pinned,) = requirement.specifier
    digests = tuple((kind, value) for kind, value in re.findall(r"--hash=(\w+):(\w+)", hashes))
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Part(Origin.PYPI, name, pinned.version, digests, None)
    asked = map(Requirement, found.requires or ())
    needs = {canonicalize_name(one.name) for one in asked if _without_extras(one.marker)}
    fields = {key: found.metadata.get_all(key) or [] for key in ("License-Expression", "License", "Classifier")}
    licence = declared_licence(fields)
    return Part(Origin.PYPI, name, pinned.version, digests, licence, found.version, tuple(sorted(needs)))


def _without_extras(marker: Marker | None) -> bool:
    return marker is None or marker.evaluate({"extra": ""})


def declared_licence(fields: dict[str, list[str]]) -> str:
    """What a package's metadata says of its licence: the SPDX expression, else the name, else the classifiers.

    Core metadata 2.4 (PEP 639) has the first; what is older has the two others, where ``License`` may be a whole text.
    """
    if expression := fields.get("License-Expression"):
        return expression[0]
    (text,) = fields.get("License") or [""]
    if text.strip() and "\n" not in text.strip() and text.strip().upper() != "UNKNOWN":
        return text.strip()
    names = [one.split(" :: ")[-1] for one in fields.get("Classifier", ()) if one.startswith("License :: ")]
    return " AND ".join(name for name in names if name != "OSI Approved")


def script_parts(lock: Path) -> tuple[Part, ...]:
    """The libraries of an npm lock that end up in the script; what only builds it is left out."""
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    parts = []
    for place, told in packages.items():
        if place and not told.get("dev") and not told.get("optional"):
            kind, _, digest = told["integrity"].partition("-")
            digests = ((kind, base64.b64decode(digest).hex()),)
            name = place.rpartition("node_modules/")[2]
            needs = tuple(sorted(told.get("dependencies", ())))
            version = told["version"]
            parts.append(Part(Origin.NPM, name, version, digests, told.get("license", ""), version, needs))
    return tuple(parts)

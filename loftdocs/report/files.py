"""The files that a build made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loftdocs.report.bundle import Bundle

_WHAT = {
    "handlingar": "Alla handlingar i en fil, till kallelsen",
    "avtal": "Avtalet med bilagan, att skriva under",
    "sparning": "Var varje uppgift kommer ifrån, för program",
}
_ENDINGS = {".docx": "att ändra i Word", ".pdf": "för sig"}


@dataclass(frozen=True)
class File:
    """A finished file: what it is, its size as it is printed, and its SHA-256 in hexadecimal."""

    name: str
    what: str
    size: str
    sha256: str


def files(manifest: Mapping[str, Any], sizes: Mapping[str, int], bundle: Bundle) -> tuple[File, ...]:
    """The files that a build made, by its manifest (`loftdocs.manifest`); ``sizes`` in bytes by name."""
    made = manifest["utdata"].items()
    return tuple(File(name, _what(name, bundle), size_of(sizes[name]), digest) for name, digest in made)


def size_of(count: int) -> str:
    """A size in bytes as a person reads it: ``845 byte``, ``167 kB``, ``1,2 MB``."""
    if count < 1000:
        return f"{count}\u00a0byte"
    if count < 1_000_000:
        return f"{round(count / 1000)}\u00a0kB"
    return f"{count / 1_000_000:.1f}\u00a0MB".replace(".", ",")


def _what(name: str, bundle: Bundle) -> str:
    for start, text in _WHAT.items():
        if name.startswith(f"{start}-"):
            return text
    part = next((part for part in bundle.parts if name.startswith(f"{part.name}-")), None)
    ending = next((text for ending, text in _ENDINGS.items() if name.endswith(ending)), "")
    return f"{part.title}, {ending}" if part and ending else ""

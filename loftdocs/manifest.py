"""``manifest.json``: what a build was made of and what it made, each by its SHA-256."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from loftdocs import __version__
from loftdocs.findings import Unasked

NAME = "manifest.json"
_UNASKED = "inte_prövade"
# What comes of reading a manifest that is not there, or is not as it was written.
FAULTS = (OSError, ValueError, KeyError, TypeError, AttributeError)
_PACKAGES = (
    *("docxtpl", "icalendar", "jinja2", "lxml", "num2words", "pikepdf", "pillow", "pydantic", "pyhanko", "pypdf"),
    *("pypdfium2", "python-docx", "pyyaml", "rapidfuzz"),
)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe(
    folder: Path,
    root: Path,
    inputs: Iterable[Path],
    libreoffice: str,
    fonts: Mapping[str, str],
    control: Mapping[str, Any] | None = None,
    unasked: Iterable[Unasked] = (),
) -> dict[str, Any]:
    """What the manifest says of the finished files in ``folder``; input paths are shown relative to ``root``.

    ``fonts`` are those in the PDFs, each with its revision; ``control`` is what `verify` needs, see
    `loftdocs.control`; ``unasked`` are the rules that could not be asked. The versions of tools and fonts are there to
    explain why the same inputs once gave other bytes.
    """
    return {
        "indata": {_shown(path, root): sha256(path) for path in sorted(set(inputs))},
        "utdata": {path.name: sha256(path) for path in sorted(folder.iterdir()) if path.name != NAME},
        "verktyg": {
            "loftdocs": __version__,
            "libreoffice": libreoffice,
            "python": platform.python_version(),
            **{name: _version(name) for name in _PACKAGES},
        },
        "typsnitt": dict(sorted(fonts.items())),
        **({"kontroll": dict(control)} if control else {}),
        _UNASKED: [one.as_dict() for one in unasked],
    }


def write(folder: Path, described: Mapping[str, Any]) -> None:
    """Writes the manifest of the files in ``folder``: what was described, and the files that came after that."""
    known = described["utdata"]
    files = sorted(path for path in folder.iterdir() if path.name != NAME)
    data = {**described, "utdata": {path.name: known.get(path.name) or sha256(path) for path in files}}
    (folder / NAME).write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def outputs(folder: Path) -> dict[str, str]:
    """The names and hashes of the files that an earlier build left in ``folder``; empty if it left no manifest."""
    return _hashes(folder, "utdata")


def inputs(folder: Path) -> dict[str, str]:
    """The files that a build was made of and their hashes, by path from the project; empty without a manifest."""
    return _hashes(folder, "indata")


def unasked(folder: Path) -> tuple[Unasked, ...]:
    """The rules that could not be asked in the build that left ``folder``; none without a manifest."""
    with suppress(*FAULTS):
        return tuple(Unasked(one["code"], one["regel"], one["saknas"]) for one in part(folder, _UNASKED))
    return ()


def part(folder: Path, key: str) -> Any:
    """What the manifest in ``folder`` says under a key. Raises one of `FAULTS` if it is not there."""
    return json.loads((folder / NAME).read_text(encoding="utf-8"))[key]


def _hashes(folder: Path, key: str) -> dict[str, str]:
    with suppress(*FAULTS):
        return {str(name): str(value) for name, value in part(folder, key).items()}
    return {}


def _shown(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


@cache
def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # some 10 ms, that `publish` does without

    try:
        return version(package)
    except PackageNotFoundError:
        return "okänd"

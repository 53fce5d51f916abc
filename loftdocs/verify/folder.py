"""A build's folder against its manifest: which files are changed, missing or added."""

import json
from collections.abc import Iterator
from pathlib import Path

from loftdocs import manifest
from loftdocs.failures import FileFailure
from loftdocs.findings import Finding, Place, display_path
from loftdocs.verify import diagnostics
from loftdocs.verify.result import Verified

_BUILD_AGAIN = "Bygg ärendet igen. En fil som du själv har ändrat sparas då bredvid, i mappen som slutar på -ändrat."
# What editors and file managers leave beside the files.
_STRAY = ("~$", ".")


def verify_folder(folder: Path) -> Verified:
    """Checks every file in ``folder`` by its SHA-256. Raises `FileFailure` without a manifest that can be read."""
    built = _manifest(folder)
    findings = tuple(_findings(folder, built))
    checked = f"Om {len(built)} filer i {display_path(folder)} är byte för byte de som byggdes, enligt {manifest.NAME}."
    unchecked = (
        f"Om {manifest.NAME} själv är orörd: den som ändrar en fil kan också ändra den.",
        "Om ärendefilen och mallarna har ändrats efter bygget.",
    )
    return Verified(findings, checked=(checked,), unchecked=unchecked)


def _manifest(folder: Path) -> dict[str, str]:
    path = folder / manifest.NAME
    if not path.is_file():
        raise FileFailure(
            f"Mappen {display_path(folder)} har ingen {manifest.NAME}, så det går inte att se vad som byggdes där.",
            "Ange en mapp under build/ som loftdocs har gjort, eller en undertecknad PDF.",
        )
    built = manifest.outputs(folder)
    if not built:
        try:
            json.loads(path.read_text(encoding="utf-8"))
            fault = "den räknar inte upp några filer"
        except ValueError:
            fault = "den är inte JSON"
        raise FileFailure(
            f"{display_path(path)} går inte att använda: {fault}.", "Bygg ärendet igen, så skrivs den om."
        )
    return built


def _findings(folder: Path, built: dict[str, str]) -> Iterator[Finding]:
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    for name, digest in built.items():
        place = Place(file=display_path(folder / name))
        if name not in found:
            yield diagnostics.FILE_GONE.finding(f"{name} byggdes, men finns inte kvar.", _BUILD_AGAIN, place)
        elif manifest.sha256(found[name]) != digest:
            message = f"{name} är ändrad sedan den byggdes."
            yield diagnostics.FILE_CHANGED.finding(message, _BUILD_AGAIN, place)
    for name, path in found.items():
        if name not in built and name != manifest.NAME and not path.name.startswith(_STRAY):
            message = f"{name} har lagts till; bygget gjorde den inte."
            hint = "Flytta filen någon annanstans: mappen byts ut i sin helhet vid nästa bygge."
            yield diagnostics.FILE_ADDED.finding(message, hint, Place(file=display_path(path)))

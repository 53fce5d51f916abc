"""Finished files into ``build/<case>``: all at once or not at all, and nothing that a person wrote is lost."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from loftdocs import manifest
from loftdocs.failures import FileFailure, reason
from loftdocs.findings import Finding, Place, Severity, display_path


@contextlib.contextmanager
def workshop(build: Path) -> Iterator[Path]:
    """A temporary folder beside the finished ones, so that publishing is a rename. Raises `FileFailure`."""
    try:
        build.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".pågår-", dir=build))
    except OSError as error:
        raise FileFailure(
            f"Det går inte att skriva i mappen {display_path(build)} ({reason(error)}).",
            "Se efter att du har rätt att skriva där och att disken inte är full.",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(finished: Path, target: Path) -> tuple[Finding, ...]:
    """Puts the folder ``finished`` in the place of ``target``; files that were edited there by hand are kept aside.

    Raises `FileFailure`, with ``target`` as it was, if a file in it is held open.
    """
    findings = keep_edited(target)
    old = finished.with_name(finished.name + "-förra")
    try:
        if target.exists():
            target.rename(old)
        try:
            finished.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    except OSError as error:
        raise FileFailure(
            f"Mappen {display_path(target)} går inte att byta ut ({reason(error)}).",
            "Stäng filerna därifrån i Word och i PDF-läsaren och kör igen. Det förra resultatet är orört.",
        ) from error
    if old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.unlink(missing_ok=True)
    return findings


def keep_edited(target: Path) -> tuple[Finding, ...]:
    """Copies what a person changed or added in ``target`` since it was built to ``<target>-ändrat`` beside it."""
    built = manifest.outputs(target)  # without a manifest, nobody can tell what was made here and what was not
    findings = []
    for path in [target] if target.is_file() else sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix() if path != target else path.name
        if not path.is_file() or name == manifest.NAME or path.name.startswith(("~$", ".~lock")):
            continue
        digest = manifest.sha256(path)
        if built.get(name) == digest:
            continue
        kept = target.with_name(f"{target.name}-ändrat") / f"{path.stem}-{digest[:8]}{path.suffix}"
        kept.parent.mkdir(exist_ok=True)
        shutil.copy2(path, kept)
        findings.append(
            Finding(
                "FIL301",
                Severity.VARNING,
                f"{path.name} var ändrad eller tillagd för hand; din version är sparad i {display_path(kept)}.",
                "För in ändringen i ärendefilen eller i mallen, så att den är med nästa gång.",
                Place(file=display_path(path)),
            )
        )
    return tuple(findings)

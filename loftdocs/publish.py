"""Finished files into ``build/<case>``: all at once or not at all, and nothing that a person wrote is lost."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from loftdocs import held, manifest
from loftdocs.diagnostics import diagnostic
from loftdocs.exchange import exchanged
from loftdocs.failures import FileFailure, reason
from loftdocs.findings import Finding, Place, Severity, display_path
from loftdocs.litter import FORMER, WORKSHOP, put_back
from loftdocs.whole import write_whole

EDITED = diagnostic(
    "FIL301",
    Severity.VARNING,
    "Det som ligger i build/ ändras inte för hand.",
    "en Word-fil i build/ är ändrad.",
    "för in ändringen i ärendefilen eller i mallen; din version är sparad bredvid.",
)


@contextlib.contextmanager
def workshop(build: Path) -> Iterator[Path]:
    """A temporary folder beside the finished ones, so that publishing is a rename. Raises `FileFailure`."""
    try:
        build.mkdir(parents=True, exist_ok=True)
        folder = held.folder(WORKSHOP, build)
    except OSError as error:
        raise FileFailure(
            f"Det går inte att skriva i mappen {display_path(build)} ({reason(error)}).",
            "Se efter att du har rätt att skriva där och att disken inte är full.",
        ) from error
    try:
        yield folder
    finally:
        put_back(folder / FORMER, build)
        held.release(folder)


def publish(finished: Path, target: Path) -> tuple[Finding, ...]:
    """Puts the folder ``finished`` in the place of ``target``; files that were edited there by hand are kept aside.

    ``finished`` is in a `workshop`, with which the former result goes. In ``build/`` there is always the old or the
    new; where two folders cannot change places in one step, the next command puts the old one back (see `litter`).
    Raises `FileFailure`, with ``target`` as it was, if a file in it is held open or cannot be kept.
    """
    try:
        findings = keep_edited(target)
    except OSError as error:
        raise FileFailure(
            f"En fil som du har ändrat i {display_path(target)} går inte att spara undan ({reason(error)}).",
            "Se efter plats och rättigheter och kör igen. Det förra resultatet är orört.",
        ) from error
    former = finished.parent / FORMER / target.name
    try:
        if not target.exists():
            finished.rename(target)
        elif not exchanged(finished, target):
            former.parent.mkdir()
            target.rename(former)
            finished.rename(target)
    except OSError as error:
        put_back(former.parent, target.parent)
        raise FileFailure(
            f"Mappen {display_path(target)} går inte att byta ut ({reason(error)}).",
            "Stäng filerna därifrån i Word och i PDF-läsaren och kör igen. Det förra resultatet är orört.",
        ) from error
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
        write_whole(kept, path.read_bytes())
        shutil.copystat(path, kept)
        findings.append(
            EDITED.finding(
                f"{path.name} var ändrad eller tillagd för hand; din version är sparad i {display_path(kept)}.",
                "För in ändringen i ärendefilen eller i mallen, så att den är med nästa gång.",
                Place(file=display_path(path)),
            )
        )
    return tuple(findings)

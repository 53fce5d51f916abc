"""Waits for a clerk to save something that a case is made of."""

import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from loftdocs.project import Project

if TYPE_CHECKING:
    from watchfiles import Change

# An editor saves in several steps; what comes within this time is one change.
_TOGETHER_MS, _LOOK_EVERY_MS, _TURN_MS = 60, 15, 50
_ENDINGS = (".yaml", ".docx", ".odt", ".pdf", ".png", ".jpg", ".jpeg", ".svg", ".emf")
_PASSING = ("~$", ".~lock", ".", "#")


def saved(project: Project, case: Path, stop: Event | None = None) -> Iterator[tuple[Path, ...]]:
    """Nothing once the watch is kept, then the files that were saved, each time that some were.

    What is saved while the caller builds comes next. Ends when ``stop`` is set or the user breaks off.
    Files that no build reads (other cases, an editor's own) are passed over.
    """
    logging.getLogger("watchfiles").setLevel(logging.CRITICAL)  # it tells of Ctrl+C, in English
    # Some 20 ms, that other commands need not wait for.
    from watchfiles import watch

    def matters(change: "Change", path: str) -> bool:
        return is_read(project, case, Path(path))

    folders = {folder for folder in (project.cases, case.parent, project.templates) if folder.is_dir()}
    changes = watch(
        *folders,
        watch_filter=matters,
        debounce=_TOGETHER_MS,
        step=_LOOK_EVERY_MS,
        rust_timeout=_TURN_MS,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
    )
    for turn, batch in enumerate(changes):
        if batch or turn == 0:
            yield tuple(sorted({Path(path) for _, path in batch}))


def is_read(project: Project, case: Path, path: Path) -> bool:
    """True if a build of ``case`` might read ``path``: the case file, its own folder, a template or a programme."""
    path, case = path.resolve(), case.resolve()
    if path.suffix.lower() not in _ENDINGS or path.name.startswith(_PASSING):
        return False
    own = case.parent / case.stem
    return path == case or own in path.parents or project.templates.resolve() in path.parents

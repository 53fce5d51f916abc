"""Whether what stands in ``build/<case>`` is what a build would make: answered without reading in what makes it.

After a build, all that it depended on is written down: the hashes of its inputs, the names in the folders where a file
of the case's own would count, and the marks of the program, its libraries, LibreOffice and the fonts. As long as all
of it is the same, and the files that were made are as they were left, there is nothing to do.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from loftdocs.cache import Kept
from loftdocs.findings import Finding
from loftdocs.project import Project
from loftdocs.result import Result, Verdict

_ENVIRONMENT = ("LOFTDOCS_SOFFICE", "LOFTDOCS_MOTOR", "PATH")
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_SOURCES = Path(__file__).parent
_NO_SOURCES = ("__pycache__", "frontend", "static")  # bytecode, and the desk's page, which no document depends on


def remember(
    project: Project, case: Path, strict: bool, inputs: Iterable[Path], tools: Iterable[Path], mark: str, result: Result
) -> None:
    """Writes down what ``result`` depended on. That it cannot be written is no fault: see `cache.trouble`.

    ``tools`` are files whose change means another version, ``mark`` the `tools_mark` from when the build began.
    """
    assert result.folder
    seen = {
        **_asked(strict),
        "indata": {str(path): _sha256(path) for path in sorted(set(inputs))},
        "mappar": _folders({path.parent for path in inputs} | {case.parent / case.stem}),
        "verktyg": {str(path): _mark(path) for path in tools},
        "program": mark,
        "utdata": _outputs(result.folder),
        "findings": [finding.as_data() for finding in result.findings],
        "värden": result.values,
        "knutna": result.tied,
        "besked": [verdict.as_data() for verdict in result.verdicts],
    }
    _kept().write(_memory(project, case), json.dumps(seen, ensure_ascii=False).encode())


def recall(project: Project, case: Path, strict: bool) -> Result | None:
    """The result of the last build, if a new one would come to the same; None if it might not."""
    remembered = _kept().read(_memory(project, case))
    if remembered is None:
        return None
    try:
        seen = json.loads(remembered)
        folder = project.build / case.stem
        same = (
            {key: seen[key] for key in _asked(strict)} == _asked(strict)
            and seen["utdata"] == _outputs(folder)
            and seen["program"] == tools_mark()
            and all(_mark(Path(path)) == mark for path, mark in seen["verktyg"].items())
            and seen["mappar"] == _folders(map(Path, seen["mappar"]))
            and all(_sha256(Path(path)) == digest for path, digest in seen["indata"].items())
        )
        if not same or str(case.resolve()) not in {str(Path(path).resolve()) for path in seen["indata"]}:
            return None
        findings = tuple(Finding.of(data) for data in seen["findings"])
        verdicts = tuple(Verdict.of(data) for data in seen["besked"])
        files, values, tied = tuple(sorted(seen["utdata"])), seen["värden"], seen["knutna"]
        return Result(findings, folder, files, values, tied, unchanged=True, verdicts=verdicts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(project: Project, case: Path) -> None:
    """Takes away what is remembered of a case."""
    _kept().drop(_memory(project, case))


def tools_mark() -> str:
    """A mark of everything but LibreOffice that documents are made with: the program, its libraries, the fonts."""
    lines = [sys.version]
    for folder, names in _walk(_SOURCES, _NO_SOURCES):
        lines += [f"{name} {_mark(folder / name)}" for name in names if name.endswith((".py", ".csv", ".j2", ".css"))]
    lines += [f"{path} {_mark(path)}" for path in map(Path, sys.path) if path.name == "site-packages"]
    for root in _FONTS:
        with contextlib.suppress(RuntimeError):  # a user who has no home folder has no fonts there
            lines += [f"{folder} {_mark(folder)}" for folder, _ in _walk(Path(root).expanduser())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _asked(strict: bool) -> dict[str, Any]:
    """What else a result depends on: how it was asked for, and from where (places are shown from there)."""
    return {"strängt": strict, "härifrån": str(Path.cwd()), "miljö": [os.environ.get(name) for name in _ENVIRONMENT]}


def _kept() -> Kept:
    return Kept("senast")


def _memory(project: Project, case: Path) -> str:
    """The name that a case is remembered under."""
    here = hashlib.sha256(f"{project.build.resolve()}\n{case.resolve()}".encode()).hexdigest()[:32]
    return f"{here}.json"


def _outputs(folder: Path) -> dict[str, str]:
    """The files of a build: when each was written, and what is in it, since a disk may lose a bit of that too."""
    return {entry.name: f"{entry.stat().st_mtime_ns} {_sha256(Path(entry.path))}" for entry in os.scandir(folder)}


def _folders(folders: Iterable[Path]) -> dict[str, list[str]]:
    """The names in each folder; a folder that is not there has none."""
    return {
        str(folder): sorted(e.name for e in os.scandir(folder)) if folder.is_dir() else [] for folder in sorted(folders)
    }


def _mark(path: Path) -> str:
    stat = path.stat()
    return f"{stat.st_size} {stat.st_mtime_ns}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _walk(root: Path, without: Iterable[str] = ()) -> Iterator[tuple[Path, list[str]]]:
    """Each folder in a tree and the names of its files, in the same order each time; none if it is not there."""
    for folder, below, names in os.walk(root, followlinks=True):
        below[:] = sorted(set(below).difference(without))
        yield Path(folder), sorted(names)

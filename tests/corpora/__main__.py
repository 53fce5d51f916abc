"""``python -m tests.corpora FOLDER [signatures|docx]``: over a folder of others' files; 0 if all is explained."""

import sys
from collections.abc import Callable
from pathlib import Path

from loftdocs.failures import ExitCode, FileFailure
from tests.corpora import papers
from tests.corpora.dss import read_rows
from tests.corpora.office import NoOffice
from tests.corpora.run import ask_all
from tests.corpora.table import compared, good, report

DSS = Path("signatures") / "dss"
DOCX = Path("docx")


def main(arguments: list[str]) -> int:
    """The exit status: 0 if all is good, 1 if not; 2, 3 and 5 as in `ExitCode`."""
    folder, *named = arguments or [""]
    if not folder or not set(named) <= _PARTS.keys():
        print("Ange mappen med andras testfiler:  make corpora FOLDER=… [ARGS=signatures|docx]", file=sys.stderr)
        return ExitCode.USAGE
    # A folder may have one of them; the signatures, whose table says what is to be there, are asked of if neither.
    here = [name for name, (where, _) in _PARTS.items() if (Path(folder) / where).is_dir()] or ["signatures"]
    try:
        found = [_PARTS[name][1](Path(folder)) for name in named or here]
    except FileFailure as failure:
        print(failure.message, failure.hint, sep="\n", file=sys.stderr)
        return failure.exit_code
    except NoOffice as missing:
        print(missing, file=sys.stderr)
        return ExitCode.MISSING_TOOL
    return ExitCode.OK if all(found) else ExitCode.FINDINGS


def _signatures(folder: Path) -> bool:
    rows = read_rows(folder / DSS)
    answers = []
    for number, said in enumerate(ask_all([folder / DSS / row.file for row in rows]), 1):
        answers.append(said)
        _progress("prövade", number, len(rows))
    outcomes = compared(rows, answers)
    print(report(outcomes))
    return good(outcomes)


def _docx(folder: Path) -> bool:
    files = papers.find(folder / DOCX)
    if not files:
        raise FileFailure(f"{folder / DOCX} har inga Word-filer.", "Ange mappen med andras testfiler.")
    found = papers.ask_papers(files, lambda what, number: _progress(what, number, len(files)))
    print(papers.report(found))
    return papers.good(found)


_PARTS: dict[str, tuple[Path, Callable[[Path], bool]]] = {"signatures": (DSS, _signatures), "docx": (DOCX, _docx)}


def _progress(what: str, number: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{what}: {number} av {of}", end="\n" if number == of else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m tests.corpora FOLDER``: runs over a folder of outside test files and ends with 0 if all is explained."""

import sys
from pathlib import Path

from loftdocs.failures import ExitCode, FileFailure
from tests.corpora.dss import read_rows
from tests.corpora.run import ask_all
from tests.corpora.table import compared, good, report

DSS = Path("signatures") / "dss"


def main(arguments: list[str]) -> int:
    """The exit status: 0 if `good`, 1 if not; 2 and 5 as in `ExitCode`."""
    if len(arguments) != 1 or not arguments[0]:
        print("Ange mappen med andras testfiler:  make corpora FOLDER=…", file=sys.stderr)
        return ExitCode.USAGE
    folder = Path(arguments[0]) / DSS
    try:
        rows = read_rows(folder)
    except FileFailure as failure:
        print(failure.message, failure.hint, sep="\n", file=sys.stderr)
        return failure.exit_code
    answers = []
    for number, said in enumerate(ask_all([folder / row.file for row in rows]), 1):
        answers.append(said)
        if sys.stderr.isatty():
            end = "\n" if number == len(rows) else ""
            print(f"\r{number} av {len(rows)}", end=end, file=sys.stderr, flush=True)
    outcomes = compared(rows, answers)
    print(report(outcomes))
    return ExitCode.OK if good(outcomes) else ExitCode.FINDINGS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

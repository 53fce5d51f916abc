"""Calendar files judged by two readers that nobody here wrote: ical4j and biweekly, by RFC 5545 (and 5546) in full."""

from collections.abc import Sequence
from pathlib import Path

from tests.java import run_java

PROGRAM = Path(__file__).parent / "ical4j"


def calendar_faults(files: Sequence[Path]) -> dict[Path, list[str]]:
    """What is wrong with each file, said by either; an empty list where both find nothing. One Java for all files.

    Raises `ValidatorError` if Java or Maven does not run.
    """
    found: dict[Path, list[str]] = {file: [] for file in files}
    for line in run_java(PROGRAM, "Calendars", *map(str, files), seconds=120).splitlines():
        file, _, fault = line.partition("\t")
        found[Path(file)].append(fault)
    return found

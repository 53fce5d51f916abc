"""How a build ended."""

from dataclasses import dataclass
from pathlib import Path

from loftdocs.findings import Finding, Unasked


def report_name(case: str) -> str:
    """The file name of a case's review report."""
    return f"granskning-{case}.html"


@dataclass(frozen=True)
class Result:
    """The findings of a build, and the folder with the documents unless an error stopped it.

    ``values`` were found in the finished bundle, and ``tied`` of them have a source. ``unchanged`` if nothing had to be
    made, since what is there is what would be made. ``unkept`` is why nothing could be kept for the next build, which
    therefore takes longer; empty if it could. ``unasked`` are the rules that could not be asked.
    """

    findings: tuple[Finding, ...]
    folder: Path | None = None
    files: tuple[str, ...] = ()
    values: int = 0
    tied: int = 0
    unchanged: bool = False
    unkept: str = ""
    unasked: tuple[Unasked, ...] = ()

"""What the EU's Digital Signature Service (DSS) says of its own test files, and how what we say stands to that.

``verdicts.tsv`` has a row for each file; its column ``summary`` is DSS's verdict in one word. "Valid" there is about
mathematics and form, never about trust, and additions for long-term validation are no change. What is compared is
therefore whether the signatures hold and whether a change is told, not the three answers: there is no build.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from loftdocs.failures import FileFailure
from tests.corpora.run import Said, Told

TABLE = "verdicts.tsv"


class Verdict(StrEnum):
    """DSS's verdict; ``NONE`` where its tests do not say."""

    VALID = "valid"
    ANNOTATED = "valid-annotation-added"
    CHANGED = "valid-but-changed"
    INVALID = "not-valid"
    MIXED = "mixed"
    UNSIGNED = "no-signature"
    NONE = ""


# Which build and case a file belongs to, who signed and whom to trust: asked of every file, and nothing that DSS's
# tests say. Every other `fel` is about the file and its signatures.
_OURS_ALONE = frozenset(
    (
        *("SIG101", "SIG102", "SIG103", "SIG107", "SIG114", "SIG115", "SIG116", "SIG117", "SIG118"),
        *("SIG119", "SIG120", "SIG121", "SIG124", "SIG128", "SIG131"),
    )
)
# A signature that cannot be read or judged is not one that holds, however hard it is said.
_UNREADABLE = "SIG111"
_CHANGES = frozenset(
    ("SIG104", "SIG105", "SIG112", "SIG125", "SIG129", "SIG130", "SIG132", "SIG133", "SIG134"),
)

# What we say where no finding says it.
SILENT = "inget"  # DSS finds a fault that we do not tell
UNTOLD = "ingen ändring"  # DSS finds a change that we do not tell
BROKEN = "håller inte"  # a signature that DSS calls valid does not hold, and no finding says why
UNSEEN = "ingen underskrift"  # DSS sees a signature that holds and we do not
HOLDS = "håller"  # DSS sees none and we do


@dataclass(frozen=True)
class Row:
    """A file, by its path below the folder, and DSS's verdict on it."""

    file: str
    verdict: Verdict


@dataclass(frozen=True)
class Difference:
    """Something that we say otherwise: ``ours`` is a finding's code, or one of the words above."""

    file: str
    verdict: Verdict
    ours: str
    message: str = ""


def read_rows(folder: Path) -> tuple[Row, ...]:
    """The rows of ``verdicts.tsv`` in a folder, and a row without verdict for each PDF that it does not name.

    Raises `FileFailure` if there is no such table, if it lacks a column or has an unknown verdict, or if a file that
    it names is not there.
    """
    table = folder / TABLE
    hint = "Ange mappen med andras testfiler, så som dess README beskriver den:  make corpora FOLDER=…"
    if not table.is_file():
        raise FileFailure(f"{table} finns inte.", hint)
    with table.open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        rows = [Row(line["file"], Verdict(line["summary"] or "")) for line in read]
    except (KeyError, ValueError) as error:
        raise FileFailure(f"{table} är inte den tabell som väntades ({error}).", hint) from error
    missing = [row.file for row in rows if not (folder / row.file).is_file()]
    if missing:
        raise FileFailure(f"{table} nämner filer som inte finns: {', '.join(missing)}.", hint)
    named = {row.file for row in rows}
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf"))
    return (*rows, *(Row(file, Verdict.NONE) for file in found if file not in named))


def differences(row: Row, said: Said) -> tuple[Difference, ...]:
    """All that we say otherwise than DSS of a file, once each; nothing for a file of which DSS says nothing."""
    found = (Difference(row.file, row.verdict, ours, message) for ours, message in _differences(row.verdict, said))
    return tuple(dict.fromkeys(found))


def _differences(verdict: Verdict, said: Said) -> Iterator[tuple[str, str]]:
    against = [told for told in said.findings if _against(told)]
    signatures = [field for field in said.fields if field.signed and not field.timestamp]
    holding = [field for field in signatures if field.holds]
    if verdict is Verdict.INVALID and not against:
        yield SILENT, ""
    elif verdict is Verdict.UNSIGNED and holding:
        yield HOLDS, ", ".join(field.name for field in holding)
    elif verdict is Verdict.MIXED:
        if not holding:
            yield from _each(against) if against else [(UNSEEN, "")]
        if not against:
            yield SILENT, ""
    elif verdict in (Verdict.VALID, Verdict.ANNOTATED, Verdict.CHANGED):
        changed = verdict is not Verdict.VALID
        yield from _each([told for told in against if not (changed and told.code in _CHANGES)])
        if changed and not any(told.code in _CHANGES for told in said.findings):
            yield UNTOLD, ""
        if not signatures:
            yield UNSEEN, ""
        elif not against and not all(field.holds for field in said.fields if field.signed):
            yield BROKEN, ", ".join(field.name for field in said.fields if field.signed and not field.holds)


def _against(told: Told) -> bool:
    """True for what says that the file or a signature in it is not as it should be."""
    return (told.severity == "fel" and told.code not in _OURS_ALONE) or told.code == _UNREADABLE


def _each(found: list[Told]) -> Iterator[tuple[str, str]]:
    for told in found:
        yield told.code, told.message

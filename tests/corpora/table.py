"""The outcome of a run, and the table that tells it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.corpora.dss import Difference, Row, Verdict, differences
from tests.corpora.notes import Note, reason
from tests.corpora.run import Said

_HEADS = ("utlåtande", "filer", "lika", "olika", "oförklarade", "krascher", "för långsamma")
_SLOWEST = 5
_NO_VERDICT = "(inget)"


@dataclass(frozen=True)
class Outcome:
    """A file with all that we say otherwise of it, each with its reason if it has one."""

    row: Row
    said: Said
    differs: tuple[tuple[Difference, Note | None], ...]

    @property
    def stopped(self) -> bool:
        """True if there was no answer to compare."""
        return bool(self.said.crash) or self.said.late

    @property
    def agrees(self) -> bool:
        """True if it was compared, and is the same."""
        return not self.stopped and not self.differs

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """The differences that nobody has given a reason for."""
        return tuple(one for one, note in self.differs if note is None)


def compared(
    rows: Sequence[Row], answers: Sequence[Said], explained: Callable[[Difference], Note | None] = reason
) -> tuple[Outcome, ...]:
    """Each row beside what we said of its file."""
    outcomes = []
    for row, said in zip(rows, answers, strict=True):
        found = () if said.crash or said.late else differences(row, said)
        outcomes.append(Outcome(row, said, tuple((one, explained(one)) for one in found)))
    return tuple(outcomes)


def good(outcomes: Sequence[Outcome]) -> bool:
    """True if nothing crashed or took too long, and every difference has a reason."""
    return not any(one.stopped or one.unexplained for one in outcomes)


def report(outcomes: Sequence[Outcome]) -> str:
    """The table, what stopped, every difference with its reason, and what took most time and memory."""
    return "\n".join((*_table(outcomes), *_stops(outcomes), *_reasons(outcomes), *_costs(outcomes)))


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [_HEADS]
    for verdict in Verdict:
        own = [one for one in outcomes if one.row.verdict is verdict]
        if own:
            rows.append((verdict.value or _NO_VERDICT, *_counts(own)))
    rows.append(("alla", *_counts(outcomes)))
    yield from aligned(rows)


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table: names to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        yield "  ".join((name.ljust(widths[0]), *(f.rjust(w) for f, w in zip(figures, widths[1:], strict=True))))


def _counts(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    counts = (
        len(outcomes),
        sum(one.agrees for one in outcomes),
        sum(bool(one.differs) for one in outcomes),
        sum(bool(one.unexplained) for one in outcomes),
        sum(bool(one.said.crash) for one in outcomes),
        sum(one.said.late for one in outcomes),
    )
    return tuple(map(str, counts))


def _stops(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for one in outcomes:
        if one.said.crash:
            yield f"krasch: {one.row.file}: {one.said.crash}"
        elif one.said.late:
            yield f"för långsam: {one.row.file}: stoppad efter {one.said.seconds:.0f} s"


def _reasons(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Each reason once, with the files that it explains; then what nobody has explained."""
    by_note: dict[Note, list[Difference]] = {}
    for difference, note in (pair for one in outcomes for pair in one.differs):
        if note:
            by_note.setdefault(note, []).append(difference)
    for note, found in by_note.items():
        yield ""
        yield f"DSS: {note.verdict.value}. Vi: {note.ours}. {note.why}"
        for file, count in Counter(one.file for one in found).items():
            yield f"  {file}" + (f" ({count} gånger)" if count > 1 else "")
    unexplained = [one for outcome in outcomes for one in outcome.unexplained]
    if unexplained:
        yield ""
        yield "Utan förklaring:"
    for one in unexplained:
        yield f"  {one.file}: DSS: {one.verdict.value}. Vi: {one.ours}. {one.message}".rstrip()


def _costs(outcomes: Sequence[Outcome]) -> Iterator[str]:
    slow = sorted(outcomes, key=lambda one: -one.said.seconds)[:_SLOWEST]
    large = sorted(outcomes, key=lambda one: -one.said.megabytes)[:_SLOWEST]
    yield ""
    yield "längst tid: " + ", ".join(f"{Path(one.row.file).name} {one.said.seconds:.1f} s" for one in slow)
    yield "mest minne: " + ", ".join(f"{Path(one.row.file).name} {one.said.megabytes:.0f} MB" for one in large)

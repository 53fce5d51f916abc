"""What a person sees: progress, findings with the line they point at, and JSON for programs."""

import contextlib
import itertools
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from loftdocs.counted import counts
from loftdocs.findings import Finding, Place, Unasked
from loftdocs.result import Verdict

# So many findings alike are shown, and so many reasons why rules were not asked.
_MOST_ALIKE, _MOST_REASONS = 12, 3


@contextlib.contextmanager
def progress(name: str, output: str) -> Iterator[Callable[[str], None]]:
    """A function that shows the present step: a spinner on a terminal, a line each elsewhere, nothing with JSON."""
    if output == "json":
        yield lambda step: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status(name) as status:
            yield lambda step: status.update(f"{name}: {step} …")
    else:
        yield lambda step: print(f"{name}: {step} …", file=sys.stderr, flush=True)


@contextlib.contextmanager
def progress_of_many(total: int, output: str) -> Iterator[Callable[[str], None]]:
    """A function to tell of each case that is done: a bar with count and time left on a terminal, else a line each."""
    if output == "json":
        yield lambda name: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("kvar:"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Ärenden", total=total)
            yield lambda name: bar.update(task, advance=1)
    else:
        done = itertools.count(1)
        yield lambda name: print(f"{name}: klar, {next(done)} av {total}", file=sys.stderr, flush=True)


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns as wide as they need be, under the first row; all but the first two are figures, to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [c.ljust(w) if at < 2 else c.rjust(w) for at, (c, w) in enumerate(zip(row, widths, strict=True))]
        print("  ".join(cells).rstrip())


def say(line: str) -> None:
    """A line of the answer itself."""
    print(line, flush=True)


def clear() -> None:
    """An empty screen, where there is a screen."""
    if sys.stdout.isatty():
        print("\033[2J\033[H", end="")


def tell(message: str, hint: str = "") -> None:
    """Says why something could not be done."""
    print(f"loftdocs: {message}", file=sys.stderr)
    if hint:
        print(f"  {hint}", file=sys.stderr)


def count(findings: Iterable[Finding]) -> str:
    """``: 1 fel, 2 varningar`` for what there is of each; what the case has set aside is counted by itself."""
    findings = list(findings)
    told = [f"{one.number} {one.word}" for one in counts(findings) if one.number]
    aside = sum(finding.silenced is not None for finding in findings)
    if aside:
        told.append(f"{aside} satt ur spel" if aside == 1 else f"{aside} satta ur spel")
    return f": {', '.join(told)}" if told else ""


def ended(findings: Sequence[Finding], what: str = "Kontrollen") -> str:
    """That a check is done, and what it found."""
    return f"{what} är klar{count(findings)}." if findings else f"{what} är klar: inga anmärkningar."


def print_json(findings: Iterable[Finding], **more: Any) -> None:
    """One JSON object with all findings."""
    import json

    data = {"findings": [finding.as_dict() for finding in findings], **more}
    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_findings(findings: Iterable[Finding]) -> None:
    """Each finding with its place, the line or quote it points at, and what to do.

    Of those alike, a pasted text may hold a thousand: the first dozen are shown, and how many more there are.
    """
    findings = list(findings)
    total, met = Counter(map(_alike, findings)), Counter[tuple[str, str, bool]]()
    for finding in findings:
        kind = _alike(finding)
        met[kind] += 1
        if met[kind] <= _MOST_ALIKE:
            _print_finding(finding)
        if met[kind] == _MOST_ALIKE < total[kind]:
            print(_wrapped(f"… och {total[kind] - _MOST_ALIKE} till av {finding.code} i {kind[1]}."))
            print()


def _alike(finding: Finding) -> tuple[str, str, bool]:
    """What findings have in common of which not all need be read: the rule, and the file or document."""
    return finding.code, finding.place.document or finding.place.file or "ärendet", finding.silenced is not None


def _print_finding(finding: Finding) -> None:
    where = str(finding.place)
    aside = " (satt ur spel)" if finding.silenced else ""
    head = f"{finding.severity} {finding.code}{aside}"
    print(f"{where}: {head}" if where else head)
    print(_wrapped(finding.message))
    for line in _shown(finding.place):
        print(f"    {line}")
    for place in finding.also:
        print(_wrapped(f"Jämför med {place}:"))
        for line in _shown(place):
            print(f"    {line}")
    if finding.silenced:
        print(_wrapped(f"Skäl: {finding.silenced}"))
    elif finding.hint:
        print(_wrapped(f"Gör så här: {finding.hint}"))
    print()


def told_unasked(unasked: Iterable[Unasked]) -> str:
    """How many rules could not be asked, and what they lacked, as a last line; nothing if all were asked."""
    lacking = Counter(one.lacking for one in unasked)
    number = lacking.total()
    if not number:
        return ""
    reasons = "; ".join(f"{count} saknar {what}" for what, count in lacking.most_common(_MOST_REASONS))
    rest = number - sum(count for _, count in lacking.most_common(_MOST_REASONS))
    more = f"; {rest} saknar annat" if rest else ""
    return f"\nInte prövade: {number} {'regel' if number == 1 else 'regler'} ({reasons}{more})."


def told_verdicts(verdicts: Iterable[Verdict], name: str = "") -> str:
    """The answers about the paper and the agreement, with what is missing for each; ``name`` stands before each."""
    lines = []
    for verdict in verdicts:
        lines.append(f"{name}{verdict.title}. {verdict.lead}")
        lines += [_wrapped(f"- {one.what} {one.todo}".rstrip(), "    ") for one in verdict.missing]
    return "\n".join(lines)


def _wrapped(text: str, after: str = "  ") -> str:
    return textwrap.fill(
        text, 110, initial_indent="  ", subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )


def _shown(place: Place) -> tuple[str, ...]:
    """The source line with a marker under the value, or the quote from a document."""
    if place.quote:
        return (f"”{place.quote}”",)
    if not (place.file and place.line and place.column):
        return ()
    try:
        # Only the line ends that an editor counts by; splitlines() would break at form feeds too.
        lines = re.split(r"\r\n|\r|\n", Path(place.file).read_text(encoding="utf-8-sig", errors="replace"))
        line = lines[place.line - 1]
    except (OSError, IndexError):
        return ()
    if "\0" in line or "\ufffd" in line:
        return ()  # a binary file, or another encoding: nothing to show
    start = place.column - 1
    length = max(1, len(line[start:].split("  #")[0].rstrip()))
    margin = f"{place.line} | "
    return (f"{margin}{line}", f"{' ' * (len(margin) + start)}{'^' * min(length, 100)}")

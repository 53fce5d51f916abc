"""What is wrong with a text that YAML cannot read, or reads otherwise than it looks; PyYAML's English made Swedish."""

import re
from bisect import bisect_right
from pathlib import Path

import yaml

from loftdocs.diagnostics import Diagnostic
from loftdocs.findings import Finding, Place, display_path
from loftdocs.load import diagnostics

TOO_DEEP = (
    diagnostics.TOO_MANY_LEVELS,
    "Här har filen alltför många nivåer.",
    "Ta bort klamrar och streck som är för många.",
)
_HALF = re.compile("[\ud800-\udfff]")
_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>|=======)", re.MULTILINE)
_HARD_INDENT = re.compile(r"^[ ]*\u00a0", re.MULTILINE)


def fault(file: Path, line: int, column: int, what: Diagnostic, message: str, hint: str) -> Finding:
    """A finding at a line and column of a file."""
    return what.finding(message, hint, Place(file=display_path(file), line=line, column=column))


def suspicious(file: Path, text: str) -> tuple[Finding, ...]:
    """Lines and halves of characters that no case file should have, whether or not YAML can read them."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return tuple(
        fault(file, line, at - starts[line - 1] + 1, diagnostics.BROKEN, message, hint)
        for pattern, message, hint in (
            (_HALF, "Här står ett halvt tecken ({}).", "Radera tecknet, eller skriv om raden för hand."),
            (
                _CONFLICT,
                "Raden är ett märke från en sammanslagning i git.",
                "Välj en av versionerna och ta bort märkena.",
            ),
            (_HARD_INDENT, "Raden är indragen med ett hårt mellanslag.", "Byt det mot vanliga mellanslag."),
        )
        for match in pattern.finditer(text)
        for at in (match.start(),)
        for line in (bisect_right(starts, at),)
        for message in (message.format(f"U+{ord(match.group()[-1]):04X}"),)
    )


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _without_colon(lines: list[str], line: int) -> tuple[int, int] | None:
    """The line above ``line`` (from 1), if it should have ended in a colon: less indented, a single word."""
    for number in range(line - 1, 0, -1):
        row = lines[number - 1]
        if row.strip() and not row.lstrip().startswith("#"):
            indent, below = len(row) - len(row.lstrip()), lines[line - 1]
            word = re.fullmatch(r"\s*[\w]+[;=]?\s*(?:#.*)?", row)
            return (number, indent + 1) if word and indent < len(below) - len(below.lstrip()) else None
    return None


def _opening(error: yaml.YAMLError, line: int, column: int) -> tuple[int, int]:
    """Where the thing begins that is never ended; the parser's own place is where it gave up."""
    mark = getattr(error, "context_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else (line, column)


def broken(file: Path, text: str, error: yaml.YAMLError) -> Finding:
    """The one place where PyYAML's English words are turned into what a clerk can act on."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    tab = next((i for i, row in enumerate(lines, 1) if "\t" in row[: len(row) - len(row.lstrip())]), None)
    if tab is not None and tab <= line:
        column = lines[tab - 1].index("\t") + 1
        message, hint = "Raden är indragen med tabb.", "Byt tabben mot mellanslag, två för varje nivå."
        return fault(file, tab, column, diagnostics.BROKEN, message, hint)
    if "nesting depth" in problem:
        return fault(file, line, column, *TOO_DEEP)
    if "escape" in problem:
        message = "Efter ett omvänt snedstreck står här något som inte är ett tecken."
        hint = "Byt citattecknen (\") mot enkla ('), eller skriv två omvända snedstreck."
    elif "quoted scalar" in problem:
        message, hint = "Ett citattecken öppnas men stängs aldrig.", "Sätt citattecken både före och efter texten."
        line, column = _opening(error, line, column)
    elif "mapping values are not allowed" in problem and (at := _without_colon(lines, line)):
        line, column = at
        message, hint = "Raden saknar kolon efter uppgiftens namn.", "Skriv ”namn:” och uppgiften efter, eller under."
    elif "mapping values are not allowed" in problem:
        message = "Här står ett kolon som YAML läser som en ny uppgift."
        hint = "Sätt hela texten inom citattecken, eller dra in raden lika långt som raderna omkring."
    elif "could not find expected ':'" in problem:
        message = "Här saknas ett kolon och ett mellanslag efter uppgiftens namn."
        hint = "Skriv ”namn: värde”; dra in raden om den hör till texten ovanför."
        line, column = _opening(error, line, column)
    elif "cannot start any token" in problem:
        message = f"Tecknet {written[column - 1 : column]!r} kan inte inleda ett värde."
        hint = "Sätt hela värdet inom citattecken."
    elif "flow" in problem:
        message, hint = "En klammer öppnas men stängs aldrig.", "Varje [ ska ha sin ] och varje { sin }."
        line, column = _opening(error, line, column)
    elif "document" in problem:
        message, hint = "Filen innehåller flera delar med --- emellan.", "Behåll en enda del."
    elif "undefined alias" in problem or "anchor" in problem or "alias" in problem:
        message, hint = "Ett ord som börjar med * eller & läses som en hänvisning.", "Sätt texten inom citattecken."
    else:
        message = "Filen går inte att läsa från och med den här raden."
        hint = "Se efter att raden är lika indragen som sina grannar och att citattecken och kolon är rätt."
    return fault(file, line, column, diagnostics.BROKEN, message, hint)

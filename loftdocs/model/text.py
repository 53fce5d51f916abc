"""Free text in a case: paragraphs, bulleted lines and **bold**. Nothing else is markup, nothing is evaluated."""

import re
from dataclasses import dataclass

_BULLET = re.compile(r"\s*[-*•–]\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, or a bulleted line."""

    runs: tuple[Run, ...]
    bullet: bool = False

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Text:
    """The blocks of a free text, in order."""

    blocks: tuple[Block, ...]

    def __str__(self) -> str:
        return "\n".join(str(block) for block in self.blocks)


def parse_text(source: str) -> Text:
    """The blocks of ``source``: blank lines part paragraphs, ``- `` opens a bullet, an indented line goes on."""
    blocks: list[Block] = []
    pending: list[str] = []
    bullet = False

    def close() -> None:
        joined = " ".join(" ".join(pending).split())
        if joined:
            blocks.append(Block(_runs(joined), bullet))
        pending.clear()

    for line in source.split("\n"):
        opens = _BULLET.match(line)
        # Text at the margin after a bullet is a new paragraph, not the bullet's second line.
        if opens or not line.strip() or (bullet and not line[:1].isspace()):
            close()
            bullet = bool(opens)
        pending.append(line[opens.end() :] if opens else line)
    close()
    return Text(tuple(blocks))


def _runs(line: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = 0
    for match in _BOLD.finditer(line):
        if match.start() > at:
            runs.append(Run(line[at : match.start()]))
        runs.append(Run(match.group(1), bold=True))
        at = match.end()
    if at < len(line):
        runs.append(Run(line[at:]))
    return tuple(runs)

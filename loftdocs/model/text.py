"""Free text in a case: paragraphs, bulleted lines, **bold** and [engelska: phrases] in another language.

Nothing else is markup, nothing is evaluated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loftdocs.model.languages import LANGUAGES

_BULLET = re.compile(r"\s*[-*•–]\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?=\S)(?P<text>.+?)(?<=\S)\*\*")
# The name of the language, and not its code: "en" and "se" are Swedish words.
_PHRASE = re.compile(rf"\[(?P<language>{'|'.join(LANGUAGES)}):\s*(?P<text>[^\s\[\]][^\[\]]*?)\s*\]", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight and one language; '' for that of the document."""

    text: str
    bold: bool = False
    language: str = ""


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
            blocks.append(Block(tuple(_runs(joined)), bullet))
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


def language_marks(source: str) -> Iterator[tuple[int, int]]:
    """Where the marks of languages stand in ``source``, as (start, end): all of ``[engelska: Smart City]`` but its
    phrase."""
    for match in _PHRASE.finditer(source):
        yield match.start(), match.start("text")
        yield match.end("text"), match.end()


def unmarked(source: str) -> str:
    """``source`` without what marks bold and languages: the words as they are printed."""
    return _PHRASE.sub(lambda match: match["text"], source).replace("**", "")


def _runs(line: str) -> Iterator[Run]:
    """The runs of a line; bold may begin or end inside a phrase, and the other way round."""
    marks = [
        *((match, "bold", True, False) for match in _BOLD.finditer(line)),
        *((match, "language", LANGUAGES[match["language"].lower()], "") for match in _PHRASE.finditer(line)),
    ]
    turns = [
        turn
        for match, what, on, off in marks
        for turn in ((match.start(), match.start("text"), what, on), (match.end("text"), match.end(), what, off))
    ]
    bold, language, at = False, "", 0
    for start, end, what, value in [*sorted(turns, key=lambda turn: turn[:2]), (len(line), len(line), "", "")]:
        if start > at:
            yield Run(line[at:start], bold, language)
        bold = bool(value) if what == "bold" else bold
        language = str(value) if what == "language" else language
        at = max(at, end)

"""The numbers that Word prints in front of paragraphs by itself: ``10.3``, ``(1)``, ``a)``, bullets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from loftdocs.read.clauses import BULLET
from loftdocs.read.package import W, switched_on, value, whole
from loftdocs.read.styles import Styles

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LETTERS = 26
# Word itself starts over after thirty rounds of the alphabet.
_MOST_LETTERS = 30 * _LETTERS
_MOST_ROMAN = 3999


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True)
class NumberedList:
    """A list as paragraphs refer to it: lists with the same ``scheme`` go on counting where the other ended."""

    scheme: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)

    def level_of_style(self, style: str) -> int | None:
        """The level that a paragraph style is tied to."""
        return next((index for index, level in self.levels.items() if level.style == style), None)


@dataclass(frozen=True)
class Lists:
    """All lists of a file by ``w:numId``, and which of them a paragraph style is tied to."""

    by_key: Mapping[str, NumberedList] = field(default_factory=dict)
    of_style: Mapping[str, str] = field(default_factory=dict)


def read_numbering(root: _Element | None) -> Lists:
    """The lists of a ``numbering.xml``; none of them if there is no such part."""
    if root is None:
        return Lists()
    schemes = {value(e, "abstractNumId") or "": e for e in root.findall(f"{W}abstractNum")}
    by_style = {value(e.find(f"{W}styleLink")): key for key, e in schemes.items()}
    lists = {}
    for element in root.findall(f"{W}num"):
        key = value(element.find(f"{W}abstractNumId")) or ""
        if key in schemes and (linked := value(schemes[key].find(f"{W}numStyleLink"))):
            key = by_style.get(linked, key)
        if key in schemes:
            lists[value(element, "numId") or ""] = _list(key, schemes[key], element)
    tied = {level.style: key for key in reversed(lists) for level in lists[key].levels.values() if level.style}
    return Lists(lists, tied)


def _list(key: str, scheme: _Element, element: _Element) -> NumberedList:
    levels = {whole(value(e, "ilvl"), 0) or 0: _level(e) for e in scheme.findall(f"{W}lvl")}
    starts = {}
    for override in element.findall(f"{W}lvlOverride"):
        index = whole(value(override, "ilvl"), 0) or 0
        if (replaced := override.find(f"{W}lvl")) is not None:
            levels[index] = _level(replaced)
        if (start := whole(value(override.find(f"{W}startOverride")))) is not None:
            starts[index] = start
    return NumberedList(key, levels, starts)


def _level(element: _Element) -> Level:
    # Word's newer formats stand in an AlternateContent; the last one is the fall-back that everyone knows.
    formats = [value(e) or "decimal" for e in element.iter(f"{W}numFmt")]
    return Level(
        start=whole(value(element.find(f"{W}start")), 0) or 0,
        format=formats[-1] if formats else "decimal",
        text=value(element.find(f"{W}lvlText")) or "",
        restart=whole(value(element.find(f"{W}lvlRestart"))),
        legal=bool(switched_on(element.find(f"{W}isLgl"))),
        style=value(element.find(f"{W}pStyle")),
    )


def place_in_list(paragraph: _Element, style: str | None, styles: Styles, lists: Lists) -> tuple[str, int] | None:
    """The list and level of a paragraph, by itself or through its style; None if it is in none."""
    own = paragraph.find(f"{W}pPr/{W}numPr")
    own_list = None if own is None else value(own.find(f"{W}numId"))
    own_level = None if own is None else whole(value(own.find(f"{W}ilvl")))
    key, level = own_list, own_level
    for ancestor in styles.chain(style):
        if key is None:
            key = ancestor.list_id or lists.of_style.get(ancestor.key)
        if level is None and key is not None and key in lists.by_key:
            # A style's own level does not count when the list ties the style to one.
            level = lists.by_key[key].level_of_style(ancestor.key)
            level = ancestor.list_level if level is None else level
    return None if key is None or key not in lists.by_key else (key, level or 0)


class Counters:
    """The counters of one text, from its beginning: call `next` for each numbered paragraph in order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._values: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, key: str, level: int) -> str:
        """The number of the next paragraph of list ``key`` at ``level`` as printed; '' for none."""
        numbered = self._lists.by_key.get(key)
        if numbered is None or level not in numbered.levels:
            return ""
        values = self._values.setdefault(numbered.scheme, {})
        if level in numbered.starts and (key, level) not in self._begun:
            values[level] = numbered.starts[level]
        else:
            values[level] = values[level] + 1 if level in values else numbered.levels[level].start
        self._begun.add((key, level))
        for above in range(level):  # a level that was passed over counts as begun, as it does in Word
            values.setdefault(above, numbered.levels.get(above, Level()).start)
        for below in [index for index in values if index > level]:
            restart = numbered.levels.get(below, Level()).restart
            if restart is None or level < restart:
                del values[below]
        return printed(numbered, level, values)


def printed(numbered: NumberedList, level: int, values: Mapping[int, int]) -> str:
    """The number at ``level`` as it is printed, when the counters stand at ``values``."""
    shown = numbered.levels[level]
    if shown.format == "bullet":
        return BULLET

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        part = numbered.levels.get(index, Level())
        if shown.legal and part.format != "none":
            part = replace(part, format="decimal")
        return in_format(values.get(index, part.start), part.format)

    return re.sub(r"%([1-9])", number, shown.text).strip()


def in_format(number: int, name: str) -> str:
    """``number`` in one of Word's number formats; those that Swedish documents never use become digits."""
    if name in ("none", "bullet"):
        return ""
    if name == "decimalZero":
        return f"{number:02}"
    if name in ("lowerLetter", "upperLetter") and 0 < number <= _MOST_LETTERS:
        rounds, letter = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + letter) * (rounds + 1)
        return letters.upper() if name == "upperLetter" else letters
    if name in ("lowerRoman", "upperRoman") and 0 < number <= _MOST_ROMAN:
        return _roman(number).upper() if name == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    digits = []
    for worth, digit in _ROMAN:
        times, number = divmod(number, worth)
        digits.append(digit * times)
    return "".join(digits)

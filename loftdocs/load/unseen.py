"""Characters that nobody sees, pasted in from elsewhere: what a text is without them, and where they stood.

They are no clerk's mistake and cannot be found by eye, so they stop nothing: a text is read without them, and it is
told that it is. Which they are: the Unicode Standard, chapter 23 (controls, line and paragraph separators, joiners,
direction marks, variation selectors, tags) and its property Default_Ignorable_Code_Point.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile

# From and to, as numbers: the desk's page is given the same ones, so that what is pasted there is read alike.
INVISIBLE = (
    *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C)),
    *((0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB)),
    *((0xFFFE, 0xFFFF), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
LINE_ENDS = ((0x0B, 0x0B), (0x1C, 0x1F), (0x85, 0x85), (0x2028, 0x2028))
PARAGRAPH_ENDS = ((0x0C, 0x0C), (0x2029, 0x2029))
# Signs that may be parts of an emoji: there a joiner, a variation selector or a tag is seen, as another picture.
PICTURES = (
    *((0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139)),
    *((0x2190, 0x2BFF), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299), (0x1F000, 0x1FAFF)),
)
_NAMES = {
    "\x0b": "lodrät tabb", "\x0c": "sidbrytning", "\x85": "radbrytning", "\xad": "mjukt bindestreck",
    "\u200b": "nollbrett mellanslag", "\u200c": "osynlig delare", "\u200d": "osynlig fogning",
    "\u2028": "radskiljare", "\u2029": "styckeskiljare", "\u2060": "ordfogare", "\ufeff": "byteordningsmärke",
    **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "riktningstecken"),
}  # fmt: skip


def _set(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)


_LINE_END, _PARAGRAPH_END, _PICTURE = (f"[{_set(one)}]" for one in (LINE_ENDS, PARAGRAPH_ENDS, PICTURES))
_BREAK = f"[{_set((*LINE_ENDS, *PARAGRAPH_ENDS))}]"
UNSEEN = f"[{_set((*INVISIBLE, *LINE_ENDS, *PARAGRAPH_ENDS))}]"
_EMOJI = (
    "[0-9#*]\ufe0f\u20e3|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    f"|{_PICTURE}[\ufe0e\ufe0f]?(?:\u200d{_PICTURE}[\ufe0e\ufe0f]?)*"
)
# Most texts have none of them, which a set tells at once; to make the patterns takes longer than to read a case.
_NONE_IN = frozenset(
    chr(n) for first, last in (*INVISIBLE, *LINE_ENDS, *PARAGRAPH_ENDS) for n in range(first, last + 1)
).isdisjoint


@cache
def _finder() -> re.Pattern[str]:
    return re.compile(f"(?P<emoji>{_EMOJI})|(?P<unseen>{UNSEEN})")


@cache
def _blank() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\S\n]|{UNSEEN})*")


@dataclass(frozen=True)
class Unseen:
    """A character that is not seen, and its ``index`` in the text that it stood in."""

    index: int
    character: str

    @property
    def name(self) -> str:
        """What a person may call it, with its number: ``mjukt bindestreck (U+00AD)``."""
        return f"{_NAMES.get(self.character, 'styrtecken')} (U+{ord(self.character):04X})"

    @property
    def parts_words(self) -> bool:
        """Whether it ends a line or a paragraph, and so is read as white space."""
        return re.fullmatch(_BREAK, self.character) is not None


@dataclass(frozen=True)
class Seen:
    """A text without what is not seen.

    ``met`` is what there was, in order, and ``gone`` where it was taken away; elsewhere there is a space instead.
    """

    text: str
    met: tuple[Unseen, ...] = ()
    gone: tuple[int, ...] = ()

    @cached_property
    def _joints(self) -> list[int]:
        return [index - count for count, index in enumerate(self.gone)]

    def origin(self, index: int, *, end: bool = False) -> int:
        """The place in the original text of an index in this one; of an ``end``, before what was taken away there."""
        return index + (bisect_left if end else bisect_right)(self._joints, index)

    def put_back(self, original: str, made: str) -> str:
        """The ``original`` text with only that changed in which ``made`` differs from this one."""
        start = _alike(self.text, made)
        same = _alike(self.text[start:][::-1], made[start:][::-1])
        end = len(self.text) - same
        new = made[start : len(made) - same]
        return original[: self.origin(start, end=True)] + new + original[self.origin(end) :]


def unseen(text: str) -> tuple[Unseen, ...]:
    """All characters in ``text`` that are not seen, but for the parts of an emoji."""
    if _NONE_IN(text):
        return ()
    return tuple(Unseen(m.start(), m.group()) for m in _finder().finditer(text) if m["unseen"])


def seen_value(text: str) -> str:
    """A value without what is not seen: ends of lines and of paragraphs are line feeds, the rest is gone."""
    return text if _NONE_IN(text) else _finder().sub(lambda m: m["emoji"] or _broken(m["unseen"]), text)


def seen_yaml(text: str) -> Seen:
    """A YAML file's text without what is not seen, line by line as it was.

    An end of a line that YAML or an editor may not know is a space: a line feed would need an indent to go with it.
    """
    met = unseen(text)
    if not met:
        return Seen(text)
    spaces = {one.index for one in met if one.parts_words} - _at_ends_of_lines(text)
    gone = tuple(one.index for one in met if one.index not in spaces)
    letters = list(text)
    for index in spaces:
        letters[index] = " "
    for index in gone:
        letters[index] = ""
    return Seen("".join(letters), met, gone)


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _at_ends_of_lines(text: str) -> set[int]:
    """Where lines have nothing to be seen yet, or no more: a space first in a line would be an indent."""
    found: set[int] = set()
    at = 0
    for line in text.split("\n"):
        before, after = (_blank().match(row) for row in (line, line[::-1]))
        assert before
        assert after
        found.update(range(at, at + before.end()), range(at + len(line) - after.end(), at + len(line)))
        at += len(line) + 1
    return found


def _broken(character: str) -> str:
    if re.fullmatch(_PARAGRAPH_END, character):
        return "\n\n"
    return "\n" if re.fullmatch(_LINE_END, character) else ""

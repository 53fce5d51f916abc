"""One way of writing for all patterns: lower case, plain blanks, two kinds of dash; and the patterns that all share."""

import re

_SAME = {
    " ": "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000",
    # What keeps a number together is told from the blank between two columns: "4 300\u00a0000" is two numbers.
    "\u00a0": "\u2007\u2009\u202f",
    "\n": "\u0085\u2028\u2029",
    "-": "\u2010\u2011\u2212\u00ad",
    # The en dash is kept apart: "2022–24" is a span of years and "2022-11" is a month.
    "–": "\u2012\u2014\u2015",
}
_REPLACED = tuple((char, plain) for plain, chars in _SAME.items() for char in chars)

# A single break between the parts of one value; an empty line always ends it.
GAP = r"(?:[ \u00a0]?\n[ \u00a0]?|[ \t\u00a0]{1,2})"
# The same inside a telephone number and the like, where a tab is the next column.
THIN = r"(?:[ \u00a0]\n?|\n)"
DASH = r"[-–]"
YEAR = r"(?:19|20|21)\d\d"


def fold(text: str) -> str:
    """The text in lower case with plain blanks and dashes, character for character as long as it was."""
    folded = text.lower()
    if len(folded) != len(text):  # a few letters, such as İ, grow in lower case
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if not folded.isascii():
        for char, plain in _REPLACED:
            folded = folded.replace(char, plain)
    return folded.replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")


def stands_free(folded: str, start: int) -> bool:
    """Whether what starts here is neither the rest of a word nor of a number such as 10.3, 2017:725 or 2022/17."""
    if start == 0:
        return True
    before = folded[start - 1]
    if before.isalnum() or before in "_+":
        return False
    return not (before in ".,:/" and start > 1 and folded[start - 2].isdigit())


def ends_free(folded: str, end: int) -> bool:
    """Whether what ends here does not go on as a word, or as a number after a point, a comma, a colon or a stroke."""
    after = folded[end : end + 2]
    if not after:
        return True
    if after[0].isalnum() or after[0] == "_":
        return False
    return not (after[0] in ".,:/" and after[1:].isdigit())


def is_free(folded: str, match: re.Match[str]) -> bool:
    """Whether what matched both starts and ends free."""
    return stands_free(folded, match.start()) and ends_free(folded, match.end())


def before(pattern: re.Pattern[str], folded: str, end: int, reach: int = 32) -> re.Match[str] | None:
    r"""The match of a pattern that finishes in ``\Z`` against the ``reach`` characters up to ``end``."""
    # pos and endpos, not a slice: offsets stay those of the whole text, and look-behinds see what is before.
    return pattern.search(folded, max(0, end - reach), end)

"""Numbers in digits and in Swedish words."""

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from loftdocs.mention.folding import ends_free, fold, stands_free
from loftdocs.pattern import pattern

_UNITS = {"ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9}
_TEENS = {
    **{"tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16},
    **{"sjutton": 17, "arton": 18, "aderton": 18, "nitton": 19},
}
_TENS = {
    **{"tjugo": 20, "trettio": 30, "förtio": 40, "fyrtio": 40, "femtio": 50},
    **{"sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90},
}
_SCALES = {"tusen": 1000, "miljon": 10**6, "miljoner": 10**6, "miljard": 10**9, "miljarder": 10**9}
_BELOW_100 = {**_UNITS, **_TEENS, **_TENS}
# The pieces that number words are put together of, the longest first. Swedish never writes the same consonant three
# times, so 1 000 is "ettusen"; num2words has "etttusen".
_PIECE = "|".join(sorted([*_BELOW_100, *_SCALES, "hundra", "noll", "ettusen"], key=len, reverse=True))
_PIECES = pattern(_PIECE)

# Groups of three: with no-break blanks, with plain ones, or with points. A number does not start with a plain blank and
# go on with a no-break one, and breaks a line only before its last group: "4", "300 000" of a table are two numbers.
_GROUP = r"\d{3}(?!\d)"
_DIGITS = pattern(
    rf"(?:\d{{1,3}}(?:\u00a0{_GROUP}){{1,5}}(?: {_GROUP}){{0,5}}"
    rf"|\d{{1,3}}(?: {_GROUP}){{0,5}}(?: \n?|\n){_GROUP}(?!\u00a0{_GROUP}| {_GROUP}))(?:[.,]\d{{1,15}})?"
    # After points between the groups, decimals have a comma: 192.168.100.1 is no number.
    rf"|\d{{1,3}}(?:\.{_GROUP}){{1,5}}(?:,\d{{1,15}})?|\d{{1,15}}(?:[.,]\d{{1,15}})?"
)
# Points between groups of three, and a comma before decimals. "1.000.00" is left: it may be one thing or another.
_POINTED = pattern(r"(?P<groups>\d{1,3}(?:\.\d{3})+)(?:,(?P<decimals>\d+))?")
# After number words comes the end of the word, or a unit in the same word: "treårig", "tolvmånadersperiod".
_SPELLED = pattern(
    rf"(?<!\w)(?:{_PIECE})(?:\s?(?:{_PIECE})){{0,24}}(?:(?!\w)|(?=års|årig|månad|dag|veck|kvartal|timm|procentig))"
)


class Number(NamedTuple):
    """A number at ``start:end`` of a text; ``written`` is in lower case."""

    value: Decimal
    written: str
    start: int
    end: int


def number_from_words(words: str) -> int | None:
    """The whole number below a thousand milliards that Swedish words spell; None for anything else.

    Words may be joined or not, as around "hundra", "tusen" and "miljon": "trehundratusen", "tre hundra tusen".
    """
    plain = " ".join(fold(words).split())
    if plain == "noll":
        return 0
    total, group, scale, at = 0, 0, 10**12, 0
    while at < len(plain):
        apart = plain[at] == " "
        match = _PIECES.match(plain, at + apart)
        if match is None:
            return None
        at = match.end()
        for piece in ("ett", "tusen") if match[0] == "ettusen" else (match[0],):
            if piece in _SCALES:
                if _SCALES[piece] >= scale or (not group and piece != "tusen"):
                    return None
                scale = _SCALES[piece]
                total, group = total + (group or 1) * scale, 0
            elif piece == "hundra" and group < 100:
                group = (group or 1) * 100
            elif piece in _BELOW_100 and _fits(group % 100, piece, apart):
                group += _BELOW_100[piece]
            else:
                return None
    return total + group if plain else None


def _fits(tens: int, piece: str, apart: bool) -> bool:
    """True if a number below a hundred may take ``piece`` too: 20 takes "tre" in the same word, 0 takes anything."""
    return tens == 0 or (tens in _TENS.values() and piece in _UNITS and not apart)


def numbers_in(folded: str) -> list[Number]:
    """The numbers of a folded text in order of place; not those inside words, dates with points, or 2022/17."""
    found = [
        Number(value, match[0], *match.span())
        for match in _DIGITS.finditer(folded)
        if stands_free(folded, match.start()) and not _goes_on(folded, match.end())
        if (value := _from_digits(match[0])) is not None
    ]
    at = 0
    while match := _SPELLED.search(folded, at):
        spelled, at = _longest(match[0])
        at += match.start()
        if spelled is not None:
            found.append(Number(Decimal(spelled), folded[match.start() : at], match.start(), at))
    return sorted(found, key=lambda number: number.start)


def _longest(words: str) -> tuple[int | None, int]:
    """The number that ``words`` begin with and where it ends; of "tre fyra" that is the first word alone."""
    ends = [len(words), *(at for at in range(len(words) - 1, 0, -1) if words[at].isspace())]
    for end in ends:
        value = number_from_words(words[:end])
        if value is not None:
            return value, end
    return None, ends[-1]


def _goes_on(folded: str, end: int) -> bool:
    # A letter may follow a number ("3MSEK"); a point and a digit may not.
    return not folded[end : end + 1].isalpha() and not ends_free(folded, end)


def _from_digits(written: str) -> Decimal | None:
    """The number that digits write; None for what only looks like one, such as an address, 192.168.100.25."""
    plain = "".join(written.split())
    if match := _POINTED.fullmatch(plain):
        groups, decimals = match["groups"].replace(".", ""), match["decimals"]
        return Decimal(f"{groups}.{decimals}" if decimals else groups)
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None

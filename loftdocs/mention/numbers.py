"""Numbers in digits and in Swedish words."""

import re
from decimal import Decimal
from typing import NamedTuple

from loftdocs.mention.folding import ends_free, fold, stands_free

_UNITS = {"ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9}
_TEENS = {
    **{"tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16},
    **{"sjutton": 17, "arton": 18, "aderton": 18, "nitton": 19},
}
_TENS = {
    **{"tjugo": 20, "trettio": 30, "förtio": 40, "fyrtio": 40, "femtio": 50},
    **{"sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90},
}
# Every way of writing 1–99 in one word.
_BELOW_100 = {
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{ten + unit: a + b for ten, a in _TENS.items() for unit, b in _UNITS.items()},
}


def _one_of(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_TO_99 = f"(?:{_one_of(_TEENS)}|{_one_of(_TENS)}{_one_of(_UNITS)}?|{_one_of(_UNITS)})"
_TO_999 = rf"(?:(?:{_TO_99}\s?)?hundra(?:\s?{_TO_99})?|{_TO_99})"
# Swedish never writes the same consonant three times, so 1 000 is "ettusen"; num2words has "etttusen".
_THOUSANDS = rf"(?:(?:{_TO_999}\s?)?tusen|(?:{_TO_999}\s?)?ettusen)"
# At least one letter is sure to be there because of the look-ahead.
NUMBER_WORDS = (
    r"(?=[aefhnstå])(?:noll|"
    rf"(?:{_TO_999}\s?miljard(?:er)?)?(?:\s?{_TO_999}\s?miljon(?:er)?)?(?:\s?{_THOUSANDS})?(?:\s?{_TO_999})?)"
)
_WHOLE = re.compile(
    rf"(?:(?P<billions>{_TO_999})\s?miljard(?:er)?)?\s?(?:(?P<millions>{_TO_999})\s?miljon(?:er)?)?\s?"
    rf"(?:(?P<thousands>{_TO_999})?\s?(?P<thousand>tusen))?\s?(?P<rest>{_TO_999})?"
)
_HUNDREDS = re.compile(rf"(?:(?P<hundreds>{_TO_99})?\s?(?P<hundred>hundra))?\s?(?P<rest>{_TO_99})?")
_SHORT_THOUSAND = re.compile(r"(?<=et)(?=tusen)")

# Groups of three: with no-break blanks, with plain ones, or with points. A number does not start with a plain blank and
# go on with a no-break one, and breaks a line only before its last group: "4", "300 000" of a table are two numbers.
_GROUP = r"\d{3}(?!\d)"
_DIGITS = re.compile(
    rf"(?:\d{{1,3}}(?:\u00a0{_GROUP}){{1,5}}(?: {_GROUP}){{0,5}}"
    rf"|\d{{1,3}}(?: {_GROUP}){{0,5}}(?: \n?|\n){_GROUP}(?!\u00a0{_GROUP}| {_GROUP})"
    rf"|\d{{1,3}}(?:\.{_GROUP}){{1,5}}|\d{{1,15}})(?:[.,]\d{{1,15}})?"
)
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
# After number words comes the end of the word, or a unit in the same word: "treårig", "tolvmånadersperiod".
_SPELLED = re.compile(rf"(?<!\w){NUMBER_WORDS}(?:(?!\w)|(?=års|årig|månad|dag|veck|kvartal|timm|procentig))")


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
    plain = _SHORT_THOUSAND.sub("t", " ".join(fold(words).split()))
    if plain == "noll":
        return 0
    match = _WHOLE.fullmatch(plain)
    if not plain or match is None:
        return None
    thousands = _below_1000(match["thousands"]) if match["thousands"] else int(bool(match["thousand"]))
    return (
        _below_1000(match["billions"]) * 1_000_000_000
        + _below_1000(match["millions"]) * 1_000_000
        + thousands * 1000
        + _below_1000(match["rest"])
    )


def _below_1000(words: str | None) -> int:
    match = _HUNDREDS.fullmatch(words or "")
    if match is None:
        return 0
    hundreds = _BELOW_100[match["hundreds"]] if match["hundreds"] else int(bool(match["hundred"]))
    return hundreds * 100 + (_BELOW_100[match["rest"]] if match["rest"] else 0)


def numbers_in(folded: str) -> list[Number]:
    """The numbers of a folded text in order of place; not those inside words, dates with points, or 2022/17."""
    found = [
        Number(_from_digits(match[0]), match[0], *match.span())
        for match in _DIGITS.finditer(folded)
        if stands_free(folded, match.start()) and not _goes_on(folded, match.end())
    ]
    for match in _SPELLED.finditer(folded):
        value = _BELOW_100.get(match[0]) or number_from_words(match[0])
        if value is not None:
            found.append(Number(Decimal(value), match[0], *match.span()))
    return sorted(found, key=lambda number: number.start)


def _goes_on(folded: str, end: int) -> bool:
    # A letter may follow a number ("3MSEK"); a point and a digit may not.
    return not folded[end : end + 1].isalpha() and not ends_free(folded, end)


def _from_digits(written: str) -> Decimal:
    plain = "".join(written.split())
    if "." in plain and _POINTED.fullmatch(plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))

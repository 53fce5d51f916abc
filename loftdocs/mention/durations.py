"""Lengths of time: what follows a number and makes it days, weeks, months, quarters, years or hours."""

import re
from typing import get_args

from loftdocs.mention.folding import GAP, YEAR, before
from loftdocs.mention.numbers import Number, number_from_words
from loftdocs.mention.types import Duration, Found, MentionKind, Unit
from loftdocs.pattern import pattern

_UNITS: dict[str, Unit] = {name[:3]: name for name in get_args(Unit)} | {"år": "år", "dyg": "dag"}

_WHICH = r"(?P<which>hela|helt|hel|fulla|kommande|nästkommande|närmaste|följande|senaste|första)"
_KIND = r"(?:kalender|arbets|bank|var|lektions|undervisnings|utbildnings|läs|skol|avtals|budget|verksamhets|räkenskaps)"
# As a word of its own: "30 dagar", "tre hela år", "10 arbetsdagar", "tolv månaders".
_FREE = pattern(
    rf"{GAP}?(?:{_WHICH}{GAP})?{_KIND}?(?P<unit>år(?:en)?s?(?!{GAP}{YEAR})|dag(?:arna|ar)?s?|dygn(?:et)?s?"
    r"|veck(?:orna|or|a)s?|månad(?:erna|er)?s?|mån|kvartal(?:en)?s?|timm(?:arna|ar|e)s?|tim)(?!\w)"
)
# In the same word as the number, or after a hyphen: "treårig", "3-årsperiod", "30-dagars".
_JOINED = pattern(
    r"-?(?P<unit>årig(?:a|t|e)?(?!\w)|års(?!dag|jubil|gräns|present|ålder)\w*|dag(?:ar)?s\w*|veck(?:or)?s\w*"
    r"|månad(?:er)?s\w*|kvartals\w*|timm(?:ar|e)s\w*)"
)
_HALF = pattern(r"(?<!\w)(?<!och\s)(?:(?P<whole>ett|två|tre|fyra|fem)\soch\s)?ett\shalv(?:t\s)?år(?:s)?(?!\w)")

_PEOPLE = (
    r"(?:barn|unga|ungdomar|ungdom|elever|elev|personer|person|deltagare|medborgare|invånare|flickor|pojkar"
    r"|kvinnor|män|vuxna|någon|åldersgruppen)(?:en|na|nas)?"
)
_AGE_BEFORE = pattern(
    rf"(?<!\w)(?:fyll(?:t|er|a|da|de)|ålder(?:n|s)?|åldersgräns(?:en)?(?:{GAP}(?:är|på))?"
    rf"|åldrarna|äldre{GAP}än|yngre{GAP}än"
    rf"|{_PEOPLE}(?:{GAP}(?:som{GAP}är|i{GAP}åldern|mellan|från|över|på|om|till))*){GAP}\Z"
)
_UNDER_AGE_BEFORE = pattern(rf"(?<!\w){_PEOPLE}{GAP}(?:som{GAP}är{GAP})?under{GAP}\Z")
_AGE_AFTER = pattern(rf"{GAP}(?:gam(?:mal|la|malt)|fyllda|och{GAP}(?:äldre|yngre|uppåt))(?!\w)|{GAP}{_PEOPLE}(?!\w)")


def duration_after(folded: str, number: Number, pos: int, first: Number) -> tuple[Duration, int] | None:
    """The length of time that a number makes with the unit at ``pos``, and where the unit ends.

    ``first`` is the number that the phrase starts with: 16 in "ungdomar 16–19 år". Ages and years are not lengths.
    """
    match = _JOINED.match(folded, pos) or _FREE.match(folded, pos)
    if match is None:
        return None
    written = match["unit"]
    unit = _UNITS["år" if written.startswith("år") else written[:3]]
    if unit == "år" and (re.fullmatch(YEAR, number.written) or _is_age(folded, first, match)):
        return None
    if number.value == 1 and (match.groupdict().get("which") or "hel") not in ("hel", "helt"):
        return None  # "en första dag"
    if number.value != int(number.value):
        months = number.value * 12
        return (Duration(int(months), "månad"), match.end()) if unit == "år" and months == int(months) else None
    return Duration(int(number.value), unit), match.end()


def half_years_in(folded: str) -> list[Found]:
    """ "ett halvår", "två och ett halvt år", in months."""
    if "halv" not in folded:
        return []
    return [
        Found(MentionKind.TID, Duration(6 + 12 * (number_from_words(m["whole"] or "noll") or 0), "månad"), *m.span())
        for m in _HALF.finditer(folded)
    ]


def _is_age(folded: str, first: Number, unit: re.Match[str]) -> bool:
    if before(_AGE_BEFORE, folded, first.start, 48):
        return True
    # "elever under tre år" is for how long, "elever under 18 år" is which ones; school starts in between.
    if first.value >= 12 and before(_UNDER_AGE_BEFORE, folded, first.start, 48):
        return True
    return _AGE_AFTER.match(folded, unit.end()) is not None

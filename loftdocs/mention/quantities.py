"""Numbers with a unit: sums of money, percentages and lengths of time, with their ranges and doubled numbers."""

from loftdocs.mention.amounts import amount_after, amount_before, signed
from loftdocs.mention.durations import duration_after
from loftdocs.mention.folding import DASH, GAP, before
from loftdocs.mention.numbers import Number, numbers_in
from loftdocs.mention.types import Amount, Found, MentionKind
from loftdocs.pattern import pattern

_PERCENT = pattern(
    rf"{GAP}?%(?:-?ig(?:a|t)?(?!\w)|-enhet(?:er)?)?|(?:-|{GAP})?procent(?:enhet(?:erna|er|en)?|ig(?:a|t)?)?s?(?!\w)"
)
_RANGE = pattern(rf"\s?{DASH}\s?|{GAP}till{GAP}")
_BRACKET = pattern(rf"{GAP}?\({GAP}?")
# After many a number comes a mark or another number; this turns them away before the dearer patterns are tried.
_NO_UNIT = pattern(r"\s*(?:[^\s\w%:,–-]|\d|\Z)")
_VAGUE = pattern(rf"(?<!\w)(?:flera|några|par|åtskilliga){GAP}\Z")


def quantities_in(folded: str) -> list[Found]:
    """Sums, percentages and lengths of time. The two numbers of a range are two findings, the first without unit.

    A number that is given twice, "trettio (30) dagar", is one finding; where the two differ they are two.
    """
    found: list[Found] = []
    previous: Number | None = None
    for number in numbers_in(folded):
        ranged = doubled = None
        if previous and number.start - previous.end < 10:
            between = folded[previous.end : number.start]
            ranged = previous if _RANGE.fullmatch(between) else None
            if folded.startswith(")", number.end) and _BRACKET.fullmatch(between):
                doubled = previous
        found.extend(_with_unit(folded, number, ranged, doubled, found[-1].end if found else 0))
        previous = number
    return found


def _with_unit(folded: str, number: Number, ranged: Number | None, doubled: Number | None, free: int) -> list[Found]:
    pos = number.end + 1 if doubled else number.end
    whole = _measure(folded, number, pos, ranged or doubled or number)
    if whole is None:
        prefixed = amount_before(folded, number)
        if prefixed is None or prefixed[1] < free:
            return []
        return [Found(MentionKind.BELOPP, prefixed[0], prefixed[1], number.end)]
    first = ranged or doubled
    if first is None:
        return [whole]
    if doubled and doubled.value == number.value:
        return [whole._replace(start=doubled.start)]
    if doubled:
        whole = whole._replace(start=folded.rindex("(", 0, number.start))
    also = _measure(folded, first, pos, first)
    return [also._replace(end=first.end), whole] if also else [whole]


def _measure(folded: str, number: Number, pos: int, first: Number) -> Found | None:
    """The number with the unit at ``pos``: one finding, from the number's start to the unit's end."""
    if _NO_UNIT.match(folded, pos) or before(_VAGUE, folded, first.start, 14):
        return None
    if amount := amount_after(folded, number, pos):
        factor, start = signed(folded, number)
        value = Amount(amount[0].kronor * factor, amount[0].currency)
        return Found(MentionKind.BELOPP, value, start, amount[1])
    if percent := _PERCENT.match(folded, pos):
        factor, start = signed(folded, number)
        return Found(MentionKind.PROCENT, number.value * factor, start, percent.end())
    if duration := duration_after(folded, number, pos, first):
        return Found(MentionKind.TID, duration[0], number.start, duration[1])
    return None

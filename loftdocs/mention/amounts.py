"""Sums of money: what follows or comes before a number and makes it kronor."""

from decimal import Decimal

from loftdocs.language.swedish import MONTHS
from loftdocs.mention.folding import DASH, GAP, YEAR, before
from loftdocs.mention.numbers import Number
from loftdocs.mention.types import Amount
from loftdocs.pattern import pattern

_SCALES = {"t": 10**3, "k": 10**3, "tusen": 10**3, "m": 10**6, "mn": 10**6, "milj": 10**6, "miljon": 10**6}
_SCALES |= {"miljoner": 10**6, "md": 10**9, "mdr": 10**9, "miljard": 10**9, "miljarder": 10**9}
_WORDS = frozenset({"tusen", "milj", "miljon", "miljoner", "miljard", "miljarder"})

_AFTER = pattern(
    rf"{GAP}?(?:(?P<scale>tusen|miljon(?:er)?|miljard(?:er)?|milj|mdr|md|mn|m|t|k)\.?\s?)?"
    r"(?:svenska\s)?(?P<currency>kronor|krona|kr|sek)(?:na|s)?(?!\w)"
    rf"|\s?(?P<dash>:{DASH}|,{DASH})(?!\d)"
)
_BEFORE = pattern(r"(?<!\w)(?P<currency>(?:m|k|t)?sek|kr)[.:]{0,2}\s\Z")
_YEAR_BEFORE = pattern(rf"(?:(?<!\w)år(?:en)?\s|(?:{'|'.join(MONTHS)})\s|\d{DASH})\Z")
_BARE_YEAR = pattern(YEAR)
_NEXT_SUM = pattern(r"\s(?:kr|sek)\.?\s\d")
_ENGLISH_THOUSANDS = pattern(r"[1-9]\d{0,2},\d{3}")


def amount_after(folded: str, number: Number, pos: int) -> tuple[Amount, int] | None:
    """The sum that a number makes with the currency at ``pos``, and where the currency ends."""
    match = _AFTER.match(folded, pos)
    if match is None or _is_year(folded, number, pos):
        return None
    if match["dash"]:
        return Amount(number.value, match["dash"].replace("–", "-")), match.end()
    scale = match["scale"] or ""
    currency = "kronor" if match["currency"] == "krona" else match["currency"]
    value = number.value
    if not scale and _ENGLISH_THOUSANDS.fullmatch(number.written):
        value *= 1000  # no sum has three decimals of a krona
    return Amount(_kronor(value, scale), _name("" if scale in _WORDS else scale, currency)), match.end()


def amount_before(folded: str, number: Number) -> tuple[Amount, int] | None:
    """The sum that a number makes with the currency before it ("SEK 300 000"), and where the currency starts."""
    if folded[max(0, number.start - 2) : number.start - 1] not in ("r", "k", ".", ":"):
        return None  # a cheap look at the last letter of the currency
    match = before(_BEFORE, folded, number.start, 8)
    if match is None or _BARE_YEAR.fullmatch(number.written):  # "kr 2022": the heads of two columns
        return None
    scale, currency = match["currency"].removesuffix("sek"), match["currency"][-3:]
    if currency == "kr":
        scale = ""
    return Amount(_kronor(number.value, scale), _name(scale, currency)), match.start()


def signed(folded: str, number: Number) -> tuple[Decimal, int]:
    """The factor 1 or -1, and where the number starts with its sign: "-5 %" after a blank or a bracket."""
    start = number.start
    if start > 1 and folded[start - 1] in "-–" and folded[start - 2] in " \t\u00a0(":
        return Decimal(-1), start - 1
    return Decimal(1), start


def _kronor(value: Decimal, scale: str) -> Decimal:
    kronor = value * _SCALES.get(scale, 1)
    # 1,2 milliards is to read 1200000000 and not 1200000000.0.
    return Decimal(int(kronor)) if scale and kronor == int(kronor) else kronor


def _name(scale: str, currency: str) -> str:
    return (scale + currency).upper() if currency == "sek" else scale + currency


def _is_year(folded: str, number: Number, pos: int) -> bool:
    # "år 2022 kr 300 000", "Budget 2022 kr 300 000": the currency belongs to the number that follows it.
    if not _BARE_YEAR.fullmatch(number.written):
        return False
    return before(_YEAR_BEFORE, folded, number.start, 12) is not None or _NEXT_SUM.match(folded, pos) is not None

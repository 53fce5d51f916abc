"""Numbers with a check digit: organisation numbers and personal identity numbers."""

from datetime import date

from loftdocs.pattern import pattern

_ORGNR = pattern(r"([0-9]{6})[ -]?([0-9]{4})")


def luhn(digits: str) -> bool:
    """True if the last of ``digits`` is the check digit of those before it (Luhn's method, ISO/IEC 7812-1)."""
    last_first = [int(digit) for digit in reversed(digits)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in last_first[1::2]]
    return (sum(last_first[0::2]) + sum(doubled)) % 10 == 0


def as_orgnr(number: str) -> str | None:
    """An organisation number as it is written, ``212000-0282``, or None if there are not ten digits in it."""
    match = _ORGNR.fullmatch(number.strip())
    return "-".join(match.groups()) if match else None


def is_orgnr(number: str) -> bool:
    """True if ``number`` has ten digits and the right check digit."""
    written = as_orgnr(number)
    return written is not None and luhn(written.replace("-", ""))


def is_person(number: str) -> bool:
    """Whether ``ÅÅMMDD-NNNN`` or ``ÅÅÅÅMMDD-NNNN`` is a personal identity number, or a coordination number.

    The latter has the day plus 60 (Skatteverket). Without a century any that makes a real day will do.
    """
    day = int(number[-7:-5])
    year, month = number[:-9], int(number[-9:-7])
    centuries = ("",) if len(year) == 4 else ("18", "19", "20")
    real = any(_is_day(int(century + year), month, day - 60 if day > 60 else day) for century in centuries)
    return real and luhn(number[-11:-5] + number[-4:])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True

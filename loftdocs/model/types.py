"""The kinds of value that a case file holds, each read strictly from the text a person wrote.

Each kind also tells an editor what it takes, as JSON Schema. There a value has the type that YAML 1.2 gives it: ``17``
is a number and ``true`` a boolean, though the loader reads both as the text they are written with.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from loftdocs.language.swedish import MONTHS, day_of_year
from loftdocs.model.reading import Read, told
from loftdocs.model.text import Text, parse_text

# The years that an agreement or a paper can have, the same that a text is read for (`loftdocs.mention`): with others
# the days that follow from them would leave the calendar, and "9999" means that nobody knows.
FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST = 10**12 - 1
_MOST_DIGITS = 100
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# C0 controls but tab and line feed, DEL, C1: none of them may stand in an XML document or be seen by a reader.
CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff"
_CONTROL = re.compile(f"[{CONTROLS}]")

# The same rules once more, as patterns that mean the same to Python and to an editor's JavaScript.
NOT_BLANK = r"^(?=[\s\S]*\S)"
_WRITTEN = rf"{NOT_BLANK}[^{CONTROLS}]*$"
_ABOVE_ZERO = r"^\s*[0_ \u00a0]*[1-9](?:[_ \u00a0]*[0-9]){0,11}[_ \u00a0]*\s*$"
_DAY_OF_ANY_YEAR = (
    r"(?:19|20|21)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP_DAY = r"(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
IN_CALENDAR = rf"(?:{_DAY_OF_ANY_YEAR}|{_LEAP_DAY})"


_NUMBERS = ["integer", "string"]


def at_most(most: int) -> Any:
    """The greatest number that a field takes, also for an editor; beside the type, since `Read` takes no more steps."""
    return Field(le=most, json_schema_extra={"maximum": most})


def as_date(value: object) -> object:
    """The day that a text is, written as ``2021-11-17``. Raises `PydanticCustomError`."""
    if isinstance(value, date) or value is None:
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "a single value is asked for")
    match = _ISO.fullmatch(value.strip())
    if not match:
        raise PydanticCustomError("date_form", "not written as a date")
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        raise PydanticCustomError("date_calendar", "no such day") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("date_year", "a year that no agreement has")
    return day


def as_int(value: object) -> object:
    """The whole number that a text is; spaces may part its digits. Raises `PydanticCustomError`."""
    if isinstance(value, str):
        plain = value.strip().replace("_", "").replace(" ", "").replace("\u00a0", "")
        if not re.fullmatch(r"-?\d+", plain):
            raise PydanticCustomError("whole_number", "not a whole number")
        # Python refuses to read some thousand digits (sys.int_info); so many mean no more than one too many.
        return int(plain[:_MOST_DIGITS])
    if value is None or isinstance(value, int):
        return value
    raise PydanticCustomError("not_text", "a single value is asked for")


def _as_yes_no(value: object) -> object:
    if isinstance(value, str) and value.strip() in ("ja", "nej"):
        return value.strip() == "ja"
    if value is None or isinstance(value, bool):
        return value
    raise (
        PydanticCustomError("yes_no", "yes or no")
        if isinstance(value, str)
        else PydanticCustomError("not_text", "a single value is asked for")
    )


def _as_line(value: object) -> object:
    if value is None:
        raise PydanticCustomError("empty", "empty")
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "a single value is asked for")
    if _CONTROL.search(value):
        raise PydanticCustomError("control", "control character")
    line = " ".join(value.split())
    if not line:
        raise PydanticCustomError("empty", "empty")
    return line


def _as_text(value: object) -> object:
    if isinstance(value, Text):
        return value
    if value is None:
        raise PydanticCustomError("empty", "empty")
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "a text is asked for")
    if _CONTROL.search(value):
        raise PydanticCustomError("control", "control character")
    text = parse_text(value)
    if not text.blocks:
        raise PydanticCustomError("empty", "empty")
    return text


def _as_positive(value: object) -> object:
    value = as_int(value)
    if not isinstance(value, int):
        raise PydanticCustomError("not_text", "a single value is asked for")
    if value <= 0:
        raise PydanticCustomError("positive", "must be above zero")
    if value > LARGEST:
        raise PydanticCustomError("less_than_equal", "too large", {"le": LARGEST})
    return value


_DAY = "Skriv en dag som finns i kalendern, som år-månad-dag med siffror: 2021-11-17."
Day = Annotated[date, Read(as_date, told("string", _DAY, rf"^\s*{IN_CALENDAR}\s*$", examples=["2021-11-17"]))]
"""A calendar day, written as ``2021-11-17``."""

_WHOLE = "Skriv ett helt tal större än noll, bara med siffror, till exempel 300 000."
WholeNumber = Annotated[int, Read(_as_positive, told(_NUMBERS, _WHOLE, _ABOVE_ZERO, minimum=1, maximum=LARGEST))]
"""A whole number above zero; spaces and underscores between digits are allowed (``300 000``)."""


def _as_whole_or_none(value: object) -> object:
    if value == 0 or (isinstance(value, str) and value.strip() in ("0", "ingen", "inga")):
        return 0
    return _as_positive(value)


_OR_NONE = ("Skriv ett helt tal med siffror, eller ingen.", rf"{_ABOVE_ZERO}|^\s*(?:0|ingen|inga)\s*$")
WholeOrNone = Annotated[int, Read(_as_whole_or_none, told(_NUMBERS, *_OR_NONE, minimum=0, maximum=LARGEST))]
"""A whole number, or none: ``25``, ``0``, ``ingen``."""

_DECIMAL = r"[0-9](?:[_ \u00a0]*[0-9]){0,11}(?:,[0-9]{1,6})?"


def _as_decimal(value: object) -> object:
    if isinstance(value, Decimal) or value is None:
        return value
    if isinstance(value, int):
        return Tal(value)
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "a single value is asked for")
    plain = re.sub(r"[_ \u00a0]", "", value.strip()).removesuffix("%")
    if not re.fullmatch(r"\d{1,12}(?:,\d{1,6})?", plain):
        raise PydanticCustomError("decimal_form", "not a number")
    return Tal(plain.replace(",", "."))


class Tal(Decimal):
    """A number that prints with a decimal comma: ``33,5``."""

    def __str__(self) -> str:
        whole, _, part = format(self, "f").partition(".")
        grouped = f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > 4 else whole
        return f"{grouped},{part}" if part else grouped


_A_NUMBER = ("Skriv ett tal med siffror, och decimaler efter ett komma: 33,5.", rf"^\s*{_DECIMAL}\s*%?\s*$")
Number = Annotated[Decimal, Read(_as_decimal, told(_NUMBERS, *_A_NUMBER, minimum=0))]
"""A number, perhaps with decimals after a comma; a per cent sign after it is allowed."""


def _as_year(value: object) -> object:
    number = as_int(value)
    if isinstance(number, int) and not FIRST_YEAR <= number <= LAST_YEAR:
        raise PydanticCustomError("date_year", "a year that no agreement has")
    return number


_A_YEAR = (f"Skriv ett år från {FIRST_YEAR} till {LAST_YEAR}.", r"^\s*(?:19|20|21)[0-9]{2}\s*$")
Year = Annotated[int, Read(_as_year, told(_NUMBERS, *_A_YEAR, minimum=FIRST_YEAR, maximum=LAST_YEAR))]
"""A year, written with four digits."""


@dataclass(frozen=True)
class DayOfYear:
    """A day that each year has, as ``1 februari``."""

    day: int
    month: int

    def __str__(self) -> str:
        return day_of_year(self.day, self.month)

    def of(self, year: int) -> date:
        """The day in a year; the month's last where that year has no such day."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


def as_day_of_year(value: object) -> object:
    """The day of the year that a text is, ``1 februari``. Raises `PydanticCustomError`."""
    if isinstance(value, DayOfYear) or value is None:
        return value
    match = re.fullmatch(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})", value.strip()) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("yearly_form", "no day of the year")
    made = DayOfYear(int(match[1]), MONTHS.index(match[2]) + 1)
    if not 1 <= made.day <= monthrange(2024, made.month)[1]:
        raise PydanticCustomError("yearly_form", "no day of the year")
    return made


_YEARLY = ("Skriv en dag på året: 1 februari.", rf"^\s*[0-9]{{1,2}}\s+(?:{'|'.join(MONTHS)})\s*$")
YearlyDay = Annotated[DayOfYear, Read(as_day_of_year, told("string", *_YEARLY))]
"""A day of each year, written as ``1 februari``."""

YesNo = Annotated[
    bool,
    Read(_as_yes_no, {"type": "string", "enum": ["ja", "nej"], "errorMessage": "Skriv ja eller nej."}),
]
"""``ja`` or ``nej``."""


def _written(message: str, control: str) -> dict[str, Any]:
    return told(["string", "number", "boolean"], message, _WRITTEN, patternErrorMessage=control)


_LINE = _written(
    "Fyll i ett enda värde här, ingen lista och inga underrubriker.", "Fyll i uppgiften, utan osynliga styrtecken."
)
Line = Annotated[str, Read(_as_line, _LINE)]
"""One line of text, runs of white space made one space."""

PersonName = Annotated[str, Read(_as_line, {**_LINE, "x-namn-ur": "personer"})]
"""The name of one of the case's persons, as a `Line`."""

_NO_CONTROLS = "Fyll i texten, utan osynliga styrtecken."
_LONG = _written("Fyll i en text här: | efter strecket och texten på indragna rader under.", _NO_CONTROLS)
LongLine = Annotated[str, Read(_as_line, _LONG)]
"""As `Line`, of what may be written on several lines of the file."""

Upphandlingsskäl = Literal["resultatet delas", "kostnaden delas", "resultatet och kostnaden delas"]
"""Why research and development services are outside LOU: each choice is a test of 1 kap. 5 § that is not met."""

_TEXT = _written("Fyll i en text här: | efter kolonet och texten på indragna rader under.", _NO_CONTROLS)
FreeText = Annotated[Text, Read(_as_text, _TEXT)]
"""Text of several paragraphs, with bullets and bold; see `loftdocs.model.text`."""

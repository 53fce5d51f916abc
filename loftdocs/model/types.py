"""The kinds of value that a case file holds, each read strictly from the text a person wrote."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from loftdocs.model.text import Text, parse_text

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# C0 controls but tab and line feed, DEL, C1: none of them may stand in an XML document or be seen by a reader.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def _as_date(value: object) -> object:
    if isinstance(value, date) or value is None:
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "a single value is asked for")
    match = _ISO.fullmatch(value.strip())
    if not match:
        raise PydanticCustomError("date_form", "not written as a date")
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise PydanticCustomError("date_calendar", "no such day") from None


def _as_int(value: object) -> object:
    if isinstance(value, str):
        plain = value.strip().replace("_", "").replace(" ", "").replace("\u00a0", "")
        if not re.fullmatch(r"-?\d+", plain):
            raise PydanticCustomError("whole_number", "not a whole number")
        return int(plain)
    if value is None or isinstance(value, int):
        return value
    raise PydanticCustomError("not_text", "a single value is asked for")


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


def _positive(value: int) -> int:
    if value <= 0:
        raise PydanticCustomError("positive", "must be above zero")
    return value


Day = Annotated[date, BeforeValidator(_as_date)]
"""A calendar day, written as ``2021-11-17``."""

WholeNumber = Annotated[int, BeforeValidator(_as_int), AfterValidator(_positive)]
"""A whole number above zero; spaces and underscores between digits are allowed (``300 000``)."""

Line = Annotated[str, BeforeValidator(_as_line), StringConstraints(min_length=1)]
"""One line of text, runs of white space made one space."""

FreeText = Annotated[Text, BeforeValidator(_as_text)]
"""Text of several paragraphs, with bullets and bold; see `loftdocs.model.text`."""

"""An example of a value, for the comments of a new case file."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from loftdocs.new.scalars import quoted

# As descriptions of fields give theirs: "Regelns kod, till exempel DAT210.", "Handlingens datum, som 2021-11-10."
_GIVEN = re.compile(r"(?:till exempel|, som) ([^.;,()]+)")
_BY_TYPE: dict[Any, str] = {date: "2027-01-31", bool: "ja", int: "10", Decimal: "2,5", str: "…"}


def example(info: FieldInfo) -> str:
    """A value that a field may have, as YAML: the one that its description names, else one of its kind."""
    match = _GIVEN.search(info.description or "")
    return quoted(match[1].strip()) if match else _of_type(info.annotation)


def example_of_one(info: FieldInfo) -> str:
    """One of the values that a field with a list of them may have."""
    return _of_type(get_args(info.annotation)[0])


def bare(annotation: Any) -> Any:
    """An annotation without what it may be instead of nothing, and without what a value must be besides."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if type(None) in get_args(annotation) and get_origin(annotation) is not tuple:
        return bare(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation


def _of_type(annotation: Any) -> str:
    kind = bare(annotation)
    if get_origin(kind) is Literal:
        return quoted(str(get_args(kind)[0]))
    return f"[{_of_type(get_args(kind)[0])}]" if get_origin(kind) is tuple else _BY_TYPE.get(kind, "…")

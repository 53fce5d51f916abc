"""The answer made safe to show: what was quoted from the file steers no terminal and shows no personal number."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from loftdocs.plain import plain
from loftdocs.verify.names import mask
from loftdocs.verify.result import Verified

# What may be quoted from the file, or named after it; the rest is the program's own, or was made safe as it was read.
_QUOTING = ("findings", "checked", "unchecked", "answers", "pages", "others", "file")


def shown(text: str) -> str:
    """A text as it may be shown."""
    return mask(plain(text))


def safe(result: Verified) -> Verified:
    """The same answer with every text that may be quoted from the file, or named after it, as it may be shown."""
    return replace(result, **{name: _safe(getattr(result, name)) for name in _QUOTING})


def _safe(value: Any) -> Any:
    """A value with every text in it, at any depth, as it may be shown."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return shown(value)
    if isinstance(value, tuple):
        return tuple(map(_safe, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _safe(getattr(value, one.name)) for one in fields(value) if one.init})
    return value

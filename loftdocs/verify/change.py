"""A change between two states of a PDF, in words, and how a value is compared."""

from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from loftdocs.findings import Severity


@dataclass(frozen=True)
class Change:
    """One thing that a state has otherwise than the one before.

    ``words`` is a clause in Swedish, ``weight`` how much it matters; ``grave`` is true for what is certainly wrong once
    somebody has signed. ``added`` is the number of pages that were added, ``field`` the form field that it is about.
    """

    words: str
    weight: Severity
    grave: bool = False
    added: int = 0
    field: str = ""

    def once_signed(self) -> "Change":
        """The change as it weighs when somebody had signed before it."""
        return replace(self, weight=Severity.FEL) if self.grave else self


def written(value: Any) -> bytes:
    """A value as it is written, an object that has a number by its number; empty for one that is not there."""
    if value is None:
        return b""
    if isinstance(value, pikepdf.Object):
        return bytes(value.unparse())
    return repr(value).encode()

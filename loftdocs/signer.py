"""Someone who signs a PDF."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Signer:
    """Someone who signs a PDF: the name of the field, what a screen reader says of it, and who.

    ``person`` is None for one who is not known yet; then ``organisation`` tells which line is meant.
    """

    field: str
    tooltip: str
    person: str | None
    organisation: str | None

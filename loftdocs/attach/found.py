"""What is found in a file that is to be attached: data that one process sends to another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Stop(StrEnum):
    """Why a file cannot go into a bundle at all."""

    DAMAGED = "skadad"
    EMPTY = "tom"
    LOCKED = "låst"
    ACTIVE = "verksam"
    TOO_MUCH = "för stor"
    OTHER = "annan"


@dataclass(frozen=True)
class Found:
    """A file as it was found, and as the bundle takes it.

    ``stop`` is why it cannot be taken, None if it can; ``what`` says of which kind, in Swedish. Of one that is taken:
    ``claims`` is what it says of itself (``PDF/A-2a och PDF/UA-1``), ``archive`` is the conformance to PDF/A-2 that
    nothing found speaks against, ``a``, ``u``, ``b`` or none (''), and ``accessible`` the same of PDF/UA-1, with the
    reasons why not. ``tagged`` is False where its pages got no more than a tag each. ``signed`` and ``mended`` if it
    was signed, or had faults; ``forms`` and ``comments`` are how many fields became text, and notes came along;
    ``turned`` and ``odd`` are the pages (from 1) that lie on their side, and those of another size than A4.
    """

    stop: Stop | None = None
    what: str = ""
    pages: int = 0
    claims: str = ""
    archive: str = ""
    accessible: bool = False
    tagged: bool = False
    not_archive: tuple[str, ...] = ()
    not_accessible: tuple[str, ...] = ()
    signed: bool = False
    mended: bool = False
    forms: int = 0
    comments: int = 0
    turned: tuple[int, ...] = ()
    odd: tuple[int, ...] = ()

    @staticmethod
    def of(data: dict[str, Any]) -> "Found":
        """What `asdict` made of it. Raises `KeyError`, `TypeError`, `ValueError`."""
        stop = data["stop"] and Stop(data["stop"])
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        return Found(**{**values, "stop": stop})

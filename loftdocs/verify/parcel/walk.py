"""The way through a parcel: what was found and refused so far, and what is spent of the limits."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from loftdocs.verify.parcel import limits


class Form(StrEnum):
    """What a file is, by its content; the values are Swedish or neutral, fit for a sentence."""

    PDF = "PDF"
    ZIP = "ZIP"
    ASIC = "ASiC"
    CMS = "CMS"
    WORD = "Word"
    XML = "XML"
    HTML = "HTML"
    TEXT = "text"
    PICTURE = "bild"
    EMPTY = "tom"
    OTHER = "annat slag"


@dataclass(frozen=True)
class Member:
    """A file in a parcel. ``path`` is the names from the parcel's own inwards, cleaned for showing, the file's last."""

    path: tuple[str, ...]
    data: bytes
    form: Form

    @property
    def name(self) -> str:
        """The path in one line."""
        return " › ".join(self.path)


@dataclass(frozen=True)
class Opened:
    """A file looked into.

    ``form`` is the file's own. ``members`` is every file found in it at any depth, a container before what it holds;
    the file itself is not among them. ``refused`` is Swedish sentences: what was not opened or accounted for, and why.
    """

    form: Form
    members: tuple[Member, ...]
    refused: tuple[str, ...]


Held = tuple[bytes, tuple[str, ...]]
"""A file that another holds: its bytes, and its path as in `Member`."""


class Refused(Exception):
    """Something is not opened; the text is why, in Swedish, to stand after a colon."""


class Spent(Exception):
    """Nothing more is opened; the text is why, in Swedish, to stand after a colon."""


class Walk:
    """The way through one parcel: what was found and refused so far, and what has been spent of the limits.

    ``unpacked`` is in bytes; ``streams`` and ``tokens`` are those of all PDFs. They only grow.
    """

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.unpacked = 0
        self.streams = 0
        self.tokens = 0
        self._said: dict[str, None] = {}
        self._more = 0

    def say(self, sentence: str) -> None:
        """Takes down a sentence, once."""
        if sentence in self._said:
            return
        if len(self._said) < limits.MAX_SAID:
            self._said[sentence] = None
        else:
            self._more += 1

    def said(self) -> tuple[str, ...]:
        """All sentences; the last tells how many were left out."""
        return (*self._said, *([f"Ytterligare {self._more} sådana anmärkningar visas inte."] if self._more else []))

    def refuse(self, path: Sequence[str], why: object) -> None:
        """Says that a file is not opened."""
        self.say(f"Filen {' › '.join(path)} är inte öppnad: {why}.")

    def take(self, member: Member) -> None:
        """Takes in a file. Raises `Spent` when there are too many."""
        if len(self.members) >= limits.MAX_FILES:
            raise Spent(f"det är fler än {limits.MAX_FILES} filer")
        self.members.append(member)

    def spend(self, size: int) -> None:
        """Counts unpacked bytes. Raises `Spent` when they are too many."""
        self.unpacked += size
        if self.unpacked > limits.MAX_TOTAL:
            raise Spent(f"allt tillsammans är större än {limits.MAX_TOTAL // 1_000_000} MB uppackat")


def inflated(walk: Walk, raw: bytes | memoryview, *, bare: bool) -> tuple[bytes, int]:
    """What Deflate data come to, and how many of its bytes that took; ``bare`` is without zlib's header, as in ZIP.

    Unpacked in pieces of 64 kB, all counted in ``walk``. Raises `Refused` for what is broken or out of proportion.
    """
    unpacker = zlib.decompressobj(-15 if bare else 15)
    pieces: list[bytes] = []
    size = fed = 0
    left: bytes | memoryview = b""
    while not unpacker.eof:
        if not left:
            left, fed = raw[fed : fed + limits.PIECE], min(fed + limits.PIECE, len(raw))
        try:
            piece = unpacker.decompress(left, limits.PIECE)
        except zlib.error:
            raise Refused("den är skadad") from None
        left = unpacker.unconsumed_tail
        if not piece and not left and fed >= len(raw) and not unpacker.eof:
            raise Refused("den är skadad: slutet saknas")
        pieces.append(piece)
        size += len(piece)
        walk.spend(len(piece))
        proportionate(size, len(raw))
    return b"".join(pieces), fed - len(unpacker.unused_data)


def proportionate(size: int, packed: int) -> None:
    """Raises `Refused` for a file that is too large, or larger than an honest one of its packed size gets."""
    if size > limits.MAX_FILE:
        raise Refused(f"den är större än {limits.MAX_FILE // 1_000_000} MB uppackad")
    if size > limits.RATIO_FROM and size > limits.MAX_RATIO * packed:
        raise Refused(
            f"den packas upp till mer än {limits.MAX_RATIO} gånger sin storlek, som i ett försök att fylla minnet"
        )

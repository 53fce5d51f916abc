"""Whether a PDF may hold attachments, found without its reader: its own packed structure may be a bomb."""

import re
import zlib

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.walk import Refused, Walk


def _key(name: str) -> bytes:
    """A pattern for a PDF name, each letter of which may be written as #xx (ISO 32000-1, 7.3.5)."""
    return b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (ord(c), ord(c)) for c in name) + rb"(?![A-Za-z0-9#])"


def _any_key(*names: str) -> re.Pattern[bytes]:
    return re.compile(b"|".join(map(_key, names)))


_STREAM = re.compile(rb"(?<!end)stream[ \t\0\f]*\r?\n?")
_ATTACHES = _any_key("EF", "RF", "EmbeddedFile", "Encrypt")
_OBJECTS = tuple(map(_any_key, ("N", "First")))
_REFERENCES = tuple(map(_any_key, ("W", "XRef")))
_UNCOUNTED = re.compile(
    b"|".join(map(_key, ("LZWDecode", "LZW", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "RunLengthDecode", "RL")))
    + b"|"
    + _key("Filter")
    + rb"\s*\d+\s+\d+\s+R"
)


def may_attach(walk: Walk, data: bytes) -> bool:
    """True if a PDF may hold attachments, or is encrypted so that it cannot be told.

    pikepdf unpacks a file's object and cross-reference streams as it goes; here they are unpacked first, in pieces and
    counted, so that no bomb reaches it. Raises `Refused` for one that is, or whose packing cannot be counted.
    """
    found = _ATTACHES.search(data) is not None
    total = before = 0
    tokens = _tokens(data)
    for match in _STREAM.finditer(data):
        walk.streams += 1
        if walk.streams > limits.MAX_STREAMS:
            raise Refused("den är för stor eller för invecklad")
        gap = memoryview(data)[before : match.start()]
        before = match.end()
        if not any(all(key.search(gap) for key in keys) for keys in (_OBJECTS, _REFERENCES)):
            continue
        if _UNCOUNTED.search(gap):
            raise Refused("den är byggd på ett sätt som inte kan läsas säkert")
        size, parts, attaches = _structure(data, before, limits.MAX_STRUCTURE - total)
        total += size
        tokens += parts
        found = found or attaches
    walk.tokens += tokens if found else 0  # only what pikepdf is to read
    if found and walk.tokens > limits.MAX_TOKENS:
        raise Refused("den är för stor eller för invecklad")
    return found


def _tokens(data: bytes) -> int:
    """At most so many objects can be written in this (ISO 32000-1, 7.2.2)."""
    return len(data) - len(data.translate(None, b"\0\t\n\f\r ()<>[]{}/%"))


def _structure(data: bytes, at: int, room: int) -> tuple[int, int, bool]:
    """What the zlib data that begin ``at`` come to in bytes and tokens, and whether they may name an attachment.

    Data that are no zlib data or are broken are for pikepdf to judge. Raises `Refused` for more than ``room`` bytes.
    """
    unpacker = zlib.decompressobj()
    size, tokens, found, kept = 0, 0, False, b""
    for begin in range(at, len(data), limits.PIECE):
        left = data[begin : begin + limits.PIECE]
        while left and not unpacker.eof:
            try:
                piece = unpacker.decompress(left, limits.PIECE)
            except zlib.error:
                return size, tokens, True
            left = unpacker.unconsumed_tail
            size += len(piece)
            tokens += _tokens(piece)
            if size > room:
                raise Refused("den packas upp till orimligt mycket, som i ett försök att fylla minnet")
            found = found or _ATTACHES.search(kept + piece) is not None
            kept = piece[-40:]  # longer than any name that is looked for, all of its letters written as #xx
        if unpacker.eof:
            return size, tokens, found
    return size, tokens, True

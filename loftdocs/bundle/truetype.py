"""Subsets of one TrueType font put together (OpenType 1.9: the tables cmap, glyf, head, hhea, hmtx, loca, maxp).

A program that embeds a font in a PDF numbers anew the glyphs that the PDF uses. What is the same glyph is told by its
outline and its measures.
"""

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_KEPT = ("cvt ", "fpgm", "prep")  # the program that fits all outlines to the pixels
_WORDS, _SCALE, _MORE, _SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80
_DEEPEST = 16  # parts of parts: a letter with its accents has one or two
_MAGIC = 0xB1B0AFBA
_BOX = 36  # where the table head tells the box that holds all glyphs: xMin, yMin, xMax, yMax


@dataclass(frozen=True)
class Glyph:
    """An outline and its measures; ``parts`` are the numbers of the glyphs it is put together of, and where in
    ``outline`` each stands."""

    outline: bytes
    measures: bytes
    parts: tuple[tuple[int, int], ...]


class Subset:
    """A font that was cut down to the glyphs that a document uses; ``names`` are theirs, the same in every subset."""

    def __init__(self, data: bytes) -> None:
        """Raises `ValueError` if ``data`` is no TrueType font with all that is needed of it here."""
        try:
            (count,) = struct.unpack_from(">H", data, 4)
            entries = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
            self.tables = {tag.decode("latin-1"): data[start : start + size] for tag, _, start, size in entries}
            self.glyphs = tuple(self._glyphs())
            self.names = tuple(_names(self.glyphs))
            self.codes = self._codes()
        except (KeyError, IndexError, struct.error) as error:
            raise ValueError("no TrueType subset") from error

    @cached_property
    def family(self) -> bytes:
        """What all subsets of one font have in common."""
        head, hhea = self.tables["head"], self.tables["hhea"]
        same = (head[:8], head[12:_BOX], head[_BOX + 8 : 50], hhea[:34], *(self.tables.get(tag, b"") for tag in _KEPT))
        return hashlib.sha256(b"\0".join(same)).digest()

    def _glyphs(self) -> Iterator[Glyph]:
        (count,) = struct.unpack_from(">H", self.tables["maxp"], 4)
        (measured,) = struct.unpack_from(">H", self.tables["hhea"], 34)
        (long,) = struct.unpack_from(">h", self.tables["head"], 50)
        places = struct.unpack_from(f">{count + 1}{'I' if long else 'H'}", self.tables["loca"])
        hmtx = self.tables["hmtx"]
        for number in range(count):
            start, end = (place if long else 2 * place for place in places[number : number + 2])
            outline = self.tables["glyf"][start:end]
            own = min(number, measured - 1)
            side = 4 * number + 2 if number < measured else 4 * measured + 2 * (number - measured)
            yield Glyph(outline, hmtx[4 * own : 4 * own + 2] + hmtx[side : side + 2], tuple(_parts(outline)))

    def _codes(self) -> bytes:
        """The glyph of each code from 0 to 255: the font's only table of them, of the simplest form."""
        cmap = self.tables["cmap"]
        version, tables, platform, encoding, start = struct.unpack_from(">HHHHI", cmap)
        form, length = struct.unpack_from(">HH", cmap, start)
        if (version, tables, platform, encoding, form, length) != (0, 1, 1, 0, 0, 262):
            raise ValueError("codes in another form")
        return cmap[start + 6 : start + 262]


def _parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """The glyphs that a glyph is put together of: where each number stands in ``outline``, and the number."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, at)
        yield at + 2, part
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0


def put_together(subsets: Sequence[Subset]) -> tuple[bytes, tuple[tuple[int, ...], ...]]:
    """One font with all glyphs of ``subsets``, which are of one family; and for each of these its glyphs' new numbers.

    The numbers depend on which glyphs there are, not on the order in which they come.
    """
    found = {name: glyph for subset in subsets for name, glyph in zip(subset.names, subset.glyphs, strict=True)}
    first = subsets[0].names[0]  # the sign for what is missing is always glyph 0
    order = [first, *sorted(name for name in found if name != first)]
    numbers = {name: number for number, name in enumerate(order)}
    owner = {name: subset.names for subset in subsets for name in subset.names}
    glyphs = [_renumbered(found[name], [numbers[owner[name][part]] for _, part in found[name].parts]) for name in order]
    return _font(subsets, glyphs), tuple(tuple(numbers[name] for name in subset.names) for subset in subsets)


def _names(glyphs: Sequence[Glyph]) -> Iterator[bytes]:
    """A name for each glyph, the same for what is the same in every subset."""
    names: dict[int, bytes] = {}

    def name(number: int, depth: int = 0) -> bytes:
        if number not in names:
            glyph = glyphs[number]
            if depth > _DEEPEST:
                raise ValueError("a glyph is a part of itself")
            parts = [name(part, depth + 1) for _, part in glyph.parts]
            blank = _renumbered(glyph, [0] * len(parts))
            names[number] = hashlib.sha256(b"".join((glyph.measures, *parts, blank.outline))).digest()
        return names[number]

    for number in range(len(glyphs)):
        yield name(number)


def _renumbered(glyph: Glyph, parts: Sequence[int]) -> Glyph:
    if not parts:
        return glyph
    outline = bytearray(glyph.outline)
    for (at, _), part in zip(glyph.parts, parts, strict=True):
        struct.pack_into(">H", outline, at, part)
    return Glyph(bytes(outline), glyph.measures, glyph.parts)


def _font(subsets: Sequence[Subset], glyphs: Sequence[Glyph]) -> bytes:
    padded = [glyph.outline + bytes(-len(glyph.outline) % 4) for glyph in glyphs]
    places = [0]
    for outline in padded:
        places.append(places[-1] + len(outline))
    tables = dict(subsets[0].tables)
    head, hhea = bytearray(tables["head"]), bytearray(tables["hhea"])
    head[8:12] = bytes(4)  # the sum of the whole font, which is not known yet
    boxes = [struct.unpack_from(">4h", subset.tables["head"], _BOX) for subset in subsets]
    left, low, right, high = zip(*boxes, strict=True)
    struct.pack_into(">4h", head, _BOX, min(left), min(low), max(right), max(high))
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(glyphs))
    made = {
        **{tag: tables[tag] for tag in _KEPT if tag in tables},
        "glyf": b"".join(padded),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(glyph.measures for glyph in glyphs),
        "loca": struct.pack(f">{len(places)}I", *places),
        "maxp": _limits([subset.tables["maxp"] for subset in subsets], len(glyphs)),
    }
    font = _file(made)
    start = font.index(b"head") + 8
    (head_at,) = struct.unpack_from(">I", font, start)
    struct.pack_into(">I", font, head_at + 8, (_MAGIC - _sum(font)) & 0xFFFFFFFF)
    return bytes(font)


def _limits(tables: Sequence[bytes], glyphs: int) -> bytes:
    """The table maxp: of each limit the largest."""
    form = f">{(len(tables[0]) - 4) // 2}H"
    most = [max(values) for values in zip(*(struct.unpack_from(form, table, 4) for table in tables), strict=True)]
    return tables[0][:4] + struct.pack(form, glyphs, *most[1:])


def _file(tables: dict[str, bytes]) -> bytearray:
    count = len(tables)
    power = count.bit_length() - 1
    made = bytearray(struct.pack(">4sHHHH", b"\0\1\0\0", count, 16 << power, power, 16 * (count - (1 << power))))
    at = 12 + 16 * count
    for tag, data in sorted(tables.items()):
        made += struct.pack(">4sIII", tag.encode("latin-1"), _sum(data), at, len(data))
        at += len(data) + -len(data) % 4
    for _, data in sorted(tables.items()):
        made += data + bytes(-len(data) % 4)
    return made


def _sum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF

"""Incremental updates by hand (ISO 32000-1, 7.5.6), with every freedom that an attacker takes.

pyHanko writes only updates that are well formed; here the end, the cross-references and the objects are free.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import pikepdf

Edit = Callable[[pikepdf.Pdf], None]
Kind = Literal["table", "stream", "packed"]
Swap = tuple[bytes, bytes]
CONTAINERS = (b"<< /Type /XRef", b"<< /Type /ObjStm")  # of the old file, which a new one makes for itself


@dataclass(frozen=True)
class Revision:
    """What an update puts at the end of a file: its objects' bodies by number, and the trailer's entries."""

    bodies: Mapping[int, bytes]
    trailer: bytes
    size: int


def update(
    pdf: bytes, edit: Edit, *, kind: Kind | None = None, end: bytes = b"%%EOF\n", swaps: Sequence[Swap] = ()
) -> bytes:
    """``pdf`` with what ``edit`` does to it written after its end, as an update.

    ``kind`` is how objects are found again: a table, a cross-reference stream, or a stream with the objects packed in
    an object stream; by default as the file itself does it. ``end`` comes instead of ``%%EOF``. ``swaps`` replace bytes
    in the objects before their places are counted.
    """
    return append(pdf, revision(pdf, edit, swaps), kind=kind, end=end)


def revision(pdf: bytes, edit: Edit, swaps: Sequence[Swap] = (), since: bytes | None = None) -> Revision:
    """The objects that ``edit`` changes in ``pdf`` or adds to it; with ``since``, those that differ from that file."""
    with pikepdf.open(BytesIO(since or pdf)) as before, pikepdf.open(BytesIO(pdf)) as after:
        was = _bodies(before)
        edit(after)
        now = _bodies(after)
        changed = {number: body for number, body in now.items() if body != was.get(number)}
        for old, new in swaps:
            changed = {number: body.replace(old, new) for number, body in changed.items()}
        entries = {key: after.trailer[key] for key in ("/Root", "/Info", "/ID") if key in after.trailer}
        trailer = " ".join(f"{key} {_reference(value)}" for key, value in entries.items()).encode("latin-1")
        return Revision(changed, trailer, _last_number(after) + 1)


def append(
    pdf: bytes, made: Revision, *, kind: Kind | None = None, end: bytes = b"%%EOF\n", prev: int | None = -1
) -> bytes:
    """``pdf`` with a revision after it; ``prev`` is where the earlier cross-references are, None for none."""
    output = bytearray(pdf)
    if pdf and not pdf.endswith((b"\n", b"\r")):
        output += b"\n"
    before = last_xref(pdf) if prev == -1 else prev
    chosen = kind or ("table" if before is not None and pdf[before : before + 4] == b"xref" else "stream")
    trailer = made.trailer + (b"" if before is None else b" /Prev %d" % before)
    if chosen == "table":
        places = write_bodies(output, made.bodies)
        start = len(output)
        output += table(places, trailer, made.size)
    else:
        start = _stream(output, made, trailer, packed=chosen == "packed")
    return bytes(output) + b"startxref\n%d\n" % start + end


def write_bodies(output: bytearray, bodies: Mapping[int, bytes]) -> dict[int, int]:
    """Writes objects at the end of ``output``; the place of each."""
    places = {}
    for number, body in sorted(bodies.items()):
        places[number] = len(output)
        output += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    return places


def table(places: Mapping[int, int | None], trailer: bytes, size: int) -> bytes:
    """A cross-reference table with its trailer; an object whose place is None is free."""
    lines = [b"xref\n"]
    for number, place in sorted(places.items()):
        entry = b"%010d 65535 f \n" % 0 if place is None else b"%010d 00000 n \n" % place
        lines += [b"%d 1\n" % number, entry]
    return b"".join(lines) + b"trailer\n<< /Size %d " % size + trailer + b" >>\n"


def xref_stream(number: int, rows: Mapping[int, tuple[int, int, int]], trailer: bytes, size: int) -> bytes:
    """A cross-reference stream as object ``number``: kind, place and generation (or index) of each object."""
    index = b" ".join(b"%d 1" % one for one in sorted(rows))
    data = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(5, "big") + more.to_bytes(2, "big")
        for _, (kind, place, more) in sorted(rows.items())
    )
    head = b"<< /Type /XRef /W [1 5 2] /Index [%b] /Size %d /Length %d %b >>" % (index, size, len(data), trailer)
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, head, data)


def last_xref(pdf: bytes) -> int | None:
    """Where the last ``startxref`` of a file points."""
    found = re.findall(rb"startxref\s+(\d+)", pdf)
    return int(found[-1]) if found else None


def whole(pdf: bytes, header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", kind: Kind = "table") -> bytes:
    """A file written anew by a plain writer: every object, one revision; ``header`` may have bytes before it."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        bodies = {number: body for number, body in _bodies(opened).items() if not body.startswith(CONTAINERS)}
        entries = {key: opened.trailer[key] for key in ("/Root", "/Info", "/ID") if key in opened.trailer}
        trailer = " ".join(f"{key} {_reference(value)}" for key, value in entries.items()).encode("latin-1")
    return append(header, Revision(bodies, trailer, max(bodies) + 1), kind=kind, prev=None)


def _stream(output: bytearray, made: Revision, trailer: bytes, packed: bool) -> int:
    number, loose = made.size, dict(made.bodies)
    rows: dict[int, tuple[int, int, int]] = {}
    if packed:
        inside = {key: loose.pop(key) for key in list(loose) if b"stream\n" not in loose[key]}
        rows |= {key: (2, number, place) for place, key in enumerate(sorted(inside))}
        loose[number] = _object_stream(inside)
        number += 1
    rows |= {key: (1, place, 0) for key, place in write_bodies(output, loose).items()}
    start = len(output)
    rows[number] = (1, start, 0)
    output += xref_stream(number, rows, trailer, number + 1)
    return start


def _object_stream(inside: Mapping[int, bytes]) -> bytes:
    head, body = b"", b""
    for number, one in sorted(inside.items()):
        head += b"%d %d " % (number, len(body))
        body += one + b"\n"
    data = head + body
    entry = b"<< /Type /ObjStm /N %d /First %d /Length %d >>" % (len(inside), len(head), len(data))
    return entry + b"\nstream\n" + data + b"\nendstream"


def _bodies(pdf: pikepdf.Pdf) -> dict[int, bytes]:
    """Each object that is not null; numbers and other plain values come from pikepdf as Python's own."""
    found = ((number, pdf.get_object(number, 0)) for number in range(1, _last_number(pdf) + 1))
    return {number: _body(obj) for number, obj in found if obj is not None}


def _last_number(pdf: pikepdf.Pdf) -> int:
    known = (obj.objgen[0] for obj in pdf.objects if isinstance(obj, pikepdf.Object))
    return max(int(pdf.trailer.get("/Size", 1)) - 1, *known)


def _body(obj: object) -> bytes:
    if not isinstance(obj, pikepdf.Object):
        return _reference(obj).encode("latin-1")
    if not isinstance(obj, pikepdf.Stream):
        return obj.unparse(resolved=True)
    data = obj.read_raw_bytes()
    entries = {key: value for key, value in obj.stream_dict.items() if key != "/Length"}
    ordered = sorted(entries.items(), key=lambda entry: (entry[0] != "/Type", entry[0]))
    head = " ".join(f"{key} {_reference(value)}" for key, value in ordered).encode("latin-1")
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (head, len(data), data)


def _reference(value: object) -> str:
    if not isinstance(value, pikepdf.Object):
        return pikepdf.Array([value]).unparse()[1:-1].decode("latin-1").strip()
    if value.is_indirect:
        return f"{value.objgen[0]} {value.objgen[1]} R"
    return value.unparse().decode("latin-1")

"""An archive's list of contents, compared with each file's own header (PKWARE APPNOTE 6.3.10).

Where two programs could see different files in the same bytes, the file is in doubt, or the archive is refused.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.walk import Refused

ZIP_STARTS = (b"PK\3\4", b"PK\5\6")
DISAGREE = "arkivets två uppgifter om den är olika, så att olika program visar olika innehåll"
_ENCRYPTED, _DESCRIBED, _UTF8 = 1, 8, 0x800
_STRONG = 0x40 | 0x2000
_DAMAGED = "arkivet är skadat eller avklippt"


@dataclass(frozen=True)
class Entry:
    """A file or folder in an archive: ``at`` is its header's place, ``start`` to ``end`` its packed bytes, ``after``
    where the next may begin. ``fault`` is why it must not be opened, in Swedish, or empty."""

    name: str
    method: int
    crc: int
    size: int
    at: int
    start: int
    end: int
    after: int
    fault: str

    @property
    def folder(self) -> bool:
        """True for a folder, which holds nothing itself."""
        return self.name.endswith("/") and self.size == 0 and not self.fault


def end_record(data: bytes) -> int | None:
    """Where the record that ends an archive begins, or None: within its length and that of the longest comment."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - 22 - 0xFFFF))
    return at if 0 <= at <= len(data) - 22 else None


def directory(data: bytes) -> tuple[tuple[Entry, ...], int]:
    """An archive's list of contents, and how many bytes belong to nothing in it.

    Read by hand, as Python's zipfile compares no more of a file's own header than its name, and stops at the size that
    the list tells, so that it would not see what another program shows. Raises `Refused` for an archive that is
    damaged, too long, or such that programs disagree on what is in it.
    """
    first, end, count, strays = _bounds(data)
    begin = first
    entries: list[Entry] = []
    for _ in range(count):
        if data[begin : begin + 4] != b"PK\1\2" or begin + 46 > end:
            raise Refused(_DAMAGED)
        entry, begin = _entry(data, begin)
        entries.append(entry)
    if begin != end:
        raise Refused(_DAMAGED)
    return tuple(entries), strays + _gaps(data, entries, first)


def _bounds(data: bytes) -> tuple[int, int, int, int]:
    """Where the list of contents begins and ends, its number of lines, and the stray bytes after the archive's end."""
    last = end_record(data)
    if last is None:
        raise Refused(_DAMAGED)
    disk, first_disk, here, count, size, begin, comment = struct.unpack_from("<4H2IH", data, last + 4)
    end = last
    if last >= 20 and data[last - 20 : last - 16] == b"PK\6\7":
        end = struct.unpack_from("<Q", data, last - 12)[0]
        if end + 76 != last or data[end : end + 4] != b"PK\6\6":
            raise Refused(_DAMAGED)
        large = struct.unpack_from("<3Q", data, end + 32)
        small = ((count, 0xFFFF), (size, 0xFFFFFFFF), (begin, 0xFFFFFFFF))  # with the value that says "see the other"
        if any(value not in (other, full) for (value, full), other in zip(small, large, strict=True)):
            raise Refused("arkivet har två innehållsförteckningar som är olika")
        count, size, begin = large
        here = count
    if disk or first_disk or here != count:
        raise Refused("den är en del av ett arkiv som är delat i flera filer")
    if begin + size != end or last + 22 + comment > len(data):
        raise Refused(_DAMAGED)
    if count > limits.MAX_RECORDS:
        raise Refused(f"det är fler än {limits.MAX_FILES} filer")
    return begin, end, count, len(data[last + 22 + comment :].strip(limits.BLANK))


def _entry(data: bytes, at: int) -> tuple[Entry, int]:
    """The line of the list of contents ``at``, compared with the file's own header, and where the next line begins."""
    fields = struct.unpack_from("<6H3I5H2I", data, at + 4)
    made, _, flags, method, _, _, crc, packed, size, named, extras, comment, _, _, mode, header = fields
    name = data[at + 46 : at + 46 + named]
    extra = data[at + 46 + named : at + 46 + named + extras]
    size, packed, header = _large(extra, size, packed, header)
    if data[header : header + 4] != b"PK\3\4" or header + 30 > len(data):
        raise Refused(_DAMAGED)
    _, own_flags, own_method, _, _, own_crc, own_packed, own_size, own_named, own_extras = struct.unpack_from(
        "<5H3I2H", data, header + 4
    )
    start = header + 30 + own_named + own_extras
    own_extra = data[start - own_extras : start]
    own_size, own_packed = _large(own_extra, own_size, own_packed)
    end = start + packed
    if end > len(data):
        raise Refused(_DAMAGED)
    fault = ""
    facts, own_facts = (crc, packed, size), (own_crc, own_packed, own_size)
    after: int | None = end
    if own_flags & _DESCRIBED:  # written as it was made: the header's own sizes may be left out, and follow the file
        after = _described(data, end, facts)
        agree = all(own in (0, 0xFFFFFFFF, fact) for own, fact in zip(own_facts, facts, strict=True))
    else:
        agree = own_facts == facts
    same = name == data[header + 30 : header + 30 + own_named] and method == own_method
    if not (agree and same and after) or (flags ^ own_flags) & (_ENCRYPTED | (0 if name.isascii() else _UTF8)):
        fault = DISAGREE
    if flags & (_ENCRYPTED | _STRONG) or method == 99:
        fault = "den är skyddad med lösenord"
    elif made >> 8 in (3, 19) and (mode >> 16) & 0xF000 == 0xA000:
        fault = "den är ingen fil utan en hänvisning till en annan"
    text, doubt = _named(name, extra + own_extra, flags)
    entry = Entry(text, method, crc, size, header, start, end, after or end, fault or doubt)
    return entry, at + 46 + named + extras + comment


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of a header: number and content."""
    at = 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<2H", extra, at)
        yield number, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _large(extra: bytes, *values: int) -> list[int]:
    """Sizes and places, those that have no room in four bytes taken from the ZIP64 field (APPNOTE 4.5.3)."""
    wide = next((content for number, content in _extras(extra) if number == 1), b"")
    numbers = iter(struct.unpack(f"<{len(wide) // 8}Q", wide[: len(wide) // 8 * 8]))
    return [next(numbers, value) if value == 0xFFFFFFFF else value for value in values]


def _described(data: bytes, end: int, facts: tuple[int, int, int]) -> int | None:
    """Where the record of sizes after a file ends (APPNOTE 4.3.9: with or without a mark, 4 or 8 bytes a size), or
    None if what stands there is another: a program that reads from the start would then see another file."""
    for mark in (b"PK\7\x08", b""):
        for form in ("<3I", "<I2Q"):
            try:
                record = mark + struct.pack(form, *facts)
            except struct.error:  # a size with no room in four bytes
                continue
            if data[end : end + len(record)] == record:
                return end + len(record)
    return None


def _named(raw: bytes, extra: bytes, flags: int) -> tuple[str, str]:
    """A file's name, and why it is in doubt or nothing.

    Without the mark for UTF-8, macOS and Linux write UTF-8 all the same, and Windows its old code page, in which å, ä
    and ö are where they are in the standard's cp437. Info-ZIP's field 0x7075 may give the name once more.
    """
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        if flags & _UTF8:
            return raw.decode("utf-8", "replace"), "namnet är skadat"
        name = raw.decode("cp437")
    for number, content in _extras(extra):
        if number == 0x7075 and content[:1] == b"\1":
            other = content[5:].decode("utf-8", "replace")
            if other != name and raw.isascii():
                return name, "arkivet ger den två namn, och olika program visar olika av dem"
            name = other
    return name, ""


def _gaps(data: bytes, entries: Sequence[Entry], end: int) -> int:
    """How many bytes before and between the files belong to none; ``end`` is where the list of contents begins.

    Raises `Refused` for files that lie in each other (Fifield's bomb shares one packed core among all), and for a
    file that stands in no list: a program that reads from the start would show it.
    """
    strays = reached = 0
    begins = [(entry.at, entry.after) for entry in sorted(entries, key=lambda entry: entry.at)]
    for at, after in [*begins, (end, end)]:
        if at < reached:
            raise Refused("filerna i arkivet ligger i varandra, som i ett försök att fylla minnet")
        if b"PK\3\4" in data[reached:at]:
            raise Refused("arkivet har filer som inte står i dess innehållsförteckning")
        strays += at - reached
        reached = after
    return strays

"""The files of a ZIP or ASiC archive, unpacked within the limits (PKWARE APPNOTE 6.3.10, ETSI EN 319 162-1)."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.filenames import alike, name_fault, shown
from loftdocs.verify.parcel.walk import Held, Member, Refused, Walk, inflated, proportionate
from loftdocs.verify.parcel.zip_directory import DISAGREE, Entry, directory, end_record


def unzipped(walk: Walk, data: bytes, path: tuple[str, ...]) -> Iterator[Held]:
    """An archive's files, each unpacked when it is asked for.

    ``path`` is the archive's own. Files that are not opened are said in ``walk``. Raises `Refused` for an archive of
    which nothing can be believed, and `Spent`.
    """
    entries, strays = directory(data)
    if strays:
        walk.say(f"Filen {' › '.join(path)} har {strays} byte som inte hör till någon fil i arkivet: de är inte lästa.")
    files = [entry for entry in entries if not entry.folder]
    if len(walk.members) + len(files) > limits.MAX_FILES:
        raise Refused(f"det är fler än {limits.MAX_FILES} filer")
    times = Counter(alike(entry.name) for entry in entries)
    for entry in files:
        inside = (*path, shown(entry.name))
        try:
            if times[alike(entry.name)] > 1:
                raise Refused("arkivet har flera filer med det namnet, och olika program visar olika av dem")
            content = _unpacked(walk, data, entry)
        except Refused as why:
            walk.refuse(inside, why)
        else:
            yield content, inside


def _unpacked(walk: Walk, data: bytes, entry: Entry) -> bytes:
    """A file's content. Raises `Refused`."""
    if fault := entry.fault or name_fault(entry.name):
        raise Refused(fault)
    if entry.method == 0:
        walk.spend(entry.end - entry.start)
        proportionate(entry.end - entry.start, entry.end - entry.start)
        content = data[entry.start : entry.end]
    elif entry.method == 8:
        content, used = inflated(walk, memoryview(data)[entry.start : entry.end], bare=True)
        if used != entry.end - entry.start:
            raise Refused(DISAGREE)
    else:
        raise Refused(f"den är packad på ett sätt (nummer {entry.method}) som inte kan läsas här")
    if len(content) != entry.size:
        raise Refused(DISAGREE)
    if zlib.crc32(content) != entry.crc:
        raise Refused("den är skadad: kontrollsumman stämmer inte")
    return content


def also_zip(data: bytes, members: Sequence[Member]) -> bool:
    """True for a file of another kind that is an archive too: its end record is not within a file found in it."""
    last = end_record(data)
    if last is None:
        return False
    count, size = struct.unpack_from("<HI", data, last + 10)
    if not count or size > last or data[last - size : last - size + 4] != b"PK\1\2":
        return False
    begins = ((data.find(member.data), len(member.data)) for member in members if member.data)
    return not any(0 <= begin <= last < begin + length for begin, length in begins)

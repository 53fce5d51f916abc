"""The files attached to a PDF, wherever in it they hang (ISO 32000-1, 7.11)."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import settings

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.filenames import shown, unshowable
from loftdocs.verify.parcel.pdf_streams import stream_content
from loftdocs.verify.parcel.pdf_structure import may_attach
from loftdocs.verify.parcel.walk import Held, Refused, Spent, Walk


def attached(walk: Walk, data: bytes, path: tuple[str, ...]) -> Iterator[Held]:
    """The attachments of a PDF of this path, wherever in the file they hang; the same file twice is one.

    Those that are not opened are said in ``walk``. Raises `Refused` and `Spent`.
    """
    if not may_attach(walk, data):
        return
    contents: dict[tuple[str, bytes], None] = {}  # a file may hang in two places, as two copies
    with _opened_pdf(data) as pdf:
        for name, streams in _attachments(pdf):
            last = shown(re.split(r"[/\\]", name)[-1])  # PDF has names with folders, also Windows' own
            try:
                contents[last, _attachment(walk, name, streams)] = None
            except Refused as why:
                walk.refuse((*path, last), why)
            if len(walk.members) + len(contents) > limits.MAX_FILES:
                raise Refused(f"det är fler än {limits.MAX_FILES} filer")
    times: Counter[str] = Counter()
    for name, content in contents:
        times[name] += 1
        yield content, (*path, name if times[name] == 1 else f"{name} ({times[name]})")


def _attachment(walk: Walk, name: str, streams: Sequence[Any]) -> bytes:
    """The content of an attached file, which its several streams must agree on. Raises `Refused` and `Spent`."""
    if fault := unshowable(name):
        raise Refused(fault)
    content, *others = {stream_content(walk, stream) for stream in streams}
    if others:
        raise Refused("den finns i två utföranden, och olika program visar olika av dem")
    return content


@contextmanager
def _opened_pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    """A PDF for reading, qpdf's limits set meanwhile. Raises `Refused` for one that cannot be read."""
    before: Any = settings.set_qpdf_limits(
        flate_max_memory=limits.MAX_STRUCTURE,
        run_length_max_memory=limits.MAX_STRUCTURE,
        png_max_memory=limits.MAX_STRUCTURE,
        tiff_max_memory=limits.MAX_STRUCTURE,
        parser_max_container_size=limits.MAX_OBJECTS,
        doc_max_warnings=1_000,
    )
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:  # its streams could not be counted beforehand
                raise Refused("den är skyddad")
            yield pdf
    except (Refused, Spent):
        raise
    except pikepdf.PasswordError:
        raise Refused("den är skyddad med lösenord") from None
    except Exception:  # the file comes from anyone; pikepdf has many errors, and qpdf's limits come as several
        raise Refused("den är skadad") from None
    finally:
        settings.set_qpdf_limits(**before)


def _attachments(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[Any]]]:
    """The name and the streams of each attached file that can be reached from the file's trailer.

    A file specification can hang in the name tree, /AF of anything, an annotation, an action or a collection: all are
    found, as everything is walked. A stream that says that it is an attachment but hangs in none comes last.
    """
    until = time.monotonic() + limits.MAX_SECONDS
    seen: set[tuple[int, int]] = set()
    held: set[tuple[int, int]] = set()
    loose: list[Any] = []
    stack: list[Any] = [pdf.trailer]
    walked = 0
    while stack:
        one = stack.pop()
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        walked += 1
        if walked > limits.MAX_OBJECTS or time.monotonic() > until:
            raise Refused("den är för stor eller för invecklad")
        if isinstance(one, pikepdf.Array):
            values = list(one)
        else:
            values = [value for _, value in one.items()]
            for name, streams in _held(one):
                held.update(stream.objgen for stream in streams)
                yield name, streams
            if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/EmbeddedFile":
                loose.append(one)
        wanted = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)
        stack.extend(value for value in reversed(values) if isinstance(value, wanted))
    for stream in loose:
        if stream.objgen not in held:
            yield "(utan namn)", [stream]


def _held(one: Any) -> Iterator[tuple[str, list[Any]]]:
    """The files of a file specification (ISO 32000-1, tables 44 and 46) by name; none of any other dictionary.

    One file may have several streams, one for each kind of computer.
    """
    files, related = one.get("/EF"), one.get("/RF")
    if isinstance(files, pikepdf.Dictionary):
        streams = {v.objgen: v for _, v in files.items() if isinstance(v, pikepdf.Stream)}
        if streams:
            yield _file_name(one), list(streams.values())
    if isinstance(related, pikepdf.Dictionary):
        for _, pairs in related.items():
            values = list(pairs) if isinstance(pairs, pikepdf.Array) else []
            for name, stream in zip(values[::2], values[1::2], strict=False):
                if isinstance(stream, pikepdf.Stream):
                    yield str(name) if isinstance(name, pikepdf.String) else "(utan namn)", [stream]


def _file_name(specification: Any) -> str:
    """What a file specification calls its file; the Unicode name goes before the others, as in readers."""
    for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"):
        name = specification.get(key)
        if isinstance(name, pikepdf.String) and str(name).strip():
            return str(name)
    return "(utan namn)"

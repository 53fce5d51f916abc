"""Marks around what each field prints, so that a value on a page can be followed to the field that it came from.

They are noncharacters, which no text has (Unicode, 23.7), and stand only in the Word file that is read for the trace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loftdocs.read.document import Finished, Paragraph, Printed

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
# The digits of a field's number, in base sixteen.
_DIGITS = {f"{digit:x}": chr(0xFDE0 + digit) for digit in range(16)}
_VALUES = {mark: digit for digit, mark in _DIGITS.items()}
_MARK = re.compile(f"{_OPEN}([{''.join(_VALUES)}]+)|{_CLOSE}")
_ANY = re.compile(b"\xef\xb7[\x90-\xaf]")  # as UTF-8


@dataclass(frozen=True)
class Marked:
    """A filled-in template with its marks, and the fields that they stand for, by number."""

    docx: bytes
    fields: tuple[str, ...]


NO_MARKS = Marked(b"", ())


def marked(text: str, number: int) -> str:
    """``text`` between the marks of the field with a number."""
    return f"{_OPEN}{''.join(_DIGITS[digit] for digit in f'{number:x}')}{text}{_CLOSE}"


def unmarked(part: bytes) -> bytes:
    return _ANY.sub(b"", part)


def with_fields(document: Finished, fields: tuple[str, ...]) -> Finished:
    """A document that was read with its marks, without them, and what each field printed in each paragraph."""
    read = [_read(paragraph, fields) for paragraph in document.paragraphs]
    return replace(
        document,
        paragraphs=tuple(paragraph for paragraph, _ in read),
        printed=tuple(printed for _, printed in read),
        unread=tuple(replace(one, text=_MARK.sub("", one.text)) for one in document.unread),
    )


def _read(paragraph: Paragraph, fields: tuple[str, ...]) -> tuple[Paragraph, tuple[Printed, ...]]:
    if _OPEN not in paragraph.text and _CLOSE not in paragraph.text:
        return paragraph, ()
    clean = _MARK.sub("", paragraph.text)
    return replace(paragraph, text=clean), tuple(_spans(paragraph.text, fields))


def _spans(text: str, fields: tuple[str, ...]) -> Iterator[Printed]:
    """What each field printed: where in the text without marks, and which."""
    at, length, waiting = 0, 0, []
    for mark in _MARK.finditer(text):
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            number = int("".join(_VALUES[digit] for digit in mark[1]), 16)
            waiting.append((length, fields[number]))
        elif waiting:
            start, field = waiting.pop()
            yield Printed(start, length, field)

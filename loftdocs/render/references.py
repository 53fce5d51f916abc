"""The numbers of clauses that a filled-in Word file refers to, as its own numbering gives them.

Word keeps the last result of each cross-reference in the file, and shows it until someone has the fields updated. In
a template that is the number as it was before any condition was met.
"""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from loftdocs.read.numbering import Counters, place_in_list, read_numbering
from loftdocs.read.package import W, value
from loftdocs.read.styles import read_styles

# ISO/IEC 29500-1, 17.16.5.51: \n, \r and \w give the number of the paragraph that the bookmark stands in.
_NUMBER_OF = re.compile(r"\s*REF\s+\"?(?P<märke>[^\s\"\\]+)\"?\s(?:.*\s)?\\[nrw](?:\s|$)", re.IGNORECASE)


def renumber(body: _Element, styles: _Element | None, numbering: _Element | None) -> None:
    """Writes the number of its clause into each cross-reference to one; one that leads nowhere is left as it is."""
    numbers = _numbers(body, styles, numbering)
    for instruction, texts in _fields(body):
        match = _NUMBER_OF.match(instruction)
        number = numbers.get(match["märke"]) if match else None
        if number and texts:
            texts[0].text = number
            for text in texts[1:]:
                text.text = ""


def _numbers(body: _Element, styles: _Element | None, numbering: _Element | None) -> dict[str, str]:
    """The number of the paragraph of each bookmark, without a full stop after it; none for those without number."""
    known, lists = read_styles(styles), read_numbering(numbering)
    counters = Counters(lists)
    found: dict[str, str] = {}
    waiting: list[str] = []  # a bookmark that begins between two paragraphs is the next one's
    for element in body.iter(f"{W}p", f"{W}bookmarkStart"):
        if next(element.iterancestors(f"{W}txbxContent"), None) is not None:
            continue
        if element.tag == f"{W}bookmarkStart":
            if next(element.iterancestors(f"{W}p"), None) is None:
                waiting.append(value(element, "name") or "")
            continue
        place = place_in_list(element, value(element.find(f"{W}pPr/{W}pStyle")), known, lists)
        number = counters.next(*place).rstrip(".") if place else ""
        names = [*waiting, *(value(mark, "name") or "" for mark in element.iter(f"{W}bookmarkStart"))]
        found |= dict.fromkeys(names, number)
        waiting = []
    return found


def _fields(body: _Element) -> Iterator[tuple[str, list[_Element]]]:
    """Each field without others in it: its instruction, and the texts of its result."""
    for simple in body.iter(f"{W}fldSimple"):
        yield value(simple, "instr") or "", list(simple.iter(f"{W}t"))
    for paragraph in body.iter(f"{W}p"):
        yield from _complex(paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"))


def _complex(pieces: Iterable[_Element]) -> Iterator[tuple[str, list[_Element]]]:
    instruction, state = "", ""
    texts: list[_Element] = []
    for piece in pieces:
        if piece.tag == f"{W}fldChar":
            state = value(piece, "fldCharType") or ""
            if state == "begin":
                instruction, texts = "", []
            elif state == "end":
                yield instruction, texts
                instruction, texts = "", []
        elif piece.tag == f"{W}instrText" and state == "begin":
            instruction += piece.text or ""
        elif piece.tag == f"{W}t" and state == "separate":
            texts.append(piece)

"""The states of a PDF: what it was when it was built, after each signature, and what it is now.

A signature is an update after the end of a PDF that leaves all that was there before (ISO 32000-1, 7.5.6), so each
state is a beginning of the file. qpdf (by way of pikepdf) reads every state by itself; an update keeps the numbers of
the objects, so what it changed is the objects that are other than they were.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Pdf

from loftdocs.failures import FileFailure

Number = tuple[int, int]  # an object's number and generation

# The end of a PDF as every reader takes it: nothing but white space after it, and a line of its own (7.5.5).
_END = re.compile(rb"startxref\s+(\d+)\s*[\r\n]%%EOF[\0\t\n\f\r ]*\Z")
_REFERENCE = re.compile(rb"\b(\d+) (\d+) R\b")
WHITE = b"\0\t\n\f\r "
_MOST_PAGES = 5000
_LAST = 4096  # bytes: an end of file stands here, if anywhere


@dataclass(frozen=True)
class State:
    """A beginning of a file, opened.

    ``end`` is its length in bytes. ``recovered`` is true if qpdf had to look for the objects itself, since the
    cross-references are not as they should be: then another reader may find others.
    """

    pdf: Pdf
    end: int
    recovered: bool

    @cached_property
    def objects(self) -> dict[Number, tuple[bytes, bytes]]:
        """Each object as it is written, references as references, and the bytes of its stream."""
        return dict(_objects(self.pdf))

    @property
    def leaves(self) -> tuple[Any, ...]:
        """The pages in order, as the tree of pages has them: one that stands twice is there twice.

        qpdf's own list would give such a page a number of its own, another one in each state.
        """
        return self._tree[0]

    @property
    def tree(self) -> frozenset[Number]:
        """The objects of the tree above the pages; what it says of pages is compared page by page."""
        return self._tree[1]

    @cached_property
    def _tree(self) -> tuple[tuple[Any, ...], frozenset[Number]]:
        found: list[Any] = []
        tree: set[Number] = set()
        waiting: list[tuple[Any, frozenset[Number]]] = [(self.pdf.Root.get("/Pages"), frozenset())]
        while waiting and len(found) < _MOST_PAGES:
            node, above = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary) or node.objgen in above:
                continue
            kids = node.get("/Kids")
            if isinstance(kids, pikepdf.Array):
                tree |= {node.objgen, kids.objgen}
                waiting.extend((kid, above | {node.objgen}) for kid in reversed(list(kids)))
            else:
                found.append(node)
        return tuple(found), frozenset(tree)

    @cached_property
    def pages(self) -> tuple[Number, ...]:
        """The objects of the pages, in order."""
        return tuple(page.objgen for page in self.leaves)

    def get(self, number: Number) -> Any:
        return self.pdf.get_object(number)

    def below(self, roots: Iterator[Number] | Sequence[Number], stop: frozenset[Number] = frozenset()) -> set[Number]:
        """The numbers of all objects that can be reached from ``roots`` (which count too), not through ``stop``."""
        found: set[Number] = set()
        waiting = [number for number in roots if number not in stop]
        while waiting:
            number = waiting.pop()
            if number in found or number not in self.objects:
                continue
            found.add(number)
            waiting.extend(other for other in self.references[number] if other not in stop)
        return found

    @cached_property
    def apart(self) -> frozenset[Number]:
        """What a signature refers to without its being a part of it: the document itself, its form and all fields."""
        from loftdocs.verify.annotations import fields_of

        form = self.pdf.Root.get("/AcroForm")
        fields = [part.objgen for field in fields_of(self).values() for part in field.parts]
        return frozenset((*self.pages, self.pdf.Root.objgen, *([form.objgen] if form is not None else ()), *fields))

    @cached_property
    def references(self) -> dict[Number, tuple[Number, ...]]:
        return {number: references(written) for number, (written, _stream) in self.objects.items()}


def references(written: bytes) -> tuple[Number, ...]:
    """The numbers of the objects that a written object refers to (perhaps too many: a string may look like one)."""
    return tuple((int(number), int(generation)) for number, generation in _REFERENCE.findall(written))


def numbers_of(value: Any) -> tuple[Number, ...]:
    """A value's own number, or those of the objects that a value without a number refers to."""
    if not isinstance(value, pikepdf.Object):
        return ()
    return (value.objgen,) if value.objgen != (0, 0) else references(value.unparse(resolved=True))


def opened(data: bytes, name: str) -> State:
    """The PDF opened; looked through for objects if its cross-references are damaged.

    Raises `FileFailure` for what is no PDF to any reader, or asks for a password.
    """
    for recover in (False, True):
        try:
            # Attributes that pages inherit stay where they are: qpdf would move them to objects that it numbers itself.
            pdf = pikepdf.open(
                BytesIO(data), attempt_recovery=recover, suppress_warnings=True, inherit_page_attributes=False
            )
            state = State(pdf, len(data), recover)
            if not state.leaves:
                raise pikepdf.PdfError("no pages")
            return state
        except pikepdf.PasswordError as error:
            hint = "Be om filen utan lösenord, som den var när den undertecknades."
            raise FileFailure(f"{name} är skyddad med lösenord.", hint) from error
        except Exception as error:  # qpdf has many errors of its own, for files from anyone
            if recover:
                raise _damaged(name, data) from error
    raise AssertionError  # both rounds of the loop return or raise


def states(data: bytes, ends: Sequence[int], name: str, last: State) -> tuple[State, ...]:
    """The states that end at ``ends`` and the ``last``, in order; one that cannot be opened by itself is left out."""
    found = []
    for end in sorted({end for end in ends if end < len(data)}):
        try:
            found.append(opened(data[:end], name))
        except FileFailure:
            continue
    if found and not data[found[-1].end :].strip(WHITE):
        found.pop()  # only white space was added: the same state
    return (*found, last)


def ends_well(data: bytes) -> bool:
    """True if the file ends as the format says, so that all readers start from the same place."""
    match = _END.search(data[-_LAST:])
    return match is not None and int(match.group(1)) < len(data)


def after(data: bytes, end: int) -> int:
    """The number of bytes after ``end``, without white space around them."""
    return len(data[end:].strip(WHITE))


def _objects(pdf: Pdf) -> Iterator[tuple[Number, tuple[bytes, bytes]]]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            # What a cross-reference stream or an object stream holds is read already: it is not a thing of its own.
            if thing.get("/Type") not in ("/XRef", "/ObjStm"):
                yield thing.objgen, (thing.stream_dict.unparse(), _raw(thing))
        elif isinstance(thing, pikepdf.Object):
            yield thing.objgen, (thing.unparse(resolved=True), b"")


def _raw(stream: Any) -> bytes:
    try:
        return bytes(stream.read_raw_bytes())
    except pikepdf.PdfError:  # a stream that does not end is as good as none
        return b""


def _damaged(name: str, data: bytes) -> FileFailure:
    if b"startxref" not in data and b"%%EOF" not in data:
        message = f"{name} går inte att läsa som PDF: slutet saknas, så filen är avhuggen på vägen."
    elif data.count(b"%PDF-") > 1:
        message = (
            f"{name} går inte att läsa som PDF: flera filer ligger efter varandra i den. Så ser en fil ut som är gjord "
            "för att läsas olika av olika program."
        )
    else:
        message = f"{name} går inte att läsa som PDF: den är skadad."
    hint = "Hämta filen på nytt från den som skickade den, och prova att öppna den i en PDF-läsare först."
    return FileFailure(message, hint)

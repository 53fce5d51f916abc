"""The content of pages, read operator by operator (ISO 32000-1, 7.8): what is painted, and whether it is tagged."""

import contextlib
import zlib
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Stream

from loftdocs.attach.limits import MOST_CONTENT, MOST_INSTRUCTIONS, TooMuch
from loftdocs.bundle.structure import several

_PAINTING = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Tj", "TJ", "'", '"'))
_NEEDING = frozenset(("Tf", "Do", "gs", "sh"))
# ISO 32000-1, annex A.
_OPERATORS = frozenset((
    *_PAINTING, *_NEEDING,
    "b", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "DP", "EI", "EMC", "ET", "EX", "G",
    "g",
    "h", "i", "ID", "J", "j", "K", "k", "l", "M", "m", "MP", "n", "Q", "q", "re", "RG", "rg", "ri", "SC", "sc",
    "SCN", "scn", "T*", "Tc", "Td", "TD", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "W", "W*", "w", "y",
))  # fmt: skip
_INLINE = "INLINE IMAGE"
_PIECE = 1_000_000  # bytes


@dataclass
class Drawn:
    """What a content stream does.

    ``untagged``: it paints something that is neither tagged nor marked as decoration; ``nested``: a tag inside a tag,
    or in decoration; ``broken``: it ends what it did not begin, or the other way round. ``faults`` are what PDF/A does
    not have, in Swedish; ``tags`` the numbers of its marked contents; ``depth`` how far states are saved in each other;
    ``languages`` what its marks say that the text is in.
    """

    untagged: bool = False
    nested: bool = False
    broken: bool = False
    faults: set[str] = field(default_factory=set)
    tags: set[int] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    depth: int = 0


class Reader:
    """Reads the content of a PDF's pages, each form on them once, within a limit for all of them."""

    def __init__(self) -> None:
        self.left = MOST_INSTRUCTIONS
        self.room = MOST_CONTENT
        self.forms: dict[tuple[int, int], Drawn] = {}

    def page(self, page: Page) -> Drawn:
        """What a page does. Raises `TooMuch`, and `pikepdf.PdfError` for what cannot be read."""
        return self._read(page, page.obj.get("/Resources"), 0)

    def _read(self, holder: Any, resources: Any, level: int) -> Drawn:
        if level > 20:
            raise TooMuch("sidor som är djupare uppbyggda än ett dokument")
        drawn, resources = Drawn(), resources if isinstance(resources, Dictionary) else Dictionary()
        self._weigh(holder)
        inside: list[str] = []  # of each mark that is open: "tag", "decoration" or what it stands in
        saved = 0
        for instruction in pikepdf.parse_content_stream(holder):
            self.left -= 1
            if self.left < 0:
                raise TooMuch("sidor med mer på sig än ett dokument har")
            operator, operands = str(instruction.operator), instruction.operands
            around = inside[-1] if inside else ""
            if operator == "q":
                saved += 1
                drawn.depth = max(drawn.depth, saved)
            elif operator == "Q":
                saved -= 1
                drawn.broken |= saved < 0
            elif operator in ("BDC", "BMC"):
                inside.append(self._mark(drawn, operator, operands, resources, around))
            elif operator == "EMC":
                drawn.broken |= not inside
                if inside:
                    inside.pop()
            elif operator in _PAINTING or operator == _INLINE:
                drawn.untagged |= not around
            elif operator == "Do":
                self._draw(drawn, operands, resources, around, level)
            if operator == _INLINE:
                drawn.faults |= _inline_faults(operands[0])
            elif operator in ("k", "K") or (operator in ("cs", "CS") and operands and operands[0] == Name.DeviceCMYK):
                drawn.faults.add(CMYK)
            elif operator not in _OPERATORS:
                drawn.faults.add("ritkommandon som inte finns i standarden")
        drawn.broken |= bool(inside) or saved != 0
        return drawn

    def _weigh(self, holder: Any) -> None:
        """Unpacks the content piece by piece, to see that there is room for all of it at once."""
        contents = holder.obj.get("/Contents") if isinstance(holder, Page) else holder
        for stream in several(contents):
            if not isinstance(stream, Stream) or several(stream.get("/Filter")) != [Name.FlateDecode]:
                continue
            unpacker, left = zlib.decompressobj(), bytes(stream.read_raw_bytes())
            with contextlib.suppress(zlib.error):  # what is damaged is told by what reads it
                while left:
                    self.room -= len(unpacker.decompress(left, _PIECE))
                    left = unpacker.unconsumed_tail
                    if self.room < 0:
                        raise TooMuch("sidor som är packade med mer än ett dokument har")

    def _mark(self, drawn: Drawn, operator: str, operands: Any, resources: Dictionary, around: str) -> str:
        if not len(operands):
            drawn.broken = True
            return around
        properties: Any = operands[1] if operator == "BDC" and len(operands) > 1 else None
        if isinstance(properties, Name):
            properties = _within(resources, "/Properties", properties)
        said = properties if isinstance(properties, Dictionary) else Dictionary()
        if "/Lang" in said:
            drawn.languages.add(str(said.get("/Lang")))
        number, decoration = said.get("/MCID"), bool(operands[0] == Name.Artifact)
        if isinstance(number, int):
            drawn.nested |= bool(around) or number in drawn.tags
            drawn.tags.add(number)
        else:
            drawn.nested |= decoration and around == "tag"
        return "decoration" if decoration else "tag" if isinstance(number, int) else around

    def _draw(self, drawn: Drawn, operands: Any, resources: Dictionary, around: str, level: int) -> None:
        """A picture, or a form with content of its own."""
        form = _within(resources, "/XObject", operands[0]) if len(operands) else None
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
            drawn.untagged |= not around
            return
        if form.objgen not in self.forms:
            self.forms[form.objgen] = Drawn()  # one that draws itself is read once
            self.forms[form.objgen] = self._read(form, form.get("/Resources"), level + 1)
        inner = self.forms[form.objgen]
        drawn.untagged |= not around and inner.untagged
        drawn.nested |= inner.nested or bool(around and inner.tags)
        drawn.faults |= inner.faults
        drawn.languages |= inner.languages
        drawn.depth = max(drawn.depth, inner.depth)


CMYK = "färger i CMYK, som bara stämmer med en egen färgprofil"


def _within(resources: Dictionary, kind: str, name: Any) -> Object | None:
    named = resources.get(kind)
    return named.get(str(name)) if isinstance(named, Dictionary) and str(name).startswith("/") else None


def _inline_faults(image: Any) -> set[str]:
    faults = set()
    if any("LZW" in str(one) for one in image.filters):
        faults.add("bilder som är packade med LZW")
    if "CMYK" in str(image.colorspace):
        faults.add(CMYK)
    return faults

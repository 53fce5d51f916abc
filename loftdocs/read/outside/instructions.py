"""The fields of a Word text that fetch something, by their instructions, which Word divides where it likes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from loftdocs.read.outside.reach import Reach, is_clicked, linked, text_reach
from loftdocs.read.package import W, value

# ECMA-376 part 1, 17.16.5, and those that Word still runs from before it.
_FETCHING = {
    "INCLUDETEXT": "ett fält som hämtar text",
    "INCLUDEPICTURE": "ett fält som hämtar en bild",
    "INCLUDE": "ett fält som hämtar text",
    "IMPORT": "ett fält som hämtar en bild",
    "LINK": "ett fält som hämtar ur en annan fil",
    "DDE": "ett fält som startar ett annat program",
    "DDEAUTO": "ett fält som startar ett annat program",
    "DATABASE": "ett fält som hämtar ur en databas",
    "RD": "ett fält som hämtar ur en annan fil",
}
_COMPUTED = "\0"
_WORD = re.compile(r'\s*([^\s"\\]+)(.*)', re.DOTALL)
_TARGET = re.compile(r'\s*(?:"([^"]*)"?|([^\s\\]\S*))')


@dataclass
class _Field:
    """A field that has begun: its instruction so far; what follows its separator is its result."""

    start: _Element
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False


def fetching_fields(root: _Element) -> Iterator[Reach]:
    """The fields below ``root`` that reach for something outside the file."""
    for start, instruction in _instructions(root):
        if reach := _reach(instruction, start):
            yield reach


def _instructions(root: _Element) -> Iterator[tuple[_Element, str]]:
    """Each field's beginning and instruction. The result of a field inside an instruction is a piece of it."""
    begun: list[_Field] = []
    for element in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}t"):
        if element.tag == f"{W}fldSimple":
            yield element, value(element, "instr") or ""
        elif element.tag == f"{W}fldChar":
            kind = value(element, "fldCharType")
            if kind == "begin":
                if begun and not begun[-1].in_result and not "".join(begun[-1].instruction).strip():
                    begun[-1].instruction.append(_COMPUTED)
                begun.append(_Field(element))
            elif kind == "separate" and begun:
                begun[-1].in_result = True
            elif kind == "end" and begun:
                ended = begun.pop()
                yield ended.start, "".join(ended.instruction)
        elif element.tag != f"{W}t":
            if begun and not begun[-1].in_result:
                begun[-1].instruction.append(element.text or "")
        elif outer := next((one for one in reversed(begun) if not one.in_result), None):
            outer.instruction.append(element.text or "")
    for left in begun:  # without an end: some programs go by the instruction all the same
        yield left.start, "".join(left.instruction)


def _reach(instruction: str, start: _Element) -> Reach | None:
    if instruction.lstrip().startswith(_COMPUTED):
        return text_reach("ett fält vars namn räknas ut av ett annat fält", instruction.strip(_COMPUTED + " "), start)
    match = _WORD.match(instruction)
    if not match:
        return None
    name, rest = match.group(1).upper(), match.group(2)
    if name in _FETCHING:
        return text_reach(_FETCHING[name], rest.strip().strip('"') or name, start)
    target = _TARGET.match(rest) if name == "HYPERLINK" else None
    address = (target.group(1) or target.group(2) or "") if target else ""
    return None if is_clicked(address) else linked("hyperlink", address, start)

"""The text of one Word paragraph: its runs, with fields as their results and what is not printed left out."""

import unicodedata
from collections.abc import Iterator

from lxml.etree import _Element

from loftdocs.read.field_codes import shown_by_code
from loftdocs.read.package import W, switched_on, value, whole
from loftdocs.read.structure import ALTERNATE, alternative
from loftdocs.read.styles import Styles
from loftdocs.read.symbols import has_private, is_symbol_font, symbol

_RUN, _FIELD, _SYMBOL = f"{W}r", f"{W}fldChar", f"{W}sym"
_NOTE_MARKS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_INSTRUCTION, _SIMPLE_FIELD, _RUBY = f"{W}instrText", f"{W}fldSimple", f"{W}ruby"
_TEXT = (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_PROPERTIES, _REMOVED = ("pPr", "rPr", "sdtPr", "sdtEndPr"), ("del", "moveFrom", "delText", "delInstrText")
_SKIPPED = frozenset(W + name for name in (*_PROPERTIES, *_REMOVED, "txbxContent"))
# Word's own hyphen that does not break is printed as a hyphen; numbers are compared with an ordinary one.
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_AS_TEXT = {W + name: sign for name, sign in _SIGNS.items()}
_SOFT_HYPHEN = "\u00ad"


def tidy(text: str) -> str:
    """Text with composed letters, and without the hyphens that only show where a line breaks."""
    return unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, ""))


class Runs:
    """Reads the paragraphs of one text in order; a field may begin in one of them and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._in_result: list[bool] = []  # for each open field: True once its instruction has ended
        self._instructions: list[str] = []
        self._notes: list[tuple[str, str]] = []
        self._hidden: list[str] = []

    def text(self, paragraph: _Element) -> str:
        """The text of one paragraph, without that of text boxes anchored in it."""
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        found = "".join(self._pieces(paragraph, not self._styles.is_hidden(style)))
        # An instruction does not go on into another paragraph; a file that forgot to end it loses no text.
        self._in_result = [True] * len(self._in_result)
        return found

    def take_notes(self) -> list[tuple[str, str]]:
        """The footnotes and endnotes referred to since the last call: the part they stand in and their id."""
        taken, self._notes = self._notes, []
        return taken

    def take_hidden(self) -> str:
        """The hidden text since the last call."""
        taken, self._hidden = "".join(self._hidden), []
        return taken

    def _pieces(self, parent: _Element, shown: bool) -> Iterator[str]:
        for child in parent:
            if child.tag in _SKIPPED:
                continue
            if child.tag == _FIELD:
                yield from self._field(child, shown)
            elif child.tag == ALTERNATE:
                chosen = alternative(child)
                yield from () if chosen is None else self._pieces(chosen, shown)
            elif child.tag == _RUN:
                yield from self._pieces(child, self._is_shown(child, shown))
            elif child.tag == _INSTRUCTION:
                if self._instructions and not self._in_result[-1]:
                    self._instructions[-1] += child.text or ""
            elif child.tag == _RUBY:
                yield from self._ruby(child, shown)
            elif len(child):
                yield from self._pieces(child, shown)
            elif all(self._in_result):
                if shown:
                    yield self._sign(child)
                elif child.tag in _TEXT:
                    self._hidden.append(self._sign(child))

    def _ruby(self, element: _Element, shown: bool) -> Iterator[str]:
        """The text, and what is printed above it to tell how it is read out in brackets after it."""
        for base in element.findall(f"{W}rubyBase"):
            yield from self._pieces(base, shown)
        reading = "".join(text for above in element.findall(f"{W}rt") for text in self._pieces(above, shown))
        yield f"({reading})" if reading else ""

    def _sign(self, element: _Element) -> str:
        if element.tag in _TEXT:
            return _typed(element).replace("\r\n", " ").replace("\n", " ")
        if element.tag == _SIMPLE_FIELD:
            return shown_by_code(value(element, "instr") or "")
        if element.tag == _SYMBOL:
            return symbol(value(element, "font") or "", value(element, "char") or "")
        if element.tag in _NOTE_MARKS:
            self._notes.append((_NOTE_MARKS[element.tag], value(element, "id") or ""))
        return _AS_TEXT.get(element.tag, "")

    def _field(self, element: _Element, shown: bool) -> Iterator[str]:
        kind = value(element, "fldCharType")
        if kind == "begin":
            if shown and all(self._in_result):
                yield _form_value(element)
            self._in_result.append(False)
            self._instructions.append("")
        elif kind == "separate" and self._in_result:
            self._in_result[-1] = True
        elif kind == "end" and self._in_result:
            has_result, instruction = self._in_result.pop(), self._instructions.pop()
            if not has_result and shown and all(self._in_result):
                yield shown_by_code(instruction)

    def _is_shown(self, run: _Element, paragraph_shown: bool) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return paragraph_shown
        own = switched_on(properties.find(f"{W}vanish"))
        if own is not None:
            return not own
        return paragraph_shown and not self._styles.is_hidden(value(properties.find(f"{W}rStyle")))


def _form_value(begin: _Element) -> str:
    """What an old form field shows that has no result of its own: a box to tick, or a list to choose from."""
    data = begin.find(f"{W}ffData")
    if data is None:
        return ""
    if (box := data.find(f"{W}checkBox")) is not None:
        ticked = switched_on(box.find(f"{W}checked"))
        return "☒" if (switched_on(box.find(f"{W}default")) if ticked is None else ticked) else "☐"
    if (choices := data.find(f"{W}ddList")) is not None:
        names = [value(entry) or "" for entry in choices.findall(f"{W}listEntry")]
        chosen = whole(value(choices.find(f"{W}result")), 0) or 0
        return names[chosen] if 0 <= chosen < len(names) else ""
    return ""


def _typed(element: _Element) -> str:
    """The text of an element, with what is typed in a symbol font as the signs that are seen."""
    text, run = element.text or "", element.getparent()
    if run is None or not has_private(text):
        return text
    fonts = run.find(f"{W}rPr/{W}rFonts")
    font = value(fonts, "ascii") or value(fonts, "hAnsi") or ""
    if not is_symbol_font(font):
        return text
    return "".join(symbol(font, f"{ord(sign):X}") if has_private(sign) else sign for sign in text)

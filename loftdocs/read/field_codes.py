"""Fields without a result, where Word prints what stands in the field's own code.

Source: ISO/IEC 29500-1, 17.16.5 (GOTOBUTTON, MACROBUTTON, SYMBOL), and Word's own EQ.
"""

import re

from loftdocs.read.symbols import symbol

_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*\S)", re.IGNORECASE | re.DOTALL)
_EQUATION = re.compile(r"\s*EQ\s+(.*)", re.IGNORECASE | re.DOTALL)
# How an equation is drawn, and what divides its parts (3,5 is one); a sign after a backslash is that sign.
_DRAWING, _DIVIDING = re.compile(r"\\[a-z]+\d*", re.IGNORECASE), re.compile(r"(?<!\\)(?:[();]|,(?!\d))")
_ESCAPED = re.compile(r"\\(.)")
_SYMBOL = re.compile(r"\s*SYMBOL\s+\"?(0x[0-9a-f]{1,5}|\d{1,6}|.)\"?(?:\s|$)", re.IGNORECASE)
_FONT = re.compile(r"\\f\s+(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)


def shown_by_code(instruction: str) -> str:
    """What is printed for a field that has no result: a button's text, an equation's parts, a sign; '' for others."""
    if button := _BUTTON.match(instruction):
        return button[1]
    if equation := _EQUATION.match(instruction):
        parts = _DIVIDING.sub(" ", _DRAWING.sub(" ", equation[1]))
        return " ".join(_ESCAPED.sub(r"\1", parts).split())
    if sign := _SYMBOL.match(instruction):
        font = _FONT.search(instruction)
        return symbol((font[1] or font[2]) if font else "", f"{_code(sign[1]):X}")
    return ""


def _code(written: str) -> int:
    if written.lower().startswith("0x"):
        return int(written, 16)
    return int(written) if len(written) > 1 or written.isdecimal() else ord(written)

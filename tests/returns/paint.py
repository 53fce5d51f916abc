"""What covers or changes words on a page: appearances, pictures, operators of a content stream."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw

from tests.returns.setup import Box

OTHER = "30 000 kr"  # what a page says instead of its amount


def grown(box: Box, by: float = 2) -> Box:
    """The box with a margin of ``by`` points."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def over(box: Box, text: str = OTHER, grey: float = 1) -> bytes:
    """Operators that paint the box ``grey`` (0 black, 1 white) and write ``text`` in it; they use the font /FalskF."""
    left, bottom, right, top = box
    area = b"%.2f %.2f %.2f %.2f re f" % (left, bottom, right - left, top - bottom)
    words = b"BT 0 g /FalskF %.1f Tf %.2f %.2f Td (%b) Tj ET" % (
        (top - bottom) * 0.7,
        left + 2,
        bottom + (top - bottom) * 0.25,
        text.encode("latin-1"),
    )
    return b"q %.2f g %b %b Q" % (grey, area, words if text else b"")


def helvetica(pdf: Pdf) -> pikepdf.Object:
    """A font that goes with every reader."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    return pdf.make_indirect(font)


def form(pdf: Pdf, box: Box, text: str = OTHER, grey: float = 1) -> Stream:
    """A form XObject as large as the box, that hides what is under it and shows ``text``: also an appearance."""
    size = (0, 0, box[2] - box[0], box[3] - box[1])
    made = pdf.make_stream(over(size, text, grey))
    made.Type, made.Subtype = Name.XObject, Name.Form
    made.BBox = numbers(size)
    made.Resources = Dictionary(Font=Dictionary(FalskF=helvetica(pdf)))
    return made


def empty_form(pdf: Pdf, box: Box) -> Stream:
    """A form XObject that shows nothing."""
    made = pdf.make_stream(b"")
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, numbers((0, 0, box[2] - box[0], box[3] - box[1]))
    return made


def picture(pdf: Pdf, box: Box, text: str = OTHER) -> Stream:
    """An image of ``text`` on white, with the box's proportions."""
    width, height = max(8, int((box[2] - box[0]) * 4)), max(8, int((box[3] - box[1]) * 4))
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).text((6, height // 6), text, fill=0, font_size=max(8, int(height * 0.6)))
    made = pdf.make_stream(zlib.compress(image.tobytes()))
    made.Type, made.Subtype, made.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    made.Width, made.Height, made.BitsPerComponent, made.Filter = width, height, 8, Name.FlateDecode
    return made


def numbers(values: tuple[float, ...]) -> Array:
    """A PDF array with two decimals."""
    return Array([round(value, 2) for value in values])


def add_resource(page: pikepdf.Page, kind: str, name: str, value: pikepdf.Object) -> None:
    """Puts a resource in the page's dictionary of that kind, which may be shared with other pages."""
    resources = page.obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = value


def draw(pdf: Pdf, number: int, operators: bytes, before: bool = False) -> None:
    """Adds operators after (or before) a page's contents, with the font that :func:`over` uses."""
    page = pdf.pages[number - 1]
    add_resource(page, "/Font", "/FalskF", helvetica(pdf))
    page.contents_add(pdf.make_stream(operators), prepend=before)


def retype(pdf: Pdf, number: int, amount: str) -> None:
    """Writes another digit where a page's content writes the first digit of an amount, with the glyphs of its font.

    Raises ValueError if the amount's first group of digits is not found in the operands of one operator.
    """
    old = amount.split()[0]

    def change(operands: list[pikepdf.Object], codes: dict[str, int]) -> list[list[object]]:
        digit = next(one for one in "81256794" if one in codes and one != old[0])
        return [[_recode(operands, old, digit + old[1:], codes), pikepdf.Operator("TJ")]]

    at_words(pdf, number, old, change)


def unseen(pdf: Pdf, number: int, amount: str) -> None:
    """Draws the words with an amount in no colour at all (text rendering mode 3); they can still be copied."""

    def change(operands: list[pikepdf.Object], codes: dict[str, int]) -> list[list[object]]:
        mode = pikepdf.Operator("Tr")
        return [[3, mode], [*operands, pikepdf.Operator("TJ" if isinstance(operands[0], Array) else "Tj")], [0, mode]]

    at_words(pdf, number, amount.split()[0], change)


def at_words(
    pdf: Pdf,
    number: int,
    words: str,
    change: Callable[[list[pikepdf.Object], dict[str, int]], list[list[object]]],
) -> None:
    """Replaces the text operator that shows ``words`` on a page by what ``change`` makes of its operands.

    ``change`` also gets the code of each character in the font there. The content becomes one stream.
    """
    page = pdf.pages[number - 1]
    result: list[Any] = []
    codes: dict[str, int] = {}
    found = False
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            codes = codes_of(page.obj.Resources.Font[str(operands[0])])
        if not found and str(operator) in ("Tj", "TJ") and words in _shown(operands, codes):
            result += [(one[:-1], one[-1]) for one in change(list(operands), codes)]
            found = True
        else:
            result.append((operands, operator))
    if not found:
        raise ValueError(f"{words} is not written by one operator on page {number}")
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(result))


def codes_of(font: pikepdf.Object) -> dict[str, int]:
    """The code of each character of a font with codes of one byte, as its ToUnicode says."""
    if "/ToUnicode" not in font:
        return {}
    codes: dict[str, int] = {}
    for line in font.ToUnicode.read_bytes().decode("latin-1").replace("\r", "\n").split("\n"):
        parts = line.replace("<", " ").replace(">", " ").replace("[", " ").replace("]", " ").split()
        if len(parts) == 2 and len(parts[0]) == 2 and len(parts[1]) == 4 and all(_hex(part) for part in parts):
            codes[bytes.fromhex(parts[1]).decode("utf-16-be")] = int(parts[0], 16)
        elif [len(part) for part in parts[:3]] == [2, 2, 4] and all(_hex(part) for part in parts):
            first, last, targets = int(parts[0], 16), int(parts[1], 16), parts[2:]
            for place, code in enumerate(range(first, last + 1)):
                text = targets[place] if len(targets) > place else f"{int(targets[0], 16) + place:04X}"
                codes[bytes.fromhex(text).decode("utf-16-be")] = code
    return codes


def digits_of(pdf: Pdf, number: int) -> tuple[str, int, int]:
    """A font of the page that has two digits, by name, and the codes of its largest and of its smallest above 0.

    To take one for the other makes an amount another.
    """
    for name, font in pdf.pages[number - 1].obj.Resources.Font.items():
        codes = codes_of(font)
        digits = [digit for digit in "123456789" if digit in codes]
        if len(digits) > 1 and "k" in codes:
            return name, codes[digits[0]], codes["3"] if "3" in digits else codes[digits[-1]]
    raise ValueError("no font with digits on the page")


def _shown(operands: list[pikepdf.Object], codes: dict[str, int]) -> str:
    back = {code: text for text, code in codes.items()}
    return "".join(back.get(code, "?") for piece in _strings(operands) for code in bytes(piece))


def _strings(operands: list[pikepdf.Object]) -> list[pikepdf.Object]:
    pieces = operands[0] if isinstance(operands[0], Array) else operands
    return [piece for piece in pieces if isinstance(piece, pikepdf.String)]


def _recode(operands: list[pikepdf.Object], old: str, new: str, codes: dict[str, int]) -> Array:
    shown = _shown(operands, codes)
    start = shown.index(old)
    missing = [letter for letter in new if letter not in codes]
    if missing or len(old) != len(new):
        raise ValueError(f"{new} cannot be written for {old}: {missing}")
    changed = {start + place: codes[letter] for place, letter in enumerate(new)}
    result, at = [], 0
    for piece in operands[0] if isinstance(operands[0], Array) else operands:
        if isinstance(piece, pikepdf.String):
            data = bytes(piece)
            result.append(pikepdf.String(bytes(changed.get(at + i, code) for i, code in enumerate(data))))
            at += len(data)
        else:
            result.append(piece)
    return Array(result)


def _hex(text: str) -> bool:
    return len(text) % 2 == 0 and all(letter in "0123456789abcdefABCDEF" for letter in text)


def new_page(pdf: Pdf, lines: list[str]) -> pikepdf.Page:
    """A4 page with lines of text in Helvetica, not yet in the document."""
    words = b"".join(b"(%b) Tj T* " % line.encode("latin-1", "replace") for line in lines)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, 595.28, 841.89],
        Resources=Dictionary(Font=Dictionary(FalskF=helvetica(pdf))),
        Contents=pdf.make_stream(b"BT /FalskF 11 Tf 70 770 Td 15 TL %b ET" % words),
    )
    return pikepdf.Page(pdf.make_indirect(page))


def another_document(text: str) -> bytes:
    """A whole other PDF, of one page."""
    made, output = pikepdf.new(), BytesIO()
    made.pages.append(new_page(made, [text]))
    made.save(output, static_id=True)
    return output.getvalue()

"""Signs of symbol fonts, as ordinary characters where the font is one that everyone has."""

import unicodedata

# Symbol fonts keep their signs at private code points, which say nothing without the font.
_PRIVATE = range(0xF000, 0xF100)
# Adobe's Symbol encoding (ISO 32000-1, D.5), which Word's Symbol has too; a blank where it has no sign.
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
# Fonts of pictures alone: a letter's code in them is no letter.
_PICTURES = ("dings", "symbol", "marlett")
_SYMBOLS = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x76: "❖", 0x78: "☒", 0x9F: "•", 0xA7: "▪", 0xA8: "☐",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "☐"},
    "symbol": {**dict(enumerate(_SYMBOL_LOW, 0x20)), **dict(enumerate(_SYMBOL_HIGH, 0xA0))},
}  # fmt: skip


def has_private(text: str) -> bool:
    """True if a sign of the text says nothing without its font."""
    return any(ord(sign) in _PRIVATE for sign in text)


def is_symbol_font(font: str) -> bool:
    """True for the fonts whose signs are known here."""
    return font.strip().lower() in _SYMBOLS


def symbol(font: str, code: str) -> str:
    """The sign of a ``w:sym``, as an ordinary character where the font is one that everyone has."""
    try:
        number = int(code, 16)
        plain = chr(number)
    except (ValueError, OverflowError):
        return ""
    if unicodedata.category(plain) in ("Cc", "Cs"):  # no sign, and half a one cannot even be printed
        return ""
    index = number - _PRIVATE.start if number in _PRIVATE else number
    table = _SYMBOLS.get(font.strip().lower())
    if table is not None or any(word in font.lower() for word in _PICTURES):
        return (table or {}).get(index, plain)
    return chr(index) if number in _PRIVATE and index >= ord(" ") else plain

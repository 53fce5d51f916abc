"""Text from files that come from anyone, made safe to show: what steers a terminal is shown, not obeyed."""

import re

# C0 and C1 controls but tab and line feed (ECMA-48: an ESC or a CSI may hide what follows), and the characters that
# turn or hide text (Unicode UTS 55: bidi embeddings, overrides and isolates; zero-width and invisible ones).
_STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# A half of a pair that stands alone cannot be written in UTF-8 at all.
_HALVES = re.compile(r"[\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with every steering character as a visible stand-in: ``␛[8m`` for an escape sequence."""
    return _HALVES.sub("\ufffd", _STEERING.sub(_stand_in, text))


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"

"""Numbers and bullets that stand in front of a paragraph, told from the text itself."""

import re

BULLET = "•"
_BULLETS = "•·▪■◦●○‣∙➢➔✓\uf0b7\uf0a7\uf0d8\uf0fc"
_DASHES = "–—-"
# What hardly any text begins with: (1) 1) 10.3 10.3. 3. a) (a) iv) § 4 4 §
_CLEAR = "|".join(
    (
        *(r"\(\d{1,3}\)", r"\d{1,3}\)", r"\d{1,3}(?:\.\d{1,3}){1,5}\.?", r"\d{1,3}\."),
        *(r"\(?[a-zåäö]\)", r"\(?[ivx]{1,5}\)", r"§\s?\d{1,3}", r"\d{1,3}\s?§"),
    )
)
_ALONE = re.compile(rf"(?:{_CLEAR}|\d{{1,3}}|[A-ZÅÄÖ]\.|[o{_BULLETS}{_DASHES}])$")
_IN_TEXT = re.compile(rf"([{_BULLETS}](?=\s*\S)|(?:{_CLEAR}|[{_DASHES}])(?=\s+\S))\s*")
_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,3})*\.?)\s+(?=[A-ZÅÄÖ])")


def is_marker(text: str) -> bool:
    """True for a number or bullet that stands by itself, with a gap before the text."""
    return bool(_ALONE.match(text))


def begins_with_marker(text: str) -> bool:
    """True if the text begins with what can hardly be anything but a number or bullet."""
    return bool(_IN_TEXT.match(text))


def split_number(text: str, is_heading: bool = False) -> tuple[str, str]:
    """The number or bullet that begins ``text``, '' if none does, and the rest; a heading's may be a bare number."""
    match = _IN_TEXT.match(text) or (_HEADING.match(text) if is_heading else None)
    return (as_number(match[1]), text[match.end() :]) if match else ("", text)


def as_number(marker: str) -> str:
    """A marker as it is given: all bullets and dashes as one sign."""
    return BULLET if marker and marker in _BULLETS + _DASHES + "o" else marker

"""A Word file's styles: their English names, and what a paragraph inherits through them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from loftdocs.read.package import W, switched_on, value, whole

# Word shows these with a capital letter but stores them without.
_CAPITALISED = re.compile(r"(heading [1-9]|caption|header|footer)$", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|rubrik) ?([1-9])\b", re.IGNORECASE)
_BODY_TEXT_LEVEL = 9


@dataclass(frozen=True)
class Style:
    """One style's own settings; None where it says nothing and the style it is based on decides."""

    key: str
    name: str
    based_on: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True)
class Styles:
    """All styles of a file, and the one for paragraphs that name none."""

    by_key: Mapping[str, Style]
    default: str = ""

    def chain(self, key: str | None) -> Iterator[Style]:
        """The style and those it is based on, nearest first; an unknown key gives the default style."""
        seen: set[str] = set()
        current = key if key is not None and key in self.by_key else self.default
        while current in self.by_key and current not in seen:
            seen.add(current)
            yield self.by_key[current]
            current = self.by_key[current].based_on or ""

    def name(self, key: str | None) -> str:
        """The English name, ``Normal`` if the file has no such style."""
        return next((style.name for style in self.chain(key)), "Normal")

    def level(self, key: str | None, own: int | None) -> int:
        """The heading level, 0 for none; ``own`` is the outline level that the paragraph itself sets."""
        if own is not None:
            return _level(own)
        for style in self.chain(key):
            if style.name == "Title":
                return 0
            if style.outline is not None:
                return _level(style.outline)
            if match := _HEADING.match(style.name):
                return int(match[1])
        return 0

    def is_hidden(self, key: str | None) -> bool:
        """True if text in this style is not printed."""
        return bool(key) and next((s.hidden for s in self.chain(key) if s.hidden is not None), False)


def read_styles(root: _Element | None) -> Styles:
    """The styles of a ``styles.xml``; none of them if there is no such part."""
    elements = [] if root is None else root.findall(f"{W}style")
    styles = {style.key: style for style in map(_style, elements)}
    on = ("1", "true", "on")
    default = next((e for e in elements if value(e, "type") == "paragraph" and value(e, "default") in on), None)
    return Styles(styles, value(default, "styleId") or "")


def _style(element: _Element) -> Style:
    stored = value(element.find(f"{W}name")) or "Normal"
    numbered = f"{W}pPr/{W}numPr"
    return Style(
        key=value(element, "styleId") or "",
        name=stored.capitalize() if _CAPITALISED.match(stored) else stored,
        based_on=value(element.find(f"{W}basedOn")),
        outline=whole(value(element.find(f"{W}pPr/{W}outlineLvl"))),
        list_id=value(element.find(f"{numbered}/{W}numId")),
        list_level=whole(value(element.find(f"{numbered}/{W}ilvl"))),
        hidden=switched_on(element.find(f"{W}rPr/{W}vanish")),
    )


def _level(outline: int) -> int:
    return outline + 1 if 0 <= outline < _BODY_TEXT_LEVEL else 0

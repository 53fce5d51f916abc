"""Which tags may stand in which (ISO 32000-1, 14.8.4.3; ISO 14289-1, 7.2): lists, tables, contents."""

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Dictionary, Name, Object

from loftdocs.bundle.structure import attributes, below

_KIDS = {
    "/Table": ("/TR", "/THead", "/TBody", "/TFoot", "/Caption"),
    "/THead": ("/TR",),
    "/TBody": ("/TR",),
    "/TFoot": ("/TR",),
    "/TR": ("/TH", "/TD"),
    "/L": ("/L", "/LI", "/Caption"),
    "/LI": ("/Lbl", "/LBody"),
    "/TOC": ("/TOC", "/TOCI", "/Caption"),
}
_PARENTS = {
    **dict.fromkeys(("/THead", "/TBody", "/TFoot"), ("/Table",)),
    "/TR": ("/Table", "/THead", "/TBody", "/TFoot"),
    **dict.fromkeys(("/TH", "/TD"), ("/TR",)),
    "/LI": ("/L",),
    "/LBody": ("/LI",),
    "/TOCI": ("/TOC",),
}
_WORDS = {
    **dict.fromkeys(("/L", "/LI", "/LBody", "/Lbl"), "listor som inte är rätt taggade"),
    **dict.fromkeys(("/TOC", "/TOCI"), "en innehållsförteckning som inte är rätt taggad"),
}
_TABLES = "tabeller som inte är rätt taggade"
_MOST_COLUMNS = 1000


def faults(elements: Sequence[Object]) -> Iterator[str]:
    """What is wrong with how tags stand in each other, in Swedish, as what the file has."""
    for element in elements:
        kind, kids = str(element.S), [str(kid.S) for kid in below(element)]
        allowed = _KIDS.get(kind, ())
        if (
            (allowed and not set(kids) <= set(allowed))
            or (kind in _PARENTS and _parent(element) not in _PARENTS[kind])
            or ("/Caption" in allowed and not _caption_stands(kind, kids))
            or (kind == "/Table" and not _is_whole(element, kids))
        ):
            yield _WORDS.get(kind, _TABLES)


def _parent(element: Object) -> str:
    parent = element.get("/P")
    return str(parent.get("/S")) if isinstance(parent, Dictionary) else ""


def _caption_stands(kind: str, kids: Sequence[str]) -> bool:
    last = kind == "/Table" and kids[-1:] == ["/Caption"]
    return "/Caption" not in kids or (kids.count("/Caption") == 1 and (last or kids[0] == "/Caption"))


def _is_whole(table: Object, kids: Sequence[str]) -> bool:
    """True for a table with at most one head and foot, which have a body, and as many columns in each row."""
    if kids.count("/THead") > 1 or kids.count("/TFoot") > 1:
        return False
    if ("/THead" in kids or "/TFoot" in kids) and "/TBody" not in kids:
        return False
    rows = [row for kid in below(table) for row in ([kid] if kid.S == Name.TR else below(kid)) if row.S == Name.TR]
    taken: dict[int, int] = {}  # how many rows more a column is taken by a cell above
    widths = set()
    for row in rows:
        column, following = 0, {at: left - 1 for at, left in taken.items() if left > 1}
        for cell in below(row):
            while column in taken:
                column += 1
            for _ in range(min(_span(cell, "/ColSpan"), _MOST_COLUMNS)):
                following[column] = _span(cell, "/RowSpan") - 1
                column += 1
        widths.add(max([column, *(at + 1 for at in taken)]))
        taken = {at: left for at, left in following.items() if left > 0}
    return len(widths) <= 1 and not taken


def _span(cell: Object, name: str) -> int:
    for owner in attributes(cell):
        span: Any = owner.get(name)
        if isinstance(span, int):
            return max(1, span)
    return 1

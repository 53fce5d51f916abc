"""Which tags may stand in which (ISO 32000-1, 14.8.4.3; ISO 14289-1, 7.2): lists, tables, contents."""

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object

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
        kind, kids = str(element.S), kinds(element)
        allowed = _KIDS.get(kind)
        if allowed and any(kid not in allowed for kid in kids):
            yield _WORDS.get(kind, _TABLES)
        if kind in _PARENTS and str(_parent(element)) not in _PARENTS[kind]:
            yield _WORDS.get(kind, _TABLES)
        if allowed and "/Caption" in allowed and not _caption_stands(kind, kids):
            yield _WORDS.get(kind, _TABLES)
        if kind == "/Table" and not _is_whole(element, kids):
            yield _TABLES


def below(element: Object) -> list[Object]:
    """The elements right below one."""
    found = element.get("/K", Array())
    return [
        kid for kid in (found if isinstance(found, Array) else [found]) if isinstance(kid, Dictionary) and "/S" in kid
    ]


def kinds(element: Object) -> list[str]:
    """The types of the elements right below one."""
    return [str(kid.S) for kid in below(element)]


def _parent(element: Object) -> Any:
    parent = element.get("/P")
    return parent.get("/S") if isinstance(parent, Dictionary) else None


def _caption_stands(kind: str, kids: Sequence[str]) -> bool:
    places = [at for at, kid in enumerate(kids) if kid == "/Caption"]
    last = kind == "/Table"
    return not places or (len(places) == 1 and (places[0] == 0 or (last and places[0] == len(kids) - 1)))


def _is_whole(table: Object, kids: Sequence[str]) -> bool:
    """True for a table with at most one head and foot, which have a body, and as many columns in each row."""
    if kids.count("/THead") > 1 or kids.count("/TFoot") > 1:
        return False
    if ("/THead" in kids or "/TFoot" in kids) and "/TBody" not in kids:
        return False
    rows = [row for kid in below(table) for row in ([kid] if kid.S == Name.TR else below(kid)) if row.S == Name.TR]
    from_above: dict[int, int] = {}  # how many rows more a column is taken by a cell above
    widths = set()
    for row in rows:
        taken = {column: left for column, left in from_above.items() if left > 0}
        column, following = 0, {at: left - 1 for at, left in taken.items()}
        for cell in below(row):
            while column in taken:
                column += 1
            for _ in range(min(_span(cell, "/ColSpan"), _MOST_COLUMNS)):
                following[column] = _span(cell, "/RowSpan") - 1
                column += 1
        widths.add(max([column, *(at + 1 for at in taken)]))
        from_above = following
    return len(widths) <= 1 and not any(left > 0 for left in from_above.values())


def _span(cell: Object, name: str) -> int:
    attributes: Any = cell.get("/A", Array())
    for owner in attributes if isinstance(attributes, Array) else [attributes]:
        span: Any = owner.get(name) if isinstance(owner, Dictionary) else None
        if isinstance(span, int):
            return max(1, span)
    return 1

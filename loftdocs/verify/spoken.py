"""What a screen reader reads from a PDF's tags: order, kinds, and texts that stand in for what is seen."""

from typing import Any

import pikepdf
from pikepdf import Pdf

_MOST = 200_000  # elements; an agreement has some hundreds
_TEXTS = ("/Alt", "/ActualText", "/E", "/Lang", "/T")


def spoken(pdf: Pdf) -> tuple[tuple[Any, ...], ...]:
    """The structure tree in reading order (ISO 32000-1, 14.7): each element's kind, texts and marked content.

    Elements that only hold a form field or an annotation are left out: a signature may bring its own.
    """
    root: Any = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return ()
    roles: Any = root.get("/RoleMap")
    said: list[tuple[Any, ...]] = [("roles", roles.unparse(resolved=True) if roles is not None else b"")]
    waiting: list[Any] = [root.get("/K")]
    met: set[tuple[int, int]] = set()
    while waiting and len(said) < _MOST:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(reversed(list(one)))
        elif isinstance(one, int):
            said.append(("content", one))
        elif isinstance(one, pikepdf.Dictionary):
            if one.objgen != (0, 0) and one.objgen in met:
                continue
            met.add(one.objgen)
            if one.get("/Type") == "/MCR":
                said.append(("content", int(one.get("/MCID", -1)), _page(one)))
            elif one.get("/Type") != "/OBJR" and not _holds_an_object(one):
                said.append((str(one.get("/S")), _page(one), *(str(one.get(key, "")) for key in _TEXTS)))
                waiting.append(one.get("/K"))
    return tuple(said)


def _page(element: Any) -> Any:
    page = element.get("/Pg")
    return page.objgen if page is not None else None


def _holds_an_object(element: Any) -> bool:
    kid = element.get("/K")
    kids = list(kid) if isinstance(kid, pikepdf.Array) else [kid]
    held = [one for one in kids if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/OBJR"]
    return bool(kids) and len(held) == len(kids) and not any(key in element for key in _TEXTS)

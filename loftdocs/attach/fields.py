"""The fields of a form drawn on its page: in a bundle there is no form that they could be fields of."""

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Stream

from loftdocs.bundle.boxes import inherited

_HIDDEN = 1 | 2 | 32  # flags: Invisible, Hidden, NoView


def draw(page: Page, field: Object) -> None:
    """Draws a field as it looks (ISO 32000-1, 12.5.5); one that is hidden, or has no look, is not drawn."""
    look, flags = _look(field), field.get("/F", 0)
    if inherited(field, "/FT") == Name.Sig and inherited(field, "/V") is None:
        return  # nobody has signed in it
    if look is None or (isinstance(flags, int) and flags & _HIDDEN):
        return
    box = [float(side) for side in look.get("/BBox", [0, 0, 0, 0])]
    matrix = pikepdf.Matrix(*(float(part) for part in look.get("/Matrix", [1, 0, 0, 1, 0, 0])))
    corners = [matrix.transform((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    low, high = min(y for _, y in corners), max(y for _, y in corners)
    x, y, z, w = (float(side) for side in field.Rect)
    if right <= left or high <= low:
        return
    wide, tall = abs(z - x) / (right - left), abs(w - y) / (high - low)
    across, up = min(x, z) - left * wide, min(y, w) - low * tall
    look.Subtype = Name.Form
    name = page.add_resource(look, Name.XObject)
    page.contents_add(b"q", prepend=True)
    place = " ".join(f"{part:.4f}" for part in (wide, 0, 0, tall, across, up))
    page.contents_add(f"\nQ q {place} cm {name} Do Q".encode())


def _look(field: Object) -> Stream | None:
    looks = field.get("/AP")
    normal = looks.get("/N") if isinstance(looks, Dictionary) else None
    if isinstance(normal, Dictionary):  # a box that is crossed or not
        normal = normal.get(str(field.get("/AS", "/Off")))
    return normal if isinstance(normal, Stream) else None

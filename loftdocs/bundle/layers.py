"""Layers (ISO 32000-1, 8.11): what is hidden in a paper stays hidden when it is a part of a bundle."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf


def adopt(bundle: Pdf, source: Pdf) -> None:
    """Takes over the layers of ``source``, whose pages have been copied; without layers nothing is done."""
    properties = source.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary) or "/OCGs" not in properties:
        return
    if "/OCProperties" not in bundle.Root:
        usual = Dictionary(Name=pikepdf.String("Lager"), Order=Array(), OFF=Array())
        bundle.Root.OCProperties = Dictionary(OCGs=Array(), D=usual)
    mine = bundle.Root.OCProperties
    for group in properties.OCGs:
        copied = bundle.copy_foreign(group)
        mine.OCGs.append(copied)
        mine.D.Order.append(copied)
    for group in _hidden(properties):
        mine.D.OFF.append(bundle.copy_foreign(group))


def _hidden(properties: Object) -> Iterator[Object]:
    usual = properties.get("/D", Dictionary())
    if usual.get("/BaseState") == pikepdf.Name.OFF:
        shown = {group.objgen for group in usual.get("/ON", Array())}
        yield from (group for group in properties.get("/OCGs", Array()) if group.objgen not in shown)
    else:
        yield from usual.get("/OFF", Array())

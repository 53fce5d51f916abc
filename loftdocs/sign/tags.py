"""Signature fields in a PDF's structure: read in their place, right after their label (ISO 14289-1, 7.18.4)."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

from loftdocs.bundle.structure import number_tree

_PRINT = 4


def tag(document: Pdf, widget: Object, mcid: int | None) -> None:
    """Makes a field's widget part of the structure, below the element that holds marked content ``mcid`` of its page.

    Without such an element it goes last in the document. The widget is also set to be printed. A PDF without tags gets
    none.
    """
    widget.F = _PRINT
    if Name.StructTreeRoot not in document.Root:
        return
    root = document.Root.StructTreeRoot
    page = widget.P
    page.Tabs = Name.S
    parents = dict(number_tree(root.get(Name.ParentTree)))
    last = next(reversed(_kids(root)), root)
    holder = _holder(parents.get(int(page.get(Name.StructParents, -1))), mcid) or last
    # The reference is not put in an array: pyHanko, when it judges if one signature has left those before it whole,
    # knows a tagged field by a path that ends in K and Obj, and takes any other for tampering.
    reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
    form = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=holder, Pg=page, K=reference))
    holder.K = Array([*_kids(holder), form])
    key = max([int(root.get(Name.ParentTreeNextKey, 0)), *(number + 1 for number in parents)])
    widget.StructParent = key
    parents[key] = form
    numbers = Array(item for number in sorted(parents) for item in (number, parents[number]))
    root.ParentTree = document.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = key + 1


def _holder(elements: Object | None, mcid: int | None) -> Object | None:
    """The structure element of a page's marked content, by the page's entry in the parent tree."""
    if not isinstance(elements, Array) or mcid is None or mcid >= len(elements):
        return None
    element = elements[mcid]
    return element if isinstance(element, Dictionary) else None


def _kids(element: Object) -> list[Object]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]

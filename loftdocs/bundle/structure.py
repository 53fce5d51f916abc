"""Tagged PDFs joined into one (ISO 32000-1, 14.7): one Document with a Part for each, every tag kept."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from loftdocs.bundle import LANGUAGE


class StructureTree:
    """The structure tree of a bundle that grows by one source document at a time."""

    def __init__(self, target: Pdf) -> None:
        self.target = target
        self.document = target.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self.root = target.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self.document])))
        self.document.P = self.root
        self.parents: dict[int, Object] = {}
        self.ids: dict[str, Object] = {}
        self.maps = {"/RoleMap": Dictionary(), "/ClassMap": Dictionary()}
        target.Root.StructTreeRoot = self.root

    def tag_page(self, page: Object, number: int, kind: Name, **more: Any) -> None:
        """Tags what stands on a page as mark 0, with parent key ``number``."""
        element = self.target.make_indirect(
            Dictionary(Type=Name.StructElem, S=kind, P=self.document, Pg=page, K=0, **more)
        )
        self.document.K.append(element)
        self.parents[number] = self.target.make_indirect(Array([element]))
        page.StructParents = number

    def free_keys(self, source: Pdf) -> None:
        """Moves the parent keys of ``source`` past those in use; to be done before its pages are copied."""
        base = self._next_key()
        for page in source.pages:
            if Name.StructParents in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + base
            for annotation in page.obj.get(Name.Annots, Array()):
                if Name.StructParent in annotation:
                    annotation.StructParent = int(annotation.StructParent) + base
            for form in forms(page.obj):
                for key in (Name.StructParents, Name.StructParent):
                    if key in form:
                        form[key] = int(form[key]) + base

    def adopt(self, source: Pdf, title: str) -> None:
        """Takes over the tags of ``source``, whose pages have been copied, as a Part named ``title``."""
        if Name.StructTreeRoot not in source.Root:
            return
        base = self._next_key()
        copied = self.target.copy_foreign(source.Root.StructTreeRoot)
        part = self.target.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=self.document, T=pikepdf.String(title), K=Array())
        )
        for element in _top_level(copied):
            element.P = part
            part.K.append(element)
        language = str(source.Root.get(Name.Lang, ""))
        if language and language.lower() != LANGUAGE.lower():  # the bundle's own is for what says nothing else
            part.Lang = pikepdf.String(language)
        self.document.K.append(part)
        self._take_names(copied, len(self.document.K))
        self.parents |= {base + key: value for key, value in number_tree(copied.get(Name.ParentTree))}
        for name, mine in self.maps.items():
            for key, value in copied.get(name, Dictionary()).items():
                if key not in mine:
                    mine[key] = value

    def _take_names(self, copied: Object, number: int) -> None:
        """Element ids are unique in one document, so each gets the document's number; table headers refer to them."""
        if Name.IDTree not in copied:
            return
        for element in elements(copied):
            if Name.ID in element:
                element.ID = pikepdf.String(f"{number}-{element.ID}")
                self.ids[str(element.ID)] = element
            for owner in attributes(element):
                if Name.Headers in owner:
                    owner.Headers = Array([pikepdf.String(f"{number}-{header}") for header in owner.Headers])

    def close(self) -> None:
        """Writes the parent tree and the maps; nothing can be adopted after this."""
        numbers = Array(item for key in sorted(self.parents) for item in (key, self.parents[key]))
        self.root.ParentTree = self.target.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = self._next_key()
        if self.ids:
            names = Array(item for key in sorted(self.ids) for item in (pikepdf.String(key), self.ids[key]))
            self.root.IDTree = self.target.make_indirect(Dictionary(Names=names))
        for name, entries in self.maps.items():
            if len(entries.keys()):
                self.root[name] = entries

    def _next_key(self) -> int:
        return max(self.parents, default=-1) + 1


def number_tree(node: Object | None) -> Iterator[tuple[int, Object]]:
    """The entries of a PDF number tree (7.9.7), in its order."""
    if node is None:
        return
    numbers = list(node.get(Name.Nums, Array()))
    for key, value in zip(numbers[::2], numbers[1::2], strict=True):
        yield int(key), value
    for kid in node.get(Name.Kids, Array()):
        yield from number_tree(kid)


def without_marks(pdf: Pdf, page: Page) -> None:
    """Takes the marked content out of a page, but for its layers."""
    kept, layers = [], []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            layers.append(len(instruction.operands) > 0 and instruction.operands[0] == Name.OC)
            if layers[-1]:
                kept.append(instruction)
        elif operator == "EMC":
            if layers and layers.pop():
                kept.append(instruction)
        elif operator not in ("MP", "DP"):
            kept.append(instruction)
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def several(value: Any) -> list[Any]:
    """What may stand alone or in an array (``/K``, ``/A``, ``/Filter``): each; nothing for None."""
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


def _top_level(root: Object) -> Iterator[Object]:
    """The elements below a tree's root; a single Document is opened, since the bundle has a Document of its own."""
    for element in several(root.get(Name.K)):
        yield from several(element.get(Name.K)) if element.get(Name.S) == Name.Document else [element]


def below(element: Object) -> list[Object]:
    return [kid for kid in several(element.get(Name.K)) if isinstance(kid, Dictionary) and Name.S in kid]


def elements(root: Object) -> Iterator[Object]:
    """Every structure element below ``root``."""
    for kid in below(root):
        yield kid
        yield from elements(kid)


def attributes(element: Object) -> list[Object]:
    return [owner for owner in several(element.get(Name.A)) if isinstance(owner, Dictionary)]


def forms(page: Object) -> Iterator[Object]:
    """The form XObjects of a page, which may hold marked content of their own."""
    for form in page.get(Name.Resources, Dictionary()).get(Name.XObject, Dictionary()).values():
        if form.get(Name.Subtype) == Name.Form:
            yield form

"""Tagged PDFs joined into one (ISO 32000-1, 14.7): one Document with a Part for each, every tag kept."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

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
        self.roles = Dictionary()
        self.classes = Dictionary()
        target.Root.StructTreeRoot = self.root

    def free_keys(self, source: Pdf) -> None:
        """Moves the parent keys of ``source`` past those in use; to be done before its pages are copied."""
        base = self._next_key()
        for page in source.pages:
            if Name.StructParents in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + base
            for annotation in page.obj.get(Name.Annots, Array()):
                if Name.StructParent in annotation:
                    annotation.StructParent = int(annotation.StructParent) + base
            for form in _forms(page.obj):
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
        for mine, theirs in ((self.roles, Name.RoleMap), (self.classes, Name.ClassMap)):
            for key, value in copied.get(theirs, Dictionary()).items():
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
            attributes = element.get(Name.A, Array())
            for owner in attributes if isinstance(attributes, Array) else [attributes]:
                if isinstance(owner, Dictionary) and Name.Headers in owner:
                    owner.Headers = Array([pikepdf.String(f"{number}-{header}") for header in owner.Headers])

    def close(self) -> None:
        """Writes the parent tree and the maps; nothing can be adopted after this."""
        numbers = Array(item for key in sorted(self.parents) for item in (key, self.parents[key]))
        self.root.ParentTree = self.target.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = self._next_key()
        if self.ids:
            names = Array(item for key in sorted(self.ids) for item in (pikepdf.String(key), self.ids[key]))
            self.root.IDTree = self.target.make_indirect(Dictionary(Names=names))
        if len(self.roles.keys()):
            self.root.RoleMap = self.roles
        if len(self.classes.keys()):
            self.root.ClassMap = self.classes

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


def _top_level(root: Object) -> Iterator[Object]:
    """The elements below a tree's root; a single Document is opened, since the bundle has a Document of its own."""
    kids = root.get(Name.K, Array())
    for element in kids if isinstance(kids, Array) else [kids]:
        if element.get(Name.S) == Name.Document:
            inner = element.get(Name.K, Array())
            yield from (inner if isinstance(inner, Array) else [inner])
        else:
            yield element


def elements(root: Object) -> Iterator[Object]:
    """Every structure element below ``root``."""
    kids = root.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid
            yield from elements(kid)


def _forms(page: Object) -> Iterator[Object]:
    """The form XObjects of a page, which may hold marked content of their own."""
    for form in page.get(Name.Resources, Dictionary()).get(Name.XObject, Dictionary()).values():
        if form.get(Name.Subtype) == Name.Form:
            yield form

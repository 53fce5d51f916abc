"""The tags of a PDF that comes from elsewhere: made standard ones, judged, or given where there are none.

What is judged is what can be seen in the file (ISO 14289-1, 7; the Matterhorn protocol): whether all is tagged, by
types that are known, pictures with texts, tables with headers, fonts that can be read. Whether the tags mean what the
page shows only a person can tell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from loftdocs.attach import nesting
from loftdocs.attach.content import Drawn
from loftdocs.attach.objects import is_true, names
from loftdocs.bundle import headings
from loftdocs.bundle.boxes import drop, visible_box
from loftdocs.bundle.links import annotations
from loftdocs.bundle.structure import StructureTree, attributes, elements, number_tree, without_marks

# ISO 32000-1, 14.8.4.
_STANDARD = names(
    """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI
    Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP
    Warichu WT WP Figure Formula Form
    """
)
_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))
_TITLE = "/Title"  # LibreOffice's, which becomes a heading
_DEEPEST_ROLE = 20
_LANGUAGE = re.compile(r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?")
_MARKS_OF_PRINTERS = ("/PrinterMark", "/TrapNet")


def is_tagged(pdf: Pdf) -> bool:
    """True if a PDF says that it is tagged, and has tags."""
    marked = pdf.Root.get("/MarkInfo")
    root = pdf.Root.get("/StructTreeRoot")
    return (
        isinstance(marked, Dictionary)
        and is_true(marked.get("/Marked"))
        and isinstance(root, Dictionary)
        and "/ParentTree" in root
        and next(elements(root), None) is not None
    )


def standardise(pdf: Pdf) -> None:
    """Gives each tag the standard type that the file says it stands for: another file's words may mean otherwise.

    A file with several headings of the first level has no title of its own: they go one level down, below the title
    that the bundle gives it.
    """
    root = pdf.Root.StructTreeRoot
    roles = root.get("/RoleMap", Dictionary())
    found = list(elements(root))
    for element in found:
        kind = str(element.S)
        for _ in range(_DEEPEST_ROLE):
            if kind in _STANDARD or kind == _TITLE or kind not in roles:
                break
            kind = str(roles.get(kind))
        if kind != str(element.S) and kind.startswith("/"):
            element.S = Name(kind)
    if "/RoleMap" in root and all(str(element.S) in (*_STANDARD, _TITLE) for element in found):
        del root["/RoleMap"]
    headings.settle(pdf)
    firsts = [element for element in found if element.S == Name.H1]
    if len(firsts) > 1:
        for element in found:
            if str(element.S) in _HEADINGS:
                element.S = Name(_HEADINGS[min(_HEADINGS.index(str(element.S)) + 1, 5)])


def structure_faults(pdf: Pdf, drawn: Sequence[Drawn]) -> Iterator[str]:
    """What is wrong with the tags themselves, in Swedish, as what the file has: PDF/A-2a does not have it either."""
    root = pdf.Root.StructTreeRoot
    if any(one.untagged for one in drawn):
        yield "innehåll som inte är taggat"
    if any(one.nested for one in drawn):
        yield "taggar som går om varandra"
    if is_true(pdf.Root.MarkInfo.get("/Suspects")):
        yield "taggar som filen själv kallar osäkra"
    if any(str(element.S) not in _STANDARD for element in elements(root)):
        yield "taggar av okända slag"
    parents: Mapping[int, Object] = dict(number_tree(root.get("/ParentTree")))
    for page, one in zip(pdf.pages, drawn, strict=True):
        if one.tags and not isinstance(parents.get(int(page.obj.get("/StructParents", -1))), Array):
            yield "taggar som inte hör ihop med sidorna"


def other_faults(pdf: Pdf, drawn: Sequence[Drawn]) -> Iterator[str]:
    """What else speaks against PDF/UA-1 in a tagged PDF."""
    if not str(pdf.Root.get("/Lang", "")).strip():
        yield "ingen uppgift om vilket språk texten är på"
    found = list(elements(pdf.Root.StructTreeRoot))
    said = {str(one.get("/Lang")) for one in (pdf.Root, *found) if "/Lang" in one}
    said = said.union(*(one.languages for one in drawn))
    if not all(_LANGUAGE.fullmatch(language) for language in said):
        yield "språk som inte är rätt angivna"
    yield from nesting.faults(found)
    notes = [str(element.get("/ID", "")) for element in found if element.S == Name.Note]
    if len(set(notes)) != len(notes) or "" in notes:
        yield "noter utan egen beteckning"
    parents = dict(number_tree(pdf.Root.StructTreeRoot.get("/ParentTree")))
    for element in found:
        kind = str(element.S)
        if kind in ("/Figure", "/Formula") and not any(str(element.get(key, "")) for key in ("/Alt", "/ActualText")):
            yield "bilder utan alternativtext"
        if kind == "/H":
            yield "rubriker utan nivå"
        if kind == "/TH" and not _has_scope(element):
            yield "tabeller vars rubrikceller inte säger vad de gäller"
    for annotation in annotations(pdf):
        if annotation.get("/Subtype") == Name.Popup:
            continue
        wanted = Name.Link if annotation.get("/Subtype") == Name.Link else Name.Annot
        owner = parents.get(int(annotation.get("/StructParent", -1)))
        if not isinstance(owner, Dictionary) or owner.get("/S") != wanted:
            yield "länkar eller anteckningar som inte är taggade"
        if str(annotation.get("/Subtype")) in _MARKS_OF_PRINTERS:
            yield "anteckningar som hör till tryckningen"
        if wanted == Name.Annot and not str(annotation.get("/Contents", "")).strip():
            yield "anteckningar utan text"


def _has_scope(cell: Object) -> bool:
    return any("/Scope" in owner for owner in attributes(cell)) or "/ID" in cell


def give_tags(pdf: Pdf, with_text: Sequence[bool], drawn: Sequence[Drawn]) -> None:
    """Tags a PDF that has no tags to rely on: each page a paragraph, or a figure where it has no text.

    So what is on it is read out all the same: in a tagged document a screen reader passes over what is not tagged. It
    says nothing of headings, tables or order; the bundle says so of itself (``Suspects``).
    """
    tree = StructureTree(pdf)
    for number, (page, text) in enumerate(zip(pdf.pages, with_text, strict=True)):
        alternative = {} if text else {"Alt": String(f"Sida {number + 1} av {len(pdf.pages)}, en bild utan text")}
        kind = Name.P if text else Name.Figure
        _enclose(pdf, page, str(kind), tagged=bool(drawn[number].tags))
        tree.tag_page(page.obj, number, kind, **alternative)
        for annotation in page.obj.get("/Annots", Array()):
            drop(annotation, "/StructParent")
    tree.close()
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _enclose(pdf: Pdf, page: Page, kind: str, *, tagged: bool) -> None:
    """Makes all of a page one form, drawn within one tag: whatever it begins, it also ends.

    ``tagged``: there are tags from before in its content.
    """
    page.obj.TrimBox = Array(list(visible_box(page)))  # what the form shows; a printer's own is another
    if tagged:
        without_marks(pdf, page)  # their numbers would stand for other tags now
    page.contents_coalesce()
    content = page.obj.Contents.read_bytes()
    form = page.as_form_xobject(handle_transformations=False)
    form.write(content)  # it would read that of the page when the file is saved, which is another then
    page.obj.Contents = pdf.make_stream(f"{kind} <</MCID 0>> BDC q /Sida Do Q EMC".encode())
    page.obj.Resources = Dictionary(XObject=Dictionary(Sida=form))

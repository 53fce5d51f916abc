"""Links: within one document, from the cover to each document of a bundle, and out of it."""

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from loftdocs.bundle.boxes import drop

# A template links to another document of the bundle with this scheme and the document's name.
SCHEME = "loftdocs:"
A4_HEIGHT = 841.89


def annotations(pdf: Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        yield from page.obj.get(Name.Annots, Array())


def settle(source: Pdf) -> None:
    """Makes links whole before their document is merged: destinations by name become places, and each gets a text.

    A screen reader says the text (PDF/UA-1, 7.18.5); LibreOffice leaves it out of some links.
    """
    named = dict(_named(source))
    for annotation in annotations(source):
        if annotation.get(Name.Subtype) != Name.Link:
            continue
        target = annotation.get(Name.Dest)
        action = annotation.get(Name.A, Dictionary())
        if target is None and action.get(Name.S) == Name.GoTo:
            target = action.get(Name.D)
        if isinstance(target, Name | pikepdf.String) and str(target).lstrip("/") in named:
            annotation.Dest = named[str(target).lstrip("/")]
            drop(annotation, "/A")
        if Name.Contents not in annotation or _from_bookmark(annotation):
            annotation.Contents = pikepdf.String(_spoken(annotation))


def lead_into(bundle: Pdf, firsts: Mapping[str, int], titles: Mapping[str, str]) -> None:
    """Turns links to documents into links to their first pages (from 1); one to a document that is not there goes."""
    for page in bundle.pages:
        kept = Array()
        for annotation in page.obj.get(Name.Annots, Array()):
            name = _document(annotation)
            if name is None:
                kept.append(annotation)
            elif name in firsts:
                del annotation.A
                place = bundle.pages[firsts[name] - 1].obj
                annotation.Dest = Array([place, Name.XYZ, 0, top_of(bundle.pages[firsts[name] - 1]), 0])
                annotation.Contents = pikepdf.String(f"Gå till {titles[name]}, sida {firsts[name]}")
                kept.append(annotation)
        if Name.Annots in page.obj:
            page.obj.Annots = kept


def top_of(page: Page) -> float:
    """The top of a page; that of A4 for all that is no taller."""
    return max(A4_HEIGHT, round(float(page.mediabox[3]), 2))


def _document(annotation: Object) -> str | None:
    uri = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
    return uri.removeprefix(SCHEME) if uri.startswith(SCHEME) else None


def _from_bookmark(annotation: Object) -> bool:
    """True where LibreOffice has given the name of a bookmark for a text: that of a cross reference."""
    return Name.Dest in annotation and " " not in str(annotation.Contents)


def _spoken(annotation: Object) -> str:
    """What a link leads to, in words."""
    uri = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
    if uri.startswith("mailto:"):
        return f"Skriv e-post till {uri.removeprefix('mailto:').partition('?')[0]}"
    return f"Öppna {uri}" if uri else "Gå till den punkt som hänvisningen gäller"


def _named(source: Pdf) -> Iterator[tuple[str, Object]]:
    """The named destinations of a PDF (ISO 32000-1, 12.3.2.3), in both forms that there are."""
    for name, value in source.Root.get(Name.Dests, Dictionary()).items():
        yield name.lstrip("/"), value.D if isinstance(value, Dictionary) else value
    tree = source.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    if tree is not None:
        for key, value in pikepdf.NameTree(tree).items():
            yield str(key), value.D if isinstance(value, Dictionary) else value

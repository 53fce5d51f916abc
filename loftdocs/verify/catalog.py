"""The entries of a PDF's catalog (ISO 32000-1, table 28): which may change, and what is said when they do.

One table, so that it can be read through: what is not in it is not known, and weighs the most.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from loftdocs.findings import Severity
from loftdocs.verify.change import Change, written
from loftdocs.verify.sigfields import items, text
from loftdocs.verify.spoken import spoken
from loftdocs.verify.states import State

# What goes with signing and validation, and what no reader shows (ETSI EN 319 142-1, 5.4–5.5; ISO 32000-2, 7.12).
# The files of /AF are among the names.
_SILENT = frozenset(("/DSS", "/Perms", "/Extensions", "/Version", "/PieceInfo", "/LastModified", "/AF"))
# What a reader shows beside the pages, or how it opens the file: told, but it changes no word of the agreement.
_BESIDE = {
    "/Outlines": "bokmärkena",
    "/PageLabels": "sidornas numrering i PDF-läsaren",
    "/PageMode": "hur filen öppnas",
    "/PageLayout": "hur filen öppnas",
    "/ViewerPreferences": "hur filen öppnas",
    "/Dests": "länkarnas mål",
    "/Threads": "läsordningens trådar",
    "/Lang": "språket som en skärmläsare läser på",
    "/MarkInfo": "uppgiften om taggar för skärmläsare",
    "/OutputIntents": "färgprofilen",
}
_ACTS = {
    "/AA": "filen har fått en åtgärd som sker av sig själv",
    "/OCProperties": "lager som kan visas och döljas har lagts till eller ändrats",
    "/Collection": "filen visas som en mapp med andra filer",
    "/URI": "adressen som länkar utgår från har ändrats",
    "/Requirements": "filen ställer andra krav på PDF-läsaren",
    "/NeedsRendering": "filen ritas om av PDF-läsaren (XFA)",
    "/StructTreeRoot": "det som en skärmläsare läser upp har ändrats",
}
_ABOUT = {"/Title": "titeln", "/Author": "författaren", "/Subject": "ämnet", "/Keywords": "nyckelorden"}
_DESCRIBING = ("http://purl.org/dc/elements/1.1/", "http://www.aiim.org/pdfua/ns/id/")


def entry_changes(key: str, old: State, new: State) -> Iterator[Change]:
    """What is to be told of an entry that is other than it was."""
    was, now = old.pdf.Root.get(key), new.pdf.Root.get(key)
    if key in _SILENT:
        return
    if key == "/Metadata":
        yield from _metadata(was, now)
    elif key == "/Names":
        yield from _names(was, now)
    elif key == "/OpenAction":
        harmless = now is None or isinstance(now, pikepdf.Array) or now.get("/S") == "/GoTo"
        words = "filen öppnas på ett annat ställe" if harmless else "filen har fått en åtgärd som sker när den öppnas"
        yield Change(words, Severity.VARNING if harmless else Severity.FEL)
    elif key == "/StructTreeRoot":
        if spoken(old.pdf) != spoken(new.pdf):
            yield Change(_ACTS[key], Severity.FEL)
    elif key in _BESIDE:
        yield Change(f"{_BESIDE[key]} har ändrats", Severity.VARNING)
    elif key in _ACTS:
        yield Change(_ACTS[key], Severity.FEL)
    else:
        yield Change(f"något som inte syns, och som ingen regel förklarar, har ändrats ({key[1:]})", Severity.FEL)


def about_changes(old: State, new: State, keys: Iterable[str] = tuple(_ABOUT)) -> Iterator[Change]:
    """What is to be told of these entries of the information dictionary (14.3.3)."""
    was, now = old.pdf.trailer.get("/Info"), new.pdf.trailer.get("/Info")
    for key in keys:
        before, after = (text(info.get(key)) if info is not None else "" for info in (was, now))
        if before != after:
            yield Change(
                f"{_ABOUT[key]} i filens egenskaper har ändrats från ”{before}” till ”{after}”", Severity.VARNING
            )


def _metadata(was: Any, now: Any) -> Iterator[Change]:
    """Differences in the XMP that a reader shows: title, author, description (ISO 16684-1)."""
    before, after = _xmp(was), _xmp(now)
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            name = {"title": "titeln", "creator": "författaren", "description": "beskrivningen"}.get(key, key)
            yield Change(f"{name} i filens metadata har ändrats till ”{after.get(key, '')}”", Severity.VARNING)


def _xmp(stream: Any) -> dict[str, str]:
    """The parts of a metadata stream that are about the document, by their local names; empty for what is no XML."""
    from lxml import etree

    if not isinstance(stream, pikepdf.Stream):
        return {}
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(stream.read_bytes(), parser)
    except (etree.XMLSyntaxError, pikepdf.PdfError, ValueError):
        return {"metadata": "oläsliga"}
    told: dict[str, str] = {}
    for element in root.iter(etree.Element):
        # A simple property may be written as an element or as an attribute (ISO 16684-1, 7.9.2.2).
        said: list[Any] = [(element.tag, "".join(map(str, element.itertext()))), *element.attrib.items()]
        for name, value in ((etree.QName(tag), value) for tag, value in said):
            if name.namespace in _DESCRIBING:
                told[name.localname] = " ".join(str(value).split())
    return told


def _names(was: Any, now: Any) -> Iterator[Change]:
    keys = {*(was.keys() if was is not None else ()), *(now.keys() if now is not None else ())}
    for key in sorted(keys):
        before, after = (names.get(key) if names is not None else None for names in (was, now))
        if key == "/EmbeddedFiles":
            files = set(attached(after)) - set(attached(before))
            for name in sorted(files):
                yield Change(f"filen ”{name}” har bifogats", Severity.VARNING, grave=True)
            if set(attached(before)) - set(attached(after)):
                yield Change("en bifogad fil har tagits bort", Severity.FEL)
        elif key == "/Dests":
            if written(before) != written(after):
                yield Change("länkarnas mål har ändrats", Severity.VARNING)
        elif written(before) != written(after) or after is not None:
            words = "ett program (JavaScript) har lagts in" if key == "/JavaScript" else f"namnen {key[1:]} har ändrats"
            yield Change(words, Severity.FEL)


def attached(tree: Any) -> list[str]:
    """The names of the files in a name tree of attachments (7.9.6)."""
    found: list[str] = []
    waiting, met = [tree], 0
    while waiting and met < 1000:
        node = waiting.pop()
        met += 1
        if not isinstance(node, pikepdf.Dictionary):
            continue
        waiting.extend(items(node.get("/Kids")))
        found.extend(text(one) for one in list(items(node.get("/Names")))[::2])
    return found

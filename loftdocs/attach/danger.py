"""What a PDF does, or carries along, beside its pages: programs, other files, locks, signatures."""

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

# Actions that run, fetch, send or open something (ISO 32000-1, 12.6.4), by what a clerk would call them.
_ACTIONS = {
    "/JavaScript": "ett program i JavaScript",
    "/Launch": "en åtgärd som startar ett annat program",
    "/SubmitForm": "ett formulär som skickar det som fylls i",
    "/ImportData": "en åtgärd som hämtar uppgifter ur en annan fil",
    "/GoToE": "en länk in i en inbäddad fil",
    "/Rendition": "ljud eller film",
    "/Sound": "ljud",
    "/Movie": "film",
    "/RichMediaExecute": "ljud eller film",
    "/GoTo3DView": "en tredimensionell modell",
}
_ANNOTATIONS = {
    "/FileAttachment": "en inbäddad fil",
    "/Sound": "ljud",
    "/Movie": "film",
    "/Screen": "ljud eller film",
    "/RichMedia": "ljud eller film",
    "/3D": "en tredimensionell modell",
}


def dangers(pdf: Pdf, objects: Sequence[Object]) -> Iterator[str]:
    """What the file does or carries that no paper has, in Swedish with its article.

    ``objects`` are all that is reached from its catalogue.
    """
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        yield "ett XFA-formulär"
    for one in objects:
        if isinstance(one, Array):
            continue
        # A structure element has a word of its own under the same key, and is no action.
        if (what := _ACTIONS.get(str(one.get("/S")))) and one.get("/Type") != Name.StructElem and "/P" not in one:
            yield what
        elif "/JS" in one:
            yield _ACTIONS["/JavaScript"]
        if "/EF" in one or "/EmbeddedFiles" in one or one.get("/Type") == Name.EmbeddedFile:
            yield "en inbäddad fil"
        if "/Rect" in one and (what := _ANNOTATIONS.get(str(one.get("/Subtype")))):
            yield what
        if isinstance(one, Stream) and "/F" in one:
            yield "något som hämtas ur en annan fil"


def is_signed(objects: Sequence[Object]) -> bool:
    return any(isinstance(one, Dictionary) and "/ByteRange" in one and "/Contents" in one for one in objects)

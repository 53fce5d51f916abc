"""One thing outside a Word file that it reaches for, with what to do about it in Word."""

import re
from dataclasses import dataclass

from lxml.etree import _Element

from loftdocs.read.package import R, W

# What a reader follows by a click of their own, and that needs no program but a browser or a mail program; and the
# links of a cover, which a bundle makes lead to its pages (bundle/links.py).
_CLICKED = re.compile(r"(?:https?|mailto|tel|loftdocs):|#|$", re.IGNORECASE)
_LONGEST = 200
_REFERENCES = (R, "{urn:schemas-microsoft-com:office:office}relid")


@dataclass(frozen=True)
class Reach:
    """``what`` (Swedish, with its article) points at ``target``; ``remedy`` is what to do in Word.

    ``carried`` means that it lies in the file itself: a program, or another document. ``quote`` is the paragraph.
    """

    what: str
    target: str
    remedy: str
    carried: bool = False
    quote: str | None = None


_BREAK_LINK = "Öppna den i Word, välj Arkiv, Info, Redigera länkar till filer, och bryt länken."
_PICTURE = (
    f"{_BREAK_LINK} Är det en bild: ta bort den och infoga den på nytt med Infoga, Bilder, utan att länka till filen."
)
_PASTE = "Öppna den i Word, ta bort det och skriv eller klistra in innehållet som text i stället."
_SAVE_AS = "Öppna den i Word, ta bort det och spara den som Word-dokument (.docx), utan makron."
_TEMPLATE = "Öppna den i Word, välj Utvecklare, Dokumentmall, och skriv Normal i rutan."
_LINK = "Högerklicka på länken i Word och ta bort den, eller skriv hela webbadressen (https://…) eller e-postadressen."

# By the last word of a relation's type (ECMA-376 part 1, 15, and Microsoft's own): what it is, and the remedy.
_LINKED = {
    "image": ("en länkad bild", _PICTURE),
    "hyperlink": ("en länk som inte går till en webbplats", _LINK),
    "attachedTemplate": ("en kopplad mall", _TEMPLATE),
    "oleObject": ("ett länkat objekt", _BREAK_LINK),
    "package": ("ett länkat objekt", _BREAK_LINK),
    "subDocument": ("ett underdokument", "Öppna den i Word, visa Disposition och infoga underdokumentets text."),
    "frame": ("en ram med en annan fil", _PASTE),
    "aFChunk": ("en infogad fil", _PASTE),
    "mailMergeSource": ("en datakälla för kopplad utskrift", "Välj Utskick, Starta koppling, Vanligt Word-dokument."),
    "mailMergeHeaderSource": ("en datakälla för kopplad utskrift", "Välj Utskick, Starta koppling, Vanligt dokument."),
    "video": ("en video", _PASTE),
    "audio": ("ett ljud", _PASTE),
    "media": ("en mediefil", _PASTE),
}
# Programs and other documents within the file.
CARRIED = {
    "oleObject": ("ett inbäddat objekt", _PASTE),
    "package": ("en inbäddad fil", _PASTE),
    "aFChunk": ("en infogad fil", _PASTE),
    "control": ("en ActiveX-kontroll", _SAVE_AS),
    "activeXControlBinary": ("en ActiveX-kontroll", _SAVE_AS),
    "vbaProject": ("ett makro", _SAVE_AS),
    "wordVbaData": ("ett makro", _SAVE_AS),
    "attachedToolbars": ("egna menyer med makron", _SAVE_AS),
    "extensibility": ("egna menyer med makron", _SAVE_AS),
    "webextension": ("ett tillägg från nätet", _SAVE_AS),
    "webextensiontaskpanes": ("ett tillägg från nätet", _SAVE_AS),
}


def linked(kind: str, target: str, where: _Element | None) -> Reach:
    """What a relation of a ``kind`` to something outside comes to."""
    what, remedy = _LINKED.get(kind, (f"något utanför filen ({kind or 'utan namn'})", _PASTE))
    return Reach(what, shown(target), remedy, quote=quote_at(where))


def carried(kind: str, target: str, where: _Element | None) -> Reach:
    """What a relation of one of the `CARRIED` kinds comes to."""
    what, remedy = CARRIED[kind]
    return Reach(what, shown(target), remedy, carried=True, quote=quote_at(where))


def text_reach(what: str, target: str, where: _Element | None) -> Reach:
    """What something in the text itself points at, a field for example."""
    return Reach(what, shown(target), _PASTE, quote=quote_at(where))


def is_clicked(target: str) -> bool:
    """True for the address of a web page, a mail address, a telephone number, a place in the document, or a field."""
    bare = target.strip()
    return bool(_CLICKED.match(bare)) or bare.startswith(("{{", "%7B%7B"))


def shown(target: str) -> str:
    """A target as a finding shows it."""
    return " ".join(target.split())[:_LONGEST]


def quote_at(where: _Element | None) -> str | None:
    """The text of the paragraph that an element stands in."""
    if where is None:
        return None
    paragraph = where if where.tag == f"{W}p" else next(where.iterancestors(f"{W}p"), None)
    words = "" if paragraph is None else "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
    return shown(words) or None


def uses(root: _Element | None, relation: _Element) -> list[_Element]:
    """The elements of a part that refer to one of its relations."""
    key = relation.get("Id")
    if root is None or not key:
        return []
    return [
        element
        for element in root.iter("*")
        if any(value == key and str(name).startswith(_REFERENCES) for name, value in element.attrib.items())
    ]

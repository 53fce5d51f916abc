"""What may be attached, by the ending of its name, and what to do with a file of another kind."""

from enum import StrEnum
from pathlib import PurePath


class Form(StrEnum):
    WORD = "Word"
    ODF = "OpenDocument"
    PDF = "PDF"
    PICTURE = "bild"

    @property
    def converted(self) -> bool:
        """True for what LibreOffice makes a PDF of."""
        return self in (Form.WORD, Form.ODF)


_FORMS = {
    ".docx": Form.WORD,
    ".odt": Form.ODF,
    ".pdf": Form.PDF,
    ".png": Form.PICTURE,
    ".jpg": Form.PICTURE,
    ".jpeg": Form.PICTURE,
}
ENDINGS = ".docx, .odt, .pdf, .png eller .jpg"
_TEXT = "Öppna filen i Word eller LibreOffice Writer och spara den som .docx eller .odt."
_PRINTED = "Öppna filen i sitt program och spara eller exportera den som PDF, helst som PDF/A med taggar."
_PICTURE = "Öppna bilden i ett bildprogram och spara den som PNG eller JPEG."
_REMEDIES = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".rtf", ".txt", ".ott", ".fodt", ".md", ".html"), _TEXT),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".vsdx", ".msg", ".eml"), _PRINTED),
    **dict.fromkeys((".tif", ".tiff", ".gif", ".bmp", ".heic", ".webp", ".svg"), _PICTURE),
}


def form_of(name: str) -> Form | None:
    """What a file is by its name; None for what cannot be attached."""
    return _FORMS.get(PurePath(name).suffix.lower())


def remedy(name: str) -> str:
    """What to do with a file that cannot be attached as it is."""
    return _REMEDIES.get(PurePath(name).suffix.lower(), _PRINTED)

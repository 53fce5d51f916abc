"""Reads a document from anyone, whatever its name says, or tells in Swedish why it cannot be read."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from loftdocs.failures import FileFailure, reason
from loftdocs.findings import display_path
from loftdocs.read.document import Content, Finished
from loftdocs.read.kind import classify
from loftdocs.read.package import MAX_UNPACKED, PackageError, TooLarge, main_part, unpacked_size

_SAVE_AS = "Öppna den i programmet som den är gjord med och spara den som .docx eller PDF."
_GET_NEW = "Hämta eller spara filen på nytt, och prova att öppna den i {program} först."
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {"xl/": "en Excel-fil", "ppt/": "en PowerPoint-fil"}
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
# PDF allows something else before the first line, and Acrobat looks this far for it.
_PDF_STARTS_WITHIN = 1024
_FPDF_ERR_PASSWORD = 4


def read_any(path: Path) -> Finished:
    """The document at ``path``: a Word file or a PDF, told by what is in it.

    Raises `FileFailure` for everything that cannot be read.
    """
    try:
        read = _reader(path, _beginning(path))
        content = read(path)
    except FileFailure:
        raise
    except OSError as error:
        raise _failure(path, f"går inte att läsa: {reason(error)}.", "Kontrollera att du får läsa filen.") from error
    except Exception as error:  # the file comes from anyone, and a fault in it must never look like one in the program
        raise _failure(path, "går inte att läsa: den är skadad.", _GET_NEW.format(program="Word")) from error
    return Finished(
        name=path.stem,
        label=display_path(path),
        paragraphs=content.paragraphs,
        pages=content.pages,
        kind=classify(content.paragraphs),
        tracked_changes=content.tracked_changes,
        unread=content.unread,
    )


def _failure(path: Path, what: str, hint: str) -> FileFailure:
    return FileFailure(f"{path.name or path} {what}", hint)


def _beginning(path: Path) -> bytes:
    """The first bytes of the file."""
    if path.is_dir():
        raise _failure(path, "är en mapp.", "Ange filerna i den, eller den fil som ska läsas.")
    if not path.exists():
        raise _failure(path, "finns inte.", "Kontrollera sökvägen och stavningen.")
    if not path.is_file():
        raise _failure(path, "är ingen vanlig fil.", "Ange en .docx eller en PDF.")
    with path.open("rb") as file:
        start = file.read(_PDF_STARTS_WITHIN)
    if not start.strip(b"\0 \t\r\n"):
        raise _failure(path, "är tom.", "Hämta eller spara filen på nytt.")
    return start


def _reader(path: Path, start: bytes) -> Callable[[Path], Content]:
    """The reader for a file that begins with ``start``."""
    if start.startswith(b"PK"):
        return _zip_reader(path)
    if b"%PDF-" in start:
        return _read_pdf
    if start.startswith(_OLE):
        raise _ole_failure(path)
    if start.startswith(b"{\\rtf"):
        raise _failure(path, "är en RTF-fil, som inte kan läsas.", _SAVE_AS)
    if start.startswith(_IMAGES) or start[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        hint = "Be om dokumentet som .docx eller PDF, eller gör en PDF av bilden med textigenkänning (OCR)."
        raise _failure(path, "är en bild, inte ett dokument.", hint)
    if path.suffix.lower() in (".docx", ".pdf", ".docm", ".dotx"):
        program = "en PDF-läsare" if path.suffix.lower() == ".pdf" else "Word"
        raise _failure(path, "är skadad, eller något annat än namnet säger.", _GET_NEW.format(program=program))
    raise _failure(path, "är varken en Word-fil (.docx) eller en PDF.", _SAVE_AS)


def _ole_failure(path: Path) -> FileFailure:
    """Two things look alike: a Word file of the old kind, and a new one behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        hint = "Öppna den i Word, ta bort lösenordet (Arkiv, Info, Skydda dokument) och spara den som .docx."
        return _failure(path, "är skyddad med lösenord.", hint)
    hint = "Öppna den i Word och spara den som .docx. Är den skyddad med lösenord, ta bort det först."
    return _failure(path, "är en Word-fil av den gamla sorten (.doc).", hint)


def _zip_reader(path: Path) -> Callable[[Path], Content]:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if unpacked_size(archive) > MAX_UNPACKED:
                raise _too_large(path)
            is_open_document = "mimetype" in names and archive.read("mimetype").startswith(_OPEN_DOCUMENT)
            is_word = main_part(archive) is not None
    except FileFailure:
        raise
    except Exception as error:  # zipfile and lxml have a dozen of their own for a damaged file
        raise _damaged(path) from error
    if is_open_document:
        raise _failure(path, "är ett OpenDocument (.odt), som inte kan läsas.", _SAVE_AS)
    if not is_word:
        other = next(
            (kind for folder, kind in _OFFICE.items() if any(n.startswith(folder) for n in names)), "en zip-fil"
        )
        raise _failure(path, f"är {other}, inte en Word-fil.", "Ange dokumentet som .docx eller PDF.")
    return _read_docx


def _too_large(path: Path) -> FileFailure:
    hint = "Ta bort eller komprimera stora bilder och spara filen på nytt. Kommer den från någon okänd: öppna den inte."
    return _failure(path, "blir orimligt stor när den packas upp, och läses inte.", hint)


def _damaged(path: Path) -> FileFailure:
    return _failure(path, "går inte att läsa som Word-fil: den är skadad.", _GET_NEW.format(program="Word"))


def _read_docx(path: Path) -> Content:
    from loftdocs.read.docx import read_docx

    try:
        return read_docx(path)
    except TooLarge as error:
        raise _too_large(path) from error
    except PackageError as error:
        raise _damaged(path) from error


def _read_pdf(path: Path) -> Content:
    from pypdfium2 import PdfiumError

    from loftdocs.read.pdf import read_pdf

    try:
        content = read_pdf(path)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _FPDF_ERR_PASSWORD:
            hint = "Be om den utan lösenord, eller öppna den och spara den på nytt utan."
            raise _failure(path, "är skyddad med lösenord.", hint) from error
        hint = _GET_NEW.format(program="en PDF-läsare")
        raise _failure(path, "går inte att läsa som PDF: den är skadad.", hint) from error
    if not any(paragraph.part != "comment" for paragraph in content.paragraphs):
        hint = "Den är troligen inskannad. Kör textigenkänning (OCR) på den först, eller be om dokumentet som .docx."
        raise _failure(path, "har ingen text att läsa, bara bilder eller tomma sidor.", hint)
    return content

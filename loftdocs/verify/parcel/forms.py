"""What a file is, by its content and never by its name: XML and HTML are recognised, never parsed."""

import re
import struct

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.cms_content import begins_cms
from loftdocs.verify.parcel.walk import Form, Refused
from loftdocs.verify.parcel.zip_directory import ZIP_STARTS, directory, end_record

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORD = "WordDocument".encode("utf-16-le")


def form_of(data: bytes) -> Form:
    """What a file is by its content, never by a name. A PDF may begin within the first 1024 bytes, as readers allow."""
    head = data[:1024]
    if not head.strip(limits.BLANK) and not data.strip(limits.BLANK):
        return Form.EMPTY
    if begins_cms(head):
        return Form.CMS
    pdf = head.find(b"%PDF-")
    if head.startswith(ZIP_STARTS) and (pdf < 0 or _packed_at(data, pdf)):
        return _zip_form(data)
    if pdf >= 0:
        return Form.PDF
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:10] == b"ftyphe":
        return Form.PICTURE
    if head.startswith(b"{\\rtf") or (head.startswith(_OLE) and _OLD_WORD in data):
        return Form.WORD
    if (text := _text(data)) is not None:
        return _text_form(text)
    return _zip_form(data) if end_record(data) is not None else Form.OTHER


def _text(data: bytes) -> str | None:
    """The first characters, or None if they are not text; Windows-1252 has few bytes that it does not know."""
    head = data[:1024]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        try:
            text = head.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # a character cut by the end of the piece is no fault
            cut = error.start >= len(head) - 3 and len(data) > len(head)
            text = head[: error.start].decode("utf-8-sig") if cut else head.decode("cp1252", "replace")
    return None if re.search("[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]", text) else text


def _text_form(text: str) -> Form:
    start = text.lstrip().lower()
    if re.search(r"<!doctype\s+html|<html[\s>]", start):
        return Form.HTML if start.startswith("<") else Form.TEXT
    return Form.XML if re.match(r"<(\?xml\b|!--|!doctype\b|[a-z_][\w.:-]*[\s/>])", start) else Form.TEXT


def _zip_form(data: bytes) -> Form:
    """ASiC and Word are known by what they hold; an archive that cannot be read is a ZIP."""
    try:
        entries = directory(data)[0]
    except Refused:
        return Form.ZIP
    names = {entry.name for entry in entries}
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return Form.WORD
    if "[Content_Types].xml" in names and any(n.startswith(("xl/", "ppt/", "visio/")) for n in names):
        return Form.OTHER
    for entry in entries:
        if entry.name == "mimetype" and entry.method == 0:
            kind = data[entry.start : min(entry.end, entry.start + 100)].strip()
            if kind.startswith(b"application/"):  # other formats, as OpenDocument, keep signatures at the same place
                return Form.ASIC if kind.startswith(b"application/vnd.etsi.asic-") else Form.OTHER
    evidence = re.compile(r"META-INF/([^/]*signatures?[^/]*\.(xml|p7s)|[^/]*ASiCManifest[^/]*\.xml)", re.IGNORECASE)
    return Form.ASIC if any(evidence.fullmatch(name) for name in names) else Form.ZIP


def _packed_at(data: bytes, at: int) -> bool:
    """True if a place in an archive is inside one of its files: a PDF that is only stored there, not one around it."""
    try:
        return any(entry.start <= at < entry.end for entry in directory(data)[0])
    except Refused:  # of an archive that is cut off, only the first header is sure
        return data.startswith(b"PK\3\4") and at >= 30 + sum(struct.unpack_from("<2H", data[:30].ljust(30), 26))

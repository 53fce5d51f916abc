"""What can be told of a file before anything is made of it: of a PDF or a picture all, of a text what it would do."""

from pathlib import Path

from loftdocs.attach.found import Found, Stop
from loftdocs.attach.kinds import Form, form_of
from loftdocs.attach.limits import MOST_BYTES
from loftdocs.model.case import Bilaga

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def spoken(paper: Bilaga) -> str:
    """What stands for a paper where it cannot be seen: of a picture its text; others speak for themselves."""
    return (paper.alternativtext or paper.titel) if form_of(paper.fil) is Form.PICTURE else ""


def judge(file: Path, text: str) -> Found:
    """What is found in ``file``; ``text`` stands for a picture where it cannot be seen. Raises `OSError`."""
    form = form_of(file.name)
    if form is None:
        return Found(Stop.OTHER)
    if not file.stat().st_size:
        return Found(Stop.EMPTY, "filen är tom")
    if form.converted:
        return _text(file, form)
    from loftdocs.attach.looking import found_in  # a case without such papers does without a process

    found = found_in(file, text)
    with file.open("rb") as opened:
        head = opened.read(1024)
    if found.stop is None and (b"%PDF-" in head) != (form is Form.PDF):
        return Found(Stop.OTHER)
    return found


def _text(file: Path, form: Form) -> Found:
    """A text that LibreOffice is to convert: nothing that it fetches, runs or carries."""
    # They read in lxml, which a check of a case without such papers does without.
    from lxml import etree

    from loftdocs.attach import odf
    from loftdocs.read.outside import reaches
    from loftdocs.read.package import PackageError, TooLarge

    if file.stat().st_size > MOST_BYTES:
        return Found(Stop.TOO_MUCH, f"{file.stat().st_size / 1_000_000:.0f} MB")
    data = file.read_bytes()
    if data.startswith(_OLE):  # an older kind of file, or one with a password (MS-OFFCRYPTO)
        return Found(Stop.LOCKED, "lösenord") if b"E\0n\0c\0r\0y\0p\0t" in data else Found(Stop.OTHER)
    if not data.startswith(_ZIP):
        return Found(Stop.OTHER)
    try:
        found = odf.reaches(data) if form is Form.ODF else reaches(file)
    except odf.Encrypted:
        return Found(Stop.LOCKED, "lösenord")
    except TooLarge:
        return Found(Stop.TOO_MUCH, "mer än ett dokument kan vara")
    except (PackageError, etree.XMLSyntaxError, RecursionError, MemoryError):
        return Found(Stop.DAMAGED)
    if found:
        one = found[0]
        return Found(Stop.ACTIVE, f"{one.what}: {one.target}" if one.target else one.what)
    return Found()

"""A file that is to be attached, looked at and made ready for a bundle. To be done in a process of its own: see `look`.

At the end all is done once that the program will do with the file: it is merged, read and drawn. What cannot be done
within the limits of the process is told of here, and stops nothing later.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, Stream

from loftdocs.attach import archival, fonts, picture, tags
from loftdocs.attach.content import Reader
from loftdocs.attach.danger import dangers, is_signed
from loftdocs.attach.found import Found, Stop
from loftdocs.attach.limits import A4, LARGEST_SIDE, MOST_PAGES, SMALLEST_SIDE, TooMuch
from loftdocs.attach.objects import everything
from loftdocs.bundle import Description, Piece
from loftdocs.bundle.boxes import drop, inherited, shown_size
from loftdocs.bundle.describe import PRODUCER
from loftdocs.bundle.links import annotations
from loftdocs.bundle.merge import merged
from loftdocs.read.pdfium import opened

_HEAD = 1024  # a PDF may begin with what is none (ISO 32000-1, H.3, note 13)
_SAME = 3.0  # points
_DRAWN_DPI = 110  # as the desk does; the report draws less
# What says how a file was made, and what fonts say of their own subsets, which need not be said (6.2.11.4.2).
_UNNEEDED = ("/Metadata", "/PieceInfo", "/LastModified", "/CIDSet", "/CharSet")
_UNNEEDED_OF_PAGES = ("/AA", "/B", "/Dur", "/PresSteps", "/Thumb", "/Trans")


def examine(source: Path, target: Path, text: str, *, own: bool) -> Found:
    """What is found in ``source``; if it can be taken, ``target`` is what the bundle takes.

    ``text`` stands for a picture where it cannot be seen; ``own`` is True for what was made here, which claims nothing
    yet.
    """
    try:
        return _examined(source, target, text, own)
    except PasswordError:
        return Found(Stop.LOCKED, "lösenord")
    except TooMuch as error:
        return Found(Stop.TOO_MUCH, str(error))
    except (MemoryError, RecursionError):
        return Found(Stop.TOO_MUCH, "mer än ett dokument kan vara")
    except Exception:  # whatever is wrong with a file, it is the file's fault, and is told as that
        return Found(Stop.DAMAGED)


def _examined(source: Path, target: Path, text: str, own: bool) -> Found:
    data = source.read_bytes()
    if not data:
        return Found(Stop.EMPTY, "filen är tom")
    if picture.is_picture(data):
        with picture.page_of(data, text) as pdf:
            return _taken(pdf, target, own=True)
    if b"%PDF-" not in data[:_HEAD]:
        return Found(Stop.OTHER)
    with Pdf.open(source) as pdf:
        return _taken(pdf, target, own=own)


def _taken(pdf: Pdf, target: Path, *, own: bool) -> Found:
    objects = list(everything(pdf.Root))
    what = ", ".join(dict.fromkeys(dangers(pdf, objects)))
    if pdf.is_encrypted:
        return Found(Stop.LOCKED, "skydd")
    if what:
        return Found(Stop.ACTIVE, what)
    if not len(pdf.pages):
        return Found(Stop.EMPTY, "filen har inga sidor")
    if len(pdf.pages) > MOST_PAGES:
        raise TooMuch(f"{len(pdf.pages)} sidor")
    found = _seen(pdf, objects)
    found = _judged(pdf, _prepared(pdf, found, objects), own)
    drop(pdf.Root, "/Metadata")
    # Its maker's name says that headings and tags are done (`loftdocs.bundle.merge`).
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Producer=pikepdf.String(PRODUCER)))
    pdf.save(target, static_id=True)
    _try(target)
    return found


def _seen(pdf: Pdf, objects: Sequence[Object]) -> Found:
    """What is told of a file whatever becomes of it."""
    sizes = [shown_size(page) for page in pdf.pages]
    for wide, high in sizes:
        if max(wide, high) > LARGEST_SIDE or min(wide, high) < SMALLEST_SIDE:
            raise TooMuch(f"en sida på {wide / 72 * 2.54:.0f} gånger {high / 72 * 2.54:.0f} cm")
    kinds = [one.get("/Subtype") for one in annotations(pdf)]
    return Found(
        pages=len(pdf.pages),
        signed=is_signed(objects),
        mended=bool(pdf.get_warnings()),
        comments=sum(kind not in (Name.Link, Name.Widget, Name.Popup) for kind in kinds),
        turned=tuple(number for number, (wide, high) in enumerate(sizes, 1) if wide > high),
        odd=tuple(number for number, size in enumerate(sizes, 1) if not _is_a4(size)),
    )


def _is_a4(size: tuple[float, float]) -> bool:
    return all(abs(one - side) < _SAME for one, side in zip(sorted(size), A4, strict=True))


def _prepared(pdf: Pdf, found: Found, objects: Sequence[Object]) -> Found:
    """Fields of forms made into what they look like, and what no reader sees taken away."""
    for one in objects:
        if not isinstance(one, Array):
            if one.objgen != pdf.Root.objgen:
                drop(one, *_UNNEEDED)
            if isinstance(one, Stream) and "/BBox" in one and "/PatternType" not in one and "/Subtype" not in one:
                one.Subtype = Name.Form  # which the look of a field need not say
    drop(pdf.Root, "/AcroForm")
    forms = _flatten(pdf)
    for page in pdf.pages:
        drop(page.obj, *_UNNEEDED_OF_PAGES)
    for annotation in annotations(pdf):
        if annotation.get("/Subtype") == Name.Link:
            annotation.F = 4  # what is on the paper is printed (ISO 19005-2, 6.3.2)
            if not str(annotation.get("/Contents", "")).strip():
                drop(annotation, "/Contents")  # the bundle gives it one
    return replace(found, forms=forms)


def _flatten(pdf: Pdf) -> int:
    """Draws the fields of forms on their pages, each as it looks: in a bundle there is no form for them. Their number.

    One that is hidden or has no look is drawn by nobody, nor a signature field that nobody has signed in.
    """
    found = [list(page.obj.get("/Annots", Array())) for page in pdf.pages]
    fields = [[one for one in on_page if one.get("/Subtype") == Name.Widget] for on_page in found]
    if any(fields):
        for page, own in zip(pdf.pages, fields, strict=True):
            page.obj.Annots = Array([one for one in own if not _is_unsigned(one)])
        pdf.flatten_annotations("screen")
        for page, on_page in zip(pdf.pages, found, strict=True):
            page.obj.Annots = Array([one for one in on_page if one.get("/Subtype") != Name.Widget])
    return sum(map(len, fields))


def _is_unsigned(field: Object) -> bool:
    return bool(inherited(field, "/FT") == Name.Sig) and inherited(field, "/V") is None


def _judged(pdf: Pdf, found: Found, own: bool) -> Found:
    """What of PDF/A and PDF/UA holds, as far as it is seen; a file without usable tags is given some."""
    reader = Reader()
    drawn = [reader.page(page) for page in pdf.pages]
    # All of it that a bundle takes over, but for the structure tree.
    kept = list(everything(*(page.obj for page in pdf.pages)))
    unreadable = tuple(dict.fromkeys(fonts.unreadable(kept)))
    part, conformance, accessible = archival.claimed(pdf)
    tagged = tags.is_tagged(pdf) and not any(one.broken for one in drawn) and any(one.tags for one in drawn)
    structure: tuple[str, ...] = ()
    not_accessible: tuple[str, ...] = ("inga taggar som säger vad som är rubriker, stycken och tabeller",)
    if tagged:
        tags.standardise(pdf)
        structure = tuple(dict.fromkeys(tags.structure_faults(pdf, drawn)))
        unread = (f"{name}, vars tecken inte går att läsa ut" for name in unreadable)
        others = (*tags.other_faults(pdf, drawn), *unread, *fonts.faults(kept), *archival.borrowed(kept))
        not_accessible = tuple(dict.fromkeys((*structure, *others)))
        if not own and accessible != "1":
            not_accessible = ("inget löfte om PDF/UA-1", *not_accessible)
    not_archive = tuple(dict.fromkeys(archival.faults(pdf, kept, drawn)))
    if found.mended:
        not_archive = ("skador som har fått lagas", *not_archive)
    if not own and part not in ("1", "2", "3"):
        claim = f"löfte om PDF/A-{part}, som är en annan form" if part else "inget löfte om PDF/A"
        not_archive = (claim, *not_archive)
    if not tagged:
        tags.give_tags(pdf, _with_text(pdf), drawn)
    highest = "b" if unreadable else "a" if tagged and not structure else "u"
    level = "" if not_archive else highest if own else min(highest, conformance or "b", key="bua".index)
    claims = [*([f"PDF/A-{part}{conformance}"] if part else []), *([f"PDF/UA-{accessible}"] if accessible else [])]
    return replace(
        found,
        claims=" och ".join(claims),
        archive=level,
        accessible=tagged and not not_accessible,
        tagged=tagged,
        not_archive=not_archive,
        not_accessible=not_accessible,
    )


def _with_text(pdf: Pdf) -> list[bool]:
    written = BytesIO()
    pdf.save(written)
    with opened(written.getvalue()) as document:
        return [bool(page.get_textpage().get_text_bounded().strip()) for page in document]


def _try(target: Path) -> None:
    """Does once what the program does with what is taken: merges it, tells its pages apart, reads and draws them."""
    from loftdocs.convert.pictures import drawn
    from loftdocs.read.page_digests import page_digests
    from loftdocs.read.pdf import read_pdf

    whole = target.with_name("prov.pdf")
    with merged([Piece("prov", target, "Prov")], Description("Prov", "Prov", date(2000, 1, 1))) as pdf:
        pdf.save(whole)
    digests = page_digests(whole)
    read_pdf(whole, own=True, digests=digests)
    for _ in drawn(whole, range(len(digests)), dpi=_DRAWN_DPI, colour=True):
        pass
    with contextlib.suppress(OSError):
        whole.unlink()

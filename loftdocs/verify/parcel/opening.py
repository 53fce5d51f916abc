"""A file that came from anyone, and all that is in it at any depth."""

from collections.abc import Callable, Iterator, Mapping

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.attachments import attached
from loftdocs.verify.parcel.cms_content import cms_content, signed_file
from loftdocs.verify.parcel.filenames import shown
from loftdocs.verify.parcel.forms import form_of
from loftdocs.verify.parcel.pdf_structure import may_attach
from loftdocs.verify.parcel.unzip import also_zip, unzipped
from loftdocs.verify.parcel.walk import Form, Held, Member, Opened, Refused, Spent, Walk
from loftdocs.verify.parcel.zip_directory import ZIP_STARTS

_HELD: Mapping[Form, Callable[[Walk, bytes, tuple[str, ...]], Iterator[Held]]] = {
    Form.ZIP: unzipped,
    Form.ASIC: unzipped,
    Form.CMS: signed_file,
    Form.PDF: attached,
}


def opened(data: bytes, name: str) -> Opened:
    """Every file in ``data``, a file of any kind that is called ``name``. Raises nothing for any content."""
    walk = Walk()
    form = form_of(data)
    path = (shown(name),)
    try:
        if len(data) > limits.MAX_FILE:
            walk.refuse(path, f"den är större än {limits.MAX_FILE // 1_000_000} MB")
        else:
            look_into(walk, data, form, path)
    except Spent as spent:
        walk.say(f"De filer som återstår i {path[0]} är inte öppnade: {spent}.")
    return Opened(form, tuple(walk.members), walk.said())


def look_into(walk: Walk, data: bytes, form: Form, path: tuple[str, ...]) -> None:
    """Takes in what a file of this form and path holds, and what that holds in turn. Raises `Spent`."""
    before = len(walk.members)
    try:
        if len(path) <= limits.MAX_DEPTH:
            _take_held(walk, data, form, path)
        elif _holds(walk, data, form):
            raise Refused(f"den ligger djupare än {limits.MAX_DEPTH} filer i varandra")
    except Refused as why:
        if form is Form.PDF:  # the PDF itself is there to be judged
            walk.say(f"Bilagor i {' › '.join(path)} är inte lästa: {why}.")
        else:
            walk.refuse(path, why)
    by_itself = form in (Form.ZIP, Form.ASIC, Form.OTHER) or (form is Form.WORD and data.startswith(ZIP_STARTS))
    if not by_itself and also_zip(data, walk.members[before:]):
        where = " › ".join(path)
        walk.say(f"Filen {where} är också ett ZIP-arkiv, som andra program kan visa: den delen är inte öppnad.")


def _take_held(walk: Walk, data: bytes, form: Form, path: tuple[str, ...]) -> None:
    """Takes in the files that a file holds, and looks into each. Raises `Refused` for the file itself, and `Spent`."""
    if form not in _HELD:
        return
    for content, inside in _HELD[form](walk, data, path):
        own = form_of(content)
        walk.take(Member(inside, content, own))
        look_into(walk, content, own, inside)


def _holds(walk: Walk, data: bytes, form: Form) -> bool:
    """True if there may be files in a file that lies too deep to be opened. Raises `Refused` if that cannot be told."""
    if form is Form.CMS:
        return cms_content(data) is not None
    return form in (Form.ZIP, Form.ASIC) or (form is Form.PDF and may_attach(walk, data))

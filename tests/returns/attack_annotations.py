"""Attacks that lay something on a page without touching its content: annotations, form fields, signature fields."""

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.returns import acts, paint
from tests.returns.naming import Act, act, after_all, table
from tests.returns.setup import Box, Setup
from tests.returns.update import update

KINDS: dict[str, str] = {
    "FreeText": "a typed note over the amount shows another",
    "Stamp": "a stamp over the amount shows another",
    "Square": "a filled rectangle hides the amount",
    "Circle": "a filled ellipse hides the amount",
    "Polygon": "a filled polygon hides the amount",
    "Line": "a thick line strikes the amount out and shows another",
    "Ink": "handwriting over the amount shows another",
    "Highlight": "a highlight that is not transparent hides the amount",
    "Underline": "an underline whose appearance shows another amount",
    "StrikeOut": "the amount seems struck out, by agreement",
    "Caret": "an insertion mark whose appearance shows another amount",
    "Text": "the icon of a note lies over the amount",
    "Popup": "an open note lies over the amount",
    "Redact": "a redaction covers the amount with another",
    "Link": "a link whose appearance covers the amount",
    "Screen": "a media player's picture covers the amount",
    "Movie": "a film's first picture covers the amount",
    "Sound": "a sound's icon covers the amount",
    "FileAttachment": "an attached file's icon covers the amount",
    "Watermark": "a watermark covers the amount",
    "PrinterMark": "a printer's mark covers the amount",
    "3D": "a model's first picture covers the amount",
    "RichMedia": "a film's poster covers the amount",
    "Projection": "a projection covers the amount",
    "Egen": "an annotation of a kind that no standard knows covers the amount",
}


def annotation(pdf: Pdf, kind: str, box: Box, text: str = paint.OTHER, grey: float = 1) -> Dictionary:
    """An annotation with an appearance that hides what is under it and shows ``text``."""
    left, bottom, right, top = box
    made = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=paint.numbers(box), F=4, Contents=text)
    made.AP = Dictionary(N=paint.form(pdf, box, text, grey))
    corners = (left, top, right, top, left, bottom, right, bottom)
    extras: dict[str, dict[str, object]] = {
        "FreeText": {"/DA": "/Helv 9 Tf 0 g"},
        "Square": {"/IC": Array([grey]), "/C": Array([grey])},
        "Circle": {"/IC": Array([grey]), "/C": Array([grey])},
        "Polygon": {"/Vertices": paint.numbers(corners), "/IC": Array([grey])},
        "Line": {"/L": paint.numbers((left, bottom, right, top))},
        "Ink": {"/InkList": Array([paint.numbers((left, bottom, right, top))])},
        "Watermark": {"/FixedPrint": Dictionary(Type=Name.FixedPrint)},
        "Popup": {"/Open": True},
    }
    for key, value in extras.get(kind, {}).items():
        made[key] = value
    if kind in ("Highlight", "Underline", "StrikeOut", "Redact"):
        made.QuadPoints = paint.numbers(corners)
    return made


def put(pdf: Pdf, number: int, made: pikepdf.Object, first: bool = False) -> None:
    """Adds an annotation to a page, on top of or under those that are there."""
    page = pdf.pages[number - 1].obj
    there = list(page.get("/Annots", Array()))
    one = made if made.is_indirect else pdf.make_indirect(made)
    page.Annots = Array([one, *there] if first else [*there, one])


def field(pdf: Pdf, number: int, made: Dictionary) -> None:
    """Adds a form field that is its own widget to a page and to the form."""
    made.Type, made.Subtype, made.F = Name.Annot, Name.Widget, 4
    made.P = pdf.pages[number - 1].obj
    one = pdf.make_indirect(made)
    put(pdf, number, one)
    pdf.Root.AcroForm.Fields.append(one)


def built_field(pdf: Pdf, name: str) -> Dictionary:
    """The field with that name at the top of the form."""
    return next(one for one in pdf.Root.AcroForm.Fields if str(one.T) == name)


def signature_field(pdf: Pdf, setup: Setup, name: str, text: str = paint.OTHER) -> None:
    """Adds an empty signature field over the amount, whose appearance shows another."""
    box = paint.grown(setup.box)
    field(pdf, setup.page, Dictionary(FT=Name.Sig, T=name, Rect=paint.numbers(box), AP=_look(pdf, box, text)))


def _look(pdf: Pdf, box: Box, text: str = paint.OTHER) -> Dictionary:
    return Dictionary(N=paint.form(pdf, box, text))


def _annotation_attack(kind: str, doc: str) -> Act:
    def change(pdf: Pdf, setup: Setup) -> None:
        put(pdf, setup.page, annotation(pdf, kind, paint.grown(setup.box)))

    change.__name__, change.__doc__ = f"annotation_{kind.lower()}", doc[0].upper() + doc[1:] + ", after all signed."
    return after_all(change)


def annotation_square_without_appearance(pdf: Pdf, setup: Setup) -> None:
    """A filled rectangle that readers draw themselves hides the amount."""
    made = annotation(pdf, "Square", paint.grown(setup.box))
    del made["/AP"]
    made.IC = made.C = Array([1, 1, 1])
    put(pdf, setup.page, made)


def annotation_under_all(pdf: Pdf, setup: Setup) -> None:
    """A stamp comes first in the page's list, so that those added later lie over it."""
    put(pdf, setup.page, annotation(pdf, "Stamp", paint.grown(setup.box)), first=True)


def annotation_large_matrix(pdf: Pdf, setup: Setup) -> None:
    """A stamp with a place as large as nothing, whose appearance says that it is the whole page."""
    made = annotation(pdf, "Stamp", paint.grown(setup.box))
    made.AP.N.Matrix = Array([0, 1, -1, 0, 0, 0])
    put(pdf, setup.page, made)


def annotation_states(pdf: Pdf, setup: Setup) -> None:
    """A stamp with two appearances, of which the one that hides the amount is chosen."""
    box = paint.grown(setup.box)
    made = annotation(pdf, "Stamp", box)
    made.AP.N = Dictionary(Av=paint.empty_form(pdf, box), Pa=made.AP.N)
    made.AS = Name.Pa
    put(pdf, setup.page, made)


def link_to_elsewhere(pdf: Pdf, setup: Setup) -> None:
    """Who clicks the amount comes to the attacker's page; nothing is seen."""
    action = Dictionary(S=Name.URI, URI="https://avtal.example/betala")
    made = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=paint.numbers(setup.box), Border=[0, 0, 0], A=action)
    put(pdf, setup.page, made)


def text_field_over_amount(pdf: Pdf, setup: Setup) -> None:
    """A form field with another amount as its value lies over the amount."""
    box = paint.grown(setup.box)
    made = Dictionary(FT=Name.Tx, T="Belopp", V=paint.OTHER, DA="/Helv 8 Tf 0 g", Rect=paint.numbers(box))
    made.AP = _look(pdf, box)
    field(pdf, setup.page, made)


def text_field_drawn_by_reader(pdf: Pdf, setup: Setup) -> None:
    """A form field without an appearance: the reader draws it, as NeedAppearances asks."""
    box = paint.grown(setup.box)
    made = Dictionary(FT=Name.Tx, T="Belopp", V=paint.OTHER, DA="/Helv 8 Tf 0 g", Rect=paint.numbers(box))
    made.MK = Dictionary(BG=[1, 1, 1])
    field(pdf, setup.page, made)
    form = pdf.Root.AcroForm
    form.NeedAppearances = True
    form.DR = Dictionary(Font=Dictionary(Helv=paint.helvetica(pdf)))


def button_with_icon(pdf: Pdf, setup: Setup) -> None:
    """A button whose icon is another amount lies over the amount."""
    box = paint.grown(setup.box)
    icon = paint.form(pdf, box)
    made = Dictionary(FT=Name.Btn, Ff=65536, T="Knapp", Rect=paint.numbers(box), MK=Dictionary(I=icon, TP=1))
    made.AP = Dictionary(N=icon)
    field(pdf, setup.page, made)


def choice_over_amount(pdf: Pdf, setup: Setup) -> None:
    """A list where another amount is chosen lies over the amount."""
    box = paint.grown(setup.box)
    made = Dictionary(FT=Name.Ch, Ff=131072, T="Val", V=paint.OTHER, Opt=[paint.OTHER], Rect=paint.numbers(box))
    made.DA, made.AP = "/Helv 8 Tf 0 g", _look(pdf, box)
    field(pdf, setup.page, made)


def check_box_over_amount(pdf: Pdf, setup: Setup) -> None:
    """A ticked box, whose tick is another amount, lies over the amount."""
    box = paint.grown(setup.box)
    made = Dictionary(FT=Name.Btn, T="Ruta", V=Name.Ja, AS=Name.Ja, Rect=paint.numbers(box))
    made.AP = Dictionary(N=Dictionary(Ja=paint.form(pdf, box), Off=paint.empty_form(pdf, box)))
    field(pdf, setup.page, made)


def empty_signature_field_with_appearance(pdf: Pdf, setup: Setup) -> None:
    """A signature field that nobody signed shows another amount."""
    signature_field(pdf, setup, "Signature9")


def signed_appearance_changed(pdf: Pdf, setup: Setup) -> None:
    """What is seen in a signed field names another signer and another amount."""
    _repaint(pdf, setup, 0, "Godkänt: 30 000 kr")


def signed_appearance_emptied(pdf: Pdf, setup: Setup) -> None:
    """A signed field looks as if nobody had signed."""
    _repaint(pdf, setup, -1, "")


def signed_field_moved(pdf: Pdf, setup: Setup) -> None:
    """A signed field is moved over the amount."""
    move(pdf, setup, setup.fields[0])


def signed_field_enlarged(pdf: Pdf, setup: Setup) -> None:
    """A signed field grows to hide the words around it."""
    target = built_field(pdf, setup.fields[0])
    left, bottom, right, top = (float(value) for value in target.Rect)
    target.Rect = paint.numbers((left - 60, bottom - 60, right + 60, top + 90))
    target.AP = _look(pdf, (left - 60, bottom - 60, right + 60, top + 90), "")


def signed_field_second_widget(pdf: Pdf, setup: Setup) -> None:
    """A signed field gets one more place where it is shown: over the amount."""
    box, target = paint.grown(setup.box), built_field(pdf, setup.fields[0])
    made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4, Rect=paint.numbers(box), Parent=target)
    made.AP = _look(pdf, box)
    one = pdf.make_indirect(made)
    put(pdf, setup.page, one)
    target.Kids = Array([one])


def signed_field_listed_on_another_page(pdf: Pdf, setup: Setup) -> None:
    """A signed field's widget is shown on the page of the amount too."""
    put(pdf, setup.page, built_field(pdf, setup.fields[0]))


def signature_field_removed(pdf: Pdf, setup: Setup) -> None:
    """The last signer's signature disappears from the form and the page."""
    target = built_field(pdf, setup.fields[-1])
    fields = [one for one in pdf.Root.AcroForm.Fields if one.objgen != target.objgen]
    pdf.Root.AcroForm.Fields = Array(fields)
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = Array([one for one in page.obj.Annots if one.objgen != target.objgen])


def signature_value_removed(pdf: Pdf, setup: Setup) -> None:
    """The last signer's field is emptied again."""
    del built_field(pdf, setup.fields[-1])["/V"]


def move(pdf: Pdf, setup: Setup, name: str) -> None:
    """Moves a built field over the amount, with an appearance that hides it."""
    box, target = paint.grown(setup.box), built_field(pdf, name)
    for page in pdf.pages:
        there = list(page.obj.get("/Annots", Array()))
        if any(one.objgen == target.objgen for one in there):
            page.obj.Annots = Array([one for one in there if one.objgen != target.objgen])
    target.Rect, target.P, target.AP = paint.numbers(box), pdf.pages[setup.page - 1].obj, _look(pdf, box)
    put(pdf, setup.page, target)


def _repaint(pdf: Pdf, setup: Setup, place: int, text: str) -> None:
    target = built_field(pdf, setup.fields[place])
    left, bottom, right, top = (float(value) for value in target.Rect)
    target.AP = _look(pdf, (0, 0, right - left, top - bottom), text)


def built_field_moved_then_signed(setup: Setup) -> bytes:
    """Before anybody signs, a built field is moved over the amount; then all sign."""
    return acts.sign_all(setup, update(setup.built, lambda pdf: move(pdf, setup, setup.fields[0])))


def empty_built_field_repainted_first(setup: Setup) -> bytes:
    """Before anybody signs, the last built field says that the fee is another; then only the others sign."""
    painted = update(setup.built, lambda pdf: _repaint(pdf, setup, -1, "Godkänt: 30 000 kr"))
    return acts.sign_all(setup, painted, order=range(len(setup.fields) - 1))


def empty_built_field_repainted_last(setup: Setup) -> bytes:
    """All but the last sign; the last built field is then made to look signed."""
    signed = acts.sign_all(setup, order=range(len(setup.fields) - 1))
    return update(signed, lambda pdf: _repaint(pdf, setup, -1, f"Undertecknat av {setup.names[-1]}"))


def _stamp_at(pdf: bytes, setup: Setup) -> bytes:
    return update(pdf, lambda opened: put(opened, setup.page, annotation(opened, "Stamp", paint.grown(setup.box))))


def stamp_before_all(setup: Setup) -> bytes:
    """A stamp with another amount is laid over the amount before anybody signs."""
    return acts.sign_all(setup, _stamp_at(setup.built, setup))


def stamp_between(setup: Setup) -> bytes:
    """A stamp with another amount is laid over the amount between the first and the other signers."""
    signed = _stamp_at(acts.sign_all(setup, order=[0]), setup)
    return acts.sign_all(setup, signed, order=range(1, len(setup.fields)))


Step = Callable[[bytes, Setup], bytes]


def _signer_covers(pdf: bytes, setup: Setup) -> bytes:
    box = paint.grown(setup.box, 4)
    look = acts.covering_look(paint.OTHER, box)
    return acts.sign(pdf, "Signature8", setup.signers[0], page=setup.page, box=box, look=look)


def _seal_covers(pdf: bytes, setup: Setup) -> bytes:
    box = paint.grown(setup.box, 4)
    look = acts.covering_look(paint.OTHER, box)
    return acts.sign(pdf, "Seal8", setup.seal, page=setup.page, box=box, look=look)


def _attacker_covers(pdf: bytes, setup: Setup) -> bytes:
    box = paint.grown(setup.box, 4)
    look = acts.covering_look(paint.OTHER, box)
    return acts.sign(pdf, "Signature7", setup.attacker, page=setup.page, box=box, look=look)


def _tsa_covers(pdf: bytes, setup: Setup) -> bytes:
    prepared = update(pdf, lambda opened: signature_field(opened, setup, "Timestamp8"))
    return acts.timestamp(prepared, setup.tsa, "Timestamp8")


def _foreign_covers(pdf: bytes, setup: Setup) -> bytes:
    prepared = update(pdf, lambda opened: signature_field(opened, setup, "Timestamp9"))
    return acts.timestamp(prepared, setup.foreign_tsa, "Timestamp9")


def _empty_covers(pdf: bytes, setup: Setup) -> bytes:
    return update(pdf, lambda opened: signature_field(opened, setup, "Signature9"))


COVERS: dict[str, tuple[str, Step]] = {
    "signer": ("A signer's own extra signature", _signer_covers),
    "seal": ("The service's seal", _seal_covers),
    "attacker": ("A signature by somebody with a signer's name and a certificate of his own", _attacker_covers),
    "trusted-timestamp": ("A timestamp from the trusted authority", _tsa_covers),
    "foreign-timestamp": ("A timestamp from the attacker's own authority", _foreign_covers),
    "empty-field": ("A signature field that stays empty", _empty_covers),
}
MOMENTS = {"first": "before anybody signs", "between": "after the first signer", "last": "after everybody signed"}


def _covering(who: str, moment: str) -> Act:
    doc, step = COVERS[who]

    def done(setup: Setup) -> bytes:
        return at_moment(setup, moment, lambda pdf: step(pdf, setup))

    return act(f"visible-{who}-{moment}", f"{doc} shows another amount over the amount, {MOMENTS[moment]}.", done)


def at_moment(setup: Setup, moment: str, step: Callable[[bytes], bytes]) -> bytes:
    """Everybody signs their own field, and ``step`` comes first, between or last."""
    early = {"first": 0, "between": 1, "last": len(setup.fields)}[moment]
    signed = step(acts.sign_all(setup, order=range(early)))
    return acts.sign_all(setup, signed, order=range(early, len(setup.fields)))


ATTACKS = table(
    *(_annotation_attack(kind, doc) for kind, doc in KINDS.items()),
    *(
        after_all(change)
        for change in (
            annotation_square_without_appearance,
            annotation_under_all,
            annotation_large_matrix,
            annotation_states,
            link_to_elsewhere,
            text_field_over_amount,
            text_field_drawn_by_reader,
            button_with_icon,
            choice_over_amount,
            check_box_over_amount,
            empty_signature_field_with_appearance,
            signed_appearance_changed,
            signed_appearance_emptied,
            signed_field_moved,
            signed_field_enlarged,
            signed_field_second_widget,
            signed_field_listed_on_another_page,
            signature_field_removed,
            signature_value_removed,
        )
    ),
    built_field_moved_then_signed,
    empty_built_field_repainted_first,
    empty_built_field_repainted_last,
    stamp_before_all,
    stamp_between,
    *(_covering(who, moment) for who in COVERS for moment in MOMENTS),
)

"""Seeded streams of visible changes, which must all be found, and of harmless acts, which must all pass.

A change is an act of one kind, at a random place, of a random size, at a random moment, by a random hand. It is given
only if PDFium draws at least one pixel of a page outside the signature fields otherwise than in the built file.
"""

import dataclasses
import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf

from tests.returns import acts, attack_annotations, attack_document, attack_pages, openssl, paint
from tests.returns import attack_bytes as ends
from tests.returns.drawing import differs
from tests.returns.honest import SAVES
from tests.returns.keys import issued, revocations
from tests.returns.setup import Box, Setup
from tests.returns.update import Kind, update, whole

log = logging.getLogger(__name__)
ATTEMPTS = 4  # how many times as many as are asked for are made at most
TEXTS = ("1 kr", "30 000 kr", "900 000", "fem år", "inte", "-", "")
MOMENTS = ("first", "between", "last")


@dataclass(frozen=True)
class Spot:
    """Where on a page something is put, what it says and how grey it is, and the random numbers for the rest."""

    page: int
    box: Box
    text: str
    grey: float
    chance: random.Random

    def setup(self, setup: Setup) -> Setup:
        """The setup with the spot instead of the amount."""
        return dataclasses.replace(setup, page=self.page, box=self.box)


Edit = Callable[[Pdf, Setup, Spot], None]
Hand = Callable[[bytes, Setup, Spot], bytes]


def changes(setup: Setup, seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` changed files, each with a name that tells its number, kind, page, moment and hand.

    The kinds take turns. The same seed gives the same acts (the signatures' own bytes differ). Raises RuntimeError if
    too few of the acts can be seen.
    """
    given = 0
    for number in range(count * ATTEMPTS):
        chance = random.Random(f"{seed}/{number}")
        kind = sorted(EDITS | HANDS)[number % len(EDITS | HANDS)]
        spot = spot_in(setup, chance)
        try:
            how, made = _edited(kind, setup, spot) if kind in EDITS else _by_hand(kind, setup, spot)
            seen = differs(setup.built, made, spot.page)
        except (pypdfium2.PdfiumError, _Impossible) as reason:
            log.debug("%s: %s", kind, reason)
            continue
        if seen:
            yield f"{seed}/{number} {kind} page {spot.page} {how}", made
            given += 1
        if given == count:
            return
    raise RuntimeError(f"only {given} of {count} changes are seen")


def harmless(setup: Setup, seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` files that differ only by signing: orders, keys, timestamps, validation data, seals, re-saving."""
    for number in range(count):
        chance = random.Random(f"harmless {seed}/{number}")
        saved, pdf = _resaved(setup, chance)
        order = chance.sample(range(len(setup.fields)), len(setup.fields))
        own = chance.random() < 0.2
        steps = []
        for place in order:
            pdf = _signed(setup, pdf, place, own, chance)
            step = chance.choice(sorted(BETWEEN))
            steps.append(step)
            pdf = BETWEEN[step](setup, pdf)
        last = chance.choice(sorted(AFTER))
        yield f"{seed}/{number} {saved} {order} {'own' if own else 'built'} {steps} {last}", AFTER[last](setup, pdf)


def spot_in(setup: Setup, chance: random.Random) -> Spot:
    """A random page, box and text; one in four lies over the amount."""
    pages = acts.page_count(setup.built)
    text, grey = chance.choice(TEXTS), chance.choice((1.0, 1.0, 0.9, 0.5, 0.0))
    if chance.random() < 0.25:
        return Spot(setup.page, paint.grown(setup.box, chance.uniform(0, 6)), text, grey, chance)
    width, height = chance.uniform(4, 260), chance.uniform(4, 60)
    left, bottom = chance.uniform(60, 535 - width), chance.uniform(60, 780 - height)
    box = (left, bottom, left + width, bottom + height)
    return Spot(chance.randint(1, pages), box, text, grey, chance)


class _Impossible(Exception):
    """The page has not what the change needs."""


def _edited(kind: str, setup: Setup, spot: Spot) -> tuple[str, bytes]:
    chance = spot.chance

    def change(pdf: Pdf) -> None:
        EDITS[kind](pdf, setup, spot)

    if chance.random() < 0.2:
        options = SAVES[chance.choice(sorted(SAVES))]
        return "rewritten, then signed", acts.sign_all(setup, acts.saved(setup.built, change, **options))
    moment = chance.choice(MOMENTS)
    form: Kind | None = chance.choice((None, "table", "stream", "packed"))
    tail = b"%%EOF\n"
    if moment == "last" and chance.random() < 0.4:
        tail = ends.ENDS[chance.choice(sorted(ends.ENDS))][0]
    made = attack_annotations.at_moment(setup, moment, lambda pdf: update(pdf, change, kind=form, end=tail))
    return f"{moment} in {form or 'its own kind'} ending {tail[:8]!r}", made


def _by_hand(kind: str, setup: Setup, spot: Spot) -> tuple[str, bytes]:
    moment = spot.chance.choice(MOMENTS)
    return moment, attack_annotations.at_moment(setup, moment, lambda pdf: HANDS[kind](pdf, setup, spot))


def _annotation(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    kind = spot.chance.choice([one for one in attack_annotations.KINDS if one != "Popup"])
    made = attack_annotations.annotation(pdf, kind, spot.box, spot.text, spot.grey)
    attack_annotations.put(pdf, spot.page, made, first=spot.chance.random() < 0.3)


def _content_over(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    paint.draw(pdf, spot.page, paint.over(spot.box, spot.text, spot.grey))


def _content_under(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    paint.draw(pdf, spot.page, paint.over(spot.box, spot.text, min(spot.grey, 0.9)), before=True)


def _content_clipped(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    left, bottom, right, top = spot.box
    clip = b"-9 -9 2000 2000 re %.2f %.2f %.2f %.2f re W* n" % (left, bottom, right - left, top - bottom)
    pdf.pages[spot.page - 1].contents_add(pdf.make_stream(clip), prepend=True)


def _content_moved(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    by = spot.chance.choice((0.5, 2.0, 40.0))
    pdf.pages[spot.page - 1].contents_add(pdf.make_stream(b"1 0 0 1 %.2f 0 cm" % by), prepend=True)


def _picture(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    attack_pages.draw_picture(pdf, spot.setup(setup), spot.text)


def _form_xobject(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    page = pdf.pages[spot.page - 1]
    paint.add_resource(page, "/XObject", "/Falsk", paint.form(pdf, spot.box, spot.text, spot.grey))
    page.contents_add(pdf.make_stream(b"q 1 0 0 1 %.2f %.2f cm /Falsk Do Q" % spot.box[:2]))


def _words_retyped(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    digit = spot.chance.choice("123456789")
    try:
        paint.retype(pdf, spot.page, digit)
    except (ValueError, StopIteration) as reason:
        raise _Impossible(f"no {digit} on page {spot.page}") from reason


def _words_unseen(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    letter = spot.chance.choice("abdefgiklmnoprstuv123456789")
    try:
        paint.unseen(pdf, spot.page, letter)
    except ValueError as reason:
        raise _Impossible(f"no {letter} on page {spot.page}") from reason


def _font(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    names = ("font_file_swapped", "font_replaced_with_differences", "font_cid_to_gid_map", "font_widths_changed")
    more = ("font_made_type3", "font_resources_swapped")
    change = getattr(attack_pages, spot.chance.choice(names + more))
    try:
        change(pdf, spot.setup(setup))
    except ValueError as reason:
        raise _Impossible(str(reason)) from reason


def _layer(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    page = pdf.pages[spot.page - 1]
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Lager"))
    page.obj.Resources.Properties = Dictionary(Falsk=group)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group]), Order=Array([group])))
    paint.draw(pdf, spot.page, b"/OC /Falsk BDC " + paint.over(spot.box, spot.text, spot.grey) + b" EMC")


def _box(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    left, bottom, *_ = spot.box
    key = spot.chance.choice(("/CropBox", "/MediaBox"))
    pdf.pages[spot.page - 1].obj[key] = Array([round(left / 4, 2), round(bottom / 4, 2), 595.3, 841.89])


def _rotation(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    target = spot.chance.choice((pdf.Root.Pages, pdf.pages[spot.page - 1].obj))
    target.Rotate = spot.chance.choice((90, 180, 270))


def _page_tree(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    names = ("page_order_swapped", "page_removed", "page_duplicated", "page_inserted", "page_replaced")
    more = ("page_tree_nested", "content_from_another_page", "content_emptied")
    getattr(attack_pages, spot.chance.choice(names + more))(pdf, spot.setup(setup))


def _text_field(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    made = Dictionary(FT=Name.Tx, T=f"F{spot.chance.randint(1, 999)}", V=spot.text, DA="/Helv 8 Tf 0 g")
    made.Rect, made.AP = paint.numbers(spot.box), Dictionary(N=paint.form(pdf, spot.box, spot.text, spot.grey))
    attack_annotations.field(pdf, spot.page, made)


def _button(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    icon = paint.form(pdf, spot.box, spot.text, spot.grey)
    made = Dictionary(FT=Name.Btn, Ff=65536, T="K", Rect=paint.numbers(spot.box), AP=Dictionary(N=icon))
    attack_annotations.field(pdf, spot.page, made)


def _empty_signature_field(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    look = Dictionary(N=paint.form(pdf, spot.box, spot.text, spot.grey))
    made = Dictionary(FT=Name.Sig, T="Signature9", Rect=paint.numbers(spot.box), AP=look)
    attack_annotations.field(pdf, spot.page, made)


def _built_field_moved(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    attack_annotations.move(pdf, spot.setup(setup), spot.chance.choice(setup.fields))


def _second_widget(pdf: Pdf, setup: Setup, spot: Spot) -> None:
    attack_annotations.signed_field_second_widget(pdf, spot.setup(setup))


def _signature(pdf: bytes, setup: Setup, spot: Spot) -> bytes:
    who = spot.chance.choice((setup.signers[0], setup.signers[-1], setup.seal, setup.attacker))
    box = paint.grown(spot.box, 1)
    look = acts.covering_look(spot.text or "x", box)
    return acts.sign(pdf, "Signature8", who, page=spot.page, box=box, look=look)


def _timestamp(pdf: bytes, setup: Setup, spot: Spot) -> bytes:
    there = update(pdf, lambda opened: _empty_signature_field(opened, setup, spot))
    return acts.timestamp(there, spot.chance.choice((setup.tsa, setup.foreign_tsa)), "Signature9")


def _openssl_signature(pdf: bytes, setup: Setup, spot: Spot) -> bytes:
    there = update(pdf, lambda opened: _empty_signature_field(opened, setup, spot))
    return openssl.sign(there, "Signature9", issued(setup.names[0], kind="rsa"))


def _shadow(pdf: bytes, setup: Setup, spot: Spot) -> bytes:
    """Prepared before the others sign when it comes first: a layer that is shown from the next update on."""

    def prepare(opened: Pdf) -> None:
        _layer(opened, setup, spot)
        default = opened.Root.OCProperties.D
        default.ON, default.OFF = Array(), default.ON

    hidden = acts.sign(update(pdf, prepare), "Vittne", setup.signers[0], page=1)
    return update(hidden, attack_document.flip)


EDITS: dict[str, Edit] = {
    "annotation": _annotation,
    "content-over": _content_over,
    "content-under": _content_under,
    "content-clipped": _content_clipped,
    "content-moved": _content_moved,
    "picture": _picture,
    "form-xobject": _form_xobject,
    "words-retyped": _words_retyped,
    "words-unseen": _words_unseen,
    "font": _font,
    "layer": _layer,
    "page-box": _box,
    "rotation": _rotation,
    "page-tree": _page_tree,
    "text-field": _text_field,
    "button": _button,
    "empty-signature-field": _empty_signature_field,
    "built-field-moved": _built_field_moved,
    "second-widget": _second_widget,
}
HANDS: dict[str, Hand] = {
    "signature": _signature,
    "timestamp": _timestamp,
    "openssl-signature": _openssl_signature,
    "shadow": _shadow,
}


def _resaved(setup: Setup, chance: random.Random) -> tuple[str, bytes]:
    way = chance.choice(["untouched", "untouched", "plain-writer", *sorted(SAVES)])
    if way == "untouched":
        return way, setup.built
    return way, whole(setup.built) if way == "plain-writer" else acts.saved(setup.built, **SAVES[way])


def _signed(setup: Setup, pdf: bytes, place: int, own: bool, chance: random.Random) -> bytes:
    clock = setup.tsa if chance.random() < 0.5 else None
    signer = setup.signers[place]
    if own:
        return acts.sign(pdf, f"Signature{place}", signer, page=1, timestamper=clock)
    if chance.random() < 0.2:
        return openssl.sign(pdf, setup.fields[place], issued(setup.names[place], kind="rsa"))
    return acts.sign(pdf, setup.fields[place], signer, timestamper=clock)


def _validation(setup: Setup, pdf: bytes) -> bytes:
    return acts.validation_data(pdf, acts.certificates(setup), [revocations()])


BETWEEN: dict[str, Callable[[Setup, bytes], bytes]] = {
    "nothing": lambda setup, pdf: pdf,
    "timestamp": lambda setup, pdf: acts.timestamp(pdf, setup.tsa),
    "validation-data": _validation,
}
AFTER: dict[str, Callable[[Setup, bytes], bytes]] = {
    "nothing": lambda setup, pdf: pdf,
    "seal": lambda setup, pdf: acts.sealed(pdf, setup, setup.tsa),
    "archive": lambda setup, pdf: acts.timestamp(_validation(setup, pdf), setup.tsa),
    "line-break": lambda setup, pdf: pdf + b"\r\n",
}

"""Attacks on who signed, and on what: certificates, revocation, time, digests; and other files, signed by all."""

import dataclasses
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2
from asn1crypto import tsp
from pikepdf import Array, Dictionary, Name, Pdf
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.returns import acts, keys, openssl, paint
from tests.returns.attack_annotations import annotation, built_field, put
from tests.returns.attack_pages import draw_picture
from tests.returns.naming import Act, act, after_all, table
from tests.returns.setup import Setup, amount_at
from tests.returns.update import update


class StampsSomethingElse(DummyTimeStamper):
    """Stamps the time on another digest than the one it was sent."""

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """An answer about other words; see pyHanko."""
        imprint = req["message_imprint"]
        imprint["hashed_message"] = hashlib.new(
            imprint["hash_algorithm"]["algorithm"].native, "något annat".encode()
        ).digest()
        return super().request_tsa_response(req)


def _something_else(timestamper: DummyTimeStamper) -> DummyTimeStamper:
    return StampsSomethingElse(timestamper.tsa_cert, timestamper.tsa_key, timestamper.certs_to_embed)


def _last_by(setup: Setup, who: keys.Issued, **more: Any) -> bytes:
    signed = acts.sign_all(setup, order=range(len(setup.fields) - 1))
    return acts.sign(signed, setup.fields[-1], who.signer(), **more)


def self_made_certificate(setup: Setup) -> bytes:
    """The last signature is by a certificate that somebody made himself, with the right name."""
    return _last_by(setup, keys.self_made(setup.names[-1]))


def impostor_authority(setup: Setup) -> bytes:
    """The last signature is by the right name, issued by an authority with the trusted one's name and another key."""
    return _last_by(setup, keys.issued(setup.names[-1], attackers=True))


def all_by_impostor_authority(setup: Setup) -> bytes:
    """Every signature is by the right name and the impostor authority."""
    signers = tuple(keys.issued(name, attackers=True).signer() for name in setup.names)
    return acts.sign_all(dataclasses.replace(setup, signers=signers))


def revoked_by_list_inside(setup: Setup) -> bytes:
    """The last signer's certificate was revoked before he signed, says the list in the file."""
    who = keys.revoked(setup.names[-1])
    return acts.validation_data(_last_by(setup, who), [who.asn1, keys.trusted()], [keys.revocations(who)])


def revoked_by_list_inside_with_timestamp(setup: Setup) -> bytes:
    """As above, with a timestamp that shows that the signature came after the revocation."""
    who = keys.revoked(setup.names[-1])
    signed = _last_by(setup, who, timestamper=setup.tsa)
    return acts.validation_data(signed, [who.asn1, keys.trusted()], [keys.revocations(who)])


def revoked_by_answer_inside(setup: Setup) -> bytes:
    """The last signer's certificate was revoked before he signed, says the OCSP answer in the file."""
    who = keys.revoked(setup.names[-1])
    return acts.validation_data(_last_by(setup, who), [who.asn1, keys.trusted()], (), [keys.answer(who, True)])


def revoked_by_list_without_vri(setup: Setup) -> bytes:
    """The list that revokes the last signer is in the file, but no signature is said to need it."""
    who = keys.revoked(setup.names[-1])
    return acts.validation_data(_last_by(setup, who), [], [keys.revocations(who)], vri=False)


def expired_signer(setup: Setup) -> bytes:
    """The last signer's certificate ended before he signed."""
    return _last_by(setup, keys.issued(setup.names[-1], expired=True))


def _weak(digest: str) -> Act:
    def done(setup: Setup) -> bytes:
        signed = acts.sign_all(setup, order=range(len(setup.fields) - 1))
        who = keys.issued(setup.names[-1], kind="rsa")
        return openssl.sign(signed, setup.fields[-1], who, digest=digest)

    return act(f"weak-digest-{digest}", f"The last signature is over a {digest} digest, which others can meet.", done)


def another_person(setup: Setup) -> bytes:
    """The last field is signed by somebody whom the case does not name, with a trusted certificate."""
    return _last_by(setup, keys.issued("Kalle Svensson"))


def signers_change_fields(setup: Setup) -> bytes:
    """Each signs in the other's field."""
    return acts.sign_all(dataclasses.replace(setup, signers=setup.signers[::-1]))


def one_signs_for_all(setup: Setup) -> bytes:
    """The first signer signs every field."""
    return acts.sign_all(dataclasses.replace(setup, signers=(setup.signers[0],) * len(setup.fields)))


def name_in_signature_changed(pdf: Pdf, setup: Setup) -> None:
    """The signature's dictionary says another name, reason and time than the one that was signed."""
    value = built_field(pdf, setup.fields[-1]).V
    value.Name, value.Reason, value.M = "Kalle Svensson", f"Godkänner {paint.OTHER}", "D:20200101120000Z"


def _certified(level: MDPPerm, change: Callable[[Pdf, Setup], None]) -> Callable[[Setup], bytes]:
    def done(setup: Setup) -> bytes:
        certified = acts.certify(setup.built, setup.fields[0], setup.signers[0], level)
        if level is not MDPPerm.NO_CHANGES:
            certified = acts.sign_all(setup, certified, order=range(1, len(setup.fields)))
        return update(certified, lambda pdf: change(pdf, setup))

    return done


def _stamp(pdf: Pdf, setup: Setup) -> None:
    put(pdf, setup.page, annotation(pdf, "Stamp", paint.grown(setup.box)))


def timestamp_of_something_else(setup: Setup) -> bytes:
    """The last signature's timestamp is of other words: when he signed is not known."""
    who = keys.issued(setup.names[-1])
    return _last_by(setup, who, timestamper=_something_else(setup.tsa))


def document_timestamp_of_something_else(setup: Setup) -> bytes:
    """A document timestamp after all is of another file."""
    return acts.timestamp(acts.sign_all(setup), _something_else(setup.tsa))


def timestamp_in_future(setup: Setup) -> bytes:
    """The last signature's timestamp is two years from now."""
    made = keys.issued("Tidsstämplingstjänst Prov", "Prov AB", "rsa", timestamps=True)
    late = keys.stamper(made, datetime.now(UTC) + timedelta(days=730))
    return _last_by(setup, keys.issued(setup.names[-1]), timestamper=late)


def timestamp_by_unknown_authority(setup: Setup) -> bytes:
    """The last signature's timestamp is from an authority with the trusted one's name and another key."""
    return _last_by(setup, keys.issued(setup.names[-1]), timestamper=setup.foreign_tsa)


def document_timestamp_by_unknown_authority(setup: Setup) -> bytes:
    """A document timestamp that is not seen, from an authority that nobody trusts, comes after all."""
    return acts.timestamp(acts.sign_all(setup), setup.foreign_tsa)


def byterange_leaves_out_update(setup: Setup) -> bytes:
    """The last signature covers the earlier file and its own end; in between, nobody signed the other amount."""
    signed = acts.sign_all(setup, order=range(len(setup.fields) - 1))
    changed = update(signed, lambda pdf: paint.retype(pdf, setup.page, amount_at(setup)))
    who = keys.issued(setup.names[-1])
    return openssl.sign(changed, setup.fields[-1], who, covers=lambda all_: (0, len(signed), all_[2], all_[3]))


def byterange_of_header_only(setup: Setup) -> bytes:
    """The last signature covers only the file's first kilobyte."""
    signed = acts.sign_all(setup, order=range(len(setup.fields) - 1))
    who = keys.issued(setup.names[-1])
    return openssl.sign(signed, setup.fields[-1], who, covers=lambda all_: (0, 1024, all_[2], 0))


def byterange_leaves_out_end(setup: Setup) -> bytes:
    """The last signature does not cover its own revision's end, where the trailer is."""
    signed = acts.sign_all(setup, order=range(len(setup.fields) - 1))
    who = keys.issued(setup.names[-1])
    return openssl.sign(signed, setup.fields[-1], who, covers=lambda all_: (*all_[:3], all_[3] - 120))


def sealed_by_unknown_service(setup: Setup) -> bytes:
    """A page that says who signed, and one seal by a service that nobody trusts; nobody has signed."""

    def add(pdf: Pdf) -> None:
        pdf.pages.append(paint.new_page(pdf, ["Signerat med BankID", *setup.names]))

    made = acts.saved(setup.built, add)
    seal = keys.issued("Signeringstjänsten eStämpel", "Signeringstjänsten Prov AB", "rsa", attackers=True)
    return acts.sign(made, "Stämpel", seal.signer(), page=acts.page_count(made))


def evidence_page_with_other_terms(setup: Setup) -> bytes:
    """The service's page, which all looks right, says that the fee is another; the service's own seal is on it."""

    def add(pdf: Pdf) -> None:
        pdf.pages.append(paint.new_page(pdf, ["Signerat med BankID", *setup.names, f"Avgiften är {paint.OTHER}."]))
        paint.draw(pdf, setup.page, paint.over(paint.grown(setup.box)))

    return acts.sealed(acts.saved(setup.built, add), setup)


def _other_signed_by_all(name: str, doc: str, change: Callable[[Pdf, Setup], None]) -> Act:
    def done(setup: Setup) -> bytes:
        return acts.sign_all(setup, acts.saved(setup.built, lambda pdf: change(pdf, setup)))

    return act(f"rewritten-{name}", f"The file was saved anew with {doc}, and then signed by all.", done)


def _white(pdf: Pdf, setup: Setup) -> None:
    paint.draw(pdf, setup.page, paint.over(paint.grown(setup.box), ""))


def _content(pdf: Pdf, setup: Setup) -> None:
    paint.retype(pdf, setup.page, amount_at(setup))


def _hidden_words(pdf: Pdf, setup: Setup) -> None:
    font = b"BT 3 Tr /FalskF 9 Tf 72 400 Td (Avgiften \xe4r 30 000 kr per \xe5r.) Tj ET"
    paint.draw(pdf, setup.page, font)


def _missing_page(pdf: Pdf, setup: Setup) -> None:
    del pdf.pages[setup.page - 1]


def _raster(pdf: Pdf, setup: Setup) -> None:
    with pypdfium2.PdfDocument(setup.built) as document:
        image = document[setup.page - 1].render(scale=2).to_pil().convert("L")
    page = pdf.pages[setup.page - 1]
    width, height = float(page.mediabox[2]), float(page.mediabox[3])
    made = pdf.make_stream(image.tobytes())
    made.Type, made.Subtype, made.ColorSpace, made.BitsPerComponent = Name.XObject, Name.Image, Name.DeviceGray, 8
    made.Width, made.Height = image.width, image.height
    page.obj.Resources = Dictionary(XObject=Dictionary(Sida=made))
    page.obj.Contents = pdf.make_stream(b"q %.2f 0 0 %.2f 0 0 cm /Sida Do Q" % (width, height))
    paint.draw(pdf, setup.page, paint.over(paint.grown(setup.box)))


def _another_page(pdf: Pdf, setup: Setup) -> None:
    pdf.pages[setup.page - 1].obj.Contents = paint.new_page(pdf, [f"Avgiften är {paint.OTHER}."]).obj.Contents
    paint.add_resource(pdf.pages[setup.page - 1], "/Font", "/FalskF", paint.helvetica(pdf))


def _small_dot(pdf: Pdf, setup: Setup) -> None:
    left, bottom, right, _ = setup.box
    third = left + (right - left) / 3
    paint.draw(pdf, setup.page, b"q 0 g %.2f %.2f 0.9 0.9 re f Q" % (third, bottom))


def _annotated(pdf: Pdf, setup: Setup) -> None:
    put(pdf, setup.page, annotation(pdf, "FreeText", paint.grown(setup.box)))


def _moved_words(pdf: Pdf, setup: Setup) -> None:
    pdf.pages[setup.page - 1].obj.CropBox = Array([0, 0, 595.3, round(setup.box[1], 2)])


ATTACKS = table(
    self_made_certificate,
    impostor_authority,
    all_by_impostor_authority,
    revoked_by_list_inside,
    revoked_by_list_inside_with_timestamp,
    revoked_by_answer_inside,
    revoked_by_list_without_vri,
    expired_signer,
    _weak("sha1"),
    _weak("md5"),
    another_person,
    signers_change_fields,
    one_signs_for_all,
    after_all(name_in_signature_changed),
    act(
        "certified-no-changes-then-stamped",
        "The first signer certified that nothing may change; a stamp then covers the amount.",
        _certified(MDPPerm.NO_CHANGES, _stamp),
    ),
    act(
        "certified-form-filling-then-stamped",
        "The first signer certified that only fields may be filled in; a stamp then covers the amount.",
        _certified(MDPPerm.FILL_FORMS, _stamp),
    ),
    act(
        "certified-with-annotations-then-stamped",
        "The first signer's certification allows notes; one of them covers the amount.",
        _certified(MDPPerm.ANNOTATE, _stamp),
    ),
    timestamp_of_something_else,
    document_timestamp_of_something_else,
    timestamp_in_future,
    timestamp_by_unknown_authority,
    document_timestamp_by_unknown_authority,
    byterange_leaves_out_update,
    byterange_of_header_only,
    byterange_leaves_out_end,
    sealed_by_unknown_service,
    evidence_page_with_other_terms,
    _other_signed_by_all("covered-by-white", "the amount covered by white", _white),
    _other_signed_by_all("covered-by-picture", "a picture of another amount over it", draw_picture),
    _other_signed_by_all("edited-content", "another amount in the content", _content),
    _other_signed_by_all("hidden-words", "words that are not seen, only read aloud", _hidden_words),
    _other_signed_by_all("missing-page", "a page taken out", _missing_page),
    _other_signed_by_all("page-as-picture", "the page as a picture with another amount", _raster),
    _other_signed_by_all("another-page", "another text on the page", _another_page),
    _other_signed_by_all("decimal-point", "a point of a millimetre in the amount", _small_dot),
    _other_signed_by_all("note-over-amount", "a note with another amount over it", _annotated),
    _other_signed_by_all("cropped", "only the part of the page below the amount", _moved_words),
)

"""Every honest return by name: what signers, their programs and signing services do without changing the agreement.

Services add pages, footers and seals of their own; the docstring says what. No built page's words are covered or
altered.
"""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigSeedSubFilter

from tests.returns import acts, keys, openssl, paint, pdfbox
from tests.returns.naming import Act, act, table
from tests.returns.setup import Setup
from tests.returns.update import Kind, update, whole

EVIDENCE = b"<?xml version='1.0'?><evidence><event>signed</event></evidence>"


def signed_in_order(setup: Setup) -> bytes:
    """Everybody signs the built fields, in their order."""
    return acts.sign_all(setup)


def signed_in_reverse(setup: Setup) -> bytes:
    """Everybody signs the built fields, the last first."""
    return acts.sign_all(setup, order=range(len(setup.fields))[::-1])


def signed_with_timestamps(setup: Setup) -> bytes:
    """Each signature has a timestamp by a trusted authority."""
    return acts.sign_all(setup, timestamps=True)


def stamps_in_own_font(setup: Setup) -> bytes:
    """What is seen in the built fields is set in a font that goes with the file."""
    pdf = setup.built
    for field, signer in zip(setup.fields, setup.signers, strict=True):
        pdf = acts.sign(pdf, field, signer, look=acts.own_font_look())
    return pdf


def own_invisible_fields(setup: Setup) -> bytes:
    """The service makes a field for each signer that is not seen; the built fields stay empty."""
    return acts.own_fields(setup.built, setup)


def own_invisible_fields_and_seal(setup: Setup) -> bytes:
    """As above, and a seal with a timestamp last."""
    return acts.sealed(acts.own_fields(setup.built, setup), setup, setup.tsa)


def _with_data(setup: Setup, pdf: bytes, vri: bool) -> bytes:
    answers = [keys.answer(keys.issued(name)) for name in setup.names]
    return acts.validation_data(pdf, acts.certificates(setup), [keys.revocations()], answers, vri)


def validation_data_after_all(setup: Setup) -> bytes:
    """Certificates, a revocation list and OCSP answers are added after all signed."""
    return _with_data(setup, acts.sign_all(setup, timestamps=True), vri=False)


def validation_data_after_each(setup: Setup) -> bytes:
    """Validation data, with an entry for the signature, come after each signature."""
    pdf = setup.built
    for place in range(len(setup.fields)):
        pdf = _with_data(setup, acts.sign_all(setup, pdf, order=[place], timestamps=True), vri=True)
    return pdf


def archive_timestamps(setup: Setup) -> bytes:
    """Validation data and a document timestamp, twice, as for long-term archives (PAdES B-LTA)."""
    pdf = acts.sign_all(setup, timestamps=True)
    for _ in range(2):
        pdf = acts.timestamp(_with_data(setup, pdf, vri=True), setup.tsa)
    return pdf


def document_timestamps_between(setup: Setup) -> bytes:
    """A document timestamp comes before the first, between and after the signatures."""
    pdf = acts.timestamp(setup.built, setup.tsa)
    for place in range(len(setup.fields)):
        pdf = acts.timestamp(acts.sign_all(setup, pdf, order=[place]), setup.tsa)
    return pdf


def locks_on_own_fields(setup: Setup) -> bytes:
    """Each signer locks his own field (FieldMDP), as Acrobat offers."""

    def lock(pdf: Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            field.Lock = Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array([field.T]))

    return acts.sign_all(setup, update(setup.built, lock))


def lock_added_by_first(setup: Setup) -> bytes:
    """The first signer's own field, which is not seen, is locked; the others sign the built fields."""
    spec = FieldMDPSpec(FieldMDPAction.INCLUDE, ["Signature1"])
    first = acts.sign(setup.built, "Signature1", setup.signers[0], page=1, lock=spec)
    return acts.sign_all(setup, first, order=range(1, len(setup.fields)))


def certified_for_signing(setup: Setup) -> bytes:
    """The first signer certifies that from now on fields may be filled in and signed (DocMDP 2)."""
    certified = acts.certify(setup.built, setup.fields[0], setup.signers[0], MDPPerm.FILL_FORMS)
    return acts.sign_all(setup, certified, order=range(1, len(setup.fields)))


def certified_by_service(setup: Setup) -> bytes:
    """The service's seal, not seen, certifies the file (DocMDP 2) before all sign."""
    return acts.sign_all(setup, acts.certify(setup.built, "Stämpel", setup.seal, MDPPerm.FILL_FORMS, page=1))


def sealed_after_all(setup: Setup) -> bytes:
    """A service's seal, not seen, comes last."""
    return acts.sealed(acts.sign_all(setup), setup)


def _prepared(change: Callable[[Pdf], None], kind: Kind | None = None) -> Callable[[Setup], bytes]:
    return lambda setup: acts.sign_all(setup, update(setup.built, change, kind=kind))


def _modified(pdf: Pdf) -> None:
    pdf.docinfo["/ModDate"] = datetime.now(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


def _extensions(pdf: Pdf) -> None:
    pdf.Root.Extensions = Dictionary(
        ADBE=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=8),
        ESIC=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=5),
    )


def _version(pdf: Pdf) -> None:
    pdf.Root.Version = Name("/2.0")


def _like_acrobat(pdf: Pdf) -> None:
    form = pdf.Root.AcroForm
    form.DR = Dictionary(Font=Dictionary(Helv=paint.helvetica(pdf)), Encoding=Dictionary())
    form.DA, form.SigFlags = "/Helv 0 Tf 0 g", 3
    for page in pdf.pages:
        page.obj.Tabs = Name.S
    for field in form.Fields:
        field.MK = Dictionary()
        field.DA = "/Helv 0 Tf 0 g"
    _modified(pdf)


def empty_field_added(setup: Setup) -> bytes:
    """A service made a field that is not seen, and nobody signed it."""
    return acts.sign_all(setup, acts.empty_field(setup.built, "Vittne", 1))


def dates_changed_between(setup: Setup) -> bytes:
    """The file's date of change is set between the signatures, as programs do."""
    first = update(acts.sign_all(setup, order=[0]), _modified)
    return acts.sign_all(setup, first, order=range(1, len(setup.fields)))


def line_break_after_end(setup: Setup) -> bytes:
    """A mail program added CR LF after the end."""
    return acts.sign_all(setup) + b"\r\n"


def white_space_after_end(setup: Setup) -> bytes:
    """Blank lines and spaces follow the end."""
    return acts.sign_all(setup) + b"\n \r\n\t\n"


def white_space_before_header(setup: Setup) -> bytes:
    """A service saved the file with an empty line before its header, before all signed it."""
    pdf = whole(setup.built, b"\r\n%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    return _by_openssl(setup, pdf, "adbe.pkcs7.detached")


def _by_openssl(setup: Setup, pdf: bytes, subfilter: str, **more: Any) -> bytes:
    for field, name in zip(setup.fields, setup.names, strict=True):
        pdf = openssl.sign(pdf, field, keys.issued(name, kind="rsa"), subfilter=subfilter, **more)
    return pdf


def _openssl(name: str, doc: str, subfilter: str, **more: object) -> Act:
    return act(f"openssl-{name}", doc, lambda setup: _by_openssl(setup, setup.built, subfilter, **more))


def _pdfbox(kind: str) -> Act:
    def done(setup: Setup) -> bytes:
        pdf = setup.built
        for field, name in zip(setup.fields, setup.names, strict=True):
            pdf = pdfbox.sign(pdf, field, keys.issued(name, kind=kind))
        return pdf

    return act(f"pdfbox-{kind}", f"Everybody signs by PDFBox with a {kind} key.", done)


def pdfbox_among_others(setup: Setup) -> bytes:
    """The first signs by PDFBox, the others by pyHanko, and a service seals the file."""
    first = pdfbox.sign(setup.built, setup.fields[0], keys.issued(setup.names[0]))
    return acts.sealed(acts.sign_all(setup, first, order=range(1, len(setup.fields))), setup)


def _keys(kind: str, digest: str, pss: bool = False) -> Act:
    def done(setup: Setup) -> bytes:
        pdf = setup.built
        for field, name in zip(setup.fields, setup.names, strict=True):
            signer = keys.issued(name, kind=kind).signer(prefer_pss=pss)
            pdf = acts.sign(pdf, field, signer, metadata=acts.metadata(field, md_algorithm=digest))
        return pdf

    name = f"key-{kind}{'-pss' if pss else ''}-{digest}"
    return act(name, f"Everybody signs with a {kind} key and {digest}{', RSA-PSS' if pss else ''}.", done)


def detached_subfilter(setup: Setup) -> bytes:
    """Everybody signs as older programs do, adbe.pkcs7.detached, with a name, a reason and a place."""
    pdf = setup.built
    for field, signer, name in zip(setup.fields, setup.signers, setup.names, strict=True):
        old = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
        said = acts.metadata(field, subfilter=old, name=name, reason="Jag godkänner avtalet", location="Göteborg")
        pdf = acts.sign(pdf, field, signer, metadata=said)
    return pdf


def _pages(pdf: Pdf, setup: Setup, title: str) -> None:
    lines = [title, "", *(f"{name} undertecknade med BankID" for name in setup.names)]
    pdf.pages.append(paint.new_page(pdf, lines))


def _footers(pdf: Pdf) -> None:
    for number in range(1, len(pdf.pages) + 1):
        words = b"BT 0.3 g /FalskF 6 Tf 40 12 Td (Signerat dokument, transaktion 0123-4567, sida %d) Tj ET" % number
        paint.draw(pdf, number, b"q " + words + b" Q")


def page_appended_and_sealed(setup: Setup) -> bytes:
    """A verification page last and one seal, as an update of the built file (as Scrive does, without evidence)."""
    return acts.sealed(update(setup.built, lambda pdf: _pages(pdf, setup, "Verifikat")), setup, setup.tsa)


def page_and_evidence_and_sealed(setup: Setup) -> bytes:
    """A verification page last, evidence attached, the file saved anew and sealed once (as Scrive does)."""

    def add(pdf: Pdf) -> None:
        _pages(pdf, setup, "Verifikat")
        for name in ("Evidence Quality Framework.html", "Service Description.html", "Evidence Log.html"):
            acts.attached(pdf, name, b"<html><body>Evidence</body></html>", "text/html")

    return acts.sealed(acts.saved(setup.built, add), setup, setup.tsa)


def footers_and_pages_and_sealed(setup: Setup) -> bytes:
    """A footer on every page and signature pages last, saved anew and sealed once (as Visma Sign does)."""

    def add(pdf: Pdf) -> None:
        _footers(pdf)
        _pages(pdf, setup, "Underskrifter")
        _pages(pdf, setup, "Händelser")

    return acts.sealed(acts.saved(setup.built, add, object_stream_mode=pikepdf.ObjectStreamMode.disable), setup)


def last_page_names_signers(setup: Setup) -> bytes:
    """A last page names the signers, and everybody's signature is there in a field of the service's, not seen."""
    return acts.own_fields(acts.saved(setup.built, lambda pdf: _pages(pdf, setup, "Undertecknat av")), setup)


def evidence_xml_and_sealed(setup: Setup) -> bytes:
    """A page that names the signers, XML signatures attached, and one seal (as Penneo does)."""

    def add(pdf: Pdf) -> None:
        _pages(pdf, setup, "Underskrifterna i detta dokument är juridiskt bindande")
        for number in range(len(setup.fields)):
            acts.attached(pdf, f"signature-{number}.xml", EVIDENCE, "application/xml")

    return acts.sealed(acts.saved(setup.built, add), setup, setup.tsa)


def visible_fields_on_added_page(setup: Setup) -> bytes:
    """The service adds a page, where everybody signs in a field that is seen."""
    pdf = update(setup.built, lambda opened: _pages(opened, setup, "Underskrifter"))
    last = acts.page_count(pdf)
    for place, signer in enumerate(setup.signers):
        top = 600 - 90 * place
        pdf = acts.sign(pdf, f"Sign{place}", signer, page=last, box=(70, top - 60, 300, top))
    return pdf


def sealed_visibly_on_added_page(setup: Setup) -> bytes:
    """Everybody's verification on a page that the service adds, with its seal seen there."""
    pdf = acts.saved(setup.built, lambda opened: _pages(opened, setup, "Verifikat"))
    return acts.sign(pdf, "Stämpel", setup.seal, page=acts.page_count(pdf), box=(70, 100, 300, 160))


def evidence_attached_before_signing(setup: Setup) -> bytes:
    """The service attaches its log before all sign the built fields."""
    return acts.sign_all(setup, acts.attach(setup.built, "logg.xml", EVIDENCE, "application/xml"))


SAVES: dict[str, dict[str, object]] = {
    "plain": {},
    "linearized": {"linearize": True},
    "no-object-streams": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "object-streams": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "recompressed": {"recompress_flate": True, "compress_streams": True},
    "uncompressed": {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized, "compress_streams": False},
    "qdf": {"qdf": True, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "normalized": {"normalize_content": True},
    "higher-version": {"min_version": "2.0"},
}


def _saved(name: str) -> Act:
    doc = f"The file was saved anew by qpdf ({name}) before all signed."
    return act(f"saved-{name}", doc, lambda setup: acts.sign_all(setup, acts.saved(setup.built, **SAVES[name])))


def saved_by_plain_writer(setup: Setup) -> bytes:
    """The file was saved anew, every object loose and found by one table, before all signed."""
    return acts.sign_all(setup, whole(setup.built))


def _mupdf(name: str, doc: str, **options: object) -> Act:
    def done(setup: Setup) -> bytes:
        import pymupdf

        with pymupdf.open(stream=setup.built, filetype="pdf") as opened:
            return acts.sign_all(setup, opened.tobytes(**options))

    return act(f"saved-by-mupdf-{name}", f"The file was saved anew by MuPDF, {doc}, before all signed.", done)


def signed_by_others_keys(setup: Setup) -> bytes:
    """Certificates name the signers' organisation too."""
    signers = tuple(keys.issued(name, "Bolaget AB").signer() for name in setup.names)
    return acts.sign_all(dataclasses.replace(setup, signers=signers))


HONEST: dict[str, Act] = table(
    signed_in_order,
    signed_in_reverse,
    signed_with_timestamps,
    stamps_in_own_font,
    own_invisible_fields,
    own_invisible_fields_and_seal,
    validation_data_after_all,
    validation_data_after_each,
    archive_timestamps,
    document_timestamps_between,
    locks_on_own_fields,
    lock_added_by_first,
    certified_for_signing,
    certified_by_service,
    sealed_after_all,
    act("update-with-table", "An update with a table sets a date, then all sign.", _prepared(_modified, "table")),
    act("update-with-stream", "An update with a stream sets a date, then all sign.", _prepared(_modified, "stream")),
    act("update-with-packed-objects", "An object stream sets a date, then all sign.", _prepared(_modified, "packed")),
    act("extensions-added", "Extensions to the standard are declared, then all sign.", _prepared(_extensions)),
    act("version-raised", "The catalog says PDF 2.0, then all sign.", _prepared(_version)),
    act("additions-like-acrobat", "Fonts and defaults for fields are added, then all sign.", _prepared(_like_acrobat)),
    empty_field_added,
    dates_changed_between,
    line_break_after_end,
    white_space_after_end,
    white_space_before_header,
    detached_subfilter,
    signed_by_others_keys,
    _openssl("detached", "Everybody signs by openssl, adbe.pkcs7.detached.", "adbe.pkcs7.detached"),
    _openssl("sha1-inside", "Everybody signs by openssl, adbe.pkcs7.sha1.", "adbe.pkcs7.sha1"),
    _openssl("cades", "Everybody signs by openssl, ETSI.CAdES.detached.", "ETSI.CAdES.detached"),
    _openssl("pss", "Everybody signs by openssl with RSA-PSS.", "adbe.pkcs7.detached", pss=True),
    _openssl("table", "Everybody signs by openssl, in updates with tables.", "ETSI.CAdES.detached", kind="table"),
    _openssl(
        "sha512-crlf",
        "Everybody signs by openssl; CR LF ends the file.",
        "ETSI.CAdES.detached",
        digest="sha512",
        end=b"%%EOF\r\n",
    ),
    _pdfbox("ec"),
    _pdfbox("rsa"),
    pdfbox_among_others,
    _keys("rsa", "sha256"),
    _keys("rsa", "sha384", pss=True),
    _keys("ec384", "sha384"),
    _keys("ec", "sha512"),
    _keys("ed25519", "sha512"),
    page_appended_and_sealed,
    page_and_evidence_and_sealed,
    footers_and_pages_and_sealed,
    last_page_names_signers,
    evidence_xml_and_sealed,
    visible_fields_on_added_page,
    sealed_visibly_on_added_page,
    evidence_attached_before_signing,
    *(_saved(name) for name in SAVES),
    saved_by_plain_writer,
    _mupdf("clean", "cleaned, compressed", garbage=4, clean=True, deflate=True),
    _mupdf("deflate", "compressed", deflate=True),
)

"""Acts of signing, from bytes to bytes: signatures, timestamps, validation data, a service's seal."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle

from tests.returns import keys
from tests.returns.setup import Box, Setup
from tests.returns.update import Kind, update
from tests.signing import Carlito


def sign(
    pdf: bytes,
    field: str,
    signer: SimpleSigner,
    *,
    page: int | None = None,
    box: Box | None = None,
    look: TextStampStyle | None = None,
    timestamper: TimeStamper | None = None,
    lock: FieldMDPSpec | None = None,
    metadata: PdfSignatureMetadata | None = None,
) -> bytes:
    """Signs ``field``; with ``page`` (from 1) a new field is made there, invisible unless it has a ``box``."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    spec = None
    if page is not None:
        rounded = None if box is None else (int(box[0]), int(box[1]), round(box[2] + 0.5), round(box[3] + 0.5))
        spec = SigFieldSpec(field, on_page=page - 1, box=rounded, field_mdp_spec=lock)
    meta = metadata or PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    made = PdfSigner(meta, signer, timestamper=timestamper, stamp_style=look or plain_look(), new_field_spec=spec)
    output = BytesIO()
    made.sign_pdf(writer, existing_fields_only=spec is None, output=output)
    return output.getvalue()


def sign_all(
    setup: Setup, pdf: bytes | None = None, *, order: Sequence[int] | None = None, timestamps: bool = False
) -> bytes:
    """Every signer signs his own built field of ``pdf`` (the built file, if None), in ``order``."""
    result = setup.built if pdf is None else pdf
    for place in order if order is not None else range(len(setup.fields)):
        clock = setup.tsa if timestamps else None
        result = sign(result, setup.fields[place], setup.signers[place], timestamper=clock)
    return result


def metadata(field: str, **more: Any) -> PdfSignatureMetadata:
    """PAdES with SHA-256 in ``field``, unless ``more`` says otherwise (see pyHanko)."""
    given: dict[str, Any] = {"subfilter": SigSeedSubFilter.PADES, "md_algorithm": "sha256", **more}
    return PdfSignatureMetadata(field_name=field, **given)


def certify(pdf: bytes, field: str, signer: SimpleSigner, level: MDPPerm, page: int | None = None) -> bytes:
    """A certifying signature (ISO 32000-1, 12.8.2.2) that allows what ``level`` says."""
    return sign(pdf, field, signer, page=page, metadata=metadata(field, certify=True, docmdp_permissions=level))


def timestamp(pdf: bytes, timestamper: TimeStamper, field: str | None = None) -> bytes:
    """A document timestamp (ISO 32000-2, 12.8.5), in a field that is there or in a new one that is not seen."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    made, output = PdfTimeStamper(timestamper, field_name=field), BytesIO()
    made.timestamp_pdf(writer, "sha256", output=output)
    return output.getvalue()


def validation_data(
    pdf: bytes,
    certificates: Iterable[x509.Certificate],
    lists: Iterable[crl.CertificateList] = (),
    answers: Iterable[ocsp.OCSPResponse] = (),
    vri: bool = True,
) -> bytes:
    """Adds a document security store (ETSI EN 319 142-1, 5.4.2), with an entry for the last signature if ``vri``."""
    last = PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures[-1] if vri else None
    output = BytesIO(pdf)
    DocumentSecurityStore.add_dss(
        output,
        last.pkcs7_content.hex().encode("ascii").upper() if last else None,
        certs=list(certificates),
        crls=list(lists),
        ocsps=list(answers),
        strict=False,
    )
    return output.getvalue()


def certificates(setup: Setup) -> list[x509.Certificate]:
    """The certificates of everybody who signs honestly, and the root's."""
    return [*(signer.signing_cert for signer in setup.signers), setup.seal.signing_cert, keys.trusted()]


def sealed(pdf: bytes, setup: Setup, timestamper: TimeStamper | None = None) -> bytes:
    """A service's seal, which is not seen, on the last page."""
    return sign(pdf, "Stämpel", setup.seal, page=page_count(pdf), timestamper=timestamper)


def own_fields(pdf: bytes, setup: Setup) -> bytes:
    """Everybody signs in a field of the service's, which is not seen; the built fields stay empty."""
    for place, signer in enumerate(setup.signers, start=1):
        pdf = sign(pdf, f"Signature{place}", signer, page=1)
    return pdf


def empty_field(pdf: bytes, name: str, page: int, box: Box | None = None) -> bytes:
    """Adds a signature field that stays empty and shows nothing."""
    writer, output = IncrementalPdfFileWriter(BytesIO(pdf), strict=False), BytesIO()
    rounded = None if box is None else (int(box[0]), int(box[1]), int(box[2]), int(box[3]))
    append_signature_field(writer, SigFieldSpec(name, on_page=page - 1, box=rounded))
    writer.write(output)
    return output.getvalue()


def attached(pdf: pikepdf.Pdf, name: str, data: bytes, mime: str, relation: str = "/Supplement") -> None:
    """Attaches a file to an open document, as an associated file (ISO 32000-2, 7.11.4)."""
    spec = pikepdf.AttachedFileSpec(pdf, data, filename=name, mime_type=mime, relationship=pikepdf.Name(relation))
    pdf.attachments[name] = spec


def attach(pdf: bytes, name: str, data: bytes, mime: str, kind: Kind | None = None) -> bytes:
    """Attaches a file in an update."""
    return update(pdf, lambda opened: attached(opened, name, data, mime), kind=kind)


def saved(pdf: bytes, edit: object = None, **options: Any) -> bytes:
    """The file opened, edited by a function of an open document, and written anew by qpdf with ``options``."""
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        if callable(edit):
            edit(opened)
        opened.save(output, deterministic_id=True, **options)
    return output.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def plain_look() -> TextStampStyle:
    """A stamp of a name and a time in Courier, as pyHanko makes it."""
    return TextStampStyle(stamp_text="%(signer)s\n%(ts)s", border_width=0, background_opacity=1.0)


def own_font_look() -> TextStampStyle:
    """A stamp set in a font that goes with the file."""
    text = TextBoxStyle(font=Carlito(), font_size=9)
    return TextStampStyle(stamp_text="Elektroniskt undertecknat av\n%(signer)s", text_box_style=text, border_width=0)


def covering_look(text: str, box: Box) -> TextStampStyle:
    """A stamp that hides what is under it with white, and shows ``text`` instead."""
    width, height = box[2] - box[0], box[3] - box[1]
    white = RawContent(data=b"1 g 0 0 %.2f %.2f re f" % (width, height), box=BoxConstraints(width, height))
    middle = AxisAlignment.ALIGN_MID
    tight = SimpleBoxLayoutRule(middle, middle, margins=Margins.uniform(0))
    return TextStampStyle(
        stamp_text=text,
        background=white,
        background_opacity=1.0,
        border_width=0,
        background_layout=tight,
        inner_content_layout=tight,
    )

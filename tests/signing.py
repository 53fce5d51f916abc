"""Throw-away certificates, and signatures made with them, as a signing service makes them."""

import logging
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

from asn1crypto import keys, x509
from cryptography import x509 as make
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from pyhanko.pdf_utils.font.api import FontEngine, FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore


def certificate(common_name: str) -> SimpleSigner:
    """A signer with a new key and a certificate that nobody but itself vouches for, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = make.Name([make.NameAttribute(NameOID.COMMON_NAME, common_name)])
    now = datetime.now(UTC)
    usage = make.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        make.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(make.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SimpleSigner(
        signing_cert=x509.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def sign(pdf: Path, target: Path, field: str, signer: SimpleSigner) -> None:
    """Signs an empty field of ``pdf`` with a PAdES signature, as an update after its end, and writes it to ``target``.

    What is seen of it is set in a font that goes with the file, as PDF/A asks.
    """
    style = TextStampStyle(
        stamp_text="Elektroniskt undertecknat av\n%(signer)s",
        text_box_style=TextBoxStyle(font=Carlito(), font_size=9),
        border_width=0,
        background_opacity=1.0,
    )
    meta = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    with pdf.open("rb") as source, target.open("w+b") as output:
        writer = IncrementalPdfFileWriter(source)
        PdfSigner(meta, signer, stamp_style=style).sign_pdf(writer, existing_fields_only=True, output=output)


def validate(pdf: Path, *signers: SimpleSigner) -> list[PdfSignatureStatus]:
    """What pyHanko says of each signature of ``pdf``, in the order they were made, when it trusts ``signers``."""
    trust = [signer.signing_cert for signer in signers]
    with pdf.open("rb") as file:
        return [
            validate_pdf_signature(signature, ValidationContext(trust_roots=trust, allow_fetching=False))
            for signature in PdfFileReader(file).embedded_signatures
        ]


class Carlito(FontEngineFactory):
    """The font that the documents are set in; pyHanko's own factory leaves the font's file open."""

    def create_font_engine(self, writer: BasePdfFileWriter, obj_stream: object = None) -> FontEngine:
        return GlyphAccumulator(writer, BytesIO(_carlito()), font_size=9, obj_stream=obj_stream)


@cache
def _carlito() -> bytes:
    """Carlito's Latin letters, a thousand units high: pyHanko writes the widths of a font as if each were so.

    Widths that do not agree with the font's own are against PDF/A (ISO 19005-2, 6.2.11.5), and set letters apart.
    """
    found = subprocess.run(["fc-match", "-f", "%{file}", "Carlito"], capture_output=True, text=True, check=True)
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # a date in the font is odd, which is nothing to us
    with TTFont(found.stdout) as font:
        latin = Subsetter()
        latin.populate(unicodes=range(0x20, 0x250))
        latin.subset(font)
        scale_upem(font, 1000)
        made = BytesIO()
        font.save(made)
    return made.getvalue()

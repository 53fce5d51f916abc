"""Certificates, signatures and builds for the tests of ``loftdocs verify``, and how its answer is read."""

import argparse
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import keys, x509
from cryptography import x509 as make
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pikepdf import Array, Dictionary, Name, Pdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from loftdocs import manifest
from loftdocs.cli.commands.verify import run
from loftdocs.failures import ExitCode
from loftdocs.findings import Severity
from loftdocs.project import Project
from loftdocs.verify.asked import Asked
from loftdocs.verify.result import Verdict, Verified
from loftdocs.verify.verification import verify

from .conftest import REPO, Sandbox

EKBY = (REPO / "tests" / "cases" / "ekby.yaml").read_text(encoding="utf-8")
RISE, STAD, KOMMUN = "Underskrift – RISE", "Underskrift – Ekby stad", "Underskrift – Enköpings kommun"
DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

# ---------------------------------------------------------------------------------------------------------------------
# Certificates and signatures


@dataclass(frozen=True)
class Issuer:
    """A certification authority of one's own."""

    key: Key
    certificate: make.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def name_of(common_name: str, organisation: str | None = None, number: str | None = None) -> make.Name:
    given = (
        (NameOID.COMMON_NAME, common_name),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.SERIAL_NUMBER, number),
    )
    return make.Name([make.NameAttribute(kind, value) for kind, value in given if value])


def usage(*, issues: bool) -> make.KeyUsage:
    return make.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )


def authority(common_name: str = "Prov CA") -> Issuer:
    return _authority(common_name)


@cache
def _authority(common_name: str) -> Issuer:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    made = (
        make.CertificateBuilder()
        .subject_name(name_of(common_name))
        .issuer_name(name_of(common_name))
        .public_key(key.public_key())
        .serial_number(make.random_serial_number())
        .not_valid_before(now - 1000 * DAY)
        .not_valid_after(now + 1000 * DAY)
        .add_extension(make.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage(issues=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Issuer(key, made)


def issue(
    common_name: str,
    issuer: Issuer,
    key: Key,
    *,
    days: tuple[int, int] = (-1, 1),
    stamps: bool = False,
    organisation: str | None = None,
    number: str | None = None,
) -> SimpleSigner:
    """A signer with a certificate of ``issuer``, good between two days from today."""
    now = datetime.now(UTC)
    builder = (
        make.CertificateBuilder()
        .subject_name(name_of(common_name, organisation, number))
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(make.random_serial_number())
        .not_valid_before(now + days[0] * DAY)
        .not_valid_after(now + days[1] * DAY)
        .add_extension(usage(issues=False), critical=True)
    )
    if stamps:
        builder = builder.add_extension(make.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    made = builder.sign(issuer.key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SimpleSigner(
        signing_cert=x509.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


@cache
def person(common_name: str, organisation: str | None = None, number: str | None = None) -> SimpleSigner:
    """Someone with a certificate of `authority`; with an organisation and no number, it may be its seal."""
    key = ec.generate_private_key(ec.SECP256R1())
    return issue(common_name, authority(), key, organisation=organisation, number=number)


@cache
def expired(common_name: str) -> SimpleSigner:
    return issue(common_name, authority(), ec.generate_private_key(ec.SECP256R1()), days=(-20, -10))


class Stamper(DummyTimeStamper):
    """A timestamp authority; a careless one stamps something else than what it was given."""

    careless = False

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        digest = bytes(len(message_digest)) if self.careless else message_digest
        return await super().async_timestamp(digest, md_algorithm)


@cache
def _stamping(issuer: str) -> SimpleSigner:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return issue("Provstämplaren", authority(issuer), key, stamps=True, days=(-30, 30))


def stamper(issuer: str = "Prov CA", when: datetime | None = None) -> Stamper:
    signer = _stamping(issuer)
    return Stamper(signer.signing_cert, signer.signing_key, fixed_dt=when)


def sign(
    data: bytes,
    field: str,
    signer: SimpleSigner,
    stamps: DummyTimeStamper | None = None,
    seen: SigFieldSpec | None = None,
    **more: Any,
) -> bytes:
    """The PDF with a PAdES signature in one more of its fields, or in a new one that is placed as ``seen`` says."""
    meta = PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, **{"md_algorithm": "sha256", **more}
    )
    signed = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    PdfSigner(meta, signer, timestamper=stamps, new_field_spec=seen).sign_pdf(writer, output=signed)
    return signed.getvalue()


def changed(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The PDF with an update after its end."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    writer._lastobj_id -= 1  # pyHanko leaves out a number, which is against 7.5.5
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def other_byte(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert data.count(old) == 1
    return data.replace(old, new)


# ---------------------------------------------------------------------------------------------------------------------
# A build and what is said of it


AGREEMENT = """Avtal
Ekby stad betalar 125 000 kronor för varje kvartal.
Avtalet börjar den 1 april 2022 och gäller i tre år.
Den som vill säga upp avtalet ska göra det skriftligen."""
LETTER = """Inbjudan
Välkommen till vårens konferens om trädgårdsmästeri i Göteborg.
Föreläsare från hela Norden visar egna odlingar.
Anmälan sker via hemsidan senast måndag."""


def paper(*fields: str, text: str = AGREEMENT, form: bool = False) -> bytes:
    """A PDF of two pages with these lines and these empty signature fields, as a build makes it."""
    pdf = Pdf.new()
    winansi = Name("/WinAnsiEncoding")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=winansi)
    font = pdf.make_indirect(font)
    title, *lines = text.splitlines()
    for number in (1, 2):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        words = " ".join(f"({line}) Tj 0 -20 Td" for line in (f"{title}, sida {number}", *lines))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 50 700 Td {words} ET".encode("cp1252"))
    if form:
        box = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=pikepdf.String("belopp"),
            Rect=Array([50, 500, 200, 520]),
            P=pdf.pages[0].obj,
        )
        box = pdf.make_indirect(box)
        pdf.pages[0].obj.Annots = Array([box])
        pdf.Root.AcroForm = Dictionary(Fields=Array([box]), DA=pikepdf.String("/F1 12 Tf 0 g"))
    plain = BytesIO()
    pdf.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    if not fields:
        return plain.getvalue()

    def place(writer: IncrementalPdfFileWriter) -> None:
        for index, field in enumerate(fields):
            append_signature_field(writer, SigFieldSpec(field, box=(50, 100 * index + 100, 250, 100 * index + 130)))

    return changed(plain.getvalue(), place)


@dataclass
class Desk:
    """A project with Ekby's case and a build of it, and where a signed file comes back."""

    sandbox: Sandbox
    built: bytes

    @property
    def project(self) -> Project:
        return self.sandbox.project

    def put(self, data: bytes, name: str = "avtal-ekby.pdf") -> Path:
        """A file that has come back."""
        path = self.project.root / "post" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def build(self, case: str, control: Mapping[str, Any] | None = None, **files: bytes) -> Path:
        """The folder of a build with these files, named by their stems, and a manifest."""
        folder = self.project.build / case
        folder.mkdir(parents=True, exist_ok=True)
        for stem, data in files.items():
            (folder / f"{stem}-{case}.pdf").write_bytes(data)
        manifest.write(folder, manifest.describe(folder, self.project.root, [], "0", {}, control))
        return folder

    def verify(
        self,
        data: bytes,
        *trust: Path,
        name: str = "avtal-ekby.pdf",
        case: Path | None = None,
        receipt: Path | None = None,
    ) -> Verified:
        return verify(self.project, self.put(data, name), Asked(case, trust, (), receipt))

    def anchor(self, issuer: str = "Prov CA") -> Path:
        path = self.project.root / f"{issuer}.pem"
        path.write_bytes(authority(issuer).pem)
        return path


def desk_of(sandbox: Sandbox) -> Desk:
    sandbox.write(EKBY, "ekby")
    desk = Desk(sandbox, paper(RISE, STAD))
    desk.build("ekby", avtal=desk.built)
    return desk


def both(data: bytes) -> bytes:
    return sign(sign(data, RISE, person("Ylva Berg")), STAD, person("Åsa Lindqvist"))


def codes(result: Verified) -> set[str]:
    return {finding.code for finding in result.findings}


def faults(result: Verified) -> set[str]:
    """The codes of what is certainly wrong."""
    return {finding.code for finding in result.findings if finding.severity is Severity.FEL}


def three(result: Verified) -> str:
    """The answers on content, seal and signers and whether it is accepted: ``ja``, ``nej`` or ``?`` for each."""
    assert result.answers
    given = (result.answers.content.verdict, result.answers.seal.verdict, result.answers.signers.verdict)
    return " ".join("?" if one is Verdict.UNKNOWN else one.value for one in (*given, result.answers.accepted))


def said(result: Verified, code: str) -> str:
    """The message of the only finding with this code."""
    (finding,) = [finding for finding in result.findings if finding.code == code]
    assert finding.hint
    return finding.message


def command(path: Path, output: str = "text", **more: Any) -> tuple[ExitCode, str]:
    """The command itself, as its exit status and what it says."""
    out = StringIO()
    left_out = dict.fromkeys(("case", "trust", "crl", "kvitto", "av")) | {"strict": False}
    arguments = argparse.Namespace(**{"fil": str(path), "format": output, **left_out, **more})
    with redirect_stdout(out):
        code = run(arguments)
    return code, out.getvalue()

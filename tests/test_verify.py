"""Signed agreements that come back: who signed, what was changed, and which build they are of."""

import argparse
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import keys, x509
from cryptography import x509 as make
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pikepdf import Array, Dictionary, Name, Pdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from loftdocs import manifest
from loftdocs.cli.commands.verify import run
from loftdocs.failures import ExitCode, FileFailure
from loftdocs.project import Project
from loftdocs.verify import Verified, verify
from loftdocs.verify.names import Likeness, compare
from loftdocs.verify.origin import named_case

from .conftest import ENKOPING, REPO, Built, Sandbox
from .signing import certificate as self_signed
from .signing import sign as sign_file

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


def name_of(common_name: str, organisation: str | None = None) -> make.Name:
    more = [make.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    return make.Name([make.NameAttribute(NameOID.COMMON_NAME, common_name), *more])


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
) -> SimpleSigner:
    """A signer with a certificate of ``issuer``, good between two days from today."""
    now = datetime.now(UTC)
    builder = (
        make.CertificateBuilder()
        .subject_name(name_of(common_name, organisation))
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
def person(common_name: str, organisation: str | None = None) -> SimpleSigner:
    return issue(common_name, authority(), ec.generate_private_key(ec.SECP256R1()), organisation=organisation)


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


def sign(data: bytes, field: str, signer: SimpleSigner, stamps: DummyTimeStamper | None = None, **more: Any) -> bytes:
    """The PDF with a PAdES signature in one more of its fields."""
    meta = PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, **{"md_algorithm": "sha256", **more}
    )
    signed = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    PdfSigner(meta, signer, timestamper=stamps).sign_pdf(writer, output=signed)
    return signed.getvalue()


def changed(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The PDF with an update after its end."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def other_byte(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert data.count(old) == 1
    return data.replace(old, new)


# ---------------------------------------------------------------------------------------------------------------------
# Changes


def page_of(writer: IncrementalPdfFileWriter, number: int) -> Any:
    reference = writer.find_page_for_modification(number - 1)[0]
    return reference.get_object()


def content(text: bytes) -> generic.StreamObject:
    return generic.StreamObject(stream_data=b"BT /F1 12 Tf 50 700 Td (%s) Tj ET" % text)


def new_page(writer: IncrementalPdfFileWriter) -> None:
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
            pdf_name("/Contents"): writer.add_object(content(b"Dessutom ska kommunen betala dubbelt.")),
        }
    )
    writer.insert_page(page)


def two_pages(writer: IncrementalPdfFileWriter) -> None:
    new_page(writer)
    new_page(writer)


def kids(writer: IncrementalPdfFileWriter, order: Callable[[list[Any]], list[Any]]) -> None:
    tree = writer.root["/Pages"]
    listed = tree["/Kids"]
    tree[pdf_name("/Kids")] = generic.ArrayObject(order([listed.raw_get(i) for i in range(len(listed))]))
    tree[pdf_name("/Count")] = generic.NumberObject(len(tree["/Kids"]))
    writer.update_container(tree)


def no_last_page(writer: IncrementalPdfFileWriter) -> None:
    kids(writer, lambda pages: pages[:-1])


def turned_pages(writer: IncrementalPdfFileWriter) -> None:
    kids(writer, lambda pages: pages[::-1])


def same_page_twice(writer: IncrementalPdfFileWriter) -> None:
    kids(writer, lambda pages: [*pages, pages[0]])


def other_size(writer: IncrementalPdfFileWriter) -> None:
    tree = writer.root["/Pages"]
    tree[pdf_name("/CropBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 600)))
    writer.update_container(tree)


def other_words(writer: IncrementalPdfFileWriter) -> None:
    page = page_of(writer, 1)
    page[pdf_name("/Contents")] = writer.add_object(content(b"Avgiften ar 1 krona."))
    writer.update_container(page)


def annotate(kind: str) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name(kind),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 700, 90, 720))),
                pdf_name("/Contents"): generic.TextStringObject("Gäller inte."),
            }
        )
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))

    return change


def text_field(writer: IncrementalPdfFileWriter) -> None:
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.TextStringObject("belopp"),
            pdf_name("/V"): generic.TextStringObject("en miljon"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 500, 200, 520))),
        }
    )
    reference = writer.add_object(field)
    writer.register_annotation(writer.find_page_for_modification(0)[0], reference)
    form = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject([reference])})
    writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()


def other_settings(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/PageMode")] = pdf_name("/UseOutlines")
    writer.update_root()


def filled(writer: IncrementalPdfFileWriter) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    (field,) = [fields[index] for index in range(len(fields)) if fields[index]["/FT"] == "/Tx"]
    field[pdf_name("/V")] = generic.TextStringObject("en miljon")
    writer.update_container(field)


# ---------------------------------------------------------------------------------------------------------------------
# A build and what is said of it


def paper(*fields: str, text: str = "Avtal", form: bool = False) -> bytes:
    """A PDF of two pages with these empty signature fields, as a build makes it."""
    pdf = Pdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in (1, 2):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 50 700 Td (%s, sida %d) Tj ET" % (text.encode(), number))
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

    def build(self, case: str, **files: bytes) -> Path:
        """The folder of a build with these files, named by their stems, and a manifest."""
        folder = self.project.build / case
        folder.mkdir(parents=True, exist_ok=True)
        for stem, data in files.items():
            (folder / f"{stem}-{case}.pdf").write_bytes(data)
        manifest.write(folder, manifest.describe(folder, self.project.root, [], "0"))
        return folder

    def verify(self, data: bytes, *trust: Path, name: str = "avtal-ekby.pdf", case: Path | None = None) -> Verified:
        return verify(self.project, self.put(data, name), case, trust)

    def anchor(self, issuer: str = "Prov CA") -> Path:
        path = self.project.root / f"{issuer}.pem"
        path.write_bytes(authority(issuer).pem)
        return path


@pytest.fixture
def desk(sandbox: Sandbox) -> Desk:
    sandbox.write(EKBY, "ekby")
    desk = Desk(sandbox, paper(RISE, STAD))
    desk.build("ekby", avtal=desk.built)
    return desk


def both(data: bytes) -> bytes:
    return sign(sign(data, RISE, person("Ylva Berg")), STAD, person("Åsa Lindqvist"))


def codes(result: Verified) -> set[str]:
    return {finding.code for finding in result.findings}


def said(result: Verified, code: str) -> str:
    """The message of the only finding with this code."""
    (finding,) = [finding for finding in result.findings if finding.code == code]
    assert finding.hint
    return finding.message


def command(path: Path, output: str = "text", **more: Any) -> tuple[ExitCode, str]:
    """The command itself, as its exit status and what it says."""
    out = StringIO()
    arguments = argparse.Namespace(**{"fil": str(path), "case": None, "trust": None, "format": output, **more})
    with redirect_stdout(out):
        code = run(arguments)
    return code, out.getvalue()


# ---------------------------------------------------------------------------------------------------------------------
# What is in order


def test_an_agreement_signed_by_both_is_accepted(desk: Desk) -> None:
    result = desk.verify(both(desk.built), desk.anchor())
    assert result.findings == ()
    assert [(s.field, s.name, s.issuer, s.intact, s.valid) for s in result.signatures] == [
        (RISE, "Ylva Berg", "Prov CA", True, True),
        (STAD, "Åsa Lindqvist", "Prov CA", True, True),
    ]
    assert result.matches == (True, True)


def test_without_anchors_it_says_that_nobody_asked_who_issued_the_certificates(desk: Desk) -> None:
    result = desk.verify(both(desk.built))
    assert codes(result) == {"SIG119"}
    assert "vem som helst kan göra ett certifikat" in said(result, "SIG119")
    assert "Vem som har utfärdat certifikaten (kräver --trust)." in result.unchecked


def test_what_was_and_was_not_checked_ends_the_answer(desk: Desk) -> None:
    code, text = command(desk.put(both(desk.built)), trust=[str(desk.anchor())])
    assert code is ExitCode.OK
    assert f"{RISE}: undertecknat av Ylva Berg (certifikat från Prov CA), 20" in text
    assert "enligt den egna klockan." in text
    assert "det är avtal-ekby.pdf i build/ekby." in text
    assert "Vem som har utfärdat certifikaten, mot Prov CA.pem." in text
    ending = text.split("Inte kontrollerat:")[1]
    assert "Om certifikaten är spärrade (kräver nätet)." in ending
    assert "Om de som undertecknade har rätt att göra det" in ending
    assert text.endswith("Kontrollen är klar: inga anmärkningar.\n")


def test_json_has_the_agreed_form(desk: Desk) -> None:
    half = sign(desk.built, RISE, person("Ylva Berg"))
    code, text = command(desk.put(half), "json")
    data = json.loads(text)
    assert code is ExitCode.FINDINGS
    assert list(data) == ["findings", "underskrifter", "kontrollerat", "inte_kontrollerat"]
    signed, empty = data["underskrifter"]
    assert datetime.now(UTC) - datetime.fromisoformat(signed.pop("tid")) < timedelta(minutes=5)
    assert signed == {
        "fält": RISE,
        "undertecknat": True,
        "namn": "Ylva Berg",
        "utfärdare": "Prov CA",
        "tidskälla": "uppgiven",
        "hel": True,
        "giltig": True,
        "matchar": True,
    }
    assert empty == {"fält": STAD, "undertecknat": False} | dict.fromkeys(
        ("namn", "utfärdare", "tid", "tidskälla", "hel", "giltig", "matchar")
    )
    assert {finding["code"] for finding in data["findings"]} == {"SIG107", "SIG119"}
    assert data["kontrollerat"]
    assert data["inte_kontrollerat"]


def test_a_real_build_signed_visibly_by_both_is_accepted(enkoping: Built, tmp_path: Path) -> None:
    project = Project(enkoping.folder.parents[1])
    once, twice = tmp_path / "once.pdf", tmp_path / "avtal-enkoping (1).pdf"
    sign_file(enkoping.folder / "avtal-enkoping.pdf", once, RISE, person("Bo Ek", "RISE AB"))
    sign_file(once, twice, KOMMUN, person("Ulrika K Jansson"))
    result = verify(project, twice)
    assert codes(result) == {"SIG116", "SIG119"}
    assert said(result, "SIG116").startswith("Bo Ek (RISE AB) har undertecknat för RISE Research Institutes of Sweden")
    assert result.matches == (None, True)
    assert codes(verify(project, enkoping.folder)) == set()


# ---------------------------------------------------------------------------------------------------------------------
# Where it comes from


def test_one_changed_byte_is_found(desk: Desk) -> None:
    result = desk.verify(other_byte(both(desk.built), b"(Avtal, sida 2)", b"(Avtal, sida 3)"), desk.anchor())
    assert codes(result) == {"SIG101", "SIG108"}
    messages = [finding.message for finding in result.findings if finding.code == "SIG108"]
    assert len(messages) == 2
    assert all("det som undertecknades har ändrats efteråt" in message for message in messages)
    assert [signature.intact for signature in result.signatures] == [False, False]
    assert "Om det som är undertecknat är byte för byte en fil i build/: det är det inte." in result.checked


def test_another_build_is_not_this_one(desk: Desk) -> None:
    other = paper(RISE, STAD, text="Ett annat avtal")
    result = desk.verify(both(other), desk.anchor())
    assert codes(result) == {"SIG101"}
    assert "ingen början av den är en fil i build/ekby" in said(result, "SIG101")
    shutil.rmtree(desk.project.build)
    assert "det finns inget bygge i build/" in said(desk.verify(both(other), desk.anchor()), "SIG101")


def test_another_case_is_named(desk: Desk) -> None:
    other = paper(RISE, STAD, text="Ett annat avtal")
    desk.build("annanby", avtal=other)
    result = desk.verify(both(other), desk.anchor())
    assert codes(result) == {"SIG102"}
    assert (
        said(result, "SIG102")
        == "Filen hör till ett annat ärende: den är avtal-annanby.pdf i build/annanby, inte ekbys."
    )


def test_the_case_is_told_from_the_option_the_name_or_the_bytes(desk: Desk) -> None:
    desk.sandbox.edit(name="prov")
    data = both(desk.built)
    assert codes(desk.verify(data, desk.anchor(), name="scan0001.pdf")) == set()
    assert codes(desk.verify(data, desk.anchor(), name="avtal-prov.pdf")) >= {"SIG102", "SIG114"}
    code, text = command(desk.put(data), "json", case="prov")
    assert code is ExitCode.FINDINGS
    assert {"SIG102", "SIG114"} <= {finding["code"] for finding in json.loads(text)["findings"]}


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("avtal-ekby.pdf", "ekby"),
        ("avtal-ekby (1).pdf", "ekby"),
        ("avtal-ekby-signerat.pdf", "ekby-signerat"),
        ("partneravtal-ekby_undertecknat.pdf", None),
        ("avtal-ekbyn.pdf", None),
        ("ekby.pdf", None),
    ],
)
def test_the_case_in_a_file_name(name: str, case: str | None) -> None:
    assert named_case(Path(name), ["ekby", "ekby-signerat", "by"]) == case


def test_another_output_of_the_build_is_named(desk: Desk) -> None:
    annexless = paper(RISE, STAD, text="Utan bilaga")
    desk.build("ekby", partneravtal=annexless)
    result = desk.verify(both(annexless), desk.anchor())
    assert codes(result) == {"SIG103"}
    assert "är partneravtal-ekby.pdf, inte avtal-ekby.pdf" in said(result, "SIG103")


def test_a_built_file_that_is_only_the_wrapping_of_another_is_found(desk: Desk) -> None:
    """The whole of another PDF after the built one, whose cross-references know nothing of it."""
    shift = len(desk.built)
    with Pdf.open(BytesIO(paper(text="Nagot annat"))) as pdf:
        alone = BytesIO()
        pdf.save(alone, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    body, _, table = alone.getvalue().rpartition(b"xref\n0 ")
    entries, trailer = table.split(b"trailer", 1)
    moved = b"".join(
        b"%010d%s" % (int(line[:10]) + shift, line[10:]) if b" n" in line else line
        for line in entries.splitlines(keepends=True)
    )
    trailer = trailer.split(b"startxref")[0]
    ending = b"startxref\n%d\n%%%%EOF\n" % (shift + len(body))
    data = desk.built + body + b"xref\n0 " + moved + b"trailer" + trailer + ending
    with Pdf.open(BytesIO(data)) as pdf:
        assert b"Nagot annat" in pdf.pages[0].Contents.read_bytes()
    result = desk.verify(data)
    assert {"SIG104", "SIG106"} <= codes(result)
    assert "en PDF-läsare visar något annat" in said(result, "SIG104")


# ---------------------------------------------------------------------------------------------------------------------
# What was changed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (new_page, "sida 3 har lagts till"),
        (two_pages, "2 sidor har lagts till (sida 3 och 4)"),
        (no_last_page, "sida 2 har tagits bort"),
        (turned_pages, "sidorna har fått en annan ordning"),
        (other_words, "innehållet på sida 1 har ändrats"),
        (annotate("/Text"), "en anteckning har lagts till på sida 1"),
        (annotate("/Stamp"), "en stämpel har lagts till på sida 1"),
        (annotate("/Caret"), "en kommentar eller markering har lagts till på sida 1"),
        (other_settings, "något som inte syns på någon sida har ändrats"),
    ],
)
def test_a_change_is_told_in_words_wherever_it_was_made(
    desk: Desk, change: Callable[[IncrementalPdfFileWriter], None], words: str
) -> None:
    first, second = person("Ylva Berg"), person("Åsa Lindqvist")
    before = sign(sign(changed(desk.built, change), RISE, first), STAD, second)
    between = sign(changed(sign(desk.built, RISE, first), change), STAD, second)
    after = changed(both(desk.built), change)
    for data, when in (
        (before, "Efter bygget men innan Ylva Berg och Åsa Lindqvist undertecknade har filen ändrats: "),
        (between, "Mellan underskrifterna, efter Ylva Berg och före Åsa Lindqvist, har filen ändrats: "),
        (after, "Efter underskrifterna (Ylva Berg och Åsa Lindqvist) har filen ändrats: "),
    ):
        result = desk.verify(data, desk.anchor())
        assert codes(result) == {"SIG105"}
        assert said(result, "SIG105").startswith(when + words)


def test_a_changed_and_a_removed_annotation(desk: Desk) -> None:
    noted = changed(desk.built, annotate("/Text"))
    desk.build("ekby", avtal=noted)

    def rewrite(writer: IncrementalPdfFileWriter) -> None:
        note = page_of(writer, 1)["/Annots"][2]
        note[pdf_name("/Contents")] = generic.TextStringObject("Gäller.")
        writer.update_container(note)

    def remove(writer: IncrementalPdfFileWriter) -> None:
        page = page_of(writer, 1)
        del page["/Annots"][2]
        writer.update_container(page)

    for change, words in (
        (rewrite, "en anteckning har ändrats på sida 1"),
        (remove, "en anteckning har tagits bort från sida 1"),
    ):
        result = desk.verify(changed(both(noted), change), desk.anchor())
        assert words in said(result, "SIG105")


def test_a_change_is_found_without_any_build_too(desk: Desk) -> None:
    shutil.rmtree(desk.project.build)
    result = desk.verify(changed(sign(desk.built, RISE, person("Ylva Berg")), new_page), desk.anchor())
    assert codes(result) == {"SIG101", "SIG105", "SIG107"}
    assert said(result, "SIG105") == "Efter underskriften av Ylva Berg har filen ändrats: sida 3 har lagts till."


def test_a_form_field_filled_in_afterwards_is_told_of(desk: Desk) -> None:
    form = paper(RISE, STAD, form=True)
    desk.build("ekby", avtal=form)
    result = desk.verify(changed(both(form), filled), desk.anchor())
    assert codes(result) == {"SIG125"}
    assert said(result, "SIG125").endswith("har formulärfält fyllts i: belopp.")


def test_a_lock_that_leaves_nobody_else_to_sign_is_told_of(desk: Desk) -> None:
    locked = sign(desk.built, RISE, person("Ylva Berg"), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    result = desk.verify(locked, desk.anchor())
    assert codes(result) == {"SIG107", "SIG113"}
    assert f"Ylva Berg har låst filen när den undertecknade, så att ”{STAD}”" in said(result, "SIG113")


def test_a_signature_after_a_lock_breaks_it(desk: Desk) -> None:
    def place(writer: IncrementalPdfFileWriter) -> None:
        spec = SigFieldSpec(
            RISE,
            box=(50, 100, 250, 130),
            field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL),
            doc_mdp_update_value=MDPPerm.NO_CHANGES,
        )
        append_signature_field(writer, spec)

    locking = changed(paper(STAD), place)
    desk.build("ekby", avtal=locking)
    result = desk.verify(both(locking), desk.anchor())
    assert codes(result) == {"SIG112"}
    assert "den låste filen för allt" in said(result, "SIG112")


# ---------------------------------------------------------------------------------------------------------------------
# Signatures that do not hold


def signature_hex(data: bytes, start: int = 0) -> tuple[int, int]:
    """Where the hexadecimal digits of a signature begin, and where what is not padding ends."""
    begin = data.index(b"/Contents <", start) + len(b"/Contents <")
    digits = data[begin : data.index(b">", begin)].rstrip(b"0")
    return begin, begin + len(digits) + len(digits) % 2


def test_a_signature_with_another_key_is_not_valid(desk: Desk) -> None:
    data = both(desk.built)
    _, end = signature_hex(data)
    forged = data[: end - 2] + (b"01" if data[end - 2 : end] != b"01" else b"02") + data[end:]
    result = desk.verify(forged, desk.anchor())
    assert "SIG109" in codes(result)
    assert "inte gjord med den nyckel som hör till certifikatet" in said(result, "SIG109")
    assert [signature.valid for signature in result.signatures] == [False, True]


def test_a_signature_that_is_garbage_cannot_be_read(desk: Desk) -> None:
    data = sign(desk.built, RISE, person("Ylva Berg"))
    begin, end = signature_hex(data)
    result = desk.verify(data[:begin] + b"0" * (end - begin) + data[end:])
    assert {"SIG107", "SIG111"} <= codes(result)
    assert f"Underskriften i fältet ”{RISE}” går inte att läsa" in said(result, "SIG111")
    _, text = command(desk.project.root / "post" / "avtal-ekby.pdf")
    assert f"{RISE}: en underskrift som inte går att läsa." in text


def test_a_signature_of_a_part_of_the_file(desk: Desk) -> None:
    data = sign(desk.built, RISE, person("Ylva Berg"))
    begin = data.index(b"/ByteRange [") + len(b"/ByteRange [")
    end = data.index(b"]", begin)
    numbers = [int(number) for number in data[begin:end].split()]
    numbers[3] -= 40
    part = data[:begin] + b" ".join(b"%d" % n for n in numbers).ljust(end - begin) + data[end:]
    result = desk.verify(part, desk.anchor())
    assert {"SIG107", "SIG108", "SIG110"} <= codes(result)
    assert "täcker bara en del av filen" in said(result, "SIG110")


def test_a_signature_by_a_method_that_is_no_longer_safe(desk: Desk) -> None:
    result = desk.verify(sign(desk.built, RISE, person("Ylva Berg"), md_algorithm="sha1"), desk.anchor())
    assert codes(result) == {"SIG107", "SIG122"}
    assert "en metod som inte längre är säker" in said(result, "SIG122")


# ---------------------------------------------------------------------------------------------------------------------
# Whom to trust, and when


def test_a_certificate_from_someone_else_is_not_trusted(desk: Desk) -> None:
    result = desk.verify(both(desk.built), desk.anchor("Annan CA"))
    assert codes(result) == {"SIG118"}
    message = next(finding.message for finding in result.findings)
    assert message == (
        "Certifikatet för Ylva Berg (utfärdat av Prov CA) är inte betrott: "
        "ingen av dem som angetts med --trust har utfärdat det."
    )


def test_anchors_may_be_several_and_binary(desk: Desk) -> None:
    der = desk.project.root / "rot.crt"
    der.write_bytes(authority().der)
    assert codes(desk.verify(both(desk.built), desk.anchor("Annan CA"), der)) == set()
    pair = desk.project.root / "rötter.pem"
    pair.write_bytes(authority("Annan CA").pem + authority().pem)
    assert codes(desk.verify(both(desk.built), pair)) == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"inget alls", "är inget certifikat"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "är inget certifikat"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "innehåller inget certifikat"),
    ],
)
def test_an_anchor_that_is_none(desk: Desk, text: bytes, words: str) -> None:
    path = desk.project.root / "rot.pem"
    path.write_bytes(text)
    with pytest.raises(FileFailure, match=words):
        desk.verify(both(desk.built), path)
    path.unlink()
    with pytest.raises(FileFailure, match="den finns inte"):
        desk.verify(both(desk.built), path)


def test_a_certificate_that_one_made_oneself(desk: Desk) -> None:
    signer = self_signed("Ylva Berg")
    data = sign(sign(desk.built, RISE, signer), STAD, person("Åsa Lindqvist"))
    result = desk.verify(data)
    assert codes(result) == {"SIG119", "SIG120"}
    assert "Certifikatet för Ylva Berg har personen eller programmet utfärdat åt sig självt." in said(result, "SIG120")
    assert codes(desk.verify(data, desk.anchor())) == {"SIG118"}


def test_a_certificate_that_had_gone_out_when_it_was_used(desk: Desk) -> None:
    data = sign(sign(desk.built, RISE, expired("Ylva Berg")), STAD, person("Åsa Lindqvist"))
    result = desk.verify(data)
    assert codes(result) == {"SIG119", "SIG121"}
    assert "gällde inte vid den tid som underskriften anger" in said(result, "SIG121")
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG118"}
    assert said(result, "SIG118").endswith("det gällde inte när det användes.")


def test_a_certificate_that_has_gone_out_since(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed 15 days ago, while the certificate was good: by the signer's own clock, or by a timestamp's."""
    then = datetime.now(UTC) - 15 * DAY
    second = person("Åsa Lindqvist")

    def backdated(stamps: Stamper | None) -> bytes:
        with monkeypatch.context() as patch:
            patch.setattr("pyhanko.sign.signers.pdf_signer.datetime", _Clock(then))
            once = sign(desk.built, RISE, expired("Ylva Berg"), stamps)
        return sign(once, STAD, second)

    claimed = desk.verify(backdated(None), desk.anchor())
    assert codes(claimed) == {"SIG121"}
    assert "har gått ut, och ingen betrodd tidsstämpel visar att det gällde då" in said(claimed, "SIG121")
    stamped = desk.verify(backdated(stamper(when=then)), desk.anchor())
    assert codes(stamped) == set()
    assert stamped.signatures[0].as_dict(True)["tidskälla"] == "betrodd tidsstämpel"
    _, text = command(desk.project.root / "post" / "avtal-ekby.pdf", trust=[str(desk.anchor())])
    assert "enligt en betrodd tidsstämpel" in text


class _Clock:
    """Stands for the class `datetime` where only its ``now`` is asked for."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self, tz: Any = None) -> datetime:
        return self._now.astimezone(tz)


def test_a_timestamp_from_an_unknown_authority(desk: Desk) -> None:
    stamps = stamper("Annan CA")
    data = sign(sign(desk.built, RISE, person("Ylva Berg"), stamps), STAD, person("Åsa Lindqvist"))
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG124"}
    assert said(result, "SIG124") == "Tidsstämpeln för Ylva Berg kommer från någon som inte angetts med --trust."
    assert codes(desk.verify(data, desk.anchor(), desk.anchor("Annan CA"))) == set()


def test_a_timestamp_of_something_else(desk: Desk) -> None:
    stamps = stamper()
    stamps.careless = True
    data = sign(sign(desk.built, RISE, person("Ylva Berg"), stamps), STAD, person("Åsa Lindqvist"))
    assert "SIG123" in codes(desk.verify(data, desk.anchor()))
    assert "har en tidsstämpel som inte är giltig" in said(desk.verify(data, desk.anchor()), "SIG123")


def test_a_timestamp_of_the_whole_file_is_nobodys_signature(desk: Desk) -> None:
    output = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(both(desk.built)))
    PdfTimeStamper(stamper()).timestamp_pdf(writer, "sha256", output=output)
    result = desk.verify(output.getvalue(), desk.anchor())
    assert codes(result) == set()
    assert result.matches == (True, True, None)
    _, text = command(desk.project.root / "post" / "avtal-ekby.pdf")
    assert "tidsstämplat av Provstämplaren (certifikat från Prov CA)" in text


# ---------------------------------------------------------------------------------------------------------------------
# Who signed


def test_a_stranger_is_named_and_so_is_the_one_who_should_have_signed(desk: Desk) -> None:
    result = desk.verify(sign(sign(desk.built, RISE, person("Ylva Berg")), STAD, person("Bo Ek")), desk.anchor())
    assert codes(result) == {"SIG114"}
    assert said(result, "SIG114") == (
        f"Fältet ”{STAD}” är undertecknat av Bo Ek, men ska enligt ärendet vara det av Åsa Lindqvist."
    )
    assert result.matches == (True, False)


def test_a_name_written_in_another_way_is_for_the_clerk_to_see(desk: Desk) -> None:
    data = sign(sign(desk.built, RISE, person("BERG, YLVA M")), STAD, person("Åsa Lindqvist"))
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG115"}
    assert said(result, "SIG115").endswith("är utställt på BERG, YLVA M; i ärendet heter personen Ylva Berg.")
    assert result.matches == (True, True)


def test_a_signer_that_the_case_does_not_know(desk: Desk) -> None:
    desk.sandbox.write(ENKOPING, "prov")
    built = paper(RISE, KOMMUN, text="Prov")
    desk.build("prov", avtal=built)
    data = sign(sign(built, RISE, person("Bo Ek")), KOMMUN, person("Ulrika K Jansson"))
    result = desk.verify(data, desk.anchor(), name="avtal-prov.pdf")
    assert codes(result) == {"SIG116"}
    assert "Bo Ek har undertecknat för RISE" in said(result, "SIG116")
    assert "ärendet säger inte vem som ska göra det" in said(result, "SIG116")
    wrong = sign(sign(built, RISE, person("Ulrika K Jansson")), KOMMUN, person("Ulrika K Jansson"))
    result = desk.verify(wrong, desk.anchor(), name="avtal-prov.pdf")
    assert codes(result) == {"SIG114"}
    assert "som enligt ärendet undertecknar för Enköpings kommun" in said(result, "SIG114")


def test_a_missing_signature(desk: Desk) -> None:
    result = desk.verify(sign(desk.built, RISE, person("Ylva Berg")), desk.anchor())
    assert codes(result) == {"SIG107"}
    assert said(result, "SIG107") == f"Fältet ”{STAD}” är inte undertecknat."
    assert [signature.signed for signature in result.signatures] == [True, False]


def test_fields_that_a_signing_service_made_itself(desk: Desk) -> None:
    built = paper()
    desk.build("ekby", avtal=built)
    once = sign(built, "Signature1", person("Åsa Lindqvist"))
    result = desk.verify(once, desk.anchor())
    assert codes(result) == {"SIG117"}
    assert said(result, "SIG117").startswith("Ylva Berg har inte undertecknat")
    assert codes(desk.verify(sign(once, "Signature2", person("Ylva Berg")), desk.anchor())) == set()
    result = desk.verify(sign(once, "Signature2", person("Bo Ek")), desk.anchor())
    assert codes(result) == {"SIG114", "SIG117"}
    assert "ska enligt ärendet vara det av Ylva Berg eller Åsa Lindqvist" in said(result, "SIG114")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (new_page, "sida 3 har lagts till"),
        (other_words, "innehållet på sida 1 har ändrats"),
        (other_settings, "något som inte syns på någon sida har ändrats"),
        (text_field, "ett formulärfält har lagts till på sida 1"),
        (same_page_twice, "sida 3 har lagts till"),
        (other_size, "innehållet på sida 1 har ändrats och innehållet på sida 2 har ändrats"),
    ],
)
def test_a_change_before_there_was_any_field(
    desk: Desk, change: Callable[[IncrementalPdfFileWriter], None], words: str
) -> None:
    built = paper()
    desk.build("ekby", avtal=built)
    once = sign(changed(built, change), "Signature1", person("Åsa Lindqvist"))
    result = desk.verify(sign(once, "Signature2", person("Ylva Berg")), desk.anchor())
    assert codes(result) == {"SIG105"}
    told = f"Efter bygget men innan Åsa Lindqvist och Ylva Berg undertecknade har filen ändrats: {words}"
    assert any(finding.message.startswith(told) for finding in result.findings)


def test_a_page_taken_away_with_the_fields_on_it(desk: Desk) -> None:
    data = both(desk.built)
    result = desk.verify(changed(data, lambda writer: kids(writer, lambda pages: pages[1:])), desk.anchor())
    assert codes(result) == {"SIG105"}
    assert said(result, "SIG105").endswith("sida 1 har tagits bort.")


def test_a_case_with_faults_judges_nobody(desk: Desk) -> None:
    desk.sandbox.write("program: [", "ekby")
    result = desk.verify(both(desk.built), desk.anchor())
    assert codes(result) == {"SIG128"}
    assert "Ärendet ekby går inte att läsa" in said(result, "SIG128")
    desk.sandbox.write(EKBY.replace("[Ylva Berg]", "[Ingen Alls]"), "ekby")
    assert codes(desk.verify(both(desk.built), desk.anchor())) == {"SIG128"}
    assert desk.verify(both(desk.built)).matches == (None, None)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Ulrika K Jansson", "Ulrika K Jansson", Likeness.SAME),
        ("Ulrika K Jansson", "Ulrika  K Jansson ", Likeness.SAME),
        ("Åsa Ek", "A\u030asa Ek", Likeness.SAME),
        ("Ulrika K Jansson", "ULRIKA K JANSSON", Likeness.ALIKE),
        ("Ulrika K Jansson", "Jansson, Ulrika K", Likeness.ALIKE),
        ("Ulrika K Jansson", "JANSSON,ULRIKA,19700101-1234", Likeness.ALIKE),
        ("Ulrika K Jansson", "Ulrika Jansson", Likeness.ALIKE),
        ("Ulrika K. Jansson", "Ulrika Karin Jansson", Likeness.ALIKE),
        ("Ulrika Jansson", "Jansson Ulrika", Likeness.ALIKE),
        ("Ulrika Jansson", "Ulrika Jansson (Enköpings kommun)", Likeness.ALIKE),
        ("Ulrika K Jansson", "Ulrika B Jansson", Likeness.OTHER),
        ("Ulrika K Jansson", "Ulrika K Johansson", Likeness.OTHER),
        ("Ulrika Jansson", "Ulla Jansson", Likeness.OTHER),
        ("Ulrika Jansson", "Ulrika Jansson-Berg", Likeness.OTHER),
        ("Åsa Ek", "Asa Ek", Likeness.OTHER),
        ("Åsa Ek", "Ek", Likeness.OTHER),
        ("Åsa Ek", "12345", Likeness.OTHER),
        ("Åsa Ek", "", Likeness.OTHER),
    ],
)
def test_names(one: str, other: str, likeness: Likeness) -> None:
    assert compare(one, other) is likeness
    assert compare(other, one) is likeness


# ---------------------------------------------------------------------------------------------------------------------
# Files that are something else


def test_a_pdf_without_fields(desk: Desk) -> None:
    desk.build("ekby", avtal=paper())
    result = desk.verify(paper())
    assert codes(result) == {"SIG106"}
    assert said(result, "SIG106") == "Filen har inga fält för underskrift och är inte elektroniskt undertecknad."


def encrypted(data: bytes, user: str) -> bytes:
    output = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="hemligt", user=user))
    return output.getvalue()


def test_an_encrypted_pdf_that_anyone_can_read(desk: Desk) -> None:
    result = desk.verify(encrypted(desk.built, ""))
    assert codes(result) == {"SIG101", "SIG107", "SIG127"}
    assert "Filen är krypterad" in said(result, "SIG127")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda built: encrypted(built, "öppna"), "är skyddad med lösenord"),
        (lambda built: built[:500], "går inte att läsa som PDF: den är skadad"),
        (lambda built: b"%PDF-1.7\n" + b"x" * 500, "går inte att läsa som PDF: den är skadad"),
        (lambda built: b"PK\x03\x04" + b"x" * 500, "är ingen PDF"),
        (lambda built: b" \n", "är tom"),
    ],
    ids=["password", "cut", "garbage", "zip", "empty"],
)
def test_what_cannot_be_read(desk: Desk, data: Callable[[bytes], bytes], words: str) -> None:
    path = desk.put(data(desk.built))
    with pytest.raises(FileFailure, match=words) as caught:
        command(path)
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.FILE


def test_a_file_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(FileFailure, match="finns inte"):
        command(desk.project.root / "post" / "avtal-ekby.pdf")


def test_a_pdf_that_strays_from_the_format(desk: Desk) -> None:
    """The word that ends an object is written in capitals."""
    catalog = desk.built.rindex(b"/Catalog")
    loose = desk.built[:catalog] + desk.built[catalog:].replace(b"endobj", b"ENDOBJ", 1)
    desk.build("ekby", avtal=loose)
    result = desk.verify(both(loose), desk.anchor())
    assert codes(result) == {"SIG126"}
    assert "följer inte PDF-formatet i allt" in said(result, "SIG126")


def test_a_file_that_is_cut_off(desk: Desk) -> None:
    data = both(desk.built)
    half = len(sign(desk.built, RISE, person("Ylva Berg")))
    result = desk.verify(data[: half + 500], desk.anchor())
    assert codes(result) == {"SIG107", "SIG126"}
    assert "filen är avhuggen, eller så är något tillagt" in said(result, "SIG126")


# ---------------------------------------------------------------------------------------------------------------------
# The folder of a build


def test_a_folder_as_it_was_built(desk: Desk) -> None:
    folder = desk.build("ekby", partneravtal=paper())
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$avtal.docx").write_bytes(b"x")
    code, text = command(folder)
    assert code is ExitCode.OK
    assert "Om 2 filer i build/ekby är byte för byte de som byggdes, enligt manifest.json." in text
    assert "Om manifest.json själv är orörd" in text


def test_a_folder_with_a_changed_a_missing_and_an_added_file(desk: Desk) -> None:
    folder = desk.build("ekby", bilaga=paper(), partneravtal=paper())
    (folder / "bilaga-ekby.pdf").unlink()
    (folder / "partneravtal-ekby.pdf").write_bytes(paper(text="Nagot annat"))
    (folder / "extra").mkdir()
    (folder / "extra" / "anteckning.txt").write_text("hej")
    result = verify(desk.project, folder)
    assert codes(result) == {"SIG201", "SIG202", "SIG203"}
    assert said(result, "SIG201") == "partneravtal-ekby.pdf är ändrad sedan den byggdes."
    assert said(result, "SIG202") == "bilaga-ekby.pdf byggdes, men finns inte kvar."
    assert said(result, "SIG203") == "extra/anteckning.txt har lagts till; bygget gjorde den inte."
    code, text = command(folder, "json")
    assert code is ExitCode.FINDINGS
    assert json.loads(text)["underskrifter"] == []


def test_an_added_file_alone_is_a_warning(desk: Desk) -> None:
    folder = desk.build("ekby")
    (folder / "anteckning.txt").write_text("hej")
    code, text = command(folder)
    assert code is ExitCode.OK
    assert "Kontrollen är klar: 1 varning." in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "har ingen manifest.json"),
        ("{", "den är inte JSON"),
        ("{}", "den räknar inte upp några filer"),
    ],
)
def test_a_folder_without_a_manifest_that_can_be_used(desk: Desk, text: str | None, words: str) -> None:
    path = desk.project.build / "ekby" / manifest.NAME
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(FileFailure, match=words) as caught:
        verify(desk.project, path.parent)
    assert caught.value.hint

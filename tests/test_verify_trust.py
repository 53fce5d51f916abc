"""Signatures that do not hold, and certificates: whom to trust, and when."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from asn1crypto import cms, core
from cryptography import x509 as make
from cryptography.hazmat.primitives import hashes, serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper

from loftdocs.failures import FileFailure
from loftdocs.verify.asked import Asked
from loftdocs.verify.result import Kind
from loftdocs.verify.verification import verify

from .signing import certificate as self_signed
from .verifying import (
    DAY,
    RISE,
    STAD,
    Desk,
    Stamper,
    authority,
    both,
    codes,
    command,
    expired,
    faults,
    person,
    said,
    sign,
    stamper,
    three,
)

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
    assert codes(result) == {"SIG108", "SIG109"}  # what the second signed is what the first had written
    assert three(result) == "ja nej ja nej"
    assert "inte gjord med den nyckel som hör till certifikatet" in said(result, "SIG109")
    assert [signature.valid for signature in result.signatures] == [False, True]


@pytest.mark.parametrize(
    ("digits", "found", "words"),
    [
        (b"0", {"SIG107", "SIG111"}, "den är tom"),
        (b"1", {"SIG107", "SIG111", "SIG126"}, "den är skadad eller inte gjord enligt standarden"),
    ],
)
def test_a_signature_that_is_garbage_cannot_be_read(desk: Desk, digits: bytes, found: set[str], words: str) -> None:
    data = sign(desk.built, RISE, person("Ylva Berg"))
    begin, end = signature_hex(data)
    result = desk.verify(data[:begin] + digits * (end - begin) + data[end:], desk.anchor())
    assert codes(result) == found
    assert said(result, "SIG111") == f"Underskriften i fältet ”{RISE}” går inte att läsa: {words}."
    assert result.signatures[0].kind is Kind.DAMAGED
    assert three(result) == "ja nej nej nej"
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
    assert codes(result) == {"SIG107", "SIG108", "SIG110"}
    assert three(result) == "ja nej nej nej"
    assert "täcker bara en del av filen" in said(result, "SIG110")


def test_a_signature_by_a_method_that_is_no_longer_safe(desk: Desk) -> None:
    result = desk.verify(sign(desk.built, RISE, person("Ylva Berg"), md_algorithm="sha1"), desk.anchor())
    assert codes(result) == {"SIG107", "SIG122"}
    assert "en metod som inte längre är säker" in said(result, "SIG122")


def test_a_signature_of_an_unknown_kind_is_not_called_damaged(desk: Desk) -> None:
    """The content of the CMS is enveloped data: a kind of CMS, but no signature."""
    data = sign(desk.built, RISE, person("Ylva Berg"))
    begin, end = signature_hex(data)
    enveloped = cms.ContentInfo({"content_type": "data", "content": core.OctetString(b"x" * 100)}).dump().hex().encode()
    result = desk.verify(data[:begin] + enveloped.ljust(end - begin, b"0") + data[end:], desk.anchor())
    assert codes(result) == {"SIG107", "SIG111"}
    assert "är av ett slag som inte går att bedöma här" in said(result, "SIG111")
    assert result.signatures[0].kind is Kind.UNKNOWN
    assert three(result) == "ja ? nej nej"
    _, text = command(desk.project.root / "post" / "avtal-ekby.pdf")
    assert f"{RISE}: en underskrift av ett slag som inte går att bedöma här." in text


def test_a_signature_that_was_moved_looks_like_an_attack(desk: Desk) -> None:
    """The byte range leaves out more than the signature: anything could stand there."""
    data = sign(desk.built, RISE, person("Ylva Berg"))
    begin = data.index(b"/ByteRange [") + len(b"/ByteRange [")
    end = data.index(b"]", begin)
    numbers = [int(number) for number in data[begin:end].split()]
    numbers[1] -= 10
    moved = data[:begin] + b" ".join(b"%d" % n for n in numbers).ljust(end - begin) + data[end:]
    result = desk.verify(moved, desk.anchor())
    assert codes(result) == {"SIG107", "SIG111"}
    assert "Så ser en fil ut när någon har flyttat en underskrift" in said(result, "SIG111")


# ---------------------------------------------------------------------------------------------------------------------
# Whom to trust, and when


def test_a_certificate_from_someone_else_is_not_trusted(desk: Desk) -> None:
    result = desk.verify(both(desk.built), desk.anchor("Annan CA"))
    assert codes(result) == {"SIG118"}
    messages = [finding.message for finding in result.findings]
    assert messages == [
        f"Certifikatet för {name} (utfärdat av Prov CA) är inte betrott: ingen av dem som ni litar på har utfärdat det."
        for name in ("Ylva Berg", "Åsa Lindqvist")
    ]
    assert three(result) == "ja nej ja nej"


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
    assert said(result, "SIG118").endswith("det gällde inte längre när det användes.")


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
    assert said(result, "SIG124") == (
        "Tidsstämpeln för Ylva Berg kommer från någon som ni inte har sagt att ni litar på (Provstämplaren)."
    )
    assert codes(desk.verify(data, desk.anchor(), desk.anchor("Annan CA"))) == set()


def test_a_timestamp_of_something_else(desk: Desk) -> None:
    stamps = stamper()
    stamps.careless = True
    data = sign(sign(desk.built, RISE, person("Ylva Berg"), stamps), STAD, person("Åsa Lindqvist"))
    assert codes(desk.verify(data, desk.anchor())) == {"SIG123"}
    assert "har en tidsstämpel som inte är giltig" in said(desk.verify(data, desk.anchor()), "SIG123")


@pytest.mark.parametrize(("issuer", "found"), [("Prov CA", {"SIG138"}), ("Annan CA", {"SIG124", "SIG138"})])
def test_a_timestamp_of_the_whole_file_is_nobodys_signature(desk: Desk, issuer: str, found: set[str]) -> None:
    """Who gave it is judged as a signer is: whoever has a stamp of his own could otherwise add to the file."""
    output = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(both(desk.built)))
    PdfTimeStamper(stamper(issuer)).timestamp_pdf(writer, "sha256", output=output)
    result = desk.verify(output.getvalue(), desk.anchor())
    assert codes(result) == found
    assert faults(result) == found - {"SIG138"}
    assert result.matches == (True, True, None)
    assert three(result) == ("ja ja ja ja" if issuer == "Prov CA" else "ja nej ja nej")
    _, text = command(desk.project.root / "post" / "avtal-ekby.pdf")
    assert f"tidsstämplat av Provstämplaren (certifikat från {issuer})" in text


def test_a_time_that_has_not_been_yet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pyhanko.sign.signers.pdf_signer.datetime", _Clock(datetime.now(UTC) + 300 * DAY))
        once = sign(desk.built, RISE, person("Ylva Berg"))
    result = desk.verify(sign(once, STAD, person("Åsa Lindqvist")), desk.anchor())
    assert codes(result) == {"SIG140"}
    assert "som ännu inte har varit" in said(result, "SIG140")
    assert result.signatures[0].future
    assert three(result) == "ja ? ja ?"


def revoking(name: str, days: int) -> bytes:
    """A list by `authority` that says that this person's certificate was withdrawn so many days ago."""
    now = datetime.now(UTC)
    entry = make.RevokedCertificateBuilder().serial_number(person(name).signing_cert.serial_number)
    made = (
        make.CertificateRevocationListBuilder()
        .issuer_name(authority().certificate.subject)
        .last_update(now - DAY / 24)
        .next_update(now + 30 * DAY)
        .add_revoked_certificate(entry.revocation_date(now - days * DAY).build())
        .sign(authority().key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.DER)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_certificate_that_was_withdrawn(desk: Desk, trusted: bool) -> None:
    path = desk.project.root / "spärrade.crl"
    path.write_bytes(revoking("Ylva Berg", 1))
    asked = Asked(None, (desk.anchor(),) if trusted else (), (path,))
    result = verify(desk.project, desk.put(both(desk.built)), asked)
    assert codes(result) == {"SIG139"} | (set() if trusted else {"SIG119"})
    assert said(result, "SIG139").startswith("Certifikatet för Ylva Berg är spärrat sedan 20")
    assert three(result) == "ja nej ja nej"
    assert [one.as_dict(True)["betrodd"] for one in result.signatures] == ([False, True] if trusted else [None, None])
    assert result.signatures[1].not_revoked is trusted

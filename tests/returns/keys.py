"""Throw-away authorities: a root, an attacker's root with the same names, time-stamping, and revocation lists.

Keys are made once for each process; serial numbers follow from the names. Nothing here is trusted by anybody else.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import crl, keys, ocsp, x509
from cryptography import x509 as make
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.x509 import ocsp as make_ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

PrivateKey = CertificateIssuerPrivateKeyTypes

KEYS: dict[str, Callable[[], PrivateKey]] = {
    "ec": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ec384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "rsa": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
}


@dataclass(frozen=True)
class Issued:
    """A certificate with its private key, and the certificate that vouches for it."""

    certificate: make.Certificate
    key: PrivateKey
    issuer: make.Certificate

    @property
    def asn1(self) -> x509.Certificate:
        """The certificate as pyHanko reads it."""
        return x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def private(self) -> keys.PrivateKeyInfo:
        """The private key as pyHanko reads it."""
        form = serialization.PrivateFormat.PKCS8
        der = self.key.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption())
        return keys.PrivateKeyInfo.load(der)

    def signer(self, prefer_pss: bool = False) -> SimpleSigner:
        """Signs with the key; its certificate and its issuer's go with each signature."""
        store = SimpleCertificateStore()
        store.register(x509.Certificate.load(self.issuer.public_bytes(serialization.Encoding.DER)))
        return SimpleSigner(self.asn1, self.private, store, prefer_pss=prefer_pss)


def root(attackers: bool = False) -> Issued:
    """A certificate authority; the attacker's has the same name, and another key."""
    return _root(attackers)


@cache
def _root(attackers: bool) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Utfärdare för prov CA v1", "Prov AB")
    basic = make.BasicConstraints(ca=True, path_length=0)
    made = (
        _builder(name, name, key, f"root {attackers}", timedelta(days=400), timedelta(days=400))
        .add_extension(basic, critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Issued(made, key, made)


def issued(
    common_name: str,
    organisation: str = "",
    kind: str = "ec",
    *,
    attackers: bool = False,
    expired: bool = False,
    timestamps: bool = False,
    salt: str = "",
) -> Issued:
    """A person's, an organisation's or a time-stamping authority's certificate, issued by :func:`root`.

    ``kind`` is one of :data:`KEYS`; ``expired`` ended yesterday; ``salt`` tells two with the same name apart.
    """
    return _issued(common_name, organisation, kind, attackers, expired, timestamps, salt)


@cache
def _issued(
    common_name: str, organisation: str, kind: str, attackers: bool, expired: bool, timestamps: bool, salt: str
) -> Issued:
    ca = root(attackers)
    key = KEYS[kind]()
    began, left = (timedelta(days=300), -timedelta(days=1)) if expired else (timedelta(days=2), timedelta(days=90))
    serial = f"{common_name} {organisation} {kind} {attackers} {expired} {timestamps} {salt}"
    subject = _name(common_name, organisation)
    builder = _builder(subject, ca.certificate.subject, key, serial, began, left)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    authority_key = make.AuthorityKeyIdentifier.from_issuer_public_key(ca.key.public_key())
    builder = builder.add_extension(authority_key, critical=False)
    place = make.UniformResourceIdentifier("http://crl.example/prov.crl")
    points = [make.DistributionPoint([place], None, None, None)]
    builder = builder.add_extension(make.CRLDistributionPoints(points), critical=False)
    if timestamps:
        purpose = make.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    return Issued(builder.sign(ca.key, hashes.SHA256()), key, ca.certificate)


@cache
def self_made(common_name: str, organisation: str = "") -> Issued:
    """A certificate that nobody but itself vouches for."""
    key = KEYS["ec"]()
    name = _name(common_name, organisation)
    builder = _builder(name, name, key, f"self {common_name}", timedelta(days=1), timedelta(days=90))
    made = builder.add_extension(_usage(authority=False), critical=True).sign(key, hashes.SHA256())
    return Issued(made, key, made)


@cache
def seal() -> Issued:
    """A signing service's organisation seal, vouched for by :func:`root`."""
    return issued("Signeringstjänsten eStämpel", "Signeringstjänsten Prov AB", "rsa")


def revoked(common_name: str) -> Issued:
    """A person's certificate that :func:`revocations` and :func:`answer` say is revoked since yesterday."""
    return issued(common_name, salt="revoked")


def tsa(attackers: bool = False) -> DummyTimeStamper:
    """A time-stamping authority: the trusted root's, or the attacker's own with the same name."""
    made = issued("Tidsstämplingstjänst Prov", "Prov AB", "rsa", timestamps=True, attackers=attackers)
    return stamper(made)


def stamper(made: Issued, at: datetime | None = None) -> DummyTimeStamper:
    """Stamps the time with a certificate; the time of day, or always ``at``."""
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(made.issuer.public_bytes(serialization.Encoding.DER)))
    return DummyTimeStamper(made.asn1, made.private, store, fixed_dt=at)


def revocations(*withdrawn: Issued) -> crl.CertificateList:
    """The root's revocation list (RFC 5280, 5), made an hour ago: ``withdrawn`` are revoked since yesterday."""
    ca, now = root(), _now()
    builder = make.CertificateRevocationListBuilder().issuer_name(ca.certificate.subject)
    builder = builder.last_update(now - timedelta(hours=1)).next_update(now + timedelta(days=30))
    builder = builder.add_extension(make.CRLNumber(1), critical=False)
    identifier = make.AuthorityKeyIdentifier.from_issuer_public_key(ca.key.public_key())
    builder = builder.add_extension(identifier, critical=False)
    for one in withdrawn:
        entry = make.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        entry = entry.revocation_date(now - timedelta(days=1))
        entry = entry.add_extension(make.CRLReason(make.ReasonFlags.key_compromise), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    made = builder.sign(ca.key, hashes.SHA256())
    return crl.CertificateList.load(made.public_bytes(serialization.Encoding.DER))


def answer(about: Issued, withdrawn: bool = False) -> ocsp.OCSPResponse:
    """The root's answer about one certificate (RFC 6960), made an hour ago: good, or revoked since yesterday."""
    ca, now = root(), _now()
    built = (
        make_ocsp.OCSPResponseBuilder()
        .add_response(
            cert=about.certificate,
            issuer=ca.certificate,
            algorithm=hashes.SHA1(),
            cert_status=make_ocsp.OCSPCertStatus.REVOKED if withdrawn else make_ocsp.OCSPCertStatus.GOOD,
            this_update=now - timedelta(hours=1),
            next_update=now + timedelta(days=30),
            revocation_time=now - timedelta(days=1) if withdrawn else None,
            revocation_reason=make.ReasonFlags.key_compromise if withdrawn else None,
        )
        .responder_id(make_ocsp.OCSPResponderEncoding.HASH, ca.certificate)
        .certificates([ca.certificate])
    )
    made = built.sign(ca.key, hashes.SHA256())
    return ocsp.OCSPResponse.load(made.public_bytes(serialization.Encoding.DER))


def trusted() -> x509.Certificate:
    """The root certificate to trust."""
    return root().asn1


def trusted_pem() -> bytes:
    """The root certificate to trust, as a file for ``--trust``."""
    return root().certificate.public_bytes(serialization.Encoding.PEM)


def _builder(
    subject: make.Name,
    issuer: make.Name,
    key: PrivateKey,
    serial: str,
    began: timedelta,
    left: timedelta,
) -> make.CertificateBuilder:
    number = int.from_bytes(hashlib.sha256(serial.encode()).digest()[:15], "big")
    return (
        make.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(_now() - began)
        .not_valid_after(_now() + left)
        .add_extension(make.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(authority: bool) -> make.KeyUsage:
    return make.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common_name: str, organisation: str) -> make.Name:
    parts = [make.NameAttribute(NameOID.COUNTRY_NAME, "SE")]
    if organisation:
        parts.append(make.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return make.Name([*parts, make.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)

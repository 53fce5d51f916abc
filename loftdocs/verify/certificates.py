"""Certificates and revocation lists as they come in files: PEM (RFC 7468), DER (RFC 5280) and PKCS #7 (RFC 5652)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loftdocs.verify.trusted_lists import shown

_ARMOUR = b"-----BEGIN "


@dataclass(frozen=True)
class Bag:
    """What one file holds, all DER, and Swedish sentences on what else was in it."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    remarks: tuple[str, ...] = ()


def unpack(data: bytes, name: str) -> Bag:
    """All certificates and revocation lists of a file. Raises `ValueError` if any part of it cannot be read."""
    try:
        return _armoured(data, name) if _ARMOUR in data else _binary(data)
    except Exception as error:  # the file may be anything; asn1crypto has many errors of its own
        raise ValueError("neither certificates nor revocation lists") from error


def _armoured(data: bytes, name: str) -> Bag:
    """The blocks of a PEM file. Raises `ValueError` if one of them is cut off or not what it says."""
    from asn1crypto import pem

    certificates: list[bytes] = []
    crls: list[bytes] = []
    remarks = []
    blocks = list(pem.unarmor(data, multiple=True))
    if len(blocks) != data.count(_ARMOUR):
        raise ValueError("a block without an end")
    for kind, _, der in blocks:
        if kind in ("CERTIFICATE", "X509 CERTIFICATE"):
            certificates.append(_certificate(der))
        elif kind == "X509 CRL":
            crls.append(_crl(der))
        elif kind in ("PKCS7", "CMS"):
            bag = _bag(der)
            certificates += bag.certificates
            crls += bag.crls
        elif kind.endswith("PRIVATE KEY"):
            remarks.append(f"{name} innehåller en privat nyckel. Den används inte, och ska inte ligga där.")
        else:
            remarks.append(f"{name} innehåller också ”{shown(kind)}”, som inte används.")
    return Bag(tuple(certificates), tuple(crls), tuple(remarks))


def _binary(data: bytes) -> Bag:
    """A file in DER: it does not say what it is, so each is tried. Raises `ValueError` if it is none of them."""
    for read in (_one_certificate, _one_crl):
        try:
            return read(data)
        except Exception:  # asn1crypto has many errors of its own
            continue
    return _bag(data)


def _one_certificate(der: bytes) -> Bag:
    return Bag(certificates=(_certificate(der),))


def _one_crl(der: bytes) -> Bag:
    return Bag(crls=(_crl(der),))


def _certificate(der: bytes) -> bytes:
    """The same bytes, if all that path building asks of a certificate can be read. Raises `ValueError`."""
    from asn1crypto import x509

    one = x509.Certificate.load(der, strict=True)
    _ = one.subject.native, one.issuer.native, one.public_key.native, one.serial_number, one.self_signed
    _ = one.not_valid_before, one.not_valid_after, one.max_path_length, one.key_identifier, one.key_usage_value
    return der


def _crl(der: bytes) -> bytes:
    from asn1crypto import crl

    _times(crl.CertificateList.load(der, strict=True))
    return der


def _bag(der: bytes) -> Bag:
    """The certificates and revocation lists of a PKCS #7 file, which need not sign anything."""
    from asn1crypto import cms

    outer = cms.ContentInfo.load(der, strict=True)
    if outer["content_type"].native != "signed_data":
        raise ValueError("no certificates in it")
    inner = outer["content"]
    chosen = [one.chosen for one in inner["certificates"] or () if one.name == "certificate"]
    revocations = [one.chosen for one in inner["crls"] or () if one.name == "certificate_list"]
    return Bag(tuple(_certificate(one.dump()) for one in chosen), tuple(_crl(one.dump()) for one in revocations))


def _times(revocations: Any) -> tuple[str, datetime | None]:
    body = revocations["tbs_cert_list"]
    _ = body["this_update"].native
    until: datetime | None = body["next_update"].native
    return str(body["issuer"].human_friendly), until


def out_of_date(roots: Sequence[bytes], now: datetime) -> Iterator[str]:
    """A Swedish sentence on each certificate (DER) that does not hold now."""
    if not roots:
        return
    from asn1crypto import x509

    for one in [x509.Certificate.load(der) for der in roots]:
        who = shown(one.subject.human_friendly)
        if one.not_valid_after < now:
            yield f"Det betrodda certifikatet ”{who}” gällde till och med {one.not_valid_after.date().isoformat()}."
        elif one.not_valid_before > now:
            yield f"Det betrodda certifikatet ”{who}” börjar gälla först {one.not_valid_before.date().isoformat()}."


def gone_out(crls: Sequence[bytes], now: datetime) -> Iterator[str]:
    """A Swedish sentence on each revocation list (DER) that should have been followed by another."""
    if not crls:
        return
    from asn1crypto import crl

    for who, until in (_times(crl.CertificateList.load(der)) for der in crls):
        if until is not None and until < now:
            day = until.date().isoformat()
            yield f"Spärrlistan från ”{shown(who)}” gällde till {day}. Det som har spärrats sedan dess står inte i den."

"""Certificates and revocation lists as they come in files: PEM (RFC 7468), DER (RFC 5280) and PKCS #7 (RFC 5652).

And what a certificate says of whom it is for, safe to show (RFC 5280, 4.1.2; ETSI EN 319 412).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loftdocs.plain import plain
from loftdocs.verify.names import mask
from loftdocs.verify.trusted_lists import TrustedList, shown

_ARMOUR = b"-----BEGIN "


@dataclass(frozen=True)
class Bag:
    """What one file holds, certificates and revocation lists as DER, and Swedish sentences on what else was in it."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    lists: tuple[TrustedList, ...] = ()
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
    return Bag(tuple(certificates), tuple(crls), remarks=tuple(remarks))


def _binary(data: bytes) -> Bag:
    """A file in DER: it does not say what it is, so each is tried. Raises `ValueError` if it is none of them."""
    with suppress(Exception):  # asn1crypto has many errors of its own
        return Bag(certificates=(_certificate(data),))
    with suppress(Exception):
        return Bag(crls=(_crl(data),))
    return _bag(data)


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
            message = f"Spärrlistan från ”{shown(who)}” gällde till {until:%Y-%m-%d}."
            yield f"{message} Det som har spärrats sedan dess står inte i den."


def is_person(subject: Any) -> bool:
    """False for what may be an organisation's seal: it names one, and no natural person (EN 319 412-2, -3)."""
    natural = ("given_name", "surname", "pseudonym", "serial_number")
    return any(subject.get(key) for key in natural) or not attribute(subject, "organization_name")


def common_name(subject: Any) -> str | None:
    """Who a certificate is for; never its serial number, which may be someone's personal number."""
    given, last = attribute(subject, "given_name"), attribute(subject, "surname")
    whole = f"{given} {last}" if given and last else None
    name = attribute(subject, "common_name") or whole or _organisation(subject)
    return mask(name) if name else None


def issuer_name(name: Any) -> str | None:
    return attribute(name, "common_name") or _organisation(name)


def _organisation(name: Any) -> str | None:
    return attribute(name, "organization_name") or attribute(name, "organizational_unit_name")


def attribute(name: Any, key: str) -> str | None:
    value = name.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    return plain(" ".join(str(value).split()))[:200] or None if value else None

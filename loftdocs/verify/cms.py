"""Whether a signature holds: the cryptography of a CMS signature or timestamp, by pyHanko (RFC 5652, EN 319 122-1)."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import cms, core, parser, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.validation.generic_cms import (
    async_validate_cms_signature,
    async_validate_detached_cms,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import StandardCMSSignatureStatus, TimestampSignatureStatus

from loftdocs.verify.certificates import attribute, common_name, is_person, issuer_name
from loftdocs.verify.chain import Path, context, finished, judged_trust, quiet, revocation
from loftdocs.verify.requests import Evidence, Request
from loftdocs.verify.result import Clock, Kind, Signature, Stamp, Trust
from loftdocs.verify.trust_services import qualified

_WEAK = ("CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE")
# Clocks differ a little; more than this ahead of our own is another time than now.
_AHEAD = timedelta(hours=1)
_SHA1 = "adbe.pkcs7.sha1"
_RAW = "adbe.x509.rsa_sha1"
_STAMP = "ETSI.RFC3161"
_UNKNOWN_METHOD = "den är gjord med en metod som inte går att kontrollera här"


def judge_all(requests: Sequence[Request], evidence: Evidence) -> tuple[Signature, ...]:
    """Each signature judged; what cannot be read or is of an unknown kind is told as such, and nothing raises."""
    with quiet():
        return tuple(replace(_judge(request, evidence), padded=_padded(request.contents)) for request in requests)


def _padded(contents: bytes | None) -> bool:
    """True if more than zeros follows the signature in its space: nobody reads it, and it was not signed."""
    try:
        return bool(contents and contents[parser.peek(contents) :].strip(b"\0"))
    except ValueError:
        return False


def _judge(request: Request, evidence: Evidence) -> Signature:
    if request.contents is None:
        words = "den står inte där den ska i filen, så att den inte är en underskrift av det som syns"
        return Signature(request.field, Kind.DAMAGED, problem=words)
    if not request.contents.strip(b"\0"):
        return Signature(request.field, Kind.DAMAGED, problem="den är tom")
    subfilter = request.subfilter.lstrip("/")
    try:
        if subfilter == _RAW:
            return _raw(request, evidence)
        signed_data = _signed_data(request.contents)
        if request.timestamp or subfilter == _STAMP:
            return finished(_timestamp(request, signed_data, evidence))
        several = [
            replace(one, qualified=qualified(evidence.lists, path, one.time or evidence.now))
            for one, path in (finished(_signature(request, single, evidence)) for single in _single(signed_data))
        ]
        if not several:
            return Signature(request.field, Kind.DAMAGED, problem="ingen har undertecknat i den")
        worst = min(several, key=lambda one: (one.intact and one.valid, one.vouched))
        return replace(worst, signers=len(several))
    except NotImplementedError as error:
        return Signature(request.field, Kind.UNKNOWN, problem=str(error) or "metoden är okänd")
    except Exception as error:  # the file comes from anyone; asn1crypto and pyHanko have many errors of their own
        return _unreadable(request, error)


def _unreadable(request: Request, error: Exception) -> Signature:
    if isinstance(error, UnsupportedAlgorithm) or "nsupported" in str(error) or "not supported" in str(error):
        return Signature(request.field, Kind.UNKNOWN, problem=_UNKNOWN_METHOD)
    return Signature(request.field, Kind.DAMAGED, problem="den är skadad eller inte gjord enligt standarden")


def _signed_data(contents: bytes) -> Any:
    info = cms.ContentInfo.load(contents, strict=False)
    if info["content_type"].native != "signed_data":
        raise NotImplementedError("den är inte en underskrift enligt CMS")
    return info["content"]


def _single(signed_data: Any) -> Iterator[Any]:
    """The signature once for each who signed in it: pyHanko judges those of one."""
    infos = list(signed_data["signer_infos"])
    if len(infos) == 1:
        yield signed_data
        return
    for info in infos:
        one = cms.SignedData.load(signed_data.untag().dump())
        one["signer_infos"] = cms.SignerInfos([info])
        yield one


def _known(signed_data: Any) -> None:
    """Raises `NotImplementedError` for a method that has no name here, only a number."""
    info = signed_data["signer_infos"][0]
    for part in ("digest_algorithm", "signature_algorithm"):
        if info[part]["algorithm"].native[:1].isdigit():
            raise NotImplementedError(_UNKNOWN_METHOD)


async def _signature(request: Request, signed_data: Any, evidence: Evidence) -> tuple[Signature, Path]:
    _known(signed_data)
    usage = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
    now = context(evidence)
    whole, by_sha1 = True, request.subfilter.lstrip("/") == _SHA1
    if by_sha1:
        # Here what is signed is the SHA-1 of the bytes, inside the signature (ISO 32000-1, 12.8.3.3.1).
        whole = bytes(signed_data["encap_content_info"]["content"]) == _digest("sha1", request.signed)
        status: Any = await async_validate_cms_signature(
            signed_data, status_cls=StandardCMSSignatureStatus, validation_context=now, key_usage_settings=usage
        )
    else:
        status = await async_validate_detached_cms(
            request.signed, signed_data, signer_validation_context=now, key_usage_settings=usage
        )
    certificate = status.signing_cert
    others = tuple(one.dump() for one in extract_certificate_info(signed_data).other_certs)
    given = status.timestamp_validity
    stamp = None if given is None else await _stamp(given, evidence)
    claimed = _aware(status.signer_reported_dt) or pdf_time(request.claimed)
    found = _timed(_of_certificate(request.field, certificate), stamp, claimed, evidence)
    weak = _is_weak(status) or by_sha1
    found = replace(found, intact=bool(status.intact) and whole, valid=bool(status.valid), weak=weak)
    if not found.valid:  # of what nobody signed, there is no certificate to trust
        return replace(found, trust=Trust(None) if evidence.roots else None), ()
    return await _certified(found, certificate, others, evidence)


async def _certified(
    found: Signature, certificate: Any, others: Sequence[bytes], evidence: Evidence
) -> tuple[Signature, Path]:
    """The signature with what anchors and lists of withdrawn certificates say of its own, and its way to an anchor."""
    stamp = found.stamp
    proven = stamp.time if stamp and stamp.valid and stamp.trusted else None
    trust, path = await judged_trust(certificate, others, found.time, proven, evidence)
    revoked, clean = await revocation(certificate, others, found.time, proven, evidence)
    return replace(found, trust=trust, revoked=revoked, not_revoked=clean), path


def _timed(found: Signature, stamp: Stamp | None, claimed: datetime | None, evidence: Evidence) -> Signature:
    """The signature with its time, and who tells it."""
    time = stamp.time if stamp else claimed
    clock = None if time is None else Clock.CLAIMED
    if stamp and stamp.valid:
        clock = Clock.TRUSTED if stamp.trusted else Clock.STAMPED
    ahead = time is not None and time > evidence.now + _AHEAD
    return replace(found, time=time, clock=clock, stamp=stamp, future=ahead)


async def _stamp(given: Any, evidence: Evidence) -> Stamp:
    """A timestamp, by pyHanko's status of it."""
    certificate = given.signing_cert
    time = _aware(given.timestamp) or evidence.now
    trusted = None
    if evidence.roots:
        trust, _ = await judged_trust(certificate, (), time, None, evidence, stamps=True)
        trusted = trust is not None and trust.problem is None
    return Stamp(bool(given.intact and given.valid), common_name(certificate.subject.native), time, trusted)


async def _timestamp(request: Request, signed_data: Any, evidence: Evidence) -> Signature:
    """A timestamp of the whole document, which is nobody's signature (ETSI EN 319 142-1, 5.5)."""
    facts = await validate_tst_signed_data(
        signed_data, context(evidence), lambda method: _digest(method, request.signed)
    )
    status: Any = TimestampSignatureStatus(**facts)
    others = tuple(one.dump() for one in extract_certificate_info(signed_data).other_certs)
    found = replace(_of_certificate(request.field, status.signing_cert), kind=Kind.TIMESTAMP, person=False)
    stamp = await _stamp(status, evidence)
    found = _timed(found, stamp, None, evidence)
    trust, _ = await judged_trust(status.signing_cert, others, stamp.time, None, evidence, stamps=True)
    revoked, clean = await revocation(status.signing_cert, others, stamp.time, None, evidence)
    return replace(
        found,
        intact=bool(status.intact),
        valid=bool(status.valid),
        weak=_is_weak(status),
        trust=trust,
        revoked=revoked,
        not_revoked=clean,
        clock=Clock.TRUSTED if trust is not None and trust.problem is None else Clock.STAMPED,
    )


def _raw(request: Request, evidence: Evidence) -> Signature:
    """A signature of the oldest kind: RSA over SHA-1, the certificate beside it (ISO 32000-1, 12.8.3.2)."""
    certificate = x509.Certificate.load(request.certificate or b"")
    key: Any = serialization.load_der_public_key(certificate.public_key.dump())
    signature = core.OctetString.load(request.contents, strict=False).native
    try:
        key.verify(signature, request.signed, padding.PKCS1v15(), hashes.SHA1())
        holds = True
    except InvalidSignature:
        holds = False
    found = _timed(_of_certificate(request.field, certificate), None, pdf_time(request.claimed), evidence)
    found = replace(found, intact=holds, valid=holds, weak=True)
    return finished(_certified(found, certificate, (), evidence))[0]


def _of_certificate(field: str, certificate: Any) -> Signature:
    subject = certificate.subject.native
    return Signature(
        field=field,
        kind=Kind.SIGNATURE,
        name=common_name(subject),
        organisation=attribute(subject, "organization_name"),
        issuer=issuer_name(certificate.issuer.native),
        person=is_person(subject),
        self_issued=certificate.subject == certificate.issuer,
        good=(certificate.not_valid_before, certificate.not_valid_after),
    )


def _is_weak(status: Any) -> bool:
    return getattr(status.trust_problem_indic, "name", "") in _WEAK


def _digest(method: str, data: bytes) -> bytes:
    try:
        return hashlib.new(method, data).digest()
    except ValueError as error:
        raise NotImplementedError(f"den bygger på {method}, som inte går att kontrollera här") from error


def pdf_time(text: str) -> datetime | None:
    """A time as a PDF writes it (ISO 32000-1, 7.9.4), None for what is none; without a zone it is taken as UTC."""
    match = re.match(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?", text)
    if not match:
        return None
    year, month, day, *clock = (int(part) if part else None for part in match.groups()[:6])
    try:
        hour, minute, second = (part or 0 for part in clock)
        time = datetime(year or 1, month or 1, day or 1, hour, minute, second, tzinfo=UTC)
        sign, hours, minutes = match.groups()[6:]
        ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        return time - ahead if sign == "+" else time + ahead
    except (ValueError, OverflowError):
        return None


def _aware(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time

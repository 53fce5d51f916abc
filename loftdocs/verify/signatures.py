"""Reads every signature field of a PDF: who signed, when, and if it holds (PAdES, ETSI EN 319 142-1)."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from loftdocs.verify.result import Clock, Kind, Signature, Trust
from loftdocs.verify.trust import Anchors, context, why

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature

_WEAK = ("CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE")


def read_signatures(reader: "PdfFileReader", anchors: Anchors | None) -> tuple[Signature, ...]:
    """All signature fields: those with something in them in the order it was put there, then the empty ones.

    Without anchors nothing is said about who issued the certificates. A signature that cannot be understood is
    ``UNREADABLE``; pyHanko's `PdfError` is raised for a PDF that cannot.
    """
    from pyhanko.sign.fields import enumerate_sig_fields

    found = [_read(reader, str(name), value, field, anchors) for name, value, field in enumerate_sig_fields(reader)]
    return tuple(sorted(found, key=lambda s: (s.kind is Kind.EMPTY, s.revision is None, s.revision or 0)))


def _read(reader: "PdfFileReader", name: str, value: Any, field: Any, anchors: Anchors | None) -> Signature:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation import EmbeddedPdfSignature

    if not value:
        return Signature(name, Kind.EMPTY)
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        read = _timestamp if embedded.sig_object_type == "/DocTimeStamp" else _signature
        return read(embedded, anchors)
    except PdfError:
        raise
    except Exception:  # the file comes from anyone; asn1crypto and pyHanko have many errors of their own
        return Signature(name, Kind.UNREADABLE)


def _signature(embedded: "EmbeddedPdfSignature", anchors: Anchors | None) -> Signature:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status, clock, trust = _validated(embedded, anchors)
    certificate = status.signing_cert
    stamp = status.timestamp_validity
    time = _aware(stamp.timestamp if stamp else status.signer_reported_dt)
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    lock = embedded.docmdp_level
    return Signature(
        field=embedded.field_name,
        kind=Kind.SIGNATURE,
        name=_name(certificate.subject.native),
        organisation=_text(certificate.subject.native, "organization_name"),
        issuer=_issuer(certificate.issuer.native),
        self_issued=certificate.subject == certificate.issuer,
        time=time,
        clock=clock if time else None,
        in_time=time is None or begins <= time <= ends,
        intact=status.intact,
        valid=status.valid,
        whole=status.coverage is not None and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        allowed=bool(status.docmdp_ok),
        locks=lock is not None and lock.name == "NO_CHANGES",
        weak=getattr(status.trust_problem_indic, "name", "") in _WEAK,
        stamped=stamp is None or (stamp.intact and stamp.valid),
        revision=embedded.signed_revision,
        trust=trust,
    )


def _validated(embedded: "EmbeddedPdfSignature", anchors: Anchors | None) -> tuple[Any, Clock, Trust | None]:
    """pyHanko's status of a signature, who tells its time, and what the anchors say.

    The certificate is to be good now; or when a trusted timestamp tells that it was used; or, with a remark, when the
    signer's own clock does (ETSI EN 319 102-1, 5.2.6: certificates of signing services may live for minutes).
    """
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    usage = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
    try:
        status = validate_pdf_signature(embedded, context(anchors or ()), key_usage_settings=usage)
    except PdfReadError:  # what came later cannot be compared, as where a page is not there any more
        now = context(anchors or ())
        status = validate_pdf_signature(embedded, now, key_usage_settings=usage, skip_diff=True)
    stamp = status.timestamp_validity
    clock = Clock.CLAIMED if stamp is None else Clock.TRUSTED if anchors and stamp.trusted else Clock.STAMPED
    if anchors is None:
        return status, clock, None
    time = _aware(stamp.timestamp if stamp and stamp.trusted else status.signer_reported_dt)
    if not status.valid or _chained(status):  # of what nobody signed, there is no certificate to trust
        return status, clock, Trust(None)
    if time is None:
        return status, clock, Trust(why(status.trust_problem_indic))
    then = validate_pdf_signature(
        embedded, context(anchors, time), context(anchors), key_usage_settings=usage, skip_diff=True
    )
    if _chained(then):
        return status, clock, Trust(None, expired=clock is not Clock.TRUSTED)
    return status, clock, Trust(why(then.trust_problem_indic or status.trust_problem_indic))


def _chained(status: Any) -> bool:
    """True if there is a way from the certificate to an anchor, whether the signature fits the file or not."""
    return status.trust_problem_indic is None and status.validation_path is not None


def _timestamp(embedded: "EmbeddedPdfSignature", anchors: Anchors | None) -> Signature:
    """A timestamp of the whole document, which is nobody's signature."""
    from pyhanko.sign.validation import validate_pdf_timestamp
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status: Any = validate_pdf_timestamp(embedded, context(anchors or ()))
    trusted = bool(anchors) and status.trusted
    return Signature(
        field=embedded.field_name,
        kind=Kind.TIMESTAMP,
        name=_name(status.signing_cert.subject.native),
        issuer=_issuer(status.signing_cert.issuer.native),
        time=_aware(status.timestamp),
        clock=Clock.TRUSTED if trusted else Clock.STAMPED,
        intact=status.intact,
        valid=status.valid,
        whole=status.coverage is not None and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        allowed=True,
        revision=embedded.signed_revision,
    )


def _name(subject: Any) -> str | None:
    """Who a certificate is for; never its serial number, which may be someone's personal number."""
    given, last = _text(subject, "given_name"), _text(subject, "surname")
    return _text(subject, "common_name") or (f"{given} {last}" if given and last else None) or _organisation(subject)


def _issuer(name: Any) -> str | None:
    return _text(name, "common_name") or _organisation(name)


def _organisation(name: Any) -> str | None:
    return _text(name, "organization_name") or _text(name, "organizational_unit_name")


def _text(name: Any, key: str) -> str | None:
    value = name.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(str(value).split()) or None if value else None


def _aware(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time

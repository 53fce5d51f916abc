"""Who stands behind a certificate, and whether it was withdrawn: paths and lists, by pyHanko's validator (RFC 5280)."""

import logging
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import RevokedError
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

from loftdocs.verify.requests import Evidence
from loftdocs.verify.result import Trust

_Answer = TypeVar("_Answer")
Path = tuple[bytes, ...]  # certificates, DER, the end one first

_NOBODY = "ingen av dem som ni litar på har utfärdat det"
_OTHER = "det uppfyller inte kraven på ett certifikat för underskrift"
# By the validator's errors; what is nearest to the fault comes first.
_PROBLEMS = (
    ("RevokedError", "det är spärrat"),
    ("ExpiredError", "det gällde inte längre när det användes"),
    ("NotYetValidError", "det hade inte börjat gälla när det användes"),
    ("DisallowedAlgorithmError", "det bygger på en metod som inte längre är säker"),
    ("PathBuildingError", _NOBODY),
    ("PathError", _NOBODY),
)


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps pyHanko's own log, in English and with names as they are, from the screen: findings tell it all."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def finished(work: Coroutine[Any, Any, _Answer]) -> _Answer:
    """What a function of the validator's comes to: without a network to fetch lists from, none of them waits.

    Raises what the function does, and `RuntimeError` for one that waits all the same.
    """
    try:
        work.send(None)
    except StopIteration as done:
        answer: _Answer = done.value
        return answer
    work.close()
    raise RuntimeError("a judgement without any network waits for something")


def context(
    evidence: Evidence,
    moment: datetime | None = None,
    roots: Sequence[bytes] | None = None,
    *,
    listed: bool = True,
) -> ValidationContext:
    """How to judge certificates at a moment (now, if None): by these anchors alone, and without any network.

    With ``listed``, the lists of withdrawn certificates count.
    """
    return ValidationContext(
        trust_roots=_certificates(evidence.roots if roots is None else roots),
        other_certs=_certificates(evidence.certificates),
        moment=moment or evidence.now,
        crls=_loaded(evidence.crls, crl.CertificateList) if listed else (),
        ocsps=_loaded(evidence.ocsps, ocsp.OCSPResponse) if listed else (),
        allow_fetching=False,
        revocation_mode="soft-fail",
        retroactive_revinfo=True,
    )


async def judged_trust(
    certificate: Any,
    others: Sequence[bytes],
    time: datetime | None,
    proven: datetime | None,
    evidence: Evidence,
    *,
    stamps: bool = False,
) -> tuple[Trust | None, Path]:
    """What the anchors say of a certificate (None without any), and the way from it to one of them, itself first.

    The certificate is to be good now; or at ``time``, with a remark if only the signer's own clock tells it and no
    trusted timestamp (``proven``) does (ETSI EN 319 102-1, 5.2.6: certificates of signing services may live for
    minutes). Whether it was withdrawn is asked elsewhere.
    """
    roots = evidence.roots + (evidence.stamp_roots if stamps else ())
    if not roots:
        return None, ()
    problem = _NOBODY
    for moment in (evidence.now, time):
        if moment is None:
            continue
        path, problem = await _path(certificate, others, context(evidence, moment, roots, listed=False), stamps=stamps)
        if path is not None:
            expired = moment is time and moment != evidence.now and proven is None and not stamps
            return Trust(None, expired=expired), tuple(
                one.dump() for one in reversed([*path.iter_certs(include_root=True)])
            )
    return Trust(problem), ()


async def _path(certificate: Any, others: Sequence[bytes], judge: Any, *, stamps: bool | None) -> tuple[Any, str]:
    """A way from a certificate to an anchor, or why there is none; ``stamps`` is None whatever it may be used for."""
    validator: Any = CertificateValidator(certificate, _certificates(others), judge)
    try:
        if stamps:
            path = await validator.async_validate_usage(set(), {"time_stamping"})
        else:
            path = await validator.async_validate_usage(set())
            usage = certificate.key_usage_value
            if stamps is False and usage is not None and not usage.native & {"non_repudiation", "digital_signature"}:
                return None, _OTHER
        return path, ""
    except Exception as error:  # the certificates come from anyone, and asn1crypto reads them as it goes
        return None, _NOBODY if certificate.self_issued else _why(error)


def _why(error: Exception) -> str:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return next((words for name, words in _PROBLEMS if name in kinds), _OTHER)


async def revocation(
    certificate: Any, others: Sequence[bytes], time: datetime | None, proven: datetime | None, evidence: Evidence
) -> tuple[datetime | None, bool]:
    """When a certificate was withdrawn (None if not known to be), and if a list in force says that it was not.

    Lists inside the file count also where no anchor is given: then the issuers in the file stand for themselves, since
    a list that an issuer has signed against its own certificate is nobody's forgery but its own. One that was withdrawn
    after a trusted timestamp (``proven``) was good when it was used.
    """
    if not evidence.crls and not evidence.ocsps:
        return None, False
    issuers = [one.dump() for one in _certificates((*others, *evidence.certificates)) if one.ca]
    inside = min(max(evidence.now, certificate.not_valid_before), certificate.not_valid_after)
    for roots in [evidence.roots, issuers] if evidence.roots else [issuers]:
        date, clean = await _withdrawn(certificate, others, evidence, inside, roots)
        if date is not None:
            return (None, True) if proven is not None and proven < date else (date, False)
        if clean:
            return None, True
    return _named(certificate, evidence.crls), False


def _named(certificate: Any, crls: Sequence[bytes]) -> datetime | None:
    """When a list that nobody here can vouch for says that a certificate was withdrawn: it came with the file."""
    lists = (one["tbs_cert_list"] for one in _loaded(crls, crl.CertificateList) if one.issuer == certificate.issuer)
    entries = (entry for one in lists for entry in one["revoked_certificates"])
    number = certificate.serial_number
    return next((one["revocation_date"].native for one in entries if one["user_certificate"].native == number), None)


async def _withdrawn(
    certificate: Any, others: Sequence[bytes], evidence: Evidence, moment: datetime, roots: Sequence[bytes]
) -> tuple[datetime | None, bool]:
    """When a certificate or one above it was withdrawn, and if a list or an answer says that it was not.

    The validator itself looks at lists only where the certificate says where to fetch them; those that came along count
    all the same, and are asked by themselves.
    """
    validator: Any = CertificateValidator(certificate, _certificates(others), context(evidence, moment, roots))
    path, _ = await _path(certificate, others, context(evidence, moment, roots, listed=False), stamps=None)
    if path is None:
        return None, False
    clean = False
    listed = context(evidence, moment, roots)
    checks: tuple[Callable[[], Any], ...] = (
        lambda: validator.async_validate_usage(set()),
        lambda: verify_ocsp_response(certificate, path, listed),
        lambda: verify_crl(certificate, path, listed),
    )
    for check in checks:
        try:
            answer = await check()
            clean = clean or answer is None
        except RevokedError as error:
            return error.revocation_dt, False
        except Exception:  # no list for this certificate, or one that cannot be read: it says nothing
            continue
    return None, clean


def _certificates(encoded: Sequence[bytes]) -> list[Any]:
    return _loaded(encoded, x509.Certificate)


def _loaded(encoded: Sequence[bytes], kind: Any) -> list[Any]:
    """Those that can be read; one that cannot proves nothing."""
    return [read for one in encoded if (read := _read(one, kind)) is not None]


@lru_cache(maxsize=512)
def _read(encoded: bytes, kind: Any) -> Any:
    """One read once: unfolding a long list of withdrawn certificates takes seconds."""
    try:
        read = kind.load(encoded)
        _ = read["tbs_cert_list"]["issuer"].native if kind is crl.CertificateList else read[0].native
    except (ValueError, TypeError, KeyError):
        return None
    return read

"""What trusted lists vouch for: who may issue qualified certificates and timestamps, and if a certificate is qualified.

Sources: ETSI TS 119 612 (the lists), eIDAS (Regulation (EU) 910/2014), article 32, and EN 319 412-5 (QCStatements).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from loftdocs.verify.chain import finished, quiet
from loftdocs.verify.trusted_lists import TSL, TrustedList, certificates_in, moment_of, parsed, text_of

_BASE = "http://uri.etsi.org/TrstSvc"
_GRANTED = f"{_BASE}/TrustedList/Svcstatus/granted"
_CA_QC = f"{_BASE}/Svctype/CA/QC"
_QTST = f"{_BASE}/Svctype/TSA/QTST"


@dataclass(frozen=True)
class _Service:
    """What one service is, or was for a time; `granted` is true for one that the list calls granted now."""

    kind: str
    granted: bool
    certificates: tuple[bytes, ...]


def issuers(lists: Iterable[TrustedList]) -> tuple[bytes, ...]:
    """The certificates (DER) of who may issue qualified certificates: granted CA/QC services in verified lists."""
    return _granted(lists, _CA_QC)


def timestampers(lists: Iterable[TrustedList]) -> tuple[bytes, ...]:
    """The certificates (DER) of granted services for qualified timestamps (TSA/QTST), as `issuers`."""
    return _granted(lists, _QTST)


def qualified(lists: Iterable[TrustedList], path_certs: Sequence[bytes], moment: datetime) -> bool | None:
    """If a certificate was qualified for electronic signatures or seals at a moment (with time zone), by the lists.

    `path_certs` are DER: the certificate first, then those of its issuers that are known, in any order. eIDAS,
    article 32(1)(a) and (b): qualified when signing, and issued by a qualified service, so that the service has to be
    granted both then and when the certificate was issued (TS 119 612, 5.5.5). Revocation is not looked into.
    None: no list that speaks of that moment names its issuer, or the certificate cannot be judged.
    """
    speaking = [one for one in lists if one.speaks_of(moment)]
    if not speaking or not path_certs:
        return None
    try:
        with quiet():
            return _assessed(speaking, path_certs, moment)
    except Exception:  # certificates come from anyone; asn1crypto and pyHanko have many errors of their own
        return None


def _assessed(lists: Sequence[TrustedList], path_certs: Sequence[bytes], moment: datetime) -> bool | None:
    from asn1crypto import x509
    from pyhanko.sign.ades.qualified_asn1 import get_qc_statements
    from pyhanko.sign.validation.qualified.assess import QualificationAssessor
    from pyhanko.sign.validation.qualified.tsp import QcCertType
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.authority import AuthorityWithCert
    from pyhanko_certvalidator.errors import PathBuildingError, ValidationError

    end, *others = [x509.Certificate.load(der, strict=True) for der in path_certs]
    sought = {one.issuer.hashable for one in (end, *others)}
    known = [(one, der) for one in lists for subject, der in _subjects(one) if subject in sought]
    naming = tuple(dict.fromkeys(one for one, _ in known))
    anchors = [x509.Certificate.load(der) for der in dict.fromkeys(der for _, der in known)]
    if not anchors:
        return None
    context = ValidationContext(trust_roots=anchors, other_certs=others, moment=moment, allow_fetching=False)
    try:
        path = finished(CertificateValidator(end, validation_context=context).async_validate_path())
    except PathBuildingError:
        return None
    except ValidationError:
        return False
    if any(statement["statement_id"].native == "qc_cc_legislation" for statement in get_qc_statements(end)):
        return False  # qualified by the law of a country outside the EU (EN 319 412-5, 4.2.4)
    authorities = {one.certificate.dump() for one in path.iter_authorities() if isinstance(one, AuthorityWithCert)}
    assessor = QualificationAssessor(_registry(naming, authorities))
    found = [assessor.check_entity_cert_qualified(path, at).status for at in (moment, end.not_valid_before)]
    return all(one.qualified and one.qc_type in (QcCertType.QC_ESIGN, QcCertType.QC_ESEAL) for one in found)


def _registry(lists: Sequence[TrustedList], authorities: Collection[bytes]) -> Any:
    """pyHanko's register of the services that are known by one of these certificates; all of a list takes seconds."""
    from lxml import etree
    from pyhanko.sign.validation.qualified.eutl_parse import trust_list_to_registry_unsafe
    from pyhanko.sign.validation.qualified.tsp import TSPRegistry

    registry = TSPRegistry()
    for one in lists:
        root = parsed(_completed(one), one.name)
        for service in list(root.iter(f"{TSL}TSPService")):
            if not any(der in authorities for element in _statuses(service) for der in _identity(element)):
                service.getparent().remove(service)
        trust_list_to_registry_unsafe(etree.tostring(root, encoding="unicode"), registry)
    return registry


def _granted(lists: Iterable[TrustedList], kind: str) -> tuple[bytes, ...]:
    services = (s for one in lists if one.verified for s in _services(one) if s.kind == kind and s.granted)
    return tuple(dict.fromkeys(der for service in services for der in service.certificates))


@lru_cache(maxsize=64)
def _subjects(one: TrustedList) -> tuple[tuple[str, bytes], ...]:
    """Each possible issuer's name, in a form in which equal names are equal (RFC 5280, 7.1), and certificate.

    CA/QC services of any status: that one is withdrawn is an answer too.
    """
    from asn1crypto import x509

    found = []
    for der in dict.fromkeys(
        der for service in _services(one) if service.kind == _CA_QC for der in service.certificates
    ):
        try:
            found.append((str(x509.Certificate.load(der, strict=True).subject.hashable), der))
        except Exception:  # asn1crypto has many errors of its own; no one is issued by what cannot be read
            continue
    return tuple(found)


@lru_cache(maxsize=64)
def _services(one: TrustedList) -> tuple[_Service, ...]:
    root = parsed(_completed(one), one.name)
    return tuple(found for service in root.iter(f"{TSL}TSPService") for found in _history(service))


def _history(service: Any) -> Iterator[_Service]:
    """What a service has been, the present first; each status holds until the one before it here began."""
    for earlier, element in enumerate(_statuses(service)):
        try:
            moment_of(text_of(element, "StatusStartingTime"))
        except ValueError:
            return  # what came before cannot be placed in time either
        kind, status = text_of(element, "ServiceTypeIdentifier"), text_of(element, "ServiceStatus")
        yield _Service(kind, not earlier and status == _GRANTED, _identity(element))


def _statuses(service: Any) -> list[Any]:
    earlier = service.findall(f"{TSL}ServiceHistory/{TSL}ServiceHistoryInstance")
    earlier.sort(key=lambda element: text_of(element, "StatusStartingTime"), reverse=True)
    return [*service.findall(f"{TSL}ServiceInformation"), *earlier]


def _identity(element: Any) -> tuple[bytes, ...]:
    return certificates_in(element.iterfind(f"{TSL}ServiceDigitalIdentity/{TSL}DigitalId/{TSL}X509Certificate"))


@lru_cache(maxsize=64)
def _completed(one: TrustedList) -> bytes:
    """The list with each service's certificates also in its history, where a list may leave them out.

    TS 119 612, 5.6.3: all of a service's history is about the same key. pyHanko knows a service by its certificates.
    """
    from lxml import etree

    root = parsed(one.xml, one.name)
    for service in root.iter(f"{TSL}TSPService"):
        now, *earlier = _statuses(service) or [None]
        identity = None if now is None else now.find(f"{TSL}ServiceDigitalIdentity")
        for element in earlier if identity is not None else ():
            bare = element.find(f"{TSL}ServiceDigitalIdentity")
            if bare is not None and not _identity(element):
                element.replace(bare, deepcopy(identity))
    return etree.tostring(root, encoding="utf-8")

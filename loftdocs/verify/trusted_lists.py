"""The EU's trusted lists (ETSI TS 119 612): whose they are, and whether their signatures hold and count.

A member state's list names the trust services that it supervises; the Commission's list of lists (LOTL) names who signs
each of them. Both are files that an administrator has downloaded: nothing here uses the network. A list whose signature
is not vouched for is used for nothing.
"""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from loftdocs.failures import FileFailure

MAX_BYTES = 20_000_000  # the largest of the real ones are below 10 MB
MAX_TAGS = 1_000_000
TSL = "{http://uri.etsi.org/02231/v2#}"
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_LIST_OF_LISTS = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists"
_DECLARED = re.compile(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_HINT = "Hämta listan på nytt från dess utgivare, och lägg den i mappen som den är."


@dataclass(frozen=True)
class TrustedList:
    """One list. `xml` is, of a verified list, exactly the bytes that its signature covers (canonical XML)."""

    name: str  # the file, as shown
    territory: str  # ISO 3166-1, but EL and UK; EU for the list of lists
    operator: str
    scheme: str
    issued: datetime
    next_update: datetime | None  # None: the scheme is closed, and this is its last list (TS 119 612, 5.3.15)
    of_lists: bool
    verified: bool  # the signature holds, and its signer is vouched for
    xml: bytes = field(repr=False)

    def speaks_of(self, moment: datetime) -> bool:
        """If the list says anything about a moment (with time zone): it is trusted, and had not gone out by then."""
        return self.verified and (self.next_update is None or moment <= self.next_update)


def read_list(data: bytes, name: str) -> TrustedList:
    """What a file says about itself; not yet verified. Raises `FileFailure` for what is no trusted list.

    A DTD is refused before any parser sees it, since entities are of no use in a list and can be made to grow without
    bound. So are other encodings than the lists' UTF-8, in which one could be hidden.
    """
    if len(data) > MAX_BYTES:
        raise FileFailure(f"{name} är för stor för att vara en betrodd lista.", _HINT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFailure(f"{name} är inte kodad i UTF-8, som en betrodd lista ska vara.", _HINT) from error
    declared = _DECLARED.match(text)
    if (declared and declared[1].lower() not in ("utf-8", "utf8")) or "\0" in text:
        raise FileFailure(f"{name} är inte kodad i UTF-8, som en betrodd lista ska vara.", _HINT)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise FileFailure(f"{name} innehåller en DTD, som inte hör hemma i en betrodd lista.", _HINT)
    if text.count("<") > MAX_TAGS:
        raise FileFailure(f"{name} är för stor för att vara en betrodd lista.", _HINT)
    return _described(text.encode(), name)


def _described(xml: bytes, name: str) -> TrustedList:
    root = parsed(xml, name)
    information = root.find(f"{TSL}SchemeInformation")
    if root.tag != f"{TSL}TrustServiceStatusList" or information is None:
        hint = "En betrodd lista är en XML-fil enligt ETSI TS 119 612. Ta bort filen om den är något annat."
        raise FileFailure(f"{name} är ingen betrodd lista.", hint)
    try:
        issued = moment_of(text_of(information, "ListIssueDateTime"))
        following = text_of(information, "NextUpdate", "dateTime")
        next_update = moment_of(following) if following else None
    except ValueError as error:
        raise FileFailure(f"{name} saknar ett läsbart datum för när listan gavs ut eller går ut.", _HINT) from error
    return TrustedList(
        name=name,
        territory=shown(text_of(information, "SchemeTerritory")).upper(),
        operator=shown(_in_english(information, "SchemeOperatorName")),
        scheme=shown(_in_english(information, "SchemeName")),
        issued=issued,
        next_update=next_update,
        of_lists=text_of(information, "TSLType") == _LIST_OF_LISTS,
        verified=False,
        xml=xml,
    )


def parsed(xml: bytes, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise FileFailure(f"{name} är skadad: den går inte att läsa som XML.", _HINT) from error


def text_of(element: Any, *path: str) -> str:
    return (element.findtext("/".join(f"{TSL}{step}" for step in path)) or "").strip()


def certificates_in(elements: Iterable[Any]) -> tuple[bytes, ...]:
    """The certificates (DER) that elements hold in base64; none at all if one of them cannot be read."""
    try:
        return tuple(b64decode("".join((one.text or "").split())) for one in elements)
    except ValueError:
        return ()


def _in_english(information: Any, tag: str) -> str:
    """A name that the list gives in several languages; English is always one of them."""
    names = list(information.iterfind(f"{TSL}{tag}/{TSL}Name"))
    english = [one for one in names if one.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"]
    return next(((one.text or "").strip() for one in [*english, *names]), "")


def moment_of(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def shown(text: str) -> str:
    """A foreign text made safe to show: on one line, not too long, and without what a terminal would act on."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:200]).split())


def judge(
    found: Sequence[TrustedList], certificates: Sequence[bytes], now: datetime
) -> tuple[tuple[TrustedList, ...], frozenset[bytes], tuple[str, ...]]:
    """Which of the lists found together are vouched for; `certificates` (DER) are those that lay beside them.

    The lists, without lists of lists, which vouch for no one but other lists; those of the certificates that a list is
    signed with; and remarks in Swedish.

    A list counts if it is signed with a certificate to which the list of lists points for that territory, when the
    latter is itself signed with one that comes with pyHanko (who took them from the Official Journal and the list's
    own successors), or with a certificate that the administrator has put beside it. Of several for a territory the
    latest counts: an older one would bring back what has been withdrawn since.
    """
    remarks: list[str] = []
    pointers = _pointers([one for one in found if one.of_lists], remarks, now)
    lists: list[TrustedList] = []
    signers: set[bytes] = set()
    for one in (one for one in found if not one.of_lists):
        checked, signer = _verified(one, [*pointers.get(one.territory, ()), *certificates])
        signers.update({signer} & set(certificates) if signer else ())
        lists.append(checked)
        remarks += _remarks(checked, now)
    newest: dict[str, TrustedList] = {}
    for one in sorted(lists, key=lambda one: one.issued, reverse=True):
        if one.verified:
            newest.setdefault(one.territory, one)
    remarks += [
        f"{one.name} används inte: det finns en lista för {one.territory} som är lika ny eller nyare."
        for one in lists
        if one.verified and one not in newest.values()
    ]
    return tuple(one for one in lists if one in newest.values() or not one.verified), frozenset(signers), tuple(remarks)


def _pointers(found: Sequence[TrustedList], remarks: list[str], now: datetime) -> dict[str, tuple[bytes, ...]]:
    """By territory, the certificates (DER) that may sign its list, according to the latest list of lists."""
    if not found:
        return {}
    from pyhanko.sign.validation.qualified.eutl_parse import latest_known_lotl_tlso_certs, parse_lotl_unsafe

    known = [certificate.dump() for certificate in latest_known_lotl_tlso_certs()]
    checked = [_verified(one, known)[0] for one in found]
    for one in checked:
        remarks += _remarks(one, now)
    latest = max((one for one in checked if one.verified), key=lambda one: one.issued, default=None)
    if latest is None:
        return {}
    try:
        references = parse_lotl_unsafe(latest.xml.decode()).references
        pairs = [(one.territory.upper(), one_signer.dump()) for one in references for one_signer in one.tlso_certs]
    except Exception:  # xsdata and asn1crypto have many errors of their own
        remarks.append(f"{latest.name} används inte: den går inte att tolka som en lista över betrodda listor.")
        return {}
    return {territory: tuple(der for other, der in pairs if other == territory) for territory, _ in pairs}


def _verified(one: TrustedList, vouched: Sequence[bytes]) -> tuple[TrustedList, bytes | None]:
    """The list with what its signature covers and the certificate that it holds for; unchanged, None if for none.

    TS 119 612, 5.7.1: an enveloped XAdES signature on the list as a whole, with the signer's certificate in it. The
    certificate has to have been valid when the list was issued: lists are kept as long as agreements are.
    """
    for certificate in (der for der in _signers(one) if der in vouched):
        signed = _signed(one, certificate)
        if signed is None:
            continue
        covered = replace(_described(signed, one.name), xml=one.xml)
        if covered == one:  # what is read of the file is what is signed, so that no other list is wrapped around it
            return replace(one, verified=True, xml=signed), certificate
    return one, None


def _signers(one: TrustedList) -> tuple[bytes, ...]:
    """The certificates (DER) that the list's signature names; none if there is not one signature, on one list."""
    root = parsed(one.xml, one.name)
    signatures = root.findall(f"{_DS}Signature")
    if len(signatures) != 1 or root.find(f".//{root.tag}") is not None:
        return ()
    named = signatures[0].iterfind(f"{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate")
    return tuple(dict.fromkeys(certificates_in(named)))[:10]


def _signed(one: TrustedList, certificate: bytes) -> bytes | None:
    """The bytes of the list that its signature covers, if it was made with the certificate's key."""
    from cryptography.x509 import load_der_x509_certificate
    from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

    expected = XAdESSignatureConfiguration(location="./", expect_references=True, verification_time=one.issued)
    try:
        signer = load_der_x509_certificate(certificate)
        results = XAdESVerifier().verify(one.xml, x509_cert=signer, expect_config=expected)
    except Exception:  # the file comes from anyone; signxml, lxml and cryptography have many errors of their own
        return None
    whole = (r for r in results if r.signed_xml is not None and r.signed_xml.tag == f"{TSL}TrustServiceStatusList")
    return next((r.signed_data for r in whole), None)


def _remarks(one: TrustedList, now: datetime) -> Iterator[str]:
    if not one.verified and one.of_lists:
        yield (
            f"{one.name} används inte: den är inte undertecknad av någon som loftdocs känner som utgivare av EU:s "
            "lista över betrodda listor. Den kan vara ändrad, eller nyare än loftdocs."
        )
    elif not one.verified:
        yield (
            f"{one.name} används inte: ingen går i god för dess underskrift. Lägg EU:s lista över betrodda listor "
            "bredvid, eller utgivarens certifikat, och hämta listan på nytt om det inte hjälper."
        )
    elif one.next_update and one.next_update < now:
        yield f"{one.name} gick ut {one.next_update:%Y-%m-%d}, och säger inget om tiden därefter. Hämta en ny."

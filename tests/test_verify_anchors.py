"""Whom to trust: certificates and lists in files and folders, whose trusted lists count, and what these vouch for."""

import os
import pickle
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID, ObjectIdentifier
from lxml import etree
from pyhanko.sign.ades.qualified_asn1 import QcStatements
from pyhanko.sign.validation.qualified import eutl_parse
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.xades.xades import XAdESSigner

from loftdocs.failures import FileFailure
from loftdocs.verify import anchors
from loftdocs.verify.anchors import Anchors, load
from loftdocs.verify.trust_services import issuers, qualified, timestampers
from loftdocs.verify.trusted_lists import TrustedList

from .conftest import REPO

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
URI = "http://uri.etsi.org/TrstSvc"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
CA_QC, QTST = f"{URI}/Svctype/CA/QC", f"{URI}/Svctype/TSA/QTST"

# ---------------------------------------------------------------------------------------------------------------------
# Keys and certificates


@dataclass(frozen=True)
class Party:
    """Someone with a key and a certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def party(
    name: str,
    issuer: Party | None = None,
    *,
    ca: bool = False,
    since: datetime = NOW - 100 * DAY,
    until: datetime = NOW + 900 * DAY,
    statements: tuple[tuple[str, Any], ...] = (),
) -> Party:
    """A party of that name, whose certificate is its own or the issuer's, with these QCStatements."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if statements:
        coded = QcStatements([_statement(kind, info) for kind, info in statements]).dump()
        extension = x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.5.5.7.1.3"), coded)
        builder = builder.add_extension(extension, critical=False)
    return Party(key, builder.sign(issuer.key if issuer else key, hashes.SHA256()))


def _statement(kind: str, info: Any) -> dict[str, Any]:
    return {"statement_id": kind} if info is None else {"statement_id": kind, "statement_info": info}


COMPLIANT = ("qc_compliance", None)


@cache
def commission() -> Party:
    return party("EU-kommissionen", since=NOW - 800 * DAY)


@cache
def authority() -> Party:
    """Signs Sweden's list."""
    return party("Tillsynsmyndigheten", since=NOW - 800 * DAY)


@cache
def stranger() -> Party:
    return party("Tillsynsmyndigheten", since=NOW - 800 * DAY)


@cache
def root() -> Party:
    return party("Utfärdaren", ca=True, since=NOW - 2000 * DAY)


@cache
def signer() -> Party:
    return party("Anna Andersson", root(), statements=(COMPLIANT, ("qc_type", ["qct_esign"])))


def crl(until: datetime = NOW + 10 * DAY, encoding: Encoding = Encoding.DER) -> bytes:
    builder = x509.CertificateRevocationListBuilder().issuer_name(root().certificate.subject)
    made = builder.last_update(NOW - 50 * DAY).next_update(until).sign(root().key, hashes.SHA256())
    return made.public_bytes(encoding)


def private(one: Party) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return one.key.private_bytes(Encoding.PEM, form, serialization.NoEncryption())


# ---------------------------------------------------------------------------------------------------------------------
# Trusted lists


def time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def identity(*parties: Party, bare: bool = False) -> str:
    inside = "".join(f"<X509Certificate>{b64encode(one.der).decode()}</X509Certificate>" for one in parties)
    inside = "<X509SKI>AAAA</X509SKI>" if bare else inside
    return f"<ServiceDigitalIdentity><DigitalId>{inside}</DigitalId></ServiceDigitalIdentity>"


def status(
    who: Party, since: datetime, kind: str = CA_QC, word: str = "granted", more: str = "", bare: bool = False
) -> str:
    return (
        f"<ServiceTypeIdentifier>{kind}</ServiceTypeIdentifier>"
        f'<ServiceName><Name xml:lang="en">A service</Name></ServiceName>{identity(who, bare=bare)}'
        f"<ServiceStatus>{URI}/TrustedList/Svcstatus/{word}</ServiceStatus>"
        f"<StatusStartingTime>{time(since)}</StatusStartingTime>{more}"
    )


def service(now: str, *earlier: str) -> str:
    history = "".join(f"<ServiceHistoryInstance>{one}</ServiceHistoryInstance>" for one in earlier)
    history = f"<ServiceHistory>{history}</ServiceHistory>" if history else ""
    return f"<TSPService><ServiceInformation>{now}</ServiceInformation>{history}</TSPService>"


def extension(content: str) -> str:
    return (
        "<ServiceInformationExtensions>"
        f'<Extension Critical="false">{content}</Extension></ServiceInformationExtensions>'
    )


def qualifier(name: str) -> str:
    """An extension that says so of all certificates for a key that has no usage named: those made here."""
    inner = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#"
    return extension(
        f'<q:Qualifications xmlns:q="{inner}"><q:QualificationElement><q:Qualifiers>'
        f'<q:Qualifier uri="{URI}/TrustedList/SvcInfoExt/{name}"/></q:Qualifiers>'
        '<q:CriteriaList assert="none"><q:KeyUsage><q:KeyUsageBit name="keyCertSign">true</q:KeyUsageBit></q:KeyUsage>'
        "</q:CriteriaList></q:QualificationElement></q:Qualifications>"
    )


def additional(name: str) -> str:
    uri = f'<URI xml:lang="en">{URI}/TrustedList/SvcInfoExt/{name}</URI>'
    return extension(f"<AdditionalServiceInformation>{uri}</AdditionalServiceInformation>")


def unsigned(
    *services: str,
    territory: str = "SE",
    kind: str = "EUgeneric",
    issued: datetime = NOW - 10 * DAY,
    until: datetime | None = NOW + 170 * DAY,
    pointers: str = "",
    operator: str = "An authority",
) -> bytes:
    provider = (
        '<TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">A</Name></TSPName></TSPInformation>'
        f"<TSPServices>{''.join(services)}</TSPServices></TrustServiceProvider>"
    )
    providers = f"<TrustServiceProviderList>{provider}</TrustServiceProviderList>" if services else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" '
        'TSLTag="http://uri.etsi.org/19612/TSLTag"><SchemeInformation>'
        "<TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>7</TSLSequenceNumber>"
        f"<TSLType>{URI}/TrustedList/TSLType/{kind}</TSLType>"
        '<SchemeOperatorName><Name xml:lang="sv">En myndighet</Name>'
        f'<Name xml:lang="en">{operator}</Name></SchemeOperatorName>'
        f'<SchemeName><Name xml:lang="en">{territory}:A list</Name></SchemeName>'
        '<SchemeInformationURI><URI xml:lang="en">https://exempel.invalid</URI></SchemeInformationURI>'
        f"<SchemeTerritory>{territory}</SchemeTerritory><ListIssueDateTime>{time(issued)}</ListIssueDateTime>"
        f"<NextUpdate>{f'<dateTime>{time(until)}</dateTime>' if until else ''}</NextUpdate>{pointers}"
        f"</SchemeInformation>{providers}</TrustServiceStatusList>"
    ).encode()


class ListSigner(XAdESSigner):
    """Signs as the lists are signed: exclusive canonical XML for all that is covered, and said so."""

    def _add_reference_to_signed_info(self, sig_root: Any, node_to_reference: Any, **attrs: Any) -> None:
        super()._add_reference_to_signed_info(sig_root, node_to_reference, **attrs)
        reference = sig_root.findall(f"{DS}SignedInfo/{DS}Reference")[-1]
        transforms = etree.Element(f"{DS}Transforms")
        etree.SubElement(transforms, f"{DS}Transform", Algorithm=self.c14n_alg.value)
        reference.insert(0, transforms)


def signed(xml: bytes, by: Party, naming: Party | None = None) -> bytes:
    """The list with an enveloped XAdES signature by someone, which names their certificate or another's."""
    signing = ListSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm="ecdsa-sha256",
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    named = naming or by
    done = signing.sign(etree.fromstring(xml), key=by.key, cert=[named.certificate], always_add_key_value=False)
    return etree.tostring(done, encoding="UTF-8", xml_declaration=True)


def pointer(to: Party, territory: str = "SE") -> str:
    mime = '<MimeType xmlns="http://uri.etsi.org/02231/v2/additionaltypes#">application/vnd.etsi.tsl+xml</MimeType>'
    return (
        "<OtherTSLPointer>"
        f"<ServiceDigitalIdentities>{identity(to)}</ServiceDigitalIdentities>"
        "<TSLLocation>https://exempel.invalid/se.xml</TSLLocation><AdditionalInformation>"
        f"<OtherInformation><SchemeTerritory>{territory}</SchemeTerritory></OtherInformation>"
        f"<OtherInformation>{mime}</OtherInformation></AdditionalInformation></OtherTSLPointer>"
    )


def list_of_lists(to: Party, by: Party, territory: str = "SE", **more: Any) -> bytes:
    pointers = f"<PointersToOtherTSL>{pointer(stranger(), 'FI')}{pointer(to, territory)}</PointersToOtherTSL>"
    xml = unsigned(territory="EU", kind="EUlistofthelists", pointers=pointers, **more)
    return signed(xml, by)


GRANTED_SINCE = NOW - 1000 * DAY


def plain(**more: Any) -> bytes:
    """Sweden's list, with one service that is granted."""
    return unsigned(service(status(root(), GRANTED_SINCE)), **more)


@cache
def sweden() -> bytes:
    return signed(plain(), authority())


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real list of lists is signed by others."""
    known = [asn1.Certificate.load(commission().der)]
    monkeypatch.setattr(eutl_parse, "latest_known_lotl_tlso_certs", lambda: known)


def put(folder: Path, **files: bytes) -> Path:
    """Files in the folder; the last underscore of each name stands for a full stop."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / ".".join(name.rsplit("_", 1))).write_bytes(data)
    return folder


def vouched(tmp_path: Path, *services: str, **more: Any) -> TrustedList:
    """A list with these services that the administrator has vouched for."""
    folder = put(tmp_path / "lista", se_xml=signed(unsigned(*services, **more), authority()), a_cer=authority().der)
    (one,) = load([folder], [], None).lists
    assert one.verified
    return one


# ---------------------------------------------------------------------------------------------------------------------
# Files and folders


def p7b(encoding: Encoding) -> bytes:
    return pkcs7.serialize_certificates([root().certificate, authority().certificate], encoding)


@pytest.mark.parametrize(
    ("name", "data", "roots", "crls"),
    [
        ("en.pem", lambda: root().pem, 1, 0),
        ("flera.pem", lambda: b"Utf\xc3\xa4rdare\n" + root().pem + b"\nen till\n" + authority().pem, 2, 0),
        ("samma.pem", lambda: root().pem * 3, 1, 0),
        ("windows.crt", lambda: root().pem.replace(b"\n", b"\r\n"), 1, 0),
        ("en.der", lambda: root().der, 1, 0),
        ("en.cer", lambda: root().der, 1, 0),
        ("EN.CER", lambda: root().pem, 1, 0),
        ("utan ändelse", lambda: root().pem, 1, 0),
        ("kedja.p7b", lambda: p7b(Encoding.DER), 2, 0),
        ("kedja.p7c", lambda: p7b(Encoding.PEM), 2, 0),
        ("spärrade.crl", lambda: crl(), 0, 1),
        ("spärrade-pem.crl", lambda: crl(encoding=Encoding.PEM), 0, 1),
        ("båda.pem", lambda: root().pem + crl(encoding=Encoding.PEM), 1, 1),
    ],
)
def test_kinds_of_files(tmp_path: Path, name: str, data: Callable[[], bytes], roots: int, crls: int) -> None:
    path = tmp_path / name
    path.write_bytes(data())
    found = load([path], [], None)
    assert (len(found.roots), len(found.crls), found.remarks) == (roots, crls, ())
    assert found.sources == (str(path),)
    assert found.any is bool(roots)
    assert all(asn1.Certificate.load(der, strict=True).dump() == der for der in found.roots)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("brev.pem", lambda: b"Hej!", "är inget certifikat"),
        ("tom.pem", lambda: b"", "är inget certifikat"),
        ("avhuggen.pem", lambda: root().pem[:-30], "är inget certifikat"),
        ("andra-avhuggen.pem", lambda: root().pem + authority().pem[:-30], "är inget certifikat"),
        ("ändrad.pem", lambda: root().pem.replace(b"MII", b"M!I", 1).replace(b"\nM", b"\n{", 1), "är inget certifikat"),
        ("avhuggen.der", lambda: root().der[:-1], "är inget certifikat"),
        ("svans.der", lambda: root().der + b"\0", "är inget certifikat"),
        ("djup.der", lambda: b"\x30\x80" * 5000, "är inget certifikat"),
        ("lång.der", lambda: b"\x30\x84\xff\xff\xff\xff\x00", "är inget certifikat"),
        ("skadad.crl", lambda: crl()[:-1], "är ingen spärrlista"),
        ("nyckel.pem", lambda: private(root()), "innehåller inget certifikat"),
        ("saknas.pem", None, "går inte att läsa: den finns inte"),
    ],
)
def test_files_that_are_no_certificates(tmp_path: Path, name: str, data: Callable[[], bytes] | None, said: str) -> None:
    if data:
        (tmp_path / name).write_bytes(data())
    with pytest.raises(FileFailure) as caught:
        load([tmp_path / name], [], None)
    assert caught.value.message == f"{tmp_path / name} {said}."
    assert caught.value.hint


def test_a_certificate_is_no_revocation_list(tmp_path: Path) -> None:
    put(tmp_path, rot_pem=root().pem, s_crl=crl())
    with pytest.raises(FileFailure, match="är ingen spärrlista"):
        load([], [tmp_path / "rot.pem"], None)
    found = load([tmp_path / "rot.pem"], [tmp_path / "s.crl"], None)
    assert found.crls == (crl_bytes := (tmp_path / "s.crl").read_bytes(),)
    assert crl_bytes


def test_of_a_folder_what_is_known_is_read_and_the_rest_named(tmp_path: Path) -> None:
    put(tmp_path / "m", rot_pem=root().pem, README_md=b"x", brev_docx=b"x", Läsmig_txt=b"x", _gömd=b"x", s_crl=crl())
    put(tmp_path / "m" / "under", a_CER=authority().der)
    found = load([tmp_path / "m"], [], None)
    assert set(found.roots) == {root().der, authority().der}
    assert len(found.crls) == 1
    assert found.remarks == (f"I {tmp_path / 'm'}/ används inte Läsmig.txt, brev.docx.",)
    assert found.sources == (f"{tmp_path / 'm'}/",)


def test_many_unused_files_are_counted(tmp_path: Path) -> None:
    put(tmp_path, rot_pem=root().pem, **{f"{n}_txt": b"" for n in range(9)})
    (remark,) = load([tmp_path], [], None).remarks
    assert remark.endswith("används inte 0.txt, 1.txt, 2.txt, 3.txt, 4.txt och 4 till.")


def test_a_revocation_folder_gives_only_revocation_lists(tmp_path: Path) -> None:
    put(tmp_path, rot_pem=root().pem, s_crl=crl())
    found = load([], [tmp_path], None)
    assert (found.roots, len(found.crls), found.any) == ((), 1, False)
    assert "rot.pem" in found.remarks[0]


@pytest.mark.parametrize("option", ["--trust", "--crl"])
def test_an_empty_folder_is_a_mistake(tmp_path: Path, option: str) -> None:
    put(tmp_path, README_txt=b"x")
    paths = ([tmp_path], []) if option == "--trust" else ([], [tmp_path])
    with pytest.raises(FileFailure, match="innehåller") as caught:
        load(*paths, None)
    assert option in caught.value.hint


def test_the_projects_own_folder(tmp_path: Path) -> None:
    assert load([], [], tmp_path) == load([], [], None) == Anchors()
    put(tmp_path / "betrodda", README_txt=b"x")
    assert load([], [], tmp_path) == Anchors()
    put(tmp_path / "betrodda", rot_pem=root().pem)
    assert load([], [], tmp_path) == Anchors(roots=(root().der,), sources=("betrodda/",))
    put(tmp_path / "betrodda", fel_pem=b"x")
    with pytest.raises(FileFailure, match=r"^betrodda/fel\.pem är inget certifikat\.$"):
        load([], [], tmp_path)


def test_a_folder_that_leads_back_to_itself(tmp_path: Path) -> None:
    put(tmp_path, rot_pem=root().pem)
    (tmp_path / "igen").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "rör.pem")
    found = load([tmp_path], [], None)
    assert found.roots == (root().der,)
    assert found.remarks[0].endswith("används inte igen, rör.pem.")


def test_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, rot_pem=root().pem, a_txt=b"")
    monkeypatch.setattr(anchors, "_MAX_FILES", 1)
    with pytest.raises(FileFailure, match="fler än 1 filer"):
        load([tmp_path], [], None)
    monkeypatch.setattr(anchors, "_MAX_BYTES", 100)
    with pytest.raises(FileFailure, match="för stor"):
        load([tmp_path / "rot.pem"], [], None)


def test_what_is_out_of_date_is_said_but_used(tmp_path: Path) -> None:
    old = party("Gamla \x1b[8mroten", ca=True, since=NOW - 9 * DAY, until=NOW - 2 * DAY)
    new = party("Nya roten", ca=True, since=NOW + 2 * DAY)
    put(tmp_path, a_pem=old.pem, b_pem=new.pem, c_crl=crl(NOW - 3 * DAY), d_pem=root().pem + private(root()))
    found = load([tmp_path], [], None)
    assert (len(found.roots), len(found.crls)) == (3, 1)
    key, first, second, third = found.remarks
    assert "privat nyckel" in key
    assert "Gamla [8mroten” gällde till och med" in first
    assert "Nya roten” börjar gälla först" in second
    assert "Utfärdaren” gällde till" in third
    assert "\x1b" not in "".join(found.remarks)


def test_nothing_heavy_is_imported_without_a_list(tmp_path: Path) -> None:
    put(tmp_path, rot_pem=root().pem, s_crl=crl())
    script = (
        "import sys; from pathlib import Path; from loftdocs.verify.anchors import load; "
        f"assert load([Path({str(tmp_path)!r})], [], None).any; "
        "print([m for m in ('signxml', 'xsdata', 'lxml', 'pyhanko', 'cryptography') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------------------------------------------------------------
# Whose lists count


def test_a_list_that_the_list_of_lists_vouches_for(tmp_path: Path) -> None:
    folder = put(tmp_path / "m", se_xml=sweden(), eu_xml=list_of_lists(authority(), commission()))
    found = load([folder], [], None)
    (one,) = found.lists
    assert (one.verified, one.territory, one.operator, one.scheme) == (True, "SE", "An authority", "SE:A list")
    assert (one.issued, one.next_update) == (NOW - 10 * DAY, NOW + 170 * DAY)
    assert (found.any, found.roots, found.remarks) == (True, (), ())
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_list_that_the_administrator_vouches_for(tmp_path: Path) -> None:
    folder = put(tmp_path / "m", se_xml=sweden(), utgivare_cer=authority().der, rot_pem=root().pem)
    found = load([folder], [], None)
    assert [one.verified for one in found.lists] == [True]
    assert found.roots == (root().der,), "who signs a list vouches for no one else"
    assert found.remarks == ()


def wrapped() -> bytes:
    """The genuine list with its signature, which is of what has a certain Id, inside one of a stranger's."""
    inner = etree.fromstring(signed(plain().replace(b"TSLTag", b'Id="se" TSLTag', 1), authority()))
    outer = etree.fromstring(plain().replace(b"granted", b"withdrawn"))
    signature = inner.find(f"{DS}Signature")
    assert signature is not None
    outer.append(signature)
    outer.find("{*}SchemeInformation").append(inner)
    return etree.tostring(outer)


def with_a_comment() -> bytes:
    """Comments are not covered by the signature, and split a text in two for a careless reader."""
    return signed(plain(territory="SEX"), authority()).replace(b">SEX<", b">SE<!-- -->X<")


def with_two_signatures() -> bytes:
    one = etree.fromstring(sweden())
    one.append(etree.fromstring(etree.tostring(one.find(f"{DS}Signature"))))
    return etree.tostring(one)


@pytest.mark.parametrize(
    ("name", "national", "beside"),
    [
        ("nobody vouches", sweden, {}),
        ("a byte is changed", lambda: sweden().replace(b"A service", b"a service"), None),
        ("a service is added", lambda: sweden().replace(b"</TSPServices>", b"<TSPService/></TSPServices>"), None),
        ("a status is changed", lambda: sweden().replace(b"/granted", b"/withdrawn"), None),
        ("by a stranger", lambda: signed(plain(), root()), None),
        ("by a stranger, in the authority's name", lambda: signed(plain(), stranger(), authority()), None),
        ("not signed", plain, None),
        ("wrapped in another", wrapped, None),
        ("another country's, cut short by a comment", with_a_comment, None),
        ("two signatures", with_two_signatures, None),
        (
            "issued before the signer's certificate",
            lambda: signed(plain(issued=NOW - 900 * DAY), authority()),
            None,
        ),
        ("by the one who signs Finland's", lambda: signed(plain(), stranger()), None),
        (
            "pointed to for another country",
            sweden,
            {"eu_xml": lambda: list_of_lists(authority(), commission(), territory="NO")},
        ),
        ("pointed to, but to a stranger", sweden, {"eu_xml": lambda: list_of_lists(stranger(), commission())}),
        ("pointed to by a stranger", sweden, {"eu_xml": lambda: list_of_lists(authority(), stranger())}),
        (
            "pointed to by a stranger whom the administrator trusts for something else",
            sweden,
            {"eu_xml": lambda: list_of_lists(authority(), stranger()), "annan_pem": lambda: stranger().pem},
        ),
        (
            "pointed to by a changed list of lists",
            sweden,
            {"eu_xml": lambda: list_of_lists(authority(), commission()).replace(b"exempel", b"Exempel")},
        ),
        (
            "pointed to once, but no longer",
            sweden,
            {
                "eu-1_xml": lambda: list_of_lists(authority(), commission(), issued=NOW - 60 * DAY),
                "eu-2_xml": lambda: list_of_lists(stranger(), commission(), issued=NOW - 6 * DAY),
            },
        ),
    ],
)
def test_lists_that_count_for_nothing(
    tmp_path: Path,
    name: str,
    national: Callable[[], bytes],
    beside: dict[str, Callable[[], bytes]] | None,
) -> None:
    usual = {"eu_xml": lambda: list_of_lists(authority(), commission()), "a_pem": lambda: authority().pem}
    beside = usual if beside is None else beside
    folder = put(tmp_path / "m", se_xml=national(), **{key: make() for key, make in beside.items()})
    found = load([folder], [], None)
    assert [one.verified for one in found.lists] == [False], name
    assert issuers(found.lists) == timestampers(found.lists) == ()
    assert qualified(found.lists, [signer().der, root().der], NOW) is None
    assert any("m/se.xml används inte: ingen går i god för dess underskrift." in one for one in found.remarks)
    assert not found.any or found.roots


def test_a_list_of_lists_by_a_stranger_is_named(tmp_path: Path) -> None:
    put(tmp_path, eu_xml=list_of_lists(authority(), stranger()))
    found = load([tmp_path], [], None)
    assert (found.lists, found.any) == ((), False)
    assert found.remarks[0].startswith(f"{tmp_path / 'eu.xml'} används inte: den är inte undertecknad av någon")


def test_a_list_that_has_gone_out_speaks_only_of_the_time_before(tmp_path: Path) -> None:
    issued, until = NOW - 60 * DAY, NOW - 5 * DAY
    xml = signed(plain(issued=issued, until=until), authority())
    put(tmp_path, se_xml=xml, a_pem=authority().pem, eu_xml=list_of_lists(authority(), commission(), until=until))
    found = load([tmp_path], [], None)
    assert [one.split(" gick ut ")[0].rsplit("/", 1)[1] for one in found.remarks] == ["eu.xml", "se.xml"]
    chain = [signer().der, root().der]
    assert qualified(found.lists, chain, until - DAY) is True
    assert qualified(found.lists, chain, until + DAY) is None


def test_a_list_is_kept_longer_than_its_signers_certificate(tmp_path: Path) -> None:
    retired = party("Tillsynsmyndigheten", since=NOW - 500 * DAY, until=NOW - 100 * DAY)
    xml = signed(plain(issued=NOW - 200 * DAY, until=None), retired)
    put(tmp_path, se_xml=xml, a_pem=retired.pem)
    (one,) = load([tmp_path], [], None).lists
    assert (one.verified, one.next_update) == (True, None)
    assert qualified([one], [signer().der], NOW) is True


def test_of_two_lists_the_latest_counts(tmp_path: Path) -> None:
    later = unsigned(service(status(root(), NOW - 8 * DAY, word="withdrawn")), issued=NOW - 8 * DAY)
    put(tmp_path, a_xml=sweden(), b_xml=signed(later, authority()), c_pem=authority().pem, d_xml=sweden())
    found = load([tmp_path, tmp_path / "a.xml"], [], None)
    assert [Path(one.name).name for one in found.lists] == ["b.xml"]
    assert found.remarks == (
        f"{tmp_path / 'a.xml'} används inte: det finns en lista för SE som är lika ny eller nyare.",
    )
    assert qualified(found.lists, [signer().der], NOW) is False


def lol(doctype: str) -> bytes:
    return plain(operator="&a9;").replace(b"?>", f"?><!DOCTYPE x [{doctype}]>".encode(), 1)


GROWS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: lol(GROWS), "innehåller en DTD"),
        (lambda: lol('<!ENTITY a9 SYSTEM "file:///etc/passwd">'), "innehåller en DTD"),
        (lambda: lol('<!ENTITY % p SYSTEM "https://exempel.invalid/x"> %p;'), "innehåller en DTD"),
        (lambda: b"\xef\xbb\xbf" + lol(GROWS), "innehåller en DTD"),
        (lambda: plain().replace(b"UTF-8", b"UTF-7").replace(b"An auth", b"+ADwAIQ-"), "är inte kodad i UTF-8"),
        (lambda: plain().replace(b'"UTF-8"', b"'utf-16'"), "är inte kodad i UTF-8"),
        (lambda: b"<\0" + plain(), "är inte kodad i UTF-8"),
        (lambda: plain().replace(b"An auth", b"\xe5"), "är inte kodad i UTF-8"),
        (lambda: plain()[:-1], "är skadad"),
        (lambda: b"<a>" * 100_000, "är skadad"),
        (lambda: b"<a/>" * 1_000_001, "är för stor"),
        (lambda: b"<" + b" " * 20_000_000, "är för stor"),
        (lambda: b"<html><body/></html>", "är ingen betrodd lista"),
        (lambda: plain().replace(b"v2#", b"v3#"), "är ingen betrodd lista"),
        (lambda: plain().replace(b"<ListIssueDateTime>", b"<ListIssueDateTime>x"), "saknar ett läsbart datum"),
        (lambda: plain().replace(b"<dateTime>", b"<dateTime>x"), "saknar ett läsbart datum"),
    ],
)
def test_hostile_and_broken_lists(tmp_path: Path, data: Callable[[], bytes], said: str) -> None:
    put(tmp_path, se_xml=data(), a_pem=authority().pem)
    with pytest.raises(FileFailure) as caught:
        load([tmp_path], [], None)
    assert caught.value.message.startswith(f"{tmp_path / 'se.xml'} {said}")


def test_what_a_list_calls_itself_is_safe_to_show(tmp_path: Path) -> None:
    put(tmp_path, se_xml=plain(operator="Ond&#x202E;\u200b\u0085 " + "x" * 999, territory="S&#x9b;E"))
    (one,) = load([tmp_path], [], None).lists
    assert one.operator.startswith("Ond x")
    assert len(one.operator) <= 200
    assert one.territory == "S E"


# ---------------------------------------------------------------------------------------------------------------------
# What the lists vouch for


@cache
def below() -> Party:
    return party("Underutfärdaren", root(), ca=True)


def web() -> Party:
    return party("anna.example", root(), statements=(COMPLIANT, ("qc_type", ["qct_web"])))


def seal() -> Party:
    return party("Anna AB", root(), statements=(COMPLIANT, ("qc_type", ["qct_eseal"])))


def of(issuer: Party, *statements: tuple[str, Any], **more: Any) -> Party:
    return party("Anna Andersson", issuer, statements=statements or (COMPLIANT,), **more)


def granted(more: str = "") -> str:
    return service(status(root(), GRANTED_SINCE, more=more))


def renewed(bare: bool) -> str:
    return service(status(root(), NOW - 20 * DAY), status(root(), GRANTED_SINCE, bare=bare))


def ended(moment: datetime) -> str:
    return service(status(root(), moment, word="withdrawn"), status(root(), GRANTED_SINCE))


@pytest.mark.parametrize(
    ("name", "services", "path", "expected"),
    [
        ("for signatures", granted, lambda: [signer()], True),
        ("with the root in its chain", granted, lambda: [signer(), root()], True),
        ("for seals", granted, lambda: [seal()], True),
        ("of no named type: for signatures", granted, lambda: [of(root())], True),
        ("for web sites", granted, lambda: [web()], False),
        ("without QcCompliance", granted, lambda: [of(root(), ("qc_sscd", None))], False),
        ("without QCStatements", granted, lambda: [party("Anna", root())], False),
        ("by another country's law", granted, lambda: [of(root(), COMPLIANT, ("qc_cc_legislation", ["CH"]))], False),
        ("through an issuer below", granted, lambda: [of(below()), below()], True),
        ("the issuer below is not known", granted, lambda: [of(below())], None),
        ("by one who is no issuer", granted, lambda: [of(signer()), signer()], False),
        ("by a stranger with the issuer's name", granted, lambda: [of(party("Utfärdaren", ca=True))], False),
        ("by one whom no list names", granted, lambda: [of(authority()), authority()], None),
        ("by itself", granted, lambda: [party("Anna", statements=(COMPLIANT,))], None),
        ("out of date", granted, lambda: [of(root(), until=NOW - DAY)], False),
        ("not yet", granted, lambda: [of(root(), since=NOW + DAY)], False),
        ("withdrawn", lambda: service(status(root(), NOW - 50 * DAY, word="withdrawn")), lambda: [signer()], False),
        ("withdrawn since it was issued", lambda: ended(NOW - 50 * DAY), lambda: [signer()], False),
        ("granted since it was issued", lambda: service(status(root(), NOW - 50 * DAY)), lambda: [signer()], False),
        ("granted again", lambda: renewed(False), lambda: [signer()], True),
        ("granted again, history without certificates", lambda: renewed(True), lambda: [signer()], True),
        ("another kind of service", lambda: service(status(root(), GRANTED_SINCE, QTST)), lambda: [signer()], None),
        ("the list says not", lambda: granted(qualifier("NotQualified")), lambda: [signer()], False),
        ("the list says so", lambda: granted(qualifier("QCStatement")), lambda: [party("A", root())], True),
        ("the service is for seals", lambda: granted(additional("ForeSeals")), lambda: [signer()], False),
        ("the service is for signatures", lambda: granted(additional("ForeSignatures")), lambda: [signer()], True),
    ],
)
def test_qualified(
    tmp_path: Path, name: str, services: Callable[[], str], path: Callable[[], list[Party]], expected: bool | None
) -> None:
    one = vouched(tmp_path, services())
    assert qualified([one], [each.der for each in path()], NOW) is expected, name


def test_qualified_at_the_time(tmp_path: Path) -> None:
    one = vouched(tmp_path, ended(NOW - 50 * DAY))
    assert qualified([one], [signer().der], NOW - 60 * DAY) is True
    assert qualified([one], [signer().der], NOW - 40 * DAY) is False
    assert issuers([one]) == ()


@pytest.mark.parametrize("junk", [b"", b"x", b"\x30\x80" * 3000, b"\x30\x03\x02\x01\x05"])
def test_a_hostile_certificate_is_not_judged(tmp_path: Path, junk: bytes) -> None:
    one = vouched(tmp_path, granted())
    assert qualified([one], [junk], NOW) is None
    assert qualified([one], [signer().der, junk], NOW) is None
    assert qualified([one], [], NOW) is None


def test_two_types_in_one_certificate_are_not_judged(tmp_path: Path) -> None:
    both = of(root(), COMPLIANT, ("qc_type", ["qct_esign", "qct_eseal"]))
    assert qualified([vouched(tmp_path, granted())], [both.der], NOW) is None


def test_names_are_not_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """pyHanko warns when two services agree, or do not, and names the certificate's owner as it is."""
    someone = of(root())
    one = vouched(tmp_path, granted(), service(status(root(), GRANTED_SINCE + DAY)))
    assert qualified([one], [someone.der], NOW) is True
    one = vouched(tmp_path, granted(), service(status(root(), GRANTED_SINCE, more=qualifier("NotQualified"))))
    assert qualified([one], [someone.der], NOW) is False
    assert caplog.records == []


def test_a_broken_service_spoils_no_other(tmp_path: Path) -> None:
    broken = status(below(), GRANTED_SINCE).replace("<X509Certificate>", "<X509Certificate>AAAA", 1)
    one = vouched(tmp_path, service(broken.replace("StatusStartingTime", "Starting")), granted())
    assert issuers([one]) == (root().der,)
    assert qualified([one], [signer().der], NOW) is True


def test_issuers_and_timestampers(tmp_path: Path) -> None:
    clock, late = party("Klockan", ca=True), party("Gamla klockan", ca=True)
    one = vouched(
        tmp_path,
        granted(),
        service(status(clock, GRANTED_SINCE, QTST)),
        service(status(late, NOW - 30 * DAY, QTST, "withdrawn"), status(late, GRANTED_SINCE, QTST)),
        service(status(below(), GRANTED_SINCE, word="recognisedatnationallevel")),
    )
    assert issuers([one]) == (root().der,)
    assert timestampers([one]) == (clock.der,)

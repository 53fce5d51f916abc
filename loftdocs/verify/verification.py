"""Verifies what comes back: is it the agreement that was built, is it sealed, and have those who should signed it.

No network is used. What is not known to be right is said, and never folded into a yes.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loftdocs.failures import FileFailure
from loftdocs.findings import Finding, Place, display_path
from loftdocs.plain import plain
from loftdocs.project import Project
from loftdocs.verify import diagnostics
from loftdocs.verify import origin as origins
from loftdocs.verify.anchors import Anchors, load
from loftdocs.verify.answers import answers
from loftdocs.verify.arrival import Arrival, arrived
from loftdocs.verify.asked import Asked
from loftdocs.verify.content import Content, exact_content, rewritten_content, update_changes
from loftdocs.verify.expected import Expected, expected
from loftdocs.verify.folder import verify_folder
from loftdocs.verify.judge_content import changes_told, fields_of_a_service, judge_content
from loftdocs.verify.judge_file import judge_file, judge_origin
from loftdocs.verify.judge_seal import judge_seal
from loftdocs.verify.origin import Origin
from loftdocs.verify.parcel import Form, Member, form_of
from loftdocs.verify.receipts import Receipt, judge_receipt, judge_seals_of, read_receipt, registered
from loftdocs.verify.requests import Evidence, Request
from loftdocs.verify.result import Kind, Signature, Verified
from loftdocs.verify.safe import safe
from loftdocs.verify.said import checked, unchecked
from loftdocs.verify.seals import evidence, requests_of, signatures_of
from loftdocs.verify.sigfields import SignatureField, signature_fields
from loftdocs.verify.signers import Signed, judge_signers, nobody_signed
from loftdocs.verify.states import State, opened, states

Judge = Callable[[Sequence[Request], Evidence], Callable[[], tuple[Signature, ...]]]


@dataclass(frozen=True)
class _File:
    """The file that is judged: which build it is of, and its states from the built (or first signed) one on.

    ``pictures`` is true if no page has any words: a scan, or a print to pictures.
    """

    candidate: Member
    found: Origin | None
    built: bytes | None
    last: State
    states: tuple[State, ...]
    fields: tuple[SignatureField, ...]
    pictures: bool = False

    @property
    def data(self) -> bytes:
        return self.candidate.data


@dataclass(frozen=True)
class Found:
    """The answer, and the two files that it is about: the built one (None if it is not there) and the returned one."""

    result: Verified
    built: bytes | None
    returned: bytes


def verify(project: Project, path: Path, asked: Asked | None = None) -> Verified:
    """Verifies what a signing service or a party sent back, or the folder of a build.

    Raises `FileFailure` for what cannot be read at all.
    """
    return verify_folder(path) if path.is_dir() else examined(project, path, asked or Asked(), _here).result


def examined(project: Project, path: Path, asked: Asked, judge: Judge) -> Found:
    """Verifies a file; ``judge`` is who judges its signatures. Raises `FileFailure`."""
    arrival = arrived(path)
    anchors = load(asked.trust, asked.crl, project.root)
    builds = origins.builds(project)
    named = origins.named_case(path, {*project.case_names(), *builds})
    told = asked.case.stem if asked.case else named
    file = _opened(project, arrival, builds, told)
    found = file.found
    name = told or (found.case if found else None)
    digest = hashlib.sha256(arrival.data).hexdigest()
    receipt = read_receipt(asked.receipt) if asked.receipt else registered(project, name, digest)
    output = found.output if found and found.case == name else None
    who = expected(project, asked.case or _case_file(project, name), name, output)
    about = (name, digest, bool(builds))
    result = _judged(file, arrival, anchors, who, receipt, display_path(path), about, judge)
    return Found(result, file.built, file.data)


def _here(requests: Sequence[Request], evidence: Evidence) -> Callable[[], tuple[Signature, ...]]:
    from loftdocs.verify.cms import judge_all

    judged = judge_all(requests, evidence)
    return lambda: judged


def _judged(
    file: _File,
    arrival: Arrival,
    anchors: Anchors,
    who: Expected,
    receipt: Receipt | None,
    shown: str,
    about: tuple[str | None, str, bool],
    judge: Judge,
) -> Verified:
    """The answers and all that they rest on; ``about`` is the case, the file's SHA-256, and if anything is built."""
    name, digest, any_build = about
    shown = plain(shown)
    place = Place(document=shown)
    mine = requests_of(file.fields, file.data, arrival.signatures_of(file.candidate))
    pending = judge((*mine, *_of_receipt(receipt)), evidence(file.last, anchors))
    compared = _content(file)  # the pages are drawn while the signatures are judged
    judged, content = pending(), compared()
    made = signatures_of(judged[: len(mine)], file.fields, file.states, file.data, _built_fields(file))
    stands = receipt.words if receipt else ""
    scan = file.pictures
    signed = judge_signers(made, who.signers, receipt, place, scan=scan) if who.signers is not None else None
    findings: list[Finding] = [
        *judge_file(file.data, file.last, file.built, made, file.states, place),
        *judge_origin(file.found, file.built, name, any_build, place),
    ]
    if content and file.found:
        vouched = _vouched(made, signed) or (receipt is not None and not _by_named(made, signed))
        findings += judge_content(content, made, vouched, shown, file.found.output)
    elif content:
        findings += changes_told(content.changes, made, place)
    findings += judge_seal(made, anchors.any, place)
    findings += fields_of_a_service(made, place) if file.built else ()
    findings += nobody_signed(made, place, receipt=receipt is not None, scan=scan)
    findings += signed.findings if signed else [_nobody_known(name, place)]
    if receipt:
        findings += judge_seals_of(receipt, judged[len(mine) :], place)
        findings += judge_receipt(receipt, who.signers or (), file.data, arrival.data, file.built, place)
    others = arrival.others(file.candidate)
    remarks = (*anchors.remarks, *arrival.refused)
    result = Verified(
        tuple(findings),
        made,
        tuple(one.known for one in signed.matches) if signed else (None,) * len(made),
        checked(made, file.found, content, who.source, anchors.sources),
        unchecked(made, file.found, content, signed is not None, anchors.any, others, remarks),
        answers(findings, file.found, content, made, signed, stands, any_build=any_build),
        content.pages if content else (),
        others,
        name or "",
        file.found.output if file.found else "",
        shown,
        digest,
    )
    return safe(result)


def _of_receipt(receipt: Receipt | None) -> tuple[Request, ...]:
    """The seals of a receipt that is a PDF; none of one that cannot be opened, which its reader has to do anyway."""
    if receipt is None or form_of(receipt.data) is not Form.PDF:
        return ()
    try:
        return requests_of(signature_fields(opened(receipt.data, receipt.name), receipt.data), receipt.data, ())
    except FileFailure:
        return ()


def _opened(project: Project, arrival: Arrival, builds: origins.Builds, told: str | None) -> _File:
    """The agreement among what came: what begins with a built file or says the same, and holds signatures.

    A service may attach the unsigned original to what it sealed; then the sealed one is what came back.
    """
    exact = [(one, origins.origin(one.data, builds, told)) for one in arrival.candidates]
    found = [(one, origin) for one, origin in exact if origin]
    if not any(b"/ByteRange" in one.data for one, _ in found):
        unknown = [one for one, origin in exact if origin is None]
        found += [(one, origin) for one in unknown if (origin := _alike(project, one, builds, told)) is not None]
    if not found:
        pictures = [one for one in arrival.candidates if _pictures(origins.page_texts(one.data))]
        found = [(one, origin) for one in pictures if (origin := _scan_of(told, builds)) is not None]
    if not found:
        return _file(project, arrival.candidates[0], None, builds)
    files = [_file(project, one, origin, builds) for one, origin in found]
    return max(files, key=_likeliest)


def _likeliest(file: _File) -> tuple[bool, bool, int, int]:
    signed = sum(field.value is not None for field in file.fields)
    return signed > 0, file.found is not None and file.found.exact, signed, len(file.data)


def _alike(project: Project, one: Member, builds: origins.Builds, told: str | None) -> Origin | None:
    """The built file that says the same as a PDF, or that looks the same if its words cannot be read."""
    texts = origins.page_texts(one.data)
    found = origins.alike(project, texts, builds, told)
    if found is None and told in builds and not origins.readable(texts):
        found = origins.looks_alike(project, one.data, builds, told or "")
    return found


def _pictures(texts: Sequence[str]) -> bool:
    """True if no page has any words: a scan, or a print to pictures."""
    return bool(texts) and not any(text.strip() for text in texts)


def _scan_of(told: str | None, builds: origins.Builds) -> Origin | None:
    """What a file of pictures is to be compared with: the agreement of the case that it names, or the only one."""
    name = told if told in builds else next(iter(builds)) if len(builds) == 1 else None
    output = f"avtal-{name}.pdf"
    return Origin(name, output) if name and output in builds[name] else None


def _file(project: Project, one: Member, found: Origin | None, builds: origins.Builds) -> _File:
    last = opened(one.data, one.name)
    fields = signature_fields(last, one.data)
    built = origins.built_bytes(project, found, one.data, builds) if found else None
    ends = [field.value.end for field in fields if field.value and field.value.end]
    exact = found is not None and found.exact
    first = found.length if exact and found else min(ends, default=len(one.data))
    every = states(one.data, [first, *(end for end in ends if end >= first)], one.name, last)
    pictured = not exact and any(b"/Subtype /Image" in written for written, _stream in last.objects.values())
    pictures = pictured and _pictures(origins.page_texts(one.data))
    return _File(one, found, built, last, every, fields, pictures)


def _built_fields(file: _File) -> tuple[SignatureField, ...]:
    return signature_fields(opened(file.built, "bygget"), file.built) if file.built else ()


def _content(file: _File) -> Callable[[], Content | None]:
    """Begins the comparison with the built file; without one, only what was changed since the first signature."""
    ends = [field.value.end for field in file.fields if field.value and field.value.kind != "/DocTimeStamp"]
    signed = [number for number, state in enumerate(file.states) if any(state.end >= end for end in ends)]
    first = min(signed, default=None)
    if file.found is None or file.built is None:
        changes = update_changes(file.states, first)
        return lambda: Content((), changes, False) if changes else None
    places: dict[int, list[tuple[float, float, float, float]]] = {}
    for field in _built_fields(file):
        if field.page and field.box:
            places.setdefault(field.page, []).append(field.box)
    if file.found.exact:
        return exact_content(file.built, file.data, file.states, places, first)
    compared = rewritten_content(file.built, file.data, file.last, opened(file.built, "bygget"), places)
    later = update_changes(file.states, first)
    return lambda: replace(compared, changes=(*compared.changes, *later))


def _by_named(made: Sequence[Signature], signed: Signed | None) -> bool:
    """True if anyone who was to sign has done so in the file itself."""
    if signed is None:
        return False
    pairs = zip(made, signed.matches, strict=True)
    return any(one.kind is Kind.SIGNATURE and match.signer and match.known is not False for one, match in pairs)


def _vouched(made: Sequence[Signature], signed: Signed | None) -> bool:
    """True if a signing service that someone trusts has sealed the file, and nobody has signed it by name."""
    seals = [one for one in made if one.kind is Kind.SIGNATURE and not one.built and not one.person]
    return any(one.holds and one.vouched for one in seals) and not _by_named(made, signed)


def _nobody_known(name: str | None, place: Place) -> Finding:
    what = f"Ärendet {name} går inte att läsa" if name else "Det går inte att säga vilket ärende filen hör till"
    message = f"{what}, så det är inte kontrollerat att rätt personer har undertecknat."
    hint = f"Kör  loftdocs check {name}  och rätta ärendet." if name else "Ange ärendet med --case."
    return diagnostics.NOBODY_KNOWN.finding(message, hint, place)


def _case_file(project: Project, name: str | None) -> Path | None:
    path = project.cases / f"{name}.yaml"
    return path if name and path.is_file() else None

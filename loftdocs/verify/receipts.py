"""A signing service's receipt: read for what ties it to the file, and kept with a record of who read it and when.

Some services seal a file once, with their own certificate, and tell in a receipt (verifikat, signing log) who signed.
Then only a person who reads the receipt can say that the agreement is signed; what is written down is that someone did.
"""

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from loftdocs import __version__, manifest
from loftdocs.failures import FileFailure, reason
from loftdocs.findings import Finding, Place, Severity
from loftdocs.plain import plain
from loftdocs.project import Project
from loftdocs.signer import Signer
from loftdocs.verify import diagnostics
from loftdocs.verify.result import Kind, Signature, Verified
from loftdocs.whole import write_whole

_VERSION = 1
_LARGEST = 50_000_000  # bytes; a receipt with pictures of e-IDs is some megabytes


@dataclass(frozen=True)
class Receipt:
    """A receipt: its file name, bytes and text (None if it cannot be read as text).

    ``day`` and ``clerk`` are when it was registered and by whom; None for one that is only read now.
    """

    name: str
    data: bytes
    text: str | None
    day: date | None = None
    clerk: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def names(self, person: str) -> bool:
        """True if the receipt names a person; also if it cannot be read by a machine, when only its reader can tell."""
        return not self.text or not self.text.strip() or _names(self.text, person)

    @property
    def words(self) -> str:
        """The receipt, as a sentence names it."""
        by = f" av {self.clerk}" if self.clerk else ""
        return f"”{self.name}”" + (f" (registrerat {self.day.isoformat()}{by})" if self.day else "")


def folder_of(project: Project, case: str) -> Path:
    """Where what came back is kept: beside the build, which the next build replaces."""
    return project.build / f"{case}-undertecknat"


def record_of(project: Project, case: str) -> Path:
    """The record of what a clerk has registered."""
    return folder_of(project, case) / f"verifiering-{case}.json"


def read_receipt(path: Path) -> Receipt:
    """A receipt as it came from the service. Raises `FileFailure`."""
    from loftdocs.verify.parcel import Form, form_of

    name = plain(path.name)
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise FileFailure(
            f"Kvittot {name} går inte att läsa: {reason(error)}.", "Kontrollera sökvägen efter --kvitto."
        ) from error
    if not data:
        raise FileFailure(f"Kvittot {name} är tomt eller för stort.", "Ange kvittot som det kom från tjänsten.")
    if form_of(data) not in (Form.PDF, Form.HTML, Form.XML, Form.TEXT):
        hint = "Ange tjänstens kvitto som PDF, webbsida (html), XML eller text."
        raise FileFailure(f"{name} är inget kvitto som går att läsa.", hint)
    return Receipt(name, data, _text(data))


def registered(project: Project, case: str | None, sha256: str) -> Receipt | None:
    """The receipt that was registered for the file with this SHA-256, if it is still there as it was."""
    if case is None:
        return None
    for entry in _entries(record_of(project, case)):
        try:
            if entry["fil"]["sha256"] != sha256 or not entry["kvitto"]:
                continue
            data = (folder_of(project, case) / Path(entry["kvitto"]["namn"]).name).read_bytes()
            if hashlib.sha256(data).hexdigest() == entry["kvitto"]["sha256"]:
                day = date.fromisoformat(entry["datum"])
                return Receipt(entry["kvitto"]["namn"], data, _text(data), day, entry["handläggare"])
        except (OSError, KeyError, TypeError, ValueError):
            continue
    return None


def register(project: Project, result: Verified, file: Path, receipt: Receipt | None, clerk: str, today: date) -> Path:
    """Keeps the returned file, the receipt and a record of both beside the build; returns the record.

    Of the same file, the last record counts. Raises `FileFailure` if it cannot be written.
    """
    folder, record = folder_of(project, result.case), record_of(project, result.case)
    kept = [one for one in _entries(record) if one.get("fil", {}).get("sha256") != result.sha256]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept_file = _keep(folder / plain(file.name), file.read_bytes())
        kept_receipt = _keep(folder / receipt.name, receipt.data) if receipt else ""
        entry = {
            "fil": {"namn": kept_file, "sha256": result.sha256},
            "bygge": {
                "namn": result.document,
                "sha256": manifest.outputs(project.build / result.case).get(result.document),
            },
            "kvitto": {"namn": kept_receipt, "sha256": receipt.sha256} if receipt else None,
            "datum": today.isoformat(),
            "handläggare": plain(clerk) or None,
            "svar": result_answers(result),
            "loftdocs": __version__,
        }
        whole = {"version": _VERSION, "ärende": result.case, "filer": [*kept, entry]}
        write_whole(record, f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode())
    except OSError as error:
        raise FileFailure(
            f"Det går inte att skriva i {folder.name}: {reason(error)}.", "Se efter rättigheter och utrymme."
        ) from error
    return record


def result_answers(result: Verified) -> dict[str, Any]:
    """The answers as the record and ``--format json`` have them."""
    if result.answers is None:
        return {}
    return {
        "innehållet": result.answers.content.as_dict(),
        "förseglingen": result.answers.seal.as_dict(),
        "undertecknarna": result.answers.signers.as_dict(),
        "accepterad": result.answers.accepted.value,
        "kvitto": result.answers.receipt or None,
    }


def judge_receipt(
    receipt: Receipt, signers: Sequence[Signer], data: bytes, came: bytes, built: bytes | None, place: Place
) -> Iterator[Finding]:
    """If a receipt is of this file: whom it names, and whether it holds the file's fingerprint."""
    if receipt.text is None or not receipt.text.strip():
        message = f"Kvittot {receipt.words} har ingen text som programmet kan läsa."
        yield diagnostics.RECEIPT.finding(message, "Läs det själv: rätt avtal, rätt personer, rätt dag.", place)
        return
    people = [one.person for one in signers if one.person]
    missing = [one for one in people if not receipt.names(one)]
    tied = holds_digest(receipt.text, data, came, built or b"")
    if people and len(missing) == len(people) and not tied:
        message = f"Kvittot {receipt.words} nämner ingen av dem som ska underteckna, och inte filens fingeravtryck."
        hint = "Se efter att det är kvittot för just det här avtalet."
        yield diagnostics.RECEIPT_OF_ANOTHER.finding(message, hint, place)
    elif missing:
        message = f"Kvittot {receipt.words} nämner inte {' eller '.join(missing)}."
        hint = "Läs kvittot: har någon annan undertecknat, eller fattas någon?"
        yield diagnostics.RECEIPT.finding(message, hint, place)
    if tied:
        said = f"innehåller filens fingeravtryck ({tied}), så det hör till just den här filen"
        hint = "Inget behöver göras."
    else:
        said = "innehåller inte filens fingeravtryck; att de hör ihop är er egen bedömning"
        hint = "Jämför ärendets namn, dagen och personerna."
    yield diagnostics.RECEIPT.finding(f"Kvittot {receipt.words} {said}.", hint, place, severity=Severity.UPPLYSNING)


def judge_seals_of(receipt: Receipt, seals: Sequence[Signature], place: Place) -> Iterator[Finding]:
    """Whether the seals of the receipt itself hold, and whose they are."""
    for one in seals:
        if one.kind is Kind.TIMESTAMP:
            continue
        if not (one.intact and one.valid):
            said = f"är inte som när det förseglades av {one.signer}: det är skadat eller ändrat"
            message = f"Kvittot {receipt.words} {said}."
            yield diagnostics.RECEIPT_OF_ANOTHER.finding(message, "Hämta kvittot på nytt från tjänsten.", place)
            continue
        vouched = "som ni litar på" if one.vouched else "men ingen som ni litar på har gått i god för det"
        message = f"Kvittot {receipt.words} är självt förseglat av {one.signer} (utfärdat av {one.issuer}), {vouched}."
        yield diagnostics.RECEIPT.finding(message, "Inget behöver göras.", place, severity=Severity.UPPLYSNING)


def holds_digest(text: str, *files: bytes) -> str:
    """The method whose fingerprint of one of the files stands in the text (hexadecimal or base64); empty if none."""
    letters = re.sub(r"[\s:\-]", "", text)
    for method in ("sha512", "sha384", "sha256", "sha1"):
        for data in filter(None, files):
            digest = hashlib.new(method, data).digest()
            if digest.hex() in letters.casefold() or base64.b64encode(digest).decode() in letters:
                return method.upper().replace("SHA", "SHA-")
    return ""


def _names(text: str, person: str) -> bool:
    """True if a text names a person: the first and the last of the name's words near each other, in either order."""
    words = [_bare(word) for word in re.findall(r"[^\W\d_]+", person)]
    if not words:
        return False
    first, last = re.escape(words[0]), re.escape(words[-1])
    between = r"\W+(?:\w+\W+){0,4}?"
    return re.search(rf"\b(?:{first}{between}{last}|{last}{between}{first})\b", _bare(text)) is not None


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _text(data: bytes) -> str | None:
    """A receipt's words; None for what has none that can be read."""
    from loftdocs.verify.parcel import Form, form_of

    form = form_of(data)
    if form is Form.PDF:
        from loftdocs.verify.origin import page_texts

        return "\n".join(page_texts(data)) or None
    if form in (Form.HTML, Form.XML):
        return _of_markup(data, html=form is Form.HTML)
    return data.decode("utf-8", "replace")


def _of_markup(data: bytes, *, html: bool) -> str | None:
    from lxml import etree

    parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    if html:
        parser = etree.HTMLParser(no_network=True, encoding="utf-8" if _is_utf8(data) else None)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    etree.strip_elements(root, "script", "style", with_tail=False)
    attributes = (str(value) for one in root.iter(etree.Element) for value in one.attrib.values())
    return " ".join([*root.itertext(), *attributes])


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _entries(record: Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(record.read_text(encoding="utf-8"))
        return [one for one in data["filer"] if isinstance(one, dict)] if data["version"] <= _VERSION else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _keep(target: Path, data: bytes) -> str:
    """Writes a file and returns its name; another of that name is not written over, this one gets its own."""
    if target.is_file() and target.read_bytes() == data:
        return target.name
    if target.exists():
        target = target.with_name(f"{target.stem}-{hashlib.sha256(data).hexdigest()[:8]}{target.suffix}")
    write_whole(target, data)
    return target.name

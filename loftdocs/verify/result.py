"""What a verification comes to: three answers with their reasons, and all that they rest on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any

from loftdocs.findings import Finding

Box = tuple[float, float, float, float]  # points: left, lower, right, upper


class Clock(StrEnum):
    """Who says when a signature was made."""

    CLAIMED = "uppgiven"
    STAMPED = "tidsstämpel"
    TRUSTED = "betrodd tidsstämpel"


class Kind(Enum):
    """What is in a signature field: ``DAMAGED`` cannot be read, ``UNKNOWN`` is of a kind that cannot be judged here."""

    EMPTY = "empty"
    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Trust:
    """What trust anchors say of a certificate.

    ``problem`` is why the certificate is not trusted, in Swedish, or None. ``expired`` is true if it has gone out since
    it was used and only the signer's own clock tells when that was.
    """

    problem: str | None
    expired: bool = False


@dataclass(frozen=True)
class Stamp:
    """A timestamp of a signature: if it holds, who gave it, when, and what the anchors say (None without anchors)."""

    valid: bool
    authority: str | None
    time: datetime
    trusted: bool | None = None


@dataclass(frozen=True)
class Signature:
    """A signature field as it was read.

    ``built`` is true for a field that the build made. ``page`` (from 1) and ``box`` (points) say where it is seen, None
    for one that is not. ``person`` is false for what may be an organisation's seal. ``good`` is when the certificate is
    good, ``future`` true for a time that has not been yet. ``whole`` is false for a signature that covers only a part
    of the file; ``docmdp`` is the level of a certification (0 for none, 1 allows nothing after it), ``locked`` the
    fields that it locks (``()`` for all, a name after ``!`` for all but that). ``state`` counts the states of the file
    from 0, ``end`` is the state's length in bytes. ``trust`` is None without trust anchors. ``revoked`` is when the
    certificate was withdrawn, ``not_revoked`` true if a list or an answer says that it was not; ``qualified`` is by the
    EU's trusted lists. ``problem`` is why it cannot be read; ``signers`` how many signed in it; ``padded`` is true if
    its space holds more, ``loose`` for a signature that lies beside the file.
    """

    field: str
    kind: Kind
    built: bool = False
    page: int | None = None
    box: Box | None = None
    visible: bool = False
    name: str | None = None
    organisation: str | None = None
    issuer: str | None = None
    person: bool = True
    self_issued: bool = False
    time: datetime | None = None
    clock: Clock | None = None
    stamp: Stamp | None = None
    good: tuple[datetime, datetime] | None = None
    future: bool = False
    intact: bool = False
    valid: bool = False
    whole: bool = False
    docmdp: int = 0
    locked: tuple[str, ...] | None = None
    weak: bool = False
    state: int | None = None
    end: int = 0
    trust: Trust | None = None
    revoked: datetime | None = None
    not_revoked: bool = False
    qualified: bool | None = None
    problem: str = ""
    signers: int = 1
    padded: bool = False
    loose: bool = False

    @property
    def signed(self) -> bool:
        """True if there is something in the field."""
        return self.kind is not Kind.EMPTY

    @property
    def holds(self) -> bool:
        """True for a signature or timestamp that is intact, valid and covers the file as it then was."""
        return self.intact and self.valid and self.whole and not self.weak

    @property
    def in_time(self) -> bool:
        """False if the certificate was not good at the time that the signature gives."""
        return self.time is None or self.good is None or self.good[0] <= self.time <= self.good[1]

    @property
    def vouched(self) -> bool:
        """True if a trust anchor stands behind the certificate, and nobody has withdrawn it."""
        return self.trust is not None and self.trust.problem is None and self.revoked is None

    @property
    def signer(self) -> str:
        """Who signed, as a sentence can say it."""
        return self.name or "någon som certifikatet inte namnger"

    def as_dict(self, matches: bool | None) -> dict[str, Any]:
        """The form that ``--format json`` prints; the keys are a public contract. Times are in UTC (ISO 8601)."""
        read = self.kind in (Kind.SIGNATURE, Kind.TIMESTAMP)
        return {
            "fält": self.field,
            "slag": "tidsstämpel" if self.kind is Kind.TIMESTAMP else "underskrift",
            "undertecknat": self.signed,
            "namn": self.name,
            "utfärdare": self.issuer,
            "tid": _in_utc(self.time),
            "tidskälla": self.clock.value if self.clock else None,
            "hel": self.intact if read else None,
            "giltig": self.valid if read else None,
            "matchar": matches,
            "byggt_fält": self.built,
            "betrodd": None if self.trust is None else self.vouched,
            "spärrad": _in_utc(self.revoked) or (False if self.not_revoked else None),
            "kvalificerad": self.qualified,
        }


def _in_utc(time: datetime | None) -> str | None:
    return time.astimezone(UTC).isoformat() if time else None


class Verdict(StrEnum):
    """An answer: yes, no, or that it cannot be said (which is never a yes)."""

    YES = "ja"
    NO = "nej"
    UNKNOWN = "går inte att avgöra"


@dataclass(frozen=True)
class Answer:
    """One of the three answers: the verdict, a sentence, and the reasons."""

    verdict: Verdict
    words: str
    reasons: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The form that ``--format json`` prints."""
        return {"svar": self.verdict.value, "besked": self.words, "skäl": list(self.reasons)}


@dataclass(frozen=True)
class Answers:
    """The three: is it what was built, is it sealed, and have those who should signed it.

    ``receipt`` is the receipt that a clerk has read and registered for just this file, as a sentence says it.
    """

    content: Answer
    seal: Answer
    signers: Answer
    receipt: str = ""

    @property
    def accepted(self) -> Verdict:
        """YES if all three are, or if the content is and a registered receipt stands for what the file cannot show."""
        three = (self.content.verdict, self.seal.verdict, self.signers.verdict)
        if Verdict.NO in three:
            return Verdict.NO
        if all(one is Verdict.YES for one in three):
            return Verdict.YES
        if self.receipt and (self.content.verdict, self.signers.verdict) == (Verdict.YES, Verdict.YES):
            return Verdict.YES
        return Verdict.UNKNOWN


class PageState(StrEnum):
    """What became of a page."""

    SAME = "som den byggdes"
    MORE = "med tillägg"
    CHANGED = "ändrad"
    ADDED = "tillagd"
    GONE = "borttagen"
    UNCLEAR = "går inte att jämföra"


@dataclass(frozen=True)
class Mark:
    """A place where a page is not seen as it was built.

    ``box`` is in parts (0–1) of the page: left, top, width, height. ``covers`` is true if something that was printed
    there is not seen any more, false if there is only more than there was. ``faint`` is true if what was added is
    light and large, as a watermark is. The texts are what stands there by the PDF's own words, as it was and as it is.
    """

    box: tuple[float, float, float, float]
    covers: bool
    faint: bool
    before: str
    after: str


@dataclass(frozen=True)
class Jpeg:
    """A picture, and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class PageView:
    """A page of the returned file beside the built one, both numbered from 1; None where it is in one of them only.

    ``texts`` are the first words that differ, as they were and as they are, and ``kept`` the part of the built page's
    words that is still there. ``words`` is what an added page says. ``picture`` is a page that is as it was, small and
    grey; None where none was made.
    """

    built: int | None
    returned: int | None
    state: PageState
    marks: tuple[Mark, ...] = ()
    texts: tuple[str, str] | None = None
    kept: float = 1.0
    words: str = ""
    picture: Jpeg | None = None


@dataclass(frozen=True)
class Other:
    """A file that came along, and what it is."""

    name: str
    what: str


@dataclass(frozen=True)
class Verified:
    """The answer; ``matches`` tells for each field whether the signer is the case's, None where it cannot be said.

    ``case`` is the case's name, ``document`` the built file's, ``file`` the returned one's as it is shown, ``sha256``
    that file's own. ``pages`` are compared pages, ``others`` the files that came along. ``report`` and ``record`` are
    paths as they are shown.
    """

    findings: tuple[Finding, ...]
    signatures: tuple[Signature, ...] = ()
    matches: tuple[bool | None, ...] = ()
    checked: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    answers: Answers | None = None
    pages: tuple[PageView, ...] = ()
    others: tuple[Other, ...] = ()
    case: str = ""
    document: str = ""
    file: str = ""
    sha256: str = ""
    report: str = ""
    record: str = ""

"""What a verification comes to: findings, each signature's facts, and what was checked and what was not."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any

from loftdocs.findings import Finding


class Clock(StrEnum):
    """Who says when a signature was made."""

    CLAIMED = "uppgiven"
    STAMPED = "tidsstämpel"
    TRUSTED = "betrodd tidsstämpel"


class Kind(Enum):
    """What is in a signature field."""

    EMPTY = "empty"
    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Trust:
    """What trust anchors say of a certificate.

    ``problem`` is why the certificate is not trusted, in Swedish, or None. ``expired`` is true if it has gone out since
    it was used and only the signer's own clock tells when that was.
    """

    problem: str | None
    expired: bool = False


@dataclass(frozen=True)
class Signature:
    """A signature field as it was read.

    ``revision`` counts the states of the file from 0. ``whole`` is false for a signature that covers only a part of the
    file; ``allowed`` for one whose file was changed later in a way that it does not allow; ``locks`` is true if nothing
    at all may be added later. ``stamped`` is false for a broken timestamp. ``trust`` is None without trust anchors.
    """

    field: str
    kind: Kind
    name: str | None = None
    organisation: str | None = None
    issuer: str | None = None
    self_issued: bool = False
    time: datetime | None = None
    clock: Clock | None = None
    in_time: bool = True
    intact: bool = False
    valid: bool = False
    whole: bool = False
    allowed: bool = False
    locks: bool = False
    weak: bool = False
    stamped: bool = True
    revision: int | None = None
    trust: Trust | None = None

    @property
    def signed(self) -> bool:
        """True if there is something in the field."""
        return self.kind is not Kind.EMPTY

    @property
    def signer(self) -> str:
        """Who signed, as a sentence can say it."""
        return self.name or "någon som certifikatet inte namnger"

    def as_dict(self, matches: bool | None) -> dict[str, Any]:
        """The form that ``--format json`` prints; the keys are a public contract. Times are in UTC (ISO 8601)."""
        read = self.kind in (Kind.SIGNATURE, Kind.TIMESTAMP)
        return {
            "fält": self.field,
            "undertecknat": self.signed,
            "namn": self.name,
            "utfärdare": self.issuer,
            "tid": self.time.astimezone(UTC).isoformat() if self.time else None,
            "tidskälla": self.clock.value if self.clock else None,
            "hel": self.intact if read else None,
            "giltig": self.valid if read else None,
            "matchar": matches,
        }


@dataclass(frozen=True)
class Verified:
    """The answer; ``matches`` tells for each field whether the signer is the case's, None where it cannot be said."""

    findings: tuple[Finding, ...]
    signatures: tuple[Signature, ...] = ()
    matches: tuple[bool | None, ...] = ()
    checked: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()

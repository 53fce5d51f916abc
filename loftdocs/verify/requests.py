"""What is sent to whoever judges signatures: the signatures, and what they are judged by. All of it can be pickled."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from loftdocs.verify.trusted_lists import TrustedList


@dataclass(frozen=True)
class Request:
    """A signature to judge: the field's name, the signature, the bytes that it is of, and what it says of itself.

    ``contents`` is None for one that does not stand where it should. ``claimed`` is the time in the signature
    dictionary, as a PDF writes it; ``certificate`` the one beside a signature without any (adbe.x509.rsa_sha1).
    """

    field: str
    timestamp: bool
    subfilter: str
    contents: bytes | None
    signed: bytes
    claimed: str = ""
    certificate: bytes | None = None


@dataclass(frozen=True)
class Evidence:
    """What certificates are judged by, all of it DER: the anchors to trust, and what the file brings along.

    ``certificates`` are only to build paths with; ``crls`` and ``ocsps`` count if their own signatures do. ``lists``
    are the EU's trusted lists; ``now`` is the present time.
    """

    roots: tuple[bytes, ...] = ()
    stamp_roots: tuple[bytes, ...] = ()
    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    lists: tuple[TrustedList, ...] = ()
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

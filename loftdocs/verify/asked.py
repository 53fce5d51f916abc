"""What a verification is asked to go by, beside the file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """``case`` is the case file to judge by; without it, it is told from the file's name or its origin.

    ``trust`` and ``crl`` are files or folders with certificates and lists; ``receipt`` is a signing service's receipt
    that the clerk has read.
    """

    case: Path | None = None
    trust: tuple[Path, ...] = ()
    crl: tuple[Path, ...] = ()
    receipt: Path | None = None

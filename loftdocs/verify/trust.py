"""Trust anchors: the certificates of those who may vouch for a signer, and why a certificate is not trusted."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loftdocs.failures import FileFailure, reason
from loftdocs.findings import display_path

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext

Anchors = tuple[Any, ...]  # asn1crypto's certificates, which have no types

_OTHER = "det uppfyller inte kraven på ett certifikat för underskrift"
# By the names of ETSI EN 319 102-1, 5.1.3.
_PROBLEMS = {
    "NO_CERTIFICATE_CHAIN_FOUND": "ingen av dem som angetts med --trust har utfärdat det",
    "CERTIFICATE_CHAIN_GENERAL_FAILURE": "ingen av dem som angetts med --trust har utfärdat det",
    "EXPIRED": "det gällde inte längre när det användes",
    "OUT_OF_BOUNDS_NO_POE": "det gällde inte när det användes",
    "OUT_OF_BOUNDS_NOT_REVOKED": "det gällde inte när det användes",
    "NOT_YET_VALID": "det hade inte börjat gälla när det användes",
    "REVOKED": "det är spärrat",
    "REVOKED_NO_POE": "det är spärrat",
    "REVOKED_CA_NO_POE": "utfärdarens eget certifikat är spärrat",
    "CRYPTO_CONSTRAINTS_FAILURE": "det bygger på en metod som inte längre är säker",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": "det bygger på en metod som inte längre är säker",
}


def load_anchors(files: Sequence[Path]) -> Anchors:
    """The certificates in PEM or DER files, each with one or more. Raises `FileFailure`."""
    return tuple(certificate for file in files for certificate in _load(file))


def _load(file: Path) -> Anchors:
    from pyhanko.keys import load_certs_from_pemder_data

    name = display_path(file)
    try:
        found = tuple(load_certs_from_pemder_data(file.read_bytes()))
        for certificate in found:
            _ = certificate.subject.native, certificate.public_key.native  # read only when asked for
    except OSError as error:
        raise FileFailure(
            f"{name} går inte att läsa: {reason(error)}.", "Kontrollera sökvägen efter --trust."
        ) from error
    except (ValueError, TypeError) as error:
        raise FileFailure(f"{name} är inget certifikat.", "Ange en .pem, .crt eller .cer efter --trust.") from error
    if not found:
        hint = "Filen ska ha ett stycke som börjar med -----BEGIN CERTIFICATE-----."
        raise FileFailure(f"{name} innehåller inget certifikat.", hint)
    return found


def context(anchors: Anchors, moment: datetime | None = None) -> "ValidationContext":
    """How to judge certificates at a moment (now, if None): by these anchors alone, and without any network."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=list(anchors), moment=moment, allow_fetching=False)


def why(problem: Any) -> str:
    """Why a certificate is not trusted, in Swedish."""
    return _PROBLEMS.get(getattr(problem, "name", ""), _OTHER)

"""Signatures by Apache PDFBox, in Java: what many signing services are built on.

The program in ``java`` is built the first time it is needed; see `tests.java`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from tests.java import run_java
from tests.returns.keys import Issued

PROGRAM = Path(__file__).parent / "java"
PASSWORD = "prov"


def sign(pdf: bytes, field: str, who: Issued) -> bytes:
    """Signs an empty field of the form, adbe.pkcs7.detached. Raises ValidatorError if Java or PDFBox does not."""
    with TemporaryDirectory() as folder:
        source, target, store = (Path(folder) / name for name in ("source.pdf", "target.pdf", "key.p12"))
        source.write_bytes(pdf)
        secret = serialization.BestAvailableEncryption(PASSWORD.encode())
        store.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"key",
                who.key,  # type: ignore[arg-type]  # an RSA or EC key, never one of those PKCS #12 cannot hold
                who.certificate,
                [who.issuer],
                secret,
            )
        )
        run_java(PROGRAM, "Sign", str(source), str(target), str(store), PASSWORD, field, seconds=60)
        return target.read_bytes()

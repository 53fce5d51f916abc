"""Signatures by Apache PDFBox, in Java: what many signing services are built on.

The program in ``java`` is built the first time it is needed, which takes a JDK, Maven and the network.
"""

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from tests.returns.keys import Issued
from tests.validators import BUILD_SECONDS, JAVA, ValidatorError, only_one, run

PROGRAM = Path(__file__).parent / "java"
TARGET = PROGRAM / "target"
GOALS = ("compiler:compile", "dependency:copy-dependencies", f"-DoutputDirectory={TARGET / 'lib'}")
MAVEN = ("-q", "-B", "-C", "-f", str(PROGRAM / "pom.xml"))
PASSWORD = "prov"


def sign(pdf: bytes, field: str, who: Issued) -> bytes:
    """Signs an empty field of the form, adbe.pkcs7.detached. Raises ValidatorError if Java or PDFBox does not."""
    build()
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
        path = os.pathsep.join((str(TARGET / "classes"), str(TARGET / "lib" / "*")))
        arguments = (str(source), str(target), str(store), PASSWORD, field)
        run("java", *JAVA, "-cp", path, "Sign", *arguments, seconds=60)
        return target.read_bytes()


@cache
def build() -> None:
    """Builds the program, unless it is built from these very sources already."""
    digest = hashlib.sha256((PROGRAM / "pom.xml").read_bytes())
    digest.update((PROGRAM / "src" / "main" / "java" / "Sign.java").read_bytes())
    TARGET.mkdir(exist_ok=True)
    stamp = TARGET / "built-from"
    with only_one(TARGET / "lock"):
        if stamp.exists() and stamp.read_text(encoding="ascii") == digest.hexdigest():
            return
        for folder in ("classes", "lib"):
            shutil.rmtree(TARGET / folder, ignore_errors=True)
        try:  # what has been downloaded before is not asked for again
            run("mvn", "-o", *MAVEN, *GOALS, seconds=BUILD_SECONDS)
        except ValidatorError:
            run("mvn", *MAVEN, *GOALS, seconds=BUILD_SECONDS)
        stamp.write_text(digest.hexdigest(), encoding="ascii")

"""Signatures that pyHanko had no hand in: an update written here, and the program ``openssl cms``.

Also what pyHanko refuses to make: weak digests, byte ranges that leave something out, adbe.pkcs7.sha1.
"""

import hashlib
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives import serialization
from pikepdf import Dictionary, Name, Pdf

from tests.returns.keys import Issued
from tests.returns.update import Kind, update

Ranges = tuple[int, int, int, int]
RESERVED = 12000  # hexadecimal digits for the signature
RANGE = b"[0 %010d %010d %010d]"


def sign(
    pdf: bytes,
    field: str,
    who: Issued,
    *,
    digest: str = "sha256",
    subfilter: str = "adbe.pkcs7.detached",
    kind: Kind | None = None,
    pss: bool = False,
    covers: Callable[[Ranges], Ranges] = lambda whole: whole,
    end: bytes = b"%%EOF\n",
) -> bytes:
    """Signs an empty field of the form.

    ``covers`` may answer with another byte range than the whole file. ``kind`` is how the update's objects are found.
    Raises CalledProcessError if openssl does not sign so.
    """

    def fill(opened: Pdf) -> None:
        target = next(one for one in opened.Root.AcroForm.Fields if str(one.T) == field)
        made = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/" + subfilter))
        made.M = datetime.now(UTC).strftime("D:%Y%m%d%H%M%SZ")
        made.ByteRange, made.Contents = Name.HolderOfRange, Name.HolderOfContents
        target.V = opened.make_indirect(made)
        opened.Root.AcroForm.SigFlags = 3

    swaps = [
        (b"/HolderOfRange", RANGE % (0, 0, 0)),
        (b"/HolderOfContents", b"<" + b"0" * RESERVED + b">"),
    ]
    made = bytearray(update(pdf, fill, kind=kind, swaps=swaps, end=end))
    start = made.index(b"<" + b"0" * RESERVED, len(pdf))
    stop = start + RESERVED + 2
    first, size, second, rest = covers((0, start, stop, len(made) - stop))
    at = made.index(RANGE % (0, 0, 0), len(pdf))
    written = RANGE % (size, second, rest)
    made[at : at + len(written)] = written
    content = bytes(made[first : first + size] + made[second : second + rest])
    contents = cms(content, who, digest, subfilter, pss).hex().encode("ascii")
    made[start + 1 : start + 1 + len(contents)] = contents
    return bytes(made)


def cms(content: bytes, who: Issued, digest: str, subfilter: str, pss: bool) -> bytes:
    """A CMS signature (RFC 5652) in DER: detached, or for adbe.pkcs7.sha1 around the content's SHA-1."""
    inside = subfilter == "adbe.pkcs7.sha1"
    with TemporaryDirectory() as folder:
        place = Path(folder)
        pem = serialization.Encoding.PEM
        (place / "key.pem").write_bytes(
            who.key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        (place / "certificate.pem").write_bytes(who.certificate.public_bytes(pem))
        (place / "issuer.pem").write_bytes(who.issuer.public_bytes(pem))
        (place / "content").write_bytes(hashlib.sha1(content).digest() if inside else content)
        command = ["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-nosmimecap", "-md", digest]
        command += ["-in", "content", "-out", "made", "-signer", "certificate.pem", "-inkey", "key.pem"]
        command += ["-certfile", "issuer.pem", *(["-nodetach"] if inside else [])]
        command += ["-cades"] if subfilter == "ETSI.CAdES.detached" else []
        command += ["-keyopt", "rsa_padding_mode:pss"] if pss else []
        subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=30)
        return (place / "made").read_bytes()

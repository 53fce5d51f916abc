"""The file in a CMS or PKCS#7 signature (RFC 5652), which is not itself checked here."""

import binascii
import re
from collections.abc import Iterator

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.walk import Held, Refused, Walk, proportionate

_OID = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"  # 1.2.840.113549.1.7, of which .2 is SignedData (RFC 5652, 5.1)
_CMS_START = re.compile(rb"0(?:[\x00-\x80]|\x81.|\x82..|\x83.{3}|\x84.{4})" + re.escape(_OID) + b"[\1-\6]", re.DOTALL)
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS7|CMS|PKCS #7 SIGNED DATA)-----([^-]*)(?:-----END [A-Z0-9 #]*-----\s*)?")
_MAX_ELEMENTS = 250_000  # BouncyCastle writes an octet string in pieces of 1000 bytes: 100 000 of them in 100 MB
_ENCRYPTED = (3, 4, 6)  # enveloped, signed and enveloped, encrypted (RFC 5652, 6.1 and 8; RFC 2315, 11)
_NOT_CMS = "den är skadad"


def cms_content(data: bytes) -> bytes | None:
    """The content in a CMS or PKCS#7 signature (DER, BER, PEM or base64); None if it is detached, or is no signature.

    The signature itself is not checked.
    """
    try:
        return _signed_content(_der(data))[0]
    except Refused:
        return None


def signed_file(walk: Walk, data: bytes, path: tuple[str, ...]) -> Iterator[Held]:
    """The file in a signature of this path, if it has one, named as the signature without its ending.

    Raises `Refused` and `Spent`.
    """
    der = _der(data)
    content, end = _signed_content(der)
    if strays := len(der[end:].strip(limits.BLANK)):
        where = " › ".join(path)
        walk.say(f"Filen {where} har {strays} byte efter underskriften som inte hör till den: de är inte lästa.")
    if content is not None:
        proportionate(len(content), len(content))
        walk.spend(len(content))
        name = re.sub(r"(?i)\.(p7[mscb]|cms|pkcs7|pem|b64)$", "", path[-1])
        yield content, (*path, name if name != path[-1] else "innehåll")


def begins_cms(head: bytes) -> bool:
    """True for the beginning, 1024 bytes, of a file that says that it is CMS, in bytes or in base64, perhaps as PEM."""
    if _CMS_START.match(head):
        return True
    pem = _PEM.match(head)
    letters = re.sub(rb"\s", b"", pem[1] if pem else head)[:64]
    if not re.fullmatch(rb"[A-Za-z0-9+/]{24,64}={0,2}", letters):
        return False
    return bool(_CMS_START.match(binascii.a2b_base64(letters[: len(letters) // 4 * 4])))


def _der(data: bytes) -> bytes:
    """CMS as bytes. Raises `Refused` for base64 that is none."""
    if data[:1] == b"0" and _CMS_START.match(data[:32]):
        return data
    pem = _PEM.match(data)
    letters = (pem[1] if pem else data).translate(None, b" \t\r\n\f")
    try:
        return binascii.a2b_base64(letters, strict_mode=True) + (data[pem.end() :] if pem else b"")
    except binascii.Error:
        raise Refused(_NOT_CMS) from None


def _signed_content(der: bytes) -> tuple[bytes | None, int]:
    """The content that a SignedData holds, or None, and where it ends. Raises `Refused` for anything else.

    Read by hand along one path (RFC 5652, 3, 5.1 and 5.2), in time that grows with the file alone: asn1crypto takes
    half a minute for 20 MB in the pieces that BouncyCastle writes, and 8 seconds for 1 MB of empty ones.
    """
    _, at, stop, end = _element(der, 0, len(der), 0x30)
    _, begin, close, at = _element(der, at, stop, 0x06)
    if der[begin:close] != _OID[2:] + b"\2":
        raise Refused("den är krypterad" if der[close - 1] in _ENCRYPTED else "den är ingen underskrift")
    _, at, stop, _ = _element(der, at, stop, 0xA0)
    _, at, stop, _ = _element(der, at, stop, 0x30)
    _, _, _, at = _element(der, at, stop, 0x02)
    _, _, _, at = _element(der, at, stop, 0x31)
    _, at, stop, _ = _element(der, at, stop, 0x30)
    _, _, _, at = _element(der, at, stop, 0x06)
    if at >= stop:
        return None, end
    _, at, stop, _ = _element(der, at, stop, 0xA0)
    return b"".join(_octets(der, at, stop)), end


def _octets(der: bytes, at: int, stop: int) -> Iterator[memoryview]:
    """The pieces of the octet string that begins ``at`` (X.690, 8.7: pieces may hold pieces; no signer does)."""
    tag, begin, close, _ = _element(der, at, stop)
    view = memoryview(der)
    if tag == 0x04:
        yield view[begin:close]
        return
    if tag != 0x24:
        raise Refused("det som finns i den är av ett slag som inte kan läsas här")
    for _ in range(_MAX_ELEMENTS):
        if begin >= close:
            return
        _, start, end, begin = _element(der, begin, close, 0x04)
        yield view[start:end]
    raise Refused(_NOT_CMS)


def _element(der: bytes, at: int, stop: int, tag: int | None = None) -> tuple[int, int, int, int]:
    """The element ``at``: its tag, where its content begins and ends, and where the next element begins."""
    found, begin, length = _header(der, at, stop)
    if tag not in (None, found):
        raise Refused(_NOT_CMS)
    if length is not None:
        return found, begin, begin + length, begin + length
    at, open_ones = begin, 1
    for _ in range(_MAX_ELEMENTS):  # of no told length: it ends by a mark, as do those in it
        if der[at : at + 2] == b"\0\0":
            open_ones -= 1
            if not open_ones:
                return found, begin, at, at + 2
            at += 2
            continue
        _, at, length = _header(der, at, stop)
        open_ones += length is None
        at += length or 0
    raise Refused(_NOT_CMS)


def _header(der: bytes, at: int, stop: int) -> tuple[int, int, int | None]:
    """An element's tag, where its content begins, and its length in bytes, or None if it ends by a mark."""
    if at + 2 > stop or der[at] & 0x1F == 0x1F:
        raise Refused(_NOT_CMS)
    tag, length, begin = der[at], der[at + 1], at + 2
    if length == 0x80 and tag & 0x20:
        return tag, begin, None
    if length >= 0x80:
        more = length & 0x7F
        length = int.from_bytes(der[begin : begin + more], "big")
        begin += more
        if not 1 <= more <= 4:
            raise Refused(_NOT_CMS)
    if begin + length > stop:
        raise Refused("den är skadad: slutet saknas")
    return tag, begin, length

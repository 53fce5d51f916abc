"""The content of a PDF's attachment, unpacked filter by filter within the limits (ISO 32000-1, 7.4)."""

import base64
from typing import Any

import pikepdf

from loftdocs.verify.parcel import limits
from loftdocs.verify.parcel.walk import Refused, Walk, inflated, proportionate

_STEPS = {
    **dict.fromkeys(("/FlateDecode", "/Fl"), "flate"),
    **dict.fromkeys(("/ASCIIHexDecode", "/AHx"), "hex"),
    **dict.fromkeys(("/ASCII85Decode", "/A85"), "85"),
}


def stream_content(walk: Walk, stream: Any) -> bytes:
    """An attachment's content, unpacked filter by filter within the limits. Raises `Refused` and `Spent`."""
    filters, settings = _listed(stream.get("/Filter")), _listed(stream.get("/DecodeParms"))
    if "/F" in stream:
        raise Refused("den är ingen fil utan en hänvisning till en annan")
    if len(filters) > limits.MAX_FILTERS:
        raise Refused(f"den är packad mer än {limits.MAX_FILTERS} gånger")
    content = stream.read_raw_bytes()
    plain = all(not isinstance(one, pikepdf.Dictionary) or one.get("/Predictor", 1) == 1 for one in settings)
    steps = [_STEPS.get(str(one)) for one in filters]
    if None in steps or not plain:
        if len(filters) > 1 or len(content) > limits.SMALL_RAW:
            raise Refused("den är packad på ett sätt som inte kan läsas säkert")
        content = stream.read_bytes(decode_level=pikepdf.StreamDecodeLevel.specialized)
        steps = []
    if not steps:
        walk.spend(len(content))
    for step in steps:
        content = _decoded(walk, content, str(step))
    proportionate(len(content), len(content))
    return bytes(content)


def _decoded(walk: Walk, content: bytes, step: str) -> bytes:
    """One filter undone (ISO 32000-1, 7.4.2-7.4.4)."""
    if step == "flate":
        return inflated(walk, content, bare=False)[0]
    letters = content.translate(None, limits.BLANK)
    try:
        if step == "hex":
            digits = letters.partition(b">")[0]
            decoded = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        else:
            decoded = base64.a85decode(letters.removeprefix(b"<~").partition(b"~>")[0])
    except ValueError:
        raise Refused("den är skadad") from None
    walk.spend(len(decoded))
    return decoded


def _listed(value: Any) -> list[Any]:
    """A value that may be given alone, in an array or not at all."""
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]

"""The signatures of a file as they are judged: each field with what it covers, and what stands behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pikepdf

from loftdocs.plain import plain
from loftdocs.verify.anchors import Anchors
from loftdocs.verify.names import mask
from loftdocs.verify.parcel import Member
from loftdocs.verify.requests import Evidence, Request
from loftdocs.verify.result import Kind, Signature
from loftdocs.verify.sigfields import SignatureField, SignedValue
from loftdocs.verify.states import State, after, ends_well

_LARGEST = 20_000_000  # bytes of lists in one file; an agreement carries some kilobytes


def evidence(state: State, anchors: Anchors) -> Evidence:
    """What certificates are judged by: the anchors, and the validation data in the file (ISO 32000-2, 12.8.4.3)."""
    certificates, crls, ocsps = (tuple(_stored(state, key)) for key in ("/Certs", "/CRLs", "/OCSPs"))
    verified = tuple(one for one in anchors.lists if one.verified)
    issuers: tuple[bytes, ...] = ()
    stampers: tuple[bytes, ...] = ()
    if verified:
        from loftdocs.verify import trust_services

        issuers, stampers = trust_services.issuers(verified), trust_services.timestampers(verified)
    return Evidence((*anchors.roots, *issuers), stampers, certificates, (*anchors.crls, *crls), ocsps, verified)


def _stored(state: State, key: str) -> Iterator[bytes]:
    store = state.pdf.Root.get("/DSS")
    if not isinstance(store, pikepdf.Dictionary):
        return
    total = 0
    for stream in store.get(key) or ():
        if isinstance(stream, pikepdf.Stream):
            try:
                data = bytes(stream.read_bytes())
            except pikepdf.PdfError:
                continue
            total += len(data)
            if total > _LARGEST:
                return
            yield data


def requests_of(fields: Sequence[SignatureField], data: bytes, detached: Sequence[Member]) -> tuple[Request, ...]:
    """What is to be judged: each signature in a field, then the ``detached`` ones of the whole file beside it."""
    full = [(field, field.value) for field in fields if field.value is not None]
    beside = [Request(one.name, False, "", one.data, data) for one in detached]
    return (*(_request(field, value, data) for field, value in full), *beside)


def signatures_of(
    judged: Sequence[Signature],
    fields: Sequence[SignatureField],
    states: Sequence[State],
    data: bytes,
    built: Sequence[SignatureField],
) -> tuple[Signature, ...]:
    """All signature fields: those with something in them in the order it was put there, then the empty ones.

    ``judged`` are the answers to `requests_of`; ``built`` are the fields of the built file.
    """
    names = {field.name for field in built}
    full = [(field, field.value) for field in fields if field.value is not None]
    made = [
        _placed(one, field, value, states, data, names)
        for one, (field, value) in zip(judged[: len(full)], full, strict=True)
    ]
    empty = [_seen(Signature(field.name, Kind.EMPTY), field, names) for field in fields if field.value is None]
    loose = [
        replace(one, field=_name(one.field), whole=True, state=len(states) - 1, end=len(data), loose=True)
        for one in judged[len(full) :]
    ]
    return (*sorted(made, key=lambda one: one.end), *loose, *empty)


def _request(field: SignatureField, value: SignedValue, data: bytes) -> Request:
    numbers = value.byte_range
    signed = data[: numbers[1]] + data[numbers[2] : value.end] if value.contents is not None else b""
    stamp = value.kind == "/DocTimeStamp"
    return Request(field.name, stamp, value.subfilter, value.contents, signed, value.claimed_time, value.certificate)


def _placed(
    one: Signature, field: SignatureField, value: SignedValue, states: Sequence[State], data: bytes, built: set[str]
) -> Signature:
    """A judged signature with its place in the file and on the page."""
    state = _state(states, value.end, data)
    whole = value.contents is not None and state is not None and ends_well(data[: value.end])
    return replace(
        _seen(one, field, built),
        whole=whole,
        docmdp=value.docmdp,
        locked=value.locked,
        state=state,
        end=value.end,
    )


def _state(states: Sequence[State], end: int, data: bytes) -> int | None:
    """The state that ends where a signature's bytes do."""
    for number, state in enumerate(states):
        if state.end == end or (number == len(states) - 1 and end and not after(data, end)):
            return number
    return None


def _seen(one: Signature, field: SignatureField, built: set[str]) -> Signature:
    place = replace(one, page=field.page, box=field.box, visible=field.visible)
    return replace(place, field=_name(field.name), built=field.name in built)


def _name(name: Any) -> str:
    return mask(plain(str(name)))[:200] or "utan namn"

"""How two states of a PDF differ, in words: pages, what is on them, and what lies on top of them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import HistoricalResolver

_KINDS = {
    "/Text": "en anteckning",
    "/FreeText": "en text",
    "/Stamp": "en stämpel",
    "/Highlight": "en överstrykning",
    "/StrikeOut": "en genomstrykning",
    "/Ink": "en teckning",
    "/Link": "en länk",
    "/FileAttachment": "en bifogad fil",
    "/Redact": "en maskering",
    "/Widget": "ett formulärfält",
}
# These lead out of a page, or are compared on their own.
_APART = ("/Parent", "/P", "/Annots", "/StructParent", "/StructParents", "/Popup", "/IRT")

# What a page has from the tree of pages when it does not say otherwise (ISO 32000-1, table 30).
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")

Annotations = dict[Any, tuple[str, bytes]]


@dataclass(frozen=True)
class Page:
    """A page's object (None for one that was met before), and the digests of what it inherits."""

    node: Any
    inherited: tuple[bytes, ...]


def differences(old: "HistoricalResolver", new: "HistoricalResolver") -> Iterator[str]:
    """The difference between two states, page by page; pages are told apart by their object, wherever they stand."""
    before, after = dict(_pages(old)), dict(_pages(new))
    numbers = {key: number for number, key in enumerate(after, 1)}
    yield from _counted([numbers[key] for key in after if key not in before], "lagts till")
    yield from _counted([number for number, key in enumerate(before, 1) if key not in after], "tagits bort")
    both = [key for key in before if key in after]
    if both != [key for key in after if key in before]:
        yield "sidorna har fått en annan ordning"
    for key in both:
        was, now = before[key], after[key]
        if was.inherited != now.inherited or digest(was.node) != digest(now.node):
            yield f"innehållet på sida {numbers[key]} har ändrats"
        yield from _annotation_words(_annotations(was.node), _annotations(now.node), numbers[key])


def _counted(numbers: Sequence[int], what: str) -> Iterator[str]:
    if len(numbers) == 1:
        yield f"sida {numbers[0]} har {what}"
    elif numbers:
        yield f"{len(numbers)} sidor har {what} (sida {', '.join(map(str, numbers[:-1]))} och {numbers[-1]})"


def _annotation_words(before: Annotations, after: Annotations, page: int) -> Iterator[str]:
    for key in {**before, **after}:
        kind = (after.get(key) or before[key])[0]
        if key not in before:
            yield f"{kind} har lagts till på sida {page}"
        elif key not in after:
            yield f"{kind} har tagits bort från sida {page}"
        elif before[key] != after[key]:
            yield f"{kind} har ändrats på sida {page}"


def _pages(state: "HistoricalResolver") -> Iterator[tuple[Any, Page]]:
    """The pages in order, each with what tells its object from others; one that stands twice is another."""
    seen: set[Any] = set()
    waiting: list[tuple[Any, tuple[bytes, ...]]] = [(state.root.raw_get("/Pages"), ())]
    while waiting:
        raw, inherited = waiting.pop()
        key = _key(raw)
        if key in seen:
            yield (key, len(waiting)), Page(None, inherited)
            continue
        seen.add(key)
        node = _resolved(raw)
        kids = value(node, "/Kids")
        if kids is None:
            yield key, Page(node, inherited)
        else:
            below = (*inherited, *(digest(value(node, name)) for name in _INHERITED))
            waiting.extend((kids.raw_get(index), below) for index in reversed(range(len(kids))))


def _annotations(page: Any) -> Annotations:
    """What lies on a page beside its own content, but for signatures: by object, its kind and a digest."""
    found: Annotations = {}
    listed: Any = value(page, "/Annots") or ()
    for index in range(len(listed)):
        raw = listed.raw_get(index)
        annotation = _resolved(raw)
        if value(annotation, "/FT") != "/Sig":
            kind = _KINDS.get(str(value(annotation, "/Subtype")), "en kommentar eller markering")
            found[_key(raw)] = kind, digest(annotation)
    return found


def value(holder: Any, key: str) -> Any:
    """A value, wherever it is kept; ``get`` of pyHanko's dictionaries does not look behind a reference."""
    return holder[key] if isinstance(holder, dict) and key in holder else None


def _key(raw: Any) -> Any:
    return (raw.idnum, raw.generation) if hasattr(raw, "idnum") else digest(raw)


def _resolved(raw: Any) -> Any:
    return raw.get_object() if hasattr(raw, "idnum") else raw


def digest(thing: Any) -> bytes:
    """A fingerprint of an object and all that it refers to, whatever their numbers are."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

    made = hashlib.sha256()
    seen: dict[Any, int] = {}
    waiting: list[Any] = [thing]
    while waiting:
        part: Any = waiting.pop()
        if isinstance(part, IndirectObject):
            key = _key(part)
            if key in seen:
                made.update(b"%d seen" % seen[key])
                continue
            seen[key] = len(seen)
            part = _resolved(part)
        if isinstance(part, StreamObject):
            made.update(part.encoded_data)
        if isinstance(part, DictionaryObject):
            names = sorted(str(name) for name in part if name not in _APART)
            made.update(repr(names).encode())
            waiting.extend(part.raw_get(name) for name in names)
        elif isinstance(part, ArrayObject):
            made.update(b"[%d]" % len(part))
            waiting.extend(part.raw_get(index) for index in range(len(part)))
        else:
            made.update(repr(part).encode())
    return made.digest()

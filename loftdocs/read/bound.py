"""Content controls that Word fills anew from the file's own data when it is opened: what is stored may be another text.

Source: ISO/IEC 29500-1, 17.5.2.6 (dataBinding).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

from loftdocs.read.document import Part, Unread, UnreadKind, squash
from loftdocs.read.package import DAMAGED, W, part_names, read_xml, relations, value

_CONTROL, _BINDING = f"{W}sdt", f"{W}sdtPr/{W}dataBinding"
# Controls whose text is made of the data and is not the data itself: a day in words, a choice's name, a picture, rows.
_MADE_OF = frozenset(("date", "dropDownList", "comboBox", "picture", "checkbox", "repeatingSection", "docPartList"))
# Properties of the document, by the ids that Word has given them.
_PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docprops/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docprops/app.xml",
}
# The paths that Word writes. Others could be made to take for ever.
_PATH = re.compile(r"(?:/[\w:.-]+(?:\[\d{1,6}\])?)+(?:/@[\w:.-]+)?(?:/text\(\))?")
_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")


def bound(path: Path, roots: list[tuple[Part, _Element]]) -> tuple[Unread, ...]:
    """The texts that Word shows in the file at ``path`` instead of what its ``roots`` have."""
    controls = [
        (part, control) for part, root in roots for control in root.iter(_CONTROL) if control.find(_BINDING) is not None
    ]
    if not controls:
        return ()
    with ZipFile(path) as archive:
        stores = _stores(archive)
    return tuple(_differing(controls, stores))


def _differing(controls: list[tuple[Part, _Element]], stores: Mapping[str, _Element]) -> Iterator[Unread]:
    for part, control in controls:
        binding = control.find(_BINDING)
        store = stores.get((value(binding, "storeItemID") or "").upper())
        if store is None or _is_made_of(control):
            continue
        data = _looked_up(store, value(binding, "xpath") or "", value(binding, "prefixMappings") or "")
        written = "".join(element.text or "" for element in control.iter(f"{W}t"))
        if data and squash(data) != squash(written):
            yield Unread(UnreadKind.BOUND, f"{written} → {data}", part)


def _is_made_of(control: _Element) -> bool:
    properties = control.find(f"{W}sdtPr")
    return properties is not None and any(etree.QName(child).localname in _MADE_OF for child in properties)


def _looked_up(store: _Element, path: str, prefixes: str) -> str:
    """The text that a binding leads to; '' where it leads nowhere, or is written wrong."""
    if not _PATH.fullmatch(path):
        return ""
    names = {prefix: one or other for prefix, one, other in _PREFIX.findall(prefixes)}
    try:
        found = store.getroottree().xpath(path, namespaces=names)
    except etree.XPathError:
        return ""
    first = found[0] if isinstance(found, list) and found else None
    return "".join(map(str, first.itertext())) if isinstance(first, _Element) else str(first or "")


def _stores(archive: ZipFile) -> dict[str, _Element]:
    """The file's own data by their ids in capitals; without those that are damaged, which Word does not use either."""
    names = part_names(archive)
    parts = {key: names[part] for key, part in _PROPERTIES.items() if part in names}
    for part in [name for name in names if name.startswith("customxml/") and name.endswith(".xml")]:
        with suppress(*DAMAGED):
            for _key, kind, target in relations(archive, names, names[part]):
                if kind == "customXmlProps" and target in names:
                    properties = read_xml(archive, names[target])
                    key = next((text for name, text in properties.items() if str(name).endswith("}itemID")), "")
                    parts[str(key).upper()] = names[part]
    stores = {}
    for key, part in parts.items():
        with suppress(*DAMAGED):
            stores[key] = read_xml(archive, part)
    return stores

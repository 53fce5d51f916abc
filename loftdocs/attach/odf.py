"""What a text in OpenDocument (ISO/IEC 26300) fetches, runs or carries, found before LibreOffice sees the file."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml.etree import _Element

from loftdocs.read.outside.pictures import content_reach, svg_reaches
from loftdocs.read.outside.reach import Reach, is_clicked, shown
from loftdocs.read.package import PackageError, opened, read_xml

TEXT = "application/vnd.oasis.opendocument.text"
_HREF = "{http://www.w3.org/1999/xlink}href"
_HEAD = 65_536
# Elements that run, fetch or carry something, by their local names.
_REACHING = {
    "event-listener": "ett makro",
    "script": "ett makro",
    "plugin": "ett insticksprogram",
    "applet": "ett program i Java",
    "floating-frame": "en ram med en annan fil",
    "object-ole": "ett inbäddat objekt",
    "dde-source": "ett fält som startar ett annat program",
    "dde-connection-decl": "ett fält som startar ett annat program",
    "connection-resource": "en koppling till en databas",
}
_LINK = "a"
_SCRIPTS = ("basic/", "scripts/", "dialogs/")


class Encrypted(PackageError):
    """The file asks for a password."""


def reaches(file: bytes) -> tuple[Reach, ...]:
    """All that a text in OpenDocument has a program fetch, run or open, each once.

    Raises `Encrypted`, `PackageError` for what is no such text, `TooLarge` for what is too much.
    """
    with opened(BytesIO(file)) as archive:
        names = archive.namelist()
        if len(set(names)) != len(names) or "content.xml" not in names:
            raise PackageError("two parts of the same name, or another kind of document")
        if archive.read("mimetype").decode("ascii", "replace").strip() != TEXT:
            raise PackageError("another kind of document")
        return tuple(dict.fromkeys(_reaches(archive, names)))


def _reaches(archive: ZipFile, names: list[str]) -> Iterator[Reach]:
    for name in names:
        key = name.lower()
        if key.startswith(_SCRIPTS) and not key.endswith(("/", ".xml", ".xlc", ".xlb")):
            yield _reach("ett makro", name)
        if key.endswith((".xml", ".rdf")):
            root = read_xml(archive, name)
            if key == "meta-inf/manifest.xml" and next(root.iter("{*}encryption-data"), None) is not None:
                raise Encrypted("encrypted")
            if key.startswith(_SCRIPTS) and next(root.iter("{*}module"), None) is not None:
                yield _reach("ett makro", name)
            yield from _in_part(root)
        elif not key.endswith("/") and name != "mimetype":
            with archive.open(name) as part:
                head = part.read(_HEAD)
            if head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
                yield from svg_reaches(read_xml(archive, name, is_part=False))
            elif reach := content_reach(name, head, is_picture=key.startswith("pictures/")):
                yield reach


def _in_part(root: _Element) -> Iterator[Reach]:
    for element in root.iter("{*}*"):
        local = str(element.tag).rpartition("}")[2]
        if local in _REACHING and (local != "script" or _has_program(element)):
            yield _reach(_REACHING[local], element.get(_HREF, ""))
            continue
        target = element.get(_HREF)
        # The template that a text was once made from is named, and is not fetched.
        if target is None or local == "template" or _is_inside(target) or (local == _LINK and is_clicked(target)):
            continue
        yield _reach(
            "en länk som inte går till en webbplats" if local == _LINK else "något som hämtas utanför filen", target
        )


def _reach(what: str, target: str) -> Reach:
    """What to do about it is the same for all, and told with what was found (`told.stopped`)."""
    return Reach(what, shown(target), "")


def _has_program(script: _Element) -> bool:
    """True but for the empty library that LibreOffice may leave in a text that never had a macro."""
    return bool("".join(map(str, script.itertext())).strip()) or any(element.get(_HREF) for element in script.iter())


def _is_inside(target: str) -> bool:
    path = target.strip().removeprefix("./")
    return not path or path.startswith("#") or (":" not in path and not path.startswith(("/", "\\", "..")))

"""Names of files in a parcel: as they may be shown, and which must not be opened."""

import re
import unicodedata

from loftdocs.plain import plain
from loftdocs.verify.parcel import limits


def shown(name: str) -> str:
    """A name as it may be shown: one line, at most 80 characters, with a stand-in for each that cannot be seen."""
    clean = " ".join(plain(unicodedata.normalize("NFC", name[: 4 * limits.MAX_NAME])).split()) or "(utan namn)"
    clean = "".join(c if c.isprintable() else "\ufffd" for c in clean)
    return clean if len(clean) <= 80 else f"{clean[:60]}…{clean[-19:]}"


def alike(name: str) -> str:
    """The same for names that are one and the same file on some computer: case, slashes, dots and blanks at the end."""
    parts = unicodedata.normalize("NFKC", name).casefold().replace("\\", "/").split("/")
    return "/".join(part.rstrip(". ") for part in parts if part not in ("", "."))


def unshowable(name: str) -> str:
    """Why a name cannot be shown as it is, or nothing: it is too long, or has control and format characters (among
    them those that turn the reading order) and their like. Blanks of all widths are in honest names."""
    if len(name) > limits.MAX_NAME:
        return f"namnet är längre än {limits.MAX_NAME} tecken"
    if not all(c.isprintable() or unicodedata.category(c) == "Zs" for c in name):
        return "namnet har tecken som inte syns eller som vänder på texten"
    return ""


def name_fault(name: str) -> str:
    """Why a file of this name is not opened from an archive, in Swedish to stand after a colon, or nothing."""
    if not name.strip(" ./\\"):
        return "namnet säger ingenting"
    if fault := unshowable(name):
        return fault
    if name.startswith(("/", "\\")) or re.match("[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return "namnet pekar på en plats utanför arkivet"
    return "det är en mapp med innehåll, vilket inte ska kunna finnas" if name.endswith(("/", "\\")) else ""

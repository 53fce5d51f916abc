"""What `verify` needs of a build, written down in its manifest.

So a file can be judged years later, whatever has become of templates, programme and case model since.

A versioned form: a reader takes its own version and all before it; of a later one it takes nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loftdocs import manifest
from loftdocs.signer import Signer

if TYPE_CHECKING:
    from loftdocs.derive import Facts
    from loftdocs.model.program import Program

KEY, VERSION = "kontroll", 1


@dataclass(frozen=True)
class Controlled:
    """A built PDF as its build wrote it down: who signs it, and a fingerprint of the words of each page."""

    signers: tuple[Signer, ...]
    pages: tuple[str, ...]


def described(folder: Path, case: str, facts: "Facts", program: "Program") -> dict[str, Any]:
    """What is to be written down of the finished PDFs in ``folder``."""
    from loftdocs.sign.names import documents_in, signers_of

    files = {}
    for path in sorted(folder.glob("*.pdf")):
        signers = signers_of(facts, documents_in(program, path.stem.removesuffix(f"-{case}")))
        files[path.name] = {
            "undertecknare": [
                {"fält": one.field, "person": one.person, "organisation": one.organisation} for one in signers
            ],
            "fält": dict(_places(path)) if signers else {},
            "sidor": list(_prints(path)),
        }
    return {"version": VERSION, "filer": files}


def controlled(folder: Path) -> Mapping[str, Controlled]:
    """The PDFs of a build by name; empty for a build that wrote nothing down, or in a later form than this."""
    try:
        data = manifest.part(folder, KEY)
        if data["version"] > VERSION:
            return {}
        return {
            str(name): Controlled(
                tuple(Signer(one["fält"], "", one["person"], one["organisation"]) for one in file["undertecknare"]),
                tuple(file["sidor"]),
            )
            for name, file in data["filer"].items()
        }
    except manifest.FAULTS:
        return {}


def fingerprint(text: str) -> str:
    """A page's words as a hash: the same however spaces and hyphens are written."""
    from loftdocs.verify.alignment import folded

    return hashlib.sha256(folded(text).encode("utf-8", "replace")).hexdigest()


def _prints(pdf: Path) -> Iterator[str]:
    from loftdocs.verify.origin import page_texts  # which itself asks for what is written down here

    return map(fingerprint, page_texts(pdf.read_bytes()))


def _places(pdf: Path) -> Iterator[tuple[str, Any]]:
    """Each signature field with its page (from 1) and its rectangle in points."""
    import pikepdf

    with pikepdf.open(pdf) as document:
        for number, page in enumerate(document.pages, 1):
            for field in page.get("/Annots", ()):
                if field.get("/FT") == "/Sig":
                    yield str(field.T), {"sida": number, "ruta": [float(side) for side in field.Rect]}

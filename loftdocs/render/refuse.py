"""What no template or attachment may bring along, found before another program sees the file."""

from functools import lru_cache
from io import BytesIO

from loftdocs.findings import Finding, Place
from loftdocs.plain import plain
from loftdocs.read.outside import Reach, reaches
from loftdocs.render import diagnostics


def refused(file: bytes, label: str) -> tuple[Finding, ...]:
    """A finding for each thing outside itself that a Word file reaches for, and each program that it carries.

    ``label`` is the file's name in the findings. Raises `PackageError` for what is no Word file.
    """
    return tuple(_finding(reach, label) for reach in reaches(BytesIO(file)))


refused_template = lru_cache(maxsize=16)(refused)
"""As `refused`, from memory for a template that is filled in again."""


def _finding(reach: Reach, label: str) -> Finding:
    named = f"{reach.what}: {plain(reach.target)}" if reach.target else reach.what
    place = Place(document=label, quote=reach.quote and plain(reach.quote))
    if reach.carried:
        message = f"Filen innehåller {named}. Den får bara innehålla text och bilder."
        return diagnostics.CARRIED.finding(message, reach.remedy, place)
    message = f"Filen innehåller {named}. Det som hämtas någon annanstans ifrån tas inte emot."
    return diagnostics.FETCHED.finding(message, reach.remedy, place)

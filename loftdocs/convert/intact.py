"""Whether a PDF was written to its end: the engine may say that it was when the disk was full."""

import re
from pathlib import Path

_END_BYTES = 1024
# ISO 32000-1, 7.5.5: where the last cross-reference section begins, then the end of the file.
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_SECTION = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")


def intact(pdf: Path) -> bool:
    """True if ``pdf`` is there, begins and ends as a PDF does, and its end points to where its objects are listed."""
    try:
        data = pdf.read_bytes()
    except OSError:
        return False
    end = _END.search(data, max(0, len(data) - _END_BYTES))
    return data.startswith(b"%PDF-") and end is not None and _SECTION.match(data, int(end[1])) is not None

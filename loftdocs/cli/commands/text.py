"""``loftdocs text``: a Word file's paragraphs, one a line, with their styles; what ``git diff`` compares."""

import argparse
from pathlib import Path

from loftdocs import console
from loftdocs.failures import ExitCode
from loftdocs.read.foreign import read_any


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prints the text. A file that cannot be read is a `FileFailure`."""
    for paragraph in read_any(Path(arguments.fil)).paragraphs:
        part = "" if paragraph.part == "body" else f"{paragraph.part}/"
        number = f"{paragraph.number} " if paragraph.number else ""
        console.say(f"[{part}{paragraph.style}] {number}{paragraph.text}")
    return ExitCode.OK

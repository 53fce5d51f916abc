"""``loftdocs install``: what does not come with the Python packages, from the system's own."""

import argparse
import subprocess
import sys
from pathlib import Path

import loftdocs
from loftdocs import console
from loftdocs.failures import ExitCode, MissingToolFailure

SCRIPT = Path(loftdocs.__file__).parent / "install" / "system.sh"


def run(arguments: argparse.Namespace) -> ExitCode:
    """Runs the script that comes with the program, which says itself what is missing; 3 if a person has to do it."""
    try:
        ended = subprocess.run(["sh", SCRIPT, arguments.vad], check=False).returncode
    except FileNotFoundError as error:
        hint = "Installera LibreOffice själv, från libreoffice.org."
        if sys.platform == "win32":
            hint = "Installera LibreOffice med: winget install TheDocumentFoundation.LibreOffice"
        raise MissingToolFailure("Skalet sh saknas, så programmet kan inte installera något.", hint) from error
    if ended == 0:
        console.say("LibreOffice och typsnittet Carlito finns.")
    return ExitCode(ended) if ended in set(ExitCode) else ExitCode.MISSING_TOOL

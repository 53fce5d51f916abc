"""``loftdocs fields``: each field that a template can print, with its value in a case."""

import argparse

from loftdocs import console
from loftdocs.checking import check
from loftdocs.failures import ExitCode, UsageFailure
from loftdocs.findings import has_errors
from loftdocs.project import case_file
from loftdocs.project import needed as project
from loftdocs.render.fields import ContentsRow, Whole, fields
from loftdocs.render.listing import listed


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prints a line for each field; the findings instead if the case has errors."""
    here = project()
    words = [arguments.ärende] if arguments.ärende else list(here.case_names()[:1])
    if not words:
        raise UsageFailure("Mappen cases/ innehåller inga ärenden.", "Ange ett ärende.")
    known, findings = check(here, case_file(here, words[0]))
    if known is None or has_errors(findings):
        console.print_findings(findings)
        return ExitCode.FINDINGS
    loaded, first = known.loaded, known.loaded.program.dokument[0]
    # As the cover of the first bundle has them; how long the documents are is not known before they are made.
    rows = Whole(
        loaded.program.bundles[0].capitalize(), (ContentsRow(first.namn, known.facts.handlingar[first.namn], 2, 2),), 10
    )
    cover, folder = loaded.program.papers[0], loaded.program_folder
    values = fields(loaded.case, loaded.program, known.facts, cover, loaded.logo, rows, folder=folder)
    for path, shown in listed(values, loaded.program):
        console.say(f"{path:<58} {shown}")
    return ExitCode.OK

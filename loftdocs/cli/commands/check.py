"""``loftdocs check``: the findings of one or more cases, without making anything."""

import argparse

from loftdocs.checking import check
from loftdocs.cli import console
from loftdocs.failures import ExitCode
from loftdocs.findings import Finding, has_errors
from loftdocs.project import case_file
from loftdocs.project import needed as project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Checks each case in turn and tells everything at once."""
    here = project()
    found: list[Finding] = []
    for file in [case_file(here, word) for word in arguments.ärende]:
        found.extend(check(here, file)[1])
    if arguments.format == "json":
        console.print_json(found)
    else:
        console.print_findings(found)
        console.say(f"Kontrollen är klar{console.count(found)}." if found else console.CLEAN)
    return ExitCode.FINDINGS if has_errors(found, strict=arguments.strict) else ExitCode.OK

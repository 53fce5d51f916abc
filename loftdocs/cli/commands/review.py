"""``loftdocs review``: documents from outside, against each other and against a case."""

import argparse
from pathlib import Path

from loftdocs import console
from loftdocs.failures import ExitCode
from loftdocs.findings import has_errors
from loftdocs.project import case_file, needed
from loftdocs.project import here as project
from loftdocs.review import review


def run(arguments: argparse.Namespace) -> ExitCode:
    """Reviews the files that can be read, and says of the others why they cannot."""
    here = project()
    case = case_file(needed(), arguments.case) if arguments.case else None
    result = review(here, [Path(name) for name in arguments.fil], case)
    if arguments.format == "json":
        console.print_json(
            result.findings,
            handlingar=[{"fil": document.label, "slag": document.kind} for document in result.documents],
            olästa=[{"skäl": failure.message, "råd": failure.hint} for failure in result.unread],
            inte_prövade=[one.as_dict() for one in result.unasked],
        )
    else:
        for document in result.documents:
            console.say(f"Granskar {document.label} ({document.kind}).")
        console.print_findings(result.findings)
        for failure in result.unread:
            console.tell(failure.message, failure.hint)
        if result.documents:
            console.say(console.ended(result.findings, "Granskningen") + console.told_unasked(result.unasked))
    if result.unread:
        return ExitCode.FILE
    return ExitCode.FINDINGS if has_errors(result.findings, strict=arguments.strict) else ExitCode.OK

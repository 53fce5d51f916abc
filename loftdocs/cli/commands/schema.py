"""``loftdocs schema``: the JSON Schema that an editor completes and underlines by."""

import argparse

from loftdocs import console
from loftdocs.failures import ExitCode
from loftdocs.model.schema import case_schema, program_schema, render


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prints the schema of case files, or of programme files."""
    schema = program_schema() if arguments.vad == "program" else case_schema()
    console.say(render(schema).rstrip("\n"))
    return ExitCode.OK

"""``loftdocs desk``: the cases in a browser."""

import argparse
import contextlib
import webbrowser

from loftdocs import console
from loftdocs.failures import ExitCode, UsageFailure
from loftdocs.project import case_file
from loftdocs.project import needed as project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Serves the desk until Ctrl+C."""
    here = project()
    case = case_file(here, arguments.ärende).stem if arguments.ärende else ""
    if not 0 <= arguments.port < 65536:
        raise UsageFailure(f"{arguments.port} är ingen port.", "Välj ett tal mellan 1024 och 65535.")
    from loftdocs import convert
    from loftdocs.desk import desk

    convert.engine()  # LibreOffice starts while the rest of the program is read in
    made = desk(here, arguments.port)
    address = f"{made.address}#{case}" if case else made.address
    console.say(f"Skrivbordet är öppet på den här datorn, och bara här:\n\n  {address}\n\nAvsluta med Ctrl+C.")
    if not arguments.stilla:
        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt):
        made.serve()
    console.say("\nSkrivbordet är stängt.")
    return ExitCode.OK

"""One module for each command, imported only when the command is given; each has a function ``run``."""

import argparse
from importlib import import_module

from loftdocs.failures import ExitCode
from loftdocs.litter import tidy
from loftdocs.project import here


def run(arguments: argparse.Namespace) -> ExitCode:
    """Runs the command that was given; what an earlier one left when it was killed is tidied up first."""
    tidy(here().build)
    module = import_module(f"{__name__}.{arguments.command}")
    code: ExitCode = module.run(arguments)
    return code

"""One module for each command, imported only when the command is given; each has a function ``run``."""

import argparse
from importlib import import_module
from pathlib import Path

from loftdocs.failures import ExitCode
from loftdocs.load import Project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Runs the command that was given."""
    module = import_module(f"{__name__}.{arguments.command}")
    code: ExitCode = module.run(arguments)
    return code


def project() -> Project:
    """The project that the command was called in: the nearest folder upwards that has ``templates/``."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "templates").is_dir():
            return Project(folder)
    return Project(Path(__file__).resolve().parents[3])

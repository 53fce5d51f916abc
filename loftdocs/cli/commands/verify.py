"""``loftdocs verify``: what comes back from signing, or the folder of a build."""

import argparse
from pathlib import Path

from loftdocs.failures import ExitCode
from loftdocs.project import case_file, needed
from loftdocs.project import here as project
from loftdocs.verify.asked import Asked
from loftdocs.verify.worker import Worker


def run(arguments: argparse.Namespace) -> ExitCode:
    """Tells what is to be said of the file; the processes that look at it are started first, for they take longest."""
    path = Path(arguments.fil)
    worker = None if path.is_dir() else Worker()
    try:
        here = project()
        asked = _asked(arguments, case_file(needed(), arguments.case) if arguments.case else None)
        if worker is not None:
            worker.ask(here, path, asked)
        from loftdocs.cli.verdict import told

        return told(arguments, here, asked, worker)
    finally:
        if worker is not None:
            worker.end()


def _asked(arguments: argparse.Namespace, case: Path | None) -> Asked:
    receipt = Path(arguments.kvitto) if arguments.kvitto else None
    return Asked(case, tuple(map(Path, arguments.trust or ())), tuple(map(Path, arguments.crl or ())), receipt)

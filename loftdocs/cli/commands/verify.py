"""``loftdocs verify``: what comes back from signing, or the folder of a build."""

import argparse
from pathlib import Path

from loftdocs.failures import ExitCode
from loftdocs.verify.worker import start


def run(arguments: argparse.Namespace) -> ExitCode:
    """Tells what is to be said of the file; the process that looks at it is started first, for it takes longest."""
    worker = None if Path(arguments.fil).is_dir() else start()
    try:
        from loftdocs.cli.verdict import told

        return told(arguments, worker)
    finally:
        if worker is not None:
            worker.kill()  # one that has answered is gone already
            worker.wait()

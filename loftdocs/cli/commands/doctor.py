"""``loftdocs doctor``: what is installed, what is lacking, and how that is mended."""

import argparse
import json
from dataclasses import asdict

from loftdocs import console
from loftdocs.doctor import Check, examine
from loftdocs.failures import ExitCode
from loftdocs.project import here as project


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prints a line for each thing; `ExitCode.MISSING_TOOL` without what every document needs."""
    checks = examine(project())
    if arguments.format == "json":
        console.say(json.dumps({"kontroller": [asdict(one) for one in checks]}, ensure_ascii=False, indent=2))
    else:
        for one in checks:
            console.say(_line(one))
    return ExitCode.MISSING_TOOL if any(one.needed and not one.ok for one in checks) else ExitCode.OK


def _line(check: Check) -> str:
    mark = "ok" if check.ok else "saknas"
    remedy = "" if check.ok else f"  → {check.remedy}"
    return f"{mark:<7} {check.name}: {check.found}{remedy}"

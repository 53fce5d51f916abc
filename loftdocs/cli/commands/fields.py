"""``loftdocs fields``: each field that a template can print, with its value in a case."""

import argparse
from collections.abc import Iterator
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from typing import Any

from loftdocs import console
from loftdocs.checking import check
from loftdocs.failures import ExitCode, UsageFailure
from loftdocs.findings import has_errors
from loftdocs.model.text import Text
from loftdocs.project import case_file
from loftdocs.project import needed as project
from loftdocs.render.fields import ContentsRow, Whole, fields


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
    rows = Whole("Handlingar", (ContentsRow("tjansteskrivelse", "Tjänsteskrivelse", 2, 2),), 10)
    cover = known.loaded.program.papers[0]
    loaded = known.loaded
    values = fields(loaded.case, loaded.program, known.facts, cover, loaded.logo, rows, folder=loaded.program_folder)
    for name, value in values.items():
        for path, shown in _leaves(name, value):
            console.say(f"{path:<58} {shown}")
    return ExitCode.OK


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """The printable values below ``value``, with their paths; the first item stands for all of a list."""
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        yield from _leaves(f"{path}[0]", value[0])
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(f"{path}.{key}", item)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _leaves(f"{path}.{name}", getattr(value, name))
    elif is_dataclass(value) and not isinstance(value, Text):
        for item in dataclass_fields(value):
            yield from _leaves(f"{path}.{item.name}", getattr(value, item.name))
    else:
        shown = ", ".join(value) if isinstance(value, tuple) else "–" if value is None else str(value)
        yield path, " ".join(shown.split())[:80]

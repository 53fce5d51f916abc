"""One function for each command; heavy parts are imported by the command that needs them."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from loftdocs.cli import console
from loftdocs.failures import ExitCode, Failure, FileFailure, UsageFailure
from loftdocs.findings import Finding, Severity, display_path, has_errors
from loftdocs.load import Project, case_file
from loftdocs.model.text import Text


def project() -> Project:
    """The project that the command was called in: the nearest folder upwards that has ``templates/``."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "templates").is_dir():
            return Project(folder)
    return Project(Path(__file__).resolve().parents[2])


def run_build(arguments: argparse.Namespace) -> ExitCode:
    """``loftdocs build``: a case, several, or all."""
    from loftdocs.build import Result, build

    here = project()
    words = here.case_names() if arguments.all else arguments.ärende
    if not words:
        raise UsageFailure(
            "Mappen cases/ innehåller inga ärenden.", "Lägg en ärendefil där, till exempel enkoping.yaml."
        )
    files = [case_file(here, word) for word in words]
    results: dict[str, Result] = {}
    failures: list[tuple[str, Failure]] = []
    for file in files:
        with console.progress(file.stem, arguments.format) as step:
            try:
                results[file.stem] = build(here, file, strict=arguments.strict, progress=step)
            except Failure as stopped:
                if len(files) == 1:
                    raise
                failures.append((file.stem, stopped))
    if arguments.format == "json":
        console.print_json(
            [finding for result in results.values() for finding in result.findings],
            ärenden={
                name: {"mapp": display_path(result.folder) if result.folder else None, "filer": list(result.files)}
                for name, result in results.items()
            },
            avbrutna={name: failure.message for name, failure in failures},
        )
    else:
        for name, result in results.items():
            console.print_findings(result.findings)
            if result.folder:
                console.say(
                    f"Klart: {len(result.files)} filer i {display_path(result.folder)}/{_count(result.findings)}"
                )
            else:
                target = display_path(here.build / name)
                console.say(f"Inga dokument gjordes{_count(result.findings)}. Det som finns i {target}/ är orört.")
        for name, failure in failures:
            console.say(f"{name}: {failure.message} {failure.hint}")
    if failures:
        return failures[0][1].exit_code
    return ExitCode.OK if all(result.folder for result in results.values()) else ExitCode.FINDINGS


def run_check(arguments: argparse.Namespace) -> ExitCode:
    """``loftdocs check``: the findings of one or more cases, without making anything."""
    from loftdocs.checking import check

    here = project()
    found: list[Finding] = []
    for file in [case_file(here, word) for word in arguments.ärende]:
        found.extend(check(here, file)[1])
    if arguments.format == "json":
        console.print_json(found)
    else:
        console.print_findings(found)
        console.say(f"Kontrollen är klar{_count(found)}." if found else "Kontrollen är klar: inga anmärkningar.")
    strict = arguments.strict and any(finding.severity is Severity.VARNING for finding in found)
    return ExitCode.FINDINGS if strict or has_errors(found) else ExitCode.OK


def run_fields(arguments: argparse.Namespace) -> ExitCode:
    """``loftdocs fields``: each field that a template can print, with its value in a case."""
    from loftdocs.checking import check
    from loftdocs.render.fields import ContentsRow, fields

    here = project()
    words = [arguments.ärende] if arguments.ärende else list(here.case_names()[:1])
    if not words:
        raise UsageFailure("Mappen cases/ innehåller inga ärenden.", "Ange ett ärende.")
    known, findings = check(here, case_file(here, words[0]))
    if known is None or has_errors(findings):
        console.print_findings(findings)
        return ExitCode.FINDINGS
    rows = (ContentsRow("Tjänsteskrivelse", 2, 2),)
    cover = known.loaded.program.försättsblad
    values = fields(known.loaded.case, known.loaded.program, known.facts, cover, known.loaded.logo, rows)
    for name, value in values.items():
        for path, shown in _leaves(name, value):
            console.say(f"{path:<58} {shown}")
    return ExitCode.OK


def run_text(arguments: argparse.Namespace) -> ExitCode:
    """``loftdocs text``: a Word file's paragraphs, one a line, with their styles; what ``git diff`` compares."""
    from zipfile import BadZipFile

    from docx.opc.exceptions import OpcError

    from loftdocs.read.docx import read_paragraphs

    path = Path(arguments.fil)
    try:
        paragraphs = read_paragraphs(path)
    except (OSError, BadZipFile, OpcError, KeyError, ValueError) as error:
        raise FileFailure(f"{path.name} går inte att läsa som Word-fil.", "Ange en .docx.") from error
    for paragraph in paragraphs:
        part = "" if paragraph.part == "body" else f"{paragraph.part}/"
        console.say(f"[{part}{paragraph.style}] {paragraph.text}")
    return ExitCode.OK


COMMANDS: dict[str, Callable[[argparse.Namespace], ExitCode]] = {
    "build": run_build,
    "check": run_check,
    "fields": run_fields,
    "text": run_text,
}


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


def _count(findings: list[Finding] | tuple[Finding, ...]) -> str:
    """``: 1 fel, 2 varningar`` for what there is of each."""
    counts = []
    for severity, one, many in (
        (Severity.FEL, "fel", "fel"),
        (Severity.VARNING, "varning", "varningar"),
        (Severity.UPPLYSNING, "upplysning", "upplysningar"),
    ):
        number = sum(finding.severity is severity for finding in findings)
        if number:
            counts.append(f"{number} {one if number == 1 else many}")
    return f": {', '.join(counts)}" if counts else ""

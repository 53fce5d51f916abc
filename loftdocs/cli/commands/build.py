"""``loftdocs build``: all documents of a case, of several, or of all."""

import argparse

from loftdocs.cli import console
from loftdocs.failures import ExitCode, Failure, UsageFailure
from loftdocs.findings import display_path
from loftdocs.project import case_file
from loftdocs.project import here as project
from loftdocs.result import Result
from loftdocs.unchanged import recall


def run(arguments: argparse.Namespace) -> ExitCode:
    """Builds; one case that fails does not stop the others."""
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
        before = None if arguments.igen else recall(here, file, arguments.strict)
        if before:
            results[file.stem] = before
            continue
        from loftdocs import convert

        convert.engine()  # LibreOffice starts while the rest of the program is read in
        from loftdocs.build import build

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
            ärenden={name: _as_json(result) for name, result in results.items()},
            avbrutna={name: failure.message for name, failure in failures},
        )
    else:
        for name, result in results.items():
            console.print_findings(result.findings)
            console.say(told(result, display_path(here.build / name)))
        for name, failure in failures:
            console.say(f"{name}: {failure.message} {failure.hint}")
    if failures:
        return failures[0][1].exit_code
    return ExitCode.OK if all(result.folder for result in results.values()) else ExitCode.FINDINGS


def _as_json(result: Result) -> dict[str, object]:
    folder = display_path(result.folder) if result.folder else None
    return {"mapp": folder, "filer": list(result.files), "värden": result.values, "knutna": result.tied}


def told(result: Result, target: str) -> str:
    """How a build ended, in a line or two."""
    if not result.folder:
        return f"Inga dokument gjordes{console.count(result.findings)}. Det som finns i {target}/ är orört."
    done = "Inget har ändrats" if result.unchanged else "Klart"
    return (
        f"{done}: {len(result.files)} filer i {target}/{console.count(result.findings)}\n"
        f"Spårning: {result.values} värden i handlingarna, {result.tied} knutna till ärendet eller programmet."
    )

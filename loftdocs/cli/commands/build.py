"""``loftdocs build``: all documents of a case, of several, or of all."""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from loftdocs import console, manifest
from loftdocs.diagnostics import diagnostic
from loftdocs.failures import ExitCode, Failure, UsageFailure
from loftdocs.findings import Finding, Severity, display_path
from loftdocs.project import Project, case_file
from loftdocs.project import needed as project
from loftdocs.result import Result, report_name
from loftdocs.unchanged import recall

if TYPE_CHECKING:
    from loftdocs.bulk import Outcome

UNKEPT = diagnostic(
    "FIL302",
    Severity.UPPLYSNING,
    "Det som har gjorts sparas till nästa bygge, som då går fortare.",
    "disken är full eller skrivskyddad.",
    "gör plats, eller ange en annan mapp med LOFTDOCS_CACHE; handlingarna är klara ändå.",
)
# The findings of so many cases are read; of more, only those that stopped something are shown.
_READABLE = 5


def run(arguments: argparse.Namespace) -> ExitCode:
    """Builds; one case that fails does not stop the others."""
    here = project()
    words = here.case_names() if arguments.all else arguments.ärende
    if not words:
        raise UsageFailure(
            "Mappen cases/ innehåller inga ärenden.", "Lägg en ärendefil där, till exempel enkoping.yaml."
        )
    files = list(dict.fromkeys(case_file(here, word) for word in words))
    if len(files) == 1:
        result = _single(here, files[0], arguments)
        if arguments.format == "json":
            _print_json({files[0].stem: result}, {})
        else:
            console.print_findings(result.findings)
            console.say(told(result, display_path(here.build / files[0].stem)))
            _tell_unkept([result])
        return ExitCode.OK if result.folder else ExitCode.FINDINGS
    start = time.perf_counter()
    found = {outcome.name: outcome for outcome in _many(here, files, arguments)}
    outcomes = [found[file.stem] for file in files]
    results = {outcome.name: outcome.result for outcome in outcomes if outcome.result}
    failures = {outcome.name: outcome.failure for outcome in outcomes if outcome.failure}
    if arguments.format == "json":
        _print_json(results, failures)
    else:
        _print_many(outcomes, time.perf_counter() - start)
        _tell_unkept(results.values())
    if failures:
        return next(iter(failures.values())).exit_code
    return ExitCode.OK if all(result.folder for result in results.values()) else ExitCode.FINDINGS


def _single(here: Project, file: Path, arguments: argparse.Namespace) -> Result:
    before = None if arguments.igen else _recalled(here, file, arguments.strict)
    if before:
        return before
    from loftdocs import convert

    convert.engine(anew=arguments.igen)  # LibreOffice starts while the rest of the program is read in
    from loftdocs.build import build

    with console.progress(file.stem, arguments.format) as step:
        return build(here, file, strict=arguments.strict, anew=arguments.igen, progress=step)


def _recalled(here: Project, file: Path, strict: bool) -> Result | None:
    """The last build, if a new one would come to the same, with the rules that it could not ask."""
    before = recall(here, file, strict)
    return replace(before, unasked=manifest.unasked(before.folder)) if before and before.folder else None


def _many(here: Project, files: Sequence[Path], arguments: argparse.Namespace) -> Iterator["Outcome"]:
    """Each case as it is done; those that would come to the same are not built."""
    from loftdocs.bulk import Outcome, build_many

    with console.progress_of_many(len(files), arguments.format) as step:
        left = []
        for file in files:
            before = None if arguments.igen else _recalled(here, file, arguments.strict)
            if before:
                yield Outcome(file.stem, before)
                step(file.stem)
            else:
                left.append(file)
        for outcome in build_many(here, left, strict=arguments.strict, anew=arguments.igen) if left else ():
            yield outcome
            step(outcome.name)


def _print_many(outcomes: Sequence["Outcome"], seconds: float) -> None:
    """The findings, then a table with a line for each case."""
    rows: list[tuple[str, ...]] = [("Ärende", "Resultat", "Fel", "Varningar", "Upplysningar", "Tid")]
    for outcome in outcomes:
        if outcome.failure:
            console.say(f"{outcome.name}: {outcome.failure.message} {outcome.failure.hint}\n")
            rows.append((outcome.name, "avbrutet", "", "", "", _seconds(outcome.seconds)))
        elif result := outcome.result:
            if len(outcomes) <= _READABLE or not result.folder:
                console.print_findings(result.findings)
            ended = "oförändrat" if result.unchanged else "klart" if result.folder else "inga dokument gjordes"
            told_of = [finding.severity for finding in result.findings if finding.silenced is None]
            counts = (
                str(told_of.count(severity)) for severity in (Severity.FEL, Severity.VARNING, Severity.UPPLYSNING)
            )
            rows.append((outcome.name, ended, *counts, _seconds(outcome.seconds)))
    console.print_table(rows)
    left = [one for outcome in outcomes if outcome.result for one in outcome.result.unasked]
    made = sum(1 for outcome in outcomes if outcome.result and outcome.result.folder)
    took = f"Det tog {_seconds(seconds)}."
    console.say(f"\n{made} av {len(outcomes)} ärenden har färdiga handlingar. {took}{console.told_unasked(left)}")
    if len(outcomes) > _READABLE:
        console.say("Varningar och upplysningar visas ärende för ärende:  loftdocs check <namn>")


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s".replace(".", ",")


def _print_json(results: dict[str, Result], failures: dict[str, Failure]) -> None:
    console.print_json(
        [*(finding for result in results.values() for finding in result.findings), *unkept(results.values())],
        ärenden={name: _as_json(result) for name, result in results.items()},
        avbrutna={name: failure.message for name, failure in failures.items()},
    )


def _as_json(result: Result) -> dict[str, object]:
    folder = display_path(result.folder) if result.folder else None
    return {
        "mapp": folder,
        "filer": list(result.files),
        "värden": result.values,
        "knutna": result.tied,
        "inte_prövade": [one.as_dict() for one in result.unasked],
        "besked": [one.as_dict() for one in result.verdicts],
    }


def unkept(results: Iterable[Result]) -> tuple[Finding, ...]:
    """That nothing could be kept for the next build, said once however many were built."""
    why = next((result.unkept for result in results if result.unkept), "")
    if not why:
        return ()
    message = f"Det som gjordes kunde inte sparas till nästa bygge ({why}), så det tar också lika lång tid."
    hint = "Handlingarna är klara ändå. Se efter plats och rättigheter, eller ange en annan mapp med LOFTDOCS_CACHE."
    return (UNKEPT.finding(message, hint),)


def _tell_unkept(results: Iterable[Result]) -> None:
    for finding in unkept(results):
        console.tell(finding.message, finding.hint)


def told(result: Result, target: str) -> str:
    """How a build ended, in a few lines."""
    left = console.told_unasked(result.unasked)
    answers = f"\n{console.told_verdicts(result.verdicts)}" if result.verdicts else ""
    if not result.folder:
        made = f"Inga dokument gjordes{console.count(result.findings)}. Det som finns i {target}/ är orört."
        return f"{made}{left}{answers}"
    done = "Inget har ändrats" if result.unchanged else "Klart"
    return (
        f"{done}: {len(result.files)} filer i {target}/{console.count(result.findings)}\n"
        f"Spårning: {result.values} värden i handlingarna, {result.tied} knutna till ärendet eller programmet.\n"
        f"Granskning: {target}/{report_name(result.folder.name)}{left}{answers}"
    )

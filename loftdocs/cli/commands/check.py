"""``loftdocs check``: the findings of one or more cases, without making anything."""

import argparse

from loftdocs import console
from loftdocs.check import unasked
from loftdocs.checking import check
from loftdocs.failures import ExitCode
from loftdocs.findings import Finding, Unasked, has_errors
from loftdocs.project import case_file
from loftdocs.project import needed as project
from loftdocs.result import Verdict
from loftdocs.verdicts import verdicts


def run(arguments: argparse.Namespace) -> ExitCode:
    """Checks each case in turn and tells everything at once."""
    here = project()
    found: list[Finding] = []
    left: dict[str, tuple[Unasked, ...]] = {}
    answers: dict[str, tuple[Verdict, ...]] = {}
    for file in [case_file(here, word) for word in arguments.ärende]:
        known, findings = check(here, file)
        found.extend(findings)
        left[file.stem] = unasked(known)
        answers[file.stem] = verdicts(findings, known)
    if arguments.format == "json":
        console.print_json(
            found,
            inte_prövade={name: [one.as_dict() for one in rules] for name, rules in left.items()},
            besked={name: [one.as_dict() for one in both] for name, both in answers.items()},
        )
    else:
        console.print_findings(found)
        lacking = (one for rules in left.values() for one in rules)
        console.say(console.ended(found) + console.told_unasked(lacking))
        for name, both in answers.items():
            console.say(console.told_verdicts(both, f"{name}: " if len(answers) > 1 else ""))
    return ExitCode.FINDINGS if has_errors(found, strict=arguments.strict) else ExitCode.OK

"""Findings by how grave they are: their order in a report, and how many there are of each severity."""

from collections.abc import Iterable
from typing import NamedTuple

from loftdocs.findings import Finding, Severity

_WORDS = {
    Severity.FEL: ("fel", "fel"),
    Severity.VARNING: ("varning", "varningar"),
    Severity.UPPLYSNING: ("upplysning", "upplysningar"),
}


class Count(NamedTuple):
    """How many findings of one severity there are, with its word in the right number."""

    severity: str
    number: int
    word: str


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of their numbers in the report: those that hold, by severity, then those set aside."""
    weight = list(Severity)
    return sorted(findings, key=lambda finding: (finding.silenced is not None, weight.index(finding.severity)))


def counts(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """How many there are of each severity, none too; what is set aside is not counted."""
    severities = [finding.severity for finding in findings if finding.silenced is None]
    totals = ((severity, severities.count(severity)) for severity in Severity)
    return tuple(Count(severity.value, number, _WORDS[severity][number != 1]) for severity, number in totals)

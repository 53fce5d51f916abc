"""The rules, by what they read: ``case``, ``text`` and ``documents``, and in each by subject.

Every module in those folders is read, so a new rule is one function in one file.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from loftdocs.check.exceptions import silence
from loftdocs.check.rule import RULES, Known, Rule, Scope
from loftdocs.findings import Finding, in_file_order

# More of one kind than a person would read: the first are shown.
_MOST_ALIKE = 12


def check_case(known: Known) -> tuple[Finding, ...]:
    """What the rules about the case and its texts find, in the order of the file."""
    return _run(known, Scope.CASE, Scope.TEXT)


def check_documents(known: Known, told: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """What the rules about documents and their texts find, in the documents' order.

    What ``told`` already says of the case's texts is not said again of the documents that they stand in.
    """
    before = {(finding.code, finding.message) for finding in told}
    found = _run(known, Scope.TEXT, Scope.DOCUMENTS)
    return tuple(f for f in found if (f.code, f.message) not in before and not _echo(f, found))


@cache
def rules(*scopes: Scope) -> tuple[Rule, ...]:
    """The rules that read ``scopes``, in the order of their codes; only their modules are read in."""
    for scope in scopes:
        folder = Path(__file__).parent / scope.name.lower()
        for module in sorted(path.stem for path in folder.glob("[!_]*.py")):
            import_module(f"{__name__}.{folder.name}.{module}")
    return tuple(RULES[code] for code in sorted(RULES) if RULES[code].scope in scopes)


def _run(known: Known, *scopes: Scope) -> tuple[Finding, ...]:
    found = dict.fromkeys(finding for rule in rules(*scopes) for finding in rule.run(known))
    return _cut(in_file_order(silence(known, found)))


def _echo(finding: Finding, found: tuple[Finding, ...]) -> bool:
    """True if a value without a source is one that a rule which knows more has told of already."""
    if finding.code not in ("TRA201", "TRA202", "TRA204"):
        return False
    value = " ".join(finding.message.split("”")[1].split())
    better = [other for other in found if other.code[:3] != "TRA" or (other.code == "TRA204" != finding.code)]
    return any(value in " ".join(other.message.split()) for other in better)


def _cut(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Without the thirteenth repetition and on: one pasted text can break one rule a thousand times."""
    kept, met = [], dict[tuple[str, str | None], int]()
    for finding in findings:
        key = (finding.code, finding.place.document or finding.place.file)
        met[key] = met.get(key, 0) + 1
        if met[key] <= _MOST_ALIKE:
            kept.append(finding)
    return tuple(kept)

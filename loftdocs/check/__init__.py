"""The rules, grouped by subject: every module in this folder is read, so a new rule is one function in one file."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from loftdocs.check.exceptions import silence
from loftdocs.check.rule import RULES, Known, Scope
from loftdocs.findings import Finding, in_file_order

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")

# More of one kind than a person would read: the first are shown, and how many there were.
_MOST_ALIKE = 12


def check_case(known: Known) -> tuple[Finding, ...]:
    """What the rules about the case and its texts find, in the order of the file."""
    return _run(known, (Scope.CASE, Scope.TEXT))


def check_documents(known: Known, told: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """What the rules about documents and their texts find, in the documents' order.

    What ``told`` already says of the case's texts is not said again of the documents that they stand in.
    """
    before = {(finding.code, finding.message) for finding in told}
    found = _run(known, (Scope.TEXT, Scope.DOCUMENTS))
    return tuple(f for f in found if (f.code, f.message) not in before and not _echo(f, found))


def _echo(finding: Finding, found: tuple[Finding, ...]) -> bool:
    """True if a value without a source is one that a rule which knows more has told of already."""
    if finding.code not in ("TRA201", "TRA202", "TRA204"):
        return False
    value = finding.message.split("”")[1]
    return any(value in other.message for other in found if other.code[:3] != "TRA")


def _run(known: Known, scopes: tuple[Scope, ...]) -> tuple[Finding, ...]:
    rules = [RULES[code] for code in sorted(RULES) if RULES[code].scope in scopes]
    found = dict.fromkeys(finding for rule in rules for finding in rule.run(known))
    return silence(known, _cut(in_file_order(found)))


def _cut(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Without the twelfth repetition and on: one pasted text can break one rule a thousand times."""
    kept, met = [], dict[tuple[str, str | None], int]()
    for finding in findings:
        key = (finding.code, finding.place.document or finding.place.file)
        met[key] = met.get(key, 0) + 1
        if met[key] <= _MOST_ALIKE:
            kept.append(finding)
    return tuple(kept)

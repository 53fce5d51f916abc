"""The rules, by what they read: ``case``, ``text`` and ``documents``, and in each by subject.

Every module in those folders is read, so a new rule is one function in one file.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from loftdocs.check.echoes import without_echoes
from loftdocs.check.exceptions import silence
from loftdocs.check.rule import RULES, Known, Rule, Scope
from loftdocs.findings import Finding, Unasked, in_file_order


def check_case(known: Known) -> tuple[Finding, ...]:
    """What the rules about the case and its texts find, in the order of the file."""
    return _run(known, Scope.CASE, Scope.TEXT)


def check_documents(known: Known, told: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """What the rules about documents and their texts find, in the documents' order.

    What ``told`` already says of the case's texts is not said again of the documents that they stand in.
    """
    return without_echoes(_run(known, Scope.TEXT, Scope.DOCUMENTS), told)


def unasked(known: Known | None) -> tuple[Unasked, ...]:
    """The rules that could not be asked of what is ``known``, in the order of their codes; None is an unreadable case.

    Those about a case are not counted where only documents are reviewed.
    """
    if known is None:
        return tuple(Unasked(rule.code, rule.parts["Regel"], "en ärendefil som går att läsa") for rule in rules(*Scope))
    read = (Scope.TEXT, Scope.DOCUMENTS) if known.reviewed else tuple(Scope)
    found = []
    for rule in rules(*read):
        # Before there are documents, the rules about texts read the case's own.
        early = not known.documents and (rule.scope is Scope.DOCUMENTS or known.reviewed)
        lacking = "färdiga handlingar" if early else rule.ask(known).lacking
        if lacking is not None:
            found.append(Unasked(rule.code, rule.parts["Regel"], lacking))
    return tuple(found)


@cache
def rules(*scopes: Scope) -> tuple[Rule, ...]:
    """The rules that read ``scopes``, in the order of their codes; only their modules are read in."""
    for scope in scopes:
        folder = Path(__file__).parent / scope.name.lower()
        for module in sorted(path.stem for path in folder.glob("[!_]*.py")):
            import_module(f"{__name__}.{folder.name}.{module}")
    return tuple(RULES[code] for code in sorted(RULES) if RULES[code].scope in scopes)


def _run(known: Known, *scopes: Scope) -> tuple[Finding, ...]:
    found = dict.fromkeys(finding for rule in rules(*scopes) for finding in rule.ask(known).findings)
    return in_file_order(silence(known, found))

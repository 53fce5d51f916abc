"""The rules, by what they read: ``case``, ``text`` and ``documents``, and in each by subject.

Every module in those folders is read, so a new rule is one function in one file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from loftdocs.check.echoes import without_echoes
from loftdocs.check.own import ask_own, own_rules
from loftdocs.check.rule import RULES, Known, Rule, Scope
from loftdocs.findings import Finding, Unasked, in_file_order
from loftdocs.model.base import Unknown


def check_case(known: Known) -> tuple[Finding, ...]:
    """What the rules about the case and its texts find, in the order of the file."""
    found = _run(known, Scope.CASE, Scope.TEXT)
    own = (finding for _, outcome in ask_own(known) for finding in outcome.findings)
    return in_file_order((*found, *_silenced(known, own)))


def check_documents(known: Known, told: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """What the rules about documents and their texts find, in the documents' order.

    What ``told`` already says of the case's texts is not said again of the documents that they stand in.
    """
    return without_echoes(_run(known, Scope.TEXT, Scope.DOCUMENTS), told)


def unasked(known: Known | None) -> tuple[Unasked, ...]:
    """The rules that could not be asked of what is ``known``, in the order of their codes; None is an unreadable case.

    Those about a case are not counted where only documents are reviewed, nor those that are not `inapplicable`.
    """
    if known is None:
        return tuple(Unasked(rule.code, rule.parts["Regel"], "en ärendefil som går att läsa") for rule in rules(*Scope))
    own = [
        Unasked(rule.kod, rule.varför or rule.annars, outcome.lacking)
        for rule, outcome in (ask_own(known) if not known.reviewed else ())
        if outcome.lacking is not None
    ]
    return (*own, *(one for one, applicable in _left(known) if applicable))


def inapplicable(known: Known | None) -> tuple[Unasked, ...]:
    """The rules that are about something that the case's programme does not have."""
    return tuple(one for one, applicable in _left(known) if not applicable) if known else ()


def _left(known: Known) -> Iterator[tuple[Unasked, bool]]:
    """Each rule that was not asked in full, and whether it is about something that there is."""
    for rule in rules(*((Scope.TEXT, Scope.DOCUMENTS) if known.reviewed else tuple(Scope))):
        # Before there are documents, the rules about texts read the case's own.
        if not known.documents and (rule.scope is Scope.DOCUMENTS or known.reviewed):
            yield Unasked(rule.code, rule.parts["Regel"], "färdiga handlingar"), True
            continue
        outcome = rule.ask(known)
        if outcome.lacking is not None:
            yield Unasked(rule.code, rule.parts["Regel"], outcome.lacking), outcome.applicable


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
    return in_file_order(_silenced(known, found))


def _silenced(known: Known, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """``findings``, with the reason set on those whose rule the case sets aside: they are told, but stop nothing."""
    try:
        reasons = {exception.regel: exception.skäl for exception in known.loaded.case.undantag}
    except Unknown:
        reasons = {}
    codes = reasons.keys() & (RULES.keys() | {rule.kod for rule in own_rules(known)})
    return tuple(replace(one, silenced=reasons[one.code]) if one.code in codes else one for one in findings)

"""The rules, grouped by subject: every module in this folder is read, so a new rule is one function in one file."""

from importlib import import_module
from pkgutil import iter_modules

from loftdocs.check.rule import RULES, Known
from loftdocs.findings import Finding, in_file_order

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")


def check_case(known: Known) -> tuple[Finding, ...]:
    """What the rules about the case itself find, in the order of the file."""
    return _run(known, documents=False)


def check_documents(known: Known) -> tuple[Finding, ...]:
    """What the rules about finished documents find, in the documents' order."""
    return _run(known, documents=True)


def _run(known: Known, *, documents: bool) -> tuple[Finding, ...]:
    rules = [RULES[code] for code in sorted(RULES) if RULES[code].needs_documents == documents]
    return in_file_order(finding for rule in rules for finding in rule.run(known))

"""Rules that a case sets aside, each with a reason: the finding is kept and told, but stops nothing."""

from collections.abc import Iterable
from dataclasses import replace

from loftdocs.check.own import own_rules
from loftdocs.check.rule import RULES, Known
from loftdocs.findings import Finding
from loftdocs.model.base import Unknown


def silence(known: Known, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """``findings``, with the reason set on those whose rule the case sets aside."""
    try:
        reasons = {exception.regel: exception.skäl for exception in known.loaded.case.undantag}
    except Unknown:
        reasons = {}
    own = {rule.kod for rule in own_rules(known)}
    return tuple(
        replace(f, silenced=reasons[f.code]) if f.code in reasons and (f.code in RULES or f.code in own) else f
        for f in findings
    )

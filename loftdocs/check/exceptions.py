"""Rules that a case sets aside, each with a reason: the finding is kept and told, but stops nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from loftdocs.check.rule import RULES, Fault, Known, rule
from loftdocs.findings import Finding, Severity
from loftdocs.model.base import Unknown


@rule("UTA101", Severity.FEL)
def exceptions_name_rules(known: Known) -> Iterator[Fault]:
    """Ett undantag i ärendefilen gäller en regel som finns.

    Exempel: regel: DAT999.
    Rätta: skriv koden som den står i granskningen.
    """
    for index, exception in enumerate(known.loaded.case.undantag):
        if exception.regel not in RULES:
            close = get_close_matches(exception.regel, RULES, n=1)
            yield Fault(
                f"Det finns ingen regel {exception.regel} som kan sättas ur spel."
                + (f" Menade du {close[0]}?" if close else ""),
                "Skriv koden som den står i granskningen; fel i själva filen kan inte sättas ur spel.",
                known.place("undantag", index, "regel"),
            )


def silence(known: Known, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """``findings``, with the reason set on those whose rule the case sets aside."""
    try:
        reasons = {exception.regel: exception.skäl for exception in known.loaded.case.undantag}
    except Unknown:
        reasons = {}
    return tuple(replace(f, silenced=reasons[f.code]) if f.code in reasons and f.code in RULES else f for f in findings)

"""Rules about the rules that a case sets aside."""

from collections.abc import Iterator

from loftdocs.check import rules
from loftdocs.check.own import own_rules
from loftdocs.check.rule import Fault, Known, Scope, rule
from loftdocs.failures import meant
from loftdocs.findings import Severity


@rule("UTA101", Severity.FEL)
def exceptions_name_rules(known: Known) -> Iterator[Fault]:
    """Ett undantag i ärendefilen gäller en regel som finns.

    Exempel: regel: DAT999.
    Rätta: skriv koden som den står i granskningen.
    """
    for index, exception in enumerate(known.loaded.case.undantag):
        codes = [*(rule.code for rule in rules(*Scope)), *(rule.kod for rule in own_rules(known))]
        if exception.regel not in codes:
            yield Fault(
                f"Det finns ingen regel {exception.regel} som kan sättas ur spel."
                + meant(exception.regel, codes, quoted="{}"),
                "Skriv koden som den står i granskningen; fel i själva filen kan inte sättas ur spel.",
                known.place("undantag", index, "regel"),
            )

"""A programme's own rules: data in its file, asked of a case as the rules of the engine are."""

from collections.abc import Iterator

from loftdocs.check.rule import Known, Outcome
from loftdocs.diagnostics import diagnostic
from loftdocs.findings import Finding, Place, Severity
from loftdocs.model.base import Unknown
from loftdocs.model.rule import Regel
from loftdocs.sandbox.expression import BadExpression, names_in, text_of, truth

BROKEN_RULE = diagnostic(
    "PRO103",
    Severity.FEL,
    "Uttrycken i programmets egna regler går att räkna ut.",
    "kräv: deposition <= 3 * hyran, när uppgiften heter hyra.",
    "rätta uttrycket i programmets fil.",
)


def own_rules(known: Known | None) -> tuple[Regel, ...]:
    """The rules of the case's programme; none without a case."""
    try:
        return known.loaded.program.regler if known else ()
    except Unknown:
        return ()


def ask_own(known: Known) -> tuple[tuple[Regel, Outcome], ...]:
    """What came of each of them."""
    return tuple((rule, _asked(rule, number, known)) for number, rule in enumerate(own_rules(known)))


def _asked(rule: Regel, number: int, known: Known) -> Outcome:
    if rule.kod not in known.asked:
        known.asked[rule.kod] = _outcome(rule, number, known)
    return known.asked[rule.kod]


def _outcome(rule: Regel, number: int, known: Known) -> Outcome:
    try:
        values = known.naming
        if rule.när and not truth(rule.när, values):
            return Outcome(())
        if truth(rule.kräv, values):
            return Outcome(())
        message, hint = text_of(rule.annars, values), text_of(rule.gör, values)
        return Outcome((Finding(rule.kod, rule.grad, message, hint, _place(rule, number, known)),))
    except Unknown as unknown:
        return Outcome((), unknown.lacking)
    except BadExpression as error:
        empty = [name for name in names_in(f"{rule.när or ''} {rule.kräv}") if _is_empty(name, known)]
        if empty:
            return Outcome((), f"uppgiften ”{empty[0]}”")
        return Outcome((_broken(rule, number, known, error),), "ett uttryck som går att räkna ut")


def _is_empty(name: str, known: Known) -> bool:
    """True for a fact that the case does not give."""
    return known.naming.get(name, "") is None


def _place(rule: Regel, number: int, known: Known) -> Place:
    """Where a fault stands: at the fact that the rule names, else at the rule itself."""
    if rule.ställe:
        return known.place(*rule.ställe.split("."), key=True)
    return known.program_place("regler", number)


def _broken(rule: Regel, number: int, known: Known, error: BadExpression) -> Finding:
    return BROKEN_RULE.finding(
        f"Programmets regel {rule.kod} går inte att pröva: {error.reason}.",
        "Rätta uttrycket i programmets fil.",
        known.program_place("regler", number, "kräv"),
    )


def findings_of(known: Known) -> Iterator[Finding]:
    """What the programme's own rules find."""
    for _, outcome in ask_own(known):
        yield from outcome.findings

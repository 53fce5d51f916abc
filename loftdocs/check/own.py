"""A programme's own rules: data in its file, asked of a case as the rules of the engine are."""

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
    """The rules of the case's programme that are told in full; none without a case."""
    return tuple(rule for _, rule in _numbered(known))


def _numbered(known: Known | None) -> list[tuple[int, Regel]]:
    """The rules with their numbers in the programme's file; a faulty one is told of when the file is read."""
    try:
        rules = known.loaded.program.regler if known else ()
    except Unknown:
        return []
    return [
        (number, rule) for number, rule in enumerate(rules) if all(name in vars(rule) for name in Regel.model_fields)
    ]


def ask_own(known: Known) -> tuple[tuple[Regel, Outcome], ...]:
    """What came of each of them; none is asked twice."""
    for number, rule in _numbered(known):
        if rule.kod not in known.asked:
            known.asked[rule.kod] = _outcome(rule, number, known)
    return tuple((rule, known.asked[rule.kod]) for rule in own_rules(known))


def _outcome(rule: Regel, number: int, known: Known) -> Outcome:
    try:
        values = known.naming
        if (rule.när and not truth(rule.när, values)) or truth(rule.kräv, values):
            return Outcome(())
        message, hint = text_of(rule.annars, values), text_of(rule.gör, values)
        return Outcome((Finding(rule.kod, rule.grad, message, hint, _place(rule, number, known)),))
    except Unknown as unknown:
        return Outcome((), unknown.lacking)
    except BadExpression as error:
        # A fact that the case does not give.
        empty = [name for name in names_in(f"{rule.när or ''} {rule.kräv}") if known.naming.get(name, "") is None]
        if empty:
            return Outcome((), f"uppgiften ”{empty[0]}”")
        message = f"Programmets regel {rule.kod} går inte att pröva: {error.reason}."
        broken = BROKEN_RULE.finding(
            message, "Rätta uttrycket i programmets fil.", known.program_place("regler", number, "kräv")
        )
        return Outcome((broken,), "ett uttryck som går att räkna ut")


def _place(rule: Regel, number: int, known: Known) -> Place:
    """Where a fault stands: at the fact that the rule names, else at the rule itself."""
    if rule.ställe:
        return known.place(*rule.ställe.split("."), key=True)
    return known.program_place("regler", number)

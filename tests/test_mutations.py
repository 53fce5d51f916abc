"""Every planted error is found, and nothing else; ``make mutations`` prints the table."""

from .mutations.operators import OPERATORS
from .mutations.run import report, run_all


def test_every_planted_error_is_found_and_no_sound_text_is() -> None:
    outcome = run_all()
    text = report(outcome)
    assert len(outcome.mutants) > 400
    assert len({t.label for t in outcome.mutants if t.case == "enkoping"}) > 150
    assert len({t.group for t in outcome.mutants}) == 9
    assert {t.operator for t in outcome.mutants} == {operator.name for operator in OPERATORS}
    assert len(outcome.harmless) > 60
    assert outcome.recall(t for t in outcome.mutants if t.fel) == 1, text
    assert outcome.recall(outcome.mutants) >= 0.95, text
    assert outcome.false_alarms == (), text
    assert all(t.placed for t in outcome.mutants if t.found), text

"""Strings that are almost alike, by the library's own figure for each pair."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from loftdocs.check.prose import alike

_NAMES = st.text("abcå -", max_size=12)


@given(_NAMES, st.lists(_NAMES, max_size=25), st.sampled_from([0.5, 0.8, 0.9]))
def test_few_or_many_those_alike_are_found(one: str, others: list[str], least: float) -> None:
    assert alike(one, others, least) == tuple(other for other in others if fuzz.ratio(one, other) >= 100 * least)


def test_letters_in_another_order_are_another_name() -> None:
    assert alike("anna berg", ["gren abna"], 0.9) == ()
    assert alike("anna berg", ["anna bergh"], 0.9) == ("anna bergh",)

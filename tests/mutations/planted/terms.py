"""Errors in the agreement's terms, and in what texts say of them."""

from collections.abc import Iterator

from ..edits import in_documents, saying
from ..operators import operator
from ..papers import Mutant, Papers


@operator("villkor", expects="VIL201")
def length_changed(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"\b30(?=\sdagar)", "60", "partneravtal")
    yield from in_documents(papers, r"\btolv(?= månaders)", "sex", "partneravtal")
    yield from in_documents(papers, r"\b80(?=\stimmar)", "40", "bilaga", "informationsfolder")
    yield from saying(
        papers,
        "Avtalet kan sägas upp med sex månaders uppsägningstid.",
        "I avgiften ingår 100 timmar strategisk forskning varje år.",
        "Fakturor för avtalet ska betalas inom 60 dagar netto.",
    )


@operator("villkor", expects="VIL202")
def percentage_changed(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"\b8(?=\sprocentenheter)", "18", "partneravtal")
    yield from in_documents(papers, r"\b8(?=\sprocentenheter)", "tolv", "partneravtal")
    yield from in_documents(papers, r"\b15(?=\s%)", "10", "bilaga")
    yield from saying(
        papers,
        "Tilläggsuppdrag ger en rabatt på 25 procent.",
        "Dröjsmålsräntan är referensräntan plus 10 procentenheter.",
        "Dröjsmålsräntan är referensräntan plus nio procentenheter.",
        "Dröjsmålsräntan är referensräntan plus 10 %.",
    )


@operator("villkor", expects="VIL203")
def billed_at_other_times(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Avgiften betalas halvårsvis i förskott.", "RISE fakturerar avgiften varje månad.")
    yield from in_documents(papers, "i förskott", "i efterskott", "partneravtal")


@operator("villkor", expects="TRA204")
def term_without_a_rule_of_its_own_changed(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"\b60(?=\sdagar)", "30", "partneravtal")
    yield from in_documents(papers, r"\b1\sfebruari\b", "1 mars", "partneravtal")
    yield from in_documents(papers, r"\bett(?= kvartal före)", "två", "partneravtal")

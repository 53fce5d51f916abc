"""Errors in amounts: of the programme, of one document, of tables, and how they are written."""

import re
from collections.abc import Iterator

from ..edits import alone, dropping, in_documents, in_program, saying
from ..operators import operator
from ..papers import Mutant, Papers

# Amounts in running text; those in tables stand by themselves.
_TEXT_300, _TEXT_75, _TEXT_900 = (rf"(?<=\w\s){amount}(?=\s000\skr)" for amount in (300, 75, 900))


@operator("avgift", expects="AVG101")
def quarters_that_are_no_year(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"per_kvartal: 75 000", "per_kvartal: 70 000")


@operator("avgift", expects="AVG201")
def amount_in_one_document(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, _TEXT_300, "330")
    yield from in_documents(papers, _TEXT_75, "57")
    yield from in_documents(papers, _TEXT_900, "990")
    yield from saying(
        papers,
        "Avgiften är 320 000 kr per år.",
        "Deltagandet kostar 85 tkr per kvartal.",
        "Kostnaden är sammanlagt 0,8 mnkr.",
    )


@operator("avgift", expects="AVG202")
def amount_in_words(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"trehundratusen", "tvåhundratusen")
    yield from in_documents(papers, r"sjuttiofemtusen", "sjuttiotusen", "partneravtal", "tjansteskrivelse")
    yield from in_documents(papers, r"900(?=\s000\skr\s\()", "990")


@operator("avgift", expects="AVG203")
def agreement_without_the_fee(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, _TEXT_300, "330", "partneravtal")
    yield from dropping(papers, _TEXT_300, "partneravtal")


@operator("avgift", expects="AVG204")
def amount_of_another_time(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Avgiften är 300 000 kr per kvartal.", "Avtalet kostar 900 000 kr per år.")


@operator("avgift", expects="AVG205")
def vat_the_other_way(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"exklusive(?= moms)", "inklusive")
    yield from saying(papers, "Avgiften är 300 000 kr per år inklusive moms.")


@operator("avgift", expects="AVG206")
def vat_left_out(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r",? exklusive moms,?", "", "partneravtal", "informationsfolder")


@operator("avgift", expects="AVG207")
def currency_another_way(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"(?<=000\s)kr\b", "SEK", "partneravtal", "informationsfolder")
    yield from in_documents(papers, r"300\s000(?=\skr)", "300.000", "partneravtal")


@operator("avgift", expects="AVG208")
def table_does_not_add_up(papers: Papers) -> Iterator[Mutant]:
    for name, index, text in papers.paragraphs("tjansteskrivelse"):
        if re.fullmatch(r"(?:300|75|225|900)\s000\skr", text):
            changed = papers.words[name].change(index, text.replace(text[:2], "11", 1))
            yield Mutant(f"{name}: tabellens {text} ändrad", papers.with_word(name, changed), name)


@operator("avgift", expects="AVG209")
def given_documents_with_two_fees(papers: Papers) -> Iterator[Mutant]:
    yield from alone(in_documents(papers, _TEXT_300, "330", "partneravtal", "informationsfolder"))
    yield from alone(in_documents(papers, _TEXT_75, "57", "partneravtal"))
    yield from alone(in_documents(papers, _TEXT_900, "910", "tjansteskrivelse"))

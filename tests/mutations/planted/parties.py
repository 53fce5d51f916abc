"""Errors about the parties: their numbers, their names, their places."""

import re
from collections.abc import Iterator

from ..edits import case_with, in_case, in_documents, in_program, saying, value
from ..operators import operator
from ..papers import Mutant, Papers

_SHORT = r"\bRISE(?= (?:för|på|fakturerar|tillhandahåller|anlitas|ska))"


def _swap(match: re.Match[str]) -> str:
    text = match.group()
    return next(text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 2, 0, -1)
                if text[i] != text[i + 1] and text[i : i + 2].isdigit())  # fmt: skip


@operator("parter", expects="PAR101")
def own_number_with_swapped_digits(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=orgnr: )[\d-]+", _swap)


@operator("parter", expects="PAR102")
def other_number_with_swapped_digits(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"(?<=orgnr: )[\d-]+", _swap)


@operator("parter", expects="PAR103")
def number_of_the_other(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=orgnr: )[\d-]+", "556464-6874")


@operator("parter", expects="PAR105")
def number_of_a_region(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=orgnr: )[\d-]+", "232100-0016")


@operator("parter", expects="PAR104")
def no_kind_of_municipality(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=  namn: )(\w+) (?:kommun|stad)$", r"\1")


@operator("parter", expects="PAR106")
def municipality_that_is_not(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=  namn: )Enköpings kommun$", "Enköping kommun")


@operator("parter", expects="PAR107")
def place_in_another_municipality(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=  ort: )Enköping", "Eskilstuna")


@operator("parter", expects="PAR108")
def place_that_is_none(papers: Papers) -> Iterator[Mutant]:
    yield from _seated(papers, "Håbo kommun", "Håbo")


@operator("parter", expects="PAR109")
def place_that_is_not_the_seat(papers: Papers) -> Iterator[Mutant]:
    yield from _seated(papers, "Sigtuna kommun", "Sigtuna")


def _seated(papers: Papers, name: str, place: str) -> Iterator[Mutant]:
    yield from case_with(papers, (r"^(  namn: ).*$", rf"\g<1>{name}"), (r"^(  ort: ).*$", rf"\g<1>{place}"))


@operator("parter", expects="PAR201")
def number_in_a_document_with_swapped_digits(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"\d{6}-\d{4}", _swap, "partneravtal", "bilaga")


@operator("parter", expects="PAR202")
def number_of_the_other_in_a_document(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"556464-6874", value(papers, "orgnr"), "partneravtal", "bilaga")


@operator("parter", expects="PAR203")
def whole_name_misspelled(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"RISE Research Institutes of Sweden AB", "RISE Research Institute of Sweden AB")
    yield from in_documents(papers, r"Enköpings kommun", "Enköping kommun", "partneravtal", "bilaga")
    yield from in_documents(papers, r"Ekby stad\b", "Ekeby stad", "partneravtal", "bilaga")


@operator("parter", expects="PAR204")
def short_name_misspelled(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, _SHORT, "Rise")
    yield from saying(papers, "Rise svarar för arbetet.")


@operator("parter", expects="PAR205")
def short_name_once_another(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, _SHORT, "Leverantören", "partneravtal")
    yield from in_documents(papers, r"\bKommunen(?= (?:med|betala|utser))", "Staden")
    yield from in_documents(papers, r"\bStaden(?= (?:med|betala|utser))", "Kommunen")


@operator("parter", expects="PAR206")
def long_name_in_a_clause(papers: Papers) -> Iterator[Mutant]:
    own = value(papers, "namn")
    yield from in_documents(papers, r"(?<=debiteras )(?:Kommunen|Staden)", own, "partneravtal")
    common = r"(?<=debiteras )(Kommunen|Staden)"
    yield from in_documents(papers, common, lambda m: f"den berörda {m[1].lower()}", "partneravtal")


@operator("parter", expects="PAR207")
def programme_spelled_out_wrong(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "LOFT står för Leda och Organisera Framtid och Transformation.")


@operator("parter", expects="PAR208")
def another_municipality_misspelled(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, "Skellefteå och Lidingö", "Skellefteå och Lindingö")


@operator("parter", expects="PAR209")
def board_misspelled(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=förvaltning: Kommunledning)s", "")


@operator("parter", expects="TRA209")
def another_board_or_municipality(papers: Papers) -> Iterator[Mutant]:
    board = r"kommunstyrelsen(?= beslutar)|stadsstyrelsen(?= beslutar)"
    yield from in_documents(papers, board, "kommunfullmäktige", "tjansteskrivelse")
    yield from in_documents(papers, r"Lidingö stad", "Lidköpings kommun", "informationsfolder")

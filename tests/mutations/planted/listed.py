"""Errors in how documents refer to each other, and in their parts and lists."""

from collections.abc import Iterator

from loftdocs.derive.swedish import day

from ..edits import alone, dropping, in_documents, paper_date, repeating
from ..operators import operator
from ..papers import Mutant, Papers

_PAPER = "tjansteskrivelse"


@operator("handlingar", expects="DOK201")
def paper_not_listed_first(papers: Papers) -> Iterator[Mutant]:
    yield from dropping(papers, r"^Tjänsteskrivelse, ", _PAPER)


@operator("handlingar", expects="DOK202")
def paper_listed_without_its_date(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"^(Tjänsteskrivelse, .*), \d.*$", r"\1", _PAPER)


@operator("handlingar", expects="DOK203")
def list_of_other_documents(papers: Papers) -> Iterator[Mutant]:
    yield from dropping(papers, r"^(?:Tjänsteskrivelse, |Informationsfolder om|Partneravtal )", _PAPER)
    yield from repeating(papers, r"^Partneravtal ", "Kostnadskalkyl", _PAPER)


@operator("handlingar", expects="DOK211")
def date_that_is_not_the_documents_own(papers: Papers) -> Iterator[Mutant]:
    for when in ("24 december 2022", day(paper_date(papers))):
        yield from in_documents(papers, r"^(Informationsfolder om LOFT)$", rf"\1, {when}", _PAPER)


@operator("handlingar", expects="DOK204")
def annex_that_is_not_there(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"\bbilagan\b", "bilagorna", "partneravtal")
    yield from in_documents(papers, r"\bbilagan\b", "bilaga 2", "partneravtal")
    yield from in_documents(papers, r"\bdess bilaga\b", "dess bilagor", "partneravtal")


@operator("handlingar", expects="DOK209")
def annex_that_is_not_given(papers: Papers) -> Iterator[Mutant]:
    yield from alone(in_documents(papers, r"\bbilagan\b", "bilaga 2", "partneravtal"))


@operator("handlingar", expects="DOK206")
def enclosure_that_is_not_there(papers: Papers) -> Iterator[Mutant]:
    yield from repeating(papers, r"prislistan revideras", "En tidplan för arbetet bifogas.", "bilaga")


@operator("handlingar", expects="DOK205")
def clause_that_is_not_there(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"punkt\s7\.2", "punkt 7.9", "partneravtal")
    yield from in_documents(
        papers, r"Svensk lag tillämpas på Avtalet\.", "Svensk lag tillämpas enligt punkt 11.7.", "partneravtal"
    )


@operator("handlingar", expects="DOK207")
def word_and_digit_differ(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"två \(2\)", "två (3)", "partneravtal")
    yield from in_documents(papers, r"två \(2\)", "tre (2)", "partneravtal")


@operator("handlingar", expects="DOK208")
def part_of_the_paper_gone(papers: Papers) -> Iterator[Mutant]:
    yield from dropping(papers, r"^(?:Beslutsunderlag|Beslutet skickas till|Ekonomiska konsekvenser)$", _PAPER)


@operator("handlingar", expects="DOK210")
def list_of_another_length(papers: Papers) -> Iterator[Mutant]:
    yield from dropping(papers, r"^omvärldsanalys och erfarenhetsutbyte$", _PAPER)

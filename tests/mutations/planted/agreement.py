"""Errors in the agreement's own language: its defined terms, its headings, its numbers."""

from collections.abc import Iterator

from ..edits import dropping, in_documents, repeating
from ..operators import operator
from ..papers import Mutant, Papers

_NAME = "partneravtal"


@operator("avtalsspråk", expects="AVT202")
def term_not_defined(papers: Papers) -> Iterator[Mutant]:
    pattern = r"^(?:Bakgrundsinformation|Konfidentiell information|Naturainsats|Projektet|Projektresultat):"
    yield from dropping(papers, pattern, _NAME)
    yield from in_documents(papers, r"ta del av materialet", "ta del av Slutrapporten", _NAME)
    yield from in_documents(
        papers, r"Ändringar i Avtalet och", "Ändringar i Avtalet, i Förgrundsinformationen och", _NAME
    )


@operator("avtalsspråk", expects="AVT203")
def term_defined_twice(papers: Papers) -> Iterator[Mutant]:
    again = r"\1: det som Parterna i övrigt kommer överens om."
    yield from repeating(papers, r"^(Naturainsats|Resultat|Projektet): ", lambda m: m.expand(again), _NAME)


@operator("avtalsspråk", expects="AVT201")
def term_never_used(papers: Papers) -> Iterator[Mutant]:
    yield from repeating(papers, r"^Naturainsats: ", "Slutrapport: den rapport som avslutar arbetet.", _NAME)


@operator("avtalsspråk", expects="AVT204")
def heading_left_empty(papers: Papers) -> Iterator[Mutant]:
    """Word still counts it, so that its number is not printed and the next is one too high."""
    yield from in_documents(papers, r"^(?:Resultat|Arbetsgivaransvar)$", "", _NAME)


@operator("avtalsspråk", expects="AVT205")
def heading_twice(papers: Papers) -> Iterator[Mutant]:
    yield from repeating(papers, r"^Arbetsgivaransvar$", "Arbetsgivaransvar", _NAME)

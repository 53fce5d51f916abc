"""Errors about who signs: in the case, in the documents, and in what is proposed."""

import re
from collections.abc import Iterator

from ..edits import in_case, in_documents, people, proposing, signer, value
from ..operators import operator
from ..papers import Mutant, Papers

_OTHER = r"^    motparten: \[.*?\]"


@operator("personer", expects="UND103")
def nobody_signs(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^    kommunen:\s*(?:\[.*\]|\n(?: {6}- .*\n)+)", "    kommunen: []\n")


@operator("personer", expects="UND104")
def nobody_signs_for_the_other_party(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _OTHER, "    motparten: []")


@operator("personer", expects="UND105")
def one_for_both_parties(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _OTHER, f"    motparten: [{signer(papers)}]")


@operator("personer", expects="UND106")
def one_signs_twice(papers: Papers) -> Iterator[Mutant]:
    own = signer(papers)
    yield from in_case(papers, r"^    kommunen:\s*(?:\[.*\]|\n(?: {6}- .*\n)+)", f"    kommunen: [{own}, {own}]\n")
    yield from in_case(papers, r"^  tjänsteskrivelse: \[(.*), .*\]", r"  tjänsteskrivelse: [\1, \1]")


@operator("personer", expects="UND107")
def contact_is_the_deputy(papers: Papers) -> Iterator[Mutant]:
    name = people(papers)[1]
    case = re.sub(r"^kontaktperson:.*$", f"kontaktperson: {name}", papers.case, flags=re.MULTILINE)
    yield from in_case(papers.with_case(case), r"^ersättare:.*$", f"ersättare: {name}")


@operator("personer", expects="UND109")
def officer_for_the_other_party(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _OTHER, f"    motparten: [{value(papers, 'handläggare')}]")


@operator("personer", expects="UND110")
def officer_does_not_sign(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(^  tjänsteskrivelse:\n {4}- .*\n) {4}- .*\n", r"\1")
    yield from in_case(papers, r"^  tjänsteskrivelse: \[(.*), .*\]", r"  tjänsteskrivelse: [\1]")


@operator("personer", expects="UND204")
def signer_dropped(papers: Papers) -> Iterator[Mutant]:
    for name in people(papers):
        for where in ("tjansteskrivelse", "partneravtal"):
            found = [i for n, i, t in papers.paragraphs(where) if name in t and "Handläggare" not in t]
            for index in found[-1:]:
                yield Mutant(f"{where}: utan {name}", papers.with_word(where, papers.words[where].drop(index)), where)


@operator("personer", expects="UND205")
def party_without_a_line_to_sign(papers: Papers) -> Iterator[Mutant]:
    where = "partneravtal"
    for party in ("RISE Research Institutes of Sweden AB", value(papers, "namn")):
        lines = [i for _, i, t in papers.paragraphs(where) if t in (f"För {party}", f"Organisation:{party}")]
        assert len(lines) == 2
        yield Mutant(
            f"{where}: ingen rad för {party}", papers.with_word(where, papers.words[where].drop(*lines)), where
        )


@operator("personer", expects="UND207")
def a_third_party(papers: Papers) -> Iterator[Mutant]:
    own = rf"{re.escape(value(papers, 'namn'))},\sorg\snr\s\d{{6}}-\d{{4}}(?=\s\()"
    yield from in_documents(papers, own, "Salems kommun, org nr 212000-2874", "partneravtal")


@operator("skrivelsen", expects="BES213")
def another_is_to_sign(papers: Papers) -> Iterator[Mutant]:
    officer = value(papers, "handläggare")
    yield from proposing(
        papers,
        "att ingå partneravtal med RISE Research Institutes of Sweden AB inom LOFT",
        f"att {officer} får i uppdrag att underteckna avtalet",
    )

"""Errors in the decision paper: its proposal, its money, its grounds, and how it is written."""

import re
from collections.abc import Iterator

from ..edits import case_with, dropping, in_case, in_documents, in_own_text, made, proposing
from ..operators import operator
from ..papers import Mutant, Papers

_NAME = "tjansteskrivelse"
_PARTY = "RISE Research Institutes of Sweden AB"
_WHOLE = f"ingå partneravtal med {_PARTY} om deltagande i LOFT"


@operator("skrivelsen", expects="BES201")
def decision_without_the_other_party(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"(?<=ett partneravtal inom LOFT) med .*556464-6874, om", " om", _NAME)
    yield from proposing(papers, "att ingå partneravtal om deltagande i LOFT för 300 000 kr per år.")


@operator("skrivelsen", expects="BES202")
def decision_without_its_subject(papers: Papers) -> Iterator[Mutant]:
    unsaid = r" inom LOFT (med .*556464-6874), om .*\.$"  # neither the programme nor its subject
    yield from in_documents(papers, unsaid, r" \1.", _NAME)
    yield from proposing(papers, f"att ingå partneravtal med {_PARTY} för 300 000 kr per år.")


@operator("skrivelsen", expects="BES203")
def decision_leans(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"får i uppdrag att ingå .*$", "får i uppdrag att ingå avtalet enligt ovan.", _NAME)
    yield from proposing(papers, f"att {_WHOLE} enligt tjänsteskrivelsen.")


@operator("skrivelsen", expects="BES212")
def decision_without_time_and_cost(papers: Papers) -> Iterator[Mutant]:
    yield from proposing(papers, f"att {_WHOLE}.")


@operator("skrivelsen", expects="BES215")
def own_decision_reads_wrong(papers: Papers) -> Iterator[Mutant]:
    yield from proposing(papers, f"Kommunstyrelsen beslutar att {_WHOLE}.")
    yield from proposing(papers, f"1. att {_WHOLE}.")
    yield from proposing(papers, f"att {_WHOLE}.", "Paragrafen justeras omedelbart.")
    yield from proposing(papers, _WHOLE)


@operator("skrivelsen", expects="BES204")
def economy_without_a_sum(papers: Papers) -> Iterator[Mutant]:
    word = papers.words[_NAME]
    first, last = (word.texts.index(heading) for heading in ("Ekonomiska konsekvenser", "Beslutsunderlag"))
    for index in range(first, last):
        word = word.change(index, re.sub(r"\d[\d\s]*\skr\b|\w+ kronor", "pengar", word.texts[index]))
    yield Mutant(f"{_NAME}: ekonomi utan belopp", papers.with_word(_NAME, word), _NAME)


@operator("skrivelsen", expects="BES205")
def cost_without_cover(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=Kostnaden )ryms inom [^\n]*", "är rimlig.", most=1)
    yield from dropping(papers, r"^Kostnaden ryms", _NAME)


@operator("skrivelsen", expects="BES211")
def cover_for_another_year(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=inom )(kommunstyrelsens|Stadsstyrelsens) ram\b", r"\1 ram för 2021")


@operator("skrivelsen", expects="BES206")
def no_summary(papers: Papers) -> Iterator[Mutant]:
    index = papers.words[_NAME].texts.index("Sammanfattning")
    word = papers.words[_NAME].drop(index, index + 1)
    yield Mutant(f"{_NAME}: utan sammanfattning", papers.with_word(_NAME, word), _NAME)


@operator("skrivelsen", expects="BES207")
def ground_that_is_none(papers: Papers) -> Iterator[Mutant]:
    case = re.sub(r"^  upphandlings(?:skäl: .*|grund:.*)\n", "", papers.case, flags=re.MULTILINE)
    for ground in (
        "",
        "En upphandling av skolskjuts pågår samtidigt.",
        "forsknings- och utvecklingstjänster enligt 1 kap. 5 § lagen (2016:1145) om offentlig upphandling",
        "Avtalet får ingås utan upphandling.",
    ):
        given = case.replace("  sociala_", f"  upphandlingsgrund: {ground}\n  sociala_", 1)
        yield Mutant(f"ärendet: grunden ”{ground}”", papers.with_case(given), None)


@operator("skrivelsen", expects="BES210")
def law_that_is_repealed(papers: Papers) -> Iterator[Mutant]:
    law = "FoU-tjänster enligt lagen (2007:1091) om offentlig upphandling undantas."
    yield from in_case(papers, r"^  upphandlingsgrund:$", f"  upphandlingsgrund: {law}")
    yield from in_own_text(papers, law)


@operator("skrivelsen", expects="BES208")
def assessment_against_the_proposal(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, "Förvaltningen har funnit att", "Förvaltningen bedömer inte att")
    yield from in_own_text(papers, "Förvaltningen avstyrker ett deltagande.")


@operator("skrivelsen", expects="BES209")
def not_sent_to_who_acts(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"- \w+, för åtgärd", "- Utbildningsförvaltningen, för åtgärd")


@operator("skrivelsen", expects="BES214")
def sentence_that_is_none(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=Kostnaden )ryms inom ([^\n]*)\.$", r"ryms inom \1", most=1)
    yield from in_case(papers, r"Kostnaden ryms", "kostnaden ryms", most=1)


@operator("skrivelsen", expects="BES216")
def paper_to_the_council(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  mottagare: .*$", "  mottagare: Kommunfullmäktige")


@operator("skrivelsen", expects="BES217")
def board_abbreviated_or_in_capitals(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  mottagare: .*$", "  mottagare: KS")
    yield from in_case(papers, r"(?<=^  mottagare: ).*$", lambda m: m.group().upper())


@operator("skrivelsen", expects="BES218")
def own_section_under_a_heading_that_is_there(papers: Papers) -> Iterator[Mutant]:
    own = "  egna_avsnitt:\n    - rubrik: Ekonomiska konsekvenser\n      text: Det kostar inget mer.\n  skickas_till:"
    case = papers.case.replace("  egna_avsnitt: []\n", "")
    yield from case_with(papers.with_case(case), (r"^  skickas_till:", own))


@operator("skrivelsen", expects="BES219")
def template_without_a_place_for_a_text(papers: Papers) -> Iterator[Mutant]:
    yield from made(dropping(papers, r"ärendet beretts|Ärendet har beretts", _NAME))


@operator("skrivelsen", expects="BES220")
def date_of_a_document_that_is_not(papers: Papers) -> Iterator[Mutant]:
    case = papers.case.replace("  beslutsunderlag: []\n", "")
    dated = "  beslutsunderlag:\n    - handling: avtalet\n      datum: 2021-11-10\n  skickas_till:"
    yield from case_with(papers.with_case(case), (r"^  skickas_till:", dated))

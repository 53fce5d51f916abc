"""What is left over: placeholders, fields, letters that have been garbled, texts that nobody has written."""

from collections.abc import Iterator

from ..edits import in_case, in_documents, in_own_text, saying
from ..operators import operator
from ..papers import Mutant, Papers


@operator("rester", expects="RES101")
def placeholder(papers: Papers) -> Iterator[Mutant]:
    yield from saying(
        papers,
        *("Dnr XX-XX.", "TODO: fråga ekonomen.", "Se [fyll i belopp].", "Förnamn Efternamn har yttrat sig."),
        *("Beslutet fattas den XX januari.", "Titel, Namn har yttrat sig.", "Möte hålls ÅÅÅÅ-MM-DD."),
    )
    signer = r"^Magnus Åsman, .*$|^Örjan Ek, .*$"
    yield from in_documents(papers, signer, "Förnamn Efternamn, titel", "tjansteskrivelse")


@operator("rester", expects="RES102")
def unfilled_field(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"^Organisation:", "Organisation: {{ sida.part.namn }}", "partneravtal", most=1)
    yield from in_documents(papers, r"^Svensk lag", "«Land»", "partneravtal")
    yield from in_documents(papers, r"punkt\s7\.2", "punkt Fel! Hittar inte referenskälla.", "partneravtal")


@operator("rester", expects="RES103")
def field_in_the_case(papers: Papers) -> Iterator[Mutant]:
    yield from in_own_text(papers, "Det gäller {{ kommun.namn }}.", "Det gäller «Kommun».")


@operator("rester", expects="RES104")
def garbled(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=  ort: )\w+", "EnkÃ¶ping")


@operator("rester", expects="RES105")
def loose_stars(papers: Papers) -> Iterator[Mutant]:
    yield from in_own_text(papers, "Det är **viktigt.", "Det är *viktigt*.")


@operator("rester", expects="RES106")
def tracked_change(papers: Papers) -> Iterator[Mutant]:
    for name in ("partneravtal", "bilaga"):
        index = next(i for _, i, t in papers.paragraphs(name) if len(t) > 60)
        yield Mutant(f"{name}: spårad ändring", papers.with_word(name, papers.words[name].wrap(index, "ins")), name)


@operator("rester", expects="RES107")
def text_that_a_new_case_begins_with(papers: Papers) -> Iterator[Mutant]:
    starter = "  beredning: |\n    Ärendet har beretts inom förvaltningen.\n"
    yield from in_case(papers, r"^  beredning:.*\n(?: {4}.*\n)*", starter)


@operator("rester", expects="RES110")
def mark_of_no_language(papers: Papers) -> Iterator[Mutant]:
    yield from in_own_text(
        papers,
        "Det följer [enegelska: The Plan].",
        "Det följer [en: The Plan].",
        "Det följer [engelska: The Plan.",
    )

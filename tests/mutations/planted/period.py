"""Errors in the agreement's period: in the case, in what the programme makes of it, and in texts."""

from collections.abc import Iterator
from datetime import timedelta

from ..edits import in_case, in_documents, in_program, saying, start, without_end, years
from ..operators import operator
from ..papers import Mutant, Papers

_END = r"^  slut: (?P<år>\d{4})-\d\d-\d\d"
_START = r"^  start: (?P<år>\d{4})-\d\d-\d\d"


@operator("datum", expects="DAT102")
def end_before_start(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _END, years(-10))


@operator("datum", expects="DAT103")
def period_of_another_length(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _END, years(1))
    yield from in_case(papers, r"^  slut: \d{4}-\d\d-31", lambda m: m.group()[:-2] + "30")
    if "  slut: " in papers.case:
        yield from in_case(papers, _START, years(-10))


@operator("datum", expects="DAT106")
def start_inside_a_month(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(without_end(papers), _START, f"  start: {start(papers) + timedelta(days=14)}")


@operator("avgift", expects="AVG103")
def start_inside_a_quarter(papers: Papers) -> Iterator[Mutant]:
    first = (start(papers) + timedelta(days=31)).replace(day=1)
    yield from in_case(without_end(papers), _START, f"  start: {first}")


@operator("datum", expects="DAT114")
def end_inside_a_month(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  slut: \d{4}-\d\d-31", lambda m: m.group()[:-2] + "30")


@operator("datum", expects="DAT123")
def all_after_the_end(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(without_end(papers), _START, years(-10))


@operator("datum", expects="DAT110")
def notice_day_that_is_not(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"uppsägning_dag: 1\b", "uppsägning_dag: 30")


@operator("datum", expects="DAT116")
def extension_agreed_before_the_start(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"förlängning_kvartal: 1\b", "förlängning_kvartal: 12")


@operator("datum", expects="DAT117")
def notice_longer_than_the_period(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"uppsägning_månader: 12\b", "uppsägning_månader: 36")


@operator("datum", expects="DAT201")
def title_of_another_period(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"(?P<år>20\d\d)–20\d\d", years(-10))
    yield from saying(papers, "Deltagande i LOFT 2020–2022 har diskuterats.")


@operator("datum", expects="DAT207")
def period_of_one_document(papers: Papers) -> Iterator[Mutant]:
    ends = r"till och med (?:den )?\d{1,2}\s\w+\s(?P<år>\d{4})\b"
    yield from in_documents(papers, ends, years(1))
    yield from in_documents(papers, r"(?<=till och med )(?P<den>(?:den )?)31(?=\s)", r"\g<den>30")
    begins = r"\d{1,2}\s\w+\s(?P<år>\d{4})(?=\s+till och med)"
    yield from in_documents(papers, begins, years(-10), "partneravtal", "bilaga")


@operator("datum", expects="DAT208")
def years_of_another_period(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Avtalet gäller åren 2021–2023.")


@operator("datum", expects="DAT209")
def wrong_length(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Det är ett avtal på fem år.")
    yield from in_documents(papers, r"\btre(?=\sår\b)", "fyra", "partneravtal", "informationsfolder")


@operator("datum", expects="DAT218")
def wrong_length_before_the_word(papers: Papers) -> Iterator[Mutant]:
    yield from saying(
        papers,
        "Det fyraåriga avtalet ger arbetsro.",
        "Under de fyra år som avtalet gäller ska arbetet följas upp.",
    )


@operator("datum", expects="DAT212")
def deadline_outside_the_period(papers: Papers) -> Iterator[Mutant]:
    latest = r"senast den \d{1,2}\s\w+\s(?P<år>\d{4})"
    yield from in_documents(papers, latest, years(2), "partneravtal")
    yield from in_documents(papers, latest, years(-10), "partneravtal")


@operator("datum", expects="TRA204")
def deadline_off_by_one(papers: Papers) -> Iterator[Mutant]:
    latest = r"(?<=senast den )\d\d(?=\s\w+\s\d{4})"
    yield from in_documents(papers, latest, lambda m: str(int(m.group()) - 1), "partneravtal")


@operator("datum", expects="DAT215")
def start_or_end_of_another_day(papers: Papers) -> Iterator[Mutant]:
    yield from saying(
        papers,
        "Kommunen deltar i partnerskapet från och med den 1 mars 2022.",
        "Avtalet börjar gälla den 1 februari 2023.",
        "Avtalet löper till och med december 2026.",
    )

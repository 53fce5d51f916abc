"""Errors in days: of the paper, the meeting and the decision, and of what texts tell."""

import re
from collections.abc import Iterator
from datetime import timedelta

from loftdocs.derive.swedish import day

from ..edits import (
    alone,
    decided,
    in_case,
    in_documents,
    meeting,
    paper_date,
    saying,
    start,
    undecided,
    years,
)
from ..operators import operator
from ..papers import Mutant, Papers

_PAPER = r"^  datum: (?P<år>\d{4})-\d\d-\d\d"


@operator("datum", expects="DAT105")
def paper_dated_ten_years_early(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _PAPER, years(-10), most=1)


@operator("datum", expects="DAT104")
def paper_after_start(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _PAPER, f"  datum: {start(papers) + timedelta(days=19)}", most=1)


@operator("datum", expects="DAT122")
def paper_dated_on_a_saturday(papers: Papers) -> Iterator[Mutant]:
    saturday = paper_date(papers) + timedelta(days=5 - paper_date(papers).weekday())
    yield from in_case(papers, _PAPER, f"  datum: {saturday}", most=1)


@operator("datum", expects="DAT118")
def registered_ten_years_early(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  diarienummer:.*$", f"  diarienummer: KS {paper_date(papers).year - 10}/734")


@operator("datum", expects="DAT213")
def paper_dated_wrong(papers: Papers) -> Iterator[Mutant]:
    pattern = r"(?:Datum: |, )\d{1,2}\s\w+\s(?P<år>\d{4})$"
    yield from in_documents(papers, pattern, years(-10), "tjansteskrivelse", most=2)


@operator("datum", expects="DAT214")
def given_paper_of_another_decade(papers: Papers) -> Iterator[Mutant]:
    header = r"Datum: \d{1,2}\s\w+\s(?P<år>\d{4})$"
    yield from alone(in_documents(papers, header, years(-10), "tjansteskrivelse"))
    yield from alone(in_documents(papers, header, years(10), "tjansteskrivelse"))


@operator("datum", expects="DAT219")
def given_paper_after_start(papers: Papers) -> Iterator[Mutant]:
    yield from alone(in_documents(papers, r"Datum: \d{1,2}\s\w+\s(?P<år>\d{4})$", years(1), "tjansteskrivelse"))


@operator("datum", expects="DAT107")
def decision_before_paper(papers: Papers) -> Iterator[Mutant]:
    yield from decided(papers, paper_date(papers) - timedelta(days=47))
    yield from in_case(papers, r"^beslut:\n  datum: (?P<år>\d{4})", years(-10))


@operator("datum", expects="DAT108")
def decision_after_start(papers: Papers) -> Iterator[Mutant]:
    yield from decided(papers, start(papers) + timedelta(days=19))


@operator("datum", expects="DAT109")
def paragraph_without_its_date(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(undecided(papers), r"^  paragraf:$", "  paragraf: 12")


@operator("datum", expects="DAT111")
def meeting_before_paper(papers: Papers) -> Iterator[Mutant]:
    yield from meeting(papers, paper_date(papers) - timedelta(days=7))


@operator("datum", expects="DAT112")
def meeting_after_start(papers: Papers) -> Iterator[Mutant]:
    yield from meeting(papers, start(papers) + timedelta(days=19))


@operator("datum", expects="DAT113")
def decision_on_another_day_than_the_meeting(papers: Papers) -> Iterator[Mutant]:
    for held in meeting(papers, paper_date(papers) + timedelta(days=20)):
        yield from decided(held.papers, paper_date(papers) + timedelta(days=21))


@operator("datum", expects="DAT115")
def board_on_a_day_off(papers: Papers) -> Iterator[Mutant]:
    sunday = paper_date(papers) + timedelta(days=27 - paper_date(papers).weekday())
    for free in (sunday, "2022-01-06", "2022-04-15", "2022-05-26", "2022-06-24", "2022-12-24"):
        yield from in_case(papers, r"^beslut:\n  datum:[^\n]*", f"beslut:\n  datum: {free}")
    yield from meeting(papers, sunday)


@operator("datum", expects="DAT119")
def board_on_the_eve_of_a_holiday(papers: Papers) -> Iterator[Mutant]:
    for eve in ("2022-01-05", "2022-04-14"):
        yield from in_case(papers, r"^beslut:\n  datum:[^\n]*", f"beslut:\n  datum: {eve}")


@operator("datum", expects="DAT120")
def meeting_on_the_papers_day(papers: Papers) -> Iterator[Mutant]:
    yield from meeting(papers, paper_date(papers))


@operator("datum", expects="DAT121")
def meeting_within_a_week(papers: Papers) -> Iterator[Mutant]:
    yield from meeting(papers, paper_date(papers) + timedelta(days=4))


@operator("datum", expects="DAT101")
def impossible_day_in_the_case(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  start: (\d{4})-\d\d-\d\d", r"  start: \1-02-30")


@operator("datum", expects="DAT203")
def impossible_day_in_a_text(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Ärendet bereddes den 31 november 2021.")


@operator("datum", expects="DAT202")
def wrong_weekday(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Mötet hölls torsdagen den 13 oktober 2021.")


@operator("datum", expects="DAT204")
def past_that_is_to_come(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Presidiet beslutade om saken den 3 mars 2023.")
    yield from saying(papers, "Frågan behandlades vid mötet 2023-03-03.")
    yield from in_case(papers, r"den 13 oktober 2021", "den 13 december 2021")


@operator("datum", expects="DAT205")
def wrong_relative_year(papers: Papers) -> Iterator[Mutant]:
    wrong = "förra året" if start(papers).year == paper_date(papers).year else "i år"
    yield from saying(papers, f"Avtalet börjar gälla {wrong}.", "Arbetet inleddes i fjol (2015).")


@operator("datum", expects="DAT206")
def backward_interval(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Avtalet gäller 2024–2022.", "Arbetet pågår från oktober 2023 till mars 2022.")
    ends = r"till och med (?:den )?\d{1,2}\s\w+\s(?P<år>\d{4})\b"
    yield from in_documents(papers, ends, years(-10), "partneravtal", "bilaga")


@operator("datum", expects="DAT210")
def date_far_away(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Förslaget kom den 13 oktober 2001.")


@operator("datum", expects="DAT211")
def document_dated_after_the_paper(papers: Papers) -> Iterator[Mutant]:
    later = day(paper_date(papers) + timedelta(days=14))
    yield from in_documents(papers, r"^Informationsfolder om LOFT$", rf"\g<0>, {later}", "tjansteskrivelse")


@operator("datum", expects="DAT216")
def agreement_signed_already(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Partneravtalet undertecknades den 1 oktober 2021.")


@operator("datum", expects="DAT217")
def one_meeting_two_dates(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, "Därefter har", "Presidiemötet den 14 oktober 2021 var välbesökt. Därefter har")
    yield from saying(
        papers, "Budgetmötet den 12 oktober 2021 var långt. Vid budgetmötet den 14 oktober 2021 sågs alla."
    )


@operator("datum", expects="PAR210")
def name_of_another_time(papers: Papers) -> Iterator[Mutant]:
    other = "universitet" if paper_date(papers).year < 2022 else "högskola"
    yield from saying(papers, f"Forskningen leds av Mälardalens {other}.")


@operator("datum", expects="TRA204")
def decision_in_the_agreement_dated_wrong(papers: Papers) -> Iterator[Mutant]:
    decision = re.search(r"^beslut:\n  datum: (\S+)", papers.case, re.MULTILINE)
    if decision:
        when = r"(?<=beslut)[^.]*\d{1,2}\s\w+\s(?P<år>\d{4})"
        yield from in_documents(papers, when, years(-10), "partneravtal")

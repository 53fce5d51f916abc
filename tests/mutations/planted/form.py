"""Errors in the form of a case file or a programme's: what is told before any rule can be asked."""

from collections.abc import Iterator
from datetime import timedelta

from ..edits import in_case, in_program, paper_date
from ..operators import operator
from ..papers import Mutant, Papers

_PLACE = r"(?<=^  ort: )\S+"


def _whole(papers: Papers, what: str, text: str) -> Iterator[Mutant]:
    yield Mutant(f"ärendet: {what}", papers.with_case(text), None)


@operator("filens form", expects="YAML101")
def not_yaml(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _PLACE, '"Enköping')
    yield from in_case(papers, r"^  ort:", "\tort:")


@operator("filens form", expects="YAML102")
def empty_file(papers: Papers) -> Iterator[Mutant]:
    yield from _whole(papers, "tomt", "# ingenting\n")


@operator("filens form", expects="YAML103")
def far_too_deep(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _PLACE, "[" * 500 + "]" * 500)


@operator("filens form", expects="YAML104")
def file_that_is_a_list(papers: Papers) -> Iterator[Mutant]:
    yield from _whole(papers, "en lista", "- program\n- loft\n")


@operator("filens form", expects="YAML105")
def reference_to_another_line(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  ort: (\S+).*\n", r"  ort: &ort \1\n  logotyp: *ort\n")


@operator("filens form", expects="YAML106")
def key_that_is_no_name(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^program:", "? [a, b]\n: c\nprogram:")


@operator("filens form", expects="YAML107")
def key_twice(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  ort: .*\n", r"\g<0>\g<0>")


@operator("filens form", expects="YAML108")
def value_cut_at_a_hash(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=roll: )(\w+)$", r"\1 #1", most=1)


@operator("filens form", expects="YAML109")
def paragraphs_that_run_together(papers: Papers) -> Iterator[Mutant]:
    listed = "Det ger:\n    - kunskap\n    - sällskap\n"
    yield from in_case(papers, r"^  bedömning: \|\n", f"  bedömning: >\n    {listed}\n")


@operator("filens form", expects="YAML110")
def value_with_a_tag(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _PLACE, r"!!str \g<0>")


@operator("filens form", expects="YAML111")
def sign_that_is_not_seen(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"Kostnaden ryms", "Kost\u00adnaden ryms")


@operator("filens form", expects="MOD101")
def fact_left_out(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  mottagare: .*\n", "")


@operator("filens form", expects="MOD102")
def fact_by_another_name(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  start:", "  startt:")


@operator("filens form", expects="MOD103")
def group_that_is_a_value(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^avtalsperiod:\n(?:  .*\n)+", "avtalsperiod: 2022\n")


@operator("filens form", expects="MOD104")
def list_that_is_a_value(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  skickas_till:\n(?:    - .*\n)+", "  skickas_till: Kansliet\n")


@operator("filens form", expects="MOD105")
def text_that_is_a_list(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, _PLACE, r"[\g<0>]")


@operator("filens form", expects="MOD106")
def value_of_another_form(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  paragraf:.*$", "  paragraf: tolv")


@operator("filens form", expects="MOD107")
def programme_that_is_not(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^program: loft", "program: lofft")


@operator("filens form", expects="MOD108")
def two_values_at_one_time(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"till: 2021-12-31", "till: 2022-06-30")


@operator("filens form", expects="MOD109")
def no_value_at_the_time(papers: Papers) -> Iterator[Mutant]:
    first = r"(?<=från: )2000-01-01" if paper_date(papers).year < 2022 else r"(?<=från: )2022-01-01"
    yield from in_program(papers, first, str(paper_date(papers) + timedelta(days=1)))

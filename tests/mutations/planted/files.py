"""Errors in the programme's documents and pictures, and in the rules that a case sets aside."""

from collections.abc import Iterator

from ..edits import case_with, in_case, in_program
from ..operators import operator
from ..papers import Mutant, Papers


@operator("filer", expects="FIL201")
def document_without_its_template(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"- namn: bilaga$", "- namn: bilagan")


@operator("filer", expects="FIL203")
def picture_that_is_not_there(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  ort: .*$", r"\g<0>\n  logotyp: vapen.png")
    yield from in_program(papers, r"^# logotyp:$", "logotyp:\n  fil: saknas.png\n  alternativtext: Logotyp\n")


@operator("filer", expects="FIL204")
def two_documents_of_one_name(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"- namn: informationsfolder$", "- namn: bilaga")
    yield from in_program(papers, r"- namn: informationsfolder$", "- namn: avtal")


@operator("filer", expects="FIL205")
def bundle_without_documents(papers: Papers) -> Iterator[Mutant]:
    program = papers.program.replace("ingår_i: [handlingar, avtal]", "ingår_i: [handlingar]")
    yield Mutant("programmet: inget i samlingen avtal", papers.with_program(program), None)


@operator("filer", expects="FIL206")
def nothing_to_sign(papers: Papers) -> Iterator[Mutant]:
    yield from in_program(papers, r"slag: avtal$", "slag: övrigt")


@operator("filer", expects="UTA101")
def exception_from_no_rule(papers: Papers) -> Iterator[Mutant]:
    case = papers.case.replace("undantag: []\n", "")
    exception = "undantag:\n  - regel: DAT999\n    skäl: Det är avsett.\navtalsperiod:"
    yield from case_with(papers.with_case(case), (r"^avtalsperiod:", exception))

"""Errors about persons: how they are spelled, titled and reached."""

import re
from collections.abc import Iterator

from ..edits import alone, case_with, in_case, in_documents, people, saying, signer
from ..operators import operator
from ..papers import Mutant, Papers

_TITLE = r"(?<=, )(?:kommundirektör|stadsdirektör)\b"


def _misspelled(name: str) -> str:
    return name[:-2] + name[-1] + name[-2] if len(name.split()[-1]) > 3 else name + name[-1]


@operator("personer", expects="UND101")
def name_in_the_case_misspelled(papers: Papers) -> Iterator[Mutant]:
    for name in people(papers):
        # Where a person is named, and not where the list of persons itself has the name.
        named = rf"(?<=^    - ){re.escape(name)}$|(?<=^      - ){re.escape(name)}$|(?<=\w: ){re.escape(name)}$"
        yield from in_case(papers, rf"(?<!- namn: )(?:{named})", _misspelled(name), most=3)


@operator("personer", expects="UND102")
def person_listed_twice(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^personer:", f"personer:\n  - namn: {people(papers)[0]}\n    roll: utredare")


@operator("personer", expects="UND116")
def person_listed_in_two_spellings(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(
        papers, r"^personer:", f"personer:\n  - namn: {_misspelled(people(papers)[0])}\n    roll: utredare"
    )


@operator("personer", expects="UND115")
def half_a_name(papers: Papers) -> Iterator[Mutant]:
    for name in people(papers):
        yield from case_with(papers, (re.escape(name), name.split()[0]))


@operator("personer", expects="UND202")
def name_in_a_document_misspelled(papers: Papers) -> Iterator[Mutant]:
    for name in people(papers):
        yield from in_documents(papers, re.escape(name), _misspelled(name), most=3)


@operator("personer", expects="UND206")
def name_in_one_given_document_misspelled(papers: Papers) -> Iterator[Mutant]:
    name = signer(papers)
    yield from alone(in_documents(papers, re.escape(name), _misspelled(name), "partneravtal"))
    yield from alone(in_documents(papers, _TITLE, "ekonomichef", "partneravtal"))


@operator("personer", expects="UND203")
def title_of_another(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, _TITLE, "ekonomichef")
    yield from saying(papers, f"Ekonomichef {people(papers)[0]} har yttrat sig.")


@operator("personer", expects="UND201")
def identity_number(papers: Papers) -> Iterator[Mutant]:
    yield from saying(
        papers,
        "Kontaktpersonen (811218-9876) nås på kontoret.",
        "Kontaktpersonen, 19811218-9876, nås på kontoret.",
    )


@operator("personer", expects="UND108")
def officer_out_of_reach(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^    telefon: .*\n", "")
    yield from in_case(papers, r"^    epost: .*\n", "")


@operator("personer", expects="UND111")
def broken_address(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=epost: )\S+", lambda m: m.group().replace("@", "(at)"))
    yield from in_case(papers, r"(?<=epost: )\S+", lambda m: m.group().replace("@", " "))


@operator("personer", expects="UND112")
def address_elsewhere(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"@enkoping\.se", "@enkpoing.se")


@operator("personer", expects="UND113")
def address_of_another(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=epost: )(\w+)\.(\w+)", lambda m: f"{m[1]}.{m[2]}x")


@operator("personer", expects="UND114")
def broken_phone(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=telefon: )[\d -]+", lambda m: m.group()[:7])


@operator("personer", expects="TRA204")
def reached_elsewhere_in_the_paper(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"[\w.]+@", "nagon.annan@", "tjansteskrivelse")
    yield from in_documents(papers, r"Telefon: [\d\s-]+", lambda m: m.group()[:-1] + "9", "tjansteskrivelse")

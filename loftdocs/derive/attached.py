"""The case's own papers among the programme's documents: by which name, and in which order."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TypeVar

from loftdocs.model.case import Bilaga, Case
from loftdocs.model.program import Program

_NAME = "bilagd-{}"
_T = TypeVar("_T")


def attached(case: Case, program: Program) -> dict[str, Bilaga]:
    """The papers of a case in the order of its file, each by a name that no document of the programme has."""
    taken = {one.namn for one in program.papers}
    names = (name for number in count(1) if (name := _NAME.format(number)) not in taken)
    return {next(names): one for one in case.bilagor}


def in_order(
    documents: Sequence[_T], papers: Sequence[_T], name: Callable[[_T], str], after: Callable[[_T], str | None]
) -> Iterator[_T]:
    """The documents with each paper ``after`` the one that it names; those that name none come last."""
    names = [name(document) for document in documents]
    for document in documents:
        yield document
        yield from (paper for paper in papers if after(paper) == name(document))
    yield from (paper for paper in papers if after(paper) not in names)

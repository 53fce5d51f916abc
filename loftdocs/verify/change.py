"""A change between two states of a PDF in words, how values are compared, and which changed objects are explained."""

from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from loftdocs.findings import Severity
from loftdocs.verify.states import Number, State, numbers_of, references


@dataclass(frozen=True)
class Change:
    """One thing that a state has otherwise than the one before.

    ``words`` is a clause in Swedish, ``weight`` how much it matters; ``grave`` is true for what is certainly wrong once
    somebody has signed. ``added`` is the number of pages that were added, ``field`` the form field that it is about,
    ``state`` the state (from 0) that has it first.
    """

    words: str
    weight: Severity
    grave: bool = False
    added: int = 0
    field: str = ""
    state: int = 0

    def once_signed(self) -> "Change":
        """The change as it weighs when somebody had signed before it."""
        return replace(self, weight=Severity.FEL) if self.grave else self


def written(value: Any) -> bytes:
    """A value as it is written, an object that has a number by its number; empty for one that is not there."""
    if value is None:
        return b""
    if isinstance(value, pikepdf.Object):
        return bytes(value.unparse())
    return repr(value).encode()


@dataclass
class Explained:
    """The ``changed`` objects, and in ``numbers`` those that a rule has accounted for."""

    old: State
    new: State
    changed: frozenset[Number]
    numbers: set[Number] = field(default_factory=set)

    def owned(self, *roots: Any) -> None:
        """Explains all objects that are new and hang on these."""
        things = [root for root in roots if isinstance(root, pikepdf.Object)]
        found = [number for one in things for number in (one.objgen, *references(one.unparse(resolved=True)))]
        self.numbers |= self.new.below(found, frozenset(self.old.objects)) & self.changed


def reach(state: State, thing: Any) -> set[Number]:
    """All that hangs on a value, without the pages and the document itself, to which a signature may lead back."""
    return state.below(numbers_of(thing), state.tree.union(state.pages, (state.pdf.Root.objgen,)))


def reach_of_rest(state: State) -> set[Number]:
    """All that hangs on the pages and the form."""
    stop = frozenset((state.pdf.Root.objgen,))
    return state.below([*state.pages, *numbers_of(state.pdf.Root.get("/AcroForm"))], stop)

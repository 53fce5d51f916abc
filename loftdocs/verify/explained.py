"""The changed objects of an update, and which of them a rule has accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from loftdocs.verify.change import Change
from loftdocs.verify.states import Number, State, references


@dataclass
class Explained:
    """The changed objects that a rule has accounted for, and what is to be told of them."""

    old: State
    new: State
    changed: frozenset[Number]
    numbers: set[Number]
    told: list[Change]

    def owned(self, *roots: Any) -> None:
        """Explains all objects that are new and hang on these."""
        found = [root.objgen for root in roots if getattr(root, "objgen", (0, 0)) != (0, 0)]
        inside = [number for root in roots for number in inline(root)]
        self.numbers |= {n for n in self.new.below([*found, *inside], frozenset(self.old.objects)) if n in self.changed}


def reach(state: State, thing: Any) -> set[Number]:
    """All that hangs on a value, without the pages and the document itself, to which a signature may lead back."""
    if thing is None:
        return set()
    stop = frozenset((*state.pages, *page_tree(state), state.pdf.Root.objgen))
    own = [thing.objgen] if getattr(thing, "objgen", (0, 0)) != (0, 0) else list(inline(thing))
    return state.below(own, stop)


def reach_of_rest(state: State) -> set[Number]:
    """All that hangs on the pages and the form."""
    stop = frozenset((state.pdf.Root.objgen,))
    return state.below([*state.pages, *inline(state.pdf.Root.get("/AcroForm")), *_form_number(state)], stop)


def _form_number(state: State) -> list[Number]:
    form = state.pdf.Root.get("/AcroForm")
    return [form.objgen] if form is not None and form.objgen != (0, 0) else []


def page_tree(state: State) -> Iterator[Number]:
    """The objects of the tree above the pages; what it says of pages is compared page by page."""
    waiting, met = [state.pdf.Root.get("/Pages")], set()
    while waiting:
        node = waiting.pop()
        if node is None or node.objgen in met:
            continue
        met.add(node.objgen)
        kids = node.get("/Kids")
        if kids is not None:
            yield node.objgen
            yield kids.objgen
            waiting.extend(kids)


def inline(thing: Any) -> Iterator[Number]:
    """The numbers of the objects that a value without a number refers to."""
    if isinstance(thing, pikepdf.Object):
        yield from references(thing.unparse(resolved=True))

"""How a returned file stands to the built one: page by page as they are seen, and in all that is not seen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from loftdocs.verify.alignment import aligned, folded, likeness, text_difference
from loftdocs.verify.beside import beside
from loftdocs.verify.change import Change
from loftdocs.verify.difference import differences
from loftdocs.verify.eyes import LOOSE_DPI, Seen, Sight
from loftdocs.verify.origin import page_texts
from loftdocs.verify.result import Box, PageState, PageView
from loftdocs.verify.rewritten import content_digest, rewritten
from loftdocs.verify.states import State

if TYPE_CHECKING:
    from loftdocs.verify.scan import Reading

# On a picture of a page: more places than this are a paper that lay askew, not something that was put over it.
_SCATTERED = 8
_PAGE_WORDS = 300  # letters of an added page that are told


@dataclass(frozen=True)
class Content:
    """The comparison: the pages, and the changes beside them.

    ``exact`` is true where the built file is the beginning of the returned one, so that every object could be compared;
    else only what a reader shows was. ``words`` is false for a file without any, and ``readings`` are what a machine
    made of pages that are only pictures.
    """

    pages: tuple[PageView, ...]
    changes: tuple[Change, ...]
    exact: bool
    readings: "tuple[Reading, ...]" = ()
    words: bool = True

    @property
    def altered(self) -> tuple[PageView, ...]:
        """The built pages that are not seen or read as they were built, or are not there."""
        return tuple(page for page in self.pages if page.built and (page.state is not PageState.SAME or page.texts))


def update_changes(states: Sequence[State], first: int | None) -> tuple[Change, ...]:
    """What each state changed since the one before, the first state being what was built or signed first.

    ``first`` is the number of the first state that someone has signed, None if nobody has.
    """
    return tuple(
        replace(change, state=number)
        for number in range(1, len(states))
        for change in differences(states[number - 1], states[number], signed=first is not None and number > first)
    )


def exact_content(
    built: bytes, data: bytes, states: Sequence[State], places: Mapping[int, Sequence[Box]], first: int | None
) -> Callable[[], Content]:
    """Begins the comparison where the built file is the beginning of the returned one; what is returned waits for it.

    ``states`` begins with the built one. ``places`` are the places for signatures in points, by page from 1. ``first``
    is what `update_changes` takes.
    """
    old, new = states[0].pages, states[-1].pages
    where = {page: at for at, page in enumerate(new)}
    pairs = [(at, where[page]) for at, page in enumerate(old) if page in where]
    pages = beside(lambda: _views(built, data, pairs, places, exact=True))
    changes = update_changes(states, first)
    return lambda: Content(pages(), changes, True)


def rewritten_content(
    built: bytes, data: bytes, last: State, first: State, places: Mapping[int, Sequence[Box]]
) -> Content:
    """The comparison where the file was written anew: ``first`` is the built file opened, ``last`` the returned one."""
    exact = _drawn_alike(first, last)
    pages = _views(built, data, None, places, exact=exact, dpi=LOOSE_DPI if exact else 0)
    unclear = [
        (one.built, one.returned) for one in pages if one.state is PageState.UNCLEAR and one.built and one.returned
    ]
    read: tuple[Reading, ...] = ()
    if unclear:
        from loftdocs.verify.checklist import checklist
        from loftdocs.verify.scan import readings

        read = readings(data, unclear, checklist(built))
    return Content(pages, tuple(rewritten(first, last)), False, read, any(map(str.strip, page_texts(data))))


def _drawn_alike(first: State, last: State) -> bool:
    """True if what wrote the file anew left most pages' drawing as it was, letter by letter.

    Then the others were not changed by the way either, and every pixel counts; qpdf writes so, and the libraries on it.
    """
    was = [content_digest(page) for page in first.leaves]
    now = {content_digest(page) for page in last.leaves}
    return sum(digest in now for digest in was) > len(was) / 2


def _views(
    built: bytes,
    data: bytes,
    pairs: Sequence[tuple[int, int]] | None,
    places: Mapping[int, Sequence[Box]],
    *,
    exact: bool,
    dpi: int = 0,
) -> tuple[PageView, ...]:
    with closing(Sight(built, data)) as sight:
        # PDFium may see other pages than qpdf does, if a file is made so that readers disagree: then by what they say.
        if pairs is None or any(other >= len(sight.returned) for _one, other in pairs):
            pairs = aligned(*sight.texts())
        zero = {number - 1: boxes for number, boxes in places.items()}
        seen = list(sight.compared(pairs, zero, exact=exact, dpi=dpi))
        was, now = sight.texts()
    return tuple(_in_order(seen, was, now, exact=exact))


def _in_order(seen: Sequence[Seen], was: Sequence[str], now: Sequence[str], *, exact: bool) -> Iterator[PageView]:
    """The views in the order of the returned pages, the missing ones where they would stand."""
    pictures = not any(map(folded, now))
    by_returned = {one.returned: one for one in seen}
    missing = [at for at in range(len(was)) if at not in {one.built for one in seen}]
    for at, words in enumerate(now):
        one = by_returned.get(at)
        if one is None:
            yield PageView(None, at + 1, PageState.ADDED, words=" ".join(words.split())[:_PAGE_WORDS])
            continue
        while missing and missing[0] < one.built:
            yield PageView(missing.pop(0) + 1, None, PageState.GONE)
        yield _view(one, was[one.built], words, exact=exact, pictures=pictures)
    for at in missing:
        yield PageView(at + 1, None, PageState.GONE)


def _view(one: Seen, was: str, now: str, *, exact: bool, pictures: bool) -> PageView:
    texts = text_difference(was, now)
    if not exact and was and not folded(now):
        texts = None  # a picture of the page says nothing by itself
    if one.unlike or (pictures and len(one.marks) > _SCATTERED):
        state = PageState.UNCLEAR if not folded(now) else PageState.CHANGED
    elif one.other_size:
        state = PageState.CHANGED
    elif one.marks:
        state = PageState.CHANGED if any(mark.covers for mark in one.marks) else PageState.MORE
    else:
        state = PageState.SAME
    kept = likeness([was], [now]) if texts else 1.0
    return PageView(one.built + 1, one.returned + 1, state, one.marks, texts, kept, picture=one.picture)

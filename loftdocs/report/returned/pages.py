"""The pages as they came back: those that differ beside the built ones, with every place shown, the others small."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loftdocs.report.returned.draw import Pages, Picture, Region, of_jpeg
from loftdocs.report.returned.words import Badge, alt_of, badge_of, lead_of, place_words, title_of
from loftdocs.verify.checklist import PageChecklist
from loftdocs.verify.result import Mark, PageState, PageView

# Dots an inch. Unchanged pages are only to be known again; the others are read.
_SMALL_DPI, _DPI = 60, 100
# How much is drawn, and how many pages beyond that are told of one by one: a file may have any number of either.
_MOST_PAGES, _MOST_PLACES, _MOST_TOLD = 40, 30, 200
_BORDER = 0.004  # of the page, around a mark

# What matters most is drawn first, if not all can be.
_ORDER = (PageState.CHANGED, PageState.UNCLEAR, PageState.GONE, PageState.MORE, PageState.ADDED, PageState.SAME)


@dataclass(frozen=True)
class Place:
    """A mark: its number on the page, from 1, what it is in words, its texts, its outline in percent, and close by.

    ``close`` is the place as it was and as it is, enlarged; None where it is only shown on the page.
    """

    number: int
    severity: str
    words: str
    before: str
    after: str
    outline: str
    close: tuple[Picture, Picture] | None


@dataclass(frozen=True)
class Side:
    """One of the two pages: a heading, its picture (None if it cannot be drawn) and what that shows, in words."""

    title: str
    picture: Picture | None
    alt: str


@dataclass(frozen=True)
class ReturnedPage:
    """A page with all that is to be said of it; one that is not drawn has no sides."""

    id: str
    title: str
    badge: Badge
    lead: str
    view: PageView
    sides: tuple[Side, ...] = ()
    places: tuple[Place, ...] = ()
    checklist: PageChecklist | None = None


@dataclass(frozen=True)
class Shown:
    """``differing`` pages are shown large, ``same`` ones small, ``told`` only in words; ``more`` are not told of.

    ``ids`` are the ids of the pages that are shown, by their number in the returned file.
    """

    differing: tuple[ReturnedPage, ...]
    same: tuple[ReturnedPage, ...]
    told: tuple[ReturnedPage, ...]
    more: int
    ids: Mapping[int, str]

    @property
    def count(self) -> int:
        """The number of all pages."""
        return len(self.differing) + len(self.same) + len(self.told) + self.more

    @property
    def marked(self) -> bool:
        """True if any page that is shown has frames to be explained."""
        return any(page.places for page in self.differing)


def shown_pages(
    views: Sequence[PageView], built: bytes | None, returned: bytes, checklists: Mapping[int, PageChecklist]
) -> Shown:
    """The pages as they are shown; ``checklists`` by the built page's number, used where the eye has to compare."""
    chosen = set(sorted(range(len(views)), key=lambda at: _ORDER.index(views[at].state))[:_MOST_PAGES])
    close = _closest([(at, views[at].marks) for at in sorted(chosen)])
    pages = (Pages(built), Pages(returned))
    try:
        drawn = [_page(at, view, pages, close, checklists) for at, view in enumerate(views) if at in chosen]
    finally:
        for one in pages:
            one.close()
    rest = [_told(view) for at, view in enumerate(views) if at not in chosen]
    told = rest[:_MOST_TOLD]
    return Shown(
        tuple(page for page in drawn if page.view.state is not PageState.SAME),
        tuple(page for page in drawn if page.view.state is PageState.SAME),
        tuple(told),
        len(rest) - len(told),
        {page.view.returned: page.id for page in (*drawn, *told) if page.view.returned},
    )


def _closest(marks: Sequence[tuple[int, Sequence[Mark]]]) -> frozenset[tuple[int, int]]:
    """The marks to enlarge: what hides something before what adds, and the first of each page before any second."""
    every = [(not mark.covers, number, at) for at, own in marks for number, mark in enumerate(own)]
    return frozenset((at, number) for _added, number, at in sorted(every)[:_MOST_PLACES])


def _told(view: PageView) -> ReturnedPage:
    id = f"byggd-{view.built}" if view.returned is None else f"sida-{view.returned}"
    return ReturnedPage(id, title_of(view), badge_of(view.state), lead_of(view), view)


def _page(
    at: int,
    view: PageView,
    pages: tuple[Pages, Pages],
    close: frozenset[tuple[int, int]],
    checklists: Mapping[int, PageChecklist],
) -> ReturnedPage:
    page = _told(view)
    if view.state is PageState.SAME:
        return replace(page, sides=(_side("Så kom den tillbaka", view, view.returned, pages[1], _SMALL_DPI),))
    was = _side("Så byggdes den", view, view.built, pages[0], _DPI)
    now = _side("Så kom den tillbaka", view, view.returned, pages[1], _DPI)
    sides = tuple(side for side, number in ((was, view.built), (now, view.returned)) if number is not None)
    own = checklists.get(view.built or 0) if view.state is PageState.UNCLEAR else None
    return replace(page, sides=sides, places=tuple(_places(at, view, pages, close)), checklist=own)


def _side(title: str, view: PageView, number: int | None, pages: Pages, dpi: int) -> Side:
    if view.picture:
        picture: Picture | None = of_jpeg(view.picture)
    else:
        picture = pages.page(number, dpi, colour=bool(view.marks)) if number else None
    return Side(title, picture, alt_of(view, title))


def _places(at: int, view: PageView, pages: tuple[Pages, Pages], close: frozenset[tuple[int, int]]) -> Iterator[Place]:
    wanted = [number for number in range(len(view.marks)) if (at, number) in close]
    parts = tuple(view.marks[number].box for number in wanted)
    drawn = [
        one.places(number or 0, parts) if parts else ()
        for one, number in zip(pages, (view.built, view.returned), strict=True)
    ]
    pairs = dict(zip(wanted, zip(*drawn, strict=True), strict=True))
    for number, mark in enumerate(view.marks):
        was, now = pairs.get(number, (None, None))
        yield Place(
            number + 1,
            "fel" if mark.covers else "varning",
            place_words(mark),
            mark.before,
            mark.after,
            outline(mark.box),
            (was, now) if was and now else None,
        )


def outline(box: Region, border: float = _BORDER) -> str:
    """A place as a style sheet has it, in percent, a little larger than it is and never outside its picture."""
    left, top = (max(0.0, value - border) for value in box[:2])
    right, bottom = (min(1.0, start + size + border) for start, size in zip(box[:2], box[2:], strict=True))
    sides = (left, top, max(right - left, 0.0), max(bottom - top, 0.0))
    return ";".join(
        f"{name}:{100 * value:.2f}%" for name, value in zip(("left", "top", "width", "height"), sides, strict=True)
    )

"""Rules about the pages: nothing stands alone, nothing is empty."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.model.base import Unknown
from loftdocs.read.document import Finished, Paragraph, squash


@rule("LAY101", Severity.FEL)
def no_heading_ends_a_page(known: Known) -> Iterator[Fault]:
    """Ingen rubrik står ensam sist på en sida.

    Exempel: rubriken ”Beslutsunderlag” står sist på sidan 1 och listan på sidan 2.
    Rätta: korta texten före, eller sätt sidbrytning före rubriken i mallen.
    """
    for document in _paged(known):
        for number, heading in lone_headings(document):
            yield Fault(
                f"Rubriken ”{heading.text}” står ensam sist på sidan.",
                "Korta texten före rubriken något, eller sätt ”Sidbrytning före” på rubriken i mallen.",
                Place(document=document.label, page=number, quote=heading.text),
            )


@rule("LAY102", Severity.FEL)
def no_page_is_empty(known: Known) -> Iterator[Fault]:
    """Ingen sida är tom.

    Exempel: sidan 3 har bara sidhuvud och sidfot.
    Rätta: ta bort tomma stycken eller en överflödig sidbrytning i mallen.
    """
    for document in _paged(known):
        for number, page in enumerate(document.pages, 1):
            if not _body(document, page):
                yield Fault("Sidan är tom.", place=Place(document=document.label, page=number))


def lone_headings(document: Finished) -> Iterator[tuple[int, Paragraph]]:
    """Each page, from 1, that ends with a heading, and that heading."""
    headings: dict[str, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        if paragraph.is_heading:
            headings.setdefault(squash(paragraph.number + paragraph.text), []).append(paragraph)
    met: Counter[str] = Counter()
    for number, page in enumerate(document.pages[:-1], 1):
        lines, body = [squash(line) for line in page.splitlines()], _body(document, page)
        met.update(line for line in lines if line in headings)
        # A sentence may go on to the next page after a word that is a heading's: a heading has its lines to itself.
        last = max((line for line in lines if body.endswith(line)), key=len, default="")
        for text, alike in headings.items():
            if last and body.endswith(text) and text.endswith(last):
                yield number, alike[min(max(met[text], 1), len(alike)) - 1]


def _paged(known: Known) -> tuple[Finished, ...]:
    """The documents that have pages, as a Word file has not."""
    found = tuple(document for document in known.documents if document.pages)
    if not found:
        raise Unknown("sidor: en Word-fil har inga")
    return found


def _body(document: Finished, page: str) -> str:
    """A page's text, squashed, without what stands in its margins; the numbers there differ from page to page."""
    text = squash(page)
    for margin in _margins(document):
        text = margin.sub("", text, count=1)
    return text


@lru_cache(maxsize=64)
def _margins(document: Finished) -> tuple[re.Pattern[str], ...]:
    """What finds each text in a document's margins, whatever numbers are in it; those alike once."""
    own = [paragraph.text for paragraph in document.paragraphs if paragraph.part != "body"]
    outside = map(squash, (*own, *document.outside))
    patterns = dict.fromkeys(re.sub(r"\d+", r"\\d+", re.escape(text)) for text in outside if text)
    return tuple(re.compile(pattern) for pattern in patterns)

"""What is behind the text on a page: the field that a value, or a paragraph of a clerk's own, comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loftdocs.check.rule import Known
from loftdocs.load.yaml_tree import dotted
from loftdocs.model.program import Program
from loftdocs.model.text import unmarked
from loftdocs.read.document import Finished, squash
from loftdocs.read.pdf_find import Quote, find_quotes
from loftdocs.trace import Traced
from loftdocs.trace.sources import Origin

_LONG = 25  # letters: a shorter paragraph may well be the template's own


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in percent from the upper left, the text in it, and what is behind it.

    ``path`` is the case's field, or None when ``origin`` is another than the case.
    """

    left: float
    top: float
    width: float
    height: float
    text: str
    origin: str
    path: str | None


Wanted = tuple[int, Quote, str, str, str | None]


def boxes(pdf: Path, known: Known, bundle: Sequence[Finished]) -> dict[int, tuple[Box, ...]]:
    """The boxes of each page of the bundle ``pdf``, from 1; values come after the paragraphs that they stand in."""
    wanted = [*_own_texts(known, bundle), *_values(known)]
    quotes: dict[int, dict[Quote, None]] = {}
    for page, quote, *_ in wanted:
        quotes.setdefault(page, {})[quote] = None
    found = find_quotes(pdf, {page: tuple(texts) for page, texts in quotes.items()})
    made: dict[int, dict[tuple[float, ...], Box]] = {}
    for page, quote, text, origin, path in wanted:
        for lines in found.get((page, quote), ())[:1]:
            for spot in lines:
                left, top, width, height = (
                    round(100 * side, 3) for side in (spot.left, spot.top, spot.width, spot.height)
                )
                box = Box(left, top, width, height, text, origin, path)
                made.setdefault(page, {}).setdefault((left, top, width), box)
    return {page: tuple(found.values()) for page, found in made.items()}


def _values(known: Known) -> Iterator[Wanted]:
    for value in known.trace.values if known.trace else ():
        if value.place.page and value.place.quote:
            origin, path = _source(value, known.loaded.program)
            yield value.place.page, Quote(value.place.quote, value.text), value.text, origin, path


def _source(value: Traced, program: Program) -> tuple[str, str | None]:
    if not value.sources:
        return "okänd", None
    own = next((source for source in value.sources if source.origin == Origin.CASE), value.sources[0])
    made_of = _made_of(own.path.split(".")[0].split("[")[0], program) if own.origin == Origin.DERIVED else None
    return own.origin.value, own.path if own.origin == Origin.CASE else made_of


def _made_of(name: str, program: Program) -> str | None:
    """The case's field that a derived value is made of, by the name that templates know the value by; None for none.

    What is paid is made of the fact that is its amount, if the case gives that; else of when the term begins.
    """
    if name in program.betalningar:
        given = {fact.name for fact in program.facts if fact.given}
        amount = next((str(one) for one in program.betalningar[name].amounts.values() if one in given), None)
        if amount:
            return amount
    elif name != "period":
        return None
    return "avtalsperiod.start" if program.avtalstid and program.avtalstid.dated else None


def _own_texts(known: Known, bundle: Sequence[Finished]) -> Iterator[Wanted]:
    """Paragraphs that stand in the case file word for word."""
    texts = [(squash(unmarked(text)), dotted(path)) for text, path in known.loaded.case_tree.texts()]
    for document in bundle:
        for paragraph in document.paragraphs:
            plain = squash(paragraph.text)
            path = next((path for text, path in texts if len(plain) >= _LONG and plain in text), None)
            if path and paragraph.page:
                yield paragraph.page, Quote(paragraph.text), " ".join(paragraph.text.split()), Origin.CASE.value, path

"""The answer made safe to show: what was quoted from the file steers no terminal and shows no personal number."""

from collections.abc import Callable
from dataclasses import replace

from loftdocs.findings import Finding, Place
from loftdocs.plain import plain
from loftdocs.verify.names import mask
from loftdocs.verify.result import Answer, Answers, Other, PageView, Verified

Shown = Callable[[str], str]


def shown(text: str) -> str:
    """A text as it may be shown."""
    return mask(plain(text))


def safe(result: Verified) -> Verified:
    """The same answer with every text that may be quoted from the file, or named after it, as it may be shown."""
    return replace(
        result,
        findings=tuple(map(_finding, result.findings)),
        checked=tuple(map(shown, result.checked)),
        unchecked=tuple(map(shown, result.unchecked)),
        answers=_answers(result.answers) if result.answers else None,
        pages=tuple(map(_page, result.pages)),
        others=tuple(Other(shown(one.name), shown(one.what)) for one in result.others),
        file=shown(result.file),
    )


def _finding(one: Finding) -> Finding:
    return replace(one, message=shown(one.message), hint=shown(one.hint), place=_place(one.place))


def _place(place: Place) -> Place:
    return replace(place, document=place.document and shown(place.document), quote=place.quote and shown(place.quote))


def _answers(given: Answers) -> Answers:
    content, seal, signers = (_answer(one) for one in (given.content, given.seal, given.signers))
    return Answers(content, seal, signers, shown(given.receipt))


def _answer(one: Answer) -> Answer:
    return Answer(one.verdict, shown(one.words), tuple(map(shown, one.reasons)))


def _page(one: PageView) -> PageView:
    marks = tuple(replace(mark, before=shown(mark.before), after=shown(mark.after)) for mark in one.marks)
    texts = (shown(one.texts[0]), shown(one.texts[1])) if one.texts else None
    return replace(one, marks=marks, texts=texts, words=shown(one.words))

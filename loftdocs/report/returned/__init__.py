"""The report of a verification: one HTML file that shows the built pages beside those that came back.

It is of the same make as the review: no script, nothing asked for from elsewhere, and the same bytes from the same
result. What the returned file says comes from anyone; it is shown as text, never obeyed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from loftdocs import __version__
from loftdocs.counted import Count, counts, ordered
from loftdocs.findings import Finding
from loftdocs.plain import plain
from loftdocs.report.returned.advice import Advice, advice
from loftdocs.report.returned.pages import Shown, shown_pages
from loftdocs.report.returned.table import HEADINGS, Row, rows
from loftdocs.report.template import template
from loftdocs.verify.checklist import PageChecklist, checklist
from loftdocs.verify.result import Answer, Answers, Other, Verdict, Verified

__all__ = ["PageChecklist", "checklist", "returned_report"]

_CLASSES = {Verdict.YES: "ja", Verdict.NO: "nej", Verdict.UNKNOWN: "oklart"}


@dataclass(frozen=True)
class Card:
    """One of the three answers: ``id`` of its heading, ``state`` its class in the style sheet."""

    id: str
    title: str
    state: str
    answer: Answer


@dataclass(frozen=True)
class Remark:
    """A finding with its number, from 1; ``link`` is the id of the page that it stands on, empty if none is shown."""

    number: int
    finding: Finding
    page: int | None
    link: str


@dataclass(frozen=True)
class View:
    """All that the page shows."""

    file: str
    advice: Advice
    cards: tuple[Card, ...]
    remarks: tuple[Remark, ...]
    counts: tuple[Count, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    pages: Shown
    others: tuple[Other, ...]
    result: Verified
    receipt: str
    version: str


def returned_report(
    result: Verified, built: bytes | None, returned: bytes, checklist: Sequence[PageChecklist] = ()
) -> str:
    """The report as HTML, for ``verifiering-<case>.html``; written as UTF-8.

    ``built`` and ``returned`` are the PDFs that ``result`` compares, the first None where there is no build; a PDF that
    cannot be drawn is told of in words. ``checklist`` is what is to be compared by eye on the built pages. Raises
    `ValueError` for the result of a folder, which has no answers and no report.
    """
    return to_html(view(result, built, returned, checklist))


def to_html(shown: View) -> str:
    """The page itself. Everything in ``shown`` is text: nothing of it is ever read as markup."""
    return str(_template().render(view=shown))


def prepare() -> None:
    """Reads in the template, which takes longer than to use it: for when there is nothing else to do."""
    _template()


def view(result: Verified, built: bytes | None, returned: bytes, checklist: Sequence[PageChecklist] = ()) -> View:
    """What the report shows, as data; takes what `returned_report` takes."""
    if result.answers is None:
        raise ValueError("the result of a folder has no report")
    pages = shown_pages(result.pages, built, returned, {one.page: one for one in checklist})
    return View(
        plain(file_name(result.file)),
        advice(result, result.answers),
        _cards(result.answers),
        _remarks(result.findings, pages.ids),
        counts(result.findings),
        HEADINGS,
        rows(result.signatures, result.matches, pages.ids),
        pages,
        result.others,
        result,
        result.answers.receipt,
        __version__,
    )


def file_name(shown: str) -> str:
    """The last part of a path as it is shown, of whichever system: the rest tells only of somebody's computer."""
    return re.split(r"[/\\]", shown)[-1]


def _cards(answers: Answers) -> tuple[Card, ...]:
    three = (
        ("svar-innehåll", "Innehållet", answers.content),
        ("svar-försegling", "Förseglingen", answers.seal),
        ("svar-undertecknare", "Undertecknarna", answers.signers),
    )
    return tuple(Card(id, title, _CLASSES[answer.verdict], answer) for id, title, answer in three)


def _remarks(findings: Sequence[Finding], ids: Mapping[int, str]) -> tuple[Remark, ...]:
    return tuple(
        Remark(number, finding, finding.place.page, ids.get(finding.place.page or 0, ""))
        for number, finding in enumerate(ordered(findings), 1)
    )


@cache
def _template() -> Any:
    from markupsafe import Markup

    def safe(value: Any) -> Any:
        """Every text that the template prints: without what steers or turns it; what is markup already is left."""
        return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return template("verifiering.html.j2", "granskning.css", "verifiering.css", finalize=safe)

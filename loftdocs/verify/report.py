"""The report of a verification, as HTML; how it looks is for `loftdocs.report.returned`."""

from loftdocs.verify.result import PageState
from loftdocs.verify.verification import Found


def html_of(found: Found) -> str:
    """The report; a scan gets the list of what to compare by eye."""
    from loftdocs.report.returned import checklist, returned_report

    unclear = any(page.state is PageState.UNCLEAR for page in found.result.pages)
    listed = checklist(found.built) if unclear and found.built else ()
    return returned_report(found.result, found.built, found.returned, listed)

"""What the report of a verification shows; how it looks is for `loftdocs.report.returned`."""

from typing import TYPE_CHECKING

from loftdocs.verify.result import PageState

if TYPE_CHECKING:
    from loftdocs.report.returned import View
from loftdocs.verify.verification import Found


def view_of(found: Found) -> "View":
    """What the report shows; a scan gets the list of what to compare by eye."""
    from loftdocs.report.returned import checklist, view

    unclear = any(page.state is PageState.UNCLEAR for page in found.result.pages)
    listed = checklist(found.built) if unclear and found.built else ()
    return view(found.result, found.built, found.returned, listed)

"""Rules about the fonts that documents are set in."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.model.base import Unknown
from loftdocs.read.fonts import missing


@rule("TYP201", Severity.VARNING)
def fonts_are_there(known: Known) -> Iterator[Fault]:
    """De typsnitt som en mall använder, eller andra med samma mått, finns på datorn.

    Exempel: mallen är satt i Garamond, som inte finns; ett annat typsnitt flyttar varje rad.
    Rätta: installera typsnittet, eller välj ett annat i mallen.
    """
    made = [document for document in known.documents if document.fonts_used]
    if not made:
        raise Unknown("PDF-filer som är gjorda av Word-filer här")
    for document in made:
        for family in missing(document.fonts_asked, document.fonts_used):
            yield Fault(
                f"Mallen använder typsnittet {family}, som inte finns på datorn; raderna bryts på andra ställen.",
                "Installera typsnittet, eller välj ett annat i mallen.",
                Place(document=document.label),
            )

"""Rules about the PDFs that are made here: fonts, and headings, which a screen reader's user finds the way by."""

from collections.abc import Iterator
from itertools import pairwise

from loftdocs.attach import told
from loftdocs.attach.kinds import form_of
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.model.base import Unknown
from loftdocs.read.document import Finished, Paragraph
from loftdocs.read.fonts import missing

_TITLE = "Title"


@rule("FIL518", Severity.VARNING)
def attached_texts_become_accessible(known: Known) -> Iterator[Fault]:
    """En bilagd text i Word eller ODF blir en PDF som är taggad i allt, och har allt som PDF/A kräver.

    Exempel: en bild i texten saknar alternativtext.
    Rätta: rätta det i Word, där Kontrollera tillgänglighet visar var det är.
    """
    for index, (name, one) in enumerate(known.facts.bilagor.items() if known.attached else ()):
        form, found = form_of(one.fil), known.attached.get(name)
        if form is not None and form.converted and found is not None and (less := told.converted(one.fil, found)):
            yield Fault(*less, known.place("bilagor", index, "fil"))


@rule("TYP201", Severity.VARNING)
def fonts_are_there(known: Known) -> Iterator[Fault]:
    """De typsnitt som en mall använder, eller andra med samma mått, finns på datorn.

    Exempel: mallen är satt i Garamond, som inte finns; ett annat typsnitt flyttar varje rad.
    Rätta: installera typsnittet, eller välj ett annat i mallen.
    """
    for document in _made(known):
        for family in missing(document.fonts_asked, document.fonts_used):
            yield Fault(
                f"Mallen använder typsnittet {family}, som inte finns på datorn; raderna bryts på andra ställen.",
                place=Place(document=document.label),
            )


@rule("LAY103", Severity.UPPLYSNING)
def each_document_has_one_title(known: Known) -> Iterator[Fault]:
    """Varje handling har en titel, och bara en: ett stycke i Words format Title, som på svenska heter Rubrik.

    Den blir PDF-filens huvudrubrik, och avsnitten hamnar under den. En titel hittas inte på där mallen inte har någon.
    Exempel: titeln är ett vanligt stycke i stora bokstäver.
    Rätta: ge titeln formatet Rubrik i mallen.
    Källa: ISO 14289-1, 7.4.
    """
    for document in _made(known):
        titles = [p for p in document.body if p.style == _TITLE]
        if not titles:
            yield Fault(
                "Mallen har ingen titel, så PDF-filen får ingen huvudrubrik.",
                "Ge titeln formatet Rubrik (på engelska Title) i mallen.",
                document.beginning,
            )
        for title in titles[1:]:
            yield Fault(
                f"”{' '.join(title.text.split())}” är ännu en titel, så PDF-filen får två huvudrubriker.",
                f"Låt bara ”{' '.join(titles[0].text.split())}” ha formatet Rubrik (på engelska Title) i mallen.",
                document.place(title),
                (document.place(titles[0]),),
            )


@rule("LAY104", Severity.UPPLYSNING)
def no_level_is_skipped(known: Known) -> Iterator[Fault]:
    """En rubrik är högst en nivå under rubriken före.

    Exempel: en rubrik i formatet Rubrik 3 direkt efter en i formatet Rubrik 1. I PDF-filen flyttas den upp.
    Rätta: ge rubriken rätt format i mallen.
    Källa: ISO 14289-1, 7.4.2.
    """
    for document in _made(known):
        headings = [p for p in document.body if p.is_heading]
        for before, heading in pairwise([Paragraph("", level=0), *headings]):
            if heading.level > before.level + 1:
                after = f"rubriken före är en Rubrik {before.level}" if before.level else "den är den första"
                yield Fault(
                    f"”{' '.join(heading.text.split())}” är en Rubrik {heading.level}, men {after}.",
                    f"Ge den formatet Rubrik {before.level + 1} i mallen.",
                    document.place(heading),
                )


def _made(known: Known) -> tuple[Finished, ...]:
    """The documents that were made here of Word files: others' are judged by what they say."""
    made = tuple(document for document in known.documents if document.fonts_used)
    if not made:
        raise Unknown("PDF-filer som är gjorda av Word-filer här")
    return made

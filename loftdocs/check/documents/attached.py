"""Rules about what became of the case's own papers when they were made into PDFs here."""

from collections.abc import Iterator

from loftdocs.attach import told
from loftdocs.attach.kinds import form_of
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity


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

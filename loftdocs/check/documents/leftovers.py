"""Rules about what must not be left in a document: unfilled fields, comments, tracked changes."""

from collections.abc import Iterator

from loftdocs.check.passages import matches, passages
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.model.text import unmarked
from loftdocs.pattern import pattern
from loftdocs.read.document import squash

_FIELD = pattern(
    r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{\{|\}\}|\{%|%\}|«\w{1,99}»|MERGEFIELD"
    r"|(?i:Fel! Hittar inte referenskälla|Error! Reference)"
)


@rule("RES102", Severity.FEL)
def no_field_is_unfilled(known: Known) -> Iterator[Fault]:
    """Inget dokument innehåller ett fält som inte har fyllts i.

    Exempel: ”{{ kommun.namn }}”, ”«Kommun»”, ”Fel! Hittar inte referenskälla.”
    Rätta: rätta fältet i mallen; det ska stå i brödtext, tabell, sidhuvud eller sidfot.
    """
    own = known.loaded.case_tree.texts() if known.given else ()
    written = "\n".join(squash(unmarked(value)) for value, _ in own)  # braces that the clerk has written
    for passage, match in matches(passages(known.documents), _FIELD):
        if squash(match.group()) not in written:
            yield passage.fault(
                f"Fältet ”{match.group()}” är inte ifyllt.",
                "Rätta fältet i mallen, eller skriv det som ska stå där.",
            )


@rule("RES106", Severity.VARNING)
def no_comment_is_left(known: Known) -> Iterator[Fault]:
    """Ingen handling innehåller kommentarer eller ändringar som inte är godkända.

    Exempel: en kommentar i marginalen, eller text som är markerad som borttagen.
    Rätta: besvara och ta bort kommentarerna, godkänn eller avvisa ändringarna.
    """
    for document in known.documents:
        comments = [paragraph for paragraph in document.paragraphs if paragraph.part == "comment"]
        for comment in comments:
            yield Fault(
                f"Kommentaren ”{' '.join(comment.text.split())[:80]}” finns kvar i filen.",
                "Besvara kommentaren och ta bort den.",
                document.place(comment),
            )
        if document.tracked_changes:
            number = document.tracked_changes
            yield Fault(
                f"Filen har {number} spårade {'ändring' if number == 1 else 'ändringar'} som inte är "
                "godkända eller avvisade; här läses de som godkända.",
                "Godkänn eller avvisa ändringarna i Word (fliken Granska).",
                document.beginning,
            )

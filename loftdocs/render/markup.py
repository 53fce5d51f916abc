"""Free text to Word paragraphs: real paragraphs, list items and bold runs, in the template's own styles."""

from docx.document import Document
from docx.styles.style import ParagraphStyle
from docxtpl import RichText, RichTextParagraph

from loftdocs.derive.swedish import tie
from loftdocs.model.text import Text

BODY, BULLET = "Body Text", "List Bullet"


def paragraph_styles(document: Document) -> dict[str, str]:
    """The style ids of the two styles that free text uses, by Word's own English names; absent ones are left out."""
    return {
        name: style.style_id
        for style in document.styles
        if isinstance(style, ParagraphStyle) and (name := style.name or "") in (BODY, BULLET) and style.style_id
    }


def paragraphs(text: Text, styles: dict[str, str]) -> RichTextParagraph:
    """The paragraphs of ``text``, for a ``{{p field }}`` tag. Raises `KeyError` if a style is missing."""
    made = RichTextParagraph()
    for block in text.blocks:
        rich = RichText()
        for run in block.runs:
            rich.add(tie(run.text), bold=run.bold)
        made.add(rich, parastyle=styles[BULLET if block.bullet else BODY])
    return made

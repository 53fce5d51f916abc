"""Free text to Word paragraphs: real paragraphs, list items, bold runs and runs in another language, in the
template's own styles."""

from collections.abc import Callable, Sequence

from docx.document import Document
from docx.styles.style import ParagraphStyle
from docxtpl import RichText
from markupsafe import Markup, escape

from loftdocs.language.swedish import tie
from loftdocs.model.text import Block, Text

BODY, BULLET = "Body Text", "List Bullet"


def paragraph_styles(document: Document) -> dict[str, str]:
    """The style ids of the two styles that free text uses, by Word's own English names; absent ones are left out."""
    return {
        name: style.style_id
        for style in document.styles
        if isinstance(style, ParagraphStyle) and (name := style.name or "") in (BODY, BULLET) and style.style_id
    }


def paragraphs(text: Text, styles: dict[str, str], mark: Callable[[str], str] = str) -> Markup:
    """The paragraphs of ``text`` as WordprocessingML, for a ``{{p field }}`` tag; ``mark`` marks the words of a run.

    Raises `KeyError` without a style.
    """
    made = ""
    for index, block in enumerate(text.blocks):
        rich = RichText()
        for run in block.runs:
            rich.add(mark(tie(run.text)), bold=run.bold, lang=run.language or None)
        style = escape(styles[BULLET if block.bullet else BODY])
        keep = "<w:keepNext/>" if _keeps_next(text.blocks, index) else ""
        made += f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{rich}</w:p>'
    return Markup(made)


def _keeps_next(blocks: Sequence[Block], index: int) -> bool:
    """True where a page break would leave a list's lead-in, or a list's first or last item, alone on a page."""
    after = blocks[index + 1 : index + 3]
    if not after or not after[0].bullet:
        return False
    first = index == 0 or not blocks[index - 1].bullet
    next_is_last = len(after) == 1 or not after[1].bullet
    return not blocks[index].bullet or first or next_is_last

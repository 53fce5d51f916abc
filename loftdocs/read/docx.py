"""The paragraphs of a Word file in reading order: body, tables and text boxes, then headers and footers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml.etree import _Element

_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), qn("w:br")
_PARAGRAPH, _RUN_PARENT, _STYLE = qn("w:p"), qn("w:pPr"), qn("w:pStyle")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, its style by Word's English name, and the part it stands in: body, header or footer."""

    text: str
    style: str
    part: str = "body"

    @property
    def is_heading(self) -> bool:
        """True for the headings that an outline shows."""
        return self.part == "body" and self.style.lower().startswith(("heading", "rubrik"))


def read_paragraphs(path: Path) -> tuple[Paragraph, ...]:
    """All paragraphs that have any text."""
    document = Document(str(path))
    styles = {s.style_id: s.name or "" for s in document.styles if isinstance(s, ParagraphStyle) and s.style_id}
    found = list(_paragraphs(document.element.body, styles, "body"))
    seen: set[str] = set()
    for section in document.sections:
        for part, owner in (
            ("header", section.header),
            ("header", section.first_page_header),
            ("footer", section.footer),
            ("footer", section.first_page_footer),
        ):
            if not owner.is_linked_to_previous and owner.part.partname not in seen:
                seen.add(owner.part.partname)
                found.extend(_paragraphs(owner._element, styles, part))
    return tuple(found)


def _paragraphs(root: _Element, styles: dict[str, str], part: str) -> Iterator[Paragraph]:
    for element in root.iter(_PARAGRAPH):
        text = paragraph_text(element)
        if text.strip():
            style = element.find(f"{_RUN_PARENT}/{_STYLE}")
            style_id = style.get(qn("w:val"), "") if style is not None else ""
            yield Paragraph(text, styles.get(str(style_id), "Normal"), part)


def paragraph_text(paragraph: _Element) -> str:
    """The text of one paragraph; tabs and line breaks as such, a text box inside it left to its own paragraphs."""
    pieces = []
    for node in paragraph.iter(_TEXT, _TAB, _BREAK):
        owner = node.getparent()
        while owner is not None and owner.tag != _PARAGRAPH:
            if owner.tag == _RUN_PARENT:  # a tab stop of the paragraph's own settings, not a tab in its text
                break
            owner = owner.getparent()
        if owner is paragraph:
            pieces.append(node.text or "" if node.tag == _TEXT else "\t" if node.tag == _TAB else "\n")
    return "".join(pieces)

"""The free texts of a case as a document, so that the rules about texts find a clerk's slip before anything is made."""

from collections.abc import Iterator
from dataclasses import dataclass

from loftdocs.findings import Place
from loftdocs.load import Loaded
from loftdocs.load.yaml_tree import Tree
from loftdocs.model.base import Unknown
from loftdocs.model.kind import Kind
from loftdocs.model.text import Text
from loftdocs.model.written import written
from loftdocs.read.document import Finished, Paragraph

# The lines of the paper that are sentences or headings of the clerk's own, and how the paper sets them.
PROPOSAL = "förslag_till_beslut"
_PRINTED = {PROPOSAL: "List Number", "rubrik": "heading 2", "skickas_till": "List Bullet"}


@dataclass(frozen=True)
class CaseText(Finished):
    """The paragraphs of a case file's free texts; a place in one is a line and column of the file."""

    tree: Tree | None = None

    def place(self, paragraph: Paragraph, part: str | None = None) -> Place:
        """The line and column where ``part`` (or the paragraph) stands in the file."""
        value = super().place(paragraph, part)
        return self.tree.place_in(value, paragraph.text, part) if self.tree else value


def case_text(loaded: Loaded) -> CaseText:
    """The free texts of a case, as far as they are known."""
    tree = loaded.case_tree
    return CaseText(loaded.name, tree.place().file or "", tuple(_texts(loaded)), kind=Kind.ÄRENDE, tree=tree)


def _texts(loaded: Loaded) -> Iterator[Paragraph]:
    try:
        paper = loaded.case.tjänsteskrivelse
    except Unknown:
        return
    for path, value in written(paper, "tjänsteskrivelse"):
        place = loaded.case_tree.place(*path)
        key = next(step for step in reversed(path) if isinstance(step, str))
        if isinstance(value, Text):
            for block in value.blocks:
                yield Paragraph(str(block), "List Bullet" if block.bullet else "Body Text", place=place)
        elif key in _PRINTED:
            style = _PRINTED[key]
            yield Paragraph(value, style, level=2 if style.startswith("heading") else 0, place=place)

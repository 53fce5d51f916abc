"""The free texts of a case as a document, so that the rules about texts find a clerk's slip before anything is made."""

from collections.abc import Iterator
from dataclasses import dataclass

from loftdocs.findings import Place
from loftdocs.load import Loaded
from loftdocs.load.yaml_tree import Tree
from loftdocs.model.base import Unknown
from loftdocs.model.text import Text
from loftdocs.read.document import Finished, Paragraph


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
    return CaseText(loaded.name, tree.place().file or "", tuple(_texts(loaded)), kind="ärende", tree=tree)


def _texts(loaded: Loaded) -> Iterator[Paragraph]:
    try:
        paper = loaded.case.tjänsteskrivelse
    except Unknown:
        return
    for name in type(paper).model_fields:
        try:
            value = getattr(paper, name)
        except Unknown:
            continue
        place = loaded.case_tree.place("tjänsteskrivelse", name)
        if isinstance(value, Text):
            for block in value.blocks:
                yield Paragraph(str(block), "List Bullet" if block.bullet else "Body Text", place=place)
        elif isinstance(value, tuple):
            for index, line in enumerate(value):
                place = loaded.case_tree.place("tjänsteskrivelse", name, index)
                yield Paragraph(str(line), "List Bullet", place=place)

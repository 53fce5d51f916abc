"""A case and its Word files in memory, with the few edits that the operators are made of."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"


def _alike(one: str, other: str) -> int:
    """How many letters two strings have in common at their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@dataclass(frozen=True)
class Word:
    """One Word file."""

    data: bytes

    @cached_property
    def root(self) -> etree._Element:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return etree.fromstring(archive.read(BODY))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each paragraph of the body, in order."""
        return tuple("".join(t.text or "" for t in p.iter(f"{W}t")) for p in self.root.iter(f"{W}p"))

    def change(self, index: int, text: str) -> "Word":
        """Paragraph ``index`` with another text; runs that the change does not touch stay as they are."""
        root = etree.fromstring(etree.tostring(self.root))
        nodes = list(list(root.iter(f"{W}p"))[index].iter(f"{W}t"))
        old = self.texts[index]
        same = _alike(old, text)
        tail = _alike(old[same:][::-1], text[same:][::-1])
        end, at, new = len(old) - tail, 0, text[same : len(text) - tail]
        for number, node in enumerate(nodes):
            content = node.text or ""
            start, stop = at, at + len(content)
            at = stop
            if stop < same or start > end or (stop == same and same != end and number + 1 < len(nodes)):
                continue
            node.text = content[: max(0, same - start)] + new + content[max(0, min(end, stop) - start) :]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            new, same = "", min(same, stop)
        return self._with(root)

    def drop(self, *indexes: int) -> "Word":
        """Without these paragraphs (a row of a table goes as a whole)."""
        root = etree.fromstring(etree.tostring(self.root))
        paragraphs = list(root.iter(f"{W}p"))
        for index in indexes:
            node = paragraphs[index]
            parent = node.getparent()
            assert parent is not None
            parent.remove(node)
        return self._with(root)

    def repeat(self, index: int, text: str) -> "Word":
        """Paragraph ``index`` once more after itself, with another text."""
        root = etree.fromstring(etree.tostring(self.root))
        node = list(root.iter(f"{W}p"))[index]
        copy = etree.fromstring(etree.tostring(node))
        for mark in list(copy.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
        nodes = list(copy.iter(f"{W}t"))
        for part in nodes:
            part.text = ""
        nodes[0].text = text
        node.addnext(copy)
        return self._with(root)

    def wrap(self, index: int, tag: str) -> "Word":
        """Paragraph ``index`` with its runs inside a tracked change (``ins`` or ``del``)."""
        root = etree.fromstring(etree.tostring(self.root))
        node = list(root.iter(f"{W}p"))[index]
        change = etree.SubElement(node, f"{W}{tag}", {f"{W}id": "900", f"{W}author": "Någon"})
        for run in list(node.iterchildren(f"{W}r")):
            change.append(run)
        return self._with(root)

    def _with(self, root: etree._Element) -> "Word":
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                new.writestr(name, etree.tostring(root) if name == BODY else old.read(name))
        return Word(target.getvalue())


@dataclass(frozen=True)
class Papers:
    """A case file's text, its programme's, and the Word files that they give."""

    name: str
    case: str
    program: str
    words: dict[str, Word]

    def with_case(self, case: str) -> "Papers":
        return replace(self, case=case)

    def with_program(self, program: str) -> "Papers":
        return replace(self, program=program)

    def with_word(self, name: str, word: Word) -> "Papers":
        return replace(self, words={**self.words, name: word})

    def paragraphs(self, *names: str) -> Iterator[tuple[str, int, str]]:
        """Every paragraph with any text: its document, its index and its text."""
        for name in names or self.words:
            for index, text in enumerate(self.words[name].texts):
                if text.strip():
                    yield name, index, text


class Judged(Enum):
    """How changed Word files are judged."""

    AGAINST_CASE = auto()  # as by ``review --case``: somebody has changed what was made
    ALONE = auto()  # as by ``review``: no case is given
    MADE = auto()  # as by ``build``: the template gives what was changed


@dataclass(frozen=True)
class Mutant:
    """One planted error: ``where`` is the document that it is in, or None for the case's file or the programme's."""

    label: str
    papers: Papers
    where: str | None
    judged: Judged = Judged.AGAINST_CASE

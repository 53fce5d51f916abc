"""The passages that rules are about: a paragraph in its document, or some words of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loftdocs.check.prose import list_items, section, sentence_at
from loftdocs.check.rule import Fault, Known
from loftdocs.findings import Place
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.types import Value
from loftdocs.model.kind import Kind
from loftdocs.read.document import Finished, Paragraph


@dataclass(slots=True)  # not frozen, which takes four times as long to make: each rule makes one of each paragraph
class Passage:
    """A paragraph in its document; ``words`` are those of it that are meant, from ``start`` in its text."""

    document: Finished
    paragraph: Paragraph
    words: str = ""
    start: int = 0

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return self.paragraph.text

    @property
    def end(self) -> int:
        """Where the words end in it."""
        return self.start + len(self.words)

    @property
    def sentence(self) -> str:
        """The sentence in which the words begin."""
        return sentence_at(self.text, self.start)

    @property
    def place(self) -> Place:
        """Where the words stand."""
        return self.document.place(self.paragraph, self.words)

    def at(self, words: str) -> "Passage":
        """The same paragraph, with ``words`` meant."""
        return replace(self, words=words)

    def fault(self, message: str, hint: str = "", also: Place | None = None) -> Fault:
        """A breach of a rule here; ``also`` is the other place of a contradiction."""
        return Fault(message, hint, self.place, (also,) if also else ())


@dataclass(slots=True)
class Mentioned(Passage):
    """A mention where it stands."""

    value: Value = ""


def passages(documents: Iterable[Finished], *, body: bool = False) -> Iterator[Passage]:
    """Each paragraph of some documents; with ``body`` without those in headers, footers and comments."""
    for document in documents:
        for paragraph in document.body if body else document.paragraphs:
            yield Passage(document, paragraph)


def mentioned(found: Iterable[Passage], *kinds: MentionKind) -> Iterator[Mentioned]:
    """Each mention of the given kinds in some paragraphs."""
    for one in found:
        for mention in mentions_of(one.text, *kinds):
            yield Mentioned(one.document, one.paragraph, mention.text, mention.start, mention.value)


def matches(found: Iterable[Passage], pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Each place where a pattern matches in some paragraphs."""
    for one in found:
        for match in pattern.finditer(one.text):
            yield Passage(one.document, one.paragraph, match.group(), match.start()), match


def lists(known: Known) -> Iterator[list[Passage]]:
    """The list of what a paper is based on, for each paper that has one with anything in it."""
    for document in known.of(Kind.TJÄNSTESKRIVELSE):
        found = section(document, "beslutsunderlag")
        if found and found.paragraphs:
            yield [Passage(document, item) for item in list_items(found.paragraphs)]

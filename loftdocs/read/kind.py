"""What kind of paper a document is, told from its first words as anyone would."""

import re
from collections.abc import Sequence

from loftdocs.model.kind import Kind
from loftdocs.read.document import Paragraph

# How many paragraphs a reader looks at, and how many of them can be a title without looking like a heading.
_FIRST, _TOP = 15, 4
_PARTIES = 30
_LONGEST_TITLE = 120
# A cover fills its page with a list of contents, at most.
_LONGEST_COVER = 80
_AGREEMENT = re.compile(r"\w*(?:avtal|avtalet|överenskommelse)\b", re.IGNORECASE)
_PARTY = re.compile(r"parter\b|\bparterna\b|\borg(?:anisations)?\.?\s*-?(?:nr|nummer)\b", re.IGNORECASE)
_ANNEX = re.compile(r"bilaga\b(?!\s*:)", re.IGNORECASE)
_PAPER = r"tjänste(?:skrivelse|utlåtande|yttrande)"
_PROPOSAL = re.compile(r"förslag till (?:beslut|.{0,40}beslut)", re.IGNORECASE)


def classify(paragraphs: Sequence[Paragraph]) -> Kind:
    """The kind of a document; ``övrigt`` for what is none of ours, such as all papers of a meeting in one file."""
    body = [p for p in paragraphs if p.part == "body"]
    first = body[:_FIRST]
    if any(_plain(p).startswith(("handlingar till", "handlingar efter beslut")) for p in first[:_TOP]):
        return Kind.FÖRSÄTTSBLAD if _is_cover(body) else Kind.ÖVRIGT
    headers = [p for p in paragraphs if p.part == "header"]
    if any(_names(p, _PAPER) for p in (*first, *headers)):
        return Kind.TJÄNSTESKRIVELSE
    titles = [p for index, p in enumerate(first) if _is_title(p, index)]
    if any(_ANNEX.match(_plain(p)) for p in titles[:_TOP]):
        return Kind.BILAGA
    if any(_PROPOSAL.match(_plain(p)) for p in first if p.level or len(p.text) < _LONGEST_TITLE):
        return Kind.TJÄNSTESKRIVELSE
    if any(_AGREEMENT.search(_plain(p)) for p in titles) and any(_PARTY.search(p.text) for p in body[:_PARTIES]):
        return Kind.AVTAL
    return Kind.ÖVRIGT


def _is_cover(body: Sequence[Paragraph]) -> bool:
    has_contents = any(_plain(p).startswith("innehåll") for p in body[:_FIRST])
    return has_contents and len(body) <= _LONGEST_COVER and all((p.page or 1) == 1 for p in body)


def _is_title(paragraph: Paragraph, index: int) -> bool:
    looks = paragraph.style in ("Title", "Subtitle") or paragraph.level > 0
    return paragraph.cell is None and len(paragraph.text) <= _LONGEST_TITLE and (looks or index < _TOP)


def _names(paragraph: Paragraph, word: str) -> bool:
    """True if a paragraph is the name of a kind of paper, or a header line with it; ``word`` is a pattern."""
    parts = re.split(r"[\t\n]|  +", paragraph.text.casefold())
    return any(re.fullmatch(rf"{word}[\s\d()–-]*", part.strip()) for part in parts)


def _plain(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split()).casefold()

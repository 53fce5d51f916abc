"""What to look for on a page that only the eye can compare: its amounts, dates and names, read from the built page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MOST = 60  # of each kind on a page; an agreement's page has ten
# Words in capitals one after the other: a person or an organisation, as it is written in Swedish and English.
_WORD = r"[A-ZÅÄÖÉÜ](?:[\w’'&-]+|\.|\b)"
_NAME = re.compile(rf"\b{_WORD}(?:(?: (?:of|av|af|von|de))? {_WORD})*(?: (?:kommun|stad|kommunstyrelse))?")
# What begins a sentence or a line, and is no part of the name after it.
_FIRST = frozenset(
    (
        *("Alla", "Av", "De", "Den", "Det", "Detta", "En", "Enligt", "Ett", "Från", "För", "Har", "I", "Ingen", "Med"),
        *("Mellan", "Om", "På", "Samtliga", "Som", "Till", "Under", "Vardera", "Varje", "Vid"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class PageChecklist:
    """What a built page says, as it is written there, each once and in order; ``page`` counts from 1.

    ``amounts`` are sums and percentages, ``dates`` days, years and lengths of time, ``names`` people, organisations and
    organisation numbers. Never a personal number.
    """

    page: int
    amounts: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def checklist(built: bytes) -> tuple[PageChecklist, ...]:
    """The list for every page of a built PDF; empty if it cannot be read."""
    from loftdocs.verify.origin import page_texts

    return tuple(_of_page(page, text) for page, text in enumerate(page_texts(built), 1))


def _of_page(page: int, text: str) -> PageChecklist:
    from loftdocs.mention import MentionKind, mentions

    found = mentions(" ".join(text.split()))

    def of(*kinds: MentionKind) -> tuple[str, ...]:
        return _once(mention.text for mention in found if mention.kind in kinds)

    return PageChecklist(
        page,
        of(MentionKind.BELOPP, MentionKind.PROCENT),
        of(MentionKind.DATUM, MentionKind.ÅRSPANN, MentionKind.TID),
        _once((*_names(text), *of(MentionKind.ORGNR))),
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))[:_MOST]


def _names(text: str) -> Iterator[str]:
    """Names of at least two words; a line that begins with a capital makes its first word none."""
    for line in text.splitlines():
        for match in _NAME.finditer(line):
            words = match.group().split()
            while words and words[0] in _FIRST:
                words.pop(0)
            if len(words) > 1 and not all(word.isupper() for word in words):
                yield " ".join(words)

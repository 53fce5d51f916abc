"""What a Swedish text says, as data: sums, dates, percentages, lengths of time, numbers of people and organisations."""

from functools import lru_cache

from loftdocs.mention.contacts import contacts_in, other_numbers_in
from loftdocs.mention.dates import dates_in, year_spans_in
from loftdocs.mention.durations import half_years_in
from loftdocs.mention.folding import fold
from loftdocs.mention.quantities import quantities_in
from loftdocs.mention.types import Found, Mention, MentionKind

__all__ = ["MentionKind", "mentions", "mentions_of"]

_RANK = {kind: rank for rank, kind in enumerate(MentionKind)}


@lru_cache(maxsize=16384)  # the rules ask of the same paragraphs over and over
def mentions(text: str) -> tuple[Mention, ...]:
    """What the text mentions, in order of place and without overlaps: of two that overlap, the longer is meant."""
    folded = fold(text)
    found = [
        *contacts_in(folded),
        *dates_in(folded),
        *year_spans_in(folded),
        *quantities_in(folded),
        *half_years_in(folded),
    ]
    taken = bytearray(len(text))
    for start, end in other_numbers_in(folded):
        taken[start:end] = b"\1" * (end - start)
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, _RANK[one.kind], one.start)):
        if 1 not in taken[one.start : one.end]:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    kept.sort(key=lambda one: one.start)
    return tuple(Mention(one.kind, one.value, text[one.start : one.end], one.start, one.end) for one in kept)


def mentions_of(text: str, *kinds: MentionKind) -> tuple[Mention, ...]:
    """Those of `mentions` that are of the given kinds."""
    return tuple(mention for mention in mentions(text) if mention.kind in kinds)

"""The amounts that texts name, each with what it is said to be for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loftdocs.check.passages import Passage, mentioned, passages
from loftdocs.check.prose import says
from loftdocs.check.rule import Known
from loftdocs.mention import MentionKind
from loftdocs.mention.folding import before
from loftdocs.mention.types import Amount
from loftdocs.pattern import pattern

INCLUDING = pattern(r"\b(?:inkl\.?|inklusive)\s+(?:moms|mervärdesskatt)", re.IGNORECASE)
EXCLUDING = pattern(
    r"\b(?:(?:exkl\.?|exklusive|utan|plus)\s+(?:moms|mervärdesskatt)"
    r"|(?:moms|mervärdesskatt)(?:en)?\s+(?:tillkommer|läggs\s+(?:till|på)))\b",
    re.IGNORECASE,
)
# What an amount is for, right after it (and after its words and its VAT) or right before it.
_AFTER = pattern(
    r"(?:\s{0,9}\([^)]{0,200}\))?(?:,?\s*(?:exkl\w*\.?|inkl\w*\.?)\s+moms,?)?(?:\s+till\s+[\wåäöÅÄÖ.]+)?\s*(?:i\s+förskott\s+)?"
    r"(?:(?P<år>per\s+(?:avtals)?år|om\s+året|för\s+varje\s+(?:avtals)?år|varje\s+(?:avtals)?år|årligen|/\s?år)"
    r"|(?P<halvår>per\s+halvår|(?:för\s+)?varje\s+halvår|halvårsvis)"
    r"|(?P<kvartal>per\s+kvartal|i\s+kvartalet|(?:för\s+)?varje\s+kvartal|kvartalsvis|/\s?kvartal)"
    r"|(?P<månad>per\s+månad|i\s+månaden|(?:för\s+)?varje\s+månad|månadsvis|/\s?mån(?:ad)?)"
    r"|(?P<totalt>för\s+hela\s+(?:avtals|projekt)?perioden|totalt|sammanlagt|i\s+allt))",
    re.IGNORECASE,
)
_BEFORE = pattern(
    r"(?:(?P<år>(?:års)avgift\w*(?:\s+är)?|avgift\w*\s+per\s+(?:avtals)?år(?:\s+är)?)"
    r"|(?P<månad>månads(?:avgift|hyra|kostnad)\w*(?:\s+är)?|(?:avgift|hyra)\w*\s+per\s+månad(?:\s+är)?)"
    r"|(?P<kvartal>kvartalsavgift\w*(?:\s+är)?|avgift\w*\s+per\s+kvartal(?:\s+är)?|ett\s+kvartal\s+kostar)"
    r"|(?P<totalt>sammanlagt|totalt|i\s+allt|totalkostnad\w*(?:\s+är)?|avtalsvärde\w*(?:\s+är)?))\s*(?:på\s+)?$",
    re.IGNORECASE,
)
# Money that is not the agreement's: grants, other projects, comparisons, what has been.
_OTHERS = pattern(
    r"bidrag|anslag från|vinnova|förstudie|annan|annat|andra|tidigare|jämför|eu-|budget(?:en)? för|kostade|nätverk"
    r"|förra|sedan\s+\d{4}",
    re.IGNORECASE,
)
_FIRST_YEAR = pattern(r"kostnaden\s+för\s+\d{4}|kalenderår", re.IGNORECASE)
_REACH = 300  # characters before and after an amount
NAMES = {
    "år": "per år",
    "halvår": "per halvår",
    "kvartal": "per kvartal",
    "månad": "per månad",
    "totalt": "för hela perioden",
}


@dataclass(slots=True)
class Sum(Passage):
    """An amount in a text: whole SEK, and what it is said to be for (``år``, ``kvartal``, ``totalt``)."""

    kronor: Decimal = Decimal(0)
    currency: str = ""
    unit: str | None = None

    @property
    def after(self) -> str:
        """The text that follows it, as far as it can be said of it."""
        return self.text[self.end : self.end + _REACH]

    @property
    def with_vat(self) -> bool:
        """True if it is said to include VAT."""
        return bool(INCLUDING.match(re.sub(r"^\s*(?:\([^)]*\))?,?\s*\(?", "", self.after)))


def sums_in(known: Known) -> Iterator[Sum]:
    """Every amount in the texts."""
    for one in mentioned(passages(known.texts), MentionKind.BELOPP):
        in_words = one.text.endswith("(", 0, one.start) and not re.search(r"\d", one.words)
        # The words in brackets after the digits say the same amount again: AVG202 compares the two.
        if isinstance(one.value, Amount) and one.paragraph.part != "comment" and not in_words:
            kronor, currency = one.value.kronor, one.value.currency
            match = _AFTER.match(one.text, one.end) or before(_BEFORE, one.text, one.start, _REACH)
            unit = match.lastgroup if match else None
            yield Sum(one.document, one.paragraph, one.words, one.start, kronor, currency, unit)


def of_first_year(found: Sum) -> bool:
    """True for the cost of one calendar year, which need not be a whole year's."""
    return says(_FIRST_YEAR, found.sentence)


def of_something_else(found: Sum) -> bool:
    """True for money that the sentence says is a grant's, another project's, or of another time."""
    return says(_OTHERS, found.sentence)

"""Rules about what is said both in words and in figures."""

import re
from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention.numbers import number_from_words

_TWICE = re.compile(r"\b(?P<ord>[a-zåäö]{2,20})\s+\((?P<tal>\d{1,4})\)")


@rule("DOK207", Severity.FEL)
def word_and_digit_agree(known: Known) -> Iterator[Fault]:
    """Ett tal som står både med bokstäver och med siffror är samma tal.

    Exempel: ”två (3) likalydande exemplar”.
    Rätta: ändra ordet eller siffran.
    """
    for document in known.texts:
        for paragraph in document.paragraphs:
            for match in _TWICE.finditer(paragraph.text):
                number = number_from_words(match["ord"])
                if number is not None and number != int(match["tal"]):
                    yield Fault(
                        f"Här står ”{match.group()}”: ordet är {number} och siffran {match['tal']}.",
                        "Ändra ordet eller siffran.",
                        document.place(paragraph, match.group()),
                    )

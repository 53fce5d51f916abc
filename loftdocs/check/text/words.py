"""Rules about what is said both in words and in figures."""

import re
from collections.abc import Iterator
from itertools import takewhile

from loftdocs.check.passages import matches, passages
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention.numbers import number_from_words
from loftdocs.read.document import Paragraph

_TWICE = re.compile(r"\b(?P<ord>[a-zåäö]{2,20})\s+\((?P<tal>\d{1,4})\)")


_COUNTED = re.compile(
    r"\b(?P<ord>två|tre|fyra|fem|sex|sju|åtta|nio|tio)\s+(?:\w+\s+)?(?:delar|skäl|punkter|steg|områden|mål|syften)\s*:\s*$",
    re.IGNORECASE,
)


@rule("DOK207", Severity.FEL)
def word_and_digit_agree(known: Known) -> Iterator[Fault]:
    """Ett tal som står både med bokstäver och med siffror är samma tal.

    Exempel: ”två (3) likalydande exemplar”.
    Rätta: ändra ordet eller siffran.
    """
    for passage, match in matches(passages(known.texts), _TWICE):
        number = number_from_words(match["ord"])
        if number is not None and number != int(match["tal"]):
            yield passage.fault(
                f"Här står ”{match.group()}”: ordet är {number} och siffran {match['tal']}.",
                "Ändra ordet eller siffran.",
            )


@rule("DOK210", Severity.FEL)
def lists_are_as_long_as_they_say(known: Known) -> Iterator[Fault]:
    """En lista har så många punkter som texten före den säger.

    Exempel: ”Arbetet har tre delar:” följt av två punkter.
    Rätta: ändra antalet, eller lägg till punkten som saknas.
    """
    for document in known.texts:
        body = document.body
        for index, paragraph in enumerate(body):
            match = _COUNTED.search(paragraph.text)
            number = number_from_words(match["ord"]) if match else None
            if not match or number is None:
                continue
            items = list(takewhile(_is_item, body[index + 1 :]))
            if items and len(items) != number:
                yield Fault(
                    f"Här står ”{match.group().strip()}”, men listan har {len(items)} punkter.",
                    "Ändra antalet, eller lägg till punkten som saknas.",
                    document.place(paragraph, match.group()),
                )


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.style.startswith("List") or paragraph.number in ("•", "–", "-")

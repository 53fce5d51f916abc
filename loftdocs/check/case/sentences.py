"""Rules about how the clerk's own texts are written: whole sentences, and points that go on from the one before."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from loftdocs.check.case_text import PROPOSAL
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.paper import board, is_att
from loftdocs.findings import Severity
from loftdocs.model.text import Block, Text
from loftdocs.model.written import written
from loftdocs.pattern import pattern

_ENDS = pattern(r"[.!?:…][”\"»)]*$")
_NUMBERED = pattern(r"(?:\(?\d{1,2}[.):]|§\s*\d+|[-–•*])\s*")
_WHO_DECIDES = pattern(r"(?:\w*(?:styrelsen|nämnden|fullmäktige)\s+)?(?:beslutar|föreslår)\b")
_IMMEDIATELY = pattern(r"omedelbar\w*\s+juster|juster\w*\s+omedelbar", re.IGNORECASE)


@rule("BES214", Severity.VARNING)
def texts_are_whole_sentences(known: Known) -> Iterator[Fault]:
    """Varje stycke i ärendefilens texter är hela meningar: stor bokstav först och punkt sist.

    Exempel: ”forsknings- och utvecklingstjänster enligt 1 kap. 5 §”, som trycks som ett eget stycke.
    Rätta: skriv en hel mening, eller gör raden till en punkt i en lista med ett streck först.
    """
    for path, value in written(known.loaded.case.tjänsteskrivelse, "tjänsteskrivelse"):
        if not isinstance(value, Text):
            continue
        for block, after in zip_longest(value.blocks, value.blocks[1:]):
            if _need_not_be(block):
                continue
            lacks = [] if _begins(str(block)) else ["börjar med liten bokstav"]
            goes_on = after is not None and after.bullet  # a sentence may go on in the list after it
            lacks += [] if goes_on or _ENDS.search(str(block)) else ["slutar utan punkt"]
            if lacks:
                place = known.loaded.case_tree.place_in(known.place(*path), str(block))
                yield Fault(
                    f"”{_short(str(block))}” {' och '.join(lacks)}, men trycks som ett eget stycke.", place=place
                )


@rule("BES215", Severity.VARNING)
def points_go_on_from_the_sentence_before(known: Known) -> Iterator[Fault]:
    """Punkterna i förslaget till beslut är alla att-satser eller alla hela meningar, och upprepar inget ur mallen.

    Exempel: ”1. Kommunstyrelsen beslutar att ingå avtalet”, när mallen skriver både numret och vem som beslutar.
    Rätta: skriv ”att ingå avtalet …”, eller en mening som ”Kommundirektören får i uppdrag att …”, i alla punkter.
    """
    paper = known.loaded.case.tjänsteskrivelse
    points = paper.förslag_till_beslut
    boards = {board(name).lower() for name in (paper.mottagare, paper.beslutande) if name}
    for index, point in enumerate(points):
        place = known.place("tjänsteskrivelse", PROPOSAL, index)
        yield from (Fault(message, hint, place) for message, hint in _odd(point, boards))
        if paper.omedelbar_justering and _IMMEDIATELY.search(point):
            yield Fault(
                "Omedelbar justering står både här och under omedelbar_justering, och skulle tryckas två gånger.",
                "Ta bort punkten, eller skriv omedelbar_justering: nej.",
                place,
                (known.place("tjänsteskrivelse", "omedelbar_justering"),),
            )
    kinds = [is_att(point) for point in points]
    if any(kinds) and not all(kinds):
        yield Fault(
            "Några av punkterna är att-satser och andra hela meningar, så meningen före dem passar inte alla.",
            "Börja alla med ”att”, eller ingen.",
            known.place("tjänsteskrivelse", PROPOSAL, kinds.index(not kinds[0])),
        )


def _odd(point: str, boards: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a point by itself, and what to do."""
    bare = _NUMBERED.sub("", point, count=1) if _NUMBERED.match(point) else point
    if bare != point:
        yield (
            f"Punkten börjar med ”{point[: len(point) - len(bare)].strip()}”, men mallen sätter ut numren.",
            "Ta bort det.",
        )
    said = bare.lower()
    named = any(re.match(rf"{re.escape(name)}\s+(?:beslutar|föreslår)\b", said) for name in boards)
    if named or _WHO_DECIDES.match(said):
        yield (
            f"Punkten börjar med ”{_short(bare, 40)}”, men vem som beslutar står redan i meningen före.",
            "Börja punkten med det som beslutas: ”att ingå …” eller ”Kommundirektören får i uppdrag …”.",
        )
    elif not is_att(bare):
        lacks = [] if _begins(bare) else ["börjar med liten bokstav"]
        lacks += [] if _ENDS.search(bare) else ["slutar utan punkt"]
        if lacks:
            yield (
                f"Punkten ”{_short(bare)}” {' och '.join(lacks)}.",
                "Skriv en hel mening, eller en att-sats som börjar med ”att”.",
            )


def _need_not_be(block: Block) -> bool:
    """True for what need be no sentence: an item of a list, and a line all in bold, which is a heading of its own."""
    return block.bullet or all(run.bold for run in block.runs)


def _begins(text: str) -> bool:
    """True if the first letter, where the text begins with one, is a capital."""
    first = text.lstrip('”"»(*')[:1]
    return not first.isalpha() or first.isupper()


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rstrip()}…"

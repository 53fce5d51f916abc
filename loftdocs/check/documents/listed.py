"""Rules about the list of documents that the decision paper rests on."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from loftdocs.check.passages import Passage, lists
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.language.swedish import day
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.types import Day
from loftdocs.model.documents import Dokument
from loftdocs.model.kind import Kind


@rule("DOK201", Severity.FEL)
def paper_is_listed_first(known: Known) -> Iterator[Fault]:
    """Beslutsunderlaget förtecknar tjänsteskrivelsen först.

    Exempel: förteckningen börjar med informationsfoldern.
    Rätta: sätt tjänsteskrivelsen först.
    """
    known.loaded  # noqa: B018  (how a list is written is the programme's own custom)
    for items in lists(known):
        if not _is_paper(known, items[0]):
            paper = known.facts.skrivelse.benämning
            message = f"Beslutsunderlaget börjar inte med skrivelsen själv ({paper})."
            yield items[0].fault(message, "Sätt den först i förteckningen.")


@rule("DOK202", Severity.FEL)
def paper_is_listed_with_its_date(known: Known) -> Iterator[Fault]:
    """Skrivelsen står i beslutsunderlaget med sitt datum.

    Exempel: ”Tjänsteskrivelse, Hyra av lokal” utan datum.
    Rätta: skriv skrivelsens datum sist på raden.
    """
    for item in chain.from_iterable(lists(known)):
        if _is_paper(known, item) and not _dates(item):
            message = f"Underlaget ”{' '.join(item.text.split())}” har inget datum."
            yield item.fault(message)


@rule("DOK211", Severity.VARNING)
def others_have_their_own_dates(known: Known) -> Iterator[Fault]:
    """En annan handling än skrivelsen står i beslutsunderlaget bara med ett datum som är dess eget.

    Exempel: ”Folder om samarbetet, 17 november 2021”, när det är skrivelsens datum och foldern inte har något.
    Rätta: ta bort datumet, eller skriv handlingens eget datum under beslutsunderlag i ärendefilen.
    """
    case = known.loaded.case
    own = {one.datum for one in (*case.tjänsteskrivelse.beslutsunderlag, *case.bilagor)}
    for item in chain.from_iterable(lists(known)):
        strange = _dates(item) - own
        if strange and not _is_paper(known, item):
            yield item.fault(
                f"Underlaget ”{' '.join(item.text.split())}” är daterat {day(min(strange))}, men ärendefilen säger "
                "inte att det är handlingens datum."
            )


@rule("DOK203", Severity.FEL)
def list_is_what_is_enclosed(known: Known) -> Iterator[Fault]:
    """Beslutsunderlaget förtecknar just de handlingar som finns i samlingen.

    Exempel: bilagan finns i samlingen men inte i förteckningen, eller tvärtom.
    Rätta: lägg till raden som saknas, eller ta bort den som är för mycket.
    """
    board = known.loaded.program.main_bundle
    inside = [document for document in known.facts.dokument if board in document.ingår_i]
    enclosed = {document.namn: known.facts.handlingar[document.namn] for document in inside}
    patterns = {
        document.namn: _paper(known)
        if document.slag == Kind.TJÄNSTESKRIVELSE
        else _named_as(document, enclosed[document.namn])
        for document in inside
    }
    for name, one in known.facts.bilagor.items():
        if board in one.ingår_i:
            enclosed[name], patterns[name] = one.titel, r"\s+".join(map(re.escape, one.titel.split()))
    for items in lists(known):
        text = "\n".join(item.text for item in items)
        for name, pattern in patterns.items():
            if not re.search(pattern, text, re.IGNORECASE):
                message = f"”{enclosed[name]}” finns bland handlingarna, men inte i förteckningen."
                yield items[0].fault(message, "Lägg till den i beslutsunderlaget.")
        for item in items:
            if not any(re.search(pattern, item.text, re.IGNORECASE) for pattern in patterns.values()):
                yield item.fault(
                    f"”{' '.join(item.text.split())}” förtecknas, men finns inte bland handlingarna.",
                    "Ta bort raden, eller lägg till handlingen i programmet eller bland ärendets bilagor.",
                )


def _named_as(document: Dokument, title: str) -> str:
    """A pattern for how a list names a document: by its kind, where its title does, else by how the title begins."""
    usual = document.slag.listed_as
    if usual and re.search(usual, title, re.IGNORECASE):
        return usual
    return r"\b" + re.escape(title.split()[0].rstrip(":,"))[:10]


def _paper(known: Known) -> str:
    """A pattern for what the municipality calls its decision paper."""
    return rf"\b{re.escape(known.facts.skrivelse.benämning)}"


def _is_paper(known: Known, item: Passage) -> bool:
    return bool(re.search(_paper(known), item.text, re.IGNORECASE))


def _dates(item: Passage) -> set[date]:
    return {m.value.date for m in mentions_of(item.text, MentionKind.DATUM) if isinstance(m.value, Day)}

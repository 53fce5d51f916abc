"""Rules about the list of documents that the decision paper rests on."""

import re
from collections.abc import Iterator
from datetime import date

from loftdocs.check.prose import list_items, section
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.language.swedish import day
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.types import Day
from loftdocs.model.documents import Dokument
from loftdocs.model.kind import Kind
from loftdocs.read.document import Finished, Paragraph


@rule("DOK201", Severity.FEL)
def paper_is_listed_first(known: Known) -> Iterator[Fault]:
    """Beslutsunderlaget förtecknar tjänsteskrivelsen först.

    Exempel: förteckningen börjar med informationsfoldern.
    Rätta: sätt tjänsteskrivelsen först.
    """
    known.loaded  # noqa: B018  (how a list is written is the programme's own custom)
    for document, items in _lists(known):
        if not _is_paper(known, items[0]):
            paper = known.facts.skrivelse.benämning
            yield Fault(
                f"Beslutsunderlaget börjar inte med skrivelsen själv ({paper}).",
                "Sätt den först i förteckningen.",
                document.place(items[0]),
            )


@rule("DOK202", Severity.FEL)
def paper_is_listed_with_its_date(known: Known) -> Iterator[Fault]:
    """Skrivelsen står i beslutsunderlaget med sitt datum.

    Exempel: ”Tjänsteskrivelse, Hyra av lokal” utan datum.
    Rätta: skriv skrivelsens datum sist på raden.
    """
    for document, items in _lists(known):
        for item in items:
            if _is_paper(known, item) and not _dates(item):
                yield Fault(
                    f"Underlaget ”{' '.join(item.text.split())}” har inget datum.",
                    "Skriv skrivelsens datum sist på raden.",
                    document.place(item),
                )


@rule("DOK211", Severity.VARNING)
def others_have_their_own_dates(known: Known) -> Iterator[Fault]:
    """En annan handling än skrivelsen står i beslutsunderlaget bara med ett datum som är dess eget.

    Exempel: ”Folder om samarbetet, 17 november 2021”, när det är skrivelsens datum och foldern inte har något.
    Rätta: ta bort datumet, eller skriv handlingens eget datum under beslutsunderlag i ärendefilen.
    """
    case = known.loaded.case
    own = {one.datum for one in (*case.tjänsteskrivelse.beslutsunderlag, *case.bilagor)}
    for document, items in _lists(known):
        for item in items:
            strange = _dates(item) - own
            if strange and not _is_paper(known, item):
                yield Fault(
                    f"Underlaget ”{' '.join(item.text.split())}” är daterat {day(min(strange))}, men ärendefilen säger "
                    "inte att det är handlingens datum.",
                    "Ta bort datumet, eller skriv handlingens eget datum under beslutsunderlag i ärendefilen.",
                    document.place(item),
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
    for document, items in _lists(known):
        text = "\n".join(item.text for item in items)
        for name, pattern in patterns.items():
            if not re.search(pattern, text, re.IGNORECASE):
                yield Fault(
                    f"”{enclosed[name]}” finns bland handlingarna, men inte i förteckningen.",
                    "Lägg till den i beslutsunderlaget.",
                    document.place(items[0]),
                )
        for item in items:
            if not any(re.search(pattern, item.text, re.IGNORECASE) for pattern in patterns.values()):
                yield Fault(
                    f"”{' '.join(item.text.split())}” förtecknas, men finns inte bland handlingarna.",
                    "Ta bort raden, eller lägg till handlingen i programmet eller bland ärendets bilagor.",
                    document.place(item),
                )


def _named_as(document: Dokument, title: str) -> str:
    """A pattern for how a list names a document: by its kind, where its title does, else by how the title begins."""
    usual = document.slag.listed_as
    if usual and re.search(usual, title, re.IGNORECASE):
        return usual
    return r"\b" + re.escape(title.split()[0].rstrip(":,"))[:10]


def _lists(known: Known) -> Iterator[tuple[Finished, tuple[Paragraph, ...]]]:
    """The list of what a paper is based on, for each paper that has one with anything in it."""
    for document in known.of(Kind.TJÄNSTESKRIVELSE):
        found = section(document, "beslutsunderlag")
        if found and found.paragraphs:
            yield document, list_items(found.paragraphs)


def _paper(known: Known) -> str:
    """A pattern for what the municipality calls its decision paper."""
    return rf"\b{re.escape(known.facts.skrivelse.benämning)}"


def _is_paper(known: Known, item: Paragraph) -> bool:
    return bool(re.search(_paper(known), item.text, re.IGNORECASE))


def _dates(item: Paragraph) -> set[date]:
    return {m.value.date for m in mentions_of(item.text, MentionKind.DATUM) if isinstance(m.value, Day)}

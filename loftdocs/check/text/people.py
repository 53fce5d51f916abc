"""Rules about the persons that texts name: spelled and titled alike, and no identity numbers."""

import re
from collections.abc import Iterator
from functools import lru_cache

from loftdocs.check.prose import near_misses
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.titles import LEAST_ALIKE, TITLE, same_person, same_title
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.folding import before
from loftdocs.read.document import Finished, Paragraph

_TITLE_BEFORE = re.compile(rf"\b((?i:{TITLE}))(?:en|n)?\s+$")
_TITLE_AFTER = re.compile(rf",\s+({TITLE})\b")


@rule("UND201", Severity.FEL)
def no_identity_number(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller ett personnummer; handlingarna publiceras.

    Exempel: ”811218-9876” i en text.
    Rätta: ta bort numret; namn och roll räcker.
    Källa: dataskyddsförordningen artikel 87, dataskyddslagen (2018:218) 3 kap. 10 §.
    """
    for document, paragraph in _paragraphs(known):
        for mention in mentions_of(paragraph.text, MentionKind.PERSONNUMMER):
            yield Fault(
                f"Här står ett personnummer, {mention.text[:6]}…; handlingen blir offentlig.",
                "Ta bort numret. Namn och roll räcker.",
                document.place(paragraph, mention.text),
            )


@rule("UND202", Severity.FEL)
def names_are_spelled_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns i en text stavas som i listan över personer.

    Exempel: ”Ulrica K Jansson” i en text, Ulrika K Jansson bland personerna.
    Rätta: skriv namnet lika överallt.
    """
    names = tuple(known.stated.roles)
    for document, paragraph in _paragraphs(known):
        for name in names:
            for found in near_misses(paragraph.text, name, LEAST_ALIKE):
                if found not in names and found[:1].isupper() and same_person(found, name):
                    yield Fault(
                        f"Här står ”{found}”, men namnet är {name}.",
                        f"Skriv {name}.",
                        document.place(paragraph, found),
                    )


@rule("UND203", Severity.FEL)
def titles_are_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns med titel har samma titel överallt.

    Exempel: ”kommundirektör Magnus Åsman” när han är strategisk utredare.
    Rätta: skriv den roll som står bland personerna, eller ändra den där.
    """
    for document, paragraph in _paragraphs(known):
        for name, role in known.stated.roles.items():
            for match in _spelled(name).finditer(paragraph.text) if name.split()[-1] in paragraph.text else ():
                title = _TITLE_AFTER.match(paragraph.text, match.end()) or before(
                    _TITLE_BEFORE, paragraph.text, match.start(), 100
                )
                said = title[1] if title else None
                if said and not same_title(said, role):
                    yield Fault(
                        f"Här är {name} ”{said}”, men rollen är {role}.",
                        f"Skriv {role}, eller ändra rollen bland personerna.",
                        document.place(paragraph, match.group()),
                    )


@lru_cache(maxsize=4096)
def _spelled(name: str) -> re.Pattern[str]:
    """Finds a name however its words are parted."""
    return re.compile(r"\s+".join(map(re.escape, name.split())))


def _paragraphs(known: Known) -> Iterator[tuple[Finished, Paragraph]]:
    for document in known.texts:
        for paragraph in document.paragraphs:
            yield document, paragraph

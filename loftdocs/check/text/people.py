"""Rules about the persons that texts name: spelled and titled alike, and no identity numbers."""

import re
from collections.abc import Iterator

from loftdocs.check.prose import near_misses
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.titles import LEAST_ALIKE, TITLE, same_person, same_title
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.read.document import Finished, Paragraph


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
            spelled = r"\s+".join(map(re.escape, name.split()))
            for match in re.finditer(spelled, paragraph.text):
                before = re.search(rf"\b((?i:{TITLE}))(?:en|n)?\s+$", paragraph.text[: match.start()])
                after = re.match(rf",\s+({TITLE})\b", paragraph.text[match.end() :])
                title = after or before
                said = title[1] if title else None
                if said and not same_title(said, role):
                    yield Fault(
                        f"Här är {name} ”{said}”, men rollen är {role}.",
                        f"Skriv {role}, eller ändra rollen bland personerna.",
                        document.place(paragraph, match.group()),
                    )


def _paragraphs(known: Known) -> Iterator[tuple[Finished, Paragraph]]:
    for document in known.texts:
        for paragraph in document.paragraphs:
            yield document, paragraph

"""Rules about the persons that texts name: spelled and titled alike, and no identity numbers."""

import re
from collections.abc import Iterator
from functools import lru_cache

from loftdocs.check.passages import mentioned, passages
from loftdocs.check.prose import near_misses
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.titles import LEAST_ALIKE, TITLE, same_person, same_title
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind
from loftdocs.mention.folding import before
from loftdocs.pattern import pattern

_TITLE_BEFORE = pattern(rf"\b((?i:{TITLE}))(?:en|n)?\s+$")
_TITLE_AFTER = pattern(rf",\s+({TITLE})\b")


@rule("UND201", Severity.FEL)
def no_identity_number(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller ett personnummer; handlingarna publiceras.

    Exempel: ”811218-9876” i en text.
    Rätta: ta bort numret; namn och roll räcker.
    Källa: dataskyddsförordningen artikel 87, dataskyddslagen (2018:218) 3 kap. 10 §.
    """
    for mention in mentioned(passages(known.texts), MentionKind.PERSONNUMMER):
        yield mention.fault(
            f"Här står ett personnummer, {mention.words[:6]}…; handlingen blir offentlig.",
            "Ta bort numret. Namn och roll räcker.",
        )


@rule("UND202", Severity.FEL)
def names_are_spelled_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns i en text stavas som i listan över personer.

    Exempel: ”Ulrica K Jansson” i en text, Ulrika K Jansson bland personerna.
    Rätta: skriv namnet lika överallt.
    """
    names = tuple(known.stated.roles)
    for passage in passages(known.texts):
        for name in names:
            for found in near_misses(passage.text, name, LEAST_ALIKE):
                if found not in names and found[:1].isupper() and same_person(found, name):
                    yield passage.at(found).fault(f"Här står ”{found}”, men namnet är {name}.", f"Skriv {name}.")


@rule("UND203", Severity.FEL)
def titles_are_alike(known: Known) -> Iterator[Fault]:
    """Den som nämns med titel har samma titel överallt.

    Exempel: ”kommundirektör Magnus Åsman” när han är strategisk utredare.
    Rätta: skriv den roll som står bland personerna, eller ändra den där.
    """
    for passage in passages(known.texts):
        text = passage.text
        for name, role in known.stated.roles.items():
            for match in _spelled(name).finditer(text) if name.split()[-1] in text else ():
                title = _TITLE_AFTER.match(text, match.end()) or before(_TITLE_BEFORE, text, match.start(), 100)
                if title and not same_title(title[1], role):
                    yield passage.at(match.group()).fault(
                        f"Här är {name} ”{title[1]}”, men rollen är {role}.",
                        f"Skriv {role}, eller ändra rollen bland personerna.",
                    )


@lru_cache(maxsize=4096)
def _spelled(name: str) -> re.Pattern[str]:
    """Finds a name however its words are parted."""
    return re.compile(r"\s+".join(map(re.escape, name.split())))

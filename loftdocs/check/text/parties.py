"""Rules about how texts name the two parties: the right number, the whole name, the short name."""

import re
from collections.abc import Iterator

from loftdocs.check.prose import near_misses, ratio, words_of
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.kommuner import find
from loftdocs.derive.swedish import definite
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of


@rule("PAR201", Severity.FEL)
def numbers_in_texts_are_right(known: Known) -> Iterator[Fault]:
    """Ett organisationsnummer i en text har rätt kontrollsiffra.

    Exempel: ”556464-6784”, där två siffror har bytt plats.
    Rätta: jämför siffra för siffra med registreringsbeviset.
    """
    from stdnum.se import orgnr

    for document in known.texts:
        for paragraph in document.paragraphs:
            for mention in mentions_of(paragraph.text, MentionKind.ORGNR):
                if not orgnr.is_valid(str(mention.value)):
                    yield Fault(
                        f"Organisationsnumret {mention.text} är felskrivet: kontrollsiffran stämmer inte.",
                        "Jämför siffra för siffra med registreringsbeviset.",
                        document.place(paragraph, mention.text),
                    )


@rule("PAR203", Severity.FEL)
def names_are_whole(known: Known) -> Iterator[Fault]:
    """En parts hela namn är skrivet rätt i varje text.

    Exempel: ”Enköping kommun”, ”RISE Research Institute of Sweden AB”.
    Rätta: skriv namnet som det står i ärendefilen och i programmets fil.
    """
    for document in known.texts:
        strict = document.kind in ("avtal", "bilaga")
        for paragraph in document.paragraphs:
            for party in known.stated.parties:
                for found in near_misses(paragraph.text, party.namn, 0.84):
                    if any(found == other.namn for other in known.stated.parties) or (find(found) and not strict):
                        continue
                    if _genitive_first(found, party.namn) or not _alike_word_for_word(found, party.namn):
                        continue
                    yield Fault(
                        f"Här står ”{found}”, men parten heter {party.namn}.",
                        f"Skriv {party.namn}.",
                        document.place(paragraph, found),
                    )


@rule("PAR204", Severity.FEL)
def short_name_is_spelled_alike(known: Known) -> Iterator[Fault]:
    """Motpartens kortnamn är skrivet på ett sätt.

    Exempel: ”Rise” eller ”RICE” när parten kallas RISE.
    Rätta: skriv kortnamnet som i avtalet.
    """
    for party in known.stated.parties:
        short = party.kortnamn
        if party.kommunal or not short.isupper():
            continue
        for document in known.texts:
            for paragraph in document.paragraphs:
                for at, word in words_of(paragraph.text):
                    bare = re.sub(r"[’':]?s$", "", word) if word.endswith("s") and not word.isupper() else word
                    if bare == short or not _like_short(bare, short, paragraph.text, at):
                        continue
                    yield Fault(
                        f"Här står ”{word}”, men parten kallas {short}.",
                        f"Skriv {short}.",
                        document.place(paragraph, word),
                    )


def _like_short(word: str, short: str, text: str, at: int) -> bool:
    """True for the same letters in other case, or capitals that differ in one letter."""
    if word.lower() == short.lower():
        return text[at - 1 : at] not in ("@", ".", "/")
    return (
        word.isupper()
        and len(word) == len(short) > 3
        and sum(a != b for a, b in zip(word, short, strict=True)) == 1
        and word.isalpha()
    )


def _genitive_first(found: str, name: str) -> bool:
    """True where the stretch is the name's genitive, or the name with a word of the sentence before or after it."""
    return found in (f"{name}s", f"{name}:s") or f" {name} " in f" {found} "


def _alike_word_for_word(found: str, name: str) -> bool:
    """False if a whole word is another: ``Enköpings stad`` is no slip for ``Enköpings kommun`` but another kind."""
    mine, theirs = found.split(), name.split()
    if len(mine) != len(theirs):
        return definite(found) == definite(name)
    return all(ratio(a.lower(), b.lower()) >= 0.6 for a, b in zip(mine, theirs, strict=True))

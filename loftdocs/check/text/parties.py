"""Rules about how texts name the two parties: the right number, the whole name, the short name."""

import re
from collections.abc import Iterator

from loftdocs.check.passages import mentioned, passages
from loftdocs.check.prose import near_misses, ratio, words_of
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.kommuner import find, kommuner
from loftdocs.derive.regioner import find_region
from loftdocs.findings import Severity
from loftdocs.language.swedish import day, definite
from loftdocs.mention import MentionKind
from loftdocs.mention.checksums import is_orgnr
from loftdocs.model.base import NotApplicable


@rule("PAR201", Severity.FEL)
def numbers_in_texts_are_right(known: Known) -> Iterator[Fault]:
    """Ett organisationsnummer i en text har rätt kontrollsiffra.

    Exempel: ”556464-6784”, där två siffror har bytt plats.
    Rätta: jämför siffra för siffra med registreringsbeviset.
    """
    for mention in mentioned(passages(known.texts), MentionKind.ORGNR):
        if not is_orgnr(str(mention.value)):
            yield mention.fault(f"Organisationsnumret {mention.words} är felskrivet: kontrollsiffran stämmer inte.")


@rule("PAR203", Severity.FEL)
def names_are_whole(known: Known) -> Iterator[Fault]:
    """En parts hela namn är skrivet rätt i varje text.

    Exempel: ”Enköping kommun”, ”Exempelinstitutet i Sverge AB”.
    Rätta: skriv namnet som det står i ärendefilen och i programmets fil.
    """
    for passage in passages(known.texts):
        for party in known.stated.parties:
            for found in near_misses(passage.text, party.namn, 0.84):
                if any(found.casefold() == other.namn.casefold() for other in known.stated.parties):
                    continue  # "Göteborgs stad" and "Göteborgs Stad" are one name, written in two ways
                if (find(found) or find_region(found)) and not passage.document.kind.binding:
                    continue
                if not _genitive_first(found, party.namn) and _alike_word_for_word(found, party.namn):
                    message = f"Här står ”{found}”, men parten heter {party.namn}."
                    yield passage.at(found).fault(message, f"Skriv {party.namn}.")


@rule("PAR204", Severity.FEL)
def short_name_is_spelled_alike(known: Known) -> Iterator[Fault]:
    """Motpartens kortnamn är skrivet på ett sätt.

    Exempel: ”Abc” eller ”ACB” när parten kallas ABC.
    Rätta: skriv kortnamnet som i avtalet.
    """
    for party in known.stated.parties:
        short = party.kortnamn
        if party.kommunal or not short.isupper():
            continue
        for passage in passages(known.texts):
            for at, word in words_of(passage.text):
                bare = re.sub(r"[’':]?s$", "", word) if word.endswith("s") and not word.isupper() else word
                if bare == short or not _like_short(bare, short, passage.text, at):
                    continue
                yield passage.at(word).fault(f"Här står ”{word}”, men parten kallas {short}.", f"Skriv {short}.")


@rule("PAR207", Severity.FEL)
def programme_is_spelled_out_right(known: Known) -> Iterator[Fault]:
    """Det som programmets namn står för är skrivet rätt.

    Exempel: ”Leda och Organisera Framtid och Transformation”.
    Rätta: skriv det som i programmets fil.
    """
    right = known.loaded.program.uttydd
    initials = "".join(word[0] for word in (right or "").split() if word[0].isupper())
    if right is None or initials != known.loaded.program.namn:
        raise NotApplicable("ett namn som är en förkortning")
    for passage in passages(known.texts):
        for found in near_misses(passage.text, right, 0.75):
            if not _genitive_first(found, right):
                yield passage.at(found).fault(
                    f"Här står ”{found}”, men {known.loaded.program.namn} står för {right}.",
                    f"Skriv {right}.",
                )


@rule("PAR208", Severity.VARNING)
def municipalities_are_spelled_right(known: Known) -> Iterator[Fault]:
    """En kommun som nämns i ärendefilens texter finns.

    Exempel: ”Lindingö”.
    Rätta: rätta stavningen.
    Källa: SCB, Län och kommuner i kodnummerordning.
    """
    names = {kommun.kort for kommun in kommuner() if " " not in kommun.kort and len(kommun.kort) > 5}
    mine = {word for name in known.stated.roles for _, word in words_of(name)}
    for paragraph in known.case_text.paragraphs if not known.documents else ():
        for _, word in words_of(paragraph.text):
            base = word.removesuffix("s")
            if len(base) < 6 or not word[0].isupper() or {word, base} & (names | mine):
                continue
            if close := next((name for name in names if name[:2] == base[:2] and _one_off(name, base)), ""):
                yield Fault(
                    f"Ingen svensk kommun heter ”{word}”. Menas {close}?",
                    f"Skriv {close}, om det är kommunen.",
                    known.case_text.place(paragraph, word),
                )


@rule("PAR209", Severity.FEL)
def boards_are_spelled_alike(known: Known) -> Iterator[Fault]:
    """Förvaltningen och nämnden stavas lika överallt.

    Exempel: ”Kommunledningförvaltningen” i en text och Kommunledningsförvaltningen i skrivelsens huvud.
    Rätta: skriv namnet lika överallt.
    """
    paper = known.loaded.case.tjänsteskrivelse
    for passage in passages(known.texts):
        for name in filter(None, (paper.förvaltning, paper.mottagare, paper.beslutande)):
            if len(name.split()) > 1 or len(name) < 10:
                continue
            for _, word in words_of(passage.text):
                same = word.lower() in (name.lower(), f"{name.lower()}s")
                if not same and abs(len(word) - len(name)) < 3 and _slip(word.lower(), name.lower()):
                    yield passage.at(word).fault(f"Här står ”{word}”, men på andra ställen {name}.")


@rule("PAR210", Severity.VARNING)
def texts_use_the_name_of_the_papers_day(known: Known) -> Iterator[Fault]:
    """Det som programmet kallar olika under olika tid kallas i en text så som det gör den dag då skrivelsen är daterad.

    Exempel: ”Exempelstads högskola” i en skrivelse från ett år då den heter Exempelstads universitet.
    Rätta: skriv det som gäller då, om det inte är den andra tiden som avses.
    """
    changing = {
        other: dated.value
        for dated in known.loaded.dated
        for other in dated.others
        if isinstance(other, str) and isinstance(dated.value, str) and other != dated.value
    }
    if not changing:
        return
    paper = known.loaded.case.tjänsteskrivelse.datum
    for passage in passages(known.texts):
        for other, now in changing.items():
            for found in _named(other, now, passage.text):
                yield passage.at(found).fault(
                    f"Här står ”{found}”, men den {day(paper)}, då skrivelsen är daterad, gäller ”{now}”.",
                    f"Skriv {now}, om det inte är en annan tid som avses.",
                )


def _named(other: str, now: str, text: str) -> Iterator[str]:
    """Where a text names ``other``, as itself or in the genitive, and not as a part of what holds ``now``."""
    kept = [match.span() for match in re.finditer(re.escape(now), text, re.IGNORECASE)]
    for match in re.finditer(rf"(?<!\w){re.escape(other)}(?::?s)?(?!\w)", text, re.IGNORECASE):
        if not any(start <= match.start() and match.end() <= end for start, end in kept):
            yield match.group()


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


def _slip(word: str, name: str) -> bool:
    """True if ``word`` is ``name`` with a letter too many, too few, or wrong."""
    return word[:4] == name[:4] and word[-4:] == name[-4:] and ratio(word, name) >= 0.94


def _one_off(one: str, other: str) -> bool:
    """True if one letter more, less or other is all that parts two words."""
    shorter, longer = sorted((one, other), key=len)
    at = next((at for at, pair in enumerate(zip(shorter, longer, strict=False)) if len(set(pair)) > 1), len(shorter))
    return one != other and shorter[at + (len(shorter) == len(longer)) :] == longer[at + 1 :]

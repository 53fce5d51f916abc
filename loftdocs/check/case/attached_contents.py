"""Rules about what is seen in the case's own papers when they can be taken: what a clerk is told before they are in."""

from collections.abc import Iterator

from loftdocs.attach import told
from loftdocs.attach.found import Found
from loftdocs.attach.kinds import form_of
from loftdocs.check.case.attached import found_in_papers
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.language.swedish import listed
from loftdocs.model.base import Unknown
from loftdocs.model.case import Bilaga

_MOST_NAMED = 8


@rule("FIL508", Severity.VARNING)
def attached_files_are_not_signed(known: Known) -> Iterator[Fault]:
    """En bilagd handling är inte elektroniskt undertecknad: en underskrift gäller hela filen och följer inte med.

    Exempel: ett undertecknat protokoll som PDF.
    Rätta: lämna den undertecknade filen för sig också.
    """
    for one, place, found in _looked(known):
        if found.signed:
            yield Fault(
                f"{one.fil} är elektroniskt undertecknad. I samlingen syns underskriften, men den går inte att pröva: "
                "den gäller bara filen som den är.",
                "Bevara den undertecknade filen för sig, och lämna den bredvid samlingen om underskriften ska prövas.",
                place,
            )


@rule("FIL509", Severity.VARNING)
def attached_files_need_no_mending(known: Known) -> Iterator[Fault]:
    """En bilagd handling har inga skador som måste lagas innan den kan läsas.

    Exempel: en PDF som har kortats av, så att listan över dess delar är borta.
    Rätta: jämför sidorna med originalet, eller be om filen på nytt.
    """
    for one, place, found in _looked(known):
        if found.mended:
            message = f"{one.fil} är skadad, men gick att laga: {_pages(found.pages)} gick att läsa."
            yield Fault(message, "Jämför sidorna i samlingen med originalet, eller be om filen på nytt.", place)


@rule("FIL510", Severity.UPPLYSNING)
def attached_files_are_as_they_look(known: Known) -> Iterator[Fault]:
    """Det som är mer än text i en bilagd handling ses över: kommentarer följer med, ifyllda fält blir text.

    Exempel: en PDF med gula lappar från den som har läst den.
    Rätta: ta bort kommentarerna, om de inte ska med.
    """
    for one, place, found in _looked(known):
        if found.comments:
            message = f"{one.fil} har kommentarer eller markeringar ({found.comments} st.), och de följer med."
            yield Fault(message, "Öppna filen och ta bort dem, om de inte ska med.", place)
        if found.forms:
            message = f"{one.fil} är ett formulär. Det som är ifyllt blir text på sidan, och går inte att ändra."
            yield Fault(message, "Se efter i samlingen att allt som är ifyllt syns.", place)


@rule("FIL511", Severity.VARNING)
def attached_files_are_accessible(known: Known) -> Iterator[Fault]:
    """En bilagd PDF är taggad, så att en skärmläsare läser upp den som den ser ut.

    Exempel: en inskannad prislista, eller en PDF som är utskriven från webbläsaren.
    Rätta: be om en PDF/A med taggar, eller bifoga originalet i Word eller ODF.
    Källa: lagen (2018:1937) om tillgänglighet till digital offentlig service; ISO 14289-1 (PDF/UA-1).
    """
    for one, place, found in _looked(known):
        if not found.accessible:
            yield Fault(*told.less_accessible(one.fil, found), place)


@rule("FIL512", Severity.VARNING)
def attached_files_can_be_preserved(known: Known) -> Iterator[Fault]:
    """En bilagd PDF är PDF/A, som går att läsa också om många år.

    Exempel: en PDF vars typsnitt inte följer med i filen.
    Rätta: be om filen som PDF/A, eller bifoga originalet i Word eller ODF.
    Källa: ISO 19005-2 (PDF/A-2).
    """
    for one, place, found in _looked(known):
        if not found.archive:
            yield Fault(*told.less_archival(one.fil, found), place)


@rule("FIL513", Severity.UPPLYSNING)
def what_attached_files_claim_is_a_claim(known: Known) -> Iterator[Fault]:
    """Det som en bilagd PDF påstår om sig själv är ett påstående, också när inget som kan prövas säger emot.

    Exempel: filen säger att den är PDF/A-2a och PDF/UA-1.
    Rätta: låt en validator pröva den, om den ska bevaras.
    """
    for one, place, found in _looked(known):
        if found.claims and (found.archive or found.accessible):
            yield Fault(*told.claims(one.fil, found), place)


@rule("FIL514", Severity.UPPLYSNING)
def attached_pages_are_upright_a4(known: Known) -> Iterator[Fault]:
    """Sidorna i en bilagd handling är stående A4; på andra sidor hamnar sidnumret i samma hörn, i sidans egen storlek.

    Exempel: en ritning i A3, eller en liggande tabell.
    Rätta: inget behöver göras, om sidorna ska vara så.
    """
    for one, place, found in _looked(known):
        said = [f"{_pages(len(found.turned))} på tvären"] if found.turned else []
        said += [f"{_pages(len(found.odd))} av annan storlek än A4"] if found.odd else []
        if said:
            numbers = ", ".join(map(str, dict.fromkeys((*found.turned, *found.odd)[:_MOST_NAMED])))
            message = f"{one.fil} har {' och '.join(said)} (sida {numbers})."
            yield Fault(message, "Se efter i samlingen att de går att läsa, och skriv ut dem i rätt storlek.", place)


@rule("FIL517", Severity.UPPLYSNING)
def attached_texts_agree_with_the_case(known: Known) -> Iterator[Fault]:
    """Det som står i en bilagd handling stämmer med ärendet.

    Exempel: en bifogad prislista har ett annat timpris än det som parterna har kommit överens om.
    Rätta: läs handlingen själv; reglerna om texter prövar bara det som är gjort här.
    """
    files = [one.fil for one in known.loaded.case.bilagor]
    if files:
        raise Unknown(f"någon som har läst {listed(files)}: texten i bilagda handlingar prövas inte")
    yield from ()


def _looked(known: Known) -> Iterator[tuple[Bilaga, Place, Found]]:
    """Each PDF and picture that can be taken. What becomes of a text is known when it is converted."""
    for one, place, found in found_in_papers(known):
        form = form_of(one.fil)
        if found.stop is None and form is not None and not form.converted:
            yield one, place, found


def _pages(count: int) -> str:
    return "en sida" if count == 1 else f"{count} sidor"

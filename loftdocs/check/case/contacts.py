"""Rules about how persons can be reached: e-mail addresses and telephone numbers that are plausible and their own."""

import re
from collections.abc import Iterator
from contextlib import suppress

from loftdocs.check.prose import alike, worth_comparing
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.kommuner import find
from loftdocs.derive.regioner import find_region
from loftdocs.findings import Place, Severity
from loftdocs.model.base import Unknown
from loftdocs.model.case import Person
from loftdocs.model.documents import Kontakt
from loftdocs.pattern import pattern

_ADDRESS = pattern(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_FOLD = str.maketrans("åäöéèüøæ", "aaoeeuoa")
# What a plausible Swedish number looks like once spaces, hyphens and +46 are gone: 8 to 10 digits with the zero
# (the national numbering plan, PTSFS).
_NATIONAL = pattern(r"0[1-9]\d{6,8}")


def folded(text: str) -> str:
    """``text`` in lower case without the dots and rings of its letters: as names are written in addresses."""
    return text.lower().translate(_FOLD)


@rule("UND111", Severity.FEL)
def address_has_its_form(known: Known) -> Iterator[Fault]:
    """En e-postadress är en enda adress med snabel-a och domän.

    Exempel: magnus.asman(at)enkoping.se.
    Rätta: skriv adressen som den står i ett mejl.
    """
    for reached, place in _reached(known, "epost"):
        if reached.epost and not _ADDRESS.fullmatch(reached.epost):
            yield Fault(
                f"”{reached.epost}” är ingen e-postadress.",
                "Skriv en enda adress, till exempel fornamn.efternamn@kommun.se.",
                place,
            )


@rule("UND112", Severity.VARNING)
def address_is_at_the_municipality(known: Known) -> Iterator[Fault]:
    """En kommunal e-postadress har kommunens domän.

    Exempel: magnus.asman@enkpoing.se i Enköpings kommun.
    Rätta: rätta stavningen efter snabel-a.
    """
    name = known.own.namn
    kommun = find(name)
    if find_region(name):  # a region's domain is often an abbreviation, such as rjl.se or vgregion.se
        raise Unknown("något att jämföra en regions e-postadresser med")
    if kommun is None:
        raise Unknown(f"{name} i listan över Sveriges kommuner")
    short = re.sub(r"[^a-z]", "", folded(kommun.kort))
    for index, person in _own_people(known):
        if person.epost and _ADDRESS.fullmatch(person.epost):
            domain = folded(person.epost.rpartition("@")[2])
            labels = re.sub(r"[^a-z.]", "", domain).split(".")
            if not any(short in label or (len(label) > 2 and label in short) for label in labels[:-1]):
                yield Fault(
                    f"Adressen {person.epost} har inte kommunens domän.",
                    f"Kontrollera stavningen efter snabel-a; {name} har en egen domän.",
                    known.place("personer", index, "epost"),
                )


@rule("UND113", Severity.VARNING)
def address_is_the_persons(known: Known) -> Iterator[Fault]:
    """En e-postadress med för- och efternamn är personens egen.

    Exempel: magnus.asmann@enkoping.se för Magnus Åsman.
    Rätta: rätta namnet i adressen.
    """
    for index, person in enumerate(known.loaded.case.personer):
        local = folded((person.epost or "").partition("@")[0])
        parts = [part for part in re.split(r"[._]", local) if part]
        if len(parts) < 2 or any(len(part) < 2 for part in parts):
            continue
        names = [re.sub(r"[^a-z]", "", word) for word in re.split(r"[\s-]+", folded(person.namn))]
        whole = re.sub(r"[^a-z]", "", folded(person.namn))
        strange = [
            p for p in parts if re.sub(r"[^a-z]", "", p) not in (*names, whole) and p.replace("-", "") not in whole
        ]
        if strange:
            yield Fault(
                f"Adressen {person.epost} stämmer inte med namnet {person.namn} (”{strange[0]}”).",
                "Kontrollera stavningen, eller att adressen är rätt persons.",
                known.place("personer", index, "epost"),
            )


@rule("UND114", Severity.VARNING)
def phone_is_plausible(known: Known) -> Iterator[Fault]:
    """Ett telefonnummer har så många siffror som ett svenskt nummer har.

    Exempel: 0171-62 62, 171-62 62 16.
    Rätta: skriv hela numret med riktnummer.
    Källa: Post- och telestyrelsens telefoninummerplan.
    """
    for reached, place in _reached(known, "telefon"):
        if not reached.telefon:
            continue
        digits = re.sub(r"[\s\u00a0()/-]", "", re.sub(r"^\s*(?:\+|00)46\s*(?:\(0\))?", "0", reached.telefon))
        odd_end = re.search(r"\s\d$", reached.telefon.strip())  # nobody groups a lone last digit
        if not _NATIONAL.fullmatch(digits) or odd_end:
            yield Fault(
                f"Telefonnumret {reached.telefon} ser inte ut som ett svenskt nummer.",
                "Skriv hela numret med riktnummer, till exempel 0171-62 62 16.",
                place,
            )


@rule("UND115", Severity.VARNING)
def names_are_full(known: Known) -> Iterator[Fault]:
    """Den som nämns har både för- och efternamn.

    Exempel: namn: Ulrika.
    Rätta: skriv hela namnet.
    """
    for index, person in enumerate(known.loaded.case.personer):
        if len(person.namn.split()) < 2:
            yield Fault(
                f"”{person.namn}” är inte ett helt namn.",
                "Skriv för- och efternamn.",
                known.place("personer", index, "namn"),
            )


@rule("UND116", Severity.VARNING)
def persons_are_not_almost_alike(known: Known) -> Iterator[Fault]:
    """Inga två personer i listan är samma person med olika stavning.

    Exempel: Magnus Åsman och Magnus Åhsman.
    Rätta: ta bort den som är felstavad.
    """
    met: dict[str, list[int]] = {}
    people = known.loaded.case.personer
    for index, person in enumerate(people):
        for earlier in alike(folded(person.namn), met, 0.9):
            for first in met[earlier]:
                other = people[first].namn
                if person.namn != other and worth_comparing(person.namn, other):
                    yield Fault(
                        f"{person.namn} och {other} är nästan samma namn.",
                        "Ta bort den som är felstavad, om det är samma person.",
                        known.place("personer", index, "namn"),
                        (known.place("personer", first, "namn"),),
                    )
        met.setdefault(folded(person.namn), []).append(index)


def _reached(known: Known, how: str) -> Iterator[tuple[Person | Kontakt, Place]]:
    """The persons of the case and the programme's contact, each with the place where ``how`` to reach them stands."""
    for index, person in enumerate(known.loaded.case.personer):
        yield person, known.place("personer", index, how)
    if contact := known.loaded.program.kontakt:
        yield contact, known.program_place("kontakt", how)


def _own_people(known: Known) -> Iterator[tuple[int, Person]]:
    """The persons who are the case's own party's: all but those who sign for another, or are named with one."""
    case, own = known.loaded.case, known.own
    others: set[str] = set()
    for side in known.sides:
        if side == own:
            continue
        with suppress(Unknown):
            others |= {name for document in known.agreements for name in side.signers(case, document.namn)}
        for fact in known.loaded.program.facts:
            if fact.given and fact.each == side.role and fact.persons:
                value = getattr(side.said, fact.name)
                others |= set(value) if isinstance(value, tuple) else {value}
    for index, person in enumerate(case.personer):
        if person.namn not in others:
            yield index, person

"""What a verification says at its end: what was checked, and what was not."""

from collections.abc import Iterator, Sequence

from loftdocs.verify.content import Content
from loftdocs.verify.origin import Origin
from loftdocs.verify.result import Clock, Kind, Other, Signature


def checked(
    signatures: Sequence[Signature],
    found: Origin | None,
    content: Content | None,
    source: str,
    anchors: Sequence[str],
) -> tuple[str, ...]:
    """Each thing that was looked into, whatever the answer was; ``source`` says by what the names were judged."""
    said = ["Om filen är byte för byte, med underskrifterna efter, en fil i build/"]
    if found and found.exact:
        said[0] += f": det är {found.output} i build/{found.case}."
    elif found:
        said[0] += f": det är den inte, men den säger detsamma som {found.output} i build/{found.case}."
    else:
        said[0] += ": det är det inte."
    if content:
        number = sum(page.built is not None for page in content.pages)
        pages = "1 sida, ritad" if number == 1 else f"{number} sidor, ritade"
        said.append(f"Bilden och texten på {pages} ur den byggda filen och ur den som kom tillbaka.")
        if content.exact:
            said.append("Varje objekt i filen: att det är som det byggdes, eller hör till en underskrift.")
        else:
            said.append("Åtgärder, program, lager, bilagor, länkar och formulär i filen.")
    if any(one.signed for one in signatures):
        said.append("Om varje underskrift är hel, giltig och täcker filen som den var när den gjordes.")
        said.append("Om något har ändrats före, mellan eller efter underskrifterna.")
        if source:
            said.append(f"Namnen i certifikaten mot dem som ska underteckna {source}.")
        if anchors:
            said.append(f"Vem som har utfärdat certifikaten, mot {', '.join(anchors)}.")
    if any(one.not_revoked or one.revoked for one in signatures):
        said.append("Om certifikaten är spärrade, enligt spärrlistor i filen eller som angetts.")
    return tuple(said)


def unchecked(
    signatures: Sequence[Signature],
    found: Origin | None,
    content: Content | None,
    named: bool,
    anchored: bool,
    others: Sequence[Other],
    more: Sequence[str],
) -> tuple[str, ...]:
    """Each thing that someone else has to look into; ``named`` is true if names were compared with a case."""
    along = (f"Filen {one.name}: {one.what}." for one in others)
    return tuple(dict.fromkeys((*_unchecked(signatures, found, content, named, anchored), *along, *more)))


def _unchecked(
    signatures: Sequence[Signature], found: Origin | None, content: Content | None, named: bool, anchored: bool
) -> Iterator[str]:
    made = [one for one in signatures if one.kind is Kind.SIGNATURE]
    if content is None and found is None:
        yield "Om innehållet är det som byggdes: det finns inget bygge som det går att jämföra med."
    elif content is None:
        yield "Om innehållet är det som byggdes: den byggda filen finns inte kvar."
    elif not content.exact:
        yield "Det som inte syns i en omskriven fil: taggar och uppläst text, dolda objekt, typsnittens tabeller."
    if made:
        if not anchored:
            yield "Vem som har utfärdat certifikaten (kräver betrodda/ eller --trust)."
        if not all(one.not_revoked or one.revoked for one in made):
            yield "Om certifikaten är spärrade (kräver en aktuell spärrlista: --crl, eller en i filen)."
        if any(one.clock is not Clock.TRUSTED for one in made):
            yield "När underskrifterna gjordes: tiderna utan betrodd tidsstämpel är den undertecknandes egna uppgifter."
        if any(one.qualified is None for one in made):
            yield "Om underskrifterna är kvalificerade (kräver EU:s betrodda listor i betrodda/)."
        yield "Om de som undertecknade har rätt att göra det (delegation, firmateckning)."
    if made and not named:
        yield "Om rätt personer har undertecknat: inget ärende att jämföra med."
    if found:
        yield f"Om build/{found.case}/manifest.json är orörd sedan bygget."

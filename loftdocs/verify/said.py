"""What a verification says at its end: what was checked, and what was not."""

from collections.abc import Sequence
from pathlib import Path

from loftdocs.findings import display_path
from loftdocs.verify.origin import Origin
from loftdocs.verify.result import Clock, Kind, Signature


def checked(
    signatures: Sequence[Signature], found: Origin | None, case: str | None, trust: Sequence[Path]
) -> tuple[str, ...]:
    """Each thing that was looked into, whatever the answer was; ``case`` is None if names were not compared."""
    said = ["Om det som är undertecknat är byte för byte en fil i build/"]
    said[0] += f": det är {found.output} i build/{found.case}." if found else ": det är det inte."
    if any(one.signed for one in signatures):
        said.append("Om varje underskrift är hel, giltig och täcker filen som den var när den gjordes.")
        said.append("Om något har ändrats före, mellan eller efter underskrifterna.")
        if case:
            said.append(f"Namnen i certifikaten mot dem som ska underteckna enligt ärendet {case}.")
        if trust:
            said.append(f"Vem som har utfärdat certifikaten, mot {', '.join(display_path(file) for file in trust)}.")
    return tuple(said)


def unchecked(
    signatures: Sequence[Signature], found: Origin | None, named: bool, trust: Sequence[Path]
) -> tuple[str, ...]:
    """Each thing that someone else has to look into; ``named`` is true if names were compared with a case."""
    said = []
    made = [one for one in signatures if one.kind is Kind.SIGNATURE]
    if made:
        if not trust:
            said.append("Vem som har utfärdat certifikaten (kräver --trust).")
        said.append("Om certifikaten är spärrade (kräver nätet).")
        if any(one.clock is not Clock.TRUSTED for one in made):
            said.append(
                "När underskrifterna gjordes: tiderna utan betrodd tidsstämpel är den undertecknandes egna uppgifter."
            )
        said.append("Om de som undertecknade har rätt att göra det (delegation, firmateckning).")
        if not named:
            said.append("Om rätt personer har undertecknat: inget ärende att jämföra med.")
    if found:
        said.append(f"Om build/{found.case}/manifest.json är orörd sedan bygget.")
    return tuple(said)

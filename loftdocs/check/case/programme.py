"""Rules about a programme's list of documents: that each becomes a file of its own, and that each bundle has some."""

import re
from collections.abc import Iterator
from typing import get_args

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.model.kind import Kind
from loftdocs.model.program import Bundle

_BUNDLES: tuple[Bundle, ...] = get_args(Bundle)
# What no file name may hold on Windows, where municipalities work, and a point first, which hides a file elsewhere.
_NO_FILE_NAME = re.compile(r'[<>:"/\\|?*]|^\.|[. ]$')
_LONGEST_NAME = 80


@rule("FIL204", Severity.FEL)
def every_document_is_a_file_of_its_own(known: Known) -> Iterator[Fault]:
    """Varje dokument i programmet har ett eget namn, som går att ha som filnamn och som ingen samlad fil har.

    Exempel: två dokument som heter bilaga, eller ett som heter avtal, som den samlade filen till parterna.
    Rätta: byt dokumentets namn i programmets fil, och mallens namn med det.
    """
    program = known.loaded.program
    named: list[tuple[str, Place]] = [(program.försättsblad.namn, known.program_place("försättsblad", "namn"))]
    if program.sidnumrering:
        named.append((program.sidnumrering, known.program_place("sidnumrering")))
    named += [(one.namn, known.program_place("dokument", at, "namn")) for at, one in enumerate(program.dokument)]
    met: dict[str, Place] = {}
    for name, place in named:
        # On most computers in an office, Avtal.pdf and avtal.pdf are one file.
        key = name.casefold()
        if key in _BUNDLES:
            yield Fault(
                f"Dokumentet heter ”{name}”, som den samlade filen {key}-{known.loaded.name}.pdf.",
                "Byt dokumentets namn, och mallens, till exempel till ”partneravtal”.",
                place,
            )
        elif _NO_FILE_NAME.search(name) or len(name) > _LONGEST_NAME:
            yield Fault(
                f"Namnet ”{name[:_LONGEST_NAME]}” går inte att ha som filnamn.",
                f"Skriv ett namn med högst {_LONGEST_NAME} bokstäver, siffror och bindestreck.",
                place,
            )
        elif key in met:
            yield Fault(f"Två dokument heter ”{name}”.", "Ge dem, och deras mallar, olika namn.", place, (met[key],))
        met.setdefault(key, place)


@rule("FIL205", Severity.FEL)
def every_bundle_has_a_document(known: Known) -> Iterator[Fault]:
    """Varje samlad fil har minst ett dokument: handlingarna till nämnden, och det som parterna undertecknar.

    Exempel: inget dokument har avtal under ingår_i.
    Rätta: skriv bland dokumenten vilket som ingår i samlingen.
    """
    documents = known.loaded.program.dokument
    for bundle in _BUNDLES:
        if not any(bundle in document.ingår_i for document in documents):
            yield Fault(
                f"Inget dokument i programmet ingår i den samlade filen ”{bundle}”.",
                f"Skriv ”{bundle}” under ingår_i hos det dokument som ska vara med.",
                known.program_place("dokument", 0, "ingår_i"),
            )


@rule("FIL206", Severity.FEL)
def what_is_signed_is_in_the_agreements_bundle(known: Known) -> Iterator[Fault]:
    """Den samlade filen avtal innehåller ett avtal, så att parterna har något att underteckna.

    Exempel: dokumentet i samlingen avtal har inget slag, och då får ingen av parterna en rad att underteckna på.
    Rätta: skriv slag: avtal hos det dokument som parterna undertecknar.
    """
    inside = [(at, one) for at, one in enumerate(known.loaded.program.dokument) if "avtal" in one.ingår_i]
    if inside and not any(one.slag == Kind.AVTAL for _, one in inside):
        yield Fault(
            "Inget av dokumenten i den samlade filen ”avtal” är ett avtal, så ingen part får en plats att underteckna.",
            "Skriv ”slag: avtal” hos det dokument som parterna undertecknar.",
            known.program_place("dokument", inside[0][0]),
        )

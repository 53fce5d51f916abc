"""Rules about the files beside the case and the programme: templates and pictures."""

from collections.abc import Iterator
from pathlib import Path

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.failures import meant
from loftdocs.findings import Place, Severity, display_path
from loftdocs.load.source import is_file

_PICTURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


@rule("FIL201", Severity.FEL)
def every_document_has_its_template(known: Known) -> Iterator[Fault]:
    """Varje dokument i programmet har en mall, i programmets mapp eller i ärendets egen.

    Exempel: programmet nämner dokumentet bilaga, men bilaga.docx finns inte.
    Rätta: lägg dit mallen, eller rätta namnet i programmets fil.
    """
    program = known.loaded.program
    numbers = [program.sidnumrering] if program.sidnumrering else []
    for name in (*(document.namn for document in program.papers), *numbers):
        if not is_file(known.loaded.template(name)):
            yield Fault(
                f"Mallen {name}.docx finns inte i {display_path(known.loaded.program_folder)}.",
                "Lägg dit mallen, eller rätta dokumentets namn i programmets fil.",
                known.program_place("dokument"),
            )


@rule("FIL202", Severity.VARNING)
def own_templates_are_used(known: Known) -> Iterator[Fault]:
    """En .docx i ärendets mapp är en bilaga, eller ersätter programmets mall med samma namn; en annan används inte.

    Exempel: cases/enkoping/tjansteskrivelsen.docx.
    Rätta: döp om filen, nämn den under bilagor, eller ta bort den.
    """
    program = known.loaded.program
    names = [document.namn for document in program.papers]
    names += [program.sidnumrering] if program.sidnumrering else []
    attached = {one.fil for one in known.loaded.case.bilagor}
    for path in sorted(known.loaded.case_folder.glob("*.docx")):
        if path.stem not in names and path.name not in attached and not path.name.startswith("~$"):
            yield Fault(
                f"Mallen {path.name} används inte: inget dokument i programmet heter så."
                + meant(path.stem, names, quoted="{}.docx"),
                f"Döp om den till något av {', '.join(names)}, nämn den under bilagor, eller ta bort den.",
                Place(file=display_path(path)),
            )


@rule("FIL203", Severity.FEL)
def the_pictures_are_pictures(known: Known) -> Iterator[Fault]:
    """Logotypen finns i ärendets mapp, och programmets bilder i programmets, i formatet PNG eller JPEG.

    Exempel: logotyp: vapen.png, men filen finns inte i ärendets mapp.
    Rätta: lägg bilden där, eller ta bort raden.
    """
    for name, picture, place in _pictures(known):
        try:
            with picture.open("rb") as file:
                head = file.read(8)
        except OSError:
            yield Fault(f"{name} {picture.name} finns inte i mappen {display_path(picture.parent)}.", place=place)
            continue
        if not any(head.startswith(start) for start in _PICTURES):
            yield Fault(
                f"{name} {picture.name} är inte en bild i formatet PNG eller JPEG.",
                "Spara bilden på nytt som PNG.",
                place,
            )


def _pictures(known: Known) -> Iterator[tuple[str, Path, Place]]:
    """Each picture: what it is, its file, and where it is named."""
    if logo := known.loaded.logo:
        yield "Logotypen", logo, known.side_place(known.own, "logotyp")
    program, folder = known.loaded.program, known.loaded.program_folder
    if program.logotyp:
        yield "Programmets logotyp", program.logotyp.inside(folder), known.program_place("logotyp", "fil")
    if program.bild:
        yield "Programmets bild", program.bild.inside(folder), known.program_place("bild", "fil")

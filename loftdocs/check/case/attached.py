"""Rules about the case's own papers: files that are there, can be read, and do no harm."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from loftdocs.attach import told
from loftdocs.attach.found import Found, Stop
from loftdocs.attach.judged import judge, spoken
from loftdocs.attach.kinds import ENDINGS, Form, form_of, remedy
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.failures import meant
from loftdocs.findings import Place, Severity, display_path
from loftdocs.load.source import is_file
from loftdocs.model.case import Bilaga


@rule("FIL501", Severity.FEL)
def attached_files_are_there(known: Known) -> Iterator[Fault]:
    """En bilagd handling är en fil i ärendets mapp, nämnd med filens namn och inget mer.

    Exempel: fil: prislista.pdf, men ingen sådan fil ligger i cases/enkoping/.
    Rätta: lägg filen i mappen, eller skriv namnet som filen har.
    """
    folder = known.loaded.case_folder
    for one, place in _papers(known):
        if _has_folder(one.fil):
            yield Fault(
                f"”{one.fil}” är mer än en fils namn.",
                f"Lägg filen i {display_path(folder)} och skriv bara namnet, {_name(one.fil) or 'prislista.pdf'}.",
                place,
            )
        elif not is_file(folder / one.fil) and _is_folder(folder / one.fil):
            yield Fault(f"{one.fil} är en mapp, inte en fil.", "Skriv namnet på en fil, en på varje rad.", place)
        elif not is_file(folder / one.fil):
            names = sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
            yield Fault(
                f"Filen {one.fil} finns inte i {display_path(folder)}.{meant(one.fil, names, 0.5, '{}')}",
                f"Lägg filen i {display_path(folder)}, eller skriv namnet som den har.",
                place,
            )


@rule("FIL502", Severity.FEL)
def attached_files_are_of_a_known_kind(known: Known) -> Iterator[Fault]:
    """En bilagd handling är en .docx, .odt, .pdf, .png eller .jpg, och är det också inuti.

    Exempel: fil: prislista.xlsx, eller en PDF som har fått namnet prislista.docx.
    Rätta: spara filen som något av dem, helst som PDF/A.
    """
    for one, place in _papers(known):
        if form_of(one.fil) is None and not _has_folder(one.fil):
            ending = Path(one.fil).suffix
            what = f"Filer som slutar på {ending}" if ending else "Filer utan ändelse"
            yield Fault(f"{one.fil}: {what} kan inte bifogas.", f"{remedy(one.fil)} {ENDINGS} kan bifogas.", place)
    yield from _stopped(known, Stop.OTHER)


@rule("FIL503", Severity.VARNING)
def attached_files_are_different(known: Known) -> Iterator[Fault]:
    """Samma handling är bilagd en gång.

    Exempel: prislista.pdf står två gånger bland bilagorna, eller ligger i mappen under två namn.
    Rätta: ta bort den ena raden; ingår_i säger vilka samlingar som handlingen ska med i.
    """
    met: dict[str, tuple[str, Place]] = {}
    for one, place in _papers(known):
        try:
            with known.loaded.attached(one.fil).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, ValueError):
            continue  # FIL501 tells
        if digest in met:
            other, where = met[digest]
            same = "står två gånger" if other == one.fil else f"är samma fil som {other}"
            hint = "Ta bort den ena. Ska den med i flera samlingar, skriv dem på en rad: ingår_i: [handlingar, avtal]."
            yield Fault(f"{one.fil} {same} bland bilagorna.", hint, place, (where,))
        met.setdefault(digest, (one.fil, place))


@rule("FIL504", Severity.FEL)
def attached_files_are_whole(known: Known) -> Iterator[Fault]:
    """En bilagd handling är hel och har minst en sida.

    Exempel: filen är tom, eller bara halva filen är hämtad.
    Rätta: be om filen på nytt.
    """
    yield from _stopped(known, Stop.DAMAGED, Stop.EMPTY)


@rule("FIL505", Severity.FEL)
def attached_files_are_not_locked(known: Known) -> Iterator[Fault]:
    """En bilagd handling är inte låst med lösenord, och inte skyddad mot ändringar.

    Exempel: en PDF som ber om lösenord när den öppnas.
    Rätta: be om en kopia utan skydd.
    """
    yield from _stopped(known, Stop.LOCKED)


@rule("FIL506", Severity.FEL)
def attached_files_do_nothing(known: Known) -> Iterator[Fault]:
    """En bilagd handling har bara text och bilder: inga program, inga inbäddade filer, inget som hämtas utifrån.

    Exempel: en PDF med JavaScript eller ett XFA-formulär, eller en Word-fil med makron.
    Rätta: skriv ut den till PDF, eller spara den på nytt utan det.
    """
    yield from _stopped(known, Stop.ACTIVE)


@rule("FIL507", Severity.FEL)
def attached_files_are_no_larger_than_papers(known: Known) -> Iterator[Fault]:
    """En bilagd handling är högst 50 MB och 500 sidor, ingen sida är större än A0, och den går fort att läsa.

    Exempel: en PDF på 300 MB med oförminskade fotografier.
    Rätta: dela filen, eller gör bilderna i den mindre.
    """
    yield from _stopped(known, Stop.TOO_MUCH)


@rule("FIL515", Severity.FEL)
def attached_papers_have_their_place(known: Known) -> Iterator[Fault]:
    """En bilagd handling står efter ett av programmets dokument, eller sist.

    Exempel: efter: hyresavtalet, när dokumentet heter hyresavtal.
    Rätta: skriv dokumentets namn som det står i programmets fil, eller ta bort raden.
    """
    documents = known.loaded.program.dokument
    names = [document.namn for document in documents]
    for index, one in enumerate(known.loaded.case.bilagor):
        if one.efter and one.efter not in names:
            yield Fault(
                f"Programmet har inget dokument som heter ”{one.efter}”.{meant(one.efter, names, 0.5)}",
                f"Skriv {' eller '.join(names)}, eller ta bort raden, så kommer handlingen sist.",
                known.place("bilagor", index, "efter"),
            )


def _papers(known: Known) -> Iterator[tuple[Bilaga, Place]]:
    """Each paper, and where its file is named."""
    for index, one in enumerate(known.loaded.case.bilagor):
        yield one, known.place("bilagor", index, "fil")


def found_in_papers(known: Known) -> Iterator[tuple[Bilaga, Place, Found]]:
    """Each paper whose file is there and of a known kind, with what was found in it."""
    for one, place in _papers(known):
        path = known.loaded.attached(one.fil)
        if form_of(one.fil) is None or _has_folder(one.fil) or not is_file(path):
            continue
        try:
            yield one, place, judge(path, spoken(one))
        except OSError:
            yield one, place, Found(Stop.DAMAGED)


def _stopped(known: Known, *stops: Stop) -> Iterator[Fault]:
    for one, place, found in found_in_papers(known):
        if found.stop in stops:
            yield Fault(*told.stopped(one.fil, found, form_of(one.fil) or Form.PDF), place)


def _has_folder(name: str) -> bool:
    return _name(name) != name


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _name(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    return "" if name in (".", "..") else name

"""Names that follow from a municipality's: the full one, the short one, the case file's; and its number, if known."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from loftdocs.check.case.contacts import folded
from loftdocs.derive.kommuner import Kommunnamn, find, kommuner
from loftdocs.derive.regioner import Regionnamn, find_region
from loftdocs.failures import FileFailure
from loftdocs.findings import display_path
from loftdocs.load.source import read_text
from loftdocs.load.yaml_tree import parse
from loftdocs.mention.checksums import is_orgnr
from loftdocs.project import Project

_SPELT = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe"})


def full_name(answer: str) -> str:
    """The full name of a municipality or region for an answer such as ``enkoping``; the answer itself if it is none.

    A municipality's own way to write its name, ``Göteborgs Stad``, is kept.
    """
    short = _by_short_name()
    known = find_region(answer) or find(answer) or short.get(answer.casefold()) or short.get(folded(answer))
    name = known.namn if known else answer
    return answer if answer[:1].isupper() and answer.casefold() == name.casefold() and not answer.isupper() else name


def municipality(name: str) -> Kommunnamn | Regionnamn | None:
    """The municipality or region with this full name; None if it is none that is known."""
    return find(name) or find_region(name)


def file_name(name: str) -> str:
    """The case file's name without its ending, in a-z, digits and hyphens: ``upplands-vasby``.

    Habo and Håbo are two municipalities. Where two names would be one file, the letters with rings and dots are spelt
    out in the second: ``haabo``.
    """
    known = find(name)
    short = (known.kort if known else name).casefold()
    shared = _taken()[_slug(folded(short))] > 1 and folded(short) != short
    return _slug(folded(short.translate(_SPELT) if shared else short)) or "arende"


def target(project: Project, name: str) -> Path:
    """The file that a new case with this ``name`` is to stand in.

    Raises `FileFailure` if there is one already: a case that someone has written is never touched.
    """
    path = project.cases / f"{name}.yaml"
    for taken in (path, path.with_suffix(".yml")):
        if taken.exists() or taken.is_symlink():
            raise exists(taken)
    return path


def exists(path: Path) -> FileFailure:
    """Why no new case is written over the one in ``path``."""
    return FileFailure(
        f"{display_path(path)} finns redan och har lämnats orörd.",
        "Ändra i den filen, eller ge det nya ärendet ett annat namn, till exempel --namn " + path.stem + "-2.",
    )


def known_number(project: Project, name: str) -> str:
    """The organisation number that another case of the project gives the party with this name; "" if none does."""
    wanted = _same(name)
    for case in project.case_names():
        try:
            text, _ = read_text(project.cases / f"{case}.yaml")
        except FileFailure:
            continue
        tree, _ = parse(project.cases / f"{case}.yaml", text or "")
        for party in _parties(tree.data if tree else None):
            number = str(party.get("orgnr"))
            if _same(str(party["namn"])) == wanted and is_orgnr(number):
                return number
    return ""


def _parties(data: object) -> Iterator[dict[str, object]]:
    """What a case says of each party that it names, under whatever role."""
    for value in data.values() if isinstance(data, dict) else ():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "namn" in one and "orgnr" in one:
                yield one


def _same(name: str) -> object:
    """What two ways to write a party's name have in common."""
    return municipality(name) or " ".join(name.casefold().split())


def matches(choices: Iterable[str], typed: str) -> tuple[str, ...]:
    """The choices with a word that begins as ``typed`` does, those that begin so themselves first."""
    start = folded(typed.lstrip())
    found = [choice for choice in choices if re.search(rf"(?<!\w){re.escape(start)}", folded(choice))]
    return tuple(sorted(found, key=lambda choice: not folded(choice).startswith(start)))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


@cache
def _by_short_name() -> dict[str, Kommunnamn]:
    """Without rings and dots too, where that is not another's name: Habo is not Håbo."""
    real = {one.kort.casefold(): one for one in kommuner()}
    return {folded(short): one for short, one in real.items()} | real


@cache
def _taken() -> Counter[str]:
    return Counter(_slug(folded(one.kort)) for one in kommuner())

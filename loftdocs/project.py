"""The folders that a command works in, and the case file that a word on the command line means."""

import glob
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from loftdocs.failures import UsageFailure, meant
from loftdocs.shipped import checkout


@dataclass(frozen=True)
class Project:
    """The folders a command works in."""

    root: Path

    @property
    def cases(self) -> Path:
        """Where the case files are."""
        return self.root / "cases"

    @property
    def templates(self) -> Path:
        """Where the programmes are, a folder each."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """Where finished documents go; ``LOFTDOCS_BUILD`` names another folder."""
        return Path(os.environ.get("LOFTDOCS_BUILD") or self.root / "build")

    def case_names(self) -> tuple[str, ...]:
        """The names of all cases, in alphabetical order."""
        return tuple(sorted(path.stem for path in self.cases.glob("*.yaml")))

    def program_names(self) -> tuple[str, ...]:
        """The names of all programmes, in alphabetical order."""
        return tuple(sorted(path.parent.name for path in self.templates.glob("*/program.yaml")))


def case_file(project: Project, word: str) -> Path:
    """The case file that ``word`` means: ``enkoping``, ``cases/enkoping`` or ``cases/enkoping.yaml``.

    Raises `UsageFailure` if there is none, with the nearest name as a suggestion.
    """
    name = unicodedata.normalize("NFC", Path(word).name.removesuffix(".yaml").removesuffix(".yml"))
    path = project.cases / f"{name}.yaml"
    given = Path(word)
    if given.suffix in (".yaml", ".yml") and given.is_file() and given.resolve() != path.resolve():
        path = given
    if path.is_file():
        return path
    if path.is_dir():
        raise UsageFailure(f"{path.name} är en mapp, inte en ärendefil.", "Flytta mappen och lägg ärendefilen där.")
    for other in sorted(project.cases.glob(f"{glob.escape(name)}.*")):
        if other.suffix.lower() in (".yml", ".yaml", ".txt"):
            raise UsageFailure(
                f"Ärendefilen heter {other.name}, men ska heta {name}.yaml.", "Byt namn på filen och kör igen."
            )
    names = project.case_names()
    known = f"De ärenden som finns är: {', '.join(names)}." if names else "Mappen cases/ innehåller inga ärenden."
    raise UsageFailure(f"Det finns inget ärende ”{name}”.{meant(name.lower(), names, 0.5)}", known)


def here() -> Project:
    """The project that the command was called in: the nearest folder upwards that has ``templates/``.

    Elsewhere the checkout that the program stands in; an installed copy has none, and is where it was called.
    """
    start = Path.cwd()
    for folder in (start, *start.parents):
        if (folder / "templates").is_dir():
            return Project(folder)
    return Project(checkout() or start)


def needed() -> Project:
    """The project, for a command that can do nothing without. Raises `UsageFailure` if there is none."""
    project = here()
    if not project.templates.is_dir():
        raise UsageFailure(
            f"Här finns inget projekt: varken {project.root} eller någon mapp ovanför har mappen templates/.",
            "Gå till projektets mapp med cd, eller gör en:  loftdocs init",
        )
    return project


def build_command(project: Project, name: str) -> str:
    """What to type in the project to build a case."""
    return f"make cases/{name}" if (project.root / "Makefile").is_file() else f"loftdocs build {name}"

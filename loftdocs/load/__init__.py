"""Reads a case and its programme from disk: text, tree, model; faults become findings with their place."""

import glob
import os
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from loftdocs.failures import UsageFailure
from loftdocs.findings import Finding, Severity
from loftdocs.load.bind import bind
from loftdocs.load.source import read_text
from loftdocs.load.yaml_tree import Tree, parse
from loftdocs.model.base import Unknown
from loftdocs.model.case import Case
from loftdocs.model.program import Program


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


@dataclass(frozen=True)
class Loaded:
    """A case and its programme, as far as they could be read, with the trees that know every place."""

    name: str
    case_tree: Tree
    case: Case
    program_tree: Tree
    program: Program
    program_folder: Path
    case_folder: Path

    def template(self, document: str) -> Path:
        """The template of a document: the municipality's own if it has one, else the programme's."""
        own = self.case_folder / f"{document}.docx"
        return own if own.is_file() else self.program_folder / f"{document}.docx"

    @property
    def logo(self) -> Path | None:
        """The picture for the letterhead, if the case names one (a plain file name in the case's folder)."""
        name = self.case.kommun.logotyp
        return self.case_folder / Path(name).name if name else None


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
    close = get_close_matches(name.lower(), names, n=1, cutoff=0.5)
    known = f"De ärenden som finns är: {', '.join(names)}." if names else "Mappen cases/ innehåller inga ärenden."
    question = f" Menade du ”{close[0]}”?" if close else ""
    raise UsageFailure(f"Det finns inget ärende ”{name}”.{question}", known)


def load(project: Project, path: Path) -> tuple[Loaded | None, tuple[Finding, ...]]:
    """The case in ``path`` with its programme, and all findings about the two files themselves.

    None if either of them cannot be read as YAML at all. Raises `FileFailure` if a file cannot be opened.
    """
    case_tree, findings = _read(path)
    if case_tree is None:
        return None, findings
    case, case_findings = bind(Case, case_tree)
    findings += case_findings
    try:
        folder = project.templates / case.program
    except Unknown:
        return None, findings
    program_file = folder / "program.yaml"
    if "/" in case.program or not program_file.is_file():
        return None, (*findings, _no_program(project, case_tree, case.program))
    program_tree, program_findings = _read(program_file)
    findings += program_findings
    if program_tree is None:
        return None, findings
    program, program_findings = bind(Program, program_tree)
    findings += program_findings
    return Loaded(path.stem, case_tree, case, program_tree, program, folder, path.parent / path.stem), findings


def _read(path: Path) -> tuple[Tree | None, tuple[Finding, ...]]:
    text, findings = read_text(path)
    if text is None:
        return None, findings
    return parse(path, text)


def _no_program(project: Project, tree: Tree, word: str) -> Finding:
    names = sorted(path.parent.name for path in project.templates.glob("*/program.yaml"))
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    question = f" Menade du ”{close[0]}”?" if close else ""
    return Finding(
        "MOD107",
        Severity.FEL,
        f"Det finns inget program ”{word}” under templates/.{question}",
        f"De program som finns är: {', '.join(names)}." if names else "Lägg programmets mapp under templates/.",
        tree.place("program"),
    )

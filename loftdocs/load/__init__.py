"""Reads a case and its programme from disk: text, tree, model; faults become findings with their place."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from loftdocs.failures import meant
from loftdocs.findings import Finding, Place, has_errors
from loftdocs.load import diagnostics
from loftdocs.load.bind import bind
from loftdocs.load.dated import Dated
from loftdocs.load.program import FILE, read_program
from loftdocs.load.source import is_file, read_text
from loftdocs.load.yaml_tree import Tree, parse
from loftdocs.model.base import Model, Unknown
from loftdocs.model.case import Case
from loftdocs.model.program import Program
from loftdocs.model.sides import own_side
from loftdocs.model.types import Line, as_date
from loftdocs.project import Project


@dataclass(frozen=True)
class Loaded:
    """A case and its programme, as far as they could be read, with the trees that know every place.

    The programme is as it is on the paper's day; ``dated`` are those of its facts that are others on other days.
    """

    name: str
    case_tree: Tree
    case: Case
    program_tree: Tree
    program: Program
    program_folder: Path
    case_folder: Path
    dated: tuple[Dated, ...] = ()

    def template(self, document: str) -> Path:
        """The template of a document: the municipality's own if it has one, else the programme's."""
        own = self.case_folder / f"{document}.docx"
        return own if is_file(own) else self.program_folder / f"{document}.docx"

    @property
    def logo(self) -> Path | None:
        """The picture for the letterhead, if the case names one (a plain file name in the case's folder)."""
        own = own_side(self.program, self.case)
        name = getattr(own.said, "logotyp", None) if own else None
        return self.case_folder / Path(name).name if name else None

    def attached(self, file: str) -> Path:
        """Where a paper of the case's own lies (a plain file name in the case's folder)."""
        return self.case_folder / Path(file).name

    @property
    def pictures(self) -> tuple[Path, ...]:
        """The programme's pictures."""
        program = self.program
        return tuple(one.inside(self.program_folder) for one in (program.logotyp, program.bild) if one)


def load(project: Project, path: Path) -> tuple[Loaded | None, tuple[Finding, ...]]:
    """The case in ``path`` with its programme, and all findings about the two files themselves.

    None if either of them cannot be read as YAML at all. Raises `FileFailure` if a file cannot be opened.
    """
    text, findings = read_text(path)
    return load_text(project, path, text) if text is not None else (None, findings)


def load_text(project: Project, path: Path, text: str) -> tuple[Loaded | None, tuple[Finding, ...]]:
    """As `load`, of a ``text`` in NFC that stands, or is to stand, in the file ``path``."""
    case_tree, findings = parse(path, text)
    if case_tree is None:
        return None, findings
    head, head_findings = bind(_Head, replace(case_tree, data=_only(case_tree.data, "program")))
    try:
        folder = project.templates / head.program
    except Unknown:
        return None, (*findings, *head_findings)
    program_file = folder / FILE
    if "/" in head.program or not is_file(program_file):
        return None, (*findings, _no_program(project, case_tree, head.program))
    read, program_findings = read_program(program_file, *day_of(case_tree))
    if read is None:
        return None, (*findings, *program_findings)
    try:
        model = read.cases
    except Unknown:
        return None, (*findings, *program_findings)
    case, case_findings = bind(model, case_tree)
    if has_errors(program_findings):
        # What a case may hold follows from its programme: what is amiss with its keys may be the programme's fault.
        forms = (diagnostics.MISSING.code, diagnostics.UNKNOWN_NAME.code)
        case_findings = tuple(one for one in case_findings if one.code not in forms)
    own = path.parent / path.stem
    loaded = Loaded(path.stem, case_tree, case, read.tree, read.program, folder, own, read.dated)
    return loaded, (*findings, *case_findings, *program_findings)


class _Head(Model):
    """What has to be read first of a case: which programme it is of."""

    program: Line


def _only(data: Any, key: str) -> Any:
    return {key: data[key]} if isinstance(data, dict) and key in data else {}


def day_of(tree: Tree) -> tuple[date | None, Place]:
    """The day by which a programme's facts are chosen, and where it stands: the paper's, or the agreement's first."""
    for path in (("tjänsteskrivelse", "datum"), ("avtalsperiod", "start")):
        group = tree.data.get(path[0]) if isinstance(tree.data, dict) else None
        value = group.get(path[1]) if isinstance(group, dict) else None
        if value is not None:
            with suppress(PydanticCustomError):
                day = as_date(value)
                return (day if isinstance(day, date) else None), tree.place(*path)
            return None, tree.place(*path)
    return None, tree.place("tjänsteskrivelse", "datum")


def _no_program(project: Project, tree: Tree, word: str) -> Finding:
    names = project.program_names()
    return diagnostics.NO_PROGRAMME.finding(
        f"Det finns inget program ”{word}” under templates/.{meant(word, names, 0.5)}",
        f"De program som finns är: {', '.join(names)}." if names else "Lägg programmets mapp under templates/.",
        tree.place("program"),
    )

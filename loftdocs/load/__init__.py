"""Reads a case and its programme from disk: text, tree, model; faults become findings with their place."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from loftdocs.findings import Finding, Severity
from loftdocs.load.bind import bind
from loftdocs.load.dated import Dated, settle
from loftdocs.load.source import is_file, read_text
from loftdocs.load.yaml_tree import Tree, parse
from loftdocs.model.base import Unknown
from loftdocs.model.case import Case
from loftdocs.model.program import Program
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
        name = self.case.kommun.logotyp
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
    case, case_findings = bind(Case, case_tree)
    findings += case_findings
    try:
        folder = project.templates / case.program
    except Unknown:
        return None, findings
    program_file = folder / "program.yaml"
    if "/" in case.program or not is_file(program_file):
        return None, (*findings, _no_program(project, case_tree, case.program))
    program_tree, program_findings = _read(program_file)
    findings += program_findings
    if program_tree is None:
        return None, findings
    settled = settle(program_tree, _paper_date(case), case_tree.place("tjänsteskrivelse", "datum"))
    program, program_findings = bind(Program, settled.tree, settled.unknown)
    findings += (*settled.findings, *program_findings)
    own = path.parent / path.stem
    return Loaded(path.stem, case_tree, case, settled.tree, program, folder, own, settled.dated), findings


def _paper_date(case: Case) -> date | None:
    try:
        return case.tjänsteskrivelse.datum
    except Unknown:
        return None


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

"""Reads a programme's file as it is on one day, alone: what a case of it may hold follows from it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from loftdocs.findings import Finding, Place
from loftdocs.load.bind import bind
from loftdocs.load.dated import Dated, settle
from loftdocs.load.declared import declared
from loftdocs.load.source import read_text
from loftdocs.load.yaml_tree import Tree, parse
from loftdocs.model.case import Case
from loftdocs.model.case_model import case_model
from loftdocs.model.program import Program, program_model

FILE = "program.yaml"
_program_model = lru_cache(maxsize=32)(program_model)
_models: dict[str, type[Case]] = {}
_MOST_MODELS = 32


@dataclass(frozen=True)
class ReadProgram:
    """A programme as far as it could be read, on one day; ``dated`` are those of its facts that are others on others.

    ``tree`` has its plain values, each with the place where it stands in the file.
    """

    program: Program
    tree: Tree
    dated: tuple[Dated, ...]

    @property
    def cases(self) -> type[Case]:
        """The model of its cases. Raises `Unknown` if what they may hold is not known before the file is mended."""
        return _case_model(self.program)


def read_program(
    file: Path, day: date | None, asked: Place | None = None
) -> tuple[ReadProgram | None, tuple[Finding, ...]]:
    """The programme in ``file`` on a ``day``, which stands at ``asked``, and what is wrong with the file.

    None if it cannot be read as YAML at all. Raises `FileFailure` if it cannot be opened.
    """
    text, findings = read_text(file)
    tree, faults = parse(file, text) if text is not None else (None, ())
    if tree is None:
        return None, (*findings, *faults)
    read, told = program_in(tree, day, asked)
    return read, (*findings, *faults, *told)


def program_in(tree: Tree, day: date | None, asked: Place | None = None) -> tuple[ReadProgram, tuple[Finding, ...]]:
    """As `read_program`, of the ``tree`` of a programme's file."""
    settled = settle(tree, day, asked or tree.place())
    facts = declared(settled.tree)
    program, bound = bind(_program_model(facts.facts), facts.tree, settled.unknown)
    return ReadProgram(program, facts.tree, settled.dated), (*settled.findings, *facts.findings, *bound)


def _case_model(program: Program) -> type[Case]:
    """The model of a programme's cases; the same for the same declarations."""
    asked = (program.facts, program.parter, program.papers, program.avtalstid, program.valfria_klausuler)
    key = repr((*asked, program.tjänsteskrivelse, program.upphandling is None))
    if key not in _models:
        while len(_models) >= _MOST_MODELS:
            del _models[next(iter(_models))]
        _models[key] = case_model(program)
    return _models[key]

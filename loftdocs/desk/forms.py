"""The form of a case: the schema of the cases of its own programme, whichever the text says that it is now."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from loftdocs.failures import FileFailure
from loftdocs.load import day_of
from loftdocs.load.program import FILE, read_program
from loftdocs.load.yaml_tree import Tree
from loftdocs.model.base import Unknown
from loftdocs.model.schema import case_schema
from loftdocs.project import Project

_MOST = 32


@dataclass(frozen=True)
class Form:
    """A ``schema``, with the names of the facts that the programme asks for under ``x-uppgifter``, and its ``mark``.

    The page gives back the mark, and is sent a schema only where it has another.
    """

    mark: str
    schema: dict[str, Any]


class Forms:
    """The forms of a project's programmes, each made once for as long as its file is the same."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._made: dict[tuple[Any, ...], Form | None] = {}

    def of(self, tree: Tree) -> Form | None:
        """The form of a case; of one that names no programme, that of the only one, or the question which it is.

        None for a programme from whose file it cannot be told: the findings tell why.
        """
        names = self.project.program_names()
        said = tree.data.get("program") if isinstance(tree.data, dict) else None
        word = said.strip() if isinstance(said, str) else names[0] if said is None and len(names) == 1 else ""
        if word not in names:
            return _which(names)
        with suppress(OSError):
            return self._of_programme(self.project.templates / word / FILE, day_of(tree)[0] or date.today())
        return None

    def _of_programme(self, file: Path, day: date) -> Form | None:
        known = file.stat()
        key = (file, known.st_mtime_ns, known.st_size, day)
        if key not in self._made:
            while len(self._made) >= _MOST:
                del self._made[next(iter(self._made))]
            self._made[key] = _read(file, day)
        return self._made[key]


def _read(file: Path, day: date) -> Form | None:
    with suppress(Unknown, FileFailure):
        read, _ = read_program(file, day)
        if read:
            facts = [fact.name for fact in read.program.facts if fact.given and not fact.each]
            return _form({**case_schema(read.cases), "x-uppgifter": facts})
    return None


def _which(names: tuple[str, ...]) -> Form:
    """What can be asked before the programme is known: which it is."""
    told = {"title": "Program", "description": "Vilket program ärendet är i; det säger vad som ska fyllas i."}
    field = {**told, "type": "string", "enum": list(names)}
    return _form({"type": "object", "required": ["program"], "properties": {"program": field}, "x-uppgifter": []})


def _form(schema: dict[str, Any]) -> Form:
    return Form(hashlib.sha256(repr(schema).encode()).hexdigest()[:16], schema)

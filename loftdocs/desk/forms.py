"""The form of a case: the schema of the cases of its own programme, whichever the text says that it is now."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from loftdocs.failures import FileFailure
from loftdocs.load import day_of
from loftdocs.load.program import FILE, read_program
from loftdocs.load.yaml_tree import Tree
from loftdocs.model.base import Unknown
from loftdocs.model.schema import case_schema
from loftdocs.project import Project


@dataclass(frozen=True)
class Form:
    """A ``schema``, with the names of the facts that the programme asks for under ``x-uppgifter``, and its ``mark``.

    The page gives back the mark, and is sent a schema only where it has another.
    """

    mark: str
    schema: dict[str, Any]


def form_of(project: Project, tree: Tree) -> Form | None:
    """The form of a case; of one that names no programme, that of the only one, or the question which it is.

    None for a programme from whose file it cannot be told: the findings tell why.
    """
    names = project.program_names()
    said = tree.data.get("program") if isinstance(tree.data, dict) else None
    word = said.strip() if isinstance(said, str) else names[0] if said is None and len(names) == 1 else ""
    if word not in names:
        return _which(names)
    with suppress(OSError):
        file = project.templates / word / FILE
        known = file.stat()
        return _read(file, known.st_mtime_ns, known.st_size, day_of(tree)[0] or date.today())
    return None


@lru_cache(maxsize=32)
def _read(file: Path, changed: int, size: int, day: date) -> Form | None:
    """The form by a programme's file as it was when it was last ``changed``, in nanoseconds."""
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

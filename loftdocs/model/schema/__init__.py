"""JSON Schema of the two kinds of file, made from the models, for an editor to check and complete with.

Draft-07 and two keywords that yaml-language-server adds to it, ``errorMessage`` and ``patternErrorMessage``. The schema
says what `loftdocs.load` accepts, but for what YAML hides from an editor: it cannot tell ``17.0`` from ``17``. Snippets
are not needed: the language server makes them from what is required. Keywords that begin with ``x-`` are for the desk:
``x-namn-ur`` (the value is a name from that list of the case), ``x-en`` (what one of a list is) and ``x-enhet``.
"""

import json

from loftdocs.model.case import Case
from loftdocs.model.program import Program
from loftdocs.model.schema.dated import with_days
from loftdocs.model.schema.facts import definitions, facts
from loftdocs.model.schema.tidy import Schema, nullable, ordered, tidied

_DRAFT = "http://json-schema.org/draft-07/schema#"


def case_schema(model: type[Case]) -> Schema:
    """The schema of the case files whose `loftdocs.model.case_model.case_model` is ``model``."""
    return _whole(tidied(model), "Ärende", "En ärendefil till loftdocs.")


def program_schema() -> Schema:
    """The schema of ``templates/<program>/program.yaml``."""
    made = tidied(Program)
    groups = {
        name: nullable(facts(made["properties"][name], given=given))
        for name, given in (("uppgifter", True), ("villkor", False))
    }
    whole = {**made, "properties": {**made["properties"], **groups}, "definitions": definitions()}
    return with_days(_whole(whole, "Program", "Ett programs uppgifter, lika för alla ärenden."))


def render(schema: Schema) -> str:
    """The text of the schema's file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _whole(schema: Schema, title: str, description: str) -> Schema:
    return ordered({**schema, "$schema": _DRAFT, "title": title, "description": description})

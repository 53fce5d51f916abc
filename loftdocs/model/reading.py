"""How a kind of value is read from what a person wrote, and what an editor is told of it, as JSON Schema."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True, eq=False)
class Read:
    """How a kind of value is read from what a person wrote, and what an editor is told of it.

    In one step, where pydantic's own annotations take several: a case and a programme have some two hundred values,
    and the schema of each is made when a command begins.
    """

    read: Callable[[object], object]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


def told(types: list[str] | str, message: str, pattern: str, **more: Any) -> dict[str, Any]:
    """What an editor is told of a kind: its types in JSON, what to say of a wrong value, and how a text of it looks."""
    return {"type": types, **more, "pattern": pattern, "errorMessage": message}

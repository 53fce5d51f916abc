"""The base of every model: frozen, closed to unknown keys, and honest about what it does not know."""

import os
import warnings
from collections.abc import Mapping
from typing import Any, ClassVar

# pydantic looks through every installed package for plugins, which takes longer than checking a case.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

from pydantic import BaseModel, ConfigDict, Field, model_validator

# A programme may call a fact schema or copy: those methods of pydantic's are its old ones, and nobody here calls them.
warnings.filterwarnings("ignore", r"Field name \"\w+\" in \"\w+\" shadows an attribute", UserWarning)


class Unknown(Exception):
    """A value was asked for that the file gave wrongly or not at all; what depends on it cannot be said.

    ``lacking`` is what is lacking, in Swedish and in the form of an object: "en avtalsperiod". The fault itself is a
    finding already. Whoever computes from a half-known case lets this pass through.
    """

    def __init__(self, lacking: str) -> None:
        super().__init__(lacking)
        self.lacking = lacking


class NotApplicable(Unknown):
    """A value was asked for that the programme has no use for: ``lacking`` is what it does not have."""


def given(key: str) -> dict[str, Any]:
    """The JSON Schema of a group in which a key is given and not empty."""
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


def field(kind: Any, description: str | None, default: Any = ..., *, one: str = "", **told: Any) -> tuple[Any, Any]:
    """A field of a model that is made: its type, and what editors tell of it; ``one`` is what one of a list is."""
    extra = {"x-en": one} if one else None
    return kind, Field(default, description=description, **{"json_schema_extra": extra, **told})


class Model(BaseModel):
    """A part of a case or of a programme."""

    # Built when first used: a part alone never is, only the whole file that it stands in.
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True, defer_build=True
    )

    elsewhere: ClassVar[str] = ""
    """What to say of a key that is none of the model's, where there is something to say beside those that are."""

    blocks: ClassVar[Mapping[str, str]] = {}
    """What a programme can do without: the fields that only some models of the kind have, and what each is, ”ett …”."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_missing(cls, data: Any) -> Any:
        """An empty key says no more than a missing one; an empty key that is unknown is still unknown."""
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}

    def __getattr__(self, name: str) -> Any:
        # Only reached when the attribute is not set: what a faulty file left out, or a programme has no use for.
        if name in type(self).model_fields:
            raise Unknown(f"uppgiften ”{name}”")
        if name in type(self).blocks:
            raise NotApplicable(type(self).blocks[name])
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

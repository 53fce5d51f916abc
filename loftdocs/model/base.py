"""The base of every model: frozen, closed to unknown keys, and honest about what it does not know."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Unknown(Exception):
    """A value was asked for that the file gave wrongly or not at all; what depends on it cannot be said.

    The fault itself is a finding already. Whoever computes from a half-known case lets this pass through.
    """


class Model(BaseModel):
    """A part of a case or of a programme."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True)

    def __getattr__(self, name: str) -> Any:
        # Only reached when the attribute is not set: the fields that `partial` had to leave out.
        if name in type(self).model_fields:
            raise Unknown(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

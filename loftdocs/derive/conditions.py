"""The conditions that a programme sets on its documents and payments."""

from collections.abc import Mapping
from typing import Any

from loftdocs.model.base import Unknown


class BadCondition(Unknown):
    """A condition that comes to nothing; ``path`` is where it stands in the programme's file."""

    def __init__(self, of: str, reason: str, path: tuple[str | int, ...]) -> None:
        super().__init__(f"villkoret för {of}: {reason}")
        self.of, self.reason, self.path = of, reason, path


def holds(condition: str | None, naming: Mapping[str, Any], of: str, path: tuple[str | int, ...]) -> bool:
    """Whether the condition of something is true; there need not be one. Raises `BadCondition` if it cannot be asked.

    ``of`` tells a clerk what it is a condition of.
    """
    if condition is None:
        return True
    from loftdocs.sandbox.expression import BadExpression, truth

    try:
        return truth(condition, naming)
    except BadExpression as error:
        raise BadCondition(of, error.reason, path) from error

"""What an operator is: a function that plants one kind of error in every place where it can be planted.

Each names the code of the rule that is meant to tell of it; that another rule happens to tell is not enough. The
operators stand in ``planted/``, by subject, and every module there is read, so a new one is one function in one file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from loftdocs.catalogue import catalogue
from loftdocs.findings import Severity

from .papers import Mutant, Papers

Plant = Callable[[Papers], Iterator[Mutant]]


@dataclass(frozen=True)
class Operator:
    """A way to plant errors, and the codes of those who are to tell: any one of them is enough."""

    name: str
    group: str
    expects: tuple[str, ...]
    plant: Plant

    @property
    def fel(self) -> bool:
        """True if the error stops a build, by the severity of what is to tell of it."""
        return any(entry.severity is Severity.FEL for entry in catalogue(self.expects).values())


OPERATORS: list[Operator] = []


def operator(group: str, *, expects: str | tuple[str, ...]) -> Callable[[Plant], Plant]:
    """Makes the function below an operator; several codes only where it is chance which of them tells first."""

    def register(plant: Plant) -> Plant:
        OPERATORS.append(Operator(plant.__name__, group, (expects,) if isinstance(expects, str) else expects, plant))
        return plant

    return register


def operators() -> tuple[Operator, ...]:
    """Every operator, with the modules that they stand in read."""
    for path in sorted((Path(__file__).parent / "planted").glob("[!_]*.py")):
        import_module(f"{__package__}.planted.{path.stem}")
    return tuple(OPERATORS)

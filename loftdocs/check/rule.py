"""What a rule is: a function with a code, a severity, and a docstring that says the constraint."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from loftdocs.derive import Facts, derive
from loftdocs.findings import Finding, Place, Severity
from loftdocs.load import Loaded
from loftdocs.model.base import Unknown
from loftdocs.read import Finished


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of a rule: what is wrong, what to do, and where."""

    message: str
    hint: str
    place: Place


@dataclass(frozen=True)
class Known:
    """All that a rule may read. ``documents`` is empty until they are made."""

    loaded: Loaded
    documents: tuple[Finished, ...] = ()

    @cached_property
    def facts(self) -> Facts:
        """What follows from the case. Raises `Unknown` where the case is too faulty to say."""
        try:
            return derive(self.loaded.case, self.loaded.program)
        except (LookupError, ValueError, OverflowError) as error:
            raise Unknown(str(error)) from error

    def place(self, *path: str | int, key: bool = False) -> Place:
        """A place in the case file."""
        return self.loaded.case_tree.place(*path, key=key)

    def program_place(self, *path: str | int) -> Place:
        """A place in the programme's file."""
        return self.loaded.program_tree.place(*path)


Check = Callable[[Known], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its name."""

    code: str
    severity: Severity
    check: Check = field(compare=False)
    needs_documents: bool = False

    def run(self, known: Known) -> tuple[Finding, ...]:
        """The findings of this rule; none where the case is too faulty to ask it."""
        try:
            return tuple(Finding(self.code, self.severity, f.message, f.hint, f.place) for f in self.check(known))
        except Unknown:
            return ()


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, *, documents: bool = False) -> Callable[[Check], Check]:
    """Makes the function below a rule; ``documents`` if it reads the finished documents.

    Raises `ValueError` if the code is taken.
    """

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(code, severity, check, documents)
        return check

    return register

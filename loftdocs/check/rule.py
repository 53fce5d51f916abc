"""What a rule is: a function with a code, a severity, and a docstring that says the constraint.

The docstring is also the rule's page in the catalogue: first the constraint, then ``Exempel:`` (what breaks it) and
``Rätta:`` (how to mend it), and ``Källa:`` where a law or a standard says so.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from loftdocs.check.case_text import CaseText, case_text
from loftdocs.check.stated import Stated
from loftdocs.derive import Facts, derive
from loftdocs.findings import Finding, Place, Severity
from loftdocs.load import Loaded
from loftdocs.model.base import Unknown
from loftdocs.read.document import Finished

if TYPE_CHECKING:
    from loftdocs.trace import Trace


@dataclass(frozen=True)
class Fault:
    """One breach of a rule: what is wrong, what to do, and where; ``also`` is the other place of a contradiction."""

    message: str
    hint: str
    place: Place
    also: tuple[Place, ...] = ()


class Scope(StrEnum):
    """What a rule reads."""

    CASE = "ärendefilen"
    TEXT = "ärendefilens texter och varje dokument"
    DOCUMENTS = "dokumenten"


@dataclass(frozen=True)
class Known:
    """All that a rule may read: a case, documents, or both. What is not given raises `Unknown` when asked for.

    ``trace`` ties the documents' values to the case; ``expected`` is what the case would give, when others' documents
    are reviewed against it.
    """

    given: Loaded | None
    documents: tuple[Finished, ...] = ()
    trace: "Trace | None" = None
    expected: tuple[Finished, ...] = ()

    @property
    def loaded(self) -> Loaded:
        """The case and its programme."""
        if self.given is None:
            raise Unknown("no case")
        return self.given

    @cached_property
    def facts(self) -> Facts:
        """What follows from the case."""
        try:
            return derive(self.loaded.case, self.loaded.program)
        except (LookupError, ValueError, OverflowError) as error:
            raise Unknown(str(error)) from error

    @cached_property
    def texts(self) -> tuple[Finished, ...]:
        """What text rules read: the documents where there are any, else the texts in the case file."""
        return self.documents or (self.case_text,)

    @cached_property
    def case_text(self) -> CaseText:
        """The case's own texts, as a document that knows its lines."""
        return case_text(self.loaded)

    @cached_property
    def stated(self) -> Stated:
        """The facts by which texts are judged: the case's, or without a case what the documents themselves state."""
        return Stated.of(self.given, self.documents)

    def place(self, *path: str | int, key: bool = False) -> Place:
        """A place in the case file."""
        return self.loaded.case_tree.place(*path, key=key)

    def program_place(self, *path: str | int) -> Place:
        """A place in the programme's file."""
        return self.loaded.program_tree.place(*path)


Check = Callable[[Known], Iterable[Fault]]


@dataclass(frozen=True)
class Rule:
    """A check with its name."""

    code: str
    severity: Severity
    check: Check = field(compare=False)
    scope: Scope

    def run(self, known: Known) -> tuple[Finding, ...]:
        """The findings of this rule; none where too little is known to ask it."""
        try:
            return tuple(
                Finding(self.code, self.severity, f.message, f.hint, f.place, f.also) for f in self.check(known)
            )
        except Unknown:
            return ()

    @property
    def parts(self) -> dict[str, str]:
        """The docstring's parts: ``Regel``, ``Exempel``, ``Rätta`` and perhaps ``Källa``, each as one line."""
        text = " ".join((self.check.__doc__ or "").split())
        pieces = re.split(r"\s*\b(Exempel|Rätta|Källa): ", text)
        return {"Regel": pieces[0], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity) -> Callable[[Check], Check]:
    """Makes the function below a rule; the folder that it stands in says what it reads.

    Raises `ValueError` if the code is taken.
    """

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(code, severity, check, Scope[check.__module__.split(".")[-2].upper()])
        return check

    return register

"""What a rule is: a function with a code, a severity, and a docstring that says the constraint.

The docstring is also the rule's page in the catalogue: first the constraint, then ``Exempel:`` (what breaks it) and
``Rätta:`` (how to mend it), and ``Källa:`` where a law or a standard says so.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from loftdocs.attach.found import Found
from loftdocs.check.case_text import CaseText, case_text
from loftdocs.check.stated import Stated
from loftdocs.derive import Facts, derive
from loftdocs.derive.naming import naming
from loftdocs.findings import Finding, Place, Severity
from loftdocs.language.swedish import capital
from loftdocs.load import Loaded
from loftdocs.model.base import NotApplicable, Unknown
from loftdocs.model.case_model import signed_by
from loftdocs.model.documents import Dokument
from loftdocs.model.kind import Kind
from loftdocs.model.sides import Side, own_side, sides
from loftdocs.read.document import Finished

if TYPE_CHECKING:
    from loftdocs.trace import Trace


@dataclass(frozen=True)
class Fault:
    """One breach of a rule: what is wrong, what to do, and where; ``also`` is the other place of a contradiction.

    Without a hint the rule's own ``Rätta`` is told.
    """

    message: str
    hint: str = ""
    place: Place = field(default_factory=Place)
    also: tuple[Place, ...] = ()


class Scope(StrEnum):
    """What a rule reads."""

    CASE = "ärendefilen"
    TEXT = "ärendefilens texter och varje dokument"
    DOCUMENTS = "dokumenten"


@dataclass(frozen=True)
class Known:
    """All that a rule may read: a case, documents, or both. What is not given raises `Unknown` when asked for.

    ``attached`` is what was found in the case's own papers, by their names in the bundle, once it is made.
    ``trace`` ties the documents' values to the case; ``expected`` is what the case would give, when others' documents
    are reviewed against it, and None for documents that were made here.
    """

    given: Loaded | None
    documents: tuple[Finished, ...] = ()
    trace: "Trace | None" = None
    expected: tuple[Finished, ...] | None = None
    attached: Mapping[str, Found] = field(default_factory=dict)

    @property
    def reviewed(self) -> bool:
        """True where others' documents are judged, not the case itself and what is made of it."""
        return self.given is None or self.expected is not None

    @property
    def loaded(self) -> Loaded:
        """The case and its programme."""
        if self.given is None:
            raise Unknown("ett ärende")
        return self.given

    @cached_property
    def facts(self) -> Facts:
        """What follows from the case."""
        try:
            return derive(self.loaded.case, self.loaded.program)
        except (LookupError, ValueError, OverflowError) as error:
            raise Unknown("det som räknas ut ur ärendet") from error

    @cached_property
    def naming(self) -> dict[str, Any]:
        """The values of the case by the names that a programme's expressions know them by."""
        return naming(self.loaded.case, self.loaded.program, self.facts)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The parties, in the order in which they sign."""
        return sides(self.loaded.program, self.loaded.case)

    @cached_property
    def own(self) -> Side:
        """The case's own party. Raises `NotApplicable` where it has none."""
        side = own_side(self.loaded.program, self.loaded.case)
        if side is None:
            raise NotApplicable("en egen part")
        return side

    @cached_property
    def agreements(self) -> tuple[Dokument, ...]:
        """The documents that parties sign, the first agreement first. Raises `NotApplicable` where there is none.

        Those that a condition decides of are there only where it holds. Raises `Unknown` if that cannot be told.
        """
        program = self.loaded.program
        conditional = any(one.om for one in program.dokument)
        among = self.facts.dokument if conditional else program.dokument
        found = [one for one in among if one.slag is not Kind.TJÄNSTESKRIVELSE and signed_by(program, one)]
        if not found:
            raise NotApplicable("ett avtal")
        return tuple(found)

    def signing(self, document: Dokument) -> tuple[Side, ...]:
        """The parties that sign a document, in their order."""
        roles = signed_by(self.loaded.program, document)
        return tuple(side for side in self.sides if side.role in roles)

    @cached_property
    def asked(self) -> "dict[str, Outcome]":
        """What came of the rules that have been asked, by their codes: nothing is asked twice."""
        return {}

    def of(self, *kinds: Kind) -> tuple[Finished, ...]:
        """The documents of these kinds, for a rule that is about nothing else. Raises `Unknown` if there is none."""
        found = tuple(document for document in self.documents if document.kind in kinds)
        if not found:
            raise Unknown(" eller ".join(kind.label for kind in kinds))
        return found

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

    def side_place(self, side: Side, *path: str | int, key: bool = False) -> Place:
        """A place in what is said of a party: in the case's file, or in the programme's."""
        tree = self.loaded.case_tree if side.of_case else self.loaded.program_tree
        return tree.place(*side.path, *path, key=key)


Check = Callable[[Known], Iterable[Fault]]


@dataclass(frozen=True)
class Outcome:
    """What came of asking a rule; ``lacking`` is what it lacked to be asked in full, None if it was.

    A rule that is about something that the programme does not have is not ``applicable``.
    """

    findings: tuple[Finding, ...]
    lacking: str | None = None
    applicable: bool = True


@dataclass(frozen=True)
class Rule:
    """A check with its name."""

    code: str
    severity: Severity
    check: Check = field(compare=False)
    scope: Scope

    def ask(self, known: Known) -> Outcome:
        """The findings of this rule, asked once of ``known``; those that come before it lacks something are kept."""
        if self.code not in known.asked:
            known.asked[self.code] = self._outcome(known)
        return known.asked[self.code]

    def _outcome(self, known: Known) -> Outcome:
        found: list[Finding] = []
        try:
            for f in self.check(known):
                hint = f.hint or capital(self.parts["Rätta"])
                found.append(Finding(self.code, self.severity, f.message, hint, f.place, f.also))
        except Unknown as unknown:
            return Outcome(tuple(found), unknown.lacking, applicable=not isinstance(unknown, NotApplicable))
        except Exception as error:  # whatever it is, it must neither stop the other rules nor look like an answer
            return Outcome((*found, self._failed(error)), "ett svar: programmet gick fel")
        return Outcome(tuple(found))

    def _failed(self, error: Exception) -> Finding:
        """That the rule itself is at fault: an error under its own code, so that a case can set it aside."""
        return Finding(
            self.code,
            Severity.FEL,
            f"Regeln {self.code} gick inte att pröva: det är ett fel i programmet ({type(error).__name__}), inte i det "
            "som kontrolleras.",
            f"Kontrollera själv att det stämmer: {self.parts['Regel']} Sätt sedan regeln ur spel med det som skäl, och "
            "meddela den som sköter programmet.",
        )

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

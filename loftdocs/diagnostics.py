"""What a finding's code stands for, said once: a constant beside what tells it, and an entry in the catalogue.

Rules say the same of themselves in their docstrings; this is for all that is told by something else than a rule.
"""

from dataclasses import dataclass

from loftdocs.findings import Finding, Place, Severity

_NOWHERE = Place()


@dataclass(frozen=True)
class Diagnostic:
    """A code explained in Swedish: the constraint, an example that breaks it, and the remedy.

    ``severity`` is the gravest that it is told with; ``source`` the clause of a standard, empty for the product's own.
    """

    code: str
    severity: Severity
    constraint: str
    example: str
    remedy: str
    source: str = ""

    def finding(
        self,
        message: str,
        hint: str = "",
        place: Place = _NOWHERE,
        also: tuple[Place, ...] = (),
        *,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding with this code; ``severity`` is given where what was found weighs less than it may."""
        return Finding(self.code, severity or self.severity, message, hint, place, also)


# Those of the modules that are read in so far, by their codes; the catalogue reads in the others.
DIAGNOSTICS: dict[str, Diagnostic] = {}


def diagnostic(
    code: str, severity: Severity, constraint: str, example: str, remedy: str, source: str = ""
) -> Diagnostic:
    """Makes a `Diagnostic` and puts it in the catalogue. Raises `ValueError` if the code is taken."""
    if code in DIAGNOSTICS:
        raise ValueError(f"two diagnostics are called {code}")
    DIAGNOSTICS[code] = made = Diagnostic(code, severity, constraint, example, remedy, source)
    return made

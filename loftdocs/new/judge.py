"""What the rules of ``check`` say of one answer."""

from dataclasses import dataclass

from loftdocs.checking import check_text
from loftdocs.findings import Finding, Severity, display_path
from loftdocs.new.case_file import render
from loftdocs.new.draft import Draft
from loftdocs.new.questions import Question, Setting, filled, pending
from loftdocs.project import Project


@dataclass(frozen=True)
class Objection:
    """What is wrong with an answer and how to write it; one that is not ``firm`` may be right all the same."""

    message: str
    hint: str
    firm: bool

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


@dataclass(frozen=True)
class Judge:
    """Judges answers by the project's rules, as they stand in ``file`` together with those before them."""

    project: Project
    setting: Setting

    def objections(self, draft: Draft, question: Question, answer: str) -> tuple[Objection, ...]:
        """What there is against ``answer`` to the ``question`` that comes after the answers of ``draft``."""
        if not answer:
            return () if question.optional else (Objection("Den här uppgiften behövs.", "", True),)
        try:
            answer.encode()
        except UnicodeEncodeError:  # bytes of the terminal's that are no letters
            return (Objection("Svaret innehåller tecken som inte är UTF-8.", "Skriv om det för hand.", True),)
        # Without the programme nothing can be judged, so what is wrong with it is new even if it was so all the time.
        before = self._findings(draft) if question.path != "program" else ()
        told = {(finding.code, finding.place.path) for finding in before}
        after = draft.put(question.path, answer)
        return tuple(
            Objection(finding.message, finding.hint, firm)
            for finding in self._findings(after)
            if finding.place.path == question.path or (finding.code, finding.place.path) not in told
            for firm in (self._weight(finding, question, after),)
            if firm is not None
        )

    def _findings(self, draft: Draft) -> tuple[Finding, ...]:
        """The findings in the case's own file; the programme's faults are not the answer's."""
        whole = filled(draft, self.setting)
        file = self.project.cases / "nytt.yaml"
        known, findings = check_text(self.project, file, render(whole, file.stem))
        return tuple(f for f in findings if known is None or f.place.file == display_path(file))

    def _weight(self, finding: Finding, question: Question, after: Draft) -> bool | None:
        """Whether a finding must be mended, or only looked at; None if it is of no concern to the question."""
        path = finding.place.path
        if finding.severity is not Severity.FEL:
            return False if finding.severity is Severity.VARNING and path == question.path else None
        coming = {question.path: question.suggestion for question in pending(after, self.setting)}
        # What comes later and goes against the answer may be what is wrong; what is only empty yet is not.
        return True if path not in coming else False if coming[path] else None

"""What the rules of ``check`` say of one answer."""

from dataclasses import dataclass

from loftdocs.checking import check_text
from loftdocs.findings import Finding, Severity, display_path
from loftdocs.load.diagnostics import MISSING
from loftdocs.new.case_file import render
from loftdocs.new.draft import Draft
from loftdocs.new.question import Question, Setting
from loftdocs.new.questions import filled, pending
from loftdocs.new.scalars import quoted
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
        if refused := question.refused(answer):
            return (Objection(refused, "", True),)
        after = draft.put(question.path, answer)
        if question.path == "program" and self.setting.form(after) is None:  # then nothing else can be judged
            return tuple(Objection(one.message, one.hint, True) for one in self._findings(after) if _certain(one))
        told = {(finding.code, finding.place.path) for finding in self._findings(draft)}
        return tuple(
            Objection(finding.message, finding.hint, firm)
            for finding in self._findings(after)
            if finding.place.path == question.path or (finding.code, finding.place.path) not in told
            for firm in (self._weight(finding, question, after),)
            if firm is not None
        )

    def _findings(self, draft: Draft) -> tuple[Finding, ...]:
        """The findings in the case's own file; the programme's faults are not the answer's, if it can be read."""
        whole = filled(draft, self.setting)
        file, form = self.project.cases / "nytt.yaml", self.setting.form(whole)
        text = render(whole, file.stem, form) if form else f"program: {quoted(whole['program'])}\n"
        known, findings = check_text(self.project, file, text)
        return tuple(f for f in findings if known is None or form is None or f.place.file == display_path(file))

    def _weight(self, finding: Finding, question: Question, after: Draft) -> bool | None:
        """Whether a finding must be mended, or only looked at; None if it is of no concern to the question."""
        path = finding.place.path or ""
        if path != question.path and (finding.code == MISSING.code or question.path == "program"):
            return None  # what is only empty yet, and all that a programme asks for
        if finding.severity is not Severity.FEL:
            mine = path == question.path or path.startswith(f"{question.path}[")  # or one of several in the answer
            return False if finding.severity is Severity.VARNING and mine else None
        coming = {question.path: question.suggestion for question in pending(after, self.setting)}
        # What comes later and goes against the answer may be what is wrong.
        return True if path not in coming else False if coming[path] else None


def _certain(finding: Finding) -> bool:
    return finding.severity is Severity.FEL

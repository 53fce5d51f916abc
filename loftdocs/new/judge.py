"""What the rules of ``check`` say of one answer."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from loftdocs.checking import check_text
from loftdocs.findings import Finding, Severity, display_path
from loftdocs.load.diagnostics import MISSING
from loftdocs.new.case_file import render
from loftdocs.new.draft import DATUM, START, Draft
from loftdocs.new.question import Question, Setting
from loftdocs.new.questions import filled, pending
from loftdocs.new.scalars import quoted
from loftdocs.project import Project


@dataclass(frozen=True)
class Objection:
    """What is wrong with an answer and how to write it; one that is not ``firm`` may be right all the same.

    ``path`` is where it is wrong, by the rules that found it.
    """

    message: str
    hint: str
    firm: bool
    path: str = ""

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
            return tuple(_objection(one, True) for one in self._findings(after) if one.severity is Severity.FEL)
        told = {(finding.code, finding.place.path) for finding in self._findings(draft)}
        return tuple(
            _objection(finding, firm)
            for finding in self._findings(after)
            if finding.place.path == question.path or (finding.code, finding.place.path) not in told
            for firm in (self._weight(finding, question, after),)
            if firm is not None
        )

    def whole(self, draft: Draft) -> tuple[Objection, ...]:
        """What is certainly wrong with all the answers together."""
        findings = (one for one in self._findings(draft) if one.severity is Severity.FEL and one.code != MISSING.code)
        return tuple(_objection(one, True) for one in findings)

    def _findings(self, draft: Draft, without: Collection[str] = ()) -> tuple[Finding, ...]:
        """The findings in the case's own file; the programme's faults are not the answer's, if it can be read.

        Nothing is assumed at the paths in ``without``.
        """
        whole = filled(draft, self.setting)
        form = self.setting.form(whole)
        whole = whole.with_all(dict.fromkeys(without, ""))
        file = self.project.cases / "nytt.yaml"
        text = render(whole, file.stem, form, judged=True) if form else f"program: {quoted(whole['program'])}\n"
        known, findings = check_text(self.project, file, text)
        return tuple(f for f in findings if known is None or form is None or f.place.file == display_path(file))

    def _weight(self, finding: Finding, question: Question, after: Draft) -> bool | None:
        """Whether a finding must be mended, or only looked at; None if it is of no concern to the question."""
        path = finding.place.path or ""
        if path != question.path and (finding.code == MISSING.code or question.path == "program"):
            return None  # what is only empty yet, and all that a programme asks for
        if finding.severity is not Severity.FEL:
            mine = re.sub(r"\[\d+\]$", "", path) if path != question.path else path  # or one of several in the answer
            return False if finding.severity is Severity.VARNING and mine == question.path else None
        # What comes later, or came before, and goes against the answer may be what is wrong.
        coming = {question.path: question.suggestion for question in pending(after, self.setting)}
        if path in coming:
            return False if coming[path] else None
        if path in after and path != question.path:
            return False
        form = self.setting.form(after)
        if form and form.written_later(path):
            return None
        days = [day for day in (START, DATUM) if day in coming]
        return not days or any(
            one.code == finding.code and one.place.path == path for one in self._findings(after, without=days)
        )


def _objection(finding: Finding, firm: bool) -> Objection:
    return Objection(finding.message, finding.hint, firm, finding.place.path or "")

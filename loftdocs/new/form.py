"""What a case of a programme is to hold: the programme as it is on the paper's day, and the model of its cases."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loftdocs.language.swedish import definite
from loftdocs.load import load_text
from loftdocs.model.case import Case
from loftdocs.model.case_model import signed_by
from loftdocs.model.kind import Kind
from loftdocs.model.paper import paper_parts
from loftdocs.model.program import Program
from loftdocs.new.draft import Draft
from loftdocs.new.scalars import quoted
from loftdocs.project import Project


@dataclass(frozen=True)
class Form:
    """A programme, the model of its cases, and the programme's folder."""

    program: Program
    model: type[Case]
    folder: Path

    @property
    def paper(self) -> bool:
        """True if a case has a decision paper."""
        return self.program.has(Kind.TJÄNSTESKRIVELSE)

    @property
    def agreement(self) -> bool:
        """True if the parties sign something."""
        return any(signed_by(self.program, document) for document in self.program.dokument)

    @property
    def own(self) -> str | None:
        """The path of the case's own party: ``kommun``, or the first of several; None where it has none."""
        role = self.program.own
        if role is None:
            return None
        role = self.program.parter[role].en_av or role
        return f"{role}[0]" if self.program.parter[role].many else role

    @property
    def named(self) -> str | None:
        """The path of the name that the case is called by: that of its own party, or of the first that it names."""
        roles = self.program.parter.items()
        first = next((role for role, roll in roles if not roll.fixed and roll.en_av is None), None)
        if self.own is None and first:
            return f"{first}[0].namn" if self.program.parter[first].many else f"{first}.namn"
        return f"{self.own}.namn" if self.own else None

    def kind(self, draft: Draft) -> str:
        """What a case's own party is called for short: ``regionen``; ``kommunen`` while that is not known."""
        return definite((self.named and draft[self.named]) or "kommun") or "kommunen"

    def written_later(self, path: str) -> bool:
        """True for a place in a text, a list or a table, which nobody is asked for."""
        parts = paper_parts(self.program.tjänsteskrivelse.avsnitt) if self.paper else ()
        facts = (fact.name for fact in self.program.facts if fact.given and not fact.short)
        later = (*(f"tjänsteskrivelse.{part.namn}" for part in parts), *facts)
        return any(path == one or path.startswith(f"{one}[") for one in later)


def read_form(project: Project, name: str, day: date) -> Form | None:
    """The form of the programme in ``templates/<name>``; None if its file does not say what a case is to hold."""
    text = f"program: {quoted(name)}\ntjänsteskrivelse:\n  datum: {day}\n"
    loaded, _ = load_text(project, project.cases / "nytt.yaml", text)
    if loaded is None or not _whole(loaded.program):
        return None
    return Form(loaded.program, type(loaded.case), loaded.program_folder)


def _whole(program: Program) -> bool:
    """True if all that a question may name could be read."""
    parts = (program, *vars(program).get("parter", {}).values())
    return all(set(type(part).model_fields) <= set(vars(part)) for part in parts)

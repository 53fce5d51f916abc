"""What the desk answers: plain data for its page, made of a case's text and of what is known of it."""

import contextlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from loftdocs.desk.asked import changes_of, tab_of, text_of
from loftdocs.desk.difference import difference
from loftdocs.desk.drafts import MINE, THEIRS, Draft, Drafts
from loftdocs.desk.edit import Uneditable, edited
from loftdocs.desk.files import DeskFiles
from loftdocs.desk.forms import form_of
from loftdocs.desk.offered import offered
from loftdocs.desk.preview import Preview, Shown
from loftdocs.failures import FileFailure
from loftdocs.findings import Finding, Severity, display_path
from loftdocs.load import load_text
from loftdocs.load.yaml_tree import Tree, parse
from loftdocs.model.base import Unknown
from loftdocs.model.documents import Dokument, without_marks
from loftdocs.model.kind import Kind
from loftdocs.model.sides import own_side
from loftdocs.project import Project
from loftdocs.report.bundle import short
from loftdocs.unchanged import recall

Data = dict[str, Any]


class Answers:
    """One desk's project, files and preview."""

    def __init__(self, project: Project, preview: Preview) -> None:
        self.project, self.preview = project, preview
        self.files, self.drafts = DeskFiles(project), Drafts()

    def cases(self) -> Data:
        """The names of all cases, and which of them have documents that are as they should be."""
        return {"ärenden": [{"namn": name, "part": self._own_party(name)} for name in self.project.case_names()]}

    def state(self, name: str) -> Data:
        """How one case stands: its errors and warnings, and whether its documents are the case's."""
        from loftdocs.checking import check

        path = self.files.path(name)
        self.files.read(name)  # raises before anything waits for a pipe
        built = recall(self.project, path, False)
        findings = built.findings if built else check(self.project, path)[1]
        return {
            "fel": _count(findings, Severity.FEL),
            "varningar": _count(findings, Severity.VARNING),
            "byggt": built is not None,
            "filer": self._built(name) if built else [],
        }

    def case(self, name: str) -> Data:
        """A case as it is saved, and what was written in it and not saved, in each tab."""
        saved, path = self.files.read(name), self.files.path(name)
        unsaved = [
            {**asdict(draft), "märke": draft.märke} for draft in self.drafts.of(path) if draft.text != saved.text
        ]
        shown = {"namn": name, "fil": display_path(path), "text": saved.text, "stämpel": saved.stamp}
        return {**shown, "utkast": unsaved, **self._made(path, saved.text)}

    def stamp(self, name: str) -> Data:
        """The stamp of the file as it is now."""
        return {"stämpel": self.files.read(name).stamp}

    def draft(self, name: str, asked: Data) -> Data:
        """The text with the form's changes made, its values for the form, and its pages with what has changed.

        The form's schema is sent where it is another than the one that the page has, by its ``schemamärke``.
        ``nekade`` are the numbers of the changes that could not be made, ``bevarat`` is whether the text is kept.
        """
        text, tab, changes, path = text_of(asked), tab_of(asked), changes_of(asked), self.files.path(name)
        refused = []
        for number, change in enumerate(changes):
            try:
                text = edited(text, [change])
            except Uneditable:
                refused.append(number)
        kept = self._keep(name, path, Draft(tab, text, str(asked.get("stämpel", ""))))
        shown = _shown(self.preview.quick(path, text), path)
        tree, _ = parse(path, text)  # none for a text that is no YAML
        values = tree.data if tree else None  # as the form shows them, each as it was written
        known = {"text": text, "nekade": refused, "bevarat": kept, "värden": values}
        return {**known, **self._form(tree, asked), **shown}

    def _form(self, tree: Tree | None, asked: Data) -> Data:
        form = form_of(self.project, tree) if tree else None
        if form is None:
            return {"schemamärke": "", "schema": None}
        return {"schemamärke": form.mark, "schema": form.schema if form.mark != asked.get("schemamärke") else None}

    def _keep(self, name: str, path: Path, draft: Draft) -> bool:
        with contextlib.suppress(FileFailure):  # a file that has become unreadable is no reason to lose the text too
            if draft.text == self.files.read(name).text:
                self.drafts.drop(path, draft.flik)
                return True
        return self.drafts.keep(path, draft)

    def whole(self, name: str, asked: Data) -> Data:
        """The bundle's pages with what is behind them, and all findings."""
        path = self.files.path(name)
        return _shown(self.preview.whole(path, text_of(asked)), path)

    def save(self, name: str, asked: Data) -> Data:
        """Saves, or raises `files.Changed`; the drafts of other tabs are left as they are."""
        text, tab = text_of(asked), tab_of(asked)
        saved = self.files.save(name, text, str(asked.get("stämpel", "")))
        self.drafts.saved(self.files.path(name), tab, text, saved.stamp)
        return {"stämpel": saved.stamp}

    def drop(self, name: str, asked: Data) -> Data:
        """Forgets what a tab has not saved; with a ``märke`` only if it is that text still."""
        tab = "" if asked.get("flik") == "" else tab_of(asked)
        self.drafts.drop(self.files.path(name), tab, text_of(asked, "märke") if "märke" in asked else None)
        return {}

    def put_aside(self, name: str, asked: Data) -> Data:
        """Keeps the text of two that was not chosen."""
        slag = MINE if asked.get("slag") == MINE else THEIRS
        text, stamp = text_of(asked), str(asked.get("stämpel", ""))
        if not self.drafts.put_aside(self.files.path(name), text, stamp, slag):
            raise FileFailure("Texten som inte valdes gick inte att lägga undan.", "Ingenting är ändrat.")
        return {}

    def difference(self, name: str, asked: Data) -> Data:
        """How the text in a tab differs from the file's."""
        self.files.path(name)
        return {"rader": [asdict(row) for row in difference(text_of(asked), text_of(asked, "filens"))]}

    def build(self, name: str) -> Data:
        """Builds what is saved."""
        from loftdocs.build import build

        path = self.files.path(name)
        self.files.read(name)  # raises before anything waits for a pipe
        with self.preview.alone():
            result = build(self.project, path)
        return {
            "klart": result.folder is not None,
            "fynd": _findings(result.findings, path),
            "besked": [one.as_dict() for one in result.verdicts],
            "filer": self._built(name),
        }

    def _built(self, name: str) -> list[Data]:
        return [{"namn": path.name, "byte": path.stat().st_size} for path in self.files.built(name)]

    def _made(self, path: Path, text: str) -> Data:
        """What a build gives: the documents by name, with their titles and whether they are left as Word files.

        ``samling`` is how the name of the main bundle's file begins, and ``filer`` are the others that can be had.
        """
        loaded, _ = load_text(self.project, path, text)
        with contextlib.suppress(Unknown):
            if loaded:
                program = loaded.program
                paper = loaded.case.tjänsteskrivelse.benämning if program.has(Kind.TJÄNSTESKRIVELSE) else ""
                documents = [
                    {"namn": one.namn, "titel": _short(one, paper), "word": one is not program.försättsblad}
                    for one in program.papers
                ]
                files = [{"början": start, "titel": title} for start, title in offered(program)]
                return {"dokument": documents, "samling": f"{program.main_bundle}-", "filer": files}
        return {"dokument": [], "samling": "", "filer": []}

    def _own_party(self, name: str) -> str:
        try:
            loaded, _ = load_text(self.project, self.files.path(name), self.files.read(name).text)
            own = own_side(loaded.program, loaded.case) if loaded else None
            return own.namn if own else ""
        except Exception:  # a list must not stop at one broken file
            return ""


def _short(document: Dokument, paper: str) -> str:
    """What a document is called in a menu; ``paper`` is the municipality's name for its decision paper."""
    return short(document.slag, paper, without_marks(document.handling or document.rubrik).strip())


def _shown(shown: Shown, path: Path) -> Data:
    pages = None if shown.pages is None else [asdict(page) for page in shown.pages]
    places = shown.places or (None,) * len(shown.findings)
    answers = None if shown.verdicts is None else [one.as_dict() for one in shown.verdicts]
    return {"sidor": pages, "fynd": _findings(shown.findings, path, places), "besked": answers}


def _findings(findings: Sequence[Finding], path: Path, pages: Sequence[int | None] = ()) -> list[Data]:
    """Findings for the page: those that hold, each with the case's own line and field, and its page in the bundle."""
    own = display_path(path)
    pages = pages or (None,) * len(findings)
    made = []
    for finding, page in zip(findings, pages, strict=True):
        if finding.silenced is None:
            data = finding.as_dict()
            here = finding.place.file == own
            made.append(
                {**data, "sida": page, "fält": data["path"] if here else None, "rad": data["line"] if here else None}
            )
    order = list(Severity)
    return sorted(made, key=lambda one: order.index(Severity(one["severity"])))


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.severity == severity and finding.silenced is None for finding in findings)

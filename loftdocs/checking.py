"""Everything that can be said of a case without making a document: what ``check`` does and ``build`` begins with."""

from pathlib import Path

from loftdocs.check import check_case
from loftdocs.check.rule import Known
from loftdocs.findings import Finding, in_file_order
from loftdocs.load import Loaded, load, load_text
from loftdocs.project import Project


def check(project: Project, case_file: Path) -> tuple[Known | None, tuple[Finding, ...]]:
    """What is known of a case, and the findings about it, in the order of the file.

    None instead of what is known if the files cannot be read as YAML. Raises `FileFailure`.
    """
    return _judged(*load(project, case_file))


def check_text(project: Project, case_file: Path, text: str) -> tuple[Known | None, tuple[Finding, ...]]:
    """As `check`, of a case that is not in its file yet: ``text`` is what is to stand in ``case_file``."""
    return _judged(*load_text(project, case_file, text))


def _judged(loaded: Loaded | None, findings: tuple[Finding, ...]) -> tuple[Known | None, tuple[Finding, ...]]:
    if loaded is None:
        return None, in_file_order(findings)
    known = Known(loaded)
    return known, in_file_order((*findings, *check_case(known)))

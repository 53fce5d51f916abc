"""Everything that can be said of a case without making a document: what ``check`` does and ``build`` begins with."""

from pathlib import Path

from loftdocs.check import check_case
from loftdocs.check.rule import Known
from loftdocs.findings import Finding, in_file_order
from loftdocs.load import load
from loftdocs.project import Project


def check(project: Project, case_file: Path) -> tuple[Known | None, tuple[Finding, ...]]:
    """What is known of a case, and the findings about it, in the order of the file.

    None instead of what is known if the files cannot be read as YAML. Raises `FileFailure`.
    """
    loaded, findings = load(project, case_file)
    if loaded is None:
        return None, in_file_order(findings)
    known = Known(loaded)
    return known, in_file_order((*findings, *check_case(known)))

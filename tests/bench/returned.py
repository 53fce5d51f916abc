"""An agreement that comes back signed by both, as `verify` meets it."""

from pathlib import Path

from loftdocs.build import build
from loftdocs.project import Project
from tests.signing import certificate, sign


def signed(project: Project, case: Path) -> Path:
    """The case built, and its agreement signed in every field; the signed file."""
    result = build(project, case)
    assert result.folder, result.findings
    latest = result.folder / f"avtal-{case.stem}.pdf"
    for number, field in enumerate(_fields(latest)):
        target = project.root / f"{number}-avtal-{case.stem}.pdf"
        sign(latest, target, field, certificate("Ulrika K Jansson"))
        latest = target
    return latest


def _fields(pdf: Path) -> list[str]:
    import pikepdf

    with pikepdf.open(pdf) as document:
        return [str(field.T) for field in document.Root.AcroForm.Fields]

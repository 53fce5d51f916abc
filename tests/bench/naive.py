"""The way it is done without loftdocs: fill the templates, start soffice for each document, merge with pypdf.

``python -m tests.bench.naive PROJECT CASE TARGET``: no checks, no tags of the bundle, no fields, no trace.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from pypdf import PdfWriter

from loftdocs.convert.libreoffice import find, kept_profile
from loftdocs.derive import derive
from loftdocs.load import load
from loftdocs.project import Project
from loftdocs.render.fields import ContentsRow, Whole, fields
from loftdocs.render.template import render


def documents(project: Project, case: Path, target: Path) -> list[Path]:
    """The filled Word files, cover first."""
    loaded, _ = load(project, case)
    assert loaded
    facts = derive(loaded.case, loaded.program)
    rows = tuple(ContentsRow(one.namn, facts.handlingar[one.namn], 1, 1) for one in loaded.program.dokument)
    made = []
    for document in (loaded.program.försättsblad, *loaded.program.dokument):
        whole = Whole("Handlingar", rows) if document is loaded.program.försättsblad else None
        values = fields(loaded.case, loaded.program, facts, document, loaded.logo, whole)
        made.append(target / f"{document.namn}.docx")
        made[-1].write_bytes(render(loaded.template(document.namn), values).docx)
    return made


def convert(files: list[Path], target: Path) -> None:
    """One start of soffice for all of ``files``, with the profile that is there."""
    office = find()
    profile = f"-env:UserInstallation={kept_profile(office).as_uri()}"
    command = [str(office.program), profile, "--headless", "--convert-to", "pdf", "--outdir", str(target)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)


def main(root: str, case: str, into: str) -> None:
    """One bundle."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        files = documents(Project(Path(root)), Path(case), target)
        for file in files:
            convert([file], target)
        merged = PdfWriter()
        for file in files:
            merged.append(str(file.with_suffix(".pdf")))
        merged.write(into)


if __name__ == "__main__":
    main(*sys.argv[1:])

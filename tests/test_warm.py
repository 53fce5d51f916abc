"""What commands read in, and when: nobody waits for what is not used, or for what could have been read in before."""

import os
import subprocess
import sys

from .conftest import REPO, Sandbox

# A build that makes all anew; told is what is read in once the last of the lists has been.
_BUILD = """
import sys
from loftdocs import convert, project, warm
here = project.needed()
convert.engine(anew=True)
from loftdocs.build import build

met = {"start": set(sys.modules)}

def noted(name, function):
    def call():
        function()
        met[name] = set(sys.modules)
    return call

warm.beside_documents = noted("documents", warm.beside_documents)
warm.beside_cover = noted("cover", warm.beside_cover)
assert build(here, here.cases / "prov.yaml", anew=True).folder
heavy = {"PIL", "icalendar", "pikepdf", "pypdfium2", "rapidfuzz"}
print("start", *sorted(heavy & met["start"]))
print("late", *sorted(n for n in set(sys.modules) - met["cover"] if n.split(".")[0] not in sys.stdlib_module_names))
"""


def test_a_build_reads_in_nothing_when_libreoffice_is_done(sandbox: Sandbox) -> None:
    sandbox.edit()
    assert _told(_BUILD, sandbox) == ["start", "late"]


def test_a_check_and_the_start_of_a_verification_read_in_no_pdf_library(sandbox: Sandbox) -> None:
    sandbox.edit()
    heavy = "print(*sorted({'PIL', 'docx', 'jinja2', 'lxml', 'pikepdf', 'pypdfium2', 'pyhanko'} & set(sys.modules)))"
    assert _told(f"import sys; from loftdocs.cli import main; main(['check', 'prov']); {heavy}", sandbox)[-1] == ""
    assert _told(f"import sys, loftdocs.cli.commands.verify; {heavy}", sandbox) == [""]


def _told(program: str, sandbox: Sandbox) -> list[str]:
    run = [sys.executable, "-c", program]
    done = subprocess.run(
        run, cwd=sandbox.project.root, env=_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPO)}

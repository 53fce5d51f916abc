"""What was built and signed once can be verified from now on, whatever becomes of templates, programme and case model.

Each folder in ``tests/kept`` is a build of the invented Ekby by one version of the control part of its manifest: the
agreement with its manifest, the same file signed by both, and the root of their certificates (good until 2099). A new
version gets a folder of its own; those that are there stay as they are.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loftdocs.control import VERSION
from loftdocs.findings import Severity
from loftdocs.project import Project
from loftdocs.verify.asked import Asked
from loftdocs.verify.result import Verdict, Verified
from loftdocs.verify.verification import verify

from .conftest import REPO

KEPT = sorted(path for path in (REPO / "tests" / "kept").iterdir() if path.is_dir())
Change = Callable[[Path], None]


def verified(kept: Path, root: Path, change: Change = lambda folder: None) -> Verified:
    """The signed file, in a project that has nothing but the build."""
    folder = root / "build" / "ekby"
    shutil.copytree(kept / "build", folder)
    change(folder)
    return verify(Project(root), kept / "avtal-ekby-undertecknat.pdf", Asked(trust=(kept / "rot.pem",)))


def test_this_version_has_its_folder() -> None:
    assert f"ekby-{VERSION}" in {path.name for path in KEPT}
    for path in KEPT:
        control = json.loads((path / "build" / "manifest.json").read_text(encoding="utf-8"))["kontroll"]
        assert path.name == f"ekby-{control['version']}"


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_kept_build_is_accepted_without_case_or_templates(kept: Path, tmp_path: Path) -> None:
    result = verified(kept, tmp_path)
    assert [one.code for one in result.findings if one.severity is not Severity.UPPLYSNING] == []
    assert result.answers
    assert result.answers.accepted is Verdict.YES
    assert [(one.name, known) for one, known in zip(result.signatures, result.matches, strict=True)] == [
        ("Ylva Berg", True),
        ("Åsa Lindqvist", True),
    ]
    assert {page.built for page in result.pages} == set(range(1, len(result.pages) + 1))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_who_should_sign_is_by_the_kept_manifest(kept: Path, tmp_path: Path) -> None:
    def other_signer(folder: Path) -> None:
        path = folder / "manifest.json"
        text = path.read_text(encoding="utf-8")
        assert "Ylva Berg" in text
        path.write_text(text.replace("Ylva Berg", "Bo Ek"), encoding="utf-8")

    result = verified(kept, tmp_path, other_signer)
    assert "SIG114" in {one.code for one in result.findings}


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_the_built_file_is_found_in_the_signed_one_when_it_is_gone(kept: Path, tmp_path: Path) -> None:
    result = verified(kept, tmp_path, lambda folder: (folder / "avtal-ekby.pdf").unlink())
    assert result.answers
    assert result.answers.accepted is Verdict.YES

"""What is in ``build/`` changes at once or not at all, and a person's own changes there are kept."""

import json
from pathlib import Path

import pytest

import loftdocs.publish
from loftdocs import manifest
from loftdocs.failures import FileFailure
from loftdocs.litter import FORMER
from loftdocs.publish import publish, workshop

from .conftest import Sandbox


def finished(folder: Path, **files: str) -> Path:
    made = folder / "prov"
    made.mkdir()
    for name, text in files.items():
        (made / f"{name}.docx").write_text(text)
    manifest.write(made, manifest.describe(made, folder, [], "25.2", {}))
    return made


def test_a_build_replaces_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "build" / "prov"
    for text in ("ett", "två"):
        with workshop(tmp_path / "build") as folder:
            assert publish(finished(folder, a=text), target) == ()
    assert (target / "a.docx").read_text() == "två"
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["prov"]


def test_what_was_edited_or_added_by_hand_is_kept_aside(tmp_path: Path) -> None:
    target = tmp_path / "build" / "prov"
    with workshop(tmp_path / "build") as folder:
        publish(finished(folder, a="ett", b="bee"), target)
    (target / "a.docx").write_text("ändrad för hand")
    (target / "anteckning.txt").write_text("min egen")
    (target / "~$a.docx").write_text("Words låsfil")
    with workshop(tmp_path / "build") as folder:
        findings = publish(finished(folder, a="två", b="bee"), target)
    kept = tmp_path / "build" / "prov-ändrat"
    assert sorted(path.read_text() for path in kept.iterdir()) == ["min egen", "ändrad för hand"]
    assert [(f.code, f.severity) for f in findings] == [("FIL301", "varning")] * 2
    assert "a.docx var ändrad eller tillagd för hand" in findings[0].message
    assert (target / "a.docx").read_text() == "två"


@pytest.mark.parametrize("manifest_text", [None, "{"])
def test_nothing_is_lost_where_no_manifest_can_tell(tmp_path: Path, manifest_text: str | None) -> None:
    target = tmp_path / "build" / "prov"
    target.mkdir(parents=True)
    (target / "min-egen.docx").write_text("min egen")
    if manifest_text:
        (target / manifest.NAME).write_text(manifest_text)
    with workshop(tmp_path / "build") as folder:
        findings = publish(finished(folder, a="två"), target)
    assert [f.code for f in findings] == ["FIL301"]
    assert [p.read_text() for p in (tmp_path / "build" / "prov-ändrat").iterdir()] == ["min egen"]


def test_a_file_where_the_folder_belongs_is_kept_aside(tmp_path: Path) -> None:
    target = tmp_path / "build" / "prov"
    target.parent.mkdir()
    target.write_text("en fil")
    with workshop(tmp_path / "build") as folder:
        publish(finished(folder, a="två"), target)
    assert (target / "a.docx").read_text() == "två"
    assert [p.read_text() for p in (tmp_path / "build" / "prov-ändrat").iterdir()] == ["en fil"]


def test_a_folder_that_cannot_be_replaced_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "build" / "prov"
    with workshop(tmp_path / "build") as folder:
        publish(finished(folder, a="ett"), target)
    rename = Path.rename

    def refuse(self: Path, to: Path) -> Path:
        if to == target and self.parent.name != FORMER:
            raise PermissionError(13, "upptagen")
        return rename(self, to)

    monkeypatch.setattr(loftdocs.publish, "exchanged", lambda one, other: False)  # as on a network drive
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(FileFailure, match="går inte att byta ut"), workshop(tmp_path / "build") as folder:
        publish(finished(folder, a="två"), target)
    assert (target / "a.docx").read_text() == "ett"


def test_the_manifest_tells_what_went_in_and_what_came_out(sandbox: Sandbox) -> None:
    sandbox.edit()
    assert sandbox.run("build", "prov").code == 0
    folder = sandbox.project.build / "prov"
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(data["utdata"]) == {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert set(data["indata"]) == {
        "cases/prov.yaml",
        *(
            f"templates/loft/{name}"
            for name in (
                *("program.yaml", "arende.yaml.jinja", "forsattsblad.docx", "tjansteskrivelse.docx"),
                *("informationsfolder.docx", "partneravtal.docx", "bilaga.docx", "sidnummer.docx"),
            )
        ),
    }
    assert all(len(digest) == 64 for digest in (*data["utdata"].values(), *data["indata"].values()))
    assert {"loftdocs", "libreoffice", "docxtpl"} <= set(data["verktyg"])
    assert set(data["typsnitt"]) == {"Carlito", "Carlito-Bold"}
    assert all(float(revision) >= 1 for revision in data["typsnitt"].values())

"""A build judged later: what its manifest says of signers and pages, whatever has become of the case since."""

import json
from typing import Any

import pytest

from loftdocs import control, manifest
from loftdocs.verify.origin import page_texts

from .conftest import Built
from .verifying import EKBY, RISE, STAD, Desk, both, codes, person, said, sign, three


def kept(first: str | None = "Ylva Berg", second: str | None = "Åsa Lindqvist", version: int = 1) -> dict[str, Any]:
    """What a build has written down of its agreement."""
    signers = [
        {"fält": RISE, "person": first, "organisation": "RISE Research Institutes of Sweden AB"},
        {"fält": STAD, "person": second, "organisation": "Ekby stad"},
    ]
    return {"version": version, "filer": {"avtal-ekby.pdf": {"undertecknare": signers, "fält": {}, "sidor": []}}}


@pytest.mark.parametrize("case", [None, "program: [", EKBY, EKBY.replace("[Ylva Berg]", "[Örjan Ek]")])
def test_the_build_says_who_signs_whatever_has_become_of_the_case(desk: Desk, case: str | None) -> None:
    desk.build("ekby", kept(), avtal=desk.built)
    if case is None:
        (desk.project.cases / "ekby.yaml").unlink()
    else:
        desk.sandbox.write(case, "ekby")
    result = desk.verify(both(desk.built), desk.anchor())
    assert codes(result) == set()
    assert result.matches == (True, True)
    assert three(result) == "ja ja ja ja"
    assert "enligt build/ekby/manifest.json" in " ".join(result.checked)


def test_another_person_than_the_build_says_is_a_stranger(desk: Desk) -> None:
    desk.build("ekby", kept(first="Bo Ek"), avtal=desk.built)
    result = desk.verify(both(desk.built), desk.anchor())
    assert codes(result) == {"SIG114"}
    assert said(result, "SIG114").endswith("men ska enligt ärendet vara det av Bo Ek.")


def test_who_was_not_known_then_is_told_by_the_case(desk: Desk) -> None:
    desk.build("ekby", kept(first=None), avtal=desk.built)
    assert codes(desk.verify(both(desk.built), desk.anchor())) == set()
    (desk.project.cases / "ekby.yaml").unlink()
    result = desk.verify(both(desk.built), desk.anchor())
    assert codes(result) == {"SIG116"}
    assert result.matches == (None, True)


def test_a_later_form_is_left_alone(desk: Desk) -> None:
    """Then the case as it is today counts, and without one nobody is known."""
    desk.build("ekby", kept(first="Bo Ek", version=control.VERSION + 1), avtal=desk.built)
    assert codes(desk.verify(both(desk.built), desk.anchor())) == set()
    (desk.project.cases / "ekby.yaml").unlink()
    result = desk.verify(both(desk.built), desk.anchor())
    assert codes(result) == {"SIG128"}
    assert three(result) == "ja ja ? ?"


@pytest.mark.parametrize(
    "given",
    [
        *(
            {},
            {"version": 1},
            {"version": 1, "filer": []},
            {"version": "1", "filer": {}},
            {"version": None, "filer": {}},
        ),
        {"version": 1, "filer": {"avtal-ekby.pdf": {}}},
        {"version": 1, "filer": {"avtal-ekby.pdf": {"undertecknare": [{}], "sidor": []}}},
        {"version": 1, "filer": {"avtal-ekby.pdf": {"undertecknare": 3, "sidor": []}}},
    ],
)
def test_a_damaged_form_is_as_good_as_none(desk: Desk, given: dict[str, Any]) -> None:
    folder = desk.project.build / "ekby"
    data = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))
    (folder / manifest.NAME).write_text(json.dumps({**data, control.KEY: given}), encoding="utf-8")
    assert control.controlled(folder) == {}
    assert codes(desk.verify(both(desk.built), desk.anchor())) == set()


def test_a_real_build_writes_down_what_is_needed(enkoping: Built) -> None:
    data = json.loads((enkoping.folder / manifest.NAME).read_text(encoding="utf-8"))[control.KEY]
    assert data["version"] == control.VERSION == 1
    assert set(data["filer"]) == {path.name for path in enkoping.folder.glob("*.pdf")}
    agreement = data["filer"]["avtal-enkoping.pdf"]
    assert [(one["fält"], one["person"]) for one in agreement["undertecknare"]] == [
        ("Underskrift – RISE", None),
        ("Underskrift – Enköpings kommun", "Ulrika K Jansson"),
    ]
    assert set(agreement["fält"]) == {"Underskrift – RISE", "Underskrift – Enköpings kommun"}
    texts = page_texts((enkoping.folder / "avtal-enkoping.pdf").read_bytes())
    assert agreement["sidor"] == [control.fingerprint(text) for text in texts]
    assert all(0 < place["sida"] <= len(texts) and len(place["ruta"]) == 4 for place in agreement["fält"].values())
    assert control.controlled(enkoping.folder)["avtal-enkoping.pdf"].pages == tuple(agreement["sidor"])


def test_a_fingerprint_is_of_the_words_alone() -> None:
    assert control.fingerprint("Av-\ngiften är 1 000 kr") == control.fingerprint("Avgiften är 1\u00a0000 kr ")
    assert control.fingerprint("1 000 kr") != control.fingerprint("1 001 kr")


def test_a_signature_in_a_field_that_the_build_does_not_know(desk: Desk) -> None:
    desk.build("ekby", kept(), avtal=desk.built)
    (desk.project.cases / "ekby.yaml").unlink()
    result = desk.verify(sign(both(desk.built), "Vittne", person("Bo Ek")), desk.anchor())
    assert codes(result) == {"SIG138", "SIG143"}
    assert three(result) == "ja ja ja ja"

"""Case files as people save them."""

import unicodedata

import pytest

from loftdocs.load import load
from loftdocs.load.yaml_tree import dotted
from loftdocs.project import case_file

from .conftest import ENKOPING, Sandbox


@pytest.mark.parametrize(
    "raw",
    [
        ENKOPING.encode(),
        b"\xef\xbb\xbf" + ENKOPING.encode(),
        ENKOPING.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", ENKOPING).encode(),
    ],
    ids=["plain", "bom", "crlf", "nfd"],
)
def test_every_way_of_saving_reads_the_same(sandbox: Sandbox, raw: bytes) -> None:
    loaded, findings = load(sandbox.project, sandbox.write(raw))
    assert findings == ()
    assert loaded
    assert loaded.case.personer[0].namn == "Magnus Åsman"
    assert loaded.case.tjänsteskrivelse.datum.isoformat() == "2021-11-17"
    assert loaded.case.kommun.orgnr == "212000-0282"


def test_values_are_what_was_written_not_what_yaml_guesses(sandbox: Sandbox) -> None:
    path = sandbox.edit(("roll: kommundirektör", "roll: no"), ("ort: Enköping ", "ort: 0123 "))
    loaded, findings = load(sandbox.project, path)
    assert findings == ()
    assert loaded
    assert loaded.case.personer[1].roll == "no"
    assert loaded.case.kommun.ort == "0123"


def test_places_are_lines_and_columns_of_the_value(sandbox: Sandbox) -> None:
    loaded, _ = load(sandbox.project, sandbox.edit())
    assert loaded
    place = loaded.case_tree.place("avtalsperiod", "slut")
    line = ENKOPING.split("\n")[(place.line or 0) - 1]
    assert line[(place.column or 0) - 1 :].startswith("2024-12-31")
    assert place.path == "avtalsperiod.slut"


def test_a_place_that_is_not_there_is_its_parents(sandbox: Sandbox) -> None:
    loaded, _ = load(sandbox.project, sandbox.edit())
    assert loaded
    missing, parent = loaded.case_tree.place("avtalsperiod", "mitt"), loaded.case_tree.place("avtalsperiod")
    assert (missing.line, missing.column) == (parent.line, parent.column)


@pytest.mark.parametrize("word", ["prov", "cases/prov", "cases/prov.yaml", "./cases/prov.yaml"])
def test_a_case_is_found_by_name_or_file(sandbox: Sandbox, word: str) -> None:
    path = sandbox.edit()
    assert case_file(sandbox.project, word) == path


def test_dotted() -> None:
    assert dotted(("personer", 0, "namn")) == "personer[0].namn"

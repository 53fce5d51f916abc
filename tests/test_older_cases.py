"""Case files as earlier versions wrote them: they build, and come to what they came to then."""

import csv
from pathlib import Path

import pytest

from .conftest import REPO, Sandbox
from .read_back import pdf_text, plain

OLDER = REPO / "tests" / "older"
"""``forsta`` has none of the keys that came later; ``fore-program-som-data`` is from before parties, payments and term
were declared by the programme."""


@pytest.mark.parametrize("file", sorted(OLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_older_case_builds_and_means_the_same(sandbox: Sandbox, file: Path) -> None:
    sandbox.write(file.read_bytes())
    answer = sandbox.run("build", "prov")
    assert answer.code == 0, answer.out
    assert " fel " not in answer.out
    folder = sandbox.project.build / "prov"
    with (folder / "fakturasummor-prov.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.reader(table, delimiter=";"))
    assert rows[1:5] == [
        ["2022", "4", "300000,00", "75000,00", "375000,00"],
        ["2023", "4", "300000,00", "75000,00", "375000,00"],
        ["2024", "4", "300000,00", "75000,00", "375000,00"],
        ["Hela avtalstiden", "12", "900000,00", "225000,00", "1125000,00"],
    ]
    agreement = plain(pdf_text(folder / "avtal-prov.pdf"))
    for said in ("Enköpings kommun", "212000-0282", "1 januari 2022", "31 december 2024", "300 000 kr"):
        assert said in agreement, said


def test_there_are_some() -> None:
    assert len(list(OLDER.glob("*.yaml"))) == 3

"""A bounded part of ``make stress``: each kind of trial, a few times, with nothing broken."""

from pathlib import Path

import pytest

from .stress import damage, disk, engine, inside, killing, places, together
from .stress.tally import Tally, table


@pytest.mark.parametrize(
    ("trial", "tries"),
    [(inside.cases, 60), (inside.programs, 20), (inside.templates, 30)],
    ids=lambda one: str(one)[:20],
)
def test_mutated_files_come_to_findings(trial: inside.Trial, tries: int) -> None:
    assert_good(inside.trials(trial, tries, seed=11))


def test_commands_that_are_killed_leave_the_old_or_the_new(tmp_path: Path) -> None:
    assert_good(killing.killed(tmp_path, 4, seed=11))


def test_commands_that_are_told_to_end_leave_nothing_about(tmp_path: Path) -> None:
    assert_good(killing.asked_to_end(tmp_path, 4, seed=11))


def test_kept_files_that_are_damaged_change_no_document(tmp_path: Path) -> None:
    assert_good(damage.damaged(tmp_path, 2, seed=11))


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    assert_good(disk.full(tmp_path, 4, seed=11))


@pytest.mark.parametrize("oddity", places.ODDITIES, ids=lambda one: one.__name__)
def test_odd_places_are_told_of(tmp_path: Path, oddity: places.Oddity) -> None:
    assert_good(places.tried(tmp_path, oddity))


def test_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    assert_good(together.at_once(tmp_path, 1, seed=11))


def test_one_engine_makes_many_documents(tmp_path: Path) -> None:
    assert_good(engine.a_thousand(tmp_path, 20, seed=11))


def test_documents_that_want_out_stay_in(tmp_path: Path) -> None:
    assert_good(engine.wants_out(tmp_path, 30, seed=3))


@pytest.mark.parametrize(
    "bad", [Tally(1, tracebacks=1), Tally(1, hangs=1), Tally(1, lost=1), Tally(1, connections=1), Tally(1, outside=1),
            Tally(1, litter=1), Tally(1, wrong=1), Tally()]
)  # fmt: skip
def test_a_tally_is_good_only_with_tries_and_zeros(bad: Tally) -> None:
    assert not bad.good
    assert Tally(3).good
    assert not (Tally(3) + bad).good or not bad.tries


def test_the_table_has_a_row_for_each_kind_and_says_what_happened() -> None:
    shown = table([("ett", Tally(2)), ("två", Tally(9, tracebacks=7, notes=tuple(f"fel {n}" for n in range(7))))])
    lines = shown.split("\n")
    assert lines[1].split() == ["ett", "2", *"0000000"]
    assert lines[2].split() == ["två", "9", "7", *"000000"]
    assert lines[4:] == ["två:", *(f"  fel {n}" for n in range(5)), "  och 2 till"]


def assert_good(tally: Tally) -> None:
    assert tally.good, table([("", tally)])

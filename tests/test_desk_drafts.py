"""What was written at the desk and not saved: each tab's own, and what was put aside."""

from pathlib import Path

import pytest

from loftdocs.desk.difference import CHANGED, SAME, SKIPPED, UNCOMPARED, Row, difference
from loftdocs.desk.drafts import MINE, THEIRS, Draft, Drafts, is_tab
from loftdocs.desk.known import known
from loftdocs.project import Project

ONE, TWO = "0000000000000001", "0000000000000002"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "prov.yaml"


def texts(case: Path) -> dict[str, str]:
    return {draft.flik: draft.text for draft in Drafts().of(case)}


def test_each_tab_has_its_own(case: Path) -> None:
    drafts = Drafts()
    assert drafts.keep(case, Draft(ONE, "ett", "s"))
    assert drafts.keep(case, Draft(TWO, "två", "s"))
    assert drafts.keep(case, Draft(ONE, "ett till", "s"))
    assert drafts.keep(case.with_name("annat.yaml"), Draft(ONE, "annat", "s"))
    assert texts(case) == {ONE: "ett till", TWO: "två"}
    assert [draft.flik for draft in drafts.of(case)] == [ONE, TWO]  # the latest first


def test_what_one_tab_saves_leaves_the_other_its_draft(case: Path) -> None:
    drafts = Drafts()
    drafts.keep(case, Draft(ONE, "ett", "s"))
    drafts.keep(case, Draft(TWO, "två", "s"))
    drafts.saved(case, ONE, "ett", "s2")
    assert texts(case) == {TWO: "två"}
    assert drafts.of(case)[0].stämpel == "s"


def test_what_was_typed_while_it_was_saved_is_a_draft_of_what_was_saved(case: Path) -> None:
    drafts = Drafts()
    drafts.keep(case, Draft(ONE, "ett och mer", "s"))
    drafts.saved(case, ONE, "ett", "s2")
    (left,) = drafts.of(case)
    assert (left.text, left.stämpel) == ("ett och mer", "s2")


def test_only_the_text_that_was_meant_is_thrown_away(case: Path) -> None:
    drafts = Drafts()
    drafts.keep(case, Draft(ONE, "ett", "s"))
    mark = drafts.of(case)[0].märke
    drafts.keep(case, Draft(ONE, "ett och mer", "s"))
    drafts.drop(case, ONE, mark)
    assert texts(case) == {ONE: "ett och mer"}
    drafts.drop(case, ONE, drafts.of(case)[0].märke)
    assert texts(case) == {}


def test_the_text_that_was_not_chosen_is_put_aside_once(case: Path) -> None:
    drafts = Drafts()
    for _ in range(2):
        assert drafts.put_aside(case, "min", "s", MINE)
        assert drafts.put_aside(case, "deras", "s2", THEIRS)
    assert sorted((draft.slag, draft.text) for draft in drafts.of(case)) == [(THEIRS, "deras"), (MINE, "min")]
    assert all(is_tab(draft.flik) for draft in drafts.of(case))


def test_where_nothing_can_be_kept_it_is_told(case: Path) -> None:
    (case.parent / "cache").write_text("en fil där mappen ska vara")
    assert not Drafts().keep(case, Draft(ONE, "ett", "s"))
    assert not Drafts().put_aside(case, "ett", "s", MINE)
    assert Drafts().of(case) == ()


@pytest.mark.parametrize("name", ["", "../../x", "a/b", "A" * 16, "a" * 41, "a" * 7, "a" * 16 + "\n", 7, None])
def test_what_no_tab_is_called(name: object) -> None:
    assert not is_tab(name)


def test_a_case_that_is_a_link_to_itself_has_no_drafts(case: Path) -> None:
    case.symlink_to(case.name)
    assert Drafts().of(case) == ()


# --- two texts side by side ----------------------------------------------------------------------


def test_what_differs_stands_side_by_side() -> None:
    rows = difference("a\nb\nc", "a\nx\ny\nc")
    assert rows == (
        Row(SAME, "a", "a"),
        Row(CHANGED, "b", "x"),
        Row(CHANGED, None, "y"),
        Row(SAME, "c", "c"),
    )


def test_long_stretches_that_are_the_same_are_counted() -> None:
    same = [str(number) for number in range(10)]
    rows = difference("\n".join([*same, "min", *same, "x"]), "\n".join([*same, "deras", *same, "y"]))
    assert [row.slag for row in rows] == [
        *(SKIPPED, SAME, SAME, CHANGED, SAME, SAME, SKIPPED, SAME, SAME, CHANGED),
    ]
    assert [row.antal for row in rows if row.antal] == [8, 6]


def test_what_is_too_long_to_compare_is_told() -> None:
    rows = difference("\n".join(map(str, range(5000))), "\n".join(map(str, range(4000))))
    assert rows[-1] == Row(UNCOMPARED, antal=2000)


# --- what a project is known by ------------------------------------------------------------------


def test_a_project_is_known_again_and_another_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    one, again, other = (known(Project(tmp_path / name)) for name in ("ett", "ett", "två"))
    assert one == again
    assert one.name != other.name
    assert one.channel != other.channel
    assert 20_000 <= one.port < 30_000
    (file, _) = sorted((tmp_path / "cache" / "skrivbord").iterdir())
    assert file.stat().st_mode & 0o077 == 0


def test_without_a_folder_to_keep_it_in_the_channel_is_new_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    (tmp_path / "cache").write_text("en fil där mappen ska vara")
    one, again = (known(Project(tmp_path)) for _ in range(2))
    assert (one.name, one.port) == (again.name, again.port)
    assert one.channel != again.channel

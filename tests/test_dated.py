"""Facts that change with time: a paper takes those of its own day, and what is not known for it is said."""

from pathlib import Path

import pytest

from loftdocs.check import check_case, unasked
from loftdocs.check.rule import Known
from loftdocs.findings import Finding
from loftdocs.load import Loaded, load

from .conftest import Sandbox

NAMES = """\
  medverkande:
    - från: 2000-01-01
      till: 2021-12-31
      värde: Mälardalens högskola
    - från: 2022-01-01
      värde: Mälardalens universitet
"""
DAY = "datum: 2021-11-17"
UNCHOSEN = ("upphandlingsskäl: resultatet delas\n", "upphandlingsskäl:\n")
START = ("start: 2022-01-01", "start: 2023-01-01"), ("slut: 2024-12-31", "slut: 2025-12-31")


def programme(sandbox: Sandbox, old: str, new: str) -> Path:
    """The programme's file with ``old`` replaced by ``new``."""
    file = sandbox.project.templates / "loft" / "program.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def loaded(sandbox: Sandbox, *changes: tuple[str, str]) -> tuple[Loaded, tuple[Finding, ...]]:
    found, findings = load(sandbox.project, sandbox.edit(*changes))
    assert found
    return found, findings


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2000-01-01", "högskola"),
        ("2021-11-17", "högskola"),
        ("2021-12-31", "högskola"),
        ("2022-01-01", "universitet"),
        ("2030-06-01", "universitet"),
    ],
)
def test_a_paper_takes_what_holds_on_its_own_day(sandbox: Sandbox, day: str, name: str) -> None:
    known, findings = loaded(sandbox, (DAY, f"datum: {day}"))
    assert findings == ()
    assert known.program.uppgifter.medverkande == f"Mälardalens {name}"
    place = known.program_tree.place("uppgifter", "medverkande")
    line = (sandbox.project.templates / "loft" / "program.yaml").read_text(encoding="utf-8").split("\n")[place.line - 1]
    assert line[place.column - 1 :] == f"Mälardalens {name}"


def test_any_value_may_have_days_a_group_a_list_and_one_in_a_list(sandbox: Sandbox) -> None:
    programme(
        sandbox,
        "  målgrupp:                # antal kommuner\n    minst: 5\n    högst: 9",
        "  målgrupp:\n    - från: 2020-01-01\n      värde: {minst: 5, högst: 9}\n"
        "    - från: 2022-06-01\n      värde:\n        minst: 6\n        högst: [{från: 2020-01-01, värde: 12}]",
    )
    programme(
        sandbox,
        "    - Lidingö stad\n    - Skellefteå kommun",
        "    - {från: 2020-01-01, värde: [Lidingö stad, Skellefteå kommun]}\n"
        "    - {från: 2022-06-01, värde: [Lidingö stad]}",
    )
    programme(
        sandbox,
        "    rubrik: Partneravtal LOFT {{ period.år }}",
        "    rubrik: [{från: 2020-01-01, värde: Partneravtal}, {från: 2022-06-01, värde: Avtal}]",
    )
    before, none = loaded(sandbox)
    after, nothing = loaded(sandbox, (DAY, "datum: 2022-06-01"), *START)
    assert none == nothing == ()
    assert (before.program.uppgifter.målgrupp.högst, after.program.uppgifter.målgrupp.högst) == (9, 12)
    assert (before.program.uppgifter.initiativtagare, after.program.uppgifter.initiativtagare) == (
        ("Lidingö stad", "Skellefteå kommun"),
        ("Lidingö stad",),
    )
    titles = [next(one.rubrik for one in known.program.dokument if one.slag == "avtal") for known in (before, after)]
    assert titles == ["Partneravtal", "Avtal"]


@pytest.mark.parametrize(
    ("new", "code", "words", "where"),
    [
        ("till: 2022-01-01", "MOD108", "redan från den 1\u00a0januari\u00a02022", "      från: 2022"),
        ("till: 1999-12-31", "MOD108", "slutar gälla den 31\u00a0december\u00a01999", "      till: 1999"),
        ("tom: 2021-12-31", "MOD102", "finns inte", "      tom: 2021"),
        ("till: 2021-02-30", "DAT101", "finns inte i kalendern", "      till: 2021-02-30"),
    ],
)
def test_what_is_wrong_with_the_days_is_told_at_its_place(
    sandbox: Sandbox, new: str, code: str, words: str, where: str
) -> None:
    file = programme(sandbox, "      till: 2021-12-31\n      värde", f"      {new}\n      värde")
    known, (found,) = loaded(sandbox)
    assert found.code == code
    assert words in found.message
    line = file.read_text(encoding="utf-8").split("\n")[found.place.line - 1]
    assert line.lstrip("- ").startswith(where.strip())
    assert found.place.file == "templates/loft/program.yaml"
    assert [one.code for one in unasked(Known(known))] != []


@pytest.mark.parametrize(
    ("new", "code", "words"),
    [
        (NAMES.replace("från: 2022", "från: 1999"), "MOD108", "står efter ett som gäller från"),
        (NAMES.replace("från: 2022-01-01", "från: 2000-01-01"), "MOD108", "står efter ett som gäller från"),
        (NAMES.replace("    - från: 2022-01-01\n      värde:", "    -"), "MOD103", "ett värde utan tid"),
        (NAMES.replace("    - från: 2022-01-01\n", "    - varde: x\n"), "MOD101", "”från” saknas"),
        (NAMES.replace("      värde: Mälardalens universitet\n", ""), "MOD101", "”värde” saknas"),
        ("  medverkande:\n    - från: 2000-01-01\n      varde: Mälardalens högskola\n", "MOD101", "”värde” saknas"),
    ],
)
def test_a_list_of_days_that_cannot_be_read_gives_no_value(sandbox: Sandbox, new: str, code: str, words: str) -> None:
    programme(sandbox, NAMES, new)
    _, findings = loaded(sandbox)
    assert code in {one.code for one in findings}
    assert any(words in one.message for one in findings)
    assert all((one.place.path or "").startswith("uppgifter.medverkande[") for one in findings)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("1999-12-31", "det första som står där gäller från och med den 1 januari 2000."),
        ("2021-06-15", "gäller till och med den 31 maj 2021 och sedan från och med den 1 januari 2022."),
    ],
)
def test_a_day_that_nothing_holds_on_is_said_and_never_guessed(sandbox: Sandbox, day: str, words: str) -> None:
    programme(sandbox, "      till: 2021-12-31\n      värde", "      till: 2021-05-31\n      värde")
    _, (found,) = loaded(sandbox, (DAY, f"datum: {day}"))
    assert (found.code, found.severity, found.place.path) == ("MOD109", "fel", "tjänsteskrivelse.datum")
    assert found.message.replace("\u00a0", " ").endswith(words)
    assert found.also[0].path == "uppgifter.medverkande"
    assert sandbox.run("build", "prov").code == 1


def test_a_day_after_the_last_that_is_known_is_said(sandbox: Sandbox) -> None:
    programme(
        sandbox, "      värde: Mälardalens universitet", "      till: 2022-12-31\n      värde: Mälardalens universitet"
    )
    _, (found,) = loaded(sandbox, (DAY, "datum: 2023-01-01"))
    assert found.message.replace("\u00a0", " ").endswith("det som står där gäller till och med den 31 december 2022.")


def test_without_a_date_nothing_is_chosen_and_only_that_is_said(sandbox: Sandbox) -> None:
    known, findings = loaded(sandbox, (DAY, "datum: 2021-11-31"))
    assert [one.code for one in findings] == ["DAT101"]
    assert known.dated == ()


def test_a_fault_in_the_value_of_a_day_stands_where_the_value_does(sandbox: Sandbox) -> None:
    file = programme(sandbox, "    per_år: 300 000", "    per_år:\n      - från: 2020-01-01\n        värde: 300 kr")
    _, (found,) = loaded(sandbox)
    line = file.read_text(encoding="utf-8").split("\n")[found.place.line - 1]
    assert line[found.place.column - 1 :] == "300 kr"
    assert found.code == "MOD106"


TEXT = "    Kostnaden ryms inom kommunstyrelsens ram."


@pytest.mark.parametrize(
    ("day", "sentence", "found"),
    [
        ("2022-06-01", "Forskningen leds av Mälardalens högskola.", "Mälardalens högskola"),
        ("2022-06-01", "Mälardalens högskolas forskare deltar.", "Mälardalens högskolas"),
        ("2021-11-17", "Forskningen leds av Mälardalens universitet.", "Mälardalens universitet"),
        ("2022-06-01", "Forskningen leds av Mälardalens universitet.", None),
        ("2021-11-17", "Mälardalens högskolas forskare deltar.", None),
        ("2022-06-01", "Mälardalens högskolebibliotek deltar.", None),
    ],
)
def test_a_text_that_uses_the_name_of_another_time_is_told(
    sandbox: Sandbox, day: str, sentence: str, found: str | None
) -> None:
    known, _ = loaded(sandbox, (DAY, f"datum: {day}"), (TEXT, f"{TEXT} {sentence}"), *START)
    told = [one for one in check_case(Known(known)) if one.code == "PAR210"]
    assert len(told) == (found is not None)
    if found:
        assert (told[0].severity, told[0].place.line is not None) == ("varning", True)
        assert f"Här står ”{found}”" in told[0].message


def test_a_name_that_holds_the_other_is_no_slip(sandbox: Sandbox) -> None:
    programme(sandbox, NAMES, NAMES.replace("Mälardalens universitet", "Nya Mälardalens högskola"))
    text = f"{TEXT} Nya Mälardalens högskola deltar."
    known, _ = loaded(sandbox, (DAY, "datum: 2022-06-01"), (TEXT, text), *START)
    assert "PAR210" not in {one.code for one in check_case(Known(known))}


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        ("2020-01-01", "615 312 kr"),
        ("2021-12-31", "615 312 kr"),
        # 28 per cent of 2 236 731 kr, the threshold of 2022 and 2023, is 626 284,68 kr.
        ("2022-01-01", "626 284 kr"),
        ("2022-01-31", "626 284 kr"),
        ("2022-02-01", "700 000 kr"),
        ("2026-11-25", "700 000 kr"),
        ("2027-08-21", "700 000 kr"),
    ],
)
def test_the_limit_is_that_of_the_papers_day(sandbox: Sandbox, day: str, limit: str) -> None:
    start = f"{int(day[:4]) + 1}-01-01"
    known, _ = loaded(
        sandbox, (DAY, f"datum: {day}"), (START[0][0], f"start: {start}"), ("  slut: 2024-12-31\n", ""), UNCHOSEN
    )
    (told,) = [one for one in check_case(Known(known)) if one.code == "BES207"]
    assert limit in told.message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-12-31", "börjar med den som gäller från och med 2020-01-01"),
        ("2027-08-22", "kontrollerades senast 2026-08-21, och kan ha ändrats sedan dess"),
    ],
)
def test_a_limit_that_is_not_known_is_said_not_guessed(sandbox: Sandbox, day: str, words: str) -> None:
    start = f"{int(day[:4]) + 1}-01-01"
    known, _ = loaded(
        sandbox, (DAY, f"datum: {day}"), (START[0][0], f"start: {start}"), ("  slut: 2024-12-31\n", ""), UNCHOSEN
    )
    assert "BES207" not in {one.code for one in check_case(Known(known))}
    lacking = {one.code: one.lacking for one in unasked(Known(known))}["BES207"]
    assert words in lacking


def test_a_limit_that_has_run_out_with_none_after_it_is_said(sandbox: Sandbox) -> None:
    programme(sandbox, "      kontrollerad: 2026-08-21", "      till: 2025-12-31")
    known, _ = loaded(
        sandbox, (DAY, "datum: 2026-01-01"), (START[0][0], "start: 2027-01-01"), ("  slut: 2024-12-31\n", ""), UNCHOSEN
    )
    lacking = {one.code: one.lacking for one in unasked(Known(known))}["BES207"]
    assert lacking.endswith("den senaste i programmets fil gäller till och med 2025-12-31")


def test_a_limit_with_neither_last_day_nor_check_is_taken_at_its_word(sandbox: Sandbox) -> None:
    programme(sandbox, "      kontrollerad: 2026-08-21\n", "")
    known, _ = loaded(
        sandbox, (DAY, "datum: 2040-01-01"), (START[0][0], "start: 2041-01-01"), ("  slut: 2024-12-31\n", ""), UNCHOSEN
    )
    assert "BES207" in {one.code for one in check_case(Known(known))}

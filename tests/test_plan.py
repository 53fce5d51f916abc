"""The calendar of key dates and the invoice plan, against days and sums worked out by hand."""

import csv
import io
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from icalendar import Alarm, Calendar, Event

from loftdocs import manifest
from loftdocs.checking import check
from loftdocs.derive.fee import Faktura
from loftdocs.derive.swedish import Kronor
from loftdocs.plan import plan_files
from loftdocs.plan.invoices import invoice_plan
from loftdocs.plan.keydates import KeyDate, key_dates

from .calendars import calendar_faults
from .conftest import ENKOPING, REPO, Built, Sandbox
from .ics import faults

APRIL = (("start: 2022-01-01", "start: 2022-04-01"), ("slut: 2024-12-31", "slut: 2025-03-31"))
MEETING = ("  sammanträde: ", "  sammanträde: 2021-12-14 ")
DECIDED = ("beslut:\n  datum:\n  paragraf:", "beslut:\n  datum: 2021-12-15\n  paragraf: 217")


def days(sandbox: Sandbox, path: Path) -> dict[str, KeyDate]:
    known, _ = check(sandbox.project, path)
    assert known
    found = key_dates(known.loaded.case, known.loaded.program, known.facts)
    assert len({one.key for one in found}) == len(found)
    return {one.key: one for one in found}


def files(sandbox: Sandbox, path: Path) -> tuple[bytes, bytes]:
    """The calendar and the invoice plan."""
    known, _ = check(sandbox.project, path)
    assert known
    made = plan_files(path.stem, known.loaded.case, known.loaded.program, known.facts)
    assert list(made) == [f"nyckeldatum-{path.stem}.ics", f"fakturaplan-{path.stem}.csv"]
    return made[f"nyckeldatum-{path.stem}.ics"], made[f"fakturaplan-{path.stem}.csv"]


def events(raw: bytes) -> list[Event]:
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    return list(calendar.events)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_key_dates_from_new_year(sandbox: Sandbox) -> None:
    assert [(key, one.day) for key, one in days(sandbox, sandbox.write(ENKOPING)).items()] == [
        ("start-1", date(2022, 1, 1)),
        ("uppsagning-1", date(2022, 2, 1)),
        ("prislista-1", date(2023, 1, 1)),
        ("uppsagning-2", date(2023, 2, 1)),
        ("prislista-2", date(2024, 1, 1)),
        ("forlangning-1", date(2024, 9, 30)),
        ("slut-1", date(2024, 12, 31)),
    ]


def test_key_dates_from_april(sandbox: Sandbox) -> None:
    assert [(key, one.day) for key, one in days(sandbox, sandbox.edit(*APRIL)).items()] == [
        ("start-1", date(2022, 4, 1)),
        ("prislista-1", date(2023, 1, 1)),
        ("uppsagning-1", date(2023, 2, 1)),
        ("prislista-2", date(2024, 1, 1)),
        ("uppsagning-2", date(2024, 2, 1)),
        ("forlangning-1", date(2024, 12, 31)),
        ("prislista-3", date(2025, 1, 1)),
        ("slut-1", date(2025, 3, 31)),
    ]


def test_what_the_days_mean(sandbox: Sandbox) -> None:
    found = days(sandbox, sandbox.edit(MEETING))
    agreement = "avtalet om LOFT mellan Enköpings kommun och RISE"
    assert {key: plain(one.text) for key, one in found.items() if key.endswith("-1")} == {
        "beslut-1": "Kommunstyrelsen sammanträder den 14 december 2021 och ska då besluta om Enköpings kommuns "
        "deltagande i LOFT 2022–2024.",
        "start-1": f"A{agreement[1:]} gäller från och med den 1 januari 2022 till och med den 31 december 2024.",
        "prislista-1": "RISE:s prislista är fast ett år i taget och revideras varje år. Prislistan för 2023 ska "
        f"bifogas {agreement}. Avtalet nämner ingen dag; här är den satt till årsskiftet.",
        "uppsagning-1": f"Den 1 februari 2022 är uppsägningsdag i {agreement}. Uppsägningstiden är 12 månader: sägs "
        "avtalet upp senast den dagen upphör det den 31 januari 2023.",
        "forlangning-1": f"En förlängning av {agreement} ska vara överenskommen senast den 30 september 2024. Annars "
        "upphör avtalet den 31 december 2024.",
        "slut-1": f"Den 31 december 2024 är den sista dagen som {agreement} gäller.",
    }
    assert "upphör det den 31 januari 2024." in plain(found["uppsagning-2"].text)
    assert "Prislistan för 2024 " in found["prislista-2"].text


def test_the_decision_is_planned_until_it_is_taken(sandbox: Sandbox) -> None:
    planned = days(sandbox, sandbox.edit(MEETING))["beslut-1"]
    taken = days(sandbox, sandbox.edit(MEETING, DECIDED))["beslut-1"]
    assert (planned.day, planned.title) == (date(2021, 12, 14), "Planerat beslut i Kommunstyrelsen")
    assert (taken.day, taken.title) == (date(2021, 12, 15), "Beslut i Kommunstyrelsen")
    assert plain(taken.text) == (
        "Kommunstyrelsen beslutade den 15 december 2021, § 217, om Enköpings kommuns deltagande i LOFT 2022–2024."
    )
    bare = days(sandbox, sandbox.edit((DECIDED[0], "beslut:\n  datum: 2021-12-15")))["beslut-1"]
    assert "beslutade den 15 december 2021 om Enköpings" in plain(bare.text)


def test_a_programme_without_a_price_list_has_no_such_days(sandbox: Sandbox) -> None:
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if "årlig_prislista" in line)
    program.write_text(text.replace(line, ""), encoding="utf-8")
    assert not [key for key in days(sandbox, sandbox.write(ENKOPING)) if key.startswith("prislista")]


def test_the_calendar_as_icalendar_reads_it(sandbox: Sandbox) -> None:
    raw, _ = files(sandbox, sandbox.edit(MEETING))
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//loftdocs//nyckeldatum//SV")
    assert calendar["X-WR-CALNAME"] == "LOFT i Enköpings kommun"
    assert {str(one["UID"]): one.start for one in events(raw)} == {
        "prov-beslut-1@loftdocs": date(2021, 12, 14),
        "prov-start-1@loftdocs": date(2022, 1, 1),
        "prov-uppsagning-1@loftdocs": date(2022, 2, 1),
        "prov-prislista-1@loftdocs": date(2023, 1, 1),
        "prov-uppsagning-2@loftdocs": date(2023, 2, 1),
        "prov-prislista-2@loftdocs": date(2024, 1, 1),
        "prov-forlangning-1@loftdocs": date(2024, 9, 30),
        "prov-slut-1@loftdocs": date(2024, 12, 31),
    }
    for one in events(raw):
        assert one.end == one.start + timedelta(days=1)
        assert one["DTSTAMP"].dt == datetime(2021, 11, 17, tzinfo=UTC)
        assert one["TRANSP"] == "TRANSPARENT"
        assert str(one["SUMMARY"]).endswith(" – LOFT i Enköpings kommun")
        assert "LOFT" in one["DESCRIPTION"]
        assert "Enköpings kommun" in one["DESCRIPTION"]
        assert "\u00a0" not in one["SUMMARY"] + one["DESCRIPTION"]


def test_each_day_is_reminded_of_once_in_the_morning(sandbox: Sandbox) -> None:
    raw, _ = files(sandbox, sandbox.edit(MEETING))
    reminded = {}
    for one in events(raw):
        (alarm,) = one.subcomponents
        assert isinstance(alarm, Alarm)
        assert alarm["ACTION"] == "DISPLAY"
        assert isinstance(one.start, date)
        reminded[str(one["UID"])] = datetime.combine(one.start, time()) + alarm["TRIGGER"].dt
    assert reminded["prov-beslut-1@loftdocs"] == datetime(2021, 12, 7, 9)
    assert reminded["prov-start-1@loftdocs"] == datetime(2021, 12, 25, 9)
    assert reminded["prov-uppsagning-1@loftdocs"] == datetime(2022, 1, 2, 9)
    assert reminded["prov-prislista-1@loftdocs"] == datetime(2022, 12, 18, 9)
    assert reminded["prov-forlangning-1@loftdocs"] == datetime(2024, 8, 31, 9)
    assert reminded["prov-slut-1@loftdocs"] == datetime(2024, 12, 17, 9)


def test_the_octets_are_those_of_the_standard(any_case: Built) -> None:
    raw = (any_case.folder / f"nyckeldatum-{any_case.name}.ics").read_bytes()
    assert faults(raw) == []
    assert len(events(raw)) == raw.count(b"\r\nBEGIN:VEVENT\r\n") >= 7


def test_odd_names_come_through(sandbox: Sandbox) -> None:
    name = r"A;b, c\n å:Ä kommun"
    path = sandbox.edit(("namn: Enköpings kommun", f"namn: '{name}'"), name="två ord å")
    raw, _ = files(sandbox, path)
    assert faults(raw) == []
    assert {str(one["SUMMARY"]).split(" – ")[1] for one in events(raw)} == {f"LOFT i {name}"}
    assert events(raw)[0]["UID"] == "tv%C3%A5%20ord%20%C3%A5-start-1@loftdocs"


SOUND = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//SV\r\nCALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\n"
    b"UID:a\r\nDTSTAMP:20211117T000000Z\r\nDTSTART;VALUE=DATE:20220101\r\nDTEND;VALUE=DATE:20220102\r\nSUMMARY:b\r\n"
    b"DESCRIPTION:c\\, d\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\nUID", b"\nUID"),
        (b"SUMMARY:b", b"SUMMARY:" + 68 * b"b"),
        (b"SUMMARY:b", b"SUMMARY:\xc3\r\n \xa5"),
        (b"UID:a\r\n", b""),
        (b"UID:a\r\n", b"UID:a\r\nUID:b\r\n"),
        (b"DTSTAMP:20211117T000000Z\r\n", b""),
        (b"DTSTAMP:20211117T000000Z", b"DTSTAMP:20211117T000000"),
        (b"DTEND;VALUE=DATE:20220102", b"DTEND;VALUE=DATE:20220101"),
        (b"DTSTART;VALUE=DATE:20220101", b"DTSTART:20220101"),
        (b"PRODID:-//a//b//SV\r\n", b""),
        (b"c\\, d", b"c, d"),
        (b"c\\, d", b"c\\x d"),
        (b"END:VEVENT\r\n", b""),
        (b"END:VEVENT\r\n", b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\n"),
        (SOUND[SOUND.index(b"BEGIN:VEVENT") : -15], 2 * SOUND[SOUND.index(b"BEGIN:VEVENT") : -15]),
    ],
)
def test_the_check_of_octets_finds_what_is_wrong(old: bytes, new: bytes) -> None:
    assert faults(SOUND) == []
    assert SOUND.count(old) == 1
    assert faults(SOUND.replace(old, new))


def test_strangers_find_nothing_wrong_with_any_calendar(any_case: Built, sandbox: Sandbox, tmp_path: Path) -> None:
    made = [any_case.folder / f"nyckeldatum-{any_case.name}.ics", tmp_path / "udda.ics", tmp_path / "sista dagen.ics"]
    odd = sandbox.edit(("namn: Enköpings kommun", r"namn: 'A;b, c\n å:Ä kommun'"), name="två ord å")
    made[1].write_bytes(files(sandbox, odd)[0])
    made[2].write_bytes(files(sandbox, sandbox.edit((MEETING[0], "  sammanträde: 2199-12-31 ")))[0])
    assert calendar_faults(made) == {file: [] for file in made}


def test_strangers_find_what_is_wrong(tmp_path: Path) -> None:
    """One thing each that RFC 5545 asks for and is not there; METHOD is a message, which RFC 5546 asks more of."""
    wrong = (
        *((b"UID:a\r\n", b""), (b"UID:a\r\n", b"UID:a\r\nUID:b\r\n"), (b"PRODID:-//a//b//SV\r\n", b"")),
        *((b"DTSTAMP:20211117T000000Z\r\n", b""), (b"END:VEVENT\r\n", b""), (b"VERSION:2.0", b"VERSION:2.0\r\nX")),
        (b"VALUE=DATE:20220101", b"VALUE=DATE:2022-01-01"),
        (b"END:VEVENT\r\n", b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\n"),
        (b"CALSCALE:GREGORIAN\r\n", b"CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"),
    )
    made = [tmp_path / f"{number}.ics" for number in range(len(wrong) + 1)]
    made[0].write_bytes(SOUND)
    for file, (old, new) in zip(made[1:], wrong, strict=True):
        assert SOUND.count(old) == 1
        file.write_bytes(SOUND.replace(old, new))
    assert [file.name for file, found in calendar_faults(made).items() if not found] == ["0.ics"]


def test_events_keep_their_names_when_the_days_move(sandbox: Sandbox) -> None:
    later = (("start: 2022-01-01", "start: 2023-01-01"), ("slut: 2024-12-31", "slut: 2025-12-31"))
    before = {str(one["UID"]): one.start for one in events(files(sandbox, sandbox.write(ENKOPING))[0])}
    after = {str(one["UID"]): one.start for one in events(files(sandbox, sandbox.edit(*later))[0])}
    assert before.keys() == after.keys()
    assert all(before[uid] != after[uid] for uid in before)


def test_the_same_case_gives_the_same_bytes(sandbox: Sandbox) -> None:
    path = sandbox.edit(MEETING)
    assert files(sandbox, path) == files(sandbox, path)


def test_the_last_day_that_a_case_can_have_has_a_day_after(sandbox: Sandbox) -> None:
    raw, _ = files(sandbox, sandbox.edit((MEETING[0], "  sammanträde: 2199-12-31 ")))
    assert [one.end for one in events(raw)][-1] == date(2200, 1, 1)


def test_the_invoices_from_new_year(sandbox: Sandbox) -> None:
    _, raw = files(sandbox, sandbox.write(ENKOPING))
    assert raw.startswith(
        b"\xef\xbb\xbfFakturadatum;Kvartal;Belopp exkl. moms (kr);Moms 25 % (kr);Belopp inkl. moms (kr)\r\n"
    )
    lines = raw.decode("utf-8-sig").removesuffix("\r\n").split("\r\n")
    starts = ("01-01", "04-01", "07-01", "10-01")
    assert lines[1:] == [
        *(
            f"{year}-{start};Kvartal {quarter} {year};75000,00;18750,00;93750,00"
            for year in (2022, 2023, 2024)
            for quarter, start in enumerate(starts, 1)
        ),
        "Summa;;900000,00;225000,00;1125000,00",
    ]


def test_the_invoices_from_april(sandbox: Sandbox) -> None:
    _, raw = files(sandbox, sandbox.edit(*APRIL))
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 14
    assert rows[1] == ["2022-04-01", "Kvartal 2 2022", "75000,00", "18750,00", "93750,00"]
    assert rows[-2] == ["2025-01-01", "Kvartal 1 2025", "75000,00", "18750,00", "93750,00"]
    assert rows[-1] == ["Summa", "", "900000,00", "225000,00", "1125000,00"]


def test_vat_is_told_to_the_öre() -> None:
    # 6 % of 33 333 kr is 1 999,98 kr, of 66 666 kr 3 999,96 kr.
    invoices = [Faktura(date(2022, 1, 1), 1, Kronor(33_333)), Faktura(date(2022, 4, 1), 2, Kronor(33_333))]
    lines = invoice_plan(invoices, 6).decode("utf-8-sig").split("\r\n")
    assert lines[0].split(";")[3] == "Moms 6 % (kr)"
    assert lines[1:] == [
        "2022-01-01;Kvartal 1 2022;33333,00;1999,98;35332,98",
        "2022-04-01;Kvartal 2 2022;33333,00;1999,98;35332,98",
        "Summa;;66666,00;3999,96;70665,96",
        "",
    ]


def test_the_manifest_vouches_for_both(enkoping: Built) -> None:
    outputs = manifest.outputs(enkoping.folder)
    for name in ("nyckeldatum-enkoping.ics", "fakturaplan-enkoping.csv"):
        assert outputs[name] == manifest.sha256(enkoping.folder / name)


def test_a_check_reads_in_no_calendar_library() -> None:
    program = (
        "import sys; from loftdocs.cli import main; main(['check', 'enkoping']); "
        "sys.exit(any(name.split('.')[0] == 'icalendar' for name in sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=REPO, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr

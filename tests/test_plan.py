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
from loftdocs.plan import plan_files
from loftdocs.plan.invoices import payment_plan, payment_sums
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


def files(sandbox: Sandbox, path: Path) -> tuple[bytes, bytes, bytes]:
    """The calendar, the invoice plan and its sums."""
    known, _ = check(sandbox.project, path)
    assert known
    made = plan_files(path.stem, known.loaded.case, known.loaded.program, known.facts)
    names = (f"nyckeldatum-{path.stem}.ics", f"fakturaplan-{path.stem}.csv", f"fakturasummor-{path.stem}.csv")
    assert tuple(made) == names
    calendar, plan, sums = made.values()
    return calendar, plan, sums


def rows(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


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
    assert (planned.day, planned.title) == (date(2021, 12, 14), "Planerat beslut i kommunstyrelsen")
    assert (taken.day, taken.title) == (date(2021, 12, 15), "Beslut i kommunstyrelsen")
    assert plain(taken.text) == (
        "Kommunstyrelsen beslutade den 15 december 2021, § 217, om Enköpings kommuns deltagande i LOFT 2022–2024."
    )
    bare = days(sandbox, sandbox.edit((DECIDED[0], "beslut:\n  datum: 2021-12-15")))["beslut-1"]
    assert "beslutade den 15 december 2021 om Enköpings" in plain(bare.text)


def test_a_programme_without_a_price_list_has_no_such_days(sandbox: Sandbox) -> None:
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    start, end = text.index("nyckeldagar:\n"), text.index("# Programmets egna regler")
    program.write_text(text[:start] + text[end:], encoding="utf-8")
    assert not [key for key in days(sandbox, sandbox.write(ENKOPING)) if key.startswith("prislista")]


def test_the_calendar_as_icalendar_reads_it(sandbox: Sandbox) -> None:
    raw, *_ = files(sandbox, sandbox.edit(MEETING))
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


def test_each_day_is_reminded_of_in_the_morning_and_what_a_board_decides_a_quarter_ahead(sandbox: Sandbox) -> None:
    raw, *_ = files(sandbox, sandbox.edit(MEETING))
    reminded: dict[str, list[datetime]] = {}
    for one in events(raw):
        for alarm in one.subcomponents:
            assert isinstance(alarm, Alarm)
            assert alarm["ACTION"] == "DISPLAY"
            assert isinstance(one.start, date)
            at = datetime.combine(one.start, time()) + alarm["TRIGGER"].dt
            reminded.setdefault(str(one["UID"]).split("@")[0], []).append(at)
    assert reminded == {
        "prov-beslut-1": [datetime(2021, 11, 30, 9)],
        "prov-start-1": [datetime(2021, 12, 18, 9)],
        "prov-uppsagning-1": [datetime(2021, 11, 3, 9), datetime(2022, 1, 2, 9)],
        "prov-prislista-1": [datetime(2022, 12, 18, 9)],
        "prov-uppsagning-2": [datetime(2022, 11, 3, 9), datetime(2023, 1, 2, 9)],
        "prov-prislista-2": [datetime(2023, 12, 18, 9)],
        "prov-forlangning-1": [datetime(2024, 7, 2, 9), datetime(2024, 8, 31, 9)],
        "prov-slut-1": [datetime(2024, 12, 1, 9)],
    }


def test_each_day_says_what_to_do_and_who_does_it(sandbox: Sandbox) -> None:
    found = days(sandbox, sandbox.edit(MEETING, ("kontaktperson:", "kontaktperson: Ulrika K Jansson")))
    assert {key: plain(one.todo) for key, one in found.items() if key.endswith("-1")} == {
        "beslut-1": "Handläggaren Magnus Åsman ser till att handlingarna kommer med i kallelsen.",
        "start-1": "Kontaktpersonen Ulrika K Jansson ser till att båda parter har undertecknat avtalet före den dagen.",
        "prislista-1": "Kontaktpersonen Ulrika K Jansson ber RISE om den nya prislistan och lägger den till avtalet.",
        "uppsagning-1": "Kontaktpersonen Ulrika K Jansson tar upp frågan i tid för ett beslut i kommunstyrelsen. Vill "
        "kommunen lämna avtalet ska uppsägningen ha kommit till RISE senast den 1 februari 2022; lämna den helst "
        "skriftligt. Vill kommunen fortsätta behöver ingenting göras.",
        "forlangning-1": "Kontaktpersonen Ulrika K Jansson tar i god tid reda på om kommunen vill förlänga. Vill "
        "kommunen det ska den som har rätt att besluta om avtalet ha gjort det, och båda parter ha undertecknat "
        "förlängningen, senast den 30 september 2024.",
        "slut-1": "Kontaktpersonen Ulrika K Jansson ser till att pågående arbete är avslutat eller har ett eget avtal.",
    }
    without = days(sandbox, sandbox.write(ENKOPING))
    assert without["slut-1"].todo.startswith("Handläggaren Magnus Åsman ser till")


def test_a_last_day_that_is_free_says_the_working_day_before(sandbox: Sandbox) -> None:
    """1 February is a Sunday in 2026, a Monday in 2027 and a Tuesday in 2028; 31 March 2029 is Easter Eve."""
    notice = days(sandbox, sandbox.edit((APRIL[0][0], "start: 2025-01-01"), (APRIL[1][0], "slut: 2028-12-31")))
    assert " Dagen är en lördag; sista arbetsdagen före är fredagen den 31 januari 2025. Vill" in plain(
        notice["uppsagning-1"].todo
    )
    assert " Dagen är en söndag; sista arbetsdagen före är fredagen den 30 januari 2026. Vill" in plain(
        notice["uppsagning-2"].todo
    )
    assert "sista arbetsdagen" not in notice["uppsagning-3"].todo
    easter = days(sandbox, sandbox.edit((APRIL[0][0], "start: 2026-07-01"), (APRIL[1][0], "slut: 2029-06-30")))
    assert plain(easter["forlangning-1"].todo).endswith(
        "senast den 31 mars 2029. Dagen är påskafton; sista arbetsdagen före är torsdagen den 29 mars 2029."
    )


def test_what_to_do_stands_in_the_calendar_below_what_the_day_is(sandbox: Sandbox) -> None:
    known = days(sandbox, sandbox.write(ENKOPING))
    raw, *_ = files(sandbox, sandbox.write(ENKOPING))
    for one in events(raw):
        key = str(one["UID"]).removeprefix("prov-").removesuffix("@loftdocs")
        assert str(one["DESCRIPTION"]) == plain(f"{known[key].text}\n\n{known[key].todo}")


LATER = ("datum: 2021-11-17", "datum: 2021-11-24")


def test_a_calendar_of_a_later_paper_or_decision_takes_the_place_of_the_earlier(sandbox: Sandbox) -> None:
    """What a calendar compares when it has the event already (RFC 5546, 2.1.5): SEQUENCE, and then DTSTAMP."""
    order = []
    for changes in ((), (LATER,), (LATER, MEETING, DECIDED)):
        raw, *_ = files(sandbox, sandbox.edit(*changes))
        (number,) = {int(one["SEQUENCE"]) for one in events(raw)}
        (stamp,) = {one["DTSTAMP"].dt for one in events(raw)}
        order.append((number, stamp))
    assert order == sorted(set(order))
    # The days from the first of January 2000 to 17 and 24 November and to 15 December 2021.
    assert [number for number, _ in order] == [7991, 7998, 8019]
    assert order[-1][1] == datetime(2021, 12, 15, tzinfo=UTC)


def test_the_octets_are_those_of_the_standard(any_case: Built) -> None:
    raw = (any_case.folder / f"nyckeldatum-{any_case.name}.ics").read_bytes()
    assert faults(raw) == []
    assert len(events(raw)) == raw.count(b"\r\nBEGIN:VEVENT\r\n") >= 7


def test_odd_names_come_through(sandbox: Sandbox) -> None:
    name = r"A;b, c\n å:Ä kommun"
    path = sandbox.edit(("namn: Enköpings kommun", f"namn: '{name}'"), name="två ord å")
    raw, *_ = files(sandbox, path)
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
    raw, *_ = files(sandbox, sandbox.edit((MEETING[0], "  sammanträde: 2199-12-31 ")))
    assert [one.end for one in events(raw)][-1] == date(2200, 1, 1)


def test_the_invoices_from_new_year(sandbox: Sandbox) -> None:
    _, raw, _ = files(sandbox, sandbox.write(ENKOPING))
    assert raw.startswith(
        "\ufeffFakturadatum;Förfallodatum;Kalenderår;Kvartal;Avser från och med;Avser till och med;"
        "Belopp exkl. moms (kr);Moms 25 % (kr);Belopp inkl. moms (kr)\r\n".encode()
    )
    lines = raw.decode("utf-8-sig").removesuffix("\r\n").split("\r\n")
    # 30 days after; in 2024 February has 29 days, which moves nothing here.
    quarters = (("01-01", "01-31", "03-31"), ("04-01", "05-01", "06-30"), ("07-01", "07-31", "09-30"),
                ("10-01", "10-31", "12-31"))  # fmt: skip
    assert lines[1:] == [
        f"{year}-{first};{year}-{due};{year};Kvartal {quarter} {year};{year}-{first};{year}-{last};"
        "75000,00;18750,00;93750,00"
        for year in (2022, 2023, 2024)
        for quarter, (first, due, last) in enumerate(quarters, 1)
    ]


def test_the_plan_is_a_table_that_can_be_pivoted(sandbox: Sandbox) -> None:
    """A row for each invoice, every cell filled, and the amounts of a calendar year add up to its sum."""
    _, plan, sums = files(sandbox, sandbox.edit(*APRIL))
    head, *invoices = rows(plan)
    assert all(len(row) == len(head) and all(row) for row in invoices)
    assert len(invoices) == 12
    year, amount = head.index("Kalenderår"), head.index("Belopp exkl. moms (kr)")
    added: dict[str, int] = {}
    for row in invoices:
        added[row[year]] = added.get(row[year], 0) + int(row[amount].removesuffix(",00"))
    assert added == {"2022": 225_000, "2023": 300_000, "2024": 300_000, "2025": 75_000}
    assert [row[2].removesuffix(",00") for row in rows(sums)[1:5]] == [str(value) for value in added.values()]


def test_the_invoices_from_april(sandbox: Sandbox) -> None:
    _, raw, _ = files(sandbox, sandbox.edit(*APRIL))
    first, last = rows(raw)[1], rows(raw)[-1]
    amounts = ["75000,00", "18750,00", "93750,00"]
    assert first == ["2022-04-01", "2022-05-01", "2022", "Kvartal 2 2022", "2022-04-01", "2022-06-30", *amounts]
    assert last == ["2025-01-01", "2025-01-31", "2025", "Kvartal 1 2025", "2025-01-01", "2025-03-31", *amounts]


def test_the_sums_and_what_they_take_for_granted(sandbox: Sandbox) -> None:
    _, _, raw = files(sandbox, sandbox.edit(*APRIL))
    assert rows(raw) == [
        ["Kalenderår", "Antal fakturor", "Belopp exkl. moms (kr)", "Moms 25 % (kr)", "Belopp inkl. moms (kr)"],
        ["2022", "3", "225000,00", "56250,00", "281250,00"],
        ["2023", "4", "300000,00", "75000,00", "375000,00"],
        ["2024", "4", "300000,00", "75000,00", "375000,00"],
        ["2025", "1", "75000,00", "18750,00", "93750,00"],
        ["Hela avtalstiden", "12", "900000,00", "225000,00", "1125000,00"],
        [],
        ["Antaganden"],
        ["Varje faktura är daterad och sänd den första dagen i kvartalet, som betalas i förskott."],
        [
            "Förfallodatum är 30 dagar efter fakturadatum. Betalningstiden räknas från det att fakturan är godkänd; "
            "här antas att den godkänns samma dag."
        ],
        ["Momsen är 25 procent hela tiden, och avgiften är densamma hela avtalstiden."],
        ["Tilläggsuppdrag och annat som beställs särskilt ingår inte."],
    ]


FEBRUARY = ((APRIL[0][0], "start: 2022-02-01"), (APRIL[1][0], "slut: 2025-01-31"))


def test_a_start_inside_a_quarter_says_what_is_not_charged_and_what_is_charged_beyond_the_end(sandbox: Sandbox) -> None:
    _, plan, raw = files(sandbox, sandbox.edit(*FEBRUARY))
    assert rows(plan)[1][0] == "2022-04-01"
    assert rows(plan)[-1][4:6] == ["2025-01-01", "2025-03-31"]
    said = [row[0] for row in rows(raw)[8:]]
    assert (
        "Tiden från och med den 1 februari 2022 till och med den 31 mars 2022 faktureras inte, för avtalet börjar inne "
        "i ett kvartal." in said
    )
    assert "Den sista fakturan är på ett helt kvartal, fast avtalet upphör den 31 januari 2025." in said


def test_vat_is_told_to_the_öre(sandbox: Sandbox) -> None:
    # 6 % of 33 333 kr is 1 999,98 kr, of 66 666 kr 3 999,96 kr.
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    for old, new in (
        ("    per_år: 300 000\n    per_kvartal: 75 000\n    faktureras: kvartal", "    per_halvår: 33 333"),
        ("moms_procent: 25", "moms_procent: 6"),
        ("  längd: 3 år", "  längd: 1 år"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    program.write_text(text, encoding="utf-8")
    known, _ = check(sandbox.project, sandbox.edit((APRIL[1][0], "slut: 2022-12-31")))
    assert known
    plan = known.facts.betalningar["avgift"]
    assert [row[6:] for row in rows(payment_plan(plan))] == [
        ["Belopp exkl. moms (kr)", "Moms 6 % (kr)", "Belopp inkl. moms (kr)"],
        ["33333,00", "1999,98", "35332,98"],
        ["33333,00", "1999,98", "35332,98"],
    ]
    sums = rows(payment_sums(plan, known.facts.period))
    assert [row[2:] for row in sums[1:3]] == 2 * [["66666,00", "3999,96", "70665,96"]]


def test_the_manifest_vouches_for_both(enkoping: Built) -> None:
    outputs = manifest.outputs(enkoping.folder)
    for name in ("nyckeldatum-enkoping.ics", "fakturaplan-enkoping.csv", "fakturasummor-enkoping.csv"):
        assert outputs[name] == manifest.sha256(enkoping.folder / name)


def test_a_check_reads_in_no_calendar_library() -> None:
    program = (
        "import sys; from loftdocs.cli import main; main(['check', 'enkoping']); "
        "sys.exit(any(name.split('.')[0] == 'icalendar' for name in sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=REPO, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr

"""What a Swedish text says, as data: tables worked out by hand, and what must hold for every text."""

import datetime
import random
from decimal import Decimal
from functools import partial

import pytest
from num2words import num2words

from loftdocs.mention import MentionKind, mentions, mentions_of
from loftdocs.mention.numbers import number_from_words
from loftdocs.mention.types import Amount, Day, Duration, ImpossibleDate, PartialDate

from .counting import calls

_NBSP = "\u00a0"
_NARROW = "\u202f"


def _amount(kronor: str, currency: str) -> Amount:
    return Amount(Decimal(kronor), currency)


def _day(iso: str, weekday: int | None = None) -> Day:
    return Day(datetime.date.fromisoformat(iso), weekday)


def _partial(
    day: int | None = None, month: int | None = None, year: int | None = None, relative: str | None = None
) -> PartialDate:
    return PartialDate(day, month, year, relative)


# In each row: the text, then what it mentions, in order, each as (written, value).
_AMOUNTS = [
    ("Avgiften är 300 000 kr per år.", [("300 000 kr", _amount("300000", "kr"))]),
    ("300.000 SEK", [("300.000 SEK", _amount("300000", "SEK"))]),
    ("300000 kronor", [("300000 kronor", _amount("300000", "kronor"))]),
    ("300,000 kr", [("300,000 kr", _amount("300000", "kr"))]),
    ("300 000:-", [("300 000:-", _amount("300000", ":-"))]),
    ("300 000:–/år", [("300 000:–", _amount("300000", ":-"))]),
    ("300,- per person", [("300,-", _amount("300", ",-"))]),
    ("SEK 300 000 per år", [("SEK 300 000", _amount("300000", "SEK"))]),
    ("kr 300 000", [("kr 300 000", _amount("300000", "kr"))]),
    ("Belopp i kr: 300 000", [("kr: 300 000", _amount("300000", "kr"))]),
    ("75 tkr", [("75 tkr", _amount("75000", "tkr"))]),
    ("300 TKR", [("300 TKR", _amount("300000", "tkr"))]),
    ("0,3 mnkr", [("0,3 mnkr", _amount("300000", "mnkr"))]),
    ("0,375 mnkr", [("0,375 mnkr", _amount("375000", "mnkr"))]),
    ("1,5 Mkr", [("1,5 Mkr", _amount("1500000", "mkr"))]),
    ("1,5 mn kr", [("1,5 mn kr", _amount("1500000", "mnkr"))]),
    ("1,2 miljarder kronor", [("1,2 miljarder kronor", _amount("1200000000", "kronor"))]),
    ("2 mdkr", [("2 mdkr", _amount("2000000000", "mdkr"))]),
    ("1,5 miljoner kronor", [("1,5 miljoner kronor", _amount("1500000", "kronor"))]),
    ("1,5 miljoner svenska kronor", [("1,5 miljoner svenska kronor", _amount("1500000", "kronor"))]),
    ("300 tusen kronor", [("300 tusen kronor", _amount("300000", "kronor"))]),
    ("3 MSEK", [("3 MSEK", _amount("3000000", "MSEK"))]),
    ("3MSEK", [("3MSEK", _amount("3000000", "MSEK"))]),
    ("300 KSEK", [("300 KSEK", _amount("300000", "KSEK"))]),
    ("300 000,50 kr", [("300 000,50 kr", _amount("300000.50", "kr"))]),
    ("1.250.000,50 kr", [("1.250.000,50 kr", _amount("1250000.50", "kr"))]),
    *(("1.250.000.50 kr", []), ("adressen 192.168.100.1 kr", []), ("version 1.234.5 kr", [])),
    ("1 kr", [("1 kr", _amount("1", "kr"))]),
    ("0 kr", [("0 kr", _amount("0", "kr"))]),
    ("en krona", [("en krona", _amount("1", "kronor"))]),
    ("trehundratusen kronor", [("trehundratusen kronor", _amount("300000", "kronor"))]),
    ("Tre hundra tusen kronor", [("Tre hundra tusen kronor", _amount("300000", "kronor"))]),
    ("en miljon tvåhundratusen kr", [("en miljon tvåhundratusen kr", _amount("1200000", "kr"))]),
    (
        "300 000 kr (trehundratusen kronor)",
        [("300 000 kr", _amount("300000", "kr")), ("trehundratusen kronor", _amount("300000", "kronor"))],
    ),
    ("300 000 (trehundratusen) kronor", [("300 000 (trehundratusen) kronor", _amount("300000", "kronor"))]),
    ("300 000–500 000 kr", [("300 000", _amount("300000", "kr")), ("500 000 kr", _amount("500000", "kr"))]),
    ("Resultat: −300 000 kr", [("−300 000 kr", _amount("-300000", "kr"))]),
    ("- 300 kr", [("300 kr", _amount("300", "kr"))]),
    ("Under 2022 300 000 kr", [("300 000 kr", _amount("300000", "kr"))]),
    ("år 2022 kr 300 000", [("kr 300 000", _amount("300000", "kr"))]),
    ("Budget 2022 kr 300 000", [("kr 300 000", _amount("300000", "kr"))]),
    ("2022 kr", [("2022 kr", _amount("2022", "kr"))]),
    ("500 kr 100 kr", [("500 kr", _amount("500", "kr")), ("100 kr", _amount("100", "kr"))]),
    ("500 kr 1000", [("500 kr", _amount("500", "kr"))]),
    ("300 kr/månad och 300 kr.", [("300 kr", _amount("300", "kr")), ("300 kr", _amount("300", "kr"))]),
    (f"300{_NBSP}000{_NBSP}kr", [(f"300{_NBSP}000{_NBSP}kr", _amount("300000", "kr"))]),
    (f"1{_NARROW}300{_NARROW}000{_NARROW}kr", [(f"1{_NARROW}300{_NARROW}000{_NARROW}kr", _amount("1300000", "kr"))]),
    ("300\n000\nkr", [("300\n000\nkr", _amount("300000", "kr"))]),
    ("1 300\n000 kr", [("1 300\n000 kr", _amount("1300000", "kr"))]),
    ("trehundratusen\nkronor", [("trehundratusen\nkronor", _amount("300000", "kronor"))]),
    (f"2022 4 300{_NBSP}000 kr", [(f"300{_NBSP}000 kr", _amount("300000", "kr"))]),
    ("4\n300 000 kr", [("300 000 kr", _amount("300000", "kr"))]),
    ("4\t300 kr", [("300 kr", _amount("300", "kr"))]),
]

_DATES = [
    ("2021-11-17", [("2021-11-17", _day("2021-11-17"))]),
    ("KS 2021-11-17 § 123", [("2021-11-17", _day("2021-11-17"))]),
    ("17 november 2021", [("17 november 2021", _day("2021-11-17"))]),
    ("den 17 november 2021.", [("den 17 november 2021", _day("2021-11-17"))]),
    ("Den 1:a november 2021", [("Den 1:a november 2021", _day("2021-11-01"))]),
    ("17 nov 2021", [("17 nov 2021", _day("2021-11-17"))]),
    ("17 nov. 2021", [("17 nov. 2021", _day("2021-11-17"))]),
    ("17 NOVEMBER 2021", [("17 NOVEMBER 2021", _day("2021-11-17"))]),
    ("2021-11", [("2021-11", _partial(month=11, year=2021))]),
    ("17/11 2021", [("17/11 2021", _day("2021-11-17"))]),
    ("17/11-21", [("17/11-21", _day("2021-11-17"))]),
    ("17/11-2021", [("17/11-2021", _day("2021-11-17"))]),
    ("17/11/2021", [("17/11/2021", _day("2021-11-17"))]),
    ("den 17/11", [("den 17/11", _partial(17, 11))]),
    ("17.11.2021", [("17.11.2021", _day("2021-11-17"))]),
    ("20211117", [("20211117", _day("2021-11-17"))]),
    ("onsdagen den 17 november 2021", [("onsdagen den 17 november 2021", _day("2021-11-17", 2))]),
    ("onsdag 17 november 2021", [("onsdag 17 november 2021", _day("2021-11-17", 2))]),
    ("Måndagen den 17 november 2021", [("Måndagen den 17 november 2021", _day("2021-11-17", 0))]),
    ("söndag 2021-11-14", [("söndag 2021-11-14", _day("2021-11-14", 6))]),
    ("31 november 2021", [("31 november 2021", ImpossibleDate(31, 11, 2021))]),
    ("den 31 november", [("den 31 november", ImpossibleDate(31, 11, None))]),
    ("2021-02-30", [("2021-02-30", ImpossibleDate(30, 2, 2021))]),
    ("2021-13-01", [("2021-13-01", ImpossibleDate(1, 13, 2021))]),
    ("29 februari 2021", [("29 februari 2021", ImpossibleDate(29, 2, 2021))]),
    ("29 februari 2024", [("29 februari 2024", _day("2024-02-29"))]),
    ("29 februari", [("29 februari", _partial(29, 2))]),
    ("31/11 2021", [("31/11 2021", ImpossibleDate(31, 11, 2021))]),
    ("den 13 oktober i år", [("den 13 oktober i år", _partial(13, 10, None, "i år"))]),
    ("13 oktober förra året", [("13 oktober förra året", _partial(13, 10, None, "förra året"))]),
    ("i oktober i år", [("oktober i år", _partial(None, 10, None, "i år"))]),
    ("oktober 2021", [("oktober 2021", _partial(None, 10, 2021))]),
    ("okt. 2021", [("okt. 2021", _partial(None, 10, 2021))]),
    ("den 1 februari", [("den 1 februari", _partial(1, 2))]),
    ("Senast den 13 oktober.", [("den 13 oktober", _partial(13, 10))]),
    ("förra året", [("förra året", _partial(relative="förra året"))]),
    ("förra årets budget", [("förra årets", _partial(relative="förra året"))]),
    ("i år", [("i år", _partial(relative="i år"))]),
    ("nästa år", [("nästa år", _partial(relative="nästa år"))]),
    ("i fjol", [("i fjol", _partial(relative="i fjol"))]),
    ("Tidigare i år", [("Tidigare i år", _partial(relative="i år"))]),
    ("13–15 oktober 2021", [("13", _day("2021-10-13")), ("15 oktober 2021", _day("2021-10-15"))]),
    ("den 13 och 15 oktober 2021", [("den 13", _day("2021-10-13")), ("15 oktober 2021", _day("2021-10-15"))]),
    (
        "1 januari till 31 december 2022",
        [("1 januari", _day("2022-01-01")), ("31 december 2022", _day("2022-12-31"))],
    ),
    ("1 december till 31 januari 2022", [("1 december", _partial(1, 12)), ("31 januari 2022", _day("2022-01-31"))]),
    ("1/1–31/12 2022", [("1/1", _day("2022-01-01")), ("31/12 2022", _day("2022-12-31"))]),
    ("2022-01-01–2024-12-31", [("2022-01-01", _day("2022-01-01")), ("2024-12-31", _day("2024-12-31"))]),
    (f"den 17{_NBSP}november{_NARROW}2021", [(f"den 17{_NBSP}november{_NARROW}2021", _day("2021-11-17"))]),
    ("den\n17 november\n2021", [("den\n17 november\n2021", _day("2021-11-17"))]),
    ("2021‑11‑17", [("2021‑11‑17", _day("2021-11-17"))]),
    (
        "17 november 2021–18 november 2021",
        [("17 november 2021", _day("2021-11-17")), ("18 november 2021", _day("2021-11-18"))],
    ),
]

_PERCENTS = [
    ("15 %", [("15 %", Decimal(15))]),
    ("15%", [("15%", Decimal(15))]),
    (f"15{_NBSP}%", [(f"15{_NBSP}%", Decimal(15))]),
    ("15 procent", [("15 procent", Decimal(15))]),
    ("femton procent", [("femton procent", Decimal(15))]),
    ("2 procentenheter", [("2 procentenheter", Decimal(2))]),
    ("12,5 %", [("12,5 %", Decimal("12.5"))]),
    ("en 50-procentig tjänst", [("50-procentig", Decimal(50))]),
    ("hundraprocentig", [("hundraprocentig", Decimal(100))]),
    ("15–20 %", [("15", Decimal(15)), ("20 %", Decimal(20))]),
    ("10 till 15 procent", [("10", Decimal(10)), ("15 procent", Decimal(15))]),
    ("femton (15) procent", [("femton (15) procent", Decimal(15))]),
    ("ändras med -5 %", [("-5 %", Decimal(-5))]),
    ("referensräntan + 8 %.", [("8 %", Decimal(8))]),
]

_DURATIONS = [
    ("30 dagar", [("30 dagar", Duration(30, "dag"))]),
    ("60 dagars", [("60 dagars", Duration(60, "dag"))]),
    ("30-dagars betalning", [("30-dagars", Duration(30, "dag"))]),
    ("10 arbetsdagar", [("10 arbetsdagar", Duration(10, "dag"))]),
    ("tolv månader", [("tolv månader", Duration(12, "månad"))]),
    ("tolv månaders uppsägningstid", [("tolv månaders", Duration(12, "månad"))]),
    ("tolvmånadersperiod", [("tolvmånadersperiod", Duration(12, "månad"))]),
    ("tre år", [("tre år", Duration(3, "år"))]),
    ("Tre\når", [("Tre\når", Duration(3, "år"))]),
    ("treårig", [("treårig", Duration(3, "år"))]),
    ("ett treårigt avtal", [("treårigt", Duration(3, "år"))]),
    ("en 3-årsperiod", [("3-årsperiod", Duration(3, "år"))]),
    ("treårsavtal", [("treårsavtal", Duration(3, "år"))]),
    ("de kommande tre åren", [("tre åren", Duration(3, "år"))]),
    ("tre hela kalenderår", [("tre hela kalenderår", Duration(3, "år"))]),
    ("ett kvartal", [("ett kvartal", Duration(1, "kvartal"))]),
    ("80 timmar", [("80 timmar", Duration(80, "timme"))]),
    ("1 000 timmar", [("1 000 timmar", Duration(1000, "timme"))]),
    ("40 lektionstimmar", [("40 lektionstimmar", Duration(40, "timme"))]),
    ("två veckor", [("två veckor", Duration(2, "vecka"))]),
    ("tre (3) månader", [("tre (3) månader", Duration(3, "månad"))]),
    ("30 (trettio) dagar", [("30 (trettio) dagar", Duration(30, "dag"))]),
    ("trettio (60) dagar", [("trettio", Duration(30, "dag")), ("(60) dagar", Duration(60, "dag"))]),
    ("30–60 dagar", [("30", Duration(30, "dag")), ("60 dagar", Duration(60, "dag"))]),
    ("tre till fem år", [("tre", Duration(3, "år")), ("fem år", Duration(5, "år"))]),
    ("ett halvår", [("ett halvår", Duration(6, "månad"))]),
    ("två och ett halvt år", [("två och ett halvt år", Duration(30, "månad"))]),
    ("1,5 år", [("1,5 år", Duration(18, "månad"))]),
    ("möter elever under tre år", [("tre år", Duration(3, "år"))]),
    ("1 år och 6 månader", [("1 år", Duration(1, "år")), ("6 månader", Duration(6, "månad"))]),
]

_NUMBERS_AND_ADDRESSES = [
    ("org nr 212000-0282", [("212000-0282", "212000-0282")]),
    ("org.nr: 556464–6874", [("556464–6874", "556464-6874")]),
    ("162120000282", [("162120000282", "212000-0282")]),
    ("Enköpings kommun (2120000282)", [("2120000282", "212000-0282")]),
    ("org.nr 2120000283", [("2120000283", "212000-0283")]),
    ("16212000-0282", [("16212000-0282", "212000-0282")]),
    ("E-post: Magnus.Asman@Enkoping.SE.", [("Magnus.Asman@Enkoping.SE", "magnus.asman@enkoping.se")]),
    ("<mailto:a_b+c@x-y.se>", [("a_b+c@x-y.se", "a_b+c@x-y.se")]),
    ("Telefon: 0171-62 62 16", [("0171-62 62 16", "0171626216")]),
    ("0171 – 62 62 16", [("0171 – 62 62 16", "0171626216")]),
    (f"0171-62{_NBSP}62{_NARROW}16", [(f"0171-62{_NBSP}62{_NARROW}16", "0171626216")]),
    ("08-123 456 78", [("08-123 456 78", "0812345678")]),
    ("08-12 34 56", [("08-12 34 56", "08123456")]),
    ("070-123 45 67", [("070-123 45 67", "0701234567")]),
    ("0701234567", [("0701234567", "0701234567")]),
    ("070-1234567", [("070-1234567", "0701234567")]),
    ("+46 171 62 62 16", [("+46 171 62 62 16", "0171626216")]),
    ("+46 (0)171-62 62 16", [("+46 (0)171-62 62 16", "0171626216")]),
    ("0046 171 62 62 16", [("0046 171 62 62 16", "0171626216")]),
    ("(0171) 62 62 16", [("(0171) 62 62 16", "0171626216")]),
    ("(0171-62 62 16)", [("0171-62 62 16", "0171626216")]),
    ("0171-62 62 16 30 dagar", [("0171-62 62 16", "0171626216"), ("30 dagar", Duration(30, "dag"))]),
    ("811228-9874", [("811228-9874", "811228-9874")]),
    ("8112289874", [("8112289874", "811228-9874")]),
    ("19811228-9874", [("19811228-9874", "19811228-9874")]),
    ("198112289874", [("198112289874", "19811228-9874")]),
    ("811228+9874", [("811228+9874", "811228+9874")]),
    ("701063-2391", [("701063-2391", "701063-2391")]),
    ("dag 811228–9874", [("811228–9874", "811228-9874")]),
]

_SPANS = [
    ("2022–2024", [("2022–2024", (2022, 2024))]),
    ("2022-2024", [("2022-2024", (2022, 2024))]),
    ("2022 – 2024", [("2022 – 2024", (2022, 2024))]),
    ("åren 2022 till 2024", [("åren 2022 till 2024", (2022, 2024))]),
    ("från 2022 till och med 2024", [("2022 till och med 2024", (2022, 2024))]),
    ("åren 2022, 2023 och 2024", [("åren 2022, 2023 och 2024", (2022, 2024))]),
    ("2022–24", [("2022–24", (2022, 2024))]),
    ("LOFT 2022–2024", [("2022–2024", (2022, 2024))]),
    (f"2022{_NBSP}–{_NBSP}2024", [(f"2022{_NBSP}–{_NBSP}2024", (2022, 2024))]),
    (
        "Partneravtal LOFT 2022–2024, 17 november 2021",
        [("2022–2024", (2022, 2024)), ("17 november 2021", _day("2021-11-17"))],
    ),
]

_NOTHING = [
    *("punkt 10.3", "KS 2022/17", "bilaga 2", "§ 12", "12 § kr", "sida 3 av 14", "Vision 2050", "4M", "år 2022"),
    *("i två (2) likalydande exemplar", "2022 års budget", "2022 år", "Dnr KS 2021-11", "dnr: 2022-2024", "kl. 13.30"),
    *("SFS 2017:725", "kommunallagen (2017:725)", "fyllt 18 år", "ungdomar 16–19 år", "en 18 år gammal elev", ""),
    *("elever under 18 år", "i åldern 16 till 19 år", "20-åring", "50-årsdag", "år 2022 kr", "kr 2022", "årskurs 3"),
    *("flera hundra kronor", "ett par tusen kronor", "miljoner kronor", "varje kvartal", "vecka 42", "tredje året"),
    *("1234567890", "811228-9842", "2021-99", "KS2022-11", "120211117", "20211399", "20211117-1234", "24/7", "17/11"),
    *("https://x.se/2021-11-17/30%20dagar", "bankgiro 2022-2024", "ett behov", "en metod", "fem till nio kommuner"),
    *("sju kommuner", "Part 1", "del 3: särskilda insatser", "§ 3–5", "0171", "01-02", "t.ex. 3", "45 november"),
    *("i årskurs", "samma år", "nästa årsmöte", "en första dag", "2,3 dagar", "10.3.2", "v2021-11-17", "2022, 2023"),
    *(
        "1,5 miljoner",
        "2022 och 2023",
        "EUR 300",
        "30\n\ndagar",
        "30\n\nkr",
        "15\n\n%",
        "maj",
        "i oktober",
        "hundra",
        "tusen tack",
        "@enkoping",
    ),
]

_TABLE = [*_AMOUNTS, *_DATES, *_PERCENTS, *_DURATIONS, *_NUMBERS_AND_ADDRESSES, *_SPANS]
_TABLE += [(text, []) for text in _NOTHING]


@pytest.mark.parametrize(("text", "expected"), _TABLE)
def test_the_table_worked_out_by_hand(text: str, expected: list[tuple[str, object]]) -> None:
    assert [(mention.text, mention.value) for mention in mentions(text)] == expected


@pytest.mark.parametrize(("text", "expected"), _TABLE)
def test_a_mention_is_the_same_inside_a_sentence(text: str, expected: list[tuple[str, object]]) -> None:
    sentence = f"Ärendet, ({text})."
    assert [(mention.text, mention.value) for mention in mentions(sentence)] == expected


def test_each_kind_has_its_own_type_of_value() -> None:
    tables = {
        **{MentionKind.BELOPP: _AMOUNTS, MentionKind.DATUM: _DATES, MentionKind.PROCENT: _PERCENTS},
        MentionKind.ÅRSPANN: _SPANS[:-1],
    }
    for kind, rows in tables.items():
        assert {mention.kind for text, _ in rows for mention in mentions(text)} == {kind}
    kinds = {
        text: [mention.kind for mention in mentions(text)]
        for text in ("212000-0282", "811228-9874", "0171-62 62 16", "a@b.se", "tre år")
    }
    assert [kind for (kind,) in kinds.values()] == [
        *(MentionKind.ORGNR, MentionKind.PERSONNUMMER, MentionKind.TELEFON, MentionKind.EPOST, MentionKind.TID)
    ]


def test_mentions_of_keeps_the_kinds_asked_for() -> None:
    text = "300 000 kr i tre år från den 1 januari 2022"
    found = mentions_of(text, MentionKind.BELOPP, MentionKind.DATUM)
    assert [mention.text for mention in found] == ["300 000 kr", "den 1 januari 2022"]
    assert mentions_of(text) == ()


def _texts() -> list[str]:
    """Rows of the table, and rows run together with what is likely to join them wrongly."""
    chance = random.Random(2022)
    rows = [text for text, _ in _TABLE]
    mixed = [
        chance.choice([" ", "-", "–", "\n", ", ", "/", "", " (", "\u202f", "İ"]).join(chance.sample(rows, 4))
        for _ in range(800)
    ]
    return [*rows, *mixed]


def test_findings_stand_in_the_text_in_order_and_do_not_overlap() -> None:
    for text in _texts():
        end = 0
        for mention in mentions(text):
            assert mention.text == text[mention.start : mention.end]
            assert end <= mention.start < mention.end
            assert mention.text == mention.text.strip()
            end = mention.end


def test_findings_can_be_hashed() -> None:
    for text in _texts():
        assert len(set(mentions(text))) == len(mentions(text))
        hash(tuple(mention.value for mention in mentions(text)))


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009"])
def test_no_break_blanks_change_nothing(blank: str) -> None:
    for text, expected in _TABLE:
        if not any(odd in text for odd in (_NBSP, _NARROW, "\n", "\t")):
            found = [
                (mention.text.replace(blank, " "), mention.value) for mention in mentions(text.replace(" ", blank))
            ]
            assert found == expected, text


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *(("trehundratusen", 300_000), ("tre hundra tusen", 300_000), ("tjugoen", 21), ("tjugoett", 21)),
        *(("en miljon tvåhundratusen", 1_200_000), ("sjuttiofemtusen", 75_000), ("ett hundra", 100), ("hundra", 100)),
        *(("niohundratusen", 900_000), ("tusen", 1000), ("ettusen", 1000), ("tjugoettusen", 21_000), ("noll", 0)),
        *(("fyrtiotvå", 42), ("nittonhundranittionio", 1999), ("Tre\u00a0Hundra", 300), ("två miljarder", 2 * 10**9)),
        *(("", None), ("och", None), ("två tre", None), ("sex ton", None), ("tusental", None), ("miljon", None)),
        *(("3", None), ("en dag", None), ("tretre", None)),
    ],
)
def test_numbers_from_words(words: str, number: int | None) -> None:
    assert number_from_words(words) == number


def test_numbers_go_to_words_and_back() -> None:
    chance = random.Random(2021)
    for number in [*range(10_001), *(chance.randrange(10**8) for _ in range(2000))]:
        words = num2words(number, lang="sv")
        assert number_from_words(words) == number, words


@pytest.mark.parametrize("number", [1, 21, 100, 999, 1999, 75_000, 300_000, 1_200_000])
def test_words_of_numbers_are_found_in_text(number: int) -> None:
    words = num2words(number, lang="sv")
    (mention,) = mentions(f"Kommunen betalar {words} kronor till RISE.")
    assert (mention.text, mention.value) == (f"{words} kronor", Amount(Decimal(number), "kronor"))


@pytest.mark.parametrize(
    "part", ["1 ", "9", "1 000 ", "2022-", "2022, ", "08 12 ", "en hundra ", "den ", "a.", "tre och "]
)
def test_text_that_repeats_itself_is_read_once(part: str) -> None:
    mentions(part * 100 + "@")  # what is read in and remembered once
    small, large = (calls(partial(mentions, part * size + "@")) for size in (500, 2000))
    assert large < 6 * small + 500

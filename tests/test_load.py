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


UNSEEN = [
    # what stands in the file, what is read, the line and column of the upplysning, words of it
    ("ort: Enkö\u200bping ", "Enköping", (15, 12), "nollbrett mellanslag (U+200B) i kolumn 12"),
    ("ort: En\u00adkö\u00adping ", "Enköping", (15, 10), "mjukt bindestreck (U+00AD) i kolumn 10, 13"),
    ("ort:\u200b Enköping ", "Enköping", (15, 7), "U+200B"),
    ("\ufeffort: Enköping ", "Enköping", (15, 3), "byteordningsmärke"),
    ("ort: \u202eEnköping\u202c ", "Enköping", (15, 8), "riktningstecken (U+202E) i kolumn 8"),
    ("ort: Enkö\x0cping ", "Enkö ping", (15, 12), "sidbrytning (U+000C) i kolumn 12, läst som ett mellanslag"),
    ("ort: Enkö\x0bping ", "Enkö ping", (15, 12), "lodrät tabb"),
    ("ort: Enkö\u2028ping ", "Enkö ping", (15, 12), "radskiljare (U+2028) i kolumn 12, läst som ett mellanslag"),
    ("ort: Enkö\u2029ping ", "Enkö ping", (15, 12), "styckeskiljare"),
    ("ort: Enkö\u0085ping ", "Enkö ping", (15, 12), "radbrytning (U+0085)"),
    ("\x0cort: Enköping ", "Enköping", (15, 3), "sidbrytning (U+000C) i kolumn 3."),
    ("ort: Enköping #\u2028", "Enköping", (15, 18), "radskiljare (U+2028) i kolumn 18, läst som"),
    ("ort: Enkö\x07ping\x00 ", "Enköping", (15, 12), "styrtecken (U+0007) i kolumn 12; styrtecken (U+0000)"),
    ("ort: Enkö\ufe0fping ", "Enköping", (15, 12), "U+FE0F"),
    ("ort: En\u200dkö\U000e0041ping ", "Enköping", (15, 10), "osynlig fogning (U+200D)"),
    ('ort: "Enkö\\u00adping" ', "Enköping", (15, 8), "kommun.ort"),
]


@pytest.mark.parametrize(("written", "read", "place", "words"), UNSEEN)
def test_what_nobody_sees_is_read_past_and_told_where_it_stands(
    sandbox: Sandbox, written: str, read: str, place: tuple[int, int], words: str
) -> None:
    path = sandbox.edit(("ort: Enköping ", written))
    before = path.read_bytes()
    loaded, findings = load(sandbox.project, path)
    assert loaded
    assert loaded.case.kommun.ort == read
    (told,) = findings
    assert (told.code, told.severity) == ("YAML111", "upplysning")
    assert (told.place.line, told.place.column) == place
    assert words in told.message
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("YAML108", "ort: Enköping #1\n#"),
        ("YAML108", "ort: 12 #1\n#"),
        ("YAML110", "ort: !!str Enköping "),
        ("YAML110", "ort: ! Enköping "),
        ("YAML110", "ort: !Stad Enköping "),
        ("YAML110", "ort: &ort !!str Enköping "),
    ],
)
def test_a_value_that_yaml_reads_otherwise_than_it_looks_is_told(sandbox: Sandbox, code: str, written: str) -> None:
    _, findings = load(sandbox.project, sandbox.edit(("ort: Enköping ", written)))
    assert [(one.code, one.place.line) for one in findings] == [(code, 15)]


@pytest.mark.parametrize(
    "written", ["ort: 'Enköping' #1\n#", "ort: '!!str Enköping' ", "ort: Enköping! ", "ort: Enköping # 1"]
)
def test_a_value_that_yaml_reads_as_it_looks_is_not_told(sandbox: Sandbox, written: str) -> None:
    _, findings = load(sandbox.project, sandbox.edit(("ort: Enköping ", written)))
    assert findings == ()


def test_a_file_that_ends_with_an_empty_value_is_read_to_its_end(sandbox: Sandbox) -> None:
    for end in ("ersättare:", "ersättare: ", "ersättare: &x", "ersättare: !!null"):
        loaded, findings = load(sandbox.project, sandbox.write(ENKOPING.replace("ersättare:", "#") + end))
        assert loaded
        assert {one.code for one in findings} <= {"YAML110"}


@pytest.mark.parametrize(
    "emoji",
    ["👨‍👩‍👧", "❤️", "👍🏽", "👩🏽‍🚒", "❤️‍🔥", "1️⃣", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"],
)
def test_an_emoji_is_one_picture_and_stays_one(sandbox: Sandbox, emoji: str) -> None:
    loaded, findings = load(sandbox.project, sandbox.edit(("ort: Enköping ", f"ort: {emoji} Enköping ")))
    assert findings == ()
    assert loaded
    assert loaded.case.kommun.ort == f"{emoji} Enköping"


def test_what_follows_something_unseen_is_found_where_it_stands(sandbox: Sandbox) -> None:
    """The places of other findings are those of the file as the editor shows it, on the same line and below."""
    path = sandbox.edit(
        ("kommun:", "\u200b# en rad\u2028\nkommun:"), ("  slut: 2024-12-31", "  \u00adslut:\u200b 2024-02-30")
    )
    loaded, findings = load(sandbox.project, path)
    assert loaded
    assert [one.code for one in findings] == ["YAML111", "YAML111", "DAT101"]
    place = findings[2].place
    assert (
        path.read_text(encoding="utf-8").split("\n")[(place.line or 0) - 1][(place.column or 0) - 1 :] == "2024-02-30"
    )


def test_a_file_full_of_it_is_told_in_a_screenful(sandbox: Sandbox) -> None:
    _, findings = load(sandbox.project, sandbox.write(ENKOPING.replace("\n", "\u200b\n")))
    assert len(findings) == ENKOPING.count("\n")
    said = sandbox.run("check", "prov").out
    assert said.count("upplysning YAML111") == 12
    assert f"och {ENKOPING.count(chr(10)) - 12} till" in " ".join(said.split())


def test_a_case_with_something_unseen_in_it_is_built_without_it(sandbox: Sandbox) -> None:
    path = sandbox.edit(("Kostnaden ryms", "Kost\u00adnaden\u2028ryms"), ("magnus.asman@", "mag\u200bnus.asman@"))
    before = path.read_bytes()
    answer = sandbox.run("build", "prov")
    assert answer.code == 0
    assert answer.out.count("upplysning YAML111") == 2
    text = sandbox.run("text", str(sandbox.project.build / "prov" / "tjansteskrivelse-prov.docx")).out
    assert "Kostnaden ryms inom" in text
    assert "magnus.asman@enkoping.se" in text
    assert path.read_bytes() == before


@pytest.mark.parametrize("depth", [900, 20_000])
def test_a_file_of_brackets_within_brackets_is_told_of(sandbox: Sandbox, depth: int) -> None:
    loaded, findings = load(sandbox.project, sandbox.write("a: " + "[" * depth + "]" * depth))
    assert loaded is None
    assert [one.code for one in findings if one.code.startswith("YAML")] == ["YAML103"]
    assert len(findings) < 10

"""Case files as people save them."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from typing import Any

import pytest

from loftdocs.load import load
from loftdocs.load.yaml_tree import dotted
from loftdocs.model.fact import FactKind, inferred
from loftdocs.project import case_file

from .conftest import ENKOPING, REPO, Sandbox


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


def program_findings(sandbox: Sandbox, *changes: tuple[str, str]) -> list[dict[str, Any]]:
    """What is found in the programme's file with each (old, new) replaced once."""
    file = sandbox.project.templates / "loft" / "program.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    sandbox.edit()
    return [one for one in sandbox.findings("check", "prov") if one["severity"] == "fel"]


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("    per_år: 300 000", "    per_år: 300 tusen", "betalningar.avgift.per_år", "är inte ett helt tal"),
        ("  avgift:\n", "  avgift per år:\n", "betalningar.avgift per år", "Ingenting kan heta ”avgift per år” här"),
        (
            "  rangordning:\n    värde: nej\n    beskrivning: Avtalet går före bilagan om de säger emot varandra.",
            "  rangordning: kanske",
            "valfria_klausuler.rangordning",
            "Uppgiften ”rangordning” ”kanske” är varken ja eller nej",
        ),
        ("  exemplar: 2", "  exemplar: {a: {två ord: 1}}", "villkor.exemplar.a.två ord", "”två ord” kan inte heta så"),
        ("  exemplar: 2", "  exemplar: 2\n  x: {slag: grupp, värde: 1}", "villkor.x.slag", "inte ett av de ord"),
        (
            "  exemplar: 2",
            "  exemplar: 2\n  x: {slag: lista, av: tabell, värde: [a]}",
            "villkor.x.av",
            "av ett slag som inga listor är av",
        ),
        ("kontakt:\n  namn:", "kontakt: hej\nvillkoren:\n  namn:", "kontakt", "ska bestå av flera uppgifter"),
    ],
)
def test_a_fault_in_a_programme_is_told_at_its_place_and_stops_nothing_else(
    sandbox: Sandbox, old: str, new: str, path: str, message: str
) -> None:
    """Also beside a payment, whose amount may be a name: what is sound in the file is still read."""
    found = program_findings(sandbox, (old, new))
    assert any(one["path"] == path and message in one["message"] for one in found), found


def test_facts_that_are_no_group_are_not_passed_over(sandbox: Sandbox) -> None:
    fixtures = REPO / "tests" / "programs"
    shutil.copytree(fixtures / "beslut", sandbox.project.templates / "beslut")
    file = sandbox.project.templates / "beslut" / "program.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?ms)^villkor:\n.*?\n\n", "villkor: tre veckor\n\n", text), encoding="utf-8")
    sandbox.write((fixtures / "cases" / "beslut.yaml").read_text(encoding="utf-8"))
    assert ("MOD103", "villkor") in {(one["code"], one["path"]) for one in sandbox.findings("check", "prov")}


@pytest.mark.parametrize(
    ("kept", "message"),
    [(1, "är en lista med 1, men ska ha minst 2."), (0, "är en tom lista"), (13, "med 13, men ska ha högst 12.")],
)
def test_too_few_parties_or_too_many_are_told_by_number(sandbox: Sandbox, kept: int, message: str) -> None:
    fixtures = REPO / "tests" / "programs"
    shutil.copytree(fixtures / "samverkan", sandbox.project.templates / "samverkan")
    text = (fixtures / "cases" / "samverkan.yaml").read_text(encoding="utf-8")
    one = "  - {namn: Köpings kommun, orgnr: 212000-2114, ort: Köping, andel: 50, ledamot: Gunnar Ålund}\n"
    parties = f"kommuner:\n{one * kept}" if kept else "kommuner: []\n"
    sandbox.write(re.sub(r"(?ms)^kommuner:\n.*?(?=^värdkommun)", parties, text))
    told = [found["message"] for found in sandbox.findings("check", "prov") if found["path"] == "kommuner"]
    assert any(message in found for found in told), told


def test_a_list_whose_only_part_is_wrong_is_not_told_to_be_empty(sandbox: Sandbox) -> None:
    sandbox.edit(("    - Kommunledningsförvaltningen, för åtgärd", '    - ""'))
    told = [one["message"] for one in sandbox.findings("check", "prov") if one["code"].startswith("MOD")]
    assert len(told) == 1
    assert "tom lista" not in told[0]


@pytest.mark.filterwarnings("ignore:Field name")
def test_a_fact_may_have_a_name_that_python_knows(sandbox: Sandbox) -> None:
    """And nothing of Python's is said of it."""
    found = program_findings(sandbox, ("  exemplar: 2", "  exemplar: 2\n  schema: 2\n  copy: 3\n  klass: {json: 1}"))
    assert found == []
    command = [sys.executable, "-m", "loftdocs", "check", "prov"]
    ran = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(REPO)}, capture_output=True, text=True, check=True
    )
    assert "Warning" not in ran.stderr


@pytest.mark.parametrize(
    ("name", "written", "kind"),
    [
        ("rabatt_procent", "15,5", FactKind.PROCENT),
        ("rabatt_procent", "15", FactKind.PROCENT),
        ("frist_dagar", "30", FactKind.DAGAR),
        ("frist_dagar", "1,5", FactKind.TAL),  # days are whole
        ("antal", "12 000", FactKind.ANTAL),
        ("längd", "2,5", FactKind.TAL),
        ("serie", "1,2,3", FactKind.RAD),
        ("tak", ",5", FactKind.RAD),
        ("från", "2022-01-01", FactKind.DAG),
        ("säkert", "ja", FactKind.JA_NEJ),
    ],
)
def test_a_constant_is_what_its_form_and_the_end_of_its_name_say(name: str, written: str, kind: FactKind) -> None:
    assert inferred(name, written) is kind


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        ("per_år: årskostnad\n    faktureras: kvartal", []),
        ("per_månad: årskostnad\n    faktureras: kvartal", []),
        ("per_månad: årskostnad", []),
        ("belopp: årskostnad", []),
        ("belopp: årskostnad\n    faktureras: kvartal", ["har inget belopp som hör till hur ofta det betalas"]),
        ("per_år: årskostnad\n    faktureras: en gång", ["har inget belopp som hör till hur ofta det betalas"]),
        ("faktureras: kvartal", ["har inget belopp"]),
    ],
)
def test_a_payment_has_an_amount_for_how_often_it_is_paid(sandbox: Sandbox, written: str, faults: list[str]) -> None:
    fixtures = REPO / "tests" / "programs"
    shutil.copytree(fixtures / "samverkan", sandbox.project.templates / "samverkan")
    file = sandbox.project.templates / "samverkan" / "program.yaml"
    usual = "per_år: årskostnad\n    faktureras: kvartal"
    text = file.read_text(encoding="utf-8")
    assert usual in text
    file.write_text(text.replace(usual, written), encoding="utf-8")
    sandbox.write((fixtures / "cases" / "samverkan.yaml").read_text(encoding="utf-8"))
    told = [found["message"] for found in sandbox.findings("check", "prov") if found["severity"] == "fel"]
    assert [fault in message for fault, message in zip(faults, told, strict=True)] == [True] * len(faults), told


@pytest.mark.parametrize(
    ("name", "old", "new", "path"),
    [
        ("samverkan", "- kod: SAM101", "- kod: []", "regler[0].kod"),
        ("samverkan", "för_varje: kommuner", "för_varje: kmmuner", "uppgifter.andel.för_varje"),
        ("bidrag", "  förening:\n", "  utbetalningsdag:\n", ""),
    ],
)
def test_a_fault_that_the_rules_meet_too_is_told_and_brings_none_of_them_down(
    sandbox: Sandbox, name: str, old: str, new: str, path: str
) -> None:
    fixtures = REPO / "tests" / "programs"
    shutil.copytree(fixtures / name, sandbox.project.templates / name)
    file = sandbox.project.templates / name / "program.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    sandbox.write((fixtures / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    found = sandbox.findings("check", "prov")
    assert path in {one["path"] for one in found if one["severity"] == "fel"} or not path, found
    assert any(one["severity"] == "fel" for one in found)
    assert [one["message"] for one in found if "fel i programmet" in one["message"]] == []

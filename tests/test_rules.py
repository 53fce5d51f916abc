"""Each rule about a case: what breaks it, where it points, and what does not."""

import pytest

from loftdocs.check.rule import RULES

from .conftest import Sandbox

RISE_SIGNER = ("    motparten: []", "    motparten: [Ylva Berg]")
YLVA = ("  - namn: Ulrika K Jansson", "  - namn: Ylva Berg\n    roll: chef\n  - namn: Ulrika K Jansson")

# (code, changes, the YAML path it points at, words of the message)
BREAKS = [
    ("DAT102", [("slut: 2024-12-31", "slut: 2021-12-31")], "avtalsperiod.slut", "men börjar först 1 januari 2022"),
    ("DAT103", [("slut: 2024-12-31", "slut: 2025-12-31")], "avtalsperiod.slut", "är 4 år; programmets avtalstid är 3"),
    ("DAT103", [("slut: 2024-12-31", "slut: 2024-12-30")], "avtalsperiod.slut", "är inte hela år"),
    ("DAT104", [("datum: 2021-11-17", "datum: 2022-01-01")], "tjänsteskrivelse.datum", "börjar gälla redan"),
    ("DAT105", [("datum: 2021-11-17", "datum: 2011-11-17")], "tjänsteskrivelse.datum", "11 år före avtalets start"),
    (
        "DAT106",
        [("start: 2022-01-01", "start: 2022-01-15"), ("slut: 2024-12-31", "slut:")],
        "avtalsperiod.start",
        "mitt i",
    ),
    ("DAT107", [("  datum:\n", "  datum: 2021-11-16\n")], "beslut.datum", "före tjänsteskrivelsen"),
    ("DAT108", [("  datum:\n", "  datum: 2022-01-02\n")], "beslut.datum", "efter att avtalet börjar gälla"),
    ("DAT109", [("  paragraf:", "  paragraf: 7")], "beslut.paragraf", "§ 7) men inget datum"),
    (
        "UND101",
        [("handläggare: Magnus Åsman", "handläggare: Magnus Asman")],
        "tjänsteskrivelse.handläggare",
        "Menade du",
    ),
    ("UND101", [("kontaktperson:", "kontaktperson: Någon Annan")], "kontaktperson", "finns inte i listan"),
    ("UND102", [YLVA, ("namn: Ylva Berg", "namn: Magnus Åsman")], "personer[1].namn", "står två gånger"),
    (
        "UND103",
        [("    kommunen:\n      - Ulrika K Jansson\n", "    kommunen: []\n")],
        "underskrifter.partneravtal.kommunen",
        "Ingen skriver under partneravtalet",
    ),
    (
        "UND103",
        [("  tjänsteskrivelse:\n    - Ulrika K Jansson\n    - Magnus Åsman\n", "  tjänsteskrivelse: []\n")],
        "underskrifter.tjänsteskrivelse",
        "Ingen skriver under tjänsteskrivelsen",
    ),
    (
        "UND105",
        [("motparten: []", "motparten: [Ulrika K Jansson]")],
        "underskrifter.partneravtal.motparten[0]",
        "både för kommunen och för RISE",
    ),
    (
        "UND106",
        [("    - Magnus Åsman\n  partneravtal", "    - Ulrika K Jansson\n  partneravtal")],
        "underskrifter.tjänsteskrivelse[1]",
        "står två gånger",
    ),
    (
        "UND107",
        [("kontaktperson:", "kontaktperson: Magnus Åsman"), ("ersättare:\n", "ersättare: Magnus Åsman\n")],
        "ersättare",
        "både kontaktperson och ersättare",
    ),
    ("UND107", [("ersättare:\n", "ersättare: Magnus Åsman\n")], "ersättare", "ingen kontaktperson"),
    ("UND108", [("    telefon: 0171-62 62 16\n", "")], "personer[0]", "saknar telefonnummer"),
    ("PAR101", [("orgnr: 212000-0282", "orgnr: 212000-0292")], "kommun.orgnr", "kontrollsiffran stämmer inte"),
    ("PAR101", [("orgnr: 212000-0282", "orgnr: 212000-028")], "kommun.orgnr", "har inte tio siffror"),
    ("PAR101", [("orgnr: 212000-0282", "orgnr: 2120000282")], "kommun.orgnr", "inte skrivet som i avtalet"),
    ("PAR103", [("orgnr: 212000-0282", "orgnr: 556464-6874")], "kommun.orgnr", "samma organisationsnummer"),
    ("PAR104", [("namn: Enköpings kommun", "namn: Enköping")], "kommun.namn", "kommun, en stad eller en region"),
    ("RES103", [("Kostnaden ryms inom", "Kostnaden {{ ryms }} inom")], "tjänsteskrivelse.finansiering", "{{ ryms }}"),
    ("FIL203", [("  ort: Enköping ", "  logotyp: finns-inte.png\n  ort: Enköping ")], "kommun.logotyp", "finns inte"),
]


@pytest.mark.parametrize(("code", "changes", "path", "words"), BREAKS, ids=[f"{b[0]}-{b[3][:20]}" for b in BREAKS])
def test_a_breach_is_found_at_its_place(
    sandbox: Sandbox, code: str, changes: list[tuple[str, str]], path: str, words: str
) -> None:
    sandbox.edit(*changes)
    found = [f for f in sandbox.findings("check", "prov") if f["code"] == code]
    assert len(found) == 1
    assert found[0]["path"] == path
    assert words in " ".join(found[0]["message"].split())
    assert found[0]["hint"]


def test_the_shipped_case_has_just_its_one_warning(sandbox: Sandbox) -> None:
    sandbox.edit()
    (finding,) = sandbox.findings("check", "prov")
    assert (finding["code"], finding["severity"]) == ("UND104", "varning")
    assert "RISE" in finding["message"]


def test_a_known_signatory_for_the_other_party_is_no_warning(sandbox: Sandbox) -> None:
    sandbox.edit(YLVA, RISE_SIGNER)
    assert sandbox.findings("check", "prov") == []


@pytest.mark.parametrize(
    "changes",
    [
        [("  slut: 2024-12-31\n", "")],
        [("start: 2022-01-01", "start: 2022-04-01"), ("slut: 2024-12-31", "slut: 2025-03-31")],
        [("datum: 2021-11-17", "datum: 2020-01-02")],
        [("datum: 2021-11-17", "datum: 2021-12-31")],
        [("  datum:\n", "  datum: 2021-11-17\n"), ("  paragraf:", "  paragraf: 7")],
        [("namn: Enköpings kommun", "namn: Enköpings stad")],
        [("namn: Enköpings kommun", "namn: Region Enköping")],
        [("kontaktperson:", "kontaktperson: Magnus Åsman"), ("ersättare:\n", "ersättare: Ulrika K Jansson\n")],
    ],
)
def test_what_agrees_is_not_found(sandbox: Sandbox, changes: list[tuple[str, str]]) -> None:
    sandbox.edit(*changes)
    assert sandbox.codes() == set()


@pytest.mark.parametrize(
    ("code", "old", "new", "path"),
    [
        ("AVG101", "per_kvartal: 75 000", "per_kvartal: 70 000", "avgift.per_kvartal"),
        ("PAR102", "orgnr: 556464-6874", "orgnr: 556464-6784", "motpart.orgnr"),
        ("DAT110", "uppsägning_dag: 1", "uppsägning_dag: 30", "villkor.uppsägning_dag"),
        ("FIL201", "- namn: bilaga", "- namn: bilagan", "dokument"),
    ],
)
def test_a_fault_in_the_programme_points_there(sandbox: Sandbox, code: str, old: str, new: str, path: str) -> None:
    sandbox.edit()
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    assert old in text
    program.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [f for f in sandbox.findings("check", "prov") if f["code"] == code]
    assert [(f["file"], f["path"]) for f in found] == [("templates/loft/program.yaml", path)]


def test_a_template_that_no_document_uses_is_told(sandbox: Sandbox) -> None:
    sandbox.edit()
    (sandbox.project.cases / "prov").mkdir()
    (sandbox.project.cases / "prov" / "tjansteskrivelsen.docx").write_bytes(b"")
    found = [f for f in sandbox.findings("check", "prov") if f["code"] == "FIL202"]
    assert len(found) == 1
    assert "Menade du tjansteskrivelse.docx?" in found[0]["message"]


def test_strict_makes_a_warning_an_error(sandbox: Sandbox) -> None:
    sandbox.edit()
    assert sandbox.run("check", "prov").code == 0
    assert sandbox.run("check", "prov", "--strict").code == 1


def test_every_rule_says_its_constraint_in_a_docstring() -> None:
    assert len(RULES) >= 25
    for rule in RULES.values():
        assert rule.check.__doc__, rule.code
        assert rule.check.__doc__.strip().endswith("."), rule.code


def test_the_line_is_shown_with_a_marker_under_the_value(sandbox: Sandbox) -> None:
    sandbox.edit(("slut: 2024-12-31", "slut: 2021-12-31"))
    lines = sandbox.run("check", "prov").out.split("\n")
    at = next(i for i, line in enumerate(lines) if line.endswith("|   slut: 2021-12-31"))
    assert lines[at + 1].strip() == "^" * len("2021-12-31")
    assert lines[at + 1].index("^") == lines[at].index("2021-12-31")

"""Each rule about a case: what breaks it, where it points, and what does not."""

import pytest

from loftdocs.check import rules
from loftdocs.check.rule import Scope

from .conftest import Sandbox

RISE_SIGNER = ("    motparten: []", "    motparten: [Ylva Berg]")
YLVA = ("  - namn: Ulrika K Jansson", "  - namn: Ylva Berg\n    roll: chef\n  - namn: Ulrika K Jansson")

# (code, changes, the YAML path it points at, words of the message)
BREAKS = [
    ("DAT102", [("slut: 2024-12-31", "slut: 2021-12-31")], "avtalsperiod.slut", "men börjar först den 1 januari 2022"),
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
        "Ingen skriver under avtalet för kommunen",
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
        "LOFT101",
        [("kontaktperson:", "kontaktperson: Magnus Åsman"), ("ersättare:\n", "ersättare: Magnus Åsman\n")],
        "ersättare",
        "både kontaktperson och ersättare",
    ),
    ("LOFT102", [("ersättare:\n", "ersättare: Magnus Åsman\n")], "ersättare", "ingen kontaktperson"),
    ("UND108", [("    telefon: 0171-62 62 16\n", "")], "personer[0]", "saknar telefonnummer"),
    ("PAR101", [("orgnr: 212000-0282", "orgnr: 212000-0292")], "kommun.orgnr", "kontrollsiffran stämmer inte"),
    ("PAR101", [("orgnr: 212000-0282", "orgnr: 212000-028")], "kommun.orgnr", "har inte tio siffror"),
    ("PAR101", [("orgnr: 212000-0282", "orgnr: 2120000282")], "kommun.orgnr", "inte skrivet som i avtalet"),
    ("PAR103", [("orgnr: 212000-0282", "orgnr: 556464-6874")], "kommun.orgnr", "samma organisationsnummer"),
    ("PAR104", [("namn: Enköpings kommun", "namn: Enköping")], "kommun.namn", "kommun, en stad eller en region"),
    ("RES103", [("Kostnaden ryms inom", "Kostnaden {{ ryms }} inom")], "tjänsteskrivelse.finansiering", "{{ ryms }}"),
    (
        "DAT111",
        [("sammanträde:  ", "sammanträde: 2021-11-16 ")],
        "tjänsteskrivelse.sammanträde",
        "före skrivelsens datum",
    ),
    (
        "DAT112",
        [("sammanträde:  ", "sammanträde: 2022-01-18 ")],
        "tjänsteskrivelse.sammanträde",
        "redan den 1 januari 2022",
    ),
    (
        "DAT113",
        [("sammanträde:  ", "sammanträde: 2021-12-14 "), ("  datum:\n", "  datum: 2021-12-15\n")],
        "beslut.datum",
        "14 december",
    ),
    ("DAT115", [("sammanträde:  ", "sammanträde: 2021-12-11 ")], "tjänsteskrivelse.sammanträde", "lördag"),
    ("DAT115", [("sammanträde:  ", "sammanträde: 2021-12-24 ")], "tjänsteskrivelse.sammanträde", "är på julafton"),
    ("DAT115", [("  datum:\n", "  datum: 2022-01-06\n")], "beslut.datum", "är på trettondedag jul"),
    ("DAT115", [("  datum:\n", "  datum: 2022-05-26\n")], "beslut.datum", "på Kristi himmelsfärdsdag"),
    ("DAT119", [("  datum:\n", "  datum: 2022-04-14\n")], "beslut.datum", "på skärtorsdagen, då många kontor"),
    (
        "DAT123",
        [("start: 2022-01-01", "start: 2012-01-01"), ("  slut: 2024-12-31", "  slut:")],
        "tjänsteskrivelse.datum",
        "men avtalsperioden slutar redan den 31 december 2014",
    ),
    ("DAT123", [("sammanträde:  ", "sammanträde: 2026-12-14 ")], "tjänsteskrivelse.sammanträde", "Sammanträdet är den"),
    ("DAT123", [("  datum:\n", "  datum: 2027-01-12\n")], "beslut.datum", "Beslutet är den 12 januari 2027"),
    ("DAT120", [("sammanträde:  ", "sammanträde: 2021-11-17 ")], "tjänsteskrivelse.sammanträde", "samma dag som"),
    (
        "DAT121",
        [("sammanträde:  ", "sammanträde: 2021-11-18 ")],
        "tjänsteskrivelse.sammanträde",
        "1 dag efter skrivelsens datum",
    ),
    (
        "DAT121",
        [("sammanträde:  ", "sammanträde: 2021-11-23 ")],
        "tjänsteskrivelse.sammanträde",
        "6 dagar efter skrivelsens",
    ),
    (
        "DAT120",
        [("  datum:\n", "  datum: 2021-11-17\n")],
        "beslut.datum",
        "Beslutet är den 17 november 2021, samma dag",
    ),
    ("DAT122", [("datum: 2021-11-17", "datum: 2021-11-06")], "tjänsteskrivelse.datum", "som är alla helgons dag"),
    (
        "AVG103",
        [("start: 2022-01-01", "start: 2022-02-01"), ("slut: 2024-12-31", "slut: 2025-01-31")],
        "avtalsperiod.start",
        "först den 1 april 2022; tiden till dess faktureras inte. Kalenderåret 2022 kostar 225 000 kr, 3 av 4 kvartal. "
        "Den sista fakturan, den 1 januari 2025, är på ett helt kvartal, 75 000 kr, fast avtalet upphör den 31 januari "
        "2025. Tillsammans blir det 12 kvartal, 900 000 kr.",
    ),
    (
        "AVG103",
        [("start: 2022-01-01", "start: 2022-11-15"), ("slut: 2024-12-31", "slut:")],
        "avtalsperiod.start",
        "först den 1 januari 2023; tiden till dess faktureras inte. Kalenderåret 2022 kostar 0 kr, 0 av 4 kvartal.",
    ),
    (
        "DAT202",
        [("presidiemötet den 13", "presidiemötet torsdagen den 13")],
        "tjänsteskrivelse.beredning",
        "är en onsdag",
    ),
    (
        "DAT203",
        [("den 13 oktober 2021", "den 31 november 2021")],
        "tjänsteskrivelse.beredning",
        "finns inte i kalendern",
    ),
    ("DAT204", [("den 13 oktober 2021", "den 13 december 2021")], "tjänsteskrivelse.beredning", "som har hänt"),
    (
        "DAT205",
        [("Kostnaden ryms", "Avtalet börjar gälla i år. Kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "alltså 2021",
    ),
    ("DAT205", [("den 13 oktober 2021", "i oktober i år (2020)")], "tjänsteskrivelse.beredning", "men här står 2020"),
    (
        "DAT206",
        [("Kostnaden ryms", "Avtalet gäller 2024–2022. Kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "baklänges",
    ),
    (
        "DAT207",
        [
            (
                "Kostnaden ryms",
                "Avtalet gäller från och med den 1 januari 2022 till och med den 31 december 2025. Den ryms",
            )
        ],
        "tjänsteskrivelse.finansiering",
        "avtalsperioden är från den 1 januari 2022 till den 31 december 2024",
    ),
    (
        "DAT208",
        [("Kostnaden ryms", "Avtalet gäller åren 2022–2025. Kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "2022–2024",
    ),
    (
        "DAT209",
        [("Kostnaden ryms", "Det är ett avtal på fyra år. Kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "perioden är tre år",
    ),
    ("DAT210", [("den 13 oktober 2021", "den 13 oktober 2011")], "tjänsteskrivelse.beredning", "10 år från"),
    (
        "AVG201",
        [("Kostnaden ryms", "Kostnaden, 310 000 kr, ryms")],
        "tjänsteskrivelse.finansiering",
        "300 000 kr per år",
    ),
    (
        "AVG202",
        [("Kostnaden ryms", "Kostnaden, 300 000 kr (tvåhundratusen kronor), ryms")],
        "tjänsteskrivelse.finansiering",
        "trehundratusen",
    ),
    (
        "AVG204",
        [("Kostnaden ryms", "Kostnaden, 300 000 kr per kvartal, ryms")],
        "tjänsteskrivelse.finansiering",
        "75 000 kr per kvartal",
    ),
    (
        "AVG205",
        [("Kostnaden ryms", "Kostnaden, 300 000 kr inklusive moms, ryms")],
        "tjänsteskrivelse.finansiering",
        "exklusive moms",
    ),
    (
        "AVG207",
        [("Kostnaden ryms", "Kostnaden, 300.000 SEK, ryms")],
        "tjänsteskrivelse.finansiering",
        "skrivs belopp med",
    ),
    (
        "UND109",
        [("motparten: []", "motparten: [Magnus Åsman]")],
        "underskrifter.partneravtal.motparten[0]",
        "företräder kommunen",
    ),
    (
        "UND110",
        [("    - Magnus Åsman\n  partneravtal", "  partneravtal")],
        "underskrifter.tjänsteskrivelse",
        "saknas handläggaren",
    ),
    (
        "UND111",
        [("magnus.asman@enkoping.se", "magnus.asman(at)enkoping.se")],
        "personer[0].epost",
        "ingen e-postadress",
    ),
    ("UND112", [("magnus.asman@enkoping.se", "magnus.asman@enkpoing.se")], "personer[0].epost", "inte kommunens domän"),
    ("UND113", [("magnus.asman@enkoping.se", "magnus.asmann@enkoping.se")], "personer[0].epost", "”asmann”"),
    ("UND114", [("0171-62 62 16", "0171-62 6")], "personer[0].telefon", "svenskt nummer"),
    (
        "UND115",
        [("- namn: Ulrika K Jansson", "- namn: Ulrika\n    roll: x\n  - namn: Ulrika K Jansson")],
        "personer[1].namn",
        "helt namn",
    ),
    ("UND116", [YLVA, ("namn: Ylva Berg", "namn: Magnus Åhsman")], "personer[1].namn", "nästan samma namn"),
    (
        "UND201",
        [("Kostnaden ryms", "Kontakt: 811218-9876. Kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "personnummer",
    ),
    (
        "UND202",
        [("Kostnaden ryms", "Enligt Ulrica K Jansson gäller att kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "Ulrika K Jansson",
    ),
    (
        "UND203",
        [("Kostnaden ryms", "Kommundirektör Magnus Åsman anser att kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "strategisk utredare",
    ),
    ("PAR105", [("orgnr: 212000-0282", "orgnr: 232100-0016")], "kommun.orgnr", "ska börja med 212000"),
    ("PAR106", [("namn: Enköpings kommun", "namn: Enköping kommun")], "kommun.namn", "Menade du ”Enköpings kommun”?"),
    (
        "PAR201",
        [("Kostnaden ryms", "RISE (556464-6784) säger att kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "kontrollsiffran",
    ),
    (
        "PAR203",
        [("Kostnaden ryms", "Enköping kommun anser att kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "Enköpings kommun",
    ),
    ("PAR204", [("Kostnaden ryms", "Rise anser att kostnaden ryms")], "tjänsteskrivelse.finansiering", "kallas RISE"),
    (
        "DOK207",
        [("Kostnaden ryms", "Det blir två (3) exemplar. Kostnaden ryms")],
        "tjänsteskrivelse.finansiering",
        "siffran 3",
    ),
    (
        "BES205",
        [("    Kostnaden ryms inom kommunstyrelsens ram.", "    Kostnaden är rimlig.")],
        "tjänsteskrivelse.finansiering",
        "hur kostnaden",
    ),
    ("RES101", [("Kostnaden ryms", "Kostnaden (TODO: fråga) ryms")], "tjänsteskrivelse.finansiering", "TODO"),
    ("RES105", [("Kostnaden ryms", "Kostnaden **ryms")], "tjänsteskrivelse.finansiering", "Stjärnorna"),
    (
        "RES110",
        [("Kostnaden ryms", "Enligt [enegelska: the plan] ryms")],
        "tjänsteskrivelse.finansiering",
        "inget språk",
    ),
    ("RES110", [("Kostnaden ryms", "Enligt [en: the plan] ryms")], "tjänsteskrivelse.finansiering", "inget språk"),
    ("RES110", [("Kostnaden ryms", "Enligt [klingonska: a] ryms")], "tjänsteskrivelse.finansiering", "inget språk"),
    (
        "RES110",
        [("Kostnaden ryms", "Enligt [engelska: the plan ryms")],
        "tjänsteskrivelse.finansiering",
        "hakparentesen",
    ),
    ("RES110", [("Kostnaden ryms", "Enligt [engelska: ] ryms")], "tjänsteskrivelse.finansiering", "orden saknas"),
    (
        "RES110",
        [("ningen, för åtgärd", "ningen, [engelska:asap]")],
        "tjänsteskrivelse.skickas_till[0]",
        "längre texter",
    ),
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


def test_the_shipped_case_has_just_its_own(sandbox: Sandbox) -> None:
    sandbox.edit()
    [signatory] = sandbox.findings("check", "prov")
    assert (signatory["code"], signatory["severity"]) == ("UND104", "varning")
    assert "RISE" in signatory["message"]


def test_what_is_filled_in_is_not_asked_for(sandbox: Sandbox) -> None:
    sandbox.edit(YLVA, RISE_SIGNER)
    assert sandbox.findings("check", "prov") == []


@pytest.mark.parametrize(
    "changes",
    [
        [("  slut: 2024-12-31\n", "")],
        [("start: 2022-01-01", "start: 2022-04-01"), ("slut: 2024-12-31", "slut: 2025-03-31")],
        [("datum: 2021-11-17", "datum: 2021-10-14")],
        [("datum: 2021-11-17", "datum: 2021-12-30")],
        [("  datum:\n", "  datum: 2021-11-24\n"), ("  paragraf:", "  paragraf: 7")],
        [("sammanträde:  ", "sammanträde: 2021-12-23 ")],
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
        ("AVG101", "per_kvartal: 75 000", "per_kvartal: 70 000", "betalningar.avgift.per_kvartal"),
        ("PAR102", "orgnr: 556464-6874", "orgnr: 556464-6784", "parter.motpart.orgnr"),
        ("DAT110", "till: 1 februari", "till: 30 februari", "avtalstid.uppsägning.till"),
        ("FIL201", "- namn: bilaga", "- namn: bilagan", "dokument"),
        ("FIL204", "- namn: informationsfolder", "- namn: avtal", "dokument[1].namn"),
        ("FIL204", "- namn: informationsfolder", "- namn: Handlingar", "dokument[1].namn"),
        ("FIL204", "- namn: informationsfolder", "- namn: Bilaga", "dokument[3].namn"),
        ("FIL204", "- namn: informationsfolder", "- namn: sidnummer", "dokument[1].namn"),
        ("FIL204", "- namn: informationsfolder", "- namn: ../folder", "dokument[1].namn"),
        ("FIL204", "- namn: informationsfolder", f"- namn: {'x' * 5000}", "dokument[1].namn"),
        ("FIL204", "sidnumrering: sidnummer", "sidnumrering: avtal", "sidnumrering"),
        ("FIL205", "ingår_i: [handlingar, avtal]", "ingår_i: []", "dokument[2].ingår_i"),
        ("FIL206", "slag: avtal", "slag: övrigt", "dokument[2]"),
        ("DAT101", "till: 2021-12-31", "till: 9999-12-31", "uppgifter.medverkande[0].till"),
        ("DAT101", "till: 2022-01-31", "till: 9999-12-31", "upphandling.gränser[1].till"),
        ("MOD106", "längd: 3 år", "längd: 1000000000 år", "avtalstid.längd"),
        ("MOD106", "värde: 12", "värde: 99999999", "villkor.uppsägning_månader"),
        ("MOD106", "kvartal\n    värde: 1", "kvartal\n    värde: 999999", "villkor.förlängning_kvartal"),
        ("MOD106", "per_år: 300 000", f"per_år: {'9' * 10_000}", "betalningar.avgift.per_år"),
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
    assert len(rules(*Scope)) >= 25
    for rule in rules(*Scope):
        assert rule.check.__doc__, rule.code
        assert rule.check.__doc__.strip().endswith("."), rule.code


def test_the_line_is_shown_with_a_marker_under_the_value(sandbox: Sandbox) -> None:
    sandbox.edit(("slut: 2024-12-31", "slut: 2021-12-31"))
    lines = sandbox.run("check", "prov").out.split("\n")
    at = next(i for i, line in enumerate(lines) if line.endswith("|   slut: 2021-12-31"))
    assert lines[at + 1].strip() == "^" * len("2021-12-31")
    assert lines[at + 1].index("^") == lines[at].index("2021-12-31")

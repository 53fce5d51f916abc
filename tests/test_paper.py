"""The decision paper as a kansli wants it: its text against what a clerk would expect to read, and its own rules."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document

from loftdocs.check import check_documents
from loftdocs.check.rule import RULES, Known
from loftdocs.checking import check
from loftdocs.derive.paper import Förslag, board, definite_kind
from loftdocs.load import load
from loftdocs.load.starter import is_starter
from loftdocs.model.kind import Kind
from loftdocs.new.case_file import render as new_case
from loftdocs.new.draft import Draft
from loftdocs.new.form import read_form
from loftdocs.project import Project
from loftdocs.read.document import Finished
from loftdocs.render.fields import ContentsRow, Whole, fields
from loftdocs.render.template import render
from loftdocs.review import expected

from .conftest import ENKOPING, REPO, Built, Sandbox
from .read_back import pdf_text, plain

Change = tuple[str, str]

PROPOSAL = "  förslag_till_beslut: []\n"
COUNCIL = ("  beslutande:              #", "  beslutande: Kommunfullmäktige #")
AT_ONCE = ("omedelbar_justering: nej", "omedelbar_justering: ja")
DECIDED = ("  datum:\n  paragraf:", "  datum: 2021-12-07\n  paragraf: 12")
UNSIGNED = ("  tjänsteskrivelse:\n    - Ulrika K Jansson\n    - Magnus Åsman\n", "  tjänsteskrivelse: []\n")
DEFAULT = (
    "Kommunledningsförvaltningen får i uppdrag att ingå ett partneravtal inom LOFT med RISE Research Institutes of "
    "Sweden AB, org nr 556464-6874, om tillämpad forskning och utveckling inom kommunal ledning och styrning, med "
    "fokus på digital transformation, innovation och innovationsledning. Avtalet gäller från och med den 1 januari "
    "2022 till och med den 31 december 2024 och kostar 300 000 kr per avtalsår, sammanlagt 900 000 kr, exklusive moms."
)
JOIN = (
    "att ingå partneravtal med RISE Research Institutes of Sweden AB om deltagande i LOFT från och med den 1 januari "
    "2022 till och med den 31 december 2024, för 300 000 kr per år exklusive moms,"
)
SIGN = "att ge kommundirektören i uppdrag att underteckna avtalet."


def points(*texts: str) -> Change:
    """A proposal of the clerk's own in place of the empty list."""
    return PROPOSAL, "  förslag_till_beslut:\n" + "".join(f"    - {text}\n" for text in texts)


def paper(sandbox: Sandbox, *changes: Change) -> Finished:
    """The decision paper that Enköping's case gives with some changes, as a reader of the Word file meets it."""
    loaded, findings = load(sandbox.project, sandbox.edit(*changes))
    assert loaded
    assert not findings
    return next(one for one in expected(loaded, Known(loaded)) if one.kind == "tjänsteskrivelse")


def lines(document: Finished, start: str = "", end: str = "") -> list[str]:
    """Its paragraphs with their numbers, from the heading ``start`` to the heading ``end``."""
    found = [plain(f"{p.number} {p.text}") for p in document.paragraphs if p.part == "body"]
    first = found.index(start) + 1 if start else 0
    return found[first : found.index(end, first)] if end else found[first:]


def proposal(sandbox: Sandbox, *changes: Change) -> list[str]:
    return lines(paper(sandbox, *changes), "Förslag till beslut", "Sammanfattning")


def findings(sandbox: Sandbox, code: str, *changes: Change) -> list[tuple[str, str]]:
    """Path and message of what ``check`` finds under one code."""
    sandbox.edit(*changes)
    return [(f["path"], plain(f["message"])) for f in sandbox.findings("check", "prov") if f["code"] == code]


# --- the proposal ----------------------------------------------------------------------------------


def test_one_point_has_no_number(sandbox: Sandbox) -> None:
    before = "Kommunledningsförvaltningen föreslår att kommunstyrelsen beslutar följande:"
    assert proposal(sandbox) == [before, DEFAULT]
    own = f"Kommunen ingår {JOIN.removeprefix('att ingå ').removesuffix(',')}."
    assert proposal(sandbox, points(own)) == [before, own]


def test_an_att_sats_goes_on_from_the_sentence_before(sandbox: Sandbox) -> None:
    own = f"{JOIN[:-1]}."
    assert proposal(sandbox, points(own)) == [
        "Kommunledningsförvaltningen föreslår att kommunstyrelsen beslutar",
        own,
    ]


def test_several_points_are_numbered(sandbox: Sandbox) -> None:
    assert proposal(sandbox, points(JOIN, SIGN)) == [
        "Kommunledningsförvaltningen föreslår att kommunstyrelsen beslutar",
        f"1. {JOIN}",
        f"2. {SIGN}",
    ]


def test_immediate_approval_of_the_minutes_is_a_point_of_its_own(sandbox: Sandbox) -> None:
    assert proposal(sandbox, AT_ONCE) == [
        "Kommunledningsförvaltningen föreslår att kommunstyrelsen beslutar följande:",
        f"1. {DEFAULT}",
        "2. Paragrafen justeras omedelbart.",
    ]
    assert proposal(sandbox, points(JOIN, SIGN), AT_ONCE)[1:] == [
        f"1. {JOIN}",
        f"2. {SIGN}",
        "3. att förklara paragrafen omedelbart justerad.",
    ]


def test_fullmäktige_decides_by_way_of_the_board(sandbox: Sandbox) -> None:
    assert proposal(sandbox, COUNCIL)[0] == (
        "Kommunledningsförvaltningen föreslår att kommunstyrelsen föreslår kommunfullmäktige att besluta följande:"
    )
    assert proposal(sandbox, COUNCIL, points(JOIN, SIGN))[0] == (
        "Kommunledningsförvaltningen föreslår att kommunstyrelsen föreslår kommunfullmäktige att besluta"
    )
    region = (
        ("mottagare: Kommunstyrelsen", "mottagare: regionstyrelsen"),
        ("  beslutande:              #", "  beslutande: REGIONFULLMÄKTIGE #"),
        ("förvaltning: Kommunledningsförvaltningen", "förvaltning: regionledningskontoret"),
    )
    assert proposal(sandbox, *region)[0] == (
        "Regionledningskontoret föreslår att regionstyrelsen föreslår REGIONFULLMÄKTIGE att besluta följande:"
    )


def test_the_template_says_the_same_with_and_without_a_number() -> None:
    document = Document(str(REPO / "templates" / "loft" / "tjansteskrivelse.docx"))
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and "får i uppdrag" in p.text]
    assert [style for style, _ in found] == ["List Number", "Body Text"]
    assert found[0][1] == found[1][1]


@pytest.mark.parametrize(
    ("code", "point", "words"),
    [
        ("BES201", "att ingå partneravtal om deltagande i LOFT 2022–2024 för 300 000 kr per år.", "inte RISE Research"),
        (
            "BES202",
            "att ingå partneravtal med RISE för 2022–2024, för 300 000 kr per år.",
            "inte vad avtalet handlar om",
        ),
        ("BES203", f"{JOIN} enligt tjänsteutlåtandet.", "”enligt tjänsteutlåtandet”"),
        ("BES212", "att ingå partneravtal med RISE om LOFT.", "inte när avtalet gäller eller vad det kostar"),
        ("BES212", "att ingå partneravtal med RISE om LOFT 2022–2024.", "säger inte vad det kostar"),
        ("BES215", "Kommunstyrelsen beslutar att ingå avtalet med RISE om LOFT.", "vem som beslutar står redan"),
        ("BES215", "beslutar att ingå avtalet med RISE om LOFT.", "vem som beslutar står redan"),
        ("BES215", f"1. {JOIN}", "börjar med ”1.”"),
        ("BES215", f"- {JOIN}", "börjar med ”-”"),
        ("BES215", "ingå avtalet med RISE om LOFT", "börjar med liten bokstav och slutar utan punkt"),
    ],
)
def test_the_clerks_own_proposal_is_judged(sandbox: Sandbox, code: str, point: str, words: str) -> None:
    found = findings(sandbox, code, points(f'"{point}"'))
    assert [path for path, _ in found] == ["tjänsteskrivelse.förslag_till_beslut[0]"]
    assert words in found[0][1]


def test_points_of_two_kinds_and_a_point_that_stands_twice(sandbox: Sandbox) -> None:
    mixed = points(JOIN, "Kommundirektören får i uppdrag att underteckna avtalet.")
    [(path, words)] = findings(sandbox, "BES215", mixed)
    assert path == "tjänsteskrivelse.förslag_till_beslut[1]"
    assert "att-satser och andra hela meningar" in words
    twice = points(JOIN, "att förklara paragrafen omedelbart justerad.")
    assert [path for path, _ in findings(sandbox, "BES215", twice, AT_ONCE)] == [
        "tjänsteskrivelse.förslag_till_beslut[1]"
    ]


def test_a_sound_proposal_of_the_clerks_own_is_not_found(sandbox: Sandbox) -> None:
    sandbox.edit(points(JOIN, SIGN), AT_ONCE)
    assert sandbox.codes() == set()


def test_who_is_to_sign_by_the_proposal_signs(sandbox: Sandbox) -> None:
    chair = ("  - namn: Ulrika", "  - namn: Eva Ek\n    roll: kommunstyrelsens ordförande\n  - namn: Ulrika")
    signs = ("    kommunen:\n      - Ulrika K Jansson", "    kommunen:\n      - Eva Ek")
    for who in ("kommundirektören", "Ulrika K Jansson"):
        own = points(JOIN, f"att ge {who} i uppdrag att underteckna avtalet.")
        [(path, words)] = findings(sandbox, "BES213", chair, signs, own)
        assert path == "tjänsteskrivelse.förslag_till_beslut[1]"
        assert "Ulrika K Jansson, kommundirektör, underteckna, men avtalet undertecknas av Eva Ek" in words
        assert findings(sandbox, "BES213", chair, own) == []
    both = points(JOIN, "att ge kommunstyrelsens ordförande och kommundirektören i uppdrag att underteckna avtalet.")
    assert findings(sandbox, "BES213", chair, signs, both) == []


def test_the_programmes_own_proposal_passes_its_rules(any_case: Built) -> None:
    assert not [f for f in any_case.findings if f.code in ("BES201", "BES202", "BES203", "BES212", "BES213")]


# --- boards and names --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "running"),
    [
        ("Kommunstyrelsen", "kommunstyrelsen"),
        ("kommunstyrelsen", "kommunstyrelsen"),
        ("Stadsstyrelsen", "stadsstyrelsen"),
        ("Regionfullmäktige", "regionfullmäktige"),
        ("Kommunstyrelsens arbetsutskott", "kommunstyrelsens arbetsutskott"),
        ("Barn- och utbildningsnämnden", "barn- och utbildningsnämnden"),
        ("Tekniska nämnden", "tekniska nämnden"),
        ("Norra hälso- och sjukvårdsnämnden", "norra hälso- och sjukvårdsnämnden"),
        ("Enköpings kommunstyrelse", "Enköpings kommunstyrelse"),
        ("Kista stadsdelsnämnd", "Kista stadsdelsnämnd"),
        ("Uppsala kommunstyrelse", "Uppsala kommunstyrelse"),
        ("Direktionen", "direktionen"),
        ("KS", "KS"),
    ],
)
def test_a_board_in_running_text(written: str, running: str) -> None:
    assert board(written) == running


def test_definite_kinds_of_paper() -> None:
    kinds = ("tjänsteskrivelse", "tjänsteutlåtande", "tjänsteyttrande", "missiv")
    assert [definite_kind(kind) for kind in kinds] == [
        "tjänsteskrivelsen",
        "tjänsteutlåtandet",
        "tjänsteyttrandet",
        None,
    ]


def test_points_are_counted_with_the_templates_own() -> None:
    assert not Förslag((), omedelbar_justering=False).numrerat
    assert Förslag((), omedelbar_justering=True).numrerat
    assert not Förslag(("Ja.",), omedelbar_justering=False).numrerat
    assert Förslag(("Ja.", "Nej."), omedelbar_justering=False).numrerat


@pytest.mark.parametrize(
    ("key", "name", "hint"),
    [
        ("mottagare: Kommunstyrelsen", "mottagare: KS", "Kommunstyrelsen"),
        ("mottagare: Kommunstyrelsen", "mottagare: ks", "Kommunstyrelsen"),
        ("mottagare: Kommunstyrelsen", "mottagare: SBN", "hela namnet"),
        ("mottagare: Kommunstyrelsen", "mottagare: KOMMUNSTYRELSEN", "Kommunstyrelsen"),
        ("förvaltning: Kommunledningsförvaltningen", "förvaltning: ksf", "hela namnet"),
    ],
)
def test_an_abbreviated_name_is_asked_about(sandbox: Sandbox, key: str, name: str, hint: str) -> None:
    sandbox.edit((key, name))
    [found] = [f for f in sandbox.findings("check", "prov") if f["code"] == "BES217"]
    assert found["path"] == f"tjänsteskrivelse.{name.split(':')[0]}"
    assert hint in found["hint"]


@pytest.mark.parametrize(
    ("recipient", "executive"),
    [("Kommunfullmäktige", "Kommunstyrelsen"), ("regionfullmäktige", "Regionstyrelsen")],
)
def test_a_paper_goes_to_fullmäktige_by_way_of_the_board(sandbox: Sandbox, recipient: str, executive: str) -> None:
    sandbox.edit(("mottagare: Kommunstyrelsen", f"mottagare: {recipient}"))
    [found] = [f for f in sandbox.findings("check", "prov") if f["code"] == "BES216"]
    assert (found["path"], found["severity"]) == ("tjänsteskrivelse.mottagare", "varning")
    assert f"mottagare: {executive} och beslutande: {recipient.capitalize()}" in found["hint"]
    assert "(2017:725)" in found["message"]


def test_the_letterhead_has_no_hole_and_names_the_board_alone(sandbox: Sandbox) -> None:
    head = lines(paper(sandbox), end="Förslag till beslut")
    assert head[:7] == [
        "Enköpings kommun Datum: 17 november 2021",
        "Kommunledningsförvaltningen",
        "Handläggare: Magnus Åsman, strategisk utredare",
        "Telefon: 0171-62 62 16",
        "E-post: magnus.asman@enkoping.se",
        "Kommunstyrelsen",
        "Tjänsteskrivelse",
    ]
    number = ("  diarienummer:            #", "  diarienummer: KS 2021/417 #")
    assert lines(paper(sandbox, number))[1] == "Kommunledningsförvaltningen Diarienummer: KS 2021/417"


def test_the_paper_goes_by_the_municipalitys_own_name(sandbox: Sandbox) -> None:
    changes = (("benämning: Tjänsteskrivelse", "benämning: tjänsteutlåtande"),)
    document = paper(sandbox, *changes)
    assert "Tjänsteutlåtande" in lines(document, end="Förslag till beslut")
    assert lines(document, "Beslutsunderlag", "Underskrifter")[0] == (
        "• Tjänsteutlåtande, Deltagande i LOFT 2022–2024, 17 november 2021"
    )
    assert [plain(p.text) for p in document.paragraphs if p.part == "header"] == ["Enköpings kommun Tjänsteutlåtande"]
    assert "jänsteskrivelse" not in "".join(p.text for p in document.paragraphs)
    known, _ = check(sandbox.project, sandbox.edit(*changes))
    assert known
    assert known.facts.handlingar["tjansteskrivelse"] == "Tjänsteutlåtande: Deltagande i LOFT 2022–2024"


def test_the_whole_bundle_goes_by_the_municipalitys_own_name(build_case: Callable[..., Built]) -> None:
    built = build_case(ENKOPING.replace("benämning: Tjänsteskrivelse", "benämning: Tjänsteutlåtande"), "utlatande")
    text = pdf_text(built.folder / "handlingar-utlatande.pdf")
    assert "Tjänsteutlåtande: Deltagande i LOFT 2022–2024" in text
    assert "jänsteskrivelse" not in text
    assert not [f for f in built.findings if f.place.document and f.severity != "upplysning"]


# --- sections, documents, signatures -----------------------------------------------------------------


def own(*sections: str) -> Change:
    return "  egna_avsnitt: []\n", "  egna_avsnitt:\n" + "".join(sections)


CHILDREN = "    - rubrik: Barnets bästa\n      text: Beslutet rör inte barn direkt.\n      efter: bedömning\n"
CLIMATE = "    - rubrik: Klimat\n      text: |\n        Resorna blir få.\n\n        - **Tåg** väljs före flyg.\n"


def test_own_sections_stand_in_their_place(sandbox: Sandbox) -> None:
    document = paper(sandbox, own(CLIMATE, CHILDREN, CLIMATE.replace("Klimat", "Personal")))
    headings = [p.text for p in document.paragraphs if p.is_heading]
    at = headings.index("Förvaltningens bedömning")
    assert headings[at : at + 6] == [
        "Förvaltningens bedömning",
        "Barnets bästa",
        "Ekonomiska konsekvenser",
        "Sociala och miljömässiga konsekvenser",
        "Klimat",
        "Personal",
    ]
    assert lines(document, "Barnets bästa", "Ekonomiska konsekvenser") == ["Beslutet rör inte barn direkt."]
    assert lines(document, "Klimat", "Personal") == ["Resorna blir få.", "• Tåg väljs före flyg."]


@pytest.mark.parametrize(
    "part", ["bakgrund", "beredning", "bedömning", "finansiering", "sociala_och_miljömässiga_konsekvenser"]
)
def test_an_own_section_can_stand_after_each_text(sandbox: Sandbox, part: str) -> None:
    headings = [p.text for p in paper(sandbox, own(CHILDREN.replace("bedömning", part))).paragraphs if p.is_heading]
    assert headings.count("Barnets bästa") == 1
    after = {"bakgrund": "Ärendets beredning", "beredning": "Förvaltningens bedömning",
             "bedömning": "Ekonomiska konsekvenser", "finansiering": "Sociala och miljömässiga konsekvenser",
             "sociala_och_miljömässiga_konsekvenser": "Beslutsunderlag"}  # fmt: skip
    assert headings[headings.index("Barnets bästa") + 1] == after[part]


def test_the_rules_on_texts_read_own_sections(sandbox: Sandbox) -> None:
    faulty = CHILDREN.replace("Beslutet rör inte barn direkt.", "Skolan (XX) tar avgiften, 310 000 kr per år.")
    sandbox.edit(own(faulty))
    found = {f["code"]: f["path"] for f in sandbox.findings("check", "prov")}
    assert found["RES101"] == found["AVG201"] == "tjänsteskrivelse.egna_avsnitt[0].text"
    sandbox.edit(own(CHILDREN.replace("efter: bedömning", "efter: slutet")))
    [wrong] = [f for f in sandbox.findings("check", "prov") if f["code"] == "MOD106"]
    assert wrong["path"] == "tjänsteskrivelse.egna_avsnitt[0].efter"
    assert "bakgrund" in wrong["hint"]


def judged(sandbox: Sandbox, document: Finished, code: str) -> list[str | None]:
    """The paths or quotes of what a rule about finished papers finds in a paper."""
    loaded, _ = load(sandbox.project, sandbox.project.cases / "prov.yaml")
    found = check_documents(Known(loaded, (document,)))
    return [f.place.path or f.place.quote for f in found if f.code == code]


def test_no_heading_stands_twice(sandbox: Sandbox) -> None:
    document = paper(sandbox, own(CHILDREN, CLIMATE.replace("Klimat", "Ekonomiska konsekvenser")))
    assert judged(sandbox, document, "BES218") == ["tjänsteskrivelse.egna_avsnitt[1].rubrik"]
    assert judged(sandbox, paper(sandbox, own(CHILDREN, CLIMATE)), "BES218") == []


def test_what_is_written_and_does_not_stand_in_the_paper_is_told(sandbox: Sandbox) -> None:
    sound = paper(sandbox, own(CHILDREN))
    assert judged(sandbox, sound, "BES219") == []
    left = tuple(p for p in sound.paragraphs if "barn direkt" not in p.text)
    without = Finished("tjansteskrivelse", "t.docx", left, kind=Kind.TJÄNSTESKRIVELSE)
    assert judged(sandbox, without, "BES219") == ["tjänsteskrivelse.egna_avsnitt[0].text"]


def test_only_a_date_of_its_own_stands_with_a_document(sandbox: Sandbox) -> None:
    assert lines(paper(sandbox), "Beslutsunderlag", "Underskrifter") == [
        "• Tjänsteskrivelse, Deltagande i LOFT 2022–2024, 17 november 2021",
        "• Informationsfolder om LOFT",
        "• Partneravtal LOFT 2022–2024 med bilaga",
    ]
    dated = (
        "  beslutsunderlag: []\n",
        "  beslutsunderlag:\n    - handling: partneravtal\n      datum: 2021-11-10\n"
        "    - handling: informationsfolder\n      datum: 2021-10-01\n",
    )
    assert lines(paper(sandbox, dated), "Beslutsunderlag", "Underskrifter")[1:] == [
        "• Informationsfolder om LOFT, 1 oktober 2021",
        "• Partneravtal LOFT 2022–2024, 10 november 2021, med bilaga",
    ]
    assert findings(sandbox, "BES220", dated) == []
    wrong = (dated[0], dated[1].replace("partneravtal", "partneravtalet"))
    [(path, words)] = findings(sandbox, "BES220", wrong)
    assert path == "tjänsteskrivelse.beslutsunderlag[0].handling"
    assert "Menade du ”partneravtal”?" in words


def test_a_paper_that_nobody_signs_has_no_part_for_it(sandbox: Sandbox) -> None:
    document = paper(sandbox, UNSIGNED)
    assert "Underskrifter" not in lines(document)
    assert not [line for line in lines(document) if line.startswith("Underskrift")]
    assert sandbox.codes() == set()


def test_an_unsigned_paper_is_built_without_a_remark(build_case: Callable[..., Built]) -> None:
    built = build_case(ENKOPING.replace(*UNSIGNED), "osignerad")
    assert [f.code for f in built.findings] == ["UND104", "DOK206"]


def test_the_bundle_after_the_decision_says_so_on_its_cover(sandbox: Sandbox) -> None:
    def cover(*changes: Change) -> list[str]:
        loaded, _ = load(sandbox.project, sandbox.edit(*changes))
        assert loaded
        document, known = loaded.program.försättsblad, Known(loaded)
        whole = Whole("Handlingar", (ContentsRow("bilaga", "Bilaga", 1, 2),))
        values = fields(loaded.case, loaded.program, known.facts, document, None, whole)
        made = render(loaded.template(document.namn), values)
        assert not made.findings
        return [plain(p.text) for p in Document(io.BytesIO(made.docx)).paragraphs]

    assert cover()[:5] == [
        "Handlingar till kommunstyrelsen",
        "Deltagande i LOFT 2022–2024",
        "Enköpings kommun",
        "Kommunledningsförvaltningen",
        "Datum: 17 november 2021",
    ]
    assert "Beslutas av: kommunfullmäktige" in cover(COUNCIL)
    after = cover(COUNCIL, DECIDED)
    assert after[0] == "Handlingar efter beslut"
    assert after[4:6] == [
        "Beslut av kommunfullmäktige den 7 december 2021, § 12",
        "Skrivelsen daterad: 17 november 2021",
    ]
    assert not [line for line in after if line.startswith("Beslutas av")]


# --- why no procurement ----------------------------------------------------------------------------------


SHARED = (
    "Resultatet av det här avtalet tillkommer inte bara kommunen: det tillhör den part som har tagit fram det, eller "
    "båda parterna, och båda får offentliggöra det."
)
CHOSEN = "  upphandlingsskäl: resultatet delas\n"
LAW = (
    "Avtalet gäller forsknings- och utvecklingstjänster. Lagen (2016:1145) om offentlig upphandling gäller för sådana "
    "tjänster bara om resultatet uteslutande tillkommer kommunen i den egna verksamheten och kommunen betalar hela "
    "kostnaden (1 kap. 5 §). {} Förvaltningen bedömer därför att avtalet får ingås utan upphandling."
)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ("resultatet delas", SHARED),
        ("kostnaden delas", "Kostnaden för det arbete som det här avtalet gäller delas med de andra partnerna."),
        ("resultatet och kostnaden delas", f"{SHARED} Kostnaden delas dessutom med de andra partnerna."),
    ],
)
def test_the_choice_gives_whole_sentences_that_say_which_test_is_not_met(
    sandbox: Sandbox, choice: str, sentence: str
) -> None:
    changed = (CHOSEN, f"  upphandlingsskäl: {choice}\n")
    assessment = lines(paper(sandbox, changed), "Förvaltningens bedömning", "Ekonomiska konsekvenser")
    assert assessment[-1] == LAW.format(sentence)
    assert findings(sandbox, "BES207", changed) == []


GROUNDS = [
    ("", "säger inte varför avtalet får ingås utan upphandling"),
    (
        "forsknings- och utvecklingstjänster enligt 1 kap. 5 § lagen (2016:1145) om offentlig upphandling",
        "ingen hel mening",
    ),
    ("En upphandling av skolskjuts pågår samtidigt.", "säger inte varför"),
    ("Avtalet om skolskjuts undantas från LOU enligt 3 kap. 19 §.", "handlar inte om det här avtalet"),
    ("Avtalet får ingås utan upphandling.", "om det är resultatet eller kostnaden som delas"),
    ("Samarbetet är forskningstjänster enligt 1 kap. 5 § LOU.", "om det är resultatet eller kostnaden som delas"),
    ("Avtalets värde är högre än gränsen för direktupphandling.", "säger inte varför"),
]


@pytest.mark.parametrize(("ground", "words"), GROUNDS, ids=[ground[:20] for ground, _ in GROUNDS])
def test_a_word_on_procurement_is_no_ground(sandbox: Sandbox, ground: str, words: str) -> None:
    sandbox.edit((CHOSEN, ""), ("  upphandlingsgrund:\n", f"  upphandlingsgrund: {ground}\n"))
    [found] = [f for f in sandbox.findings("check", "prov") if f["code"] == "BES207"]
    path = "tjänsteskrivelse.upphandlingsgrund" if ground else "tjänsteskrivelse.upphandlingsskäl"
    assert (found["severity"], found["path"]) == ("varning", path)
    assert words in plain(found["message"])
    assert "615 312 kr" in plain(found["message"])
    assert "resultatet delas" in found["hint"]
    assert sandbox.run("check", "prov", "--strict").code == 1


@pytest.mark.parametrize(
    "ground",
    [
        "Resultatet delas med andra kommuner, och avtalet omfattas därför inte av LOU (1 kap. 5 §).",
        "Avtalet avropas från ett ramavtal som kommunen redan har.",
        "Avtalet har upphandlats enligt lagen (2016:1145) om offentlig upphandling.",
        "Partneravtalet gäller forskning som andra partner också betalar. Det får därför ingås utan upphandling.",
    ],
)
def test_whole_sentences_about_this_agreement_are_a_ground(sandbox: Sandbox, ground: str) -> None:
    assert (
        findings(sandbox, "BES207", (CHOSEN, ""), ("  upphandlingsgrund:\n", f"  upphandlingsgrund: {ground}\n")) == []
    )


def test_the_limit_of_a_day_that_is_not_known_is_said(sandbox: Sandbox) -> None:
    program = sandbox.project.templates / "loft" / "program.yaml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("från: 2020-01-01", "från: 2021-12-01", 1), encoding="utf-8")
    assert findings(sandbox, "BES207", (CHOSEN, "")) == []
    assert (
        "gränsen för direktupphandling 2021-11-17: programmets fil börjar med den som gäller från och med 2021-12-01"
        in plain(sandbox.run("check", "prov", "--format", "json").out)
    )


def test_a_finished_paper_that_does_not_give_the_ground_is_told(sandbox: Sandbox) -> None:
    sound = paper(sandbox)
    assert judged(sandbox, sound, "BES207") == []
    without = tuple(p for p in sound.paragraphs if "utan upphandling" not in p.text)
    bare = Finished("tjansteskrivelse", "t.docx", without, kind=Kind.TJÄNSTESKRIVELSE)
    assert judged(sandbox, bare, "BES207") == ["tjänsteskrivelse.upphandlingsskäl"]


# --- texts ---------------------------------------------------------------------------------------------


def test_a_fragment_is_found_in_any_text(sandbox: Sandbox) -> None:
    text = "    Kostnaden ryms inom kommunstyrelsens ram.\n"
    [(path, words)] = findings(sandbox, "BES214", (text, "    ryms inom kommunstyrelsens ram\n"))
    assert path == "tjänsteskrivelse.finansiering"
    assert "börjar med liten bokstav och slutar utan punkt" in words
    [(_, words)] = findings(sandbox, "BES214", (text, text + "\n    Ramen är beslutad\n"))
    assert words.startswith("”Ramen är beslutad” slutar utan punkt")
    sound = text + "\n    **Så täcks kostnaden**\n\n    Medlen kommer från två håll:\n\n    - ramen\n    - reserven\n"
    sound += "\n    Förvaltningen ser till att\n\n    - ramen räcker\n    - reserven fylls på.\n"
    assert findings(sandbox, "BES214", (text, sound)) == []


LOFT = REPO / "templates" / "loft"


def starters(called: str, name: str) -> dict[str, str]:
    """The texts of a new case as Jinja writes them."""
    import yaml

    form = read_form(Project(REPO), "loft", date(2026, 9, 1))
    assert form
    written = yaml.safe_load(new_case(Draft({"kommun.namn": name}), "prov", form))["tjänsteskrivelse"]
    assert called in written["bakgrund"]
    return {key: value for key, value in written.items() if isinstance(value, str) and value.endswith("\n")}


@pytest.mark.parametrize(
    ("called", "name"), [("kommunen", "Håbo kommun"), ("staden", "Västerås stad"), ("regionen", "Region Gotland")]
)
def test_every_text_of_a_new_case_is_known_as_such(called: str, name: str) -> None:
    found = starters(called, name)
    assert list(found) == [
        "bakgrund",
        "beredning",
        "bedömning",
        "finansiering",
        "sociala_och_miljömässiga_konsekvenser",
    ]
    for key, text in found.items():
        assert is_starter(LOFT, key, text)
        assert is_starter(LOFT, key, text.replace(" ", "\n  ").replace(". ", ".\n\n"))
        assert not is_starter(LOFT, key, f"{text} Samråd har skett.")


def test_a_text_that_nobody_has_written_is_told_until_it_is(sandbox: Sandbox) -> None:
    begun = "  beredning: |\n    Ärendet har beretts\n\n    inom   förvaltningen.\n\n  bedömning: |"
    start, end = ENKOPING.index("  beredning: |"), ENKOPING.index("  bedömning: |") + len("  bedömning: |")
    changed = (ENKOPING[start:end], begun)
    [(path, words)] = findings(sandbox, "RES107", changed)
    assert path == "tjänsteskrivelse.beredning"
    assert "stod där från början" in words
    rewritten = (changed[0], begun.replace("inom   förvaltningen.", "inom förvaltningen och med facken."))
    assert findings(sandbox, "RES107", rewritten) == []


def test_a_case_from_before_still_loads(sandbox: Sandbox) -> None:
    """Without any of the keys that came later."""
    later = ("benämning", "beslutande", "förslag_till_beslut", "omedelbar_justering", "upphandlingsskäl",
             "egna_avsnitt", "beslutsunderlag")  # fmt: skip
    text = "".join(
        line
        for line in ENKOPING.splitlines(keepends=True)
        if not line.strip().startswith(tuple(f"{k}:" for k in later))
    )
    known, _ = check(sandbox.project, sandbox.write(text))
    assert known
    assert known.facts.skrivelse.benämning == "tjänsteskrivelse"
    assert known.facts.skrivelse.beslutande == "kommunstyrelsen"
    assert known.loaded.case.tjänsteskrivelse.datum == date(2021, 11, 17)


# --- the shipped case ---------------------------------------------------------------------------------


def test_enköping_says_all_that_its_own_paper_said(sandbox: Sandbox) -> None:
    text = " ".join(lines(paper(sandbox)))
    for part in (
        "får tillgång till omvärldsanalys och deltar i forskning",
        "i samarbete med experter vid RISE Research Institutes of Sweden AB (RISE) och Mälardalens högskola",
        "ett begränsat antal kommuner, fem till nio, som vill arbeta strukturerat med förnyelse och transformation med "
        "stöd av RISE",
        "Skellefteå och Lidingö har tecknat avtal, och samtal pågår med ytterligare sju kommuner",
        "I samtliga kommuner inom 4M pågår samtal om att teckna avtal",
        "innovation och förnyelse som tema för presidiemötet den 13 oktober 2021",
        "presenterades LOFT för kommunstyrelsernas presidier och för kommundirektörerna",
        "Som en del av färdplanen har flera förändringar inletts",
        "öka kommunens förmåga att ta sig an komplexa samhällsutmaningar",
        "ofta måste hanteras i mellanrummen mellan organisationer",
        "syftar till att öka kommunens förmåga",
        "Kommunen ska bli ekonomiskt, ekologiskt och socialt hållbar över tid",
        "allmänna trender, exempelvis integration, växande polarisering, ökande försörjningsstöd, klimatförändringar "
        "och förändrad demografi",
        "enbart med bättre och effektivare processer",
        "förnyade och förändrade arbetssätt",
        "kommunen behöver öka förmågan att förnya och utveckla sin ledning och styrning",
        "LOFT är ett effektivt sätt",
        "kan ge mycket för pengarna",
        "de nyskapade interna nätverken för verksamhetsutveckling och innovation",
        "forskning och ledande expertis, omvärldsanalys och erfarenhetsutbyte med andra kommuner",
        "mindre pilotprojekt eller ingå i större forskningsprojekt med extern finansiering",
        "300 000 kr (trehundratusen kronor) per avtalsår i tre år",
        "inom kommunstyrelsens ram",
        "inga sociala eller miljömässiga konsekvenser i sig",
        "till exempel Viable Cities och kommunens övriga miljöarbete och sociala arbete",
        "Kommunledningsförvaltningen, för åtgärd",
    ):
        assert part in text, part


def test_long_names_and_texts_keep_to_their_places(build_case: Callable[..., Built]) -> None:
    long = "Kommunstyrelsens förvaltning för hållbar utveckling och digitalisering"
    text = (
        ENKOPING.replace("förvaltning: Kommunledningsförvaltningen", f"förvaltning: {long}")
        .replace("- Kommunledningsförvaltningen, för åtgärd", f"- {long}, för åtgärd")
        .replace("  diarienummer:            #", "  diarienummer: KS 2021/417 #")
        .replace(*points(*[f"{JOIN} {number} gånger," for number in ("en", "två", "tre")], SIGN))
    )
    built = build_case(text, "lang")
    shown = pdf_text(built.folder / "tjansteskrivelse-lang.pdf")
    assert f"{long} Diarienummer: KS 2021/417 Handläggare" in shown
    assert f"4. {SIGN}" in shown
    assert not [f for f in built.findings if f.code.startswith("LAY")]


# --- the years of the funding ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "text", "told"),
    [
        (
            "finansiering",
            "Kostnaden ryms inom budgeten för 2022. För 2023 och 2024 tas den med i budgetarbetet.",
            False,
        ),
        ("finansiering", "Kostnaden ryms inom ram för 2022–2024.", False),
        ("finansiering", "Kostnaden ryms inom ramen för 2021.", True),
        ("finansiering", "Kostnaden ryms inom ram för 2022 och 2023.", True),
        ("finansiering", "Kostnaden ryms inom ram för 2022–2025.", True),
        ("bakgrund", "Kommunfullmäktige gav uppdraget i budgeten för 2020.", False),
    ],
)
@pytest.mark.parametrize("made", [False, True])
def test_only_the_years_of_the_funding_are_to_be_the_agreements(
    sandbox: Sandbox, part: str, text: str, told: bool, made: bool
) -> None:
    old = {
        "finansiering": "    Kostnaden ryms inom kommunstyrelsens ram.\n",
        "bakgrund": "    Skellefteå och Lidingö har tecknat avtal, och samtal pågår med ytterligare sju kommuner.\n",
    }[part]
    loaded, _ = load(sandbox.project, sandbox.edit((old, f"    {text}\n")))
    assert loaded
    known = Known(loaded)
    known = Known(loaded, expected(loaded, known)) if made else known
    assert bool(RULES["BES211"].ask(known).findings) == told


# --- what is said of the term, whoever has written the proposal --------------------------------------


def test_the_paper_names_the_first_and_last_day_whatever_the_clerk_has_written(sandbox: Sandbox) -> None:
    own = points("att ingå partneravtal med RISE om deltagande i LOFT 2022–2024, för 300 000 kr per år.")
    summary = ("  sammanfattning:\n", "  sammanfattning: Kommunen deltar i LOFT 2022–2024.\n")
    assert lines(paper(sandbox, own, summary), "Ekonomiska konsekvenser")[0].startswith(
        "Avtalet gäller från och med den 1 januari 2022 till och med den 31 december 2024. Deltagandet kostar "
    )


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2022-07-01", "Kostnaden för 2022 begränsas därför till de kvartal som återstår av året: 150 000 kr"),
        ("2022-10-01", "Kostnaden för 2022 begränsas därför till det kvartal som återstår av året: 75 000 kr"),
        ("2022-10-02", "Inget helt kvartal återstår av 2022, och därför kostar det året ingenting."),
    ],
)
def test_the_first_years_cost_is_said_for_one_quarter_and_for_none(sandbox: Sandbox, start: str, said: str) -> None:
    period = ("  start: 2022-01-01\n  slut: 2024-12-31", f"  start: {start}")
    economy = lines(paper(sandbox, period), "Ekonomiska konsekvenser", "Sociala och miljömässiga konsekvenser")
    assert economy[1].startswith(f"Avtalet börjar inte gälla vid årsskiftet. {said}")


def test_who_the_decision_is_sent_to_stands_together() -> None:
    document = Document(str(REPO / "templates" / "loft" / "tjansteskrivelse.docx"))
    rows = [p for p in document.paragraphs if p.text == "{{ rad }}"]
    assert [bool(row.paragraph_format.keep_with_next) for row in rows] == [False, True]  # the last, and the others

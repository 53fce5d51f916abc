"""The review: whether the agreement can be signed, and all that the answer rests on, in one file of its own."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from loftdocs import manifest
from loftdocs.check.rule import Known
from loftdocs.checking import check
from loftdocs.convert.pictures import pictures
from loftdocs.convert.store import Store
from loftdocs.findings import Finding, Place, Severity
from loftdocs.plan.keydates import KeyDate, Kind
from loftdocs.project import Project, case_file
from loftdocs.read.document import Finished
from loftdocs.read.page_digests import page_digests
from loftdocs.read.pdf_find import Quote, Spot, find_quotes
from loftdocs.report.files import size_of
from loftdocs.report.review import report, view
from loftdocs.report.timeline import timeline
from loftdocs.verdicts import verdicts

from .conftest import ENKOPING, Built, Sandbox

VOID = {"meta", "img", "br"}
NASTY = '<script>alert(1)</script> & "citat"'


class Page(HTMLParser):
    """The report as a program reads it: its elements with their attributes, and the text of each by its id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[list[str], str]] = []
        self.open: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self.cell = False
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID and tag not in ("circle", "path", "rect", "line"):
            self.open.append((tag, given.get("id", "")))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("circle", "path", "rect", "line"):
            return
        assert self.open.pop()[0] == tag
        if tag in ("td", "th"):
            self.cell = False

    def handle_data(self, data: str) -> None:
        self.texts.append(([id for _, id in self.open if id], data))
        if self.cell:
            self.rows[-1][-1] += data

    def text(self, within: str = "") -> str:
        """All text, or that of the element with this id, in single spaces."""
        return " ".join("".join(data for ids, data in self.texts if not within or within in ids).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a kind."""
        return [given for name, given in self.elements if name == tag]

    def row(self, *start: str) -> list[str]:
        """The cells of the table row that begins so."""
        rows = [[" ".join(cell.split()) for cell in row] for row in self.rows]
        return next(row for row in rows if tuple(row[: len(start)]) == start)


def page_of(case: Built) -> Page:
    return Page((case.folder / f"granskning-{case.name}.html").read_text(encoding="utf-8"))


def known_of(sandbox: Sandbox, name: str = "prov") -> tuple[Known | None, tuple[Finding, ...]]:
    return check(sandbox.project, case_file(sandbox.project, name))


# --- the file --------------------------------------------------------------------------------------


def test_it_stands_alone(any_case: Built) -> None:
    page = page_of(any_case)
    assert not page.all("script") + page.all("link") + page.all("iframe") + page.all("object")
    for _, given in page.elements:
        assert not [name for name in given if name.startswith("on")]
        assert given.get("src", "data:").startswith("data:image/jpeg;base64,") or "src" not in given
        assert given.get("href", "#").startswith("#")
        assert "url(" not in given.get("style", "")
    html = (any_case.folder / f"granskning-{any_case.name}.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|@import|url\(|/tmp/|/home/", html)
    [policy] = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_every_link_leads_somewhere_and_every_id_is_one(any_case: Built) -> None:
    page = page_of(any_case)
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in page.all("a")} <= {f"#{id}" for id in ids}
    named = {word for _, given in page.elements for word in given.get("aria-labelledby", "").split()}
    assert named <= set(ids)


def test_headings_and_tables_are_in_order(any_case: Built) -> None:
    page = page_of(any_case)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.all("table")) == len(page.all("caption")) == 6
    assert all("scope" in head for head in page.all("th"))
    assert page.all("html") == [{"lang": "sv"}]


def test_the_manifest_has_its_hash_and_it_has_the_others(enkoping: Built) -> None:
    made = json.loads((enkoping.folder / "manifest.json").read_text(encoding="utf-8"))["utdata"]
    assert made["granskning-enkoping.html"] == manifest.sha256(enkoping.folder / "granskning-enkoping.html")
    shown = page_of(enkoping).text("filer")
    for name, digest in made.items():
        assert (name in shown and digest in shown) == (name != "granskning-enkoping.html"), name


def test_what_the_case_says_is_text(build_case: Callable[..., Built]) -> None:
    reason = f"Prislistan {NASTY} delas ut."
    text = ENKOPING.replace("undantag: []", f"undantag:\n  - regel: DOK206\n    skäl: '{reason}'")
    page = page_of(build_case(text.replace("namn: Magnus Åsman", f"namn: 'M {NASTY} Å'").replace(
        "handläggare: Magnus Åsman", f"handläggare: 'M {NASTY} Å'").replace(
        "- Magnus Åsman", f"- 'M {NASTY} Å'"), "skrift"))  # fmt: skip
    assert f"Skäl: {reason}" in page.text("undantag")
    assert f"M {NASTY} Å" in page.text("besked")
    assert not page.all("script")


# --- the answer ------------------------------------------------------------------------------------


def test_what_enkoping_waits_for(enkoping: Built) -> None:
    answer = page_of(enkoping).text("besked")
    assert answer.startswith("Besked Kan inte läggas fram för nämnden än En sak saknas innan handlingarna kan läggas")
    agreement = answer[answer.index("Avtalet kan inte skrivas under än Tre saker saknas") :]
    assert "Ärendet har inget diarienummer." in answer
    assert "Ärendet har inget diarienummer." not in agreement
    for missing in (
        "Kommunstyrelsen har inte beslutat.",
        "Ingen är angiven som undertecknar för RISE.",
        "Här sägs att prislistan bifogas, men den finns inte bland handlingarna.",
    ):
        assert missing in agreement
    assert "0 fel 1 varning 1 upplysning" in answer
    assert "Avtalsperiod1 januari 2022 – 31 december 2024" in answer
    assert "Avgift900 000 kr för hela perioden, 300 000 kr per avtalsår" in answer
    assert "Går tillKommunstyrelsen" in answer
    assert "Beslutas avKommunstyrelsen" in answer


READY = (
    ("  diarienummer: ", "  diarienummer: KS 2021/17 "),
    ("  datum:\n  paragraf:", "  datum: 2021-12-07\n  paragraf: 12"),
    ("motparten: []", "motparten: [Eva Ek]"),
    ("  - namn: Ulrika", "  - namn: Eva Ek\n    roll: enhetschef\n  - namn: Ulrika"),
    ("undantag: []", "undantag:\n  - regel: DOK206\n    skäl: Den delas ut på mötet."),
)  # fmt: skip
PAPER, AGREEMENT = "Kan läggas fram för nämnden", "Avtalet kan skrivas under"
NUMBER, DECISION, SIGNER = READY[:1], READY[1:2], READY[2:3]


def answers(sandbox: Sandbox, *changes: tuple[str, str], more: tuple[Finding, ...] = ()) -> list[tuple[str, str]]:
    """State and title of both answers, for Enköping's case with changes and with papers that nothing is wrong with."""
    sandbox.edit(*changes)
    known, findings = known_of(sandbox)
    assert known
    made = replace(known, documents=(Finished("tjansteskrivelse", "t.docx", ()),))
    return [(one.state, one.title) for one in verdicts((*findings, *more), made)]


def test_all_that_is_there_can_be_laid_before_the_board_and_signed(sandbox: Sandbox) -> None:
    assert answers(sandbox, *READY) == [("ja", PAPER), ("ja", AGREEMENT)]


@pytest.mark.parametrize(
    ("undone", "states"),
    [
        (NUMBER, ["väntar", "ja"]),
        (DECISION, ["ja", "väntar"]),
        (SIGNER, ["ja", "väntar"]),
        (NUMBER + DECISION, ["väntar", "väntar"]),
    ],
)
def test_each_waits_for_its_own(sandbox: Sandbox, undone: tuple[tuple[str, str], ...], states: list[str]) -> None:
    found = answers(sandbox, *(change for change in READY if change not in undone))
    assert [state for state, _ in found] == states
    titles = {"ja": (PAPER, AGREEMENT),
              "väntar": ("Kan inte läggas fram för nämnden än", "Avtalet kan inte skrivas under än")}  # fmt: skip
    assert [title for _, title in found] == [titles[state][index] for index, state in enumerate(states)]


def warning(path: str = "", document: str | None = None) -> Finding:
    place = Place(file="cases/prov.yaml", path=path) if not document else Place(document=document)
    return Finding("DAT118", Severity.VARNING, "Något är inte som det brukar.", place=place)


@pytest.mark.parametrize(
    ("finding", "states"),
    [
        (warning("tjänsteskrivelse.diarienummer"), ["varning", "ja"]),
        (warning("tjänsteskrivelse.egna_avsnitt[0].text"), ["varning", "ja"]),
        (warning("underskrifter.tjänsteskrivelse"), ["varning", "ja"]),
        (warning("underskrifter.partneravtal.motparten"), ["ja", "varning"]),
        (warning("kontaktperson"), ["ja", "varning"]),
        (warning("beslut.datum"), ["ja", "varning"]),
        (warning("avtalsperiod.start"), ["varning", "varning"]),
        (warning("personer[0].epost"), ["varning", "varning"]),
        (warning(document="tjansteskrivelse-prov.docx"), ["varning", "ja"]),
        (warning(document="handlingar-prov.pdf"), ["varning", "ja"]),
        (warning(document="informationsfolder-prov.docx"), ["varning", "ja"]),
        (warning(document="partneravtal-prov.docx"), ["ja", "varning"]),
        (warning(document="templates/loft/bilaga.docx"), ["ja", "varning"]),
        (replace(warning("avtalsperiod.start"), silenced="Med avsikt."), ["ja", "ja"]),
        (replace(warning("avtalsperiod.start"), severity=Severity.UPPLYSNING), ["ja", "ja"]),
        (replace(warning("kontaktperson"), severity=Severity.FEL), ["nej", "nej"]),
        (replace(warning("tjänsteskrivelse.datum"), severity=Severity.FEL), ["nej", "nej"]),
    ],
)
def test_a_warning_is_about_the_one_or_the_other_and_an_error_stops_both(
    sandbox: Sandbox, finding: Finding, states: list[str]
) -> None:
    found = answers(sandbox, *READY, more=(finding,))
    assert [state for state, _ in found] == states
    told = {"varning": (f"{PAPER}, men läs varningarna", f"{AGREEMENT}, men läs varningarna"),
            "nej": ("Kan inte läggas fram för nämnden", "Avtalet kan inte skrivas under"),
            "ja": (PAPER, AGREEMENT)}  # fmt: skip
    assert [title for _, title in found] == [told[state][index] for index, state in enumerate(states)]


def test_what_nobody_has_written_and_a_lacking_ground_stop_both(sandbox: Sandbox) -> None:
    start, end = ENKOPING.index("  beredning: |"), ENKOPING.index("\n\n  bedömning: |")
    starter = (ENKOPING[start:end], "  beredning: |\n    Ärendet har beretts inom förvaltningen.")
    ground = ("  upphandlingsskäl: resultatet delas\n", "")
    for lacking in (starter, ground):
        assert [state for state, _ in answers(sandbox, *READY, lacking)] == ["väntar", "väntar"]
    accepted = ("undantag:\n", "undantag:\n  - regel: RES107\n    skäl: Så gick det till.\n")
    assert [state for state, _ in answers(sandbox, *READY, starter, accepted)] == ["ja", "ja"]


def test_until_there_are_documents_neither_is_said(sandbox: Sandbox) -> None:
    sandbox.edit(*READY)
    known, findings = known_of(sandbox)
    found = verdicts(findings, known)
    assert [(one.state, [lacking.what for lacking in one.missing]) for one in found] == [
        ("väntar", ["Handlingarna är inte gjorda än."]),
        ("väntar", ["Handlingarna är inte gjorda än."]),
    ]


def test_a_decision_that_is_taken_is_told(sandbox: Sandbox) -> None:
    sandbox.edit(*READY, ("  beslutande:              #", "  beslutande: Kommunfullmäktige #"))
    known, findings = known_of(sandbox)
    lead = " ".join(verdicts(findings, known)[0].lead.split())
    assert lead.endswith("Kommunfullmäktige beslutade den 7 december 2021, § 12.")
    sandbox.edit(*(change for change in READY if change not in DECISION),
                 ("  beslutande:              #", "  beslutande: Kommunfullmäktige #"))  # fmt: skip
    known, findings = known_of(sandbox)
    assert "Kommunfullmäktige har inte beslutat." in [one.what for one in verdicts(findings, known)[1].missing]


def test_an_error_is_counted_and_what_is_set_aside_is_not(sandbox: Sandbox) -> None:
    sandbox.edit(*READY)
    known, findings = known_of(sandbox)
    error = Finding("DAT104", Severity.FEL, "Skrivelsen är daterad för sent.")
    shown = view("prov", sandbox.project.root, known, (*findings, error))
    assert all(one.verdict.lead.startswith("Ett fel måste rättas") for one in shown.answers)
    shown = view("prov", sandbox.project.root, known, (*findings, replace(error, silenced="Med avsikt.")))
    assert [one.verdict.state for one in shown.answers] == ["väntar", "väntar"]
    assert shown.aside == 1


def test_a_name_to_be_written_by_hand_is_not_waited_for(sandbox: Sandbox) -> None:
    sandbox.edit(("undantag: []", "undantag:\n  - regel: UND104\n    skäl: Namnet skrivs för hand."))
    known, findings = known_of(sandbox)
    shown = view("prov", sandbox.project.root, known, findings)
    assert not [one for answer in shown.answers for one in answer.missing if "RISE" in one.missing.what]
    assert "Skäl: Namnet skrivs för hand." in Page(report("prov", sandbox.project.root, known, findings)).text(
        "undantag"
    )


def test_the_answers_are_told_by_the_command_too(sandbox: Sandbox) -> None:
    sandbox.edit()
    told = sandbox.run("check", "prov").out
    assert "Kan inte läggas fram för nämnden än. Två saker saknas innan handlingarna kan läggas fram.\n" in told
    assert "  - Ärendet har inget diarienummer. Registrera ärendet och fyll i numret.\n" in told
    assert "Avtalet kan inte skrivas under än. Tre saker saknas" in told
    given = json.loads(sandbox.run("check", "prov", "--format", "json").out)["besked"]["prov"]
    assert [(one["om"], one["läge"]) for one in given] == [("skrivelsen", "väntar"), ("avtalet", "väntar")]
    assert given[0]["saknas"][0] == {
        "vad": "Ärendet har inget diarienummer.",
        "gör": "Registrera ärendet och fyll i numret.",
        "väg": "tjänsteskrivelse.diarienummer",
        "handling": None,
    }


def test_a_build_tells_the_answers_also_when_nothing_had_to_be_made(sandbox: Sandbox) -> None:
    sandbox.edit(*READY)
    for done in ("Klart", "Inget har ändrats"):
        told = sandbox.run("build", "prov").out
        assert done in told
        assert told.endswith(
            f"{PAPER}. Inget saknas, och inget fel är funnet. Kommunstyrelsen beslutade den 7\u00a0december\u00a02021, "
            f"§\u00a012.\n{AGREEMENT}. Inget saknas, och inget fel är funnet.\n"
        )
    given = json.loads(sandbox.run("build", "prov", "--format", "json").out)["ärenden"]["prov"]["besked"]
    assert [(one["läge"], one["besked"]) for one in given] == [("ja", PAPER), ("ja", AGREEMENT)]


# --- findings without documents --------------------------------------------------------------------


def test_findings_alone_make_a_report(sandbox: Sandbox) -> None:
    sandbox.edit(("slut: 2024-12-31", "slut: 2023-12-31"), ("handläggare: Magnus", f"handläggare: '{NASTY}' #"))
    known, findings = known_of(sandbox)
    page = Page(report("prov", sandbox.project.root, known, findings))
    assert page.text("besked").startswith("Besked Kan inte läggas fram för nämnden ")
    assert "Avtalet kan inte skrivas under " in page.text("besked")
    assert not page.all("img")
    remarks = page.text("anmärkningar")
    line = next(n for n, each in enumerate(ENKOPING.split("\n"), 1) if each.startswith("  slut:"))
    assert f"cases/prov.yaml:{line}:9 (avtalsperiod.slut)" in remarks
    assert f"Rad {line}: slut: 2023-12-31" in remarks
    assert "Regel DAT103: Avtalsperioden är så lång som programmet anger." in remarks
    assert f"”{NASTY}” finns inte i listan över personer." in remarks


def test_a_file_that_cannot_be_read_makes_a_report_too(sandbox: Sandbox) -> None:
    sandbox.write("program: loft\n\tkommun: x\n")
    known, findings = known_of(sandbox)
    assert known is None
    page = Page(report("prov", sandbox.project.root, known, findings))
    assert "Kan inte läggas fram för nämnden" in page.text("besked")
    assert "Avtalet kan inte skrivas under" in page.text("besked")
    assert "Regel YAML101" in page.text("anmärkningar")


def test_a_clean_case_says_so(sandbox: Sandbox) -> None:
    page = Page(report("prov", sandbox.project.root, None, ()))
    assert "Reglerna har inget att anmärka." in page.text("anmärkningar")


# --- the facts -------------------------------------------------------------------------------------


def test_facts_side_by_side(enkoping: Built) -> None:
    page = page_of(enkoping)
    lines = (Path(__file__).parents[1] / "templates" / "loft" / "program.yaml").read_text(encoding="utf-8").split("\n")
    case = ENKOPING.split("\n")

    def line(text: str, of: list[str]) -> int:
        return next(number for number, each in enumerate(of, 1) if text in each)

    none = "–står inte där"
    fee = page.row("300 000 kräven: trehundratusen kronor")
    assert fee[1:6] == [none, "sida 2 sida 3", "sida 6", "sida 8", none]
    assert fee[6].startswith(
        f"programmet: betalningar.avgift.per_årtemplates/loft/program.yaml:{line('per_år:', lines)}"
    )
    assert page.row("900 000 kräven: niohundratusen kronor")[6] == "uträknat: avgiften för hela perioden"
    days = page.row("13 oktober 2021")
    assert days[2:4] == ["sida 2", none]
    assert days[6].endswith(f"cases/enkoping.yaml:{line('13 oktober 2021', case)}")
    assert page.row("212000-0282")[4:6] == ["sida 7", "sida 11"]
    assert page.row("Ulrika K Jansson")[6].endswith(f"cases/enkoping.yaml:{line('Ulrika', case)}")
    assert page.row("15 %")[5] == "sida 11"
    assert "79 uppgifter är lästa ur den färdiga filen, och 79 av dem är knutna" in page.text("uppgifter")


# --- days and invoices -----------------------------------------------------------------------------


def test_days_of_a_period_from_april(ekby: Built) -> None:
    """1 April 2022 and three years: worked out by hand from the clauses of the agreement."""
    page = page_of(ekby)
    assert page.row("1")[1:3] == ["14 februari 2022", "Beslut i stadsstyrelsen"]
    assert page.row("2")[1:3] == ["1 april 2022", "Avtalet börjar gälla"]
    assert page.row("3")[1:3] == ["1 januari 2023", "Prislistan revideras"]
    assert page.row("4")[1:] == [
        "1 februari 2023", "Uppsägningsdag",
        "Den 1 februari 2023 är uppsägningsdag i avtalet om LOFT mellan Ekby stad och RISE. Uppsägningstiden är "
        "12 månader: sägs avtalet upp senast den dagen upphör det den 31 januari 2024.",
    ]  # fmt: skip
    assert page.row("7")[1:3] == ["31 december 2024", "Sista dagen att avtala om förlängning"]
    assert page.row("9")[1:3] == ["31 mars 2025", "Avtalet upphör"]


def test_invoices_of_a_period_from_april(ekby: Built) -> None:
    page = page_of(ekby)
    assert page.row("1", "Kvartal 2") == ["1", "Kvartal 2", "1 april 2022", "75 000 kr", "75 000 kr"]
    assert page.row("12") == ["12", "Kvartal 1", "1 januari 2025", "75 000 kr", "900 000 kr"]
    assert page.row("2022", "225 000 kr")
    assert page.row("2023", "300 000 kr")
    assert page.row("2025", "75 000 kr")
    assert page.row("Hela perioden", "900 000 kr")
    assert "2022: 225 000 kr; 2023: 300 000 kr; 2024: 300 000 kr; 2025: 75 000 kr" in page.text("staplar-ord")


@pytest.mark.parametrize("apart", [0, 1, 20, 90])
def test_no_two_days_on_the_line_cover_each_other(apart: int) -> None:
    start = date(2022, 1, 1)
    days = [KeyDate(Kind.EGEN, n, start + timedelta(days=apart * n), f"Dag {n}", "") for n in range(9)]
    line = timeline(days, start, date(2024, 12, 31))
    for one in line.stops:
        assert 0 <= one.x <= 100
        assert 11 <= one.y <= line.axis
        for other in line.stops:
            # The smallest screen leaves the line 300 pixels; a mark is 22 wide.
            assert one is other or abs(one.x - other.x) * 3 >= 22 or abs(one.y - other.y) >= 22


def test_sizes_are_read_with_ease() -> None:
    sizes = [size_of(count).replace("\u00a0", " ") for count in (845, 6_635, 171_104, 1_234_567)]
    assert sizes == ["845 byte", "7 kB", "171 kB", "1,2 MB"]


# --- the pages -------------------------------------------------------------------------------------


def test_every_page_has_its_picture(any_case: Built) -> None:
    page = page_of(any_case)
    count = len(pymupdf.open(any_case.folder / f"handlingar-{any_case.name}.pdf"))
    shown = page.all("img")
    assert len(shown) == count
    for number, picture in enumerate(shown, 1):
        assert picture["alt"].startswith(f"Sida {number} av {count} i handlingarna: ")
    assert shown[1]["alt"].startswith(f"Sida 2 av {count} i handlingarna: Tjänsteskrivelse: Deltagande i LOFT")


def words_under(pdf: Path, number: int, box: Spot) -> str:
    """The words whose middle lies in a rectangle, as another program reads them."""
    with pymupdf.open(pdf) as document:
        page = document[number - 1]
        width, height = page.rect.width, page.rect.height
        inside = []
        for x0, y0, x1, y1, word, *_ in page.get_text("words"):
            x, y = (x0 + x1) / 2 / width, (y0 + y1) / 2 / height
            if box.left <= x <= box.left + box.width and box.top <= y <= box.top + box.height:
                inside.append(word)
    return " ".join(inside)


def test_quotes_are_found_where_another_program_sees_them(enkoping: Built) -> None:
    pdf = enkoping.folder / "handlingar-enkoping.pdf"
    wanted = {
        11: Quote("Tilläggsuppdrag debiteras med timkostnad enligt RISE:s fasta prislista. På den ger Partnerskapet "
                  "en rabatt på 15 %."),
        2: Quote("…Kommunstyrelsen TJÄNSTESKRIVELSE…"),
        8: Quote("Betalningsvillkoret är 30 dagar netto efter godkänt uppdrag", "30 dagar"),
    }  # fmt: skip
    found = find_quotes(pdf, {number: [quote] for number, quote in wanted.items()})
    [lines] = found[11, wanted[11]]
    assert len(lines) == 2
    text = " ".join(words_under(pdf, 11, line) for line in lines)
    assert text.replace("\xa0", " ") == wanted[11].text
    [lines] = found[2, wanted[2]]
    assert [words_under(pdf, 2, line) for line in lines] == ["Kommunstyrelsen", "TJÄNSTESKRIVELSE"]
    [lines] = found[8, wanted[8]]
    assert words_under(pdf, 8, lines[0]).replace("\xa0", " ") == "30 dagar"


def test_a_quote_that_goes_on_and_one_that_is_nowhere(build_case: Callable[..., Built]) -> None:
    long = " ".join(f"Förvaltningen har prövat frågan på {n} sätt." for n in range(100, 200))
    built = build_case(ENKOPING.replace("    Skellefteå och Lidingö har tecknat", f"    {long}\n    De har tecknat", 1))
    pdf = built.folder / "handlingar-prov.pdf"
    found = find_quotes(pdf, {2: [Quote(long), Quote("det här står ingenstans i handlingarna"), Quote("…")]})
    [[*lines]] = found.values()
    seen = " ".join(words_under(pdf, 2, line) for line in lines[-1]).replace("\xa0", " ")
    assert long.startswith(seen)
    assert 500 < len(seen) < len(long)


def test_unchanged_pages_are_not_drawn_again(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    kept = tmp_path / "cache" / "sidor"
    sandbox.edit()
    sandbox.run("build", "prov")
    first = {path.name for path in kept.iterdir()}
    sandbox.edit(("Kostnaden ryms inom", "Hela kostnaden ryms inom"))
    sandbox.run("build", "prov")
    assert len({path.name for path in kept.iterdir()} - first) == 1
    shutil.rmtree(kept)
    before = (sandbox.project.build / "prov" / "granskning-prov.html").read_bytes()
    sandbox.run("build", "prov", "--igen")
    assert (sandbox.project.build / "prov" / "granskning-prov.html").read_bytes() == before


def test_a_page_is_known_by_all_that_is_seen_on_it(enkoping: Built, tmp_path: Path) -> None:
    source = enkoping.folder / "handlingar-enkoping.pdf"
    before = page_digests(source)
    assert len(set(before)) == 11

    def changed(change: Callable[[pikepdf.Pdf], object]) -> list[int]:
        target = tmp_path / "ändrad.pdf"
        with pikepdf.open(source) as pdf:
            change(pdf)
            pdf.save(target)
        after = page_digests(target)
        return [number for number, (one, other) in enumerate(zip(before, after, strict=True), 1) if one != other]

    def new_look(pdf: pikepdf.Pdf) -> None:
        pdf.pages[3].Annots[0].AP.N = pdf.make_stream(b"0 0 m", pdf.pages[3].Annots[0].AP.N.stream_dict)

    def new_number(pdf: pikepdf.Pdf) -> None:
        strip = pdf.pages[4].Resources.XObject["/Sidnummer"]
        strip.write(strip.read_bytes() + b" ")

    def new_font(pdf: pikepdf.Pdf) -> None:
        pdf.pages[10].Resources.Font["/F1"].Encoding = pikepdf.Name.MacRomanEncoding

    assert changed(lambda pdf: None) == []
    assert changed(lambda pdf: pdf.docinfo.update({"/Title": "en annan"})) == []
    assert changed(lambda pdf: pdf.pages[3].contents_add(b" ")) == [4]
    assert changed(new_look) == [4]
    assert changed(new_number) == [5]
    assert changed(new_font) == [11]
    assert changed(lambda pdf: pdf.pages[6].obj.update({"/Rotate": 90})) == [7]


def test_a_picture_is_like_the_page(enkoping: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compared with another program's, point by point: no page is blank, another's, or off its place."""
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path))
    pdf = enkoping.folder / "handlingar-enkoping.pdf"
    for picture, page in zip(pictures(pdf, Store("prov", "sidor")), pymupdf.open(pdf), strict=True):
        ours = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(picture.jpeg))
        scale = pymupdf.Matrix(picture.width / page.rect.width, picture.height / page.rect.height)
        theirs = page.get_pixmap(matrix=scale, colorspace=pymupdf.csGRAY)
        assert (ours.width, ours.height) == (picture.width, picture.height)
        assert ours.pixel(3, 3) == (255,)
        for one in (ours, theirs):
            one.shrink(1)  # to half the size: two programs begin a letter half a point from each other
        far = sum(abs(a - b) > 96 for a, b in zip(ours.samples, theirs.samples, strict=False))
        dark = sum(level < 160 for level in theirs.samples)
        assert far < 0.4 * dark  # against another page of the same papers it is about as many, or more


def test_a_check_needs_nothing_of_it(sandbox: Sandbox) -> None:
    sandbox.edit()
    told = "print([name for name in ('PIL', 'pypdfium2', 'jinja2', 'loftdocs.report') if name in sys.modules])"
    code = f"import sys; from loftdocs.cli import main; main(['check', 'prov']); {told}"
    command = [sys.executable, "-c", code]
    environment = {"PYTHONPATH": str(Path(__file__).parents[1])}
    out = subprocess.run(command, cwd=sandbox.project.root, env=environment, capture_output=True, text=True, check=True)
    assert out.stdout.endswith("[]\n")


def test_places_are_shown_from_the_project(tmp_path: Path) -> None:
    inside, outside = tmp_path / "cases" / "prov.yaml", tmp_path.parent / "annat.yaml"
    found = [Finding("DAT104", Severity.FEL, "Fel.", place=Place(str(file), 3, 1)) for file in (inside, outside)]
    page = Page(report("prov", Project(tmp_path).root, None, found))
    assert "cases/prov.yaml:3:1" in page.text("anmärkningar")
    assert "annat.yaml:3:1" in page.text("anmärkningar")
    assert str(tmp_path) not in page.text()

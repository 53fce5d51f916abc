"""What the agreement and its annex give, clause by clause: expectations written by hand from what the parties meant."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from loftdocs.load import load
from loftdocs.project import Project
from loftdocs.read import read_finished
from loftdocs.read.document import Paragraph
from loftdocs.sign.lines import signature_lines

from .conftest import ENKOPING, REPO, Built
from .read_back import pdf_text

# Clause → the words that carry its effect. What belongs together stands in one clause.
AGREEMENT = {
    "1.1": ["Parterna har tillsammans utformat innehållet i Partnerskapet"],
    "1.2": [
        "gemensam forskning och utveckling",
        "i syfte att främja den kommunala verksamhetens utveckling",
        "tillämpad forskning och utveckling inom kommunal ledning och styrning",
        "digital transformation, innovation och innovationsledning",
    ],
    "1.3": ["Avtalet reglerar Partnerskapet"],
    "2.1": ["förutsätter att Parterna utbyter olika slag av kunskap"],
    "3.1": [
        "Parterna driver Projektet tillsammans",
        "omfattning och inriktning",
        "kostnads- och tidsramar",
        "de uppgifter som varje Part ska utföra",
        "framgår av bilagan och av de Tilläggsuppdrag som fogas till Avtalet",
    ],
    "3.2": [
        "varandras intressen och verksamheter inom Projektet",
        "genom utbyte av information, rådgivning, forskning och utveckling",
    ],
    "3.3": [
        "fritt och öppet",
        "hemlighålla, eller på annat sätt reglera tillgången till, viss information eller vissa Resultat",
    ],
    "4.1": ["för sig själv och för sin personal", "löner, sociala avgifter och andra kostnader", "avtal", "lag"],
    "4.2": ["lagar, förordningar, föreskrifter och allmänna råd", "vid varje tid gäller", "verksamhet av detta slag"],
    "5.1": ["RISE:s grundkostnader för att delta debiteras Kommunen", "300 000 kr", "exklusive moms", "varje avtalsår"],
    "5.2": [
        "Om Avtalet ingås med början vid en annan tid på kalenderåret än den 1 januari",
        "räknat i kvartal",
        "det som återstår av året",
    ],
    "6.1": ["75 000 kr", "exklusive moms", "varje kvartal i förskott"],
    "6.2": ["30 dagar netto efter godkänt uppdrag, godkänd leverans och godkänd fakturering"],
    "6.3": ["referensräntan plus 8 procentenheter"],
    "7.1": [
        "från och med den 1 januari 2022 till och med den 31 december 2024",
        "Avtalet upphör när Projektperioden är slut",
    ],
    "7.2": [
        "i samförstånd förlänga Avtalet och Projektperioden",
        "göra upp om kostnad och omfattning",
        "Överenskommelsen om förlängning ska träffas senast ett kvartal före den avtalade Projektperiodens slut",
    ],
    "8.1": ["Resultat ägs endast av Parterna"],
    "8.2": ["Enskilt resultat tillhör den Part som genererar det"],
    "8.3": ["tillhör de Parter som har genererat det, gemensamt och i lika delar"],
    "9.1": [
        "Parterna och de forskare som deltar",
        "publicera eller på annat sätt offentliggöra Projektresultat som Parterna har genererat",
        "Parterna alltid har beretts tillfälle att ta del av materialet före den avsedda publiceringen",
    ],
    "10.1": ["tolv månaders uppsägningstid", "Uppsägningsdag är den 1 februari"],
    "10.2": [
        "Om förutsättningarna har ändrats väsentligt får Parterna",
        "säga upp Avtalet eller begränsa dess omfattning",
        "skriftligen och i så god tid att den Part som tar emot det orsakas minsta möjliga olägenhet",
        "Om Avtalet sägs upp på denna grund har den Part som tar emot uppsägningen rätt till ersättning",
        "styrkta avvecklingskostnader från den Part som säger upp",
        "En begränsning av omfattningen ger inte rätt till sådan ersättning",
    ],
    "10.3": [
        "väsentligt eller upprepat brister i sina skyldigheter",
        "inom 60 dagar efter skriftlig anmaning från den andra Parten",
        "säga upp Avtalet med omedelbar verkan",
        "ske skriftligen, inom 60 dagar från det att den uppsägande Parten fick kännedom om att rätten att säga upp",
        "Den rätten uppstår först när tiden för rättelse har gått ut utan att rättelse har skett",
        "Om Avtalet sägs upp enligt denna punkt 10.3 har den Part som har brustit i sina skyldigheter inte rätt till",
    ],
    "10.4": ["Ingen Part får överlåta Avtalet utan den andra Partens skriftliga samtycke"],
    "10.5": [
        "Ändringar i Avtalet och tillägg till det ska vara skriftliga och undertecknade av samtliga Parter",
        "Muntliga överenskommelser gäller inte",
    ],
    "11.1": ["Svensk lag tillämpas"],
    "11.2": [
        "Avtalets tillkomst, tolkning eller tillämpning, eller som annars uppstår ur Avtalet",
        "avgörs av domstol enligt svensk lag",
        "Rättegången hålls i Göteborg",
    ],
}
DEFINITIONS = {
    "Avtalet": ["partneravtal med dess bilaga"],
    "Bakgrundsinformation": [
        "kan ha betydelse för forskningens genomförande",
        "har publicerat tidigare, eller publicerar eller överlämnar till den andra Parten under Projektperioden",
    ],
    "Enskilt resultat": ["en Part har genererat"],
    "Konfidentiell information": [
        "varje uppgift, teknisk, kommersiell eller av annat slag, dokumenterad eller inte",
        "är allmänt känd",
        "på annat sätt än genom Partnerskapet",
        "en Part har fått kännedom om på annat sätt",
    ],
    "Naturainsats": ["material, utrustning eller annan prestation in natura", "godkänd medfinansiering"],
    "Partnerskapet": ["samarbetet inom LOFT", "så som Avtalet reglerar det"],
    "Projektet": ["Parterna driver tillsammans"],
    "Projektperioden": ["punkt 7.1", "den förlängning som Parterna kan ha avtalat enligt punkt 7.2"],
    "Projektresultat": [
        "uppstår genom Avtalet",
        "genereras under Projektperioden och har betydelse för forskningen",
        "om inte den Part som bestrider det visar att informationen är oberoende av Partens deltagande",
        "uppstår eller ansöks om: patent, upphovsrätt, mönsterrätt, varumärke och liknande",
    ],
    "Resultat": ["Projektresultat"],
    "Samfällt resultat": ["Parterna har genererat tillsammans"],
    "Tilläggsuppdrag": ["Parterna avtalar om enligt bilagan"],
}
ANNEX = {
    "1.1": ["För att Avtalet ska vara till nytta behöver några förutsättningar vara uppfyllda"],
    "1.2": [
        "RISE tillhandahåller löpande information om forskning och utveckling",
        "kan exempelvis ges som artiklar, poddar, film och andra medier",
        "Parterna för en dialog så att informationen är relevant, aktuell och lätt att ta till sig",
    ],
    "1.3": [
        "RISE anlitas för att biträda med omvärldsanalys",
        "forskning och utveckling av digitalisering och utbildning",
        "i syfte att stärka Parternas förmåga och kompetens på det området",
    ],
    "1.4": [
        "RISE ska aktivt söka och utveckla forskningsprojekt av nationell och internationell karaktär",
        "finansieras av tredje part",
        "i syfte att stärka Parternas förmåga och kompetens",
        "i samarbete med de övriga partnerna inom LOFT",
    ],
    "1.5": [
        "RISE tillhandahåller Kommunen 80 timmar",
        "varje helt år, utan ytterligare kostnad",
        "utformas i samarbete",
        "önskas utöver dessa timmar debiteras enligt överenskommelse",
    ],
    "2.1": ["avtalas mellan Parterna och fogas till Avtalet"],
    "2.2": ["timkostnad enligt RISE:s fasta prislista", "Partnerskapet", "rabatt på 15 %"],
    "2.3": ["årliga fasta prislistan revideras varje år och fogas till Avtalet"],
    "3.1": ["en ansvarig kontaktperson och en ersättare för Partnerskapet"],
    "3.2": [
        "Kontaktpersonen har mandat att föra dialogen",
        "för sin huvudmans räkning fatta eller förmedla beslut som rör arbetet inom Partnerskapet",
        "ansvarar för dialogen med RISE",
        "förankringen i den egna organisationen",
    ],
    "3.3": [
        "större projekt som finansieras av tredje part",
        "eget arbete i form av arbetstid",
        "bestäms gemensamt före varje projekt",
    ],
}
CLOSING = [
    "två (2) likalydande exemplar",
    "Parterna har tagit var sitt",
    "Om Avtalet undertecknas elektroniskt upprättas i stället ett original, som båda Parterna undertecknar",
]


def clauses(built: Built, name: str) -> dict[str, str]:
    """The text of each numbered clause of a built Word file, by the number that Word prints."""
    return {p.number: " ".join(p.text.split()) for p in body(built, name) if re.fullmatch(r"\d+\.\d+", p.number)}


def body(built: Built, name: str) -> tuple[Paragraph, ...]:
    return read_finished(name, built.folder / f"{name}-{built.name}.docx").body


def squashed(path: Path) -> str:
    return re.sub(r"\s", "", pdf_text(path))


@pytest.mark.parametrize(("name", "wanted"), [("partneravtal", AGREEMENT), ("bilaga", ANNEX)])
def test_every_effect_stands_in_its_clause_and_on_paper(
    enkoping: Built, name: str, wanted: dict[str, list[str]]
) -> None:
    found = clauses(enkoping, name)
    assert list(found) == list(wanted)
    printed = squashed(enkoping.folder / f"{name}-enkoping.pdf")
    for number, phrases in wanted.items():
        for phrase in phrases:
            assert phrase in found[number], number
            assert re.sub(r"\s", "", phrase) in printed, number


def test_every_definition_has_its_effect(enkoping: Built) -> None:
    found = {}
    for paragraph in body(enkoping, "partneravtal"):
        if paragraph.style == "Definition":
            term, _, text = " ".join(paragraph.text.split()).partition(": ")
            found[term] = text
    assert list(found) == list(DEFINITIONS)
    for term, phrases in DEFINITIONS.items():
        assert [phrase for phrase in phrases if phrase not in found[term]] == []


def test_the_closing_counts_copies_and_knows_electronic_signing(enkoping: Built) -> None:
    printed = squashed(enkoping.folder / "partneravtal-enkoping.pdf")
    assert [phrase for phrase in CLOSING if re.sub(r"\s", "", phrase) not in printed] == []


def test_nothing_is_given_beyond_what_was_meant(enkoping: Built) -> None:
    agreement, annex = clauses(enkoping, "partneravtal"), clauses(enkoping, "bilaga")
    # The results are lost with the termination for breach alone, and in no clause of its own.
    assert [number for number, text in agreement.items() if "inte rätt till Projektresultatet" in text] == ["10.3"]
    # Whoever limits the scope owes nothing; whoever terminates does, on that ground alone.
    assert [number for number, text in agreement.items() if "ersättning" in text] == ["10.2"]
    # The days in which to terminate do not run from the breach.
    assert "kännedom om avtalsbrottet" not in agreement["10.3"]
    # To be given the opportunity is not to have read.
    assert not re.search(r"har\s+(?:läst|fått läsa|godkänt)", agreement["9.1"])
    # The deputy has no mandate.
    assert [number for number, text in annex.items() if "rsättare" in text] == ["3.1"]
    assert "De har mandat" not in annex["3.2"]
    # Nothing but what it says of itself is secret, capped, excused or processed.
    whole = " ".join(agreement.values()).lower()
    assert [word for word in ("force majeure", "personuppgift", "skadestånd", "2009:400") if word in whole] == []


def test_the_first_page_has_title_period_subject_both_parties_and_the_first_clauses(enkoping: Built) -> None:
    from pypdf import PdfReader

    first = re.sub(r"\s", "", PdfReader(enkoping.folder / "partneravtal-enkoping.pdf").pages[0].extract_text())
    for text in (
        "Partneravtal LOFT 2022–2024",
        "1 januari 2022 till och med 31 december 2024",
        "Ämne: Tillämpad forskning och utveckling",
        "(1) RISE Research Institutes of Sweden AB, org nr 556464-6874 (”RISE”)",
        "(2) Enköpings kommun, org nr 212000-0282 (”Kommunen”)",
        "tillsammans ”Parterna” och var för sig ”Part”",
        "1.1 Parterna har tillsammans utformat",
        "2.1 Samarbetet förutsätter",
    ):
        assert re.sub(r"\s", "", text) in first, text


def test_the_page_for_the_jurist_has_every_clause_and_every_optional_one() -> None:
    page = (REPO / "docs" / "avtalstext.md").read_text(encoding="utf-8")
    of_agreement, of_annex = page.split("\n## Bilagan, punkt för punkt\n")
    rows = re.compile(r"^\| (\d+\.\d+) \|", re.MULTILINE)
    assert rows.findall(of_agreement) == list(AGREEMENT)
    assert rows.findall(of_annex.partition("\n## ")[0]) == list(ANNEX)
    loaded, _ = load(Project(REPO), REPO / "cases" / "enkoping.yaml")
    assert loaded
    clauses = loaded.program.valfria_klausuler
    assert len(clauses) > 5
    assert [name for name in clauses if f"| `{name}` |" not in page] == []
    (example, *_) = re.findall(r"^```yaml\n(valfria_klausuler:.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert set(yaml.safe_load(example)["valfria_klausuler"]) == set(clauses)


LONG = "Anna-Karin Elisabet Maria von Platen-Hallermund Söderström"
PEOPLE = f"""personer:
  - namn: Bo Ek
    roll: kommunstyrelsens ordförande
  - namn: {LONG}
    roll: förvaltningschef för samhällsbyggnad och hållbar utveckling
  - namn: Eva Berg
    roll: vd
  - namn: Ali Rahimi
    roll: divisionschef
"""


def signed_by(kommunen: list[str], motparten: list[str], *, decided: bool = False) -> str:
    """Enköping's case with these signatories of the agreement."""
    text = ENKOPING.replace("personer:\n", PEOPLE, 1)
    text = text.replace("    kommunen:\n      - Ulrika K Jansson\n", f"    kommunen: [{', '.join(kommunen)}]\n")
    text = re.sub(r"    motparten: \[\].*", f"    motparten: [{', '.join(motparten)}]", text)
    return text.replace("  datum:\n  paragraf:", "  datum: 2021-12-14\n  paragraf: 171") if decided else text


def lowest_lines(path: Path) -> list[float]:
    """How far down each page goes, its footer aside, as a share of the page from 0 at the top."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        shares = []
        for page in document:
            height, text = page.get_height(), page.get_textpage()
            rects = [text.get_rect(index) for index in range(text.count_rects())]
            shares.append(max(1 - bottom / height for _, bottom, _, _ in rects if bottom > 80))
        return shares
    finally:
        document.close()


@pytest.mark.parametrize(
    ("kommunen", "motparten", "decided"),
    [
        (["Bo Ek"], [], False),
        (["Bo Ek"], ["Eva Berg"], True),
        (["Bo Ek", LONG], ["Eva Berg", "Ali Rahimi"], False),
        (["Bo Ek", LONG], ["Eva Berg", "Ali Rahimi"], True),
    ],
    ids=["one and open", "one each", "two each", "two each, decided"],
)
def test_no_page_before_the_last_is_half_empty_and_everyone_has_a_line(
    build_case: Callable[..., Built], kommunen: list[str], motparten: list[str], decided: bool
) -> None:
    built = build_case(signed_by(kommunen, motparten, decided=decided), "enkoping")
    assert [f.code for f in built.findings if f.place.document and f.severity != "upplysning"] == []
    pdf = built.folder / "partneravtal-enkoping.pdf"
    *before, _ = lowest_lines(pdf)
    assert [share for share in before if share < 0.7] == []
    lines = signature_lines(pdf)
    assert len(lines) == len(kommunen) + max(len(motparten), 1)
    for name, line in zip([*(motparten or [""]), *kommunen], lines, strict=True):
        block = " ".join(line.block.split())
        assert name in block
        assert "Organisation:" in block
        assert ("Enköpings kommun" if name in kommunen else "RISE Research Institutes of Sweden AB") in block
    assert ("Undertecknas enligt beslut av" in pdf_text(pdf)) == decided

"""The finished documents against the facts that they must state, read back from the files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from .conftest import ENKOPING, Built
from .read_back import amounts, dates, docx_text, pdf_text, plain

DOCUMENTS = ("tjansteskrivelse", "informationsfolder", "partneravtal", "bilaga")
EVERY_FILE = {
    *(f"{name}-enkoping.{suffix}" for name in DOCUMENTS for suffix in ("docx", "pdf")),
    *("handlingar-enkoping.pdf", "avtal-enkoping.pdf", "manifest.json", "sparning-enkoping.json"),
    *("nyckeldatum-enkoping.ics", "fakturaplan-enkoping.csv", "fakturasummor-enkoping.csv"),
    "granskning-enkoping.html",
}

SUBJECT = (
    "tillämpad forskning och utveckling inom kommunal ledning och styrning, med fokus på digital transformation, "
    "innovation och innovationsledning"
)
FACTS = {
    "tjansteskrivelse": [
        "Kommunledningsförvaltningen",
        "Enköpings kommun",
        "Magnus Åsman, strategisk utredare",
        "0171-62 62 16",
        "magnus.asman@enkoping.se",
        "Kommunstyrelsen",
        "Datum: 17 november 2021",
        "Kommunledningsförvaltningen föreslår att kommunen deltar i tre år, från och med den 1 januari 2022.",
        "Deltagande i LOFT 2022–2024",
        "Kommunledningsförvaltningen får i uppdrag att ingå ett partneravtal inom LOFT med RISE Research Institutes of "
        f"Sweden AB, org nr 556464-6874, om {SUBJECT}. Avtalet gäller från och med den 1 januari 2022 till och med den "
        "31 december 2024 och kostar 300 000 kr per avtalsår, sammanlagt 900 000 kr, exklusive moms.",
        "LOFT, Leda och Organisera Förnyelse och Transformation",
        "Mälardalens högskola",
        "ett begränsat antal kommuner, fem till nio",
        "Lidingö stad och Skellefteå kommun är initiativtagare",
        "forsknings- och innovationsprojekt",
        "omvärldsanalys och erfarenhetsutbyte",
        "särskilda insatser för en enskild partner",
        "samtal pågår med ytterligare sju kommuner",
        "4M",
        "13 oktober 2021",
        "färdplanen",
        "integration",
        "polarisering",
        "ökande försörjningsstöd",
        "klimatförändringar",
        "demografi",
        "300 000 kr (trehundratusen kronor) per avtalsår i tre år, sammanlagt 900 000 kr (niohundratusen kronor)",
        "75 000 kr (sjuttiofemtusen kronor) varje kvartal i förskott",
        "exklusive moms",
        "inom kommunstyrelsens ram",
        "Viable Cities",
        "Informationsfolder om LOFT",
        "Partneravtal LOFT 2022–2024 med bilaga",
        "Ulrika K Jansson, kommundirektör",
        "Kommunledningsförvaltningen, för åtgärd",
    ],
    "partneravtal": [
        "Projektperiod: 1 januari 2022 till och med 31 december 2024",
        "RISE Research Institutes of Sweden AB, org nr 556464-6874 (”RISE”)",
        "Enköpings kommun, org nr 212000-0282 (”Kommunen”)",
        "tillsammans ”Parterna” och var för sig ”Part”",
        SUBJECT,
        *(
            f"{term}:"
            for term in (
                "Avtalet",
                "Bakgrundsinformation",
                "Enskilt resultat",
                "Konfidentiell information",
                "Naturainsats",
                "Partnerskapet",
                "Projektet",
                "Projektperioden",
                "Projektresultat",
                "Resultat",
                "Samfällt resultat",
                "Tilläggsuppdrag",
            )
        ),
        "debiteras Kommunen med 300 000 kr (trehundratusen kronor), exklusive moms, för varje avtalsår.",
        "en annan tid på kalenderåret än den 1 januari",
        "75 000 kr (sjuttiofemtusen kronor), exklusive moms, varje kvartal i förskott",
        "30 dagar netto efter godkänt uppdrag, godkänd leverans och godkänd fakturering",
        "referensräntan plus 8 procentenheter",
        "från och med den 1 januari 2022 till och med den 31 december 2024",
        "senast ett kvartal före den avtalade Projektperiodens slut, alltså senast den 30 september 2024",
        "tolv månaders uppsägningstid. Uppsägningsdag är den 1 februari.",
        "styrkta avvecklingskostnader",
        "inte rättar det inom 60 dagar efter skriftlig anmaning",
        "inom 60 dagar från det att den uppsägande Parten fick kännedom om att rätten att säga upp har uppstått",
        "Om Avtalet sägs upp enligt denna punkt 10.3",
        "skriftliga samtycke",
        "Muntliga överenskommelser gäller inte",
        "Svensk lag",
        "Rättegången hålls i Göteborg",
        "två (2) likalydande exemplar",
        "upprättas i stället ett original, som båda Parterna undertecknar",
        "Namnförtydligande:",
        "Ulrika K Jansson, kommundirektör",
        "Organisation: RISE Research Institutes of Sweden AB",
    ],
    "bilaga": [
        "artiklar, poddar, film",
        "omvärldsanalys",
        "forskningsprojekt av nationell och internationell karaktär",
        "finansieras av tredje part",
        "80 timmar strategisk forskning och utveckling varje helt år, utan ytterligare kostnad",
        "en rabatt på 15 %",
        "revideras varje år och fogas till Avtalet",
        "en ansvarig kontaktperson och en ersättare",
        "eget arbete i form av arbetstid",
    ],
    "informationsfolder": [
        "Leda och Organisera Förnyelse och Transformation",
        "fem till nio kommuner",
        "tre år mellan RISE och kommunledningen",
        "forsknings- och innovationsprojekt",
        "300 000 kr per avtalsår, exklusive moms",
        "80 timmar",
        "statens oberoende forskningsinstitut",
        "avsiktsförklaring",
        *(
            "ny kunskap",
            "tjänster, processer och system",
            "omvärldsanalys",
            "deltar i forskning",
            "Mälardalens högskola",
        ),
        *("Lidingö stad och Skellefteå kommun", "hållbara och väl utformade för alla invånare"),
        *("i en omvärld som förändras snabbt", "förmåga att förnya", "mellanrummen mellan organisationer"),
        *("statens uppdrag att förnya samhället, den offentliga sektorn och näringslivet", "bred och djup kunskap"),
        "innovation, stadsutveckling, tjänstedesign, livslångt lärande, digitalisering och transformation",
        *("i Sverige och internationellt", "står till partnerskapets förfogande"),
        *("processer, transformation och innovation", "teknik och framsyn", "interaktion och deltagande design"),
        *("dataanalys", "öppna lösningar som bygger på standarder"),
        *("är delaktig, har inflytande och äger sin egen process", "anpassas till partnern"),
        *("långsiktiga mål, inte bara till de kortsiktiga", "vilken partner som helst", "både lokalt och nationellt"),
        *(
            "ett behov",
            "ett problem",
            "nyfikenhet på ett nytt verktyg eller en ny metod",
            "ett uppdrag som kommer utifrån",
        ),
    ],
}
CLAUSES = (
    *("Bakgrund", "Definitioner", "Samarbetet", "Arbetsgivaransvar", "Ekonomiska åtaganden och finansiellt stöd"),
    *("Fakturerings- och betalningsvillkor", "Projektperiod", "Resultat", "Publicering och kommunikation", "Avtalet"),
    "Tillämplig lag och tvist",
)


def files(built: Built, suffix: str = "docx") -> dict[str, Path]:
    return {name: built.folder / f"{name}-{built.name}.{suffix}" for name in DOCUMENTS}


def test_the_folder_holds_what_it_should(enkoping: Built) -> None:
    assert {path.name for path in enkoping.folder.iterdir()} == EVERY_FILE


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_fact_is_in_its_word_file_and_its_pdf(enkoping: Built, name: str) -> None:
    pdf = pdf_text(files(enkoping, "pdf")[name])
    docx = plain(docx_text(files(enkoping)[name]))
    # A table cell, a tab or a list number may stand between words in one and not in the other.
    for fact in FACTS[name]:
        assert re.sub(r"\s", "", fact) in re.sub(r"\s", "", docx), fact
        assert re.sub(r"\s", "", fact) in re.sub(r"\s", "", pdf), fact


def test_clauses_are_numbered_in_order(enkoping: Built) -> None:
    text = pdf_text(files(enkoping, "pdf")["partneravtal"])
    at = 0
    for number, heading in enumerate(CLAUSES, 1):
        at = text.index(f" {number} {heading} ", at)
        assert f" {number}.1 " in text[at:]


def test_amounts_dates_and_names_are_the_same_in_every_document(any_case: Built) -> None:
    texts = {name: pdf_text(path) for name, path in files(any_case, "pdf").items()}
    agreement, paper = texts["partneravtal"], texts["tjansteskrivelse"]
    assert amounts(agreement) <= amounts(paper)
    assert {"300 000 kr", "75 000 kr"} <= amounts(agreement)
    assert amounts(texts["informationsfolder"]) == {"300 000 kr"}
    assert dates(texts["bilaga"]) <= dates(agreement) & dates(paper)
    assert len(dates(texts["bilaga"])) == 2


def test_a_stad_is_called_so_and_its_quarters_are_counted(ekby: Built) -> None:
    agreement = pdf_text(files(ekby, "pdf")["partneravtal"])
    paper = pdf_text(files(ekby, "pdf")["tjansteskrivelse"])
    assert "Ekby stad, org nr 212000-9994 (”Staden”)" in agreement
    assert "debiteras Staden med 300 000 kr" in agreement
    assert "Kommunen" not in agreement
    assert "Kostnaden för 2022 är därmed 225 000 kr (tvåhundratjugofemtusen kronor)" in agreement
    assert "från och med den 1 april 2022 till och med den 31 mars 2025" in agreement
    assert "senast den 31 december 2024" in agreement
    for row in ("2022 3 225 000 kr", "2023 4 300 000 kr", "2024 4 300 000 kr", "2025 1 75 000 kr"):
        assert row in paper
    assert "Hela perioden 12 900 000 kr" in paper
    assert "Diarienummer: KS 2022/17" in paper
    assert "Kontaktperson är Örjan Ek, utvecklingschef. Ersättare är Åsa Lindqvist, stadsdirektör." in pdf_text(
        files(ekby, "pdf")["bilaga"]
    )
    assert "Undertecknas enligt beslut av stadsstyrelsen den 14 februari 2022, § 12." in agreement
    assert "Ylva Berg, verksamhetschef" in agreement


def test_characters_come_out_as_they_were_written(tecken: Built) -> None:
    text = plain(docx_text(files(tecken)["tjansteskrivelse"]))
    assert 'Älvö & Å "Norra" <Öst> kommun' in text
    assert "Här står {{ kommun.namn }} och {% if x %} som vanliga tecken, med {_{ och %_} därtill." in text
    assert "Villkoret 5 < 6 & 7 > 3 gäller, \"citat\" och 'apostrof' likaså. Fetstil & <tagg> går bra." in text
    assert "En ensam * stjärna och ** två ** lösa." in text
    title = PdfReader(tecken.folder / "handlingar-tecken.pdf").metadata
    assert title
    assert title.author == 'Älvö & Å "Norra" <Öst> kommun'


def test_bullets_and_bold_are_real(ekby: Built) -> None:
    from docx import Document

    document = Document(str(files(ekby)["tjansteskrivelse"]))
    bullets = [p.text for p in document.paragraphs if p.style and p.style.name == "List Bullet"]
    assert "ny kunskap" in bullets
    assert "sällskap av andra kommuner" in bullets
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert "förnyelse" in bold
    assert "sällskap" in bold


def test_no_amount_or_date_can_break_over_a_line(any_case: Built) -> None:
    for path in files(any_case).values():
        text = docx_text(path)
        assert not re.search(r"\d 000|\d kr\b|\d (?:januari|mars|april|november|december)\b|nr \d", text), path.name


def test_one_fact_changed_changes_what_follows_and_nothing_else(
    enkoping: Built, build_case: Callable[..., Built]
) -> None:
    moved = build_case(
        ENKOPING.replace("start: 2022-01-01", "start: 2022-04-01").replace("slut: 2024-12-31", "slut: 2025-03-31"),
        "enkoping",
    )
    follows = {
        "2022–2024": "2022–2025",
        "31 december 2024": "31 mars 2025",
        "30 september 2024": "31 december 2024",
        "1 januari 2022": "1 april 2022",
    }
    gone, new = [], []
    for name in DOCUMENTS:
        before, after = (plain_lines(files(built)[name]) for built in (enkoping, moved))
        for old, now in follows.items():
            before = [line.replace(old, now) for line in before]
        gone += [line for line in before if line not in after]
        new += [line for line in after if line not in before]
    # Beyond the dates themselves: the paper and clause 5.2 tell the first year's cost, and the table its quarters.
    clause = (
        "Om Avtalet ingås med början vid en annan tid på kalenderåret än den 1 januari begränsas kostnaden för det "
        "kalenderåret, räknat i kvartal, till det som återstår av året."
    )
    assert gone == [clause]
    assert new == [
        "Avtalet börjar inte gälla vid årsskiftet. Kostnaden för 2022 begränsas därför till de kvartal som återstår "
        "av året: 225 000 kr (tvåhundratjugofemtusen kronor) exklusive moms.",
        *("3", "225 000 kr", "2025", "1", "75 000 kr"),
        f"{clause} Kostnaden för 2022 är därmed 225 000 kr (tvåhundratjugofemtusen kronor), exklusive moms.",
    ]


def plain_lines(path: Path) -> list[str]:
    return [plain(line) for line in docx_text(path).split("\n")]

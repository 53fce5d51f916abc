"""Edits that change nothing that matters: none of them may give a finding that the clean papers do not have."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .edits import in_case, in_documents, in_own_text, saying
from .papers import Judged, Mutant, Papers

_SENTENCES = (
    "Kommunen har tidigare fått 2 000 000 kr i statsbidrag för liknande arbete.",
    "Frågan togs upp av styrelsen den 3 mars 2021.",
    "Arbetet med färdplanen inleddes 2019 och pågår till 2030.",
    "En uppföljning planeras till den 15 mars 2023.",
    "Avgiften är 300 000 kr per år, exklusive moms.",
    "Det blir 375 000 kr inklusive moms per år.",
    "Kvartalsavgiften är 75 000 kr, exklusive moms.",
    "Ett avtal på tre år ger tid att pröva.",
    "Mötet hölls onsdagen den 13 oktober 2021.",
    "Skellefteå kommun och Lidingö stad har redan tecknat avtal.",
    "Dröjsmålsräntan är referensräntan plus 8 procentenheter.",
    "Dröjsmålsräntan är referensräntan plus åtta procentenheter.",
    "Dröjsmålsräntan är referensräntan plus 8 %.",
    "Se även Vision 2050 och Agenda 2030.",
    "Samarbetet omfattar 12 kommuner och ungefär 40 chefer.",
    "Ungefär 20 procent av cheferna väntas delta.",
    "Enligt 5 kap. 12 § kommunallagen beslutar styrelsen.",
    "Lagen (2018:1937) om tillgänglighet till digital offentlig service gäller.",
    "Vinnova beviljade 450 000 kr till en förstudie.",
    "Kontakta gärna växeln för mer information.",
    "Beslutet förväntas i januari.",
    "Nästa steg är att utse en kontaktperson.",
    "Enhetschefen Bo Ek har lämnat synpunkter.",
    "RISE:s experter deltar i arbetet.",
)


def harmless(papers: Papers) -> Iterator[Mutant]:
    """Every harmless edit of a case and its documents."""
    yield from saying(papers, *_SENTENCES)
    # In a paper that is judged without its case nothing parts this money from the fee.
    yield from in_own_text(papers, "Kommunen avsätter 20 000 kr per avtalsår till resor.")
    yield from _other_facts(papers)
    yield from _reworded(papers)


def _other_facts(papers: Papers) -> Iterator[Mutant]:
    """Other dates that agree, other people, things that become known."""
    name = re.search(r"^  - namn: (.*?)\s*$", papers.case, re.MULTILINE)
    signers = re.findall(r"^  - namn: (.*?)\s*$", papers.case, re.MULTILINE)
    assert name
    yield from in_case(papers, r"^  slut: .*\n", "")
    yield from in_case(papers, r"^  diarienummer:.*$", "  diarienummer: KS 2021/417")
    yield from in_case(papers, r"^kontaktperson:$", f"kontaktperson: {signers[0]}")
    yield from in_case(papers, r"^  mottagare: .*$", "  mottagare: Kommunstyrelsen")
    if "start: 2022-01-01" in papers.case:
        yield from in_case(papers, r"start: 2022-01-01\n  slut: 2024-12-31", "start: 2022-07-01\n  slut: 2025-06-30")
        yield from in_case(papers, r"start: 2022-01-01\n  slut: 2024-12-31", "start: 2023-01-01\n  slut: 2025-12-31")
        yield from in_case(
            papers, r"^beslut:\n  datum:[^\n]*\n  paragraf:[^\n]*", "beslut:\n  datum: 2021-12-14\n  paragraf: 7"
        )
        yield from in_case(papers, r"^  datum: 2021-11-17", "  datum: 2021-11-24")
    if "Enköpings kommun" in papers.case:
        for other, number, domain, place in (
            ("Salems kommun", "212000-2874", "salem", "Salem"),
            ("Solna stad", "212000-0183", "solna", "Solna"),
            ("Göteborgs Stad", "212000-1355", "stadshuset.goteborg", "Göteborg"),
            ("Region Gotland", "212000-0803", "gotland", "Visby"),
            ("Västra Götalandsregionen", "232100-0131", "vgregion", "Vänersborg"),
            ("Region Jönköpings län", "232100-0057", "rjl", "Jönköping"),
            ("Alingsås kommun", "212000-1553", "alingsas", "Alingsås"),
        ):
            case = papers.case.replace("Enköpings kommun", other).replace("212000-0282", number)
            case = case.replace("ort: Enköping ", f"ort: {place} ").replace("@enkoping", f"@{domain}")
            # Its own name in other letters is no slip.
            case = case.replace("I samtliga kommuner", f"{other.replace(' Stad', ' stad')} deltar. I samtliga kommuner")
            yield Mutant(f"ärendet: {other}", papers.with_case(case), None)


def _reworded(papers: Papers) -> Iterator[Mutant]:
    """The same said in other words, in the documents."""
    for pattern, new, document in (
        (r"Parterna driver Projektet tillsammans\.", "Parterna ska driva Projektet gemensamt.", "partneravtal"),
        (
            r"Varje Part följer de lagar,",
            "Varje Part ska följa de lagar,",
            "partneravtal",
        ),
        (r"Rättegången hålls i Göteborg\.", "Rättegången ska hållas i Göteborg.", "partneravtal"),
        (r"Muntliga överenskommelser gäller inte\.", "Muntliga överenskommelser saknar verkan.", "partneravtal"),
        (r"Svensk lag tillämpas på Avtalet\.", "För Avtalet gäller svensk lag.", "partneravtal"),
        (r"anlitas för att biträda", "anlitas för att fortlöpande biträda", "bilaga"),
        (r"Innehållet utformas i samarbete\.", "Parterna utformar innehållet i samarbete.", "bilaga"),
        (
            r"Kommuner är vana vid att effektivisera\.",
            "Kommuner har stor vana att effektivisera.",
            "informationsfolder",
        ),
        (r"Det kan de andra lära av\.", "Av det kan andra lära.", "informationsfolder"),
        (r"i förskott\.(?= Beloppen)", "i förväg.", "tjansteskrivelse"),
        (r"Därefter har ärendet beretts", "Sedan har ärendet beretts", "tjansteskrivelse"),
        (r"\s(?=kr\b)", " ", "partneravtal"),
        (r"(?<=\d)\s(?=000)", "\u202f", "partneravtal"),
    ):
        # Against its case, an agreement with other words is another agreement (TRA208); by itself it is sound.
        alone = document in ("partneravtal", "bilaga") and pattern[:2] != r"\s"
        for mutant in list(in_documents(papers, pattern, new, document))[:1]:
            yield replace(mutant, judged=Judged.ALONE if alone else Judged.AGAINST_CASE)

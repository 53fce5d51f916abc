"""The operators: each plants one kind of error, in every place where it can be planted.

A new one is a function that yields mutants, under ``@operator(group)``; ``fel=False`` where the error is one that
only warrants a warning.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loftdocs.language.swedish import MONTHS

from .papers import Mutant, Papers

Plant = Callable[[Papers], Iterator[Mutant]]


@dataclass(frozen=True)
class Operator:
    """A way to plant errors."""

    name: str
    group: str
    fel: bool
    plant: Plant


OPERATORS: list[Operator] = []


def operator(group: str, *, fel: bool = True) -> Callable[[Plant], Plant]:
    def register(plant: Plant) -> Plant:
        OPERATORS.append(Operator(plant.__name__, group, fel, plant))
        return plant

    return register


def in_case(
    papers: Papers, pattern: str, new: str | Callable[[re.Match[str]], str], most: int = 99
) -> Iterator[Mutant]:
    """Each match of ``pattern`` in the case file replaced, one at a time."""
    for match in list(re.finditer(pattern, papers.case, re.MULTILINE))[:most]:
        text = new(match) if callable(new) else match.expand(new)
        if text != match.group():
            case = papers.case[: match.start()] + text + papers.case[match.end() :]
            yield Mutant(f"{match.group().strip()} → {text.strip()}", papers.with_case(case), None)


def in_documents(
    papers: Papers, pattern: str, new: str | Callable[[re.Match[str]], str], *names: str, most: int = 99
) -> Iterator[Mutant]:
    """Each match of ``pattern`` in a Word file replaced, one at a time."""
    count = 0
    for name, index, text in papers.paragraphs(*names):
        for match in re.finditer(pattern, text):
            now = new(match) if callable(new) else match.expand(new)
            if now == match.group() or count >= most:
                continue
            count += 1
            changed = papers.words[name].change(index, text[: match.start()] + now + text[match.end() :])
            yield Mutant(f"{name}: {match.group().strip()} → {now.strip()}", papers.with_word(name, changed), name)


def dropping(papers: Papers, pattern: str, *names: str) -> Iterator[Mutant]:
    """Each paragraph that matches ``pattern`` taken away, one at a time."""
    for name, index, text in papers.paragraphs(*names):
        if re.search(pattern, text):
            yield Mutant(f"{name}: utan ”{text[:50]}”", papers.with_word(name, papers.words[name].drop(index)), name)


def saying(papers: Papers, sentence: str) -> Iterator[Mutant]:
    """A sentence more in the clerk's own text, and in the finished paper."""
    case = re.sub(r"(  finansiering:(?: \|\n {4}| ))", rf"\g<1>{sentence} ", papers.case, count=1)
    assert case != papers.case
    yield Mutant(f"ärendet: ”{sentence}”", papers.with_case(case), None)
    name = "tjansteskrivelse"
    index, text = next((i, t) for n, i, t in papers.paragraphs(name) if "ryms" in t)
    changed = papers.words[name].change(index, f"{sentence} {text}")
    yield Mutant(f"{name}: ”{sentence}”", papers.with_word(name, changed), name)


def _years(shift: int) -> Callable[[re.Match[str]], str]:
    return lambda match: match.group().replace(match["år"], str(int(match["år"]) + shift))


# --- dates ----------------------------------------------------------------------------------------


@operator("datum")
def date_ten_years_wrong(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  (?:datum|start|slut): (?P<år>\d{4})-\d\d-\d\d", _years(-10))
    yield from in_documents(papers, r"\d{1,2}\s\w+\s(?P<år>\d{4})\b", _years(-10), "partneravtal", "bilaga")


@operator("datum")
def paper_dated_wrong(papers: Papers) -> Iterator[Mutant]:
    pattern = r"(?:Datum: |, )\d{1,2}\s\w+\s(?P<år>\d{4})$"
    yield from in_documents(papers, pattern, _years(-10), "tjansteskrivelse", most=2)


@operator("datum")
def period_one_year_off(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  slut: (?P<år>\d{4})-\d\d-\d\d", _years(1))
    yield from in_documents(papers, r"till och med (?:den )?\d{1,2}\s\w+\s(?P<år>\d{4})\b", _years(1))


@operator("datum")
def last_day_off_by_one(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  slut: \d{4}-\d\d-31", lambda m: m.group()[:-2] + "30")
    yield from in_documents(papers, r"31(?=\s(?:december|mars)\s\d{4})", "30")


@operator("datum")
def impossible_day(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^  start: (\d{4})-\d\d-\d\d", r"  start: \1-02-30")
    yield from saying(papers, "Ärendet bereddes den 31 november 2021.")


@operator("datum")
def past_that_is_to_come(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Presidiet beslutade om saken den 3 mars 2023.")
    yield from saying(papers, "Frågan behandlades vid mötet 2023-03-03.")
    yield from in_case(papers, r"den 13 oktober 2021", "den 13 december 2021")


@operator("datum")
def wrong_weekday(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Mötet hölls torsdagen den 13 oktober 2021.")


@operator("datum")
def wrong_relative_year(papers: Papers) -> Iterator[Mutant]:
    start = re.search(r"start: (\d{4})", papers.case)
    dated = re.search(r"  datum: (\d{4})", papers.case)
    assert start
    assert dated
    wrong = "förra året" if start[1] == dated[1] else "i år"
    yield from saying(papers, f"Avtalet börjar gälla {wrong}.")
    yield from saying(papers, "Arbetet inleddes i fjol (2015).")


@operator("datum")
def years_of_another_period(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"(?P<år>20\d\d)–20\d\d", _years(-10))
    yield from saying(papers, "Avtalet gäller åren 2021–2023.")
    yield from saying(papers, "Deltagande i LOFT 2020–2022 har diskuterats.")


@operator("datum")
def backward_interval(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Avtalet gäller 2024–2022.")


@operator("datum")
def wrong_length(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Det är ett avtal på fem år.")
    yield from in_documents(papers, r"\btre(?=\sår\b)", "fyra", "partneravtal", "informationsfolder")


@operator("datum", fel=False)
def paper_after_start(papers: Papers) -> Iterator[Mutant]:
    start = re.search(r"start: (\d{4})-(\d\d)", papers.case)
    assert start
    yield from in_case(papers, r"^  datum: \d{4}-\d\d-\d\d", f"  datum: {start[1]}-{start[2]}-20", most=1)


@operator("datum")
def decision_before_paper(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^beslut:\n  datum:[^\n]*", "beslut:\n  datum: 2021-10-01")


@operator("datum", fel=False)
def meeting_after_start(papers: Papers) -> Iterator[Mutant]:
    yield from (
        in_case(papers, r"^  mottagare:", "  sammanträde: 2023-01-17\n  mottagare:")
        if ("sammanträde" not in papers.case)
        else in_case(papers, r"  sammanträde: [^\n]*", "  sammanträde: 2023-01-17")
    )


@operator("datum")
def deadline_outside(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"senast den \d{1,2}\s\w+\s(?P<år>\d{4})", _years(2), "partneravtal")


@operator("datum", fel=False)
def start_in_the_middle(papers: Papers) -> Iterator[Mutant]:
    case = re.sub(r"^  slut: .*\n", "", papers.case, flags=re.MULTILINE)
    yield from in_case(papers.with_case(case), r"^  start: (\d{4}-\d\d)-01", r"  start: \1-15")


@operator("datum", fel=False)
def meeting_on_a_sunday(papers: Papers) -> Iterator[Mutant]:
    yield from (
        in_case(papers, r"^beslut:\n  datum:[^\n]*", "beslut:\n  datum: 2021-12-12")
        if ("datum: 2021-11-17" in papers.case)
        else iter(())
    )


@operator("datum", fel=False)
def decision_on_a_holiday(papers: Papers) -> Iterator[Mutant]:
    for day in ("2022-01-06", "2022-04-15", "2022-05-26", "2022-06-24", "2022-12-24"):
        yield from in_case(papers, r"^beslut:\n  datum:[^\n]*", f"beslut:\n  datum: {day}")


@operator("datum", fel=False)
def meeting_on_the_papers_day(papers: Papers) -> Iterator[Mutant]:
    dated = re.search(r"^  datum: (\S+)", papers.case, re.MULTILINE)
    assert dated
    case = re.sub(r"^  sammanträde:.*\n", "", papers.case, flags=re.MULTILINE)
    yield from in_case(papers.with_case(case), r"^  mottagare:", f"  sammanträde: {dated[1]}\n  mottagare:")


@operator("datum", fel=False)
def name_of_another_time(papers: Papers) -> Iterator[Mutant]:
    other = "universitet" if "  datum: 2021-" in papers.case else "högskola"
    yield from saying(papers, f"Forskningen leds av Mälardalens {other}.")


@operator("datum", fel=False)
def date_far_away(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Förslaget kom den 13 oktober 2001.")


# --- fees -----------------------------------------------------------------------------------------


@operator("avgift")
def amount_in_one_document(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"300(?=\s000\skr)", "330")
    yield from in_documents(papers, r"75(?=\s000\skr)", "57")
    yield from in_documents(papers, r"900(?=\s000\skr)", "990")


@operator("avgift")
def amount_in_words(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"trehundratusen", "tvåhundratusen")
    yield from in_documents(papers, r"sjuttiofemtusen", "sjuttiotusen", "partneravtal", "tjansteskrivelse")


@operator("avgift")
def amount_typed_by_the_clerk(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Avgiften är 320 000 kr per år.")
    yield from saying(papers, "Deltagandet kostar 85 tkr per kvartal.")
    yield from saying(papers, "Kostnaden är sammanlagt 0,8 mnkr.")
    yield from saying(papers, "Avgiften är 300 000 kr per kvartal.")
    yield from saying(papers, "Avtalet kostar 900 000 kr per år.")


@operator("avgift")
def vat_the_other_way(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"exklusive(?= moms)", "inklusive")
    yield from saying(papers, "Avgiften är 300 000 kr per år inklusive moms.")


@operator("avgift", fel=False)
def vat_left_out(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r",? exklusive moms,?", "", "partneravtal", "informationsfolder")


@operator("avgift", fel=False)
def currency_another_way(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"(?<=000\s)kr\b", "SEK", "partneravtal", "informationsfolder")
    yield from in_documents(papers, r"300\s000(?=\skr)", "300.000", "partneravtal")


@operator("avgift")
def table_does_not_add_up(papers: Papers) -> Iterator[Mutant]:
    for name, index, text in papers.paragraphs("tjansteskrivelse"):
        if re.fullmatch(r"(?:300|75|225|900)\s000\skr", text):
            changed = papers.words[name].change(index, text.replace(text[:2], "11", 1))
            yield Mutant(f"{name}: tabellens {text} ändrad", papers.with_word(name, changed), name)


# --- people ---------------------------------------------------------------------------------------


def _people(papers: Papers) -> list[str]:
    return re.findall(r"^  - namn: ([^\n#]+?)\s*$", papers.case, re.MULTILINE)


@operator("personer")
def name_misspelled(papers: Papers) -> Iterator[Mutant]:
    for name in _people(papers):
        wrong = name[:-2] + name[-1] + name[-2] if len(name.split()[-1]) > 3 else name + name[-1]
        yield from in_documents(papers, re.escape(name), wrong, most=3)
        yield from in_case(papers, rf"(?<=- ){re.escape(name)}$|(?<=: ){re.escape(name)}$", wrong, most=3)


@operator("personer")
def title_of_another(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"(?<=, )(?:kommundirektör|stadsdirektör)\b", "ekonomichef")
    for name in _people(papers)[:1]:
        yield from saying(papers, f"Ekonomichef {name} har yttrat sig.")


@operator("personer")
def signer_dropped(papers: Papers) -> Iterator[Mutant]:
    for name in _people(papers):
        for where in ("tjansteskrivelse", "partneravtal"):
            found = [i for n, i, t in papers.paragraphs(where) if name in t and "Handläggare" not in t]
            for index in found[-1:]:
                yield Mutant(f"{where}: utan {name}", papers.with_word(where, papers.words[where].drop(index)), where)


@operator("personer")
def nobody_signs(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"^    kommunen:\s*(?:\[.*\]|\n(?: {6}- .*\n)+)", "    kommunen: []\n")


@operator("personer")
def one_for_both_parties(papers: Papers) -> Iterator[Mutant]:
    signer = re.search(r"^    kommunen:\s*\[?\s*(?:- )?([^\]\n]+)", papers.case, re.MULTILINE)
    assert signer
    yield from in_case(papers, r"^    motparten: \[.*\]", f"    motparten: [{signer[1]}]")


@operator("personer")
def officer_for_the_other_party(papers: Papers) -> Iterator[Mutant]:
    officer = re.search(r"^  handläggare: (.*)$", papers.case, re.MULTILINE)
    assert officer
    yield from in_case(papers, r"^    motparten: \[.*\]", f"    motparten: [{officer[1]}]")


@operator("personer")
def contact_is_the_deputy(papers: Papers) -> Iterator[Mutant]:
    name = _people(papers)[0]
    case = re.sub(r"^kontaktperson:.*$", f"kontaktperson: {name}", papers.case, flags=re.MULTILINE)
    yield from in_case(papers.with_case(case), r"^ersättare:.*$", f"ersättare: {name}")


@operator("personer")
def identity_number(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "Kontaktpersonen (811218-9876) nås på kontoret.")
    yield from saying(papers, "Kontaktpersonen, 19811218-9876, nås på kontoret.")


@operator("personer")
def broken_address(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=epost: )\S+", lambda m: m.group().replace("@", "(at)"))
    yield from in_case(papers, r"(?<=epost: )\S+", lambda m: m.group().replace("@", " "))


@operator("personer", fel=False)
def address_of_another(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=epost: )(\w+)\.(\w+)", lambda m: f"{m[1]}.{m[2]}x")
    yield from in_documents(papers, r"[\w.]+@", "nagon.annan@", "tjansteskrivelse")
    yield from in_case(papers, r"@enkoping\.se", "@enkpoing.se")


@operator("personer", fel=False)
def broken_phone(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=telefon: )[\d -]+", lambda m: m.group()[:7])
    yield from in_documents(papers, r"Telefon: [\d\s-]+", lambda m: m.group()[:-1] + "9", "tjansteskrivelse")


@operator("personer", fel=False)
def officer_does_not_sign(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(^  tjänsteskrivelse:\n {4}- .*\n) {4}- .*\n", r"\1")
    yield from in_case(papers, r"^  tjänsteskrivelse: \[(.*), .*\]", r"  tjänsteskrivelse: [\1]")


# --- parties --------------------------------------------------------------------------------------


def _swap(match: re.Match[str]) -> str:
    text = match.group()
    return next(text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 2, 0, -1)
                if text[i] != text[i + 1] and text[i : i + 2].isdigit())  # fmt: skip


@operator("parter")
def number_with_swapped_digits(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=orgnr: )[\d-]+", _swap)
    yield from in_documents(papers, r"\d{6}-\d{4}", _swap, "partneravtal", "bilaga")


@operator("parter")
def number_of_the_other(papers: Papers) -> Iterator[Mutant]:
    own = re.search(r"orgnr: ([\d-]+)", papers.case)
    assert own
    yield from in_case(papers, r"(?<=orgnr: )[\d-]+", "556464-6874")
    yield from in_documents(papers, r"556464-6874", own[1], "partneravtal", "bilaga")


@operator("parter")
def short_name_once_another(papers: Papers) -> Iterator[Mutant]:
    names = r"\bRISE(?= (?:för|på|fakturerar|tillhandahåller|anlitas|ska))"
    yield from in_documents(papers, names, "Rise")
    yield from in_documents(papers, names, "Leverantören", "partneravtal")
    yield from in_documents(papers, r"\bKommunen(?= (?:med|betala|utser))", "Staden")
    yield from in_documents(papers, r"\bStaden(?= (?:med|betala|utser))", "Kommunen")
    yield from saying(papers, "Rise svarar för arbetet.")


@operator("parter")
def whole_name_misspelled(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"RISE Research Institutes of Sweden AB", "RISE Research Institute of Sweden AB")
    yield from in_documents(papers, r"Enköpings kommun", "Enköping kommun", "partneravtal", "bilaga")
    yield from in_documents(papers, r"Ekby stad\b", "Ekeby stad", "partneravtal", "bilaga")


@operator("parter", fel=False)
def long_name_in_a_clause(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"(?<=debiteras )Kommunen", "Enköpings kommun", "partneravtal")
    yield from in_documents(papers, r"(?<=debiteras )Kommunen", "den berörda kommunen", "partneravtal")


@operator("parter")
def no_kind_of_municipality(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=  namn: )(\w+) (?:kommun|stad)$", r"\1")


# --- documents ------------------------------------------------------------------------------------


@operator("handlingar")
def list_of_papers(papers: Papers) -> Iterator[Mutant]:
    name = "tjansteskrivelse"
    word = papers.words[name]
    items = [
        i for _, i, t in papers.paragraphs(name) if re.match(r"Tjänsteskrivelse,|Informationsfolder om|Partneravtal", t)
    ]
    for index in items:
        yield Mutant(f"underlag utan ”{word.texts[index]}”", papers.with_word(name, word.drop(index)), name)
    more = word.repeat(items[-1], "Kostnadskalkyl, 17 november 2021")
    yield Mutant("underlag med okänd handling", papers.with_word(name, more), name)
    yield from in_documents(papers, r"^(Tjänsteskrivelse, .*), \d.*$", r"\1", name)


@operator("handlingar", fel=False)
def date_that_is_not_the_papers_own(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"^(Informationsfolder om LOFT)$", r"\1, 24 december 2022", "tjansteskrivelse")
    dated = re.search(r"^  datum: (\d{4})-(\d\d)-(\d\d)", papers.case, re.MULTILINE)
    assert dated
    day = f"{int(dated[3])} {MONTHS[int(dated[2]) - 1]} {dated[1]}"
    yield from in_documents(papers, r"^(Informationsfolder om LOFT)$", rf"\1, {day}", "tjansteskrivelse")


@operator("handlingar")
def annex_that_is_not_there(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"\bbilagan\b", "bilagorna", "partneravtal")
    yield from in_documents(papers, r"\bbilagan\b", "bilaga 2", "partneravtal")
    yield from in_documents(papers, r"\bdess bilaga\b", "dess bilagor", "partneravtal")


@operator("handlingar")
def clause_that_is_not_there(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"punkt\s8\b", "punkt 18", "partneravtal")
    yield from in_documents(
        papers, r"Svensk lag tillämpas på Avtalet\.", "Svensk lag tillämpas enligt punkt 11.7.", "partneravtal"
    )


@operator("handlingar")
def word_and_digit_differ(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"två \(2\)", "två (3)", "partneravtal")
    yield from in_documents(papers, r"två \(2\)", "tre (2)", "partneravtal")


@operator("handlingar", fel=False)
def part_of_the_paper_gone(papers: Papers) -> Iterator[Mutant]:
    yield from dropping(
        papers, r"^(?:Beslutsunderlag|Beslutet skickas till|Ekonomiska konsekvenser)$", "tjansteskrivelse"
    )


# --- the agreement's language ---------------------------------------------------------------------


@operator("avtalsspråk")
def definition_removed(papers: Papers) -> Iterator[Mutant]:
    pattern = r"^(?:Bakgrundsinformation|Konfidentiell information|Naturainsats|Projektet|Projektresultat):"
    yield from dropping(papers, pattern, "partneravtal")


@operator("avtalsspråk")
def definition_given_twice(papers: Papers) -> Iterator[Mutant]:
    name = "partneravtal"
    for _, index, text in papers.paragraphs(name):
        if re.match(r"(?:Naturainsats|Resultat|Projektet): ", text):
            term = text.partition(":")[0]
            changed = papers.words[name].repeat(index, f"{term}: det som Parterna i övrigt kommer överens om.")
            yield Mutant(f"{name}: {term} definieras igen", papers.with_word(name, changed), name)


@operator("avtalsspråk")
def term_never_defined(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"ta del av materialet", "ta del av Slutrapporten", "partneravtal")
    yield from in_documents(
        papers, r"Ändringar i Avtalet och", "Ändringar i Avtalet, i Förgrundsinformationen och", "partneravtal"
    )


@operator("avtalsspråk", fel=False)
def term_never_used(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r" Där anges också en Naturainsats, när en sådan ingår\.", "", "partneravtal")
    name = "partneravtal"
    index = next(i for _, i, t in papers.paragraphs(name) if t.startswith("Naturainsats: "))
    changed = papers.words[name].repeat(index, "Slutrapport: den rapport som avslutar arbetet.")
    yield Mutant(f"{name}: Slutrapport definieras utan bruk", papers.with_word(name, changed), name)


@operator("avtalsspråk", fel=False)
def heading_twice(papers: Papers) -> Iterator[Mutant]:
    name = "partneravtal"
    index = next(i for _, i, t in papers.paragraphs(name) if t == "Arbetsgivaransvar")
    yield Mutant(
        "rubriken två gånger", papers.with_word(name, papers.words[name].repeat(index, "Arbetsgivaransvar")), name
    )


# --- the decision paper ---------------------------------------------------------------------------


@operator("skrivelsen")
def decision_leans(papers: Papers) -> Iterator[Mutant]:
    name = "tjansteskrivelse"
    yield from in_documents(papers, r"får i uppdrag att ingå .*$", "får i uppdrag att ingå avtalet enligt ovan.", name)
    unsaid = r" inom LOFT (med .*556464-6874), om .*\.$"  # neither the programme nor its subject
    yield from in_documents(papers, unsaid, r" \1.", name)
    yield from in_documents(papers, r"(?<=ett partneravtal inom LOFT) med .*556464-6874, om", " om", name)


@operator("skrivelsen")
def own_decision_leans(papers: Papers) -> Iterator[Mutant]:
    party, subject = "RISE Research Institutes of Sweden AB", "om deltagande i LOFT 2022–2024"
    for point in (
        f"att ingå partneravtal med {party} {subject} enligt tjänsteskrivelsen.",
        f"att ingå partneravtal {subject} för 300 000 kr per år.",
        f"att ingå partneravtal med {party} för 300 000 kr per år.",
    ):
        case = _proposing(papers, point)
        yield Mutant(f"ärendet: {point}", papers.with_case(case), None)


@operator("skrivelsen", fel=False)
def own_decision_reads_wrong(papers: Papers) -> Iterator[Mutant]:
    whole = "ingå partneravtal med RISE Research Institutes of Sweden AB om deltagande i LOFT 2022–2024"
    for points in (
        (f"Kommunstyrelsen beslutar att {whole}.",),
        (f"1. att {whole}.",),
        (f"att {whole}.", "Paragrafen justeras omedelbart."),
        (whole,),
    ):
        yield Mutant(f"ärendet: {points[0]}", papers.with_case(_proposing(papers, *points)), None)


@operator("skrivelsen", fel=False)
def ground_that_is_none(papers: Papers) -> Iterator[Mutant]:
    case = re.sub(r"^  upphandlingsskäl: .*\n", "", papers.case, flags=re.MULTILINE)
    for ground in (
        "",
        "En upphandling av skolskjuts pågår samtidigt.",
        "forsknings- och utvecklingstjänster enligt 1 kap. 5 § lagen (2016:1145) om offentlig upphandling",
        "Avtalet får ingås utan upphandling.",
    ):
        given = re.sub(r"^  upphandlingsgrund:.*\n", "", case, flags=re.MULTILINE)
        given = given.replace("  sociala_", f"  upphandlingsgrund: {ground}\n  sociala_", 1)
        yield Mutant(f"ärendet: grunden ”{ground}”", papers.with_case(given), None)


def _proposing(papers: Papers, *points: str) -> str:
    """The case with a proposal of the clerk's own."""
    case = re.sub(r"^  förslag_till_beslut: \[\]\n", "", papers.case, flags=re.MULTILINE)
    own = "".join(f"    - {point}\n" for point in points)
    return case.replace("  bakgrund:", f"  förslag_till_beslut:\n{own}  bakgrund:", 1)


@operator("skrivelsen")
def economy_without(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=Kostnaden )ryms inom [^\n]*", "är rimlig.", most=1)
    yield from dropping(papers, r"^Kostnaden ryms", "tjansteskrivelse")


@operator("skrivelsen", fel=False)
def no_summary(papers: Papers) -> Iterator[Mutant]:
    name = "tjansteskrivelse"
    index = next(i for _, i, t in papers.paragraphs(name) if t == "Sammanfattning")
    yield Mutant("utan sammanfattning", papers.with_word(name, papers.words[name].drop(index, index + 1)), name)


# --- leftovers ------------------------------------------------------------------------------------


@operator("rester")
def placeholder(papers: Papers) -> Iterator[Mutant]:
    for text in (
        *("Dnr XX-XX.", "TODO: fråga ekonomen.", "Se [fyll i belopp].", "Förnamn Efternamn har yttrat sig."),
        *("Beslutet fattas den XX januari.", "Titel, Namn har yttrat sig.", "Möte hålls ÅÅÅÅ-MM-DD."),
    ):
        yield from saying(papers, text)
    yield from in_documents(
        papers, r"^Magnus Åsman, .*$|^Örjan Ek, .*$", "Förnamn Efternamn, titel", "tjansteskrivelse"
    )


@operator("rester")
def unfilled_field(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"^Organisation:", "Organisation: {{ sida.part.namn }}", "partneravtal", most=1)
    yield from in_documents(papers, r"^Svensk lag", "«Land»", "partneravtal")
    yield from in_documents(papers, r"punkt\s8\b", "punkt Fel! Hittar inte referenskälla.", "partneravtal")


@operator("rester")
def garbled(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=  ort: )\w+", "EnkÃ¶ping")


@operator("rester", fel=False)
def tracked_change(papers: Papers) -> Iterator[Mutant]:
    for name in ("partneravtal", "bilaga"):
        index = next(i for _, i, t in papers.paragraphs(name) if len(t) > 60)
        yield Mutant(f"{name}: spårad ändring", papers.with_word(name, papers.words[name].wrap(index, "ins")), name)


@operator("rester", fel=False)
def mark_of_no_language(papers: Papers) -> Iterator[Mutant]:
    for text in ("Det följer [enegelska: The Plan].", "Det följer [en: The Plan].", "Det följer [engelska: The Plan."):
        yield from list(saying(papers, text))[:1]


@operator("rester", fel=False)
def loose_stars(papers: Papers) -> Iterator[Mutant]:
    yield from list(saying(papers, "Det är **viktigt."))[:1]


# --- values that have no source -------------------------------------------------------------------


@operator("villkor")
def term_changed(papers: Papers) -> Iterator[Mutant]:
    yield from in_documents(papers, r"\b60(?=\sdagar)", "30", "partneravtal")
    yield from in_documents(papers, r"\b30(?=\sdagar)", "60", "partneravtal")
    yield from in_documents(papers, r"\btolv(?= månaders)", "sex", "partneravtal")
    yield from in_documents(papers, r"\b1\sfebruari\b", "1 mars", "partneravtal")
    yield from in_documents(papers, r"\bett(?= kvartal före)", "två", "partneravtal")
    yield from in_documents(papers, r"\b8(?=\sprocentenheter)", "18", "partneravtal")
    yield from in_documents(papers, r"\b8(?=\sprocentenheter)", "tolv", "partneravtal")
    yield from in_documents(papers, r"\b15(?=\s%)", "10", "bilaga")
    yield from in_documents(papers, r"\b80(?=\stimmar)", "40", "bilaga", "informationsfolder")


@operator("villkor", fel=False)
def clause_removed(papers: Papers) -> Iterator[Mutant]:
    pattern = (
        r"^(?:Ingen Part får överlåta|Varje Part svarar|Ett Samfällt resultat|Svensk lag|Vid sen betalning"
        r"|Parterna och de forskare)"
    )
    yield from dropping(papers, pattern, "partneravtal")


@operator("villkor", fel=False)
def clause_added(papers: Papers) -> Iterator[Mutant]:
    name = "partneravtal"
    for text in ("Kommunen ersätter alla skador som arbetet orsakar, utan begränsning.",
                 "RISE får höja avgiften när som helst under projektperioden."):  # fmt: skip
        index = next(i for _, i, t in papers.paragraphs(name) if t.startswith("Ingen Part får överlåta"))
        yield Mutant(
            f"{name}: ny punkt ”{text[:30]}”", papers.with_word(name, papers.words[name].repeat(index, text)), name
        )


@operator("villkor", fel=False)
def clause_turned_round(papers: Papers) -> Iterator[Mutant]:
    for old, new in (
        ("Ingen Part får överlåta", "Varje Part får överlåta"),
        ("överenskommelser gäller inte", "överenskommelser gäller"),
        ("Rättegången hålls i Göteborg", "Rättegången hålls i Uppsala"),
        ("avgörs av domstol", "avgörs av skiljenämnd"),
        ("i förskott", "i efterskott"),
        ("ägs endast av Parterna", "ägs endast av RISE"),
        ("får publicera", "får inte publicera"),
        ("ska ske skriftligen", "får ske muntligen"),
        ("procentenheter", "procent"),
        ("gemensamt och i lika delar", "i lika delar"),
        ("ger inte rätt till sådan ersättning", "ger rätt till sådan ersättning"),
        ("alltid har beretts tillfälle att ta del", "har fått ta del"),
    ):
        yield from list(in_documents(papers, old, new, "partneravtal"))[:1]
    yield from in_documents(papers, "en rabatt på", "ett tillägg på", "bilaga")
    yield from in_documents(papers, "en ansvarig kontaktperson och en ersättare", "två kontaktpersoner", "bilaga")
    yield from in_documents(papers, "ska aktivt söka", "söker", "bilaga")


@operator("villkor", fel=False)
def clause_twice(papers: Papers) -> Iterator[Mutant]:
    name = "partneravtal"
    for _, index, text in papers.paragraphs(name):
        if re.match(r"Varje Part (?:svarar|följer)|Svensk lag|Ingen Part får", text):
            yield Mutant(
                f"två gånger: {text[:30]}", papers.with_word(name, papers.words[name].repeat(index, text)), name
            )


@operator("villkor")
def term_said_wrongly(papers: Papers) -> Iterator[Mutant]:
    for text in (
        "Avtalet kan sägas upp med sex månaders uppsägningstid.",
        "I avgiften ingår 100 timmar strategisk forskning varje år.",
        "Avgiften betalas halvårsvis i förskott.",
        "RISE fakturerar avgiften varje månad.",
        "Fakturor för avtalet ska betalas inom 60 dagar netto.",
        "Tilläggsuppdrag ger en rabatt på 25 procent.",
        "Dröjsmålsräntan är referensräntan plus 10 procentenheter.",
        "Dröjsmålsräntan är referensräntan plus nio procentenheter.",
        "Dröjsmålsräntan är referensräntan plus 10 %.",
    ):
        yield from saying(papers, text)


@operator("datum")
def agreement_at_another_time(papers: Papers) -> Iterator[Mutant]:
    for text in (
        "Kommunen deltar i partnerskapet från och med den 1 mars 2022.",
        "Avtalet börjar gälla den 1 februari 2023.",
        "Avtalet löper till och med december 2026.",
        "Det fyraåriga avtalet ger arbetsro.",
        "Under de fyra år som avtalet gäller ska arbetet följas upp.",
        "Partneravtalet undertecknades den 1 oktober 2021.",
        "Arbetet pågår från oktober 2023 till mars 2022.",
    ):
        yield from saying(papers, text)


@operator("datum")
def one_meeting_two_dates(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, "Därefter har", "Presidiemötet den 14 oktober 2021 var välbesökt. Därefter har")


@operator("parter")
def names_misspelled_in_text(papers: Papers) -> Iterator[Mutant]:
    yield from saying(papers, "LOFT står för Leda och Organisera Framtid och Transformation.")
    yield from in_case(papers, r"(?<=förvaltning: Kommunledning)s", "")


@operator("parter", fel=False)
def other_municipality(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, r"(?<=  ort: )Enköping", "Eskilstuna")
    yield from in_case(papers, "Skellefteå och Lidingö", "Skellefteå och Lindingö")
    yield from in_documents(
        papers, r"kommunstyrelsen(?= beslutar)|stadsstyrelsen(?= beslutar)", "kommunfullmäktige", "tjansteskrivelse"
    )
    yield from in_documents(papers, r"Lidingö stad", "Lidköpings kommun", "informationsfolder")


@operator("skrivelsen", fel=False)
def proposal_contradicted(papers: Papers) -> Iterator[Mutant]:
    yield from in_case(papers, "Förvaltningen bedömer att", "Förvaltningen bedömer inte att")
    yield from list(saying(papers, "Förvaltningen avstyrker ett deltagande."))[:1]
    yield from in_case(papers, "inom kommunstyrelsens ram", "inom kommunstyrelsens ram för 2021")
    yield from in_case(papers, r"- \w+, för åtgärd", "- Utbildningsförvaltningen, för åtgärd")
    yield from in_case(papers, r"^  upphandlingsgrund:$", "  upphandlingsgrund: FoU-tjänster enligt lagen (2007:1091)")


@operator("handlingar")
def list_of_another_length(papers: Papers) -> Iterator[Mutant]:
    yield from dropping(papers, r"^omvärldsanalys och erfarenhetsutbyte$", "tjansteskrivelse")

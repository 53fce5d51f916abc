"""Rules about amounts from one document to another, and in tables."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from loftdocs.check.prose import chapter, says
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.sums import EXCLUDING, INCLUDING, NAMES, Sum, of_first_year, of_something_else, sums_in
from loftdocs.findings import Severity
from loftdocs.language.swedish import Kronor
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.model.base import NotApplicable
from loftdocs.model.kind import Kind
from loftdocs.pattern import pattern
from loftdocs.read.document import Finished, Paragraph

_SUM_ROW = pattern(r"^\s*(?:summa|totalt|hela\s+perioden|sammanlagt|total)\b", re.IGNORECASE)


@rule("AVG203", Severity.FEL)
def every_bundle_states_the_fee(known: Known) -> Iterator[Fault]:
    """Vad det kostar för den längsta tid som anges står i skrivelsen till nämnden och i det som parterna undertecknar.

    Exempel: avtalet säger ingenstans vad samarbetet kostar per år.
    Rätta: sätt in fältet {{ avgift.per_år }} i mallen.
    """
    given = known.stated.fees.named[:1]
    for kind, what in ((Kind.TJÄNSTESKRIVELSE, "skrivelsen"), (Kind.AVTAL, "avtalet")):
        documents = [document for document in known.of(Kind.TJÄNSTESKRIVELSE, Kind.AVTAL) if document.kind == kind]
        there = {found.kronor for found in sums_in(known) if found.document in documents}
        for unit, amount in given if documents else ():
            if amount not in there:
                yield Fault(
                    f"Beloppet {NAMES[unit]}, {Kronor(amount)}, står inte någonstans i {what}.",
                    f"Skriv vad det kostar {NAMES[unit]}; i en mall med ett fält.",
                    documents[0].beginning,
                )


@rule("AVG206", Severity.VARNING)
def vat_is_said(known: Known) -> Iterator[Fault]:
    """Där ett belopp står är det sagt om momsen ingår.

    I avtalet sägs det i samma punkt eller för hela kapitlet, i andra handlingar någonstans i texten.

    Exempel: ”Kommunen betalar 300 000 kr för varje avtalsår.”
    Rätta: lägg till ”exklusive moms”.
    """
    fees = known.stated.fees
    if not any(fees.vat):
        raise NotApplicable("moms")
    right = {Decimal(amount) for amount in fees.all - fees.untaxed}
    told: set[str] = set()
    for found in sums_in(known):
        if found.paragraph.cell is None and found.kronor in right and found.text not in told:
            told.add(found.text)
            if not _says_vat_of(found.paragraph, found.document):
                message = f"Vid beloppet {found.words} står det inte om momsen ingår."
                yield found.fault(message)


@rule("AVG208", Severity.FEL)
def tables_add_up(known: Known) -> Iterator[Fault]:
    """Summan sist i en tabell är summan av raderna ovanför.

    Exempel: raderna 300 000, 300 000 och 300 000 kr med summan 800 000 kr.
    Rätta: räkna om summan eller rätta raden.
    """
    for document in known.documents:
        tables: dict[int, dict[tuple[int, int], Paragraph]] = {}
        for paragraph in document.paragraphs:
            if paragraph.cell:
                tables.setdefault(paragraph.cell.table, {})[paragraph.cell.row, paragraph.cell.column] = paragraph
        for cells in tables.values():
            last = max(row for row, _ in cells)
            if (last, 0) not in cells or not _SUM_ROW.match(cells[last, 0].text):
                continue
            for column in {column for row, column in cells if row == last and column}:
                rows = [_number(cells[row, column].text) for row in range(1, last) if (row, column) in cells]
                total = _number(cells[last, column].text)
                if total is not None and rows and None not in rows and sum(n for n in rows if n is not None) != total:
                    yield Fault(
                        f"Summan {cells[last, column].text} stämmer inte: raderna blir tillsammans "
                        f"{Kronor(int(sum(n for n in rows if n is not None)))}.",
                        "Räkna om summan, eller rätta raden som är fel.",
                        document.place(cells[last, column]),
                    )


@rule("AVG209", Severity.FEL)
def given_documents_state_one_fee(known: Known) -> Iterator[Fault]:
    """Handlingar som granskas tillsammans anger samma avgift, och kvartal, år och helhet går ihop.

    Exempel: 300 000 kr per år i avtalet, 310 000 kr per år i skrivelsen; eller 70 000 kr per kvartal.
    Rätta: ta reda på vilket belopp som gäller och skriv det överallt.
    """
    if known.given:
        return  # AVG201 and AVG204 tell
    met: dict[str, Sum] = {}
    for found in sums_in(known):
        if not found.unit or of_first_year(found) or found.with_vat or of_something_else(found):
            continue
        first = met.setdefault(found.unit, found)
        if first.kronor != found.kronor:
            yield found.fault(
                f"Här är avgiften {found.words} {NAMES[found.unit]}, men {first.words} i {first.document.label}.",
                "Skriv samma belopp överallt.",
                first.place,
            )
    year, quarter, total = met.get("år"), met.get("kvartal"), met.get("totalt")
    if year and quarter and 4 * quarter.kronor != year.kronor:
        yield quarter.fault(
            f"Fyra kvartal à {quarter.words} blir inte {year.words} per år.",
            "Rätta det belopp som är fel.",
            year.place,
        )
    if year and total and year.kronor and Fraction(total.kronor) % Fraction(year.kronor):
        yield total.fault(
            f"Beloppet för hela perioden, {total.words}, är inte ett helt antal år à {year.words}.",
            "Rätta det belopp som är fel.",
            year.place,
        )


def _says_vat(text: str) -> bool:
    return says(EXCLUDING, text) or says(INCLUDING, text)


def _says_vat_of(paragraph: Paragraph, document: Finished) -> bool:
    """Whether a clause says so itself, or one of its chapter that is of no amount alone: ”Moms tillkommer på hyran.”

    Of what is no agreement, whether any paragraph does.
    """
    if not document.kind.binding:
        return any(_says_vat(other.text) for other in document.paragraphs)
    return _says_vat(paragraph.text) or any(
        _says_vat(other.text) and not mentions_of(other.text, MentionKind.BELOPP)
        for other in chapter(document, paragraph)
    )


def _number(text: str) -> Decimal | None:
    digits = re.sub(r"[\s\u00a0]|kr\b|SEK\b", "", text)
    return Decimal(digits) if re.fullmatch(r"\d+", digits) else None

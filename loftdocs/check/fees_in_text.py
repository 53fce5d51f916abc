"""Rules about the amounts that texts name: that they are the agreement's, and said alike everywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loftdocs.check.prose import sentence_at
from loftdocs.check.rule import Fault, Known, Scope, rule
from loftdocs.check.stated import Fees
from loftdocs.derive.swedish import Kronor, words
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.numbers import number_from_words
from loftdocs.mention.types import Amount
from loftdocs.read.document import Finished, Paragraph

_IN_WORDS = re.compile(r"\s*\(([a-zåäö ]+?)\s+kronor\)", re.IGNORECASE)
_INCLUDING = re.compile(r"\b(?:inkl\.?|inklusive)\s+(?:moms|mervärdesskatt)", re.IGNORECASE)
_EXCLUDING = re.compile(r"\b(?:exkl\.?|exklusive|utan|plus)\s+(?:moms|mervärdesskatt)", re.IGNORECASE)
_OWN = re.compile(
    r"avgift|kosta|kostn|pris|betala|faktur|avtal|partnerskap|deltag|\bper år\b|kvartal|årlig|sammanlagt"
    r"|hela perioden|totalt",
    re.IGNORECASE,
)
# Money that is not the agreement's: grants, other projects, comparisons.
_OTHERS = re.compile(
    r"bidrag|anslag från|vinnova|förstudie|annan|andra|tidigare|jämför|eu-|budget(?:en)? för", re.IGNORECASE
)
# What an amount is for, right after it (and after its words and its VAT) or right before it.
_AFTER = re.compile(
    r"^(?:\s*\([^)]*\))?(?:,?\s*(?:exkl\w*\.?|inkl\w*\.?)\s+moms,?)?(?:\s+till\s+[\wåäöÅÄÖ.]+)?\s*(?:i\s+förskott\s+)?"
    r"(?:(?P<år>per\s+(?:avtals)?år|om\s+året|för\s+varje\s+(?:avtals)?år|varje\s+(?:avtals)?år|årligen|/\s?år)"
    r"|(?P<kvartal>per\s+kvartal|i\s+kvartalet|(?:för\s+)?varje\s+kvartal|kvartalsvis|/\s?kvartal)"
    r"|(?P<totalt>för\s+hela\s+(?:avtals|projekt)?perioden|totalt|sammanlagt|i\s+allt))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?P<år>(?:års)avgift\w*(?:\s+är)?|avgift\w*\s+per\s+(?:avtals)?år(?:\s+är)?)"
    r"|(?P<kvartal>kvartalsavgift\w*(?:\s+är)?|avgift\w*\s+per\s+kvartal(?:\s+är)?|ett\s+kvartal\s+kostar)"
    r"|(?P<totalt>sammanlagt|totalt|i\s+allt|totalkostnad\w*(?:\s+är)?|avtalsvärde\w*(?:\s+är)?))\s*(?:på\s+)?$",
    re.IGNORECASE,
)
_NAMES = {"år": "per år", "kvartal": "per kvartal", "totalt": "för hela perioden"}
_SUM_ROW = re.compile(r"^\s*(?:summa|totalt|hela\s+perioden|sammanlagt|total)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in a text: whole SEK, its place, and what it is said to be for (``år``, ``kvartal``, ``totalt``)."""

    document: Finished
    paragraph: Paragraph
    kronor: Decimal
    text: str
    start: int
    currency: str
    unit: str | None

    @property
    def after(self) -> str:
        """The text that follows it."""
        return self.paragraph.text[self.start + len(self.text) :]

    @property
    def with_vat(self) -> bool:
        """True if it is said to include VAT."""
        return bool(_INCLUDING.match(re.sub(r"^\s*(?:\([^)]*\))?,?\s*\(?", "", self.after)))


def sums_in(known: Known) -> Iterator[Sum]:
    """Every amount in the texts."""
    for document in known.texts:
        for paragraph in document.paragraphs:
            for mention in mentions_of(paragraph.text, MentionKind.BELOPP):
                text = paragraph.text
                in_words = text[: mention.start].endswith("(") and not re.search(r"\d", mention.text)
                # The words in brackets after the digits say the same amount again: AVG202 compares the two.
                if isinstance(mention.value, Amount) and paragraph.part != "comment" and not in_words:
                    unit = _AFTER.match(text[mention.end :]) or _BEFORE.search(text[: mention.start])
                    yield Sum(
                        document,
                        paragraph,
                        mention.value.kronor,
                        mention.text,
                        mention.start,
                        mention.value.currency,
                        unit.lastgroup if unit else None,
                    )


def _agreement(document: Finished) -> bool:
    return document.kind in ("avtal", "bilaga")


@rule("AVG201", Severity.FEL, Scope.TEXT)
def amounts_are_the_programmes(known: Known) -> Iterator[Fault]:
    """Varje belopp om avtalet är avgiften per år, per kvartal eller för perioden, eller en summa ur fakturaplanen.

    Exempel: ”avgiften är 310 000 kr” när den är 300 000 kr per år.
    Rätta: ändra beloppet i texten; i en mall skrivs det med fältet {{ avgift.per_år }}.
    """
    fees = known.stated.fees
    right = {Decimal(amount) for amount in fees.all}
    for found in sums_in(known):
        sentence = sentence_at(found.paragraph.text, found.start)
        own = _agreement(found.document) or (bool(_OWN.search(sentence)) and not _OTHERS.search(sentence))
        wanted = {amount * Decimal("1.25") for amount in right} if found.with_vat else right
        if own and found.kronor not in wanted:
            yield Fault(
                f"Beloppet {found.text} stämmer inte med avgiften: {_told(fees)}.",
                "Rätta beloppet i ärendefilens text eller i mallen.",
                found.document.place(found.paragraph, found.text),
            )


@rule("AVG202", Severity.FEL, Scope.TEXT)
def digits_equal_words(known: Known) -> Iterator[Fault]:
    """Ett belopp som står både med siffror och med bokstäver är samma belopp.

    Exempel: ”300 000 kr (trehundraettusen kronor)”.
    Rätta: ändra siffrorna eller orden.
    """
    for found in sums_in(known):
        match = _IN_WORDS.match(found.after)
        if match and number_from_words(match.group(1)) != found.kronor:
            yield Fault(
                f"Beloppet är {found.text} med siffror men ”{match.group(1)} kronor” med bokstäver; "
                f"det ska vara ”{words(int(found.kronor))}”.",
                "Rätta siffrorna eller orden.",
                found.document.place(found.paragraph, found.text),
            )


@rule("AVG203", Severity.FEL, Scope.DOCUMENTS)
def every_bundle_states_the_fee(known: Known) -> Iterator[Fault]:
    """Avgiften per år står i skrivelsen till nämnden och i det som parterna undertecknar.

    Exempel: avtalet säger ingenstans vad samarbetet kostar per år.
    Rätta: sätt in fältet {{ avgift.per_år }} i mallen.
    """
    fee = known.stated.fees.per_år
    for kind, what in (("tjänsteskrivelse", "skrivelsen"), ("avtal", "avtalet")):
        documents = [document for document in known.documents if document.kind == kind]
        if (
            documents
            and fee
            and not any(found.kronor == fee for found in sums_in(known) if found.document in documents)
        ):
            yield Fault(
                f"Avgiften per år, {Kronor(fee)}, står inte någonstans i {what}.",
                "Skriv vad deltagandet kostar per år; i en mall med fältet {{ avgift.per_år }}.",
                documents[0].place(documents[0].paragraphs[0]),
            )


@rule("AVG204", Severity.FEL, Scope.TEXT)
def amount_is_for_what_it_says(known: Known) -> Iterator[Fault]:
    """Ett belopp som sägs gälla per år, per kvartal eller hela perioden är just det beloppet.

    Exempel: ”300 000 kr per kvartal” när det är avgiften per år.
    Rätta: ändra beloppet eller det som det sägs gälla.
    """
    fees = known.stated.fees
    amounts = {"år": fees.per_år, "kvartal": fees.per_kvartal, "totalt": fees.totalt}
    for found in sums_in(known):
        right = amounts.get(found.unit or "")
        if found.unit and right and found.kronor != right and found.kronor in {Decimal(n) for n in fees.all}:
            if _first_year(found):
                continue
            yield Fault(
                f"Här står {found.text} {_NAMES[found.unit]}, men det är {Kronor(right)} {_NAMES[found.unit]}.",
                "Rätta beloppet, eller det som det sägs gälla.",
                found.document.place(found.paragraph, found.text),
            )


@rule("AVG205", Severity.FEL, Scope.TEXT)
def vat_is_said_alike(known: Known) -> Iterator[Fault]:
    """Avgiften anges exklusive moms överallt; ett belopp inklusive moms är 25 procent högre.

    Exempel: ”300 000 kr inklusive moms” i en text och ”300 000 kr exklusive moms” i avtalet.
    Rätta: skriv exklusive moms, eller räkna om beloppet.
    """
    right = {Decimal(amount) * Decimal("1.25") for amount in known.stated.fees.all}
    for document in known.texts:
        for paragraph in document.paragraphs:
            match = _INCLUDING.search(paragraph.text)
            if not match:
                continue
            amounts = [m.value.kronor for m in mentions_of(paragraph.text, MentionKind.BELOPP)
                       if isinstance(m.value, Amount)]  # fmt: skip
            if not amounts or not set(amounts) & right:
                yield Fault(
                    f"Här står ”{match.group()}”, men avgiften anges exklusive moms.",
                    "Skriv ”exklusive moms”, eller ange beloppet med momsen inräknad.",
                    document.place(paragraph, match.group()),
                )


@rule("AVG206", Severity.VARNING, Scope.DOCUMENTS)
def vat_is_said(known: Known) -> Iterator[Fault]:
    """Där ett belopp står är det sagt om momsen ingår: i avtalet i samma punkt, i andra handlingar någonstans i texten.

    Exempel: ”Kommunen betalar 300 000 kr för varje avtalsår.”
    Rätta: lägg till ”exklusive moms”.
    """
    told: set[str] = set()
    for found in sums_in(known):
        document, paragraph = found.document, found.paragraph
        whole = " ".join(p.text for p in document.paragraphs) if not _agreement(document) else paragraph.text
        if paragraph.cell is None and paragraph.text not in told:
            told.add(paragraph.text)
            if not (_EXCLUDING.search(whole) or _INCLUDING.search(whole) or "exklusive moms" in whole):
                yield Fault(
                    f"Vid beloppet {found.text} står det inte om momsen ingår.",
                    "Lägg till ”exklusive moms”.",
                    document.place(paragraph, found.text),
                )


@rule("AVG207", Severity.VARNING, Scope.TEXT)
def currency_is_written_one_way(known: Known) -> Iterator[Fault]:
    """Belopp med siffror skrivs på ett sätt, 300 000 kr, i alla texter.

    Exempel: ”300 000 kr” i avtalet och ”300.000 SEK” i skrivelsen.
    Rätta: skriv siffror i grupper om tre och ”kr”.
    """
    digits = [found for found in sums_in(known) if re.search(r"\d", found.text)]
    usual = "kr"
    if known.given is None and digits:
        forms = [found.currency for found in digits]
        usual = max(sorted(set(forms)), key=forms.count)
    for found in digits:
        if found.currency != usual or re.search(r"\d\.\d{3}", found.text):
            yield Fault(
                f"Beloppet är skrivet ”{found.text}”, men i handlingarna skrivs belopp med ”{usual}”.",
                f"Skriv till exempel {Kronor(int(found.kronor))}." if usual == "kr" else "Skriv alla belopp lika.",
                found.document.place(found.paragraph, found.text),
            )


@rule("AVG208", Severity.FEL, Scope.DOCUMENTS)
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
                        f"{sum(n for n in rows if n is not None)}.",
                        "Räkna om summan, eller rätta raden som är fel.",
                        document.place(cells[last, column]),
                    )


@rule("AVG209", Severity.FEL, Scope.DOCUMENTS)
def given_documents_state_one_fee(known: Known) -> Iterator[Fault]:
    """Handlingar som granskas tillsammans anger samma avgift, och kvartal, år och helhet går ihop.

    Exempel: 300 000 kr per år i avtalet, 310 000 kr per år i skrivelsen; eller 70 000 kr per kvartal.
    Rätta: ta reda på vilket belopp som gäller och skriv det överallt.
    """
    if known.given:
        return  # AVG201 and AVG204 tell
    met: dict[str, Sum] = {}
    for found in sums_in(known):
        if not found.unit or _first_year(found) or found.with_vat:
            continue
        first = met.setdefault(found.unit, found)
        if first.kronor != found.kronor:
            yield Fault(
                f"Här är avgiften {found.text} {_NAMES[found.unit]}, men {first.text} i {first.document.label}.",
                "Skriv samma belopp överallt.",
                found.document.place(found.paragraph, found.text),
                (first.document.place(first.paragraph, first.text),),
            )
    year, quarter, total = met.get("år"), met.get("kvartal"), met.get("totalt")
    if year and quarter and 4 * quarter.kronor != year.kronor:
        yield Fault(
            f"Fyra kvartal à {quarter.text} blir inte {year.text} per år.",
            "Rätta det belopp som är fel.",
            quarter.document.place(quarter.paragraph, quarter.text),
            (year.document.place(year.paragraph, year.text),),
        )
    if year and total and year.kronor and total.kronor % year.kronor:
        yield Fault(
            f"Beloppet för hela perioden, {total.text}, är inte ett helt antal år à {year.text}.",
            "Rätta det belopp som är fel.",
            total.document.place(total.paragraph, total.text),
            (year.document.place(year.paragraph, year.text),),
        )


def _first_year(found: Sum) -> bool:
    """True for the cost of one calendar year, which need not be a whole year's."""
    sentence = sentence_at(found.paragraph.text, found.start)
    return bool(re.search(r"kostnaden\s+för\s+\d{4}|kalenderår", sentence, re.IGNORECASE))


def _number(text: str) -> Decimal | None:
    digits = re.sub(r"[\s\u00a0]|kr\b|SEK\b", "", text)
    return Decimal(digits) if re.fullmatch(r"\d+", digits) else None


def _told(fees: Fees) -> str:
    parts = ((fees.per_år, "per år"), (fees.per_kvartal, "per kvartal"), (fees.totalt, "för hela perioden"))
    return ", ".join(f"{Kronor(amount)} {what}" for amount, what in parts if amount)

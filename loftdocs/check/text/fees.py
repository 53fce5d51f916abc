"""Rules about the amounts that texts name: that they are the agreement's, and said alike."""

import re
from collections.abc import Iterator
from decimal import Decimal

from loftdocs.check.prose import says, sentence_at
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.stated import Fees
from loftdocs.check.sums import INCLUDING, NAMES, in_agreement, of_first_year, of_something_else, sums_in
from loftdocs.derive.swedish import Kronor, words
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.numbers import number_from_words
from loftdocs.mention.types import Amount

_IN_WORDS = re.compile(r"\s*\(([a-zåäö ]{1,150}?)\s{1,9}kronor\)", re.IGNORECASE)
_OWN = re.compile(
    r"avgiften|årsavgift|kvartalsavgift|kostnaden|avtalet|deltagandet|partnerskapet|samarbetet|sammanlagt\b"
    r"|hela perioden|\bdet\s+kostar\b[^.]{0,60}\bavtalsår",
    re.IGNORECASE,
)


@rule("AVG201", Severity.FEL)
def amounts_are_the_programmes(known: Known) -> Iterator[Fault]:
    """Varje belopp om avtalet är avgiften per år, per kvartal eller för perioden, eller en summa ur fakturaplanen.

    Exempel: ”avgiften är 310 000 kr” när den är 300 000 kr per år.
    Rätta: ändra beloppet i texten; i en mall skrivs det med fältet {{ avgift.per_år }}.
    """
    fees = known.stated.fees
    right = {Decimal(amount) for amount in fees.all}
    for found in sums_in(known):
        sentence = sentence_at(found.paragraph.text, found.start)
        about = says(_OWN, sentence) or (known.given and known.given.program.motpart.kortnamn in sentence)
        own = in_agreement(found.document) or (bool(about) and not of_something_else(found))
        if says(INCLUDING, sentence) and not found.with_vat:
            continue  # AVG205 tells
        wanted = {amount * Decimal("1.25") for amount in right} if found.with_vat else right
        if own and found.kronor not in wanted:
            yield Fault(
                f"Beloppet {found.text} stämmer inte med avgiften: {_told(fees)}.",
                "Rätta beloppet i ärendefilens text eller i mallen.",
                found.document.place(found.paragraph, found.text),
            )


@rule("AVG202", Severity.FEL)
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


@rule("AVG204", Severity.FEL)
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
            if of_first_year(found):
                continue
            yield Fault(
                f"Här står {found.text} {NAMES[found.unit]}, men det är {Kronor(right)} {NAMES[found.unit]}.",
                "Rätta beloppet, eller det som det sägs gälla.",
                found.document.place(found.paragraph, found.text),
            )


@rule("AVG205", Severity.FEL)
def vat_is_said_alike(known: Known) -> Iterator[Fault]:
    """Avgiften anges exklusive moms överallt; ett belopp inklusive moms är 25 procent högre.

    Exempel: ”300 000 kr inklusive moms” i en text och ”300 000 kr exklusive moms” i avtalet.
    Rätta: skriv exklusive moms, eller räkna om beloppet.
    """
    right = {Decimal(amount) * Decimal("1.25") for amount in known.stated.fees.all}
    for document in known.texts:
        for paragraph in document.paragraphs:
            match = INCLUDING.search(paragraph.text)
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


@rule("AVG207", Severity.VARNING)
def currency_is_written_one_way(known: Known) -> Iterator[Fault]:
    """Belopp med siffror skrivs på ett sätt, 300 000 kr, i alla texter.

    Exempel: ”300 000 kr” i avtalet och ”300.000 SEK” i skrivelsen.
    Rätta: skriv siffror i grupper om tre och ”kr”.
    """
    digits = [found for found in sums_in(known) if re.search(r"\d", found.text)]
    if known.given:
        # What other money is written with is nobody's business.
        digits = [found for found in digits if found.kronor in {Decimal(n) for n in known.stated.fees.all}]
        usual = dict.fromkeys((found.document.label for found in digits), "kr")
    else:
        digits = [found for found in digits if found.currency in ("kr", "SEK")]
        usual = {}
        for label in {found.document.label for found in digits}:
            forms = [found.currency for found in digits if found.document.label == label]
            usual[label] = max(sorted(set(forms)), key=forms.count)
    for found in digits:
        common = usual[found.document.label]
        if found.currency not in (common, "kronor") or re.search(r"\d\.\d{3}", found.text):
            yield Fault(
                f"Beloppet är skrivet ”{found.text}”, men i handlingarna skrivs belopp med ”{common}”.",
                f"Skriv till exempel {Kronor(int(found.kronor))}." if common == "kr" else "Skriv alla belopp lika.",
                found.document.place(found.paragraph, found.text),
            )


def _told(fees: Fees) -> str:
    parts = ((fees.per_år, "per år"), (fees.per_kvartal, "per kvartal"), (fees.totalt, "för hela perioden"))
    return ", ".join(f"{Kronor(amount)} {what}" for amount, what in parts if amount)

"""Rules about the amounts that texts name: that they are the agreement's, and said alike."""

import re
from collections.abc import Iterator
from decimal import Decimal

from loftdocs.check.passages import passages
from loftdocs.check.prose import says, says_any
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.sums import INCLUDING, NAMES, of_first_year, of_something_else, sums_in
from loftdocs.findings import Severity
from loftdocs.language.swedish import Kronor, words
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.numbers import number_from_words
from loftdocs.mention.types import Amount
from loftdocs.pattern import pattern

_IN_WORDS = pattern(r"\s*\(([a-zåäö ]{1,150}?)\s{1,9}kronor\)", re.IGNORECASE)
_OWN = pattern(
    r"kostnaden|avtalet|samarbetet|sammanlagt\b|hela perioden|\bdet\s+kostar\b[^.]{0,60}\bavtalsår", re.IGNORECASE
)


@rule("AVG201", Severity.FEL)
def amounts_are_the_programmes(known: Known) -> Iterator[Fault]:
    """Varje belopp om avtalet är något av dem som betalas, eller en summa av dem.

    Exempel: ”avgiften är 310 000 kr” när den är 300 000 kr per år.
    Rätta: ändra beloppet i texten; i en mall skrivs det med fältet {{ avgift.per_år }}.
    """
    fees = known.stated.fees
    right = {Decimal(amount) for amount in fees.all}
    others = [party.kortnamn for party in known.stated.parties if not party.kommunal and party.kortnamn]
    for found in sums_in(known):
        sentence = found.sentence
        about = says(_OWN, sentence) or says_any(fees.words, sentence) or any(name in sentence for name in others)
        own = found.document.kind.binding or (bool(about) and not of_something_else(found))
        if says(INCLUDING, sentence) and not found.with_vat:
            continue  # AVG205 tells
        wanted = fees.with_vat() if found.with_vat else right
        if own and found.kronor not in wanted:
            told = ", ".join(f"{Kronor(amount)} {NAMES[unit]}" for unit, amount in fees.named if amount)
            yield found.fault(
                f"Beloppet {found.words} stämmer inte med avgiften: {told}.",
                "Rätta beloppet i ärendefilens text eller i mallen.",
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
            yield found.fault(
                f"Beloppet är {found.words} med siffror men ”{match.group(1)} kronor” med bokstäver; "
                f"det ska vara ”{words(int(found.kronor))}”.",
                "Rätta siffrorna eller orden.",
            )


@rule("AVG204", Severity.FEL)
def amount_is_for_what_it_says(known: Known) -> Iterator[Fault]:
    """Ett belopp som sägs gälla per månad, kvartal eller år, eller för hela perioden, är just det beloppet.

    Exempel: ”300 000 kr per kvartal” när det är avgiften per år.
    Rätta: ändra beloppet eller det som det sägs gälla.
    """
    fees = known.stated.fees
    for found in sums_in(known):
        right = fees.of(found.unit or "")
        if found.unit and right and found.kronor not in right and found.kronor in {Decimal(n) for n in fees.all}:
            if of_first_year(found):
                continue
            told = " eller ".join(str(Kronor(amount)) for amount in sorted(right))
            yield found.fault(
                f"Här står {found.words} {NAMES[found.unit]}, men det är {told} {NAMES[found.unit]}.",
                "Rätta beloppet, eller det som det sägs gälla.",
            )


@rule("AVG205", Severity.FEL)
def vat_is_said_alike(known: Known) -> Iterator[Fault]:
    """Belopp anges exklusive moms överallt; ett belopp inklusive moms är så mycket högre som programmets sats.

    Exempel: ”300 000 kr inklusive moms” i en text och ”300 000 kr exklusive moms” i avtalet.
    Rätta: skriv exklusive moms, eller räkna om beloppet.
    """
    right = known.stated.fees.with_vat()
    for passage in passages(known.texts):
        match = INCLUDING.search(passage.text)
        if not match:
            continue
        amounts = [m.value.kronor for m in mentions_of(passage.text, MentionKind.BELOPP)
                   if isinstance(m.value, Amount)]  # fmt: skip
        if not amounts or not set(amounts) & right:
            yield passage.at(match.group()).fault(
                f"Här står ”{match.group()}”, men avgiften anges exklusive moms.",
                "Skriv ”exklusive moms”, eller ange beloppet med momsen inräknad.",
            )


@rule("AVG207", Severity.VARNING)
def currency_is_written_one_way(known: Known) -> Iterator[Fault]:
    """Belopp med siffror skrivs på ett sätt, 300 000 kr, i alla texter.

    Exempel: ”300 000 kr” i avtalet och ”300.000 SEK” i skrivelsen.
    Rätta: skriv siffror i grupper om tre och ”kr”.
    """
    digits = [found for found in sums_in(known) if re.search(r"\d", found.words)]
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
        if found.currency not in (common, "kronor") or re.search(r"\d\.\d{3}", found.words):
            yield found.fault(
                f"Beloppet är skrivet ”{found.words}”, men i handlingarna skrivs belopp med ”{common}”.",
                f"Skriv till exempel {Kronor(int(found.kronor))}." if common == "kr" else "Skriv alla belopp lika.",
            )

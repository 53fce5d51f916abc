"""Rules about the fee: that its parts add up, and that every document says the same."""

import re
from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.period import last_day
from loftdocs.derive.swedish import Kronor, words
from loftdocs.findings import Severity

# 300 000 kr, 300 000 kronor, 300.000 SEK, 300000 kr; the space may be a no-break one.
AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[\s.]\d{3})+|\d+)(?:,\d+)?\s?(?:kr\b|kronor\b|SEK\b)")
_IN_WORDS = re.compile(AMOUNT.pattern + r"\s?\(([a-zåäö ]+?)\skronor\)")


@rule("AVG101", Severity.FEL)
def four_quarters_are_a_year(known: Known) -> Iterator[Fault]:
    """Fyra kvartalsavgifter är en årsavgift."""
    fee = known.loaded.program.avgift
    if 4 * fee.per_kvartal != fee.per_år:
        yield Fault(
            f"Fyra kvartal à {Kronor(fee.per_kvartal)} blir {Kronor(4 * fee.per_kvartal)}, "
            f"men avgiften per år är {Kronor(fee.per_år)}.",
            "Rätta per_kvartal eller per_år i programmets fil.",
            known.program_place("avgift", "per_kvartal"),
        )


@rule("AVG102", Severity.FEL)
def invoices_sum_to_the_years(known: Known) -> Iterator[Fault]:
    """Fakturorna är fyra för varje avtalsår och blir tillsammans årsavgiften gånger antalet år."""
    fee, length = known.loaded.program.avgift, known.loaded.program.avtalstid_år
    plan = known.facts.avgift
    if 4 * fee.per_kvartal != fee.per_år or known.facts.period.slut != last_day(known.facts.period.start, length):
        return  # AVG101 or DAT103 has told
    if plan.totalt != length * fee.per_år:
        yield Fault(
            f"Fakturaplanen har {len(plan.fakturor)} kvartal och blir {plan.totalt}, men {length} år "
            f"à {Kronor(fee.per_år)} blir {Kronor(length * fee.per_år)}.",
            "Låt perioden börja den första i en månad och omfatta hela år.",
            known.place("avtalsperiod"),
        )


@rule("AVG201", Severity.FEL, documents=True)
def amounts_are_the_programmes(known: Known) -> Iterator[Fault]:
    """Varje belopp i ett dokument är avgiften per år, kvartal eller period, eller en summa ur fakturaplanen."""
    fee = known.facts.avgift
    right = {fee.per_år, fee.per_kvartal, fee.totalt, fee.första_året, *(year.belopp for year in fee.kalenderår)}
    for document in known.documents:
        for paragraph in document.paragraphs:
            for match in AMOUNT.finditer(paragraph.text):
                if as_kronor(match.group(1)) not in right:
                    yield Fault(
                        f"Beloppet {match.group()} stämmer inte med avgiften: {fee.per_år} per år, "
                        f"{fee.per_kvartal} per kvartal, {fee.totalt} för hela perioden.",
                        "Rätta beloppet i ärendefilens text eller i mallen.",
                        document.place(paragraph, match.group()),
                    )


@rule("AVG202", Severity.FEL, documents=True)
def digits_equal_words(known: Known) -> Iterator[Fault]:
    """Ett belopp som står både med siffror och med bokstäver är samma belopp."""
    for document in known.documents:
        for paragraph in document.paragraphs:
            for match in _IN_WORDS.finditer(paragraph.text):
                right = words(as_kronor(match.group(1)))
                if match.group(2).replace(" ", "") != right.replace(" ", ""):
                    yield Fault(
                        f"Beloppet står som {match.group(1)} med siffror men som ”{match.group(2)}” med bokstäver; "
                        f"det ska vara ”{right}”.",
                        "Rätta siffrorna eller orden.",
                        document.place(paragraph, match.group()),
                    )


@rule("AVG203", Severity.FEL, documents=True)
def every_bundle_states_the_fee(known: Known) -> Iterator[Fault]:
    """Avgiften per år står i det som nämnden får och i det som parterna undertecknar."""
    fee = known.facts.avgift.per_år
    for bundle in ("handlingar", "avtal"):
        names = {document.namn for document in known.loaded.program.dokument if bundle in document.ingår_i}
        documents = [document for document in known.documents if document.name in names]
        if not documents:
            continue
        texts = (paragraph.text for document in documents for paragraph in document.paragraphs)
        if not any(as_kronor(m.group(1)) == fee for text in texts for m in AMOUNT.finditer(text)):
            what = "avtalet" if bundle == "avtal" else "handlingarna"
            yield Fault(
                f"Avgiften per år, {fee}, står inte någonstans i {what}.",
                "Sätt in fältet {{ avgift.per_år }} i mallen.",
                documents[0].place(documents[0].paragraphs[0]) if documents[0].paragraphs else known.place(),
            )


def as_kronor(digits: str) -> int:
    """``300 000`` or ``300.000`` as 300000."""
    return int(re.sub(r"\D", "", digits))

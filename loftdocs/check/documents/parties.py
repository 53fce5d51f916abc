"""Rules about how an agreement names its parties."""

import re
from collections.abc import Iterator

from loftdocs.check.passages import mentioned, passages
from loftdocs.check.prose import words_of
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind
from loftdocs.model.kind import Kind

# What a party may be called in an agreement; each is a name of its own, so only the one that is defined may be used.
_PARTY_WORDS = (
    *("Kommunen", "Staden", "Regionen", "Beställaren", "Leverantören", "Bolaget", "Institutet", "Kunden"),
    *("Uppdragsgivaren", "Uppdragstagaren", "Konsulten", "Partnern", "Köparen", "Säljaren"),
)


@rule("PAR202", Severity.FEL)
def numbers_belong_to_the_name(known: Known) -> Iterator[Fault]:
    """Organisationsnumret efter en parts namn är partens eget.

    Exempel: ”Enköpings kommun, org nr 556464-6874”, som är motpartens nummer.
    Rätta: byt plats på numren, eller skriv fältet i mallen.
    """
    parties = known.stated.parties
    reach = 100 + 2 * max(len(party.namn) for party in parties)
    for mention in mentioned(passages(known.documents), MentionKind.ORGNR):
        before = " ".join(mention.text[max(0, mention.start - reach) : mention.start].split())
        nearest = max(parties, key=lambda party: before.rfind(party.namn))
        between = before.rpartition(nearest.namn)[2]
        if nearest.namn in before and len(between) < 40 and nearest.orgnr != mention.value:
            yield mention.fault(
                f"Efter {nearest.namn} står {mention.words}, men numret är {nearest.orgnr}.",
                "Skriv partens eget organisationsnummer.",
            )


@rule("PAR205", Severity.FEL)
def parties_have_one_short_name(known: Known) -> Iterator[Fault]:
    """I avtalet kallas varje part vid sitt ena, definierade kortnamn hela vägen.

    Exempel: ”Staden betalar” i ett avtal där parten kallas Kommunen; ”Leverantören” när parten kallas Institutet.
    Rätta: skriv kortnamnet.
    """
    defined = {party.kortnamn for party in known.stated.parties}
    alike = {name.lower() for name in defined}
    for passage in passages(known.of(Kind.AVTAL, Kind.BILAGA), body=True):
        for at, word in words_of(passage.text):
            base = word.removesuffix("s")
            quoted = passage.text[max(0, at - 1) : at] in ("”", '"', "“")
            if base in _PARTY_WORDS and base.lower() not in alike and not quoted:
                names = " och ".join(sorted(name for name in defined if name))
                yield passage.at(word).fault(
                    f"Här står ”{word}”, men parterna kallas {names}.",
                    "Skriv partens kortnamn.",
                )


@rule("PAR206", Severity.VARNING)
def clauses_use_the_short_name(known: Known) -> Iterator[Fault]:
    """I avtalets punkter står partens kortnamn med stor bokstav, inte hela namnet och inte ett vanligt ord.

    Exempel: ”Enköpings kommun betalar” eller ”kommunen betalar” i en punkt, när parten kallas Kommunen.
    Rätta: skriv kortnamnet.
    """
    for passage in passages(known.of(Kind.AVTAL), body=True):
        if not re.match(r"\d+\.\d", passage.paragraph.number):
            continue
        for party in known.stated.parties:
            wrong = [party.namn] if party.namn != party.kortnamn else []
            if party.kommunal and party.kortnamn:
                wrong.append(party.kortnamn.lower())
            for name in wrong:
                match = re.search(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", " ".join(passage.text.split()))
                if match and party.kortnamn:
                    yield passage.at(match.group()).fault(
                        f"Här står ”{match.group()}”, men i avtalet kallas parten {party.kortnamn}.",
                        f"Skriv {party.kortnamn}.",
                    )

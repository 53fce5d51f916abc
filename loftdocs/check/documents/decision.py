"""Rules about the finished decision paper: its cost, its summary, its headings, and that nothing written is gone."""

from collections import Counter
from collections.abc import Iterator

from loftdocs.check.prose import ECONOMY, section, sections
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.model.base import NotApplicable
from loftdocs.model.kind import Kind
from loftdocs.read.document import squash

# A line of running text on an A4 page in 11 points.
_CHARACTERS_A_LINE = 95


@rule("BES204", Severity.FEL)
def economy_states_a_sum(known: Known) -> Iterator[Fault]:
    """Avsnittet om ekonomi anger en summa.

    Exempel: ”Kostnaden ryms inom ramen”, utan belopp.
    Rätta: skriv vad deltagandet kostar, per år och sammanlagt.
    """
    if known.given and not known.facts.betalningar:
        raise NotApplicable("något som betalas")
    for document in known.of(Kind.TJÄNSTESKRIVELSE):
        found = section(document, *ECONOMY)
        if found and not mentions_of(found.text, MentionKind.BELOPP):
            yield Fault(
                "Avsnittet om ekonomi anger inget belopp.",
                "Skriv vad det kostar, per år och sammanlagt.",
                document.place(found.heading),
            )


@rule("BES206", Severity.VARNING)
def long_matter_has_a_summary(known: Known) -> Iterator[Fault]:
    """Ett ärende som är längre än programmets gräns har en sammanfattning före.

    Exempel: ärendet är 40 rader långt och skrivelsen saknar rubriken Sammanfattning.
    Rätta: fyll i sammanfattning i ärendefilen, högst några meningar.
    """
    most = known.loaded.program.sammanfattning_efter_rader if known.given else 8
    for document in known.of(Kind.TJÄNSTESKRIVELSE):
        if not most or section(document, "sammanfattning"):
            continue
        outside = ("förslag till beslut", "beslutsunderlag", "underskrift", "skickas till")
        matter = [s for s in sections(document) if not any(words in s.heading.text.lower() for words in outside)]
        lines = sum(-(-len(p.text) // _CHARACTERS_A_LINE) for s in matter for p in s.paragraphs if p.cell is None)
        if lines > most:
            yield Fault(
                f"Ärendet är ungefär {lines} rader långt men har ingen sammanfattning.",
                "Fyll i ”sammanfattning” i ärendefilen med några meningar om vad saken gäller och vad den kostar.",
                document.beginning,
            )


@rule("BES218", Severity.FEL)
def no_heading_stands_twice(known: Known) -> Iterator[Fault]:
    """Ingen rubrik står två gånger i skrivelsen.

    Exempel: ett eget avsnitt heter ”Ekonomiska konsekvenser”, som mallen redan har.
    Rätta: ge det egna avsnittet en annan rubrik, eller skriv texten där rubriken redan finns.
    """
    own = {
        squash(one.rubrik).casefold(): known.place("tjänsteskrivelse", "egna_avsnitt", index, "rubrik")
        for index, one in enumerate(known.loaded.case.tjänsteskrivelse.egna_avsnitt)
    }
    for document in known.of(Kind.TJÄNSTESKRIVELSE):
        headings = {squash(p.text).casefold(): p for p in document.body if p.is_heading}
        total = Counter(squash(p.text).casefold() for p in document.body if p.is_heading)
        for text, heading in headings.items():
            if total[text] > 1:
                yield Fault(
                    f"Rubriken ”{' '.join(heading.text.split())}” står {total[text]} gånger i skrivelsen.",
                    "Ge det ena avsnittet en annan rubrik, eller skriv båda texterna under en.",
                    own.get(text) or document.place(heading),
                )


@rule("BES219", Severity.FEL)
def all_that_is_written_stands_in_the_paper(known: Known) -> Iterator[Fault]:
    """Det som handläggaren har skrivit i ärendefilens texter står i skrivelsen.

    Exempel: ärendefilen har ett eget avsnitt om barnets bästa, men kommunens egen mall har ingen plats för det.
    Rätta: sätt in fältet i mallen, eller ta bort texten ur ärendefilen.
    """
    if known.reviewed:
        return  # the comparison with what the case gives tells
    for document in known.of(Kind.TJÄNSTESKRIVELSE):
        stands = squash("".join(paragraph.text for paragraph in document.body))
        for paragraph in known.case_text.paragraphs:
            if squash(paragraph.text) not in stands:
                text = " ".join(paragraph.text.split())
                yield Fault(
                    f"Texten ”{text[:60]}{'…' if len(text) > 60 else ''}” står inte i skrivelsen: mallen har ingen "
                    "plats för den.",
                    place=known.case_text.place(paragraph),
                )

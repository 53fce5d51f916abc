"""Rules about what is proposed: a decision that stands alone in the minutes, whoever wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loftdocs.check.case_text import PROPOSAL
from loftdocs.check.passages import Passage, matches, passages
from loftdocs.check.prose import section
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.stated import period_in
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.model.base import NotApplicable, Unknown
from loftdocs.model.documents import fields_in
from loftdocs.model.kind import Kind
from loftdocs.pattern import pattern

_LEANING = pattern(
    r"\b(?:enligt\s+(?:ovan|nedan|förslag(?:et)?|bilag\w+|\w*(?:skrivelsen|utlåtandet|yttrandet))|se\s+(?:ovan|nedan)"
    r"|ovanstående|nedanstående|ovan\s+nämnda|ovannämnda|dito"
    r"|i\s+enlighet\s+med\s+(?:ovan|förslaget|\w*(?:skrivelsen|utlåtandet|yttrandet)))\b",
    re.IGNORECASE,
)
_SIGNS = pattern(r"\bunderteckna\w*|\bskriva\s+under\b|\bteckna\s+(?:\w+\s+)?avtal", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """What a paper proposes, as one text: the sentence before the points, if it is there, and all the points."""

    passages: tuple[Passage, ...]
    heading: Passage

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(" ".join(passage.text.split()) for passage in self.passages)

    @property
    def end(self) -> Passage:
        """The last of it."""
        return (self.heading, *self.passages)[-1]


@rule("BES201", Severity.FEL)
def decision_names_the_counterparty(known: Known) -> Iterator[Fault]:
    """Förslaget till beslut nämner den som avtalet ingås med, så att beslutet kan läsas för sig.

    Exempel: ”Förvaltningen får i uppdrag att ingå avtalet.”
    Rätta: skriv med vem avtalet ingås.
    """
    parties = known.stated.parties
    others = parties[:-1] if known.given else [party for party in parties if not party.kommunal]
    for proposal in _proposals(known):
        names = [name for party in others for name in (party.namn, party.kortnamn) if name]
        if others and not any(_stands(name, proposal.text) for name in names):
            yield proposal.end.fault(
                f"Förslaget till beslut nämner inte {' eller '.join(party.namn for party in others)}.",
                "Skriv med vem avtalet ingås; beslutet ska kunna läsas för sig i protokollet.",
            )


@rule("BES202", Severity.FEL)
def decision_names_the_subject(known: Known) -> Iterator[Fault]:
    """Förslaget till beslut säger vad avtalet handlar om: ämnet, eller programmet vid namn.

    Exempel: ”att ingå avtal med Exempelbolaget”, utan ämnet.
    Rätta: skriv avtalets ämne.
    """
    program = known.loaded.program
    if program.ämne is None:
        raise NotApplicable("ett ämne")
    subject = re.findall(r"\w{5,}", program.ämne.lower())
    for proposal in _proposals(known):
        text = proposal.text.lower()
        named = any(_named(name, text) for name in (program.namn, program.uttydd) if name)
        if not named and not any(_enough(words, text) for words in (subject, _of_title(known))):
            yield proposal.end.fault(
                f"Förslaget till beslut säger inte vad avtalet handlar om: {program.ämne}.",
                "Skriv ut ämnet; beslutet ska kunna läsas för sig i protokollet.",
            )


@rule("BES203", Severity.FEL)
def decision_leans_on_nothing(known: Known) -> Iterator[Fault]:
    """Förslaget till beslut hänvisar inte till text som inte följer med in i protokollet.

    Exempel: ”beslutar enligt ovan”, ”enligt förslaget”.
    Rätta: skriv ut det som menas.
    """
    for proposal in _proposals(known):
        for passage, match in matches(proposal.passages, _LEANING):
            message = f"Förslaget till beslut säger ”{match.group()}”, men i protokollet står beslutet för sig."
            yield passage.fault(message)


@rule("BES212", Severity.UPPLYSNING)
def decision_states_period_and_cost(known: Known) -> Iterator[Fault]:
    """Förslaget till beslut säger när avtalet gäller och vad det kostar.

    Exempel: ”att ingå avtal med Exempelbolaget om hyra av lokal”, utan tid och belopp.
    Rätta: skriv avtalets första och sista dag, och avgiften.
    """
    has_term = known.given is None or known.facts.tid is not None
    costs = known.given is None or bool(known.facts.betalningar)
    for proposal in _proposals(known):
        told = bool(mentions_of(proposal.text, MentionKind.ÅRSPANN) or period_in(proposal.text))
        told = told or "tills vidare" in proposal.text
        lacking = ["när avtalet gäller"] if has_term and not told else []
        lacking += ["vad det kostar"] if costs and not mentions_of(proposal.text, MentionKind.BELOPP) else []
        if lacking:
            yield proposal.end.fault(
                f"Förslaget till beslut säger inte {' eller '.join(lacking)}.",
                "Skriv det, om beslutet ska kunna läsas för sig i protokollet.",
            )


@rule("BES213", Severity.VARNING)
def who_is_to_sign_does(known: Known) -> Iterator[Fault]:
    """Den som enligt förslaget ska underteckna avtalet är en av dem som undertecknar det.

    Exempel: ”Kommundirektören får i uppdrag att underteckna avtalet”, men ordföranden står under underskrifter.
    Rätta: ändra förslaget, eller dem som undertecknar för kommunen.
    """
    case = known.loaded.case
    agreement, own = known.agreements[0], known.own
    signers = own.signers(case, agreement.namn) if own in known.signing(agreement) else ()
    for proposal in _proposals(known):
        for passage in proposal.passages:
            if not signers or not _SIGNS.search(passage.text):
                continue
            named = [p for p in case.personer if _stands(p.namn, passage.text) or _named(p.roll, passage.text)]
            if named and not any(person.namn in signers for person in named):
                yield passage.fault(
                    f"Enligt förslaget ska {named[0].namn}, {named[0].roll}, underteckna, men avtalet undertecknas av "
                    f"{' och '.join(signers)}.",
                    also=known.place(*own.signers_path(agreement.namn), key=True),
                )


def _proposals(known: Known) -> Iterator[Proposal]:
    """The proposal of each finished paper, or the clerk's own in the case file."""
    for document in known.of(Kind.TJÄNSTESKRIVELSE) if known.documents else ():
        found = section(document, "förslag till beslut", "förslag till besluts", "beslutsförslag")
        if found:
            yield Proposal(tuple(Passage(document, p) for p in found.paragraphs), Passage(document, found.heading))
    if not known.documents:
        start = f"tjänsteskrivelse.{PROPOSAL}"
        texts = passages([known.case_text])
        own = [one for one in texts if one.paragraph.place and (one.paragraph.place.path or "").startswith(start)]
        if not own:
            raise Unknown("färdiga handlingar")  # the wording is the template's
        yield Proposal(tuple(own), own[0])


def _stands(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?:s|:s)?(?!\w)", text))


def _enough(words: list[str], text: str) -> bool:
    """True if a text has most of the words of a subject."""
    return bool(words) and sum(word in text for word in words) >= 0.6 * len(words)


def _of_title(known: Known) -> list[str]:
    """The words of the paper's title, where it is the case that says what the matter is about."""
    given = {fact.name for fact in known.loaded.program.facts if fact.given}
    for one in known.loaded.program.papers:
        if any(field.partition(".")[0] in given for field in fields_in(one.rubrik)):
            return re.findall(r"\w{5,}", known.facts.titlar[one.namn].lower())
    return []


def _named(name: str, text: str) -> bool:
    """True if a text has a name or a role, in either form: ``avsiktsförklaring``, ``avsiktsförklaringen``."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?:en|et|n|t)?s?(?!\w)", text, re.IGNORECASE))

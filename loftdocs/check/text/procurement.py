"""Rules about procurement: a paper that proposes an agreement says why it need not be procured."""

import re
from collections.abc import Iterator, Sequence

from loftdocs.check.prose import sentences
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Place, Severity
from loftdocs.language.swedish import Kronor, day
from loftdocs.model.base import NotApplicable
from loftdocs.model.fact import FactKind
from loftdocs.model.kind import Kind
from loftdocs.model.program import Program
from loftdocs.pattern import pattern
from loftdocs.read.document import Finished

# What a sentence says that gives a ground: that the law does not hold, by which paragraph, or how the award was made.
_LAW = r"\b(?:LOU\b|upphandl\w*)"
_PARAGRAPH = r"\d+\s*(?:a\s+)?kap\.?\s+\d+\s*§"
_AWARDED = (
    r"\bhar\s+upphandlats|\bär\s+upphandla[td]|\bavrop\w*|\b(?:genom|inom|från|ur|enligt)\s+(?:\w+\s+)?ramavtal\w*"
    r"|\bdirektupphandl(?:as|ats)|\bgenom\s+(?:en\s+)?direktupphandling"
)
_GROUND = pattern(
    r"\butan\s+(?:föregående\s+)?upphandling|\b(?:behöver|ska|måste)\s+inte\s+(?:\w+\s+)?upphandl"
    rf"|\binte\s+(?:\w+\s+){{0,3}}(?:upphandlingsplikt|av\s+(?:LOU|lagen))|\bundant\w+[^.]*{_LAW}|{_LAW}[^.]*\bundant"
    rf"|{_LAW}[^.]{{0,60}}\b(?:gäller|tillämpas|omfattar)\s+(?:därför\s+|alltså\s+)?inte"
    rf"|{_PARAGRAPH}[^.]*{_LAW}|{_LAW}[^.]*{_PARAGRAPH}|{_AWARDED}",
    re.IGNORECASE,
)
# A ground that is a reason in itself: another paragraph than that on research, or that the award was made by the law.
_ANOTHER_GROUND = pattern(rf"\b(?!1\s*kap\.?\s+5\s*§){_PARAGRAPH}|{_AWARDED}", re.IGNORECASE)
# The two tests: that the results, or the cost, are not the authority's alone.
_WHAT = r"\b\w*(?:resultat|kostnad|betala|finansier|bekosta)\w*"
_SHARED = (
    r"\b(?:dela\w*|andra|annan|annat|fler\w*|gemensam\w*|partner\w*|tillsammans|delvis|också|även|båda"
    r"|inte\s+(?:bara|enbart|uteslutande))\b"
)
_TEST = pattern(rf"{_WHAT}[^.]*{_SHARED}|{_SHARED}[^.]*{_WHAT}|\bmedfinansier\w*", re.IGNORECASE)
_ABOUT = pattern(r"\b(?:partner)?avtal\w*|\bpartnerskap\w*|\bsamarbete\w*|\bdeltagande\w*|\bdelta\b", re.IGNORECASE)
_ANOTHER = pattern(
    r"\b(?:avtal\w*\s+(?:om|avseende|gällande)|(?<!offentlig )upphandling\w*\s+av)\s+(?P<vad>[^.,]+)", re.IGNORECASE
)
_LAWS_OWN = pattern(r"\b(?:bara|endast)\s+(?:när|om)\b", re.IGNORECASE)
_VERB = pattern(
    r"\b(?:är|var|har|hade|blir|gäller|omfattar|avser|utgör|får|ska|kan|bör|behöver|måste|krävs|betalar|bär|delar|gör|sker"
    r"|tillämpas|undantas|omfattas|delas|ingås|avropas|tecknas|görs|bekostas|finansieras|upphandlas|upphandlats|tillkommer"
    r"|tillfaller|medfinansierar|finansierar|följer|föreligger|saknas)\b",
    re.IGNORECASE,
)
_WHOLE = pattern(r"[A-ZÅÄÖ0-9”].*[.!?]\W*", re.DOTALL)


@rule("BES207", Severity.VARNING)
def procurement_has_its_ground(known: Known) -> Iterator[Fault]:
    """Når avtalets värde gränsen för direktupphandling säger en hel mening varför just det avtalet inte upphandlas.

    För forsknings- och utvecklingstjänster säger den vilken av lagens två förutsättningar som saknas: att resultatet
    bara är för den egna verksamheten, eller att kommunen betalar hela kostnaden.
    Exempel: avtalet är värt 900 000 kr, gränsen är 615 312 kr, och texten säger bara att en annan upphandling pågår.
    Rätta: välj upphandlingsskäl i ärendefilen, eller skriv egna meningar under upphandlingsgrund.
    Källa: lagen (2016:1145) om offentlig upphandling, 1 kap. 5 § och 19 a kap.
    """
    paper, rules = known.loaded.case.tjänsteskrivelse, known.loaded.program.upphandling
    if rules is None:
        raise NotApplicable("en gräns för direktupphandling")
    value = Kronor(sum(plan.värde for plan in known.facts.kostnader if plan.från is None or plan.från.egen))
    limit = rules.gräns(paper.datum)
    if value < limit:  # 19 a kap.: what is below it
        return
    reason = f"Avtalet är värt {value}, och gränsen för direktupphandling är {Kronor(limit)} den {day(paper.datum)}."
    proposed = f"till exempel ”{rules.skäl}”, som programmet föreslår" if rules.skäl else "om det är ett av dem"
    hint = (
        f"Välj upphandlingsskäl, {proposed}, eller skriv hela meningar om just det här avtalet under upphandlingsgrund."
    )
    for document, place in _papers(known):
        lacking = _lacking(document, known.loaded.program, [side.short for side in known.sides if side != known.own])
        if lacking:
            yield Fault(f"{reason} {lacking}", hint, place)


def _papers(known: Known) -> Iterator[tuple[Finished, Place]]:
    """What has to give the ground: the finished papers, or the case's texts where the template will not do it."""
    own = known.loaded.case.tjänsteskrivelse.upphandlingsgrund
    place = known.place("tjänsteskrivelse", "upphandlingsgrund" if own else "upphandlingsskäl", key=True)
    if known.documents:
        for document in known.of(Kind.TJÄNSTESKRIVELSE):
            yield document, place if not known.reviewed else document.beginning
    elif known.loaded.case.tjänsteskrivelse.upphandlingsskäl is None:
        yield known.case_text, place


def _lacking(document: Finished, program: Program, others: Sequence[str]) -> str:
    """What the ground in a document lacks; "" if there is one that lacks nothing."""
    texts = ["", *(" ".join(paragraph.text.split()) for paragraph in document.body), ""]
    between = zip(texts, texts[1:], texts[2:], strict=False)
    found = [_of_passage(text, f"{before} {text} {after}", program, others) for before, text, after in between]
    if "" in found:
        return ""
    return next(filter(None, found), "Skrivelsen säger inte varför avtalet får ingås utan upphandling.")


def _of_passage(text: str, around: str, program: Program, others: Sequence[str]) -> str | None:
    """What a paragraph lacks of a ground: nothing, something, or None if it gives no ground at all.

    Which test is not met may be said next to it, in what stands ``around``.
    """
    grounds = [sentence for _, sentence in sentences(text) if _GROUND.search(sentence)]
    if not grounds:
        return None
    quoted = f"”{grounds[0][:100].rstrip()}{'…' if len(grounds[0]) > 100 else ''}”"
    if not any(_WHOLE.fullmatch(sentence) and _VERB.search(sentence) for sentence in grounds):
        return f"Skälet för att inte upphandla, {quoted}, är ingen hel mening."
    names = (program.namn, *others)
    if _of_another(text, program, others) or not (_ABOUT.search(text) or any(name in text for name in names)):
        return f"Meningen {quoted} handlar inte om det här avtalet."
    # The law's own words on when it holds decide nothing.
    decisive = (sentence for _, sentence in sentences(around) if not _LAWS_OWN.search(sentence))
    if not any(map(_ANOTHER_GROUND.search, grounds)) and not any(map(_TEST.search, decisive)):
        return f"Skälet, {quoted}, säger inte om det är resultatet eller kostnaden som delas med andra."
    return ""


def _of_another(text: str, program: Program, others: Sequence[str]) -> bool:
    """True if a text is about an agreement on something else than the programme's subject, and about no other."""
    subject = " ".join(filter(None, (program.ämne, *_lines(program), "deltagande")))
    own = [word[:7] for word in re.findall(r"\w{5,}", subject.lower())]
    own += [program.namn.lower(), *(name.lower() for name in others)]
    about = [re.findall(r"\w+", match["vad"].lower()) for match in _ANOTHER.finditer(text)]
    return bool(about) and not any(word.startswith(tuple(own)) for words in about for word in words)


def _lines(program: Program) -> Iterator[str]:
    """The programme's own lines, of which some say more of what its agreements are about."""
    for fact in program.facts:
        if fact.kind is FactKind.RAD and not fact.given:
            yield str(getattr(getattr(program, str(fact.path[0])), fact.name))

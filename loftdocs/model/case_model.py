"""The form of a case file, made from what its programme declares: parties, facts, paper, term, signers, clauses."""

from typing import Any, Literal

from pydantic import Field, create_model

from loftdocs.language.swedish import capital
from loftdocs.model.base import Model, field
from loftdocs.model.case import (
    Avtalsperiod,
    Beslut,
    Bilaga,
    Case,
    Kommun,
    Organisation,
    Person,
    Privatperson,
    Undantag,
    Underskrifter,
)
from loftdocs.model.documents import HANDLINGAR, Dokument
from loftdocs.model.fact import model_field
from loftdocs.model.kind import Kind
from loftdocs.model.paper import paper_model, paper_parts
from loftdocs.model.party import PartensBeslut, PartyKind, Roll
from loftdocs.model.program import Program
from loftdocs.model.types import Day, Line, PersonName, YesNo

_Field = tuple[Any, Any]
_ONE_PERSON = "en person"


def case_model(program: Program) -> type[Case]:
    """The model of the case files of ``program``, its keys in the order in which a clerk reads them."""
    given = [fact for fact in program.facts if fact.given and not fact.each]
    everyone = field(tuple[Person, ...], "Alla som nämns, var och en en gång.", one=_ONE_PERSON, min_length=1)
    fields = {"program": field(Line, "Programmets mapp under templates/."), **_parties(program), "personer": everyone}
    if program.has(Kind.TJÄNSTESKRIVELSE):
        paper = paper_model(paper_parts(program.tjänsteskrivelse.avsnitt), procurement=program.upphandling is not None)
        fields["tjänsteskrivelse"] = field(paper, "Tjänsteskrivelsen: det som är kommunens eget.")
    if program.avtalstid and program.avtalstid.dated:
        fields["avtalsperiod"] = field(_period(program), "Avtalets första och sista dag.")
    fields |= _signers(program)
    fields |= {fact.name: model_field(fact) for fact in given}
    fields["beslut"] = (Beslut, _empty(Beslut, "Beslutet, när det är fattat."))
    if program.valfria_klausuler:
        clauses = _clauses(program)
        described = "Klausuler som avtalet ska ha (ja) eller inte (nej); det som inte är ifyllt är som i programmet."
        fields["valfria_klausuler"] = (clauses, _empty(clauses, described))
    if program.försättsblad:
        fields["försättsblad"] = field(YesNo, "Om handlingarna ska ha ett försättsblad: ja eller nej.", True)
    attached: Any = tuple[_attached(program), ...]  # type: ignore[misc]  # made for the programme
    fields["bilagor"] = field(attached, "Färdiga handlingar ur ärendets mapp, som ska med i samlingarna.", ())
    set_aside = "Regler som inte ska gälla i ärendet, var och en med skäl."
    fields["undantag"] = field(tuple[Undantag, ...], set_aside, (), one="en regel")
    made: type[Case] = _made("Case", Case, fields)
    return made


def signed_by(program: Program, document: Dokument) -> tuple[str, ...]:
    """The roles whose parties sign a document: those that it names, or for an agreement all of them."""
    if document.undertecknas_av is not None:
        return tuple(role for role in document.undertecknas_av if role in program.parter)
    return tuple(program.parter) if document.slag is Kind.AVTAL else ()


def signer_key(role: str, roll: Roll) -> str:
    """What a role is called where a case says who signs for it."""
    return roll.undertecknar_som or role


def _parties(program: Program) -> dict[str, _Field]:
    """The roles whose parties the case names."""
    found: dict[str, _Field] = {}
    for role, roll in program.parter.items():
        if roll.fixed:
            continue
        called = capital(roll.bestämd or role)
        if roll.en_av:
            described = "Den av parterna som det är, med det som den kallas i avtalet."
            found[role] = field(Line, described, json_schema_extra={"x-namn-ur": roll.en_av})
        elif roll.many:
            least, most = roll.antal or (1, None)
            described = f"{called}, i den ordning de undertecknar: {least} till {most} stycken."
            party: Any = tuple[_party(program, role, roll), ...]  # type: ignore[misc]  # made for the programme
            found[role] = field(party, described, one=_ONE[roll.slag], min_length=least, max_length=most)
        else:
            found[role] = field(_party(program, role, roll), _DESCRIBED.get(roll.slag) or f"{called}.")
    return found


_DESCRIBED = {PartyKind.KOMMUN: "Kommunen: en kommun, en stad eller en region."}
_ONE = {
    PartyKind.KOMMUN: "en kommun",
    PartyKind.BOLAG: "ett bolag",
    PartyKind.FÖRENING: "en förening",
    PartyKind.STIFTELSE: "en stiftelse",
    PartyKind.MYNDIGHET: "en myndighet",
    PartyKind.PERSON: _ONE_PERSON,
}
_MODELS: dict[PartyKind, type[Model]] = {PartyKind.KOMMUN: Kommun, PartyKind.PERSON: Privatperson}


def _party(program: Program, role: str, roll: Roll) -> type[Model]:
    """What a case tells of a party; of one of many also what it is called, who signs for it, and its own decision."""
    base = _MODELS.get(roll.slag, Organisation)
    own = [fact for fact in program.facts if fact.given and fact.each == role]
    fields: dict[str, _Field] = {fact.name: model_field(fact) for fact in own}
    if roll.many:
        fields["kallas"] = field(Line | None, "Vad parten kallas i avtalet; annars ortnamnet.", None)
        signers = "De som undertecknar för parten, med namn ur listan över personer."
        fields["undertecknare"] = field(tuple[PersonName, ...], signers, (), one=_ONE_PERSON)
        fields["beslut"] = (PartensBeslut, _empty(PartensBeslut, "Partens eget beslut, när det är fattat."))
    return _made(base.__name__, base, fields) if fields else base


def _period(program: Program) -> type[Avtalsperiod]:
    """The term as the case gives it; a last day where the programme leaves that to the case, and none without end."""
    term = program.avtalstid
    if term and term.slut == "i ärendet":
        last = {"slut": field(Day, "Sista dagen, som 2024-12-31.")}
        made: type[Avtalsperiod] = _made("Avtalsperiod", Avtalsperiod, last)
        return made
    return Avtalsperiod


def _signers(program: Program) -> dict[str, _Field]:
    """Who signs which document, by names; of many parties each says so itself."""
    documents: dict[str, _Field] = {}
    for document in program.dokument:
        if document.slag is Kind.TJÄNSTESKRIVELSE:
            described = "De som skriver under tjänsteskrivelsen, i ordning; tom om ingen gör det."
            documents["tjänsteskrivelse"] = field(tuple[PersonName, ...], described, one=_ONE_PERSON)
            continue
        sides = [(role, program.parter[role]) for role in signed_by(program, document)]
        single = [(role, roll) for role, roll in sides if not roll.many and not roll.en_av]
        if single:
            keys = {}
            for role, roll in sorted(single, key=lambda side: side[1].fixed):
                described = f"Vem eller vilka som undertecknar för {roll.bestämd or role}."
                keys[signer_key(role, roll)] = field(tuple[PersonName, ...], described, (), one=_ONE_PERSON)
            model = _made("Parternas", Model, keys)
            described = "De som undertecknar avtalet för varje part."
            documents[document.namn] = (model, _empty(model, described)) if document.om else field(model, described)
    if not documents:
        return {}
    described = "Vilka som skriver under, med namn ur listan över personer."
    return {"underskrifter": field(_made("Underskrifter", Underskrifter, documents), described)}


def _attached(program: Program) -> type[Bilaga]:
    """A paper of the case's own, which goes into the bundles that the programme has: the board's if nothing is said."""
    bundles = program.bundles or (HANDLINGAR,)
    described = f"Samlingarna som handlingen ingår i, en eller flera: {', '.join(bundles)}."
    chosen = field(tuple[Literal[bundles], ...], described, (program.main_bundle or HANDLINGAR,), min_length=1)  # type: ignore[valid-type]
    made: type[Bilaga] = _made("Bilaga", Bilaga, {"ingår_i": chosen})
    return made


def _clauses(program: Program) -> type[Model]:
    clauses = program.valfria_klausuler.items()
    fields = {name: field(YesNo | None, clause.beskrivning, None) for name, clause in clauses}
    made: type[Model] = _made("ValfriaKlausuler", Model, fields)
    return made


def _empty(model: type[Model], described: str) -> Any:
    return Field(default_factory=lambda: model.model_validate({}), description=described)


def _made(name: str, base: type[Model], fields: dict[str, _Field]) -> Any:
    return create_model(name, __base__=base, **fields)  # type: ignore[call-overload]  # the fields are the programme's

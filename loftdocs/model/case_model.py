"""The form of a case file, made from what its programme declares: parties, facts, paper, term, signers, clauses."""

from typing import Any, Literal

from pydantic import Field, create_model

from loftdocs.language.swedish import capital
from loftdocs.model.base import Model
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
)
from loftdocs.model.documents import HANDLINGAR, Dokument
from loftdocs.model.fact import model_field
from loftdocs.model.kind import Kind
from loftdocs.model.paper import paper_model, paper_parts
from loftdocs.model.party import PartensBeslut, PartyKind, Roll
from loftdocs.model.program import Program
from loftdocs.model.types import Day, Line, PersonName, YesNo

_Field = tuple[Any, Any]
_PERSON: Any = {"x-en": "en person"}


def case_model(program: Program) -> type[Case]:
    """The model of the case files of ``program``, its keys in the order in which a clerk reads them."""
    given = [fact for fact in program.facts if fact.given and not fact.each]
    fields: dict[str, _Field] = {
        "program": (Line, Field(description="Programmets mapp under templates/.")),
        **dict(_parties(program)),
        "personer": (
            tuple[Person, ...],
            Field(
                min_length=1,
                description="Alla som nämns, var och en en gång.",
                json_schema_extra={"x-en": "en person"},
            ),
        ),
    }
    if program.has(Kind.TJÄNSTESKRIVELSE):
        paper = paper_model(paper_parts(program.tjänsteskrivelse.avsnitt), procurement=program.upphandling is not None)
        fields["tjänsteskrivelse"] = (paper, Field(description="Tjänsteskrivelsen: det som är kommunens eget."))
    if program.avtalstid and program.avtalstid.dated:
        fields["avtalsperiod"] = (_period(program), Field(description="Avtalets första och sista dag."))
    fields |= dict(_signers(program))
    fields |= {fact.name: model_field(fact) for fact in given}
    fields["beslut"] = (Beslut, _empty(Beslut, "Beslutet, när det är fattat."))
    if program.valfria_klausuler:
        clauses = _clauses(program)
        described = "Klausuler som avtalet ska ha (ja) eller inte (nej); det som inte är ifyllt är som i programmet."
        fields["valfria_klausuler"] = (clauses, _empty(clauses, described))
    if program.försättsblad:
        fields["försättsblad"] = (
            YesNo,
            Field(True, description="Om handlingarna ska ha ett försättsblad: ja eller nej."),
        )
    fields["bilagor"] = (
        tuple[_attached(program), ...],  # type: ignore[misc]  # made for the programme
        Field((), description="Färdiga handlingar ur ärendets mapp, som ska med i samlingarna."),
    )
    fields["undantag"] = (
        tuple[Undantag, ...],
        Field(
            (),
            description="Regler som inte ska gälla i ärendet, var och en med skäl.",
            json_schema_extra={"x-en": "en regel"},
        ),
    )
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


def _parties(program: Program) -> list[tuple[str, _Field]]:
    """The roles whose parties the case names."""
    found: list[tuple[str, _Field]] = []
    for role, roll in program.parter.items():
        if roll.fixed:
            continue
        if roll.en_av:
            described = "Den av parterna som det är, med det som den kallas i avtalet."
            among = Field(description=described, json_schema_extra={"x-namn-ur": roll.en_av})
            found.append((role, (Line, among)))
        elif roll.many:
            least, most = roll.antal or (1, None)
            described = f"{capital(roll.bestämd or role)}, i den ordning de undertecknar: {least} till {most} stycken."
            many = Field(
                min_length=least,
                max_length=most,
                description=described,
                json_schema_extra={"x-en": _ONE[roll.slag]},
            )
            found.append((role, (tuple[_party(program, role, roll), ...], many)))  # type: ignore[misc]
        else:
            described = _DESCRIBED.get(roll.slag) or f"{capital(roll.bestämd or role)}."
            found.append((role, (_party(program, role, roll), Field(description=described))))
    return found


_DESCRIBED = {PartyKind.KOMMUN: "Kommunen: en kommun, en stad eller en region."}
_ONE = {
    PartyKind.KOMMUN: "en kommun",
    PartyKind.BOLAG: "ett bolag",
    PartyKind.FÖRENING: "en förening",
    PartyKind.STIFTELSE: "en stiftelse",
    PartyKind.MYNDIGHET: "en myndighet",
    PartyKind.PERSON: "en person",
}
_MODELS: dict[PartyKind, type[Model]] = {PartyKind.KOMMUN: Kommun, PartyKind.PERSON: Privatperson}


def _party(program: Program, role: str, roll: Roll) -> type[Model]:
    """What a case tells of a party; of one of many also what it is called, who signs for it, and its own decision."""
    base = _MODELS.get(roll.slag, Organisation)
    own = [fact for fact in program.facts if fact.given and fact.each == role]
    fields: dict[str, _Field] = {fact.name: model_field(fact) for fact in own}
    if roll.many:
        fields["kallas"] = (Line | None, Field(None, description="Vad parten kallas i avtalet; annars ortnamnet."))
        fields["undertecknare"] = (
            tuple[PersonName, ...],
            Field(
                (),
                description="De som undertecknar för parten, med namn ur listan över personer.",
                json_schema_extra=_PERSON,
            ),
        )
        fields["beslut"] = (PartensBeslut, _empty(PartensBeslut, "Partens eget beslut, när det är fattat."))
    return _made(base.__name__, base, fields) if fields else base


def _period(program: Program) -> type[Avtalsperiod]:
    """The term as the case gives it; a last day where the programme leaves that to the case, and none without end."""
    term = program.avtalstid
    if term and term.slut == "i ärendet":
        last = {"slut": (Day, Field(description="Sista dagen, som 2024-12-31."))}
        made: type[Avtalsperiod] = _made("Avtalsperiod", Avtalsperiod, last)
        return made
    return Avtalsperiod


def _signers(program: Program) -> list[tuple[str, _Field]]:
    """Who signs which document, by names; of many parties each says so itself."""
    documents: dict[str, _Field] = {}
    for document in program.dokument:
        if document.slag is Kind.TJÄNSTESKRIVELSE:
            described = "De som skriver under tjänsteskrivelsen, i ordning; tom om ingen gör det."
            signers = Field(description=described, json_schema_extra=_PERSON)
            documents["tjänsteskrivelse"] = (tuple[PersonName, ...], signers)
            continue
        sides = [(role, program.parter[role]) for role in signed_by(program, document)]
        single = [(role, roll) for role, roll in sides if not roll.many and not roll.en_av]
        if single:
            keys: dict[str, _Field] = {
                signer_key(role, roll): (
                    tuple[PersonName, ...],
                    Field(
                        (),
                        description=f"Vem eller vilka som undertecknar för {roll.bestämd or role}.",
                        json_schema_extra=_PERSON,
                    ),
                )
                for role, roll in sorted(single, key=lambda side: side[1].fixed)
            }
            model = _made("Parternas", Model, keys)
            described = "De som undertecknar avtalet för varje part."
            documents[document.namn] = (
                model,
                _empty(model, described) if document.om else Field(description=described),
            )
    if not documents:
        return []
    model = _made("Underskrifter", Model, documents)
    return [("underskrifter", (model, Field(description="Vilka som skriver under, med namn ur listan över personer.")))]


def _attached(program: Program) -> type[Bilaga]:
    """A paper of the case's own, which goes into the bundles that the programme has: the board's if nothing is said."""
    bundles = program.bundles or (HANDLINGAR,)
    described = f"Samlingarna som handlingen ingår i, en eller flera: {', '.join(bundles)}."
    chosen = Field((program.main_bundle or HANDLINGAR,), min_length=1, description=described)
    made: type[Bilaga] = _made("Bilaga", Bilaga, {"ingår_i": (tuple[Literal[bundles], ...], chosen)})  # type: ignore[valid-type]
    return made


def _clauses(program: Program) -> type[Model]:
    fields: dict[str, _Field] = {
        name: (YesNo | None, Field(None, description=clause.beskrivning))
        for name, clause in program.valfria_klausuler.items()
    }
    made: type[Model] = _made("ValfriaKlausuler", Model, fields)
    return made


def _empty(model: type[Model], described: str) -> Any:
    return Field(default_factory=lambda: model.model_validate({}), description=described)


def _made(name: str, base: type[Model], fields: dict[str, _Field]) -> Any:
    return create_model(name, __base__=base, **fields)  # type: ignore[call-overload]  # the fields are the programme's

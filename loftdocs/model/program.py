"""A programme: what ``templates/<program>/program.yaml`` says, the same for every case of it."""

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, create_model
from pydantic_core import PydanticCustomError

from loftdocs.model.base import Model
from loftdocs.model.documents import HANDLINGAR, Bild, Del, Dokument, Kontakt, Nyckeldag
from loftdocs.model.fact import Fact, group_model
from loftdocs.model.kind import Kind
from loftdocs.model.named import FieldName
from loftdocs.model.party import PartyKind, Roll
from loftdocs.model.payment import Betalning
from loftdocs.model.procurement import Upphandling
from loftdocs.model.rule import Regel
from loftdocs.model.term import Avtalstid
from loftdocs.model.types import Line, WholeNumber, YesNo

_OWN = "kommun"


def _said(contact: Kontakt | None) -> Kontakt | None:
    """A contact of whom nothing is said is none."""
    return contact if contact and (contact.namn or contact.telefon or contact.epost) else None


def as_part(item: object) -> object:
    """A part of the paper, of which a name alone says enough."""
    return {"namn": item} if isinstance(item, str) else item


def _as_group(value: object) -> object:
    if isinstance(value, dict | Model | None):
        return value
    raise PydanticCustomError("model_type", "a group is asked for")


# What it holds is declared in the file itself; see `program_model`.
_Group = Annotated[Any, BeforeValidator(_as_group)]


class Klausul(Model):
    """A clause that an agreement may have beside its usual ones."""

    värde: YesNo = Field(False, description="Om avtalet har den när ärendet inte säger annat: ja eller nej.")
    beskrivning: Line | None = Field(None, description="Vad klausulen ger, för den som väljer.")


def as_clause(value: object) -> object:
    """A clause, of which yes or no alone says enough."""
    return value if isinstance(value, dict | list | Klausul) else {"värde": value}


class Skrivelsens(Model):
    """The form of the programme's decision paper."""

    avsnitt: tuple[Annotated[Del, BeforeValidator(as_part)], ...] = Field(
        (), description="De texter som handläggaren skriver, i ordning; annars de vanliga."
    )
    hos: FieldName | None = Field(None, description="Rollen vars nämnd skrivelsen går till; annars ärendets kommun.")


class Program(Model):
    """A whole programme file. ``uppgifter`` and ``villkor`` have the facts that it declares, each under its name."""

    namn: Line = Field(description="Programmets korta namn.")
    uttydd: Line | None = Field(None, description="Vad namnet står för.")
    ämne: Line | None = Field(None, description="Vad avtalet handlar om, som det står i förslaget till beslut.")
    parter: dict[FieldName, Roll] = Field(
        default_factory=lambda: {_OWN: Roll(slag=PartyKind.KOMMUN, bestämd="kommunen")},
        description="Parterna, i den ordning de undertecknar; annars en kommun, som ärendet anger.",
    )
    kontakt: Annotated[Kontakt | None, AfterValidator(_said)] = Field(
        None, description="Den som svarar på frågor om programmet; får vara tom."
    )
    logotyp: Bild | None = Field(None, description="Programmets logotyp.")
    bild: Bild | None = Field(None, description="En bild.")
    uppgifter: _Group = Field(None, description="Det som är lika för alla ärenden, och det som ärendet fyller i.")
    villkor: _Group = Field(None, description="Det som avtalets klausuler anger, lika för alla ärenden.")
    avtalstid: Avtalstid | None = Field(None, description="Hur länge avtalet gäller, och hur det upphör.")
    betalningar: dict[FieldName, Betalning] = Field(
        default_factory=dict, description="Det som betalas, var och en under sitt namn."
    )
    valfria_klausuler: dict[FieldName, Annotated[Klausul, BeforeValidator(as_clause)]] = Field(
        default_factory=dict, description="Klausuler som avtalet kan ha; ett ärende får välja annorlunda."
    )
    upphandling: Upphandling | None = Field(None, description="Gränser och grund enligt LOU.")
    sammanfattning_efter_rader: WholeNumber | None = Field(
        None, description="Ett längre ärende än så många rader ska ha en sammanfattning; utelämnas om ingen behövs."
    )
    tjänsteskrivelse: Skrivelsens = Field(
        default_factory=lambda: Skrivelsens.model_validate({}), description="Hur skrivelsen är uppbyggd."
    )
    nyckeldagar: tuple[Nyckeldag, ...] = Field(
        (), description="Fler dagar att komma ihåg än de som följer av avtalstiden."
    )
    regler: tuple[Regel, ...] = Field((), description="Programmets egna regler.")
    sidnumrering: Line | None = Field(
        None, description="Mallen med den löpande sidnumreringen i samlingarna; utelämnas om de inte ska ha någon."
    )
    försättsblad: Dokument | None = Field(None, description="Försättsbladet, först i handlingarna.")
    dokument: tuple[Dokument, ...] = Field(min_length=1, description="Dokumenten i handlingarnas ordning.")

    facts: ClassVar[tuple[Fact, ...]] = ()
    elsewhere: ClassVar[str] = (
        "Parterna står under parter, det som betalas under betalningar, tiden under avtalstid, och det som är "
        "programmets eget under uppgifter eller villkor."
    )

    @property
    def papers(self) -> tuple[Dokument, ...]:
        """The cover, if there is one, and all other documents."""
        return (*((self.försättsblad,) if self.försättsblad else ()), *self.dokument)

    @property
    def bundles(self) -> tuple[str, ...]:
        """The names of the bundles, in the order in which the documents name them."""
        return tuple(dict.fromkeys(bundle for one in self.papers for bundle in one.ingår_i))

    @property
    def signed_bundles(self) -> frozenset[str]:
        """The bundles that the parties sign: all but the one for the board."""
        return frozenset(self.bundles) - {HANDLINGAR}

    @property
    def main_bundle(self) -> str:
        """The bundle that holds most, and that a build is checked by: the one for the board, or else the first."""
        return HANDLINGAR if HANDLINGAR in self.bundles else next(iter(self.bundles), "")

    @property
    def own(self) -> str | None:
        """The role of the case's own party, whose board its paper goes to; None if no case names a municipality."""
        if self.tjänsteskrivelse.hos in self.parter:
            return self.tjänsteskrivelse.hos
        roles = self.parter.items()
        return next((role for role, roll in roles if roll.slag is PartyKind.KOMMUN and not roll.fixed), None)

    def has(self, kind: Kind) -> bool:
        """True if it has a document of a kind."""
        return any(one.slag is kind for one in self.papers)

    def fact(self, name: str) -> Fact | None:
        """The fact with this name; those of the agreement's terms first."""
        found = [fact for fact in self.facts if fact.name == name]
        return next((fact for fact in found if fact.path[0] == "villkor"), found[0] if found else None)


def program_model(facts: tuple[Fact, ...]) -> type[Program]:
    """The model of a programme file that declares these facts."""
    groups: dict[str, tuple[Any, Any]] = {}
    for group in ("uppgifter", "villkor"):
        own = tuple(fact for fact in facts if fact.path[0] == group and not fact.given)
        if own:
            groups[group] = (group_model(group.capitalize(), own), Field(description=None))
    made: type[Program] = create_model("Program", __base__=Program, **groups)  # type: ignore[call-overload]
    made.facts = facts
    return made

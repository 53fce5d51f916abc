"""From a YAML tree to a typed model: every fault a Swedish finding with its place, and what is sound kept.

A model with faults comes back partial: the faulty fields are left out, and reading one raises `Unknown`, so that the
rules for all the rest can still run and a clerk gets everything told at once.
"""

import types
from collections.abc import Collection
from contextlib import suppress
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from loftdocs.findings import Finding
from loftdocs.load import diagnostics
from loftdocs.load.yaml_tree import Tree, YamlPath
from loftdocs.model.base import Model
from loftdocs.model.types import FIRST_YEAR, LAST_YEAR

M = TypeVar("M", bound=Model)


def bind(model: type[M], tree: Tree, unknown: Collection[YamlPath] = ()) -> tuple[M, tuple[Finding, ...]]:
    """The model that ``tree`` describes, whole or partial, and the findings about what does not fit it.

    That the values at the paths in ``unknown`` are missing has been told already.
    """
    try:
        return model.model_validate(tree.data), ()
    except ValidationError as error:
        faults = error.errors(include_url=False)
        told = (fault for fault in faults if not (_told_before(fault, unknown) or _no_fault(tree, fault)))
        return _partial(model, tree.data), tuple(_finding(model, tree, fault) for fault in told)


def _told_before(fault: ErrorDetails, unknown: Collection[YamlPath]) -> bool:
    return fault["type"] == "missing" and fault["loc"] in unknown


def _no_fault(tree: Tree, fault: ErrorDetails) -> bool:
    """True for a list that pydantic finds too short because it counts only what is right in it."""
    value = _value_at(tree.data, fault["loc"]) if fault["type"] == "too_short" else None
    return isinstance(value, list) and len(value) >= fault["ctx"]["min_length"]


def _partial(model: type[M], data: Any) -> M:
    from pydantic import TypeAdapter  # only a faulty file needs it

    sound: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if not isinstance(data, dict) or data.get(name) is None:
            if not info.is_required():
                sound[name] = info.get_default(call_default_factory=True)
            continue
        inner, many = inner_model(info.annotation)
        value = data[name]
        with suppress(ValidationError):
            sound[name] = TypeAdapter(_annotated(info)).validate_python(value)
            continue
        if inner and many is tuple and isinstance(value, list):
            sound[name] = tuple(_partial(inner, item) for item in value)
        elif inner and many is dict and isinstance(value, dict):
            sound[name] = {key: _partial(inner, item) for key, item in value.items()}
        elif inner and many is None:
            sound[name] = _partial(inner, value)
    made = cast(M, model.model_construct())
    # model_construct fills defaults in; only what is known to be sound may be there.
    object.__setattr__(made, "__dict__", sound)
    return made


def _annotated(info: FieldInfo) -> Any:
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def inner_model(annotation: Any) -> tuple[type[Model] | None, type | None]:
    """The model inside an annotation, if any, and what holds many of them: a tuple, a dict by name, or nothing."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        origin = get_origin(annotation)
    if origin is Annotated:
        return inner_model(get_args(annotation)[0])
    if origin in (tuple, dict):
        return inner_model(get_args(annotation)[0 if origin is tuple else 1])[0], origin
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation, None
    return None, None


def _model_at(model: type[BaseModel], path: YamlPath) -> type[BaseModel] | None:
    """The model that describes the mapping at ``path``."""
    here: type[BaseModel] | None = model
    keyed = False
    for step in path:
        if isinstance(step, int) or keyed:  # a place in a list, or a name in a group of named ones
            keyed = False
            continue
        if here is None or step not in here.model_fields:
            return None
        here, many = inner_model(here.model_fields[step].annotation)
        keyed = many is dict
    return here


_MESSAGES = {
    "date_form": ("{name} ”{value}” är inte skrivet som ett datum.", "Skriv år-månad-dag med siffror: 2021-11-17."),
    "date_calendar": ("{name}: dagen {value} finns inte i kalendern.", "Kontrollera månadens och dagens siffror."),
    "whole_number": ("{name} ”{value}” är inte ett helt tal.", "Skriv bara siffror, till exempel 300 000."),
    "date_year": (
        "{name}: årtalet i {value} är orimligt.",
        f"Skriv ett år från {FIRST_YEAR} till {LAST_YEAR}; en sista dag som inte är känd utelämnas.",
    ),
    "less_than_equal": ("{name} ”{value}” är för stort.", "Skriv ett tal som är högst {le}."),
    "positive": ("{name} ”{value}” måste vara större än noll.", "Rätta talet."),
    "yes_no": ("{name} ”{value}” är varken ja eller nej.", "Skriv ja eller nej."),
    "control": ("{name} innehåller ett osynligt styrtecken.", "Skriv om texten för hand och spara."),
    "empty": ("{name} är tomt.", "Fyll i uppgiften."),
    "empty_list": ("{name} är en tom lista.", "Skriv minst en rad som börjar med ett streck."),
    "too_short": (
        "{name} är en lista med {length}, men ska ha minst {min_length}.",
        "Lägg till det som saknas, var och en efter ett streck.",
    ),
    "too_long": ("{name} är en lista med {length}, men ska ha högst {max_length}.", "Ta bort det som är för mycket."),
    "title_mark": (
        "{name} innehåller en klammer som inte hör till ett fält.",
        "Skriv ett fält som i mallarna: {{{{ period.år }}}}.",
    ),
    "length_form": ("{name} ”{value}” är ingen tid.", "Skriv ett tal och en enhet: 30 dagar, 12 månader, 3 år."),
    "range_form": ("{name} ”{value}” är inget antal.", "Skriv ett antal, eller det minsta och det största: 2–12."),
    "decimal_form": ("{name} ”{value}” är inget tal.", "Skriv siffror, och decimaler efter ett komma: 33,5."),
    "name_form": (
        "{name} ”{value}” kan inte vara ett namn.",
        "Skriv bokstäver, siffror och understreck, och börja med en bokstav.",
    ),
    "moment_form": (
        "{name} ”{value}” är ingen tidpunkt.",
        "Skriv slutet, årsskifte, månadsskifte, när som helst eller en dag på året: 1 februari.",
    ),
    "yearly_form": ("{name} ”{value}” är ingen dag på året.", "Skriv dag och månad: 1 februari."),
    "term_end": (
        "{name} säger inte på ett sätt hur länge avtalet gäller.",
        "Skriv antingen längd: 3 år, eller slut: i ärendet, eller slut: tills vidare.",
    ),
    "payment_amount": (
        "{name} har inget belopp.",
        "Skriv belopp, per_månad, per_kvartal, per_halvår eller per_år.",
    ),
    "payment_rhythm": (
        "{name} har inget belopp som hör till hur ofta det betalas.",
        "Skriv belopp för det som betalas en gång; annars per_månad, per_kvartal, per_halvår eller per_år.",
    ),
    "literal_error": ("{name} ”{value}” är inte ett av de ord som kan stå här.", "Välj {expected}."),
    "enum": ("{name} ”{value}” är inte ett av de ord som kan stå här.", "Välj {expected}."),
}


def _finding(model: type[Model], tree: Tree, detail: ErrorDetails) -> Finding:
    path: YamlPath = detail["loc"]
    if path and path[-1] == "[key]":  # so pydantic tells of the name itself in a group of free names
        return _bad_name(tree, path[:-1])
    if detail["type"] != "missing":
        while path and path not in tree.values and path not in tree.keys:  # what is written in short has no parts
            path = path[:-1]
    name = f"Uppgiften ”{_label(path)}”"
    value = _value_at(tree.data, path)
    place = tree.place(*path)
    match detail["type"]:
        case "missing":
            return _missing(tree, path)
        case "extra_forbidden":
            return _unknown_key(model, tree, path)
        case "model_type" | "model_attributes_type" | "dict_type":
            inner = _model_at(model, path)
            wanted = f": {', '.join(inner.model_fields)}" if inner else ""
            message = f"{name} ska bestå av flera uppgifter, men här står {_kind(value)}."
            return diagnostics.NO_GROUP.finding(message, f"Skriv var och en på en egen, indragen rad{wanted}.", place)
        case "tuple_type":
            message = f"{name} ska vara en lista, men här står {_kind(value)}."
            return diagnostics.NO_LIST.finding(
                message, "Skriv varje del på en egen, indragen rad som börjar med ”- ”.", place
            )
        case "not_text":
            message = f"{name} ska vara en text, men här står {_kind(value)}."
            return diagnostics.NO_TEXT.finding(
                message, "Skriv bara ett värde här, utan streck och utan underrubriker.", place
            )
        case kind:
            kind = "empty_list" if kind == "too_short" and not value else kind
            message, hint = _MESSAGES.get(kind, ("{name} ”{value}” går inte att använda här.", "Rätta värdet."))
            what = diagnostics.NO_DAY if kind.startswith("date") else diagnostics.WRONG_FORM
            said = {
                "name": name,
                "value": shown(value),
                "length": len(value) if isinstance(value, list) else 0,
                **_context(detail),
            }
            return what.finding(message.format(**said), hint.format(**said), place)


def _bad_name(tree: Tree, path: YamlPath) -> Finding:
    message, hint = f"Ingenting kan heta ”{shown(path[-1])}” här.", _MESSAGES["name_form"][1]
    return diagnostics.WRONG_FORM.finding(message, hint, tree.place(*path, key=True))


def _context(detail: ErrorDetails) -> dict[str, Any]:
    """What pydantic says of a fault besides; of a choice the words there are, as Swedish lists them."""
    context = dict(detail.get("ctx", {}))
    if "expected" in context:
        context["expected"] = context["expected"].replace("'", "").replace(" or ", " eller ")
    return context


def _missing(tree: Tree, path: YamlPath) -> Finding:
    if path in tree.keys:
        message, place = f"Uppgiften ”{_label(path)}” är tom.", tree.place(*path, key=True)
    else:
        owner = f" under ”{_label(path[:-1])}”" if len(path) > 1 else ""
        message, place = f"Uppgiften ”{path[-1]}” saknas{owner}.", tree.place(*path[:-1], key=len(path) > 1)
    return diagnostics.MISSING.finding(message, f"Skriv raden ”{path[-1]}: …” med rätt innehåll.", place)


def _unknown_key(model: type[Model], tree: Tree, path: YamlPath) -> Finding:
    owner = _model_at(model, path[:-1])
    names = list(owner.model_fields) if owner else []
    close = get_close_matches(str(path[-1]), names, n=1, cutoff=0.6)
    where = f" under ”{_label(path[:-1])}”" if len(path) > 1 else ""
    message = f"Uppgiften ”{shown(path[-1])}” finns inte{where}."
    message += f" Menade du ”{close[0]}”?" if close else ""
    hint = f"Byt namnet till ”{close[0]}”." if close else f"Här kan stå: {', '.join(names)}."
    elsewhere = getattr(owner, "elsewhere", "")
    hint += f" {elsewhere}" if elsewhere else ""
    return diagnostics.UNKNOWN_NAME.finding(message, hint, tree.place(*path, key=True))


def _label(path: YamlPath) -> str:
    """The path's last names as a person says them; list positions count from 1."""
    steps = [f"nr {step + 1}" if isinstance(step, int) else shown(step) for step in path]
    return " ".join(steps[-2:]) if steps and isinstance(path[-1], int) else str(steps[-1]) if steps else "filen"


def _value_at(data: Any, path: YamlPath) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def shown(value: object, most: int = 60) -> str:
    """A value as it can stand in a sentence: one line, not too long, without what cannot be seen."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in str(value)).split())
    return text if len(text) <= most else f"{text[:most]}…"


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "en grupp av uppgifter"
    if isinstance(value, list):
        return "en lista"
    return f"texten ”{shown(value)}”" if value else "ingenting"

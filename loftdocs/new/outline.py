"""A case file made from what a programme declares: every key that a case may have, explained, and the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from loftdocs.language.swedish import capital
from loftdocs.load.bind import inner_model
from loftdocs.model.base import Model
from loftdocs.model.text import Text
from loftdocs.new.draft import FÖRVALTNING, Draft, person
from loftdocs.new.examples import example
from loftdocs.new.form import Form
from loftdocs.new.scalars import quoted

_WIDTH = 118
_COMMENT_AT = 25
_STEP = "  "


def outline(form: Form, draft: Draft, name: str) -> str:
    """The text of ``cases/<name>.yaml``, its keys in the order of the programme's model.

    What nobody has answered is an empty key if it is needed, and stands as the model has it if it is not.
    """
    case = _Outline(draft.with_all(_following(draft)), _left_out(form))
    return "\n".join([*_head(form, draft, name), *case.fields(form.model, "", "")]).rstrip() + "\n"


def _head(form: Form, draft: Draft, name: str) -> Iterator[str]:
    program = form.program.uttydd or form.program.namn
    whose = draft[form.named] if form.named else ""
    yield f"# Ärendefil{f' för {whose}' if whose else ''}: {program}."
    yield "#"
    yield f"# Ändra uppgifterna, spara och kör  loftdocs build {name}  – då skrivs alla dokument om."
    yield "# Det som går att räkna ut står inte här; det gör loftdocs."
    yield "# Rader som börjar med # är förklaringar och påverkar ingenting."
    if form.paper:
        yield "#"
        yield "# En längre text skrivs på raderna under sitt namn, indragen, och efter namnet står ett lodstreck:"
        yield "#   bakgrund: |"
        yield "#     Första stycket."
        yield "# En tom rad skiljer två stycken åt, en rad som börjar med ”- ” blir en punkt, **två stjärnor** ger"
        yield "# fetstil och [engelska: ord] anger ordens språk."
    yield ""


def _following(draft: Draft) -> dict[str, str]:
    """What follows from the answers without being one."""
    follows = {
        "tjänsteskrivelse.handläggare": draft[person(0, "namn")],
        "tjänsteskrivelse.skickas_till[0]": f"{draft[FÖRVALTNING]}, för åtgärd" if draft[FÖRVALTNING] else "",
    }
    return {path: value for path, value in follows.items() if value and path not in draft}


def _left_out(form: Form) -> frozenset[str]:
    """The keys that the programme has no use for, though the model has them."""
    term = form.program.avtalstid
    ends = term is not None and (term.längd is not None or term.slut == "i ärendet")
    return frozenset() if ends else frozenset({"avtalsperiod.slut"})


@dataclass(frozen=True)
class _Outline:
    """Writes the fields of a model with the answers of ``draft``, but for the paths that are ``left_out``."""

    draft: Draft
    left_out: frozenset[str]

    def fields(self, model: type[Model], path: str, indent: str, *, lean: bool = False) -> Iterator[str]:
        """The lines of a model's fields; if ``lean``, those that are needed or answered, without what they are."""
        first = True
        for name, info in model.model_fields.items():
            where = f"{path}.{name}" if path else name
            if where in self.left_out or (lean and not info.is_required() and not self._answered(where)):
                continue
            lines = [*self._field(name, info, where, indent, lean)]
            # What takes more than a line stands by itself.
            if len(lines) > 1 and not first and not lean:
                yield ""
            yield from lines
            first = False
            if len(lines) > 1 and not indent:
                yield ""

    def _field(self, name: str, info: FieldInfo, path: str, indent: str, lean: bool) -> Iterator[str]:
        said = "" if lean else info.description or ""
        model, many = inner_model(info.annotation)
        if model and many is tuple:
            yield from self._models(name, info, model, path, indent, said)
        elif model:
            yield from _comment(said, indent)
            yield f"{indent}{name}:"
            yield from self.fields(model, path, indent + _STEP, lean=lean)
        elif get_origin(_bare(info.annotation)) is tuple:
            yield from self._lines(name, info, path, indent, said)
        else:
            yield from self._single(name, info, path, indent, said)

    def _models(
        self, name: str, info: FieldInfo, model: type[Model], path: str, indent: str, said: str
    ) -> Iterator[str]:
        """A list of things with parts of their own; an example of one where there is none."""
        size = max(self.draft.size(path), _least(info))
        yield from _comment(said if size or not said else f"{said.rstrip('.')}. Till exempel:", indent)
        if not size:
            yield from _example(model, indent)
            yield f"{indent}{name}:{'' if info.is_required() else ' []'}"
            return
        yield f"{indent}{name}:"
        inside = indent + _STEP * 2
        for index in range(size):
            # What each part is, is told of the first.
            lines = [line for line in self.fields(model, f"{path}[{index}]", inside, lean=index > 0) if line]
            begun = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
            yield from lines[:begun]
            yield f"{indent}{_STEP}- {lines[begun].removeprefix(inside)}"
            yield from lines[begun + 1 :]

    def _lines(self, name: str, info: FieldInfo, path: str, indent: str, said: str) -> Iterator[str]:
        """A list of single lines."""
        yield from _comment(said, indent)
        values = self.draft.names(path) or self._numbered(path)
        if values:
            yield f"{indent}{name}:"
            yield from (f"{indent}{_STEP}- {quoted(value)}" for value in values)
            return
        if info.is_required():
            yield f"{indent}#{_STEP}- {example(info)}"
        yield f"{indent}{name}:{'' if info.is_required() else ' []'}"

    def _numbered(self, path: str) -> tuple[str, ...]:
        first = self.draft[f"{path}[0]"]
        return (first,) if first else ()

    def _single(self, name: str, info: FieldInfo, path: str, indent: str, said: str) -> Iterator[str]:
        """A value, with what it is after it where there is room; a text below what it is."""
        value = quoted(self.draft[path]) or _default(info)
        line = f"{indent}{name}: {value}".rstrip()
        row = f"{line.ljust(_COMMENT_AT - 1)} # {said[:1].lower()}{said[1:].rstrip('.')}" if said else line
        if _bare(info.annotation) is Text or len(row) > _WIDTH:
            yield from _comment(said, indent)
            yield line
        else:
            yield row

    def _answered(self, path: str) -> bool:
        return any(
            answer and (one == path or one.startswith((f"{path}.", f"{path}[")))
            for one, answer in self.draft.answers.items()
        )


def _comment(said: str, indent: str) -> Iterator[str]:
    yield from (f"{indent}# {line}" for line in wrap(capital(said), _WIDTH - len(indent)))


def _example(model: type[Model], indent: str) -> Iterator[str]:
    """A thing with all its parts, as a comment."""
    for number, (name, info) in enumerate(model.model_fields.items()):
        yield f"{indent}#{_STEP}{'  ' if number else '- '}{name}: {example(info)}"


def _least(info: FieldInfo) -> int:
    return max((getattr(one, "min_length", 0) for one in info.metadata), default=0)


def _bare(annotation: Any) -> Any:
    """An annotation without what it may be instead of nothing, and without what a value must be besides."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if type(None) in get_args(annotation) and get_origin(annotation) is not tuple:
        return _bare(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation


def _default(info: FieldInfo) -> str:
    """What stands where nobody has said anything else."""
    if info.is_required() or info.default is None:
        return ""
    return {True: "ja", False: "nej"}.get(info.default) or quoted(str(info.default))

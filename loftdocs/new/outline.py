"""A case file made from what a programme declares: every key that a case may have, explained, and the answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import get_origin

from pydantic.fields import FieldInfo

from loftdocs.language.swedish import capital
from loftdocs.load.bind import inner_model
from loftdocs.model.base import Model
from loftdocs.model.kind import Kind
from loftdocs.model.paper import paper_parts
from loftdocs.model.text import Text
from loftdocs.new.draft import FÖRVALTNING, Draft, person
from loftdocs.new.examples import bare, example, example_of_one
from loftdocs.new.form import Form
from loftdocs.new.scalars import quoted

_WIDTH = 118
_COMMENT_AT = 27
_STEP = "  "
_SOME_TEXT = "En text."
_DIGITS = re.compile(r"[\d \u00a0]+(?:,\d+)?")
# How a description goes on to tell how to write what it describes.
_EXAMPLE = re.compile(r"(?:, till exempel|, som \d|:) .*|, som [\d-]+")


def outline(form: Form, draft: Draft, name: str, *, judged: bool = False) -> str:
    """The text of ``cases/<name>.yaml``, its keys in the order of the programme's model.

    What nobody has answered is an empty key if it is needed, and stands as the model has it if it is not. With
    ``judged`` there is something under each text, list and table that is needed, so that the rules can read the rest.
    """
    case = _Outline(draft.with_all(_following(draft)), _left_out(form), _examples(form), judged)
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
        yield f"#   {paper_parts(form.program.tjänsteskrivelse.avsnitt)[0].namn}: |"
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


def _examples(form: Form) -> dict[str, str]:
    others = (document.namn for document in form.program.dokument if document.slag is not Kind.TJÄNSTESKRIVELSE)
    return {"handling": next(others, form.program.dokument[0].namn)}


@dataclass(frozen=True)
class _Outline:
    """Writes the fields of a model with the answers of ``draft``, but for the paths that are ``left_out``.

    ``examples`` are values for parts of lists that are better examples than the model knows, by their last name.
    """

    draft: Draft
    left_out: frozenset[str]
    examples: Mapping[str, str]
    judged: bool

    def fields(self, model: type[Model], path: str, indent: str, *, lean: bool = False) -> Iterator[str]:
        """The lines of a model's fields; if ``lean`` without what they are, and without values nobody has to give."""
        apart = True
        for name, info in model.model_fields.items():
            where = f"{path}.{name}" if path else name
            if where in self.left_out or (lean and self._spared(info, where)):
                continue
            lines = [*self._field(name, info, where, indent, lean)]
            block = len(lines) > 1 and not lean  # what takes more than a line stands by itself
            if block and not apart:
                yield ""
            yield from lines
            apart = block and not indent
            if apart:
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
        elif get_origin(bare(info.annotation)) is tuple:
            yield from self._lines(name, info, path, indent, said)
        else:
            yield from self._single(name, info, path, indent, said)

    def _models(
        self, name: str, info: FieldInfo, model: type[Model], path: str, indent: str, said: str
    ) -> Iterator[str]:
        """A list of things with parts of their own; an example of one where there is none."""
        size = max(self.draft.size(path), _least(info))
        if not size:
            yield from _comment(f"{said.rstrip('.')}. Till exempel:" if said else "Till exempel:", indent)
            rows = [*self._example(model, indent)]
            yield from rows
            yield f"{indent}{name}:{'' if info.is_required() else ' []'}"
            if self.judged and info.is_required():
                yield from (row.replace(f"{indent}# ", indent, 1) for row in rows)
            return
        yield from _comment(said, indent)
        yield f"{indent}{name}:"
        inside = indent + _STEP * 2
        for index in range(size):
            # What each part is, is told of the first.
            lines = [line for line in self.fields(model, f"{path}[{index}]", inside, lean=index > 0) if line]
            yield f"{indent}{_STEP}- {lines[0].removeprefix(inside)}"
            yield from lines[1:]

    def _lines(self, name: str, info: FieldInfo, path: str, indent: str, said: str) -> Iterator[str]:
        yield from _comment(said, indent)
        first = self.draft[f"{path}[0]"]
        values = self.draft.names(path) or ((first,) if first else ())
        if values:
            yield f"{indent}{name}:"
            yield from (f"{indent}{_STEP}- {quoted(value)}" for value in values)
            return
        one = example_of_one(info)
        if info.is_required():
            yield f"{indent}# {_STEP}- {one}"
        yield f"{indent}{name}:{'' if info.is_required() else ' []'}"
        if self.judged and info.is_required():
            yield f"{indent}{_STEP}- {one}"

    def _single(self, name: str, info: FieldInfo, path: str, indent: str, said: str) -> Iterator[str]:
        """A value, with what it is after it where there is room; a text below what it is."""
        kind, answer = bare(info.annotation), self.draft[path]
        value = answer if kind in (int, Decimal) and _DIGITS.fullmatch(answer) else quoted(answer)
        if kind is Text and info.is_required() and self.judged:
            value = _SOME_TEXT
        line = f"{indent}{name}: {value or _default(info)}".rstrip()
        if answer:  # how to write it need not be told
            said = _EXAMPLE.sub("", said).rstrip(" .")
            said = "" if said in (info.title, capital(name)) else said
        told = said if said[:2].isupper() else f"{said[:1].lower()}{said[1:]}"
        row = f"{f'{line}  '.ljust(_COMMENT_AT)}# {told.rstrip('.')}" if said else line
        if kind is Text or len(row) > _WIDTH:
            yield from _comment(said, indent)
            yield line
        else:
            yield row

    def _example(self, model: type[Model], indent: str) -> Iterator[str]:
        """A thing with all its parts, as a comment."""
        for number, (name, info) in enumerate(model.model_fields.items()):
            yield f"{indent}# {_STEP}{'  ' if number else '- '}{name}: {self.examples.get(name) or example(info)}"

    def _spared(self, info: FieldInfo, path: str) -> bool:
        """True for a value that need not be given and is not; a list stays, to be filled in."""
        return not (info.is_required() or self.draft[path] or get_origin(bare(info.annotation)) is tuple)


def _comment(said: str, indent: str) -> Iterator[str]:
    yield from (f"{indent}# {line}" for line in wrap(capital(said), _WIDTH - len(indent)))


def _least(info: FieldInfo) -> int:
    return max((getattr(one, "min_length", 0) for one in info.metadata), default=0)


def _default(info: FieldInfo) -> str:
    """What stands where nobody has said anything else."""
    if info.is_required() or info.default is None:
        return ""
    return {True: "ja", False: "nej"}.get(info.default) or quoted(str(info.default))

"""Documents that are not filled in again: only when nothing that their template uses is another."""

import io
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from docx import Document

from loftdocs.render.again import render_once
from loftdocs.render.fields import Picture
from loftdocs.render.template import Rendered
from loftdocs.render.used import used_fields, values_of

from .test_render import template


@dataclass(frozen=True)
class Ort:
    namn: str
    antal: int = 1

    def skrik(self) -> str:
        return self.namn.upper()


def text_of(rendered: Rendered) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(rendered.docx)).paragraphs]


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("{{ a.b.c }} och {{ d }}", {("a", "b", "c"), ("d",)}),
        ("{% if a.b and not c %}{{ d.e|stor }}{% else %}{{ f }}{% endif %}", {("a", "b"), ("c",), ("d", "e"), ("f",)}),
        ("{% for x in a.b %}{{ x.c }}{{ loop.index }}{% endfor %}", {("a", "b"), ("x", "c"), ("loop", "index")}),
        ("{% set x = a.b %}{{ x }}", {("a", "b"), ("x",)}),
        ("{{ a.b() }}{{ c[d.e] }}{{ f.g[0].h }}", {("a", "b"), ("c",), ("d", "e"), ("f", "g")}),
        ("Inga fält.", set()),
    ],
)
def test_the_fields_that_a_template_uses(source: str, fields: set[tuple[str, ...]]) -> None:
    assert {field for field in used_fields(source) if field[0] != "_fält"} == fields


def test_values_that_are_not_used_do_not_count(tmp_path: Path) -> None:
    path = template(tmp_path, "Till {{ ort.namn }}.", header="{% if stor %}{{ ort.antal }}{% endif %}")
    ort = Ort("Ekby")
    first = render_once(path, {"ort": ort, "stor": False, "annat": 1})
    assert render_once(path, {"ort": Ort("Ekby"), "stor": False, "annat": 2}) is first
    other = render_once(path, {"ort": replace(ort, namn="Åby"), "stor": False, "annat": 2})
    assert (text_of(first), text_of(other)) == (["Till Ekby."], ["Till Åby."])
    more = render_once(path, {"ort": ort, "stor": True})
    header = Document(io.BytesIO(more.docx)).sections[0].header.paragraphs[0].text
    assert header == "1"
    changed = render_once(path, {"ort": replace(ort, antal=2), "stor": True})
    assert Document(io.BytesIO(changed.docx)).sections[0].header.paragraphs[0].text == "2"


def test_another_template_of_the_same_name_is_filled_in(tmp_path: Path) -> None:
    values = {"ort": Ort("Ekby")}
    assert text_of(render_once(template(tmp_path, "Till {{ ort.namn }}."), values)) == ["Till Ekby."]
    assert text_of(render_once(template(tmp_path, "Från {{ ort.namn }}."), values)) == ["Från Ekby."]


def test_a_field_that_is_a_method_depends_on_all_of_its_object() -> None:
    fields = frozenset({("ort", "skrik")})
    assert values_of(fields, {"ort": Ort("Ekby")}) == ("Ort(namn='Ekby', antal=1)",)
    assert values_of(fields, {"ort": Ort("Ekby", 2)}) == ("Ort(namn='Ekby', antal=2)",)


def test_a_picture_counts_by_its_content(tmp_path: Path) -> None:
    picture = tmp_path / "vapen.png"
    picture.write_bytes(b"1")
    fields, context = frozenset({("logotyp",)}), {"logotyp": Picture(picture, "Vapen", 160, 18)}
    before = values_of(fields, context)
    assert values_of(fields, context) == before
    picture.write_bytes(b"2")
    assert values_of(fields, context) != before


def test_a_fault_of_a_template_is_told_each_time(tmp_path: Path) -> None:
    path = template(tmp_path, "Till {{ ort.nam }}.")
    for _ in range(2):
        assert [finding.code for finding in render_once(path, {"ort": Ort("Ekby")}).findings] == ["MALL101"]

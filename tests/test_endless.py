"""A template that never ends or takes all memory is stopped with a finding; nothing that a template is for is."""

from pathlib import Path
from typing import Any

import pytest

from loftdocs.render.template import render
from loftdocs.sandbox.guard import environment

from .conftest import Sandbox
from .test_render import template

# What is written in a paragraph, with a list of ten and a text of ten letters to do harm with.
VALUES: dict[str, Any] = {"tio": tuple(range(10)), "text": "abcdefghij", "tal": 7}
NESTED = "{% for a in tio %}" * 8 + "x" + "{% endfor %}" * 8
DOUBLED = "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}"
DOUBLED_BLOCK = "{% set x %}ab{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}"
DOUBLED_LIST = "{% set x = [1] %}" + "{% set x = [x, x] %}" * 60 + "{{ x }}"
DOUBLED_TUPLE = "{% set x = (1, 2) %}" + "{% set x = (x, x) %}" * 60 + "{% if x == 1 %}{% endif %}"
DOUBLED_DICT = "{% set x = {} %}" + "{% set x = {1: x, 2: x} %}" * 60 + "{{ x }}"
STEPS = {
    "nested loops": NESTED,
    "loops in loops over texts": NESTED.replace("tio", "text"),
    "text times number": "{{ 'x' * 10**10 }}",
    "number times text": "{{ 1000000000 * text }}",
    "list times number": "{% for a in [1] * 1000000000 %}x{% endfor %}",
    "field times number": "{{ tio * 1000000000 }}",
    "power": "{{ 10**10**10 }}",
    "power of a field": "{{ tal ** 99999999 }}",
    "number over number": "{{ " + "999999999 * " * 20 + "1 }}",
    "shifted number": "{{ 1" + "0" * 5000 + " }}",
    "format": "{{ '%1000000000d' % 1 }}",
    "center": "{{ 'x'.center(1000000000) }}",
    "ljust": "{{ text.ljust(1000000000) }}",
    "zfill": "{{ text.zfill(width=1000000000) if false else text.zfill(1000000000) }}",
    "replace": "{{ text" + ".replace('a', 'aaaaaaaaaa')" * 12 + " }}",
    "join": "{{ text" + ".join(text)" * 12 + " }}",
    "doubled": DOUBLED,
    "doubled block": DOUBLED_BLOCK,
    "doubled list": DOUBLED_LIST,
    "doubled tuple": DOUBLED_TUPLE,
    "doubled group": DOUBLED_DICT,
    "brackets": "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "brackets in a condition": "{% if " + "(" * 500 + "1" + ")" * 500 + " %}{% endif %}",
    "lists in lists": "{{ " + "[" * 500 + "]" * 500 + " }}",
    "signs": "{{ " + "-" * 3000 + "1 }}",
    "sums": "{{ " + "1+" * 3000 + "1 }}",
    "chain": "{{ tal" + ".a" * 3000 + " }}",
    "conditions in conditions": "{% if tal %}" * 300 + "x" + "{% endif %}" * 300,
    "loops in loops": "{% for a in text %}" * 30 + "x" + "{% endfor %}" * 30,
    "unclosed": "{{ tal " * 500,
}


@pytest.mark.parametrize("kind", STEPS)
def test_what_never_ends_or_takes_all_memory_is_stopped_and_quoted(tmp_path: Path, kind: str) -> None:
    (finding,) = render(template(tmp_path, "Först.", STEPS[kind]), VALUES).findings
    assert (finding.code, finding.severity) == ("MALL203", "fel")
    assert finding.hint
    assert (finding.place.document or "").endswith("mall.docx")
    assert (finding.place.quote or "").startswith(STEPS[kind][:10]) or kind == "unclosed"


REFUSED = {
    "macro": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "recursive loop": "{% for a in tio recursive %}{{ loop(tio) }}{% endfor %}",
    "call": "{% macro a() %}{{ caller() }}{% endmacro %}{% call a() %}x{% endcall %}",
    "block": "{% block a %}{{ self.a() }}{% endblock %}",
    "include": "{% include 'a' %}",
    "import": "{% import 'a' as b %}",
    "extends": "{% extends 'a' %}",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_can_call_itself_is_no_part_of_the_language(tmp_path: Path, kind: str) -> None:
    (finding,) = render(template(tmp_path, "Först.", REFUSED[kind]), VALUES).findings
    assert finding.code == "MALL103"
    assert (finding.place.quote or "")[:4] == REFUSED[kind][:4]


UNREACHABLE = ("'{:1000000000}'.format(1)", "text.format_map({})", "text.encode()", "tio.count(1)", "range(10)")


@pytest.mark.parametrize("expression", UNREACHABLE)
def test_functions_that_no_template_needs_are_not_called(tmp_path: Path, expression: str) -> None:
    (finding,) = render(template(tmp_path, f"{{{{ {expression} }}}}"), VALUES).findings
    assert finding.code in ("MALL103", "MALL104")
    assert finding.place.quote == f"{{{{ {expression} }}}}"


USEFUL = {
    "{{ tal * 12 + 1 }}": "85",
    "{{ text.upper() }}": "ABCDEFGHIJ",
    "{{ text.center(20)|length }}": "20",
    "{{ ', '.join(['a', 'b']) }}": "a, b",
    "{{ 'a' ~ tal ~ 'b' }}": "a7b",
    "{{ 'a' + 'b' }}": "ab",
    "{{ (tal - 1) // 2 }}": "3",
    "{% for a in tio if a > 7 %}{{ a }}{% if not loop.last %}, {% endif %}{% endfor %}": "8, 9",
    "{% for a, b in {'x': 1}.items() %}{{ a }}{{ b }}{{ loop.length }}{% endfor %}": "x11",
    "{% set x %}{{ tal }}{% endset %}{{ x }}{{ x }}": "77",
    "{% filter stor %}kommun{% endfilter %}": "Kommun",
    "{{ loop }}" * 0 + "{% for a in [1, 2] %}{{ loop.cycle('a', 'b') }}{% endfor %}": "ab",
}


@pytest.mark.parametrize("source", USEFUL)
def test_what_templates_use_works(source: str) -> None:
    made = environment(lambda value, expression, line: str(value), lambda name: None).from_string(source)
    assert made.render(VALUES) == USEFUL[source]


def test_a_long_table_is_no_endless_one(tmp_path: Path) -> None:
    path = template(tmp_path, "{%p for a in rader %}", "Rad {{ a }} med text som i en tabell.", "{%p endfor %}")
    rendered = render(path, {"rader": tuple(range(2000))})
    assert rendered.findings == ()


def test_a_build_with_an_endless_template_ends_with_its_finding(sandbox: Sandbox) -> None:
    sandbox.edit()
    own = sandbox.project.cases / "prov"
    own.mkdir()
    template(own, "{{ titel }} {{ 10**10**10 }}").rename(own / "bilaga.docx")
    findings = [f for f in sandbox.findings("build", "prov") if f["severity"] == "fel"]
    assert [(f["code"], f["document"], f["quote"]) for f in findings] == [
        ("MALL203", "cases/prov/bilaga.docx", "{{ titel }} {{ 10**10**10 }}")
    ]

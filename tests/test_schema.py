"""The JSON Schemas, with a real validator: current, true to the shipped files, and of one mind with the loader."""

import copy
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from loftdocs.findings import Finding, Severity
from loftdocs.load.bind import bind
from loftdocs.load.program import program_in, read_program
from loftdocs.load.yaml_tree import Tree, dotted, parse
from loftdocs.model.case import Avtalsperiod, Case
from loftdocs.model.schema import case_schema, program_schema, render

from .conftest import ENKOPING, REPO

LOFT = (REPO / "templates" / "loft" / "program.yaml").read_text(encoding="utf-8")
FIXTURES = REPO / "tests" / "programs"
CASES = [path for folder in (REPO, REPO / "tests", FIXTURES) for path in (folder / "cases").glob("*.yaml")]
PROGRAMS = [*(REPO / "templates").glob("*/program.yaml"), *FIXTURES.glob("*/program.yaml")]
DAY_READ = date(2021, 11, 17)


@cache
def model_of(program: str) -> type[Case]:
    """The model of the cases of a programme, one of those that ship or a fixture."""
    file = next(path for path in PROGRAMS if path.parent.name == program)
    read, findings = read_program(file, DAY_READ)
    assert read
    assert all(finding.severity is not Severity.FEL for finding in findings)
    return read.cases


CASE_SCHEMA = case_schema(model_of("loft"))
PROGRAM_SCHEMA = program_schema()
NAME = "  namn: Enköpings kommun"
DAY = "  start: 2022-01-01"
PARAGRAPH = "  paragraf:"
TEXT = "  finansiering: |\n    Kostnaden ryms inom kommunstyrelsens ram.\n"
PARTIES = "    kommunen:\n      - Ulrika K Jansson\n    motparten: []"


class Yaml12(yaml.SafeLoader):
    """Types scalars as an editor does, by the core schema of YAML 1.2: no dates, no yes and no, no 1:30."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


def _int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    bases = {"0o": 8, "0x": 16}
    digits = node.value
    return int(digits[2:], bases[digits[:2]]) if digits[:2] in bases else int(digits)


def _float(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float:
    return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


def _bool(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> bool:
    return bool(node.value.lower() == "true")


for tag, pattern, first in (
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", list("tTfF")),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z", list("-+0123456789")),
    (
        "float",
        r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z",
        list("-+.0123456789"),
    ),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Yaml12.add_constructor("tag:yaml.org,2002:int", _int)
Yaml12.add_constructor("tag:yaml.org,2002:float", _float)
Yaml12.add_constructor("tag:yaml.org,2002:bool", _bool)


def errors(schema: dict[str, Any], text: str) -> list[ValidationError]:
    """What an editor would underline."""
    return list(Draft7Validator(schema).iter_errors(yaml.load(text, Yaml12)))


def places(error: ValidationError) -> Iterator[str | None]:
    """Where an error of the schema stands, named as a finding names its place."""
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        assert isinstance(error.instance, dict)
        assert isinstance(error.schema, dict)
        known = [*error.schema.get("properties", ()), *error.schema.get("patternProperties", ())]
        yield from (
            dotted((*path, key))
            for key in error.instance
            if key not in known and not any(name.startswith("^") and re.search(name, str(key)) for name in known)
        )
    else:
        # What a fact is, is told of the fact, not of the key that it is written out under.
        yield dotted(path).removesuffix(".värde") or None


def plain_tree(text: str) -> Tree:
    tree, broken = parse(Path("prov.yaml"), text)
    assert tree
    assert not broken
    return tree


def verdicts(schema: dict[str, Any], text: str, findings: Iterable[Finding]) -> tuple[set[str | None], set[str | None]]:
    """The places of the schema's errors, and those of the loader's findings."""
    found = {(finding.place.path or "").removesuffix(".värde") or None for finding in findings if finding.place}
    return {place for error in errors(schema, text) for place in places(error)}, found


def case_verdicts(text: str, program: str = "loft") -> tuple[set[str | None], set[str | None]]:
    """What schema and loader say of a case."""
    model = model_of(program)
    return verdicts(case_schema(model), text, bind(model, plain_tree(text))[1])


def program_verdicts(text: str) -> tuple[set[str | None], set[str | None]]:
    """What schema and loader say of a programme."""
    return verdicts(PROGRAM_SCHEMA, text, program_in(plain_tree(text), DAY_READ)[1])


def edited(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("name", "schema"), [("arende", CASE_SCHEMA), ("program", PROGRAM_SCHEMA)], ids=["arende", "program"]
)
def test_the_schema_in_docs_is_current(name: str, schema: dict[str, Any]) -> None:
    written = (REPO / "docs" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert written == render(schema), f"run: loftdocs schema {name} > docs/{name}.schema.json"
    Draft7Validator.check_schema(schema)
    assert json.loads(written) == schema


@pytest.mark.parametrize("path", [*CASES, *PROGRAMS], ids=lambda path: "/".join(path.parts[-2:]))
def test_a_file_that_loads_is_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    schema = PROGRAM_SCHEMA if path in PROGRAMS else case_schema(model_of(yaml.load(text, Yaml12)["program"]))
    assert [(error.json_path, error.message) for error in errors(schema, text)] == []


def plain(whole: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """A value that may also be a list of days and values, as it is without days."""
    if "if" not in node:
        return node
    item = node["then"]["items"]
    assert (item["additionalProperties"], item["required"]) == (False, ["från", "värde"])
    assert item["properties"]["värde"] == node["else"]
    defined: dict[str, Any] = whole["definitions"][node["else"]["$ref"].removeprefix("#/definitions/")]
    return {**defined, **{key: node[key] for key in ("title", "description") if key in node}}


def nodes(whole: dict[str, Any], schema: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if "else" in schema:  # written out or in short
        told = {key: schema[key] for key in ("title", "description") if key in schema}
        for branch in ("then", "else"):
            if "$ref" not in schema[branch]:
                yield from nodes(whole, {**schema[branch], **told}, name)
        return
    schema = {**schema, "properties": {key: plain(whole, inner) for key, inner in schema.get("properties", {}).items()}}
    yield name, schema if schema["properties"] else {key: schema[key] for key in schema if key != "properties"}
    for key, inner in schema["properties"].items():
        yield from nodes(whole, inner, f"{name}.{key}".lstrip("."))
    for inner in schema.get("patternProperties", {}).values() if name.count("*") < 4 else ():  # constants hold others
        yield from nodes(whole, plain(whole, inner), f"{name}.*")
    if "items" in schema:
        yield from nodes(whole, schema["items"], f"{name}[]")


@pytest.mark.parametrize("schema", [CASE_SCHEMA, PROGRAM_SCHEMA], ids=["arende", "program"])
def test_every_key_is_explained_and_every_group_closed(schema: dict[str, Any]) -> None:
    for name, node in nodes(schema, schema):
        assert not {"$ref", "anyOf", "default"} & set(node), name
        if name and not name.endswith(("[]", "*", "värde")):
            assert node["title"], name
            assert node["description"].endswith((".", "…")), name
        if "properties" in node:
            assert node["additionalProperties"] is False, name
            assert all(
                may_be_empty(inner) == (key not in node.get("required", []))
                for key, inner in node["properties"].items()
                if key != "värde"  # in which form it is follows from its kind
            ), name
        elif "patternProperties" in node:
            assert node["additionalProperties"] is False, name
        elif not name.endswith(("*.värde", "prov.tiger[]", "prov.säger_till[]")):
            assert node.get("errorMessage", "").endswith("."), name


def may_be_empty(schema: dict[str, Any]) -> bool:
    """Whether a key may stand without anything after it."""
    return may_be_empty(schema["else"]) if "else" in schema else "null" in schema["type"]


GOOD = {
    "as it is": (NAME, NAME),
    "name in quotes": (NAME, '  namn: "Enköpings kommun"'),
    "name on two lines": (NAME, '  namn: "Enköpings\n    kommun"'),
    "name a number": (NAME, "  namn: 17"),
    "name with leading zero": (NAME, "  namn: 0171"),
    "name a fraction": (NAME, "  namn: 1.5"),
    "name true": (NAME, "  namn: true"),
    "name no": (NAME, "  namn: no"),
    "name a date": (NAME, "  namn: 2021-11-17"),
    "name a time": (NAME, "  namn: 12:30"),
    "name with tab": (NAME, '  namn: "Enköpings\\tkommun"'),
    "day in quotes": (DAY, '  start: "2022-01-01"'),
    "day with room": (DAY, '  start: " 2022-01-01 "'),
    "leap day": (DAY, "  start: 2024-02-29"),
    "leap day of a century": (DAY, "  start: 2000-02-29"),
    "last of a long month": (DAY, "  start: 2022-12-31"),
    "no end": ("  slut: 2024-12-31\n", ""),
    "empty end": ("  slut: 2024-12-31", "  slut:"),
    "end ~": ("  slut: 2024-12-31", "  slut: ~"),
    "end null": ("  slut: 2024-12-31", "  slut: null"),
    "paragraph": (PARAGRAPH, "  paragraf: 17"),
    "paragraph with leading zero": (PARAGRAPH, "  paragraf: 017"),
    "paragraph with spaces": (PARAGRAPH, "  paragraf: 1 017"),
    "paragraph with no-break space": (PARAGRAPH, "  paragraf: 1\u00a0017"),
    "paragraph with underscore": (PARAGRAPH, "  paragraf: 1_017"),
    "paragraph in quotes": (PARAGRAPH, '  paragraf: " 17 "'),
    "empty decision": ("beslut:\n  datum:\n  paragraf:", "beslut:"),
    "decision {}": ("beslut:\n  datum:\n  paragraf:", "beslut: {}"),
    "no decision": ("beslut:\n  datum:\n  paragraf:", ""),
    "no contact": ("kontaktperson:\n", ""),
    "no phone": ("    telefon: 0171-62 62 16\n", ""),
    "phone a number": ("    telefon: 0171-62 62 16", "    telefon: 0171626216"),
    "text a number": (TEXT, "  finansiering: 17\n"),
    "text false": (TEXT, "  finansiering: false\n"),
    "text of a dash": (TEXT, '  finansiering: "-"\n'),
    "folded text": (TEXT, "  finansiering: >\n    Kostnaden\n    ryms.\n"),
    "parties empty": (PARTIES, "    kommunen:\n    motparten:"),
    "parties {}": (f"  partneravtal:\n{PARTIES}", "  partneravtal: {}"),
    "list in brackets": ("    - Kommunledningsförvaltningen, för åtgärd", "    [KLF, 17, true]"),
}

BAD = {
    "unknown key": (DAY, f"{DAY}\n  startt: 2022-01-01"),
    "unknown empty key": (DAY, f"{DAY}\n  startt:"),
    "unknown top key": ("kontaktperson:", "kontaktpersn:"),
    "unknown key in a list": ("    roll: kommundirektör", "    roll: kommundirektör\n    titel: direktör"),
    "missing key": (f"{NAME}\n", ""),
    "missing key in a list": ("    roll: kommundirektör\n", ""),
    "missing top key": ("program: loft\n", ""),
    "empty required": ("  mottagare: Kommunstyrelsen", "  mottagare:"),
    "required ~": ("  mottagare: Kommunstyrelsen", "  mottagare: ~"),
    "empty in quotes": (NAME, '  namn: ""'),
    "blank": (NAME, '  namn: "  "'),
    "control character": (NAME, '  namn: "a\\x07b"'),
    "carriage return": (NAME, '  namn: "a\\rb"'),
    "list for text": (NAME, "  namn: [Enköpings kommun]"),
    "group for text": (NAME, "  namn: {a: b}"),
    "blank optional": ("kontaktperson:\n", 'kontaktperson: " "\n'),
    "list for optional": ("kontaktperson:\n", "kontaktperson: []\n"),
    "text for list": (PARTIES, "    kommunen: Ulrika K Jansson"),
    "number for list": (PARTIES, "    kommunen: 17"),
    "group for list": (PARTIES, "    kommunen: {a: b}"),
    "empty in list": (PARTIES, "    kommunen:\n      -"),
    "blank in list": (PARTIES, '    kommunen: [" "]'),
    "list in list": (PARTIES, "    kommunen: [[Ulrika K Jansson]]"),
    "empty list": ("    - Kommunledningsförvaltningen, för åtgärd", "    []"),
    "empty required list": ("    - Kommunledningsförvaltningen, för åtgärd\n", ""),
    "text for group": (f"{DAY}\n  slut: 2024-12-31", "  2022"),
    "list for group": (f"{DAY}\n  slut: 2024-12-31", "  - 2022"),
    "empty group": (f"{DAY}\n  slut: 2024-12-31\n", ""),
    "empty inner group": (f"  partneravtal:\n{PARTIES}", "  partneravtal:"),
    "text for optional group": ("beslut:\n  datum:\n  paragraf:", "beslut: nej"),
    "text for group in list": ("  - namn: Ulrika K Jansson\n    roll: kommundirektör", "  - Ulrika K Jansson"),
    "empty for group in list": ("  - namn: Ulrika K Jansson\n    roll: kommundirektör", "  -"),
    "empty required day": (DAY, "  start:"),
    "day in words": (DAY, "  start: 1 januari 2022"),
    "day with slashes": (DAY, "  start: 2022/01/01"),
    "day without dashes": (DAY, "  start: 20220101"),
    "day of two digits": (DAY, "  start: 22-01-01"),
    "day with a time": (DAY, "  start: 2022-01-01T00:00:00"),
    "30 February": (DAY, "  start: 2022-02-30"),
    "leap day of a common year": (DAY, "  start: 2023-02-29"),
    "leap day of a common century": (DAY, "  start: 1900-02-29"),
    "31 June": (DAY, "  start: 2022-06-31"),
    "month 13": (DAY, "  start: 2022-13-01"),
    "day 0": (DAY, "  start: 2022-01-00"),
    "year 0": (DAY, "  start: 0000-01-01"),
    "list for day": (DAY, "  start: [2022-01-01]"),
    "true for day": (DAY, "  start: true"),
    "blank optional day": ("  slut: 2024-12-31", '  slut: ""'),
    "negative number": (PARAGRAPH, "  paragraf: -3"),
    "negative number in quotes": (PARAGRAPH, '  paragraf: "-3"'),
    "nought": (PARAGRAPH, "  paragraf: 0"),
    "nought in quotes": (PARAGRAPH, '  paragraf: "00"'),
    "fraction": (PARAGRAPH, "  paragraf: 1.5"),
    "number in words": (PARAGRAPH, "  paragraf: tolv"),
    "number with sign": (PARAGRAPH, "  paragraf: § 12"),
    "true for number": (PARAGRAPH, "  paragraf: true"),
    "list for number": (PARAGRAPH, "  paragraf: [12]"),
    "blank number": (PARAGRAPH, '  paragraf: ""'),
    "empty text": (TEXT, "  finansiering: |\n"),
    "no text": (TEXT, "  finansiering:\n"),
    "list for long text": (TEXT, "  finansiering:\n    - Kostnaden ryms.\n"),
    "group for long text": (TEXT, "  finansiering:\n    kostnad: ryms\n"),
    "control character in text": (TEXT, '  finansiering: "a\\u0085b"\n'),
}

TITLE = "  rubrik: Partneravtal LOFT {{ period.år }}"
BUNDLE = "    ingår_i: [handlingar]\n  - namn: partneravtal"
FEE = "    per_år: 300 000"
QUARTER = "    per_kvartal: 75 000"
COPIES = "  exemplar: 2"
CLAUSE = "  rangordning:\n    värde: nej\n    beskrivning: Avtalet går före bilagan om de säger emot varandra."
RATE = "    slag: procent\n    värde: 15"
DAYS = "    slag: dagar\n    värde: 30"
AGAIN = "  exemplar: 2\n  "
ROLE = "  kommun:\n    slag: kommun\n"
LENGTH = "  längd: 3 år"
NOTICE = "    till: 1 februari"
PART = "    - namn: beredning\n      beskrivning: Hur ärendet har beretts."
YEARLY = "    varje: 1 januari"
GRADE = (
    'ingen kontaktperson är angiven."\n    gör: Fyll i kontaktperson, eller lämna båda tomma.\n'
    "    ställe: ersättare\n    grad: fel"
)

PROGRAM_GOOD = {
    "as it is": ("namn: LOFT\n", "namn: LOFT\n"),
    "title without mark": (TITLE, "  rubrik: Partneravtal"),
    "title of mark": (TITLE, '  rubrik: "{{period.år}}{{ skrivelse.benämning | stor }}"'),
    "title a number": (TITLE, "  rubrik: 2022"),
    "empty listing": ("    handling: Informationsfolder om LOFT", "    handling:"),
    "in no bundle": (BUNDLE, BUNDLE.replace("[handlingar]", "[]")),
    "in another bundle": (BUNDLE, BUNDLE.replace("[handlingar]", "[nämnd_2]")),
    "fee without space": (FEE, "    per_år: 300000"),
    "fee with underscore": (FEE, "    per_år: 300_000"),
    "fee by a fact's name": (FEE, "    per_år: årsavgift"),
    "fee with days": (FEE, "    per_år:\n      - {från: 2020-01-01, till: 2022-12-31, värde: 300 000}"),
    "fee of a quarter alone": (f"{FEE}\n", ""),
    "no tax": ("    moms_procent: 25", "    moms_procent: ingen"),
    "group with days": (
        "  målgrupp:                # antal kommuner\n    minst: 5\n    högst: 9",
        "  målgrupp:\n    - från: 2020-01-01\n      värde:\n        minst: 5\n"
        "        högst: [{från: 2020-01-01, värde: 9}]",
    ),
    "list with days": (
        "    - Lidingö stad\n    - Skellefteå kommun",
        "    - {från: 2020-01-01, värde: [Lidingö stad]}\n    - {från: 2022-01-01, värde: [Skellefteå kommun]}",
    ),
    "no facts": (COPIES, "  exemplar:"),
    "constant of each kind": (COPIES, f"{AGAIN}a: ja\n  b: 2022-01-01\n  c: true\n  d: 1.5\n  e: -3\n  f: []"),
    "constants in constants": (COPIES, f"{AGAIN}a: {{b: {{c: [x, y]}}, d: [{{e: 1}}, {{e: 2}}]}}"),
    "list of lists": (COPIES, f"{AGAIN}a: [[x, y], [z]]"),
    "declared and plain": (RATE, "    slag: procent\n    värde: 15,5 %"),
    "declared with days": (DAYS, "    slag: dagar\n    värde: [{från: 2000-01-01, värde: 30}]"),
    "declared, all of it with days": (
        COPIES,
        f"{AGAIN}tid_år: [{{från: 2000-01-01, värde: {{slag: år, värde: 3}}}}]",
    ),
    "choice": (COPIES, f"{AGAIN}sort: {{slag: val, av: [liten, stor], värde: liten}}"),
    "list": (COPIES, f"{AGAIN}dagar_då: {{slag: lista, av: dag, värde: [2022-01-01]}}"),
    "list of lines": (COPIES, f"{AGAIN}saker: {{slag: lista, värde: [en sak]}}"),
    "table": (
        COPIES,
        f"{AGAIN}tider:\n    slag: tabell\n    kolumner: {{dag: rad, nu: {{slag: tal, frivillig: ja}}}}\n"
        "    värde: [{dag: måndag}]",
    ),
    "clause in short": (CLAUSE, "  rangordning: nej"),
    "clause without more": (CLAUSE, "  rangordning: {}"),
    "role of nothing more": (ROLE, "  nämnd: {}\n  kommun:\n    slag: kommun\n"),
    "role of several": (ROLE, "  kommuner: {slag: kommun, antal: 2 - 12}\n  kommun:\n    slag: kommun\n"),
    "role of a number": (ROLE, "  kommuner: {slag: kommun, antal: 3}\n  kommun:\n    slag: kommun\n"),
    "no parties": ("kontakt:\n  namn:", "kontakt:\n  namn: Servicecenter"),
    "term in months": (LENGTH, "  längd: 36 månader"),
    "term to the case": (LENGTH, "  slut: i ärendet"),
    "term with days": (LENGTH, "  längd: [{från: 2000-01-01, värde: 3 år}]"),
    "notice at any time": (NOTICE, "    till: när som helst"),
    "notice written out": ("    tid: uppsägning_månader", "    tid: 12  månader"),
    "part in short": (PART, "    - beredning"),
    "no day of the year": (f"{YEARLY}\n", "    dag: prislistedag\n"),
    "rule without grade": (GRADE, GRADE.replace("\n    grad: fel", "")),
}

PROGRAM_BAD = {
    "title with other mark": (TITLE, "  rubrik: Partneravtal LOFT {år}"),
    "title with open mark": (TITLE, "  rubrik: Partneravtal LOFT {{ period.år"),
    "title with filter": (TITLE, '  rubrik: "{{ period.år|ord }}"'),
    "blank title": (TITLE, '  rubrik: " "'),
    "listing with other mark": ("    handling: Informationsfolder om LOFT", '    handling: "{x}"'),
    "bundle of two words": (BUNDLE, BUNDLE.replace("[handlingar]", "[till nämnden]")),
    "empty bundle": (BUNDLE, BUNDLE.replace("[handlingar]", "[~]")),
    "text for bundles": (BUNDLE, BUNDLE.replace("[handlingar]", "handlingar")),
    "unknown kind of document": ("    slag: bilaga", "    slag: bilagor"),
    "no documents": ("dokument:\n  - namn: tjansteskrivelse", "dokumentet:\n  - namn: tjansteskrivelse"),
    "fee in words": (FEE, "    per_år: 300 tusen"),
    "fee with decimals": (FEE, "    per_år: 300 000,50"),
    "fee of nothing": (FEE, "    per_år: 0"),
    "no fee at all": (f"{FEE}\n{QUARTER}\n", ""),
    "empty fees": (f"{FEE}\n{QUARTER}\n", "    per_år:\n    per_kvartal:\n"),
    "value of a day without its first": (FEE, "    per_år: [{värde: 300 000}]"),
    "day without its value": (FEE, "    per_år: [{från: 2020-01-01, värde: 1}, {från: 2022-01-01}]"),
    "bad day of a value": (FEE, "    per_år: [{från: 2020-02-30, värde: 300 000}]"),
    "unknown key of a value": (FEE, "    per_år: [{från: 2020-01-01, värde: 1, tom: 2022-01-01}]"),
    "text for a day's value": (FEE, "    per_år: [300 000, {från: 2020-01-01, värde: 1}]"),
    "unknown key of a payment": (FEE, f"{FEE}\n    per_vecka: 7 000"),
    "unknown rhythm": ("    faktureras: kvartal", "    faktureras: vecka"),
    "tax above the whole": ("    moms_procent: 25", "    moms_procent: 125"),
    "payment of a bad name": ("  avgift:\n", "  avgift per år:\n"),
    "text for a payment": ("  avgift:\n", "  faktura: 3\n  avgift:\n"),
    "clause neither on nor off": (CLAUSE, "  rangordning: kanske"),
    "clause a list": (CLAUSE, "  rangordning: [ja]"),
    "clause of a bad name": (CLAUSE, f"{CLAUSE}\n  2_klausul: ja"),
    "unknown key of a clause": (CLAUSE, f"{CLAUSE}\n    text: ja"),
    "fact of a bad name": (COPIES, f"{AGAIN}betalning-dagar: 3"),
    "fact of a reserved name": (COPIES, f"{AGAIN}model_dagar: 3"),
    "fact of a private name": (COPIES, f"{AGAIN}_dagar: 3"),
    "fact of a bad name in a group": (COPIES, f"{AGAIN}a: {{b: 1, c d: 2}}"),
    "constant of a bad day": (COPIES, f"{AGAIN}dag: 2022-02-30"),
    "constants of two kinds": (COPIES, f"{AGAIN}a: [{{b: 1}}, c]"),
    "empty constant in a list": (COPIES, f"{AGAIN}a: [b, ~]"),
    "facts a text": ("villkor:\n  betalning_dagar:\n", "villkor: inga\nvillkoren:\n  betalning_dagar:\n"),
    "unknown kind": (RATE, "    slag: procenter\n    värde: 15"),
    "kind of a group": (RATE, "    slag: grupp\n    värde: 15"),
    "kind misspelled": (RATE, "    slagg: procent\n    slag: procent\n    värde: 15"),
    "value of another kind": (DAYS, "    slag: dagar\n    värde: trettio"),
    "value of nothing": (DAYS, "    slag: dagar\n    värde: 0"),
    "no value": (DAYS, "    slag: dagar"),
    "empty value": (DAYS, "    slag: dagar\n    värde:"),
    "choice of one": (COPIES, f"{AGAIN}sort: {{slag: val, av: [liten], värde: liten}}"),
    "choice of a word": (COPIES, f"{AGAIN}sort: {{slag: val, av: liten, värde: liten}}"),
    "choice of nothing": (COPIES, f"{AGAIN}sort: {{slag: val, värde: liten}}"),
    "list of an unknown kind": (COPIES, f"{AGAIN}dagar_då: {{slag: lista, av: dagarna, värde: [2022-01-01]}}"),
    "list of tables": (COPIES, f"{AGAIN}dagar_då: {{slag: lista, av: tabell, värde: [a]}}"),
    "table without columns": (COPIES, f"{AGAIN}tider: {{slag: tabell, värde: []}}"),
    "table of no columns": (COPIES, f"{AGAIN}tider: {{slag: tabell, kolumner: {{}}, värde: []}}"),
    "column of a bad name": (COPIES, f"{AGAIN}tider: {{slag: tabell, kolumner: {{en dag: dag}}, värde: []}}"),
    "role of a bad name": (ROLE, f"  vår kommun: {{slag: kommun}}\n{ROLE}"),
    "empty role": (ROLE, f"  nämnd:\n{ROLE}"),
    "role of an unknown kind": (ROLE, f"  nämnd: {{slag: nämnd}}\n{ROLE}"),
    "role of too few": (ROLE, f"  bolagen: {{antal: några}}\n{ROLE}"),
    "role of too many signers": (ROLE, f"  bolaget: {{undertecknare: 30}}\n{ROLE}"),
    "unknown key of a role": (ROLE, f"  bolaget: {{antall: 3}}\n{ROLE}"),
    "term without unit": (LENGTH, "  längd: 3"),
    "term of an unknown unit": (LENGTH, "  längd: 3 åren"),
    "term of two kinds": (LENGTH, f"{LENGTH}\n  slut: i ärendet"),
    "term of no end": (f"{LENGTH}\n", ""),
    "end in other words": (LENGTH, "  slut: vet ej"),
    "notice to no moment": (NOTICE, "    till: sommaren"),
    "notice of a bad length": ("    tid: uppsägning_månader", "    tid: 12"),
    "part without name": (PART, "    - beskrivning: Hur ärendet har beretts."),
    "part of a bad name": (PART, "    - vår beredning"),
    "rule of another grade": (GRADE, GRADE.replace("grad: fel", "grad: allvarlig")),
    "rule without what to do": ("    gör: Ange en annan ersättare, eller lämna raden tom tills någon är utsedd.\n", ""),
    "reminder a year ahead": (YEARLY, f"{YEARLY}\n    påminnelse_dagar: 400"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_case_is_good_to_both(kind: str) -> None:
    assert case_verdicts(edited(ENKOPING, *GOOD[kind])) == (set(), set())


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_case_is_bad_to_both_at_the_same_place(kind: str) -> None:
    schema, loader = case_verdicts(edited(ENKOPING, *BAD[kind]))
    assert schema
    assert schema == loader


@pytest.mark.parametrize("kind", PROGRAM_GOOD)
def test_a_good_programme_is_good_to_both(kind: str) -> None:
    assert program_verdicts(edited(LOFT, *PROGRAM_GOOD[kind])) == (set(), set())


@pytest.mark.parametrize("kind", PROGRAM_BAD)
def test_a_bad_programme_is_bad_to_both_at_the_same_place(kind: str) -> None:
    schema, loader = program_verdicts(edited(LOFT, *PROGRAM_BAD[kind]))
    assert schema
    assert schema == loader


# A value in the place of another: some fit, most do not.
ODD = (None, "", -1, "två ord", "ord", [], {}, [None], ["a"], {"a": "b"}, True, "2022-02-30", "2022-02-28", "3 år", 1.5)


class Yaml12Dumper(yaml.SafeDumper):
    """Writes what `Yaml12` reads as the same."""

    yaml_implicit_resolvers = Yaml12.yaml_implicit_resolvers


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where something stands, all of it."""
    if path:
        yield path
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield from paths(value, (*path, step))


def with_value(data: Any, path: tuple[str | int, ...], value: Any) -> str:
    """The text of a file with another value at a path."""
    made = copy.deepcopy(data)
    holder = made
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return yaml.dump(made, Dumper=Yaml12Dumper, allow_unicode=True, sort_keys=False, width=10_000)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_stands_in_a_file_is_good_to_both_or_to_neither(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([*CASES, *PROGRAMS]))
    given_ = yaml.load(path.read_text(encoding="utf-8"), Yaml12)
    where = data.draw(st.sampled_from([one for one in paths(given_) if one != ("program",)]))
    text = with_value(given_, where, data.draw(st.sampled_from(ODD)))
    schema, loader = program_verdicts(text) if path in PROGRAMS else case_verdicts(text, given_["program"])
    assert bool(schema) == bool(loader), f"{path.parent.name} {dotted(where)}: {schema} {loader}"


def test_the_calendar_of_the_schema_is_the_calendar() -> None:
    pattern = re.compile(CASE_SCHEMA["properties"]["avtalsperiod"]["properties"]["start"]["pattern"])
    schema, loader = set(), set()
    for year in (0, 1, 1899, 1900, 2000, 2022, 2023, 2024, 2100, 2199, 2200, 9999):
        for month in range(14):
            for day in range(33):
                written = f"{year:04}-{month:02}-{day:02}"
                if pattern.search(written):
                    schema.add(written)
                tree, _ = parse(Path("prov.yaml"), f"start: {written}")
                assert tree
                if not bind(Avtalsperiod, tree)[1]:
                    loader.add(written)
    assert schema == loader
    assert len(schema) == 7 * 365 + 2

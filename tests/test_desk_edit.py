"""Changes that the form asks for: only what was asked is another, line by line."""

import difflib
from typing import Any

import pytest
import yaml

from loftdocs.desk.edit import Change, Uneditable, edited

from .conftest import ENKOPING


def change(kind: str, path: str, value: Any = None) -> Change:
    steps = [int(step) if step.isdigit() else step for step in path.split("/")]
    return Change.of({"slag": kind, "väg": steps, "värde": value})


def lines(text: str, *changes: Change) -> list[str]:
    """The lines that the changes take away (-) and add (+)."""
    compared = difflib.ndiff(text.splitlines(), edited(text, changes).splitlines())
    return [line for line in compared if line[0] in "+-"]


@pytest.mark.parametrize(
    ("kind", "path", "value", "expected"),
    [
        ("sätt", "avtalsperiod/start", "2022-04-01", ["-   start: 2022-01-01", "+   start: 2022-04-01"]),
        ("sätt", "tjänsteskrivelse/diarienummer", "KS2021/734",
         ["-   diarienummer:            # får vara tomt tills ärendet är registrerat",
          "+   diarienummer: KS2021/734 # får vara tomt tills ärendet är registrerat"]),
        ("sätt", "tjänsteskrivelse/diarienummer", "KS 2021",
         ["-   diarienummer:            # får vara tomt tills ärendet är registrerat",
          "+   diarienummer: KS 2021    # får vara tomt tills ärendet är registrerat"]),
        ("sätt", "kommun/ort", "",
         ["-   ort: Enköping            # där kommunen undertecknar avtalet",
          "+   ort:                     # där kommunen undertecknar avtalet"]),
        ("sätt", "kommun/logotyp", "vapen.png", ["+   logotyp: vapen.png"]),
        ("sätt", "beslut/paragraf", "17", ["-   paragraf:", "+   paragraf: 17"]),
        ("sätt", "kontaktperson", "Ek: Bo #1", ["- kontaktperson:", "+ kontaktperson: 'Ek: Bo #1'"]),
        ("sätt", "försättsblad", "nej", ["- försättsblad: ja", "+ försättsblad: nej"]),
        ("sätt", "valfria_klausuler/force_majeure", "ja", ["+   force_majeure: ja"]),
        ("sätt", "personer/1/telefon", "0171-62 50 00", ["+     telefon: 0171-62 50 00"]),
        ("sätt", "underskrifter/tjänsteskrivelse/1", "Bo Ek", ["-     - Magnus Åsman", "+     - Bo Ek"]),
        ("sätt", "tjänsteskrivelse/finansiering", "Ny text.\n\nEtt stycke till.",
         ["-     Kostnaden ryms inom kommunstyrelsens ram.", "+     Ny text.", "+ ", "+     Ett stycke till."]),
        ("sätt", "tjänsteskrivelse/sammanfattning", "En rad\n- en punkt",
         ["-   sammanfattning:", "+   sammanfattning: |", "+     En rad", "+     - en punkt"]),
        ("lägg till", "personer", {"namn": "Bo Ek", "roll": ""}, ["+   - namn: Bo Ek", "+     roll:"]),
        ("lägg till", "underskrifter/partneravtal/motparten", "Eva Berg",
         ["-     motparten: []          # RISE har inte meddelat vem som undertecknar",
          "+     motparten:             # RISE har inte meddelat vem som undertecknar", "+       - Eva Berg"]),
        ("lägg till", "undantag", {"regel": "DAT210", "skäl": "Med avsikt: ja"},
         ["- undantag: []", "+ undantag:", "+   - regel: DAT210", "+     skäl: 'Med avsikt: ja'"]),
        ("ta bort", "personer/1", None, ["-   - namn: Ulrika K Jansson", "-     roll: kommundirektör"]),
        ("ta bort", "personer/0/telefon", None, ["-     telefon: 0171-62 62 16"]),
        ("ta bort", "tjänsteskrivelse/skickas_till/0", None,
         ["-   skickas_till:", "-     - Kommunledningsförvaltningen, för åtgärd", "+   skickas_till: []"]),
    ],
)  # fmt: skip
def test_one_change_in_the_shipped_case(kind: str, path: str, value: Any, expected: list[str]) -> None:
    assert sorted(lines(ENKOPING, change(kind, path, value))) == sorted(expected)


def test_changes_one_after_the_other() -> None:
    text = edited(
        ENKOPING,
        [
            change("lägg till", "personer", {"namn": "", "roll": ""}),
            change("sätt", "personer/2/namn", "Bo Ek"),
            change("sätt", "personer/2/roll", "chef"),
            change("ta bort", "personer/0"),
        ],
    )
    assert [person["namn"] for person in yaml.safe_load(text)["personer"]] == ["Ulrika K Jansson", "Bo Ek"]


@pytest.mark.parametrize(
    "value",
    [
        *(
            "ja",
            "nej",
            "null",
            "~",
            "0171",
            "1e3",
            "- a",
            "# a",
            "a: b",
            "'",
            '"',
            "[a",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
        ),
        *("|", ">", "?", "å ö", "a\nb", " a", "2021-11-17", "12:30"),
    ],
)
def test_any_value_is_read_back_as_it_was_written(value: str) -> None:
    """Another YAML library than the one that wrote it reads the scalar as the same text."""
    text = edited(ENKOPING, [change("sätt", "tjänsteskrivelse/mottagare", value)])
    node = yaml.compose(text)
    paper = next(node for key, node in node.value if key.value == "tjänsteskrivelse")
    found = next(node for key, node in paper.value if key.value == "mottagare")
    assert found.value.strip() == value.strip()
    assert lines(ENKOPING, change("sätt", "tjänsteskrivelse/mottagare", "Kommunstyrelsen")) == []


@pytest.mark.parametrize(
    ("text", "kind", "path", "value", "expected"),
    [
        ("a: [x, y]  # z\n", "lägg till", "a", "b, c", "a: [x, y, 'b, c'] # z\n"),
        ("a: [x, y]\n", "ta bort", "a/0", None, "a: [y]\n"),
        ("a:\n- x\n# efter\nb: 1\n", "lägg till", "a", "y", "a:\n- x\n- y\n# efter\nb: 1\n"),
        ("a:\n\n# efter\nb: 1", "sätt", "a/c", "2", "a:\n  c: 2\n\n# efter\nb: 1"),
        ("b: 1\n", "sätt", "a/c", "2", "b: 1\na:\n  c: 2\n"),
        ("a: 'x' # z\nb: >-\n  lång\n  text\n\nc: 1\n", "sätt", "b", "ny", "a: 'x' # z\nb: |\n  ny\n\nc: 1\n"),
        ('a: "x\n  y" # z\n', "sätt", "a", "kort", "a: kort # z\n"),
        ("a: [x]\n", "lägg till", "a", {"b": "1", "c": ["d, e"]}, "a: [x, {b: 1, c: ['d, e']}]\n"),
        ("{a: 1}\n", "sätt", "b", "1", "{a: 1, b: 1}\n"),
        ("a: {b: x, c: , d: }  # z\n", "sätt", "a/c", "y", "a: {b: x, c: y, d: }  # z\n"),
        ("a: {b: x, c: , d: }\n", "sätt", "a/d", "y: z", "a: {b: x, c: , d: 'y: z'}\n"),
        ("a: {b: x, c: , d: }\n", "sätt", "a/b", "", "a: {b: , c: , d: }\n"),
        ("a: {b: x, c: , d: }\n", "sätt", "a/e", "y, z", "a: {b: x, c: , d: , e: 'y, z'}\n"),
        ("a: {}\n", "sätt", "a/b", "[x]", "a: {b: '[x]'}\n"),
        ("a:\n  - {b: x}\n  - {b: y}\n", "sätt", "a/1/b", "z", "a:\n  - {b: x}\n  - {b: z}\n"),
        ("a:\n  - {b: x}\n  - {b: y}\n", "ta bort", "a/0", None, "a:\n  - {b: y}\n"),
        ("a:\n  - {b: x}\n", "lägg till", "a", {"b": ""}, "a:\n  - {b: x}\n  - b:\n"),
        ("a:\n  - b: x\n", "lägg till", "a/0/c", "y", "a:\n  - b: x\n    c:\n      - y\n"),
    ],
)
def test_other_ways_to_write_yaml(text: str, kind: str, path: str, value: Any, expected: str) -> None:
    assert edited(text, [change(kind, path, value)]) == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a: [", change("sätt", "a", "1")),
        ("- a\n", change("sätt", "a", "1")),
        ("a:\n  b: 1\n", change("sätt", "a", "1")),
        ("a: 1\n", change("ta bort", "b")),
        ("a:\n  - 1\n", change("ta bort", "a/7")),
        ("a: &x 1\nb: *x\n", change("lägg till", "b", "1")),
        ("a: [x]\n", change("lägg till", "a", {"b": "en rad\noch en till"})),
        ("{a: 1}\n", change("sätt", "b", "en rad\noch en till")),
        ("{a: {b: 1}}\n", change("sätt", "a", "1")),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, asked: Change) -> None:
    with pytest.raises(Uneditable):
        edited(text, [asked])


@pytest.mark.parametrize(
    "data", [{}, {"slag": "sätt", "väg": []}, {"slag": "rita", "väg": ["a"]}, {"slag": "sätt", "väg": [True]}]
)
def test_what_is_no_change(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a"):
        Change.of(data)


UNSEEN_ELSEWHERE = (
    ENKOPING.replace("kommun:", "\ufeff\x0ckommun:", 1)
    .replace("ort: Enköping", "ort:\u200b Enk\u00adö\u2028ping")
    .replace("    Kostnaden", "    \u2028Kost\u00adnaden")
)


@pytest.mark.parametrize(
    ("kind", "path", "value", "expected"),
    [
        ("sätt", "avtalsperiod/start", "2022-04-01", ["-   start: 2022-01-01", "+   start: 2022-04-01"]),
        ("sätt", "kommun/namn", "Ekby stad", ["-   namn: Enköpings kommun", "+   namn: Ekby stad"]),
        ("lägg till", "personer", {"namn": "Bo Ek", "roll": ""}, ["+   - namn: Bo Ek", "+     roll:"]),
        ("ta bort", "personer/0/telefon", None, ["-     telefon: 0171-62 62 16"]),
        ("sätt", "tjänsteskrivelse/finansiering", "Ny text.",
         ["-     \u2028Kost\u00adnaden ryms inom kommunstyrelsens ram.", "+     Ny text."]),
    ],
)  # fmt: skip
def test_a_file_with_something_unseen_in_it_is_changed_like_any_other(
    kind: str, path: str, value: Any, expected: list[str]
) -> None:
    """And what is not changed keeps it: a file is never tidied unasked."""
    made = edited(UNSEEN_ELSEWHERE, [change(kind, path, value)])
    compared = difflib.ndiff(UNSEEN_ELSEWHERE.split("\n"), made.split("\n"))
    assert sorted(line for line in compared if line[0] in "+-") == sorted(expected)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Mjukt binde\u00adstreck", "Mjukt bindestreck"),
        ("noll\u200bbrett\u2060 och\ufeff bom", "nollbrett och bom"),
        ("\u202ebakvänt\u202c \u2066isolerat\u2069", "bakvänt isolerat"),
        ("ett\u2028två\x0btre\u0085fyra", "ett\ntvå\ntre\nfyra"),
        ("ett\u2029två\x0ctre", "ett\n\ntvå\n\ntre"),
        ("famil\u200djen 👨‍👩‍👧 ❤️", "familjen 👨‍👩‍👧 ❤️"),
        ("pip\x07\x00\x1b", "pip"),
    ],
)
@pytest.mark.parametrize("path", ["tjänsteskrivelse/finansiering", "tjänsteskrivelse/mottagare"])
def test_what_is_pasted_is_kept_without_what_nobody_sees(path: str, pasted: str, kept: str) -> None:
    top, key = path.split("/")
    assert yaml.safe_load(edited(ENKOPING, [change("sätt", path, pasted)]))[top][key].rstrip("\n") == kept


def test_a_file_that_refers_to_its_own_parts_is_not_written_out() -> None:
    """Nine lines that are a thousand million words."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(Uneditable):
        edited("\n".join([*lines, "ort: x", ""]), [change("sätt", "ort", "y")])

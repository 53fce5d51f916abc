"""Free text: what is a paragraph, a bullet, bold, a phrase in another language, and what is only characters."""

import pytest

from loftdocs.model.text import Block, Run, parse_text, unmarked


def blocks(source: str) -> list[tuple[str, bool]]:
    return [(str(block), block.bullet) for block in parse_text(source).blocks]


def test_blank_lines_part_paragraphs_and_lines_are_joined() -> None:
    assert blocks("Ett\ntvå.\n\n\nTre.\n") == [("Ett två.", False), ("Tre.", False)]


def test_bullets_and_their_second_lines() -> None:
    assert blocks("Vi får:\n- ett\n  och mer\n- två\nSlut.") == [
        ("Vi får:", False),
        ("ett och mer", True),
        ("två", True),
        ("Slut.", False),
    ]


def test_bold() -> None:
    assert parse_text("Ett **två tre** fyra").blocks == (Block((Run("Ett "), Run("två tre", bold=True), Run(" fyra"))),)


def test_other_characters_are_only_characters() -> None:
    assert blocks("Ett * två ** tre ** -fyra # fem") == [("Ett * två ** tre ** -fyra # fem", False)]
    assert blocks("-5 grader") == [("-5 grader", False)]
    assert blocks("   \n \n") == []


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        (
            "av [engelska: Viable Cities] och",
            [("av ", False, ""), ("Viable Cities", False, "en-GB"), (" och", False, "")],
        ),
        ("[Tyska:Rathaus]", [("Rathaus", False, "de-DE")]),
        ("[engelska: Viable\n  Cities ].", [("Viable Cities", False, "en-GB"), (".", False, "")]),
        ("**[finska: kunta]**", [("kunta", True, "fi-FI")]),
        ("[finska: **kunta** ja]", [("kunta", True, "fi-FI"), (" ja", False, "fi-FI")]),
        (
            "**Ett [latin: ad hoc** a] två",
            [("Ett ", True, ""), ("ad hoc", True, "la-VA"), (" a", False, "la-VA"), (" två", False, "")],
        ),
        ("- [nordsamiska: Sámi] 1", [("Sámi", False, "se-SE"), (" 1", False, "")]),
    ],
)
def test_a_phrase_in_another_language(source: str, runs: list[tuple[str, bool, str]]) -> None:
    (block,) = parse_text(source).blocks
    assert [(run.text, run.bold, run.language) for run in block.runs] == runs
    assert str(block) == "".join(text for text, _, _ in runs)


@pytest.mark.parametrize(
    "source",
    [
        "[engelska: ]",
        "[engelska Viable]",
        "[engelska: Viable",
        "[klingonska: Qapla]",
        "[se: 5 kap.]",
        "[obs: nytt]",
        "[1]",
    ],
)
def test_other_brackets_are_only_characters(source: str) -> None:
    assert parse_text(source).blocks == (Block((Run(source.strip()),)),)


def test_words_without_their_marks() -> None:
    assert unmarked("**Ett** [engelska: smart city] [obs: två]") == "Ett smart city [obs: två]"

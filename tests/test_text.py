"""Free text: what is a paragraph, a bullet, bold, and what is only characters."""

from loftdocs.model.text import Block, Run, parse_text


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

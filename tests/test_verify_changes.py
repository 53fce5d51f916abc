"""What was changed in a file that came back: what is drawn, what is not, and between which signatures."""

import shutil
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, append_signature_field

from loftdocs.verify.result import PageState, Verdict

from .changing import (
    annotate,
    filled,
    kids,
    new_page,
    no_last_page,
    other_settings,
    other_size,
    other_words,
    page_of,
    same_page_twice,
    text_field,
    turned_pages,
    two_pages,
)
from .verifying import RISE, STAD, Desk, both, changed, codes, faults, paper, person, said, sign, three

Change = Callable[[IncrementalPdfFileWriter], None]


def told(desk: Desk, data: bytes, code: str) -> list[str]:
    """The messages with this code."""
    return [one.message for one in desk.verify(data, desk.anchor()).findings if one.code == code]


@pytest.mark.parametrize(
    ("change", "words", "found"),
    [
        (no_last_page, "sida 2 har tagits bort.", {"SIG105", "SIG132"}),
        (turned_pages, "sidorna har fått en annan ordning eller visas flera gånger.", {"SIG105"}),
        (other_words, "innehållet på sida 1 har ändrats.", {"SIG105", "SIG132"}),
        (annotate("/Text"), "en anteckning har lagts till på sida 1.", {"SIG105", "SIG132"}),
        (annotate("/Stamp"), "en stämpel har lagts till på sida 1.", {"SIG105"}),
        (annotate("/Caret"), "en kommentar eller markering har lagts till på sida 1.", {"SIG105"}),
        (text_field, "formulärfältet ”belopp” har lagts till.", {"SIG105", "SIG133"}),
        (other_settings, "hur filen öppnas har ändrats.", {"SIG129"}),
    ],
)
def test_a_change_is_told_in_words_wherever_it_was_made(
    desk: Desk, change: Change, words: str, found: set[str]
) -> None:
    first, second = person("Ylva Berg"), person("Åsa Lindqvist")
    before = sign(sign(changed(desk.built, change), RISE, first), STAD, second)
    between = sign(changed(sign(desk.built, RISE, first), change), STAD, second)
    after = changed(both(desk.built), change)
    for data, when in (
        (before, "Efter bygget men innan Ylva Berg och Åsa Lindqvist undertecknade har filen ändrats: "),
        (between, "Mellan underskrifterna, efter Ylva Berg och före Åsa Lindqvist, har filen ändrats: "),
        (after, "Efter underskrifterna (Ylva Berg och Åsa Lindqvist) har filen ändrats: "),
    ):
        result = desk.verify(data, desk.anchor())
        code = min(found)
        assert codes(result) == found
        assert said(result, code) == when + words
        assert result.answers
        assert result.answers.content.verdict is (Verdict.YES if code == "SIG129" else Verdict.NO)
        assert result.answers.accepted is result.answers.content.verdict
        assert result.answers.content.reasons[0] == when + words


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (new_page, "SIG130", "En sida har lagts till (sida 3). Den första börjar: ”Dessutom ska kommunen betala"),
        (two_pages, "SIG130", "2 sidor har lagts till (sida 3 och 4). Den första börjar: ”Dessutom ska kommunen"),
    ],
)
def test_pages_that_were_added_before_anyone_signed_are_told_by_what_they_say(
    desk: Desk, change: Change, code: str, words: str
) -> None:
    result = desk.verify(both(changed(desk.built, change)), desk.anchor())
    assert codes(result) == {code}
    assert said(result, code).startswith(words)
    assert three(result) == "ja ja ja ja"
    assert result.answers
    assert "tillagd" in result.answers.content.words
    assert [page.state for page in result.pages[:3]] == [PageState.SAME, PageState.SAME, PageState.ADDED]


@pytest.mark.parametrize(
    ("change", "words"), [(new_page, "sida 3 har lagts till."), (two_pages, "2 sidor har lagts till (sida 3 och 4).")]
)
def test_pages_that_were_added_after_someone_signed(desk: Desk, change: Change, words: str) -> None:
    half = sign(desk.built, RISE, person("Ylva Berg"))
    for data, when in (
        (sign(changed(half, change), STAD, person("Åsa Lindqvist")), "Mellan underskrifterna, efter Ylva Berg och"),
        (changed(both(desk.built), change), "Efter underskrifterna (Ylva Berg och Åsa Lindqvist)"),
    ):
        result = desk.verify(data, desk.anchor())
        assert codes(result) == {"SIG105"}
        assert said(result, "SIG105").startswith(when)
        assert said(result, "SIG105").endswith(words)
        assert result.answers
        assert result.answers.content.verdict is Verdict.NO


def test_a_seal_does_not_say_that_nothing_was_changed_when_something_was(desk: Desk) -> None:
    result = desk.verify(changed(both(desk.built), new_page), desk.anchor())
    assert codes(result) == {"SIG105"}
    assert result.answers
    assert "inget är ändrat efter" not in result.answers.seal.words


@pytest.mark.parametrize("before", [True, False])
def test_a_page_that_is_there_twice(desk: Desk, before: bool) -> None:
    data = both(changed(desk.built, same_page_twice)) if before else changed(both(desk.built), same_page_twice)
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG105", "SIG130"}
    when = "Efter bygget men innan" if before else "Efter underskrifterna (Ylva Berg och Åsa Lindqvist) har filen"
    assert said(result, "SIG105").startswith(when)
    assert "visas flera gånger" in said(result, "SIG105")


@pytest.mark.parametrize("before", [True, False])
def test_the_size_of_the_pages(desk: Desk, before: bool) -> None:
    data = both(changed(desk.built, other_size)) if before else changed(both(desk.built), other_size)
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG105", "SIG132"}
    when = "Efter bygget men innan" if before else "Efter underskrifterna"
    assert said(result, "SIG105").startswith(when)
    assert said(result, "SIG105").endswith("innehållet på sida 1 har ändrats och innehållet på sida 2 har ändrats.")
    assert [one.code for one in result.findings].count("SIG132") == 2
    assert "en annan storlek" in told(desk, data, "SIG132")[0]


def test_a_changed_and_a_removed_annotation(desk: Desk) -> None:
    noted = changed(desk.built, annotate("/Text"))
    desk.build("ekby", avtal=noted)

    def rewrite(writer: IncrementalPdfFileWriter) -> None:
        note = page_of(writer, 1)["/Annots"][2]
        note[pdf_name("/Contents")] = generic.TextStringObject("Gäller.")
        writer.update_container(note)

    def remove(writer: IncrementalPdfFileWriter) -> None:
        page = page_of(writer, 1)
        del page["/Annots"][2]
        writer.update_container(page)

    for change, words, found in (
        (rewrite, "en anteckning har ändrats på sida 1", {"SIG105"}),
        (remove, "en anteckning har tagits bort från sida 1", {"SIG105", "SIG132"}),
    ):
        result = desk.verify(changed(both(noted), change), desk.anchor())
        assert codes(result) == found
        assert words in said(result, "SIG105")


def test_a_change_is_found_without_any_build_too(desk: Desk) -> None:
    shutil.rmtree(desk.project.build)
    result = desk.verify(changed(sign(desk.built, RISE, person("Ylva Berg")), new_page), desk.anchor())
    assert codes(result) == {"SIG105", "SIG107", "SIG131"}
    assert said(result, "SIG105") == "Efter underskriften av Ylva Berg har filen ändrats: sida 3 har lagts till."
    assert result.answers
    assert result.answers.accepted is Verdict.NO


def test_a_form_field_filled_in_afterwards_is_told_of(desk: Desk) -> None:
    form = paper(RISE, STAD, form=True)
    desk.build("ekby", avtal=form)
    result = desk.verify(changed(both(form), filled), desk.anchor())
    assert codes(result) == {"SIG125", "SIG133"}
    assert said(result, "SIG125").endswith("har filen ändrats: formulärfältet ”belopp” har fyllts i.")
    assert said(result, "SIG133").startswith("På sida 1 syns något som inte fanns där när den byggdes")
    assert faults(result) == {"SIG133"}


def test_a_lock_that_leaves_nobody_else_to_sign_is_told_of(desk: Desk) -> None:
    locked = sign(desk.built, RISE, person("Ylva Berg"), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    result = desk.verify(locked, desk.anchor())
    assert codes(result) == {"SIG107", "SIG113"}
    assert f"Ylva Berg har låst filen när den undertecknade, så att ”{STAD}”" in said(result, "SIG113")
    assert three(result) == "ja ja nej nej"


def test_a_signature_after_a_lock_breaks_it(desk: Desk) -> None:
    def place(writer: IncrementalPdfFileWriter) -> None:
        spec = SigFieldSpec(
            RISE,
            box=(50, 100, 250, 130),
            field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL),
            doc_mdp_update_value=MDPPerm.NO_CHANGES,
        )
        append_signature_field(writer, spec)

    locking = changed(paper(STAD), place)
    desk.build("ekby", avtal=locking)
    result = desk.verify(both(locking), desk.anchor())
    assert codes(result) == {"SIG112"}
    assert said(result, "SIG112") == (
        "Ylva Berg låste filen när den undertecknade, men Åsa Lindqvist har undertecknat efter det."
    )
    assert three(result) == "ja nej ja nej"


@pytest.mark.parametrize(
    ("change", "words", "found"),
    [
        (other_words, "innehållet på sida 1 har ändrats.", {"SIG105", "SIG132", "SIG138"}),
        (text_field, "formulärfältet ”belopp” har lagts till.", {"SIG105", "SIG133", "SIG138"}),
        (other_settings, "hur filen öppnas har ändrats.", {"SIG129", "SIG138"}),
    ],
)
def test_a_change_before_there_was_any_field(desk: Desk, change: Change, words: str, found: set[str]) -> None:
    built = paper()
    desk.build("ekby", avtal=built)
    once = sign(changed(built, change), "Signature1", person("Åsa Lindqvist"))
    result = desk.verify(sign(once, "Signature2", person("Ylva Berg")), desk.anchor())
    assert codes(result) == found
    when = "Efter bygget men innan Åsa Lindqvist och Ylva Berg undertecknade har filen ändrats: "
    assert said(result, min(found)) == when + words


def test_a_page_taken_away_with_the_fields_on_it(desk: Desk) -> None:
    data = changed(both(desk.built), lambda writer: kids(writer, lambda pages: pages[1:]))
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG105", "SIG132"}
    assert said(result, "SIG105").endswith("sida 1 har tagits bort.")
    assert said(result, "SIG132") == "Sida 1 i det som byggdes finns inte i filen."

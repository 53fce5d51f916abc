"""What is told once, and what is told although something like it was."""

from dataclasses import replace

from loftdocs.check.echoes import without_echoes
from loftdocs.findings import Finding, Place, Severity, Subject

FEL, VARNING, UPPLYSNING = Severity


def finding(
    code: str, severity: Severity, words: str, paragraph: str, document: str = "avtal", message: str = ""
) -> Finding:
    subject = Subject(document, paragraph, words)
    return Finding(code, severity, message or f"Om {words}.", "", Place(document=f"{document}.docx", subject=subject))


CLAUSE = "Avgiften är 310 000 kr för varje avtalsår."
UNTIED = finding("TRA201", FEL, "310 000 kr", CLAUSE)


def test_a_value_that_a_graver_rule_tells_of_is_told_once() -> None:
    wrong = finding("AVG201", FEL, "310 000 kr", CLAUSE)
    assert without_echoes((UNTIED, wrong), ()) == (wrong,)


def test_no_break_spaces_make_no_other_value() -> None:
    wrong = finding("AVG201", FEL, "310\u00a0000\u00a0kr", CLAUSE.replace(" ", "\u00a0"))
    assert without_echoes((UNTIED, wrong), ()) == (wrong,)


def test_a_value_is_told_although_the_same_stands_wrong_in_another_document() -> None:
    elsewhere = finding("AVG201", FEL, "310 000 kr", CLAUSE, "bilaga")
    assert without_echoes((UNTIED, elsewhere), ()) == (UNTIED, elsewhere)


def test_a_value_is_told_although_the_same_stands_wrong_in_another_paragraph() -> None:
    elsewhere = finding("AVG201", FEL, "310 000 kr", "Kostnaden är 310 000 kr.")
    assert without_echoes((UNTIED, elsewhere), ()) == (UNTIED, elsewhere)


def test_an_error_is_told_although_something_lighter_is_said_of_it() -> None:
    lighter = finding("AVG207", VARNING, "310 000 kr", CLAUSE)
    assert without_echoes((UNTIED, lighter), ()) == (UNTIED, lighter)


def test_an_error_is_told_although_the_case_sets_the_other_rule_aside() -> None:
    aside = replace(finding("AVG201", FEL, "310 000 kr", CLAUSE), silenced="Det är avsiktligt.")
    assert without_echoes((UNTIED, aside), ()) == (UNTIED, aside)


def test_a_finding_whose_words_nobody_names_hides_nothing() -> None:
    bare = Finding("DOK208", FEL, "Skrivelsen saknar en rubrik.", "", Place(document="avtal.docx"))
    assert without_echoes((UNTIED, bare), ()) == (UNTIED, bare)


def test_a_value_of_which_the_comparison_tells_is_told_once() -> None:
    compared = finding("TRA204", FEL, "310 000 kr", CLAUSE)
    assert without_echoes((UNTIED, compared), ()) == (compared,)


def test_a_paragraph_that_a_page_cuts_in_two_is_still_the_same() -> None:
    wrong = finding("AVG201", FEL, "310 000 kr", f"{'Avgiften faktureras av parten. ' * 3}{CLAUSE}")
    assert without_echoes((finding("TRA201", FEL, "310 000 kr", f"parten. {'x ' * 30}"), wrong), ())[1:] == (wrong,)
    assert without_echoes((finding("TRA201", FEL, "310 000 kr", f"ras av parten. {CLAUSE}"), wrong), ()) == (wrong,)


def test_what_was_told_of_the_case_is_not_told_again_where_its_text_stands() -> None:
    before = finding("RES102", FEL, "xx", "Ärendet har xx beretts.", "prov")
    after = finding("RES102", FEL, "xx", "Ärendet har xx beretts.", "tjansteskrivelse")
    other = finding("RES102", FEL, "xx", "Bedömningen är xx.", "tjansteskrivelse")
    assert without_echoes((after, other), (before,)) == (other,)

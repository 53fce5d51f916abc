"""The questions in the order they are asked; which comes next follows from the programme and from the answers."""

from collections.abc import Iterator

from loftdocs.new.draft import START, Draft
from loftdocs.new.facts import fact_questions, person_questions
from loftdocs.new.form import Form
from loftdocs.new.parties import party_questions
from loftdocs.new.people import paper_questions, people_questions, signer_questions
from loftdocs.new.question import Question, Setting


def pending(draft: Draft, setting: Setting) -> tuple[Question, ...]:
    """The questions that have no answer yet, in order; about persons no more than is known to be asked."""
    return tuple(question for question in questions(draft, setting) if question.path not in draft)


def filled(draft: Draft, setting: Setting) -> Draft:
    """The draft with something in the place of each answer that it lacks, so that the rules can read the whole of it.

    That is the suggestion, and for parties and persons a word that no rule minds.
    """
    while True:
        lacking = {
            question.path: question.suggestion or question.stand_in
            for question in questions(draft, setting)
            if not draft[question.path] and (not question.optional or question.suggestion)
        }
        more = {path: word for path, word in lacking.items() if word}
        if not more:
            return draft
        draft = draft.with_all(more)  # and what is suggested because of that


def questions(draft: Draft, setting: Setting) -> Iterator[Question]:
    """All questions, also those that have been answered; only the first one until the programme is known."""
    programs, one = setting.programs, len(setting.programs) == 1
    yield Question(
        "program",
        f"Vilket program gäller det, {' eller '.join(programs)}?",
        programs[0] if one else "",
        assumed=one,
        asked=not one,
        choices=programs,
    )
    form = setting.form(draft)
    if form is None:
        return
    yield from party_questions(form, draft, setting)
    yield from fact_questions(form)
    yield from _term(form, setting)
    yield from people_questions(form, draft)
    if form.paper:
        yield from paper_questions(form, draft, setting)
    yield from person_questions(form, draft)
    yield from signer_questions(form, draft)


def _term(form: Form, setting: Setting) -> Iterator[Question]:
    """The agreement's first day, and its last where the case says it; else a last day that is given is only checked."""
    term = form.program.avtalstid
    if not (term and term.dated):
        return
    yield Question(START, "Avtalets första dag", f"{setting.today.year + 1}-01-01", True)
    path, text = "avtalsperiod.slut", "Avtalets sista dag"
    if term.slut == "i ärendet":
        yield Question(path, text)
    elif term.längd:
        yield Question(path, text, assumed=True, optional=True, asked=False)

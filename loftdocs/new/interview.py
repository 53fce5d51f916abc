"""From answers given beforehand, and questions for the rest, to a whole draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from loftdocs.failures import UsageFailure
from loftdocs.new.askers import Asker
from loftdocs.new.draft import Draft, person
from loftdocs.new.given import leftover, unasked
from loftdocs.new.judge import Judge, Objection
from loftdocs.new.question import Question
from loftdocs.new.questions import filled, pending, questions

_ALL_THE_SAME = "Tryck Enter om det ändå stämmer, eller skriv om."


@dataclass(frozen=True)
class Interview:
    """One clerk, or one script, and what it has to say.

    ``given`` are the answers from options, by path or by the key of their question. Without an ``asker`` nothing is
    asked. ``settled`` is called with the name that the case is called by as soon as it is known, and may raise what
    makes the rest pointless to ask for.
    """

    judge: Judge
    given: Mapping[str, str]
    asker: Asker | None
    settled: Callable[[str], object]

    def draft(self) -> Draft:
        """All the answers.

        Raises `UsageFailure` with everything that is missing or wrong, if there is no one to ask; if there is, with the
        answers that the programme has no use for, before anything is asked about it.
        """
        draft, missing, wrong, used = Draft(), dict[str, None](), list[str](), set[str]()
        while left := pending(draft, self.judge.setting):
            question = left[0]
            key = self._key(question)
            used |= {key} if key else set()
            answer = self._beforehand(question, key)
            # An assumed answer that is empty follows from another that is missing, and that one is told.
            judged = answer if answer or key else None
            objections = () if judged is None else self.judge.objections(draft, question, judged)
            firm = [objection for objection in objections if objection.firm]
            if self.asker and question.asked and (answer is None or firm):
                answer, firm = self._asked(self.asker, draft, question, firm), []
            elif answer is None:
                missing[question.option] = None
            else:
                wrong.extend(f"{question.flag}: {objection}" for objection in firm)
                answer = "" if firm else answer  # what is wrong must not make what comes after it wrong too
            draft = draft.put(question.path, answer or "")
            if question.path == "program":
                foreign = self._foreign(draft)
                used |= set(foreign)
                wrong += foreign.values()
                if self.asker and foreign:
                    raise _refused((), wrong)
            form = self.judge.setting.form(draft)
            if form and question.path == form.named and answer and not firm:
                self.settled(answer)
        if self.judge.setting.form(draft):  # else nothing else was asked for
            wrong += [leftover(key) for key in self.given if key not in used and self.given[key]]
            if not (self.asker or missing or wrong):
                wrong += self._together(draft)
        if missing or wrong:
            raise _refused(tuple(missing), wrong)
        return draft

    def _key(self, question: Question) -> str | None:
        """Under what the answer is given, if it is."""
        return next((key for key in (question.path, question.key) if key in self.given), None)

    def _beforehand(self, question: Question, key: str | None) -> str | None:
        """The answer that need not be asked for; None if there is none."""
        if key:
            return question.read(self.given[key])
        assumed = question.assumed and (not question.asked or not self.asker)
        return question.suggestion if assumed else None

    def _together(self, draft: Draft) -> list[str]:
        """What is wrong with the answers of a script together, each at the option of the answer where it stands."""
        flags = {question.path: question.flag for question in questions(draft, self.judge.setting)}
        found = ((_flag(one.path, flags), one) for one in self.judge.whole(draft))
        return [f"{flag}: {objection}" for flag, objection in found if flag]

    def _foreign(self, draft: Draft) -> dict[str, str]:
        """Of what is given, by key: that which no question of the programme asks for."""
        setting = self.judge.setting
        form = setting.form(draft)
        if form is None:
            return {}
        # With someone more, so that the questions about further persons are among them.
        return unasked(self.given, form, tuple(questions(_peopled(filled(draft, setting)), setting)))

    def _asked(self, asker: Asker, draft: Draft, question: Question, told: list[Objection]) -> str:
        """The answer that a person ends up with: one that nothing speaks against, or that is given twice."""
        for objection in told:
            asker.tell(str(objection))
        suggestion, typed, doubted = question.suggestion, "", None
        while True:
            answer = question.read(asker.ask(question, suggestion, typed))
            objections = self.judge.objections(draft, question, answer)
            firm = any(objection.firm for objection in objections)
            if not objections or (answer == doubted and not firm):
                return answer
            for objection in objections:
                asker.tell(str(objection))
            typed = answer
            if not firm:
                asker.tell(_ALL_THE_SAME)
                suggestion = doubted = answer


def _flag(place: str, flags: Mapping[str, str]) -> str | None:
    """The option of the answer in which a place is."""
    within = (path for path in flags if place == path or place.startswith((f"{path}.", f"{path}[")))
    return next((flags[path] for path in within), None)


def _peopled(draft: Draft) -> Draft:
    return draft.put(person(len(draft.personer), "namn"), "Någon")


def _refused(missing: tuple[str, ...], wrong: list[str]) -> UsageFailure:
    lines = [*wrong, *(f"Lägg till {option}" for option in missing)]
    told = "Det saknas svar." if not wrong else "Svaren går inte att använda." if not missing else ""
    hint = "Utan terminal ställs inga frågor. Med --fråga läses svaren rad för rad." if missing else ""
    return UsageFailure(
        told or "Det saknas svar, och några går inte att använda.", "\n  ".join([*lines, hint]).rstrip()
    )

"""The answers that stand in the command itself."""

import argparse
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from loftdocs.failures import UsageFailure
from loftdocs.load.bind import inner_model
from loftdocs.model.base import Model
from loftdocs.new.draft import PARTS, tidy
from loftdocs.new.form import Form
from loftdocs.new.question import KEYS, Question, option_of

_IN_LIST = re.compile(r"\[\d+\]")


def given(arguments: argparse.Namespace) -> dict[str, str]:
    """The answers among the arguments, by the path where each is to stand, or by the key of its question.

    Raises `UsageFailure` if a person or a fact is not written as one.
    """
    answers = {key: value for name, key in KEYS.items() if (value := getattr(arguments, name)) is not None}
    for key, written in _people(arguments):
        # What is left out of a name and a role is asked for; a telephone that is left out is not known.
        parts = zip(PARTS, _someone(option_of(key), written), strict=True)
        answers |= {f"{key}.{part}": value for part, value in parts if value or part in ("telefon", "epost")}
    if arguments.person:
        answers[f"person[{len(arguments.person)}].namn"] = ""
    facts = dict[str, str]()
    for written in arguments.uppgift or ():
        name, value = _fact(written)
        if name in facts:
            raise UsageFailure(f"--uppgift {name} är angiven två gånger.", "Ta bort den ena.")
        facts[name] = value
    return _sizes(facts) | answers | facts


def unasked(answers: Mapping[str, str], form: Form, questions: Collection[Question]) -> dict[str, str]:
    """Those of the answers that nothing of the programme asks for, by key, each with what is wrong."""
    asked = {_general(word) for question in questions for word in (question.path, question.key)}
    names = sorted({question.path for question in questions})
    return {key: _foreign(key, form, names) for key in answers if _general(key) not in asked}


def leftover(key: str) -> str:
    """What is wrong with an answer to a question that never came: to one about a fourth party of three."""
    return f"{option_of(key)}: Svaret behövs inte, eller så är det redan angivet på annat sätt. Ta bort det."


def _foreign(key: str, form: Form, names: list[str]) -> str:
    label, program = option_of(key), form.program.namn
    if not label.startswith("--uppgift"):
        return f"{label}: Programmet {program} har inget sådant att fylla i. Ta bort det."
    if _exists(form.model, _IN_LIST.sub("", key)):
        return f"{label}: Det fylls i i ärendefilen när den är skriven. Ta bort det här."
    close = get_close_matches(key, names, n=1, cutoff=0.7) or [name for name in names if name.endswith(f".{key}")]
    question = f" Menade du ”{close[0]}”?" if close else ""
    return f"{label}: Programmet {program} har ingen uppgift ”{key}”.{question}"


def _exists(model: type[Model], path: str) -> bool:
    """True if a case can have something at a path without list positions."""
    name, _, rest = path.partition(".")
    if name not in model.model_fields or not rest:
        return name in model.model_fields
    inner, _ = inner_model(model.model_fields[name].annotation)
    return inner is not None and _exists(inner, rest)


def _general(path: str) -> str:
    return _IN_LIST.sub("[]", path)


def _fact(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not (equals and tidy(name)):
        raise UsageFailure(
            f"--uppgift ”{written}” går inte att dela upp i namn och värde.",
            "Skriv till exempel --uppgift hyra=38500, och för en part --uppgift hyresvärd.namn=…",
        )
    return tidy(name).replace(" ", ""), value


def _sizes(facts: Mapping[str, str]) -> dict[str, str]:
    """How many there are of each role of which some are given, as far as it is not said."""
    sizes = dict[str, int]()
    for path in facts:
        if match := re.match(r"(\w+)\[(\d{1,3})\]\.", path):
            sizes[match[1]] = max(sizes.get(match[1], 0), int(match[2]) + 1)
    return {role: str(size) for role, size in sizes.items() if role != "personer"}


def _people(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    for key in ("handläggare", "direktör"):
        if (written := getattr(arguments, key)) is not None:
            yield key, written
    for index, written in enumerate(arguments.person or ()):
        yield f"person[{index}]", written


def _someone(option: str, written: str) -> tuple[str, str, str, str]:
    """The `PARTS` of a person in ``Namn, roll, telefon, e-post``; between semicolons a role may have a comma in it."""
    namn, *rest = (tidy(part) for part in written.split(";" if ";" in written else ","))
    roll, reached = (rest or [""])[0], [part for part in rest[1:] if part]
    addresses, phones = [part for part in reached if "@" in part], [part for part in reached if "@" not in part]
    if not namn or len(addresses) > 1 or len(phones) > 1:
        raise UsageFailure(
            f"{option} ”{written}” går inte att dela upp i namn, roll, telefon och e-post.",
            f'Skriv till exempel {option} "Lena Ek, utredare, 021-39 00 00, lena.ek@vasteras.se"; med semikolon '
            "emellan om rollen innehåller ett komma.",
        )
    return namn, roll, (phones or [""])[0], (addresses or [""])[0]

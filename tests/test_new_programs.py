"""``new`` for programmes of any form: what is asked follows from what they declare, and so does the file."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any

import pytest
import yaml

from loftdocs.checking import check_text
from loftdocs.findings import has_errors
from loftdocs.load import load_text
from loftdocs.new.case_file import render
from loftdocs.new.draft import CHEF, HANDLÄGGARE, Draft, person
from loftdocs.new.form import Form, read_form
from loftdocs.new.names import known_number
from loftdocs.new.question import Question, Setting
from loftdocs.new.questions import pending, questions
from loftdocs.project import Project

from .conftest import REPO, Answer, Sandbox
from .typist import Typist

PROGRAMS = REPO / "tests" / "programs"
NAMES = ("avsikt", "beslut", "bidrag", "hyra", "samverkan")
EACH = pytest.mark.parametrize("name", NAMES)
DAY = date(2022, 1, 31)
OPTIONS = {
    "avtalsperiod.start": "--start",
    "avtalsperiod.slut": "--slut",
    "tjänsteskrivelse.benämning": "--benämning",
    "tjänsteskrivelse.datum": "--datum",
    "tjänsteskrivelse.sammanträde": "--sammanträde",
    "tjänsteskrivelse.mottagare": "--nämnd",
    "tjänsteskrivelse.beslutande": "--beslutande",
    "tjänsteskrivelse.förvaltning": "--förvaltning",
}


@pytest.fixture
def programs(sandbox: Sandbox) -> Sandbox:
    """A project with the unlike programmes beside the shipped one."""
    for name in NAMES:
        shutil.copytree(PROGRAMS / name, sandbox.project.templates / name)
    return sandbox


def setting_of(project: Project) -> Setting:
    return Setting(
        (*NAMES[:4], "loft", NAMES[4]), DAY, cache(partial(known_number, project)), cache(partial(read_form, project))
    )


def form_of(project: Project, name: str) -> Form:
    form = read_form(project, name, DAY)
    assert form
    return form


def data_of(text: str) -> dict[str, Any]:
    """A case as it is written, every value a text."""
    return dict(yaml.load(text, Loader=yaml.BaseLoader))


def given_case(name: str) -> dict[str, Any]:
    """A fixture's own case, with those who write and sign the paper first among the persons, as new asks for them."""
    case = data_of((PROGRAMS / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    chief, clerk = case["underskrifter"]["tjänsteskrivelse"]
    first = {clerk: HANDLÄGGARE, chief: CHEF}
    case["personer"].sort(key=lambda one: first.get(one["namn"], len(first)))
    return case


def answer_in(case: dict[str, Any], path: str) -> str:
    """What a case has at a path, as it would be typed."""
    value: Any = case
    for step in re.findall(r"\w+(?=\[)|\[\d+\]|\w+", path):
        try:
            value = value[int(step[1:-1])] if step.startswith("[") else value[step]
        except (KeyError, IndexError):
            return ""
    if isinstance(value, list):
        return ", ".join(value) if all(isinstance(one, str) for one in value) else str(len(value))
    return str(value)


def script(name: str, case: dict[str, Any], asked: tuple[Question, ...]) -> Iterator[str]:
    """The options with all the answers that the case has to the questions, each person in one."""
    own = "kommuner[0]" if "kommuner" in case else "kommun"
    short = {f"{own}.namn": "--kommun", f"{own}.orgnr": "--orgnr", f"{own}.ort": "--ort", **OPTIONS}
    yield from ("--program", name)
    for index, one in enumerate(case["personer"]):
        option = {HANDLÄGGARE: "--handläggare", CHEF: "--direktör"}.get(index, "--person")
        yield from (option, "; ".join(filter(None, (one.get(k) for k in ("namn", "roll", "telefon", "epost")))))
    for question in asked:
        answer = answer_in(case, question.path)
        if answer and not question.path.startswith(("program", "personer")):
            option = short.get(question.path)
            yield from (option, answer) if option else ("--uppgift", f"{question.path}={answer}")


def answered(project: Project, case: dict[str, Any]) -> Draft:
    """The case's answers to all questions."""
    setting, draft = setting_of(project), Draft()
    while left := pending(draft, setting):
        draft = draft.put(left[0].path, answer_in(case, left[0].path))
    return draft


def run(programs: Sandbox, name: str, *more: str, changed: tuple[str, str] = ("", "")) -> Answer:
    """The command with a case's answers as options, one of those that have none of their own changed, and more."""
    case, (path, value) = given_case(name), changed
    asked = tuple(questions(answered(programs.project, case), setting_of(programs.project)))
    words = [f"{path}={value}" if word.startswith(f"{path}=") else word for word in script(name, case, asked)]
    if path and f"{path}={value}" not in words:
        words += ["--uppgift", f"{path}={value}"]
    return programs.run("new", *words, "--namn", name, *more)


def written(programs: Sandbox, name: str) -> str:
    return (programs.project.cases / f"{name}.yaml").read_text(encoding="utf-8")


def filled_in(new: Any, known: Any) -> Any:
    """What a clerk makes of a new case: what is empty in it is as in the known one."""
    if isinstance(new, dict):
        both = {**dict.fromkeys(new, ""), **(known or {})}
        return {key: filled_in(new.get(key, ""), value) for key, value in both.items()}
    if isinstance(new, list) and new and isinstance(new[0], dict):
        return [filled_in(one, other) for one, other in zip(new, known, strict=True)]
    if isinstance(known, dict):
        return filled_in(known, "")
    return new or known or None


def is_the_case(programs: Sandbox, name: str, *, options: bool) -> None:
    """The new case says what its answers said, lacks only what is not asked, and is whole when that is written."""
    text, case = written(programs, name), given_case(name)
    path = programs.project.cases / "prov.yaml"
    for question in questions(answered(programs.project, case), setting_of(programs.project)):
        if not (question.asked or options):  # then only an option answers it
            continue
        assert answer_in(data_of(text), question.path).replace(" ", "") == (
            answer_in(case, question.path) or question.suggestion
        ).replace(" ", ""), question.path
    _, findings = load_text(programs.project, path, text)
    assert {finding.code for finding in findings if finding.place.file.startswith("cases")} == {"MOD101"}
    whole = filled_in(data_of(text), case)
    assert not has_errors(check_text(programs.project, path, yaml.safe_dump(whole, allow_unicode=True))[1])


# --- answers in the command -------------------------------------------------------------------------


@EACH
def test_options_alone_give_a_case_of_any_programme(programs: Sandbox, name: str) -> None:
    answer = run(programs, name)
    assert (answer.code, answer.err) == (0, ""), answer.err
    is_the_case(programs, name, options=True)


@EACH
def test_no_word_of_another_programme_stands_in_the_file_or_is_said(programs: Sandbox, name: str) -> None:
    answer = run(programs, name)
    asked = questions(answered(programs.project, given_case(name)), setting_of(programs.project))
    # The first question lists the programmes.
    texts = (written(programs, name), answer.out, *(one.text for one in [*asked][1:]))
    foreign = re.compile(r"\b(?:LOFT|loft|RISE|partner\w*|motpart\w*|prislist\w*)\b")
    assert [found for text in texts for found in foreign.findall(text)] == []


def test_no_module_names_what_one_programme_declares() -> None:
    foreign = re.compile(r"\b(?:LOFT|RISE|partneravtal|motpart\w*|kontaktperson\w*|ersättare|kvartal)\b")
    modules = [*(REPO / "loftdocs" / "new").glob("*.py"), REPO / "loftdocs" / "cli" / "commands" / "new.py"]
    assert len(modules) > 10
    assert [path.name for path in modules if foreign.search(path.read_text(encoding="utf-8"))] == []


def test_all_that_a_programme_lacks_an_answer_to_is_told_at_once(programs: Sandbox) -> None:
    answer = programs.run("new", "--program", "samverkan", "--uppgift", "kommuner[2].andel=18", "--uppgift", "andel=5")
    assert answer.code == 2
    missing = re.findall(r"Lägg till (.+)", answer.err)
    assert missing[:3] == ["--kommun", "--orgnr", "--uppgift kommuner[0].andel=…"]
    assert "--uppgift kommuner[2].namn=…" in missing
    assert "--uppgift kommuner[2].andel=…" not in missing
    assert "--uppgift kommuner[3].namn=…" not in missing
    assert missing[-3:] == [f"--uppgift kommuner[{index}].ledamot=…" for index in range(3)]
    assert (
        "--uppgift andel: Programmet Samverkan har ingen uppgift ”andel”. Menade du ”kommuner[0].andel”?" in answer.err
    )
    assert not list(programs.project.cases.iterdir())


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("beslut", ("--start", "2022-05-02"), "--start: Programmet Öppettider har inget sådant att fylla i"),
        ("avsikt", ("--slut", "2022-05-02"), "--slut: Programmet Avsikt har inget sådant"),
        ("hyra", ("--uppgift", "hyrra=3"), "ingen uppgift ”hyrra”. Menade du ”hyra”?"),
        ("avsikt", ("--uppgift", "delfrågor=en"), "--uppgift delfrågor: Det fylls i i ärendefilen"),
        ("samverkan", ("--uppgift", "kommuner[2].andel=19"), "--uppgift kommuner[2].andel är angiven två gånger"),
    ],
)
def test_an_answer_that_nothing_asks_for_is_told(programs: Sandbox, name: str, more: tuple[str], words: str) -> None:
    answer = run(programs, name, *more)
    assert answer.code == 2
    assert words in answer.err
    assert not list(programs.project.cases.iterdir())


@pytest.mark.parametrize(
    ("name", "path", "wrong", "words"),
    [
        ("hyra", "hyresvärd.orgnr", "559990-0048", "kontrollsiffran stämmer inte"),
        ("hyra", "hyra", "mycket", "är inte ett helt tal"),
        ("hyra", "deposition", "115 501", "mer än tre månadshyror"),
        ("bidrag", "redovisningsdag", "28 februari", "är inte skrivet som ett datum"),
        ("avsikt", "bolagets_kontaktperson", "Helena Sjöö", "är kontaktperson för båda parterna"),
        ("avsikt", "underskrifter.avsiktsforklaring.bolag", "Cecilia Ros", "Menade du ”Cecilia Roos”?"),
        ("samverkan", "kommuner", "1", "”1” är inget antal från 2 till 12."),
        ("samverkan", "kommuner[1].ledamot", "Sofia Järnberg", "Sofia Järnberg"),
        ("samverkan", "värdkommun", "Kunsörs kommun", "är ingen av kommunerna: Köpings kommun, Arboga kommun"),
    ],
)
def test_a_wrong_answer_is_told_by_the_rules_of_the_programme(
    programs: Sandbox, name: str, path: str, wrong: str, words: str
) -> None:
    answer = run(programs, name, changed=(path, wrong))
    assert answer.code == 2
    assert f"--uppgift {path}: " in answer.err
    assert words in answer.err
    assert not list(programs.project.cases.iterdir())


def test_a_party_that_another_case_names_has_its_number_from_there(programs: Sandbox) -> None:
    shutil.copy(PROGRAMS / "cases" / "hyra.yaml", programs.project.cases)
    shutil.copy(PROGRAMS / "cases" / "samverkan.yaml", programs.project.cases)
    number = partial(known_number, programs.project)
    assert number("gruvberget fastigheter ab") == "559990-0049"
    assert number("Arboga kommun") == "212000-2122"
    assert number("Gruvberget") == ""


# --- the file -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*NAMES, "loft"])
def test_a_file_without_answers_lacks_them_and_has_no_other_fault(programs: Sandbox, name: str) -> None:
    (programs.project.templates / "loft" / "arende.yaml.jinja").unlink()
    form = form_of(programs.project, name)
    text = render(Draft({"program": name}), "prov", form)
    assert list(data_of(text)) == list(form.model.model_fields)
    loaded, findings = load_text(programs.project, programs.project.cases / "prov.yaml", text)
    assert loaded
    own = [finding for finding in findings if finding.place.file.startswith("cases")]
    assert {finding.code for finding in own} == {"MOD101"}
    lines = text.splitlines()
    assert all(re.fullmatch(r" *(?:- )?\w+:(?: +#.*)?", lines[one.place.line - 1]) for one in own if one.place.line)


@EACH
def test_the_file_is_one_that_a_clerk_can_read(programs: Sandbox, name: str) -> None:
    assert run(programs, name).code == 0
    text = written(programs, name)
    assert "\n\n\n" not in text
    assert all(line == line.rstrip() and len(line) <= 120 for line in text.splitlines())
    # Whatever the programme asks for, and describes, is explained.
    for fact in form_of(programs.project, name).program.facts:
        if fact.given and fact.description:
            said = fact.description.partition(", till exempel")[0].rstrip(".")
            assert said[1:] in text, fact.name


def test_an_example_in_the_file_can_be_taken_as_it_is(programs: Sandbox) -> None:
    assert run(programs, "beslut").code == 0
    text = written(programs, "beslut")
    example = re.search(r"((?:^#   .*\n)+)öppettider:\n", text, re.MULTILINE)
    assert example
    used = example[1].replace("#", "").replace("\n ", "\n ")
    known, _ = check_text(
        programs.project,
        programs.project.cases / "prov.yaml",
        text.replace(example[0], f"öppettider:\n{used}"),
    )
    assert known
    assert len(known.loaded.case.öppettider) == 1


def test_a_list_that_is_too_short_is_told_by_how_many_it_has(programs: Sandbox) -> None:
    """And is not called empty because what stands in it is not whole yet."""
    path = programs.project.cases / "prov.yaml"
    text = (PROGRAMS / "cases" / "samverkan.yaml").read_text(encoding="utf-8")
    one = re.sub(r"  - namn: Arboga.*?(?=värdkommun)", "", text, flags=re.DOTALL)
    told = [finding.message for finding in load_text(programs.project, path, one)[1] if finding.code != "MOD101"]
    assert told == ["Uppgiften ”kommuner” är en lista med 1, men ska ha minst 2."]
    unwhole = text.replace("    ort: Arboga\n", "").replace("    ort: Kungsör\n", "")
    told = [finding.message for finding in load_text(programs.project, path, unwhole)[1]]
    assert told == ["Uppgiften ”ort” saknas under ”kommuner nr 2”.", "Uppgiften ”ort” saknas under ”kommuner nr 3”."]


# --- a programme's own starter ------------------------------------------------------------------------


def test_an_answer_that_a_starter_has_no_place_for_is_told(programs: Sandbox) -> None:
    starter = programs.project.templates / "beslut" / "arende.yaml.jinja"
    text = render(answered(programs.project, given_case("beslut")), "x", form_of(programs.project, "beslut"))
    starter.write_text(re.sub(r"^timmar_nytt:.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    answer = run(programs, "beslut")
    assert "templates/beslut/arende.yaml.jinja har ingen plats för timmar_nytt." in answer.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("program: hyra\n{% if %}\n", "arende.yaml.jinja rad 2 går inte att använda"),
        ("program: {{ finns_inte }}\n", "arende.yaml.jinja går inte att använda"),
        ("{{ svar.__class__.__mro__ }}\n", "arende.yaml.jinja går inte att använda"),
    ],
)
def test_a_starter_that_cannot_be_used_is_told(programs: Sandbox, text: str, words: str) -> None:
    (programs.project.templates / "hyra" / "arende.yaml.jinja").write_text(text, encoding="utf-8")
    answer = run_raw(programs, "hyra")
    assert answer.code == 2
    assert words in answer.err
    assert not list(programs.project.cases.iterdir())


def run_raw(programs: Sandbox, name: str) -> Answer:
    return programs.run("new", "--program", name, "--kommun", "Sala", "--orgnr", "212000-2098")


def test_the_texts_of_a_programmes_own_starter_are_not_to_be_left(programs: Sandbox) -> None:
    case = (PROGRAMS / "cases" / "beslut.yaml").read_text(encoding="utf-8")
    started = re.sub(r"  beredning: \|\n(?:    .*\n)+", "  beredning: |\n    Frågan har beretts.\n", case)
    programs.write(started, "prov")
    assert "RES107" not in {finding["code"] for finding in programs.findings("check", "prov")}
    starter = programs.project.templates / "beslut" / "arende.yaml.jinja"
    starter.write_text("tjänsteskrivelse:\n  beredning: |\n    Frågan har beretts.\n", encoding="utf-8")
    found = [one for one in programs.findings("check", "prov") if one["code"] == "RES107"]
    assert len(found) == 1


# --- someone who is asked -----------------------------------------------------------------------------


@pytest.fixture
def typist(programs: Sandbox) -> Iterator[Callable[[], Typist]]:
    started: list[Typist] = []

    def start() -> Typist:
        started.append(Typist(programs.project.root))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        os.close(one.ours)


@EACH
def test_a_clerk_at_a_terminal_is_asked_what_the_programme_declares(
    programs: Sandbox, typist: Callable[[], Typist], name: str
) -> None:
    case, setting = given_case(name), setting_of(programs.project)
    draft = answered(programs.project, case)
    asked = [one for one in questions(draft, setting) if one.asked]
    # What is proposed is rubbed out first.
    keys = [f"\x15{answer_in(case, one.path)}\r" for one in asked]
    clerk = typist()
    clerk.wait(re.escape(asked[0].text))
    doubted = "Tryck Enter om det ändå stämmer"
    for answer, told in zip(keys, [*(re.escape(one.text) for one in asked[1:]), "för att göra"], strict=True):
        clerk.type(answer, f"{told}|{doubted}.*\x1b\\[\\?25h")  # the cursor is shown again
        if doubted in clerk.last:  # the days are long past
            clerk.type("\r", told)
    assert clerk.process.wait(30) == 0
    [path] = programs.project.cases.iterdir()
    path.rename(programs.project.cases / f"{name}.yaml")
    is_the_case(programs, name, options=False)


def test_an_impossible_number_of_parties_is_asked_again(programs: Sandbox, typist: Callable[[], Typist]) -> None:
    clerk = typist()
    clerk.wait("Vilket program")
    clerk.type("samverkan\r", "Hur många är kommunerna, 2–12")
    clerk.type("1\r", "är inget antal från 2 till 12.*Hur många är kommunerna")
    clerk.type("\x152\r", "Kommun 1: namn")
    clerk.type("köping\t\r", "Köpings kommun: organisationsnummer")
    clerk.type("\x03", "Ingen fil skrevs")
    assert clerk.process.wait(30) == 130


def test_the_chief_is_the_first_choice_for_the_case_s_own_party(programs: Sandbox) -> None:
    setting = setting_of(programs.project)
    draft = Draft({"program": "hyra", person(CHEF, "namn"): "Sten Dahlqvist"})
    found = {one.path: one for one in questions(draft, setting)}
    assert found["underskrifter.hyresavtal.kommun"].suggestion == "Sten Dahlqvist"
    assert found["underskrifter.hyresavtal.hyresvärd"].suggestion == ""
    assert found["underskrifter.hyresavtal.hyresvärd"].asked
    loft = {one.path: one for one in questions(draft.put("program", "loft"), setting)}
    assert not any(one.asked for path, one in loft.items() if path.startswith("underskrifter"))

"""``new``: what is asked, what is refused, and that what is written is a case as good as one written by hand."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from loftdocs.checking import check, check_text
from loftdocs.derive.kommuner import kommuner
from loftdocs.failures import FileFailure
from loftdocs.findings import Severity, has_errors
from loftdocs.mention.checksums import is_orgnr
from loftdocs.new.case_file import render, write
from loftdocs.new.draft import Draft
from loftdocs.new.form import read_form
from loftdocs.new.names import file_name, full_name, matches
from loftdocs.new.question import Setting
from loftdocs.new.questions import filled, pending
from loftdocs.new.scalars import quoted
from loftdocs.project import Project

from .conftest import REPO, Answer, Sandbox
from .typist import Typist

VÄSTERÅS = {
    "--kommun": "Västerås stad",
    "--orgnr": "212000-2080",
    "--handläggare": "Åsa Öberg, utredare, 021-39 00 00, asa.oberg@vasteras.se",
    "--direktör": "Per Ek, stadsdirektör",
    "--förvaltning": "Stadsledningskontoret",
    "--datum": "2026-09-01",
    "--start": "2027-01-01",
}
AWKWARD = ["Ö: å #1", "ja", "'x", '"y"', "~", "null", "- a", "a: b", "[a]", "{a}", "&b", "*c", "!d", "%e", "@f", "`g",
           "|", ">", "? h", "0171", "1_000", "1e3", "2026-13-01", "yes", "<<", "=", "---", "a\\nb", "å\u00a0ä",
           "x" * 300, "#", "ö #", "a:", "”z”", "{{ 7 }}", "{% x %}", "😀"]  # fmt: skip


LOFT = read_form(Project(REPO), "loft", date(2026, 9, 1))
SETTING = Setting(("loft",), date(2026, 9, 1), lambda name: "", lambda name, day: LOFT)


def arguments(**changed: str | None) -> list[str]:
    """The options of Västerås, some of them changed or left out."""
    options = VÄSTERÅS | {f"--{name}": value for name, value in changed.items() if value is not None}
    return [word for name, value in options.items() if changed.get(name[2:], "") is not None for word in (name, value)]


def answer_lines(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Answer:
    """``new --fråga`` with these lines on stdin."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return sandbox.run("new", "--fråga")


# --- options only ---------------------------------------------------------------------------------


def test_options_alone_give_a_case_that_builds(sandbox: Sandbox) -> None:
    answer = sandbox.run("new", *arguments())
    assert answer.code == 0, answer.err
    assert answer.err == ""
    assert "Ärendet står nu i cases/vasteras.yaml." in answer.out
    assert "loftdocs build vasteras" in answer.out
    known, findings = check(sandbox.project, sandbox.project.cases / "vasteras.yaml")
    assert known
    assert {finding.code for finding in findings} == {"UND104", "BES207", "RES107"}
    assert sum(finding.code == "RES107" for finding in findings) == 5
    case = known.loaded.case
    assert (case.kommun.namn, case.kommun.orgnr, case.kommun.ort) == ("Västerås stad", "212000-2080", "Västerås")
    assert [(one.namn, one.roll, one.telefon, one.epost) for one in case.personer] == [
        ("Åsa Öberg", "utredare", "021-39 00 00", "asa.oberg@vasteras.se"),
        ("Per Ek", "stadsdirektör", None, None),
    ]
    assert case.avtalsperiod.start == date(2027, 1, 1)
    assert case.underskrifter.tjänsteskrivelse == ("Per Ek", "Åsa Öberg")
    assert case.underskrifter.partneravtal.kommunen == ("Per Ek",)
    assert case.tjänsteskrivelse.mottagare == "Kommunstyrelsen"
    built = sandbox.run("build", "vasteras")
    assert built.code == 0, built.out
    assert " fel " not in built.out
    assert (sandbox.project.build / "vasteras" / "handlingar-vasteras.pdf").is_file()


def test_every_option_ends_up_in_its_place_with_or_without_dots(sandbox: Sandbox) -> None:
    extra = ["--person", "Li Å; chef, kansliet; li.a@vasteras.se", "--person", "Bo Ek, strateg", "--slut", "2029-12-31"]
    extra += ["--beslutande", "Stadsfullmäktige", "--benamning", "Tjänsteutlåtande"]
    extra += [
        "--namnd",
        "Stadens nämnd",
        "--sammantrade",
        "2026-10-06",
        "--uppgift",
        "kontaktperson=Li Å",
        "--uppgift",
        "ersättare = Bo Ek",
    ]
    plain = [word.replace("ä", "a").replace("ö", "o") if word[:2] == "--" else word for word in arguments()]
    answer = sandbox.run("new", *plain, *extra, "--ort", "Skultuna", "--program", "loft", "--namn", "Prov åtta")
    assert answer.code == 0, answer.err
    known, _ = check(sandbox.project, sandbox.project.cases / "prov-atta.yaml")
    assert known
    case = known.loaded.case
    assert [(one.namn, one.roll, one.telefon, one.epost) for one in case.personer[2:]] == [
        ("Li Å", "chef, kansliet", None, "li.a@vasteras.se"),
        ("Bo Ek", "strateg", None, None),
    ]
    assert (case.kontaktperson, case.ersättare, case.kommun.ort) == ("Li Å", "Bo Ek", "Skultuna")
    assert (case.tjänsteskrivelse.beslutande, case.tjänsteskrivelse.benämning) == (
        "Stadsfullmäktige",
        "Tjänsteutlåtande",
    )
    assert (case.tjänsteskrivelse.mottagare, case.tjänsteskrivelse.sammanträde) == ("Stadens nämnd", date(2026, 10, 6))
    assert case.avtalsperiod.slut == date(2029, 12, 31)


def test_what_is_left_out_is_next_new_year_and_today(sandbox: Sandbox) -> None:
    assert sandbox.run("new", *arguments(start=None, datum=None)).code == 0
    known, _ = check(sandbox.project, sandbox.project.cases / "vasteras.yaml")
    assert known
    today = date.today()
    assert known.loaded.case.tjänsteskrivelse.datum == today
    assert known.loaded.case.avtalsperiod.start == date(today.year + 1, 1, 1)


def test_all_that_is_missing_or_wrong_is_told_at_once(sandbox: Sandbox) -> None:
    answer = sandbox.run("new", "--orgnr", "212000-2081", "--sammanträde", "6/10 2026")
    assert answer.code == 2
    missing = re.findall(r"Lägg till (--\S+)", answer.err)
    assert missing == ["--kommun", "--handläggare", "--direktör", "--förvaltning"]
    assert "--orgnr: Organisationsnumret 212000-2081 för kommunen är felskrivet" in answer.err
    assert "--sammanträde: Uppgiften ”sammanträde” ”6/10 2026” är inte skrivet som ett datum." in answer.err
    assert not list(sandbox.project.cases.iterdir())


WRONG = [
    ({"kommun": "Enköpng"}, "Enköpings kommun"),
    ({"kommun": "\udce5 kommun"}, "inte är UTF-8"),
    ({"kommun": "Banken"}, "framgår inte om det är en kommun"),
    ({"orgnr": "212000-2081"}, "kontrollsiffran stämmer inte"),
    ({"orgnr": "556464-6874"}, "är inte en kommuns"),
    ({"orgnr": "2120"}, "har inte tio siffror"),
    ({"handläggare": "Åsa Öberg, utredare, asa(at)vasteras.se@"}, "är ingen e-postadress"),
    ({"handläggare": "Åsa Öberg"}, "Lägg till --handläggare"),
    ({"handläggare": "Åsa Öberg, a, 1, 2, 3"}, "går inte att dela upp"),
    ({"direktör": "Åsa Öberg, stadsdirektör"}, "står två gånger i listan över personer"),
    ({"direktör": "Per\udce5 Ek, stadsdirektör"}, "inte är UTF-8"),
    ({"förvaltning": "XX"}, "Platshållaren"),
    ({"förvaltning": ""}, "Den här uppgiften behövs"),
    ({"start": "2027-02-30"}, "finns inte i kalendern"),
    ({"start": "1 januari"}, "är inte skrivet som ett datum"),
    ({"datum": "1999-12-31"}, "säger inte vad ”uppgifter.medverkande” är"),
    ({"slut": "2028-12-31"}, "programmets avtalstid är 3 år"),
    ({"sammanträde": "2026-08-31"}, "före skrivelsens datum"),
    ({"uppgift": "kontaktperson=Asa Öberg"}, "Menade du ”Åsa Öberg”?"),
    ({"uppgift": "ersättare=Åsa Öberg"}, "ingen kontaktperson är angiven"),
    ({"uppgift": "ersätare=Åsa Öberg"}, "ingen uppgift ”ersätare”. Menade du ”ersättare”?"),
    ({"uppgift": "kontaktperson"}, "går inte att dela upp i namn och värde"),
    ({"uppgift": "tjänsteskrivelse.bakgrund=Så här är det."}, "fylls i i ärendefilen"),
    ({"uppgift": "kommun.ort=Skultuna", "ort": "Västerås"}, "--ort: Svaret behövs inte"),
    ({"program": "lotf"}, "Menade du ”loft”?"),
]


@pytest.mark.parametrize(("changed", "words"), WRONG, ids=[f"{next(iter(c))}-{w[:12]}" for c, w in WRONG])
def test_a_wrong_answer_is_told_by_the_rules_and_nothing_is_written(
    sandbox: Sandbox, changed: dict[str, str], words: str
) -> None:
    answer = sandbox.run("new", *arguments(**changed))
    assert answer.code == 2
    assert words in answer.err
    assert not list(sandbox.project.cases.iterdir())


@pytest.mark.parametrize("changed", [{"start": "2026-01-01"}, {"datum": "2027-01-04"}])
def test_an_agreement_that_begins_before_its_paper_is_told_and_written_all_the_same(
    sandbox: Sandbox, changed: dict[str, str]
) -> None:
    """It may be meant: the parties can agree on an earlier day than that on which they sign."""
    answer = sandbox.run("new", *arguments(**changed))
    assert answer.code == 0
    assert "varning DAT104" in answer.out
    assert (sandbox.project.cases / "vasteras.yaml").is_file()


@pytest.mark.parametrize(
    ("answer", "name", "place"),
    [
        ("håbo", "Håbo kommun", "Bålsta"),
        ("gotland", "Region Gotland", "Visby"),
        ("Malung-Sälens kommun", "Malung-Sälens kommun", "Malung"),
        ("sigtuna", "Sigtuna kommun", "Märsta"),
        ("Göteborgs Stad", "Göteborgs Stad", "Göteborg"),
        ("göteborgs stad", "Göteborgs stad", "Göteborg"),
        ("GÖTEBORGS STAD", "Göteborgs stad", "Göteborg"),
        ("västra götalandsregionen", "Västra Götalandsregionen", "Vänersborg"),
        ("Region Skåne", "Region Skåne", "Kristianstad"),
    ],
)
def test_the_seat_is_proposed_and_a_name_is_kept_as_it_is_written(answer: str, name: str, place: str) -> None:
    first = next(one for one in pending(Draft({"program": "loft"}), SETTING) if one.path == "kommun.namn")
    assert first.read(answer) == name
    later = pending(Draft({"program": "loft", "kommun.namn": name}), SETTING)
    assert next(one for one in later if one.path == "kommun.ort").suggestion == place


def test_an_answer_is_taken_without_what_nobody_sees_in_it(sandbox: Sandbox) -> None:
    """Pasted from a web page or an e-mail: there is nothing that a clerk could see to mend."""
    answer = sandbox.run("new", *arguments(direktör="Per\u200b\u2028E\u00adk\x07, stadsdirektör"))
    assert answer.code == 0
    assert "namn: Per Ek\n" in (sandbox.project.cases / "vasteras.yaml").read_text(encoding="utf-8")


def test_the_programme_is_asked_for_only_where_there_are_several(sandbox: Sandbox) -> None:
    import shutil

    shutil.copytree(sandbox.project.templates / "loft", sandbox.project.templates / "annat")
    answer = sandbox.run("new", *arguments())
    assert answer.code == 2
    assert "Lägg till --program" in answer.err
    assert sandbox.run("new", *arguments(program="annat")).code == 0
    assert "\nprogram: annat\n" in (sandbox.project.cases / "vasteras.yaml").read_text(encoding="utf-8")


def test_a_number_that_another_case_knows_need_not_be_given(sandbox: Sandbox) -> None:
    sandbox.edit(name="trasig")
    sandbox.write("kommun: [", name="a-oläslig")
    options = arguments(kommun="enköping", orgnr=None, handläggare="Åsa Öberg, utredare")
    assert sandbox.run("new", *options).code == 0
    assert "  orgnr: 212000-0282\n" in (sandbox.project.cases / "enkoping.yaml").read_text(encoding="utf-8")


def test_a_programme_that_cannot_be_read_stops_it_before_anything_is_written(sandbox: Sandbox) -> None:
    (sandbox.project.templates / "loft" / "program.yaml").write_text("namn: [", encoding="utf-8")
    answer = sandbox.run("new", *arguments())
    assert answer.code == 2
    assert "klammer" in answer.err
    assert not list(sandbox.project.cases.iterdir())


# --- the file ---------------------------------------------------------------------------------------


def whole_draft(name: str = "Västerås stad", number: str = "212000-2080") -> Draft:
    """Answers to everything, the suggested ones where there are any."""
    people = {"personer[0].namn": "Åsa Öberg", "personer[1].namn": "Per Ek", "personer[0].roll": "utredare"}
    return filled(Draft({"program": "loft", "kommun.namn": name, "kommun.orgnr": number, **people}), SETTING)


def text_of(draft: Draft, name: str) -> str:
    assert LOFT
    return render(draft, name, LOFT)


@pytest.mark.parametrize("value", AWKWARD)
def test_an_awkward_answer_is_read_back_as_it_was(sandbox: Sandbox, value: str) -> None:
    draft = whole_draft()
    paths = ["kommun.ort", "personer[0].namn", "personer[0].roll", "personer[1].namn", "tjänsteskrivelse.förvaltning"]
    for path in (*paths, "kontaktperson"):
        draft = draft.put(path, f"{value} {value}" if path == "personer[1].namn" else value)
    draft = draft.put("underskrifter.tjänsteskrivelse", f"{value} {value}, {value}")
    text = text_of(draft, "prov")
    known, _ = check_text(sandbox.project, sandbox.project.cases / "prov.yaml", text)
    assert known
    case, line = known.loaded.case, " ".join(value.split())
    assert (case.kommun.ort, case.personer[0].namn, case.personer[0].roll) == (line, line, line)
    assert case.personer[1].namn == f"{line} {line}"
    assert case.underskrifter.tjänsteskrivelse == (f"{line} {line}", line)
    assert case.tjänsteskrivelse.skickas_till == (f"{line}, för åtgärd",)
    assert case.kontaktperson == line
    # An editor's YAML, which knows numbers and booleans, must not see any of them either.
    assert value == "2026-13-01" or yaml.safe_load(quoted(value)) == value


def test_the_file_has_the_comments_and_the_order_of_the_shipped_case() -> None:
    shipped = (REPO / "cases" / "enkoping.yaml").read_text(encoding="utf-8")
    written = text_of(whole_draft().put("avtalsperiod.slut", "2029-12-31"), "vasteras")
    assert list(yaml.safe_load(written)) == list(yaml.safe_load(shipped))
    assert list(yaml.safe_load(written)["tjänsteskrivelse"]) == list(yaml.safe_load(shipped)["tjänsteskrivelse"])
    assert all(line == line.rstrip() for line in written.splitlines())
    assert "kör  loftdocs build vasteras  –" in written
    assert len([line for line in written.splitlines() if "med egna ord" in line]) == 4


def test_every_municipality_has_its_file_and_a_case_without_errors(sandbox: Sandbox) -> None:
    names = [file_name(one.namn) for one in kommuner()]
    assert len(set(names)) == 290
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    for index, (one, name) in enumerate(zip(kommuner(), names, strict=True)):
        number = next(n for digit in range(10) if is_orgnr(n := f"212000-{index:03}{digit}"))
        text = text_of(whole_draft(one.namn, number), name)
        _, findings = check_text(sandbox.project, sandbox.project.cases / f"{name}.yaml", text)
        assert not has_errors(findings), (one.namn, findings)
        assert {finding.code for finding in findings if finding.severity is Severity.VARNING} <= {
            *("UND104", "UND108", "BES207", "RES107")
        }


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Enköpings kommun", "enkoping"),
        ("Upplands Väsby kommun", "upplands-vasby"),
        ("Region Gotland", "gotland"),
        ("Falu kommun", "falun"),
        ("Habo kommun", "habo"),
        ("Håbo kommun", "haabo"),
        ("Region Uppsala", "region-uppsala"),
        ("../../x", "x"),
        ("市", "arende"),
    ],
)
def test_file_name(name: str, file: str) -> None:
    assert file_name(name) == file


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("enköping", "Enköpings kommun"),
        ("vasteras", "Västerås stad"),
        ("GÖTEBORGS STAD", "Göteborgs stad"),
        ("habo", "Habo kommun"),
        ("Håbo", "Håbo kommun"),
        ("Region Uppsala", "Region Uppsala"),
        ("Enköpng", "Enköpng"),
    ],
)
def test_full_name(typed: str, name: str) -> None:
    assert full_name(typed) == name


def test_matches_are_by_the_beginning_of_a_word() -> None:
    names = [one.namn for one in kommuner()]
    assert matches(names, "väster") == ("Västerviks kommun", "Västerås stad")
    assert matches(names, "vasby") == ("Upplands Väsby kommun",)
    assert matches(names, "sala")[0] == "Sala kommun"
    assert matches(names, "(") == ()
    assert len(matches(names, "")) == 290


# --- nothing is overwritten -------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_an_existing_case_is_left_as_it_was(sandbox: Sandbox, ending: str) -> None:
    old = sandbox.project.cases / f"vasteras.{ending}"
    old.write_bytes(b"mitt\r\n")
    answer = sandbox.run("new", *arguments())
    assert answer.code == 5
    assert f"cases/vasteras.{ending} finns redan" in answer.err
    assert "--namn vasteras-2" in answer.err
    assert old.read_bytes() == b"mitt\r\n"
    assert list(sandbox.project.cases.iterdir()) == [old]
    assert sandbox.run("new", *arguments(), "--namn", "vasteras-2").code == 0


def test_a_case_that_comes_in_the_same_moment_is_left_too(tmp_path: Path) -> None:
    path = tmp_path / "cases" / "x.yaml"
    write(path, "först\n")
    with pytest.raises(FileFailure, match="finns redan"):
        write(path, "sedan\n")
    assert path.read_text(encoding="utf-8") == "först\n"


def test_a_case_that_is_cut_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "x.yaml", "a\udce5")
    assert not list(tmp_path.iterdir())


# --- questions --------------------------------------------------------------------------------------


def test_answers_line_by_line(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["Banken", "västerås", "2120002081", "2120002080", "", "2027-01-01", "Åsa Öberg", "utredare"]
    lines += [
        "39 00 00",
        "021-39 00 00",
        "asa.oberg@vasteras",
        "asa.oberg@vasteras.se",
        "Per Ek",
        "",
        "Li Ek",
        "strateg",
    ]
    lines += ["", "", "", "Stadsledningskontoret", "", "kommunfullmäktige", "2026-09-01", ""]
    lines += ["Li Ek", "Li Ek", "Åsa Öberg"]
    answer = answer_lines(sandbox, monkeypatch, *lines)
    assert answer.code == 0, answer.err
    for words in ("kontrollsiffran stämmer inte", "ser inte ut som ett svenskt", "ingen e-postadress", "både kontakt"):
        assert words in answer.err
    known, _ = check(sandbox.project, sandbox.project.cases / "vasteras.yaml")
    assert known
    case = known.loaded.case
    assert [one.namn for one in case.personer] == ["Åsa Öberg", "Per Ek", "Li Ek"]
    assert case.personer[0].telefon == "021-39 00 00"
    assert case.personer[1].roll == "stadsdirektör"
    assert (case.kontaktperson, case.ersättare) == ("Li Ek", "Åsa Öberg")
    paper = case.tjänsteskrivelse
    assert (paper.benämning, paper.mottagare, paper.beslutande) == (
        "Tjänsteskrivelse",
        "Kommunstyrelsen",
        "kommunfullmäktige",
    )


def test_enter_keeps_an_answer_that_is_only_doubted(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    # A telephone abroad, and a start that today's date, which is suggested for the paper, comes after.
    lines = ["Västerås", "212000-2080", "", "2021-01-01", "", "Åsa Öberg", "utredare", "+47 22 00 00 00", "", ""]
    lines += ["Per Ek", "", "", "", "", "", "", "2020-09-01", "", "", ""]
    answer = answer_lines(sandbox, monkeypatch, *lines)
    assert answer.code == 0, answer.err
    assert answer.err.count("Tryck Enter om det ändå stämmer") == 2
    assert "telefon: +47 22 00 00 00" in (sandbox.project.cases / "vasteras.yaml").read_text(encoding="utf-8")


def test_answers_that_end_too_soon(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answer_lines(sandbox, monkeypatch, "Västerås")
    assert answer.code == 2
    assert "Svaren tog slut" in answer.err
    assert not list(sandbox.project.cases.iterdir())


def test_an_existing_case_is_told_before_the_rest_is_asked(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.edit(name="enkoping")
    answer = answer_lines(sandbox, monkeypatch, "Enköping")
    assert answer.code == 5
    assert "organisationsnummer" not in answer.err


@pytest.fixture
def typist(sandbox: Sandbox) -> Iterator[Callable[..., Typist]]:
    started: list[Typist] = []

    def start(term: str = "xterm") -> Typist:
        started.append(Typist(sandbox.project.root, term))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        os.close(one.ours)


def test_a_clerk_at_a_terminal(sandbox: Sandbox, typist: Callable[..., Typist]) -> None:
    clerk = typist()
    clerk.wait("gäller det")
    clerk.type("västerå\t\r", "organisationsnummer")
    clerk.type("212000-2081\r", r"kontrollsiffran stämmer inte.*0282: 212000-2081")
    clerk.type("\x7f0\r", "undertecknar avtalet: Västerås")
    clerk.type("\r", r"första dag: \d{4}-01-01")
    clerk.type("\r", "Handläggarens för- och efternamn")
    clerk.type("Åsa Öberg\r", "titel")
    clerk.type("utredare\r", "telefon")
    clerk.type("021-39 00 00\r", "e-post")
    clerk.type("asa.oberg@vasteras.se\r", "chefens för- och efternamn")
    clerk.type("Per Ek\r", "titel.*: stadsdirektör")
    clerk.type("\r", "person till")
    clerk.type("\r", "Förvaltningen som skriver: Kommunledningsförvaltningen")
    clerk.type("\x15Stadsledningskontoret\r", "Kommunstyrelsen")
    clerk.type("\r", "Den som beslutar")
    clerk.type("\r", r"datum: \d{4}-")
    clerk.type("\r", "Dagen då det ska beslutas")
    clerk.type("\r", "kontaktperson i samarbetet")
    clerk.type("åsa\t\r", "ersättare")
    clerk.type("\r", "för att göra dokumenten")
    assert clerk.process.wait(30) == 0
    text = (sandbox.project.cases / "vasteras.yaml").read_text(encoding="utf-8")
    assert "  namn: Västerås stad\n  orgnr: 212000-2080\n" in text
    assert "  förvaltning: Stadsledningskontoret\n" in text
    assert "\nkontaktperson: Åsa Öberg\n" in text


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_ctrl_c_writes_nothing(sandbox: Sandbox, typist: Callable[..., Typist], term: str) -> None:
    clerk = typist(term)
    clerk.wait("gäller det")
    clerk.type("Västerås\r", "organisationsnummer")
    if term == "dumb":
        # Without a controlling terminal of its own the key is only a letter; a terminal sends the signal.
        clerk.process.send_signal(signal.SIGINT)
        clerk.wait("Ingen fil skrevs")
        assert "\x1b" not in clerk.seen
    else:
        clerk.type("\x03", "Ingen fil skrevs")
    assert clerk.process.wait(30) == 130
    assert not list(sandbox.project.cases.iterdir())


def test_check_does_not_read_in_what_only_questions_need(sandbox: Sandbox) -> None:
    sandbox.edit()
    script = (
        "import sys; from loftdocs.cli import main; main(['check', 'prov']); print('prompt_toolkit' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True).stdout
    assert out.decode().endswith("False\n")


def test_the_project_needs_a_programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates").mkdir()
    monkeypatch.chdir(tmp_path)
    assert Sandbox(Project(tmp_path)).run("new", *arguments()).code == 2

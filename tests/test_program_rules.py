"""What a programme's own file can be wrong in, the rules that it has itself, and those about parties of one role."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from loftdocs.check.own import ask_own
from loftdocs.checking import check
from loftdocs.plan import plan_files
from loftdocs.project import case_file

from .conftest import ENKOPING, REPO, Sandbox

PROGRAMS = REPO / "tests" / "programs"
FILES = {"loft": REPO / "templates" / "loft" / "program.yaml"} | {
    path.parent.name: path for path in sorted(PROGRAMS.glob("*/program.yaml"))
}


def plain_yaml(path: Path) -> Any:
    """A file with every value as it is written."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


class _Written(yaml.SafeDumper):
    """Writes what is empty as nothing."""


_Written.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, "'")
                         if text else dumper.represent_scalar("tag:yaml.org,2002:null", ""))  # fmt: skip


def programme(sandbox: Sandbox, name: str, *changes: tuple[str, str]) -> Path:
    """The file of a programme, which is put into the project, with each (old, new) replaced once."""
    folder = sandbox.project.templates / name
    if name != "loft":
        shutil.copytree(PROGRAMS / name, folder, dirs_exist_ok=True)
    text = (folder / "program.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / "program.yaml").write_text(text, encoding="utf-8")
    return folder / "program.yaml"


def case(sandbox: Sandbox, name: str, *changes: tuple[str, str]) -> None:
    """The programme's own case, with each (old, new) replaced once."""
    text = (PROGRAMS / "cases" / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    sandbox.write(text)


def told(sandbox: Sandbox, code: str) -> list[dict[str, Any]]:
    return [finding for finding in sandbox.findings("check", "prov") if finding["code"] == code]


def trials() -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
    """Each trial of each rule of each programme: the programme, the rule, whether it is to speak, and the values."""
    for name, file in FILES.items():
        for rule in plain_yaml(file)["regler"]:
            for key in ("tiger", "säger_till"):
                values = rule["prov"][key]
                for one in values if isinstance(values, list) else [values]:
                    yield name, rule["kod"], key == "säger_till", one


TRIALS = list(trials())


def test_every_programme_has_rules_and_each_is_tried_both_silent_and_speaking() -> None:
    tried = {(name, code, speaks) for name, code, speaks, _ in TRIALS}
    rules = {(name, rule["kod"]) for name, file in FILES.items() for rule in plain_yaml(file)["regler"]}
    assert {name for name, _ in rules} == set(FILES)
    assert tried == {(*rule, speaks) for rule in rules for speaks in (True, False)}


@pytest.mark.parametrize(("name", "code", "speaks", "values"), TRIALS, ids=[f"{t[1]}-{t[3]}" for t in TRIALS])
def test_a_programmes_own_rule_does_as_its_trials_say(
    sandbox: Sandbox, name: str, code: str, speaks: bool, values: dict[str, Any]
) -> None:
    """The values are laid over a sound case of the programme, which is then read and asked as any other."""
    declared = plain_yaml(programme(sandbox, name))["uppgifter"]
    file = REPO / "cases" / "enkoping.yaml" if name == "loft" else PROGRAMS / "cases" / f"{name}.yaml"
    sandbox.write(yaml.dump(laid_over(plain_yaml(file), values, declared), Dumper=_Written, allow_unicode=True))
    known, findings = check(sandbox.project, case_file(sandbox.project, "prov"))
    assert known, findings
    ((rule, outcome),) = [(rule, outcome) for rule, outcome in ask_own(known) if rule.kod == code]
    assert outcome.lacking is None
    assert [(found.code, found.severity) for found in outcome.findings] == [(code, rule.grad)] * speaks
    assert all(finding in findings for finding in outcome.findings)
    for finding in outcome.findings:
        assert finding.place.path == rule.ställe
        assert not {"{", "}"} & set(finding.message + finding.hint)


def laid_over(sound: dict[str, Any], values: dict[str, Any], declared: dict[str, Any]) -> dict[str, Any]:
    """A case with some other values; those of each party are by its name, and persons are listed as they are named."""
    made = copy.deepcopy(sound)
    for name, value in values.items():
        form = declared.get(name)
        if isinstance(form, dict) and form.get("för_varje"):
            made[form["för_varje"]] = [{**party, name: value[party["namn"]]} for party in made[form["för_varje"]]]
        elif isinstance(value, dict) and isinstance(made.get(name), dict):
            made[name] = laid_over(made[name], value, {})
        else:
            made[name] = value
        named = [person["namn"] for person in made.get("personer", [])]
        if isinstance(form, dict) and form.get("slag") == "person" and value and value not in named:
            made["personer"].append({"namn": value, "roll": "utredare"})
    return made


def test_an_own_rule_is_explained_set_aside_and_stops_a_build_as_any_other(sandbox: Sandbox) -> None:
    deputy = ("ersättare:\n", "ersättare: Magnus Åsman\n")
    sandbox.edit(deputy)
    assert sandbox.run("build", "prov").code == 1
    (found,) = told(sandbox, "LOFT102")
    assert found["message"] == "Magnus Åsman är ersättare, men ingen kontaktperson är angiven."
    assert found["hint"] == "Fyll i kontaktperson, eller lämna båda tomma."
    sandbox.edit(deputy, ("undantag: []", "undantag:\n  - regel: LOFT102\n    skäl: Utses i januari."))
    (found,) = told(sandbox, "LOFT102")
    assert found["silenced"] == "Utses i januari."
    assert sandbox.run("check", "prov").code == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kräv: deposition <= villkor.deposition_månadshyror * hyra", "kräv: deposition <= 3 * hyran", "”hyran”"),
        ("kräv: deposition <= villkor.deposition_månadshyror * hyra", "kräv: deposition <=", "inte rätt skrivet"),
        ("kräv: deposition <= villkor.deposition_månadshyror * hyra", "kräv: deposition / 0 > 1", "delar med noll"),
        ("kräv: deposition <= villkor.deposition_månadshyror * hyra", "kräv: villkor.månader > 1", "”månader”"),
        ("kräv: deposition <= villkor.deposition_månadshyror * hyra", 'kräv: "[hyra][3] > 1"', "”3” finns inte"),
        ("    när: deposition\n", "    när: depositionen > 0\n", "”depositionen”"),
        (
            "annars: >-\n      Depositionen är {{ deposition }}",
            "annars: >-\n      Den är {{ depostion }}",
            "”depostion”",
        ),
    ],
)
def test_an_expression_that_comes_to_nothing_is_told_at_the_rule(
    sandbox: Sandbox, old: str, new: str, words: str
) -> None:
    programme(sandbox, "hyra", (old, new))
    case(sandbox, "hyra", ("deposition: 77 000", "deposition: 200 000"))
    (found,) = told(sandbox, "PRO103")
    assert (found["file"], found["severity"]) == ("templates/hyra/program.yaml", "fel")
    assert found["path"].startswith("regler[0]")
    assert "HYR101" in found["message"]
    assert words in found["message"]


def test_a_rule_about_what_is_not_filled_in_is_not_asked(sandbox: Sandbox) -> None:
    programme(sandbox, "hyra", ("    när: deposition\n", ""))
    case(sandbox, "hyra", ("deposition: 77 000", "deposition:"))
    assert told(sandbox, "PRO103") == told(sandbox, "HYR101") == []
    answer = sandbox.run("check", "prov", "--format", "json").out
    assert '"HYR101"' in answer
    assert "uppgiften ”deposition”" in answer.replace("\\u201d", "”")


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "words"),
    [
        ("loft", "från: kommun\n", "från: kommunen\n", "betalningar.avgift.från", "Menade du ”kommun”?"),
        ("loft", "till: motpart\n", "till: bolaget\n", "betalningar.avgift.till", "rollen ”bolaget”"),
        ("loft", "per_år: 300 000", "per_år: årsavgiften", "betalningar.avgift.per_år", "”årsavgiften”"),
        (
            "loft",
            "betalningstid: betalning_dagar",
            "betalningstid: betalnings_dagar",
            "betalningar.avgift.betalningstid",
            "Menade du ”betalning_dagar”?",
        ),
        (
            "loft",
            "tid: uppsägning_månader",
            "tid: uppsägningstiden",
            "avtalstid.uppsägning.tid",
            "uppgiften ”uppsägningstiden”",
        ),
        ("hyra", "per_månad: hyra", "per_månad: hyran", "betalningar.hyresbetalning.per_månad", "Menade du ”hyra”?"),
        (
            "hyra",
            "undertecknas_av: [hyresvärd, kommun]",
            "undertecknas_av: [hyresvärden, kommun]",
            "dokument[1].undertecknas_av",
            "Menade du ”hyresvärd”?",
        ),
        (
            "samverkan",
            "delas_efter: andel",
            "delas_efter: andelar",
            "betalningar.bidrag_till_kostnaden.delas_efter",
            "Menade du ”andel”?",
        ),
        ("samverkan", "en_av: kommuner", "en_av: kommunerna", "parter.värdkommun.en_av", "Menade du ”kommuner”?"),
        ("samverkan", "för_varje: kommuner", "för_varje: kommun", "uppgifter.andel", "Menade du ”kommuner”?"),
        ("hyra", "från: bastal", "från: bastalet", "betalningar.hyresbetalning.räknas_upp.från", "Menade du ”bastal”?"),
        (
            "hyra",
            "andel: indexandel",
            "andel: indexandelen",
            "betalningar.hyresbetalning.räknas_upp.andel",
            "Menade du ”indexandel”?",
        ),
        (
            "hyra",
            "varje: indexdag",
            "varje: indexdagen",
            "betalningar.hyresbetalning.räknas_upp.varje",
            "Menade du ”indexdag”?",
        ),
        (
            "hyra",
            "{med: förlängning_år}",
            "{med: förlängningsår}",
            "avtalstid.förlängning.med",
            "Menade du ”förlängning_år”?",
        ),
        ("samverkan", "hos: värdkommun", "hos: värden", "tjänsteskrivelse.hos", "rollen ”värden”"),
    ],
)
def test_a_name_of_nothing_in_a_programme_is_told_at_its_place(
    sandbox: Sandbox, name: str, old: str, new: str, path: str, words: str
) -> None:
    programme(sandbox, name, (old, new))
    _case_of(sandbox, name)
    found = told(sandbox, "PRO101")
    assert [(one["file"], one["severity"]) for one in found] == [(f"templates/{name}/program.yaml", "fel")]
    assert found[0]["path"].startswith(path)
    assert words in found[0]["message"]


def _case_of(sandbox: Sandbox, name: str) -> None:
    if name == "loft":
        sandbox.edit()
    else:
        case(sandbox, name)


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        (
            "    om: deposition\n",
            "    om: depositon > 0\n",
            "betalningar.depositionsbetalning.om",
            "”depositon” finns inte",
        ),
        (
            "    om: deposition\n",
            "    om: deposition >\n",
            "betalningar.depositionsbetalning.om",
            "depositionsbetalning",
        ),
        ("    om: deposition\n", "    om: deposition > 0\n", "betalningar.depositionsbetalning.om", "inte är ifylld"),
        ("  - namn: hyresavtal\n", "  - namn: hyresavtal\n    om: area > lokal\n", "dokument[1].om", "hyresavtal"),
    ],
)
def test_a_condition_that_cannot_be_told_is_told_at_its_place(
    sandbox: Sandbox, old: str, new: str, path: str, words: str
) -> None:
    programme(sandbox, "hyra", (old, new))
    case(sandbox, "hyra", ("deposition: 77 000", "deposition:"))
    (found,) = told(sandbox, "PRO104")
    assert (found["file"], found["path"], found["severity"]) == ("templates/hyra/program.yaml", path, "fel")
    assert words in found["message"]


def test_the_files_of_a_payment_are_called_the_same_whether_another_is_made_or_not(sandbox: Sandbox) -> None:
    """As the desk offers them, which goes by the programme alone."""
    programme(sandbox, "hyra", ("    sätt: utbetalning\n", ""))
    for deposition, files in (("77 000", 2), ("", 1)):
        case(sandbox, "hyra", ("deposition: 77 000", f"deposition: {deposition}"))
        known, _ = check(sandbox.project, case_file(sandbox.project, "prov"))
        assert known
        made = list(plan_files("prov", known.loaded.case, known.loaded.program, known.facts))
        assert "fakturaplan-hyresbetalning-prov.csv" in made
        assert len([name for name in made if name.startswith("fakturaplan")]) == files


def test_a_condition_decides_of_a_payment_and_of_a_document(sandbox: Sandbox) -> None:
    programme(sandbox, "hyra", ("  - namn: hyresavtal\n", "  - namn: hyresavtal\n    om: area > 240\n"))
    for area, deposition, plans in (("240", "77 000", 2), ("241", "", 1)):
        case(sandbox, "hyra", ("area: 240", f"area: {area}"), ("deposition: 77 000", f"deposition: {deposition}"))
        known, findings = check(sandbox.project, case_file(sandbox.project, "prov"))
        assert known
        assert [finding.code for finding in findings] == []
        assert len(known.facts.betalningar) == plans
        # The paper of this programme lists the lease whether there is one or not: without it, that is the error.
        errors = [one["code"] for one in sandbox.findings("build", "prov") if one["severity"] == "fel"]
        assert errors == ([] if area == "241" else ["DOK203"])
    made = {path.name for path in (sandbox.project.build / "prov").glob("*.pdf")}
    assert {"hyresavtal-prov.pdf", "avtal-prov.pdf"} <= made


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "words"),
    [
        ("loft", "\n  ersättare:\n", "\n  motpart:\n", "uppgifter.motpart", "Två saker"),
        ("loft", "\n  avgift:\n", "\n  ersättare:\n", "betalningar.ersättare", "Två saker"),
        ("loft", "\n  avgift:\n", "\n  beslut:\n", "betalningar.beslut", "i varje ärende"),
        ("hyra", "\n  lokal:\n", "\n  period:\n", "uppgifter.period", "i varje ärende eller i varje mall"),
        ("hyra", "\n  hyresbetalning:\n", "\n  hyra:\n", "betalningar.hyra", "Två saker"),
    ],
)
def test_a_name_of_two_things_in_a_programme_is_told_at_the_second(
    sandbox: Sandbox, name: str, old: str, new: str, path: str, words: str
) -> None:
    programme(sandbox, name, (old, new))
    _case_of(sandbox, name)
    (found,) = told(sandbox, "PRO102")
    assert (found["file"], found["path"]) == (f"templates/{name}/program.yaml", path)
    assert words in found["message"]


@pytest.mark.parametrize(
    ("new", "path", "words"),
    [
        ("  2fel:\n    slag: rad\n", "uppgifter.2fel", "ska kunna stå i en mall"),
        ("  två ord: {slag: rad}\n", "uppgifter.två ord", "ska kunna stå i en mall"),
        ("  val: {slag: val}\n", "uppgifter.val", "inga ord att välja bland"),
        ("  val: {slag: val, av: [ett]}\n", "uppgifter.val.av", "inga ord att välja bland"),
        ("  fler: {slag: lista, av: saker}\n", "uppgifter.fler.av", "inga listor är av, ”saker”"),
        ("  tabell: {slag: tabell}\n", "uppgifter.tabell", "inga kolumner"),
    ],
)
def test_a_fact_that_is_not_whole_is_told_where_it_is_declared(
    sandbox: Sandbox, new: str, path: str, words: str
) -> None:
    programme(sandbox, "hyra", ("uppgifter:\n", f"uppgifter:\n{new}"))
    case(sandbox, "hyra")
    (found,) = told(sandbox, "MOD110")
    assert (found["file"], found["path"], found["severity"]) == ("templates/hyra/program.yaml", path, "fel")
    assert words in found["message"]


def test_a_term_without_a_value_is_told(sandbox: Sandbox) -> None:
    programme(sandbox, "hyra", ("villkor:\n", "villkor:\n  ny: {slag: dagar}\n"))
    case(sandbox, "hyra")
    (found,) = told(sandbox, "MOD110")
    assert (found["path"], found["message"]) == ("villkor.ny", "Villkoret ”ny” har inget värde.")


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are(sandbox: Sandbox) -> None:
    programme(
        sandbox, "hyra", ("slag: antal\n    beskrivning: Lokalens area", "slag: yta\n    beskrivning: Lokalens area")
    )
    case(sandbox, "hyra")
    (found,) = [one for one in sandbox.findings("check", "prov") if one["path"] == "uppgifter.area.slag"]
    assert found["code"] == "MOD106"
    assert "belopp" in found["hint"]


def test_one_who_is_party_twice_is_told_at_the_second(sandbox: Sandbox) -> None:
    programme(sandbox, "samverkan")
    case(
        sandbox,
        "samverkan",
        ("namn: Kungsörs kommun\n    orgnr: 212000-2056", "namn: Arboga kommun\n    orgnr: 212000-2122"),
    )
    (found,) = told(sandbox, "PAR110")
    assert (found["path"], found["severity"]) == ("kommuner[2].namn", "fel")
    assert "Arboga kommun är part två gånger" in found["message"]


def test_one_who_is_party_twice_across_two_roles_is_told(sandbox: Sandbox) -> None:
    sandbox.edit(("namn: Enköpings kommun", "namn: RISE Research Institutes of Sweden AB"))
    assert [one["severity"] for one in told(sandbox, "PAR110")] == ["fel"]


def test_the_number_of_another_municipality_in_the_project_is_told(sandbox: Sandbox) -> None:
    sandbox.write(ENKOPING, "enkoping")
    sandbox.edit(("namn: Enköpings kommun", "namn: Sala kommun"))
    found = told(sandbox, "PAR111")
    assert [(one["code"], one["path"], one["severity"]) for one in found] == [("PAR111", "kommun.orgnr", "varning")]
    assert "212000-0282 är Enköpings kommuns i ärendet enkoping, men här Sala kommuns" in found[0]["message"]
    sandbox.edit(("namn: Enköpings kommun", "namn: Sala kommun"), ("orgnr: 212000-0282", "orgnr: 212000-2098"))
    assert told(sandbox, "PAR111") == []


def test_a_case_of_the_same_municipality_beside_it_is_no_fault(sandbox: Sandbox) -> None:
    sandbox.write(ENKOPING, "enkoping")
    sandbox.edit()
    assert told(sandbox, "PAR111") == []


@pytest.mark.parametrize(("share", "words"), [("17", "99 (53 + 29 + 17), men ska bli 100"), ("18,5", "100,5")])
def test_shares_that_do_not_come_to_the_whole_are_told_at_the_last(sandbox: Sandbox, share: str, words: str) -> None:
    programme(sandbox, "samverkan")
    case(sandbox, "samverkan", ("andel: 18", f"andel: {share}"))
    found = told(sandbox, "AVG104")
    assert [(one["code"], one["path"], one["severity"]) for one in found] == [("AVG104", "kommuner[2].andel", "fel")]
    assert words in found[0]["message"].replace("\u00a0", " ")


def test_shares_with_decimals_come_to_the_whole_exactly(sandbox: Sandbox) -> None:
    programme(sandbox, "samverkan")
    case(sandbox, "samverkan", ("andel: 53", "andel: 53,1"), ("andel: 29", "andel: 29,2"), ("andel: 18", "andel: 17,7"))
    assert told(sandbox, "AVG104") == []


def test_notice_that_had_to_be_given_before_the_start_is_told(sandbox: Sandbox) -> None:
    programme(sandbox, "hyra")
    case(sandbox, "hyra", ("slut: 2024-03-31", "slut: 2021-09-30"))
    (found,) = told(sandbox, "DAT124")
    assert (found["path"], found["severity"]) == ("avtalsperiod.start", "fel")
    # Nine months before the end of September 2021.
    assert "den 31 december 2020, innan det börjar gälla" in found["message"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "old", "words"),
    [
        ("samverkan", "  uppsägning: {tid: uppsägning_månader, till: årsskifte}\n", "gäller tills vidare"),
        ("hyra", "  uppsägning: {tid: uppsägning_månader, till: slutet}\n", "förlängs av sig självt"),
    ],
)
def test_what_runs_on_and_cannot_be_ended_is_told(sandbox: Sandbox, name: str, old: str, words: str) -> None:
    programme(sandbox, name)
    case(sandbox, name)
    assert told(sandbox, "DAT125") == []
    programme(sandbox, name, (old, ""))
    (found,) = told(sandbox, "DAT125")
    assert (found["file"], found["path"]) == (f"templates/{name}/program.yaml", "avtalstid")
    assert words in found["message"]


def test_what_a_programme_does_not_have_is_not_asked_of_it(sandbox: Sandbox) -> None:
    """A decision alone: no rule about an agreement, a term or a payment is said to be unasked."""
    programme(sandbox, "beslut")
    case(sandbox, "beslut")
    known, findings = check(sandbox.project, case_file(sandbox.project, "prov"))
    assert known
    assert [finding.code for finding in findings] == ["BES209"]
    from loftdocs.check import inapplicable, unasked

    left, never = ({one.code for one in found(known)} for found in (unasked, inapplicable))
    assert {"DAT102", "AVG101", "UND103", "DAT125", "AVG104"} <= never
    assert not left & never


def test_a_text_after_a_fold_ends_where_the_next_list_begins(sandbox: Sandbox) -> None:
    sandbox.edit(
        ("undantag: []", "undantag:\n  - regel: DAT210\n    skäl: >-\n      Mötet var\n      då.\n  - regel: DAT211")
    )
    assert told(sandbox, "YAML109") == []
    sandbox.edit(("undantag: []", "undantag:\n  - regel: DAT210\n    skäl: >-\n      Mötet var\n      - då"))
    assert len(told(sandbox, "YAML109")) == 1
    path = sandbox.edit(("undantag: []", "undantag:\n  - regel: DAT210\n    skäl: >-\n      Mötet var\n      - då"))
    path.write_text(path.read_text(encoding="utf-8").rstrip(), encoding="utf-8")
    assert len(told(sandbox, "YAML109")) == 1


def test_the_one_of_several_parties_that_has_a_role_is_one_of_them(sandbox: Sandbox) -> None:
    programme(sandbox, "samverkan")
    case(sandbox, "samverkan", ("värdkommun: Köpings kommun", "värdkommun: Köping kommun"))
    (found,) = told(sandbox, "PAR112")
    assert (found["path"], found["severity"]) == ("värdkommun", "fel")
    assert "Menade du ”Köpings kommun”?" in found["message"]
    case(sandbox, "samverkan")
    assert told(sandbox, "PAR112") == []

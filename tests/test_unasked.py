"""What was not asked is said: rules that lack something, rules that fail themselves, and findings beyond the dozen."""

import json
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from loftdocs import manifest
from loftdocs.check import check_case, rules, unasked
from loftdocs.check.rule import Known, Scope
from loftdocs.checking import check
from loftdocs.cli.commands.build import told
from loftdocs.findings import Severity, Unasked
from loftdocs.model.kind import Kind
from loftdocs.read.document import Finished, Paragraph
from loftdocs.report.review import report
from loftdocs.result import Result

from .conftest import Built, Sandbox


def lacking(known: Known | None) -> dict[str, str]:
    """What each rule that was not asked lacked."""
    return {one.code: one.lacking for one in unasked(known)}


def paper(text: str, kind: Kind = Kind.ÖVRIGT) -> Finished:
    """A document of one paragraph."""
    return Finished("prov", "prov.docx", (Paragraph(text),), kind=kind)


def word(path: Path, *texts: str) -> str:
    """A Word file with these paragraphs."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))
    return str(path)


def fail(*_: object) -> date:
    raise ZeroDivisionError


def test_a_rule_that_fails_is_told_of_and_leaves_the_others(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loftdocs.check.case.dates.add_months", fail)  # what DAT105 alone counts with
    sandbox.edit(("sammanträde:  ", "sammanträde: 2021-11-16 "))
    answer = sandbox.run("check", "prov", "--format", "json")
    said = json.loads(answer.out)
    failed = next(finding for finding in said["findings"] if finding["code"] == "DAT105")
    assert "fel i programmet (ZeroDivisionError)" in failed["message"]
    assert "Kontrollera själv" in failed["hint"]
    assert "DAT111" in {finding["code"] for finding in said["findings"]}  # asked after it, and answered
    assert ("DAT105", "ett svar: programmet gick fel") in [
        (one["code"], one["saknas"]) for one in said["inte_prövade"]["prov"]
    ]
    assert answer.code == 1
    told = sandbox.run("check", "prov").out
    assert "Regeln DAT105" in told
    assert "inga anmärkningar" not in told


def test_a_rule_that_fails_can_be_set_aside_as_others(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loftdocs.check.case.dates.add_months", fail)
    sandbox.edit(("undantag: []", "undantag:\n  - regel: DAT105\n    skäl: Avståndet är kontrollerat för hand.\n"))
    assert sandbox.run("check", "prov").code == 0


def test_what_a_rule_found_before_it_failed_is_kept(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def once(text: str) -> bool:
        told.append(text)
        return len(told) < 2 or bool(fail())

    monkeypatch.setattr("loftdocs.check.text.parties.is_orgnr", lambda number: not once(number))
    documents = tuple(paper(f"Org nr {number}.") for number in ("556464-6784", "212000-0292"))
    known = Known(None, documents)
    found = [rule.ask(known) for rule in rules(Scope.TEXT) if rule.code == "PAR201"]
    assert [finding.message.split()[0] for finding in found[0].findings] == ["Organisationsnumret", "Regeln"]
    assert found[0].lacking


def test_a_clean_case_has_every_rule_about_it_asked(sandbox: Sandbox) -> None:
    known, _ = check(sandbox.project, sandbox.edit())
    documents = {rule.code for rule in rules(Scope.DOCUMENTS)}
    # What is proposed is the template's own wording, until the clerk writes another.
    proposal = {"BES201", "BES202", "BES203", "BES212", "BES213"}
    assert set(lacking(known)) == documents | proposal
    assert set(lacking(known).values()) == {"färdiga handlingar"}


def test_a_proposal_of_the_clerks_own_is_judged_before_there_are_documents(sandbox: Sandbox) -> None:
    own = "  förslag_till_beslut:\n    - att ingå avtalet.\n"
    known, _ = check(sandbox.project, sandbox.edit(("  förslag_till_beslut: []\n", own)))
    assert set(lacking(known)) == {rule.code for rule in rules(Scope.DOCUMENTS)}


def test_a_rule_about_a_value_that_is_wrong_is_not_asked(sandbox: Sandbox) -> None:
    known, _ = check(sandbox.project, sandbox.edit(("datum: 2021-11-17", "datum: 2021-11-31")))
    assert lacking(known)["DAT104"] == "uppgiften ”datum”"
    assert lacking(known)["DAT204"] == "tjänsteskrivelsens datum"
    assert "PAR101" not in lacking(known)


def test_a_case_that_cannot_be_read_leaves_every_rule_unasked(sandbox: Sandbox) -> None:
    sandbox.write("kommun: [")
    said = json.loads(sandbox.run("check", "prov", "--format", "json").out)
    assert {one["code"] for one in said["inte_prövade"]["prov"]} == {rule.code for rule in rules(*Scope)}


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("AVT203", "ett avtal"),
        ("UND205", "ett avtal"),
        ("DOK205", "ett avtal eller en bilaga"),
        ("BES201", "parternas namn och nummer"),
        ("BES203", "en tjänsteskrivelse"),
        ("BES208", "en tjänsteskrivelse"),
        ("DOK208", "en tjänsteskrivelse"),
        ("AVG201", "avgiften ur ett ärende"),
        ("DAT207", "avtalets första och sista dag"),
        ("UND202", "personerna ur ett ärende"),
        ("TRA204", "ett ärende"),
        ("TRA207", "ett ärende"),
        ("LAY102", "sidor: en Word-fil har inga"),
    ],
)
def test_a_review_says_what_each_rule_lacked(code: str, what: str) -> None:
    assert lacking(Known(None, (paper("En handling om något annat."),)))[code] == what


def test_a_rule_that_has_what_it_needs_is_asked() -> None:
    agreement = paper("Avtalet gäller från och med den 1 januari 2022 till och med den 31 december 2024.", Kind.AVTAL)
    assert not {"AVT203", "DAT207", "UND205"} & set(lacking(Known(None, (agreement,))))


def test_a_review_counts_what_it_could_not_ask(sandbox: Sandbox, tmp_path: Path) -> None:
    file = word(tmp_path / "folder.docx", "Kommunen har en folder om biblioteket.")
    told = sandbox.run("review", file).out
    said = json.loads(sandbox.run("review", file, "--format", "json").out)
    number = len(said["inte_prövade"])
    assert number > 20
    assert f"Inte prövade: {number} regler" in told
    assert all(one["code"] and one["regel"] and one["saknas"] for one in said["inte_prövade"])


def test_a_review_of_nothing_that_can_be_read_asks_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "trasig.docx").write_bytes(b"inget")
    said = json.loads(sandbox.run("review", str(tmp_path / "trasig.docx"), "--format", "json").out)
    assert {one["code"] for one in said["inte_prövade"]} == {rule.code for rule in rules(Scope.TEXT, Scope.DOCUMENTS)}


def test_the_report_lists_what_was_not_asked(sandbox: Sandbox) -> None:
    known, findings = check(sandbox.project, sandbox.edit(("datum: 2021-11-17", "datum: 2021-11-31")))
    html = report("prov", sandbox.project.root, known, findings)
    assert 'id="inte-prövat"' in html
    assert "DAT104 saknar uppgiften ”datum”" in html


def test_a_build_and_the_one_after_it_say_the_same_of_what_was_not_asked(enkoping: Built) -> None:
    said = json.loads((enkoping.folder / "manifest.json").read_text(encoding="utf-8"))["inte_prövade"]
    html = (enkoping.folder / f"granskning-{enkoping.name}.html").read_text(encoding="utf-8")
    assert all(f"{one['code']} saknar {one['saknas']}" in html for one in said)
    # What is made here is not compared with what the case would give: it is that.
    assert not [one for one in said if one["code"].startswith(("TRA", "DAT", "AVG", "UND"))]


def test_a_build_that_was_not_needed_still_says_what_was_not_asked(tmp_path: Path) -> None:
    left = [Unasked("BES207", "Grunden står där.", "en gräns")]
    (tmp_path / "manifest.json").write_text(
        json.dumps({"inte_prövade": [one.as_dict() for one in left]}), encoding="utf-8"
    )
    assert manifest.unasked(tmp_path) == tuple(left)
    result = Result((), tmp_path, unchanged=True, unasked=manifest.unasked(tmp_path))
    assert "Inte prövade: 1 regel (1 saknar en gräns)." in told(result, "build/prov")
    assert manifest.unasked(tmp_path / "ingenting") == ()


def test_every_finding_is_counted_and_the_thirteenth_is_not_lost(sandbox: Sandbox, tmp_path: Path) -> None:
    file = word(
        tmp_path / "folder.docx", *(f"Möte nummer {number} hålls den 31 november 2021." for number in range(17))
    )
    said = [one for one in sandbox.findings("review", file) if one["code"] == "DAT203"]
    told = sandbox.run("review", file).out
    assert len(said) == 17
    assert told.count("fel DAT203") == 12
    assert "… och 5 till av DAT203" in told
    assert "17 fel" in told


def test_every_line_with_an_unseen_character_is_told(sandbox: Sandbox) -> None:
    path = sandbox.edit()
    text = path.read_text(encoding="utf-8").replace("Enköpings", "En\u200bköpings")
    path.write_text(text + "# \u200b\n" * 20, encoding="utf-8")
    lines = sum("\u200b" in line for line in text.split("\n"))
    assert len([one for one in sandbox.findings("check", "prov") if one["code"] == "YAML111"]) == 20 + lines


def test_a_rule_is_asked_once_of_the_same(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    known, _ = check(sandbox.project, sandbox.edit())
    assert known
    monkeypatch.setattr("loftdocs.check.case.dates.day", fail)
    monkeypatch.setattr("loftdocs.check.case.parties.as_orgnr", fail)
    assert not [finding for finding in check_case(known) if finding.severity is Severity.FEL]


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        ("Region Skåne", "232100-0255", "1 saknar något att jämföra en regions e-postadresser med"),
        ("Enköpings kommun", "212000-0282", ""),
    ],
)
def test_a_regions_addresses_are_not_asked_for_a_municipalitys_domain(
    sandbox: Sandbox, name: str, number: str, told: str
) -> None:
    sandbox.edit(("namn: Enköpings kommun", f"namn: {name}"), ("orgnr: 212000-0282", f"orgnr: {number}"))
    said = " ".join(sandbox.run("check", "prov").out.split())
    assert "listan över Sveriges kommuner" not in said
    assert told in said

"""The trace: every value in the finished bundle tied to its source, what cannot be tied, what is missing."""

import json

from .conftest import Built, Sandbox
from .test_document_rules import plant


def test_every_value_is_tied(any_case: Built) -> None:
    data = json.loads((any_case.folder / f"sparning-{any_case.name}.json").read_text(encoding="utf-8"))
    assert data["antal"] == data["knutna"] == len(data["värden"]) > 60
    assert data["saknas"] == []


def test_values_lead_to_their_places(enkoping: Built) -> None:
    data = json.loads((enkoping.folder / "sparning-enkoping.json").read_text(encoding="utf-8"))
    ways = {(value["text"], value["handling"]): value["källor"][0]["väg"] for value in data["värden"]}
    assert ways["17 november 2021", "tjänsteskrivelse"] == "tjänsteskrivelse.datum"
    assert ways["den 13 oktober 2021", "tjänsteskrivelse"] == "tjänsteskrivelse.beredning"
    assert ways["300 000 kr", "avtal"] == "betalningar.avgift.per_år"
    assert ways["900 000 kr", "tjänsteskrivelse"] == "avgift.totalt"
    assert ways["den 30 september 2024", "avtal"] == "period.sista_dag_förlängning"
    assert ways["den 1 februari", "avtal"] == "period.uppsägningsdag"
    assert ways["30 dagar", "avtal"] == "villkor.betalning_dagar"
    assert ways["8 procentenheter", "avtal"] == "villkor.dröjsmål_procent"
    assert ways["80 timmar", "bilaga"] == "villkor.timmar_per_år"
    assert ways["556464-6874", "avtal"] == "parter.motpart.orgnr"
    assert ways["magnus.asman@enkoping.se", "tjänsteskrivelse"] == "personer[0].epost"
    assert ways["0171-62 62 16", "tjänsteskrivelse"] == "personer[0].telefon"
    assert ways["Ulrika K Jansson", "avtal"] == "personer[1].namn"
    pages = {value["handling"]: value["sida"] for value in data["värden"]}
    assert pages["bilaga"] == max(pages.values())


def test_a_typed_value_and_one_that_is_gone_stop_the_build(sandbox: Sandbox) -> None:
    sandbox.edit()
    plant(sandbox.project.templates / "loft" / "partneravtal.docx", "{{ villkor.betalning_dagar }}", "45")
    found = [(f["code"], f["document"]) for f in sandbox.findings("build", "prov") if f["severity"] == "fel"]
    assert found == [("TRA203", "partneravtal-prov.docx"), ("VIL201", "partneravtal-prov.docx")]
    plant(sandbox.project.templates / "loft" / "bilaga.docx", "biträda med omvärldsanalys", "delta i 7 veckor")
    found = [(f["code"], f["document"]) for f in sandbox.findings("build", "prov") if f["severity"] == "fel"]
    assert ("TRA201", "handlingar-prov.pdf") in found

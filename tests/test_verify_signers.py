"""Who signed: against those who should, in the built fields, in a service's own, or only a seal."""

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from .conftest import ENKOPING
from .verifying import (
    EKBY,
    KOMMUN,
    LETTER,
    RISE,
    STAD,
    Desk,
    both,
    changed,
    codes,
    faults,
    paper,
    person,
    said,
    sign,
    three,
)

# ---------------------------------------------------------------------------------------------------------------------
# Who signed


def test_a_stranger_is_named_and_so_is_the_one_who_should_have_signed(desk: Desk) -> None:
    result = desk.verify(sign(sign(desk.built, RISE, person("Ylva Berg")), STAD, person("Bo Ek")), desk.anchor())
    assert codes(result) == {"SIG114"}
    assert said(result, "SIG114") == (
        f"Fältet ”{STAD}” är undertecknat av Bo Ek, men ska enligt ärendet vara det av Åsa Lindqvist."
    )
    assert result.matches == (True, False)
    assert three(result) == "ja ja nej nej"


def test_a_name_written_in_another_way_is_for_the_clerk_to_see(desk: Desk) -> None:
    data = sign(sign(desk.built, RISE, person("BERG, YLVA M")), STAD, person("Åsa Lindqvist"))
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG115"}
    assert said(result, "SIG115").endswith("är utställt på BERG, YLVA M; i ärendet heter personen Ylva Berg.")
    assert result.matches == (True, True)


def test_a_signer_that_the_case_does_not_know(desk: Desk) -> None:
    desk.sandbox.write(ENKOPING, "prov")
    built = paper(RISE, KOMMUN, text=LETTER)
    desk.build("prov", avtal=built)
    data = sign(sign(built, RISE, person("Bo Ek")), KOMMUN, person("Ulrika K Jansson"))
    result = desk.verify(data, desk.anchor(), name="avtal-prov.pdf")
    assert codes(result) == {"SIG116"}
    assert "Bo Ek har undertecknat för RISE" in said(result, "SIG116")
    assert "ärendet säger inte vem som ska göra det" in said(result, "SIG116")
    wrong = sign(sign(built, RISE, person("Ulrika K Jansson")), KOMMUN, person("Ulrika K Jansson"))
    result = desk.verify(wrong, desk.anchor(), name="avtal-prov.pdf")
    assert codes(result) == {"SIG114"}
    assert "som enligt ärendet undertecknar för Enköpings kommun" in said(result, "SIG114")


def test_a_missing_signature(desk: Desk) -> None:
    result = desk.verify(sign(desk.built, RISE, person("Ylva Berg")), desk.anchor())
    assert codes(result) == {"SIG107"}
    assert said(result, "SIG107") == f"Fältet ”{STAD}” är inte undertecknat."
    assert [signature.signed for signature in result.signatures] == [True, False]
    assert three(result) == "ja ja nej nej"


def test_fields_that_a_signing_service_made_itself(desk: Desk) -> None:
    built = paper()
    desk.build("ekby", avtal=built)
    once = sign(built, "Signature1", person("Åsa Lindqvist"))
    result = desk.verify(once, desk.anchor())
    assert codes(result) == {"SIG117", "SIG138"}
    assert said(result, "SIG117").startswith("Ylva Berg har inte undertecknat")
    assert three(result) == "ja ja nej nej"
    result = desk.verify(sign(once, "Signature2", person("Ylva Berg")), desk.anchor())
    assert codes(result) == {"SIG138"}
    assert said(result, "SIG138") == (
        "Filen har fått egna fält för underskrift som inte syns på någon sida: ”Signature1” och ”Signature2”."
    )
    assert three(result) == "ja ja ja ja"
    result = desk.verify(sign(once, "Signature2", person("Bo Ek")), desk.anchor())
    assert codes(result) == {"SIG114", "SIG117", "SIG138"}
    assert "ska enligt ärendet vara det av Ylva Berg eller Åsa Lindqvist" in said(result, "SIG114")


def test_a_case_with_faults_judges_nobody(desk: Desk) -> None:
    desk.sandbox.write("program: [", "ekby")
    result = desk.verify(both(desk.built), desk.anchor())
    assert codes(result) == {"SIG128"}
    assert three(result) == "ja ja ? ?"
    assert "Ärendet ekby går inte att läsa" in said(result, "SIG128")
    desk.sandbox.write(EKBY.replace("[Ylva Berg]", "[Ingen Alls]"), "ekby")
    assert codes(desk.verify(both(desk.built), desk.anchor())) == {"SIG128"}
    assert desk.verify(both(desk.built)).matches == (None, None)


def test_built_fields_left_empty_by_those_who_signed_elsewhere(desk: Desk) -> None:
    data = sign(sign(desk.built, "Signature1", person("Ylva Berg")), "Signature2", person("Åsa Lindqvist"))
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {"SIG138", "SIG141"}
    assert faults(result) == set()
    assert said(result, "SIG141").startswith(f"”{RISE}” och ”{STAD}” är tomma")
    assert result.matches == (True, True, None, None)
    assert three(result) == "ja ja ja ja"


@pytest.mark.parametrize(
    ("box", "code"), [((300, 400, 500, 440), "SIG133"), ((40, 660, 300, 715), "SIG132")], ids=["beside", "over"]
)
def test_a_field_of_ones_own_that_is_seen(desk: Desk, box: tuple[int, int, int, int], code: str) -> None:
    seen = SigFieldSpec("Eget", on_page=0, box=box)
    data = sign(both(desk.built), "Eget", person("Ylva Berg"), seen=seen)
    result = desk.verify(data, desk.anchor())
    assert codes(result) == {code, "SIG138"}
    assert "(fältet ”Eget” av Ylva Berg, som inte fanns i det som byggdes)" in said(result, code)
    assert said(result, "SIG138").endswith("som syns på en sida: ”Eget” på sida 1.")
    assert faults(result) == {code}
    assert three(result) == "nej ja ja nej"


def test_an_empty_field_that_was_added_is_told(desk: Desk) -> None:
    def place(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("Vittne", box=(0, 0, 0, 0)))

    result = desk.verify(both(changed(desk.built, place)), desk.anchor())
    assert codes(result) == {"SIG138"}
    assert said(result, "SIG138") == "Filen har fått egna fält för underskrift utan underskrift: ”Vittne”."
    assert three(result) == "ja ja ja ja"


def test_only_a_seal_leaves_the_signers_to_a_receipt(desk: Desk) -> None:
    seal = person("eStämpeln", "Signeringstjänsten Prov AB")
    result = desk.verify(sign(desk.built, "Sigill", seal), desk.anchor())
    assert codes(result) == {"SIG138", "SIG142"}
    assert said(result, "SIG142") == (
        "Filen är förseglad av eStämpeln, men visar inte själv att Ylva Berg och Åsa Lindqvist har undertecknat."
    )
    assert result.matches == (None, None, None)
    assert three(result) == "ja ja ? ?"
    result = desk.verify(sign(desk.built, "Sigill", seal))
    assert three(result) == "ja ? ? ?"


def test_a_seal_beside_all_who_signed(desk: Desk) -> None:
    seal = person("eStämpeln", "Signeringstjänsten Prov AB")
    result = desk.verify(sign(both(desk.built), "Sigill", seal), desk.anchor())
    assert codes(result) == {"SIG138", "SIG143"}
    assert "har också eStämpeln (”Sigill”) satt sin underskrift eller försegling" in said(result, "SIG143")
    assert result.matches == (True, True, None)
    assert three(result) == "ja ja ja ja"


@pytest.mark.parametrize("name", ["YLVA MARIA BERG", "Berg, Ylva", "Ylva Berg 19700101-1234", "Y Berg"])
def test_one_person_in_another_writing_is_never_a_fault(desk: Desk, name: str) -> None:
    result = desk.verify(sign(sign(desk.built, RISE, person(name)), STAD, person("Åsa Lindqvist")), desk.anchor())
    assert codes(result) == {"SIG115"}
    assert "1234" not in said(result, "SIG115")
    assert three(result) == "ja ja ja ja"

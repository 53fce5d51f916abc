"""What comes back signed: what is in order, which build it is of, and the command itself."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Pdf

from loftdocs import manifest
from loftdocs.failures import ExitCode, FileFailure
from loftdocs.project import Project
from loftdocs.verify.origin import named_case
from loftdocs.verify.result import Verdict
from loftdocs.verify.verification import verify

from .changing import new_page
from .conftest import Built
from .signing import sign as sign_file
from .verifying import (
    KOMMUN,
    LETTER,
    RISE,
    STAD,
    Desk,
    both,
    changed,
    codes,
    command,
    faults,
    other_byte,
    paper,
    person,
    said,
    sign,
    three,
)

# ---------------------------------------------------------------------------------------------------------------------
# What is in order


def test_an_agreement_signed_by_both_is_accepted(desk: Desk) -> None:
    result = desk.verify(both(desk.built), desk.anchor())
    assert result.findings == ()
    assert [(s.field, s.name, s.issuer, s.holds, s.vouched, s.state) for s in result.signatures] == [
        (RISE, "Ylva Berg", "Prov CA", True, True, 1),
        (STAD, "Åsa Lindqvist", "Prov CA", True, True, 2),
    ]
    assert result.matches == (True, True)
    assert three(result) == "ja ja ja ja"
    assert result.answers
    assert result.answers.content.words == "Innehållet är avtal-ekby.pdf som den byggdes."
    assert result.answers.seal.words == (
        "De 2 underskrifterna håller, och inget är ändrat efteråt. Certifikaten är betrodda (utfärdade av "
        "Prov CA); om någon är spärrad är inte kontrollerat."
    )
    assert result.answers.signers.words == "Alla som ska underteckna har gjort det."
    assert not any((*result.answers.content.reasons, *result.answers.seal.reasons, *result.answers.signers.reasons))


def test_without_anchors_it_says_that_nobody_asked_who_issued_the_certificates(desk: Desk) -> None:
    result = desk.verify(both(desk.built))
    assert codes(result) == {"SIG119"}
    assert "Namnet i ett certifikat är bara vad ägaren har skrivit" in said(result, "SIG119")
    assert "Vem som har utfärdat certifikaten (kräver betrodda/ eller --trust)." in result.unchecked
    assert three(result) == "ja ? ja ?"
    assert result.answers
    assert result.answers.seal.words.endswith("Ingen som ni litar på har gått i god för certifikaten.")


def test_the_projects_own_folder_of_certificates_is_trusted(desk: Desk) -> None:
    (desk.project.root / "betrodda").mkdir()
    desk.anchor().rename(desk.project.root / "betrodda" / "prov.pem")
    result = desk.verify(both(desk.built))
    assert codes(result) == set()
    assert three(result) == "ja ja ja ja"


def test_what_was_and_was_not_checked_ends_the_answer(desk: Desk) -> None:
    code, text = command(desk.put(both(desk.built)), trust=[str(desk.anchor())])
    assert code is ExitCode.OK
    assert text.startswith("Innehållet: ja. Innehållet är avtal-ekby.pdf som den byggdes.\nFörseglingen: ja. ")
    assert f"{RISE}: undertecknat av Ylva Berg (certifikat från Prov CA), 20" in text
    assert "enligt den egna klockan." in text
    assert "det är avtal-ekby.pdf i build/ekby." in text
    assert "Bilden och texten på 2 sidor, ritade ur den byggda filen och ur den som kom tillbaka." in text
    assert "Vem som har utfärdat certifikaten, mot Prov CA.pem." in text
    ending = text.split("Inte kontrollerat:")[1]
    assert "Om certifikaten är spärrade (kräver en aktuell spärrlista: --crl, eller en i filen)." in ending
    assert "Om underskrifterna är kvalificerade (kräver EU:s betrodda listor i betrodda/)." in ending
    assert "Om de som undertecknade har rätt att göra det" in ending
    assert "Rapport med sidorna bredvid varandra: build/ekby-undertecknat/verifiering-ekby.html\n" in ending
    assert "Accepterad: innehållet, förseglingen och undertecknarna är kontrollerade.\n" in ending
    assert text.endswith("Kontrollen är klar: inga anmärkningar.\n")
    report = desk.project.build / "ekby-undertecknat" / "verifiering-ekby.html"
    assert "avtal-ekby.pdf" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("strict", "trusted", "signed", "status", "words"),
    [
        (False, True, True, ExitCode.OK, "Accepterad: "),
        (True, True, True, ExitCode.OK, "Accepterad: "),
        (False, False, True, ExitCode.OK, "Inte avgjort än: "),
        (True, False, True, ExitCode.FINDINGS, "Inte avgjort än: "),
        (False, True, False, ExitCode.FINDINGS, "Inte accepterad: "),
        (True, True, False, ExitCode.FINDINGS, "Inte accepterad: "),
    ],
)
def test_strict_takes_nothing_but_an_accepted_file(
    desk: Desk, strict: bool, trusted: bool, signed: bool, status: ExitCode, words: str
) -> None:
    path = desk.put(both(desk.built) if signed else desk.built)
    code, text = command(path, trust=[str(desk.anchor())] if trusted else None, strict=strict)
    assert code is status
    assert f"\n{words}" in text


def test_json_has_the_agreed_form(desk: Desk) -> None:
    half = sign(desk.built, RISE, person("Ylva Berg"))
    code, text = command(desk.put(half), "json")
    data = json.loads(text)
    assert code is ExitCode.FINDINGS
    assert list(data) == [
        *("findings", "underskrifter", "kontrollerat", "inte_kontrollerat", "svar", "ärende", "bygge", "sidor"),
        *("andra_filer", "rapport", "register"),
    ]
    signed, empty = data["underskrifter"]
    assert datetime.now(UTC) - datetime.fromisoformat(signed.pop("tid")) < timedelta(minutes=5)
    assert signed == {
        "fält": RISE,
        "slag": "underskrift",
        "undertecknat": True,
        "namn": "Ylva Berg",
        "utfärdare": "Prov CA",
        "tidskälla": "uppgiven",
        "hel": True,
        "giltig": True,
        "matchar": True,
        "byggt_fält": True,
        "betrodd": None,
        "spärrad": None,
        "kvalificerad": None,
    }
    assert empty == {"fält": STAD, "slag": "underskrift", "undertecknat": False, "byggt_fält": True} | dict.fromkeys(
        ("namn", "utfärdare", "tid", "tidskälla", "hel", "giltig", "matchar", "betrodd", "spärrad", "kvalificerad")
    )
    assert {finding["code"] for finding in data["findings"]} == {"SIG107", "SIG119"}
    answers = data["svar"]
    assert [answers[key]["svar"] for key in ("innehållet", "förseglingen", "undertecknarna")] == [
        *("ja", "går inte att avgöra", "nej"),
    ]
    assert answers["undertecknarna"]["skäl"] == [f"Fältet ”{STAD}” är inte undertecknat."]
    assert answers["accepterad"] == "nej"
    assert answers["kvitto"] is None
    assert (data["ärende"], data["bygge"], data["andra_filer"]) == ("ekby", "avtal-ekby.pdf", [])
    assert data["sidor"] == [{"byggd": n, "fil": n, "är": "som den byggdes", "ställen": 0} for n in (1, 2)]
    assert data["rapport"] == "build/ekby-undertecknat/verifiering-ekby.html"
    assert data["register"] is None
    assert data["kontrollerat"]
    assert data["inte_kontrollerat"]


def test_a_real_build_signed_visibly_by_both_is_accepted(enkoping: Built, tmp_path: Path) -> None:
    project = Project(enkoping.folder.parents[1])
    once, twice = tmp_path / "once.pdf", tmp_path / "avtal-enkoping (1).pdf"
    sign_file(enkoping.folder / "avtal-enkoping.pdf", once, RISE, person("Bo Ek", "RISE AB"))
    sign_file(once, twice, KOMMUN, person("Ulrika K Jansson"))
    result = verify(project, twice)
    assert codes(result) == {"SIG116", "SIG119"}
    assert said(result, "SIG116").startswith("Bo Ek (RISE AB) har undertecknat för RISE Research Institutes of Sweden")
    assert result.matches == (None, True)
    assert three(result) == "ja ? ja ?"
    assert "enligt build/enkoping/manifest.json" in " ".join(result.checked)
    assert codes(verify(project, enkoping.folder)) == set()


# ---------------------------------------------------------------------------------------------------------------------
# Where it comes from


def test_one_changed_byte_is_found(desk: Desk) -> None:
    result = desk.verify(other_byte(both(desk.built), b"(Avtal, sida 2)", b"(Avtal, sida 3)"), desk.anchor())
    assert codes(result) == {"SIG108", "SIG132"}
    assert said(result, "SIG132").startswith("Sida 2 ser inte ut som den byggdes vid ”2”; där står nu ”3”")
    messages = [finding.message for finding in result.findings if finding.code == "SIG108"]
    assert len(messages) == 2
    assert all("det som undertecknades har ändrats efteråt" in message for message in messages)
    assert [signature.intact for signature in result.signatures] == [False, False]
    assert three(result) == "nej nej ja nej"
    assert any("det är den inte, men den säger detsamma som avtal-ekby.pdf" in line for line in result.checked)


def test_another_document_is_not_this_one(desk: Desk) -> None:
    result = desk.verify(both(paper(RISE, STAD, text=LETTER)), desk.anchor())
    assert faults(result) == {"SIG101"}
    assert said(result, "SIG101") == (
        "Filen är inte det som byggdes: varken byte för byte eller i ord är den någon fil i build/ekby."
    )
    assert three(result) == "nej ja ja nej"


def test_without_any_build_nothing_is_said_of_the_content(desk: Desk) -> None:
    shutil.rmtree(desk.project.build)
    result = desk.verify(both(desk.built), desk.anchor())
    assert codes(result) == {"SIG131"}
    assert "det finns inget bygge i build/" in said(result, "SIG131")
    assert three(result) == "? ja ja ?"
    assert "Om innehållet är det som byggdes: det finns inget bygge som det går att jämföra med." in result.unchecked


def test_a_build_whose_agreement_is_gone(desk: Desk) -> None:
    """The manifest still has its hash, so that the beginning of the signed file is known to be it."""
    (desk.project.build / "ekby" / "avtal-ekby.pdf").unlink()
    assert codes(desk.verify(both(desk.built), desk.anchor())) == set()


def test_another_case_is_named(desk: Desk) -> None:
    other = paper(RISE, STAD, text=LETTER)
    desk.build("annanby", avtal=other)
    result = desk.verify(both(other), desk.anchor())
    assert faults(result) == {"SIG102"}
    assert (
        said(result, "SIG102")
        == "Filen hör till ett annat ärende: den är avtal-annanby.pdf i build/annanby, inte ekbys."
    )
    assert result.answers
    assert result.answers.content.verdict is Verdict.NO
    assert result.answers.accepted is Verdict.NO


def test_of_another_cases_file_nobody_says_that_all_have_signed(desk: Desk) -> None:
    desk.sandbox.edit(name="prov")
    result = desk.verify(both(desk.built), desk.anchor(), name="avtal-prov.pdf")
    assert "SIG102" in codes(result)
    assert result.answers
    assert result.answers.signers.verdict is not Verdict.YES


def test_the_case_is_told_from_the_option_the_name_or_the_bytes(desk: Desk) -> None:
    desk.sandbox.edit(name="prov")
    data = both(desk.built)
    assert codes(desk.verify(data, desk.anchor(), name="scan0001.pdf")) == set()
    assert faults(desk.verify(data, desk.anchor(), name="avtal-prov.pdf")) >= {"SIG102"}
    code, text = command(desk.put(data), "json", case="prov")
    assert code is ExitCode.FINDINGS
    assert "SIG102" in {finding["code"] for finding in json.loads(text)["findings"]}


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("avtal-ekby.pdf", "ekby"),
        ("avtal-ekby (1).pdf", "ekby"),
        ("2026-11-25 avtal-ekby_signed.pdf", "ekby"),
        ("AVTAL-EKBY.PDF", "ekby"),
        ("avtal-ekby-signerat.pdf", "ekby-signerat"),
        ("partneravtal-ekby_undertecknat.pdf", "ekby"),
        ("a\u030angaby avtal.pdf", "ångaby"),
        ("ekby.pdf", "ekby"),
        ("avtal-ekbyn.pdf", None),
        ("scan0001.pdf", None),
    ],
)
def test_the_case_in_a_file_name(name: str, case: str | None) -> None:
    assert named_case(Path(name), ["ekby", "ekby-signerat", "by", "ångaby"]) == case


def test_another_output_of_the_build_is_named(desk: Desk) -> None:
    annexless = paper(RISE, STAD, text=LETTER)
    desk.build("ekby", partneravtal=annexless)
    result = desk.verify(both(annexless), desk.anchor())
    assert codes(result) == {"SIG103"}
    assert "är partneravtal-ekby.pdf, inte avtal-ekby.pdf" in said(result, "SIG103")


def test_a_built_file_that_is_only_the_wrapping_of_another_is_found(desk: Desk) -> None:
    """The whole of another PDF after the built one, whose cross-references know nothing of it."""
    shift = len(desk.built)
    with Pdf.open(BytesIO(paper(text=LETTER))) as pdf:
        alone = BytesIO()
        pdf.save(alone, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    body, _, table = alone.getvalue().rpartition(b"xref\n0 ")
    entries, trailer = table.split(b"trailer", 1)
    moved = b"".join(
        b"%010d%s" % (int(line[:10]) + shift, line[10:]) if b" n" in line else line
        for line in entries.splitlines(keepends=True)
    )
    trailer = trailer.split(b"startxref")[0]
    ending = b"startxref\n%d\n%%%%EOF\n" % (shift + len(body))
    data = desk.built + body + b"xref\n0 " + moved + b"trailer" + trailer + ending
    with Pdf.open(BytesIO(data)) as pdf:
        assert b"Inbjudan" in pdf.pages[0].Contents.read_bytes()
    result = desk.verify(data)
    assert faults(result) >= {"SIG106", "SIG132"}
    assert three(result) == "nej ? nej nej"


def test_what_stands_in_the_tree_above_the_pages_is_no_change(desk: Desk) -> None:
    """The paper's size is said once, for all pages (7.7.3.4), as some programs write it."""
    with Pdf.open(BytesIO(paper())) as pdf:
        pdf.Root.Pages.MediaBox = Array([0, 0, 595, 842])
        for page in pdf.pages:
            del page.obj.MediaBox
        output = BytesIO()
        pdf.save(output)
    desk.build("ekby", avtal=output.getvalue())
    once = sign(output.getvalue(), "Signature1", person("Ylva Berg"))
    result = desk.verify(sign(once, "Signature2", person("Åsa Lindqvist")), desk.anchor())
    assert codes(result) == {"SIG138"}
    assert three(result) == "ja ja ja ja"


def test_a_changed_page_is_beside_the_built_one_in_the_report(desk: Desk) -> None:
    command(desk.put(changed(both(desk.built), new_page)), trust=[str(desk.anchor())])
    html = (desk.project.build / "ekby-undertecknat" / "verifiering-ekby.html").read_text(encoding="utf-8")
    assert "sida 3 har lagts till" in html


# ---------------------------------------------------------------------------------------------------------------------
# The folder of a build


def test_a_folder_as_it_was_built(desk: Desk) -> None:
    folder = desk.build("ekby", partneravtal=paper())
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$avtal.docx").write_bytes(b"x")
    code, text = command(folder)
    assert code is ExitCode.OK
    assert "Om 2 filer i build/ekby är byte för byte de som byggdes, enligt manifest.json." in text
    assert "Om manifest.json själv är orörd" in text


def test_a_folder_with_a_changed_a_missing_and_an_added_file(desk: Desk) -> None:
    folder = desk.build("ekby", bilaga=paper(), partneravtal=paper())
    (folder / "bilaga-ekby.pdf").unlink()
    (folder / "partneravtal-ekby.pdf").write_bytes(paper(text=LETTER))
    (folder / "extra").mkdir()
    (folder / "extra" / "anteckning.txt").write_text("hej")
    result = verify(desk.project, folder)
    assert codes(result) == {"SIG201", "SIG202", "SIG203"}
    assert said(result, "SIG201") == "partneravtal-ekby.pdf är ändrad sedan den byggdes."
    assert said(result, "SIG202") == "bilaga-ekby.pdf byggdes, men finns inte kvar."
    assert said(result, "SIG203") == "extra/anteckning.txt har lagts till; bygget gjorde den inte."
    code, text = command(folder, "json")
    assert code is ExitCode.FINDINGS
    data = json.loads(text)
    assert (data["underskrifter"], data["svar"], data["rapport"]) == ([], {}, None)


def test_an_added_file_alone_is_a_warning(desk: Desk) -> None:
    folder = desk.build("ekby")
    (folder / "anteckning.txt").write_text("hej")
    code, text = command(folder)
    assert code is ExitCode.OK
    assert "Kontrollen är klar: 1 varning." in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "har ingen manifest.json"),
        ("{", "den är inte JSON"),
        ("{}", "den räknar inte upp några filer"),
    ],
)
def test_a_folder_without_a_manifest_that_can_be_used(desk: Desk, text: str | None, words: str) -> None:
    path = desk.project.build / "ekby" / manifest.NAME
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(FileFailure, match=words) as caught:
        verify(desk.project, path.parent)
    assert caught.value.hint

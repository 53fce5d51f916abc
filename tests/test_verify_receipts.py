"""A signing service's receipt: read, judged, registered once, and found again for just that file."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from loftdocs.failures import ExitCode, FileFailure, UsageFailure
from loftdocs.verify.receipts import holds_digest, read_receipt
from loftdocs.verify.result import Verdict

from .changing import new_page
from .verifying import LETTER, Desk, changed, codes, command, faults, paper, person, sign, three

NAMED = "Ylva Berg och Åsa Lindqvist har undertecknat."
HTML = "<!doctype html><html><head><meta charset='utf-8'></head><body><p>{}</p></body></html>"
XML = '<?xml version="1.0" encoding="UTF-8"?><log><signer name="Ylva Berg"/><signer>Åsa <b>Lindqvist</b></signer></log>'


def sealed(desk: Desk) -> bytes:
    """The agreement as a service returns it that seals it once, and tells of the signers in a receipt."""
    return sign(desk.built, "Sigill", person("eStämpeln", "Signeringstjänsten Prov AB"))


def keep(desk: Desk, data: str | bytes, name: str = "kvitto.txt") -> Path:
    path = desk.project.root / "post" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def record(desk: Desk) -> dict[str, Any]:
    path = desk.project.build / "ekby-undertecknat" / "verifiering-ekby.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


# ---------------------------------------------------------------------------------------------------------------------
# What a receipt says


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kvitto.txt", NAMED),
        ("kvitto.xml", XML),
        ("kvitto.html", HTML.format("Ylva <b>Berg</b>, Åsa&nbsp;Lindqvist")),
        ("kvitto utan meta.html", "<!doctype html><html><body><p>Ylva Berg, Åsa Lindqvist</p></body></html>"),
        ("kvitto.pdf", paper(text="Verifikat\nYlva Berg\noch Åsa Lindqvist")),
        ("omvänt.txt", "BERG YLVA; Lindqvist, Åsa Maria"),
    ],
)
def test_a_receipt_of_each_kind_that_names_those_who_should_sign(desk: Desk, name: str, data: str | bytes) -> None:
    result = desk.verify(sealed(desk), desk.anchor(), receipt=keep(desk, data, name))
    assert codes(result) == {"SIG138", "SIG142", "SIG144"}
    assert [one.message for one in result.findings if one.code == "SIG144"] == [
        f"Kvittot ”{name}” innehåller inte filens fingeravtryck; att de hör ihop är er egen bedömning."
    ]
    assert three(result) == "ja ja ja ja"
    assert result.answers
    assert result.answers.signers.words == f"Undertecknat enligt kvittot ”{name}”."
    assert result.answers.receipt == f"”{name}”"


def test_the_receipts_script_names_nobody(desk: Desk) -> None:
    html = HTML.format(f"<script>{NAMED}</script>Bo Ek")
    assert faults(desk.verify(sealed(desk), desk.anchor(), receipt=keep(desk, html, "k.html"))) == {"SIG145"}


def digests(data: bytes) -> list[str]:
    digest = hashlib.sha256(data).digest()
    spaced = " ".join(digest.hex()[at : at + 4] for at in range(0, 64, 4))
    return [digest.hex(), digest.hex().upper(), spaced, digest.hex(":"), base64.b64encode(digest).decode()]


@pytest.mark.parametrize("form", range(5), ids=["hex", "capitals", "groups", "colons", "base64"])
@pytest.mark.parametrize("of", ["file", "build"])
def test_a_receipt_with_the_fingerprint_belongs_to_the_file(desk: Desk, form: int, of: str) -> None:
    data = sealed(desk)
    digest = digests(data if of == "file" else desk.built)[form]
    result = desk.verify(data, desk.anchor(), receipt=keep(desk, f"{NAMED} SHA-256: {digest}"))
    assert codes(result) == {"SIG138", "SIG142", "SIG144"}
    assert [one.message for one in result.findings if one.code == "SIG144"] == [
        "Kvittot ”kvitto.txt” innehåller filens fingeravtryck (SHA-256), så det hör till just den här filen."
    ]


@pytest.mark.parametrize(
    ("method", "name"), [("sha512", "SHA-512"), ("sha384", "SHA-384"), ("sha1", "SHA-1"), ("md5", "")]
)
def test_other_methods_of_fingerprints(method: str, name: str) -> None:
    assert holds_digest(f"x {hashlib.new(method, b'fil').hexdigest()} y", b"fil") == name
    assert holds_digest(hashlib.new(method, b"en annan").hexdigest(), b"fil", b"") == ""


def test_a_receipt_of_something_else_is_a_fault(desk: Desk) -> None:
    result = desk.verify(sealed(desk), desk.anchor(), receipt=keep(desk, "Bo Ek har undertecknat ett hyresavtal."))
    assert faults(result) == {"SIG145"}
    assert three(result) == "ja ja nej nej"
    assert not [one for one in result.findings if "har undertecknat framgår av kvittot" in one.message]


def test_a_receipt_that_names_one_of_two_is_for_the_clerk_to_read(desk: Desk) -> None:
    result = desk.verify(sealed(desk), desk.anchor(), receipt=keep(desk, "Ylva Berg har undertecknat."))
    assert "Kvittot ”kvitto.txt” nämner inte Åsa Lindqvist." in [one.message for one in result.findings]
    assert faults(result) == set()
    assert "Att Ylva Berg och Åsa Lindqvist har undertecknat" not in " ".join(one.message for one in result.findings)


def test_a_receipt_without_words(desk: Desk) -> None:
    empty = paper(text=" ").replace(b"sida", b"    ").replace(b",", b" ").replace(b"1) Tj", b" ) Tj")
    empty = empty.replace(b"2) Tj", b" ) Tj")
    result = desk.verify(sealed(desk), desk.anchor(), receipt=keep(desk, empty, "bild.pdf"))
    assert "Kvittot ”bild.pdf” har ingen text som programmet kan läsa." in [one.message for one in result.findings]
    assert faults(result) == set()


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "är tomt"), (b"PK\x03\x04" + b"x" * 90, "är inget kvitto"), (None, "den finns inte")]
)
def test_what_is_no_receipt(desk: Desk, data: bytes | None, words: str) -> None:
    path = keep(desk, data or b"", "kvitto.pdf")
    if data is None:
        path.unlink()
    with pytest.raises(FileFailure, match=words):
        read_receipt(path)
    with pytest.raises(FileFailure, match=words):
        command(desk.put(sealed(desk)), kvitto=str(path))


def test_a_receipt_stands_for_no_stranger(desk: Desk) -> None:
    """Who signed in the built field is told by the file itself."""
    data = sign(desk.built, "Underskrift – RISE", person("Bo Ek"))
    result = desk.verify(data, desk.anchor(), receipt=keep(desk, NAMED))
    assert faults(result) == {"SIG114"}
    assert three(result) == "ja ja nej nej"


def test_a_receipt_makes_no_other_agreement_right(desk: Desk) -> None:
    data = sign(paper(text=LETTER), "Sigill", person("eStämpeln", "Signeringstjänsten Prov AB"))
    result = desk.verify(data, desk.anchor(), receipt=keep(desk, NAMED))
    assert result.answers
    assert result.answers.accepted is Verdict.NO


# ---------------------------------------------------------------------------------------------------------------------
# Registered


def test_a_receipt_is_registered_and_found_again(desk: Desk) -> None:
    path, trust = desk.put(sealed(desk)), [str(desk.anchor())]
    assert command(path, trust=trust, strict=True)[0] is ExitCode.FINDINGS
    code, text = command(path, trust=trust, kvitto=str(keep(desk, NAMED)), av="Örjan Ek", strict=True)
    assert code is ExitCode.OK
    assert "Kvittot är registrerat i build/ekby-undertecknat/verifiering-ekby.json." in text
    (entry,) = record(desk)["filer"]
    assert record(desk)["version"] == 1
    assert record(desk)["ärende"] == "ekby"
    assert entry["fil"] == {"namn": "avtal-ekby.pdf", "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert entry["bygge"] == {"namn": "avtal-ekby.pdf", "sha256": hashlib.sha256(desk.built).hexdigest()}
    assert entry["kvitto"] == {"namn": "kvitto.txt", "sha256": hashlib.sha256(NAMED.encode()).hexdigest()}
    assert entry["handläggare"] == "Örjan Ek"
    assert entry["svar"]["accepterad"] == "ja"
    folder = desk.project.build / "ekby-undertecknat"
    assert (folder / "kvitto.txt").read_text(encoding="utf-8") == NAMED
    assert (folder / "avtal-ekby.pdf").read_bytes() == path.read_bytes()
    code, text = command(path, "json", trust=trust, strict=True)
    assert code is ExitCode.OK
    told = json.loads(text)["svar"]
    assert told["accepterad"] == "ja"
    assert told["kvitto"] == f"”kvitto.txt” (registrerat {entry['datum']} av Örjan Ek)"


def test_without_a_name_the_record_has_none(desk: Desk) -> None:
    command(desk.put(sealed(desk)), trust=[str(desk.anchor())], kvitto=str(keep(desk, NAMED)))
    assert record(desk)["filer"][0]["handläggare"] is None


def test_a_receipt_is_found_for_just_that_file(desk: Desk) -> None:
    """The same agreement sealed anew is another file."""
    trust = [str(desk.anchor())]
    command(desk.put(sealed(desk)), trust=trust, kvitto=str(keep(desk, NAMED)))
    code, text = command(desk.put(sealed(desk)), trust=trust, strict=True)
    assert code is ExitCode.FINDINGS
    assert "Inte avgjort än" in text


@pytest.mark.parametrize("change", ["changed", "gone", "record"])
def test_a_receipt_that_was_changed_afterwards_is_not_counted(desk: Desk, change: str) -> None:
    path, trust = desk.put(sealed(desk)), [str(desk.anchor())]
    command(path, trust=trust, kvitto=str(keep(desk, NAMED)))
    folder = desk.project.build / "ekby-undertecknat"
    kept = folder / "kvitto.txt"
    if change == "changed":
        kept.write_text(f"{NAMED} Och Bo Ek.", encoding="utf-8")
    elif change == "gone":
        kept.unlink()
    else:
        (folder / "verifiering-ekby.json").write_text('{"version": 1, "filer": [{"fil": 3}, 4]}', encoding="utf-8")
    assert command(path, trust=trust, strict=True)[0] is ExitCode.FINDINGS


def test_the_last_record_of_a_file_counts_and_others_are_kept(desk: Desk) -> None:
    trust = [str(desk.anchor())]
    first, second = desk.put(sealed(desk), "avtal-ekby (1).pdf"), desk.put(sealed(desk), "avtal-ekby (2).pdf")
    command(first, trust=trust, kvitto=str(keep(desk, NAMED)), av="Örjan Ek")
    command(second, trust=trust, kvitto=str(keep(desk, f"{NAMED} Igen.")), av="Örjan Ek")
    command(first, trust=trust, kvitto=str(keep(desk, NAMED)), av="Åsa Lindqvist")
    assert [(one["fil"]["namn"], one["handläggare"]) for one in record(desk)["filer"]] == [
        ("avtal-ekby (2).pdf", "Örjan Ek"),
        ("avtal-ekby (1).pdf", "Åsa Lindqvist"),
    ]
    for path in (first, second):
        assert command(path, trust=trust, strict=True)[0] is ExitCode.OK


def test_nothing_is_registered_for_a_file_that_is_wrong(desk: Desk) -> None:
    bad = changed(sealed(desk), new_page)
    code, text = command(desk.put(bad), trust=[str(desk.anchor())], kvitto=str(keep(desk, NAMED)), av="Örjan Ek")
    assert code is ExitCode.FINDINGS
    assert "Inte accepterad" in text
    assert "är registrerat" not in text
    assert not (desk.project.build / "ekby-undertecknat" / "verifiering-ekby.json").exists()


def test_a_receipt_of_an_unknown_case_is_not_registered(desk: Desk) -> None:
    data = sign(paper(text=LETTER), "Sigill", person("eStämpeln", "Signeringstjänsten Prov AB"))
    with pytest.raises(UsageFailure, match="det är okänt vilket ärende"):
        command(desk.put(data, "scan0001.pdf"), kvitto=str(keep(desk, NAMED)))


def sealed_receipt(text: str) -> bytes:
    """A service's receipt as a PDF with its own seal."""
    return sign(paper(text=text), "Kvittots stämpel", person("Tjänsten AB", "Tjänsten AB"))


def test_the_seal_of_the_receipt_itself_is_judged(desk: Desk) -> None:
    receipt = desk.put(sealed_receipt("Ylva Berg, Asa Lindqvist"), "kvitto.pdf")
    result = desk.verify(desk.built, desk.anchor(), receipt=receipt)
    (seal,) = [one.message for one in result.findings if "självt förseglat" in one.message]
    assert "av Tjänsten AB (utfärdat av Prov CA), som ni litar på" in seal
    assert three(result).startswith("ja ")


def test_a_receipt_that_was_changed_after_its_seal_is_a_fault(desk: Desk) -> None:
    data = sealed_receipt("Ylva Berg, Asa Lindqvist")
    receipt = desk.put(data.replace(b"Ylva Berg", b"Ylva Birg"), "kvitto.pdf")
    result = desk.verify(desk.built, desk.anchor(), receipt=receipt)
    assert "SIG145" in faults(result)
    assert any("skadat eller ändrat" in one.message for one in result.findings)

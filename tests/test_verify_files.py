"""What comes back is something else than the signed PDF: damaged, in a parcel, a scan, a picture, a Word file."""

import asyncio
import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Pdf
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import SimpleSigner

from loftdocs.failures import ExitCode, FileFailure
from loftdocs.verify.asked import Asked
from loftdocs.verify.result import Other, PageState
from loftdocs.verify.verification import verify

from .changing import other_settings, page_of
from .verifying import (
    AGREEMENT,
    LETTER,
    RISE,
    STAD,
    Desk,
    both,
    codes,
    command,
    faults,
    paper,
    person,
    said,
    sign,
    three,
)

RECEIPT = paper(text="Verifikat\nHandlingen är undertecknad av Ylva Berg\noch av Åsa Lindqvist.")
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 50


def test_a_pdf_without_fields(desk: Desk) -> None:
    desk.build("ekby", avtal=paper())
    result = desk.verify(paper())
    assert codes(result) == {"SIG106", "SIG117"}
    assert three(result) == "ja ? nej nej"
    assert said(result, "SIG106") == "Filen har inga fält för underskrift och är inte elektroniskt undertecknad."


def encrypted(data: bytes, user: str) -> bytes:
    output = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="hemligt", user=user))
    return output.getvalue()


def test_an_encrypted_pdf_that_anyone_can_read(desk: Desk) -> None:
    result = desk.verify(encrypted(desk.built, ""))
    assert codes(result) == {"SIG107", "SIG127", "SIG135"}
    assert three(result) == "ja ? nej nej"
    assert "Filen är krypterad" in said(result, "SIG127")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda built: encrypted(built, "öppna"), "är skyddad med lösenord"),
        (lambda built: built[:60], "går inte att läsa som PDF: slutet saknas, så filen är avhuggen på vägen"),
        (lambda built: b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF\n", "går inte att läsa som PDF: den är skadad"),
        (lambda built: b"PK\x03\x04" + b"x" * 500, "är öppnad, men har ingen PDF i sig"),
        (lambda built: b" \n", "är tom"),
    ],
    ids=["password", "cut", "garbage", "zip", "empty"],
)
def test_what_cannot_be_read(desk: Desk, data: Callable[[bytes], bytes], words: str) -> None:
    path = desk.put(data(desk.built))
    with pytest.raises(FileFailure, match=words) as caught:
        command(path)
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.FILE


def test_a_file_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(FileFailure, match="finns inte"):
        command(desk.project.root / "post" / "avtal-ekby.pdf")


def test_a_pdf_that_strays_from_the_format(desk: Desk) -> None:
    """The word that ends an object is written in capitals."""
    catalog = desk.built.rindex(b"/Catalog")
    loose = desk.built[:catalog] + desk.built[catalog:].replace(b"endobj", b"ENDOBJ", 1)
    desk.build("ekby", avtal=loose)
    assert codes(desk.verify(both(loose), desk.anchor())) == set()  # the build itself did
    built = desk.built
    desk.build("ekby", avtal=built)
    writer = IncrementalPdfFileWriter(BytesIO(both(built)))
    page = page_of(writer, 2)
    page[pdf_name("/PieceInfo")] = generic.DictionaryObject()
    writer.update_container(page)
    output = BytesIO()
    writer.write(output)
    odd = output.getvalue().rsplit(b"endobj", 1)
    result = desk.verify(b"ENDOBJ".join(odd), desk.anchor())
    assert codes(result) == {"SIG126"}
    assert "följer inte PDF-formatet i allt" in said(result, "SIG126")


def test_a_file_that_is_cut_off(desk: Desk) -> None:
    data = both(desk.built)
    half = len(sign(desk.built, RISE, person("Ylva Berg")))
    result = desk.verify(data[: half + 500], desk.anchor())
    assert codes(result) == {"SIG107", "SIG126"}
    assert said(result, "SIG126").startswith("Filen slutar inte som en PDF ska: efter det som undertecknades ligger ")
    assert three(result) == "nej ja nej nej"


def test_a_number_that_no_object_has_is_no_fault(desk: Desk) -> None:
    """pyHanko's updates tell of one object more than there is (/Size), which no reader minds."""
    writer = IncrementalPdfFileWriter(BytesIO(both(desk.built)))
    other_settings(writer)
    output = BytesIO()
    writer.write(output)
    assert codes(desk.verify(output.getvalue(), desk.anchor())) == {"SIG129"}


@pytest.mark.parametrize("left", [300, 500, 900])
def test_what_is_left_of_a_built_file(desk: Desk, left: int) -> None:
    """Readers that look for objects find some of them."""
    result = desk.verify(desk.built[:left])
    assert codes(result) == {"SIG101", "SIG106", "SIG117", "SIG126"}
    assert "Den är avhuggen på vägen" in said(result, "SIG126")
    assert three(result) == "nej ? nej nej"


# ---------------------------------------------------------------------------------------------------------------------
# Parcels


def parcel(*files: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def detached(data: bytes, signer: SimpleSigner) -> bytes:
    """A signature beside a file (CMS, RFC 5652)."""
    made: bytes = asyncio.run(signer.async_sign_general_data(data, "sha256", detached=True)).dump()
    return made


@pytest.mark.parametrize("first", [True, False])
def test_a_zip_with_the_agreement_and_a_receipt(desk: Desk, first: bool) -> None:
    files = [("Avtal.pdf", both(desk.built)), ("Kvitto.pdf", RECEIPT), ("logotyp.png", PNG)]
    result = desk.verify(parcel(*files if first else reversed(files)), desk.anchor(), name="avtal-ekby.zip")
    assert codes(result) == set()
    assert three(result) == "ja ja ja ja"
    assert {(one.name, one.what) for one in result.others} == {
        ("avtal-ekby.zip", "filen som kom; det som är bedömt är avtal-ekby.zip › Avtal.pdf"),
        ("avtal-ekby.zip › Kvitto.pdf", "en annan PDF, kanske tjänstens kvitto"),
        ("avtal-ekby.zip › logotyp.png", "en bild"),
    }
    assert "Filen avtal-ekby.zip › logotyp.png: en bild." in result.unchecked


def test_an_asic_e_container(desk: Desk) -> None:
    xml = b'<?xml version="1.0"?><asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"/>'
    files = [
        ("mimetype", b"application/vnd.etsi.asic-e+zip"),
        ("avtal.pdf", both(desk.built)),
        ("kvitto.pdf", RECEIPT),
        ("META-INF/signatures001.xml", xml),
    ]
    result = desk.verify(parcel(*files), desk.anchor(), name="avtal-ekby.asice")
    assert codes(result) == set()
    assert three(result) == "ja ja ja ja"
    named = {one.name.rpartition(" › ")[2]: one.what for one in result.others}
    assert named["META-INF/signatures001.xml"] == "en underskrift i XML (XAdES), som inte är kontrollerad här"
    assert named["kvitto.pdf"] == "en annan PDF, kanske tjänstens kvitto"


def test_a_signed_pdf_inside_an_evidence_pdf(desk: Desk) -> None:
    with Pdf.open(BytesIO(RECEIPT)) as evidence:
        evidence.attachments["avtal.pdf"] = pikepdf.AttachedFileSpec(evidence, both(desk.built), filename="avtal.pdf")
        output = BytesIO()
        evidence.save(output)
    result = desk.verify(output.getvalue(), desk.anchor(), name="verifikat.pdf")
    assert codes(result) == set()
    assert three(result) == "ja ja ja ja"
    what = "filen som kom; det som är bedömt är verifikat.pdf › avtal.pdf"
    assert Other("verifikat.pdf", what) in result.others


def test_detached_signatures_in_a_parcel(desk: Desk) -> None:
    built = paper()
    desk.build("ekby", avtal=built)
    files = [
        ("avtal.pdf", built),
        ("ylva.p7s", detached(built, person("Ylva Berg"))),
        ("asa.p7s", detached(built, person("Åsa Lindqvist"))),
    ]
    result = desk.verify(parcel(*files), desk.anchor(), name="avtal-ekby.zip")
    assert faults(result) == set()
    assert result.matches == (True, True)
    assert three(result) == "ja ja ja ja"


def test_a_detached_signature_of_another_file_in_the_parcel(desk: Desk) -> None:
    """The receipt is signed for itself: that says nothing against the agreement."""
    signed = detached(RECEIPT, person("eStämpeln", "Signeringstjänsten Prov AB"))
    files = [("avtal.pdf", both(desk.built)), ("kvitto.pdf", RECEIPT), ("kvitto.pdf.p7s", signed)]
    result = desk.verify(parcel(*files), desk.anchor(), name="avtal-ekby.zip")
    assert faults(result) == set()


@pytest.mark.parametrize("name", ["avtal-ekby.pdf.p7s", "avtal-ekby.p7s"])
def test_a_detached_signature_beside_a_pdf(desk: Desk, name: str) -> None:
    desk.put(desk.built)
    mine = desk.put(detached(desk.built, person("Ylva Berg")), name)
    result = verify(desk.project, mine, Asked(None, (desk.anchor(),)))
    assert faults(result) == {"SIG107"}
    assert said(result, "SIG107") == f"Fältet ”{STAD}” är inte undertecknat."
    assert [one.name for one in result.signatures if one.signed] == ["Ylva Berg"]
    other = desk.put(detached(desk.built + b" ", person("Ylva Berg")), name)
    result = verify(desk.project, other, Asked(None, (desk.anchor(),)))
    assert faults(result) == {"SIG107", "SIG108"}


def test_a_detached_signature_is_no_field_of_the_file(desk: Desk) -> None:
    desk.put(desk.built)
    mine = desk.put(detached(desk.built, person("Ylva Berg")), "avtal-ekby.pdf.p7s")
    assert "SIG138" not in codes(verify(desk.project, mine, Asked(None, (desk.anchor(),))))


def test_a_detached_signature_alone(desk: Desk) -> None:
    path = desk.put(detached(desk.built, person("Ylva Berg")), "avtal-ekby.pdf.p7s")
    with pytest.raises(FileFailure, match="filen som den hör till ligger inte bredvid") as caught:
        verify(desk.project, path)
    assert "avtal-ekby.pdf" in caught.value.hint


# ---------------------------------------------------------------------------------------------------------------------
# What cannot be judged at all


@pytest.mark.parametrize(
    ("name", "data", "words", "hint"),
    [
        (
            "avtal-ekby.docx",
            parcel(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")),
            "är en Word-fil",
            "loftdocs review avtal-ekby.docx",
        ),
        ("foto.png", PNG, "är ingen PDF utan en bild", "arkivera pappersoriginalet"),
        ("kvitto.xml", b'<?xml version="1.0"?><k/>', "är ingen PDF utan uppgifter om undertecknandet", "--kvitto"),
        ("kvitto.html", b"<!doctype html><html>x</html>", "är ingen PDF utan en webbsida", "--kvitto"),
        ("kvitto.txt", b"undertecknat", "är ingen PDF utan en textfil", "--kvitto"),
        ("tom.zip", parcel(("a.txt", b"hej")), "är öppnad, men har ingen PDF i sig", "som den kom från"),
    ],
    ids=["word", "picture", "xml", "html", "text", "zip"],
)
def test_what_was_sent_instead(desk: Desk, name: str, data: bytes, words: str, hint: str) -> None:
    with pytest.raises(FileFailure, match=words) as caught:
        command(desk.put(data, name))
    assert caught.value.message.startswith(name)
    assert hint in caught.value.hint


def scanned(data: bytes, turned: float = 2) -> bytes:
    """The pages as pictures, a little askew, as a copier makes them."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=2).to_pil().convert("RGB") for page in document]
    pages = [page.rotate(turned, Image.Resampling.BICUBIC, fillcolor="white") for page in pages]
    output = BytesIO()
    pages[0].save(output, "PDF", save_all=True, append_images=pages[1:], resolution=144)
    return output.getvalue()


def test_a_scan_of_a_paper_original_is_for_the_eye(desk: Desk) -> None:
    result = desk.verify(scanned(desk.built), name="scan0001.pdf")
    assert "SIG136" in codes(result)
    assert faults(result) == set()
    assert "går inte att avgöra här om" in said(result, "SIG136")
    assert three(result) == "? ? ? ?"
    assert [page.state for page in result.pages] == [PageState.UNCLEAR, PageState.UNCLEAR]
    assert result.case == "ekby"


def test_pictures_of_the_pages_that_lie_as_they_did(desk: Desk) -> None:
    """Printed to pictures: what is seen can be compared, but there are no words to compare."""
    same = desk.verify(scanned(desk.built, 0))
    assert [page.state for page in same.pages] == [PageState.SAME, PageState.SAME]
    assert "både bild och text" not in " ".join(one.message for one in same.findings)
    other = desk.verify(scanned(paper(RISE, STAD, text=AGREEMENT.replace("125 000", "725 000")), 0))
    assert faults(other) >= {"SIG132"}
    assert three(other).startswith("nej ")


def test_a_scan_of_something_else_is_never_a_yes(desk: Desk) -> None:
    result = desk.verify(scanned(paper(text=LETTER)), name="scan0001.pdf")
    assert three(result).split()[0] != "ja"

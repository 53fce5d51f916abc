"""What comes back in a parcel: each kind of container, each limit, and each way to show programs different files."""

import base64
import functools
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from asn1crypto import cms, core

from loftdocs.verify.parcel import Form, Opened, cms_content, form_of, limits, opened
from loftdocs.verify.parcel.opening import look_into
from loftdocs.verify.parcel.walk import Refused, Spent, Walk, inflated

MB = 1_000_000
XML = b'<?xml version="1.0"?><kvitto/>'
DOCX = [("[Content_Types].xml", XML), ("word/document.xml", XML)]


def a_zip(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = comment
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def a_pdf(*attached: tuple[str, bytes], change: Callable[[pikepdf.Pdf], None] | None = None, **save: object) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for number, (name, content) in enumerate(attached):
            pdf.attachments[f"{number:03}"] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        if change:
            change(pdf)
        out = io.BytesIO()
        pdf.save(out, static_id=True, **save)  # type: ignore[arg-type]
    return out.getvalue()


def a_cms(content: bytes | None, kind: str = "data") -> bytes:
    inner = {"content_type": kind} | ({} if content is None else {"content": core.OctetString(content)})
    signed = cms.SignedData(
        {"version": "v1", "digest_algorithms": [], "encap_content_info": inner, "certificates": [], "signer_infos": []}
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()


def in_pieces(content: bytes, size: int = 1000) -> bytes:
    """A signature as BouncyCastle writes it while it reads: no lengths told, the content in pieces."""
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    octets = b"\x24\x80" + b"".join(core.OctetString(piece).dump() for piece in pieces) + b"\0\0"
    inner = b"\x30\x80" + bytes.fromhex("06092a864886f70d010701") + b"\xa0\x80" + octets + b"\0\0" * 2
    signed = b"\x30\x80" + bytes.fromhex("020101" + "3100") + inner + bytes.fromhex("3100") + b"\0\0"
    return b"\x30\x80" + bytes.fromhex("06092a864886f70d010702") + b"\xa0\x80" + signed + b"\0\0" * 2


@functools.cache
def deflated(size: int, byte: bytes = b" ", *, bare: bool = True) -> bytes:
    packer = zlib.compressobj(9, wbits=-15 if bare else 15)
    return b"".join([*(packer.compress(byte * MB) for _ in range(size // MB)), packer.flush()])


def names(found: Opened) -> list[str]:
    return [" › ".join(member.path[1:]) for member in found.members]


def changed(data: bytes, old: bytes, new: bytes, count: int = 1) -> bytes:
    """``old`` replaced from the start on; one that is not there is the test's own fault."""
    assert data.count(old) >= count, old
    return data.replace(old, new, count)


PDF = a_pdf()
WORD = a_zip(*DOCX)


# Forms


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (PDF, Form.PDF),
        (b"\r\nskr\xe4p" + PDF, Form.PDF),
        (b" " * 1019 + b"%PDF-1.7", Form.PDF),
        (b" " * 1020 + b"%PDF-1.7", Form.TEXT),
        (a_zip(("a.pdf", PDF)), Form.ZIP),
        (a_zip(("a.pdf", PDF), method=zipfile.ZIP_STORED), Form.ZIP),
        (a_zip(), Form.ZIP),
        (a_zip(("a.pdf", PDF))[:-30], Form.ZIP),
        (a_zip(("word/avtal.pdf", PDF)), Form.ZIP),
        (WORD, Form.WORD),
        (a_zip(("[Content_Types].xml", XML), ("word/document2.xml", XML)), Form.WORD),
        (a_zip(("[Content_Types].xml", XML), ("xl/workbook.xml", XML)), Form.OTHER),
        (b"{\\rtf1 Avtal}", Form.WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), Form.WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Form.OTHER),
        (a_zip(("mimetype", b"application/vnd.etsi.asic-e+zip"), method=0), Form.ASIC),
        (a_zip(("mimetype", b"application/vnd.etsi.asic-s+zip\n"), method=0), Form.ASIC),
        (a_zip(("a.pdf", PDF), ("META-INF/signatures0.xml", XML)), Form.ASIC),
        (a_zip(("a.pdf", PDF), ("META-INF/signature.p7s", a_cms(None))), Form.ASIC),
        (a_zip(("a.pdf", PDF), ("META-INF/MANIFEST.MF", b"x")), Form.ZIP),
        (
            a_zip(
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("META-INF/documentsignatures.xml", XML),
                method=0,
            ),
            Form.OTHER,
        ),
        (a_cms(None), Form.CMS),
        (a_cms(PDF), Form.CMS),
        (in_pieces(PDF), Form.CMS),
        (base64.encodebytes(a_cms(PDF)), Form.CMS),
        (b"-----BEGIN PKCS7-----\r\n" + base64.encodebytes(a_cms(None)) + b"-----END PKCS7-----\n", Form.CMS),
        (
            b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(b"0\x82" * 40) + b"-----END CERTIFICATE-----\n",
            Form.TEXT,
        ),
        (XML, Form.XML),
        (b"\xef\xbb\xbf" + XML, Form.XML),
        ("<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), Form.XML),
        (b"<ds:Signature xmlns:ds='x'/>", Form.XML),
        (b"<!-- x --><!DOCTYPE html><html>", Form.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", Form.HTML),
        ("Kvitto på underskrift".encode(), Form.TEXT),
        ("Kvitto på underskrift".encode("cp1252"), Form.TEXT),
        (b"a" * 1023 + "å".encode() + b"b", Form.TEXT),
        (b"\x89PNG\r\n\x1a\n\0", Form.PICTURE),
        (b"\xff\xd8\xff\xe0", Form.PICTURE),
        (b"", Form.EMPTY),
        (b"\0\r\n \t" * 5000, Form.EMPTY),
        (b"\0" * 2000 + b"\1", Form.OTHER),
        (b"\x7fELF\1\2\3", Form.OTHER),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, form: Form) -> None:
    assert form_of(data) is form


# Honest parcels


def test_a_zip_of_zips_and_evidence_is_opened_to_the_bottom() -> None:
    evidence = a_pdf(("avtal.pdf", PDF), ("bevis.xml", XML))
    found = opened(a_zip(("svar/", b""), ("svar/inre.zip", a_zip(("bevis.pdf", evidence)))), "svar.zip")
    assert found.refused == ()
    assert found.form is Form.ZIP
    assert [(member.path, member.form) for member in found.members] == [
        (("svar.zip", "svar/inre.zip"), Form.ZIP),
        (("svar.zip", "svar/inre.zip", "bevis.pdf"), Form.PDF),
        (("svar.zip", "svar/inre.zip", "bevis.pdf", "avtal.pdf"), Form.PDF),
        (("svar.zip", "svar/inre.zip", "bevis.pdf", "bevis.xml"), Form.XML),
    ]
    assert found.members[2].data == PDF


def test_an_asic_container_and_the_signature_in_it() -> None:
    parcel = a_zip(
        ("mimetype", b"application/vnd.etsi.asic-e+zip"),
        ("avtal.pdf", PDF),
        ("META-INF/signature001.p7s", a_cms(None)),
        method=zipfile.ZIP_STORED,
    )
    found = opened(parcel, "avtal.asice")
    assert (found.form, found.refused) == (Form.ASIC, ())
    assert [member.form for member in found.members] == [Form.TEXT, Form.PDF, Form.CMS]


@pytest.mark.parametrize(
    "raw", ["Bilaga å.pdf".encode("cp850"), "Bilaga å.pdf".encode(), "Bilaga a\u030a.pdf".encode()]
)
def test_swedish_names_of_all_makes_are_read(raw: bytes) -> None:
    plain = "x" * len(raw)
    assert names(opened(a_zip((plain, PDF)).replace(plain.encode(), raw), "a.zip")) == ["Bilaga å.pdf"]


class Unseekable(io.BytesIO):
    """A stream that is written as it goes, as services do: sizes stand after each file."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation


@pytest.mark.parametrize("large", [False, True])
def test_an_archive_that_was_streamed_is_read(large: bool) -> None:
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.pdf", "b.pdf"):
            with archive.open(name, "w", force_zip64=large) as file:
                file.write(PDF)
    found = opened(out.getvalue(), "a.zip")
    assert (names(found), found.refused) == (["a.pdf", "b.pdf"], ())


def test_an_archive_with_zip64_records_is_read() -> None:
    data = a_zip(("a.pdf", PDF))
    last = data.rindex(b"PK\5\6")
    size, begin = struct.unpack_from("<2I", data, last + 12)
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, size, begin)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, last, 1)
    full = b"PK\5\6" + b"\0" * 4 + b"\xff" * 12 + b"\0\0"
    assert names(opened(data[:last] + record + locator + full, "a.zip")) == ["a.pdf"]
    other = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, size, begin, 0)
    assert "två innehållsförteckningar" in opened(data[:last] + record + locator + other, "a.zip").refused[0]


@pytest.mark.parametrize("kind", ["der", "pieces", "base64", "pem", "many pieces"])
def test_the_content_of_an_attached_signature(kind: str) -> None:
    der = a_cms(PDF)
    data = {
        "der": der,
        "pieces": in_pieces(PDF),
        "many pieces": in_pieces(PDF, 3),
        "base64": base64.encodebytes(der).replace(b"\n", b"\r\n"),
        "pem": b"-----BEGIN CMS-----\n" + base64.encodebytes(der) + b"-----END CMS-----\n",
    }[kind]
    assert cms_content(data) == PDF
    found = opened(data, "avtal.pdf.p7m")
    assert [(member.path, member.data) for member in found.members] == [(("avtal.pdf.p7m", "avtal.pdf"), PDF)]
    assert found.refused == ()


@pytest.mark.parametrize("data", [a_cms(None), b"", PDF, XML, b"0\x80", b"MIIB", a_cms(PDF)[:-20], b"0" * 100])
def test_no_content_where_there_is_none(data: bytes) -> None:
    assert cms_content(data) is None


def test_a_detached_signature_is_nothing_to_remark_on() -> None:
    assert opened(a_cms(None), "avtal.p7s") == Opened(Form.CMS, (), ())


def test_a_signature_within_a_signature() -> None:
    found = opened(a_cms(a_cms(PDF)), "avtal.pdf.p7m.p7m")
    assert names(found) == ["avtal.pdf.p7m", "avtal.pdf.p7m › avtal.pdf"]


# Attachments of PDFs


def in_af(pdf: pikepdf.Pdf) -> None:
    specification = pikepdf.AttachedFileSpec(pdf, XML, filename="af.xml").obj
    pdf.pages[0].obj.AF = pikepdf.Array([pdf.make_indirect(specification)])


def in_annotation(pdf: pikepdf.Pdf) -> None:
    specification = pikepdf.AttachedFileSpec(pdf, XML, filename="af.xml").obj
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=specification)
    pdf.pages[0].obj.Annots = pikepdf.Array([note])


def in_related_files(pdf: pikepdf.Pdf) -> None:
    pairs = pikepdf.Array([pikepdf.String("af.xml"), pdf.make_stream(XML)])
    pdf.Root.X = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, RF=pikepdf.Dictionary(F=pairs))


@pytest.mark.parametrize("place", [in_af, in_annotation, in_related_files])
@pytest.mark.parametrize("streams", list(pikepdf.ObjectStreamMode))
def test_an_attachment_is_found_wherever_it_hangs(
    place: Callable[[pikepdf.Pdf], None], streams: pikepdf.ObjectStreamMode
) -> None:
    found = opened(a_pdf(change=place, object_stream_mode=streams), "bevis.pdf")
    assert [(member.path[-1], member.data) for member in found.members] == [("af.xml", XML)]


def test_a_stream_that_calls_itself_an_attachment_is_found() -> None:
    def loose(pdf: pikepdf.Pdf) -> None:
        pdf.Root.X = pdf.make_stream(XML, Type=pikepdf.Name.EmbeddedFile)

    assert names(opened(a_pdf(change=loose), "bevis.pdf")) == ["(utan namn)"]


def test_names_of_attachments() -> None:
    found = opened(
        a_pdf(("C:\\svar\\a.xml", XML), ("a.xml", XML), ("a.xml", XML + b"\n"), ("x\u202elmx.a", XML)), "b.pdf"
    )
    assert names(found) == ["a.xml", "a.xml (2)"]  # the same file twice is one
    assert found.refused == (
        "Filen b.pdf › x\ufffdlmx.a är inte öppnad: namnet har tecken som inte syns eller som vänder på texten.",
    )


def test_a_file_in_two_guises_is_refused() -> None:
    def two(pdf: pikepdf.Pdf) -> None:
        next(iter(pdf.attachments.values())).obj.EF.UF = pdf.make_stream(b"annat")

    found = opened(a_pdf(("a.xml", XML), change=two), "b.pdf")
    assert not found.members
    assert "två utföranden" in found.refused[0]


def attached(raw: bytes, **keys: object) -> bytes:
    """A PDF with an attachment of these packed bytes."""

    def put(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(raw, filter=keys.get("Filter"), decode_parms=keys.get("DecodeParms"))  # type: ignore[arg-type]
        pdf.Root.X = pikepdf.Dictionary(F="x.xml", EF=pikepdf.Dictionary(F=stream))

    return a_pdf(change=put, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


FLATE, HEX, A85, LZW, RUNS = (
    pikepdf.Name(f"/{name}Decode") for name in ("Flate", "ASCIIHex", "ASCII85", "LZW", "RunLength")
)
UP = pikepdf.Dictionary(Predictor=12, Columns=len(XML))


@pytest.mark.parametrize(
    ("raw", "keys"),
    [
        (XML, {}),
        (zlib.compress(XML), {"Filter": FLATE}),
        (XML.hex().encode() + b"\n>", {"Filter": HEX}),
        (base64.a85encode(XML) + b"~>", {"Filter": A85}),
        (base64.a85encode(zlib.compress(XML)) + b"~>", {"Filter": pikepdf.Array([A85, FLATE])}),
        (bytes([len(XML) - 1]) + XML + b"\x80", {"Filter": RUNS}),
        (zlib.compress(b"\2" + XML), {"Filter": FLATE, "DecodeParms": UP}),
    ],
)
def test_filters_of_attachments(raw: bytes, keys: dict[str, object]) -> None:
    found = opened(attached(raw, **keys), "b.pdf")
    assert [member.data for member in found.members] == [XML]
    assert found.refused == ()


@pytest.mark.parametrize(
    ("raw", "keys", "why"),
    [
        (b"\0" * 40_000, {"Filter": LZW}, "säkert"),
        (b"\0" * 40, {"Filter": pikepdf.Array([FLATE, LZW])}, "säkert"),
        (b"\0" * 40, {"Filter": pikepdf.Array([FLATE] * 5)}, "mer än 4 gånger"),
        (zlib.compress(XML)[:-6], {"Filter": FLATE}, "slutet saknas"),
        (b"inte packat", {"Filter": FLATE}, "skadad"),
        (b"zz>", {"Filter": HEX}, "skadad"),
    ],
)
def test_attachments_that_are_not_unpacked(raw: bytes, keys: dict[str, object], why: str) -> None:
    found = opened(attached(raw, **keys), "b.pdf")
    assert not found.members
    assert why in found.refused[0]
    assert "b.pdf › x.xml" in found.refused[0]


def test_an_attachment_that_lies_elsewhere_is_told() -> None:
    def elsewhere(pdf: pikepdf.Pdf) -> None:
        next(iter(pdf.attachments.values())).obj.EF.F.F = pikepdf.String("C:/hemligt.txt")

    found = opened(a_pdf(("a.xml", XML), change=elsewhere), "b.pdf")
    assert not found.members
    assert "hänvisning till en annan" in found.refused[0]


def test_an_encrypted_pdf_is_told() -> None:
    for user in ("", "hemligt"):
        data = a_pdf(("a.xml", XML), encryption=pikepdf.Encryption(owner="x", user=user))
        found = opened(data, "b.pdf")
        assert not found.members
        assert found.refused[0].startswith("Bilagor i b.pdf är inte lästa: den är skyddad")


# Limits


def test_a_file_that_lies_too_deep_is_named_and_not_opened() -> None:
    data = a_zip(("d.pdf", PDF))
    for name in "cba":
        data = a_zip((f"{name}.zip", data))
    found = opened(data, "ytterst.zip")
    assert names(found) == ["a.zip", "a.zip › b.zip", "a.zip › b.zip › c.zip"]
    assert found.refused == (
        "Filen ytterst.zip › a.zip › b.zip › c.zip är inte öppnad: den ligger djupare än 3 filer i varandra.",
    )


@pytest.mark.parametrize("inner", [a_pdf(("x.pdf", PDF)), a_cms(PDF)])
def test_too_deep_is_said_of_what_holds_something_only(inner: bytes) -> None:
    for last, said in ((inner, 1), (PDF, 0), (a_cms(None), 0)):
        found = opened(a_zip(("a.zip", a_zip(("b.zip", a_zip(("c", last)))))), "y.zip")
        assert (len(found.members), len(found.refused)) == (3, said)


@pytest.mark.parametrize("count", [200, 201, 1_001])
def test_too_many_files(count: int) -> None:
    found = opened(a_zip(*((f"{n}.txt", b"x") for n in range(count))), "a.zip")
    assert len(found.members) == (200 if count == 200 else 0)
    assert found.refused == (() if count == 200 else ("Filen a.zip är inte öppnad: det är fler än 200 filer.",))


def test_too_many_files_in_many_archives() -> None:
    parts = [(f"{n}.zip", a_zip(*((f"{m}.txt", b"x") for m in range(20)))) for n in range(50)]
    found = opened(a_zip(*parts), "a.zip")
    assert len(found.members) == limits.MAX_FILES
    assert "fler än 200 filer" in found.refused[0]


def test_too_many_attachments() -> None:
    found = opened(a_pdf(*((f"{n}.txt", b"%d" % n) for n in range(201))), "a.pdf")
    assert found == Opened(Form.PDF, (), ("Bilagor i a.pdf är inte lästa: det är fler än 200 filer.",))


def raw_zip(name: bytes, packed: bytes, size: int, crc: int = 0, method: int = 8, flags: int = 0) -> bytes:
    """An archive of one file, its headers written by hand."""
    facts = struct.pack("<3I", crc, len(packed), size)
    head = b"\x14\0" + struct.pack("<2H", flags, method) + b"\0\0\x21\0" + facts + struct.pack("<2H", len(name), 0)
    local = b"PK\3\4" + head + name + packed
    line = b"PK\1\2\x14\0" + head + b"\0" * 10 + struct.pack("<I", 0) + name
    return local + line + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(line), len(local), 0)


@pytest.mark.parametrize("told", [300 * MB, 10, 0])
def test_a_bomb_in_a_zip_costs_little(told: int) -> None:
    packed = deflated(300 * MB)
    walk = Walk()
    with pytest.raises(Refused, match="200 gånger"):
        inflated(walk, packed, bare=True)
    assert walk.unpacked <= limits.MAX_RATIO * len(packed) + limits.PIECE
    data = raw_zip(b"a.pdf", packed, told)
    tracemalloc.start()
    found = opened(data, "a.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.members == ()
    assert "200 gånger sin storlek" in found.refused[0]
    assert peak < 150 * MB


def test_a_file_and_a_whole_that_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE", 3 * MB)
    monkeypatch.setattr(limits, "MAX_TOTAL", 10 * MB)
    noise = zlib.compress(bytes(range(256)) * 10)[:500]
    block = (noise * (2 * MB // len(noise) + 1))[: 2 * MB]
    large = opened(a_zip(("stor.bin", block * 2), ("liten.txt", b"x"), method=0), "a.zip")
    assert "större än 3 MB" in large.refused[0]
    files = [(f"{n}.bin", bytes([n]) + block) for n in range(6)]
    walk_all = opened(a_zip(*files, method=0)[: 3 * MB], "a.zip")
    assert not walk_all.members  # cut off: an archive without its list
    monkeypatch.setattr(limits, "MAX_FILE", 30 * MB)
    whole = opened(a_zip(*files, method=0), "a.zip")
    assert names(whole) == ["0.bin", "1.bin", "2.bin", "3.bin"]
    assert whole.refused == (
        "De filer som återstår i a.zip är inte öppnade: allt tillsammans är större än 10 MB uppackat.",
    )
    monkeypatch.setattr(limits, "MAX_FILE", MB)
    assert opened(a_zip(*files, method=0), "a.zip").refused == ("Filen a.zip är inte öppnad: den är större än 1 MB.",)


def test_what_is_refused_counts_too() -> None:
    """Many bombs, each stopped in time, must not come to much together."""
    packed = deflated(60 * MB)
    files = [raw_zip(b"x", packed, 1) for _ in range(150)]
    walk = Walk()
    with pytest.raises(Spent):
        look_into(walk, a_zip(*((f"{n}.zip", one) for n, one in enumerate(files)), method=0), Form.ZIP, ("a.zip",))
    assert walk.unpacked <= limits.MAX_TOTAL + limits.PIECE


def test_a_bomb_in_a_pdf_costs_little() -> None:
    found = opened(attached(deflated(300 * MB, bare=False), Filter=FLATE), "b.pdf")
    assert not found.members
    assert "200 gånger sin storlek" in found.refused[0]
    layers = zlib.compress(deflated(300 * MB, bare=False), 9)
    found = opened(attached(layers, Filter=pikepdf.Array([FLATE, FLATE])), "b.pdf")
    assert "200 gånger sin storlek" in found.refused[0]


def packed_objects(packed: bytes, filters: bytes = b"/FlateDecode", keys: bytes = b"/N 1 /First 5") -> bytes:
    """A PDF whose catalogue is in an object stream of these bytes."""
    out = b"%PDF-1.7\n"
    places = {}
    for number, body in (
        (2, b"<< /Type /Pages /Kids [] /Count 0 >>"),
        (
            4,
            b"<< /Type /ObjStm %s /Filter %s /Length %d >>\nstream\n%s\nendstream"
            % (keys, filters, len(packed), packed),
        ),
    ):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = {2: (1, places[2], 0), 4: (1, places[4], 0), 5: (1, len(out), 0), 10: (2, 4, 0)}
    table = b"".join(struct.pack(">BIB", *rows.get(number, (0, 0, 0))) for number in range(11))
    head = b"5 0 obj\n<< /Type /XRef /Size 11 /W [1 4 1] /Root 10 0 R /Length %d >>\nstream\n" % len(table)
    return out + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out)


CATALOGUE = b"10 0 << /Type /Catalog /Pages 2 0 R /X << /F (x.xml) /EF << /F 12 0 R >> >> >>"


@pytest.mark.parametrize("keys", [b"/N 1 /First 5", b"/#4e 1 /F#69rst 5"])
def test_a_bomb_in_a_pdfs_own_structure_never_reaches_the_reader(monkeypatch: pytest.MonkeyPatch, keys: bytes) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the reader was asked")

    monkeypatch.setattr(pikepdf, "open", never)
    packer = zlib.compressobj(9)
    packed = packer.compress(CATALOGUE) + b"".join(packer.compress(b" " * MB) for _ in range(110)) + packer.flush()
    found = opened(packed_objects(packed, keys=keys), "b.pdf")
    assert found.members == ()
    assert "Bilagor i b.pdf är inte lästa: den packas upp till orimligt mycket" in found.refused[0]
    for filters in (b"/LZWDecode", b"/#4cZWDecode", b"[/ASCIIHexDecode /FlateDecode]", b"9 0 R"):
        assert "inte kan läsas säkert" in opened(packed_objects(packed, filters, keys), "b.pdf").refused[0]


def test_the_readers_own_limits_are_set_and_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    whose = pikepdf.settings.set_qpdf_limits(flate_max_memory=123_456_789)
    during: list[object] = []
    whole = pikepdf.open

    def spy(*args: object, **keys: object) -> object:
        during.append(pikepdf.settings.get_qpdf_limits()["flate_max_memory"])
        return whole(*args, **keys)  # type: ignore[arg-type]

    data = a_pdf(("a.xml", XML))
    monkeypatch.setattr(pikepdf, "open", spy)
    try:
        assert names(opened(data, "b.pdf")) == ["a.xml"]
        after = pikepdf.settings.get_qpdf_limits()["flate_max_memory"]
    finally:
        pikepdf.settings.set_qpdf_limits(**whose)  # type: ignore[arg-type]
    assert during == [limits.MAX_STRUCTURE]
    assert after == 123_456_789


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.7\n1 0 obj<< /EF 1 0 R /X [" + b"0 " * 8_000_000 + b"]>>endobj", id="many numbers"),
        pytest.param(b"%PDF-1.7\n/EF " + b"stream\nx" * 200_001, id="many streams"),
    ],
)
def test_a_pdf_of_very_many_parts_never_reaches_the_reader(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.delattr(pikepdf, "open")
    assert opened(data, "b.pdf").refused == ("Bilagor i b.pdf är inte lästa: den är för stor eller för invecklad.",)


def test_many_large_pdfs_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TOKENS", 3_000)
    found = opened(a_zip(*((f"{n}.pdf", a_pdf((f"{n}.xml", XML))) for n in range(40))), "a.zip")
    told = [said for said in found.refused if "för stor eller för invecklad" in said]
    assert 0 < len(told) < 40
    assert len(found.members) + len(told) == 80


@pytest.mark.parametrize(("limit", "value"), [("MAX_OBJECTS", 3), ("MAX_SECONDS", -1.0)])
def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, limit: str, value: float) -> None:
    data = a_pdf(("a.xml", XML))
    monkeypatch.setattr(limits, limit, value)
    found = opened(data, "b.pdf")
    assert not found.members
    assert found.refused[0].startswith("Bilagor i b.pdf är inte lästa:")


# Archives that two programs read differently


@pytest.mark.parametrize(
    ("pair", "kept"),
    [
        (("avtal.pdf", "avtal.pdf"), 0),
        (("avtal.pdf", "AVTAL.PDF"), 0),
        (("avtal.pdf", "avtal.pdf."), 0),
        (("avtal.pdf", "./avtal.pdf"), 0),
        (("å.pdf", "a\u030a.pdf"), 0),
        (("a/b.pdf", "a\\b.pdf"), 0),
        (("avtal.pdf", "avtal2.pdf"), 2),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_refused(pair: tuple[str, str], kept: int) -> None:
    found = opened(a_zip((pair[0], PDF), (pair[1], b"annat"), ("kvitto.xml", XML)), "a.zip")
    assert len(found.members) == kept + 1
    assert ["flera filer med det namnet" in said for said in found.refused] == [True] * len(set(found.refused))
    assert bool(found.refused) is (kept == 0)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../avtal.pdf", "utanför"),
        ("a/../../avtal.pdf", "utanför"),
        ("a\\..\\avtal.pdf", "utanför"),
        ("/etc/avtal.pdf", "utanför"),
        ("\\\\dator\\avtal.pdf", "utanför"),
        ("C:\\avtal.pdf", "utanför"),
        ("c:avtal.pdf", "utanför"),
        ("avtal\x1b[8m.pdf", "tecken som inte syns"),
        ("avtal\r\n.pdf", "tecken som inte syns"),
        ("lata\u202efdp.exe", "tecken som inte syns"),
        ("avtal\u200b.pdf", "tecken som inte syns"),
        ("a" * 1_000, "längre än 255"),
        ("..", "säger ingenting"),
        (" ", "säger ingenting"),
    ],
)
def test_bad_names_are_refused_and_shown_clean(name: str, why: str) -> None:
    found = opened(a_zip((name, PDF), ("b.pdf", PDF)), "a\x1b.zip")
    assert names(found) == ["b.pdf"]
    assert why in found.refused[0]
    assert all(character.isprintable() for character in found.refused[0] + found.members[0].path[0])
    assert len(found.refused[0]) < 250


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("av\x1b[8mtal", "av␛[8mtal"),
        ("av\u00adtal", "av\ufffdtal"),
        ("av \u00a0\ntal", "av tal"),
        ("\n", "(utan namn)"),
    ],
)
def test_what_cannot_be_seen_in_a_name_has_a_stand_in(name: str, seen: str) -> None:
    assert opened(a_zip(("a/../b", PDF)), name).refused[0].startswith(f"Filen {seen} › a/../b är inte öppnad")


TWO = a_zip(("a.pdf", PDF), ("b.pdf", PDF + b"\n"), method=0)
ONE = a_zip(("a.pdf", PDF))
LIST = TWO.index(b"PK\1\2")


def spliced(data: bytes, at: int, new: bytes, insert: bool = False) -> bytes:
    return data[:at] + new + data[at + (0 if insert else len(new)) :]


def without_first_line(data: bytes) -> bytes:
    """The list of contents without its first file, which still is there for a program that reads from the start."""
    second = data.index(b"PK\1\2", LIST + 4)
    last = data.rindex(b"PK\5\6")
    size, begin = last - second, LIST
    return data[:LIST] + data[second:last] + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, size, begin, 0)


@pytest.mark.parametrize(
    ("data", "kept", "why"),
    [
        pytest.param(changed(ONE, b"a.pdf", b"b.pdf"), 0, "två uppgifter", id="other name in the header"),
        pytest.param(spliced(ONE, 8, b"\0\0"), 0, "två uppgifter", id="other method in the header"),
        pytest.param(spliced(ONE, 14, b"abcd"), 0, "två uppgifter", id="other checksum in the header"),
        pytest.param(spliced(ONE, 18, b"\1\0\0\0"), 0, "två uppgifter", id="other packed size in the header"),
        pytest.param(spliced(ONE, 22, b"\1\0\0\0"), 0, "två uppgifter", id="other size in the header"),
        pytest.param(spliced(ONE, 6, b"\x08\0"), 0, "två uppgifter", id="sizes promised after it, not there"),
        pytest.param(spliced(TWO, 60, b"xx"), 1, "kontrollsumman", id="other content"),
        pytest.param(without_first_line(TWO), 0, "inte står i dess innehållsförteckning", id="a file in no list"),
        pytest.param(ONE[:-40], 0, "skadat eller avklippt", id="cut"),
        pytest.param(ONE[: len(ONE) // 2], 0, "skadat eller avklippt", id="cut in half"),
        pytest.param(TWO[:40] + TWO[60:], 0, "skadat eller avklippt", id="bytes missing"),
        pytest.param(b"MZ\0\1" * 10 + ONE, 0, "skadat eller avklippt", id="something before, places not moved"),
        pytest.param(ONE + b"skr\xe4p!", 1, "6 byte som inte hör till", id="something after"),
        pytest.param(raw_zip(b"a", b"x", 1, zlib.crc32(b"x"), 0, 1), 0, "lösenord", id="encrypted"),
        pytest.param(raw_zip(b"a", b"x", 1, zlib.crc32(b"x"), 99), 0, "lösenord", id="AES"),
        pytest.param(raw_zip(b"a", b"x", 1, zlib.crc32(b"x"), 14), 0, "nummer 14", id="LZMA"),
        pytest.param(raw_zip(b"a", deflated(0) + b"x", 0), 0, "två uppgifter", id="more than the packed file"),
        pytest.param(raw_zip(b"a", deflated(0), 5), 0, "två uppgifter", id="less than both headers say"),
        pytest.param(changed(TWO, b"\2\0\2\0", b"\1\0\1\0"), 0, "skadat eller", id="more lines than counted"),
        pytest.param(raw_zip(b"a", b"\xff\xff", 1), 0, "skadad", id="no Deflate data"),
        pytest.param(raw_zip(b"a/", b"x", 1, zlib.crc32(b"x"), 0), 0, "mapp med innehåll", id="folder with content"),
        pytest.param(changed(ONE, b"\0\0\1\0\1\0", b"\1\0\1\0\1\0"), 0, "delat i flera", id="part of several"),
    ],
)
def test_archives_that_cannot_be_believed(data: bytes, kept: int, why: str) -> None:
    found = opened(data, "a.zip")
    assert found.form is Form.ZIP
    assert len(found.members) == kept
    assert len(found.refused) == 1
    assert why in found.refused[0]


def test_something_before_an_archive_is_told() -> None:
    out = io.BytesIO(b"\1\2" * 10)
    out.seek(20)
    with zipfile.ZipFile(out, "a") as archive:  # with the places moved, as in self-extracting archives
        archive.writestr("a.pdf", PDF, zipfile.ZIP_DEFLATED)
    found = opened(out.getvalue(), "a.exe")
    assert (found.form, names(found)) == (Form.ZIP, ["a.pdf"])
    assert found.refused == ("Filen a.exe har 20 byte som inte hör till någon fil i arkivet: de är inte lästa.",)


def test_files_that_share_their_bytes_are_refused() -> None:
    """David Fifield's bomb: many lines of the list point at one packed core."""
    line = TWO[LIST : TWO.index(b"PK\1\2", LIST + 4)]
    lines = b"".join(changed(line, b"a.pdf", b"%05d" % n) for n in range(100))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 100, 100, len(lines), LIST, 0)
    found = opened(TWO[:LIST] + lines + end, "a.zip")
    assert found.members == ()
    assert "ligger i varandra" in found.refused[0]


def test_a_link_and_a_second_name_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("länk.pdf")
        link.create_system, link.external_attr = 3, 0xA1FF << 16
        archive.writestr(link, "/etc/passwd")
        twice = zipfile.ZipInfo("a.pdf")
        twice.extra = struct.pack("<2HBI", 0x7075, 10, 1, zlib.crc32(b"a.pdf")) + b"b.pdf"
        archive.writestr(twice, PDF)
    found = opened(out.getvalue(), "a.zip")
    assert not found.members
    assert "hänvisning till en annan" in found.refused[0]
    assert "två namn" in found.refused[1]


# Files of two kinds


@pytest.mark.parametrize("start", [PDF, b"\x89PNG\r\n\x1a\n", XML + b" " * 1024, b"Hej" * 999])
def test_an_archive_behind_another_file_is_told(start: bytes) -> None:
    found = opened(start + ONE, "a.pdf")
    assert found.form is form_of(start)
    assert not found.members
    assert found.refused == (
        "Filen a.pdf är också ett ZIP-arkiv, som andra program kan visa: den delen är inte öppnad.",
    )


def test_an_archive_behind_a_word_file_hides_it() -> None:
    """The list that counts is the last one: what Word would show is not certain, so that it is no Word file."""
    assert opened(WORD + ONE, "a.docx") == Opened(
        Form.ZIP, (), ("Filen a.docx är inte öppnad: arkivet är skadat eller avklippt.",)
    )


def test_a_pdf_around_an_archives_header_is_a_pdf() -> None:
    """The PDF begins in a header's extra field: what a PDF reader shows is none of the archive's files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.extra = struct.pack("<2H", 0xCAFE, len(PDF)) + PDF
        archive.writestr(info, b"x")
    found = opened(out.getvalue(), "a.pdf")
    assert found.form is Form.PDF
    assert "också ett ZIP-arkiv" in found.refused[-1]


def test_an_archive_that_is_attached_is_no_second_kind() -> None:
    data = a_pdf(("inre.zip", ONE), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    for parcel in (data, a_cms(ONE)):
        found = opened(parcel, "a")
        assert found.refused == ()
        assert len(found.members) == 2


def test_what_follows_a_signature_is_told() -> None:
    assert "4 byte efter underskriften" in opened(a_cms(PDF) + b"mera", "a.p7m").refused[0]
    assert opened(a_cms(PDF) + b"\r\n", "a.p7m").refused == ()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (a_cms(PDF)[:-20], "slutet saknas"),
        (b"0\x80" + bytes.fromhex("06092a864886f70d010703") + b"\xa0\x80" + b"0\x80" * 3, "slutet saknas|skadad"),
        (b"0\x20" + bytes.fromhex("06092a864886f70d010703") + b"\0" * 40, "krypterad"),
        (b"0\x20" + bytes.fromhex("06092a864886f70d010705") + b"\0" * 40, "ingen underskrift"),
        (in_pieces(PDF).replace(b"\x24\x80", b"\x30\x80", 1), "ett slag som inte kan läsas"),
        (b"0\x80" + bytes.fromhex("06092a864886f70d010702") + b"\xa0\x80" * 200_000, "skadad"),
        (base64.b64encode(a_cms(PDF))[:-3] + b"!", "skadad"),
    ],
)
def test_signatures_that_cannot_be_read(data: bytes, why: str) -> None:
    found = opened(data, "a.p7m")
    assert (found.form, found.members) == (Form.CMS, ())
    assert any(one in found.refused[0] for one in why.split("|"))


@pytest.mark.parametrize("parcel", [TWO, a_pdf(("a.xml", XML), ("inre.zip", ONE)), in_pieces(PDF), WORD])
def test_no_damage_makes_it_fall(parcel: bytes) -> None:
    """Cut, and overwritten, at each of some hundred places in turn: an answer is given."""
    step = max(1, len(parcel) // 400)
    for at in range(0, len(parcel), step):
        for data in (parcel[:at], parcel[:at] + b"\xff\0\xff\xff" + parcel[at + 4 :]):
            found = opened(data, "a")
            assert all(said.endswith(".") and said.isprintable() for said in found.refused)


def test_sentences_are_counted_when_they_are_many() -> None:
    found = opened(a_zip(*((f"../{n}", b"x") for n in range(150))), "a.zip")
    assert len(found.refused) == limits.MAX_SAID + 1
    assert found.refused[-1] == "Ytterligare 50 sådana anmärkningar visas inte."

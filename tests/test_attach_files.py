"""Files that are attached and should not be, or not quite: each has its own finding at its place in the case file."""

import io
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from loftdocs.attach import looking
from loftdocs.attach.content import Reader
from loftdocs.attach.found import Found, Stop
from loftdocs.attach.looking import look
from loftdocs.convert import Engine
from loftdocs.failures import PdfEngineFailure

from .attaching import A3, A4_WIDE, action, attach, comment, embed, form, locked, odt, pdf, picture, word, xfa
from .conftest import Built, Sandbox
from .signing import certificate, sign

WORD_MACRO = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
LISTENER = '<office:event-listeners><script:event-listener script:event-name="x"/></office:event-listeners>'
LINKED = '<text:p><draw:frame><draw:image xlink:href="http://exempel.se/bild.png"/></draw:frame></text:p>'
DEEP = 200_000


def found(sandbox: Sandbox, command: str = "check") -> list[tuple[str, str, str]]:
    """The code, the severity and the place of what is told of the papers."""
    return [
        (one["code"], one["severity"], one["path"])
        for one in sandbox.findings(command, "prov")
        if (one["path"] or "").startswith("bilagor")
    ]


def codes(sandbox: Sandbox) -> set[str]:
    return {code for code, _, _ in found(sandbox)}


def with_part(path: Path, parts: dict[str, bytes]) -> None:
    """A Word file with parts that it should not have."""
    word(path)
    with zipfile.ZipFile(path, "a") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def bomb(made: Pdf) -> None:
    """Has the page's content unfold to gigabytes."""
    packer = zlib.compressobj(9)
    zeros = b"0 0 m " * 1_000_000
    data = b"".join(packer.compress(zeros) for _ in range(600)) + packer.flush()
    stream = made.make_stream(b"")
    stream.write(data, filter=Name.FlateDecode)
    made.pages[0].obj.Contents = stream


def deep(made: Pdf) -> None:
    """Has one thing in another in another."""
    inner = made.make_indirect(Dictionary())
    for _ in range(DEEP):
        inner = made.make_indirect(Dictionary(X=inner))
    made.pages[0].obj.PieceInfo = inner


def deep_tags(made: Pdf) -> None:
    """A structure tree that is as deep as no document's is."""
    root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    above = root
    for _ in range(5_000):
        element = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=above))
        above.K = element
        above = element
    made.Root.StructTreeRoot, made.Root.MarkInfo = root, Dictionary(Marked=True)
    root.ParentTree = made.make_indirect(Dictionary(Nums=Array([0, Array([above])])))
    made.pages[0].obj.StructParents = 0
    made.pages[0].contents_add(b"/Sect <</MCID 0>> BDC", prepend=True)
    made.pages[0].contents_add(b"EMC")


def circle(made: Pdf) -> None:
    """A form that draws itself."""
    form_on_page = made.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form_on_page.Resources = Dictionary(XObject=Dictionary(X=form_on_page))
    made.pages[0].obj.Resources.XObject = Dictionary(X=form_on_page)
    made.pages[0].contents_add(b"/X Do")


BAD: list[tuple[str, str, Callable[[Path], object]]] = [
    ("FIL501", "saknas.pdf", lambda path: None),
    ("FIL501", "mapp.pdf", lambda path: path.mkdir()),
    ("FIL501", "../utanför.pdf", lambda path: pdf(path, "Utanför")),
    ("FIL501", "a" * 300 + ".pdf", lambda path: None),
    ("FIL502", "lista.xlsx", lambda path: path.write_bytes(b"PK")),
    ("FIL502", "utanandelse", lambda path: path.write_bytes(b"text")),
    ("FIL502", "bild.pdf", lambda path: Image.new("RGB", (9, 9)).save(path, "PNG")),
    ("FIL502", "papper.png", lambda path: pdf(path, "En PDF")),
    ("FIL502", "text.pdf", lambda path: path.write_text("bara text")),
    ("FIL502", "gammal.docx", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))),
    ("FIL504", "tom.pdf", lambda path: path.write_bytes(b"")),
    ("FIL504", "utansidor.pdf", lambda path: pdf(path)),
    ("FIL504", "skadad.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(200))),
    ("FIL504", "skadad.docx", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200))),
    ("FIL504", "skadad.png", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))),
    ("FIL504", "annan.odt", lambda path: word(path)),
    ("FIL505", "last.pdf", lambda path: pdf(path, "Låst", encryption=locked(to_open=True))),
    ("FIL505", "skyddad.pdf", lambda path: pdf(path, "Skyddad", encryption=locked(to_open=False))),
    ("FIL505", "last.odt", lambda path: odt(path, parts={"META-INF/manifest.xml": "<a><encryption-data/></a>"})),
    ("FIL506", "js.pdf", lambda path: pdf(path, "Ett", change=action("JavaScript", JS=String("app.alert(1)")))),
    ("FIL506", "start.pdf", lambda path: pdf(path, "Ett", change=action("Launch", F=String("cmd.exe")))),
    ("FIL506", "skicka.pdf", lambda path: pdf(path, "Ett", change=action("SubmitForm", F=String("http://x")))),
    ("FIL506", "inbaddad.pdf", lambda path: pdf(path, "Ett", change=embed)),
    ("FIL506", "xfa.pdf", lambda path: pdf(path, "Ett", change=xfa)),
    ("FIL506", "makro.docx", lambda path: with_part(path, WORD_MACRO)),
    ("FIL506", "makro.odt", lambda path: odt(path, body=LISTENER)),
    ("FIL506", "basic.odt", lambda path: odt(path, parts={"Basic/Standard/M.bas": "Sub Main"})),
    ("FIL506", "lankad.odt", lambda path: odt(path, body=LINKED)),
    ("FIL507", "stor.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(50_000_001))),
    ("FIL507", "manga.pdf", lambda path: pdf(path, *["x"] * 501)),
    ("FIL507", "vid.pdf", lambda path: pdf(path, "Vid", size=(14_000, 14_000))),
    ("FIL507", "smal.pdf", lambda path: pdf(path, "Smal", size=(5, 700))),
    ("FIL507", "djup.pdf", lambda path: pdf(path, "Djup", change=deep_tags)),
    ("FIL507", "packad.pdf", lambda path: pdf(path, "Packad", change=bomb)),
    ("FIL507", "bild.png", lambda path: Image.new("1", (20_000, 10_000)).save(path)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "make"), BAD, ids=[name[:20] for _, name, _ in BAD])
def test_what_cannot_be_merged_is_an_error_at_its_place(
    sandbox: Sandbox, code: str, name: str, make: Callable[[Path], object]
) -> None:
    folder = attach(sandbox, f"fil: {name}\ntitel: Handling")
    make(folder / name)
    assert found(sandbox) == [(code, "fel", "bilagor[0].fil")]
    answer = sandbox.run("build", "prov")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert not (sandbox.project.build / "prov").exists()


TOLD: list[tuple[str, str, Callable[[Path], object]]] = [
    ("FIL509", "lagad.pdf", lambda path: cut(path)),
    ("FIL510", "kommentar.pdf", lambda path: pdf(path, "Ett", change=comment)),
    ("FIL510", "blankett.pdf", lambda path: pdf(path, "Ett", change=form)),
    ("FIL511", "otaggad.pdf", lambda path: pdf(path, "Ett")),
    ("FIL512", "otaggad.pdf", lambda path: pdf(path, "Ett")),
    ("FIL514", "liggande.pdf", lambda path: pdf(path, "Ett", size=A4_WIDE)),
    ("FIL514", "a3.pdf", lambda path: pdf(path, "Ett", size=A3)),
    ("FIL511", "cirkel.pdf", lambda path: pdf(path, "Ett", change=circle)),
    ("FIL511", "djup.pdf", lambda path: pdf(path, "Ett", change=deep)),
]  # fmt: skip


def cut(path: Path) -> None:
    """A PDF whose list of parts is gone."""
    pdf(path, "Ett", "Tre")
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"startxref")])


@pytest.mark.parametrize(("code", "name", "make"), TOLD, ids=[f"{code} {name}" for code, name, _ in TOLD])
def test_what_can_be_merged_is_merged_and_told(
    sandbox: Sandbox, code: str, name: str, make: Callable[[Path], object]
) -> None:
    folder = attach(sandbox, f"fil: {name}\ntitel: Handling")
    make(folder / name)
    told = found(sandbox)
    assert code in {one for one, _, _ in told}
    assert {severity for _, severity, _ in told} <= {"varning", "upplysning"}
    assert sandbox.run("build", "prov").code == 0


def test_a_signature_is_told_to_be_lost(sandbox: Sandbox, enkoping: Built) -> None:
    folder = attach(sandbox, "fil: avtal.pdf\ntitel: Avtalet")
    sign(
        enkoping.folder / "avtal-enkoping.pdf",
        folder / "avtal.pdf",
        "Underskrift – RISE",
        certificate("Ylva Berg"),
    )
    assert ("FIL508", "varning", "bilagor[0].fil") in found(sandbox)


def test_the_same_file_twice_is_told_by_its_content(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: a.png\ntitel: A", "fil: b.png\ntitel: B", "fil: a.png\ntitel: C")
    picture(folder / "a.png")
    picture(folder / "b.png")
    twice = [path for code, _, path in found(sandbox) if code == "FIL503"]
    assert twice == ["bilagor[1].fil", "bilagor[2].fil"]


def test_an_unknown_place_is_an_error_with_a_guess(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: a.png\ntitel: A\nefter: partneravtalet")
    picture(folder / "a.png")
    (told,) = [one for one in sandbox.findings("check", "prov") if one["code"] == "FIL515"]
    assert told["path"] == "bilagor[0].efter"
    assert "Menade du ”partneravtal”?" in told["message"]


def test_a_misspelt_name_has_a_guess(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: prislistan.pdf\ntitel: Prislista")
    pdf(folder / "prislista.pdf", "Priser")
    (told,) = [one for one in sandbox.findings("check", "prov") if one["code"] == "FIL501"]
    assert "Menade du prislista.pdf?" in told["message"]


def test_an_attached_word_file_is_no_unused_template(sandbox: Sandbox) -> None:
    folder = attach(sandbox, "fil: prislista.docx\ntitel: Prislista")
    word(folder / "prislista.docx")
    assert "FIL202" not in sandbox.codes()
    sandbox.edit()
    assert "FIL202" in sandbox.codes()


def test_a_file_that_is_let_in_by_an_exception_is_still_not_converted(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = attach(sandbox, "fil: makro.docx\ntitel: Makro")
    with_part(folder / "makro.docx", WORD_MACRO)
    case = (sandbox.project.cases / "prov.yaml").read_text(encoding="utf-8")
    sandbox.write(case.replace("undantag: []", "undantag:\n  - regel: FIL506\n    skäl: Den är från oss."))
    submitted: list[str] = []
    real = Engine.submit
    monkeypatch.setattr(Engine, "submit", lambda self, a, b: (submitted.append(a.name), real(self, a, b))[1])
    assert ("FIL516", "fel", "bilagor[0].fil") in found(sandbox, "build")
    assert not [name for name in submitted if name.startswith("bilagd")]


def test_what_libreoffice_cannot_convert_is_told_at_its_place(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = attach(sandbox, "fil: trasig.docx\ntitel: Trasig")
    word(folder / "trasig.docx", text="En text som ingen har gjort förut.")
    real = Engine.finished

    def failing(self: Engine, jobs: list[tuple[Path, Path, object]]) -> object:
        if any(docx.name.startswith("bilagd") for docx, _, _ in jobs):
            raise PdfEngineFailure("LibreOffice gjorde ingen PDF.")
        return real(self, jobs)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "finished", failing)
    assert ("FIL516", "fel", "bilagor[0].fil") in found(sandbox, "build")


def test_a_process_that_is_ended_by_its_limits_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(tmp_path / "bild.png", (301, 201))
    monkeypatch.setattr(looking, "python", lambda limits: [sys.executable, "-c", "import os; os._exit(9)"])
    assert look(tmp_path / "bild.png", "unik text").found.stop is Stop.TOO_MUCH


def test_a_file_that_hangs_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(tmp_path / "bild.png", (302, 202))
    monkeypatch.setattr(looking, "SECONDS", 0.5)
    monkeypatch.setattr(looking, "python", lambda limits: [sys.executable, "-c", "import time; time.sleep(600)"])
    assert look(tmp_path / "bild.png", "unik text").found.stop is Stop.TOO_MUCH


def test_a_claim_is_only_a_claim(tmp_path: Path) -> None:
    def claim(made: Pdf) -> None:
        with made.open_metadata() as metadata:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "A"

    pdf(tmp_path / "lovar.pdf", "Ett", change=claim)
    seen = look(tmp_path / "lovar.pdf", "").found
    assert (seen.claims, seen.archive) == ("PDF/A-2a", "")
    assert "typsnittet Helvetica, som inte följer med i filen" in seen.not_archive


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"0 0 0 1 k 0 0 9 9 re f", {"färger i CMYK, som bara stämmer med en egen färgprofil"}),
        (b"0 0 9 9 re f zz", {"ritkommandon som inte finns i standarden"}),
        (b"0 0 9 9 re f", set()),
    ],
)
def test_what_is_drawn_is_judged(content: bytes, faults: set[str]) -> None:
    with Pdf.new() as made:
        made.add_blank_page()
        made.pages[0].obj.Contents = made.make_stream(content)
        assert Reader().page(made.pages[0]).faults == faults


@pytest.mark.parametrize(
    ("content", "untagged", "nested", "broken"),
    [
        (b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC", False, False, False),
        (b"/Artifact BMC 0 0 9 9 re f EMC", False, False, False),
        (b"0 0 9 9 re f", True, False, False),
        (b"/P <</MCID 0>> BDC /Span <</MCID 1>> BDC EMC EMC", False, True, False),
        (b"/P <</MCID 0>> BDC EMC /P <</MCID 0>> BDC EMC", False, True, False),
        (b"q EMC", False, False, True),
        (b"/P <</MCID 0>> BDC", False, False, True),
    ],
)
def test_what_is_tagged_is_seen(content: bytes, untagged: bool, nested: bool, broken: bool) -> None:
    with Pdf.new() as made:
        made.add_blank_page()
        made.pages[0].obj.Contents = made.make_stream(content)
        drawn = Reader().page(made.pages[0])
        assert (drawn.untagged, drawn.nested, drawn.broken) == (untagged, nested, broken)


def test_what_is_found_survives_the_way_between_processes() -> None:
    one = Found(Stop.LOCKED, "lösenord", not_archive=("a", "b"), odd=(1, 2))
    assert Found.of(asdict(one)) == one


def test_photographs_that_lie_on_their_side_are_turned_upright(tmp_path: Path) -> None:
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 200), "navy").save(drawn, "JPEG", exif=exif)
    (tmp_path / "foto.jpg").write_bytes(drawn.getvalue())
    looked = look(tmp_path / "foto.jpg", "Ett foto")
    assert looked.found.turned == ()
    with pikepdf.open(io.BytesIO(looked.pdf)) as made:
        image = made.pages[0].obj.Resources.XObject.Bild
        assert (int(image.Width), int(image.Height)) == (200, 400)

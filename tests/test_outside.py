"""Word files from strangers: what would be fetched, run or opened outside the file is refused before it is read."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from loftdocs.read.outside import reaches
from loftdocs.read.package import PackageError, TooLarge
from loftdocs.render.template import render

from .conftest import Sandbox
from .test_render import png

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" '
)


def word(folder: Path, body: str = "", relations: str = "", parts: dict[str, bytes] | None = None) -> Path:
    """A Word file with a paragraph, and more in its body, among the body's relations, and beside them."""
    source = BytesIO()
    document = Document()
    document.add_paragraph("Ett vanligt stycke.")
    document.save(source)
    path = folder / "mall.docx"
    with ZipFile(source) as before, ZipFile(path, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                data = data.replace("<w:sectPr", f"{body}<w:sectPr", 1)
            if name == "word/_rels/document.xml.rels":
                data = data.replace("</Relationships>", f"{relations}</Relationships>")
            after.writestr(name, data.encode("utf-8", "surrogateescape"))
        for name, content in (parts or {}).items():
            after.writestr(name, content)
    return path


def relation(kind: str, target: str, *, external: bool = True, key: str = "rIdX") -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def paragraph(inside: str) -> str:
    return f"<w:p {_SPACES}><w:r><w:t>Se här</w:t></w:r>{inside}</w:p>"


def complex_field(*pieces: str) -> str:
    """A field whose instruction is divided between runs, as Word does where it likes."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return paragraph(
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>förr</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def nested_field() -> str:
    """A field whose name is what another field gives."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    inner = f"{begin}<w:r><w:instrText>QUOTE 73</w:instrText></w:r>{end}"
    return paragraph(f"{begin}{inner}<w:r><w:instrText>NCLUDETEXT x</w:instrText></w:r>{end}")


RELATIONS = {
    "picture from the net": ("image", "http://exempel.se/x.png"),
    "picture from the disk": ("image", "file:///etc/passwd"),
    "picture from a share": ("image", "\\\\server\\delad\\x.png"),
    "attached template": ("attachedTemplate", "http://exempel.se/x.dotm"),
    "linked object": ("oleObject", "file:///C:/x.xlsx"),
    "subdocument": ("subDocument", "file:///x.docx"),
    "frame": ("frame", "http://exempel.se/x.htm"),
    "chunk": ("aFChunk", "http://exempel.se/x.htm"),
    "styles": ("styles", "http://exempel.se/styles.xml"),
    "unheard of": ("något", "http://exempel.se/x"),
    "link to a script": ("hyperlink", "javascript:alert(1)"),
    "link to a file": ("hyperlink", "file:///C:/x.exe"),
    "link beside the file": ("hyperlink", "rapport.docx"),
}


@pytest.mark.parametrize("kind", RELATIONS)
def test_a_relation_to_something_outside_is_refused(tmp_path: Path, kind: str) -> None:
    name, target = RELATIONS[kind]
    (reach,) = reaches(word(tmp_path, relations=relation(name, target)))
    assert (reach.target, reach.carried) == (target, False)
    (finding,) = render(tmp_path / "mall.docx", {}).findings
    assert (finding.code, finding.severity) == ("MALL201", "fel")
    assert target in finding.message
    assert "Word" in finding.hint
    assert (finding.place.document or "").endswith("mall.docx")


def test_a_relation_outside_that_does_not_say_so_is_refused(tmp_path: Path) -> None:
    assert reaches(word(tmp_path, relations=relation("image", "http://exempel.se/x.png", external=False)))


def test_a_picture_that_calls_itself_a_link_is_refused_and_its_paragraph_quoted(tmp_path: Path) -> None:
    body = paragraph('<w:r><w:pict><v:shape><v:imagedata r:href="rIdX"/></v:shape></w:pict></w:r>')
    (reach,) = reaches(word(tmp_path, body, relation("hyperlink", "https://exempel.se/x.png")))
    assert (reach.what, reach.quote) == ("en länkad bild", "Se här")


@pytest.mark.parametrize("target", ["https://exempel.se/a?b=c", "mailto:a@exempel.se", "tel:+4617162", "#rubrik", ""])
def test_a_link_that_a_reader_clicks_is_let_in(tmp_path: Path, target: str) -> None:
    body = paragraph('<w:hyperlink r:id="rIdX"><w:r><w:t>länk</w:t></w:r></w:hyperlink>')
    assert reaches(word(tmp_path, body, relation("hyperlink", target))) == ()
    assert reaches(word(tmp_path, complex_field(f' HYPERLINK "{target}" \\o "tips"'))) == ()


TEXTS = {
    "text": complex_field(' INCLUDETEXT "file:///etc/passwd"'),
    "divided": complex_field(" INCL", "UDEPIC", 'TURE "http://exempel.se/x.png"'),
    "small letters": complex_field(" includepicture http://exempel.se/x.png"),
    "DDE": complex_field(' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
    "LINK": complex_field(' LINK Excel.Sheet.12 "C:\\\\x.xlsx"'),
    "DATABASE": complex_field(' DATABASE \\d "C:\\\\x.mdb"'),
    "RD": complex_field(' RD "C:\\\\x.docx"'),
    "simple": f'<w:p {_SPACES}><w:fldSimple w:instr="INCLUDETEXT x"><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>',
    "computed": nested_field(),
    "script": complex_field(' HYPERLINK "javascript:x()"'),
    "VML": paragraph('<w:r><w:pict><v:shape><v:imagedata src="http://exempel.se/x.png"/></v:shape></w:pict></w:r>'),
    "VML fill": paragraph('<w:r><w:pict><v:rect><v:fill o:href="http://exempel.se/x"/></v:rect></w:pict></w:r>'),
    "VML link": paragraph('<w:r><w:pict><v:shape href="file:///x.exe"/></w:pict></w:r>'),
    "video": paragraph('<w:r><wp15:webVideoPr embeddedHtml="&lt;iframe&gt;"/></w:r>'),
    "mail merge": f'<w:mailMerge {_SPACES}><w:connectString w:val="Data Source=C:\\x.mdb"/></w:mailMerge>',
}


@pytest.mark.parametrize("kind", TEXTS)
def test_what_fetches_in_the_text_is_refused(tmp_path: Path, kind: str) -> None:
    (finding,) = render(word(tmp_path, TEXTS[kind]), {}).findings
    assert finding.code == "MALL201"
    assert kind == "mail merge" or finding.place.quote is not None


@pytest.mark.parametrize("instruction", ["PAGE", "TOC \\o", 'MERGEFIELD "Länk"', "REF länk", "MACROBUTTON Nej x"])
def test_ordinary_fields_are_let_in(tmp_path: Path, instruction: str) -> None:
    assert reaches(word(tmp_path, complex_field(f" {instruction} "))) == ()


def test_an_instruction_that_the_template_puts_together_is_refused(tmp_path: Path) -> None:
    """The template itself has no such field; what comes of it has."""
    body = complex_field("{{ 'INCLUDE' }}TEXT", ' "file:///etc/passwd"')
    assert reaches(word(tmp_path, body)) == ()
    findings = render(tmp_path / "mall.docx", {}).findings
    assert [finding.code for finding in findings] == ["MALL201"]


CARRIED = {
    "object": (relation("oleObject", "embeddings/o.bin", external=False), {"word/embeddings/o.bin": b"x"}),
    "sheet": (relation("package", "embeddings/x.xlsx", external=False), {"word/embeddings/x.xlsx": b"PK"}),
    "macro": (relation("vbaProject", "vbaProject.bin", external=False), {"word/vbaProject.bin": _OLE}),
    "control": (relation("control", "activeX/a.xml", external=False), {"word/activeX/a.xml": b"<a/>"}),
    "page": (relation("aFChunk", "x.htm", external=False), {"word/x.htm": b"<html/>"}),
    "object without a relation": ("", {"word/media/x.bin": _OLE}),
    "macro without a relation": ("", {"word/vbaProject.bin": b"x"}),
    "PostScript": ("", {"word/media/x.png": b"%!PS-Adobe-3.0 EPSF-3.0"}),
    "PDF": ("", {"word/media/x.jpeg": b"%PDF-1.7"}),
    "packed SVG": ("", {"word/media/x.emz": gzip.compress(b"<svg/>")}),
}


@pytest.mark.parametrize("kind", CARRIED)
def test_a_program_or_another_document_inside_is_refused(tmp_path: Path, kind: str) -> None:
    relations, parts = CARRIED[kind]
    findings = render(word(tmp_path, relations=relations, parts=parts), {}).findings
    assert {finding.code for finding in findings} == {"MALL202"}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
FETCHING_SVG = {
    "picture": SVG.format('<image x:href="http://exempel.se/x.png"/>'),
    "file": SVG.format('<use href="file:///x.svg#a"/>'),
    "style": SVG.format("<style>@import 'http://exempel.se/x.css';</style>"),
    "url": SVG.format('<rect fill="url(http://exempel.se/x#a)"/>'),
    "script": SVG.format("<script>x()</script>"),
    "entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;"),
    "inside another": SVG.format('<image href="data:image/svg+xml;base64,AAAA"/>'),
}


@pytest.mark.parametrize("kind", FETCHING_SVG)
@pytest.mark.parametrize("name", ["word/media/x.svg", "word/media/x.png"])
def test_an_svg_picture_that_fetches_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    assert reaches(word(tmp_path, parts={name: FETCHING_SVG[kind].encode()}))


def test_pictures_that_are_pictures_are_let_in(tmp_path: Path) -> None:
    kept = SVG.format('<image href="data:image/png;base64,AAAA"/><use href="#a"/><rect fill="url(#a)"/>')
    parts = {"word/media/x.svg": kept.encode(), "word/media/y.png": png(2, 2), "word/media/z.emz": gzip.compress(b"\1")}
    assert reaches(word(tmp_path, parts=parts)) == ()


def test_a_file_that_can_be_read_in_two_ways_is_not_read(tmp_path: Path) -> None:
    path = word(tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(PackageError):
        reaches(path)
    with pytest.raises(PackageError):
        reaches(word(tmp_path, parts={"mimetype": b"application/vnd.oasis.opendocument.text"}))
    with pytest.raises(PackageError):
        reaches(word(tmp_path, parts={"word/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))


def test_what_unpacks_to_too_much_or_nests_too_deep_is_a_finding(tmp_path: Path) -> None:
    deep = "<w:smartTag>" * 5000 + "</w:smartTag>" * 5000
    for path in (word(tmp_path, f"<w:p {_SPACES}>{deep}</w:p>"), word(tmp_path, parts={"a.bin": b"\0" * 210_000_000})):
        with pytest.raises(TooLarge):
            reaches(path)
        (finding,) = render(path, {}).findings
        assert finding.code == "MALL204"


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A server that only remembers what it was sent: its port, and the beginnings."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(2)
                    heard.append(b"")
                    heard[-1] = connection.recv(1000)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_build_fetches_nothing_for_a_template(sandbox: Sandbox) -> None:
    sandbox.edit()
    own = sandbox.project.cases / "prov"
    own.mkdir()
    with listening() as (port, heard):
        target = f"http://127.0.0.1:{port}/x.png"
        word(own, relations=relation("image", target)).rename(own / "informationsfolder.docx")
        findings = [f for f in sandbox.findings("build", "prov") if f["code"] == "MALL201"]
    assert [(f["document"], target in f["message"]) for f in findings] == [("cases/prov/informationsfolder.docx", True)]
    assert heard == []

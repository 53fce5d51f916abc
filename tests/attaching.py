"""Files to attach to a case, good and bad, each made here."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from docx import Document
from docx.shared import Cm
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from .conftest import ENKOPING, Sandbox

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = "application/vnd.oasis.opendocument.text"
A4, A4_WIDE, A3 = (595, 842), (842, 595), (842, 1191)


def attach(sandbox: Sandbox, *papers: str, case: str = ENKOPING) -> Path:
    """Enköping's case with these papers, each the lines of one item; the folder that their files are to lie in."""
    items = "".join("  - " + paper.strip().replace("\n", "\n    ") + "\n" for paper in papers)
    sandbox.write(f"{case}\nbilagor:\n{items}")
    folder = sandbox.project.cases / "prov"
    folder.mkdir(exist_ok=True)
    return folder


def word(path: Path, *, title: str = "Prislista", text: str = "Timpriset är 1 200 kr.", picture: bool = False) -> None:
    """A Word file with a title, a heading and a text; and with a picture that has no alternative text."""
    document = Document()
    document.add_heading(title, 0)
    document.add_heading("Priser", 1)
    document.add_paragraph(text)
    if picture:
        drawn = io.BytesIO()
        Image.new("RGB", (40, 40), "navy").save(drawn, "PNG")
        drawn.seek(0)
        document.add_picture(drawn, width=Cm(3))
    document.save(str(path))


def odt(path: Path, *, body: str = "", parts: dict[str, str] | None = None) -> None:
    """A text in OpenDocument with a heading and a paragraph, and what else is asked for."""
    names = " ".join(
        f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "draw", "script", "style", "table")
    )
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
        "<office:body>"
        '<office:text><text:h text:outline-level="1">Tidplan</text:h><text:p>Arbetet börjar i januari.</text:p>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TEXT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", _TEXT)
        for name, data in {"META-INF/manifest.xml": manifest, "content.xml": content, **(parts or {})}.items():
            package.writestr(name, data)


def pdf(
    path: Path,
    *texts: str,
    size: tuple[float, float] = A4,
    change: Callable[[Pdf], object] = lambda made: None,
    **saved: object,
) -> None:
    """A PDF with a page for each text, without tags and with a font that does not come along."""
    with Pdf.new() as made:
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for text in texts:
            made.add_blank_page(page_size=size)
            page = made.pages[-1].obj
            page.Resources = Dictionary(Font=Dictionary(F=font))
            page.Contents = made.make_stream(f"BT /F 24 Tf 72 200 Td ({text}) Tj ET".encode("latin-1"))
        change(made)
        made.save(path, **saved)  # type: ignore[arg-type]


def picture(path: Path, size: tuple[int, int] = (300, 200)) -> None:
    """A picture of two colours, in the format that its name says."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("navy", (0, 0, size[0] // 2, size[1]))
    drawn.save(path)


def action(kind: str, **more: object) -> Callable[[Pdf], object]:
    """Has a PDF do something when it is opened."""

    def change(made: Pdf) -> None:
        made.Root.OpenAction = Dictionary({"/S": Name(f"/{kind}"), **{f"/{key}": value for key, value in more.items()}})

    return change


def embed(made: Pdf) -> None:
    """Puts a file into a PDF."""
    made.attachments["hemligt.txt"] = b"hemligt"


def xfa(made: Pdf) -> None:
    """Makes a PDF an XFA form."""
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array())


def comment(made: Pdf) -> None:
    """Puts a note on the first page."""
    looks = made.make_stream(b"0 0 20 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 20, 20]))
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([100, 700, 120, 720]),
        Contents=String("Är det här rätt?"),
        F=4,
        AP=Dictionary(N=looks),
    )
    made.pages[0].obj.Annots = Array([made.make_indirect(note)])


def form(made: Pdf) -> None:
    """Puts a filled in field on the first page."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    looks = made.make_stream(
        b"/Tx BMC BT /F 12 Tf 2 4 Td (Ifyllt) Tj ET EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 100, 20]),
        Resources=Dictionary(Font=Dictionary(F=font)),
    )
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("namn"),
            V=String("Ifyllt"),
            Rect=Array([72, 600, 172, 620]),
            F=4,
            AP=Dictionary(N=looks),
        )
    )
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def hidden_layer(made: Pdf) -> None:
    """Puts a text on the first page in a layer that is not shown."""
    group = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Utkast")))
    made.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group])))
    page = made.pages[0]
    page.obj.Resources.Properties = Dictionary(U=group)
    page.contents_add(b"/OC /U BDC 0 0 400 400 re f EMC")


def locked(*, to_open: bool) -> pikepdf.Encryption:
    """A password to open a PDF, or only one to change it."""
    return pikepdf.Encryption(owner="ägare", user="öppna" if to_open else "")

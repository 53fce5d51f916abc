"""One LibreOffice for a thousand documents, and documents that want out: to the network, or to the rest of the disk."""

import io
import os
import socket
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from random import Random
from statistics import median

from docx import Document

from loftdocs.convert import Engine
from loftdocs.failures import Failure
from tests.stress.tally import Tally

_WIDER, _SLOWER = 1.25, 1.6  # how much more of memory and time the last documents may take than those in the middle
_FEW = 200  # of fewer nothing can be said
_CANARY = "Kanariefågel 4711"


def a_thousand(folder: Path, documents: int, seed: int) -> Tally:
    """So many documents through one engine: its memory and its time for each stay what they were."""
    chance, seconds, memory = Random(seed), [], []
    engine = Engine(1)
    try:
        for number in range(documents):
            docx = folder / f"{number}.docx"
            _paper(docx, chance, number)
            start = time.perf_counter()
            (pdf,) = engine.convert([docx], folder)
            seconds.append(time.perf_counter() - start)
            memory.append(_resident(engine))
            if pdf.stat().st_size < 1000:
                return Tally(number, lost=1, notes=(f"{number}: en tom PDF",))
            docx.unlink()
            pdf.unlink()
    finally:
        engine.close()
    found = Tally(documents)
    if documents < _FEW:
        return found
    fifth = documents // 5
    if max(memory[-fifth:]) > _WIDER * max(memory[fifth : 2 * fifth]):
        said = f"minnet växte från {max(memory[fifth : 2 * fifth]):,} till {max(memory[-fifth:]):,} byte"
        found += Tally(wrong=1, notes=(said,))
    if median(seconds[-fifth:]) > _SLOWER * median(seconds[fifth : 2 * fifth]):
        said = (
            f"ett dokument tog {median(seconds[-fifth:]):.3f} s i stället för {median(seconds[fifth : 2 * fifth]):.3f}"
        )
        found += Tally(wrong=1, notes=(said,))
    return found


def _paper(docx: Path, chance: Random, number: int) -> None:
    paper = Document()
    paper.add_heading(f"Avtal {number}", 1)
    for _ in range(chance.randrange(1, 30)):
        paper.add_paragraph("Parterna är överens om det som står här. " * chance.randrange(1, 12))
    paper.save(str(docx))


def _resident(engine: Engine) -> int:
    """Bytes in memory of the engine's process; 0 where it has none of its own."""
    processes = [worker.process for worker in engine.pool.workers if worker.process] if engine.pool else []
    pages = [int(Path(f"/proc/{one.pid}/statm").read_text().split()[1]) for one in processes]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


class Listener:
    """A server on this computer that counts who comes, and answers nobody."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.came = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.came += 1
            connection.close()


def wants_out(_folder: Path, tries: int, seed: int) -> Tally:
    """Documents given to the engine itself, past the check that refuses them, that point out of their folder."""
    chance, found = Random(seed), Tally()
    listener = Listener()
    with tempfile.TemporaryDirectory(prefix="utanför-") as name, tempfile.TemporaryDirectory(prefix="inne-") as inner:
        outside, inside = Path(name), Path(inner)
        (outside / "hemlig.txt").write_text(_CANARY, encoding="utf-8")
        (outside / "hemlig.png").write_bytes(_picture())
        engine = Engine(1)
        try:
            for number in range(tries):
                targets = (f"http://127.0.0.1:{listener.port}/{number}.png", (outside / "hemlig.png").as_uri())
                docx = inside / f"{number}.docx"
                docx.write_bytes(_linking(chance.choice(targets), chance, (outside / "hemlig.txt")))
                try:
                    (pdf,) = engine.convert([docx], inside)
                    found += Tally(1, outside=_holds(pdf), notes=(f"{number}: hemlig fil i PDF",) * _holds(pdf))
                except Failure:
                    found += Tally(1)  # no PDF, and so nothing let out
        finally:
            engine.close()
        left = sorted(path.name for path in outside.iterdir())
        if left != ["hemlig.png", "hemlig.txt"]:
            found += Tally(outside=1, notes=(f"skrivet utanför: {left}",))
    listener.socket.close()
    return found + Tally(connections=listener.came, notes=(f"{listener.came} anslutningar",) * bool(listener.came))


def _holds(pdf: Path) -> int:
    """1 if the PDF shows the secret text, or has a picture in it: no document here has one of its own."""
    import pikepdf

    from loftdocs.verify.origin import page_texts

    with pikepdf.open(pdf) as document:
        pictures = any(page.get_images() for page in document.pages)
    return int(pictures or any(_CANARY in text for text in page_texts(pdf.read_bytes())))


def _picture() -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (40, 40), (200, 0, 0)).save(written, "PNG")
    return written.getvalue()


_RELATION = (
    '<Relationship Id="rOut" TargetMode="External" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
)
_DRAWN = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="77" name="b"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="b"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rOut"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_VML = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt;height:90pt">'
    '<v:imagedata xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:href="rOut" '
    'r:id="rOut"/></v:shape></w:pict></w:r></w:p>'
)
_FIELD = '<w:p><w:fldSimple w:instr=" {word} &quot;{target}&quot; \\d "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'


def _linking(target: str, chance: Random, secret: Path) -> bytes:
    """A Word file that points at the target in one of the ways there are."""
    made = io.BytesIO()
    paper = Document()
    paper.add_paragraph("Avtal")
    paper.save(made)
    way = chance.choice(("image", "image", "vml", "INCLUDEPICTURE", "INCLUDETEXT", "attachedTemplate", "subDocument"))
    body = {"image": _DRAWN, "vml": _VML}.get(way, "")
    if way.startswith("INCLUDE"):
        pointed = secret.as_uri() if way == "INCLUDETEXT" else target
        body = _FIELD.format(word=way, target=pointed)
    elif way == "subDocument":
        body = '<w:subDoc xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rOut"/>'
    kind = "image" if way in ("image", "vml") or way.startswith("INCLUDE") else way
    again = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            elif name == "word/_rels/document.xml.rels":
                relation = _RELATION.format(target=target, kind=kind)
                text = text.replace(b"</Relationships>", relation.encode())
            new.writestr(name, text)
    return again.getvalue()

"""LibreOffice in a process of its own, by LibreOfficeKit: run as a script, never imported.

    python kit.py PROGRAM-FOLDER PROFILE-URI EXPORT-OPTIONS

It says ``ready`` on its standard output, then reads one JSON array ``[docx, pdf]`` from each line of its standard
input and answers each with ``ok`` or ``error`` and a reason. It ends when its input does, whatever it is at. Only the
standard library is used, so that it starts at once and works in any Python.

The structures are the heads of LibreOffice's ``_LibreOfficeKitClass`` and ``_LibreOfficeKitDocumentClass``
(include/LibreOfficeKit/LibreOfficeKit.h), of which only the functions used here are described.
"""

import contextlib
import ctypes
import json
import os
import select
import sys
import tempfile
import zipfile
from pathlib import Path
from threading import Thread

_LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")
_Handle = ctypes.c_void_p
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The least Word file: one line, in the templates' own font.
_LINE_OF_TEXT = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_OFFICE}"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r" Type="{_RELATION}" Target="word/document.xml"/></Relationships>""",
    "word/document.xml": f"""<w:document xmlns:w="{_WORDS}"><w:body><w:p><w:r>
<w:rPr><w:rFonts w:ascii="Carlito" w:hAnsi="Carlito"/><w:lang w:val="sv-SE"/></w:rPr><w:t>Å</w:t>
</w:r></w:p></w:body></w:document>""",
}


class _Office(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, _Handle)),
        ("load", ctypes.CFUNCTYPE(_Handle, _Handle, ctypes.c_char_p)),
        ("error", ctypes.CFUNCTYPE(ctypes.c_char_p, _Handle)),
    )


class _Document(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, _Handle)),
        ("save_as", ctypes.CFUNCTYPE(ctypes.c_int, _Handle, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p)),
    )


def _functions(handle: int, kind: type[ctypes.Structure]) -> ctypes.Structure:
    """The functions of an object: its first member points at them."""
    table = ctypes.cast(handle, ctypes.POINTER(ctypes.c_void_p))[0]
    return ctypes.cast(table, ctypes.POINTER(kind)).contents


def _start(program: Path, profile: str) -> int:
    library = next(program / name for name in _LIBRARIES if (program / name).exists())
    hook = ctypes.CDLL(str(library)).libreofficekit_hook_2
    hook.restype, hook.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_char_p)
    office = hook(str(program).encode(), profile.encode())
    if not office:
        raise OSError("LibreOfficeKit does not start")
    return int(office)


def _convert(office: int, docx: str, pdf: str, options: bytes) -> str:
    functions = _functions(office, _Office)
    document = functions.load(office, Path(docx).as_uri().encode())
    if not document:
        return f"error {functions.error(office).decode(errors='replace')}"
    done = _functions(document, _Document).save_as(document, Path(pdf).as_uri().encode(), b"pdf", options)
    _functions(document, _Document).destroy(document)
    return "ok" if done else f"error {functions.error(office).decode(errors='replace')}"


def _warm_up(office: int, options: bytes) -> None:
    """Converts a line of text: what LibreOffice reads in for its first document is then there when that comes."""
    with tempfile.TemporaryDirectory(prefix="loftdocs-") as folder:
        docx = Path(folder) / "a.docx"
        with zipfile.ZipFile(docx, "w") as package:
            for name, content in _LINE_OF_TEXT.items():
                package.writestr(name, content)
        _convert(office, str(docx), str(docx.with_suffix(".pdf")), options)


def _end_with_builder() -> None:
    """Ends this process as soon as nobody can write to it: a builder that was killed leaves no one who still writes.

    It would end by itself too, but only after what it is at, in a folder that the next command already sweeps.
    """
    waiting = select.poll()
    waiting.register(0, 0)  # whatever is asked for, that the other end is closed is told

    def wait(milliseconds: int | None = None) -> None:
        if waiting.poll(milliseconds):
            os._exit(0)

    wait(0)  # before anything is written
    Thread(target=wait, daemon=True).start()


def main(program: str, profile: str, options: str) -> None:
    # LibreOffice writes to standard output now and then: the answers get a stream of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _end_with_builder()
    office = _start(Path(program), profile)
    with contextlib.suppress(OSError):
        _warm_up(office, options.encode())
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        docx, pdf = json.loads(line)
        print(_convert(office, docx, pdf, options.encode()).replace("\n", " "), file=answers, flush=True)
    answers.flush()
    os._exit(0)  # LibreOffice's own clean-up hangs


if __name__ == "__main__":
    main(*sys.argv[1:])

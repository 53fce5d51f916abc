"""LibreOffice when it does not do as it should: missing, old, failing, hanging; and two at a time."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docx import Document

from loftdocs import convert
from loftdocs.convert import libreoffice
from loftdocs.failures import MissingToolFailure, PdfEngineFailure

from .conftest import Sandbox

VERSION = "if '--version' in sys.argv: print('LibreOffice {} abc'); sys.exit()"
WRITE = """
import pathlib
out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])
for name in sys.argv[sys.argv.index('--outdir') + 2:]:
    (out / (pathlib.Path(name).stem + '.pdf')).write_bytes(b'%PDF-1.7 xref trailer<<>> startxref 9 %%EOF')
"""
Fake = Callable[[str], Path]


def docx(folder: Path, name: str = "a") -> Path:
    document = Document()
    document.add_heading("Rubrik", 1)
    path = folder / f"{name}.docx"
    document.save(str(path))
    return path


def test_missing(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTDOCS_SOFFICE", "/finns/inte/soffice")
    libreoffice.find.cache_clear()
    convert.close()
    sandbox.edit()
    answer = sandbox.run("build", "prov")
    libreoffice.find.cache_clear()
    convert.close()
    assert answer.code == 3
    assert "LibreOffice, som gör PDF-filerna, finns inte" in answer.err
    assert not sandbox.project.build.exists()


def test_too_old(fake_office: Fake) -> None:
    fake_office(VERSION.format("6.4.7.2"))
    with pytest.raises(MissingToolFailure, match=r"6\.4\.7\.2 är för gammalt"):
        libreoffice.find()


def test_something_else_by_that_name(fake_office: Fake) -> None:
    fake_office("print('hej')")
    with pytest.raises(MissingToolFailure, match="svarar inte som LibreOffice"):
        libreoffice.find()


def test_a_failure_is_tried_again(fake_office: Fake, tmp_path: Path) -> None:
    log = tmp_path / "försök"
    once = f"import pathlib; log = pathlib.Path({str(log)!r})\nif not log.exists(): log.touch(); sys.exit(7)\n"
    fake_office(VERSION.format("25.2.3.2") + "\n" + once + WRITE)
    (pdf,) = libreoffice.convert([docx(tmp_path)], tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF-1.7")


def test_a_failure_twice_ends_with_what_and_why(fake_office: Fake, sandbox: Sandbox) -> None:
    fake_office(VERSION.format("25.2.3.2") + "\nsys.exit(7)")
    sandbox.edit()
    answer = sandbox.run("build", "prov")
    assert answer.code == 4
    assert "ingen PDF av bilaga-prov.docx" in answer.err
    assert "felkod 7" in answer.err
    assert list(sandbox.project.build.iterdir()) == []


def test_a_hang_is_ended_with_its_children(fake_office: Fake, tmp_path: Path) -> None:
    child = tmp_path / "barn"
    fake_office(
        VERSION.format("25.2.3.2")
        + "\nimport subprocess, time"
        + f"\np = subprocess.Popen(['sleep', '600']); open({str(child)!r}, 'a').write(f'{{p.pid}} ')"
        + "\ntime.sleep(600)"
    )
    with pytest.raises(PdfEngineFailure, match="avbröts efter 1 sekunder"):
        libreoffice.convert([docx(tmp_path)], tmp_path, timeout=1)
    children = [int(pid) for pid in child.read_text().split()]
    assert len(children) == 2  # it was tried twice
    time.sleep(0.2)
    for pid in children:
        state = Path(f"/proc/{pid}/stat")
        assert not state.exists() or state.read_text().split()[2] == "Z"


def test_two_at_a_time_do_not_share_a_profile(tmp_path: Path) -> None:
    folders = []
    for name in ("ett", "två"):
        folder = tmp_path / name
        folder.mkdir()
        folders.append((docx(folder, name), folder))
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda pair: libreoffice.convert([pair[0]], pair[1]), folders))
    assert all(pdf.read_bytes().startswith(b"%PDF-1.") for (pdf,) in made)

"""What lies on the disk may be damaged, the disk full, the home folder gone: nothing broken is trusted or kept."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from loftdocs import cache, unchanged
from loftdocs.cache import Kept, seal, unseal
from loftdocs.convert import libreoffice
from loftdocs.convert.intact import intact
from loftdocs.convert.profile import copy_profile, keep_profile
from loftdocs.desk.drafts import Draft, Drafts
from loftdocs.report import template
from loftdocs.whole import write_new, write_whole

from .conftest import REPO, Sandbox
from .test_convert import VERSION


def flip(data: bytes) -> bytes:
    """One bit in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def zero(data: bytes) -> bytes:
    """A sector of a disk, or what there is of one."""
    middle = len(data) // 2
    return data[:middle] + bytes(min(512, len(data) - middle)) + data[middle + 512 :]


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def nothing(data: bytes) -> bytes:
    return b""


BUNDLES = 2
DAMAGES = [flip, zero, cut, nothing]


def outputs(sandbox: Sandbox) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (sandbox.project.build / "prov").iterdir()}


def command(sandbox: Sandbox, *argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command itself, in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(REPO), **environment}
    run = [sys.executable, "-m", "loftdocs", *argv]
    return subprocess.run(run, cwd=sandbox.project.root, env=env, capture_output=True, text=True, check=False)


# --- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_damaged_file_that_was_kept_reaches_the_documents(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    sandbox.edit()
    assert sandbox.run("build", "prov").code == 0
    whole = outputs(sandbox)
    kept = [path for path in (tmp_path / "cache").glob("*/*") if path.stat().st_size]
    assert {path.parent.name for path in kept} == {"pdf", "sidor", "senast"}
    for path in kept:
        path.write_bytes(damage(path.read_bytes()))
    answer = sandbox.run("build", "prov")
    assert answer.code == 0, answer.out + answer.err
    assert "Inget har ändrats" not in answer.out
    assert outputs(sandbox) == whole
    # The two bundles have other names: LibreOffice tells the time in the strips that they are made of.
    assert sum(unseal(path.read_bytes(), path.name) is None for path in kept if path.exists()) <= BUNDLES


def test_igen_reads_nothing_that_was_kept_and_refreshes_it(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    sandbox.edit()
    assert sandbox.run("build", "prov").code == 0
    whole = outputs(sandbox)
    other = b"%PDF-1.7 ett annat avtal"
    folders = [tmp_path / "cache" / kind for kind in ("pdf", "sidor")]
    kept = [path for folder in folders for path in folder.iterdir() if path.stat().st_size]
    for path in kept:
        path.write_bytes(seal(other, path.name))
    answer = sandbox.run("build", "prov", "--igen")
    assert answer.code == 0, answer.out + answer.err
    assert outputs(sandbox) == whole
    assert sum(unseal(path.read_bytes(), path.name) == other for path in kept) <= BUNDLES


def test_with_igen_libreoffice_gets_a_new_profile_which_is_kept(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    kept = libreoffice.kept_profile(libreoffice.find())
    assert kept
    (tmp_path / "profil" / "user").mkdir(parents=True)
    (tmp_path / "profil" / "user" / "registrymodifications.xcu").write_text("inte XML")
    keep_profile(libreoffice.find(), tmp_path / "profil")
    sandbox.edit()
    done = command(sandbox, "build", "prov", "--igen")
    assert done.returncode == 0, done.stderr
    assert (kept / "user" / "registrymodifications.xcu").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["user/registrymodifications.xcu", "summor.json"])
def test_no_damaged_profile_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes], name: str
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    office = libreoffice.LibreOffice(Path("soffice"), "25.2")
    made = tmp_path / "profil"
    (made / "user").mkdir(parents=True)
    (made / "user" / "registrymodifications.xcu").write_text('<?xml version="1.0"?>' + 100 * "<item/>")
    keep_profile(office, made)
    kept = libreoffice.kept_profile(office)
    copy_profile(kept, tmp_path / "hel")
    assert (tmp_path / "hel" / "user" / "registrymodifications.xcu").is_file()
    assert kept
    (kept / name).write_bytes(damage((kept / name).read_bytes()))
    copy_profile(kept, tmp_path / "skadad")
    assert not (tmp_path / "skadad").exists()
    assert not kept.exists(), "the next run keeps its own"


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_damaged_bytecode_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "a.html.j2").write_text("{% for n in range(3) %}<p>{{ n }}</p>{% endfor %}")
    monkeypatch.setattr(template, "__file__", str(tmp_path / "template.py"))
    assert template.template("a.html.j2").render() == "<p>0</p><p>1</p><p>2</p>"
    (kept,) = (tmp_path / "__pycache__").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert template.template("a.html.j2").render() == "<p>0</p><p>1</p><p>2</p>"
    assert unseal(kept.read_bytes(), kept.stem) == unseal(whole, kept.stem) is not None


def test_a_document_that_lost_a_bit_in_build_is_made_again(sandbox: Sandbox) -> None:
    sandbox.edit()
    assert sandbox.run("build", "prov").code == 0
    whole = outputs(sandbox)
    path = sandbox.project.build / "prov" / "avtal-prov.pdf"
    stat = path.stat()
    path.write_bytes(flip(path.read_bytes()))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    answer = sandbox.run("build", "prov")
    assert "Inget har ändrats" not in answer.out
    assert outputs(sandbox)["avtal-prov.pdf"] == whole["avtal-prov.pdf"]


def test_a_sealed_file_under_another_name_is_not_taken_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path))
    kept = Kept("pdf")
    kept.write("a", b"avtal")
    (tmp_path / "pdf" / "b").write_bytes((tmp_path / "pdf" / "a").read_bytes())
    assert (kept.read("a"), kept.read("b")) == (b"avtal", None)
    assert not (tmp_path / "pdf" / "b").exists()


def test_a_damaged_draft_is_kept_aside_and_told_of(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    case, drafts = sandbox.edit(), Drafts()
    assert drafts.keep(case, Draft("abcdefgh", "kommun: 100 kr", "stämpel"))
    assert [one.text for one in drafts.of(case)] == ["kommun: 100 kr"]
    (path,) = (tmp_path / "cache" / "utkast").iterdir()
    damaged = flip(path.read_bytes())
    path.write_bytes(damaged)
    assert drafts.of(case) == ()
    assert drafts.of(case) == ()
    (aside,) = (tmp_path / "cache" / "utkast").iterdir()
    assert aside.read_bytes() == damaged
    said = capsys.readouterr().err
    assert said.count("Det som var skrivet men inte sparat i prov är skadat") == 1
    assert str(aside) in said


def test_a_page_is_not_drawn_from_a_damaged_pdf(sandbox: Sandbox) -> None:
    from loftdocs.desk.preview import Preview

    case = sandbox.edit()
    preview = Preview(sandbox.project)
    try:
        shown = preview.quick(case, case.read_text(encoding="utf-8"))
        assert shown.pages
        page = shown.pages[0].id
        assert (preview.picture(page) or b"")[:3] == b"\xff\xd8\xff"
        source = preview._sources[page][0].pdf
        source.write_bytes(flip(source.read_bytes()))
        assert preview.picture(page) is None
        preview.quick(case, case.read_text(encoding="utf-8"))
        assert (preview.picture(page) or b"")[:3] == b"\xff\xd8\xff"
    finally:
        preview.close()


def test_two_documents_that_begin_alike_keep_their_own_pages(sandbox: Sandbox) -> None:
    from loftdocs.desk.preview import Preview

    case = sandbox.edit()
    text = case.read_text(encoding="utf-8")
    preview = Preview(sandbox.project)
    try:
        first = preview.quick(case, text).pages
        preview.quick(case, text.replace("ort: Enköping ", "ort: Örsundsbro "))  # the last page of the agreement
        assert [page.id for page in first if preview.picture(page.id) is None] == []
    finally:
        preview.close()


# --- a full disk ---------------------------------------------------------------------------------

# An engine that says ”%PDF” and no more, as on a full disk; it ends as it is told.
HALF = """
import pathlib
out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])
for name in sys.argv[sys.argv.index('--outdir') + 2:]:
    (out / (pathlib.Path(name).stem + '.pdf')).write_bytes({!r})
sys.exit({})
"""
LEAST = b"%PDF-1.7\nxref\n0 0\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"


@pytest.mark.parametrize(("written", "code"), [(b"%PDF-1.7 halv", 0), (b"", 0), (LEAST, 7)])
def test_what_a_failing_engine_leaves_is_no_pdf_and_the_next_build_works(
    sandbox: Sandbox,
    fake_office: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: bytes,
    code: int,
) -> None:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    sandbox.edit()
    fake_office(VERSION.format("25.2.3.2") + HALF.format(written, code))
    answer = sandbox.run("build", "prov")
    assert answer.code == 4
    assert "LibreOffice gjorde ingen PDF" in answer.err
    assert list(sandbox.project.build.iterdir()) == []
    assert not list((tmp_path / "cache").glob("pdf/*"))
    monkeypatch.delenv("LOFTDOCS_SOFFICE")
    done = command(sandbox, "build", "prov")
    assert done.returncode == 0, done.stderr


def test_a_pdf_is_seen_to_be_whole(tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    assert not intact(pdf)
    for data, whole in (
        (LEAST, True),
        (LEAST[:-7], False),
        (LEAST.replace(b"xref\n0 0", bytes(8)), False),
        (b"", False),
    ):
        pdf.write_bytes(data)
        assert intact(pdf) is whole, data


@pytest.mark.parametrize("most", [2_000, 30_000, 90_000, 250_000], ids=lambda most: f"{most} byte")
def test_a_disk_without_room_ends_in_swedish_and_the_next_build_is_as_ever(
    sandbox: Sandbox, tmp_path: Path, most: int
) -> None:
    """No file may be larger than ``most``: the nearest to a full disk that needs no disk of its own."""
    environment = {"LOFTDOCS_CACHE": str(tmp_path / "cache")}
    sandbox.edit()
    assert command(sandbox, "build", "prov", LOFTDOCS_CACHE=str(tmp_path / "annan")).returncode == 0
    whole = outputs(sandbox)
    run = subprocess.run(
        [sys.executable, "-B", "-m", "loftdocs", "build", "prov", "--igen", "--format", "json"],
        cwd=sandbox.project.root,
        env={**os.environ, "PYTHONPATH": str(REPO), **environment},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in run.stderr
    assert run.returncode in (4, 5), run.stderr
    assert json.loads(run.stdout)["findings"][0]["code"] == f"STOPP{run.returncode}"
    assert outputs(sandbox) == whole
    assert [path.name for path in sandbox.project.build.iterdir()] == ["prov"]
    done = command(sandbox, "build", "prov", **environment)
    assert done.returncode == 0, done.stderr
    assert outputs(sandbox) == whole


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "ärende.yaml"
    target.write_text("förra")
    target.chmod(0o640)
    write_whole(target, b"nya")
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("nya", 0o640)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"ett nytt")
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "ny.yaml", b"helt ny")
    assert target.read_text() == "nya"
    assert [path.name for path in tmp_path.iterdir()] == ["ärende.yaml"]


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    write_new(tmp_path / "a", b"en")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"en annan")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"en")]


# --- nowhere to keep anything --------------------------------------------------------------------


@pytest.mark.parametrize("where", ["en fil", "skrivskyddad"])
def test_without_a_place_to_keep_things_the_build_is_done_and_says_so_once(
    sandbox: Sandbox, tmp_path: Path, where: str
) -> None:
    place = tmp_path / "cache"
    place.touch()
    environment = {"LOFTDOCS_CACHE": str(place if where == "en fil" else Path("/proc/loftdocs"))}
    sandbox.edit()
    for _ in range(2):  # nothing is remembered, so that the second is as the first
        done = command(sandbox, "build", "prov", **environment)
        assert done.returncode == 0, done.stderr
        assert "Klart: 16 filer" in done.stdout
        assert done.stderr.count("kunde inte sparas till nästa bygge") == 1
    done = command(sandbox, "build", "prov", "--format", "json", **environment)
    assert done.returncode == 0
    assert [one["severity"] for one in json.loads(done.stdout)["findings"] if one["code"] == "FIL302"] == ["upplysning"]


def test_of_many_cases_it_is_said_once(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    for name in "ab":
        sandbox.edit(name=name)
    done = command(sandbox, "build", "--all", LOFTDOCS_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("kunde inte sparas till nästa bygge") == 1


def test_a_user_without_a_home_folder_can_build(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("LOFTDOCS_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setattr(Path, "expanduser", lambda self: homeless() if str(self).startswith("~") else self)
    monkeypatch.setattr(cache, "_troubles", [])
    sandbox.edit()
    answer = sandbox.run("build", "prov")
    assert answer.code == 0, answer.err
    assert "(användaren har ingen hemmapp)" in answer.err
    unchanged.forget(sandbox.project, sandbox.project.cases / "prov.yaml")


def test_what_stops_a_command_is_json_too(sandbox: Sandbox) -> None:
    sandbox.edit()
    sandbox.project.build.touch()
    answer = sandbox.run("build", "prov", "--format", "json")
    assert answer.code == 5
    assert json.loads(answer.out)["findings"][0]["code"] == "STOPP5"

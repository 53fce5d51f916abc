"""What a file may try on those who look at it: characters that steer, numbers of persons, memory, time, a crash."""

import html
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from loftdocs.failures import ExitCode, FileFailure
from loftdocs.plain import plain
from loftdocs.verify import worker

from .changing import content, page_of
from .verifying import RISE, STAD, Desk, both, changed, command, person, sign

ESCAPE, CSI, BIDI, NUL = "\x1b[8m", "\x9b8m", "\u202e", "\x07"
STEERING = [*map(chr, (*range(9), *range(11, 32), *range(127, 160))), *"\u200b\u200f\u202d\u202e\u2066\u2069\ufeff"]
NUMBERS = ("19700101-1234", "197001011234", "700101-1234", "7001011234", "0101-1234", "01011234")


def answers(desk: Desk, data: bytes, name: str = "avtal-ekby.pdf") -> list[str]:
    """Everything that a clerk may see: the text, the JSON as it is written and as it is read, and the report."""
    path, trust = desk.put(data, name), [str(desk.anchor())]
    text = command(path, trust=trust)[1]
    written = command(path, "json", trust=trust)[1]
    values = json.loads(written)
    report = (desk.project.root / values["rapport"]).read_text(encoding="utf-8")
    return [text, written, json.dumps(values, ensure_ascii=False), html.unescape(report)]


def read(value: object) -> list[str]:
    """Every string in what JSON holds."""
    if isinstance(value, dict):
        return [text for one in (*value, *value.values()) for text in read(one)]
    if isinstance(value, list):
        return [text for one in value for text in read(one)]
    return [value] if isinstance(value, str) else []


def steering(text: str) -> set[str]:
    return {char for char in text if char in STEERING}


@pytest.mark.parametrize("evil", [ESCAPE, CSI, BIDI, NUL], ids=["escape", "csi", "bidi", "bell"])
def test_a_certificates_name_steers_nothing(desk: Desk, evil: str) -> None:
    data = sign(sign(desk.built, RISE, person(f"Bo {evil}Ek")), STAD, person(f"{evil}Åsa Lindqvist", f"AB{evil}"))
    for shown in answers(desk, data):
        assert steering(shown) == set()
        assert "Bo " in shown
    values = json.loads(command(desk.project.root / "post" / "avtal-ekby.pdf", "json")[1])
    assert [text for text in read(values) if steering(text)] == []
    assert plain(f"Bo {evil}Ek") in {one["namn"] for one in values["underskrifter"]}


@pytest.mark.parametrize("evil", [ESCAPE, CSI, BIDI, NUL], ids=["escape", "csi", "bidi", "bell"])
def test_a_fields_name_steers_nothing(desk: Desk, evil: str) -> None:
    def place(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec(f"Tomt{evil}", box=(0, 0, 0, 0)))

    data = sign(changed(both(desk.built), place), f"Eget{evil}", person("Bo Ek"))
    for shown in answers(desk, data):
        assert steering(shown) == set()
        assert plain(f"Eget{evil}") in shown
        assert plain(f"Tomt{evil}") in shown


def test_a_file_name_steers_nothing(desk: Desk) -> None:
    for shown in answers(desk, both(desk.built), f"avtal-ekby {ESCAPE}{BIDI}.pdf"):
        assert steering(shown) == set()
    with pytest.raises(FileFailure) as caught:
        command(desk.put(b"x", f"avtal-ekby{ESCAPE}.pdf"))
    assert steering(caught.value.message + caught.value.hint) == set()


def test_what_a_changed_file_says_steers_nothing(desk: Desk) -> None:
    """Attachments, titles and fields are told of by the names that they give themselves."""

    def place(writer: IncrementalPdfFileWriter) -> None:
        info = generic.DictionaryObject({pdf_name("/Title"): generic.TextStringObject(f"Titel{ESCAPE}{BIDI}")})
        writer.set_info(writer.add_object(info))
        names = generic.ArrayObject(
            [generic.TextStringObject(f"fil{ESCAPE}.exe"), writer.add_object(generic.DictionaryObject())]
        )
        files = generic.DictionaryObject({pdf_name("/Names"): names})
        writer.root[pdf_name("/Names")] = generic.DictionaryObject({pdf_name("/EmbeddedFiles"): files})
        writer.update_root()

    shown = answers(desk, both(changed(desk.built, place)))
    for one in shown:
        assert steering(one) == set()
    assert f"filen ”fil{plain(ESCAPE)}.exe” har bifogats" in " ".join(shown[0].split())


@pytest.mark.parametrize("number", ["19700101-1234", "700101-1234", "197001011234"])
def test_no_personal_number_in_a_certificate_or_a_field_is_shown(desk: Desk, number: str) -> None:
    one = person(f"Ylva Berg {number}", None, f"SE{number}")
    data = sign(sign(desk.built, RISE, one), f"Eget {number}", person("Åsa Lindqvist", "Ekby stad", number))
    for shown in answers(desk, data):
        assert "Ylva Berg" in shown
        assert [one for one in NUMBERS if one in shown] == []


@pytest.mark.parametrize("number", NUMBERS[:3])
def test_no_personal_number_that_a_service_has_written_on_a_page_is_quoted(desk: Desk, number: str) -> None:
    def place(writer: IncrementalPdfFileWriter) -> None:
        page = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Page"),
                pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
                pdf_name("/Resources"): page_of(writer, 1)["/Resources"],
                pdf_name("/Contents"): writer.add_object(content(f"Undertecknat av Ylva Berg {number}".encode())),
            }
        )
        writer.insert_page(page)

    for shown in answers(desk, both(changed(desk.built, place))):
        assert "Undertecknat av Ylva Berg" in shown
        assert [one for one in NUMBERS if one in shown] == []


def test_no_personal_number_in_a_file_name_is_shown(desk: Desk) -> None:
    for shown in answers(desk, desk.built, f"avtal-ekby {NUMBERS[0]}.pdf"):
        assert [one for one in NUMBERS if one in shown] == []


# ---------------------------------------------------------------------------------------------------------------------
# Bounds


HOME = Path(worker.__file__).resolve().parents[2]


def verified_as(desk: Desk, code: str) -> "subprocess.CompletedProcess[str]":
    """The command on an honest return, in a process where this code has been run first."""
    path = desk.put(both(desk.built))
    begin = f"import os, sys, time; from loftdocs.verify import content, worker; {code}; from loftdocs.cli import main"
    command = [sys.executable, "-c", f"{begin}; sys.exit(main(['verify', {str(path)!r}]))"]
    shown = {**os.environ, "PYTHONPATH": str(HOME)}
    return subprocess.run(command, cwd=desk.project.root, env=shown, capture_output=True, text=True)


def alive(pid: int) -> bool:
    """True if a process is there, and not only its number."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


HANGS = "os.write(left, b'%d ' % os.getpid()) and time.sleep(600)"


@pytest.mark.parametrize(
    "place", [f"worker._look = lambda *pipes: {HANGS}", f"content._views = lambda *given, **named: {HANGS}"]
)
def test_a_file_that_takes_too_long_is_given_up_and_nothing_goes_on(desk: Desk, tmp_path: Path, place: str) -> None:
    left = tmp_path / "left"
    code = f"left = os.open({str(left)!r}, os.O_CREAT | os.O_WRONLY); worker._SECONDS = 4; {place}"
    done = verified_as(desk, code)
    assert done.returncode == ExitCode.FILE
    said = " ".join(done.stderr.split())
    assert "det tog mer än 4 sekunder" in said
    assert "Godta inte filen" in said
    hung = [int(pid) for pid in left.read_text().split()]
    assert len(hung) == 1
    assert [pid for pid in hung if alive(pid)] == []


@pytest.mark.parametrize(
    "code",
    [
        "worker._BYTES = 40_000_000",
        "worker._look = lambda *pipes: os.abort()",
        "worker._look = lambda *pipes: None",
        "content._views = lambda *given, **named: os.abort()",
    ],
    ids=["memory", "crash", "silence", "crash while drawing"],
)
def test_a_file_that_brings_the_worker_down(desk: Desk, code: str) -> None:
    done = verified_as(desk, code)
    assert done.returncode == ExitCode.FILE
    assert "kräver mer minne eller tid än ett avtal gör" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (desk.project.build / "ekby-undertecknat").exists()


def test_the_worker_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import os, resource; from loftdocs.verify import worker; out = os.dup(1); worker._limit();"
        "limits = [resource.getrlimit(one)[0] for one in (resource.RLIMIT_AS, resource.RLIMIT_CPU)];"
        "os.write(out, ' '.join(map(str, limits)).encode())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(worker._BYTES), str(worker._SECONDS)]
    assert worker._BYTES <= 4_000_000_000
    assert worker._SECONDS <= 300


def test_a_failure_in_the_worker_is_told_as_its_own(desk: Desk) -> None:
    with pytest.raises(FileFailure, match=r"avtal-ekby.pdf är ingen PDF.") as caught:
        command(desk.put(b"\x00\x01\x02"))
    assert caught.value.exit_code is ExitCode.FILE

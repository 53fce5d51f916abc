"""The desk's server: who is let in, which files it touches, and what it answers."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from loftdocs.desk.files import Changed, DeskFiles, Missing
from loftdocs.failures import FileFailure
from loftdocs.project import Project

from .conftest import ENKOPING, REPO

FRONTEND = REPO / "loftdocs" / "desk" / "frontend"
STATIC = REPO / "loftdocs" / "desk" / "static"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A project with the shipped case, its desk in a process of its own, and the desk's address."""
    with desk_of(tmp_path_factory.mktemp("skrivbord")) as found:
        yield found


class desk_of:  # used as a function
    """A desk for a fresh project in ``root``, while the block lasts."""

    def __init__(self, root: Path, *, cases: dict[str, str] | None = None) -> None:
        self.root = root
        shutil.copytree(REPO / "templates", root / "templates")
        (root / "cases").mkdir()
        for name, text in (cases or {"enkoping": ENKOPING}).items():
            (root / "cases" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def __enter__(self) -> tuple[Path, str]:
        environment = {**os.environ, "PYTHONPATH": str(REPO), "PYTHONUNBUFFERED": "1"}
        environment.pop("LOFTDOCS_BUILD", None)
        command = [sys.executable, "-m", "loftdocs", "desk", "--stilla"]
        self.process = subprocess.Popen(
            command, cwd=self.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout
        said = ""
        while "Ctrl+C" not in said:
            line = self.process.stdout.readline()
            assert line, said
            said += line
        found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]+/", said)
        assert found, said
        return self.root, found.group()

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=20)
        assert "Traceback" not in rest
        assert self.process.returncode == 0, rest


def post(address: str, path: str, data: Any = None, **headers: str) -> httpx.Response:
    origin = address.split("/")[2]
    return httpx.post(
        address + path, json=data if data is not None else {}, headers={"origin": f"http://{origin}", **headers}
    )


# --- who is let in -------------------------------------------------------------------------------


def test_its_own_page_is_given_with_a_strict_policy(served: tuple[Path, str]) -> None:
    answer = httpx.get(served[1])
    assert answer.status_code == 200
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "ond.example"},
        {"host": "127.0.0.1"},
        {"host": "ond.example:80"},
        {"origin": "http://ond.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["", "arenden", "arenden/enkoping", "static/desk.js", "filer/enkoping/manifest.json"])
def test_another_host_or_another_page_is_refused(served: tuple[Path, str], headers: dict[str, str], path: str) -> None:
    answer = httpx.get(served[1] + path, headers=headers)
    assert answer.status_code == 403
    assert "program" not in answer.text.replace("loftdocs", "")


@pytest.mark.parametrize("token", ["", "x/", "{token}x/", "static/", "//", "{TOKEN}/"])
def test_without_the_token_nothing_is_told(served: tuple[Path, str], token: str) -> None:
    base, own = served[1].rstrip("/").rsplit("/", 1)
    given = token.replace("{token}", own).replace("{TOKEN}", own.swapcase())
    for path in ("", "arenden", "arenden/enkoping", "schema"):
        assert httpx.get(f"{base}/{given}{path}").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://ond.example"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"host": "ond.example"},
    ],
)
def test_a_change_from_elsewhere_is_refused(served: tuple[Path, str], headers: dict[str, str]) -> None:
    root, address = served
    before = (root / "cases" / "enkoping.yaml").read_bytes()
    stamp = httpx.get(address + "arenden/enkoping").json()["stämpel"]
    asked = {"text": "a: 1\n", "stämpel": stamp}
    assert post(address, "arenden/enkoping/spara", asked, **headers).status_code == 403
    assert httpx.post(address + "arenden/enkoping/spara", json=asked).status_code == 403  # no origin at all
    assert httpx.get(address + "arenden/enkoping/spara").status_code == 405
    assert httpx.put(address + "arenden/enkoping/spara", json=asked).status_code in (403, 405)
    assert post(address, "arenden/enkoping/spara", {**asked, "fyllnad": "x" * 2_000_000}).status_code == 403
    assert (root / "cases" / "enkoping.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "../",
        "static/../../app.py",
        "static/..%2f..%2fapp.py",
        "static/%2e%2e/%2e%2e/app.py",
        "static//etc/passwd",
        "filer/enkoping/..%2f..%2fcases%2fenkoping.yaml",
        "filer/..%2f..%2fcases/enkoping.yaml",
        "filer/..%2ftemplates/program.yaml",
        "filer/enkoping/%2e%2e%2f%2e%2e%2fcases%2fenkoping.yaml",
        "filer/enkoping/%2fetc%2fpasswd",
        "arenden/..%2ftemplates%2floft%2fprogram",
        "arenden/%2fetc%2fpasswd",
        "arenden/enkoping%00",
        "sidor/..%2f..%2fcases%2fenkoping.yaml.jpg",
    ],
)
def test_no_file_outside_is_given(served: tuple[Path, str], path: str) -> None:
    """Sent as it stands: a client would tidy it."""
    host, port = served[1].split("/")[2].split(":")
    target = "/" + served[1].split("/", 3)[3] + path
    with socket.create_connection((host, int(port)), timeout=10) as client:
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    status = int(answer.split(b" ")[1])
    assert status in (400, 403, 404), answer[:200]
    assert b"root:" not in answer
    assert b"program: loft" not in answer
    assert b"Starlette" not in answer


def test_it_answers_on_this_computer_only(served: tuple[Path, str]) -> None:
    """Another address of this computer's own loopback is another network card to a server that is bound to one."""
    port = int(served[1].split("/")[2].split(":")[1])
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), timeout=2)


# --- what it answers -----------------------------------------------------------------------------


def test_a_changed_day_gives_new_text_and_new_pages_of_what_it_changes(served: tuple[Path, str]) -> None:
    _, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    first = post(address, "arenden/enkoping/utkast", {"text": case["text"], "stämpel": case["stämpel"]}).json()
    day = [{"slag": "sätt", "väg": ["tjänsteskrivelse", "datum"], "värde": "2021-11-18"}]
    asked = {"text": case["text"], "stämpel": case["stämpel"], "ändringar": day}
    second = post(address, "arenden/enkoping/utkast", asked).json()
    assert second["text"] == case["text"].replace("datum: 2021-11-17", "datum: 2021-11-18")
    assert second["värden"]["tjänsteskrivelse"]["datum"] == "2021-11-18"
    before, after = ({(p["document"], p["number"]): p["id"] for p in one["sidor"]} for one in (first, second))
    # The day stands in the head of the first page, and among the papers that the decision rests on, on the second.
    changed = {("tjansteskrivelse", 1), ("tjansteskrivelse", 2)}
    assert {key for key in after if after[key] != before[key]} == changed
    jpeg = httpx.get(f"{address}sidor/{after['tjansteskrivelse', 1]}.jpg")
    assert jpeg.headers["content-type"] == "image/jpeg"
    with Image.open(BytesIO(jpeg.content)) as picture:
        assert picture.width / picture.height == pytest.approx(210 / 297, abs=0.002)


def test_the_whole_tells_what_is_behind_the_text(served: tuple[Path, str]) -> None:
    _, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    whole = post(address, "arenden/enkoping/helhet", {"text": case["text"]}).json()
    assert len(whole["sidor"]) == 10
    behind = {(box["text"], box["path"]) for page in whole["sidor"] for box in page["boxes"]}
    assert ("17 november 2021", "tjänsteskrivelse.datum") in {
        (text.replace("\u00a0", " "), path) for text, path in behind
    }
    assert ("212000-0282", "kommun.orgnr") in behind
    assert ("Magnus Åsman", "personer[0].namn") in behind
    assert any(
        path == "tjänsteskrivelse.bakgrund" and text.startswith("Skellefteå och Lidingö") for text, path in behind
    )
    assert {finding["code"] for finding in whole["fynd"]} >= {"UND104", "DOK206"}


def test_an_error_has_its_field_and_no_pages(served: tuple[Path, str]) -> None:
    _, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    wrong = case["text"].replace("212000-0282", "212000-0283")
    answer = post(address, "arenden/enkoping/utkast", {"text": wrong, "stämpel": case["stämpel"]}).json()
    assert answer["sidor"] is None
    worst = answer["fynd"][0]
    assert (worst["severity"], worst["fält"], worst["rad"]) == ("fel", "kommun.orgnr", 14)
    broken = post(address, "arenden/enkoping/utkast", {"text": "kommun: [", "stämpel": ""}).json()
    assert broken["värden"] is None
    assert broken["fynd"][0]["severity"] == "fel"


def test_what_is_written_outlives_the_page_until_it_is_saved_or_dropped(served: tuple[Path, str]) -> None:
    root, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    text = case["text"].replace("Kostnaden ryms", "Hela kostnaden ryms")
    post(address, "arenden/enkoping/utkast", {"text": text, "stämpel": case["stämpel"]})
    assert httpx.get(address + "arenden/enkoping").json()["utkast"] == {"text": text, "stämpel": case["stämpel"]}
    post(address, "arenden/enkoping/slang")
    assert httpx.get(address + "arenden/enkoping").json()["utkast"] is None
    assert (root / "cases" / "enkoping.yaml").read_text(encoding="utf-8") == ENKOPING


def test_a_file_that_was_changed_elsewhere_is_not_written_over(served: tuple[Path, str]) -> None:
    root, address = served
    file = root / "cases" / "enkoping.yaml"
    case = httpx.get(address + "arenden/enkoping").json()
    theirs = ENKOPING.replace("ort: Enköping ", "ort: Örsundsbro ")
    file.write_text(theirs, encoding="utf-8")
    try:
        answer = post(address, "arenden/enkoping/spara", {"text": "min: text\n", "stämpel": case["stämpel"]})
        assert answer.status_code == 409
        assert answer.json()["text"] == theirs
        assert file.read_text(encoding="utf-8") == theirs
        saved = post(address, "arenden/enkoping/spara", {"text": ENKOPING, "stämpel": answer.json()["stämpel"]})
        assert saved.status_code == 200
        assert file.read_text(encoding="utf-8") == ENKOPING
    finally:
        file.write_text(ENKOPING, encoding="utf-8")


def test_a_build_and_its_files(served: tuple[Path, str]) -> None:
    root, address = served
    answer = post(address, "arenden/enkoping/bygg").json()
    assert answer["klart"]
    assert "handlingar-enkoping.pdf" in {file["namn"] for file in answer["filer"]}
    got = httpx.get(address + "filer/enkoping/handlingar-enkoping.pdf")
    assert got.content == (root / "build" / "enkoping" / "handlingar-enkoping.pdf").read_bytes()
    assert got.headers["content-disposition"].startswith("attachment")
    assert httpx.get(address + "filer/enkoping/annat.pdf").status_code == 404
    assert httpx.get(address + "arenden/enkoping/lage").json()["byggt"]


@pytest.mark.parametrize(
    "data", [[], "text", {"text": 1}, {"text": "a: 1", "ändringar": [1]}, {"text": "a: 1", "ändringar": [{}]}]
)
def test_nonsense_is_answered_and_survived(served: tuple[Path, str], data: Any) -> None:
    _, address = served
    assert post(address, "arenden/enkoping/utkast", data).status_code == 400
    assert httpx.get(address + "arenden").status_code == 200


# --- files ---------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DeskFiles:
    monkeypatch.setenv("LOFTDOCS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("LOFTDOCS_BUILD", raising=False)
    (tmp_path / "cases").mkdir()
    return DeskFiles(Project(tmp_path))


def test_line_ends_and_byte_order_mark_are_kept(files: DeskFiles) -> None:
    file = files.project.cases / "prov.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    saved = files.read("prov")
    assert saved.text == "a: 1\nb: 2\n"
    files.save("prov", "a: 1\nb: 3\n", saved.stamp)
    assert file.read_bytes() == b"\xef\xbb\xbfa: 1\r\nb: 3\r\n"


def test_only_what_was_read_is_replaced(files: DeskFiles) -> None:
    file = files.project.cases / "prov.yaml"
    file.write_text("a: 1\n")
    stamp = files.read("prov").stamp
    file.write_text("a: 2\n")
    with pytest.raises(Changed) as told:
        files.save("prov", "a: 3\n", stamp)
    assert told.value.saved.text == file.read_text() == "a: 2\n"
    file.unlink()
    with pytest.raises(Missing):
        files.save("prov", "a: 3\n", stamp)
    assert not file.exists()
    assert [path.name for path in files.project.cases.iterdir()] == []


def test_what_is_no_text_is_told(files: DeskFiles) -> None:
    (files.project.cases / "prov.yaml").write_bytes("å: 1".encode("latin-1"))
    with pytest.raises(FileFailure, match="UTF-8"):
        files.read("prov")


@pytest.mark.parametrize("name", ["../prov", "/etc/passwd", "prov.yaml", "", ".", "prov\0", "PROV"])
def test_a_name_that_is_no_case(files: DeskFiles, name: str) -> None:
    (files.project.cases / "prov.yaml").write_text("a: 1\n")
    (files.project.root / "prov.yaml").write_text("a: 1\n")
    with pytest.raises(Missing):
        files.path(name)


def test_the_script_is_built_of_its_sources() -> None:
    sources = sorted(
        [
            *(f"src/{path.name}" for path in (FRONTEND / "src").iterdir()),
            "build.mjs",
            "package.json",
            "package-lock.json",
        ]
    )
    digest = sha256()
    for name in sources:
        digest.update(name.encode() + b"\0" + (FRONTEND / name).read_bytes())
    assert (STATIC / "byggd-av.txt").read_text().strip() == digest.hexdigest(), "run: make desk-files"

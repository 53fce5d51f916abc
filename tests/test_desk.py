"""The desk's server: who is let in, which files it touches, and what it answers."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from PIL import Image

from loftdocs.desk import _listener, desk
from loftdocs.desk.files import Changed, DeskFiles, Missing
from loftdocs.failures import FileFailure, UsageFailure
from loftdocs.project import Project

from .conftest import ENKOPING, REPO, Sandbox

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
        rest, _ = self.process.communicate(timeout=PATIENCE)
        assert "Traceback" not in rest
        assert self.process.returncode == 0, rest


TAB = "0123456789abcdef"
PATIENCE = 120  # seconds


def post(address: str, path: str, data: Any = None, **headers: str) -> httpx.Response:
    origin = address.split("/")[2]
    return httpx.post(
        address + path,
        json=data if data is not None else {},
        headers={"origin": f"http://{origin}", **headers},
        timeout=PATIENCE,
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
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as client:
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    status = int(answer.split(b" ")[1])
    assert status in (400, 403, 404), answer[:200]
    assert b"root:" not in answer
    assert b"program: loft" not in answer
    assert b"Starlette" not in answer


def test_its_address_answers_from_when_it_is_told(sandbox: Sandbox) -> None:
    """Told, and opened in a browser, before it is served: a connection then waits, and is not refused."""
    made = desk(sandbox.project)
    host, port = made.address.split("/")[2].split(":")
    serving = Thread(target=made.serve)
    try:
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as client:
            serving.start()
            client.sendall(f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
            assert client.recv(65536).startswith(b"HTTP/1.1 403")
    finally:
        made.stop()
        if serving.is_alive():
            serving.join()


def test_two_desks_never_have_one_port() -> None:
    with _listener(0) as first:
        port = first.getsockname()[1]
        with pytest.raises(UsageFailure, match=f"Port {port} går inte att använda"):
            _listener(port)


def test_it_answers_on_this_computer_only(served: tuple[Path, str]) -> None:
    """Another address of this computer's own loopback is another network card to a server that is bound to one."""
    port = int(served[1].split("/")[2].split(":")[1])
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), timeout=2)


# --- what it answers -----------------------------------------------------------------------------


def test_a_changed_day_gives_new_text_and_new_pages_of_what_it_changes(served: tuple[Path, str]) -> None:
    _, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    first = post(
        address, "arenden/enkoping/utkast", {"text": case["text"], "stämpel": case["stämpel"], "flik": TAB}
    ).json()
    day = [{"slag": "sätt", "väg": ["tjänsteskrivelse", "datum"], "värde": "2021-11-18"}]
    asked = {"text": case["text"], "stämpel": case["stämpel"], "flik": TAB, "ändringar": day}
    second = post(address, "arenden/enkoping/utkast", asked).json()
    assert second["text"] == case["text"].replace("datum: 2021-11-17", "datum: 2021-11-18")
    assert second["värden"]["tjänsteskrivelse"]["datum"] == "2021-11-18"
    before, after = ({(p["document"], p["number"]): p["id"] for p in one["sidor"]} for one in (first, second))
    # The day stands in the head of the first page, and among the papers that the decision rests on, on the second.
    # A page without it may be another too: the fonts are cut down to the letters of the whole document.
    changed = {key for key in after if after[key] != before[key]}
    assert {("tjansteskrivelse", 1), ("tjansteskrivelse", 2)} <= changed
    assert {document for document, _ in changed} == {"tjansteskrivelse"}
    jpeg = httpx.get(f"{address}sidor/{after['tjansteskrivelse', 1]}.jpg")
    assert jpeg.headers["content-type"] == "image/jpeg"
    with Image.open(BytesIO(jpeg.content)) as picture:
        assert picture.width / picture.height == pytest.approx(210 / 297, abs=0.002)


def test_the_whole_tells_what_is_behind_the_text(served: tuple[Path, str]) -> None:
    _, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    whole = post(address, "arenden/enkoping/helhet", {"text": case["text"]}).json()
    assert len(whole["sidor"]) == 11
    assert [(one["om"], one["läge"]) for one in whole["besked"]] == [("skrivelsen", "väntar"), ("avtalet", "väntar")]
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
    answer = post(address, "arenden/enkoping/utkast", {"text": wrong, "stämpel": case["stämpel"], "flik": TAB}).json()
    assert answer["sidor"] is None
    worst = answer["fynd"][0]
    assert (worst["severity"], worst["fält"], worst["rad"]) == ("fel", "kommun.orgnr", 14)
    broken = post(address, "arenden/enkoping/utkast", {"text": "kommun: [", "stämpel": "", "flik": TAB}).json()
    assert broken["värden"] is None
    assert broken["fynd"][0]["severity"] == "fel"


def test_what_is_written_outlives_the_page_until_it_is_saved_or_dropped(served: tuple[Path, str]) -> None:
    root, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    text = case["text"].replace("Kostnaden ryms", "Hela kostnaden ryms")
    post(address, "arenden/enkoping/utkast", {"text": text, "stämpel": case["stämpel"], "flik": TAB})
    (draft,) = httpx.get(address + "arenden/enkoping").json()["utkast"]
    assert (draft["text"], draft["stämpel"], draft["flik"]) == (text, case["stämpel"], TAB)
    post(address, "arenden/enkoping/slang", {"flik": TAB})
    assert httpx.get(address + "arenden/enkoping").json()["utkast"] == []
    assert (root / "cases" / "enkoping.yaml").read_text(encoding="utf-8") == ENKOPING


def test_a_change_that_cannot_be_made_is_told_and_stops_no_other(served: tuple[Path, str]) -> None:
    _, address = served
    case = httpx.get(address + "arenden/enkoping").json()
    changes = [
        {"slag": "sätt", "väg": ["kommun", "ort"], "värde": "Örsundsbro"},
        {"slag": "sätt", "väg": ["kommun", "ort", "under"], "värde": "x"},
        {"slag": "sätt", "väg": ["kommun", "namn"], "värde": "Ekby stad"},
    ]
    asked = {"text": case["text"], "stämpel": case["stämpel"], "flik": TAB, "ändringar": changes}
    answer = post(address, "arenden/enkoping/utkast", asked).json()
    assert answer["nekade"] == [1]
    assert answer["bevarat"] is True
    assert (answer["värden"]["kommun"]["ort"], answer["värden"]["kommun"]["namn"]) == ("Örsundsbro", "Ekby stad")
    post(address, "arenden/enkoping/slang", {"flik": TAB})


def test_the_page_is_given_the_characters_that_it_is_to_clean_away(served: tuple[Path, str]) -> None:
    given = httpx.get(served[1] + "osynligt").json()
    assert [0xAD, 0xAD] in given["osynliga"]
    assert [0x2029, 0x2029] in given["styckeslut"]


def test_a_file_that_was_changed_elsewhere_is_not_written_over(served: tuple[Path, str]) -> None:
    root, address = served
    file = root / "cases" / "enkoping.yaml"
    case = httpx.get(address + "arenden/enkoping").json()
    theirs = ENKOPING.replace("ort: Enköping ", "ort: Örsundsbro ")
    file.write_text(theirs, encoding="utf-8")
    try:
        mine = {"text": "min: text\n", "stämpel": case["stämpel"], "flik": TAB}
        answer = post(address, "arenden/enkoping/spara", mine)
        assert answer.status_code == 409
        assert answer.json()["text"] == theirs
        assert file.read_text(encoding="utf-8") == theirs
        again = {**mine, "text": ENKOPING, "stämpel": answer.json()["stämpel"]}
        saved = post(address, "arenden/enkoping/spara", again)
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
    "data",
    [
        *([], "text", {"text": 1}, {"text": "a: 1"}, {"text": "a: 1", "flik": "../../x"}),
        {"text": "a: 1", "flik": TAB, "ändringar": [1]},
        {"text": "a: 1", "flik": TAB, "ändringar": [{}]},
        {"text": "a: 1", "flik": TAB, "ändringar": 7},
        {"text": "a: 1", "flik": TAB, "ändringar": [{"slag": "sätt", "väg": ["a"], "värde": "1"}] * 501},
        {"text": "a: 1", "flik": TAB, "ändringar": [{"slag": "sätt", "väg": ["a"] * 21, "värde": "1"}]},
    ],
)
def test_nonsense_is_answered_and_survived(served: tuple[Path, str], data: Any) -> None:
    _, address = served
    assert post(address, "arenden/enkoping/utkast", data).status_code == 400
    assert httpx.get(address + "arenden").status_code == 200


# --- what is not answered ------------------------------------------------------------------------


def raw(address: str, path: str, *lines: str, body: bytes = b"") -> tuple[int, str]:
    """The status and the body of the answer to a request that no client would send."""
    host = address.split("/")[2]
    name, port = host.split(":")
    head = [f"POST /{address.split('/')[3]}/{path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", *lines]
    with socket.create_connection((name, int(port)), timeout=60) as client:
        client.sendall("\r\n".join([*head, "", ""]).encode() + body)
        answer = b""
        while b"\r\n\r\n" not in answer or not answer.partition(b"\r\n\r\n")[2]:
            more = client.recv(65536)
            if not more:
                break
            answer += more
    return int(answer.split(b" ")[1]), answer.partition(b"\r\n\r\n")[2].decode()


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("Content-Length: 2", "Transfer-Encoding: chunked"), 411),
        (("Transfer-Encoding: chunked",), 411),
        ((), 411),
        (("Content-Length: 2000001",), 413),
        (("Content-Length: 99999999999999999999",), 413),
        (("Content-Length: 2", "Content-Length: 3"), 400),
        (("Content-Length: -1",), 400),
        (("X-Fyllnad: " + "x" * 200_000,), 400),
    ],
)
def test_a_body_without_an_honest_length_is_not_read(
    served: tuple[Path, str], lines: tuple[str, ...], status: int
) -> None:
    """The answer comes before any body has been sent: there is nothing to be held in memory."""
    answered, told = raw(served[1], "arenden/enkoping/utkast", "Content-Type: application/json", *lines)
    assert answered == status
    assert re.search("längd|hur lång|för lång|gick inte att tolka", told), told


def test_who_is_not_let_in_is_not_told_how_long_a_body_may_be(served: tuple[Path, str]) -> None:
    stranger = served[1].replace(served[1].split("/")[3], "x" * 32)
    lines = ("Content-Type: application/json", "Transfer-Encoding: chunked")
    assert raw(stranger, "arenden/enkoping/utkast", *lines)[0] == 403


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[" * 900_000, "nivåer"),
        (b'{"text":' * 100_000 + b"1" + b"}" * 100_000, "nivåer"),
        (b'{"text": "a: \\ud800", "flik": "%s"}' % TAB.encode(), "halva tecken"),
        (b'{"text": "a: 1", "flik": "%s", "\\udfff": 1}' % TAB.encode(), "halva tecken"),
        (b'{"text": "a: 1", "flik": "%s", "x": %s}' % (TAB.encode(), b"9" * 5000), "inte går att svara på"),
        (b"\xff\xfe{", "inte går att svara på"),
        (b"", "inte går att svara på"),
    ],
    ids=["brackets", "objects", "half a letter", "half a letter in a key", "a long number", "no text", "nothing"],
)
@pytest.mark.parametrize("what", ["utkast", "spara", "helhet", "skillnad", "undan", "slang"])
def test_json_that_no_page_would_send_is_refused_in_words(
    served: tuple[Path, str], what: str, body: bytes, words: str
) -> None:
    root, address = served
    kind = ("Content-Type: application/json", f"Content-Length: {len(body)}")
    status, told = raw(address, f"arenden/enkoping/{what}", *kind, body=body)
    assert status == 400
    assert words in told
    assert (root / "cases" / "enkoping.yaml").read_text(encoding="utf-8") == ENKOPING


def test_a_value_of_many_levels_is_refused_in_words(served: tuple[Path, str]) -> None:
    value: Any = "x"
    for _ in range(400):
        value = {"a": [value]}
    change = {"slag": "sätt", "väg": ["kommun", "ort"], "värde": value}
    answer = post(served[1], "arenden/enkoping/utkast", {"text": ENKOPING, "flik": TAB, "ändringar": [change]})
    assert answer.status_code in (200, 400)
    told = answer.json()
    assert told.get("nekade") == [0] or "nivåer" in told["meddelande"]


@pytest.mark.parametrize("what", ["", "/lage", "/stampel", "/utkast", "/helhet", "/spara", "/bygg"])
@pytest.mark.parametrize("case", ["slinga", "rör", "mapp", "stor"])
def test_a_case_that_is_no_readable_file_is_told_of(odd: str, case: str, what: str) -> None:
    address = f"arenden/{case}{what}"
    if what in ("", "/lage", "/stampel"):
        answer = httpx.get(odd + address)
    else:
        answer = post(odd, address, {"text": "a: 1\n", "stämpel": "", "flik": TAB})
    told = answer.json()
    assert answer.status_code < 500
    assert answer.status_code == 422 or (answer.status_code == 200 and told["fynd"])
    assert answer.status_code == 200 or f"{case}.yaml" in told["meddelande"]


def test_the_list_has_every_case_that_can_be_read_whatever_lies_beside_it(odd: str) -> None:
    told = {one["namn"]: one["part"] for one in httpx.get(odd + "arenden").json()["ärenden"]}
    assert set(told) == {"enkoping", "slinga", "rör", "mapp", "stor"}
    assert told["enkoping"] == "Enköpings kommun"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk of a project with what is no case file among its cases."""
    root = tmp_path_factory.mktemp("underligt")
    with desk_of(root) as (_, address):
        cases = root / "cases"
        (cases / "slinga.yaml").symlink_to("slinga.yaml")
        os.mkfifo(cases / "rör.yaml")
        (cases / "mapp.yaml").mkdir()
        (cases / "stor.yaml").write_text("a: " + "x" * 2_000_000, encoding="utf-8")
        yield address


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


def test_a_file_that_may_not_be_written_in_is_not_replaced(files: DeskFiles) -> None:
    """Its folder would allow it, and so would the system to root."""
    file = files.project.cases / "prov.yaml"
    file.write_text("a: 1\n")
    file.chmod(0o444)
    with pytest.raises(FileFailure, match="skrivskyddad") as told:
        files.save("prov", "a: 2\n", files.read("prov").stamp)
    assert "inte sparad" in told.value.hint
    assert file.read_text() == "a: 1\n"
    assert [path.name for path in files.project.cases.iterdir()] == ["prov.yaml"]
    file.chmod(0o640)
    files.save("prov", "a: 2\n", files.read("prov").stamp)
    assert file.read_text() == "a: 2\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_of_two_that_save_at_once_one_is_told(files: DeskFiles) -> None:
    """Each of the texts was written in the same file, and only one of them may take its place."""
    file = files.project.cases / "prov.yaml"
    file.write_text("a: 0\n")
    stamp = files.read("prov").stamp

    def save(number: int) -> str:
        try:
            return files.save("prov", f"a: {number}\n", stamp).text
        except Changed:
            return ""

    with ThreadPoolExecutor(8) as pool:
        saved = [text for text in pool.map(save, range(1, 33)) if text]
    assert saved == [file.read_text()]


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

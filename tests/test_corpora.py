"""The comparing with others' verdicts: on made-up rows and answers, and on small PDFs made here."""

import json
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from loftdocs.failures import FileFailure
from tests.corpora import __main__ as command
from tests.corpora.dss import (
    BROKEN,
    HOLDS,
    SILENT,
    TABLE,
    UNSEEN,
    UNTOLD,
    Difference,
    Row,
    Verdict,
    differences,
    read_rows,
)
from tests.corpora.notes import NOTES, Note, reason
from tests.corpora.run import Field, Said, Told, answer, ask
from tests.corpora.table import compared, good, report

HELD, LOST = Field("A", True, True), Field("B", True, False)
EMPTY, STAMP = Field("C", False, False), Field("D", True, True, timestamp=True)


def fel(code: str) -> Told:
    return Told(code, "fel", "m")


def varning(code: str) -> Told:
    return Told(code, "varning", "m")


@pytest.mark.parametrize(
    ("verdict", "fields", "findings", "ours"),
    [
        ("valid", [HELD, EMPTY], [fel("SIG101"), fel("SIG118"), varning("SIG129")], []),
        ("valid", [HELD, STAMP], [fel("SIG122"), fel("SIG105")], ["SIG122", "SIG105"]),
        ("valid", [HELD], [fel("SIG122"), fel("SIG122")], ["SIG122"]),
        ("valid", [LOST], [varning("SIG111")], ["SIG111"]),
        ("valid", [HELD, LOST], [], [BROKEN]),
        ("valid", [EMPTY], [], [UNSEEN]),
        ("valid", [STAMP], [], [UNSEEN]),
        ("valid", [], [fel("STOPP5")], ["STOPP5", UNSEEN]),
        ("not-valid", [LOST], [fel("SIG108")], []),
        ("not-valid", [LOST], [varning("SIG111")], []),
        ("not-valid", [], [fel("STOPP5")], []),
        ("not-valid", [HELD], [fel("SIG101"), varning("SIG126")], [SILENT]),
        ("valid-but-changed", [HELD], [fel("SIG105")], []),
        ("valid-but-changed", [HELD], [varning("SIG125")], []),
        ("valid-but-changed", [HELD], [], [UNTOLD]),
        ("valid-but-changed", [HELD], [fel("SIG108"), fel("SIG132")], ["SIG108"]),
        ("valid-annotation-added", [HELD], [fel("SIG105")], []),
        ("valid-annotation-added", [HELD], [varning("SIG120")], [UNTOLD]),
        ("mixed", [HELD, LOST], [fel("SIG109")], []),
        ("mixed", [HELD, HELD], [], [SILENT]),
        ("mixed", [LOST], [fel("SIG109")], ["SIG109"]),
        ("mixed", [], [], [UNSEEN, SILENT]),
        ("no-signature", [STAMP, EMPTY], [fel("SIG106")], []),
        ("no-signature", [HELD, STAMP], [], [HOLDS]),
        ("", [LOST], [fel("SIG108")], []),
    ],
)
def test_what_counts_as_a_difference(verdict: str, fields: list[Field], findings: list[Told], ours: list[str]) -> None:
    found = differences(Row("x.pdf", Verdict(verdict)), Said(tuple(findings), tuple(fields)))
    assert [one.ours for one in found] == ours


def printed(code: str = "SIG119", **fields: object) -> str:
    one = {"fält": "A", "undertecknat": True, "hel": True, "giltig": True, **fields}
    return json.dumps({"findings": [{"code": code, "severity": "fel", "message": "m"}], "underskrifter": [one]})


def test_an_answer_is_read() -> None:
    assert answer(1, printed("SIG108", hel=False), "") == ((fel("SIG108"),), (Field("A", True, False),), "")
    assert answer(0, printed(slag="tidsstämpel"), "")[1] == (Field("A", True, True, timestamp=True),)
    assert answer(0, printed(undertecknat=False, hel=None, giltig=None), "")[1] == (Field("A", False, False),)
    assert answer(5, json.dumps({"findings": []}), "loftdocs: den är skadad.") == ((), (), "")


@pytest.mark.parametrize(
    ("status", "out", "err", "crash"),
    [
        (1, printed(), "Traceback (most recent call last):\n  File …\nKeyError: 7\n", "KeyError: 7"),
        (-11, "", "Fatal Python error: Segmentation fault\n\nCurrent thread …", "Current thread …"),
        (-9, printed(), "", "status -9"),
        (3221, printed(), "", "status 3221"),
        (0, "Kontrollen är klar", "", "status 0, och svaret är inte den JSON som utlovas"),
        (0, "[]", "", "status 0, och svaret är inte den JSON som utlovas"),
        (0, '{"findings": [{}]}', "", "status 0, och svaret är inte den JSON som utlovas"),
    ],
)
def test_what_breaks_the_contract_is_a_crash(status: int, out: str, err: str, crash: str) -> None:
    assert answer(status, out, err) == ((), (), crash)


def a_pdf() -> bytes:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


def test_the_command_itself_is_asked(tmp_path: Path) -> None:
    (tmp_path / "osignerad.pdf").write_bytes(a_pdf())
    said = ask(tmp_path / "osignerad.pdf")
    assert (said.crash, said.late, said.fields) == ("", False, ())
    assert "SIG106" in {told.code for told in said.findings}
    assert said.seconds > 0
    assert said.megabytes > 1
    assert [path.name for path in tmp_path.iterdir()] == ["osignerad.pdf"]


def test_a_crash_in_a_process_is_seen_and_a_slow_one_stopped_with_its_children(tmp_path: Path) -> None:
    crash = ask(tmp_path, command=lambda _file: [sys.executable, "-c", "{}['fel']"])
    assert (crash.crash, crash.late) == ("KeyError: 'fel'", False)
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)"
    slow = ask(
        tmp_path, 0.3, lambda _file: [sys.executable, "-c", f"{child}; import threading; threading.Event().wait()"]
    )
    assert (slow.late, slow.crash) == (True, "")
    assert 0.3 <= slow.seconds < 30


HEAD = "file\tsignatures\tsummary\n"


def folder(root: Path, table: str, *files: str) -> Path:
    inside = root / "signatures" / "dss"
    for name in files:
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(a_pdf())
    inside.mkdir(parents=True, exist_ok=True)
    (inside / TABLE).write_text(table, encoding="utf-8")
    return inside


def test_rows_are_read_and_files_without_a_verdict_are_run_too(tmp_path: Path) -> None:
    inside = folder(tmp_path, f'{HEAD}a "b".pdf\t1\tvalid\ny/c.pdf\t\t\n', 'a "b".pdf', "y/c.pdf", "y/d.pdf")
    expected = ('a "b".pdf', Verdict.VALID), ("y/c.pdf", Verdict.NONE), ("y/d.pdf", Verdict.NONE)
    assert [(row.file, row.verdict) for row in read_rows(inside)] == list(expected)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (f"{HEAD}a.pdf\t1\tgodkänd\n", "godkänd"),
        ("file\tverdict\na.pdf\tvalid\n", "summary"),
        (f"{HEAD}b.pdf\t1\tvalid\n", "inte finns: b.pdf"),
    ],
)
def test_another_table_is_refused(tmp_path: Path, table: str, words: str) -> None:
    with pytest.raises(FileFailure, match=words):
        read_rows(folder(tmp_path, table, "a.pdf"))


ROWS = tuple(
    Row(f"{name}.pdf", Verdict(verdict))
    for name, verdict in (("lik", "valid"), ("svag", "valid"), ("tyst", "not-valid"), ("trasig", ""), ("evig", "mixed"))
)
SAID = (
    Said((), (HELD,), seconds=1.25, megabytes=50),
    Said((fel("SIG122"), fel("SIG122")), (HELD,)),
    Said((), (HELD,)),
    Said(crash="KeyError: 7"),
    Said(late=True, seconds=60),
)
WEAK = Note(Verdict.VALID, "SIG122", "SHA-1 är svag.")


def only_weak(one: Difference) -> Note | None:
    return reason(one, (WEAK,))


def test_the_table_counts_and_names_everything() -> None:
    lines = report(compared(ROWS, SAID, only_weak)).splitlines()
    assert [line.split() for line in lines[:6]] == [
        ["utlåtande", "filer", "lika", "olika", "oförklarade", "krascher", "för", "långsamma"],
        ["valid", "2", "1", "1", "0", "0", "0"],
        ["not-valid", "1", "0", "1", "1", "0", "0"],
        ["mixed", "1", "0", "0", "0", "0", "1"],
        ["(inget)", "1", "0", "0", "0", "1", "0"],
        ["alla", "5", "1", "2", "1", "1", "1"],
    ]
    assert lines[6:8] == ["krasch: trasig.pdf: KeyError: 7", "för långsam: evig.pdf: stoppad efter 60 s"]
    assert lines[9:11] == ["DSS: valid. Vi: SIG122. SHA-1 är svag.", "  svag.pdf"]
    assert lines[12:14] == ["Utan förklaring:", f"  tyst.pdf: DSS: not-valid. Vi: {SILENT}."]
    assert lines[15].startswith("längst tid: evig.pdf 60.0 s, lik.pdf 1.2 s")
    assert lines[16].startswith("mest minne: lik.pdf 50 MB")


@pytest.mark.parametrize(
    ("which", "fine"), [([0], True), ([0, 1], True), ([0, 2], False), ([0, 3], False), ([0, 4], False)]
)
def test_it_is_good_only_if_nothing_stopped_and_all_is_explained(which: list[int], fine: bool) -> None:
    outcomes = compared([ROWS[at] for at in which], [SAID[at] for at in which], only_weak)
    assert good(outcomes) is fine


def test_a_note_explains_its_own_kind_and_nothing_else() -> None:
    single = Note(Verdict.VALID, "SIG111", "en fil", files=frozenset(("x.pdf",)))
    kind = Note(Verdict.VALID, "SIG111", "ett slag", words="okänd metod")
    notes = (kind, single)
    said = "den bygger på en okänd metod"
    assert reason(Difference("y.pdf", Verdict.VALID, "SIG111", said), notes) is kind
    assert reason(Difference("x.pdf", Verdict.VALID, "SIG111", said), notes) is single
    assert reason(Difference("y.pdf", Verdict.VALID, "SIG111", "den är skadad"), notes) is None
    assert reason(Difference("y.pdf", Verdict.MIXED, "SIG111", said), notes) is None
    assert reason(Difference("y.pdf", Verdict.VALID, "SIG108", said), notes) is None


@pytest.mark.parametrize("note", NOTES, ids=lambda note: f"{note.verdict}-{note.ours}")
def test_no_note_excuses_silence_or_damage_of_a_whole_kind(note: Note) -> None:
    """What DSS finds and we do not, and what we cannot read, is explained for named files only."""
    if note.ours in (SILENT, UNTOLD, BROKEN, UNSEEN, HOLDS):
        assert note.files
    assert note.why.endswith(".")


def test_the_command_ends_as_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([""]) == 2
    assert command.main([str(tmp_path)]) == 5
    assert TABLE in capsys.readouterr().err
    folder(tmp_path, f"{HEAD}a.pdf\t0\tno-signature\n", "a.pdf")
    assert command.main([str(tmp_path)]) == 0
    folder(tmp_path, f"{HEAD}a.pdf\t1\tvalid\n", "a.pdf")
    capsys.readouterr()
    assert command.main([str(tmp_path)]) == 1
    assert "a.pdf: DSS: valid. Vi: SIG106." in capsys.readouterr().out

"""Word files beside LibreOffice: on texts and small files made here."""

import stat
import sys
from pathlib import Path

import pytest
from docx import Document

from loftdocs.read.document import Finished, Paragraph, Part, Unread, UnreadKind
from tests.corpora import __main__ as command
from tests.corpora import office
from tests.corpora.odf import Theirs, read_flat
from tests.corpora.papers import Paper, find, good, report
from tests.corpora.run import Said, ask, loftdocs
from tests.corpora.words import Compared, Why, compare, drawn_words

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (("office", "office"), ("style", "style"), ("text", "text"), ("draw", "drawing"))
)


def flat(body: str, master: str = "") -> Theirs:
    xml = f"<office:document {NAMES}><style:master-page>{master}</style:master-page>{body}</office:document>"
    return read_flat("plain", xml.encode())


def test_a_flat_document_is_sorted() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>not</text:p></text:note-body>"
    read = flat(
        f"<text:p>ett<text:s/>två<text:tab/>tre{note}</text:note>fyra</text:p>"
        "<text:p>sida <text:page-number>7</text:page-number>av</text:p>"
        "<office:annotation><text:p>kommentar</text:p></office:annotation>"
        "<draw:text-box><text:p>ruta</text:p></draw:text-box><office:chart><text:p>stapel</text:p></office:chart>",
        "<text:p>huvud</text:p><draw:text-box><text:p>i huvudet</text:p></draw:text-box>",
    )
    assert read.body.split() == ["ett", "två", "trefyra", "sida", "av"]
    assert (read.rest.split(), read.heads.split()) == (["not", "ruta"], ["huvud", "i", "huvudet"])
    assert read.comments.strip() == "kommentar"
    assert (read.marks.strip(), read.fields.strip(), read.charts.strip()) == ("1", "7", "stapel")


def test_what_is_deleted_is_told_from_what_stays() -> None:
    changes = "".join(
        f'<text:changed-region text:id="{key}"><text:{kind}/></text:changed-region>'
        for key, kind in (("a", "deletion"), ("b", "insertion"))
    )
    read = flat(
        f"<text:tracked-changes>{changes}</text:tracked-changes>"
        '<text:p>kvar <text:change-start text:change-id="a"/>bort</text:p>'
        '<text:p>även<text:change-end text:change-id="a"/> kvar '
        '<text:change-start text:change-id="b"/>ny<text:change-end text:change-id="b"/></text:p>'
    )
    assert read.body.split() == ["kvar", "kvar", "ny"]
    assert read.deleted.split() == ["bort", "även"]


def ours(*texts: str, part: Part = "body", unread: tuple[Unread, ...] = (), number: str = "") -> Finished:
    paragraphs = tuple(Paragraph(text, part=part, number=number) for text in texts)
    return Finished("a", "a.docx", paragraphs, unread=unread)


@pytest.mark.parametrize(
    ("read", "theirs", "why"),
    [
        (ours("en"), Theirs("en två"), [("två", 1, None)]),
        (ours("en en"), Theirs("en en en"), [("en", 1, None)]),
        (ours("1 200"), Theirs("1200"), [("1200", 1, None)]),
        (ours("en"), Theirs("en", rest="två"), [("två", 1, None)]),
        (ours("en", unread=(Unread(UnreadKind.HIDDEN, "två"),)), Theirs("en två två"), ["två TOLD", ("två", 1, None)]),
        (ours("en", unread=(Unread(UnreadKind.CHART),)), Theirs("en", rest="ax", charts="ax"), ["ax TOLD"]),
        (ours("en"), Theirs("en", rest="ax", charts="ax"), [("ax", 1, None)]),
        (ours("en"), Theirs("en två", deleted="två"), ["två DELETED"]),
        (ours("en"), Theirs("een", deleted="e"), ["een DELETED"]),
        (ours("en"), Theirs("en\n  2.1.\n"), ["2 NUMBERS", "1 NUMBERS"]),
        (ours("en", part="header"), Theirs("", heads="en en"), ["en HEADS"]),
        (ours("1"), Theirs("1\t1", marks="1"), ["1 MARKS"]),
        (ours("ord"), Theirs("ordiv", marks="iv"), ["ordiv MARKS"]),
        (ours("den 4"), Theirs("den 5", fields="5"), ["5 FIELDS"]),
        (ours("av skild"), Theirs("avskild"), ["avskild SPLIT"]),
        (ours("©"), Theirs("Ó"), ["Ó SIGNS"]),
    ],
)
def test_each_lost_word_has_its_reason_or_none(read: Finished, theirs: Theirs, why: list[object]) -> None:
    lost = compare(read, theirs).lost
    told = [f"{word} {reason.name}" if reason else (word, times, None) for word, times, reason in lost]
    assert told == why


@pytest.mark.parametrize(
    ("read", "theirs", "drawn", "why"),
    [
        (ours("en två"), Theirs("en", "en"), "", [("två", 1, None)]),
        (ours("en en"), Theirs("en", "en"), "", [("en", 1, None)]),
        (ours("en", part="header", number="4."), Theirs("", heads="en"), "", ["4 NUMBERS"]),
        (ours("a2+b"), Theirs(""), "a 2 + b", ["a2 DRAWN", "b DRAWN"]),
        (ours("den 5"), Theirs("den"), "", [("5", 1, None)]),
        (ours("den 5"), Theirs("den", fields="6"), "", ["5 FIELDS"]),
        (ours("avskild"), Theirs("av skild", "av skild"), "", ["avskild SPLIT"]),
    ],
)
def test_each_extra_word_has_its_reason_or_none(read: Finished, theirs: Theirs, drawn: str, why: list[object]) -> None:
    extra = compare(read, theirs, drawn).extra
    told = [f"{word} {reason.name}" if reason else (word, times, None) for word, times, reason in extra]
    assert told == why


def test_a_text_read_twice_is_extra_and_numbers_of_lists_are_words() -> None:
    found = compare(ours("en", number="10.3"), Theirs("  10.3 en", "en"))
    assert (found.words, found.lost, found.extra) == (3, (), ())


def test_the_table_of_papers_counts_and_names_everything() -> None:
    lost = Compared(10, (("borta", 2, None), ("dold", 1, Why.TOLD)), (("mer", 1, None),))
    papers = [
        Paper(Path("x/hel.docx"), Said(), Compared(5, (("dold", 3, Why.TOLD),), ())),
        Paper(Path("x/halv.docx"), Said(), lost),
        Paper(Path("y/låst.docx"), Said(unread=("låst.docx är låst.",))),
        Paper(Path("y/fel.docx"), Said(crash="KeyError: 7")),
        Paper(Path("y/evig.docx"), Said(late=True, seconds=20)),
        Paper(Path("y/egen.docx"), Said()),
    ]
    lines = report(papers).splitlines()
    assert [line.split()[1:] for line in lines[1:4]] == [
        ["2", "2", "0", "0", "0", "2", "1", "1"],
        ["4", "1", "1", "1", "1", "0", "0", "0"],
        ["6", "3", "1", "1", "1", "2", "1", "1"],
    ]
    assert lines[4:6] == ["krasch: fel.docx: KeyError: 7", "för långsam: evig.docx: stoppad efter 20 s"]
    assert lines[7:9] == ["Avvisade: är låst.", "  låst.docx"]
    assert lines[11] == "  egen.docx"
    assert "  halv.docx: 2 (LibreOffice läser 10): borta" in lines
    assert "  halv.docx: 1 (LibreOffice läser 10): mer" in lines
    assert f"{Why.TOLD.value} (4 ord tappas, 0 är fler, i 2 filer)" in lines
    assert [good([paper]) for paper in papers] == [True, False, True, False, False, True]


def test_an_odd_file_is_excused_for_its_own_words_alone() -> None:
    found = Compared(9, (("b", 1, None), ("c", 1, None)), ())
    assert Paper(Path("poi/Tika-792.docx"), Said(), found).lost == (("c", 1),)
    assert Paper(Path("poi/annan.docx"), Said(), found).lost == (("b", 1), ("c", 1))


def test_word_files_are_found_by_their_names(tmp_path: Path) -> None:
    for name in ("a.docx", "b.DOCM", "c.pdf", "under/d.dotx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in find(tmp_path)] == ["a.docx", "b.DOCM", "d.dotx"]


def test_formulas_and_shapes_are_found_in_the_zip(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("vanlig")
    run = document.add_paragraph().add_run()
    run._r.append(run._r.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}t", nsmap=None))
    run._r[-1].text = "ritad"
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert drawn_words(path) == "ritad"


def test_review_is_asked_and_what_it_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "halv.docx").write_bytes(b"PK\3\4")
    said = ask(tmp_path / "halv.docx", command=loftdocs("review"))
    assert (said.crash, said.late) == ("", False)
    assert said.unread == ("halv.docx går inte att läsa som Word-fil: den är skadad.",)


def test_a_command_that_takes_all_memory_is_a_crash(tmp_path: Path) -> None:
    greedy = ask(tmp_path, command=lambda _file: [sys.executable, "-c", "bytearray(10**11)"])
    assert greedy.crash == "MemoryError"


def test_a_file_that_libreoffice_cannot_bear_does_not_take_its_batch_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a stand-in that writes what it is given, and stops at a file that begins with X."""
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        "form, folder = sys.argv[sys.argv.index('--convert-to') + 1], pathlib.Path(sys.argv[-2])\n"
        "at = sys.argv.index('--outdir')\n"
        "folder = pathlib.Path(sys.argv[at + 1])\n"
        "for name in sys.argv[at + 2:]:\n"
        "    text = pathlib.Path(name).read_text()\n"
        "    if text.startswith('X'): sys.exit(1)\n"
        "    ending = form.partition(':')[0]\n"
        "    made = text if ending == 'txt' else f'<a>{text}</a>'\n"
        "    (folder / pathlib.Path(name).with_suffix('.' + ending).name).write_text(made)\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("LOFTDOCS_SOFFICE", str(program))
    files = [tmp_path / name for name in ("a.docx", "b.docx", "c.docx")]
    for file, text in zip(files, ("ett", "X", "tre"), strict=True):
        file.write_text(text)
    made = tmp_path / "gjort"
    made.mkdir()
    read = list(office.read_all(files, made))
    assert [one and one.plain for one in read] == ["ett", None, "tre"]


def test_the_command_takes_word_files_and_says_when_there_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docx").mkdir()
    assert command.main([str(tmp_path), "docx"]) == 5
    assert "har inga Word-filer" in capsys.readouterr().err
    assert command.main([str(tmp_path), "okänd"]) == 2
    (tmp_path / "docx" / "trasig.docx").write_bytes(b"PK")
    assert command.main([str(tmp_path)]) == 0
    assert "Avvisade: går inte att läsa som Word-fil: den är skadad." in capsys.readouterr().out
    monkeypatch.delenv("LOFTDOCS_SOFFICE", raising=False)
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    assert command.main([str(tmp_path)]) == 3

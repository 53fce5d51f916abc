"""``loftdocs review``: documents from outside, alone, together, and against a case."""

import shutil
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from loftdocs.read.document import Finished, Paragraph, Unread, UnreadKind
from loftdocs.unread import unread_findings

from .conftest import Built, Sandbox
from .mutations.papers import Word

NAMES = ("tjansteskrivelse", "informationsfolder", "partneravtal", "bilaga")


def copies(built: Built, folder: Path, suffix: str) -> dict[str, Path]:
    """The documents of a build, copied to where a test may change them."""
    made = {}
    for name in NAMES:
        made[name] = folder / f"{name}.{suffix}"
        shutil.copy(built.folder / f"{name}-{built.name}.{suffix}", made[name])
    return made


def change(path: Path, old: str, new: str) -> None:
    """A text in a Word file changed where it first stands."""
    word = Word(path.read_bytes())
    index = next(i for i, text in enumerate(word.texts) if old in text)
    path.write_bytes(word.change(index, word.texts[index].replace(old, new, 1)).data)


def heavy(sandbox: Sandbox, *argv: str) -> list[tuple[str, str]]:
    """Code and file of each error and warning."""
    found = sandbox.findings("review", *argv)
    return [(f["code"], Path(f["document"] or "").stem) for f in found if f["severity"] != "upplysning"]


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_what_was_made_here_is_clean(enkoping: Built, sandbox: Sandbox, tmp_path: Path, suffix: str) -> None:
    sandbox.edit()
    files = [str(path) for path in copies(enkoping, tmp_path, suffix).values()]
    assert heavy(sandbox, *files) == []
    assert heavy(sandbox, *files, "--case", "prov") == []
    assert sandbox.run("review", *files).code == 0


def test_planted_faults_are_found_in_a_set_without_a_case(enkoping: Built, sandbox: Sandbox, tmp_path: Path) -> None:
    files = copies(enkoping, tmp_path, "docx")
    change(files["tjansteskrivelse"], "17\u00a0november\u00a02021", "17\u00a0november\u00a02011")
    change(files["partneravtal"], "75\u00a0000\u00a0kr", "57\u00a0000\u00a0kr")
    change(files["partneravtal"], "Muntliga överenskommelser gäller inte.", "Se bilaga 3 och punkt 14.2.")
    change(files["partneravtal"], "Ulrika K Jansson", "Ulrica K Jansson")
    change(files["bilaga"], "31\u00a0december\u00a02024", "31\u00a0december\u00a02025")
    change(files["bilaga"], "är relevant", "är XX")
    found = heavy(sandbox, *map(str, files.values()))
    assert {
        ("DAT214", "tjansteskrivelse"),  # ten years before the agreement
        ("AVG209", "partneravtal"),  # another quarter than in the paper
        ("DOK205", "partneravtal"),  # clause 14.2 of eleven
        ("UND206", "partneravtal"),  # another spelling than in the paper
        ("DAT207", "bilaga"),  # another period than the agreement's
        ("RES101", "bilaga"),
    } <= set(found)
    answer = sandbox.run("review", *map(str, files.values()))
    assert answer.code == 1
    assert "Här är avgiften" in answer.out
    assert "Jämför med" in answer.out


def test_an_agreement_that_comes_back_changed(enkoping: Built, sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.edit()
    file = copies(enkoping, tmp_path, "docx")["partneravtal"]
    change(file, "60\u00a0dagar efter skriftlig", "10\u00a0dagar efter skriftlig")
    change(file, "Ingen Part får överlåta Avtalet utan den andra Partens skriftliga samtycke.", "RISE får höja priset.")
    found = sandbox.findings("review", str(file), "--case", "prov")
    by_code = {f["code"]: f for f in found}
    assert "”10\u00a0dagar”" in by_code["TRA204"]["message"]
    assert "”60\u00a0dagar”" in by_code["TRA204"]["message"]
    assert by_code["TRA205"]["message"].startswith("Texten ”Ingen Part får överlåta Avtalet")
    assert by_code["TRA206"]["quote"] == "RISE får höja priset."


def test_a_real_papers_odd_corners_are_read(sandbox: Sandbox, tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Tjänsteskrivelse", 1)
    document.add_paragraph("Datum: 2021-11-17")
    document.add_heading("Förslag till beslut", 1)
    document.add_paragraph("Kommunstyrelsen beslutar enligt ovan.")
    document.add_heading("Ekonomi", 1)
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate((("År", "Kostnad"), ("2022", "300 000 kr"), ("Summa", "330 000 kr"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("Kostnaden täcks av budgeten.")
    document.sections[0].footer.paragraphs[0].text = "Kontakt: 811218-9876"
    path = tmp_path / "skrivelse.docx"
    document.save(str(path))
    codes = {code for code, _ in heavy(sandbox, str(path))}
    assert {"BES203", "AVG208", "UND201", "DOK208"} <= codes


@pytest.mark.parametrize("kind", ["missing", "empty", "folder", "text", "damaged docx", "damaged pdf", "encrypted"])
def test_what_cannot_be_read_is_said(enkoping: Built, sandbox: Sandbox, tmp_path: Path, kind: str) -> None:
    sound = enkoping.folder / "bilaga-enkoping.pdf"
    path = tmp_path / "given.pdf"
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "folder":
            path.mkdir()
        case "text":
            path.write_text("hej")
        case "damaged docx":
            path.write_bytes((enkoping.folder / "bilaga-enkoping.docx").read_bytes()[:2000])
        case "damaged pdf":
            path.write_bytes(b"%PDF-1.7\n" + b"\0" * 500)
        case "encrypted":
            with pikepdf.open(sound) as pdf:
                pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="hemligt"))
    answer = sandbox.run("review", str(path), str(sound))
    assert answer.code == 5
    assert "Traceback" not in answer.err
    assert "given.pdf" in answer.err
    assert "Granskar" in answer.out  # the other file is reviewed all the same


def test_a_case_with_faults_judges_nothing(enkoping: Built, sandbox: Sandbox) -> None:
    sandbox.edit(("start: 2022-01-01", "start: 2022-02-30"))
    answer = sandbox.run("review", str(enkoping.folder / "bilaga-enkoping.pdf"), "--case", "prov")
    assert answer.code == 2
    assert "Ärendet prov har fel" in answer.err


def test_a_merged_pdf_is_taken_apart(enkoping: Built, sandbox: Sandbox) -> None:
    sandbox.edit()
    bundle = str(enkoping.folder / "handlingar-enkoping.pdf")
    answer = sandbox.run("review", bundle, "--case", "prov")
    kinds = [line.rpartition("(")[2].rstrip(").") for line in answer.out.splitlines() if line.startswith("Granskar")]
    assert kinds == ["försättsblad", "tjänsteskrivelse", "övrigt", "avtal", "bilaga"]
    assert heavy(sandbox, bundle, "--case", "prov") == []
    assert heavy(sandbox, bundle) == []


def test_what_is_not_read_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    document = Document()
    hidden = document.add_paragraph("Skrivelse om ").add_run("avgiften höjs varje år")
    hidden.font.hidden = True
    document.add_paragraph().add_run("en rad till").font.hidden = True
    path = tmp_path / "skrivelse.docx"
    document.save(str(path))
    (told,) = [f for f in sandbox.findings("review", str(path)) if f["code"] == "FIL401"]
    assert told["severity"] == "varning"
    assert "på 2 ställen" in told["message"]
    assert "”avgiften höjs varje år”, ”en rad till”." in told["message"]
    assert told["document"].endswith("skrivelse.docx")
    assert "Dold text" in told["hint"]


def test_a_file_without_text_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "tom.docx"
    Document().save(str(path))
    assert [f["code"] for f in sandbox.findings("review", str(path))] == ["FIL406"]


def test_each_kind_of_unread_has_a_line() -> None:
    found = tuple(Unread(kind, f"text {number}") for kind in UnreadKind for number in range(5))
    lines = list(unread_findings([Finished("a", "a.docx", (Paragraph("x"),), unread=found)]))
    assert [line.code for line in lines] == ["FIL401", "FIL402", "FIL403", "FIL404", "FIL405", "FIL407"]
    assert all("5 " in line.message and line.message.endswith("”text 2” ….") for line in lines)

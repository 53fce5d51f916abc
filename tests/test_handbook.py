"""The handbook and the page on templates: what they tell a reader to type exists, and what they show is what is seen.

In both pages a block marked ``utskrift`` and what stands in ``<samp>`` is what the program says, "…" in it standing for
anything; a block marked ``dialog`` is a whole run of ``new``; and words in bold in the handbook are on the screen.
"""

import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.serialization import Encoding
from docx import Document
from icalendar import Calendar
from pikepdf import Pdf
from pypdf import PdfReader

from loftdocs.catalogue import catalogue
from loftdocs.cli.arguments import parse
from loftdocs.project import Project

from .conftest import REPO, Answer, Sandbox
from .returns import acts, attack_annotations, honest, keys, paint
from .returns.setup import setup_for
from .test_document_rules import plant
from .test_schema import CASE_SCHEMA, PROGRAM_SCHEMA, errors

DOCS = REPO / "docs"
PAGES = ("handbok.md", "mallar.md")
TEXT = {name: (DOCS / name).read_text(encoding="utf-8") for name in PAGES}
BOTH = pytest.mark.parametrize("page", PAGES)

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"(?:\.venv/bin/python -m )?loftdocs\s|make(?:\s|$)")
MOST_BYTES = 150_000
# What the shell says, and not the program.
SHELL = ("loftdocs: command not found", ".venv/bin/python: No such file or directory")
SOURCES = ("*.py", "*.ts", "*.html", "*.j2", "*.jinja", "*.sh")

NEW = ".venv/bin/python -m loftdocs new --kommun"
BUILD = "make cases/vasteras"
AGREEMENT = "build/vasteras/avtal-vasteras.pdf"
PAGES_IN_BUNDLE = 10
EDITED = "partneravtal-ändrat.docx"


def blocks(page: str, kind: str) -> list[str]:
    return [body for found, body in BLOCK.findall(TEXT[page]) if found == kind]


def commands(page: str) -> list[str]:
    """Every command of the program's own: a line of a block, its continued lines with it, or a piece of code."""
    lines = "\n".join(blocks(page, "")).replace("\\\n", " ").splitlines()
    inline = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", BLOCK.sub("", TEXT[page]))
    return [line.strip() for line in (*lines, *inline) if OURS.match(line.strip())]


def arguments(command: str) -> list[str]:
    """What stands after ``loftdocs`` on the command line, or would if make had not been asked."""
    words = shlex.split(command)
    if words[0] != "make":
        return words[words.index("loftdocs") + 1 :]
    more = [part for word in words if word.startswith("ARGS=") for part in word.removeprefix("ARGS=").split()]
    return {"cases": ["build", "--all"], "desk": ["desk"]}.get(words[1], ["build", words[1]]) + more


def squeezed(text: str) -> str:
    """Without any white space: lines are broken by the width of the terminal."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def sources() -> str:
    """All that the program can say, each sentence in one piece, and the names of the form's fields."""
    files = [
        path for kind in SOURCES for path in sorted((REPO / "loftdocs").rglob(kind)) if "node_modules" not in str(path)
    ]
    read = [path.read_text(encoding="utf-8") for path in (*files, REPO / "Makefile", DOCS / "arende.schema.json")]
    return squeezed(re.sub(r'"\s*\n\s*f?"', "", "\n".join(read)))


# What there is to type, to open and to look at
# --------------------------------------------------------------------------------------------------


@BOTH
def test_every_command_exists(page: str) -> None:
    targets = set(re.findall(r"^([\w-]+):", (REPO / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert len(commands(page)) > 3
    for command in commands(page):
        words = shlex.split(command)
        if words == ["make"]:
            continue
        if words[0] == "make" and not words[1].startswith("cases/"):
            if command == "make vasteras":  # told as what not to type
                continue
            assert words[1] in targets, command
        parse(arguments(command))


@BOTH
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXT[page]):
        name, _, anchor = target.partition("#")
        path = DOCS / name if name else DOCS / page
        assert path.is_file(), target
        if anchor:
            assert anchor in anchors(path), target


@pytest.mark.parametrize("page", PAGES)
def test_readme_links_the_page(page: str) -> None:
    assert f"](docs/{page})" in (REPO / "README.md").read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """The headings' anchors, as GitHub makes them."""
    text = BLOCK.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_picture_is_described_used_and_light() -> None:
    shown = dict(re.findall(r"!\[([^\]]*)\]\(bilder/([^)]+)\)", TEXT["handbok.md"]))
    assert set(shown.values()) == {path.name for path in (DOCS / "bilder").glob("*.png")}
    for words, name in shown.items():
        assert len(words) > 40, name
        assert (DOCS / "bilder" / name).stat().st_size < MOST_BYTES, name


@BOTH
def test_every_code_is_in_the_catalogue(page: str) -> None:
    known = set(catalogue())
    told = set(re.findall(r"\b(?:[A-Z]{3}|YAML|MALL)\d{3}\b", TEXT[page]))
    assert told
    assert told <= known


def test_every_kind_of_code_is_explained() -> None:
    kinds = {re.sub(r"\d", "", code) for code in catalogue()}
    assert kinds == set(re.findall(r"^\| ([A-Z]+) \| \[", TEXT["handbok.md"], re.MULTILINE))


@BOTH
def test_every_piece_of_yaml_can_be_read_and_has_known_keys(page: str) -> None:
    assert blocks(page, "yaml")
    for text in blocks(page, "yaml"):
        assert any(unfit(schema, text) == [] for schema in (CASE_SCHEMA, PROGRAM_SCHEMA)), text


def unfit(schema: dict[str, Any], text: str) -> list[str]:
    """What a schema says of a piece of a file, which may leave out what it is not about."""
    left_out = ("required", "oneOf", "anyOf")
    return [fault.message for fault in errors(schema, text) if fault.validator not in left_out]


# The whole way
# --------------------------------------------------------------------------------------------------


@dataclass
class Way:
    """A clerk who does as the handbook says, in a folder of its own; remembers all that is said and shown."""

    sandbox: Sandbox
    said: list[str] = field(default_factory=list)

    @property
    def case(self) -> Path:
        return self.sandbox.project.cases / "vasteras.yaml"

    @property
    def folder(self) -> Path:
        return self.sandbox.project.build / "vasteras"

    def types(self, beginning: str) -> Answer:
        """The first command of the handbook, or else of the other page, that begins so."""
        told = [command for page in PAGES for command in commands(page) if command.startswith(beginning)]
        return self.runs(*arguments(told[0]))

    def runs(self, *argv: str) -> Answer:
        answer = self.sandbox.run(*argv)
        self.said += [answer.out, answer.err]
        return answer

    def writes(self, old: str, new: str) -> None:
        text = self.case.read_text(encoding="utf-8")
        assert old in text, old
        self.case.write_text(text.replace(old, new, 1), encoding="utf-8")

    def report(self) -> str:
        html = (self.folder / "granskning-vasteras.html").read_text(encoding="utf-8")
        text = re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)
        self.said.append(text)
        return text


@pytest.fixture
def way(sandbox: Sandbox) -> Way:
    return Way(sandbox)


def snippets() -> Iterator[Any]:
    """The pieces of YAML that the way takes: own texts, a wrong day, what a decision brings, two exceptions."""
    read = [yaml.safe_load(text) for text in blocks("handbok.md", "yaml")]
    yield from (read[0], *read[-4:])


def begin(way: Way) -> None:
    assert way.types(NEW).code == 0
    assert way.case.is_file()


def walk(way: Way) -> None:
    """From a new case to an agreement that can be signed and comes back, with what goes wrong on the way."""
    text, wrong, decided, unlisted, _ = snippets()
    assert way.types("loftdocs init").code == 0
    begin(way)

    writes_texts(way, text["tjänsteskrivelse"])
    told = way.types(BUILD)
    assert told.code == 0
    assert "1 varning, 1 upplysning" in told.out
    assert "Kan inte läggas fram för nämnden än" in way.report()
    before = {path.name: path.read_bytes() for path in way.folder.iterdir()}

    meeting = wrong["tjänsteskrivelse"]["sammanträde"]
    way.writes("sammanträde: 2026-12-15", f"sammanträde: {meeting}")
    told = way.types(BUILD)
    assert told.code == 1
    assert "DAT111" in told.out
    assert {path.name: path.read_bytes() for path in way.folder.iterdir()} == before
    way.writes(f"sammanträde: {meeting}", "sammanträde: 2026-12-15")
    assert way.types(BUILD).code == 0

    assert len(PdfReader(way.folder / "handlingar-vasteras.pdf").pages) == PAGES_IN_BUNDLE
    assert f"den {PAGES_IN_BUNDLE} sidor" in TEXT["handbok.md"]
    way.said.append((way.folder / "fakturaplan-vasteras.csv").read_text(encoding="utf-8-sig"))
    events = Calendar.from_ical((way.folder / "nyckeldatum-vasteras.ics").read_bytes()).walk("VEVENT")
    assert date(2029, 9, 30) in [event["DTSTART"].dt for event in events]

    told = way.types(".venv/bin/python -m loftdocs verify build/vasteras/avtal")
    assert (told.code, told.out.count("SIG107")) == (1, 2)
    assert way.runs("verify", "build/vasteras").code == 0

    edited = way.folder / "partneravtal-vasteras.docx"
    changed_by_hand(edited)
    edited_copy = way.sandbox.project.root / EDITED
    edited_copy.write_bytes(edited.read_bytes())
    told = way.types(".venv/bin/python -m loftdocs review partneravtal")
    assert told.code == 1
    assert "AVG201" in told.out
    told = way.types(BUILD)
    assert told.code == 0
    assert "FIL301" in told.out

    person, basis = decided["personer"][0], decided["tjänsteskrivelse"]
    way.writes("personer:\n", f"personer:\n  - namn: {person['namn']}\n    roll: {person['roll']}\n")
    way.writes("diarienummer:", f"diarienummer: {basis['diarienummer']}")
    way.writes("motparten: []", f"motparten: [{person['namn']}]")
    decision = decided["beslut"]
    way.writes(
        "beslut:\n  datum:\n  paragraf:", f"beslut:\n  datum: {decision['datum']}\n  paragraf: {decision['paragraf']}"
    )
    assert way.types(BUILD).code == 0
    assert "En sak saknas innan avtalet kan skrivas under." in way.report()
    exception = unlisted["undantag"][0]
    way.writes("undantag: []", f"undantag:\n  - regel: {exception['regel']}\n    skäl: {exception['skäl']}")
    assert way.types(BUILD).code == 0
    assert "Kan läggas fram för nämnden\n" in way.report()
    assert "Avtalet kan skrivas under\n" in way.report()
    comes_back(way)


def writes_texts(way: Way, texts: dict[str, str]) -> None:
    """Puts the handbook's own texts in place of those that a new case begins with."""
    for key, text in texts.items():
        old = way.case.read_text(encoding="utf-8")
        found = re.search(rf"^  {key}:(?: \|\n(?:    .*\n)+|\n)", old, re.MULTILINE)
        assert found, key
        written = f" {text}\n" if not text.endswith("\n") else " |\n    " + text.rstrip().replace("\n", "\n    ") + "\n"
        way.writes(found.group(), f"  {key}:{written}")


def comes_back(way: Way) -> None:
    """The agreement signed in the built fields, then as a service seals it with a receipt, then covered, then as Word.

    Last it is judged without its case, as it may be years later.
    """
    root = way.sandbox.project.root
    setup = setup_for((root / AGREEMENT).read_bytes(), ("Karin Holm", "Anders Berg"), "300 000")
    returned, bare = root / "avtal-vasteras-undertecknat.pdf", ".venv/bin/python -m loftdocs verify avtal-vasteras"
    anchor = root / "rotcertifikat.pem"
    returned.write_bytes(acts.sign_all(setup))
    anchor.write_bytes(keys.root().certificate.public_bytes(Encoding.PEM))
    (root / "lista.crl").write_bytes(keys.revocations().dump())

    told = way.types(bare)
    assert (told.code, "Inte avgjort än" in told.out, "SIG119" in told.out) == (0, True, True)
    assert "Accepterad" in way.types(f"{bare}-undertecknat.pdf --trust").out
    (root / "betrodda").mkdir()
    anchor.rename(root / "betrodda" / anchor.name)
    assert "Accepterad" in way.types(bare).out

    returned.write_bytes(honest.page_appended_and_sealed(setup))
    told = way.types(bare)
    assert [code for code in ("SIG130", "SIG142", "Inte avgjort än") if code not in told.out] == []
    receipt = Pdf.new()
    receipt.pages.append(paint.new_page(receipt, [f"{name} har undertecknat" for name in setup.names]))
    receipt.save(root / "kvitto.pdf")
    assert "Accepterad" in way.types(f"{bare}-undertecknat.pdf --kvitto").out
    kept = {path.name for path in way.folder.with_name("vasteras-undertecknat").iterdir()}
    assert kept == {returned.name, "kvitto.pdf", "verifiering-vasteras.json", "verifiering-vasteras.html"}
    case = way.case.read_bytes()
    way.case.unlink()
    assert "Accepterad" in way.types(bare).out
    way.case.write_bytes(case)

    returned.write_bytes(attack_annotations.stamp_between(setup))
    told = way.types(bare)
    assert (told.code, "SIG132" in told.out, "Inte accepterad" in told.out) == (1, True, True)
    word = root / "avtal-undertecknat.docx"
    word.write_bytes((way.folder / "partneravtal-vasteras.docx").read_bytes())
    assert "är en Word-fil" in way.runs("verify", word.name).err
    assert way.types(f".venv/bin/python -m loftdocs review {word.name}").code == 0
    assert way.runs("verify", "build/vasteras").code == 0


def changed_by_hand(docx: Path) -> None:
    """What a clerk might do in Word: another fee in a clause of the agreement."""
    document = Document(str(docx))
    for paragraph in document.paragraphs:
        if "varje kvartal i förskott" in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace("75", "57", 1)
            for run in paragraph.runs[1:]:
                run.text = ""
    document.save(str(docx))


def test_the_whole_way_of_the_handbook(way: Way) -> None:
    walk(way)


def test_the_dialogue_is_the_one_that_is_held(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    (dialogue,) = blocks("handbok.md", "dialog")
    told = [re.split(r"(?<=[:?])(?: |$)", line, maxsplit=1) for line in dialogue.splitlines() if line[0] != " "]
    remarks = [line for line in dialogue.splitlines() if line[0] == " "]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for _, answer in told)))
    answer = way.runs("new", "--fråga")
    assert answer.code == 0
    heard = re.sub(r" \[[^\]]*\](?=[:?])", "", answer.err)
    at = 0
    for question, _ in told:  # every question of the dialogue, in its order
        at = heard.index(question, at) + len(question)
    assert heard.count(": ") + heard.count("? ") >= len(told)
    assert squeezed(heard[at:]) == ""
    assert all(remark in heard for remark in remarks)
    written = way.case.read_text(encoding="utf-8")
    way.case.unlink()
    begin(way)
    assert way.case.read_text(encoding="utf-8") == written  # the options give the same case


# What is said
# --------------------------------------------------------------------------------------------------

# A row of the table of faults: its code, what stands in the template, what is said of it.
FAULTS = re.findall(r"^\| \[(MALL\d+)\]\S+ \| `(.+?)` \| <samp>(.+?)</samp>", TEXT["mallar.md"], re.MULTILINE)


def own_template(project: Project, name: str, *texts: str) -> None:
    """Enköping's own version of a document, with paragraphs of its own last."""
    document = Document(str(project.templates / "loft" / f"{name}.docx"))
    for text in texts:
        document.add_paragraph(text.replace("\\|", "|"), style="Body Text")
    (project.cases / "enkoping").mkdir(exist_ok=True)
    document.save(str(project.cases / "enkoping" / f"{name}.docx"))


@pytest.mark.parametrize(("code", "text", "message"), FAULTS)
def test_faults_of_templates_are_told_as_the_page_says(sandbox: Sandbox, code: str, text: str, message: str) -> None:
    sandbox.edit(name="enkoping")
    own_template(sandbox.project, "informationsfolder", text)
    told = sandbox.run("build", "enkoping")
    assert told.code == 1
    assert code in told.out
    assert message in told.out


def without_body_text(project: Project) -> Path:
    """Enköping's own decision paper, without one of the styles that free text needs."""
    own_template(project, "tjansteskrivelse")
    own = project.cases / "enkoping" / "tjansteskrivelse.docx"
    document = Document(str(own))
    style = document.styles["Body Text"].element
    style.getparent().remove(style)
    document.save(str(own))
    return own


def test_a_template_without_a_style_and_a_condition_out_of_its_cell(sandbox: Sandbox) -> None:
    sandbox.edit(name="enkoping")
    own = without_body_text(sandbox.project)
    told = sandbox.run("build", "enkoping")
    assert "MALL102" in told.out
    assert "som fältet ”ärende.bakgrund” behöver." in told.out

    document = Document(str(sandbox.project.templates / "loft" / "tjansteskrivelse.docx"))
    header = document.sections[0].header
    cell = header.add_table(1, 1, document.sections[0].page_width).cell(0, 0)
    cell.text = "{% if ärende.sammanfattning %}Kort"
    header.add_paragraph("{% endif %}")
    document.save(str(own))
    told = sandbox.run("build", "enkoping")
    assert "MALL105" in told.out
    assert "Mallens villkor eller upprepningar går om varandra." in told.out


def test_filters_and_examples_give_what_the_page_says(sandbox: Sandbox) -> None:
    rows = re.findall(r"^\| `\w+` \| [^|]+ \| `(.+?)` \| (.+?) \|$", TEXT["mallar.md"], re.MULTILINE)
    assert len(rows) == 5
    sandbox.edit(name="enkoping")
    own_template(sandbox.project, "informationsfolder", *(f"Prov {n}: {text}!" for n, (text, _) in enumerate(rows)))
    assert sandbox.run("build", "enkoping").code == 0
    made = sandbox.run("text", str(sandbox.project.build / "enkoping" / "informationsfolder-enkoping.docx")).out
    for number, (_, value) in enumerate(rows):
        assert squeezed(f"Prov {number}: {value}!") in squeezed(made)


def test_a_line_without_its_label_is_told_as_the_page_says(sandbox: Sandbox) -> None:
    sandbox.edit(name="enkoping")
    own_template(sandbox.project, "partneravtal")
    plant(sandbox.project.cases / "enkoping" / "partneravtal.docx", "Underskrift:", "Namn:")
    assert "SIG001" in sandbox.run("build", "enkoping").out


def test_what_is_shown_as_said_is_said(way: Way, sources: str) -> None:
    walk(way)
    way.sandbox.edit(name="enkoping")
    way.runs("build", "enkoping")
    own_template(way.sandbox.project, "informationsfolder", FAULTS[0][1])
    way.runs("build", "enkoping")
    own_template(way.sandbox.project, "informationsfolder", FAULTS[1][1])
    way.runs("build", "enkoping")
    (way.sandbox.project.cases / "enkoping" / "informationsfolder.docx").unlink()
    own_template(way.sandbox.project, "partneravtal")
    plant(way.sandbox.project.cases / "enkoping" / "partneravtal.docx", "Underskrift:", "Namn:")
    way.runs("build", "enkoping")
    (way.sandbox.project.cases / "enkoping" / "partneravtal.docx").unlink()
    without_body_text(way.sandbox.project)
    way.runs("build", "enkoping")
    way.runs("fields", "enkoping")
    way.writes("  mottagare: Kommunstyrelsen\n", "")
    way.runs("check", "vasteras")
    heard = squeezed("\n".join(way.said))
    unheard = []
    for page in PAGES:
        prose = BLOCK.sub("", TEXT[page])
        lines = [line for block in blocks(page, "utskrift") for line in block.splitlines()]
        lines += [words for words in re.findall(r"<samp>(.+?)</samp>", prose, re.DOTALL) if words not in SHELL]
        if page == "handbok.md":
            lines += re.findall(r"\*\*(.+?)\*\*", prose)
        lines.remove("den här stilen")
        parts = [part for line in lines for part in map(squeezed, line.split("…")) if part]
        unheard += [part for part in parts if part not in heard and part not in sources]
    assert not unheard

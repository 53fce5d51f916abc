"""``make bench``: every measurement in one run, told as ratios, and written to ``docs/benchmark.md``."""

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from loftdocs.build import build
from loftdocs.bulk import build_many, cores
from loftdocs.convert import libreoffice
from loftdocs.project import Project
from tests.bench import naive, unoservers
from tests.bench.measure import Memory, command, medians
from tests.bench.municipalities import write_cases

REPO = Path(__file__).resolve().parents[2]
SHIPPED = (REPO / "cases" / "enkoping.yaml").read_text(encoding="utf-8")
PY = sys.executable
Row = tuple[str, str, str, str]


def main() -> None:
    """Runs all of it; ``FEW=1`` in the environment takes 29 municipalities for the 290 and fewer turns."""
    few = bool(os.environ.get("FEW"))
    turns, most = (3, 29) if few else (9, 290)
    with tempfile.TemporaryDirectory(prefix="loftdocs-bench-") as folder:
        root = Path(folder)
        os.environ["LOFTDOCS_CACHE"] = str(root / "cache")
        os.environ["PYTHONPATH"] = str(REPO)
        project = Project(root)
        shutil.copytree(REPO / "templates", project.templates)
        project.cases.mkdir()
        cases = write_cases(SHIPPED, project.cases, most)
        rows = []
        for row in (*starts(turns), *single(project, cases[0], turns), *bulk(project, cases)):
            rows.append(row)
            print(" | ".join(row), flush=True)
    write(rows, turns)


def starts(turns: int) -> Iterator[Row]:
    """What does not make a document."""
    bare, check = medians(
        [
            command(PY, "-c", "import pydantic, yaml", folder=REPO),
            command(PY, "-m", "loftdocs", "check", "enkoping", folder=REPO),
        ],
        turns,
    )
    yield "`loftdocs check`", "import av pydantic och yaml", ratio(check, bare), "mindre än 3"
    command("make", "cases/enkoping", folder=REPO)()
    idle, again = medians(
        [command(PY, "-c", "pass", folder=REPO), command("make", "cases/enkoping", folder=REPO)], turns
    )
    yield "`make cases/enkoping`, inget ändrat", "`python -c pass`", ratio(again, idle), "högst 8"


def single(project: Project, case: Path, turns: int) -> Iterator[Row]:
    """One case: all of it, and one changed text with everything warm."""
    ours = command(PY, "-m", "loftdocs", "build", case.stem, "--igen", folder=project.root)
    ours()  # makes LibreOffice's profile, as a machine in use has it
    words = project.root / "words"
    words.mkdir()
    files = naive.documents(project, case, words)
    theirs = command(
        *(PY, "-m", "tests.bench.naive", str(project.root), str(case), str(project.root / "n.pdf")), folder=REPO
    )
    pdfs = Path(os.environ["LOFTDOCS_CACHE"]) / "pdf"
    cold, slow, soffice = medians(
        [ours, theirs, lambda: naive.convert(files, words)], turns, lambda: shutil.rmtree(pdfs, ignore_errors=True)
    )
    yield "ett ärende, ingenting sparat", "det vanliga sättet", f"{slow / cold:.2f} gånger fortare", "minst 2,5"
    yield "ett ärende, ingenting sparat", "en kall soffice av samma filer", ratio(cold, soffice), "högst 1,5"
    text = case.read_text(encoding="utf-8")
    count = iter(range(10**6))

    def edited() -> None:
        case.write_text(text.replace("Kostnaden", f"Kostnaden nr {next(count)}", 1), encoding="utf-8")
        assert build(project, case).folder

    (edit,) = medians([edited], turns)
    case.write_text(text, encoding="utf-8")
    yield "en text ändrad, motorn varm (`watch`)", "en kall soffice av alla filer", ratio(edit, soffice), "högst 0,5"


def bulk(project: Project, cases: tuple[Path, ...]) -> Iterator[Row]:
    """Many municipalities, against the usual way one by one and two unoservers."""
    workers = cores()
    few = cases[:29]
    (slow,) = medians(
        [
            command(
                PY,
                "-m",
                "tests.bench.naive",
                str(project.root),
                str(cases[0]),
                str(project.root / "n.pdf"),
                folder=REPO,
            )
        ],
        3,
    )
    with unoservers.servers(workers) as ports:
        unoservers.seconds(project, few[:4], ports)
        servers = unoservers.seconds(project, few, ports) / len(few)
    small = each(project, few)
    start = time.perf_counter()
    with Memory(os.getpid()) as memory:
        tenth, done, total = 0.0, start, len(cases)
        shutil.rmtree(Path(os.environ["LOFTDOCS_CACHE"]) / "pdf", ignore_errors=True)
        for number, outcome in enumerate(build_many(project, cases), start=1):
            assert outcome.result, outcome
            assert outcome.result.folder, outcome.result.findings
            done = time.perf_counter()
            tenth = tenth or (done if number == 10 * workers else 0.0)
    large = (done - start) / total
    what = f"{total} ärenden på {workers} kärnor"
    yield what, "det vanliga sättet", f"{slow / large:.2f} gånger fortare", "minst 10"
    yield what, f"{workers} unoservrar", f"{servers / large:.2f} gånger fortare", "minst 1,3"
    yield f"per ärende vid {total}", f"per ärende vid {len(few)}", ratio(large, small), "0,95–1,05"
    middle = (tenth + done) / 2
    grown = memory.highest(middle, done) / max(memory.highest(tenth, middle), 1.0)
    yield "minne, andra halvan", "minne från det tionde ärendet", f"{grown:.2f}", "1"


def each(project: Project, cases: tuple[Path, ...]) -> float:
    """Seconds for one of many."""
    shutil.rmtree(Path(os.environ["LOFTDOCS_CACHE"]) / "pdf", ignore_errors=True)
    start = time.perf_counter()
    assert all(outcome.result and outcome.result.folder for outcome in build_many(project, cases))
    return (time.perf_counter() - start) / len(cases)


def ratio(ours: float, theirs: float) -> str:
    """A ratio with the times that it comes from."""
    return f"{ours / theirs:.2f} ({ours:.3f} s mot {theirs:.3f} s)"


def write(rows: list[Row], turns: int) -> None:
    """The page."""
    machine = f"{platform.platform(terse=True)}, {os.cpu_count()} kärnor, Python {platform.python_version()}"
    lines = [
        "# Hur fort det går",
        "",
        "Skrivs av `make bench`. Allt är mätt i samma körning, turvis, med medianen av "
        f"{turns} varv; jämför förhållandena, inte tiderna.",
        "",
        "”Det vanliga sättet” är ett skript som fyller i mallarna med docxtpl, startar soffice en gång för varje",
        "dokument och lägger ihop PDF-filerna med pypdf, utan kontroller, taggar, bokmärken eller underskriftsfält.",
        "",
        f"{date.today()}, {machine}, LibreOffice {libreoffice.find().version}.",
        "",
        "| arbete | jämfört med | utfall | mål |",
        "| --- | --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]
    (REPO / "docs" / "benchmark.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

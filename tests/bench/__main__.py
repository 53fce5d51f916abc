"""``make bench``: every measurement in one run, told as ratios, and written to ``docs/benchmark.md``."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from statistics import median

from loftdocs.build import build
from loftdocs.bulk import build_many, cores
from loftdocs.convert import libreoffice
from loftdocs.project import Project
from tests.bench import naive, unoservers
from tests.bench.desk import typing
from tests.bench.measure import Memory, command, medians
from tests.bench.municipalities import write_cases
from tests.bench.returned import signed

REPO = Path(__file__).resolve().parents[2]
SHIPPED = (REPO / "cases" / "enkoping.yaml").read_text(encoding="utf-8")
PY = sys.executable
Row = tuple[str, str, str, str]
WARM = 10


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
        for row in chain(
            starts(turns),
            single(project, cases[0], turns),
            desk(project, cases[0], turns),
            comes_back(project, cases[0], turns),
            bulk(project, cases),
        ):
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
    ours = command(PY, "-m", "loftdocs", "build", case.stem, folder=project.root)
    ours()  # makes LibreOffice's profile, as a machine in use has it
    words = project.root / "words"
    words.mkdir()
    files = naive.documents(project, case, words)
    theirs = command(
        *(PY, "-m", "tests.bench.naive", str(project.root), str(case), str(project.root / "n.pdf")), folder=REPO
    )

    def new() -> None:
        forget()
        shutil.rmtree(project.build, ignore_errors=True)

    cold, slow, soffice = medians([ours, theirs, lambda: naive.convert(files, words)], turns, new)
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


def desk(project: Project, case: Path, turns: int) -> Iterator[Row]:
    """A key pressed in the desk, against one document converted the usual way."""
    words = project.root / "ord"
    words.mkdir()
    paper = [naive.documents(project, case, words)[1]]  # after the cover
    pressed, usual = [], []
    with typing(project, case.stem) as press:
        for _ in range(turns):
            pressed.append(press())
            usual += medians([lambda: naive.convert(paper, words)], 1)
    what = "en tangent på skrivbordet, till sidans nya bild"
    yield what, "en kall soffice av ett dokument", ratio(median(pressed), median(usual)), "högst 0,5"


def comes_back(project: Project, case: Path, turns: int) -> Iterator[Row]:
    """A signed agreement verified, every page drawn twice and the report written."""
    file = signed(project, case)

    def verify() -> None:
        # The names of those who signed are made up, so that it ends with 1: findings, and the whole answer.
        done = subprocess.run([PY, "-m", "loftdocs", "verify", str(file)], cwd=project.root, capture_output=True)
        assert done.returncode in (0, 1), done.stderr

    office = str(libreoffice.find().program)
    ours, theirs = medians([verify, command(office, "--version", folder=project.root)], turns)
    yield "`loftdocs verify`, ett undertecknat avtal", "en kall `soffice --version`", ratio(ours, theirs), "mindre än 3"


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
    small = each(project, few).later
    with Memory(os.getpid()) as memory:
        large = each(project, cases)
    total = len(cases)
    what = f"{total} ärenden på {workers} kärnor"
    yield what, "det vanliga sättet", f"{slow / large.all:.2f} gånger fortare", "minst 10"
    yield what, f"{workers} unoservrar", f"{servers / large.all:.2f} gånger fortare", "minst 1,3"
    what = f"per ärende vid {total}, efter de {WARM} första"
    yield what, f"per ärende vid {len(few)}, likaså", ratio(large.later, small), "0,95–1,05"
    middle = (large.warm + large.done) / 2
    grown = memory.highest(middle, large.done) / max(memory.highest(large.warm, middle), 1.0)
    yield "minne, andra halvan", "minne från det tionde ärendet", f"{grown:.2f}", "1"


@dataclass(frozen=True)
class Many:
    """Seconds for one of many: in all, and after the first `WARM`; and when those, and all, were done."""

    all: float
    later: float
    warm: float
    done: float


def each(project: Project, cases: tuple[Path, ...]) -> Many:
    """Builds the cases with nothing kept from before."""
    forget()
    start = time.perf_counter()
    ends = []
    for outcome in build_many(project, cases):
        assert outcome.result, outcome
        assert outcome.result.folder, outcome.result.findings
        ends.append(time.perf_counter())
    later = (ends[-1] - ends[WARM - 1]) / (len(ends) - WARM)
    return Many((ends[-1] - start) / len(ends), later, ends[WARM - 1], ends[-1])


def forget() -> None:
    """Takes away all that earlier builds kept, but not LibreOffice's profile."""
    for kind in ("pdf", "sidor"):
        shutil.rmtree(Path(os.environ["LOFTDOCS_CACHE"]) / kind, ignore_errors=True)


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

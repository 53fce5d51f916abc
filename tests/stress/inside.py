"""What is tried in this process: mutated case files, programmes and templates, by the thousand, each with a limit."""

import io
import os
import shutil
import signal
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import FrameType

from loftdocs.bulk import cores
from loftdocs.check.rule import Known
from loftdocs.checking import check
from loftdocs.failures import Failure
from loftdocs.findings import Finding
from loftdocs.project import Project
from loftdocs.render.fields import Whole, fields
from loftdocs.render.template import render
from tests.stress.odd import VALUES, mutated
from tests.stress.tally import Tally

REPO = Path(__file__).resolve().parents[2]
SECONDS = 20.0
_MEMORY = 4_000_000_000  # bytes: what a process may take, so that what swells is seen and does no harm
_OWN_FAULT = "det är ett fel i programmet"  # what a rule says that has failed

Trial = Callable[[Path, int, int], Tally]  # in a project's folder, so many tries, with a seed


class Late(BaseException):
    """A try took longer than `SECONDS`."""


def trials(trial: Trial, tries: int, seed: int) -> Tally:
    """So many tries in all, in a process for each core, each with a seed of its own."""
    parts = cores()
    whole = Tally()
    with ProcessPoolExecutor(parts, mp_context=get_context("spawn"), initializer=_begin) as pool:
        shares = [tries // parts + (part < tries % parts) for part in range(parts)]
        jobs = [pool.submit(_in_a_folder, trial, share, seed * 100 + part) for part, share in enumerate(shares)]
        for job in jobs:
            whole += job.result()
    return whole


def _begin() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _in_a_folder(trial: Trial, tries: int, seed: int) -> Tally:
    with tempfile.TemporaryDirectory(prefix="stress-") as name:
        root = Path(name)
        shutil.copytree(REPO / "templates", root / "templates")
        (root / "cases").mkdir()
        shutil.copy(REPO / "cases" / "enkoping.yaml", root / "cases" / "prov.yaml")
        os.chdir(root)
        return trial(root, tries, seed)


def cases(root: Path, tries: int, seed: int) -> Tally:
    """Mutated case files: each is checked, and comes to findings or to a failure in Swedish."""
    return _mutations(root, root / "cases" / "prov.yaml", tries, Random(seed))


def programs(root: Path, tries: int, seed: int) -> Tally:
    """Mutated programmes, likewise."""
    return _mutations(root, root / "templates" / "loft" / "program.yaml", tries, Random(seed))


def _mutations(root: Path, file: Path, tries: int, chance: Random) -> Tally:
    sound = file.read_text(encoding="utf-8")
    whole = Tally()
    for number in range(tries):
        text = mutated(sound, chance)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        whole += judged(f"{file.name} {number}", lambda: check(Project(root), root / "cases" / "prov.yaml")[1])
    return whole


def templates(root: Path, tries: int, seed: int) -> Tally:
    """Mutated templates: each is filled in, or told of; a try that is refused is as good as one that is not."""
    chance = Random(seed)
    known, findings = check(Project(root), root / "cases" / "prov.yaml")
    assert known, findings
    sound = sorted((root / "templates" / "loft").glob("*.docx"))
    whole = Tally()
    for number in range(tries):
        shipped = chance.choice(sound)
        file = root / f"{shipped.stem}-{number}.docx"
        file.write_bytes(_damaged(shipped.read_bytes(), chance))
        values = _fields(known, shipped.stem)
        whole += judged(f"{shipped.name} {number}", partial(_filled, file, values))
        file.unlink()
    return whole


def _filled(file: Path, values: dict[str, object]) -> Sequence[Finding]:
    return render(file, values).findings


def _fields(known: Known, name: str) -> dict[str, object]:
    loaded = known.loaded
    documents = {one.namn: one for one in (loaded.program.försättsblad, *loaded.program.dokument)}
    document = documents.get(name, loaded.program.försättsblad)
    return fields(loaded.case, loaded.program, known.facts, document, None, Whole("Handlingar", (), 3))


def _damaged(docx: bytes, chance: Random) -> bytes:
    """A Word file with something wrong in a part's XML, in its list of parts, or in its bytes."""
    if chance.random() < 0.1:
        data = bytearray(docx)
        for _ in range(chance.choice((1, 20, 400))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data[: chance.choice((len(data), len(data) // 2))])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        text = [name for name in names if name.endswith((".xml", ".rels"))]
        target = chance.choice((*(name for name in names if name == "word/document.xml"), chance.choice(text)))
        for name in names:
            part = old.read(name)
            if name == target and chance.random() < 0.97:
                part = _xml(part.decode("utf-8"), chance).encode("utf-8", "surrogatepass")
            elif name == target:
                continue
            new.writestr(name, part)
    return made.getvalue()


_TAGS = (
    *("{{ ", " }}", "{% if kommun %}", "{% endif %}", "{%p if 1 %}", "{%p endif %}", "{%tr for a in program %}"),
    *(
        "{%tr endfor %}",
        "{{p ärende.bakgrund }}",
        "{{r x }}",
        "{{ 10**10 * 'x' }}",
        "{{ 10**10**10 }}",
        "{{ a.b.c.d }}",
    ),
    *("{% for a in '0123456789' %}" * 12 + "x" + "{% endfor %}" * 12, "{{ " + "(" * 600 + "1" + ")" * 600 + " }}"),
    *("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{{ kommun }}", "{{ kommun.namn | ord | lista }}", "{#", "#}"),
    *("{% set x = 1 %}", "{% include 'x' %}", "{% import 'os' as o %}", "{% extends 'x' %}", "{{ x|attr('y') }}"),
    *("<w:t>", "</w:t>", "</w:p>", "<w:p>", "&amp;", "&", "<!--", "<![CDATA[", "<w:br/>", "\x00", "]]>", "<a>" * 300),
)


def _xml(text: str, chance: Random) -> str:
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(text) + 1)
        texts = text.find("<w:t", at)
        if texts >= 0 and chance.random() < 0.7:
            at = text.find(">", texts) + 1  # where an author writes
        how = chance.randrange(4)
        if how == 0:
            text = text[:at] + text[at + chance.choice((1, 8, 60)) :]
        elif how == 1:
            text = text[:at] + text[at : at + 200] * 2 + text[at:]
        else:
            text = text[:at] + chance.choice(_TAGS if how == 2 else VALUES) + text[at:]
    return text


def judged(what: str, work: Callable[[], Sequence[Finding]]) -> Tally:
    """One try: findings are an answer, and a failure in Swedish; anything else that is raised is a traceback."""
    try:
        with _limit():
            findings = work()
    except Failure:
        return Tally(1)
    except Late:
        return Tally(1, hangs=1, notes=(f"{what}: tog mer än {SECONDS:.0f} sekunder",))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{what}: {type(error).__name__} {error} ({Path(where.filename).name}:{where.lineno})"
        return Tally(1, tracebacks=1, notes=(said[:300],))
    own = [one for one in findings if _OWN_FAULT in one.message]
    return Tally(1, wrong=1, notes=(f"{what}: {own[0].message}"[:300],)) if own else Tally(1)


@contextmanager
def _limit() -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Late

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

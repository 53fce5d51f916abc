"""The main job, from a case file to a folder of finished documents: the program's table of contents."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from loftdocs import cache, control, convert, manifest, unchanged
from loftdocs.check import check_documents, unasked
from loftdocs.check.rule import Known
from loftdocs.checking import check
from loftdocs.convert.store import Store
from loftdocs.findings import Finding, has_errors
from loftdocs.load import Loaded
from loftdocs.load.starter import starter_of
from loftdocs.make.documents import Made, Progress, make
from loftdocs.project import Project
from loftdocs.publish import publish, workshop
from loftdocs.result import Result, report_name
from loftdocs.verdicts import verdicts


def build(
    project: Project,
    case_file: Path,
    *,
    strict: bool = False,
    anew: bool = False,
    progress: Progress = lambda step: None,
) -> Result:
    """Makes all documents of a case in ``build/<case>``; with an error nothing there is touched.

    ``strict`` lets a warning stop the build too; ``anew`` uses nothing that was kept from before. Raises `Failure` for
    what is not the case's fault. Whether a build is needed at all is for the caller to ask; see `unchanged`.
    """
    cache.begin()
    unchanged.forget(project, case_file)
    engine = convert.engine(anew=anew)  # LibreOffice starts while the case is read
    tools = unchanged.tools_mark()
    mark = tools + convert.mark()
    store, drawn = Store(mark, anew=anew), Store(mark, "sidor", anew=anew)
    progress("Läser och kontrollerar ärendet")
    known, findings = check(project, case_file)
    if known is None or has_errors(findings, strict=strict):
        return _stopped(findings, known)
    loaded = known.loaded
    with workshop(project.build) as folder, engine.broken_off_with(), ThreadPoolExecutor(1) as beside:
        made = make(known, folder, engine, store, progress)
        findings += made.findings
        if has_errors(made.findings, strict=strict):
            return _stopped(findings, known)
        from loftdocs.convert.pictures import pictures
        from loftdocs.plan import plan_files  # read in while LibreOffice was at work; see `warm`
        from loftdocs.report.review import Built, report

        bundle = made.folder / made.bundle[0].label
        # Drawn while the documents are checked: PDFium, which is asked for nothing else, and zlib let Python go on.
        pages = beside.submit(pictures, bundle, drawn, made.digests)
        progress("Kontrollerar de färdiga dokumenten")
        known, findings = judged(known, made, findings)
        left = unasked(known)
        if has_errors(findings, strict=strict):
            return _stopped(findings, known)
        traced = known.trace
        assert traced
        written = json.dumps({**traced.as_json(), **_untraced(known, made)}, ensure_ascii=False, indent=2)
        (made.folder / f"sparning-{loaded.name}.json").write_text(f"{written}\n", encoding="utf-8")
        for name, content in plan_files(loaded.name, loaded.case, loaded.program, known.facts).items():
            (made.folder / name).write_bytes(content)
        drawn_pages = pages.result()
        kept = control.described(made.folder, loaded.name, known.facts, loaded.program)
        described = manifest.describe(
            made.folder, project.root, _inputs(loaded), convert.version(), made.fonts, kept, left
        )
        built = Built(made.folder, made.bundle, drawn_pages, described)
        html = report(loaded.name, project.root, known, findings, built)
        (made.folder / report_name(loaded.name)).write_text(html, encoding="utf-8")
        manifest.write(made.folder, described)
        target = project.build / loaded.name
        findings += publish(made.folder, target)
        store.clean()
        drawn.clean()
        if loaded.case.bilagor:
            Store("", "bilagor").clean()
    files = tuple(sorted(path.name for path in target.iterdir()))
    answers = verdicts(findings, known)
    result = Result(findings, target, files, len(traced.values), traced.tied, unasked=left, verdicts=answers)
    unchanged.remember(project, case_file, strict, list(_inputs(loaded)), convert.marks(), tools, result)
    return replace(result, unkept=cache.trouble())


def _stopped(findings: tuple[Finding, ...], known: Known | None) -> Result:
    return Result(findings, unasked=unasked(known), verdicts=verdicts(findings, known))


def judged(known: Known, made: Made, findings: tuple[Finding, ...]) -> tuple[Known, tuple[Finding, ...]]:
    """What is known once the documents are there, with their trace, and all the findings: ``findings`` and theirs."""
    from loftdocs.trace import trace

    traced = trace(made.bundle, known.loaded, known.facts, made.documents)
    whole = Known(known.loaded, made.documents, traced, attached=made.attached)
    return whole, findings + check_documents(whole, findings)


def _untraced(known: Known, made: Made) -> dict[str, Any]:
    """The case's own papers, whose values are tied to nothing: the file of each, and its first page in the bundle."""
    firsts = accumulate((len(part.pages) for part in made.bundle[:-1]), initial=1)
    pages = {part.name: (first, len(part.pages)) for part, first in zip(made.bundle, firsts, strict=True)}
    own = [
        {"fil": one.fil, "titel": one.titel, "sida": pages.get(name, (None, None))[0], "spårad": False}
        for name, one in known.facts.bilagor.items()
    ]
    return {"bilagor": own} if own else {}


def _inputs(loaded: Loaded) -> Iterator[Path]:
    yield loaded.case_tree.file
    yield loaded.program_tree.file
    names = [document.namn for document in loaded.program.papers]
    for name in (*names, *([loaded.program.sidnumrering] if loaded.program.sidnumrering else [])):
        yield loaded.template(name)
    if loaded.logo:
        yield loaded.logo
    yield from loaded.pictures
    yield from (loaded.attached(one.fil) for one in loaded.case.bilagor)
    if starter := starter_of(loaded.program_folder):  # whose texts are not to be left in a case
        yield starter

"""``make audit``: known holes and licences of what is locked, and ``build/sbom.json``.

Ends with 1 for a known hole. What could not be checked is said, and stops only with ``--strict``, as warnings do: a
computer without a network is to get its list of licences and its bill.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from loftdocs import console
from loftdocs.failures import ExitCode
from loftdocs.findings import display_path
from loftdocs.project import Project
from tests.audit.bom import bill
from tests.audit.holes import Holes, ask
from tests.audit.licences import Verdict, verdict
from tests.audit.parts import Part, python_parts, script_parts

REPO = Path(__file__).resolve().parents[2]
RUNTIME, ALL = REPO / "requirements.lock", REPO / "requirements-dev.lock"
SCRIPT = REPO / "loftdocs" / "desk" / "frontend" / "package-lock.json"


def main(arguments: Sequence[str] | None = None, asked: Callable[[Path, tuple[str, ...]], Holes] = ask) -> ExitCode:
    """Prints what there is to say and writes the bill; ``asked`` is who is asked for holes."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit")
    parser.add_argument(
        "--strict", action="store_true", help="låt också varningar och det som inte kontrollerats stoppa"
    )
    strict = parser.parse_args(arguments).strict
    python, script = python_parts(RUNTIME), script_parts(SCRIPT)
    parts = (*python, *script)
    holes = asked(ALL, tuple(part.name for part in python_parts(ALL)))

    console.say(
        f"Licenser för det som programmet använder: {len(python)} Python-paket, {len(script)} i skrivbordets script.\n"
    )
    console.print_table([("Del", "Licens"), *((str(part), part.licence or "–") for part in parts)])
    warnings = tuple(doubtful(parts))
    console.say("".join(f"\n{line}" for line in (*told(holes), *warnings, *not_asked(holes))))
    target = write_bill(Project(REPO).build / "sbom.json", parts)
    console.say(f"Innehållsförteckning (CycloneDX 1.6): {display_path(target)}")
    if holes.found or (strict and (warnings or holes.unchecked)):
        return ExitCode.FINDINGS
    return ExitCode.OK


def write_bill(target: Path, parts: Sequence[Part]) -> Path:
    """Writes the bill, and gives where."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(bill(parts), encoding="utf-8")
    return target


def doubtful(parts: Sequence[Part]) -> Iterator[str]:
    """A line for each part whose licence may not go with the program's, or that is not the one locked."""
    for part in parts:
        judged = verdict(part)
        if judged is not Verdict.FREE:
            named = f" (”{part.licence}”)" if part.licence else ""
            yield f"varning: Licensen för {part}{named} {judged}."
        if part.installed not in (None, part.version):
            yield f"varning: {part} är låst, men {part.installed} är installerad. Licensen är läst ur den."


def told(holes: Holes) -> Iterator[str]:
    """A line for each known hole, or that there is none in what was checked."""
    for hole in holes.found:
        mended = f"Rättat i {', '.join(hole.mended)}" if hole.mended else "Ingen rättad version är känd"
        yield f"fel: {hole.package} {hole.version} har ett känt hål, {hole.code}. {mended}."
    if holes.found:
        yield "  Gör så här: make lock ARGS=--upgrade  och sedan  make test"
    checked = holes.asked - len(holes.unchecked)
    if checked and not holes.found:
        yield f"Inga kända hål i {checked} låsta Python-paket."


def not_asked(holes: Holes) -> Iterator[str]:
    """What was not checked, which is never left unsaid."""
    if holes.unchecked:
        few = ", ".join(holes.unchecked[:5]) + (" …" if len(holes.unchecked) > 5 else "")
        yield f"INTE KONTROLLERAT: kända hål i {len(holes.unchecked)} av {holes.asked} låsta Python-paket ({few})."
        yield f"  Skäl: pip-audit säger ”{holes.why}”"
        yield "  Gör så här: kör  make audit  på en dator som når Pythons paketindex."
    yield "INTE KONTROLLERAT: kända hål i skrivbordets script. Kör  npm audit  i loftdocs/desk/frontend."
    yield "INTE KONTROLLERAT: det som datorn själv har, som Python, LibreOffice och typsnitt. Det uppdaterar systemet."


if __name__ == "__main__":
    sys.exit(main())

"""Validators that the product knows nothing of: veraPDF for PDF/A and PDF/UA, outloud for what is read aloud.

veraPDF is a library in Java. The program in ``tests/verapdf`` runs it; it is built the first time it is needed, which
takes a JDK, Maven and the network, and after that only when its sources have changed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from outloud import check

PROGRAM = Path(__file__).parent / "verapdf"
TARGET = PROGRAM / "target"
GOALS = ("compiler:compile", "dependency:copy-dependencies", f"-DoutputDirectory={TARGET / 'lib'}")
# -C: a download whose checksum is wrong is an error, not a warning.
MAVEN = ("-q", "-B", "-C", "-f", str(PROGRAM / "pom.xml"))
# For a program that ends within seconds: quick to start rather than fast in the long run.
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")
# Java takes the encoding of file names from here.
UTF8 = {"LC_ALL": "C.UTF-8"}
BUILD_SECONDS = 600
RUN_SECONDS = 300


class ValidatorError(Exception):
    """Validation could not be done, which is something else than a file that fails."""


@dataclass(frozen=True)
class Failure:
    """A rule of a standard that a file breaks, and the first place where it does."""

    clause: str
    test: int
    description: str
    count: int
    where: str

    @property
    def rule(self) -> str:
        """The rule as veraPDF's own lists name it: "7.1-11"."""
        return f"{self.clause}-{self.test}"


@dataclass(frozen=True)
class Remark:
    """What outloud says of a file."""

    rule: str
    message: str
    count: int
    page: int | None


class Remarks(NamedTuple):
    """Errors break PDF/UA, or are lost to the listener; warnings are what might be better."""

    errors: list[Remark]
    warnings: list[Remark]


def verapdf(
    files: Sequence[Path], profiles: Sequence[str] = ("PDFA_2_B", "PDFUA_1")
) -> dict[tuple[Path, str], list[Failure]]:
    """What each file breaks of each profile; an empty list where it conforms. One Java for all of the files."""
    if not files:
        return {}
    build()
    classpath = os.pathsep.join((str(TARGET / "classes"), str(TARGET / "lib" / "*")))
    output = run("java", *JAVA, "-cp", classpath, "Validate", ",".join(profiles), *map(str, files), seconds=RUN_SECONDS)
    answers = [json.loads(line) for line in output.splitlines()]
    pairs = product(files, profiles)
    return {pair: failures(answer) for pair, answer in zip(pairs, answers, strict=True)}


def failures(answer: dict[str, Any]) -> list[Failure]:
    """The program's answer about one file and profile."""
    if "problem" in answer:
        raise ValidatorError(f"veraPDF could not read {answer['file']}: {answer['problem']}")
    found = [
        Failure(each["clause"], each["test"], each["description"], each["count"], f"{each['where']}: {each['message']}")
        for each in answer["failures"]
    ]
    if answer["compliant"] == bool(found):
        raise ValidatorError(f"veraPDF contradicts itself: {answer}")
    return sorted(found, key=lambda failure: ([int(part) for part in failure.clause.split(".")], failure.test))


def outloud(file: Path) -> Remarks:
    """What outloud says of a file."""
    result = check(str(file))
    crashed = [f"{run.rule}: {run.reason}" for run in result.runs if run.status == "crashed"]
    if result.error or crashed:
        raise ValidatorError(f"outloud could not read {file}: {result.error or crashed}")
    return Remarks(remarks(result.findings, "error"), remarks(result.findings, "warning"))


def remarks(findings: Iterable[Any], severity: str) -> list[Remark]:
    """outloud's findings of one severity."""
    return [Remark(each.rule, each.message, each.count, each.page) for each in findings if each.severity == severity]


# --- building the program -------------------------------------------------------------------------


def build() -> None:
    """Builds the program, unless it is built from these very sources already."""
    sources = fingerprint()
    if built() == sources:
        return
    TARGET.mkdir(exist_ok=True)
    with only_one(TARGET / "lock"):
        if built() == sources:
            return
        stamp().unlink(missing_ok=True)
        for folder in ("classes", "lib"):
            shutil.rmtree(TARGET / folder, ignore_errors=True)
        try:  # what has been downloaded before is not asked for again
            run("mvn", "-o", *MAVEN, *GOALS, seconds=BUILD_SECONDS)
        except ValidatorError:
            run("mvn", *MAVEN, *GOALS, seconds=BUILD_SECONDS)
        stamp().write_text(sources, encoding="ascii")


def fingerprint() -> str:
    """The program's sources, as a checksum."""
    digest = hashlib.sha256()
    for path in (PROGRAM / "pom.xml", *sorted((PROGRAM / "src").rglob("*.java"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp() -> Path:
    """The file that tells what has been built."""
    return TARGET / "built-from"


def built() -> str | None:
    """The checksum of the sources that were built, if any were."""
    return stamp().read_text(encoding="ascii") if stamp().exists() else None


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Lets one process at a time past; the lock is let go also when the process that has it dies."""
    with path.open("a") as file:
        take(file.fileno())
        yield


def take(descriptor: int) -> None:
    """Waits for the lock on an open file, and takes it until the file is closed."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        while True:
            try:
                return msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.1)
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def run(program: str, *arguments: str, seconds: float) -> str:
    """Runs a program and gives what it prints."""
    found = shutil.which(program)
    if not found:
        raise ValidatorError(
            f"{program} is missing. veraPDF needs a JDK (17 or newer) and Maven; on Debian and Ubuntu: "
            "apt-get install --no-install-recommends maven default-jdk-headless"
        )
    done = subprocess.run(
        [found, *arguments],
        env=os.environ | UTF8,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=seconds,
    )
    if done.returncode:
        raise ValidatorError(f"{program} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout

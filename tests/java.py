"""Small programs in Java that run others' libraries: each is built the first time that it is needed.

That takes a JDK, Maven and the network; after that only when the program's sources have changed.
"""

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

from tests.validators import BUILD_SECONDS, JAVA, ValidatorError, only_one, run

_GOALS = ("compiler:compile", "dependency:copy-dependencies")


def run_java(program: Path, main: str, *arguments: str, seconds: float) -> str:
    """What the class ``main`` of a program prints; ``program`` is the folder with its pom.xml.

    Raises `ValidatorError` if it cannot be built, or ends with anything but 0.
    """
    build(program)
    target = program / "target"
    path = os.pathsep.join((str(target / "classes"), str(target / "lib" / "*")))
    return run("java", *JAVA, "-cp", path, main, *arguments, seconds=seconds)


@cache
def build(program: Path) -> None:
    """Builds a program, unless it is built from these very sources already."""
    target = program / "target"
    digest = hashlib.sha256()
    for source in (program / "pom.xml", *sorted((program / "src").rglob("*.java"))):
        digest.update(source.read_bytes())
    target.mkdir(exist_ok=True)
    stamp = target / "built-from"
    with only_one(target / "lock"):
        if stamp.exists() and stamp.read_text(encoding="ascii") == digest.hexdigest():
            return
        for folder in ("classes", "lib"):
            shutil.rmtree(target / folder, ignore_errors=True)
        # -C: a download whose checksum is wrong is an error, not a warning.
        maven = ("-q", "-B", "-C", "-f", str(program / "pom.xml"))
        goals = (*_GOALS, f"-DoutputDirectory={target / 'lib'}")
        try:  # what has been downloaded before is not asked for again
            run("mvn", "-o", *maven, *goals, seconds=BUILD_SECONDS)
        except ValidatorError:
            run("mvn", *maven, *goals, seconds=BUILD_SECONDS)
        stamp.write_text(digest.hexdigest(), encoding="ascii")

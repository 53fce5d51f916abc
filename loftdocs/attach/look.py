"""Looks at one file in a process of its own: run as a script, never imported.

    python look.py PATHS SOURCE TARGET OWN TEXT

``PATHS`` is a JSON array of the folders that Python's modules lie in: it starts bare, and confined where the system can
(`loftdocs.confine.start`). It prints one line of JSON: what was found.
"""

import json
import os
import sys


def main(paths: str, source: str, target: str, own: str, text: str) -> None:
    """Prints what is found in ``source``; leaves ``target`` as the bundle takes it."""
    sys.path[:] = [os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), *sys.path]  # noqa: PTH100, PTH120
    sys.path.extend(json.loads(paths))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no answer
    from dataclasses import asdict
    from pathlib import Path

    from loftdocs.attach.examine import examine

    found = examine(Path(source), Path(target), text, own=own == "egen")
    print(json.dumps(asdict(found), ensure_ascii=False), file=answers, flush=True)
    answers.flush()
    os._exit(0)  # what a library would tidy up goes with the process


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Starts a program that is confined from its first instruction: run as a script, never imported.

    python start.py LIMITS PROGRAM ARGUMENT…

``LIMITS`` is what `Limits.as_json` gives. A program that is a Python script runs in this same process, which is then
sure to be confined before the script is read; any other takes its place.
"""

import contextlib
import json
import os
import sys


def main(limits_json: str, program: str, *arguments: str) -> None:
    """Gives up what it can, then is the program; what this system cannot refuse is told by `report.confinement`."""
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH100, PTH120
    from loftdocs.confine import landlock, resources, seccomp, system

    limits = json.loads(limits_json)
    resources.limit(**{name: limits[name] for name in ("memory", "file_size", "cpu_seconds", "processes")})
    with contextlib.suppress(OSError):
        system.give_up_privileges()
    with contextlib.suppress(OSError):
        landlock.keep_to(limits["own"], limits["readable"], limits["sockets_in"])
    with contextlib.suppress(OSError):
        seccomp.refuse(starts_programs=limits["starts_programs"])
    if not program.endswith(".py"):
        os.execv(program, [program, *arguments])
    sys.argv = [program, *arguments]
    with open(program, encoding="utf-8") as script:  # noqa: PTH123
        code = compile(script.read(), program, "exec")
    exec(code, {"__name__": "__main__", "__file__": program})


if __name__ == "__main__":
    main(*sys.argv[1:])

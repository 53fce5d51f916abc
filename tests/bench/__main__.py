"""``python -m tests.bench``: every measurement, in one run."""

import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


def seconds(*commands: tuple[str, ...], runs: int = 11) -> list[float]:
    """The median of each command's wall-clock times; the commands take turns, so that drift meets them alike."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[list[float]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for command, own in zip(commands, times, strict=True):
            start = time.perf_counter()
            subprocess.run(command, cwd=REPO, env=environment, capture_output=True, check=False)
            if turn:  # the first one warms the caches
                own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in times]


def main() -> None:
    """Prints the machine, and each measurement as a ratio."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} kärnor")
    bare, check = seconds(
        (sys.executable, "-c", "import pydantic, yaml"), (sys.executable, "-m", "loftdocs", "check", "enkoping")
    )
    print(f"loftdocs check mot import av pydantic och yaml: {check / bare:.2f} ({check:.3f} s mot {bare:.3f} s)")


main()

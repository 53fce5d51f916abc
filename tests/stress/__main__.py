"""``python -m tests.stress [--few] [--seed N] [KIND …]``: one table; ends with 0 if nothing broke."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.stress import damage, disk, engine, inside, killing, places, together
from tests.stress.tally import Tally, table

Kind = Callable[[Path, float, int], Tally]
# What is tried, with the number of tries in full; ``--few`` takes a twentieth of them.
KINDS: Mapping[str, tuple[str, Kind]] = {
    "ärenden": ("ändrade ärendefiler", lambda _, part, seed: inside.trials(inside.cases, _of(16_000, part), seed)),
    "program": ("ändrade program", lambda _, part, seed: inside.trials(inside.programs, _of(4_000, part), seed)),
    "mallar": ("ändrade mallar", lambda _, part, seed: inside.trials(inside.templates, _of(2_000, part), seed)),
    "dödade": ("SIGKILL i alla steg", lambda at, part, seed: killing.killed(at, _of(200, part), seed)),
    "avbrutna": ("SIGTERM och SIGINT", lambda at, part, seed: killing.asked_to_end(at, _of(200, part), seed)),
    "skadade": ("skador i sparade filer", lambda at, part, seed: damage.damaged(at, _of(200, part), seed)),
    "full": ("full disk", lambda at, part, seed: disk.full(at, _of(50, part), seed)),
    "platser": ("mappar, användare, klocka", lambda at, part, seed: places.odd_places(at)),
    "samtidigt": ("åtta byggen samtidigt", lambda at, part, seed: together.at_once(at, _of(5, part), seed)),
    "tusen": ("tusen dokument, en motor", lambda at, part, seed: engine.a_thousand(at, _of(1_000, part), seed)),
    "ut": ("dokument som vill ut", lambda at, part, seed: engine.wants_out(at, _of(100, part), seed)),
}


def main() -> int:
    """0 if all was tried and nothing broke, else 1."""
    parser = argparse.ArgumentParser(prog="make stress")
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="vad som prövas; utan ord prövas allt")
    parser.add_argument("--few", action="store_true", help="en tjugondel av försöken")
    parser.add_argument("--seed", type=int, default=1, help="ett annat tal ger andra försök")
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="loftdocs-stress-") as name:
        for kind in asked.kinds or KINDS:
            what, trial = KINDS[kind]
            start = time.monotonic()
            rows.append((what, trial(Path(name), 0.05 if asked.few else 1.0, asked.seed)))
            print(f"{what}: {rows[-1][1].tries} försök, {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    print(table(rows))
    return 0 if all(tally.good for _, tally in rows) else 1


def _of(tries: int, part: float) -> int:
    return max(2, round(tries * part))


if __name__ == "__main__":
    sys.exit(main())

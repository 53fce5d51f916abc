"""The floors of the house, as `pyproject.toml` has them: no module reads what stands above it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_data_flows_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    asked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert "Contracts: 1 kept, 0 broken." in asked.stdout, asked.stdout[-3000:] + asked.stderr[-3000:]

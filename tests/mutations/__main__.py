"""``python -m tests.mutations``: plants every error, counts those found, and the false alarms on what is sound."""

import sys

from .run import report, run_all

if __name__ == "__main__":
    outcome = run_all()
    print(report(outcome))
    sys.exit(0 if outcome.good else 1)

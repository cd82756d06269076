"""The record under fire, at length: kills at random moments, four writers, first starts at once.

python tests/bench/record_trials.py [--kills 300] [--seconds 60] [--starts 100] [--seed 1]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from record_under_fire import first_starts, kills, writers


def main() -> None:
    """Run the three trials and print their figures; whatever is lost ends it with an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--starts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-trials-") as folder:
        trials = [
            lambda: first_starts(Path(folder, "starts"), given.starts),
            lambda: writers(Path(folder, "writers"), given.seconds),
            lambda: kills(Path(folder, "kills"), given.kills, given.seed),
        ]
        for trial in trials:
            began = time.perf_counter()
            figures = trial()
            told = ", ".join(f"{name}: {figure}" for name, figure in figures.items())
            print(f"{told} ({time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()

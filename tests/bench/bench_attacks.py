"""How long what means no good keeps every reader busy: each text of ``attacks`` through every kind and every reader.

python tests/bench/bench_attacks.py [NAME]      only the readers with NAME in their name

Leaves with 1 if anything but code and predictions, which have a time limit of their own, takes 0.25 s.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from attacked_readers import grader, read, readers, runs
from attacks import attacks

from quiz.kinds import kind_names

LIMIT_S = 0.25


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    texts, late = attacks(), 0
    with tempfile.TemporaryDirectory() as folder:
        found = {f"answer: {name}": grader(name) for name in kind_names() if not runs(name)}
        found |= readers(Path(folder))
        print(f"{len(texts)} texts; process time; the slowest of each reader")
        for name, reader in found.items():
            if wanted not in name:
                continue
            read(reader, "1")  # what is loaded when it is first needed
            took = []
            for text in texts:
                began = time.process_time()
                read(reader, text)
                took.append((time.process_time() - began, text))
            slowest, text = max(took)
            if slowest > LIMIT_S:  # once more: a busy machine takes long over anything
                began = time.process_time()
                read(reader, text)
                slowest = min(slowest, time.process_time() - began)
            late += slowest > LIMIT_S
            total = sum(each for each, _ in took)
            print(f"{1000 * slowest:8.1f} ms, {total:6.2f} s in all  {name:24} {text[:24]!r} ({len(text)})")
    print("all within 0.25 s" if not late else f"{late} readers take longer than 0.25 s")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())

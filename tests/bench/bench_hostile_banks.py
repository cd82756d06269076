"""What a stranger's bank can cost: each file of ``hostile_banks`` is read, drawn and audited in a process of its own.

python tests/bench/bench_hostile_banks.py [NAME]      only the files with NAME in their name

Shown are the seconds of reading and of one draw, of a whole audit of ten seeds, and the most memory of the process.
Leaves with 1 if reading and one draw take 2 s (8 s for code, whose sandbox has 6), an audit 20 s, or memory 600 MB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from hostile_banks import Hostile, codes, formulas

from quiz.audit import audit_item
from quiz.courses import parse_item
from quiz.drawing import draw, prompt, solution
from quiz.errors import QuizError
from quiz.grading import grade

DRAW_S, CODE_S, AUDIT_S, MEMORY_MB = 2.0, 8.0, 20.0, 600


def measured(source: str) -> dict[str, object]:
    """Read, draw, grade and audit a file; return what it cost and how it ended."""
    began, end = time.perf_counter(), "fine"
    item = None
    try:
        item = parse_item(source, expected_id="hostile", path="hostile.md")
        variant = draw(item, 1)
        prompt(variant), solution(variant)
        outcome = grade(variant, "def f(x):\n    return x" if item.kind == "code" else "1")
        end = outcome.verdict
    except QuizError as error:
        end = error.in_("en").replace("\n", " ")[:90]
    drawn = time.perf_counter() - began
    defects = 0
    if item is not None:
        defects = len(audit_item(item, 10, source).defects)
    whole = time.perf_counter() - began - drawn
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return {"draw_s": drawn, "audit_s": whole, "memory_mb": memory, "end": end, "defects": defects}


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(sys.stdin.read())))
        return 0
    wanted, over = sys.argv[1] if len(sys.argv) > 1 else "", 0
    print("  read+draw      audit   memory")
    for one, most in [*((one, DRAW_S) for one in formulas()), *((one, CODE_S) for one in codes())]:
        if wanted in one.name:
            over += _shown(one, most)
    print("all within their budgets" if not over else f"{over} files cost more than they may")
    return 1 if over else 0


def _shown(one: Hostile, most: float) -> bool:
    command = [sys.executable, __file__, "--one"]
    try:
        done = subprocess.run(command, input=one.source, capture_output=True, text=True, timeout=2 * AUDIT_S)
    except subprocess.TimeoutExpired:
        print(f"{one.name}: no end", flush=True)
        return True
    if done.returncode:
        print(f"{one.name}: {done.stderr.strip().splitlines()[-1]}")
        return True
    cost = json.loads(done.stdout)
    late = cost["draw_s"] > most or cost["audit_s"] > AUDIT_S or cost["memory_mb"] > MEMORY_MB
    mark = "  OVER" if late else ""
    print(
        f"{cost['draw_s']:9.2f} s {cost['audit_s']:8.2f} s {cost['memory_mb']:5.0f} MB  {one.name}: {cost['end']}"
        f" ({cost['defects']} defects){mark}",
        flush=True,
    )
    return late


if __name__ == "__main__":
    sys.exit(main())

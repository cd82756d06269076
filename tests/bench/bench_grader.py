"""How fast the grader is on everyday answers, beside ``sympy.simplify(a - b) == 0`` and Math-Verify in the same run.

Run it with ``python tests/bench/bench_grader.py``; nothing here is a test. Times are processor time, so that other work
on the machine does not count. Every time includes parsing both sides, as
text that a learner types; the others are given what they need as SymPy text or LaTeX, parsed in the same time.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from solvers import compare
from solvers.expression import Unreadable, read, to_latex, to_sympy

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]

# Keys of the course's questions as learners type them, then what their misconceptions give.
PAIRS = [
    ("2(x+y)", "2*(x+y)"),
    ("2x+2y", "2*(x+y)"),
    ("2t", "2*(x+y)"),
    ("2(x-y)", "2*(x+y)"),
    ("dz/dx = 2t*1 = 2(x+y)", "2*(x+y)"),
    ("6(3x+1)", "6*(3*x+1)"),
    ("2(3x+1)", "6*(3*x+1)"),
    ("3(x^2+1)^2*2x", "6*x*(x^2+1)^2"),
    ("6x(x²＋1)²", "6*x*(x^2+1)^2"),
    ("3(x^2+1)^2", "6*x*(x^2+1)^2"),
    ("0.25", "1/4"),
    ("25%", "1/4"),
    ("０．２５", "1/4"),
    ("0.5", "1/4"),
    ("1/4", "0.25"),
    ("1e-3", "0.001"),
    ("2^-4", "1/16"),
    ("σ(x)(1-σ(x))", "sigmoid(x)*(1-sigmoid(x))"),
    ("σ(x)(1−σ(x))", "e^(-x)/(1+e^(-x))^2"),
    ("e^-x/(1+e^-x)^2", "sigmoid(x)*(1-sigmoid(x))"),
    ("σ(x)", "sigmoid(x)*(1-sigmoid(x))"),
    ("1-tanh(x)^2", "1 - tanh(x)^2"),
    ("4/(e^x+e^-x)^2", "1 - tanh(x)^2"),
    ("1-tanh(x)", "1 - tanh(x)^2"),
    ("2σ(2x)-1", "tanh(x)"),
    ("μv - εg", "mu*v - epsilon*g"),
    ("-εg+μv", "mu*v - epsilon*g"),
    ("μv + εg", "mu*v - epsilon*g"),
    ("0.9v-0.1g", "0.9*v - 0.1*g"),
    ("w - 0.1(0.9v+g)", "w - 0.09*v - 0.1*g"),
    (r"\frac{1}{1+e^{-x}}", "sigmoid(x)"),
    (r"\frac{x-\mu}{\sigma^2+\epsilon}", "(x - mu)/(sigma^2 + epsilon)"),
    (r"2\left(x+y\right)", "2*(x+y)"),
    ("(x-1)^2", "x^2-2x+1"),
    ("1/(1+x)^2", "(1+x)^-2"),
    ("2w+λw", "w*(2+lambda)"),
    ("λw", "lambda*w"),
    ("2λw", "lambda*w"),
    ("(28, 28)", "(28,28)"),
    ("(7, 7)", "(6, 6)"),
    ("a*b*c + a*b", "a*b*(c+1)"),
    ("x1*w1+x2*w2+b", "w1*x1 + w2*x2 + b"),
    ("β1 m + (1-β1) g", "beta1*m + (1-beta1)*g"),
    ("m/(1-β1^t)", "m/(1 - beta1^t)"),
    ("exp(2x)", "exp(x)^2"),
    ("log(1+e^x)", "log(1+exp(x))"),
]
REPEATS = 60


def times(function: Callable[[str, str], object], pairs: list[tuple[str, str]], repeats: int) -> list[float]:
    """Return seconds of processor time per call, every repeat of every pair."""
    measured = []
    for _ in range(repeats):
        for left, right in pairs:
            start = time.process_time()
            function(left, right)
            measured.append(time.process_time() - start)
    return sorted(measured)


def line(name: str, measured: list[float], ours: float | None) -> str:
    median, last = statistics.median(measured), measured[int(len(measured) * 0.99)]
    ratio = "" if ours is None else f"   {median / ours:8.0f} times ours"
    return f"{name:34} median {median * 1000:9.4f} ms   p99 {last * 1000:9.3f} ms{ratio}"


def with_sympy() -> Callable[[str, str], object]:
    import sympy

    symbols = {name: sympy.Symbol(name) for name in "beta gamma lambda_ mu sigma epsilon beta1".split()}

    def simplified(left: str, right: str) -> bool:
        return bool(sympy.simplify(sympy.sympify(left, symbols) - sympy.sympify(right, symbols)) == 0)

    return simplified


def in_sympy_text(text: str) -> str:
    """The answer as SymPy would have to be given it; our own texts, never a learner's."""
    return str(to_sympy(read(text, trusted=True).answer)).replace("lambda", "lambda_")


def stream() -> tuple[float, float]:
    """Return the rows per second of ``quiz compare --jsonl`` in one process, by the clock and by processor time."""
    rows = [json.dumps({"student": left, "reference": right}, ensure_ascii=False) for left, right in PAIRS]
    count = 20000
    text = "\n".join(rows[at % len(rows)] for at in range(count)) + "\n"
    before, start = os.times(), time.perf_counter()
    command = [sys.executable, "-c", "from quiz.cli import main; main()", "compare", "--jsonl"]
    finished = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    seconds, after = time.perf_counter() - start, os.times()
    assert finished.stdout.count(b"\n") == count
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return count / seconds, count / busy


def corpora() -> dict[str, list[Row]]:
    """Return the rows of each corpus by its name: the repository's own, and the shared ones where they are present."""
    shared = Path(os.environ.get("QUIZ_SHARED", ROOT.parent / "shared"))
    found: dict[str, list[Row]] = {}
    for title, folder in (("own", ROOT / "tests" / "corpora"), ("shared", shared / "corpora")):
        for path in sorted(folder.glob("*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                rows = [row for row in map(json.loads, lines) if "reference" in row]
            if rows:  # the others hold whole answers and sentences
                found[f"{title} {path.stem}"] = rows
    return found


def on_corpus(rows: list[Row]) -> list[float]:
    """Return the best of three times of each row that can be compared, a long answer or a hostile one included."""

    def compared(student: str, reference: str) -> None:
        with contextlib.suppress(Unreadable):
            compare(student, reference)

    return sorted(min(times(compared, [(row["student"], row["reference"])], 3)) for row in rows)


def main() -> None:
    """Print the table."""
    times(compare, PAIRS, 2)
    ours = times(compare, PAIRS, REPEATS)
    median = statistics.median(ours)
    print(line("compare, parsing both sides", ours, None))
    heavy = [name for name in ("sympy", "numpy", "mpmath") if name in sys.modules]
    print(f"{'heavy modules loaded by then':34} {', '.join(heavy) or 'none'}")
    slowest = max(PAIRS, key=lambda pair: statistics.median(times(compare, [pair], 20)))
    print(f"{'slowest pair':34} {slowest[0]}  against  {slowest[1]}")
    scalars = [(in_sympy_text(a), in_sympy_text(b)) for a, b in PAIRS if not b.startswith(("(28", "(6"))]
    print(line(f"sympy.simplify(a-b)==0 ({len(scalars)} pairs)", times(with_sympy(), scalars, 1), median))
    try:
        from math_verify import parse, verify
    except ImportError:
        print(f"{'Math-Verify':34} not installed")
    else:
        latex = [
            (f"${to_latex(read(a, trusted=True).answer)}$", f"${to_latex(read(b, trusted=True).answer)}$")
            for a, b in PAIRS
        ]
        print(line("Math-Verify", times(lambda a, b: verify(parse(b), parse(a)), latex, 1), median))
    for name, rows in corpora().items():
        print(line(f"corpus: {name} ({len(rows)} rows)", on_corpus(rows), None))
    by_clock, by_processor = stream()
    print(f"{'compare --jsonl, one process':34} {by_clock:6.0f} rows/s, {by_processor:6.0f} by processor time")


if __name__ == "__main__":
    main()

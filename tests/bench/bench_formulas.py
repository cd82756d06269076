"""How long the costliest formulas of a stranger's bank take, and how much memory: written ones, and random ones.

python tests/bench/bench_formulas.py [COUNT] [SEED]      COUNT random formulas (2,000)

Leaves with 1 if one takes more than a second or more than 100 MB.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from quiz.bank.formula import Formula, FormulaError
from quiz.bank.formula.own_functions import FUNCTIONS
from quiz.bank.template import Template

LIMIT_S = 1.0
LIMIT_MB = 100

VALUES: dict[str, Any] = {
    "n": 7,
    "big": 2**4000,
    "thin": Fraction(1, 2**4000 + 1),
    "xs": tuple(range(1000)),
    "fs": tuple(Fraction(1, 10**12 + number) for number in range(1000)),
    "ds": tuple(float(f"{1 / (number + 3):.12g}") for number in range(1000)),
    "m": tuple(tuple(Fraction(row + 1, row + column + 1) for column in range(10)) for row in range(10)),
    "wide": tuple(tuple(range(70)) for _ in range(70)),
    "s": "x" * 4000,
}

WRITTEN = (
    "[[x for y in xs] for x in xs]",
    "[sort(fs) for x in xs]",
    "[sort(range(4000, 0, -1)) for x in range(4000)]",
    "[fs == fs for x in xs]",
    "[s == s for x in xs for y in xs]",
    "['xx' in s for x in xs for y in xs]",
    "['y' in s for x in xs for y in xs]",
    "[join(xs, s) for x in xs]",
    "[join([s, s], s) for x in xs]",
    "[big * big for x in xs]",
    "[big // 3 for x in xs for y in xs]",
    "[thin * x for x in xs for y in xs]",
    "[thin + 1/(x + 1) for x in xs for y in xs]",
    "[thin < 1/(x + 1) for x in xs for y in xs]",
    "[big % (x + 3) for x in xs for y in xs]",
    "[sqrt(big) for x in xs for y in xs]",
    "[sqrt(1 + thin) for x in xs for y in xs]",
    "[log(1 + thin) for x in xs for y in xs]",
    "[log(big, 3) for x in xs for y in xs]",
    "[log(1 + thin, 1 + thin) for x in xs for y in xs]",
    "[sinh(thin) for x in xs for y in xs]",
    "[sin(x*1e50) for x in xs for y in xs]",
    "[tan(x + 1/3) + atan(x) + acos(1/(x + 2)) for x in xs for y in xs]",
    "[inverse(m) for x in xs]",
    "[det(m @ m) for x in xs]",
    "[wide @ wide for x in xs]",
    "[transpose(wide) for x in xs]",
    "[var(fs) for x in xs]",
    "[var(ds) for x in xs]",
    "[mean(ds) for x in xs]",
    "[median(ds) for x in xs]",
    "[cumsum(ds) for x in xs]",
    "[max(ds) + argmax(ds) for x in xs]",
    "[all_different(fs) for x in xs]",
    "[all_different(wide) for x in xs]",
    "[factorial(300) for x in xs for y in xs]",
    "[binomial(300, 150) for x in xs for y in xs]",
    "[figures(thin, 12) for x in xs for y in xs]",
    "[scientific(big, 12) for x in xs for y in xs]",
    "[round(thin, 12) for x in xs for y in xs]",
    "[big ** (1/3) for x in xs for y in xs]",
    "[(1 + thin) ** 0.3 for x in xs for y in xs]",
    "[gcd(big, x + 1) for x in xs for y in xs]",
    "[wide[0:70, 0:70] for x in xs]",
    "[zip(xs, xs, xs, xs) for x in xs]",
    "[1 for a in range(4000) for b in range(4000) if a < 0]",
    "[[[[[1 for a in xs] for b in xs] for c in xs] for d in xs] for f in xs]",
    "prod(xs[1:])",
    "prod(fs)",
    "sum([1/(x + 10**30) for x in xs])",
    "9**9**9",
    "2.5**1e300",
    "[" + "xs," * 300 + "]",
)


def written_formulas(source: random.Random, count: int) -> Iterator[str]:
    """Yield random formulas: calls of all functions over the values, in mappings over long lists."""
    names, functions = list(VALUES), list(FUNCTIONS)

    def term(depth: int, bound: tuple[str, ...]) -> str:
        kind = source.random()
        if depth <= 0 or kind < 0.15:
            return source.choice([*names, *bound, str(source.randint(-9, 99)), "1/3", "0.1"])
        if kind < 0.5:
            name = source.choice(functions)
            function = FUNCTIONS[name]
            many = min(source.randint(function.least, min(function.most, function.least + 1)), 3)
            return f"{name}({', '.join(term(depth - 1, bound) for _ in range(many))})"
        if kind < 0.7:
            sign = source.choice(["+", "-", "*", "/", "//", "%", "**", "@", "<", "=="])
            return f"({term(depth - 1, bound)} {sign} {term(depth - 1, bound)})"
        entry = f"v{len(bound)}"
        values = source.choice(["xs", "fs", "ds", "wide", "m", "range(4000)", term(depth - 1, bound)])
        return f"[{term(depth - 1, (*bound, entry))} for {entry} in {values}]"

    for _ in range(count):
        yield term(5, ())


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    source = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    taken: list[tuple[float, float, str]] = []
    refused = 0
    for text in (*WRITTEN, *written_formulas(source, count)):
        seconds, megabytes, told = measured(text)
        refused += told
        taken.append((seconds, megabytes, text))
    for order, name in ((0, "slowest"), (1, "largest")):
        print(f"the {name}:")
        for entry in sorted(taken, key=lambda one: one[order], reverse=True)[:8]:
            print(f"{1000 * entry[0]:8.1f} ms {entry[1]:7.1f} MB  {entry[2][:80]}")
    beyond = [text for seconds, megabytes, text in taken if seconds > LIMIT_S or megabytes > LIMIT_MB]
    print(f"{len(taken)} formulas, {refused} of them refused; {len(beyond)} beyond {LIMIT_S} s or {LIMIT_MB} MB")
    return 1 if beyond else 0


def measured(text: str) -> tuple[float, float, bool]:
    """Return the seconds and the megabytes that a formula takes, and whether it is refused."""
    try:
        formula = Formula(text)
    except FormulaError:
        return 0.0, 0.0, True
    told = False
    began = time.process_time()
    try:
        formula.value(VALUES)
    except FormulaError:
        told = True
    seconds = time.process_time() - began
    if seconds > LIMIT_S:  # once more: a busy machine takes long over anything
        began = time.process_time()
        _again(formula)
        seconds = min(seconds, time.process_time() - began)
    if seconds < 0.02:  # what takes no time takes no room
        return seconds, 0.0, told
    tracemalloc.start()
    _again(formula)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return seconds, peak, told


def _again(formula: Formula) -> None:
    try:
        shown = Template("{{" + formula.source + "}}") if "{" not in formula.source else None
        if shown is not None:
            shown.fill(VALUES)
    except FormulaError:
        pass


if __name__ == "__main__":
    sys.exit(main())

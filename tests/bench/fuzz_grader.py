"""A grammar-based fuzz of the grader: no exception but ``Unreadable``, nothing slow, the same verdict twice.

Run it with ``python tests/bench/fuzz_grader.py SECONDS [SEED]``; it prints what it did, and every input that broke a
promise.
"""

from __future__ import annotations

import faulthandler
import random
import sys
import time

from solvers import compare
from solvers.expression import Unreadable, read, to_ascii, to_latex, to_text

ATOMS = (
    "x y z t n w1 x_i e i pi π σ μ β α ∞ 0 1 2 3 10 0.5 .25 1e-3 2e5 99999 1e400 9^9^9 x! 25% ½ 2½ ア ① dL/dy ∂L/∂y ∇E "
    "data_x data_x[i:j] f(x) | ' ! % ° ² ⁻¹ ₁ sin exp log σ( \\frac12 \\sqrt2 \\pi \\sigma \\boxed{1} $ { } ( ) [ ] "
    ", ; : = < ≤ ∪ "
    "± √ × ÷ ・ ー − ２ ｘ （ ） ＝ \u200b \x00 а 一 __ . .. \\ & # "
    "lambda import and U oo \\text{cm} \\begin{pmatrix} \\end{pmatrix}"
).split(" ")
FUNCTIONS = (
    "sin cos tan exp log sqrt abs sigmoid relu tanh max min factorial gamma floor atan asin acosh softplus f g".split()
)
BINARY = ("+", "-", "*", "/", "^", "**", " ", "", "·", "×", "=", "<", "≤", ",", "∪", "±", "//", "==")


def grown(source: random.Random, depth: int) -> str:
    """Return a text that is mostly well formed."""
    choice = source.random()
    if depth <= 0 or choice < 0.2:
        return source.choice(ATOMS)
    if choice < 0.55:
        return grown(source, depth - 1) + source.choice(BINARY) + grown(source, depth - 1)
    if choice < 0.7:
        return f"({grown(source, depth - 1)})"
    if choice < 0.82:
        return f"{source.choice(FUNCTIONS)}({grown(source, depth - 1)})"
    if choice < 0.88:
        return rf"\frac{{{grown(source, depth - 1)}}}{{{grown(source, depth - 1)}}}"
    if choice < 0.93:
        return f"({grown(source, depth - 1)})^({grown(source, depth - 1)})"
    if choice < 0.96:
        return "{" + grown(source, depth - 1) + ", " + grown(source, depth - 1) + "}"
    return f"|{grown(source, depth - 1)}|"


def mutated(source: random.Random, text: str) -> str:
    """Return the text with a few characters lost, doubled, moved or replaced."""
    signs = list(text)
    for _ in range(source.randint(0, 3)):
        if not signs:
            break
        at = source.randrange(len(signs))
        action = source.randrange(4)
        if action == 0:
            del signs[at]
        elif action == 1:
            signs.insert(at, source.choice(signs))
        elif action == 2:
            signs[at] = chr(
                source.choice((source.randrange(32, 127), source.randrange(0xA0, 0x3000), source.randrange(0x10000)))
            )
        else:
            signs[at:at] = list(source.choice(ATOMS))
    return "".join(signs)


def main() -> None:
    """Fuzz for the given time and print the figures."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    source = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    end = time.monotonic() + seconds
    counts: dict[str, int] = {}
    slowest, slow_pair, broken = 0.0, ("", ""), 0
    while time.monotonic() < end:
        faulthandler.dump_traceback_later(20, exit=True)  # a hang shows where it is
        student = mutated(source, grown(source, source.randint(1, 5)))
        reference = grown(source, source.randint(1, 4))
        start = time.perf_counter()
        try:
            verdict = compare(student, reference).verdict
        except Unreadable:
            verdict = "reference unreadable"
        except Exception as fault:  # whatever escapes is what this looks for
            verdict = "BROKEN"
            broken += 1
            print(f"{type(fault).__name__}: {fault}\n  {student!r}\n  {reference!r}")
        took = time.perf_counter() - start
        if took > slowest:
            slowest, slow_pair = took, (student, reference)
            if took > 0.25:
                print(f"slow: {took:.3f} s\n  {student!r}\n  {reference!r}")
        counts[verdict] = counts.get(verdict, 0) + 1
        broken += not printed_again(student)
    print(f"{sum(counts.values())} pairs in {seconds:.0f} s: {counts}")
    print(f"slowest {slowest * 1000:.1f} ms: {slow_pair[0]!r} against {slow_pair[1]!r}")
    print(f"{broken} broken promises")
    sys.exit(1 if broken else 0)


def printed_again(text: str) -> bool:
    """Return whether an answer that reads can be printed in every style without a fault."""
    try:
        tree = read(text).tree
        for show in (to_text, to_ascii, to_latex):
            show(tree)
    except Unreadable:
        return True
    except Exception as fault:  # as above
        print(f"reading or printing: {type(fault).__name__}: {fault}\n  {text!r}")
        return False
    return True


if __name__ == "__main__":
    main()

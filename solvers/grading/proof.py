"""A proof by SymPy under a deadline, in a process of its own that can be stopped whatever it computes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Final

from solvers.expression.calculus import names_in, walk
from solvers.expression.evaluation import Undefined, value
from solvers.expression.nodes import Call, Constant, Node, Number, Power
from solvers.expression.printing import to_ascii
from solvers.expression.reading import read

_ASSUMPTIONS: Final[dict[str, dict[str, bool]]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "negative": {"negative": True},
    "nonnegative": {"nonnegative": True},
    "nonzero": {"real": True, "nonzero": True},
    "integer": {"integer": True},
    "natural": {"integer": True, "positive": True},
    "unit": {"positive": True},
    "complex": {},
}
_MOST_NODES: Final = 200
_LARGEST_NUMBER: Final = 10**6
_LARGEST_EXPONENT: Final = 64


def prove_equal(left: Node, right: Node, assume: Mapping[str, str], deadline: float) -> bool | None:
    """Ask SymPy whether two expressions are equal.

    Args:
        left: an expression.
        right: an expression.
        assume: a domain per name; real where nothing is said.
        deadline: seconds, after which the process is killed.

    Returns:
        ``True`` or ``False`` as proved, ``None`` where SymPy does not know or the time is over.
    """
    if deadline <= 0 or not (_modest(left) and _modest(right)):
        return None
    lines = [to_ascii(left), to_ascii(right), *(f"{name}={domain}" for name, domain in sorted(assume.items()))]
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "solvers.grading.proof"],
            input="\n".join(lines),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=deadline,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return {"equal": True, "different": False}.get(finished.stdout.strip())


def _modest(node: Node) -> bool:
    """Return whether SymPy can build the tree at once: it evaluates powers and factorials as it goes."""
    parts = list(walk(node))
    if len(parts) > _MOST_NODES:
        return False
    if any(isinstance(part, Constant) and part.name == "oo" for part in parts):
        return False
    return all(_small(part) for part in parts)


def _small(node: Node) -> bool:
    """Return whether a number, a power or a factorial stays small when SymPy evaluates it."""
    if isinstance(node, Number):
        return max(abs(node.value.numerator), node.value.denominator) <= _LARGEST_NUMBER
    bounded = node.args[1] if isinstance(node, Power) else None
    if isinstance(node, Call) and node.name in ("factorial", "gamma"):
        bounded = node.args[0]
    if bounded is None or names_in(bounded):
        return True
    try:
        found = value(bounded)
    except Undefined:
        return False
    return not isinstance(found, complex) and -_LARGEST_EXPONENT <= found <= _LARGEST_EXPONENT


def simplifies_to_zero(left: Node, right: Node, assume: Mapping[str, str]) -> bool | None:
    """Return SymPy's own answer, in this process and without a deadline."""
    import sympy

    from solvers.expression.sympy_bridge import to_sympy

    names = names_in(left) | names_in(right)
    assumptions = {name: _ASSUMPTIONS[assume.get(name, "real")] for name in names}
    difference: Any = to_sympy(left, assumptions) - to_sympy(right, assumptions)
    if sympy.simplify(difference) == 0:
        return True
    known: bool | None = difference.equals(0)
    return known


def _main() -> None:
    lines = sys.stdin.read().split("\n")
    assume = dict(line.split("=", 1) for line in lines[2:] if "=" in line)
    sides = [read(line, trusted=True, known=assume).tree for line in lines[:2]]
    found = simplifies_to_zero(sides[0], sides[1], assume)
    print({True: "equal", False: "different", None: "unknown"}[found])


if __name__ == "__main__":
    _main()

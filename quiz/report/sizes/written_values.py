"""A short expression of numbers, as a sentence writes it -> its value."""

from __future__ import annotations

from functools import lru_cache

from quiz.reading.late_patterns import late

_ROOT_OF_ONE = late(r"sqrt\s*(\d+(?:\.\d+)?)")
_MOST_OFF = 0.1
"""No rounded value is farther from the value, as a part of it: 0.1 is not 0.07."""
_DECIMAL = late(r"\d*\.(\d+)")


@lru_cache(maxsize=256)
def value_of_text(written: str) -> float | None:
    """Return the value of ``1/√20``, ``sqrt(2/784)`` or ``0.05``; None for what has none.

    >>> value_of_text("1/√25"), value_of_text("sqrt(2/200)"), value_of_text("3/")
    (0.2, 0.1, None)
    >>> value_of_text("10^400")
    """
    from solvers import expression
    from solvers.expression.evaluation import Undefined, value

    text = _ROOT_OF_ONE.sub(r"sqrt(\1)", written.replace("√", "sqrt").replace("×", "*"))
    try:
        found = value(expression.read(text).tree)
    except (expression.Unreadable, Undefined):
        return None
    try:
        return float(found) if not isinstance(found, complex) else None
    except OverflowError:  # an exact number beyond any float
        return None


def is_rounded(claimed: float, written: str, true: float) -> bool:
    """Whether a claimed value, as ``written``, is a true one, to as many decimals as are written.

    >>> is_rounded(0.071, "0.071", 0.0707), is_rounded(0.5, "0.5", 0.05)
    (True, False)
    """
    decimals = _DECIMAL.fullmatch(written.strip())
    half = 0.5 * 10.0 ** -len(decimals[1]) * 1.000001 if decimals is not None else 0.0
    half = min(half, _MOST_OFF * abs(true))
    return abs(claimed - true) <= max(half, 1e-9 * max(abs(true), 1.0))

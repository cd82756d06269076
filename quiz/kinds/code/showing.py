"""Values as a learner sees them: short, as Python has them, in lines that never break inside a number."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from quiz.kinds.code.cases import numeric
from quiz.outlet.visible import in_line
from quiz.sandbox.inside.wire import Other

FENCE = "```"
COLUMNS = 36
"""A line of evidence fits a terminal of 40 columns, in which a block of code is moved in."""

MOST_INDENT = 10

DIGITS = 4
MOST_DIGITS = 12
MOST_SHOWN = 60
SHOWN = 400
"""Of a value with more numbers the first are shown; a text that is longer still is cut between two of them."""

MOST_BITS = 512
"""A whole number that is longer is told by its length; Python itself refuses to write very long ones."""

PRINTED_LINES = 12
PRINTED_SIGNS = 400


def show_data(value: Any, digits: int = DIGITS) -> str:
    """Write a value in one line, with so many significant digits.

    >>> show_data({"W": [1.0, 0.123456789]})
    "{'W': [1, 0.1235]}"
    """
    return " ".join(_pieces(value, digits))


def value_lines(lead: str, value: Any, digits: int = DIGITS, columns: int = COLUMNS) -> list[str]:
    """Write a value behind its name, in lines of up to so many columns; a longer line has one number in it.

    The rows of a matrix stand below each other if they don't fit into one line.

    >>> value_lines("x = ", [[1.5, 2], [30, 40]], columns=14)
    ['x = [[1.5, 2],', '     [30, 40]]']
    """
    whole = show_data(value, digits)
    if len(lead) + len(whole) <= columns:
        return [lead + whole]
    lines, current, depth = [], lead, 0
    for place, piece in enumerate(_pieces(value, digits)):
        begins_row = piece.startswith("[") and current.endswith("],")
        if place and (begins_row or len(current) + 1 + len(piece) > columns):
            lines.append(current)
            current = " " * (min(len(lead), MOST_INDENT) + depth) + piece
        else:
            current += (" " if place else "") + piece
        depth += sum(piece.count(sign) for sign in "[({") - sum(piece.count(sign) for sign in "])}")
    return [*lines, current]


def _pieces(value: Any, digits: int) -> list[str]:
    """Return a value as pieces that stay whole: numbers with what stands around them, cut after the first ones."""
    pieces = _parts(value, digits)
    length = 0
    for place, piece in enumerate(pieces):
        length += len(piece) + 1
        if length > SHOWN and place:
            return [*pieces[:place], "…"]
    return pieces


def _parts(value: Any, digits: int) -> list[str]:
    import numpy as np

    if isinstance(value, np.ndarray):
        if value.size > MOST_SHOWN:
            first = [part for number in value.ravel()[:8].tolist() for part in _parts(number, digits)]
            return [*_enclosed("[", [*([part] for part in first), ["..."]], "]"), f"(shape {value.shape})"]
        return _parts(value.tolist(), digits) + ([f"(shape {value.shape})"] if value.size == 0 else [])
    if isinstance(value, Mapping):
        entries = [_behind(f"{key!r}: ", _parts(part, digits)) for key, part in value.items()]
        return _enclosed("{", entries, "}")
    if isinstance(value, tuple):
        return _enclosed("(", [_parts(part, digits) for part in value], ",)" if len(value) == 1 else ")")
    if isinstance(value, list):
        return _enclosed("[", [_parts(part, digits) for part in value], "]")
    if isinstance(value, Other):
        return [f"<{in_line(value.kind)}>"]
    if isinstance(value, float | np.floating):
        return [f"{float(value) or 0.0:.{digits}g}"]  # and no -0
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, int) and plain.bit_length() > MOST_BITS:
        return [f"<int, {plain.bit_length()} bits>"]
    text = repr(plain)
    return [text if len(text) <= SHOWN else text[:SHOWN] + "…"]


def _behind(lead: str, pieces: list[str]) -> list[str]:
    return [lead + pieces[0], *pieces[1:]]


def _enclosed(opening: str, entries: Sequence[list[str]], closing: str) -> list[str]:
    """Put brackets around the first and the last piece, and commas between the entries."""
    pieces: list[str] = []
    for place, entry in enumerate(entries):
        last = place == len(entries) - 1
        pieces += [*entry[:-1], entry[-1] + ("" if last else ",")]
    if not pieces:
        return [opening + closing]
    pieces[0] = opening + pieces[0]
    pieces[-1] += closing
    return pieces


def shape_of(value: Any) -> str | None:
    """Return the shape of an array as it is written; None for anything else."""
    array = numeric(value) if not isinstance(value, Mapping) else None
    return None if array is None or array.ndim == 0 else str(array.shape)


def digits_apart(one: Any, other: Any) -> int:
    """Return how many digits it takes to see that two values differ."""
    for digits in range(DIGITS, MOST_DIGITS + 1):
        if show_data(one, digits) != show_data(other, digits):
            return digits
    return MOST_DIGITS


def largest_difference(one: Any, other: Any) -> float | None:
    """Return the largest distance between two values' numbers; None where they can't be laid on each other.

    >>> largest_difference({"W": [1.0, 2.0]}, {"W": [1.0, 2.5]})
    0.5
    """
    import numpy as np

    if isinstance(one, Mapping) and isinstance(other, Mapping) and set(one) == set(other):
        found = [largest_difference(one[key], other[key]) for key in one]
        return None if any(part is None for part in found) else max((part for part in found if part), default=0.0)
    left, right = numeric(one), numeric(other)
    if left is None or right is None or left.shape != right.shape or not left.size:
        return None
    with np.errstate(all="ignore"):
        distance = float(np.max(np.abs(left - right)))
    return distance if np.isfinite(distance) else None


def printed_lines(text: str) -> list[str]:
    """Return the beginning of what was printed, as lines that are safe and short; none if nothing was.

    >>> printed_lines("a\\nb\\n")
    ['a', 'b']
    """
    lines = text[:PRINTED_SIGNS].splitlines()
    cut = len(text) > PRINTED_SIGNS or len(lines) > PRINTED_LINES
    shown = [in_line(line) for line in lines[:PRINTED_LINES]]
    broken = [part for line in shown for part in wrapped(line)]
    return [*broken, "…"] if cut else broken


def wrapped(line: str) -> list[str]:
    """Break a line that is too long at its spaces."""
    return textwrap.wrap(line, COLUMNS, drop_whitespace=False) or [""]


def block(lines: Sequence[str]) -> str:
    """Write lines as a block of code, whatever they contain."""
    return "\n".join([FENCE, *(line.replace(FENCE, "'''").replace("\n", " ") for line in lines), FENCE])

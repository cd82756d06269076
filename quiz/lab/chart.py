"""Charts of plain characters: lines, points, shares and pictures that any terminal draws alike.

Only ASCII is drawn: signs of ambiguous width would tear the axes apart in some terminals.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["MARKS", "line_chart", "picture_rows", "shares"]

MARKS = "abcdefghijklmnopqrstuvwxyz"
_SHADES = " .:-=+*#%@"

Points = tuple[Sequence[float], Sequence[float]]


def line_chart(
    curves: Sequence[Points], *, columns: int = 64, rows: int = 14, joined: bool = True, log: str = ""
) -> list[str]:
    """Draw curves, each with its letter of :data:`MARKS`, between an axis on the left and one below.

    Where curves meet, the first one's letter stands. Values that are no finite numbers, or not positive on a
    logarithmic axis (``log`` names axes: ``"x"``, ``"y"``, ``"xy"``), are left out.

    >>> print("\\n".join(line_chart([([0, 1, 2], [0, 1, 2])], columns=3, rows=3)))
      2 |  a
      1 | a
      0 |a
        +---
         0 2
    """
    scaled = [_scaled(curve, log) for curve in curves]
    every = [point for curve in scaled for point in curve]
    if not every:
        return []
    left, right = _range([x for x, _ in every])
    low, high = _range([y for _, y in every])
    grid = [[" "] * columns for _ in range(rows)]
    for mark, curve in zip(MARKS, scaled, strict=False):
        cells = [(_place(x, left, right, columns), rows - 1 - _place(y, low, high, rows)) for x, y in sorted(curve)]
        for column, row in _joined(cells) if joined else cells:
            if grid[row][column] == " ":
                grid[row][column] = mark
    ticks = {row: _label(_undo(high - (high - low) * row / (rows - 1), "y" in log)) for row in (0, rows // 2, rows - 1)}
    margin = max(3, *(len(tick) for tick in ticks.values()))
    lines = [f"{ticks.get(row, ''):>{margin}} |{''.join(cells)}".rstrip() for row, cells in enumerate(grid)]
    start, end = _label(_undo(left, "x" in log)), _label(_undo(right, "x" in log))
    lines.append(" " * margin + " +" + "-" * columns)
    lines.append(" " * (margin + 2) + start + end.rjust(columns - len(start)))
    return lines


def _scaled(curve: Points, log: str) -> list[tuple[float, float]]:
    points = []
    for x, y in zip(*curve, strict=True):
        if (math.isfinite(x) and math.isfinite(y)) and not ("x" in log and x <= 0) and not ("y" in log and y <= 0):
            points.append((math.log10(x) if "x" in log else x, math.log10(y) if "y" in log else y))
    return points


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _place(value: float, low: float, high: float, cells: int) -> int:
    return round((value - low) / (high - low) * (cells - 1))


def _undo(value: float, logarithmic: bool) -> float:
    return float(10**value) if logarithmic else value


def _label(value: float) -> str:
    return f"{value:.4g}".replace("e-0", "e-").replace("e+0", "e+")


def _joined(cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Fill the columns between neighbours on straight lines."""
    filled = cells[:1]
    for (x0, y0), (x1, y1) in zip(cells, cells[1:], strict=False):
        steps = max(x1 - x0, 1)
        filled += [(x0 + i, round(y0 + (y1 - y0) * i / steps)) for i in range(1, steps + 1)] if x1 > x0 else [(x1, y1)]
    return filled


def shares(values: Sequence[float]) -> str:
    """Draw shares as one row of shades, the largest as the darkest.

    >>> shares([0.0, 0.5, 1.0])
    ' +@'
    """
    top = max((value for value in values if math.isfinite(value)), default=0.0)
    return "".join(_shade(value / top if top > 0 else 0.0) for value in values)


def picture_rows(pictures: Sequence[Sequence[Sequence[float]]], columns: int) -> list[str]:
    """Draw grey pictures side by side, as many as ``columns`` allow, two characters for a pixel.

    >>> picture_rows([[[0.0, 1.0]], [[1.0, 0.0]]], 80)
    ['  @@  @@']
    """
    lines: list[str] = []
    wide = 2 * len(pictures[0][0]) + 2 if pictures else 1
    many = max(1, (columns + 2) // wide)
    for start in range(0, len(pictures), many):
        row = pictures[start : start + many]
        if lines:
            lines.append("")
        for pixels in zip(*row, strict=True):
            lines.append("  ".join("".join(2 * _shade(value) for value in part) for part in pixels).rstrip())
    return lines


def _shade(value: float) -> str:
    if not math.isfinite(value):
        return "?"
    return _SHADES[min(len(_SHADES) - 1, max(0, math.ceil(value * (len(_SHADES) - 1))))]

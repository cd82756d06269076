"""What a figure consists of, before it is written for anybody: shapes in a box of so many units, y downwards.

A sort of figure puts shapes into a :class:`Scene`; who writes them, as SVG or as characters, knows no sorts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from quiz.columns import width
from quiz.language import LANGUAGES, Text

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Dashes = Literal["", "long", "short"]

FONT = 12.0
"""The height of letters, in units."""

PALE = -1
"""The tone of lines that only help the eye; characters leave them out."""

_CELL = 0.6
"""The width of a letter's column as a share of its height, generously: fonts differ."""


@dataclass(frozen=True, slots=True)
class Line:
    """Straight lines from point to point; ``tone`` is a number of the palette, ``dashes`` a pattern."""

    points: tuple[Point, ...]
    tone: int = 0
    dashes: Dashes = ""
    thick: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A closed outline, with ``shade`` of its tone within: 0 is none, 1 all of it."""

    points: tuple[Point, ...]
    tone: int = 0
    shade: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at a point."""

    at: Point
    tone: int = 0
    radius: float = 4.0


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose middle line is at a height; ``anchor`` says which part of it is at the point."""

    at: Point
    text: Text
    anchor: Literal["start", "middle", "end"] = "middle"


Shape = Line | Area | Dot | Label


@dataclass
class Scene:
    """Shapes in a box that begins at 0, 0; those that come later lie above the others."""

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Put shapes above those that are there; a label that would stand out is moved in."""
        for shape in shapes:
            self.shapes.append(self._moved_in(shape) if isinstance(shape, Label) else shape)

    def _moved_in(self, label: Label) -> Label:
        left, top, right, bottom = extent(label)
        x, y = label.at
        x += max(0.0, 1 - left) - max(0.0, right - self.width + 1)
        y += max(0.0, 1 - top) - max(0.0, bottom - self.height + 1)
        return Label((x, y), label.text, label.anchor)


def label_width(text: Text) -> float:
    """Return how much room a label takes, in the language in which it is longer.

    >>> label_width(Text("勾配", "gradient"))
    57.6
    """
    return round(max(width(text.in_(language), ambiguous=2) for language in LANGUAGES) * FONT * _CELL, 3)


def extent(shape: Shape) -> Box:
    """Return the box that a shape takes.

    >>> extent(Dot((10, 20), radius=4))
    (6, 16, 14, 24)
    """
    match shape:
        case Dot((x, y), _, radius):
            return x - radius, y - radius, x + radius, y + radius
        case Label((x, y), text, anchor):
            room = label_width(text)
            left = x - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
            return left, y - FONT / 2, left + room, y + FONT / 2
        case Line(points) | Area(points):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            return min(xs), min(ys), max(xs), max(ys)


def arrow(start: Point, end: Point, tone: int = 0) -> tuple[Shape, ...]:
    """Return a line with a head at its end; nothing where both are one point."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if not length:
        return ()
    x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    back = (end[0] - 7 * x, end[1] - 7 * y)
    head = (end, (back[0] - 3 * y, back[1] + 3 * x), (back[0] + 3 * y, back[1] - 3 * x))
    return Line((start, back), tone), Area(head, tone, 1.0)


def ring(centre: Point, across: float, up: float, corners: int = 48) -> tuple[Point, ...]:
    """Return an ellipse as the corners of a polygon, the first of them again at the end.

    >>> [(round(x), round(y)) for x, y in ring((0, 0), 2, 1, 4)]
    [(2, 0), (0, 1), (-2, 0), (0, -1), (2, 0)]
    """
    turns = [2 * math.pi * place / corners for place in (*range(corners), 0)]
    return tuple((centre[0] + across * math.cos(turn), centre[1] + up * math.sin(turn)) for turn in turns)


def clipped(points: Sequence[Point], box: Box) -> Iterator[tuple[Point, ...]]:
    """Yield the parts of a line that lie within a box.

    >>> list(clipped([(-1, 0.5), (2, 0.5)], (0, 0, 1, 1)))
    [((0.0, 0.5), (1.0, 0.5))]
    """
    part: list[Point] = []
    for start, end in pairwise(points):
        found = _within(start, end, box)
        if found is None or (part and part[-1] != found[0]):
            if len(part) > 1:
                yield tuple(part)
            part = []
        if found is not None:
            part = [*(part or [found[0]]), found[1]]
    if len(part) > 1:
        yield tuple(part)


def _within(start: Point, end: Point, box: Box) -> tuple[Point, Point] | None:
    """Return the part of a straight line within a box (Liang and Barsky); None if there is none."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if not step:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    begin = start if first == 0 else (x + first * dx, y + first * dy)
    stop = end if last == 1 else (x + last * dx, y + last * dy)
    return _held(begin, box), _held(stop, box)


def _held(point: Point, box: Box) -> Point:
    """Return a point of the border that rounding may have put beside it."""
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])

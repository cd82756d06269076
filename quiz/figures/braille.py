"""A scene as characters: lines in Braille patterns of two by four dots, labels as text over them.

No line is wider than asked for. A label that finds no free place stands below the drawing: no word is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quiz.columns import width as columns_of
from quiz.columns import wrap
from quiz.figures.scene import PALE, Area, Dot, Label, Line, Point, Scene
from quiz.language import Language

UNITS = 5.6
"""A column stands for no fewer units of a scene: a small drawing stays small, and its labels fit."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_FULL = 0.75
"""An area is filled from this shade on; a paler one only has its outline."""


def as_lines(scene: Scene, language: Language, columns: int) -> list[str]:
    """Return a scene as lines of at most so many columns."""
    canvas = _Canvas(scene, min(columns, int(scene.width / UNITS) + 1))
    labels = []
    for one in scene.shapes:
        match one:
            case Line(points, tone, dashes):
                if tone != PALE:
                    canvas.line(points, {"": 1, "long": 2, "short": 3}[dashes])
            case Area(points, _, shade):
                canvas.line((*points, points[0]), 1)
                if shade >= _FULL:
                    canvas.fill(points)
            case Dot(at):
                canvas.dot(at)
            case Label():
                labels.append(one)
    left_over = [text for label in labels if (text := canvas.write(label, language)) is not None]
    below = [line for text in left_over for line in wrap(text, columns)]
    return [*canvas.rows(), *below]


class _Canvas:
    """Dots and letters on a grid of characters."""

    def __init__(self, scene: Scene, columns: int) -> None:
        self.scale = (2 * columns - 1) / scene.width
        self.columns = columns
        self.lines = max(1, -(-int(scene.height * self.scale + 1) // 4))
        self.dots = [[0] * columns for _ in range(self.lines)]
        self.letters: list[list[str | None]] = [[None] * columns for _ in range(self.lines)]

    def _place(self, point: Point) -> tuple[int, int]:
        return round(point[0] * self.scale), round(point[1] * self.scale)

    def _set(self, x: int, y: int) -> None:
        if 0 <= x < 2 * self.columns and 0 <= y < 4 * self.lines:
            self.dots[y // 4][x // 2] |= _BITS[y % 4][x % 2]

    def line(self, points: Sequence[Point], every: int) -> None:
        """Draw from point to point, every so many dots."""
        count = 0
        for start, end in pairwise(map(self._place, points)):
            steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
            for step in range(steps + 1):
                if count % every == 0:
                    self._set(
                        start[0] + round((end[0] - start[0]) * step / steps),
                        start[1] + round((end[1] - start[1]) * step / steps),
                    )
                count += step < steps

    def fill(self, points: Sequence[Point]) -> None:
        """Fill the box around an area: those that are filled are boxes, or the head of an arrow."""
        places = [self._place(point) for point in points]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        for y in range(min(ys), max(ys) + 1):
            for x in range(min(xs), max(xs) + 1):
                self._set(x, y)

    def dot(self, at: Point) -> None:
        """Draw a mark of three by three dots."""
        x, y = self._place(at)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                self._set(x + dx, y + dy)

    def write(self, label: Label, language: Language) -> str | None:
        """Write a label at its place, or near it; return its text where there is no room."""
        text = label.text.in_(language)
        room = columns_of(text, ambiguous=2)
        if room > self.columns:
            return text
        x, y = self._place(label.at)
        left = x // 2 - {"start": 0, "middle": room // 2, "end": room}[label.anchor]
        left = min(max(left, 0), self.columns - room)
        for row in (y // 4, y // 4 - 1, y // 4 + 1):
            # A free column on each side keeps two labels apart.
            around = range(max(left - 1, 0), min(left + room + 1, self.columns))
            if 0 <= row < self.lines and all(self.letters[row][column] is None for column in around):
                self._put(row, left, room, text)
                return None
        return text

    def _put(self, row: int, left: int, room: int, text: str) -> None:
        """Take the columns of a text: it stands in the first of them, and none of the others holds anything."""
        taken = columns_of(text)
        self.letters[row][left : left + room] = [text, *[""] * (taken - 1), *[" "] * (room - taken)]

    def rows(self) -> list[str]:
        """Return what was drawn; an empty pattern is a space."""
        rows = []
        for letters, dots in zip(self.letters, self.dots, strict=True):
            cells = (
                (chr(0x2800 + dot) if dot else " ") if letter is None else letter
                for letter, dot in zip(letters, dots, strict=True)
            )
            rows.append("".join(cells).rstrip())
        drawn = [number for number, row in enumerate(rows) if row]
        return rows[drawn[0] : drawn[-1] + 1] if drawn else []

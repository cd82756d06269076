"""Networks of fully connected layers: a column of units for each layer, its size below."""

from __future__ import annotations

from quiz.figures.given import Field, Given
from quiz.figures.picture import Figure
from quiz.figures.scene import PALE, Area, Label, Line, Scene, label_width, ring
from quiz.language import Text

SHOWN = 6
"""A larger layer shows its first units, and dots for the others."""

FIELDS = {"layers": Field("value", required=True), "names": Field("labels")}
STEP, TOP, UNIT = 26.0, 24.0, 8.0


def draw(given: Given) -> Figure:
    """Return the network with every connection between the units that are shown."""
    sizes = given.wholes("layers", 1, 10**7, 2, 7)
    names = given.labels("names", len(sizes))
    apart = max([80.0, *(label_width(name) + 12 for name in names)])
    tallest = max(_rows(size) for size in sizes)
    scene = Scene(len(sizes) * apart, TOP + tallest * STEP + 30)
    columns: list[list[tuple[float, float]]] = []
    for number, size in enumerate(sizes):
        rows = _rows(size)
        top = TOP + (tallest - rows) * STEP / 2
        columns.append([((number + 0.5) * apart, top + (place + 0.5) * STEP) for place in range(rows)])
    for number, (before, after) in enumerate(zip(columns, columns[1:], strict=False)):
        for start in _units(before, sizes[number]):
            for end in _units(after, sizes[number + 1]):
                scene.add(Line(((start[0] + UNIT, start[1]), (end[0] - UNIT, end[1])), PALE))
    for number, (column, size) in enumerate(zip(columns, sizes, strict=True)):
        for place in _units(column, size):
            scene.add(Area(ring(place, UNIT, UNIT, 24)[:-1], 1, 0.12))
        if size > SHOWN:
            scene.add(Label(column[-2], Text.both(":")))
        x = column[0][0]
        scene.add(Label((x, scene.height - 14), Text.both(str(size))))
        if names:
            scene.add(Label((x, 11), names[number]))
    told = {}
    for language in ("ja", "en"):
        parts = [f"{names[place].in_(language)} {size}" if names else str(size) for place, size in enumerate(sizes)]
        told[language] = " → ".join(parts)
    ja, en = f"全結合の層（ユニット数）: {told['ja']}", f"fully connected layers (units): {told['en']}"
    return Figure(scene, Text(ja, en))


def _rows(size: int) -> int:
    return min(size, SHOWN)


def _units(column: list[tuple[float, float]], size: int) -> list[tuple[float, float]]:
    """Return the places of a column at which a unit is drawn, and not the dots."""
    return column if size <= SHOWN else [*column[:-2], column[-1]]

"""Learning curves: a value for each epoch, of one or several runs or measures."""

from __future__ import annotations

from quiz.figures.axes import axes_of, room_around
from quiz.figures.given import Field, Given, shown
from quiz.figures.picture import Figure
from quiz.figures.scene import Dot, Label, Point, Scene
from quiz.figures.sorts.function_graph import DASHES
from quiz.language import Text

MOST = 200
_SERIES = {"values": Field("value", required=True), "label": Field("label", required=True)}
FIELDS = {
    "series": Field("entries", required=True, inside=_SERIES, most=5),
    "first": Field("value"),
    "y": Field("value"),
    "x_label": Field("label"),
    "y_label": Field("label"),
}


def draw(given: Given) -> Figure:
    """Return the curves, whose first value belongs to the epoch ``first`` (1)."""
    scene = Scene(360, 240)
    first = given.whole("first", 0, 10_000, 1)
    entries = given.entries("series")
    series = [entry.numbers("values", 2, MOST) for entry in entries]
    up = given.span("y") if "y" in given else room_around([value for values in series for value in values])
    axes = axes_of(scene, (first, first + max(map(len, series)) - 1), up)
    across = given.named("x_label", Text("エポック", "epoch"))
    axes.draw(across, given.label("y_label"))
    ends: list[tuple[Point, Text]] = []
    told_ja, told_en = [f"学習曲線（横軸は{across.ja}）"], [f"learning curves over the {across.en}"]
    for number, (entry, values) in enumerate(zip(entries, series, strict=True)):
        points = [(first + place, value) for place, value in enumerate(values)]
        for x, y in points:
            axes.require(entry, "values", x, y)
        axes.line(points, tone=number + 1, dashes=DASHES[number % len(DASHES)])
        if len(points) <= 12:
            scene.add(*(Dot(axes.at(x, y), number + 1, 2.5) for x, y in points))
        label = entry.named("label", Text.both("-"))
        ends.append((axes.at(*points[-1]), label))
        low, high = min(points, key=lambda point: point[1]), max(points, key=lambda point: point[1])
        (begin, at_first), (end, at_last) = points[0], points[-1]
        told_ja.append(
            f"{label.ja}: {shown(begin)} で {shown(at_first)}、{shown(end)} で {shown(at_last)}、"
            f"最小は {shown(low[0])} で {shown(low[1])}、最大は {shown(high[0])} で {shown(high[1])}"
        )
        told_en.append(
            f"{label.en}: {shown(at_first)} at {shown(begin)}, {shown(at_last)} at {shown(end)}, "
            f"least {shown(low[1])} at {shown(low[0])}, most {shown(high[1])} at {shown(high[0])}"
        )
    scene.add(*_labels(ends))
    return Figure(scene, Text("。".join(told_ja), "; ".join(told_en)))


def _labels(ends: list[tuple[Point, Text]]) -> list[Label]:
    """Return a label above the end of each curve, the highest first; below where another one stands."""
    found: list[Label] = []
    for (x, y), text in sorted(ends, key=lambda end: end[0][1]):
        free = [at for at in (y - 9, y + 11) if all(abs(at - other.at[1]) > 12 for other in found)]
        found.append(Label((x, free[0] if free else y - 9), text, "end"))
    return found

"""Bars from zero up or down, each with its name and its number."""

from __future__ import annotations

from quiz.figures.axes import Axes
from quiz.figures.given import Field, Given, shown
from quiz.figures.picture import Figure
from quiz.figures.scene import Area, Label, Line, Scene, label_width
from quiz.language import Text

_BAR = {"value": Field("value", required=True), "label": Field("label", required=True)}
FIELDS = {
    "bar": Field("entries", required=True, inside=_BAR, most=12),
    "y": Field("value"),
    "y_label": Field("label"),
}


def draw(given: Given) -> Figure:
    """Return the bars; without ``y`` the axis reaches as far as they do."""
    entries = given.entries("bar")
    values = [entry.number("value") for entry in entries]
    names = [entry.named("label", Text.both("-")) for entry in entries]
    least, most = min(0.0, *values), max(0.0, *values)
    room = (most - least) * 0.12 or 1.0
    up = given.span("y") if "y" in given else (least - room if least < 0 else 0.0, most + room)
    step = max(44.0, *(label_width(name) + 8 for name in names))
    title = given.label("y_label")
    wide = 0.0 if title is None else label_width(title)
    scene = Scene(28 + max(step * len(values), wide), 220)
    axes = Axes(scene, (14.0, 30.0, scene.width - 14, 190.0), (0.0, float(len(values))), up)
    for number, (entry, value, name) in enumerate(zip(entries, values, names, strict=True)):
        axes.require(entry, "value", number + 0.5, value)
        (left, foot), (right, head) = axes.at(number + 0.22, max(up[0], 0.0)), axes.at(number + 0.78, value)
        scene.add(Area(((left, foot), (right, foot), (right, head), (left, head)), 1, 0.8))
        middle = (left + right) / 2
        scene.add(Label((middle, head - 9 if value >= 0 else head + 9), Text.both(shown(value))))
        scene.add(Label((middle, 203), name))
    foot = axes.at(0, max(up[0], 0.0))[1]
    scene.add(Line(((14.0, foot), (scene.width - 14, foot))))
    if title is not None:
        scene.add(Label((14, 11), title, "start"))
    head_ja, head_en = ("棒グラフ", "bars") if title is None else (f"棒グラフ（{title.ja}）", f"bars ({title.en})")
    ja = "、".join(f"{name.ja} {shown(value)}" for name, value in zip(names, values, strict=True))
    en = ", ".join(f"{name.en} {shown(value)}" for name, value in zip(names, values, strict=True))
    return Figure(scene, Text(f"{head_ja}: {ja}", f"{head_en}: {en}"))

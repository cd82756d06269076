"""Graphs of functions of one variable, with points on them."""

from __future__ import annotations

from quiz.figures.axes import axes_of
from quiz.figures.given import Field, Given, shown
from quiz.figures.picture import Figure
from quiz.figures.scene import Dashes, Dot, Label, Scene
from quiz.language import Text

STEPS = 60
"""How many straight pieces a curve has."""

_POINT = {"at": Field("value", required=True), "label": Field("label")}
_CURVE = {"y": Field("curve", required=True), "label": Field("label")}
FIELDS = {
    "x": Field("value", required=True),
    "y": Field("value", required=True),
    "curve": Field("entries", required=True, inside=_CURVE, most=5),
    "point": Field("entries", inside=_POINT),
    "x_label": Field("label"),
    "y_label": Field("label"),
}
DASHES: tuple[Dashes, ...] = ("", "long", "short")


def draw(given: Given) -> Figure:
    """Return the graph; a curve is left out where it has no value or lies outside the axes."""
    scene = Scene(360, 240)
    across, up = given.span("x"), given.span("y")
    axes = axes_of(scene, across, up)
    axes.draw(given.named("x_label", Text.both("x")), given.label("y_label"))
    xs = [across[0] + (across[1] - across[0]) * place / STEPS for place in range(STEPS + 1)]
    told_ja = [f"グラフ（x は {shown(across[0])} から {shown(across[1])}、縦軸は {shown(up[0])} から {shown(up[1])}）"]
    told_en = [f"graph (x from {shown(across[0])} to {shown(across[1])}, y from {shown(up[0])} to {shown(up[1])})"]
    for number, entry in enumerate(given.entries("curve")):
        curve = entry.curve("y")
        values = [(x, curve(x)) for x in xs]
        runs: list[list[tuple[float, float]]] = [[]]
        for x, y in values:
            if y is None:
                runs.append([])
            else:
                runs[-1].append((x, y))
        tone, dashes = number + 1, DASHES[number % len(DASHES)]
        if not sum([axes.line(run, tone=tone, dashes=dashes) for run in runs]):
            ja, en = "曲線が軸の範囲の中にありません", "no part of the curve lies within the axes"
            raise entry.fault("y", ja, en)
        label = entry.named("label", Text(f"曲線 {number + 1}", f"curve {number + 1}"))
        inside = [(x, y) for x, y in values if y is not None and axes.holds(x, y)]
        if "label" in entry and inside:
            # Curves begin and end together more often than not: each has its name at another part of it.
            x, y = inside[(len(inside) - 1) * (4 - number % 4) // 4]
            place = axes.at(x, y)
            scene.add(Label((place[0], place[1] - 9), label, "end" if x > (across[0] + across[1]) / 2 else "start"))
        picked = [values[STEPS * part // 4] for part in range(5)]
        told_ja.append(f"{label.ja}: " + "、".join(f"x={shown(x)} で {_value(y, 'なし')}" for x, y in picked))
        told_en.append(f"{label.en}: " + ", ".join(f"{_value(y, 'no value')} at x={shown(x)}" for x, y in picked))
    for entry in given.entries("point"):
        x, y = entry.numbers("at", 2, 2)
        axes.require(entry, "at", x, y)
        scene.add(Dot(axes.at(x, y), 2))
        place = axes.at(x, y)
        name = entry.named("label", Text("点", "point"))
        if "label" in entry:
            scene.add(Label((place[0] + 7, place[1] + 9), name, "start"))
        told_ja.append(f"{name.ja}: ({shown(x)}, {shown(y)})")
        told_en.append(f"{name.en}: ({shown(x)}, {shown(y)})")
    return Figure(scene, Text("。".join(told_ja), "; ".join(told_en)))


def _value(value: float | None, nothing: str) -> str:
    return nothing if value is None else shown(value)

"""Paths over the contours of an error around 0: how several runs move, each in a panel of its own."""

from __future__ import annotations

from quiz.figures.axes import Axes
from quiz.figures.given import Field, Given, shown
from quiz.figures.picture import Figure
from quiz.figures.scene import PALE, Dot, Label, Line, Scene, ring
from quiz.language import Text

WIDE, HIGH, GAP, TOP = 210.0, 130.0, 12.0, 22.0
MOST, POINTS = 6, 200
TOLD = 8
"""So many of a path's first points are told in words, and its last one."""

_PATH = {"points": Field("value", required=True), "label": Field("label", required=True)}
FIELDS = {
    "path": Field("entries", required=True, inside=_PATH, most=MOST),
    "levels": Field("value", required=True),
    "stretch": Field("value"),
    "x": Field("value", required=True),
    "y": Field("value", required=True),
}


def draw(given: Given) -> Figure:
    """Return a panel for each path, two side by side, all with the same axes; a dot marks where a path begins.

    ``levels`` are the half widths of the contours, ``stretch`` how many times as far they reach along each axis.
    """
    across, up = given.span("x"), given.span("y")
    levels = given.numbers("levels", 1, 8)
    wide, high = given.numbers("stretch", 2, 2) if "stretch" in given else (1.0, 1.0)
    if min(wide, high) <= 0 or min(levels) <= 0:
        key = "levels" if min(levels) <= 0 else "stretch"
        raise given.fault(key, "正の数を書いてください", "should be positive")
    entries = given.entries("path")
    columns = min(len(entries), 2)
    rows = -(-len(entries) // 2)
    scene = Scene(columns * (WIDE + GAP) + GAP, rows * (HIGH + TOP) + GAP)
    told_ja = [f"等高線の上の動き（最小点は (0, 0)、等高線の広がりは横 {shown(wide)} 対縦 {shown(high)}）"]
    told_en = [f"paths over contours around (0, 0), stretched {shown(wide)} across to {shown(high)} up"]
    for number, entry in enumerate(entries):
        points = [(float(x), float(y)) for x, y in _pairs(entry)]
        left, top = GAP + number % 2 * (WIDE + GAP), TOP + number // 2 * (HIGH + TOP)
        axes = Axes(scene, (left, top, left + WIDE, top + HIGH), across, up)
        for x, y in points:
            axes.require(entry, "points", x, y)
        corners = [
            axes.at(*corner)
            for corner in ((across[0], up[0]), (across[0], up[1]), (across[1], up[1]), (across[1], up[0]))
        ]
        scene.add(Line((*corners, corners[0]), PALE))
        for level in levels:
            axes.line(ring((0, 0), level, level * high / wide), tone=5, thick=False)
        axes.line(points, tone=1)
        scene.add(Dot(axes.at(*points[0]), 2, 4), Dot(axes.at(0, 0), 5, 2))
        label = entry.named("label", Text.both("-"))
        scene.add(Label((left + WIDE / 2, top - 10), label))
        steps = " → ".join(f"({shown(round(x, 2))}, {shown(round(y, 2))})" for x, y in points[:TOLD])
        end = f"({shown(round(points[-1][0], 2))}, {shown(round(points[-1][1], 2))})"
        told_ja.append(f"{label.ja}: {steps} → …、最後は {end}")
        told_en.append(f"{label.en}: {steps} → ..., at last {end}")
    return Figure(scene, Text("。".join(told_ja), "; ".join(told_en)))


def _pairs(entry: Given) -> tuple[tuple[float, ...], ...]:
    """Return the points of a path, each a pair of numbers."""
    rows = entry.grid("points", POINTS)
    if len(rows) < 2 or len(rows[0]) != 2:
        raise entry.fault(
            "points", "2 個以上の点（数の組）のリストです", "a list of two or more points, pairs of numbers"
        )
    return rows

"""Contours of an error around its minimum, with the region of a constraint: a diamond (L1) or a circle (L2)."""

from __future__ import annotations

from quiz.figures.axes import Axes
from quiz.figures.given import Field, Given, shown
from quiz.figures.picture import Figure
from quiz.figures.scene import Area, Dot, Label, Line, Point, Scene, ring
from quiz.language import Text

SIDE, GAP, TOP, BOTTOM = 200.0, 34.0, 24.0, 24.0
REGIONS = ("diamond", "circle")
_POINT = {"at": Field("value", required=True), "label": Field("label"), "panel": Field("value")}
FIELDS = {
    "centre": Field("value", required=True),
    "levels": Field("value", required=True),
    "stretch": Field("value"),
    "region": Field("value"),
    "size": Field("value"),
    "panels": Field("labels"),
    "point": Field("entries", inside=_POINT),
    "x_label": Field("label"),
    "y_label": Field("label"),
}
_NAMES = {"diamond": Text("ひし形", "diamond"), "circle": Text("円", "circle")}


def draw(given: Given) -> Figure:
    """Return one panel for each region, side by side, or a panel without one; both axes have the same scale.

    ``levels`` are the half widths of the contours along the first axis, ``stretch`` how many times as far they reach
    along each axis; a contour that leaves the panel ends at its border.
    """
    regions: tuple[str, ...] = given.words("region", REGIONS, 2) if "region" in given else ("",)
    a, b = given.numbers("centre", 2, 2)
    levels = given.numbers("levels", 1, 8)
    wide, high = given.numbers("stretch", 2, 2) if "stretch" in given else (1.0, 1.0)
    size = given.number("size", 1.0)
    if min(wide, high) <= 0 or min(levels) <= 0 or size <= 0:
        key = "size" if size <= 0 else "levels" if min(levels) <= 0 else "stretch"
        raise given.fault(key, "正の数を書いてください", "should be positive")
    names = given.labels("panels", len(regions))
    points = [(entry, entry.numbers("at", 2, 2)) for entry in given.entries("point")]
    reach = size if regions != ("",) else 0.0
    xs, ys = [a, 0.0, reach, -reach], [b, 0.0, reach, -reach]
    for _, (x, y) in points:
        xs.append(x)
        ys.append(y)
    # The panel is a square around everything that must be seen, and what is nearest of the contours.
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    half = max(max(xs) - min(xs), max(ys) - min(ys), min(levels)) / 2 * 1.25
    scene = Scene(len(regions) * (SIDE + GAP) + 10, TOP + SIDE + BOTTOM)
    told_ja = [f"誤差の等高線（中心 ({shown(a)}, {shown(b)})、横の半径 {'、'.join(map(shown, levels))}）"]
    told_en = [f"contours of the error around ({shown(a)}, {shown(b)}), radii {', '.join(map(shown, levels))} across"]
    if (wide, high) != (1.0, 1.0):
        told_ja.append(f"広がりは横 {shown(wide)} 対縦 {shown(high)}")
        told_en.append(f"stretched {shown(wide)} across to {shown(high)} up")
    across = given.named("x_label", Text.both("w1"))
    up = given.named("y_label", Text.both("w2"))
    for number, region in enumerate(regions):
        left = 10 + GAP / 2 + number * (SIDE + GAP)
        frame = (left, TOP, left + SIDE, TOP + SIDE)
        axes = Axes(scene, frame, (middle[0] - half, middle[0] + half), (middle[1] - half, middle[1] + half))
        _panel(axes, region, size, across, up)
        for level in levels:
            axes.line(ring((a, b), level, level * high / wide), tone=1, thick=False)
        scene.add(Dot(axes.at(a, b), 1, 3))
        if names:
            scene.add(Label((left + SIDE / 2, TOP - 10), names[number]))
        told = f"{names[number].ja}: " if names else "", f"{names[number].en}: " if names else ""
        if region:
            told_ja.append(f"{told[0]}領域は{_NAMES[region].ja}（大きさ {shown(size)}、中心は原点）")
            told_en.append(f"{told[1]}the region is a {_NAMES[region].en} of size {shown(size)} around the origin")
        for entry, (x, y) in points:
            if "panel" in entry and entry.whole("panel", 1, len(regions)) != number + 1:
                continue
            name = entry.named("label", Text("点", "point"))
            _mark(axes, (x, y), name if "label" in entry else None)
            told_ja.append(f"{told[0]}{name.ja} ({shown(x)}, {shown(y)})")
            told_en.append(f"{told[1]}{name.en} ({shown(x)}, {shown(y)})")
    return Figure(scene, Text("。".join(told_ja), "; ".join(told_en)))


def _panel(axes: Axes, region: str, size: float, across: Text, up: Text) -> None:
    left, top, right, bottom = axes.frame
    scene = axes.scene
    if region:
        corners: tuple[Point, ...] = ((size, 0), (0, size), (-size, 0), (0, -size))
        outline = corners if region == "diamond" else ring((0, 0), size, size)[:-1]
        scene.add(Area(tuple(axes.at(x, y) for x, y in outline), 2, 0.25))
    x, y = axes.at(0, 0)
    scene.add(Line(((left, y), (right, y))), Line(((x, top), (x, bottom))))
    scene.add(Label((right, y + 10), across, "end"), Label((x + 4, top + 7), up, "start"))
    for value in (size,) if region else ():
        at_x, at_y = axes.at(value, 0), axes.at(0, value)
        scene.add(Line(((at_x[0], y - 3), (at_x[0], y + 3))), Line(((x - 3, at_y[1]), (x + 3, at_y[1]))))
        scene.add(Label((at_x[0] + 2, y + 10), Text.both(shown(value))))
        scene.add(Label((x - 6, at_y[1] - 6), Text.both(shown(value)), "end"))


def _mark(axes: Axes, at: Point, name: Text | None) -> None:
    place = axes.at(*at)
    axes.scene.add(Dot(place, 4))
    if name is not None:
        axes.scene.add(Label((place[0] + 7, place[1] - 8), name, "start"))

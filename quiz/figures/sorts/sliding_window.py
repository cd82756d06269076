"""A window over a grid: where the filter of a convolution or of pooling stands, and where its next step leads."""

from __future__ import annotations

from quiz.figures.given import Field, Given, shown
from quiz.figures.picture import Figure
from quiz.figures.scene import Area, Label, Line, Scene
from quiz.language import Text

MOST = 14
EDGE = 6.0
INSET = 4.0
FIELDS = {
    "size": Field("value", required=True),
    "window": Field("value", required=True),
    "at": Field("value"),
    "padding": Field("value"),
    "stride": Field("value"),
    "values": Field("value"),
}


def draw(given: Given) -> Figure:
    """Return the grid, padded, with the window at a row and column of it (counted from 0), and its next place."""
    rows, columns = given.wholes("size", 1, MOST, 2, 2)
    padding = given.whole("padding", 0, 4, 0)
    down, right = rows + 2 * padding, columns + 2 * padding
    high, wide = given.wholes("window", 1, MOST, 2, 2)
    row, column = given.wholes("at", 0, 2 * MOST, 2, 2) if "at" in given else (0, 0)
    if row + high > down or column + wide > right:
        found = f"{row}, {column}"
        raise given.fault(
            "at" if "at" in given else "window",
            f"{high}×{wide} の窓が（{found}）で {down}×{right} の外に出ます",
            f"a window of {high}×{wide} at {found} leaves the {down}×{right} grid",
        )
    stride = given.whole("stride", 1, MOST) if "stride" in given else 0
    values = given.grid("values", MOST) if "values" in given else ()
    if values and (len(values), len(values[0])) != (rows, columns):
        found = f"{len(values)}×{len(values[0])}"
        raise given.fault(
            "values", f"{rows}×{columns} のはずですが、{found} でした", f"should be {rows}×{columns}, found {found}"
        )
    cell = min(28.0, 300 / max(down, right))
    scene = Scene(max(right * cell + 2 * EDGE, 120.0), down * cell + 2 * EDGE)

    def box(r: int, c: int, height: int, width: int, tone: int, shade: float) -> Area:
        left, top = EDGE + c * cell, EDGE + r * cell
        far, low = left + width * cell, top + height * cell
        return Area(((left, top), (far, top), (far, low), (left, low)), tone, shade)

    for r in range(down):
        for c in range(right):
            inside = padding <= r < padding + rows and padding <= c < padding + columns
            covered = row <= r < row + high and column <= c < column + wide
            scene.add(box(r, c, 1, 1, 5, 0.0 if inside else 0.15))
            if covered:
                scene.add(box(r, c, 1, 1, 1, 0.3))
            text = "" if not values else shown(values[r - padding][c - padding]) if inside else "0"
            if text and len(text) * 8 <= cell + 8:
                scene.add(Label((EDGE + (c + 0.5) * cell, EDGE + (r + 0.5) * cell), Text.both(text)))
    # Twice, one within the other: the window is told from the grid's lines where there are no colours, too.
    for inset in (0.0, INSET):
        scene.add(*_outline(box(row, column, high, wide, 1, 0), "", inset))
    told_ja = [f"{rows}×{columns} の格子" + (f"（周りに幅 {padding} のパディング）" if padding else "")]
    told_en = [f"a grid of {rows}×{columns}" + (f", padded by {padding}" if padding else "")]
    # Where there is a border, a listener has to be told on which side of it the count begins.
    border_ja, border_en = ("、パディングも数えて、", ", counted with the padding") if padding else ("", "")
    told_ja.append(f"{high}×{wide} の窓が{border_ja}上から {row}、左から {column} ずれた位置にあります")
    told_en.append(f"a window of {high}×{wide}, {row} down and {column} to the right{border_en}")
    if stride and column + stride + wide <= right:
        scene.add(*_outline(box(row, column + stride, high, wide, 2, 0), "long"))
        told_ja.append(f"次の位置は右に {stride} ずれた破線の枠です")
        told_en.append(f"its next place, dashed, is {stride} further to the right")
    if values:
        told_ja.append("値は上の行から " + "、".join(f"({', '.join(map(shown, line))})" for line in values))
        told_en.append("the values, row by row: " + ", ".join(f"({', '.join(map(shown, line))})" for line in values))
    return Figure(scene, Text("。".join(told_ja), "; ".join(told_en)))


def _outline(area: Area, dashes: str, inset: float = 0.0) -> tuple[Line, ...]:
    (left, top), _, (right, low), _ = area.points
    left, top, right, low = left + inset, top + inset, right - inset, low - inset
    corners = ((left, top), (right, top), (right, low), (left, low), (left, top))
    return (Line(corners, area.tone, "long" if dashes else "", thick=True),)

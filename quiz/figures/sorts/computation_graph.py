"""Computation graphs: values and operations from left to right, with what flows along the arrows."""

from __future__ import annotations

from quiz.figures.given import Field, Given
from quiz.figures.picture import Figure
from quiz.figures.scene import FONT, Area, Label, Scene, arrow, label_width, ring
from quiz.language import Text

_NODE = {
    "name": Field("label", required=True),
    "label": Field("label"),
    "from": Field("labels"),
    "value": Field("label"),
}
FIELDS = {"node": Field("entries", required=True, inside=_NODE, most=16)}
ROW, MARGIN, GAP = 54.0, 12.0, 34.0
CLEAR, ASIDE = 20.0, 34.0
"""An arrow keeps so far from the middle of a node; one that it would run through is moved so far aside of it."""


def draw(given: Given) -> Figure:
    """Return the graph: a node stands to the right of all that lead to it; an input has no ring."""
    entries = given.entries("node")
    names: list[str] = []
    sources: list[list[int]] = []
    columns: list[int] = []
    for entry in entries:
        name = entry.named("name", Text.both("-")).en
        if name in names:
            raise entry.fault("name", f"{name} が二度あります", f"{name} stands twice")
        found = []
        for source in entry.values.get("from", ()):
            if source.en not in names:
                listed = ", ".join(names) or "-"
                raise entry.fault(
                    "from",
                    f"{source.en} は前の頂点ではありません（{listed}）",
                    f"{source.en} is no node before it ({listed})",
                )
            found.append(names.index(source.en))
        names.append(name)
        sources.append(found)
        columns.append(1 + max((columns[place] for place in found), default=-1))
    labels = [entry.named("label", Text.both(name)) for entry, name in zip(entries, names, strict=True)]
    values = [entry.label("value") for entry in entries]
    room = max([label_width(label) for label in labels] + [label_width(value) for value in values if value is not None])
    step = max(room, 30.0) + GAP
    tallest = max(columns.count(column) for column in columns)
    placed: list[tuple[float, float]] = []
    for column in columns:
        same, before = columns.count(column), columns[: len(placed)].count(column)
        top = MARGIN + (tallest - same) * ROW / 2
        placed.append((MARGIN + (column + 0.5) * step, top + (before + 0.5) * ROW + FONT / 2))
    placed = _out_of_the_way(placed, sources)
    above = min(0.0, min(y for _, y in placed) - MARGIN - ROW / 2 - FONT / 2)
    placed = [(x, y - above) for x, y in placed]
    deepest = max(y for _, y in placed) + ROW / 2 - FONT / 2 + MARGIN
    scene = Scene(2 * MARGIN + (max(columns) + 1) * step, max(2 * MARGIN + tallest * ROW - above, deepest))
    for place, (label, (x, y)) in enumerate(zip(labels, placed, strict=True)):
        half = max(label_width(label) / 2 + 4, 13.0)
        if sources[place]:
            scene.add(Area(ring((x, y), half, 13.0, 32)[:-1], 1, 0.12))
        scene.add(Label((x, y), label))
        value = values[place]
        if value is not None:
            scene.add(Label((x, y - 21), value))
        for source in sources[place]:
            ax, ay = placed[source]
            away = max(label_width(labels[source]) / 2 + 4, 13.0)
            share = (y - ay) / (x - ax)
            scene.add(*arrow((ax + away, ay + away * share), (x - half, y - half * share)))
    alternative = {}
    for language in ("ja", "en"):
        told = []
        for place, label in enumerate(labels):
            value = values[place]
            text = label.in_(language) + (f" = {value.in_(language)}" if value is not None else "")
            if sources[place]:
                text = ", ".join(labels[source].in_(language) for source in sources[place]) + " → " + text
            told.append(text)
        alternative[language] = "; ".join(told)
    return Figure(scene, Text(f"計算グラフ: {alternative['ja']}", f"computation graph: {alternative['en']}"))


def _out_of_the_way(placed: list[tuple[float, float]], sources: list[list[int]]) -> list[tuple[float, float]]:
    """Return the places with every node moved up or down that an arrow between two others would run through."""
    moved = list(placed)
    for end, found in enumerate(sources):
        for source in found:
            (ax, ay), (bx, by) = moved[source], moved[end]
            for node, (x, y) in enumerate(moved):
                if node in (source, end) or not ax < x < bx:
                    continue
                line = ay + (by - ay) * (x - ax) / (bx - ax)
                if abs(line - y) < CLEAR:
                    moved[node] = (x, line - ASIDE if line >= y else line + ASIDE)
    return moved

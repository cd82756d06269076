"""A table of numbers as a heat map: the darker a cell, the larger its number, which stands in it."""

from __future__ import annotations

from quiz.figures.given import Field, Given, shown
from quiz.figures.picture import Figure
from quiz.figures.scene import FONT, Area, Label, Scene, label_width
from quiz.language import Text

MOST = 12
DARKEST = 0.45
"""The numbers stand in dark letters over it."""

FIELDS = {
    "values": Field("value", required=True),
    "rows": Field("labels"),
    "columns": Field("labels"),
    "row_title": Field("label"),
    "column_title": Field("label"),
}


def draw(given: Given) -> Figure:
    """Return the table."""
    values = given.grid("values", MOST)
    numbers = [[float(value) for value in row] for row in values]
    low, high = min(map(min, numbers)), max(map(max, numbers))
    rows, columns = given.labels("rows", len(values)), given.labels("columns", len(values[0]))
    texts = [[Text.both(shown(value)) for value in row] for row in values]
    cell = max(
        [34.0, *(label_width(text) + 8 for row in texts for text in row), *(label_width(c) + 8 for c in columns)]
    )
    row_title, column_title = given.label("row_title"), given.label("column_title")
    left = 6 + max([0.0, *(label_width(row) + 8 for row in rows)])
    top = 6 + (FONT + 6 if columns else 0) + (FONT + 6 if column_title or row_title else 0)
    wide, tall = len(values[0]) * cell, len(values) * 26.0
    titles = sum(label_width(title) + 12 for title in (row_title, column_title) if title is not None)
    scene = Scene(max(left + wide + 6, titles + 12), top + tall + 6)
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            x, y = left + c * cell, top + r * 26
            shade = DARKEST * (numbers[r][c] - low) / (high - low) if high > low else 0.0
            corners = ((x, y), (x + cell, y), (x + cell, y + 26), (x, y + 26))
            scene.add(Area(corners, 1, max(shade, 0.02)), Label((x + cell / 2, y + 13), text))
    for r, name in enumerate(rows):
        scene.add(Label((left - 6, top + r * 26 + 13), name, "end"))
    for c, name in enumerate(columns):
        scene.add(Label((left + (c + 0.5) * cell, top - 10), name))
    if row_title is not None:
        scene.add(Label((6, 12), row_title, "start"))
    if column_title is not None:
        scene.add(Label((scene.width - 6, 12), column_title, "end"))
    return Figure(scene, Text(_told(texts, rows, columns, given, "ja"), _told(texts, rows, columns, given, "en")))


def _told(
    texts: list[list[Text]], rows: tuple[Text, ...], columns: tuple[Text, ...], given: Given, language: str
) -> str:
    japanese = language == "ja"

    def said(text: Text) -> str:
        return text.ja if japanese else text.en

    parts = []
    for r, row in enumerate(texts):
        cells = [f"{said(columns[c])} {said(text)}" if columns else said(text) for c, text in enumerate(row)]
        name = said(rows[r]) if rows else f"{r + 1} 行目" if japanese else f"row {r + 1}"
        parts.append(f"{name}: " + ("、" if japanese else ", ").join(cells))
    titles = [title for key in ("row_title", "column_title") if (title := given.label(key)) is not None]
    head = "表" if japanese else "table"
    if titles:
        head += f"（{'、'.join(map(said, titles))}）" if japanese else f" ({', '.join(map(said, titles))})"
    return f"{head}。{'。'.join(parts)}" if japanese else f"{head}; {'; '.join(parts)}"

"""Lays a result out for reading: title, settings, tables, a chart, and what to look at."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quiz.columns import pad, width, wrap
from quiz.lab.captions import about, word
from quiz.lab.chart import MARKS, line_chart, picture_rows, shares
from quiz.language import Language, Text

if TYPE_CHECKING:
    from solvers.nn.experiments import Panel, Picture, Result, Table

__all__ = ["report"]

COLUMNS = 80
_WHOLE = frozenset(
    ("iterations", "passes-half", "layer", "hidden-layers", "first-zero", "trial", "seed", "train", "test", "steps")
)
_SHARES = frozenset(
    ("test-accuracy", "train-accuracy", "validation-accuracy", "zero-slope", "outside", "zeros", "near-zero",
     "without-bn", "with-bn")
)  # fmt: skip


def report(result: Result, language: Language) -> list[str]:
    """Return the lines of a result, at most 80 columns wide."""
    message = about(result.experiment)
    title = message.line.in_(language)
    lines = [f"{result.experiment}: {title}" if result.experiment != "compare" else title]
    settings = "  ".join(f"{word(key, language)} {value}" for key, value in result.settings.items())
    lines += [settings, ""]
    for table in result.tables:
        lines += [*_table(table, language), ""]
    if result.panels:
        bars = [panel for panel in result.panels if panel.kind == "bar"]
        lines += [*(_bars(bars, language) if bars else _chart(result.panels[0], language)), ""]
    lines += list(_pictures(result.pictures, language))
    lines += wrap(message.look.in_(language), COLUMNS - 1)
    return lines


def _table(table: Table, language: Language) -> Iterator[str]:
    heads = [word(column, language) for column in table.columns]
    body = [[_cell(value, key, language) for value, key in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = [max(width(row[i]) for row in [heads, *body]) for i in range(len(heads))]
    yield f"[{word(table.name, language)}]"
    for row in [heads, *body]:
        cells = [
            pad(text, columns, "left" if i == 0 else "right")
            for i, (text, columns) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _cell(value: str | int | float | None, key: str, language: Language) -> str:
    if value is None:
        return Text("なし", "never").in_(language) if key == "passes-half" else "-"
    if isinstance(value, str):
        return word(value, language)
    if not math.isfinite(value):
        return Text("発散", "diverged").in_(language)
    if key in _WHOLE:
        return str(int(value))
    if key in _SHARES:
        return f"{value:.3f}"
    return f"{value:.4g}"


def _chart(panel: Panel, language: Language) -> Iterator[str]:
    yield f"[{word(panel.name, language)}]"
    drawn = line_chart(
        [(curve.x, curve.y) for curve in panel.curves], joined=panel.kind != "points", log=panel.log, rows=13
    )
    if not drawn:
        yield Text("描ける値がありません（発散しました）", "nothing to draw: it diverged").in_(language)
        return
    yield from drawn
    scale = Text("対数目盛り", "logarithmic").in_(language)
    axes = f"{word(panel.y, language)} / {word(panel.x, language)}"
    yield " " * 6 + (f"{axes} ({panel.log}: {scale})" if panel.log else axes)
    yield from _legend([word(curve.label, language) for curve in panel.curves])


def _legend(labels: list[str]) -> Iterator[str]:
    """Tell which letter is which curve, as many on a line as fit."""
    line = ""
    for mark, label in zip(MARKS, labels, strict=False):
        entry = f"{mark}: {label}"
        if line and width(line) + 3 + width(entry) > COLUMNS - 7:
            yield " " * 6 + line
            line = ""
        line = f"{line}   {entry}" if line else entry
    yield " " * 6 + line


def _bars(panels: list[Panel], language: Language) -> Iterator[str]:
    """Draw histograms as rows of shades, one row per layer."""
    message = Text(
        "活性化の分布（左端 0、右端 1、濃いほど多い）", "activations from 0 (left) to 1 (right); darker is more"
    )
    yield f"[{message.in_(language)}]"
    for panel in panels:
        yield panel.name
        for curve in panel.curves:
            drawn = "".join(2 * sign for sign in shares(curve.y))
            yield f"  {pad(word(curve.label, language), 8)} |{drawn}|"


def _pictures(pictures: tuple[Picture, ...], language: Language) -> Iterator[str]:
    """Draw filters, those before training and those after apart."""
    for when in ("before", "after"):
        group = [picture.rows for picture in pictures if picture.label.startswith(when)]
        if group:
            yield f"[{word(when, language)}]"
            yield from picture_rows(group[:18], COLUMNS - 6)
            yield ""

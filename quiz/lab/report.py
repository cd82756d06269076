"""Lays a result out for reading: title, settings, tables, a chart, and what to look at."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quiz.columns import pad, width, wrap
from quiz.lab.captions import about, word
from quiz.lab.chart import MARKS, line_chart, picture_rows, shares
from quiz.lab.in_words import curve_in_words, shares_in_words
from quiz.language import Language, Text

if TYPE_CHECKING:
    from solvers.nn.experiments import Panel, Picture, Result, Table

__all__ = ["report"]

COLUMNS = 80
MARGIN = 6
"""What stands before what belongs to a chart, and about the room that its axis takes."""
_WHOLE = frozenset(
    ("iterations", "passes-half", "layer", "hidden-layers", "first-zero", "trial", "seed", "train", "test", "steps")
)
_SHARES = frozenset(
    ("test-accuracy", "train-accuracy", "validation-accuracy", "zero-slope", "outside", "zeros", "near-zero",
     "without-bn", "with-bn")
)  # fmt: skip


def report(result: Result, language: Language, columns: int = COLUMNS, *, linear: bool = False) -> list[str]:
    """Return the lines of a result, each narrower than so many columns.

    With ``linear`` nothing is drawn or set in columns: a row of a table and a curve are sentences of their own.
    """
    message = about(result.experiment)
    title = message.line.in_(language)
    room = columns - 1
    lines = wrap(f"{result.experiment}: {title}" if result.experiment != "compare" else title, room, ambiguous=2)
    settings = [f"{word(key, language)} {value}" for key, value in result.settings.items()]
    lines += [*(settings if linear else _packed(settings, "  ", room)), ""]
    for table in result.tables:
        lines += [*_table(table, language, room, linear=linear), ""]
    bars = [panel for panel in result.panels if panel.kind == "bar"]
    if result.panels and linear:
        lines += [*_told(bars or [result.panels[0]], language), ""]
    elif result.panels:
        lines += [*(_bars(bars, language, room) if bars else _chart(result.panels[0], language, room)), ""]
    lines += list(_pictures(result.pictures, language, room, linear=linear))
    lines += wrap(message.look.in_(language), room, ambiguous=2)
    return lines


def _packed(entries: Iterable[str], between: str, room: int) -> list[str]:
    """Lay entries out in lines, as many on one as fit."""
    lines: list[str] = []
    for entry in entries:
        if lines and width(lines[-1] + between + entry, ambiguous=2) <= room:
            lines[-1] += between + entry
        else:
            lines += wrap(entry, room, ambiguous=2)
    return lines


def _table(table: Table, language: Language, room: int, *, linear: bool) -> Iterator[str]:
    heads = [word(column, language) for column in table.columns]
    body = [[_cell(value, key, language) for value, key in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = [max(width(row[i]) for row in [heads, *body]) for i in range(len(heads))]
    if linear:
        yield word(table.name, language)
        for row in body:
            cells = [f"{head} {cell}" for head, cell in zip(heads, row, strict=True)]
            yield f"{cells[0]}: " + Text("、", ", ").in_(language).join(cells[1:])
        return
    yield from wrap(f"[{word(table.name, language)}]", room, ambiguous=2)
    growth = max(width("".join(row), ambiguous=2) - width("".join(row)) for row in [heads, *body])
    if sum(widths) + 2 * (len(widths) - 1) + growth > room:
        yield from _below_each_other(heads, body, room)
        return
    for row in [heads, *body]:
        cells = [
            pad(text, columns, "left" if i == 0 else "right")
            for i, (text, columns) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _below_each_other(heads: list[str], body: list[list[str]], room: int) -> Iterator[str]:
    """Write a table that is wider than the screen: the first cell, then the others below it with their names."""
    for row in body:
        yield from wrap(f"{heads[0]} {row[0]}", room, ambiguous=2)
        entries = [f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True)]
        yield from ("  " + line for line in _packed(entries, "   ", room - 2))


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


def _told(panels: list[Panel], language: Language) -> Iterator[str]:
    """Say what a chart or the histograms would show."""
    for panel in panels:
        if panel.kind == "bar":
            yield f"{panel.name}: {_SPREAD.in_(language)}"
            yield from (shares_in_words(word(curve.label, language), curve.y, language) for curve in panel.curves)
            continue
        yield f"{word(panel.name, language)}: {word(panel.y, language)} / {word(panel.x, language)}"
        yield from (curve_in_words(word(curve.label, language), curve.x, curve.y, language) for curve in panel.curves)


_SPREAD = Text("活性化の分布（0 から 1）", "activations from 0 to 1")


def _chart(panel: Panel, language: Language, room: int) -> Iterator[str]:
    yield f"[{word(panel.name, language)}]"
    drawn = line_chart(
        [(curve.x, curve.y) for curve in panel.curves],
        joined=panel.kind != "points",
        log=panel.log,
        rows=13,
        columns=max(10, min(64, room - 2 * MARGIN)),
    )
    if not drawn:
        yield Text("描ける値がありません（発散しました）", "nothing to draw: it diverged").in_(language)
        return
    yield from drawn
    scale = Text("対数目盛り", "logarithmic").in_(language)
    axes = f"{word(panel.y, language)} / {word(panel.x, language)}"
    labels = [word(curve.label, language) for curve in panel.curves]
    legend = [f"{mark}: {label}" for mark, label in zip(MARKS, labels, strict=False)]
    for entries in ([f"{axes} ({panel.log}: {scale})" if panel.log else axes], legend):
        yield from (" " * MARGIN + line for line in _packed(entries, "   ", room - MARGIN))


def _bars(panels: list[Panel], language: Language, room: int) -> Iterator[str]:
    """Draw histograms as rows of shades, one row per layer."""
    message = Text(
        "活性化の分布（左端 0、右端 1、濃いほど多い）", "activations from 0 (left) to 1 (right); darker is more"
    )
    yield from wrap(f"[{message.in_(language)}]", room, ambiguous=2)
    for panel in panels:
        yield from wrap(panel.name, room, ambiguous=2)
        for curve in panel.curves:
            label = f"  {pad(word(curve.label, language), 8)} |"
            each = max(1, min(2, (room - width(label) - 1) // max(len(curve.y), 1)))
            yield f"{label}{''.join(each * sign for sign in shares(curve.y))}|"


def _pictures(pictures: tuple[Picture, ...], language: Language, room: int, *, linear: bool) -> Iterator[str]:
    """Draw filters, those before training and those after apart."""
    for when in ("before", "after"):
        group = [picture.rows for picture in pictures if picture.label.startswith(when)]
        if group and linear:
            count = len(group)
            yield Text(f"{word(when, 'ja')}: 画像 {count} 枚", f"{word(when, 'en')}: {count} pictures").in_(language)
        elif group:
            yield f"[{word(when, language)}]"
            yield from picture_rows(group[:18], room - 5)
            yield ""

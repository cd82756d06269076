"""A run while it goes, and what came of it: a bar that grows, then the curves of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quiz.columns import truncate, width
from quiz.lab.chart import MARKS, line_chart
from quiz.lab.in_words import curve_in_words
from quiz.language import Text
from quiz.outlet.streams import columns_of, progress, standard_error
from quiz.terminal.screen import Screen

if TYPE_CHECKING:
    from solvers.practicals.training_runs import Measured

CELLS, FEWEST_CELLS = 30, 8
WIDEST = 78
AXES = {
    "iteration": Text("更新回数", "iterations"),
    "test-accuracy": Text("テスト正答率", "test accuracy"),
    "step": Text("更新回数", "steps"),
    "layer": Text("層", "layer"),
    "log10-norm": Text("勾配のノルム（常用対数）", "gradient norm (log10)"),
    "norm": Text("重みのノルム", "norm of the weights"),
    "E": Text("誤差 E", "error E"),
    "w": Text("重み w", "weight w"),
}


def draw_bar(done: int, total: int, label: str) -> None:
    """Draw on standard error how much is done, over what was drawn there before."""
    room = (columns_of(standard_error()) or WIDEST) - 1
    told = f" {100 * done // max(total, 1):3d} % {label}"
    progress(truncate(_bar(done, total, room - width(told)) + told, min(room, WIDEST)))


def _bar(done: int, total: int, room: int) -> str:
    """Return a bar that leaves room for what stands behind it; a short one rather than none."""
    cells = max(min(CELLS, room - 2), FEWEST_CELLS)
    full = cells * done // max(total, 1)
    return f"[{'#' * full}{'.' * (cells - full)}]"


def clear_bar() -> None:
    """Take away what :func:`draw_bar` has drawn."""
    progress("")


@contextmanager
def progress_bar(screen: Screen) -> Iterator[Callable[[int, int], None]]:
    """Yield what shows how much is done: a bar at a terminal, one sentence where the screen is a pipe."""
    live = screen.out.isatty() and not screen.plain
    message = Text("記録しました。学習を実行します…", "Recorded. Training now ...")
    begun = False

    def tell(done: int, total: int) -> None:
        nonlocal begun
        if not begun:
            begun = True
            screen.say(message, "dim")
        if live:
            told = f" {done}/{total}"
            screen.progress(_bar(done, total, screen.width - len(told)) + told)

    try:
        yield tell
    finally:
        if live and begun:
            screen.progress("")


def draw_curves(screen: Screen, done: Measured) -> None:
    """Draw the first seed's curve of every part, and say which letter is which."""
    if all(curve == done.curves[0] for curve in done.curves):
        curves, labels = done.curves[:1], [", ".join(done.labels)]  # one curve over the parts, such as layers
    else:
        curves, labels = done.curves, list(done.labels)
    x, y = (AXES[name].in_(screen.language) for name in done.axes)
    if screen.plain:
        screen.say(f"{y} / {x}, seed {done.seeds[0]}")
        for (xs, ys), label in zip(curves, labels, strict=True):
            screen.say(curve_in_words(label, xs, ys, screen.language))
        return
    columns = max(20, min(60, screen.width - 12))
    lines = line_chart(curves, columns=columns, rows=9, log=done.log)
    if not lines:
        return
    screen.blank()
    for line in lines:
        screen.verbatim(line)
    legend = "   ".join(f"{mark}: {label}" for mark, label in zip(MARKS, labels, strict=False))
    screen.say(f"{y} / {x}   (seed {done.seeds[0]})", "dim")
    screen.say(legend, "dim")
    screen.blank()

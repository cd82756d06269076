"""Writes a result as a picture file (PNG, SVG, PDF) with matplotlib, an extra; Japanese labels bring their own font."""

from __future__ import annotations

import contextlib
import importlib
import io
import math
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError
from quiz.lab.captions import about, word
from quiz.language import Language, Text
from quiz.outlet.whole_files import already_there, place_bytes

if TYPE_CHECKING:
    from solvers.nn.experiments import Panel, Result

__all__ = ["check_target", "write_figure"]

ENDINGS = (".png", ".svg", ".pdf")
_FONTS = (
    "IPAexGothic", "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "IPAGothic",
    "TakaoGothic", "VL Gothic", "MS Gothic",
)  # fmt: skip


def check_target(path: Path, *, force: bool = False) -> None:
    """Refuse, before an experiment is run, a file that could not be written after it, or is there already."""
    if path.suffix.lower() not in ENDINGS:
        raise QuizError(
            Text(
                f"図のファイル名は .png・.svg・.pdf のどれかで終わります: {path}",
                f"a plot ends in .png, .svg or .pdf: {path}",
            )
        )
    if not path.parent.is_dir():
        raise QuizError(Text(f"フォルダがありません: {path.parent}", f"no such folder: {path.parent}"))
    if path.is_dir():
        raise QuizError(Text(f"フォルダと同じ名前です: {path}", f"this is a folder: {path}"))
    if os.path.lexists(path) and not force:
        raise already_there([path])
    _matplotlib()


def _matplotlib() -> Any:
    try:
        matplotlib = importlib.import_module("matplotlib")
    except ImportError:
        raise QuizError(
            Text("図を書くには matplotlib が要ります", "a plot needs matplotlib"),
            remedy=Text('pip install "kakunin-test[plot]"', 'pip install "kakunin-test[plot]"'),
        ) from None
    matplotlib.use("Agg")
    return matplotlib


def _font(matplotlib: Any) -> str | None:
    """Return a font with Japanese letters: the extra's, or one of this machine."""
    manager = importlib.import_module("matplotlib.font_manager")
    with warnings.catch_warnings():
        # What other packages warn of while they are imported does not concern this reader.
        warnings.simplefilter("ignore")
        with contextlib.suppress(ImportError):
            importlib.import_module("matplotlib_fontja")
    known = {font.name for font in manager.fontManager.ttflist}
    return next((name for name in _FONTS if name in known), None)


def write_figure(result: Result, path: Path, language: Language, *, force: bool = False) -> Language:
    """Write the figure, all of it or nothing; return the language of its labels.

    That is English where no font has Japanese letters. A file that is there is replaced only with ``force``.
    """
    matplotlib = _matplotlib()
    font = _font(matplotlib)
    spoken: Language = language if font is not None or language == "en" else "en"
    style: dict[str, Any] = {"svg.hashsalt": "quiz-lab", "axes.unicode_minus": False}
    if font is not None:
        style["font.family"] = [font]
    with matplotlib.rc_context(style):
        figure = _draw(result, spoken)
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else {}
        drawn = io.BytesIO()
        figure.savefig(drawn, format=path.suffix.lower().removeprefix("."), dpi=120, metadata=metadata or None)
    place_bytes(drawn.getvalue(), path, force=force)
    return spoken


def _draw(result: Result, language: Language) -> Any:
    figure_class = importlib.import_module("matplotlib.figure").Figure
    title = f"{result.experiment}: {about(result.experiment).line.in_(language)}"
    if result.pictures:
        return _draw_pictures(figure_class, result, title, language)
    count = len(result.panels)
    columns = 1 if count == 1 else 2 if count <= 2 else 3
    rows = math.ceil(count / columns)
    figure = figure_class(figsize=(max(7.0, 5.2 * columns), 1 + 3.6 * rows), layout="constrained")
    figure.suptitle(title)
    for index, panel in enumerate(result.panels):
        _draw_panel(figure.add_subplot(rows, columns, index + 1), panel, language)
    return figure


def _draw_panel(axes: Any, panel: Panel, language: Language) -> None:
    for curve in panel.curves:
        label = word(curve.label, language)
        if panel.kind == "points":
            axes.plot(curve.x, curve.y, "o", label=label)
        elif panel.kind == "bar":
            axes.step(curve.x, curve.y, where="mid", label=label)
        else:
            axes.plot(curve.x, curve.y, label=label, marker="o" if len(curve.x) < 40 else None, markersize=3)
    axes.set_title(word(panel.name, language))
    axes.set_xlabel(word(panel.x, language))
    axes.set_ylabel(word(panel.y, language))
    if "x" in panel.log:
        axes.set_xscale("log")
    if "y" in panel.log:
        axes.set_yscale("log")
    if panel.y.endswith("accuracy"):
        axes.set_ylim(0, 1)
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")


def _draw_pictures(figure_class: Any, result: Result, title: str, language: Language) -> Any:
    groups = [[p for p in result.pictures if p.label.startswith(when)] for when in ("before", "after")]
    columns = 10
    rows = [math.ceil(len(group) / columns) for group in groups]
    figure = figure_class(figsize=(10, 1.2 * sum(rows) + 1.6), layout="constrained")
    figure.suptitle(title)
    parts = figure.subfigures(2, 1)
    for part, group, count, when in zip(parts, groups, rows, ("before", "after"), strict=True):
        part.suptitle(word(when, language), fontsize="medium")
        for index, picture in enumerate(group):
            axes = part.add_subplot(count, columns, index + 1)
            axes.imshow(picture.rows, cmap="gray", interpolation="nearest")
            axes.set_axis_off()
    return figure

"""A scene as SVG: on paper of its own, so that it is read alike on a dark page and on a bright one."""

from __future__ import annotations

from quiz.figures.scene import FONT, PALE, Area, Dot, Label, Line, Scene, Shape
from quiz.language import Language
from quiz.outlet.svg_markup import number, shape, svg_picture
from quiz.outlet.web_page import Markup

_PAPER = "#ffffff"
_INK = ("#222222", "#0072b2", "#b34700", "#007a5a", "#8a3d7a", "#666666")
"""Tones that people who see few colours tell apart (after Okabe and Ito), dark enough for white paper; the first is
for axes and words. Where tone matters, dashes and labels say the same."""

_PALE = "#d9d9d9"
_DASHES = {"long": "7 4", "short": "2 3"}


def as_svg(scene: Scene, title: str, language: Language) -> Markup:
    """Return a scene as SVG, its labels in one language."""
    paper = shape("rect", width=scene.width, height=scene.height, fill=_PAPER)
    drawn = [_written(one, language) for one in scene.shapes]
    whole = shape(
        "g", paper, *drawn, font_family="sans-serif", font_size=FONT, stroke_linejoin="round", stroke_linecap="round"
    )
    return svg_picture(scene.width, scene.height, title, language, whole)


def _written(one: Shape, language: Language) -> Markup:
    match one:
        case Label((x, y), text, anchor):
            # Base lines differ between programs where they are asked for by name: it is put where it belongs.
            return shape("text", text.in_(language), x=x, y=y + FONT * 0.35, text_anchor=anchor, fill=_INK[0])
        case Dot((x, y), tone, radius):
            return shape("circle", cx=x, cy=y, r=radius, fill=_ink(tone), stroke=_PAPER, stroke_width=1)
        case Area(points, tone, shade):
            filled = {"fill": _tint(_ink(tone), shade)} if shade else {"fill": "none"}
            return shape("polygon", points=_points(points), stroke=_ink(tone), stroke_width=1, **filled)
        case Line(points, tone, dashes, thick):
            pattern = {"stroke_dasharray": _DASHES[dashes]} if dashes else {}
            wide = 2.0 if thick else 1.0
            ink = _PALE if tone == PALE else _ink(tone)
            return shape("polyline", points=_points(points), fill="none", stroke=ink, stroke_width=wide, **pattern)


def _ink(tone: int) -> str:
    return _INK[tone % len(_INK)]


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _tint(ink: str, shade: float) -> str:
    """Return a tone mixed with the paper.

    >>> _tint("#000000", 0.5), _tint("#0072b2", 1)
    ('#808080', '#0072b2')
    """
    parts = (int(ink[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - shade * (255 - part)):02x}" for part in parts)

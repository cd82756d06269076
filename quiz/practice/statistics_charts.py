"""Charts of a record as pictures with words beside them; whoever shows them gives the classes their colours."""

from __future__ import annotations

from datetime import timedelta

from quiz.language import Language
from quiz.outlet.svg_markup import shape, svg_picture
from quiz.outlet.web_page import Markup
from quiz.practice import statistics_words as words
from quiz.practice.mastery import Estimate
from quiz.practice.readiness import PASS_MARK
from quiz.practice.statistics import Statistics

BAR_WIDTH, BAR_HEIGHT = 240.0, 12.0
CELL = 13.0
WEEKS = 26
TREND_WIDTH, TREND_HEIGHT, TREND_DAYS = 600.0, 80.0, 120


def bar_chart(estimate: Estimate, alternative: str, language: Language) -> Markup:
    """Draw an estimate: ``sure`` to the lower end of its range, ``likely`` to itself, ``possible`` to the upper end."""
    edges = [0.0, estimate.low, estimate.value, estimate.high, 1.0]
    parts = [
        shape("rect", x=BAR_WIDTH * left, y=0.0, width=BAR_WIDTH * (right - left), height=BAR_HEIGHT, **{"class": name})
        for left, right, name in zip(edges, edges[1:], ("sure", "likely", "possible", "rest"), strict=False)
    ]
    mark = BAR_WIDTH * PASS_MARK
    parts.append(shape("line", x1=mark, y1=0.0, x2=mark, y2=BAR_HEIGHT, **{"class": "mark"}))
    return svg_picture(BAR_WIDTH, BAR_HEIGHT, alternative, language, *parts)


def calendar_chart(found: Statistics, language: Language) -> Markup:
    """Draw the last half year, a column a week from Monday to Sunday: ``d0`` for nothing to ``d4`` for most."""
    first = found.today - timedelta(days=found.today.weekday() + 7 * (WEEKS - 1))
    shown = {day: count for day, count in found.days.items() if first <= day <= found.today}
    most = max((count.attempts for count in shown.values()), default=0)
    cells: list[Markup] = []
    for number in range((found.today - first).days + 1):
        day = first + timedelta(days=number)
        week, weekday = divmod(number, 7)
        count = shown[day].attempts if day in shown else 0
        level = 0 if not count else 1 + min(4 * count // (most + 1), 3)
        at = {"x": CELL * week, "y": CELL * weekday + CELL}
        cells.append(shape("rect", width=CELL - 2, height=CELL - 2, **at, **{"class": f"d{level}"}))
        if day.day == 1:
            cells.append(shape("text", str(day.month), x=CELL * week, y=CELL - 3))
    return svg_picture(CELL * WEEKS, CELL * 8, words.days_told(found, first).in_(language), language, *cells)


def trend_chart(shares: list[float], language: Language) -> Markup:
    """Draw the shares of right answers by day as a line, beside the pass mark."""
    step = TREND_WIDTH / max(len(shares) - 1, 1)
    points = " ".join(f"{step * n:.1f},{TREND_HEIGHT * (1.0 - share):.1f}" for n, share in enumerate(shares))
    level = TREND_HEIGHT * (1.0 - PASS_MARK)
    return svg_picture(
        TREND_WIDTH, TREND_HEIGHT, words.trend_told(shares).in_(language), language,
        shape("line", x1=0.0, y1=level, x2=TREND_WIDTH, y2=level, **{"class": "mark"}),
        shape("polyline", points=points, **{"class": "line"}),
    )  # fmt: skip

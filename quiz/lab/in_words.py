"""What a chart shows, in sentences: for who hears the screen and doesn't see it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from quiz.language import Language, Text

__all__ = ["curve_in_words", "shares_in_words"]

MOST = 3
"""So many of the largest shares are told."""


def curve_in_words(label: str, xs: Sequence[float], ys: Sequence[float], language: Language) -> str:
    """Tell where a curve begins and ends, and where it is lowest and highest.

    >>> curve_in_words("SGD", [0, 50, 100], [2.3, 0.4, 0.5], "en")
    'SGD: from 2.3 at 0 to 0.5 at 100; lowest 0.4 at 50, highest 2.3 at 0'
    """
    points = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(x) and math.isfinite(y)]
    if not points:
        return Text(f"{label}: 描ける値がありません（発散しました）", f"{label}: no values, it diverged").in_(language)
    (x0, first), (x1, last) = points[0], points[-1]
    low, high = min(points, key=lambda point: point[1]), max(points, key=lambda point: point[1])
    lost = len(xs) - len(points)
    ja = f"{label}: {x0:.4g} で {first:.4g}、{x1:.4g} で {last:.4g}。最小は {low[0]:.4g} での {low[1]:.4g}、"
    ja += f"最大は {high[0]:.4g} での {high[1]:.4g}"
    en = f"{label}: from {first:.4g} at {x0:.4g} to {last:.4g} at {x1:.4g}; lowest {low[1]:.4g} at {low[0]:.4g}, "
    en += f"highest {high[1]:.4g} at {high[0]:.4g}"
    if lost:
        ja, en = f"{ja}。{lost} 点は発散しました", f"{en}; {lost} values diverged"
    return Text(ja, en).in_(language)


def shares_in_words(label: str, values: Sequence[float], language: Language) -> str:
    """Tell which bins of a histogram between 0 and 1 hold most.

    >>> shares_in_words("layer 1", [60, 10, 0, 30], "en")
    'layer 1: 60 % from 0 to 0.25, 30 % from 0.75 to 1, 10 % from 0.25 to 0.5'
    """
    total = math.fsum(values)
    if not values or not math.isfinite(total) or total <= 0:
        return Text(f"{label}: 値がありません", f"{label}: no values").in_(language)
    largest = sorted(range(len(values)), key=lambda place: -values[place])[:MOST]
    told = []
    for place in largest:
        share, low, high = 100 * values[place] / total, place / len(values), (place + 1) / len(values)
        if share >= 0.5:
            told.append(Text(f"{low:.3g}〜{high:.3g} に {share:.0f} %", f"{share:.0f} % from {low:.3g} to {high:.3g}"))
    return f"{label}: " + Text("、", ", ").in_(language).join(text.in_(language) for text in told)

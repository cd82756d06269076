"""A chain of sides and windows, ``32→(5×5, p0, s1)→28→(pool2)→14``, checked window by window."""

from __future__ import annotations

from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.sizes.layer_arithmetic import Window
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.window_trail import Judged, judged_window

_ARROW: Final = late(r"\s*(?:→|->|=>|⇒)\s*")
_LABEL: Final = late(r"\A[^→>:：]{1,16}[:：]\s*")
_SIDE: Final = late(r"[^\d]{0,12}?(\d{1,5})(?:\s?[x×]\s?(\d{1,5}))?(?:\s?[x×]\s?\d{1,5})?[^\d()]{0,8}")
_WINDOW: Final = late(r"\((?P<inside>[^()]{1,40})\)")
_KERNEL: Final = late(
    r"(?<!\d)(\d{1,2})\s?[x×]\s?(\d{1,2})|(?:pool(?:ing)?|プール|プーリング|conv|畳み込み)\s?(\d{1,2})(?!\d)"
)
_POOL: Final = late(r"pool|プール|プーリング")
_STRIDE: Final = late(r"(?<![a-z])s(?:tride)?\s*=?\s*(\d{1,2})|ストライド\s*(\d{1,2})")
_PADDING: Final = late(r"(?<![a-z])p(?:ad(?:ding)?)?\s*=?\s*(\d{1,2})|パディング\s*(\d{1,2})")
_MOST: Final = 24


def said_chain(sentence: str) -> Judged | None:
    """Return whether the sides of a chain follow from its windows; None where the sentence is no such chain.

    >>> said_chain("32→(5×5, p0, s1)→28→(pool2)→14").verdict, said_chain("13→(3×3, p0, s2)→5").verdict
    ('right', 'wrong')
    >>> said_chain("784→50→10")
    """
    text = spelled(sentence)
    if not any(arrow in text for arrow in ("→", "->", "=>", "⇒")):
        return None
    parts = _ARROW.split(_LABEL.sub("", text).strip(" 。."))
    if not 3 <= len(parts) <= _MOST or len(parts) % 2 == 0:
        return None
    last: Judged | None = None
    side = _SIDE.fullmatch(parts[0])
    for between, behind in zip(parts[1::2], parts[2::2], strict=True):
        window, following = _WINDOW.fullmatch(between.strip()), _SIDE.fullmatch(behind)
        if side is None or window is None or following is None:
            return None
        moved = _window(window["inside"], (int(side[1]), int(side[2] or side[1])))
        judged = judged_window(moved, (int(following[1]), int(following[2] or following[1]))) if moved else None
        if judged is None or judged.verdict == "wrong":
            return judged
        last, side = judged, following
    return last


def _window(inside: str, source: tuple[int, int]) -> Window | None:
    kernel = _KERNEL.search(inside)
    if kernel is None:
        return None
    sides = (int(kernel[1]), int(kernel[2])) if kernel[1] else (int(kernel[3]), int(kernel[3]))
    pooled = _POOL.search(inside) is not None
    stride, padding = _STRIDE.search(inside), _PADDING.search(_POOL.sub(" ", inside))
    return Window(
        "pooling" if pooled else "convolution",
        source,
        sides,
        int(stride[1] or stride[2]) if stride else sides[0] if pooled else 1,
        int(padding[1] or padding[2]) if padding else 0,
    )

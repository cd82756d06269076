"""The corners of what a filter or a pooling makes of a map: 「左上は 2、右下は 5」, "4.5 in the lower right corner".

The maps are printed above: in a block of numbers (an image and a filter may stand side by side), as rows or a matrix.
They hold until the next map or heading. What is worked out at a corner is held against the whole output's corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.claims.guards import claims_nothing
from quiz.report.rows import Row
from quiz.report.sentence_ends import SentenceEnds
from quiz.report.sizes.size_statements import StatedSize
from quiz.report.sizes.window_trail import Judged
from quiz.report.worked.map_values import INPUT, KERNEL, Rows, gives, pieces_of
from quiz.report.worked.respelling import respelled
from quiz.report.worked.sentence import shown
from quiz.report.worked.stated_values import Value, judged, number_of

MOST_SIDE: Final = 12
_LONGEST: Final = 400
_NUM: Final = r"-?\d+(?:\.\d+)?"
_NUMBERS: Final = late(rf"\s*{_NUM}(?:[ ,\t]+{_NUM})*\s*")
_GAP: Final = late(r"\s{3,}|\t+|\s*\|\s*")
_IMAGE: Final = late(r"画像|入力|特徴マップ|image|input|map", re.I)
_FILTER: Final = late(r"フィルタ|カーネル|filter|kernel", re.I)
_CORNERS: Final = {
    "左上": (0, 0), "右上": (0, -1), "左下": (-1, 0), "右下": (-1, -1),
}  # fmt: skip
_ABOVE: Final = {"upper": 0, "top": 0, "lower": -1, "bottom": -1}
_LEFT: Final = {"left": 0, "right": -1}
_WORKING: Final = r"(?:[-\d\s+×.()/]{3,120}[=≈]\s*)?"
_END: Final = r"(?![\d.]*\d|\s*[-+×/^]\s*[\d(]|\s*(?:×|つ|個|倍|画素|番目))"
_EN_CORNER: Final = r"(?P<{0}above>upper|top|lower|bottom)[- ](?P<{0}left>left|right)"
_SAID: Final = late(
    rf"(?P<corner>[左右][上下])(?:の?(?:値|要素|成分|出力|角|隅))?(?:は|が|も|:|=)?\s*(?:約)?\s*{_WORKING}(?P<value>{_NUM}){_END}"
    rf"|(?P<before>{_NUM}) (?:in|at|for) the {_EN_CORNER.format('b')}"
    rf"|{_EN_CORNER.format('a')}(?: corner| entry| value| output)?(?: is| gives| becomes|:|=)*\s*"
    rf"{_WORKING}(?P<behind>{_NUM}){_END}",
    re.I,
)
_NAMED: Final = late(r"[左右][上下]|(?:upper|top|lower|bottom)[- ](?:left|right)", re.I)
_HOW: Final = late(
    r"(?P<max>最大(?:値)?(?:プーリング)?|マックスプーリング|\bmax(?:imum)?[- ]?(?:pool\w*)?\b)|"
    r"(?P<average>平均(?:値)?(?:プーリング)?|アベレージプーリング|\b(?:average|avg|mean)[- ]?(?:pool\w*)?\b)",
    re.I,
)
_POOLS: Final = late(r"プーリング|pool", re.I)
_SIDE: Final = late(r"(?<!\d)([2-4])\s?(?:[x×]|\\times)\s?\1(?!\d)")
_STRIDE: Final = late(r"(?:ストライド|stride|(?<![A-Za-z])S)\s*(?:of |は|が|=|を)?\s*(\d)", re.I)
_PADDING: Final = late(r"(?:パディング|padding|(?<![A-Za-z])P)\s*(?:of |は|が|=|を)?\s*(\d)", re.I)
_CHANGED: Final = late(
    r"転置|反転|回転|flip|rotat|transpos|バイアス(?!なし|は0|0)|\bbias (?:of |is )?[1-9]|dilat|拡張", re.I
)
_DENIED: Final = late(r"ではな[いく]|ではありません|誤[りっ]|間違|だろう|でしょう|\bnot\b|n't\b|\bwrong\b|\?")
_ENDS: Final = SentenceEnds(r"(?<=。)|(?<=[a-z\d)][.!]) (?=[A-Z\"'(`])", ".", "!")
_LASTS: Final = 6
"""For how many rows behind it the setting of a pooling or a stride is still meant."""


def placed_values(rows: Sequence[Row]) -> Iterator[StatedSize]:
    """Yield the values at the corners of an output that a report states, judged."""
    if not any(_NAMED.search(row.plain) for row in rows if row.kind == "text"):
        return
    trail = _Trail()
    for kind, group in groupby(rows, key=lambda row: row.kind):
        together = list(group)
        if kind == "heading":
            trail.forget()
        elif kind in ("code", "output"):
            trail.take_block([row.text for row in together])
        elif kind == "text":
            blocks = _blocks(together)
            for at, row in enumerate(together):
                if at in blocks:
                    trail.take_block(blocks[at])
                if not row.quoted and not row.plain.startswith("|"):
                    yield from trail.judge(row)


def _blocks(rows: Sequence[Row]) -> dict[int, list[str]]:
    """The rows of nothing but numbers, each block at its last row, with the line of names above it."""
    found: dict[int, list[str]] = {}
    begun: int | None = None
    for at, row in enumerate([*rows, None]):
        numeric = row is not None and _NUMBERS.fullmatch(_GAP.sub(" ", row.text.strip())) is not None
        if numeric and begun is None:
            begun = at
        elif not numeric and begun is not None:
            named = begun > 0 and not any(map(str.isdigit, rows[begun - 1].text))
            if at - begun > 1:
                found[at - 1] = [one.text for one in rows[begun - named : at]]
            begun = None
    return found


class _Trail:
    """Keeps the maps that are spoken of."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """A new section begins."""
        self._image: Rows | None = None
        self._kernel: Rows | None = None
        self._pools = self._changed = self._plain = False
        self._side = self._stride = self._padding = self._age = 0

    def take_block(self, lines: Sequence[str]) -> None:
        """Take the maps of a block of numbers; any other block is none of them."""
        found = maps_of(lines)
        if found is None:
            return
        pools = self._pools  # what follows may have been announced as a pooling
        self.forget()
        self._image, self._kernel, self._pools = *found, pools

    def judge(self, row: Row) -> Iterator[StatedSize]:
        """Yield what becomes of the corners that a row states."""
        self._age += 1
        if self._age > _LASTS:
            self._side = self._stride = self._padding = 0
        for piece in _ENDS.split(row.plain):
            if len(piece) > _LONGEST:
                continue
            text = respelled(piece)
            self._learn(text, piece)
            if _DENIED.search(text) or claims_nothing(text.lower()) or self._changed:
                continue
            yield from self._said(row, piece, text)

    def _learn(self, text: str, piece: str) -> None:
        """Take what a sentence (``text`` respelled, ``piece`` as the row has it) says of maps and windows."""
        for one in pieces_of(text):
            if one.kind not in ("nested", "slashed", "latex", "paired") or _SAID.search(one.label):
                continue
            if gives(one.label):
                continue
            if KERNEL.search(one.label):
                self._kernel = one.rows
            elif self._image is None or INPUT.search(one.label):
                self._image, self._kernel, self._changed = one.rows, None, False
            else:
                self._image = None  # of two maps it isn't sure which is meant
        self._pools = self._pools or _POOLS.search(text) is not None
        self._changed = self._changed or _CHANGED.search(text) is not None
        side, stride, padding = _SIDE.search(piece), _STRIDE.search(text), _PADDING.search(text)
        if side is not None:
            self._side, self._age = int(side[1]), 0
        if stride is not None:
            self._stride, self._age = int(stride[1]), 0
        if padding is not None:
            self._padding = int(padding[1])

    def _said(self, row: Row, piece: str, text: str) -> Iterator[StatedSize]:
        for found in _SAID.finditer(text):
            how = [one.lastgroup for one in _HOW.finditer(text, 0, found.end())]
            output, also = self._output(how[-1] if how else None)
            if output is None:
                continue
            high, wide = _corner(found)
            true = output[high][wide]
            group = next(name for name in ("value", "before", "behind") if found[name])
            number = number_of(found[group])
            if number is None:
                continue
            value = Value("", (number,), found.start(group), found.end(group))
            turned = [other[high][wide] for other in also]
            verdict = judged(value, [true], [] if self._plain else [[other] for other in turned])
            if verdict is None:
                continue
            self._plain = self._plain or (verdict == "right" and true not in turned)
            working = Text(f"ここは {shown(true)} です", f"this entry is {shown(true)}")
            practise = "pool-values" if how else "conv2d-values"
            written = text[found.start() : found.end()].strip()
            place = max(row.plain.find(piece.strip()[:8]), 0)
            yield StatedSize(row, place, written, Judged(verdict, "worked-map-claim", practise, working))

    def _output(self, how: str | None) -> tuple[Rows | None, list[Rows]]:
        """What comes out of the filter, or of the pooling that is named; with what a turned filter would make."""
        from solvers.topics.cnn_pooling import pooled
        from solvers.topics.cnn_values import correlate, rotated_map

        image, kernel = self._image, self._kernel
        if image is None:
            return None, []
        if how is not None:
            step = self._stride or self._side
            if not self._pools or kernel is not None or not self._side or not step or self._padding:
                return None, []
            if len(image) < self._side or len(image[0]) < self._side:
                return None, []
            found = pooled(image, self._side, step, "max" if how == "max" else "average")
            return _floats(found), []
        if kernel is None:
            return None, []
        step, pad = self._stride or 1, self._padding
        if len(image) + 2 * pad < len(kernel) or len(image[0]) + 2 * pad < len(kernel[0]) or pad > 3:
            return None, []
        first, turned = (_floats(correlate(image, one, step, pad, 0.0)) for one in (kernel, rotated_map(kernel)))
        return first, [turned]


def _floats(rows: Sequence[Sequence[float | Fraction]]) -> Rows:
    return tuple(tuple(map(float, row)) for row in rows)


def _corner(found: re.Match[str]) -> tuple[int, int]:
    if found["corner"]:
        return _CORNERS[found["corner"]]
    which = "b" if found["before"] else "a"
    return _ABOVE[found[f"{which}above"].lower()], _LEFT[found[f"{which}left"].lower()]


def maps_of(lines: Sequence[str]) -> tuple[Rows, Rows | None] | None:
    """Return the map of a block of numbers, and the filter beside it; None where it is anything else.

    >>> maps_of(["image      filter", "1 2 3      1 0", "4 5 6      0 1", "7 8 9"])[1]
    ((1.0, 0.0), (0.0, 1.0))
    >>> maps_of(["1 2", "3 4"]), maps_of(["x = 1"])
    ((((1.0, 2.0), (3.0, 4.0)), None), None)
    """
    written = [line.rstrip() for line in lines if line.strip() and not line.strip().startswith("```")]
    if not written:
        return None
    names = [] if _NUMBERS.fullmatch(_GAP.sub(" ", written[0])) else _GAP.split(written[0].strip())
    body = written[1:] if names else written
    columns: list[list[tuple[float, ...]]] = []
    for line in body:
        groups = [one for one in _GAP.split(line.strip()) if one]
        if not groups or len(groups) > 2 or not all(map(_NUMBERS.fullmatch, groups)):
            return None
        for at, one in enumerate(groups):
            if at == len(columns):
                columns.append([])
            columns[at].append(tuple(float(each) for each in re.findall(_NUM, one)))
    maps = [tuple(column) for column in columns]
    if not maps or any(len({len(row) for row in one}) != 1 or not 1 < len(one) <= MOST_SIDE for one in maps):
        return None
    if len(maps) == 1:
        return None if len(names) > 1 or any(map(_FILTER.search, names)) else (maps[0], None)
    if len(names) != 2:
        return None
    if _IMAGE.search(names[0]) and _FILTER.search(names[1]):
        return maps[0], maps[1]
    if _FILTER.search(names[0]) and _IMAGE.search(names[1]):
        return maps[1], maps[0]
    return None

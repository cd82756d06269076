"""Small maps worked out by hand: a convolution of a few pixels, the largest or the mean value of a pooling window.

A map is written in rows (``1 2 / 3 4``, ``[[1, 2], [3, 4]]``, a LaTeX matrix); a filter is laid on it as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.worked.sentence import Sentence, Verdict, shown
from quiz.report.worked.stated_values import Number, Value, judged, number_of

Rows = tuple[tuple[float, ...], ...]
_NUM: Final = r"-?\d+(?:\.\d+)?"
_ROW: Final = rf"{_NUM}(?:(?:\s*,\s*|\s+){_NUM})+"
_MAP: Final = late(
    rf"\[\s*\[\s*(?P<nested>{_ROW}(?:\s*\]\s*,\s*\[\s*{_ROW})*)\s*\]\s*\]"
    rf"|(?<![\d.A-Za-z])[(\[]?\s*(?P<slashed>{_ROW}(?:\s*[/;|]\s*{_ROW})+)\s*[)\]]?(?!\d|\.\d)"
    r"|\\begin\s*\{[pb]?matrix\}(?P<latex>[-\d.\s&\\]{3,120})\\end\s*\{[pb]?matrix\}"
    rf"|(?<![\w(])\(\s*(?P<paired>{_ROW}(?:\s*\)\s*,\s*\(\s*{_ROW})+)\s*\)"
    rf"|[(\[]\s*(?P<flat>{_NUM}(?:\s*[,、]\s*{_NUM}){{2,8}})\s*[)\]]"
    rf"|(?<![\d.A-Za-z×])(?P<loose>{_NUM}(?:\s*[,、]\s*{_NUM}){{2,8}})(?![\d.×])"
    rf"|(?<![\d.A-Za-z×/+])(?P<number>{_NUM}(?:/\d+)?)(?!\d|\.\d|\s?(?:つ|個|倍|画素|×|[-+/=≈]\s*[\d(]))"
)
_WORKING: Final = late(r"[\d\s+×.()*-]{3,400}[=≈]\s*\Z")
_CUTS: Final = late(r"\]\s*,\s*\[|\)\s*,\s*\(|\\\\|[/;|]")
INPUT: Final = late(
    r"(?:入力(?:画像|データ)?|画像|データ|特徴マップ|マップ|窓(?:の中)?(?:の値)?|領域|画素|(?:the )?(?:input|image|"
    r"patch|window|(?:feature )?map|region|pixels|data|values)|"
    r"(?<![A-Za-z])(?-i:[xXA]))(?:が|は|を|の|of|is|are|with|[\s=:(,]|次の)*\Z",
    re.I,
)
KERNEL: Final = late(
    r"(?:フィルタ(?:ー)?|カーネル|重み|(?:the )?(?:filter|kernel|weights)|"
    r"(?<![A-Za-z])(?-i:[wWkKF]))(?:が|は|を|の|of|is|are|with|[\s=:(,]|次の)*\Z",
    re.I,
)
_POOL: Final = late(
    r"(?P<max>最大(?:値)?プーリング|マックスプーリング|max[- ]?pool(?:ing|ed)?)|(?P<average>平均(?:値)?プーリング|"
    r"アベレージプーリング|(?:average|avg|mean)[- ]?pool(?:ing|ed)?)",
    re.I,
)
_RESULT: Final = late(
    r"(?:[\s,、:→=≈)]|=>|は|が|を|に|の|で|なら(?:ば)?|だと|も|とき|場合|すると|と|結果|出力|値|積和|"
    r"畳み込み?む?|かける|掛ける|適用する|施す|行う|通す|左上|約|およそ|"
    r"最大(?:値)?プーリング|平均(?:値)?プーリング|(?:窓|2×2|3×3)|"
    r"\b(?:the|output|result|value|is|gives?|yields?|becomes?|equals|convolution|convolving|convolved|produces|"
    r"and|then|while|so|we|get|of|it|with|would|be|to|into|max|average|avg|mean|pool(?:ing|ed)?)\b|-(?=pool))*\Z",
    re.I,
)
_ABOUT_MAPS: Final = late(r"フィルタ|カーネル|プーリング|畳み込|filter|kernel|pool|convol", re.I)
_STRIDE: Final = late(r"(?:ストライド|stride)\s*(?:of |は|が|=|を)?\s*(\d)", re.I)
_PADDING: Final = late(r"(?:パディング|padding|pad)\s*(?:of |は|が|=|を)?\s*(\d)", re.I)
_BIAS: Final = late(r"(?:バイアス|bias)\s*(?:of |は|が|=|を)?\s*(-?\d+(?:\.\d+)?)", re.I)
_BOUND_NUMBERS: Final = late(rf"(?:{_STRIDE.pattern}|{_PADDING.pattern}|{_BIAS.pattern})\Z", re.I)
_HAS_MAP: Final = late(
    r"[\dm](?:(?<=m)atrix|(?<=\d)(?:"  # tells at once where nothing begins
    r"[, ]\s?[-−]?\d[-−\d., ]{0,400}\s?[/;]\s?[-−]?\d+[, ]\s?[-−]?\d|\s?\]\s?,\s?\[|\s?\)\s?,\s?\(|"
    r"\s?[,、]\s?[-−]?\d[\d.]*\s?[,、]\s?[-−]?\d))"
)
MOST_SIDE: Final = 12
MOST_PIECES: Final = 24


@frozen
class _Piece:
    """A map, a list of numbers or a number, with the words before it."""

    kind: str
    label: str
    rows: Rows
    start: int
    end: int


class MapReader:
    """Judges what comes out of a filter or a pooling window; the maps of a list's lead hold for its entries."""

    present = (_HAS_MAP, _ABOUT_MAPS)

    def __init__(self) -> None:
        self._input: Rows | None = None
        self._kernel: Rows | None = None

    def forget(self) -> None:
        """A new section begins."""
        self._input = self._kernel = None

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence may hold a map, or name a pooling of the one before."""
        return bool(_HAS_MAP.search(raw)) and (bool(_ABOUT_MAPS.search(raw)) or not raw.startswith("|"))

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every value that a sentence says comes out."""
        text = sentence.text
        if not any(_ABOUT_MAPS.search(one) for one in (text, *sentence.above[:2])):
            return
        source, kernel, window = self._input, self._kernel, None
        how = ""
        own = stated = False
        for piece in pieces_of(text):
            named = list(_POOL.finditer(text, max(piece.start - len(piece.label), 0), piece.start))
            if named:
                how, stated = named[-1].lastgroup or "", False
            if piece.kind in ("nested", "slashed", "latex", "paired") and not gives(piece.label):
                stated = False
                if KERNEL.search(piece.label):
                    kernel, own = piece.rows, True
                    continue
                if INPUT.search(piece.label) or (named and window is None):
                    source, own = piece.rows, True
                    window = source if how else window
                    continue
                if own and kernel is self._kernel and source is not None and not how:
                    kernel = piece.rows  # laid on the one before it
                else:
                    source, own = piece.rows, True
                    window = source
                continue
            elif piece.kind in ("flat", "loose"):
                if INPUT.search(piece.label) or named or window is None:
                    window = piece.rows
                continue
            if stated or not _RESULT.match(_WORKING.sub("", piece.label)) or not sentence.claims:
                continue
            if piece.kind == "number" and _BOUND_NUMBERS.search(text, 0, piece.end):
                continue
            stated = True  # what comes behind explains it
            if how and (window or source):
                yield from _pooling(piece, window or source or (), how, text)
            elif kernel is not None and source is not None and not how:
                yield from _convolution(piece, source, kernel, text)
        if own and not (sentence.listed and self._input is not None and self._kernel is not None):
            self._input, self._kernel = source, kernel


def gives(label: str) -> bool:
    """Whether the words before a map make it what comes out."""
    return re.search(r"→|=|結果|出力|output|gives|result|になる", label) is not None


def pieces_of(text: str) -> Iterator[_Piece]:
    """Yield the maps, lists and numbers of a text (``respelled``), each with the words before it.

    >>> [(one.kind, one.rows) for one in pieces_of("入力 1 2 / 3 4")]
    [('slashed', ((1.0, 2.0), (3.0, 4.0)))]
    """
    last = count = 0
    for found in _MAP.finditer(text):
        kind = found.lastgroup or ""
        rows = _rows(kind, found[kind])
        count += 1
        if rows is None or count > MOST_PIECES:
            continue
        yield _Piece(kind, text[last : found.start()], rows, found.start(), found.end())
        last = found.end()


def _rows(kind: str, written: str) -> Rows | None:
    if kind == "number":
        number = number_of(written)
        return ((number.value,),) if number is not None else None
    lines = [written] if kind in ("flat", "loose") else _CUTS.split(written.replace("&", " "))
    rows = tuple(tuple(float(one) for one in re.findall(_NUM, line)) for line in lines if line.strip())
    if not rows or len({len(row) for row in rows}) != 1 or max(len(rows), len(rows[0])) > MOST_SIDE:
        return None
    return rows


def _stated(piece: _Piece, text: str) -> Value:
    numbers = tuple(
        number for one in re.findall(rf"{_NUM}(?:/\d+)?", text[piece.start : piece.end]) if (number := number_of(one))
    )
    if piece.kind != "number":
        numbers = tuple(Number(f"{one:g}", one, 1.0 if one == int(one) else 0.1) for row in piece.rows for one in row)
    return Value(piece.label, numbers, piece.start, piece.end)


def _verdict(piece: _Piece, text: str, true: Rows, also: list[Rows], practise: str) -> Iterator[Verdict]:
    if (len(true), len(true[0])) != (len(piece.rows), len(piece.rows[0])):
        return
    value = _stated(piece, text)
    flat = [float(one) for row in true for one in row]
    verdict = judged(value, flat, [[float(one) for row in other for one in row] for other in also])
    if verdict is not None:
        told = " / ".join(" ".join(shown(float(one)) for one in row) for row in true)
        yield Verdict(
            value, verdict, "worked-map-claim", practise, Text(f"結果は {told} です", f"the result is {told}")
        )


def _convolution(piece: _Piece, source: Rows, kernel: Rows, text: str) -> Iterator[Verdict]:
    from solvers.topics.cnn_values import correlate, rotated_map

    stride, padding, bias = (pattern.search(text) for pattern in (_STRIDE, _PADDING, _BIAS))
    step, pad = int(stride[1]) if stride else 1, int(padding[1]) if padding else 0
    add = float(bias[1]) if bias else 0.0
    high, wide = len(source) + 2 * pad - len(kernel), len(source[0]) + 2 * pad - len(kernel[0])
    if step < 1 or pad > 3 or high < 0 or wide < 0:
        return
    outs = [correlate(source, one, step, pad, add) for one in (kernel, rotated_map(kernel))]
    first, turned = (tuple(tuple(map(float, row)) for row in out) for out in outs)
    yield from _verdict(piece, text, first, [turned], "conv2d-values")


def _pooling(piece: _Piece, source: Rows, how: str, text: str) -> Iterator[Verdict]:
    from solvers.topics.cnn_pooling import pooled

    side = re.search(r"(?<!\d)([2-4])×\1(?!\d)", text)
    stride = _STRIDE.search(text)
    if len(piece.rows) == len(piece.rows[0]) == 1:
        flat = [one for row in source for one in row]
        if side is not None and len(flat) != int(side[1]) ** 2:
            return
        if side is None and len(source) > 1 and len(source) != len(source[0]):
            return
        value = max(flat) if how == "max" else sum(flat) / len(flat)
        yield from _verdict(piece, text, ((value,),), [], "pool-values")
        return
    window = int(side[1]) if side is not None else 2
    step = int(stride[1]) if stride is not None else window
    if step < 1 or len(source) < window or len(source[0]) < window:
        return
    out = pooled(source, window, step, "max" if how == "max" else "average")
    yield from _verdict(piece, text, tuple(tuple(map(float, row)) for row in out), [], "pool-values")

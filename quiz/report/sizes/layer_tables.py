"""A table of layers, one a row (kernel, stride, padding, output) -> each output held against the row above it.

What follows from a wrong row is judged by either size: the one that is written, and the one that it should have been.
Where a row may have been left out between two others, nothing is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.sizes.layer_arithmetic import MOST, Pair, Window
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.window_tables import WORKS_OTHERWISE
from quiz.report.sizes.window_trail import Judged
from quiz.report.tables import Table

_COLUMNS: Final = {
    "input": late(r"入力|input"),
    "output": late(r"(?:出力|output)(?!の?チャ|の?枚| channel)|\bout\b|形|shape", re.A),
    "stride": late(r"ストライド|stride|\bs\b", re.A),
    "padding": late(r"パディング|padding|\bpad\b|\bp\b", re.A),
    "kernel": late(
        r"(?<!number of )(?:カーネル|フィルタ|kernel|filter|窓|window)(?!ー?の?(?:数|枚)|s\b| (?:count|number))", re.A
    ),
    "name": late(r"層|layer|名|name|種類|段|block|step"),
    "settings": late(r"設定|内容|詳細|仕様|構成|処理|settings?|details?|configuration|config|spec|operation", re.A),
}
_STRIDE: Final = late(r"(?:ストライド|stride|\bs)\s*[:=はが]?\s*(\d{1,2})(?!\d)", re.A)
_FILTERS: Final = late(r"フィルタ|カーネル|filters?\b|kernels?\b", re.A)
_NO_PADDING: Final = late(r"パディング(?:なし|無し)|no padding|without padding|padding なし")
_SIZE: Final = late(r"(\d{1,5})\s?[x×]\s?(\d{1,5})(?:\s?[x×]\s?(\d{1,5}))?")
_SHEETS_FIRST: Final = late(r"(\d{1,5})\s?@\s?(\d{1,5})\s?[x×]\s?(\d{1,5})")
_KERNEL: Final = late(
    r"(?<![\dx×.])(?<!\d[x×] )(?<! [x×] )(\d{1,4})\s?[x×]\s?(\d{1,4})(?:\s?[x×]\s?(\d{1,4}))?(?![\d.])"
)
_ALONE: Final = late(r"\s*(\d{1,2})\s*")
_PADDING: Final = late(r"(?:padding|pad|パディング|\bp)\s*[:=は]?\s*(\d{1,2}|same|valid|なし|無し)", re.A)
_KINDS: Final = {
    "source": late(r"入力|input|画像|image"),
    "pooling": late(r"プーリング|pool"),
    "convolution": late(r"畳み?込み?|conv"),
    "unchanged": late(r"relu|活性化|activation|norm|正[規則]化|dropout|ドロップ|lrn|\bbn\b", re.A),
}
_NUMBER: Final = late(r"(?:conv|pool|畳み込み|プーリング)[a-z]*(?:層)?\s?[-_]?\s?(\d{1,2})(?:[-_](\d{1,2}))?")
_USUAL_POOLS: Final = ((2, 2), (3, 2))
_MOST_PADDING: Final = 7


@frozen
class _Layer:
    """A row of the table, read; ``window`` is None for what has none."""

    kind: str
    number: tuple[int, int] | None
    window: Window | None
    size: Pair | None
    channels: int | None
    pads: bool


def table_of_layers(table: Table) -> dict[int, Judged | None] | None:
    """Return what is to be said of each row of a table, by its place, None for what is left alone.

    None for a table that does not list layers.

    >>> rows = ((2, ("input", "", "", "20×20×3")), (3, ("conv1", "5×5", "1", "16×16×8")))
    >>> table_of_layers(Table(0, ("layer", "kernel", "stride", "output"), rows))[3].verdict
    'right'
    """
    columns: dict[str, int] = {}
    for at, cell in enumerate(map(spelled, table.header)):
        role = next((name for name, pattern in _COLUMNS.items() if pattern.search(cell)), None)
        if role is not None and role not in columns:
            columns[role] = at
    told = {"kernel", "stride"} if "settings" not in columns else {"settings"}
    if not told | {"output"} <= columns.keys() or "input" in columns:
        return None
    columns.setdefault("name", 0)
    layers: list[tuple[int, _Layer]] = []
    for place, cells in table.body:
        written = [spelled(cell) for cell in cells]
        if WORKS_OTHERWISE.search(" ".join(written)):
            return None
        layers.append((place, _layer(written, columns)))
    found: dict[int, Judged | None] = dict.fromkeys(place for place, _ in table.body)
    _judge(layers, found)
    # A row of settings says by itself what a sentence would.
    return {place: one for place, one in found.items() if one is not None} if "settings" in told else found


def _layer(cells: Sequence[str], columns: Mapping[str, int]) -> _Layer:
    name, settings = cells[columns["name"]], cells[columns["settings"]] if "settings" in columns else ""
    kernel = cells[columns["kernel"]] if "kernel" in columns else settings
    kind = next(
        (one for words in (name, settings) for one, pattern in _KINDS.items() if pattern.search(words)), "other"
    )
    if kind == "other" and _FILTERS.search(settings):
        kind = "convolution"
    numbered = _NUMBER.search(name)
    number = (int(numbered[1]), int(numbered[2] or 0)) if numbered is not None else None
    size, channels = _size(cells[columns["output"]])
    sides = _kernel(_PADDING.sub(" ", kernel))
    by_column = re.search(r"\d{1,2}", cells[columns["stride"]]) if "stride" in columns else None
    stride = by_column or _STRIDE.search(settings)
    own = cells[columns["padding"]] if "padding" in columns else ""
    padded = _PADDING.search(f"{name} {kernel}") or re.fullmatch(r"\s*(\d{1,2}|same|valid|なし|無し)\s*", own)
    padding = None
    if padded is not None:
        padding = {"same": -1, "valid": 0, "なし": 0, "無し": 0}.get(padded[1])
        padding = int(padded[1]) if padding is None else padding
    elif _NO_PADDING.search(settings):
        padding = 0
    window = None
    if kind in ("convolution", "pooling") and sides is not None and stride is not None:
        of: Literal["convolution", "pooling"] = "pooling" if kind == "pooling" else "convolution"
        window = Window(of, None, sides, int(stride[stride.re.groups]), padding)
    return _Layer(kind, number, window, size, channels, padding is not None)


def _kernel(written: str) -> Pair | None:
    """The sides of a kernel, beside which the number of the filters may stand; None where it isn't clear."""
    alone = _ALONE.fullmatch(written)
    if alone is not None:
        return int(alone[1]), int(alone[1])
    found = list(_KERNEL.finditer(written))
    if len(found) != 1:
        return None
    first, second, third = (int(each) if each else None for each in found[0].groups())
    if third is not None and first != second and second == third:  # the number of the filters first
        first = second
    return (first, second) if first and second else None


def _size(written: str) -> tuple[Pair | None, int | None]:
    """The sides and the channels that a cell gives."""
    sheets = _SHEETS_FIRST.search(written)
    if sheets is not None:
        return (int(sheets[2]), int(sheets[3])), int(sheets[1])
    found = list(_SIZE.finditer(written))
    if len(found) != 1 or max(int(each) for each in found[0].groups() if each) > MOST:
        return None, None
    first, second, third = found[0].groups()
    if third is not None and first != second and second == third:  # channels first
        return (int(second), int(third)), int(first)
    return (int(first), int(second)), int(third) if third is not None else None


def _judge(layers: Sequence[tuple[int, _Layer]], found: dict[int, Judged | None]) -> None:
    """Judge each row by the one above it."""
    tells = any(layer.pads for _, layer in layers if layer.kind == "convolution")
    above: _Layer | None = None
    sizes: list[Pair] = []
    for at, layer in layers:
        judged, true = None, layer.size
        if layer.window is not None and layer.size is not None and above is not None and sizes:
            judged, true = _held(above, sizes, layer, tells=tells)
            found[at] = judged
        if layer.kind == "unchanged" and layer.size is None:
            continue
        sizes = [size for size in (layer.size, true) if size is not None] if layer.kind != "other" else []
        above = layer


def _held(above: _Layer, sizes: Sequence[Pair], layer: _Layer, *, tells: bool) -> tuple[Judged | None, Pair | None]:
    """Hold a layer's size against the sizes that may go into it; with the size that comes out."""
    window, claimed = layer.window, layer.size
    assert window is not None
    possible = _windows(window, tells=tells)
    right = [one for size in sizes for one in (replace(each, source=size) for each in possible)
             if one.output() == claimed]  # fmt: skip
    usual = replace(possible[0], source=sizes[-1])
    kept = layer.kind != "pooling" or above.channels is None or layer.channels in (None, above.channels)
    told = usual.working() if not right else right[0].working()
    claim, practise = ("pool-output-size-claim", "pool-output-size") if layer.kind == "pooling" else (
        "conv-output-size-claim", "conv-output-size")  # fmt: skip
    if right and kept:
        sure = right[0].padding == possible[0].padding
        return (Judged("right", claim, practise, told) if sure else None), claimed
    if _may_leave_out(above, layer):
        return None, claimed
    if right:
        told = Text(f"プーリングはチャンネル数を変えないので、{above.channels} のままです",
                    f"a pooling leaves the number of channels as it is, {above.channels}")  # fmt: skip
        return Judged("wrong", claim, practise, told), claimed
    between = {size for source in sizes for size in _after_a_pooling(source)} if layer.kind == "convolution" else set()
    if above.kind == "convolution" and any(replace(each, source=one).output() == claimed
                                           for one in between for each in possible):  # fmt: skip
        return None, claimed
    if any(_rounds_up(replace(each, source=size), claimed) for size in sizes for each in possible):
        return None, claimed
    if usual.output() is None:
        return None, claimed
    return Judged("wrong", claim, practise, told), usual.output()


def _windows(window: Window, *, tells: bool) -> list[Window]:
    """The windows that a row may mean: with no padding, where others tell theirs; else with any."""
    if window.padding is not None or window.kind == "pooling" or tells:
        return [replace(window, padding=window.padding or 0)]
    return [replace(window, padding=padding) for padding in range(_MOST_PADDING)]


def _after_a_pooling(source: Pair) -> list[Pair]:
    pools = (Window("pooling", source, (side, side), stride, 0).output() for side, stride in _USUAL_POOLS)
    return [one for one in pools if one is not None]


def _rounds_up(window: Window, claimed: Pair | None) -> bool:
    size = window.output()
    return size is not None and not window.is_exact and claimed == (size[0] + 1, size[1] + 1)


def _may_leave_out(above: _Layer, layer: _Layer) -> bool:
    """Whether the names tell that something may stand between two rows: conv3 below conv1, pool2 below pool1."""
    if above.kind == "source":
        return layer.number is not None and (layer.number[0] > 1 or layer.kind == "pooling")
    if above.number is None or layer.number is None:
        return False
    step = layer.number[0] - above.number[0]
    if above.kind == layer.kind == "pooling":
        return True
    if layer.kind == "pooling":
        return step != 0
    return step not in (0, 1)

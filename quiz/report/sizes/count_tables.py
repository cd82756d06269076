"""A table with a layer in each row and a column that counts its parameters -> each count held against its own layer.

The layer is told by the cells beside the count (conv 3ch→16ch、3×3; 全結合 784→100), or by columns for the kernel and
for what goes in and comes out. Whether the biases are counted is told by the header, the heading or the line above.
A row whose layer isn't wholly told is left to those who read sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.sizes.layer_arithmetic import (
    MOST,
    Count,
    convolution_count,
    dense_count,
    normalization_count,
)
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.stated_counts import bias_in, judged_count
from quiz.report.sizes.window_tables import COUNTS_PARAMETERS, WORKS_OTHERWISE, size_in
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import whole_number
from quiz.report.tables import Table

_ONLY_BIASES: Final = late(r"バイアスの?(?:個数|数)?|(?:number of )?bias(?:es)?")
_OTHER_UNIT: Final = late(
    r"\b[kmg]i?b\b|メモリ|memory|バイト|bytes|百万|million|\(m\)|\(k\)|\(千|共有|shared|tied", re.A
)
_COLUMNS: Final = {
    "kernel": r"(?:フィルター?|カーネル|窓|filter|kernel|window)(?:の?(?:サイズ|大きさ|形)|[ _]?(?:size|shape))?|[fk]",
    "inputs": r"(?:入力|前)の?(?:サイズ|大きさ|形状?|チャン?ネル数?|ch数?|ノード数?|ユニット数?|次元数?|数)?|in|"
              r"inputs?(?: (?:channels?|units?|nodes?|features?|size|shape))?|"
              r"in[ _](?:channels?|ch|features?|units?)",
    "outputs": r"(?:出力|次)の?(?:サイズ|大きさ|形状?|チャン?ネル数?|ch数?|ノード数?|ユニット数?|次元数?|数)?|"
               r"(?:フィルター?|"
               r"カーネル)の?(?:枚数|個数|数)|out|outputs?"
               r"(?: (?:channels?|units?|nodes?|features?|size|shape))?|out[ _](?:channels?|ch|features?|units?)|"
               r"(?:number of )?(?:filters|units)",
}  # fmt: skip
_ROLES: Final = {role: late(pattern, re.A) for role, pattern in _COLUMNS.items()}
_ASIDE: Final = late(r"\([^()]*\)")
_NUMBER: Final = late(r"(\d{1,3}(?:,\d{3})+|\d{1,9})\s?個?", re.A)
_WHOLE: Final = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_CHANNELS: Final = r"\s?(?:ch|チャン?ネル|channels?|枚|maps?)?"
_PAIR: Final = late(
    rf"(?<![\dx×.])(?<![x×] )({_WHOLE}){_CHANNELS}\s?(?:→|->|=>|⇒|から|\bto\b)\s?({_WHOLE})(?!\d|"
    rf"\s?[x×]\s?\d|\.\d){_CHANNELS}",
    re.A,
)
_ARROW: Final = late(r"→|->|=>|⇒")
_IN_AND_OUT: Final = late(
    r"(?:入力|\bin(?:puts?)?\b)\s?[=:は]?\s?(\d{1,6})\s?(?:ch|チャン?ネル|channels?|次元|ノード|units?)?[\s,、/・]*"
    r"(?:出力|\bout(?:puts?)?\b)\s?[=:は]?\s?(\d{1,6})\s?(?:ch|チャン?ネル|channels?|枚|次元|ノード|units?)?|"
    r"(?<![\dx×.])(\d{1,6}) in(?:puts?)?\b[\s,/and]*(\d{1,6}) out(?:puts?)?\b",
    re.A,
)
_KERNEL: Final = late(r"(?<![\dx×.])(?<![x×] )(\d{1,2})\s?[x×]\s?(\d{1,2})(?!\d|\s?[x×]\s?\d|\.\d)", re.A)
_OF_CHANNELS: Final = late(r"ch|チャ|枚|フィルタ|filters")
_DENSE: Final = late(
    r"全結合|affine|アフィン|fully[- ]connected|\bdense\b|\blinear\b|\bfc?[-_]?\d\b|\bfc\b|出力層|"
    r"\A\s*out(?:put)?(?: layer)?\b",
    re.A,
)
_CONVOLUTION: Final = late(r"畳み?込み?|conv")
_NORMALIZATION: Final = late(r"バッチ正[規則]化|batch ?norm|\bbn\d?\b", re.A)
_CHANNELS_NORMALIZED: Final = late(
    r"(?<![\dx×.])(\d{1,5})\s?(?:ch|チャン?ネル|channels?|features?|units?)|batchnorm(?:[12]d)?\((\d{1,5})\)", re.A
)
_LEARNED: Final = late(r"学習|learn|train")
_POOLING: Final = late(r"プーリング|pool")
_LEARNS_NOTHING: Final = late(
    r"プーリング|pool|dropout|ドロップアウト|flatten|平坦化|フラット化|(?<![a-z])relu|sigmoid|シグモイド|tanh|"
    r"softmax|ソフトマックス|活性化|activation|"
    r"reshape|zero ?padding|ゼロパディング"
)
_LEARNS_SOMETHING: Final = late(
    r"prelu|leaky|学習可能な(?:傾き|係数)|attention|rnn|lstm|gru|埋め込み|embedding|norm|正[規則]化"
)
_SUM: Final = late(r"合計|総数|全体|計\Z|全部|total|overall|\bsum\b|\ball\b", re.A)


@frozen
class _Layer:
    """What a layer comes to, with the words for it and the question that practises it.

    It isn't ``sure`` where what goes into it is told by the row above: a layer may have been left out between them.
    """

    count: Count
    claim: str
    practise: str
    sure: bool = True


def table_of_counts(table: Table) -> dict[int, Judged | None]:
    """Return what is to be said of the rows of a table whose layers are told; nothing where it counts no parameters.

    >>> rows = ((2, ("conv 3ch→16ch, 3×3", "448")), (3, ("max pooling 2×2", "4")))
    >>> found = table_of_counts(Table(0, ("層", "パラメータ数"), rows))
    >>> found[2].verdict, found[3].verdict
    ('right', 'wrong')
    """
    header = [spelled(cell) for cell in table.header]
    at = [place for place, cell in enumerate(header) if COUNTS_PARAMETERS.fullmatch(_ASIDE.sub("", cell).strip())]
    biases = [place for place, cell in enumerate(header) if _ONLY_BIASES.fullmatch(_ASIDE.sub("", cell).strip())]
    around = spelled(f"{table.heading} {table.lead}")
    if len(at) != 1 or biases or _OTHER_UNIT.search(f"{around} {' '.join(header)}"):
        return {}
    found: dict[int, Judged | None] = {}
    if table.is_mended or WORKS_OTHERWISE.search(around):
        return dict.fromkeys(place for place, _ in table.body)
    bias = bias_in(header[at[0]])
    bias = bias_in(around) if bias is None else bias
    if bias is None and re.fullmatch(r"重みの?(?:個数|数)|(?:#|number of|no\. of)\s?weights|weights", header[at[0]]):
        bias = False
    before: tuple[int, ...] = ()
    for place, cells in table.body:
        beside = [(header[one], spelled(cell)) for one, cell in enumerate(cells) if one != at[0]]
        into, before = before, _dimensions(_cell(beside, "outputs"))
        claimed = _NUMBER.fullmatch(spelled(cells[at[0]]).rpartition("=")[2].strip())  # 5·5·3·8 + 8 = 608
        if claimed is None:
            continue
        said = " ".join(cell for _, cell in beside)
        if WORKS_OTHERWISE.search(said.replace("global", "").replace("グローバル", "")) or _SUM.search(said):
            found[place] = None
            continue
        own = bias_in(said)
        learned = _LEARNED.search(f"{header[at[0]]} {around}") is not None
        judged = _judged(beside, into, whole_number(claimed[1]), bias if own is None else own, learned=learned)
        if judged is not None:
            found[place] = judged
    return found


def _judged(
    beside: Sequence[tuple[str, str]], into: Sequence[int], claimed: int, bias: bool | None, *, learned: bool
) -> Judged | None:
    """Hold one row's count against the layer that the cells beside it tell; ``into`` comes out of the row above."""
    said = " ".join(cell for _, cell in beside)
    if claimed > MOST * 100:
        return None
    layer = _convolution(beside, into) or _dense(beside, into)
    if layer is not None:
        judged = judged_count(layer.count, claimed, bias, layer.claim, layer.practise)
        return judged if layer.sure or judged.verdict == "right" else None
    if _CONVOLUTION.search(said) or _DENSE.search(said):
        return None
    if _NORMALIZATION.search(said):
        return _normalized(said, claimed, learned=learned)
    if not _LEARNS_NOTHING.search(said) or _LEARNS_SOMETHING.search(said):
        return None
    practise = "pool-output-size" if _POOLING.search(said) else "mlp-param-count"
    told = Text("この層には学習するパラメータがないので 0 個です", "this layer has nothing to learn: it is 0")
    return Judged("right" if claimed == 0 else "wrong", "layer-parameters-claim", practise, told)


def _cell(beside: Sequence[tuple[str, str]], role: str) -> str | None:
    """The cell of the one column that has a role."""
    found = [cell for name, cell in beside if _ROLES[role].fullmatch(_ASIDE.sub("", name).strip())]
    return found[0] if len(found) == 1 else None


def _pair(beside: Sequence[tuple[str, str]], said: str, *, of_channels: bool) -> tuple[int, int] | None:
    """What goes into a layer and what comes out of it: told in one cell, or in a column for each.

    Where they are to be channels, columns of sizes give them by their third number, others by their names.
    """
    written = [(found[1], found[2]) for found in _PAIR.finditer(said)]
    written += [(found[1] or found[3], found[2] or found[4]) for found in _IN_AND_OUT.finditer(said)]
    pairs = {(whole_number(one), whole_number(two)) for one, two in written}
    if not pairs:
        inputs, outputs = (_dimensions(_cell(beside, role)) for role in ("inputs", "outputs"))
        alone = len(inputs) == len(outputs) == 1 and (not of_channels or _has_channels(beside))
        if inputs and outputs and (alone or (of_channels and len(inputs) == len(outputs) == 3)):
            pairs.add((inputs[-1], outputs[-1]))
    pair = pairs.pop() if len(pairs) == 1 and len(_ARROW.findall(said)) < 2 else None
    return pair if pair is not None and 0 < min(pair) <= max(pair) <= MOST else None


def _has_channels(beside: Sequence[tuple[str, str]]) -> bool:
    return any(_OF_CHANNELS.search(name) and _ROLES["inputs"].fullmatch(_ASIDE.sub("", name).strip())
               for name, _ in beside)  # fmt: skip


def _dimensions(written: str | None) -> tuple[int, ...]:
    """The number that a cell gives, or its sides and channels; nothing where it gives neither."""
    cell = (written or "").strip()
    number = _NUMBER.fullmatch(cell)
    if number is not None:
        return (whole_number(number[1]),)
    size = size_in(cell)
    return (*size.sides, size.channels) if size is not None and size.channels is not None else ()


def _convolution(beside: Sequence[tuple[str, str]], into: Sequence[int]) -> _Layer | None:
    said = " ".join(cell for _, cell in beside)
    if not _CONVOLUTION.search(said) or _POOLING.search(said) or _DENSE.search(said):
        return None
    own = _cell(beside, "kernel")
    kernels = {(int(found[1]), int(found[2])) for found in _KERNEL.finditer(said)}
    if own is not None:
        size = size_in(own.strip())
        kernels = {size.sides} if size is not None else set()
    pair, sure = _pair(beside, said, of_channels=True), True
    made = _dimensions(_cell(beside, "outputs"))
    if pair is None and len(into) == len(made) == 3:
        pair, sure = (into[2], made[2]), False
    if pair is None or len(kernels) != 1:
        return None
    return _Layer(convolution_count(kernels.pop(), *pair), "conv-parameters-claim", "conv-param-count", sure)


def _dense(beside: Sequence[tuple[str, str]], into: Sequence[int]) -> _Layer | None:
    said = " ".join(cell for _, cell in beside)
    if not _DENSE.search(said) or _CONVOLUTION.search(said) or _POOLING.search(said):
        return None
    pair, sure = _pair(beside, said, of_channels=False), True
    made = _dimensions(_cell(beside, "outputs"))
    if pair is None and into and len(made) == 1 and prod(into) <= MOST:
        pair, sure = (prod(into), made[0]), False
    return _Layer(dense_count(*pair), "dense-parameters-claim", "mlp-param-count", sure) if pair is not None else None


def _normalized(said: str, claimed: int, *, learned: bool) -> Judged | None:
    """Batch normalization learns γ and β; where that isn't asked for, its two running statistics may be counted too."""
    channels = {int(found[1] or found[2]) for found in _CHANNELS_NORMALIZED.finditer(said)}
    if len(channels) != 1:
        return None
    many = channels.pop()
    if not learned and claimed == 4 * many:
        return None
    return judged_count(normalization_count(many), claimed, None, "normalization-parameters-claim", "norm-param-count")

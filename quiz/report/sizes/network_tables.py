"""A table that lists the layers of the printed network in order, with their parameters -> each count held to its layer.

Only a table whose rows are those layers, none more and none less, is one of that network; layers without parameters
of their own (dropout, an activation) may stand between them.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.sizes.network_model import Layer, LayerKind, PrintedNetwork
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.stated_counts import judged_count
from quiz.report.sizes.window_tables import COUNTS_PARAMETERS
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import whole_number
from quiz.report.tables import Table

_KINDS: Final[tuple[tuple[LayerKind, re.Pattern[str]], ...]] = (
    ("normalization", late(r"batch ?norm|バッチ正[規則]化|\bbn\d?\b", re.A)),
    ("pooling", late(r"pool|プーリング")),
    ("convolution", late(r"conv|畳み?込")),
    ("flatten", late(r"flatten|平坦化|フラット化")),
    ("dense", late(r"dense|linear|全結合|affine|\bfc\d?\b|fully[- ]connected", re.A)),
)
_NOTHING: Final = late(r"dropout|ドロップアウト|relu|softmax|ソフトマックス|activation|活性化|\binput|入力", re.A)
_SUM: Final = late(r"合計|総数|計\Z|total|sum")
_NUMBER: Final = late(r"(\d{1,3}(?:,\d{3})+|\d{1,9})\s?個?", re.A)
_ASIDE: Final = late(r"\([^()]*\)")


def table_of_network(table: Table, network: PrintedNetwork | None) -> dict[int, Judged]:
    """Return what is to be said of the counts in the rows of a table, by their places; nothing of another table.

    >>> from quiz.report.sizes.network_model import dense_network
    >>> rows = ((2, ("Dense", "20", "220")), (3, ("Dense", "5", "100")))
    >>> found = table_of_network(Table(0, ("layer", "output", "params"), rows), dense_network([10, 20, 5]))
    >>> found[2].verdict, found[3].verdict
    ('right', 'wrong')
    """
    header = [_ASIDE.sub("", spelled(cell)).strip() for cell in table.header]
    at = [place for place, cell in enumerate(header) if COUNTS_PARAMETERS.fullmatch(cell)]
    if network is None or len(at) != 1 or at[0] == 0 or table.is_mended:
        return {}
    layers = [layer for layer in network.layers if layer.kind != "other"]
    listed: list[tuple[int, int]] = []
    kinds: list[LayerKind] = []
    for place, cells in table.body:
        name = spelled(cells[0])
        if _SUM.search(name):
            continue
        kind = next((kind for kind, pattern in _KINDS if pattern.search(name)), None)
        if kind is None:
            if _NOTHING.search(name):
                continue
            return {}
        number = _NUMBER.fullmatch(spelled(cells[at[0]]).rpartition("=")[2].strip())
        kinds.append(kind)
        listed.append((place, whole_number(number[1]) if number is not None else -1))
    if kinds != [layer.kind for layer in layers]:
        return {}
    counted = [(place, claimed, layer) for (place, claimed), layer in zip(listed, layers, strict=True) if claimed >= 0]
    # Where one row counts its biases, all do.
    bias = True if any(_with_biases(layer, claimed) for _, claimed, layer in counted) else None
    return {
        place: judged_count(layer.count, claimed, bias, "layer-parameters-claim", "mlp-param-count")
        for place, claimed, layer in counted
        if layer.count is not None and layer.known
    }


def _with_biases(layer: Layer, claimed: int) -> bool:
    count = layer.count
    return count is not None and count.biases > 0 and claimed == count.weights + count.biases

"""A comment beside a layer of a printed network -> the size, the number of values or of parameters that it states."""

from __future__ import annotations

import re
from math import prod
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.sizes.layer_arithmetic import Window
from quiz.report.sizes.network_claims import of_output
from quiz.report.sizes.network_model import Layer
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.stated_counts import judged_count
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import whole_number

_LEAD: Final = (
    r"[\s#]*+(?:->|→|=>|=|:)?\s*+(?:出力(?:サイズ)?|output(?: size| shape)?|out|shape|size|サイズ|"
    r"結果)?\s*+(?:は|:|=|->|→)?\s*+"
)
_BATCH: Final = r"(?:(?:n|b|batch(?:_size)?|none|-1|バッチ(?:サイズ)?)\s*+[,x×]\s*+)?"
_TRAIL: Final = r"\s*+(?:になる|となる|のはず|です|へ|の出力|pixels?|maps?|channels?|の?特徴マップ)?[\s。.!]*+\Z"
_SIZE: Final = late(rf"{_LEAD}[(\[]?\s*+{_BATCH}(?P<size>\d{{1,6}}(?:\s*[x×,]\s*\d{{1,6}}){{0,2}}),?\s*[)\]]?{_TRAIL}")
_SIDES: Final = r"[(\[]?\s*\d{1,5}(?:\s*[x×,]\s*\d{1,5}){1,2}\s*[)\]]?"
_BOTH: Final = late(
    rf"[\s#]*(?:(?:入力|サイズ|size|input)(?:は|:|\s)*)?(?P<before>{_SIDES})\s*(?:→|->|=>|から|to\b|becomes)\s*"
    rf"(?P<behind>{_SIDES}){_TRAIL}"
)
"""What goes in and what comes out: 28×28 → 24×24."""
_LENGTH: Final = late(
    r"[\s#]*+(?:->|→|=>|=|:)?\s*+(?:長さ|要素数|次元数?|length|(?:flat(?:tened)? )?(?:size|vector)(?: of)?|ベクトル)"
    r"(?:は|が|:|=|is|of|\s)*"
    rf"(?P<factors>\d{{1,6}}(?:\s*[x×*]\s*\d{{1,6}}){{1,3}})(?:\s*=\s*(?P<result>\d[\d,]*))?{_TRAIL}"
)
_SHEETS: Final = late(
    rf"{_LEAD}(?P<high>\d{{1,5}})\s?[x×]\s?(?P<wide>\d{{1,5}})\s*(?:が|の(?:マップ)?が?|,|\s)\s*(?P<sheets>\d{{1,5}})\s*(?:枚|個|チャン?ネル|channels|maps){_TRAIL}|"
    rf"{_LEAD}(?P<sheets_>\d{{1,5}})\s*(?:枚の|maps of|channels of|"
    rf"feature maps of)\s*(?P<high_>\d{{1,5}})\s?[x×]\s?(?P<wide_>\d{{1,5}}){_TRAIL}"
)
_COUNT: Final = late(
    rf"{_LEAD}(?:パラメータ(?:数)?|(?:params?|parameters?)\b:?)\s*(?:は|:|=)?\s*(?P<first>\d[\d,]*)\s*個?{_TRAIL}|"
    rf"{_LEAD}(?P<last>\d[\d,]*)\s*(?:個の?)?(?:パラメータ|(?:params?|parameters?)\b){_TRAIL}"
)
_VALUES: Final = late(
    rf"{_LEAD}(?P<values>\d{{1,3}}(?:,\d{{3}})+|\d{{1,8}})\s*(?:個(?:の値)?|次元|要素|values?|numbers?|features|units|ノード|ユニット|nodes|inputs)"
    r"\s*(?P<into>(?:が|を)?(?:入る|入力|受け)|go in|in\b|come in|as input)?" + _TRAIL
)


def counts_biases(layer: Layer, comment: str) -> bool:
    """Whether a comment counts the parameters of the layer beside it with its biases.

    >>> counts_biases(Layer("conv", (28, 28, 8), None), "200 parameters")
    False
    """
    counted = _COUNT.match(spelled(comment))
    if counted is None or layer.count is None or not layer.count.biases:
        return False
    return whole_number(counted["first"] or counted["last"]) == layer.count.weights + layer.count.biases


def comment_on(layer: Layer, comment: str, *, bias: bool | None = None) -> Judged | None:
    """Hold a comment against the layer beside it; None where it states nothing, or no size of the layer.

    ``bias`` tells whether counts of parameters are meant with the biases; None where that isn't known.

    >>> flat = Layer("flatten", (1152,), None)
    >>> comment_on(flat, "1152個").verdict, comment_on(flat, "(576,)").verdict, comment_on(flat, "flatten it")
    ('right', 'wrong', None)
    """
    text = spelled(comment)
    both = _BOTH.match(text)
    if both is not None:
        return _both(layer, _sides(both["before"]), _sides(both["behind"]))
    length = _LENGTH.match(text)
    if (
        length is not None
        and layer.output is not None
        and layer.kind in ("flatten", "other")
        and len(layer.output) == 1
    ):
        claimed = whole_number(length["result"]) if length["result"] else prod(_sides(length["factors"]))
        return of_output(layer, right=claimed == prod(_sides(length["factors"])) == layer.output[0])
    counted = _COUNT.match(text)
    if counted is not None:
        claimed = whole_number(counted["first"] or counted["last"])
        return (
            judged_count(layer.count, claimed, bias, "layer-parameters-claim", "mlp-param-count")
            if layer.count
            else None
        )
    values = _VALUES.match(text)
    if values is not None:
        return _values(layer, whole_number(values["values"]), into=values["into"] is not None or "inputs" in values[0])
    sheets = _SHEETS.match(text)
    if sheets is not None and layer.output is not None and len(layer.output) == 3:
        high, wide, many = (int(sheets[name] or sheets[f"{name}_"]) for name in ("high", "wide", "sheets"))
        return of_output(layer, right=(high, wide, many) == layer.output)
    size = _SIZE.match(text)
    if size is None or layer.output is None:
        return None
    sides, output = tuple(int(each) for each in re.findall(r"\d+", size["size"])), layer.output
    if len(sides) == 2 and len(output) == 3:
        return of_output(layer, right=sides == output[:2])
    if len(sides) != len(output):
        return None
    right = sides == output or (len(output) == 3 and sides == (output[2], *output[:2]))
    return of_output(layer, right=right)


def size_before(comment: str) -> tuple[int, ...] | None:
    """The size that goes into the layer beside a comment, where that tells what becomes of it.

    >>> size_before("28×28 → 24×24"), size_before("24×24")
    ((28, 28), None)
    """
    both = _BOTH.match(spelled(comment))
    sides = _sides(both["before"]) if both is not None else ()
    return sides if len(sides) == 2 else None


def _sides(written: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", written))


def _both(layer: Layer, before: tuple[int, ...], behind: tuple[int, ...]) -> Judged | None:
    """Judge what becomes of a size; where another one goes in, what follows from that is left alone."""
    if layer.output is None or len(layer.output) != 3 or len(behind) != len(before):
        return None
    output, source = layer.output, layer.moved.source if layer.moved is not None else layer.output[:2]
    right = behind in (output[: len(behind)], (output[2], *output[:2]))
    if len(before) == 2 and before != source and layer.moved is not None:
        moved = layer.moved.with_said(Window(source=before)).output()
        return None if right or moved == behind else of_output(layer, right=False)
    return of_output(layer, right=right)


def _values(layer: Layer, claimed: int, *, into: bool) -> Judged | None:
    """Judge a number of values: those that a dense layer takes or gives, or those of a feature map."""
    if layer.kind == "dense" and layer.shape is not None:
        if into:
            told = Text(f"この層に入るのは {layer.shape[0]} 個です", f"{layer.shape[0]} values go into this layer")
            right = claimed == layer.shape[0]
            return Judged("right" if right else "wrong", "network-output-claim", "cnn-shape-chain", told)
        return of_output(layer, right=True) if claimed == layer.shape[-1] else None
    if into or layer.output is None:
        return None
    return of_output(layer, right=claimed == prod(layer.output))
